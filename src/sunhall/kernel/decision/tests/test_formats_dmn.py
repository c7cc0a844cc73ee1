"""Reading and writing DMN, and a conformance set of our own for S-FEEL simple unary tests.

The set is modelled on the grammar of the standard (DMN 1.3, clause 9), as level 2 of the
community's compatibility kit asks: every form of a test over numbers, words, flags and dates.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.decision.checking import check_document
from sunhall.kernel.decision.formats import Inexpressible, Loaded, dump, load
from sunhall.kernel.decision.formats.dmn_writing import NAMESPACE
from sunhall.kernel.decision.formats.example import EXAMPLE
from sunhall.kernel.decision.formats.sfeel import (
    NotSimple,
    choices_of,
    interval_of,
    parse,
    parse_literal,
)
from sunhall.kernel.decision.tests.law_pack import FOLDER

LAW = [FOLDER.parent / "defects.yaml", *sorted(FOLDER.glob("*.yaml"))]

NUMBERS = [
    ("-", None),
    ("", None),
    ("5", {"eq": 5}),
    ("-5", {"eq": -5}),
    (".5", {"eq": 0.5}),
    ("= 5", {"eq": 5}),
    ("< 5", {"lt": 5}),
    ("<= 5", {"le": 5}),
    ("> 5", {"gt": 5}),
    (">=5", {"ge": 5}),
    ("< -1.5", {"lt": -1.5}),
    ("[1..5]", {"ge": 1, "le": 5}),
    ("(1..5)", {"gt": 1, "lt": 5}),
    ("]1..5[", {"gt": 1, "lt": 5}),
    ("[1..5)", {"ge": 1, "lt": 5}),
    ("(1..5]", {"gt": 1, "le": 5}),
    ("[ 1 .. 5 ]", {"ge": 1, "le": 5}),
    ("[-3..-1]", {"ge": -3, "le": -1}),
    ("[3..3]", {"eq": 3}),
    ("[1..3], (3..5]", {"ge": 1, "le": 5}),
    ("[1..3), 3", {"ge": 1, "le": 3}),
    ("< 3, [2..5]", {"le": 5}),
    ("< 3, >= 3", None),
    ("not(< 5)", {"ge": 5}),
    ("not(>= 5)", {"lt": 5}),
    ("not(<= 1, > 5)", {"gt": 1, "le": 5}),
]
COUNTS = [
    ("1, 2, 3", {"ge": 1, "le": 3}),
    ("0, >= 1", {"ge": 0}),
    ("> 2", {"gt": 2}),
    ("(0..4)", {"gt": 0, "lt": 4}),
    ("not(0)", None),
]
DATES = [
    ('>= date("2024-01-31")', {"ge": "2024-01-31"}),
    ('[date("2024-01-01")..date("2024-12-31")]', {"ge": "2024-01-01", "le": "2024-12-31"}),
    ('@"2024-02-29"', {"eq": "2024-02-29"}),
]
CHOICES = [
    ("-", None),
    ('"甲"', ["甲"]),
    ('"甲", "乙"', ["甲", "乙"]),
    ('not("甲")', ["乙", "丙"]),
    ('not("甲", "丙")', ["乙"]),
    (r'"a\"b\\c\u7532"', ['a"b\\c甲']),
    ("true", [True]),
    ("true, false", [True, False]),
]
REFUSED = [
    "1, 5",
    "not(3)",
    "(3..3)",
    "[5..1]",
    '[1.."a"]',
    '< "a"',
    "5 + 1",
    "area",
    "< area",
    "f(1)",
    '"open',
    "[1..5",
    "1..5",
    "5,",
    "not()",
    "not(not(1))",
    'date("2024-02-30")',
    '1, date("2024-01-01")',
    "if true then 1 else 2",
    "duration",
    "9" * 50,
    "(" * 10_000,
]


def decision_table(body: str, policy: str = "UNIQUE", namespace: str = NAMESPACE) -> bytes:
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="{namespace}" id="d" name="d" namespace="urn:test">
  <decision id="stall" name="占道经营">
    <decisionTable hitPolicy="{policy}">
{body}
    </decisionTable>
  </decision>
</definitions>""".encode()


AREA = """\
<input label="面积"><inputExpression typeRef="number"><text>area</text></inputExpression>
  <inputValues><text>[0..100]</text></inputValues></input>"""
FINE = '<output name="fine" typeRef="number"/>'


def rule(entry: str, output: str) -> str:
    escaped = entry.replace("<", "&lt;")
    return (
        f"<rule><inputEntry><text>{escaped}</text></inputEntry>\n"
        f"<outputEntry><text>{output}</text></outputEntry></rule>"
    )


def only_fault(data: bytes) -> tuple[str, str]:
    [fault] = load(data, "a.dmn").faults
    return fault.place, fault.message


class TestInterval:
    @pytest.mark.parametrize(("text", "interval"), NUMBERS)
    def test_of_a_number(self, text: str, interval: dict[str, object] | None):
        assert interval_of(parse(text), is_whole=False) == interval

    @pytest.mark.parametrize(("text", "interval"), COUNTS[:-1])
    def test_of_a_count(self, text: str, interval: dict[str, object]):
        assert interval_of(parse(text), is_whole=True) == interval

    @pytest.mark.parametrize(("text", "interval"), DATES)
    def test_of_a_date(self, text: str, interval: dict[str, object]):
        assert interval_of(parse(text), is_whole=False) == interval

    @pytest.mark.parametrize("text", REFUSED)
    def test_is_refused_for_anything_else(self, text: str):
        with pytest.raises(NotSimple):
            interval_of(parse(text), is_whole=False)

    @pytest.mark.parametrize("point", range(-2, 8))
    @pytest.mark.parametrize("text", ["< 3, [2..5]", "not(<= 1, > 5)", "[1..3], (3..5]", "1, 2, 3"])
    def test_holds_the_same_numbers_as_the_test(self, text: str, point: int):
        test = parse(text)
        within = any(
            (span.low is None or span.low < point or (span.low_closed and span.low == point))
            and (
                span.high is None or span.high > point or (span.high_closed and span.high == point)
            )
            for span in test.spans
        )

        ends = interval_of(test, is_whole=True) or {}

        inside = (
            ends.get("ge", point) <= point
            and ends.get("gt", point - 1) < point
            and ends.get("le", point) >= point
            and ends.get("lt", point + 1) > point
            and ends.get("eq", point) == point
        )
        assert inside == (within != test.is_negated)


class TestChoices:
    @pytest.mark.parametrize(("text", "choices"), CHOICES)
    def test_of_a_list(self, text: str, choices: list[object] | None):
        assert choices_of(parse(text), ["甲", "乙", "丙"]) == choices

    def test_are_refused_for_an_interval(self):
        with pytest.raises(NotSimple):
            choices_of(parse("[1..2]"), [])


class TestLiteral:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("500", Decimal(500)),
            ("-1.5", Decimal("-1.5")),
            ('"罚款"', "罚款"),
            ("true", True),
            ('date("2024-01-31")', date(2024, 1, 31)),
            ("", None),
            ("null", None),
        ],
    )
    def test_is_read(self, text: str, value: object):
        assert parse_literal(text) == value


class TestRoundTrip:
    @pytest.mark.parametrize("path", LAW, ids=lambda path: path.stem)
    def test_keeps_every_table_of_the_law_pack(self, path: Path):
        documents = [one for one in load(path).documents if "tiers" in one]

        loaded = load(dump(documents, "a.dmn"), "a.dmn")

        assert not loaded.faults
        assert canonical_json(loaded.documents) == canonical_json(documents)

    def test_refuses_a_scoring(self):
        scoring = {key: value for key, value in EXAMPLE.items() if key != "tiers"}

        with pytest.raises(Inexpressible, match="计分"):
            dump([{**scoring, "model": "scoring"}], "a.dmn")

    def test_refuses_a_text_that_xml_cannot_hold(self):
        with pytest.raises(Inexpressible):
            dump([{**EXAMPLE, "name": "甲\x01"}], "a.dmn")

    def test_lets_the_table_have_the_last_word_on_the_domain(self):
        text = dump([EXAMPLE], "a.dmn").decode()
        edited = text.replace("<text>&gt; 0</text>", "<text>(0..500]</text>")

        [document] = load(edited.encode(), "a.dmn").documents

        assert document["factors"][0]["domain"] == {"min": 0, "max": 500, "min_open": True}
        assert document["factors"][0]["unit"] == "平方米"


class TestForeignTable:
    def load(self) -> Loaded:
        rules = rule("< 5", "200") + rule(">= 5", "500")
        return load(decision_table(AREA + FINE + rules), "a.dmn")

    def test_becomes_tiers(self):
        [document] = self.load().documents

        assert document["code"] == "stall"
        assert document["factors"] == [
            {"key": "area", "name": "面积", "type": "number", "domain": {"min": 0, "max": 100}}
        ]
        assert [tier["when"] for tier in document["tiers"]] == [
            {"area": {"lt": 5}},
            {"area": {"ge": 5}},
        ]
        assert document["tiers"][1]["penalties"] == [
            {"kind": "罚款", "amount": {"type": "fixed", "value": 500}}
        ]

    def test_is_told_what_must_be_added(self):
        [document] = self.load().documents

        places = {finding.place for finding in check_document(document).findings}

        assert {"department", "basis"} <= places

    def test_leads_findings_to_lines(self):
        [item] = self.load().items

        assert item.locate("tiers[1].when.area") == "第 7 行"
        assert item.locate("basis") == "第 3 行"


class TestFaults:
    @pytest.mark.parametrize(
        "policy", ["FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"]
    )
    def test_name_the_hit_policy(self, policy: str):
        place, message = only_fault(decision_table(AREA + FINE + rule("-", "1"), policy))

        assert place == "第 4 行"
        assert policy in message

    @pytest.mark.parametrize("entry", ["area + 1", "1, 5", "not(50)", '"a"'])
    def test_name_the_cell(self, entry: str):
        place, message = only_fault(decision_table(AREA + FINE + rule(entry, "1")))

        assert place == "第 6 行"
        assert entry in message

    def test_name_an_output_that_computes(self):
        place, message = only_fault(decision_table(AREA + FINE + rule("-", "area * 2")))

        assert place == "第 7 行"
        assert "area * 2" in message

    def test_name_an_older_dmn(self):
        namespace = "http://www.omg.org/spec/DMN/20151101/dmn.xsd"

        _place, message = only_fault(decision_table("", namespace=namespace))

        assert namespace in message

    def test_name_a_type_that_is_no_factor(self):
        duration = AREA.replace('"number"', '"dayTimeDuration"')

        messages = [one.message for one in load(decision_table(duration), "a.dmn").faults]

        assert "输入列的类型“dayTimeDuration”不受支持" in messages

    def test_name_a_decision_without_a_table(self):
        data = decision_table("").replace(b"decisionTable", b"literalExpression")

        assert only_fault(data) == ("第 3 行", "决策“占道经营”不是决策表")

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", "不是有效的 XML"),
            (b"<a", "不是有效的 XML"),
            (b"<a/>", "不是 DMN 1.3 至 1.5"),
            (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DTD"),
            (b"<a>" * 1000, "嵌套过深"),
            ("<a>甲</a>".encode("gbk"), "不是有效的 XML"),
            (b"<a/>" + b" " * 6 * 2**20, "5 MB"),
        ],
    )
    def test_name_what_is_no_dmn(self, data: bytes, message: str):
        assert message in only_fault(data)[1]
