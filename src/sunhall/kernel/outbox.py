"""Telling the world outside: written with the act, sent after it, tried until delivered."""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction

from sunhall.kernel.actor import Actor
from sunhall.kernel.models import OutboxMessage

FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=1)
DOUBLINGS = 6
ERROR_LENGTH = 1000


class Sender(Protocol):
    """How messages of one topic go out.

    It returns when the receiver has the message, and raises whenever that is in doubt: the
    message then goes out again under the same key, by which the receiver knows a repetition.
    """

    def __call__(self, message: OutboxMessage) -> None:
        """Send a message."""


_senders: dict[str, Sender] = {}


def send_by(topic: str, sender: Sender) -> None:
    """Let messages of a topic go out by a sender."""
    _senders[topic] = sender


def senders() -> Mapping[str, Sender]:
    """Return the sender of each topic that has one."""
    return dict(_senders)


def send_later(by: Actor, topic: str, key: str, payload: Mapping[str, Any]) -> OutboxMessage:
    """Write a message that leaves when the act is committed, and never if it is taken back.

    Raises:
        TransactionManagementError: there is no act the message belongs to.
        IntegrityError: the key belongs to another message.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A message is written inside an act.")
    return OutboxMessage.objects.create(
        topic=topic, key=key, payload=dict(payload), created_at=by.moment, due_at=by.moment
    )


def deliver(moment: datetime, senders: Mapping[str, Sender], limit: int = 100) -> int:
    """Try the messages due, oldest first, and return how many were delivered.

    Each has a transaction of its own, and any number of processes may deliver at once: one that
    ends in the midst repeats no more than the message it was sending. Topics without a sender wait.
    """
    delivered = 0
    for _attempt in range(limit):
        with transaction.atomic(durable=True):
            message = _take(moment, senders)
            if message is None:
                break
            delivered += _try(message, moment, senders[message.topic])
    return delivered


def _take(moment: datetime, senders: Mapping[str, Sender]) -> OutboxMessage | None:
    waiting = OutboxMessage.objects.filter(delivered_at=None, due_at__lte=moment)
    ours = waiting.filter(topic__in=list(senders)).order_by("due_at", "id")
    return ours.select_for_update(skip_locked=True).first()


def _try(message: OutboxMessage, moment: datetime, send: Sender) -> bool:
    message.attempts += 1
    try:
        with transaction.atomic():
            send(message)
    except Exception as error:
        message.last_error = repr(error)[:ERROR_LENGTH]
        message.due_at = moment + delay_after(message.attempts)
    else:
        message.last_error = ""
        message.delivered_at = moment
    message.save(update_fields=["attempts", "last_error", "due_at", "delivered_at"])
    return message.delivered_at is not None


def delay_after(attempts: int) -> timedelta:
    """Return how long a message waits after so many attempts: doubling, never over an hour."""
    doublings = min(attempts - 1, DOUBLINGS)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


class FileSender:
    """Hands messages over as files in a folder, one whole file for each key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, message: OutboxMessage) -> None:
        """Write the message's file, durably, unless it is there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / f"{hashlib.sha256(message.key.encode()).hexdigest()}.json"
        if target.exists():
            return
        told = {"topic": message.topic, "key": message.key, "payload": message.payload}
        part = target.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            json.dump(told, file, ensure_ascii=False, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        _keep(self._folder)


def _keep(folder: Path) -> None:
    """Make a folder's new names survive a loss of power."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
