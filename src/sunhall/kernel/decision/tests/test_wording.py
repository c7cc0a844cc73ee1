"""Intervals, sets, boxes and facts as people write them."""

from datetime import date
from decimal import Decimal

import pytest

from sunhall.kernel.decision.model import Benchmark, Choice, Factor, FactorType, Interval
from sunhall.kernel.decision.tests.tables import AREA, PLACE, PRIOR, benchmark, table, tier
from sunhall.kernel.decision.wording import (
    BoxInWords,
    box_in_words,
    cell_in_words,
    facts_in_words,
    number_in_words,
)

D = Decimal


@pytest.fixture
def stall() -> Benchmark:
    return benchmark(table([PLACE, AREA, PRIOR], [tier({}, 500)]))


class TestNumberInWords:
    @pytest.mark.parametrize(
        ("number", "words"),
        [("20000", "20,000"), ("2.50", "2.5"), ("0.000001", "0.000001"), ("1E+3", "1,000")],
    )
    def test_sets_thousands_apart_and_drops_idle_zeros(self, number, words):
        assert number_in_words(D(number)) == words


class TestCellInWords:
    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            (Interval(D(2), D(5), high_closed=False), "2平方米以上不足5平方米"),
            (Interval(D(2), D(5), low_closed=False), "超过2平方米至5平方米"),
            (Interval(D(2), D(5)), "2平方米以上5平方米以下"),
            (Interval(D(2), D(5), low_closed=False, high_closed=False), "超过2平方米不足5平方米"),
            (Interval(D(5)), "5平方米以上"),
            (Interval(D(5), low_closed=False), "超过5平方米"),
            (Interval(None, D(5), high_closed=False), "不足5平方米"),
            (Interval(None, D(5)), "5平方米以下"),
            (Interval(D(5), D(5)), "恰为5平方米"),
            (None, "不限"),
        ],
    )
    def test_names_the_exact_ends(self, stall, cell, words):
        assert cell_in_words(stall.factor("area"), cell) == words

    def test_counts_from_one_number_to_another(self, stall):
        assert cell_in_words(stall.factor("prior"), Interval(D(2), D(3))) == "2次至3次"

    def test_joins_choices_in_their_order(self, stall):
        cell = Choice(frozenset(("机动车道",)))

        assert cell_in_words(stall.factor("place"), cell) == "机动车道"
        assert cell_in_words(stall.factor("place"), stall.factor("place").domain) == "不限"

    def test_says_yes_and_no(self):
        factor = Factor(
            key="x",
            name="拒不改正",
            type=FactorType.BOOLEAN,
            domain=Choice(frozenset((True, False))),
            choices=(False, True),
        )

        assert cell_in_words(factor, Choice(frozenset((True,)))) == "是"

    def test_writes_dates_by_year_month_and_day(self):
        factor = Factor(key="x", name="日期", type=FactorType.DATE, domain=Interval())

        assert cell_in_words(factor, Interval(date(2021, 7, 15))) == "2021-07-15以上"


class TestBoxInWords:
    def test_keeps_the_order_of_the_factors(self, stall):
        box = {"prior": Interval(D(2)), "place": Choice(frozenset(("人行道",)))}

        assert box_in_words(stall, box) == "占用位置为人行道、前12个月内同类处罚次数2次以上"

    def test_a_box_without_conditions_is_any_case(self, stall):
        assert box_in_words(stall, {}) == "任何情形"

    def test_is_kept_in_the_schema_of_the_document(self, stall):
        box = {"area": Interval(D("0.5"), D(5), low_closed=False)}

        assert BoxInWords(stall.factors, box).as_plain() == {"area": {"gt": 0.5, "le": 5}}


class TestFactsInWords:
    def test_names_every_fact_with_its_unit(self, stall):
        words = facts_in_words(stall, {"area": D("2.5"), "place": "人行道"})

        assert words == "占用位置为人行道、占用面积2.5平方米"
