"""A synthetic library of the size the article reports: 44 departments, 5,866 items.

Deterministic: the same seed gives the same bytes. Every table is a full grid over typed factors
with fines that grow along them, so it is sound by construction; the prover still decides.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Any

from sunhall.business.penalties.demo.vocabulary import DEPARTMENTS, DUTIES, FAILURES, Department

DEPARTMENT_COUNT = 44
ITEM_COUNT = 5_866
NO_DISCRETION_COUNT = 996
DIGITS = "零一二三四五六七八九"
MEAN_TIERS_PERCENT = 530
"""Mean tiers over the items that leave a choice, in hundredths."""

SHAPES: Mapping[int, Sequence[tuple[int, ...]]] = {
    2: [(2,)],
    3: [(3,)],
    4: [(4,), (2, 2)],
    5: [(5,)],
    6: [(6,), (3, 2)],
    7: [(7,)],
    8: [(4, 2), (2, 2, 2)],
    9: [(3, 3)],
    10: [(5, 2)],
    12: [(4, 3), (3, 2, 2)],
}
WEIGHTS = {2: 6, 3: 20, 4: 22, 5: 16, 6: 14, 7: 4, 8: 8, 9: 4, 10: 3, 12: 3}


@dataclass(frozen=True, slots=True)
class Axis:
    """A factor and its ascending cells, as the schema writes them, with their words."""

    factor: dict[str, Any]
    cells: Sequence[tuple[Any, str]]


def synthetic_library(taken: Sequence[Mapping[str, Any]], seed: int = 861) -> list[dict[str, Any]]:
    """Return the documents that fill `taken` up to the article's figures.

    `taken` are the documents of the real law pack; together they make exactly `ITEM_COUNT` items,
    `NO_DISCRETION_COUNT` of them without discretion, and the mean number of tiers over the rest.
    """
    rng = random.Random(seed)  # noqa: S311  a reproducible library, not a secret
    graded = [d for d in taken if not d["no_discretion"]]
    fixed_wanted = NO_DISCRETION_COUNT - (len(taken) - len(graded))
    graded_wanted = ITEM_COUNT - NO_DISCRETION_COUNT - len(graded)
    tiers_wanted = (ITEM_COUNT - NO_DISCRETION_COUNT) * MEAN_TIERS_PERCENT // 100
    tiers_wanted -= sum(int(d["tier_count"]) for d in graded)
    counts = _tier_counts(rng, graded_wanted, tiers_wanted) + [1] * fixed_wanted
    rng.shuffle(counts)
    names = _names()
    numbers: Counter[str] = Counter()
    documents = []
    for count in counts:
        department, name = next(names)
        numbers[department.code] += 1
        code = f"QD-{department.code}-{numbers[department.code] + 1000}"
        documents.append(_document(rng, code, name, department, count))
    return documents


def _tier_counts(rng: random.Random, items: int, total: int) -> list[int]:
    """Return tier counts of the shapes we have, summing exactly to the total."""
    choices = sorted(WEIGHTS)
    counts = rng.choices(choices, [WEIGHTS[choice] for choice in choices], k=items)
    difference = total - sum(counts)
    while difference:
        i = rng.randrange(items)
        step = 1 if difference > 0 else -1
        if counts[i] + step in SHAPES:
            counts[i] += step
            difference -= step
    return counts


def _names() -> Iterator[tuple[Department, str]]:
    """Yield departments in turn, each time with another violation of theirs."""
    violations = {
        department.code: [
            f"{failure}{subject}{duty}"
            for duty in DUTIES
            for failure in FAILURES
            for subject in department.subjects
        ]
        for department in DEPARTMENTS
    }
    longest = max(len(names) for names in violations.values())
    for i in range(longest):
        for department in DEPARTMENTS:
            if i < len(violations[department.code]):
                yield department, violations[department.code][i]


def _document(
    rng: random.Random, code: str, name: str, department: Department, tier_count: int
) -> dict[str, Any]:
    shape = () if tier_count == 1 else rng.choice(SHAPES[tier_count])
    axes = _axes(rng, shape)
    low = rng.choice([50, 100, 200, 500, 1000, 2000, 5000])
    step = low if tier_count > 1 else 0
    tiers = list(_tiers(axes, low, step))
    top = max(tier["penalties"][0]["amount"]["value"] for tier in tiers)
    article = f"第{DIGITS[rng.randint(2, 9)]}十{DIGITS[rng.randint(1, 9)]}条"
    return {
        "code": code,
        "name": name,
        "department": department.name,
        "type": "行政处罚",
        "no_discretion": tier_count == 1,
        "provenance": "synthetic",
        "provenance_note": "合成数据：只用于按全市规模演示和测量，不是现行法",
        "basis": [
            {
                "law": f"{department.domain}管理条例（合成）",
                "year": 2020,
                "article": article,
                "role": "罚则",
                "certainty": "synthetic",
                "gist": f"责令改正，处{low}元以上{top}元以下罚款",
            }
        ],
        "statutory": [
            {
                "id": "S1",
                "when": {},
                "fine": {"type": "fixed", "min": low, "max": top},
                "fine_optional": False,
            }
        ],
        "factors": [axis.factor for axis in axes],
        "tier_count": tier_count,
        "tiers": tiers,
    }


def _tiers(axes: Sequence[Axis], low: int, step: int) -> Iterator[dict[str, Any]]:
    sizes = [len(axis.cells) for axis in axes]
    for number in range(prod(sizes)):
        rest = number
        indexes: list[int] = []
        for size in reversed(sizes):
            rest, index = divmod(rest, size)
            indexes.insert(0, index)
        cells = [axis.cells[i] for axis, i in zip(axes, indexes, strict=True)]
        yield {
            "seq": number + 1,
            "desc": "，".join(words for _cell, words in cells) or "违反上述规定",
            "when": {
                axis.factor["key"]: cell for axis, (cell, _words) in zip(axes, cells, strict=True)
            },
            "penalties": [
                {"kind": "罚款", "amount": {"type": "fixed", "value": low + step * sum(indexes)}}
            ],
            "measures": ["责令改正"],
        }


def _axes(rng: random.Random, shape: Sequence[int]) -> list[Axis]:
    makers = [_count_axis, _number_axis, _prior_axis]
    rng.shuffle(makers)
    axes: list[Axis] = []
    for size in shape:
        if size == 2 and rng.random() < 0.5 and all(a.factor["key"] != "refused" for a in axes):
            axes.append(_refused_axis())
        else:
            axes.append(makers.pop()(rng, size))
    return axes


def _cells(cuts: Sequence[int], name: str, unit: str) -> list[tuple[Any, str]]:
    first = ({"lt": cuts[0]}, f"{name}不足{cuts[0]}{unit}")
    between = [({"ge": a, "lt": b}, f"{name}{a}{unit}以上不足{b}{unit}") for a, b in pairwise(cuts)]
    last = ({"ge": cuts[-1]}, f"{name}{cuts[-1]}{unit}以上")
    return [first, *between, last]


def _axis(kind: str, key: str, name: str, unit: str, low: int, cuts: Sequence[int]) -> Axis:
    domain = {"min": low, "max": None}
    factor = {"key": key, "name": name, "type": kind, "unit": unit, "domain": domain}
    return Axis({**factor, "role": "factor", "severity": "ascending"}, _cells(cuts, name, unit))


def _count_axis(rng: random.Random, size: int) -> Axis:
    name, unit = rng.choice([("涉及件数", "件"), ("涉及人数", "人"), ("涉及处数", "处")])
    step = rng.choice([2, 3, 5, 10])
    return _axis("count", "number", name, unit, 1, [1 + step * i for i in range(1, size)])


def _number_axis(rng: random.Random, size: int) -> Axis:
    name, unit, step = rng.choice(
        [("涉及面积", "平方米", 10), ("涉案货值", "元", 1000), ("超出数量", "千克", 50)]
    )
    return _axis("number", "amount", name, unit, 0, [step * i for i in range(1, size)])


def _prior_axis(_rng: random.Random, size: int) -> Axis:
    name = "前12个月内同类处罚"
    return _axis("count", "prior", name, "次", 0, list(range(1, size)))


def _refused_axis() -> Axis:
    name = "经责令改正后拒不改正"
    factor = {"key": "refused", "name": name, "type": "boolean", "role": "factor"}
    domain = {"values": [True, False]}
    cells = [(False, "在责令改正期限内改正"), (True, "经责令改正后拒不改正")]
    return Axis({**factor, "domain": domain, "severity": "ascending"}, cells)
