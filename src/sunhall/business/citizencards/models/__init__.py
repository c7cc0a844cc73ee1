"""What the citizen card keeps: holders, cards, batches, functions, looks, status lists."""

from sunhall.business.citizencards.models.batches import Batch, BatchLine
from sunhall.business.citizencards.models.cards import Card, Holder
from sunhall.business.citizencards.models.functions import FunctionSwitch
from sunhall.business.citizencards.models.looks import Look, Purpose, UsedQr
from sunhall.business.citizencards.models.status import PendingStatus, StatusList

__all__ = [
    "Batch",
    "BatchLine",
    "Card",
    "FunctionSwitch",
    "Holder",
    "Look",
    "PendingStatus",
    "Purpose",
    "StatusList",
    "UsedQr",
]
