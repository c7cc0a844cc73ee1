"""Fines within the statute, for every value of what they are computed from."""

import pytest

from sunhall.kernel.decision.findings import Kind
from sunhall.kernel.decision.tests.tables import (
    AREA,
    GOODS,
    PLACE,
    PRICE,
    PRIOR,
    fine,
    kinds,
    law,
    only,
    report,
    tier,
)

WARNING = {"kind": "警告"}
MULTIPLE = {"kind": "multiple", "base": "goods"}


class TestProveWithinStatute:
    def test_a_fixed_fine_below_the_minimum_is_told(self):
        finding = only(report([AREA], [tier({}, 400)], law(500, 2000)))

        assert finding.kind is Kind.RANGE
        assert finding.place == "tiers[0].penalties[0].amount"
        assert "罚款400元，低于法定最低500元" in finding.message

    def test_a_fixed_fine_above_the_maximum_is_told(self):
        finding = only(report([AREA], [tier({}, 2500)], law(500, 2000)))

        assert "罚款2,500元，高于法定最高2,000元" in finding.message

    @pytest.mark.parametrize("yuan", [500, 1000, 2000])
    def test_both_ends_are_lawful(self, yuan):
        assert report([AREA], [tier({}, yuan)], law(500, 2000)).is_sound

    def test_a_fixed_fine_against_a_multiple_fails_far_out(self):
        finding = only(
            report(
                [GOODS],
                [tier({"goods": {"lt": 10000}}, 100000), tier({"goods": {"ge": 10000}}, 100000)],
                law(50000, 100000, {"goods": {"lt": 10000}}),
                law(10, 20, {"goods": {"ge": 10000}}, **MULTIPLE),
            )
        )

        assert "货值20,000元时罚款100,000元，低于法定最低200,000元" in finding.message

    def test_a_multiple_against_fixed_ends_fails_at_the_open_end(self):
        found = report(
            [GOODS],
            [tier({"goods": {"lt": 10000}}, fine("multiple", 6, "goods"))],
            law(0, 50000, {"goods": {"lt": 10000}}),
        )

        above = next(f for f in found.findings if f.kind is Kind.RANGE)
        assert 50000 / 6 < above.example["goods"] < 10000

    def test_a_multiple_that_just_touches_a_fixed_end_is_lawful(self):
        found = report(
            [GOODS],
            [
                tier({"goods": {"lt": 10000}}, fine("multiple", 5, "goods")),
                tier({"goods": {"ge": 10000}}, 50000),
            ],
            law(0, 50000),
        )

        assert found.is_sound

    def test_rates_of_one_base_are_compared_as_rates(self):
        sound = report(
            [PRICE, AREA],
            [tier({}, fine("percent", 1.5, "price"))],
            law(1, 2, kind="percent", base="price"),
        )
        unsound = report(
            [PRICE, AREA],
            [tier({}, fine("percent", 2.1, "price"))],
            law(1, 2, kind="percent", base="price"),
        )

        assert sound.is_sound
        assert only(unsound).kind is Kind.RANGE

    def test_a_forgotten_floor_of_the_base_is_told(self):
        finding = only(
            report(
                [GOODS],
                [tier({}, fine("multiple", 2, "goods"))],
                law(2, 10, base_floor=10000, **MULTIPLE),
            )
        )

        assert finding.example["goods"] < 10000

    def test_a_forgotten_cap_is_told(self):
        finding = only(
            report(
                [GOODS],
                [tier({}, fine("multiple", 2, "goods"))],
                law(2, 2, cap=20000, **MULTIPLE),
            )
        )

        assert finding.example["goods"] > 10000
        assert "高于法定最高20,000元" in finding.message

    def test_a_lower_cap_fails_beyond_it(self):
        found = report(
            [GOODS],
            [tier({}, fine("multiple", 2, "goods", cap=10000))],
            law(2, 2, cap=20000, **MULTIPLE),
        )

        assert only(found).example["goods"] > 5000

    def test_steps_are_not_the_line_through_them(self):
        step = {"step": 1000, "cap": 30000}
        sound = report(
            [GOODS],
            [tier({}, fine("step", 500, "goods", **step))],
            law(500, 500, kind="step", base="goods", **step),
        )
        unsound = report(
            [GOODS],
            [tier({}, fine("step", 500, "goods", **step))],
            law(0.5, 1, kind="multiple", base="goods", cap=30000),
        )

        assert sound.is_sound
        assert only(unsound).kind is Kind.RANGE

    def test_only_rounding_may_undercut_the_minimum(self):
        found = report(
            [PRICE],
            [tier({}, fine("percent", 1, "price"))],
            law(1, 2, kind="percent", base="price"),
        )

        assert found.is_sound

    def test_products_of_two_bases_are_compared_for_all_their_values(self):
        days = {**PRIOR, "key": "days", "name": "天数", "domain": {"min": 1, "max": None}}
        both = ["price", "days"]
        sound = report(
            [PRICE, days],
            [tier({}, fine("per_unit", 2, both))],
            law(1, 3, kind="per_unit", base=both),
        )
        unsound = report(
            [PRICE, days],
            [tier({}, fine("per_unit", 1, both))],
            law(1, 10, kind="per_unit", base="price"),
        )

        assert sound.is_sound
        assert unsound.findings[0].example["days"] > 10

    def test_a_missing_fine_is_told_unless_it_is_optional(self):
        missing = report([AREA], [tier({}, WARNING)], law(500, 2000))
        optional = report([AREA], [tier({}, WARNING)], law(500, 2000, is_optional=True))

        assert only(missing).kind is Kind.RANGE
        assert optional.is_sound

    def test_a_fine_where_the_law_has_none_is_told(self):
        none = {"id": "S1", "when": {}, "fine": None, "fine_optional": False}

        assert only(report([AREA], [tier({}, 500)], none)).kind is Kind.RANGE
        assert report([AREA], [tier({}, WARNING)], none).is_sound

    def test_a_tier_beyond_all_ranges_is_told(self):
        finding = only(report([PRIOR], [tier({}, 500)], law(0, 1000, {"prior": {"le": 1}})))

        assert finding.message == ("第1档在前12个月内同类处罚次数2次时没有对应的法定幅度")

    def test_several_boxes_can_make_up_one_range(self):
        boxes = [{"prior": {"le": 1}}, {"prior": {"ge": 2}}]

        assert report([PRIOR], [tier({}, 500)], law(0, 1000, boxes)).is_sound

    def test_a_tier_across_two_ranges_must_keep_within_both(self):
        found = report(
            [PLACE, AREA],
            [tier({}, 1500)],
            law(500, 2000, {"place": ["人行道"]}),
            law(2000, 5000, {"place": ["机动车道"]}),
        )

        assert only(found).example["place"] == "机动车道"

    def test_all_fines_of_a_tier_are_added_up(self):
        assert kinds(report([AREA], [tier({}, 1500, 1000)], law(500, 2000))) == [Kind.RANGE]
