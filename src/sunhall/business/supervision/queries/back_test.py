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
WHOSE = "organization_id"
Row = tuple[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sample:
    """An act the rule would have found, or finds no longer (`was_found` and no verdict)."""

    entry: JournalEntry
    verdict: Verdict | None
    was_found: bool


@dataclass(slots=True)
class BackTest:
    """What came of asking: counts of acts, not of cases; the first samples; whose they were.

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

    def count(self, facts: dict[str, Any], verdict: Verdict | None, was_found: bool) -> None:
        """Count one act that is found, or was."""
        self.newly += verdict is not None and not was_found
        self.no_longer += verdict is None
        if verdict is not None:
            self.hits += 1
            self.red += verdict.is_red
            self.blocked += verdict.is_blocked
            self.by_organization[facts.get(WHOSE) or 0] += 1


@dataclass(frozen=True, slots=True)
class _Asker:
    """A draft's question of one event and that of the version in force, either may be none."""

    new: Question | None
    old: Question | None
    types: Facts
    calendar: WorkingCalendar

    @classmethod
    def of(
        cls, draft: Draft, present: Draft | None, event: str, calendar: WorkingCalendar
    ) -> "_Asker":
        """Compile both for an event, with the types of just the facts they read."""
        new, old = _question(draft, event), _question(present, event)
        names = {name for one in (new, old) if one for name in one.names}
        types = {name: kind for name, kind in facts_of(event).items() if name in names}
        return cls(new, old, types, calendar)

    def ask(self, facts: dict[str, Any]) -> tuple[Verdict | None, bool]:
        """Return the draft's answer to recorded facts, and whether the other finds them too.

        Raises:
            ExpressionError: they cannot be read, or not reckoned with.
        """
        values = read_facts(self.types, facts)
        verdict = self.new.answer(values, self.calendar) if self.new else None
        was_found = self.old is not None and self.old.answer(values, self.calendar) is not None
        return verdict, was_found


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
    first: dict[int, tuple[Verdict | None, bool]] = {}
    for event in sorted({*draft.on, *(present.on if present else ())}):
        asker = _Asker.of(draft, present, event, calendar)
        for entry_id, facts in _rows(event, asker.types, since):
            found.looked_at += 1
            try:
                verdict, was_found = asker.ask(facts)
            except (ExpressionError, TypeError):
                found.unreadable += 1
                continue
            if verdict or was_found:
                found.count(facts, verdict, was_found)
                if len(first) < SAMPLES:
                    first[entry_id] = verdict, was_found
    entries = JournalEntry.objects.in_bulk(list(first))
    found.samples = [Sample(entries[key], *answer) for key, answer in first.items()]
    return found


def _question(draft: Draft | None, event: str) -> Question | None:
    watches = draft is not None and draft.is_watching and event in draft.on
    return compile_for(draft, event) if draft is not None and watches else None


def _rows(event: str, types: Facts, since: datetime) -> Iterator[Row]:
    """Yield the entries of an event with the few facts that are asked for, as a stream."""
    asked = {name: F(f"facts__{name}") for name in sorted({*types, WHOSE})}
    rows = JournalEntry.objects.filter(event=event, at__gte=since).order_by("id")
    return rows.values_list("id", JSONObject(**asked)).iterator(chunk_size=CHUNK)
