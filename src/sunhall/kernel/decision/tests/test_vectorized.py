from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunhall.kernel.decision.deciding import NoTierCovers, TiersOverlap, compile_benchmark, decide
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.decision.model import Benchmark, Factor, FactorType, Facts
from sunhall.kernel.decision.tests import tables as records
from sunhall.kernel.decision.tests.boxes import FACTS, tables
from sunhall.kernel.decision.tests.law_pack import benchmark, documents
from sunhall.kernel.decision.vectorized import decide_many

NUMBERS = [-1, 0, 0.5, 1, 2, 2.5, 5, 20, 79.99, 80, 1000, 2000.01, 10_000, 12_345.67, 5e6]
COUNTS = [0, 1, 2, 3, 4, 5, 9, 10, 20, 50, 90, 400, 1000]


def columns_of(table: Benchmark, cases: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    kinds = {FactorType.NUMBER: float, FactorType.COUNT: int, FactorType.DATE: "datetime64[D]"}
    return {
        factor.key: np.array([case[factor.key] for case in cases], dtype=kinds.get(factor.type))
        for factor in table.factors
    }


def anything(chance: Any, factor: Factor) -> Any:
    if factor.choices:
        return chance.choice(factor.choices)
    return chance.choice(COUNTS if factor.type is FactorType.COUNT else NUMBERS)


def one_by_one(table: Benchmark, case: dict[str, Any]) -> tuple[int, int]:
    """Return what single deciding says, in the words of columns."""
    compiled = compile_benchmark(table)
    try:
        decision = decide(compiled, read_facts(table, needed(table, case)))
    except (FactsRefused, NoTierCovers, TiersOverlap):
        return -1, -1
    if decision.fine_yuan is None and decision.tier is None:
        return 0, 0
    return decision.tier or 1, int(decision.fine_yuan or 0)


def needed(table: Benchmark, case: dict[str, Any]) -> dict[str, Any]:
    """Leave out what a closed gate makes idle: columns must hold something there."""
    gate = table.gate
    if gate is not None and case[gate.factor] != gate.must:
        return {gate.factor: case[gate.factor]}
    return case


class TestDecideMany:
    @pytest.mark.parametrize("code", [code for code in documents() if benchmark(code).factors])
    def test_decides_as_one_by_one(self, code: str):
        table = benchmark(code)
        chance = records.dice(26)
        cases = [
            {factor.key: anything(chance, factor) for factor in table.factors} for _ in range(60)
        ]
        cases = [case for case in cases if idle_bases_are_sound(table, case)]

        decisions = decide_many(compile_benchmark(table), columns_of(table, cases))

        found = list(zip(decisions.tiers.tolist(), decisions.fines.tolist(), strict=True))
        assert found == [one_by_one(table, case) for case in cases]

    @settings(max_examples=80, deadline=None)
    @given(tables(), st.lists(FACTS, min_size=1, max_size=20))
    def test_decides_random_tables_as_one_by_one(self, table: Benchmark, cases: list[Facts]):
        decisions = decide_many(compile_benchmark(table), columns_of(table, cases))

        found = list(zip(decisions.tiers.tolist(), decisions.fines.tolist(), strict=True))
        assert found == [one_by_one(table, dict(case)) for case in cases]

    def test_counts_what_it_leaves_undecided(self):
        table = records.benchmark(
            records.table([records.AREA], [records.tier({"area": {"lt": 2}}, 500)])
        )
        area = np.array([1, 2, 0, -1, np.nan, np.inf, -np.inf, 1e15])

        decisions = decide_many(compile_benchmark(table), {"area": area})

        assert decisions.tiers.tolist() == [1, -1, -1, -1, -1, -1, -1, -1]
        assert decisions.fines.tolist() == [500, -1, -1, -1, -1, -1, -1, -1]
        assert decisions.undecided == 7

    def test_takes_enumerations_as_texts_or_places(self):
        rows = [
            records.tier({"place": ["人行道"]}, 500),
            records.tier({"place": ["机动车道"]}, 900),
        ]
        compiled = compile_benchmark(records.benchmark(records.table([records.PLACE], rows)))

        texts = decide_many(compiled, {"place": np.array(["机动车道", "人行道", "天桥"])})
        places = decide_many(compiled, {"place": np.array([1, 0, 2, -1])})

        assert texts.fines.tolist() == [900, 500, -1]
        assert places.fines.tolist() == [900, 500, -1, -1]

    def test_computes_beyond_64_bits_exactly(self):
        fine = records.fine("multiple", 3.7, ["goods", "income"])
        table = records.benchmark(
            records.table([records.GOODS, records.INCOME], [records.tier({}, fine)])
        )
        goods = np.array([3_000_000_019, 10**14, 7])
        income = np.array([400_000_009, 10**14, 0.1])

        decisions = decide_many(
            compile_benchmark(table), {"goods": goods, "income": income.astype(np.float64)}
        )

        assert decisions.fines.tolist() == [37 * 3_000_000_019 * 400_000_009 // 10, -1, 2]

    def test_leaves_a_base_of_too_many_decimals_undecided(self):
        table = records.benchmark(
            records.table([records.GOODS], [records.tier({}, records.fine("multiple", 2, "goods"))])
        )

        decisions = decide_many(compile_benchmark(table), {"goods": np.array([0.1, 1 / 3])})

        assert decisions.fines.tolist() == [0, -1]

    def test_holds_columns_to_the_smallest_unit(self):
        area = {**records.AREA, "step": 0.25}
        table = records.benchmark(records.table([area], [records.tier({}, 500)]))
        compiled = compile_benchmark(table)

        fractions = decide_many(compiled, {"area": np.array([0.25, 0.3, 1.5])})
        wholes = decide_many(compiled, {"area": np.array([1, 2])})

        assert fractions.tiers.tolist() == [1, -1, 1]
        assert wholes.tiers.tolist() == [1, 1]

    def test_finds_tiers_among_hundreds(self):
        rows = [records.tier({"prior": {"eq": prior}}, 100 + prior) for prior in range(300)]
        table = records.benchmark(records.table([records.PRIOR], rows))
        prior = np.array([0, 63, 64, 299, 300])

        decisions = decide_many(compile_benchmark(table), {"prior": prior})

        assert decisions.tiers.tolist() == [1, 64, 65, 300, -1]
        assert decisions.fines.tolist() == [100, 163, 164, 399, -1]

    @pytest.mark.parametrize(
        ("columns", "error"),
        [
            ({"area": np.array([1])}, KeyError),
            ({"area": np.array(["1"])}, ValueError),
            ({"area": np.array([True])}, ValueError),
            ({"area": np.array([1], dtype=np.float32)}, ValueError),
            ({"area": np.array([1]), "place": np.array(["人行道"] * 2)}, ValueError),
        ],
    )
    def test_refuses_columns_that_do_not_fit(
        self, columns: dict[str, np.ndarray], error: type[Exception]
    ):
        table = records.benchmark(
            records.table([records.AREA, records.PLACE], [records.tier({}, 500)])
        )

        with pytest.raises(error):
            decide_many(compile_benchmark(table), columns)


def idle_bases_are_sound(table: Benchmark, case: dict[str, Any]) -> bool:
    """Tell whether no base is outside its domain; single deciding checks idle ones too."""
    return all(
        case[factor.key] in factor.domain for factor in table.factors if factor.role == "base"
    )
