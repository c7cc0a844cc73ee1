"""Facts such as officers record: for any tier of a table, a set that falls into it."""

import random
from decimal import Decimal
from typing import Any

from sunhall.kernel.decision.model import (
    Benchmark,
    Choice,
    Factor,
    FactorType,
    Gate,
    Interval,
    Role,
)

BASE_YUAN = (800, 1_500, 2_600, 5_000, 12_000, 36_000)


def sample_facts(rng: random.Random, table: Benchmark) -> dict[str, Any]:
    """Return facts in plain JSON that fall into one of the table's tiers or levels."""
    boxes = [tier.when for tier in table.tiers] or [
        {key: rng.choice(levels).when for key, levels in table.scoring.levels.items()}
        if table.scoring
        else {}
    ]
    box = boxes[min(int(rng.triangular(0, len(boxes), 0)), len(boxes) - 1)]
    facts: dict[str, Any] = {}
    for factor in table.factors:
        if factor.role is Role.GATE:
            continue
        facts[factor.key] = _value(rng, factor, box.get(factor.key, factor.domain))
    return facts | _open(table.gate)


def _open(gate: Gate | None) -> dict[str, Any]:
    return {gate.factor: gate.must} if gate else {}


def _value(rng: random.Random, factor: Factor, cell: Interval | Choice) -> Any:
    if isinstance(cell, Choice):
        return rng.choice([value for value in factor.choices if value in cell.values])
    if factor.role is Role.BASE:
        return rng.choice(BASE_YUAN)
    low, high = _ends(cell, factor.domain)
    whole = factor.type is FactorType.COUNT
    if high is None:
        high = low * 2 + (3 if whole else 4)
    if whole:
        first = int(low) + (0 if cell.low_closed else 1)
        last = max(first, int(high) - (0 if cell.high_closed else 1))
        return rng.randint(first, last)
    share = Decimal(rng.randint(1, 9)) / 10
    return float((low + (high - low) * share).quantize(Decimal("0.01")))


def _ends(cell: Interval, domain: Interval | Choice) -> tuple[Decimal, Decimal | None]:
    outer = domain if isinstance(domain, Interval) else Interval()
    low = cell.low if cell.low is not None else outer.low
    high = cell.high if cell.high is not None else outer.high
    return Decimal(str(low or 0)), None if high is None else Decimal(str(high))
