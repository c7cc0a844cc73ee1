"""What a rule would have found in the past: its question, asked of the journal again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.functions import JSONObject

from sunhall.business.supervision.queries.rule_book import compile_for, facts_of
from sunhall.business.supervision.rules import Draft, Question, Verdict
from sunhall.directory.queries import city_calendar
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import WorkingCalendar
from sunhall.kernel.expressions import ExpressionError, Facts, read_facts
from sunhall.kernel.models import JournalEntry

SAMPLES = 50
CHUNK = 5000
SHOWN = ("organization_id", "label")
Row = tuple[int, datetime, str, int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sample:
    """An act the rule would have found, or finds no longer (`was_found` and no verdict)."""

    entry_id: int
    at: datetime
    event: str
    subject: str
    subject_id: int
    label: str
    organization_id: int
    verdict: Verdict | None
    was_found: bool


@dataclass(slots=True)
class BackTest:
    """What came of asking: counts of acts, not of cases; the first samples; who they were of.

    `newly` and `no_longer` compare with the rule's version in force. `unreadable` counts the acts
    whose facts could not be asked.
    """

    looked_at: int = 0
    hits: int = 0
    red: int = 0
    blocked: int = 0
    newly: int = 0
    no_longer: int = 0
    unreadable: int = 0
    by_organization: Counter[int] = field(default_factory=Counter)
    samples: list[Sample] = field(default_factory=list)

    def take(self, event: str, row: Row, verdict: Verdict | None, was_found: bool) -> None:
        """Count one act."""
        entry_id, at, subject, subject_id, facts = row
        self.newly += verdict is not None and not was_found
        self.no_longer += verdict is None and was_found
        if verdict is not None:
            self.hits += 1
            self.red += verdict.is_red
            self.blocked += verdict.is_blocked
            self.by_organization[facts.get("organization_id") or 0] += 1
        if (verdict is not None or was_found) and len(self.samples) < SAMPLES:
            organization, label = (facts.get(name) for name in SHOWN)
            self.samples.append(
                Sample(
                    entry_id,
                    at,
                    event,
                    subject,
                    subject_id,
                    label or "",
                    organization or 0,
                    verdict,
                    was_found,
                )
            )


@dataclass(frozen=True, slots=True)
class _Asker:
    """A question with the types of just the facts it reads."""

    question: Question
    types: Facts
    calendar: WorkingCalendar

    @classmethod
    def of(cls, draft: Draft | None, event: str, calendar: WorkingCalendar) -> "_Asker | None":
        """Return what asks a draft's question of an event, if it watches it."""
        if draft is None or not draft.is_watching or event not in draft.on:
            return None
        question = compile_for(draft, event)
        types = {name: kind for name, kind in facts_of(event).items() if name in question.names}
        return cls(question, types, calendar)

    def ask(self, facts: dict[str, Any]) -> Verdict | None:
        """Return the answer to recorded facts.

        Raises:
            ExpressionError: they cannot be read, or not reckoned with.
        """
        return self.question.answer(read_facts(self.types, facts), self.calendar)


def back_test(
    by: Actor, draft: Draft, *, since: datetime, present: Draft | None = None
) -> BackTest:
    """Ask a draft, and the version in force beside it, of every act since a moment.

    The journal is read as a stream, so memory stays flat however long the history is.

    Raises:
        UnknownEvent: it would watch what no app announces.
        NotAQuestion: a condition cannot be asked of an event.
    """
    found = BackTest()
    calendar = city_calendar(by)
    events = {*draft.on, *(present.on if present else ())}
    for event in sorted(events):
        new = _Asker.of(draft, event, calendar)
        old = _Asker.of(present, event, calendar)
        names = {name for asker in (new, old) if asker for name in asker.types}
        for row in _rows(event, names, since):
            found.looked_at += 1
            try:
                verdict = new.ask(row[-1]) if new else None
                was_found = bool(old and old.ask(row[-1]))
            except (ExpressionError, TypeError):
                found.unreadable += 1
                continue
            if verdict or was_found:
                found.take(event, row, verdict, was_found)
    return found


def _rows(event: str, names: set[str], since: datetime) -> Iterator[Row]:
    """Yield the entries of an event with the few facts that are asked for, as a stream."""
    asked = {name: F(f"facts__{name}") for name in sorted(names.union(SHOWN))}
    rows = JournalEntry.objects.filter(event=event, at__gte=since).order_by("id")
    fields = rows.values_list("id", "at", "subject", "subject_id", JSONObject(**asked))
    return fields.iterator(chunk_size=CHUNK)
