"""Measure the ledger: folding against plain inserts, receipts, the whole check, and its price.

Everything runs in a database of its own with durable commits. The peers are the same rows and the
same acts with the ledger's trigger off.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median, quantiles
from threading import Event as Signal
from threading import Thread
from typing import Any, ClassVar

from django.db import connection

from bench.database import own_database
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.events import Event, announce
from sunhall.kernel.ledger.checking import verify_store
from sunhall.kernel.ledger.proofs import receipt_for
from sunhall.kernel.ledger.sequencer import fold, fold_all
from sunhall.kernel.models import JournalEntry

MOMENT = datetime(2026, 3, 2, 2, tzinfo=UTC)
MAY = "bench:act:do"
BY = Actor(moment=MOMENT, channel=Channel.WEB, name="李执法", permissions=frozenset({MAY}))
ENTRIES, BATCH, ACTS, ROUNDS, RECEIPTS = 50_000, 1000, 300, 5, 1000


@dataclass(frozen=True, kw_only=True)
class Acted(Event):
    """Something has been done, as large as most."""

    name = "bench.act.done"
    subject: ClassVar[str] = "bench.act"
    label: str = "青岛市市南区某某路擅自占用道路经营案"
    matter: str = "QD-CG-001"
    division: str = "370202"
    fine_yuan: str = "800.00"
    is_noticed: bool = True


@action(MAY)
def do_act(by: Actor, number: int) -> None:
    """Do nothing but say so."""
    announce(by, Acted(subject_id=number))


def run() -> list[dict[str, Any]]:
    """Return rows of entries a second and of milliseconds."""
    with own_database():
        return [*appending(), *acting(), *proving()]


def appending() -> list[dict[str, Any]]:
    """Write the same rows without and with the trigger, then fold them."""
    with no_trigger():
        plain = ENTRIES / seconds(write)
    queued = ENTRIES / seconds(write)
    folded = ENTRIES / seconds(lambda: fold_all(MOMENT))
    peer = {"peer": round(plain), "peer_name": "plain inserts"}
    return [
        row("fold", "entries/s", folded, peer, plain, wanted="≥ 0.5×, ≥ 2,000"),
        row("insert with the trigger", "entries/s", queued, peer, plain),
    ]


def acting() -> list[dict[str, Any]]:
    """Act with and without the trigger by turns, and while a sequencer folds all the time."""
    without, with_trigger = [], []
    for _round in range(ROUNDS):
        with no_trigger():
            without += act_times()
        with_trigger += act_times()
    fold_all(MOMENT)
    with folding():
        folded = act_times() + act_times()
    base = median(without)
    peer = {"peer": round(base, 3), "peer_name": "without the trigger"}
    p95 = {"peer": round(quantiles(with_trigger, n=20)[-1], 3), "peer_name": "nobody folds"}
    return [
        row("act with one event, median", "ms", median(with_trigger), peer, base),
        row("act while folding, p95", "ms", quantiles(folded, n=20)[-1], p95, p95["peer"]),
    ]


def proving() -> list[dict[str, Any]]:
    """Take receipts here and there, and check the whole store."""
    size = JournalEntry.objects.count()
    with no_trigger(), connection.cursor() as cursor:
        # What was written without the trigger comes into the ledger too
        cursor.execute(
            "INSERT INTO kernel_ledgerpending SELECT id FROM kernel_journalentry"
            " WHERE id NOT IN (SELECT entry_id FROM kernel_ledgerleaf) ON CONFLICT DO NOTHING"
        )
    fold_all(MOMENT)
    ids = list(JournalEntry.objects.values_list("pk", flat=True))
    chosen = random.Random(6962).sample(ids, RECEIPTS)
    times = [seconds(lambda entry=entry: receipt_for(entry)) * 1e3 for entry in chosen]
    faults: list[object] = []
    took = seconds(lambda: faults.extend(verify_store()))
    assert faults == []
    name = f"receipt out of {size:,} entries"
    return [
        row(f"{name}, median", "ms", median(times)),
        row(f"{name}, p95", "ms", quantiles(times, n=20)[-1]),
        row("check of the whole store", "entries/s", size / took),
    ]


def write() -> None:
    """Write entries by the thousand, each batch committed."""
    for start in range(0, ENTRIES, BATCH):
        JournalEntry.objects.bulk_create(
            JournalEntry(
                at=MOMENT,
                channel="web",
                person_id=7,
                person_name="李执法",
                organization_id=3,
                event=Acted.name,
                subject=Acted.subject,
                subject_id=number,
                facts={"label": Acted.label, "matter": Acted.matter, "fine_yuan": "800.00"},
            )
            for number in range(start, start + BATCH)
        )


def act_times() -> list[float]:
    """Return the milliseconds of some acts, one after another."""
    return [seconds(lambda number=number: do_act(BY, number)) * 1e3 for number in range(ACTS)]


@contextmanager
def folding() -> Iterator[None]:
    """Let a sequencer fold all the time."""
    stopped = Signal()

    def sequence() -> None:
        while not stopped.is_set():
            fold(MOMENT)
        connection.close()

    thread = Thread(target=sequence)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


@contextmanager
def no_trigger() -> Iterator[None]:
    """Take the ledger's trigger off the journal."""
    alter = "ALTER TABLE kernel_journalentry {} TRIGGER journal_is_queued"
    with connection.cursor() as cursor:
        cursor.execute(alter.format("DISABLE"))
        try:
            yield
        finally:
            cursor.execute(alter.format("ENABLE"))


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def row(
    name: str,
    unit: str,
    ours: float,
    peer: dict[str, Any] | None = None,
    base: float | None = None,
    **more: str,
) -> dict[str, Any]:
    """Return a row of the results table; the ratio is ours to the peer's."""
    ratio = {"ratio": round(ours / base, 2)} if base else {}
    return {"name": name, "unit": unit, "ours": round(ours, 3), **(peer or {}), **ratio, **more}
