import json
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from sunhall.kernel.decision.amounts import evaluate
from sunhall.kernel.decision.deciding import (
    Decision,
    NoTierCovers,
    Outcome,
    TiersOverlap,
    compile_benchmark,
    decide,
)
from sunhall.kernel.decision.facts import read_facts
from sunhall.kernel.decision.model import Benchmark, Facts, covers
from sunhall.kernel.decision.tests import tables as records
from sunhall.kernel.decision.tests.boxes import FACTS, tables
from sunhall.kernel.decision.tests.law_pack import benchmark, documents

STALL = {"refused": True, "place": "人行道", "area": 5, "prior": 1}
FACTORY = {
    "factors_n": 1,
    "pollutant": "含挥发性有机物废气",
    "area": "一般区域",
    "period": "一般期间",
    "exceed": "超标3倍以下或超量30%以下",
    "times2y": 1,
}
WORST_FACTORY = {
    "factors_n": 7,
    "pollutant": "A类大气污染物",
    "area": "生态环境敏感区",
    "period": "重污染天气预警期间",
    "exceed": "超标20倍以上或超量80%以上",
    "times2y": 4,
}
SEWER = {
    "factors_n": 1,
    "pollutant": "B类水污染物",
    "area": "一般区域",
    "daily": 49.9,
    "exceed": "仅pH值超标（2<pH<5或10<pH<11）",
    "times2y": 1,
}
SCHOOL = {
    "doc": "报告书类，未纳入排污许可证重点管理",
    "area": "一般区域",
    "stage": "设备安装阶段",
    "months": 6,
    "times2y": 2,
    "cooperate": "不配合调查",
    "建设项目总投资额": 12_345_678,
}
DRIVER = {"vehicle": "非营运机动车", "repeat": False, "bac": 20}


def decided(code: str, raw: dict[str, Any]) -> Decision:
    table = benchmark(code)
    return decide(table, read_facts(table, raw))


def covering(table: Benchmark, facts: Facts) -> list[int]:
    """Return all tiers that cover the facts, by asking each."""
    if not all(facts[factor.key] in factor.domain for factor in table.factors):
        return []
    return [index for index, tier in enumerate(table.tiers) if covers(tier.when, facts)]


class TestDecide:
    @pytest.mark.parametrize(
        ("code", "raw", "tier", "fine"),
        [
            (
                "QD-CG-001",
                {**STALL, "place": "广场及其他公共场地", "area": 1.99, "prior": 0},
                1,
                500,
            ),
            ("QD-CG-001", {**STALL, "place": "广场及其他公共场地", "area": 2, "prior": 0}, 3, 700),
            ("QD-CG-001", {**STALL, "area": 4.999999}, 10, 1300),
            ("QD-CG-001", STALL, 12, 1500),
            ("QD-CG-001", {**STALL, "place": "机动车道", "area": 2, "prior": 1}, 22, 1700),
            ("QD-CG-003", {"measurable": True, "spots": 1, "area": 12}, 1, 1200),
            ("QD-CG-003", {"measurable": True, "spots": 1, "area": 12.559}, 1, 1255),
            ("QD-CG-003", {"measurable": False, "spots": 2}, 2, 10_000),
            ("QD-CG-010", {}, 1, 20),
            ("QD-YS-001", {"over_kg": 1000}, 1, None),
            ("QD-YS-001", {"over_kg": 1000.5}, 2, 500),
            ("QD-YS-001", {"over_kg": 2999}, 2, 1000),
            ("QD-YS-001", {"over_kg": 61_000}, 2, 30_000),
            ("QD-RS-001", {"months": 3, "overdue": False, "unlicensed": False}, 1, 15_000),
            ("QD-RS-001", {"months": 3, "overdue": True, "unlicensed": True}, 4, 60_000),
            ("QD-GA-001", {"pollution": True, "place": "禁燃区域", "prior": 0}, 4, 500),
            ("QD-GA-001", {"pollution": False, "place": "禁燃区域", "prior": 0}, 1, 300),
            ("QD-GA-002", {"dogs": 3, "refused": False}, 2, 1000),
            ("QD-WJ-002", {"income": 5000, "prior": 0}, 1, 20_000),
            ("QD-WJ-002", {"income": 49_999.99, "prior": 0}, 2, 199_999),
            ("QD-WJ-002", {"income": 3000, "prior": 1}, 4, 80_000),
            ("QD-WJ-002", {"income": 60_000, "prior": 2}, 5, 600_000),
            ("QD-HB-005", {"orig": 50_000, "days": 3}, 1, 150_000),
        ],
    )
    def test_finds_the_tier_and_the_fine(
        self, code: str, raw: dict[str, Any], tier: int, fine: int | None
    ):
        decision = decided(code, raw)

        assert decision.outcome is Outcome.SANCTION
        assert (decision.tier, decision.fine_yuan) == (tier, fine)

    @pytest.mark.parametrize(
        ("code", "raw", "percent", "fine"),
        [
            # 10 + 0 + 3 + 0 + 0 + 2 + 0
            ("QD-HB-001", FACTORY, 15, 150_000),
            # 10 + 5 + 25 + 15 + 10 + 21 + 14
            ("QD-HB-001", WORST_FACTORY, 100, 1_000_000),
            # 7 + 0, below the statute's 10
            ("QD-HB-002", SEWER, 10, 100_000),
            # 7 + 0 + 0 + 0 + 3 + 0 + 3
            ("QD-HB-002", {**SEWER, "daily": 50, "times2y": 2}, 13, 130_000),
            # 20 + 5 + 0 + 5 + 8 + 3 + 5 = 46; 12,345,678 × 5 % × 46 %
            ("QD-HB-003", SCHOOL, 46, 283_950),
        ],
    )
    def test_adds_up_a_score(self, code: str, raw: dict[str, Any], percent: int, fine: int):
        decision = decided(code, raw)

        assert decision.tier is None
        assert (decision.percent, decision.fine_yuan) == (percent, fine)

    def test_says_that_a_score_was_clamped(self):
        decision = decided("QD-HB-002", SEWER)

        assert "合计 7% 低于法定下限，按 10% 计" in decision.reasoning

    def test_imposes_detention_and_bans_beside_the_fine(self):
        lorry = decided("QD-JJ-002", {**DRIVER, "vehicle": "营运机动车"})
        again = decided("QD-JJ-002", {**DRIVER, "repeat": True, "bac": 79.9})
        first = decided("QD-JJ-002", DRIVER)

        assert [(one.kind, one.days, one.ban_years) for one in lorry.sanctions] == [
            ("行政拘留", 15, None),
            ("吊销机动车驾驶证", None, 5),
            ("罚款", None, None),
        ]
        assert [one.days for one in again.sanctions] == [10, None, None]
        assert first.sanctions[0].months == 6
        assert first.note == "记12分"

    def test_stops_at_a_closed_gate(self):
        decision = decided("QD-CG-001", {"refused": False})

        assert decision.outcome is Outcome.GATE_CLOSED
        assert decision.tier is None
        assert decision.fine_yuan is None
        assert decision.description.startswith("仅责令改正")

    def test_reasons_from_the_facts_to_the_articles(self):
        decision = decided("QD-CG-001", STALL)

        assert decision.reasoning == (
            "前置条件：经责令改正后拒不改正为是，可以处罚",
            "占用位置：人行道",
            "占用面积：5平方米，属于“5平方米以上”",
            "前12个月内同类处罚次数：1次",
            "对应第 12 档：占用人行道，占用面积5平方米以上，前12个月内同类处罚1次",
            "罚款 1,500 元",
            "同时：责令改正",
            "依据：《青岛市市容和环境卫生管理条例》第二十四条第一款",
        )

    @pytest.mark.parametrize(("code", "raw"), [("QD-CG-001", STALL), ("QD-HB-003", SCHOOL)])
    def test_says_its_reasons_in_the_language_in_which_it_was_made(self, code: str, raw: Any):
        spoken = decided(code, raw).as_dict()

        with translation.override("zh-hans"):
            kept = decided(code, raw)

        with translation.override("en"):
            assert kept.as_dict() == spoken
            assert decided(code, raw).reasoning != kept.reasoning

    def test_exempts_where_an_exemption_is_claimed(self):
        first = {"key": "first", "name": "首次", "type": "boolean", "role": "gate"}
        mercy = {
            "id": "E1",
            "name": "首违不罚",
            "law": "行政处罚法第三十三条第一款",
            "when": {"first": True},
            "measures": ["批评教育"],
        }
        table = records.benchmark(
            records.table([records.PRIOR, first], [records.tier({}, 500)], exemptions=[mercy])
        )

        exempt = decide(table, read_facts(table, {"first": True}))
        fined = decide(table, read_facts(table, {"prior": 0}))

        assert exempt.outcome is Outcome.EXEMPT
        assert (exempt.exemption, exempt.measures, exempt.fine_yuan) == ("E1", ("批评教育",), None)
        assert "符合“首违不罚”，依据行政处罚法第三十三条第一款不予处罚" in exempt.reasoning
        assert fined.fine_yuan == 500

    def test_sends_a_gap_to_the_legal_office(self):
        table = records.benchmark(
            records.table([records.AREA], [records.tier({"area": {"lt": 2}}, 500)])
        )

        with pytest.raises(NoTierCovers) as caught:
            decide(table, {"area": Decimal(2)})

        assert "占用面积2平方米" in str(caught.value)

    def test_never_takes_the_first_of_two_tiers(self):
        rows = [records.tier({"area": {"le": 5}}, 500), records.tier({"area": {"ge": 5}}, 900)]
        table = records.benchmark(records.table([records.AREA], rows))

        with pytest.raises(TiersOverlap) as caught:
            decide(table, {"area": Decimal(5)})

        assert "第 1、2 档" in str(caught.value)

    def test_sends_a_gap_between_levels_to_the_legal_office(self):
        record = {**documents()["QD-HB-001"]}
        record["factors"] = [
            {**factor, "levels": factor["levels"][1:]} if factor["key"] == "times2y" else factor
            for factor in record["factors"]
        ]
        record["tier_count"] -= 1
        table = records.benchmark(record)

        with pytest.raises(NoTierCovers):
            decide(table, read_facts(table, FACTORY))

    @pytest.mark.parametrize(
        ("code", "raw"), [("QD-CG-001", STALL), ("QD-HB-003", SCHOOL), ("QD-JJ-002", DRIVER)]
    )
    def test_gives_plain_json_with_whole_yuan(self, code: str, raw: dict[str, Any]):
        decision = decided(code, raw).as_dict()

        assert json.loads(json.dumps(decision)) == decision
        assert isinstance(decision["fine_yuan"], int)
        assert {"item", "outcome", "tier", "description", "sanctions", "measures", "reasoning"} <= (
            decision.keys()
        )


class TestCompiled:
    @settings(max_examples=120, deadline=None)
    @given(tables(), st.lists(FACTS, min_size=1, max_size=12))
    def test_finds_what_asking_each_tier_finds(self, table: Benchmark, cases: list[Facts]):
        compiled = compile_benchmark(table)

        for facts in cases:
            hits = covering(table, facts)
            if len(hits) == 1:
                amount = table.tiers[hits[0]].penalties[0].amount
                assert amount is not None
                assert compiled.fine(facts) == (hits[0], evaluate(amount, facts))
            else:
                with pytest.raises(TiersOverlap if hits else NoTierCovers):
                    compiled.tier_index(facts)

    @pytest.mark.parametrize("area", [Decimal(0), Decimal(-1)])
    def test_admits_nothing_outside_the_domain(self, area: Decimal):
        table = records.benchmark(records.table([records.AREA], [records.tier({}, 500)]))

        with pytest.raises(NoTierCovers):
            compile_benchmark(table).tier_index({"area": area})

    def test_needs_every_fact(self):
        with pytest.raises(KeyError):
            compile_benchmark(benchmark("QD-CG-001")).tier_index({"area": Decimal(1)})
