"""Worse facts are never punished more lightly."""

import pytest

from sunhall.kernel.decision.findings import Kind
from sunhall.kernel.decision.tests.tables import (
    AREA,
    GOODS,
    PLACE,
    PRICE,
    PRIOR,
    Record,
    fine,
    kinds,
    law,
    only,
    report,
    tier,
)

WARNING = {"kind": "警告"}
SUSPENSION = {"kind": "责令停产停业", "days": 15}
REVOCATION = {"kind": "吊销营业执照"}


def along(*penalties: Record | float | tuple[Record | float, ...], severity: str | None = None):
    """Report a table of one counted factor, one tier a count, the last open to above."""
    prior = {**PRIOR, "severity": severity} if severity else PRIOR
    last = len(penalties) - 1
    tiers = [
        tier(
            {"prior": {"ge" if count == last else "eq": count}},
            *(penalty if isinstance(penalty, tuple) else (penalty,)),
        )
        for count, penalty in enumerate(penalties)
    ]
    return report([prior], tiers)


class TestUndeclaredDirection:
    @pytest.mark.parametrize("fines", [(100, 200, 300), (100, 100, 300), (100, 100, 100)])
    def test_one_way_is_enough(self, fines):
        assert along(*fines).is_sound

    def test_up_and_down_is_told_with_both_pairs(self):
        finding = only(along(100, 300, 200))

        assert finding.kind is Kind.MONOTONE
        assert "第2档到第3档变轻" in finding.message
        assert "severity: none" in finding.message

    @pytest.mark.parametrize("fines", [(300, 200), (300, 200, 100), (300, 300, 100)])
    def test_growing_lighter_row_by_row_from_little_to_much_is_told(self, fines):
        finding = only(along(*fines))

        assert finding.kind is Kind.MONOTONE
        assert "severity: descending" in finding.message

    def test_a_remaining_width_written_from_much_to_little_is_sound(self):
        rows = [tier({"prior": {"ge": 3}}, 100), tier({"prior": {"lt": 3}}, 200)]

        assert report([PRIOR], rows).is_sound

    def test_rows_in_no_order_leave_the_direction_open(self):
        rows = [
            tier({"prior": {"eq": 1}}, 200),
            tier({"prior": {"eq": 0}}, 300),
            tier({"prior": {"ge": 2}}, 100),
        ]

        assert report([PRIOR], rows).is_sound

    def test_a_later_day_is_not_taken_to_be_worse(self):
        day = {
            "key": "day",
            "name": "登记日期",
            "type": "date",
            "domain": {"min": None, "max": None},
            "role": "factor",
        }
        rows = [
            tier({"day": {"lt": "2025-01-01"}}, 200),
            tier({"day": {"ge": "2025-01-01"}}, 100),
        ]

        assert report([day], rows).is_sound

    def test_a_factor_declared_to_have_none_may_go_both_ways(self):
        assert along(100, 300, 200, severity="none").is_sound

    def test_only_tiers_with_equal_other_facts_are_compared(self):
        found = report(
            [PLACE, PRIOR],
            [
                tier({"place": ["人行道"], "prior": {"eq": 0}}, 100),
                tier({"place": ["人行道"], "prior": {"ge": 1}}, 200),
                tier({"place": ["机动车道"], "prior": {"eq": 0}}, 50),
                tier({"place": ["机动车道"], "prior": {"ge": 1}}, 60),
            ],
        )

        assert found.is_sound

    def test_a_fine_that_falls_at_a_step_up_of_its_own_base_is_told(self):
        finding = only(
            report(
                [AREA],
                [
                    tier({"area": {"lt": 10}}, fine("per_unit", 100, "area")),
                    tier({"area": {"ge": 10}}, 500),
                ],
            )
        )

        assert finding.kind is Kind.MONOTONE
        assert finding.example["area"] >= 10

    def test_a_fine_that_only_touches_at_a_step_up_is_sound(self):
        found = report(
            [AREA],
            [
                tier({"area": {"lt": 10}}, fine("per_unit", 100, "area")),
                tier({"area": {"ge": 10}}, 1000),
            ],
        )

        assert found.is_sound

    def test_rates_are_compared_at_equal_bases(self):
        rising = report(
            [PRIOR, PRICE],
            [
                tier({"prior": {"eq": 0}}, fine("percent", 1, "price")),
                tier({"prior": {"ge": 1}}, fine("percent", 2, "price")),
            ],
            law(0, 5, kind="percent", base="price"),
        )
        turning = report(
            [PRIOR, PRICE],
            [
                tier({"prior": {"eq": 0}}, fine("percent", 1, "price")),
                tier({"prior": {"eq": 1}}, fine("percent", 3, "price")),
                tier({"prior": {"ge": 2}}, fine("percent", 2, "price")),
            ],
            law(0, 5, kind="percent", base="price"),
        )

        assert rising.is_sound
        assert kinds(turning) == [Kind.MONOTONE]


class TestDeclaredDirection:
    def test_a_fall_along_it_is_told_with_both_facts(self):
        finding = only(along(300, 200, severity="ascending"))

        assert "第1档的情形（前12个月内同类处罚次数0次）不重于第2档" in finding.message
        assert finding.place == "tiers[1].penalties"

    def test_a_remaining_width_is_the_worse_the_less_it_is(self):
        assert along(300, 200, severity="descending").is_sound
        assert kinds(along(200, 300, severity="descending")) == [Kind.MONOTONE]

    def test_choices_grow_worse_in_their_order(self):
        place = {**PLACE, "severity": "ascending"}
        rows = [tier({"place": ["人行道"]}, 300), tier({"place": ["机动车道"]}, 200)]

        assert kinds(report([place], rows)) == [Kind.MONOTONE]
        assert report([PLACE], rows).is_sound

    def test_worse_along_two_factors_at_once_must_not_be_lighter(self):
        area, prior = ({**factor, "severity": "ascending"} for factor in (AREA, PRIOR))
        rows = [
            tier({"area": {"lt": 5}, "prior": {"eq": 0}}, 100),
            tier({"area": {"lt": 5}, "prior": {"ge": 1}}, 200),
            tier({"area": {"ge": 5}, "prior": {"eq": 0}}, 300),
            tier({"area": {"ge": 5}, "prior": {"ge": 1}}, 150),
        ]

        found = report([area, prior], rows)

        assert len(found.findings) == 2

    def test_a_rate_along_its_own_falling_base_is_told(self):
        goods = {**GOODS, "severity": "descending"}
        legal = law(0, 5, kind="multiple", base="goods")

        found = report([goods], [tier({}, fine("multiple", 2, "goods"))], legal)

        assert kinds(found) == [Kind.MONOTONE]


class TestKindsOfPenalty:
    def test_a_fine_is_heavier_than_a_warning(self):
        assert kinds(along(200, WARNING, severity="ascending")) == [Kind.MONOTONE]

    def test_a_suspension_makes_up_for_the_fine_it_replaces(self):
        assert along((WARNING, 15000), (WARNING, SUSPENSION), severity="ascending").is_sound

    def test_suspension_and_revocation_are_not_ranked(self):
        heavy = (WARNING, 15000, SUSPENSION)

        assert along(heavy, REVOCATION, severity="ascending").is_sound
        assert along(REVOCATION, heavy, severity="ascending").is_sound

    def test_beside_the_same_suspension_the_fines_are_compared(self):
        found = along((SUSPENSION, 200000), (SUSPENSION, 100000), severity="ascending")

        assert kinds(found) == [Kind.MONOTONE]

    def test_fewer_days_are_lighter(self):
        detention = {"kind": "行政拘留", "days": 10}

        found = along(detention, {**detention, "days": 5}, severity="ascending")

        assert kinds(found) == [Kind.MONOTONE]

    def test_losing_a_permit_is_heavier_than_its_suspension(self):
        suspended = {"kind": "暂扣机动车驾驶证", "months": 6}
        revoked = {"kind": "吊销机动车驾驶证"}

        assert kinds(along(revoked, suspended, severity="ascending")) == [Kind.MONOTONE]

    def test_less_fine_but_a_confiscation_more_is_no_fall(self):
        confiscation = {"kind": "没收违法所得"}

        assert along(20000, (confiscation, 10001), severity="ascending").is_sound

    def test_an_order_to_correct_is_no_penalty(self):
        order = {"kind": "责令限期改正，首违不罚"}

        assert kinds(along(WARNING, order, severity="ascending")) == [Kind.MONOTONE]
