"""Read one item of the schema `discretion/v1` into a benchmark, naming every fault with its place.

The schema is the law pack's, and three additions of the house: a factor's `severity` and `step`,
and an item's `exemptions`.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from sunhall.kernel.decision.conditions import (
    read_box,
    read_cell,
    read_factor,
    read_key,
    read_word,
)
from sunhall.kernel.decision.document import TEXT_LENGTH, Faults, Node, TooLargeError, plain, shown
from sunhall.kernel.decision.findings import Finding, Kind, Listed
from sunhall.kernel.decision.formulas import AmountReader
from sunhall.kernel.decision.model import (
    Basis,
    Benchmark,
    Box,
    Exemption,
    Factor,
    FactorType,
    Gate,
    Level,
    Penalty,
    Provenance,
    Role,
    Scoring,
    StatutoryRange,
    Tier,
)

_ITEM = "code name department provenance provenance_note basis factors tier_count"
_OPTIONAL = "type no_discretion statutory gate exemptions notes model expected_findings"
_SCORING = "start_percent amount_rule statutory_percent clamp_to_statutory"
_CODE = re.compile(r"[^\s/\\]{1,64}")
_MOST_DAYS = 36_500
_FIXED_BY = {"罚款": "amount", "行政拘留": "days"}
_MEASURED = re.compile(r"罚款|拘留|\d+\D{0,3}(至|到|[-~—～]|以上|以下)")


def read_benchmark(document: Mapping[str, Any]) -> tuple[Benchmark | None, list[Finding]]:
    """Return the benchmark of one item, and all that is wrong with the record.

    The benchmark is `None` where no table can be made of the record. With findings beside a
    benchmark the rest can still be examined, but the item is faulty all the same.
    """
    try:
        record = plain(document)
    except TooLargeError:
        faults = Faults("")
        Node(None, "", faults).refuse(_("这条记录嵌套过深或者过大，请拆分"))
        return None, faults.findings
    code = record.get("code") if isinstance(record, dict) else None
    faults = Faults(shown(code))
    benchmark = _Reader(Node(record, "", faults)).benchmark()
    return (benchmark if faults.is_readable else None), faults.findings


class _Reader:
    """Reads one item; the factors are read first, for everything else speaks of them."""

    def __init__(self, item: Node) -> None:
        self.item = item
        self.is_scoring = item["model"].value is not None
        self.factors: dict[str, Factor] = {}
        self.amounts = AmountReader(self.factors)

    def benchmark(self) -> Benchmark | None:
        """Return the benchmark; it only counts where no fault made the item unreadable."""
        item = self.item
        model = f"model {_SCORING}" if self.is_scoring else "tiers"
        if not item.fields(required=f"{_ITEM} {model}", optional=_OPTIONAL):
            return None
        item["type"].text()
        self._read_factors(item["factors"])
        gate = self._gate(item["gate"]) if "gate" in item else None
        scoring = self._scoring() if self.is_scoring else None
        return Benchmark(
            code=self._code(item["code"]),
            name=item["name"].text(required=True, limit=400),
            department=item["department"].text(required=True),
            provenance=read_word(item["provenance"], Provenance, Provenance.ILLUSTRATIVE),
            provenance_note=item["provenance_note"].text(limit=TEXT_LENGTH),
            has_no_discretion=item["no_discretion"].flag(),
            bases=tuple(_basis(node) for node in item["basis"].entries(at_least=1)),
            tiers=() if self.is_scoring else self._tiers(item["tiers"]),
            scoring=scoring,
            statutory=self._statutory(item["statutory"]),
            gate=gate,
            exemptions=tuple(self._exemption(node) for node in item["exemptions"].entries()),
            notes=item["notes"].text(limit=TEXT_LENGTH),
            factors=tuple(self.factors.values()),
            document=item.value,
        )

    def _code(self, node: Node) -> str:
        code = node.text(required=True)
        if code and not _CODE.fullmatch(code):
            node.refuse(_("事项编码“%(value)s”不得含空格或斜线，至多 64 字"))
        return code

    def _read_factors(self, nodes: Node) -> None:
        for node in nodes.entries():
            factor = read_factor(node)
            if factor is None:
                node.faults.unread_factors.add(shown(node["key"].value))
                continue
            if factor.key in self.factors:
                node["key"].refuse(_("要素代号 %(value)s 重复"))
            if "levels" in node and not (self.is_scoring and factor.role is Role.FACTOR):
                node["levels"].remark(_("只有计分模型的裁量要素才有 levels"))
            self.factors.setdefault(factor.key, factor)

    def _tiers(self, nodes: Node) -> tuple[Tier, ...]:
        tiers = tuple(
            self._tier(node, seq) for seq, node in enumerate(nodes.entries(at_least=1), 1)
        )
        self._check_count(len(tiers))
        return tiers

    def _tier(self, node: Node, seq: int) -> Tier:
        node.fields(required="seq desc penalties", optional="when measures note")
        if "seq" in node and node["seq"].whole() not in (seq, None):
            node["seq"].remark(
                _("序号须从 1 起依次排列，此处应为 %(seq)s，现为 %(value)s"), seq=seq
            )
        return Tier(
            seq=seq,
            description=node["desc"].text(required=True, limit=500),
            when=read_box(node["when"], self.factors, Role.FACTOR, may_be_empty=True),
            penalties=tuple(self._penalty(entry) for entry in node["penalties"].entries()),
            measures=_texts(node["measures"]),
            note=node["note"].text(limit=TEXT_LENGTH),
        )

    def _penalty(self, node: Node) -> Penalty:
        node.fields(required="kind", optional="amount days months ban_years min max")
        kind = node["kind"].text(required=True)
        measure = _FIXED_BY.get(kind)
        if "min" in node or "max" in node:
            node.refuse(
                _("“%(value)s”是幅度，不是确定的处罚；请按要素分档，每档写一个数额"),
                kind=Kind.NOT_FIXED,
            )
        elif measure and measure not in node:
            node.refuse(
                _("%(penalty)s没有写明确定的数额（%(field)s）"),
                kind=Kind.NOT_FIXED,
                penalty=kind,
                field=measure,
            )
        elif measure is None and _MEASURED.search(kind):
            node["kind"].refuse(
                _("“%(value)s”把处罚的轻重写进了种类；请写 kind: 罚款，数额写在 amount 中"),
                kind=Kind.NOT_FIXED,
            )
        return Penalty(
            kind=kind,
            amount=self.amounts.amount(node["amount"]) if "amount" in node else None,
            days=_duration(node["days"]),
            months=_duration(node["months"]),
            ban_years=_duration(node["ban_years"]),
        )

    def _statutory(self, nodes: Node) -> tuple[StatutoryRange, ...]:
        if nodes.value in (None, []) and not self.is_scoring:
            nodes.remark(_("没有写明法定幅度（statutory），无法证明处罚在法定幅度之内"))
        return tuple(self._range(node) for node in nodes.entries())

    def _range(self, node: Node) -> StatutoryRange:
        node.fields(required="id when", nullable="fine", optional="fine_optional text")
        minimum, maximum = self.amounts.range(node["fine"])
        return StatutoryRange(
            id=node["id"].text(required=True),
            when=self._union(node["when"]),
            minimum=minimum,
            maximum=maximum,
            is_fine_optional=node["fine_optional"].flag(),
            text=node["text"].text(limit=TEXT_LENGTH),
        )

    def _union(self, node: Node) -> tuple[Box, ...]:
        boxes = node.entries(at_least=1) if isinstance(node.value, list) else [node]
        return tuple(read_box(box, self.factors, Role.FACTOR) for box in boxes)

    def _gate(self, node: Node) -> Gate | None:
        if not node.fields(required="factor must else", optional="name type unit domain"):
            return None
        key = read_key(node["factor"])
        factor = self.factors.get(key) or self._gate_factor(node, key)
        if factor is None:
            return None
        must = node["must"].value
        if factor.type.is_ordered or factor.role is Role.BASE:
            node["factor"].refuse(
                _("前置条件的要素 %(value)s 须是 boolean 或 enum 类型，且不是基数")
            )
        elif not isinstance(must, str | bool) or must not in factor.choices:
            choices = Listed(tuple(map(shown, factor.choices)))
            node["must"].refuse(_("“%(value)s”不在取值中：%(choices)s"), choices=choices)
        return Gate(
            factor=key,
            must=must if isinstance(must, str | bool) else True,
            otherwise=node["else"].text(required=True, limit=500),
        )

    def _gate_factor(self, node: Node, key: str) -> Factor | None:
        record = {name: value for name, value in node.value.items() if name in _GATE_FACTOR}
        record = {"key": key, "type": FactorType.BOOLEAN.value, **record}
        factor = read_factor(Node(record, node.place, node.faults), role=Role.GATE)
        if factor is not None:
            self.factors[key] = factor
        return factor

    def _exemption(self, node: Node) -> Exemption:
        node.fields(required="id name law when", optional="measures")
        return Exemption(
            id=node["id"].text(required=True),
            name=node["name"].text(required=True),
            law=node["law"].text(required=True),
            when=self._claim(node["when"]),
            measures=_texts(node["measures"]),
        )

    def _claim(self, node: Node) -> Box:
        box = read_box(node, self.factors, Role.GATE)
        if node.value == {}:
            node.refuse(_("不予处罚的情形须写明条件"))
        return box

    def _scoring(self) -> Scoring | None:
        item = self.item
        if item["model"].value != "scoring":
            item["model"].refuse(_("模型只能是 scoring（计分），分档时请删去此字段"))
            return None
        percents = item["statutory_percent"]
        percents.fields(required="min max")
        low, high = percents["min"].number(least=0), percents["max"].number(least=0)
        if low is not None and high is not None and low > high:
            percents.refuse(_("下限 %(low)s 大于上限 %(high)s"), low=low, high=high)
        full_amount = self.amounts.full_amount(item["amount_rule"])
        levels = {
            node["key"].value: self._levels(node, self.factors[node["key"].value])
            for node in item["factors"].entries()
            if self._is_scored(node)
        }
        self._check_count(sum(map(len, levels.values())))
        return Scoring(
            start_percent=item["start_percent"].number(least=0) or Decimal(0),
            minimum_percent=low or Decimal(0),
            maximum_percent=high or Decimal(0),
            is_clamped=item["clamp_to_statutory"].flag(),
            full_amount=full_amount,
            levels=levels,
            formula=item["amount_rule"]["formula"].text(),
        )

    def _is_scored(self, node: Node) -> bool:
        key = node["key"].value
        factor = self.factors.get(key) if isinstance(key, str) else None
        return factor is not None and factor.role is Role.FACTOR

    def _levels(self, node: Node, factor: Factor) -> tuple[Level, ...]:
        levels = []
        for entry in node["levels"].entries(at_least=1):
            entry.fields(required="when percent", optional="label")
            cell = read_cell(entry["when"], factor)
            percent = entry["percent"].number()
            if cell is not None and percent is not None:
                levels.append(Level(when=cell, percent=percent, label=entry["label"].text()))
        return tuple(levels)

    def _check_count(self, count: int) -> None:
        node = self.item["tier_count"]
        if "tier_count" in self.item and node.whole() not in (count, None):
            node.remark(_("实际有 %(count)s 档，与 tier_count 的 %(value)s 不符"), count=count)


_GATE_FACTOR = {"name", "type", "unit", "domain"}


def _basis(node: Node) -> Basis:
    node.fields(required="law article", optional="year role certainty source gist")
    return Basis(
        law=node["law"].text(required=True),
        article=node["article"].text(required=True),
        year=node["year"].whole(least=1949, most=2100) if "year" in node else None,
        role=node["role"].text(),
        certainty=node["certainty"].text(),
        source=node["source"].text(limit=500),
        gist=node["gist"].text(limit=TEXT_LENGTH),
    )


def _texts(nodes: Node) -> tuple[str, ...]:
    return tuple(node.text(required=True, limit=500) for node in nodes.entries())


def _duration(node: Node) -> int | None:
    if node.value is None:
        return None
    if isinstance(node.value, str | list | dict):
        node.refuse(_("“%(value)s”不是一个确定的数，请按要素分档写定"), kind=Kind.NOT_FIXED)
        return None
    return node.whole(least=1, most=_MOST_DAYS)
