"""Read amounts: a tier's fine, a statute's lower and upper end, a scoring's full amount."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from sunhall.kernel.decision.amounts import YUAN
from sunhall.kernel.decision.document import Node
from sunhall.kernel.decision.findings import Kind, Listed
from sunhall.kernel.decision.model import (
    Amount,
    AmountType,
    Factor,
    FactorType,
    Interval,
    Role,
)

ZERO = Amount(type=AmountType.FIXED, coefficient=Decimal(0))

MOST_BASES = 4

_COEFFICIENT = {
    AmountType.FIXED: "value",
    AmountType.MULTIPLE: "factor",
    AmountType.PERCENT: "percent",
    AmountType.PER_UNIT: "rate",
    AmountType.STEP: "rate",
}
_SCORE = "裁量百分值总和"
_NUMBER = re.compile(r"(?P<number>\d{1,15}(\.\d{1,6})?)\s*(?P<unit>万元|元|%|)")
_UNITS = {"万元": Decimal(10000), "元": Decimal(1), "": Decimal(1), "%": Decimal(1)}


@dataclass(frozen=True, slots=True)
class AmountReader:
    """Reads amounts over the factors of one item; a formula may add the factor it names."""

    factors: dict[str, Factor]

    def amount(self, node: Node) -> Amount:
        """Return the formula of a tier's fine."""
        if "min" in node or "max" in node:
            _refuse_range(node)
            return ZERO
        amount_type = self._type(node)
        if amount_type is None:
            return ZERO
        field = _COEFFICIENT[amount_type]
        node.fields(required=f"type {field}", optional=_optional(amount_type))
        return self._formula(node, amount_type, _fixed(node[field]))

    def range(self, node: Node) -> tuple[Amount | None, Amount | None]:
        """Return the least and the most the statute allows; both `None` where it allows no fine."""
        if node.value is None:
            return None, None
        amount_type = self._type(node)
        if amount_type is None:
            return None, None
        ends = ("rate", "rate") if "rate" in node else ("min", "max")
        node.fields(required=" ".join({"type", *ends}), optional=_optional(amount_type))
        low, high = (node[end].number(least=0) for end in ends)
        if low is not None and high is not None and low > high:
            node.refuse(_("法定下限 %(low)s 大于上限 %(high)s"), low=low, high=high)
        return self._formula(node, amount_type, low), self._formula(node, amount_type, high)

    def full_amount(self, node: Node) -> Amount:
        """Return the fine at 100 %: a formula in words, or an amount like a tier's."""
        if "formula" not in node:
            return self.amount(node)
        node.fields(required="formula")
        formula = node["formula"]
        head, *parts = [part.strip() for part in re.split("[×*]", formula.text(limit=400))]
        if head != _SCORE or not parts:
            formula.refuse(
                _("公式“%(value)s”须写作“裁量百分值总和 × 数额”或“裁量百分值总和 × 基数 × 百分比”")
            )
            return ZERO
        return self._product(formula, parts)

    def _product(self, node: Node, parts: list[str]) -> Amount:
        coefficient, bases, is_percent = Decimal(1), [], False
        for part in parts:
            match = _NUMBER.fullmatch(part)
            if match is None:
                bases.append(self._quantity(node, part))
                continue
            coefficient *= Decimal(match["number"]) * _UNITS[match["unit"]]
            is_percent = is_percent or match["unit"] == "%"
        if sum(part.endswith("%") for part in parts) > 1 or None in bases:
            node.refuse(_("公式“%(value)s”不能由机器计算"), kind=Kind.UNTYPED)
            return ZERO
        if not bases:
            fixed = coefficient / 100 if is_percent else coefficient
            return Amount(type=AmountType.FIXED, coefficient=fixed)
        return Amount(
            type=AmountType.PERCENT if is_percent else AmountType.MULTIPLE,
            coefficient=coefficient,
            bases=tuple(base for base in bases if base),
        )

    def _quantity(self, node: Node, name: str) -> str | None:
        for factor in self.factors.values():
            if name in (factor.key, factor.name):
                return factor.key
        if not name.isidentifier():
            return None
        self.factors[name] = Factor(
            key=name,
            name=name,
            type=FactorType.NUMBER,
            domain=Interval(Decimal(0)),
            role=Role.BASE,
            unit=YUAN,
        )
        return name

    def _type(self, node: Node) -> AmountType | None:
        value = node.value
        if isinstance(value, dict) and "type" in value:
            if isinstance(value["type"], str) and value["type"] in set(AmountType):
                return AmountType(value["type"])
            if node["type"].value == "range":
                _refuse_range(node)
                return None
            node["type"].refuse(
                _("数额类型“%(value)s”不在可用的词中：%(words)s"), words=Listed(tuple(AmountType))
            )
        elif isinstance(value, str | list | dict):
            _refuse_range(node)
        else:
            node.refuse(_("数额须写作 {type: fixed, value: 500} 的形式，现为“%(value)s”"))
        return None

    def _formula(self, node: Node, amount_type: AmountType, coefficient: Decimal | None) -> Amount:
        step = node["step"].number(least=0) if "step" in node else None
        if step == 0:
            node["step"].refuse(_("每档的数量须大于 0"))
        if node["rounding"].value not in (None, "floor"):
            node["rounding"].refuse(_("取整只能是 floor（不足一档的不计），现为“%(value)s”"))
        return Amount(
            type=amount_type,
            coefficient=coefficient or Decimal(0),
            bases=() if amount_type is AmountType.FIXED else self._bases(node["base"]),
            step=step,
            base_floor=node["base_floor"].number(least=0) if "base_floor" in node else None,
            cap=node["cap"].number(least=0) if "cap" in node else None,
        )

    def _bases(self, node: Node) -> tuple[str, ...]:
        if node.value is None:
            node.refuse(_("缺少基数（base），请写明要素代号"))
            return ()
        nodes = list(node.entries(at_least=1)) if isinstance(node.value, list) else [node]
        if len(nodes) > MOST_BASES:
            node.refuse(_("一个数额至多有 %(most)s 个基数"), most=MOST_BASES)
        return tuple(base for base in map(self._base, nodes) if base)

    def _base(self, node: Node) -> str:
        key = node.text(required=True)
        factor = self.factors.get(key)
        if factor is None and key and key not in node.faults.unread_factors:
            node.refuse(
                _("基数 %(value)s 不在要素中，现有要素：%(known)s"),
                known=Listed(tuple(self.factors)),
            )
        elif factor and factor.type not in (FactorType.NUMBER, FactorType.COUNT):
            node.refuse(_("基数 %(value)s 须是 number 或 count 类型的要素"))
        return key


def _optional(amount_type: AmountType) -> str:
    if amount_type is AmountType.FIXED:
        return "cap"
    if amount_type is AmountType.STEP:
        return "base cap step rounding base_floor"
    return "base cap base_floor"


def _fixed(node: Node) -> Decimal | None:
    if isinstance(node.value, str | list | dict):
        _refuse_range(node)
        return None
    return node.number(least=0)


def _refuse_range(node: Node) -> None:
    node.refuse(
        _("“%(value)s”不是一个确定的数额；请按要素分档，每档写一个数额或者公式"),
        kind=Kind.NOT_FIXED,
    )
