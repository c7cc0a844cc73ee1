from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.decision.reading import read_benchmark
from sunhall.kernel.decision.tests.law_pack import benchmark
from sunhall.kernel.decision.tests.test_reading import SOUND

STALL: dict[str, Any] = {"refused": True, "place": "人行道", "area": 12.5, "prior": 0}


def refusal(code: str, raw: Any) -> dict[str, str]:
    with pytest.raises(FactsRefused) as caught:
        read_facts(benchmark(code), raw)
    return {fault.key: fault.message for fault in caught.value.faults}


class TestReadFacts:
    def test_takes_json_values(self):
        facts = read_facts(benchmark("QD-CG-001"), STALL)

        assert facts == {
            "refused": True,
            "place": "人行道",
            "area": Decimal("12.5"),
            "prior": Decimal(0),
        }

    def test_takes_texts_as_forms_send_them(self):
        raw = {"refused": "是", "place": " 人行道 ", "area": "１，２３４.５０", "prior": "2"}

        facts = read_facts(benchmark("QD-CG-001"), raw)

        assert facts["refused"] is True
        assert facts["place"] == "人行道"
        assert facts["area"] == Decimal("1234.5")
        assert facts["prior"] == 2

    @pytest.mark.parametrize("word", ["false", "否", "0", "off", "No"])
    def test_takes_the_words_for_no(self, word: str):
        facts = read_facts(benchmark("QD-CG-001"), {"refused": word})

        assert facts == {"refused": False}

    @pytest.mark.parametrize(
        ("key", "value", "message"),
        [
            ("area", 0, "占用面积须大于 0 平方米"),
            ("area", -1, "占用面积须大于 0 平方米"),
            ("area", "很大", "占用面积须为数字，现为“很大”"),
            ("area", "1e3", "占用面积须为数字，现为“1e3”"),
            ("area", "12,34", "占用面积须为数字，现为“12,34”"),
            ("area", True, "占用面积须为数字，现为“true”"),
            ("area", [2], "占用面积须为数字，现为“2”"),
            ("area", float("nan"), "占用面积：数字须是有限的，现为 nan"),
            ("area", float("inf"), "占用面积：数字须是有限的，现为 inf"),
            ("area", Decimal("sNaN"), "占用面积：数字须是有限的，现为 sNaN"),
            ("area", 10**400, "占用面积：数字过大：≈ 10^400，绝对值须小于 10 的 15 次方"),
            ("area", 0.0000001, "占用面积：数字过细：1e-07，小数至多 6 位，有效数字至多 15 位"),
            ("prior", 1.5, "前12个月内同类处罚次数须为整数，现为 1.5"),
            ("prior", None, "请填写前12个月内同类处罚次数"),
            ("prior", "", "请填写前12个月内同类处罚次数"),
            (
                "place",
                "天桥",
                "占用位置没有“天桥”一项，可选：广场及其他公共场地、人行道、非机动车道、机动车道",
            ),
            ("refused", 1, "经责令改正后拒不改正须填是或否，现为“1”"),
            ("refused", "也许", "经责令改正后拒不改正须填是或否，现为“也许”"),
            ("aera", 1, "没有名为 aera 的要素，是否应为 area？"),
        ],
    )
    def test_says_what_is_wrong(self, key: str, value: object, message: str):
        assert refusal("QD-CG-001", {**STALL, key: value}) == {key: message}

    def test_names_all_faults_at_once(self):
        faults = refusal("QD-CG-001", {"refused": True, "place": "天桥", "area": 0})

        assert set(faults) == {"place", "area", "prior"}

    @pytest.mark.parametrize("raw", [None, [], "area", {str(key): 1 for key in range(600)}])
    def test_refuses_what_is_no_set_of_facts(self, raw: object):
        assert set(refusal("QD-CG-001", raw)) == {""}

    def test_asks_for_no_more_where_the_gate_is_closed(self):
        assert read_facts(benchmark("QD-CG-001"), {"refused": False}) == {"refused": False}

    def test_asks_for_the_gate_first(self):
        assert "refused" in refusal("QD-CG-001", {})

    def test_asks_for_the_base_the_reached_tier_multiplies(self):
        faults = refusal("QD-CG-003", {"measurable": True, "spots": 1})

        assert set(faults) == {"area"}

    def test_does_not_ask_for_a_base_of_another_tier(self):
        facts = read_facts(benchmark("QD-CG-003"), {"measurable": False, "spots": 2})

        assert facts == {"measurable": False, "spots": Decimal(2)}

    def test_asks_a_scoring_for_its_base(self):
        assert set(refusal("QD-HB-003", SCHOOL)) == {"建设项目总投资额"}

    def test_says_both_ends_of_a_domain(self):
        drunk = {"vehicle": "非营运机动车", "repeat": False, "bac": 80}

        assert refusal("QD-JJ-002", drunk) == {
            "bac": "血液酒精含量须不小于 20 mg/100mL、小于 80 mg/100mL"
        }

    def test_holds_numbers_to_their_smallest_unit(self):
        table, _findings = read_benchmark(
            {**SOUND, "factors": [{**SOUND["factors"][0], "step": 0.5}, SOUND["factors"][1]]}
        )
        assert table is not None

        with pytest.raises(FactsRefused) as caught:
            read_facts(table, {"area": 1.25, "place": "人行道"})

        assert str(caught.value) == "占用面积须为 0.5 平方米的整数倍，现为 1.25"

    def test_takes_dates(self):
        built = {
            "key": "built",
            "name": "建成日期",
            "type": "date",
            "domain": {"min": "2000-01-01", "max": None},
        }
        table, _findings = read_benchmark({**SOUND, "factors": [*SOUND["factors"], built]})
        assert table is not None
        raw = {"area": 1, "place": "人行道", "built": "2011-01-25"}

        facts = read_facts(table, raw)
        with pytest.raises(FactsRefused) as caught:
            read_facts(table, {**raw, "built": "1999-12-31"})

        assert facts["built"] == date(2011, 1, 25)
        assert str(caught.value) == "建成日期须不小于 2000-01-01"


SCHOOL: dict[str, Any] = {
    "doc": "报告表类",
    "area": "一般区域",
    "stage": "基础建设阶段",
    "months": 2,
    "times2y": 1,
    "cooperate": "配合调查",
}
