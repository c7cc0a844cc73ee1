"""What the kernel keeps: journal, ledger, calendar, numbers, files, outbox, runs of tasks."""

from sunhall.kernel.models.calendar import CalendarDay
from sunhall.kernel.models.clock import TaskRun
from sunhall.kernel.models.journal import JournalEntry, PrivateFacts
from sunhall.kernel.models.ledger import LedgerHead, LedgerLeaf, LedgerNode, LedgerPending
from sunhall.kernel.models.records import (
    AnsweredRequest,
    FileScan,
    NumberSeries,
    OutboxMessage,
    StoredFile,
)

__all__ = [
    "AnsweredRequest",
    "CalendarDay",
    "FileScan",
    "JournalEntry",
    "LedgerHead",
    "LedgerLeaf",
    "LedgerNode",
    "LedgerPending",
    "NumberSeries",
    "OutboxMessage",
    "PrivateFacts",
    "StoredFile",
    "TaskRun",
]
