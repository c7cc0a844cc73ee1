"""Synthetic records for measuring, the same in every run: a city's library, and wide tables."""

from collections.abc import Iterator
from random import Random
from typing import Any

Record = dict[str, Any]

ITEMS = 5866
WITHOUT_DISCRETION = 996
MOST_TIERS = 26
SHAPES = ((1, 3), (2, 2), (2, 3), (3, 2), (1, 4), (2, 4), (3, 3), (1, 5))
PLACES = ["广场", "人行道", "非机动车道", "机动车道", "绿地", "河道", "桥涵", "隧道"]


def record(code: str, factors: list[Record], tiers: list[Record], legal: Record) -> Record:
    """Return one item of the schema `discretion/v1`."""
    return {
        "code": code,
        "name": f"合成事项{code}",
        "department": "合成部门",
        "type": "行政处罚",
        "no_discretion": len(tiers) == 1,
        "provenance": "synthetic",
        "provenance_note": "测量用",
        "basis": [{"law": "合成条例", "article": "第一条"}],
        "statutory": [{"id": "S1", "when": {}, "fine": legal, "fine_optional": False}],
        "factors": factors,
        "tier_count": len(tiers),
        "tiers": [{"seq": seq, **row} for seq, row in enumerate(tiers, 1)],
    }


def factor(key: str, name: str, kind: str, unit: str, **more: object) -> Record:
    """Return one factor from zero to any height."""
    domain = {"min": 0, "max": None}
    return {
        "key": key,
        "name": name,
        "type": kind,
        "unit": unit,
        "domain": domain,
        "role": "factor",
        **more,
    }


AREA = factor("area", "面积", "number", "平方米")
PRIOR = factor("prior", "前12个月内同类处罚次数", "count", "次")
PRICE = {**factor("price", "合同价款", "number", "元"), "role": "base"}


def library() -> list[Record]:
    """Return 5,866 items: 996 of one tier, one of 26, the others of 5.3 on the average."""
    random = Random(2011)
    items = [item(at, (1, 1), random) for at in range(WITHOUT_DISCRETION)]
    items.append(item(WITHOUT_DISCRETION, (2, MOST_TIERS // 2), random))
    while len(items) < ITEMS:
        items.append(item(len(items), random.choice(SHAPES), random))
    return items


def item(at: int, shape: tuple[int, int], random: Random) -> Record:
    """Return one item whose fines grow with either factor; one in four by a percentage."""
    is_percent = random.random() < 0.25
    ends = sorted(random.sample(range(1, 400), shape[1] - 1))
    tiers = [
        {
            "desc": f"面积第{column + 1}级，同类处罚第{row + 1}级",
            "when": {
                **stretch("prior", list(range(1, shape[0])), row),
                **stretch("area", ends, column),
            },
            "penalties": [{"kind": "罚款", "amount": amount(row + column, is_percent=is_percent)}],
            "measures": ["责令改正"],
        }
        for row in range(shape[0])
        for column in range(shape[1])
    ]
    legal = {"type": "fixed", "min": 500, "max": 20000}
    if is_percent:
        legal = {"type": "percent", "base": "price", "min": 1, "max": 20}
    factors = [AREA, PRIOR, PRICE] if is_percent else [AREA, PRIOR]
    return record(f"SYN-{at:04}", factors, tiers, legal)


def stretch(key: str, ends: list[int], at: int) -> Record:
    """Return the stretch between two of the ends, as a condition; nothing for the whole line."""
    cell = {}
    if at > 0:
        cell["ge"] = ends[at - 1]
    if at < len(ends):
        cell["lt"] = ends[at]
    return {key: cell} if cell else {}


def amount(level: int, *, is_percent: bool) -> Record:
    """Return a fine that grows with the level."""
    if is_percent:
        return {"type": "percent", "base": "price", "percent": 1 + level}
    return {"type": "fixed", "value": 500 + 500 * level}


def wide_table(rows: int) -> Record:
    """Return a sound table of so many tiers over five factors, cut in two again and again."""
    random = Random(rows)
    factors = [
        factor("place", "位置", "enum", "", domain={"values": PLACES}),
        *(factor(key, key, "number", "", severity="none") for key in ("x", "y", "z")),
        {**PRIOR, "severity": "none"},
    ]
    cells: list[Record] = [{}]
    while len(cells) < rows:
        at = random.randrange(len(cells))
        halves = halved(cells[at], random)
        if halves:
            cells[at : at + 1] = halves
    tiers = [
        {
            "desc": f"第{seq}种情形",
            "when": cell,
            "penalties": [{"kind": "罚款", "amount": {"type": "fixed", "value": 500 + seq}}],
        }
        for seq, cell in enumerate(cells)
    ]
    return record(f"WIDE-{rows}", factors, tiers, {"type": "fixed", "min": 500, "max": 500 + rows})


def halved(cell: Record, random: Random) -> list[Record]:
    """Return a cell cut in two along one factor, or nothing where that is too narrow."""
    key = random.choice(("place", "x", "y", "z", "prior"))
    if key == "place":
        values = cell.get(key, PLACES)
        at = random.randrange(len(values))
        return [{**cell, key: values[:at]}, {**cell, key: values[at:]}] if at else []
    own = cell.get(key, {})
    low, high = own.get("ge", 0), own.get("lt", 10000)
    if high - low < 2:
        return []
    end = random.randrange(low + 1, high)
    return [{**cell, key: {**own, "lt": end}}, {**cell, key: {**own, "ge": end}}]


def spoiled(table: Record, count: int) -> Iterator[Record]:
    """Yield the table with some tiers widened, then with some left out."""
    random = Random(count)
    chosen = set(random.sample(range(len(table["tiers"])), count))
    yield {
        **table,
        "tiers": [
            {**row, "when": widened(row["when"])} if at in chosen else row
            for at, row in enumerate(table["tiers"])
        ],
    }
    left = [row for at, row in enumerate(table["tiers"]) if at not in chosen]
    rows = [{**row, "seq": seq} for seq, row in enumerate(left, 1)]
    yield {**table, "tiers": rows, "tier_count": len(rows)}


def widened(when: Record) -> Record:
    """Return a condition without its last cell."""
    return dict(list(when.items())[:-1])
