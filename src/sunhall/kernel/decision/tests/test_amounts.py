from decimal import Decimal

import pytest

from sunhall.kernel.decision.amounts import computation, describe, evaluate
from sunhall.kernel.decision.model import Amount, AmountType, Factor, FactorType, Interval

AREA = Factor(key="area", name="占用面积", type=FactorType.NUMBER, domain=Interval(), unit="平方米")
GOODS = Factor(key="goods", name="货值金额", type=FactorType.NUMBER, domain=Interval(), unit="元")
DAYS = Factor(key="days", name="天数", type=FactorType.COUNT, domain=Interval(), unit="日")
KG = Factor(key="kg", name="超重", type=FactorType.NUMBER, domain=Interval(), unit="千克")
FACTORS = {factor.key: factor for factor in (AREA, GOODS, DAYS, KG)}
FACTS = {
    "area": Decimal("12.55"),
    "goods": Decimal(5000),
    "days": Decimal(3),
    "kg": Decimal(2999),
}


def amount(kind: str, coefficient: str, *bases: str, **limits: int) -> Amount:
    return Amount(
        type=AmountType(kind),
        coefficient=Decimal(coefficient),
        bases=bases,
        **{name: Decimal(limit) for name, limit in limits.items()},
    )


CASES = [
    (amount("fixed", "500"), 500, "500 元", "500 元"),
    (amount("fixed", "500.9"), 500, "500.9 元", "500.9 元 = 500.9 元，向下取整 = 500 元"),
    (
        amount("multiple", "1.5", "goods"),
        7500,
        "货值金额的 1.5 倍",
        "5,000 元 × 1.5 倍 = 7,500 元",
    ),
    (amount("percent", "1.2", "goods"), 60, "货值金额的 1.2%", "5,000 元 × 1.2% = 60 元"),
    (
        amount("per_unit", "100", "area"),
        1255,
        "每平方米 100 元",
        "100 元 × 12.55 平方米 = 1,255 元",
    ),
    (
        amount("per_unit", "7", "area"),
        87,
        "每平方米 7 元",
        "7 元 × 12.55 平方米 = 87.85 元，向下取整 = 87 元",
    ),
    (
        amount("per_unit", "100", "area", cap=1000),
        1000,
        "每平方米 100 元，最高 1,000 元",
        "100 元 × 12.55 平方米，最高 1,000 元 = 1,000 元",
    ),
    (
        amount("per_unit", "10", "area", "days"),
        376,
        "每平方米每日 10 元",
        "10 元 × 12.55 平方米 × 3 日 = 376.5 元，向下取整 = 376 元",
    ),
    (
        amount("per_unit", "1", "goods", "days"),
        15_000,
        "货值金额 × 天数的 1 倍",
        "5,000 元 × 3 日 = 15,000 元",
    ),
    (
        amount("step", "500", "kg", step=1000),
        1000,
        "超重每满 1,000 千克 500 元",
        "500 元 × 2,999 千克中满 1,000 千克的 2 次 = 1,000 元",
    ),
    (
        amount("multiple", "2", "goods", base_floor=10_000),
        20_000,
        "货值金额的 2 倍，不足 10,000 元的按 10,000 元计",
        "5,000 元（不足 10,000 元的按 10,000 元计） × 2 倍 = 20,000 元",
    ),
]


class TestEvaluate:
    @pytest.mark.parametrize(("formula", "yuan", "_words", "_sum"), CASES)
    def test_rounds_down_to_the_whole_yuan(
        self, formula: Amount, yuan: int, _words: str, _sum: str
    ):
        assert evaluate(formula, FACTS) == yuan

    def test_loses_nothing_of_large_numbers(self):
        facts = {"goods": Decimal("999999999.999999"), "area": Decimal("999999999.999999")}
        formula = amount("multiple", "999999999999999", "goods", "area")

        fine = evaluate(formula, facts)

        assert fine == 999999999999999 * 999999999999999**2 // 10**12


class TestDescribe:
    @pytest.mark.parametrize(("formula", "_yuan", "words", "_sum"), CASES)
    def test_says_the_formula(self, formula: Amount, _yuan: int, words: str, _sum: str):
        assert describe(formula, FACTORS) == words


class TestComputation:
    @pytest.mark.parametrize(("formula", "_yuan", "_words", "sum_"), CASES)
    def test_says_how_the_fine_follows(self, formula: Amount, _yuan: int, _words: str, sum_: str):
        assert computation(formula, FACTORS, FACTS) == sum_
