"""The clock's edge: what the city does by itself, every few seconds."""

import logging
import os
import signal
from collections.abc import Callable
from datetime import datetime
from threading import Event

import click
from django.db import close_old_connections
from django.utils import timezone

from sunhall.config.database import database_in_use
from sunhall.directory.queries import system_actor
from sunhall.kernel.clock import run_due
from sunhall.kernel.ledger.sequencer import fold_all
from sunhall.kernel.outbox import deliver, senders

LONGEST_PAUSE_SECONDS = 60.0
MESSAGES = 100
Step = Callable[[datetime], int]
logger = logging.getLogger(__name__)


def deliver_all(moment: datetime) -> int:
    """Deliver the messages that are due and return how many went out."""
    total = 0
    while delivered := deliver(moment, senders(), MESSAGES):
        total += delivered
    return total


def run_all_due(moment: datetime) -> int:
    """Run the tasks that are due, as the city itself, and return how many runs were done."""
    return run_due(moment, system_actor)


STEPS: tuple[Step, ...] = (run_all_due, fold_all, deliver_all)


@click.command()
@click.option("--every", "seconds", default=2.0, show_default=True, help="Pause in seconds.")
@click.option("--once", is_flag=True, help="Take one turn and end; 1 if part of it failed.")
@click.option("--parent", type=int, hidden=True)
def work(seconds: float, once: bool, parent: int | None) -> None:
    """Fold the journal into the ledger, deliver messages, and do what each day asks for.

    `sunhall run` starts it; under a process manager of your own, keep one running beside the
    servers. A second one does no harm.
    """
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopped.set())
    with database_in_use():
        failures = take_turn(timezone.now())
        while not once and not stopped.wait(_pause(seconds, failures)):
            if parent is not None and os.getppid() != parent:
                break
            failures = 0 if take_turn(timezone.now()) == 0 else failures + 1
    if once and failures:
        raise SystemExit(1)


def take_turn(moment: datetime) -> int:
    """Take every step once; return how many failed. One that fails stops no other."""
    failed = 0
    for step in STEPS:
        close_old_connections()
        try:
            step(moment)
        except Exception:
            logger.exception("%s failed", step.__name__)
            failed += 1
    return failed


def _pause(seconds: float, failures: int) -> float:
    """Return how long to wait: longer after each turn that failed."""
    return min(seconds * 2 ** min(failures, 10), max(seconds, LONGEST_PAUSE_SECONDS))
