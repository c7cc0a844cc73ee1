"""The worked example that stands in the template, to be written over."""

from sunhall.kernel.decision.formats.loaded import Document


def _tier(seq: int, desc: str, when: Document, yuan: int) -> Document:
    fine = {"kind": "罚款", "amount": {"type": "fixed", "value": yuan}}
    return {"seq": seq, "desc": desc, "when": when, "penalties": [fine], "measures": ["责令改正"]}


EXAMPLE: Document = {
    "code": "SL-001",
    "name": "示例：擅自占用人行道从事经营活动",
    "department": "示例部门",
    "type": "行政处罚",
    "no_discretion": False,
    "provenance": "illustrative",
    "provenance_note": "模板里的示例，请改写",
    "basis": [{"law": "示例条例", "year": 2024, "article": "第一条", "role": "罚则"}],
    "statutory": [
        {
            "id": "S1",
            "when": {"prior": {"eq": 0}},
            "fine": {"type": "fixed", "min": 200, "max": 1000},
            "fine_optional": False,
        },
        {
            "id": "S2",
            "when": {"prior": {"ge": 1}},
            "fine": {"type": "fixed", "min": 1000, "max": 2000},
            "fine_optional": False,
        },
    ],
    "factors": [
        {
            "key": "area",
            "name": "占用面积",
            "type": "number",
            "unit": "平方米",
            "domain": {"min": 0, "max": None, "min_open": True, "max_open": False},
            "role": "factor",
            "severity": "ascending",
        },
        {
            "key": "prior",
            "name": "前12个月内同类处罚次数",
            "type": "count",
            "unit": "次",
            "domain": {"min": 0, "max": None},
            "role": "factor",
            "severity": "ascending",
        },
        {
            "key": "place",
            "name": "占用位置",
            "type": "enum",
            "domain": {"values": ["人行道", "盲道"]},
            "role": "factor",
            "severity": "none",
        },
    ],
    "tier_count": 5,
    "tiers": [
        _tier(
            1,
            "占用人行道不足5平方米，无同类处罚",
            {"area": {"lt": 5}, "prior": {"eq": 0}, "place": ["人行道"]},
            200,
        ),
        _tier(
            2,
            "占用人行道5平方米以上，无同类处罚",
            {"area": {"ge": 5}, "prior": {"eq": 0}, "place": ["人行道"]},
            600,
        ),
        _tier(3, "占用盲道，无同类处罚", {"prior": {"eq": 0}, "place": ["盲道"]}, 1000),
        _tier(
            4,
            "占用面积不足5平方米，同类处罚1次以上",
            {"area": {"lt": 5}, "prior": {"ge": 1}, "place": ["人行道", "盲道"]},
            1500,
        ),
        _tier(
            5, "占用面积5平方米以上，同类处罚1次以上", {"area": {"ge": 5}, "prior": {"ge": 1}}, 2000
        ),
    ],
}
