from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunhall.kernel.decision.findings import Kind
from sunhall.kernel.decision.model import (
    AmountType,
    Choice,
    FactorType,
    Interval,
    Provenance,
    Role,
    Severity,
)
from sunhall.kernel.decision.reading import read_benchmark
from sunhall.kernel.decision.tests.law_pack import benchmark, documents
from sunhall.kernel.decision.tests.tables import AREA, PLACE, fixed

SOUND: dict[str, Any] = {
    "code": "T-1",
    "name": "占道经营",
    "department": "城管",
    "provenance": "illustrative",
    "provenance_note": "",
    "basis": [{"law": "条例", "article": "第一条"}],
    "statutory": [{"id": "S1", "when": {}, "fine": {"type": "fixed", "min": 100, "max": 900}}],
    "factors": [AREA, PLACE],
    "tier_count": 2,
    "tiers": [
        {"seq": 1, "desc": "小", "when": {"area": {"lt": 2}}, "penalties": [fixed(100)]},
        {"seq": 2, "desc": "大", "when": {"area": {"ge": 2}}, "penalties": [fixed(900)]},
    ],
}

FROM_TO = {"type": "fixed", "min": 100, "max": 900}
DAY = {"key": "area", "name": "登记日期", "type": "date"}
NO_DAY = {"min": "2025-01-01", "max": "2025-01-02", "min_open": True, "max_open": True}
ODD_VALUES = [None, True, 0, -1, 1.5, float("nan"), 10**400, 1e-9, "", "x", "\x00", b"x"]
ODD_SHAPES = [[], {}, [[]], {1: 2}, {"min": 1, "max": 2}, {"ge": 1}, {"gt": 5, "lt": 5}]
JUNK = st.sampled_from([*ODD_VALUES, *ODD_SHAPES, "500-1000", "scoring"])


def changed(place: str, value: object) -> dict[str, Any]:
    """Return the sound record with one value put in its place (`tiers.0.when`)."""
    record = deepcopy(SOUND)
    *way, last = [int(part) if part.isdecimal() else part for part in place.split(".")]
    target: Any = record
    for part in way:
        target = target[part]
    target[last] = value
    return record


def faults(place: str, value: object) -> list[tuple[str, str]]:
    _found, findings = read_benchmark(changed(place, value))
    return [(finding.kind.value, finding.place) for finding in findings]


def places_of(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = [way] if way else []
    if not isinstance(value, dict | list):
        return found
    return found + [place for key, item in inner for place in places_of_item(key, item, way)]


def places_of_item(key: Any, item: Any, way: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    return places_of(item, (*way, key)) if isinstance(item, dict | list) else [(*way, key)]


class TestReadBenchmark:
    @pytest.mark.parametrize("code", documents())
    def test_finds_no_fault_in_the_law_pack(self, code: str):
        found, findings = read_benchmark(documents()[code])

        assert findings == []
        assert found is not None
        assert found.document == documents()[code]

    def test_reads_all_eighty_items(self):
        tables = [benchmark(code) for code in documents()]

        assert len(tables) == 80
        assert sum(len(table.tiers) for table in tables) == 439
        assert sum(table.scoring is not None for table in tables) == 3

    def test_adds_the_gate_as_a_factor(self):
        table = benchmark("QD-CG-001")

        assert table.gate is not None
        assert table.gate.factor == "refused"
        assert table.factor("refused").role is Role.GATE
        assert table.factor("refused").type is FactorType.BOOLEAN

    def test_reads_a_list_of_conditions_as_their_union(self):
        table = benchmark("QD-RS-001")

        assert table.statutory[1].when == (
            {"overdue": Choice(frozenset({True})), "unlicensed": Choice(frozenset({False}))},
            {"overdue": Choice(frozenset({False})), "unlicensed": Choice(frozenset({True}))},
        )

    def test_reads_no_fine_as_neither_least_nor_most(self):
        range_ = benchmark("QD-YS-001").statutory[0]

        assert (range_.minimum, range_.maximum) == (None, None)

    def test_reads_a_step_with_its_cap(self):
        [penalty] = benchmark("QD-YS-001").tiers[1].penalties

        assert penalty.amount is not None
        assert penalty.amount.type is AmountType.STEP
        assert penalty.amount.step == 1000
        assert penalty.amount.cap == 30_000

    def test_reads_several_bases(self):
        [penalty] = benchmark("QD-HB-005").tiers[0].penalties

        assert penalty.amount is not None
        assert penalty.amount.bases == ("orig", "days")

    def test_reads_a_formula_in_words_and_the_base_it_names(self):
        table = benchmark("QD-HB-003")

        assert table.scoring is not None
        assert table.scoring.full_amount.type is AmountType.PERCENT
        assert table.scoring.full_amount.coefficient == 5
        assert table.factor("建设项目总投资额").role is Role.BASE
        assert table.factor("建设项目总投资额").domain == Interval(Decimal(0))

    def test_reads_a_formula_of_a_fixed_amount(self):
        scoring = benchmark("QD-HB-001").scoring

        assert scoring is not None
        assert scoring.full_amount.type is AmountType.FIXED
        assert scoring.full_amount.coefficient == 1_000_000

    def test_marks_numbers_nobody_gave_a_direction(self):
        table = benchmark("QD-CG-001")

        assert table.factor("area").severity is Severity.UNDECLARED
        assert table.factor("place").severity is Severity.NONE

    def test_reads_the_additions_of_the_house(self):
        factor = {**AREA, "severity": "ascending", "step": 0.5}
        first = {"key": "first", "name": "首次", "type": "boolean", "role": "gate"}
        mercy = {"id": "E1", "name": "首违", "law": "第三十三条", "when": {"first": True}}
        record = {**SOUND, "factors": [factor, PLACE, first], "exemptions": [mercy]}

        found, findings = read_benchmark(record)

        assert findings == []
        assert found is not None
        assert found.factor("area").severity is Severity.ASCENDING
        assert found.factor("area").step == Decimal("0.5")
        assert found.exemptions[0].when == {"first": Choice(frozenset({True}))}

    def test_reads_dates_and_keeps_them_as_text(self):
        factor = {
            "key": "built",
            "name": "建成日期",
            "type": "date",
            "domain": {"min": date(2000, 1, 1), "max": None},
        }
        record = changed("factors", [AREA, PLACE, factor])
        record["tiers"][0]["when"]["built"] = {"lt": "2020-01-01"}

        found, findings = read_benchmark(record)

        assert findings == []
        assert found is not None
        assert found.tiers[0].when["built"] == Interval(high=date(2020, 1, 1), high_closed=False)
        assert found.document["factors"][2]["domain"]["min"] == "2000-01-01"

    def test_reads_provenance(self):
        assert benchmark("QD-CG-010").provenance is Provenance.STATUTE_FIXED

    @pytest.mark.parametrize(
        ("place", "value", "kind", "found_at"),
        [
            ("tiers.0.when", "情节严重", "untyped", "tiers[0].when"),
            ("tiers.0.when.area", "2至3平方米", "untyped", "tiers[0].when.area"),
            ("factors.0.type", None, "untyped", "factors[0].type"),
            ("factors.0.type", "text", "untyped", "factors[0].type"),
            ("tiers.0.penalties.0.amount", {"min": 1, "max": 2}, "not_fixed", "amount"),
            ("tiers.0.penalties.0.amount", "500-1000", "not_fixed", "amount"),
            ("tiers.0.penalties.0.amount.value", [500, 1000], "not_fixed", "amount.value"),
            ("tiers.0.penalties.0.amount.value", "500-1000", "not_fixed", "amount.value"),
            ("tiers.0.penalties.0.amount", None, "not_fixed", "penalties[0]"),
            ("tiers.0.penalties.0", {"kind": "行政拘留"}, "not_fixed", "penalties[0]"),
            ("tiers.0.penalties.0.amount.value", -1, "schema", "amount.value"),
            ("tiers.0.penalties.0.amount.value", float("nan"), "schema", "amount.value"),
            ("tiers.0.penalties.0.amount.value", float("inf"), "schema", "amount.value"),
            ("tiers.0.penalties.0.amount.value", 10**400, "schema", "amount.value"),
            ("tiers.0.penalties.0.amount.value", 10**15, "schema", "amount.value"),
            ("tiers.0.penalties.0.amount.value", 0.0000001, "schema", "amount.value"),
            ("tiers.0.penalties.0.amount.value", True, "schema", "amount.value"),
            ("tiers.0.penalties.0.amount.type", "magic", "schema", "amount.type"),
            ("tiers.0.penalties.0.amount", FROM_TO, "not_fixed", "amount"),
            ("tiers.0.penalties.0.amount", {"type": "range"}, "not_fixed", "amount"),
            ("tiers.0.penalties.0.kind", "500元至1000元罚款", "not_fixed", "kind"),
            ("tiers.0.penalties.0.kind", "责令停业3至5日", "not_fixed", "kind"),
            ("tiers.0.when", None, "untyped", "tiers[0].when"),
            ("tiers.0.when", ["情节严重"], "untyped", "tiers[0].when"),
            ("tiers.0.when.area", {"text": "较大"}, "untyped", "tiers[0].when.area"),
            ("tiers.0.when.area", {"ge": "面积较大"}, "untyped", "tiers[0].when.area.ge"),
            ("tiers.0.when.place", ["情节较重的"], "untyped", "tiers[0].when.place[0]"),
            ("tiers.0.when.place", "闹市", "untyped", "tiers[0].when.place"),
            ("tiers.0.when.place", "人行到", "schema", "tiers[0].when.place"),
            ("tiers.0.when.area", {"gt": 2, "lt": 2}, "schema", "tiers[0].when.area"),
            ("factors.0", {**DAY, "domain": {"min": None, "max": "9999-12-31"}}, "schema", "max"),
            ("factors.0", {**DAY, "domain": NO_DAY}, "schema", "factors[0].domain"),
            ("tiers.0.when.area", {"ge": 3, "le": 2}, "schema", "tiers[0].when.area"),
            ("tiers.0.when.area", {"ge": 1, "gt": 1}, "schema", "tiers[0].when.area"),
            ("tiers.0.when.area", {"eq": 1, "lt": 2}, "schema", "tiers[0].when.area"),
            ("tiers.0.when.area", {}, "schema", "tiers[0].when.area"),
            ("tiers.0.when.area.lt", None, "schema", "tiers[0].when.area.lt"),
            ("tiers.0.when.place", ["天桥"], "schema", "tiers[0].when.place[0]"),
            ("tiers.0.when.place", [], "schema", "tiers[0].when.place"),
            ("tiers.0.when.aera", {"lt": 1}, "schema", "tiers[0].when.aera"),
            ("tiers.0.seq", 2, "schema", "tiers[0].seq"),
            ("tiers.0.seq", None, "schema", "tiers[0].seq"),
            ("tiers", [], "schema", "tiers"),
            ("tier_count", 3, "schema", "tier_count"),
            ("factors.1.key", "area", "schema", "factors[1].key"),
            ("factors.0.domain.min", "零", "schema", "factors[0].domain.min"),
            ("factors.0.domain", {"min": 3, "max": 2}, "schema", "factors[0].domain"),
            ("factors.0.domain", None, "schema", "factors[0].domain"),
            ("factors.1.domain.values", [], "schema", "factors[1].domain.values"),
            ("factors.0.severity", "worse", "schema", "factors[0].severity"),
            ("factors.0.step", 0, "schema", "factors[0].step"),
            ("name", "占" * 401, "schema", "name"),
            ("name", "占\x00道", "schema", "name"),
            ("name", None, "schema", "name"),
            ("code", "A B", "schema", "code"),
            ("codes", "A", "schema", "codes"),
            ("statutory.0.fine", {"type": "fixed", "min": 9, "max": 1}, "schema", "fine"),
            ("statutory", [], "schema", "statutory"),
            ("provenance", "hearsay", "schema", "provenance"),
            ("gate", {"factor": "area", "must": True, "else": "否"}, "schema", "gate.factor"),
            ("model", "magic", "schema", "model"),
        ],
    )
    def test_names_the_fault_and_its_place(
        self, place: str, value: object, kind: str, found_at: str
    ):
        found = faults(place, value)

        assert any(one == kind and at.endswith(found_at) for one, at in found), found

    def test_names_an_unknown_base(self):
        amount = {"type": "multiple", "base": "goods", "factor": 2}

        assert faults("tiers.0.penalties.0.amount", amount) == [
            ("schema", "tiers[0].penalties[0].amount.base")
        ]

    def test_names_all_faults_at_once(self):
        record = changed("tiers.0.when", "情节严重")
        record["tiers"][1]["penalties"][0]["amount"] = "500-1000"
        record["tier_count"] = 9

        _found, findings = read_benchmark(record)

        assert [finding.kind for finding in findings] == [
            Kind.UNTYPED,
            Kind.NOT_FIXED,
            Kind.SCHEMA,
        ]

    def test_tells_of_a_factor_without_a_type_only_once(self):
        record = changed("factors.0.type", None)
        record["tiers"][0]["penalties"][0]["amount"] = {
            "type": "per_unit",
            "rate": 1,
            "base": "area",
        }

        _found, [finding] = read_benchmark(record)

        assert (finding.kind, finding.place) == (Kind.UNTYPED, "factors[0].type")

    @pytest.mark.parametrize("cell", [{"eq": 0}, {"gt": 2, "lt": 2}, {"ge": 3, "le": 2}])
    def test_leaves_a_tier_that_nothing_meets_to_the_proof(self, cell: Any):
        found, _findings = read_benchmark(changed("tiers.0.when.area", cell))

        assert found is not None

    @pytest.mark.parametrize("cell", [{"eq": 0}, {"gt": 2, "lt": 2}])
    def test_refuses_a_statutory_range_that_nothing_meets(self, cell: Any):
        found, findings = read_benchmark(changed("statutory.0.when", {"area": cell}))

        assert found is None
        assert {finding.kind for finding in findings} == {Kind.SCHEMA}

    def test_keeps_the_table_beside_a_fault_that_leaves_it_readable(self):
        found, findings = read_benchmark(changed("tier_count", 3))

        assert found is not None
        assert len(findings) == 1

    def test_says_the_value_and_the_way_out(self):
        _found, [finding] = read_benchmark(changed("tiers.0.when.aera", {"lt": 1}))

        assert finding.message == "没有代号为 aera 的要素，是否应为 area？"

    def test_refuses_a_record_within_itself(self):
        record = deepcopy(SOUND)
        record["tiers"][0]["when"] = record

        found, [finding] = read_benchmark(record)

        assert found is None
        assert finding.kind is Kind.SCHEMA

    @pytest.mark.parametrize("document", [None, 1, "x", [], [1], {}, {1: 2}])
    def test_refuses_what_is_no_record(self, document: Any):
        found, findings = read_benchmark(document)

        assert found is None
        assert findings

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(sorted(documents())), st.randoms(use_true_random=False), JUNK)
    def test_never_fails_on_a_broken_record(self, code: str, chance: Any, junk: object):
        record = deepcopy(documents()[code])
        *way, last = chance.choice(places_of(record))
        target = record
        for part in way:
            target = target[part]
        target[last] = junk

        found, findings = read_benchmark(record)

        assert found is not None or findings
        assert all(finding.message and finding.as_dict() for finding in findings)
