"""Who would pay more, who less."""

from decimal import Decimal

import pytest

from sunhall.business.penalties.rules import Change, Comparison, Effect, Outcome


def outcome(yuan: int, *kinds: str, tier: int = 1) -> Outcome:
    """Return an outcome."""
    return Outcome(tier=tier, fine_yuan=Decimal(yuan), kinds=kinds)


def comparison(before: Outcome, after: Outcome | None, key: int = 1) -> Comparison:
    """Return a case before and after."""
    return Comparison(key=key, facts={}, before=before, after=after)


class TestComparison:
    @pytest.mark.parametrize(
        ("after", "change"),
        [
            (outcome(600), Change.MORE),
            (outcome(400), Change.LESS),
            (outcome(500), Change.SAME),
            (outcome(500, tier=2), Change.SAME),
            (outcome(500, "警告"), Change.OTHER),
            (None, Change.UNDECIDABLE),
        ],
    )
    def test_says_which_way_a_case_goes(self, after: Outcome | None, change: Change):
        assert comparison(outcome(500), after).change is change


class TestEffect:
    def test_puts_those_who_would_pay_most_first(self):
        cases = [
            comparison(outcome(5), outcome(5), 1),
            comparison(outcome(5), outcome(9), 2),
            comparison(outcome(9), outcome(5), 3),
            comparison(outcome(5), outcome(50), 4),
        ]

        effect = Effect.of(cases)

        assert [case.key for case in effect.comparisons] == [4, 2, 3, 1]

    def test_sums_what_all_would_pay(self):
        cases = [comparison(outcome(5), outcome(9)), comparison(outcome(9), outcome(2))]

        assert Effect.of(cases).difference_yuan == -3
