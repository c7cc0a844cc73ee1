"""What is due, which law is lighter, who is named in public, what calls for a safeguard."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.business.penalties.rules.amounts import Stay, Threshold, installments
from sunhall.business.penalties.rules.dues import (
    Due,
    Paid,
    Part,
    fitted,
    lawful_additional_yuan,
    reckon,
)
from sunhall.business.penalties.rules.lighter import is_lighter
from sunhall.business.penalties.rules.masking import is_minor, public_name
from sunhall.business.penalties.rules.periods import months_after
from sunhall.business.penalties.rules.safeguards import (
    needs_deliberation,
    needs_hearing,
    needs_legal_review,
)
from sunhall.kernel.masking import masked_name

DUE = date(2026, 3, 2)
THOUSAND = [Part(amount_yuan=Decimal(1000), due_date=DUE)]
THRESHOLD = Threshold(Decimal(10_000), Decimal(100_000))


def after(days: int) -> date:
    """Return a day so many days after the fine was due."""
    return DUE + timedelta(days=days)


def paid(yuan: int, day: date, additional: int = 0) -> Paid:
    """Return a payment."""
    return Paid(fine_yuan=Decimal(yuan), additional_yuan=Decimal(additional), paid_on=day)


def outcome(*sanctions: dict[str, Any]) -> dict[str, Any]:
    """Return an outcome as a determination keeps it."""
    nothing = {"amount_yuan": None, "days": None, "months": None, "ban_years": None}
    told = [{**nothing, **one} for one in sanctions]
    fines = [one["amount_yuan"] for one in told if one["amount_yuan"] is not None]
    return {"sanctions": told, "fine_yuan": sum(fines) if fines else None}


def fine(yuan: int) -> dict[str, Any]:
    """Return a fine."""
    return {"kind": "罚款", "amount_yuan": yuan}


class TestReckon:
    @pytest.mark.parametrize(
        ("days", "additional"),
        [(0, 0), (1, 30), (33, 990), (34, 1000), (400, 1000)],
    )
    def test_lets_three_percent_a_day_run_up_to_the_fine_itself(self, days, additional):
        """行政处罚法 第七十二条第一款第一项; FACTS PL-40."""
        due = reckon(THOUSAND, [], [], after(days))

        assert due.additional_yuan == additional
        assert due.now_yuan == 1000 + additional

    def test_stays_still_during_a_remedy(self):
        """行政处罚法 第七十三条第三款."""
        stay = Stay(after(3), after(12))

        due = reckon(THOUSAND, [], [stay], after(15))

        assert due.additional_yuan == 5 * 30

    def test_stops_on_the_day_of_payment(self):
        due = reckon(THOUSAND, [paid(1000, after(2), 60)], [], after(30))

        assert due.additional_yuan == 60
        assert due.is_settled

    def test_asks_for_the_next_part_or_for_all_that_are_due(self):
        parts = [
            Part(amount_yuan=Decimal(yuan), due_date=after(days))
            for yuan, days in ((333, 0), (333, 30), (334, 60))
        ]

        before = reckon(parts, [], [], after(-1))
        late = reckon(parts, [], [], after(31))
        last = reckon(parts, [paid(666, after(30))], [], after(31))

        assert (before.now_yuan, before.due_date) == (333, after(0))
        assert late.fine_now_yuan == 666
        assert (last.fine_now_yuan, last.left_yuan, last.due_date) == (334, 334, after(60))

    def test_says_nothing_is_due_where_nobody_was_fined(self):
        assert Due().is_settled
        assert not Due().is_overdue(DUE)


class TestLawfulAdditionalYuan:
    @given(
        st.integers(1, 20_000),
        st.integers(0, 80),
        st.lists(st.tuples(st.integers(-10, 60), st.integers(0, 20)), max_size=3),
        st.none() | st.integers(-5, 60),
    )
    def test_agrees_with_the_other_reckoning(self, yuan, days, stretches, paid_after):
        parts = [Part(amount_yuan=Decimal(yuan), due_date=DUE)]
        stays = [Stay(after(start), after(start + length)) for start, length in stretches]
        payments = [] if paid_after is None else [paid(yuan, after(paid_after))]

        lawful = lawful_additional_yuan(parts, payments, stays, after(days))

        assert lawful == reckon(parts, payments, stays, after(days)).additional_yuan


class TestFitted:
    @given(st.integers(1, 10_000), st.integers(1, 12), st.integers(0, 12_000))
    def test_makes_the_parts_add_up_to_the_fine(self, yuan, count, new):
        amounts = [one for one in installments(Decimal(yuan), count) if one]
        parts = [Part(amount_yuan=one, due_date=after(n)) for n, one in enumerate(amounts)]

        fit = fitted(parts, Decimal(new))

        assert sum(part.amount_yuan for part in fit) == new
        assert all(part.amount_yuan > 0 for part in fit)


class TestIsLighter:
    @pytest.mark.parametrize(
        ("new", "old"),
        [
            (outcome(fine(500)), outcome(fine(501))),
            (outcome({"kind": "警告"}), outcome(fine(50))),
            (outcome({"kind": "责令改正"}), outcome({"kind": "警告"})),
            (outcome(fine(9000)), outcome({"kind": "吊销许可证"})),
            (outcome({"kind": "行政拘留", "days": 5}), outcome({"kind": "行政拘留", "days": 10})),
            (outcome(fine(500)), outcome(fine(500), {"kind": "没收非法财物"})),
            (outcome(), outcome(fine(1))),
        ],
    )
    def test_tells_the_lighter_law(self, new, old):
        """行政处罚法 第九条, 第三十七条."""
        assert is_lighter(new, old)
        assert not is_lighter(old, new)

    def test_leaves_the_old_law_where_both_weigh_the_same(self):
        assert not is_lighter(outcome(fine(500)), outcome(fine(500)))


class TestMaskedName:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("王小明", "王某某"),
            ("王明", "王某"),
            ("欧阳小明", "欧阳某某"),
            ("欧阳", "欧某"),
            ("王㛃", "王某"),
            ("𠮷田", "𠮷某"),
            ("买买提·艾力江·托合提", "买某某"),
            ("Smith, John", "S某"),
            ("  ", "某"),
        ],
    )
    def test_shows_the_surname_alone(self, name, shown):
        assert masked_name(name) == shown

    def test_leaves_enterprises_their_names(self):
        shown = public_name("青岛喆䶮餐饮管理有限公司", is_citizen=False)

        assert shown == "青岛喆䶮餐饮管理有限公司"


class TestIsMinor:
    @pytest.mark.parametrize(("age", "told"), [(17, True), (18, False), (None, False)])
    def test_begins_to_be_an_adult_at_eighteen(self, age, told):
        assert is_minor(age) is told


class TestMonthsAfter:
    @pytest.mark.parametrize(
        ("day", "months", "later"),
        [
            (date(2026, 1, 31), 1, date(2026, 2, 28)),
            (date(2026, 8, 31), 6, date(2027, 2, 28)),
            (date(2026, 1, 5), 36, date(2029, 1, 5)),
            (date(2026, 12, 15), 12, date(2027, 12, 15)),
        ],
    )
    def test_keeps_the_day_or_takes_the_last_of_the_month(self, day, months, later):
        assert months_after(day, months) == later


class TestSafeguards:
    @pytest.mark.parametrize(
        ("kinds", "amounts", "is_citizen", "told"),
        [
            (["罚款"], [9_999], True, False),
            (["罚款"], [10_000], True, True),
            (["罚款"], [10_000], False, False),
            (["责令停产停业"], [], False, True),
            (["吊销营业执照"], [], False, True),
            (["警告"], [], True, False),
        ],
    )
    def test_give_a_hearing_to_grave_penalties(self, kinds, amounts, is_citizen, told):
        """行政处罚法 第六十三条第一款."""
        yuan = map(Decimal, amounts)

        assert needs_hearing(kinds, yuan, THRESHOLD, is_citizen=is_citizen) is told

    @pytest.mark.parametrize("reason", ["has_major_interest", "is_complex", "is_heard"])
    def test_have_each_ground_reviewed(self, reason):
        """行政处罚法 第五十八条第一款."""
        none = {"has_major_interest": False, "is_complex": False, "is_heard": False}

        assert needs_legal_review(**{**none, reason: True})
        assert not needs_legal_review(**none)

    @pytest.mark.parametrize(
        ("kinds", "yuan", "is_complex", "told"),
        [
            (["罚款"], 9_999, False, False),
            (["罚款"], 10_000, False, True),
            (["罚款"], 1, True, True),
            (["责令关闭"], 0, False, True),
        ],
    )
    def test_let_the_heads_deliberate(self, kinds, yuan, is_complex, told):
        """行政处罚法 第五十七条第二款."""
        found = needs_deliberation(
            kinds, Decimal(yuan), THRESHOLD, is_citizen=True, is_complex=is_complex
        )

        assert found is told
