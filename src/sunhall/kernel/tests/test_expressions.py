"""The expression language: what it answers, what it refuses, and where it says so."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sunhall.kernel.calendar import standard_calendar
from sunhall.kernel.expressions import (
    ExpressionError,
    FactType,
    Kind,
    compile_expression,
    read_facts,
    types_of,
)

TYPES = {
    "fine": FactType(Kind.NUMBER),
    "gains": FactType(Kind.NUMBER, is_optional=True),
    "reason": FactType(Kind.TEXT, is_optional=True),
    "is_heard": FactType(Kind.BOOLEAN),
    "is_waived": FactType(Kind.BOOLEAN, is_optional=True),
    "decided_on": FactType(Kind.DATE),
    "served_on": FactType(Kind.DATE, is_optional=True),
    "today": FactType(Kind.DATE),
    "at": FactType(Kind.MOMENT),
    "officers": FactType(Kind.NUMBERS),
    "kinds": FactType(Kind.TEXTS),
}
FACTS = {
    "fine": Decimal("200.50"),
    "gains": None,
    "reason": "占道",
    "is_heard": True,
    "is_waived": None,
    "decided_on": date(2025, 9, 26),
    "served_on": None,
    "today": date(2025, 10, 14),
    "at": datetime(2025, 10, 13, 17, 0, tzinfo=UTC),
    "officers": (7, 8),
    "kinds": ("fine", "warning"),
}
UNKNOWABLE = ["gains == 0", "gains != 0", "gains < 1", "gains not in (1, 2)", "gains + 1 > 0"]


@pytest.fixture(scope="module", autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def holds(text: str, **changed) -> bool:
    return compile_expression(text, TYPES).holds({**FACTS, **changed}, standard_calendar())


class TestHolds:
    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("fine == 200.5", True),
            ("fine > 200.50", False),
            ("100 <= fine < 200.51", True),
            ("100 <= fine < 200.5", False),
            ("fine * 2 - 1 == 400", True),
            ("-fine < 0 and abs(-fine) == fine", True),
            ("fine / 3 == 200.5 / 3", True),
            ("0.1 + 0.2 == 0.3", True),
            ("1 / 4 == 0.25", True),
            ("reason in ('占道', '噪声')", True),
            ("reason not in ('占道', '噪声')", False),
            ("fine in (1, 200.5)", True),
            ("'fine' in kinds and 9 not in officers", True),
            ("reason == '占道' and count(reason) == 2", True),
            ("count(officers) < 2 or count(kinds) < 2", False),
            ("min(fine, 3, 5) == 3 and max(decided_on, today) == today", True),
            ("is_heard", True),
            (" is_heard\r\n  and fine > 0\n", True),
            ("not is_heard", False),
            ("is_heard == False", False),
            ("today - decided_on == 18", True),
            ("day_of(at) == today", True),
            ("is_heard and not is_waived or fine < 0", True),
        ],
    )
    def test_answers(self, text, answer):
        assert holds(text) is answer

    @pytest.mark.parametrize(
        ("limit", "start", "due"),
        [
            ("working_days(7)", date(2025, 9, 26), date(2025, 10, 13)),
            ("days(15)", date(2025, 9, 22), date(2025, 10, 9)),
            ("days(fine)", date(2025, 7, 6), date(2025, 10, 9)),
        ],
    )
    def test_counts_limits_as_a_deadline_does(self, limit, start, due):
        on_the_day = holds(f"decided_on + {limit} < today", decided_on=start, today=due, fine=90)
        equal = holds(f"decided_on + {limit} == today", decided_on=start, today=due, fine=90)

        assert (on_the_day, equal) == (False, True)

    @pytest.mark.parametrize("text", UNKNOWABLE)
    def test_answers_no_to_a_comparison_with_an_absent_fact(self, text):
        assert (holds(text), holds(f"not ({text})")) == (False, True)

    @pytest.mark.parametrize("text", UNKNOWABLE)
    def test_compares_the_same_fact_when_it_is_there(self, text):
        answers = {holds(text, gains=0), holds(text, gains=1)}

        assert True in answers

    def test_asks_about_absence_itself(self):
        assert holds("gains is None and gains + 1 is None and reason is not None")
        assert not holds("served_on + days(3) is not None")
        assert not holds("max(gains, 1) is not None")

    def test_takes_a_fact_that_is_not_given_for_absent(self):
        expression = compile_expression("fine is None", TYPES)

        assert expression.holds({}, standard_calendar())

    @pytest.mark.parametrize(
        ("text", "changed"),
        [
            ("fine / (fine - fine) > 1", {}),
            ("decided_on + days(fine) < today", {"fine": Decimal("1.5")}),
            ("decided_on + days(fine) < today", {"fine": 0}),
            ("decided_on + working_days(9) < today", {"decided_on": date(2100, 12, 31)}),
        ],
    )
    def test_says_when_there_is_no_answer(self, text, changed):
        with pytest.raises(ExpressionError) as refused:
            holds(text, **changed)

        assert refused.value.code == "cannot_answer"


class TestCompileExpression:
    def test_knows_the_facts_it_asks_for(self):
        expression = compile_expression("count(officers) < 2 and fine > 0 and fine < 9", TYPES)

        assert expression.names == {"officers", "fine"}

    @pytest.mark.parametrize(
        ("text", "code", "column"),
        [
            ("fine >", "unreadable", 7),
            ("", "unreadable", 1),
            ("fine > 1\x00", "unreadable", 10),
            ("fine > '\ud800'", "unreadable", 1),
            ("fine > 1 # or\nis_heard", "unreadable", 9),
            ("is_heard) or (is_heard", "unreadable", 9),
            ("fnie > 1", "unknown_name", 1),
            ("reason == '占道' and fnie > 1", "unknown_name", 20),
            ("  is_heard and\r\n fnie > 1", "unknown_name", 18),
            ("(is_heard and\n fnie > 1)", "unknown_name", 16),
            ("foo(fine) > 1", "unknown_name", 1),
            ("fine == reason", "wrong_type", 1),
            ("decided_on < at", "wrong_type", 1),
            ("reason < 'a'", "wrong_type", 1),
            ("'a' in reason", "wrong_type", 1),
            ("fine in ('a', 1)", "wrong_type", 9),
            ("is_heard in (True, False)", "wrong_type", 13),
            ("fine in kinds", "wrong_type", 1),
            ("days(1) == days(1)", "wrong_type", 1),
            ("decided_on + 3 < today", "wrong_type", 1),
            ("decided_on - days(3) < today", "wrong_type", 1),
            ("at + days(3) < today", "wrong_type", 1),
            ("decided_on + days(0) < today", "wrong_type", 19),
            ("decided_on + days(1.5) < today", "wrong_type", 19),
            ("decided_on + days() < today", "wrong_type", 14),
            ("decided_on + days('3') < today", "wrong_type", 14),
            ("min(fine) > 1", "wrong_type", 1),
            ("min(fine, today) > 1", "wrong_type", 1),
            ("count(fine) > 1", "wrong_type", 1),
            ("is_heard and fine", "wrong_type", 14),
            ("not reason", "wrong_type", 5),
            ("gains == None", "wrong_type", 10),
            ("fine", "not_a_question", 1),
            ("today + days(3)", "not_a_question", 1),
        ],
    )
    def test_says_what_is_wrong_and_where(self, text, code, column):
        with pytest.raises(ExpressionError) as refused:
            compile_expression(text, TYPES)

        assert (refused.value.code, refused.value.column) == (code, column)

    @pytest.mark.parametrize(
        "text",
        [
            "fine.real > 1",
            "().__class__.__bases__ == 1",
            "kinds[0] == 'fine'",
            "[x for x in kinds] == kinds",
            "(lambda: True)()",
            "(is_heard := True)",
            "f'{fine}' == reason",
            "b'a' == reason",
            "2 ** 9999999 > 1",
            "fine // 2 > 1",
            "fine % 2 > 1",
            "fine << 2 > 1",
            "~fine > 1",
            "+fine > 1",
            "True if is_heard else False",
            "fine in [1, 2]",
            "fine in (1, gains)",
            "fine in ()",
            "is_heard is True",
            "max(*officers, 1) > 0",
            "min(fine, 1, key=abs) > 0",
            "fine > 1e9",
            "fine > 0x10",
            "fine > 1_000",
            "fine > 1j",
            "fine > " + "9" * 19,
            "... == fine",
            "{1: 2} == fine",
        ],
    )
    def test_refuses_what_the_language_lacks(self, text):
        with pytest.raises(ExpressionError) as refused:
            compile_expression(text, TYPES)

        assert refused.value.code == "unsupported"

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("fine > 1" + " " * 10 + "or is_heard" * 100, {"too_long"}),
            ("(" * 400 + "is_heard" + ")" * 400, {"unreadable", "too_deep"}),
            ("not " * 200 + "is_heard", {"too_deep"}),
            ("-" * 900 + "1 > 0", {"too_deep"}),
            ("1" + "+1" * 400 + " > 0", {"too_deep"}),
            ("abs(" * 150 + "fine" + ")" * 150 + "> 0", {"too_deep"}),
            ("fine > " + "9" * 990, {"unsupported"}),
        ],
    )
    def test_refuses_hostile_texts(self, text, codes):
        with pytest.raises(ExpressionError) as refused:
            compile_expression(text, TYPES)

        assert refused.value.code in codes

    def test_suggests_the_name_that_was_meant(self):
        with pytest.raises(ExpressionError, match=r"第 1 字：没有“deicded_on”.*decided_on"):
            compile_expression("deicded_on < today", TYPES)

    @given(st.text(max_size=60) | st.text("fine is_heard()<>=+-*/'\"\n\r\x0c,.", max_size=60))
    def test_refuses_any_other_text_with_its_own_error(self, text):
        try:
            expression = compile_expression(text, TYPES)
        except ExpressionError:
            return

        assert expression.names <= TYPES.keys()


class Channel(StrEnum):
    DESK = "desk"


@dataclass(frozen=True, kw_only=True)
class CaseDecided:
    name: ClassVar[str] = "case.decided"
    fine: Decimal
    count: int
    is_heard: bool
    channel: Channel
    decided_on: date
    at: datetime | None
    gains: Decimal | None
    officers: tuple[int, ...]
    kinds: tuple[str, ...] | None
    pair: tuple[int, str]
    either: int | str
    detail: dict[str, int]


RECORDED = {
    "fine": "200.50",
    "count": 3,
    "is_heard": True,
    "channel": "desk",
    "decided_on": "2025-09-26",
    "at": "2025-10-13T17:00:00+00:00",
    "officers": [7, 8],
    "kinds": ["fine"],
    "detail": {"a": 1},
}


class TestTypesOf:
    def test_reads_the_fields_that_can_be_asked_about(self):
        types = types_of(CaseDecided)

        assert types == {
            "fine": FactType(Kind.NUMBER),
            "count": FactType(Kind.NUMBER),
            "is_heard": FactType(Kind.BOOLEAN),
            "channel": FactType(Kind.TEXT),
            "decided_on": FactType(Kind.DATE),
            "at": FactType(Kind.MOMENT, is_optional=True),
            "gains": FactType(Kind.NUMBER, is_optional=True),
            "officers": FactType(Kind.NUMBERS),
            "kinds": FactType(Kind.TEXTS, is_optional=True),
        }


class TestReadFacts:
    def test_turns_the_journal_back_into_values(self):
        facts = read_facts(types_of(CaseDecided), RECORDED)

        assert facts == {
            "fine": Decimal("200.50"),
            "count": 3,
            "is_heard": True,
            "channel": "desk",
            "decided_on": date(2025, 9, 26),
            "at": datetime(2025, 10, 13, 17, 0, tzinfo=UTC),
            "gains": None,
            "officers": (7, 8),
            "kinds": ("fine",),
        }

    @pytest.mark.parametrize(
        ("name", "recorded"),
        [
            ("fine", "NaN"),
            ("fine", 200.5),
            ("count", True),
            ("count", "three"),
            ("is_heard", 1),
            ("channel", 5),
            ("decided_on", "26.9.2025"),
            ("decided_on", 20250926),
            ("at", "2025-10-13T17:00:00"),
            ("officers", ["x"]),
            ("officers", 7),
            ("kinds", "fine"),
        ],
    )
    def test_refuses_a_fact_of_another_type(self, name, recorded):
        with pytest.raises(ExpressionError) as refused:
            read_facts(types_of(CaseDecided), {**RECORDED, name: recorded})

        assert refused.value.code == "fact_unreadable"
