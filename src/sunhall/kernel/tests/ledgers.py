"""A small ledger for tests of those who check it from outside."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sunhall.kernel.events import commitment_of
from sunhall.kernel.ledger.disclosure import export_lines
from sunhall.kernel.ledger.heads import public_key_pem
from sunhall.kernel.ledger.proofs import growth_between, receipt_for
from sunhall.kernel.ledger.sequencer import fold
from sunhall.kernel.models import JournalEntry

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
FACTS = (
    {"label": "案件", "amount_yuan": "50.00"},
    {"rate": 1e-07, "share": 0.1, "whole": 2.0, "many": 2**53 - 1},
    {"text": '引号"、反斜\\、换行\n、控制\x01\x7f、𪚥、é', "𠮷": 1, "豈": 2, "list": [True, None]},
    {},
)


@dataclass(frozen=True)
class Ledger:
    """What the city hands out of a small ledger."""

    pem: str
    receipts: list[dict[str, Any]]
    growth: dict[str, Any]
    export: str


def write(count: int) -> list[JournalEntry]:
    """Write entries with all kinds of facts."""
    return JournalEntry.objects.bulk_create(
        JournalEntry(
            at=MOMENT,
            channel="web",
            person_id=7,
            person_name="李执法",
            organization_id=3,
            event="case.filed",
            subject="case",
            subject_id=number,
            facts=FACTS[number % len(FACTS)],
            commitment=commitment_of(bytes(16), {"party": "张某"}) if number % 2 else "",
        )
        for number in range(count)
    )


def small_ledger(count: int = 13) -> Ledger:
    """Fold some entries under three heads, and hand out everything there is to check."""
    entries = write(count)
    while fold(MOMENT, limit=5):
        pass
    return Ledger(
        pem=public_key_pem(),
        receipts=[as_read(receipt_for(entry.pk)) for entry in entries],
        growth=as_read(growth_between(1, 3)),
        export="\n".join(export_lines(is_whole=True)),
    )


def as_read(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document as it comes out of a file."""
    read: dict[str, Any] = json.loads(json.dumps(document))
    return read


def flipped(text: str, count: int, seed: int) -> Iterator[bytes]:
    """Yield a text with one random bit changed, time and again."""
    data, chance = text.encode(), random.Random(seed)  # noqa: S311
    for _try in range(count):
        bit = chance.randrange(8 * len(data))
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)
