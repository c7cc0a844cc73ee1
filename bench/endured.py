"""What must hold after a crash: every acknowledged act is there, no act is there by half.

python -m bench.endured FOLDER       check the city against the papers of a folder, as JSON
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from sunhall.config.database import database_in_use  # noqa: E402
from sunhall.kernel.ledger.checking import verify_store  # noqa: E402
from sunhall.kernel.ledger.sequencer import fold_all  # noqa: E402
from sunhall.kernel.models import JournalEntry, LedgerLeaf, NumberSeries  # noqa: E402

NUMBERS = """
SELECT clue_number FROM penalties_case
UNION ALL SELECT case_number FROM penalties_case WHERE case_number NOT IN ('', clue_number)
UNION ALL SELECT number FROM penalties_document WHERE number <> '' AND kind <> 'summary_decision'
"""
"""All that bears a number; a penalty on the spot has one for clue, case and decision."""

EVENTS_AND_ROWS = {
    "penalties_case": ("penalties.clue.registered", "penalties.penalty.on_the_spot"),
    "penalties_penaltydecision": ("penalties.penalty.on_the_spot",),
    "penalties_service": ("penalties.penalty.on_the_spot",),
    "penalties_document": (
        "penalties.penalty.on_the_spot",
        "penalties.case.filed",
        "penalties.case.investigated",
    ),
    "penalties_evidence": ("penalties.evidence.collected",),
    "penalties_approval": ("penalties.approval.asked",),
    "penalties_payment": ("penalties.payment.recorded",),
    "penalties_publication": ("penalties.decision.published",),
}
"""The rows of a table are as many as the events that tell of one."""

HALF_DONE = {
    "a case's state is not what the journal last said": """
        SELECT c.id FROM penalties_case c JOIN LATERAL (
            SELECT e.facts->>'state' AS state FROM kernel_journalentry e
            WHERE e.subject = 'penalties.case' AND e.subject_id = c.id AND e.facts ? 'state'
            ORDER BY e.id DESC LIMIT 1) last ON true
        WHERE last.state IS DISTINCT FROM c.state""",
    "a case is in no entry of the journal": """
        SELECT c.id FROM penalties_case c WHERE NOT EXISTS (
            SELECT FROM kernel_journalentry e
            WHERE e.subject = 'penalties.case' AND e.subject_id = c.id)""",
    "a case's next day is not that of its obligations": """
        SELECT c.id FROM penalties_case c LEFT JOIN (
            SELECT case_id, min(due_date) AS due FROM penalties_obligation
            WHERE met_on IS NULL GROUP BY case_id) o ON o.case_id = c.id
        WHERE o.due IS DISTINCT FROM c.due_date""",
    "a penalty waits for no payment": """
        SELECT c.id FROM penalties_case c WHERE c.state = 'served' AND NOT EXISTS (
            SELECT FROM penalties_obligation o
            WHERE o.case_id = c.id AND o.concern = 'payment' AND o.met_on IS NULL)""",
    "a paid fine is still due, or an unpaid one is not": """
        SELECT c.id FROM penalties_case c JOIN penalties_obligation o
            ON o.case_id = c.id AND o.concern = 'payment'
        LEFT JOIN penalties_payment p ON p.case_id = c.id
        WHERE (o.met_on IS NULL) <> (p.id IS NULL)
            OR (c.state = 'executed') <> (p.id IS NOT NULL)""",
    "a granted filing has no case number": """
        SELECT c.id FROM penalties_case c JOIN penalties_approval a ON a.case_id = c.id
        WHERE (a.status = 'granted') <> (c.case_number <> '')""",
}


def check(folder: Path) -> dict[str, Any]:
    """Return how much there is, and every fault."""
    told = list(acknowledged(folder))
    fold_all(timezone.now())
    faults = [*lost(told), *by_half(), *misnumbered(), *map(str, verify_store())]
    if LedgerLeaf.objects.count() != JournalEntry.objects.count():
        faults.append("an entry of the journal is not in the ledger")
    return {
        "acknowledged": len(told),
        "entries": JournalEntry.objects.count(),
        "faults": faults,
    }


def acknowledged(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield every acknowledged act; the last line of a paper may be torn: it was not."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                yield json.loads(line)


def lost(told: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield what was acknowledged and is not there, or is not in the journal."""
    wanted: dict[str, set[int]] = defaultdict(set)
    acts: dict[int, int] = defaultdict(int)
    for one in told:
        acts[one["case"]] += 1
        for label, key in one["made"]:
            wanted[label].add(key)
    for label, keys in wanted.items():
        there = set(apps.get_model(label).objects.values_list("pk", flat=True))
        yield from (f"{label} {key} is lost" for key in sorted(keys - there))
    entries: dict[int, int] = defaultdict(int)
    for key in JournalEntry.objects.filter(subject="penalties.case").values_list(
        "subject_id", flat=True
    ):
        entries[key] += 1
    for key, number in acts.items():
        if entries[key] < number:
            yield f"case {key}: {number} acts acknowledged, {entries[key]} in the journal"


def by_half() -> Iterator[str]:
    """Yield what is done by half."""
    with connection.cursor() as cursor:
        for table, events in EVENTS_AND_ROWS.items():
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            rows = cursor.fetchone()[0]
            entries = JournalEntry.objects.filter(event__in=events).count()
            if rows != entries:
                yield f"{table}: {rows} rows, {entries} events"
        for fault, query in HALF_DONE.items():
            cursor.execute(query)
            yield from (f"{fault}: case {key}" for (key,) in cursor.fetchall())


def misnumbered() -> Iterator[str]:
    """Yield the series in which a number is missing, is there twice, or runs ahead."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS)
        written = [row[0] for row in cursor.fetchall()]
    used: dict[str, list[int]] = defaultdict(list)
    for text in written:
        series, _separator, number = text.removesuffix(" 号").rpartition(" ")
        used[series].append(int(number))
    for series, numbers in used.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"{series}: {len(numbers)} numbers up to {max(numbers)}"
    given = sorted(NumberSeries.objects.values_list("last", flat=True))
    if given != sorted(map(len, used.values())):
        yield f"the series have given {given} numbers, not what is written"


if __name__ == "__main__":
    with database_in_use():
        print(json.dumps(check(Path(sys.argv[1])), ensure_ascii=False))
