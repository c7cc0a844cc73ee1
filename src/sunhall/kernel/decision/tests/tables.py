"""Small records of the schema `discretion/v1`, for the tests of the proofs."""

from random import Random
from typing import Any

from sunhall.kernel.decision.checking import Report, check_document
from sunhall.kernel.decision.findings import Finding, Kind
from sunhall.kernel.decision.model import Benchmark
from sunhall.kernel.decision.reading import read_benchmark

Record = dict[str, Any]

AREA: Record = {
    "key": "area",
    "name": "占用面积",
    "type": "number",
    "unit": "平方米",
    "domain": {"min": 0, "max": None, "min_open": True},
    "role": "factor",
}
PRIOR: Record = {
    "key": "prior",
    "name": "前12个月内同类处罚次数",
    "type": "count",
    "unit": "次",
    "domain": {"min": 0, "max": None},
    "role": "factor",
}
PLACE: Record = {
    "key": "place",
    "name": "占用位置",
    "type": "enum",
    "domain": {"values": ["人行道", "机动车道"]},
    "role": "factor",
}
GOODS: Record = {
    "key": "goods",
    "name": "货值",
    "type": "number",
    "unit": "元",
    "domain": {"min": 0, "max": None},
    "role": "factor",
}
INCOME: Record = {**GOODS, "key": "income", "name": "违法所得"}
PRICE: Record = {**GOODS, "key": "price", "name": "合同价款", "role": "base"}


def dice(seed: int) -> Random:
    """Return dice that fall alike in every run."""
    return Random(seed)  # noqa: S311


def fixed(yuan: float) -> Record:
    """Return a fine of so many yuan."""
    return {"kind": "罚款", "amount": {"type": "fixed", "value": yuan}}


def fine(kind: str, coefficient: float, base: str | list[str], **more: object) -> Record:
    """Return a fine by a formula."""
    word = {"multiple": "factor", "percent": "percent"}.get(kind, "rate")
    return {"kind": "罚款", "amount": {"type": kind, word: coefficient, "base": base, **more}}


def tier(when: Record, *penalties: Record | float, desc: str = "符合下列条件") -> Record:
    """Return one row; a bare number is a fixed fine."""
    return {
        "desc": desc,
        "when": when,
        "penalties": [p if isinstance(p, dict) else fixed(p) for p in penalties],
    }


def law(
    low: float,
    high: float,
    when: object = None,
    *,
    kind: str = "fixed",
    is_optional: bool = False,
    **more: object,
) -> Record:
    """Return one statutory range."""
    return {
        "id": "S1",
        "when": when or {},
        "fine": {"type": kind, "min": low, "max": high, **more},
        "fine_optional": is_optional,
    }


def table(factors: list[Record], tiers: list[Record], *statutory: Record, **more: object) -> Record:
    """Return a whole record; without a range of its own any fine is lawful, or none."""
    return {
        "code": "T-001",
        "name": "测试事项",
        "department": "测试部门",
        "type": "行政处罚",
        "no_discretion": False,
        "provenance": "illustrative",
        "provenance_note": "",
        "basis": [{"law": "测试用条例", "article": "第一条"}],
        "statutory": list(statutory) or [law(0, 10**12, is_optional=True)],
        "factors": factors,
        "tier_count": len(tiers),
        "tiers": [{"seq": seq, **row} for seq, row in enumerate(tiers, 1)],
        **more,
    }


def benchmark(record: Record) -> Benchmark:
    """Return the benchmark of a sound record."""
    read, faults = read_benchmark(record)
    assert not faults, [fault.message for fault in faults]
    assert read is not None
    return read


def report(
    factors: list[Record], tiers: list[Record], *statutory: Record, **more: object
) -> Report:
    """Return the report of a whole record."""
    return check_document(table(factors, tiers, *statutory, **more))


def kinds(checked: Report) -> list[Kind]:
    """Return the kinds of all findings."""
    return [finding.kind for finding in checked.findings]


def only(checked: Report) -> Finding:
    """Return the one finding there is."""
    assert len(checked.findings) == 1, [finding.message for finding in checked.findings]
    return checked.findings[0]
