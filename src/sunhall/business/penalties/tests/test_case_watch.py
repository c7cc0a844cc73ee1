"""What the clock says of cases: limits that run out, and what officers did in a month."""

from datetime import date
from decimal import Decimal

import pytest
from tests.cast import Cast

from sunhall.business.penalties import actions, tasks
from sunhall.business.penalties.choices import Concern
from sunhall.business.penalties.queries.verdicts import first_of
from sunhall.business.penalties.tests.cases import (
    REASON,
    a_clue,
    a_filed_case,
    city,
    grant,
    on,
)
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.models import JournalEntry

__all__ = ["city"]


def watched(case_id: int) -> list[tuple[str, int]]:
    """Return what was announced of a case: concern and days left."""
    entries = JournalEntry.objects.filter(
        event="penalties.obligation.watched", subject_id=case_id
    ).order_by("pk")
    return [(entry.facts["concern"], entry.facts["days_left"]) for entry in entries]


def counted(person_id: int) -> dict:
    """Return what was last counted of an officer."""
    entries = JournalEntry.objects.filter(event="penalties.officer.counted", subject_id=person_id)
    return entries.latest("pk").facts


class TestWatchObligations:
    def test_speaks_once_at_each_threshold(self, city: Cast):
        clue = a_clue(city)

        for day in (16, 17, 17, 18, 20, 21, 22, 31, 31):
            tasks.watch_obligations(on(city, date(2026, 1, day)).system)

        assert watched(clue.pk) == [
            (Concern.VERIFICATION, 3),
            (Concern.VERIFICATION, -1),
            (Concern.VERIFICATION, -11),
        ]

    def test_is_silent_once_it_is_done(self, city: Cast):
        case = a_filed_case(city)

        tasks.watch_obligations(on(city, date(2026, 1, 21)).system)

        assert watched(case.pk) == []

    def test_takes_as_many_turns_as_it_needs(self, city: Cast):
        clues = [a_clue(city) for _number in range(3)]
        by = on(city, date(2026, 1, 17)).system

        turns = [actions.watch_obligations(by, limit=2) for _turn in range(3)]

        assert turns == [2, 1, 0]
        assert all(len(watched(clue.pk)) == 1 for clue in clues)

    def test_is_for_who_watches(self, city: Cast):
        with pytest.raises(Forbidden):
            actions.watch_obligations(city.sun)


class TestCountOfficers:
    def refuse(self, city: Cast, by) -> None:
        """Let an officer's clue not be filed."""
        approval = actions.ask_no_filing(
            by, case_id=a_clue(city).pk, reason_code="minor", reason=REASON
        )
        grant(city.he, approval)

    def test_tells_rates_beside_the_citys(self, city: Cast):
        """SUPERVISION P04: one of Sun's two clues was refused, and Qian's only one."""
        a_filed_case(city)
        self.refuse(city, city.sun)
        self.refuse(city, city.qian)

        count = actions.count_officers(city.system, year=2026, month=1)

        facts = counted(city.sun.own_person_id)
        assert count == 2
        assert (facts["clues"], facts["refusals"]) == (2, 1)
        assert Decimal(facts["refusal_rate"]) == Decimal("0.5")
        assert Decimal(facts["city_mean"]) == Decimal("0.75")
        assert Decimal(facts["city_deviation"]) == Decimal("0.25")
        assert facts["occasion"] == "2026-01"
        assert facts["organization_id"] == city.sun.organization_id

    def test_tells_what_was_withdrawn_in_the_quarter(self, city: Cast):
        """SUPERVISION P10: filed in January, withdrawn in February, counted in March."""
        case = a_filed_case(city)
        a_filed_case(city)
        later = on(city, date(2026, 2, 3))
        approval = actions.ask_withdrawal(
            later.sun, case_id=case.pk, reason_code="not_established", reason=REASON
        )
        grant(later.he, approval)

        actions.count_officers(city.system, year=2026, month=3)

        facts = counted(city.sun.own_person_id)
        assert facts["clues"] == 0
        assert (facts["quarter_cases"], facts["quarter_withdrawals"]) == (2, 1)
        assert Decimal(facts["withdrawal_rate"]) == Decimal("0.5")

    def test_begins_anew_with_each_quarter(self, city: Cast):
        a_filed_case(city)

        assert actions.count_officers(city.system, year=2026, month=4) == 0

    def test_happens_on_the_first_of_the_month_after(self, city: Cast):
        a_filed_case(city)

        counts = [
            tasks.count_officers(on(city, day).system)
            for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 2))
        ]

        assert counts == [0, 1, 0]


class TestFirstOf:
    @pytest.mark.parametrize(
        ("year", "month", "day"),
        [(2026, 1, date(2026, 1, 1)), (2026, 13, date(2027, 1, 1)), (2026, 12, date(2026, 12, 1))],
    )
    def test_knows_the_month_after_december(self, year: int, month: int, day: date):
        assert first_of(year, month) == day
