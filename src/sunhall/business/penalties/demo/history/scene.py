"""A case on the stage: who handles it, what it is about, and the moment it has come to."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from sunhall.business.penalties.choices import DecisionStatus, DocumentKind
from sunhall.business.penalties.demo.facts import sample_facts
from sunhall.business.penalties.demo.history.cast import Bureau, Casting, at
from sunhall.business.penalties.demo.history.moments import Wait, days
from sunhall.business.penalties.demo.history.parties import Parties
from sunhall.business.penalties.demo.history.violations import Violation
from sunhall.business.penalties.models import Case, Document, Measure, PenaltyDecision
from sunhall.business.penalties.queries import benchmark_in_effect_for, decide_with, get_table
from sunhall.business.penalties.rules.parties import PartyDraft
from sunhall.business.penalties.rules.periods import months_after
from sunhall.directory.queries import city_calendar
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Refusal

Waits = Iterator[Wait]
"""A story on its way: it acts, says how long it waits, and acts again."""

BLOCKED = "blocked_by_supervision"


@dataclass(slots=True)
class Scene:
    """One case, from the clue on. A story calls the acts as its people, at `moment`.

    Whoever plays the story moves `moment` on by what the story waits.
    """

    bureau: Bureau
    violation: Violation
    party: PartyDraft
    place: str
    rng: random.Random
    moment: datetime
    casting: Casting
    parties: Parties
    id: int = 0
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def lead(self) -> Actor:
        """Return the officer who leads the case, now."""
        return at(self.bureau.lead, self.moment)

    @property
    def partner(self) -> Actor:
        """Return the second officer, now."""
        return at(self.bureau.partner, self.moment)

    @property
    def head(self) -> Actor:
        """Return the head of the bureau, now."""
        return at(self.bureau.head, self.moment)

    @property
    def reviewer(self) -> Actor:
        """Return the legal reviewer of the bureau, now."""
        return at(self.bureau.reviewer, self.moment)

    @property
    def team(self) -> list[int]:
        """Return the keys of the two officers."""
        return [self.bureau.lead.own_person_id, self.bureau.partner.own_person_id]

    @property
    def today(self) -> date:
        """Return the day of the story."""
        return timezone.localdate(self.moment)

    @property
    def case(self) -> Case:
        """Return the case as it stands."""
        return Case.objects.select_related("organization", "party", "determination").get(pk=self.id)

    @property
    def decision(self) -> PenaltyDecision:
        """Return the decision that stands."""
        return PenaltyDecision.objects.get(case=self.id, status=DecisionStatus.IN_FORCE)

    @property
    def measure(self) -> Measure:
        """Return the measure last taken."""
        return Measure.objects.filter(case=self.id).latest("pk")

    def working_day_in(self, count: int) -> date:
        """Return the day so many working days ahead."""
        return city_calendar(self.lead).add_working_days(self.today, count)

    def until_next_month(self, months: int = 1) -> Wait:
        """Return how long it is to the first of the next month, or of a later one."""
        return days((months_after(self.today.replace(day=1), months) - self.today).days)

    def until_next_quarter(self) -> Wait:
        """Return how long it is to the first day of the next quarter of the calendar."""
        return self.until_next_month(3 - (self.today.month - 1) % 3)

    def begin_another(self) -> None:
        """Turn to another party and another place; the next clue is another case."""
        self.party = self.parties.invent(self.party.kind, self.bureau.domain, self.bureau.place)
        self.place = self.parties.place(self.bureau.place)

    def paper(self, kind: DocumentKind) -> Document:
        """Return the last document of a kind."""
        rows = Document.objects.filter(case=self.id, kind=kind).defer("sheet")
        return rows.latest("pk")

    def found_facts(self) -> dict[str, Any]:
        """Return what the officers find: what the violation says, or something that is fined."""
        if self.violation.facts is not None:
            return dict(self.violation.facts)
        benchmark = benchmark_in_effect_for(self.violation.matter, self.today)
        while True:
            facts = sample_facts(self.rng, get_table(benchmark))
            if decide_with(benchmark, facts).fine_yuan:
                return facts


Story = Callable[[Scene], Waits]


@contextmanager
def blocked_by(rule: str) -> Iterator[None]:
    """Attempt something that a rule of supervision is known to turn down.

    Raises:
        AssertionError: it passes.
        Refusal: it is turned down for another reason.
    """
    try:
        yield
    except Refusal as refusal:
        if refusal.code != BLOCKED or refusal.facts["rule"] != rule:
            raise
    else:
        raise AssertionError(rule)
