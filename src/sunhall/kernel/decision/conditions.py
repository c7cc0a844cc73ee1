"""Read factors, their domains, and the cells of a condition."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext_noop as _

from sunhall.kernel.decision.document import NAME_LENGTH, Node, shown
from sunhall.kernel.decision.findings import Kind, Listed
from sunhall.kernel.decision.model import (
    Box,
    Cell,
    Choice,
    Factor,
    FactorType,
    Interval,
    Role,
    Severity,
)
from sunhall.kernel.decision.words import lexicon

End = Decimal | date | None

_FACTOR_FIELDS = "type domain role unit severity step levels"
_OPERATORS = ("ge", "gt", "le", "lt", "eq")
_KEY_LENGTH = 64
_EXPECTED = {
    bool: _("此处须为 true 或 false，现为“%(value)s”"),
    str: _("此处须为文字，现为“%(value)s”"),
}
_NO_CHOICE = _("“%(value)s”不在%(name)s的取值中：%(choices)s")
_SENTENCE = _("条件“%(value)s”是一句话，不能由机器判断；请用 ge、gt、le、lt、eq 写成区间")
_SENTENCES = {
    FactorType.BOOLEAN: _("条件“%(value)s”是一句话，不能由机器判断；%(name)s请写 true 或 false"),
    FactorType.ENUM: _("条件“%(value)s”是一句话，不能由机器判断；%(name)s的取值有：%(choices)s"),
}

Word = TypeVar("Word", bound=StrEnum)


def read_factor(node: Node, *, role: Role = Role.FACTOR) -> Factor | None:
    """Return the factor a record declares; `None` where its key, type or domain is unusable."""
    if not node.fields(required="key name", optional=_FACTOR_FIELDS):
        return None
    key = read_key(node["key"])
    factor_type = _type(node["type"])
    if not key or factor_type is None:
        return None
    step = _step(node["step"], factor_type)
    choices, domain = _domain(node["domain"], factor_type, step)
    if domain is None:
        return None
    return Factor(
        key=key,
        name=node["name"].text(required=True),
        type=factor_type,
        domain=domain,
        role=read_word(node["role"], Role, role),
        unit=node["unit"].text(),
        choices=choices,
        step=step,
        severity=_severity(node["severity"], factor_type),
    )


def read_key(node: Node) -> str:
    """Return a factor's key: a word of letters, digits and underscores, in any script."""
    key = node.text(limit=NAME_LENGTH, required=True)
    if key and not (key.isidentifier() and len(key) <= _KEY_LENGTH):
        node.refuse(_("要素代号“%(value)s”须由文字、数字和下划线组成，不以数字开头，至多 64 字"))
        return ""
    return key


def read_box(
    node: Node, factors: Mapping[str, Factor], *allowed: Role, may_be_empty: bool = False
) -> Box:
    """Return the cells of a condition over factors of the allowed roles.

    Where it may be empty, a cell that no value can meet is left for the proof to tell of.
    """
    parts = node.value if isinstance(node.value, list) else [node.value]
    if node.value is None:
        node.refuse(_("没有写明条件，不能由机器判断；各档都适用时请写 {}"), kind=Kind.UNTYPED)
        return {}
    if any(isinstance(part, str) for part in parts):
        node.refuse(
            _("条件“%(value)s”是一句话，不能由机器判断；请改为按要素写明的区间或取值"),
            kind=Kind.UNTYPED,
        )
        return {}
    if not isinstance(node.value, dict):
        node.refuse(_("条件须按要素写明区间或取值，现为“%(value)s”"))
        return {}
    box: dict[str, Cell] = {}
    for key in node.value:
        factor = _named(node[key], key, factors, allowed)
        cell = read_cell(node[key], factor, may_be_empty=may_be_empty) if factor else None
        if cell is not None:
            box[key] = cell
    return box


def read_cell(node: Node, factor: Factor, *, may_be_empty: bool = False) -> Cell | None:
    """Return the interval or the set a condition states for one factor."""
    if _is_sentence(node.value, factor):
        _refuse_value(node, factor, is_a_sentence=True)
        return None
    if factor.type.is_ordered:
        cell: Cell | None = _interval(node, factor, may_be_empty=may_be_empty)
    else:
        cell = _choice(node, factor)
    if cell is not None and not may_be_empty and _is_outside(cell, factor.domain):
        node.refuse(
            _("“%(value)s”与%(name)s的值域没有交集，任何事实都不会落入，请改正条件或者值域"),
            name=factor.name,
        )
        return None
    return cell


def is_empty(interval: Interval, step: Decimal | None) -> bool:
    """Tell whether an interval holds no value at all, counting in whole steps where there are."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return False
    if low > high:  # type: ignore[operator]
        return True
    if low == high:
        return not (interval.low_closed and interval.high_closed)
    if interval.low_closed or interval.high_closed:
        return False
    if isinstance(low, date) or isinstance(high, date):
        return low + timedelta(days=1) == high  # type: ignore[operator]
    return step is not None and high - low <= step


def meet(one: Interval, other: Interval) -> Interval:
    """Return the part two intervals share; it may be empty."""
    low, low_closed = _tighter(
        (one.low, one.low_closed), (other.low, other.low_closed), is_low=True
    )
    high, high_closed = _tighter(
        (one.high, one.high_closed), (other.high, other.high_closed), is_low=False
    )
    return Interval(low, high, low_closed, high_closed)


def _tighter(one: tuple[End, bool], other: tuple[End, bool], *, is_low: bool) -> tuple[End, bool]:
    if one[0] is None or other[0] is None:
        return other if one[0] is None else one
    if one[0] == other[0]:
        return one[0], one[1] and other[1]
    return one if (one[0] > other[0]) == is_low else other  # type: ignore[operator]


def _is_outside(cell: Cell, domain: Cell) -> bool:
    if isinstance(cell, Interval) and isinstance(domain, Interval):
        return is_empty(meet(cell, domain), None)
    return False


def _named(
    node: Node, key: str, factors: Mapping[str, Factor], allowed: tuple[Role, ...]
) -> Factor | None:
    factor = factors.get(key)
    if factor is None and key in node.faults.unread_factors:
        return None
    if factor is None:
        near = get_close_matches(key, list(factors), n=1)
        if near:
            node.refuse(
                _("没有代号为 %(key)s 的要素，是否应为 %(near)s？"), key=shown(key), near=near[0]
            )
        else:
            node.refuse(_("没有代号为 %(key)s 的要素，请先在 factors 中声明"), key=shown(key))
    elif factor.role not in allowed:
        node.refuse(
            _("要素 %(key)s 的用途（role）是 %(role)s，不能写在这里的条件中"),
            key=key,
            role=factor.role.value,
        )
    return factor


def _type(node: Node) -> FactorType | None:
    if isinstance(node.value, str) and node.value in set(FactorType):
        return FactorType(node.value)
    if node.value is None:
        node.refuse(
            _("要素没有类型；请写明 number、count、enum、boolean 或 date"), kind=Kind.UNTYPED
        )
    else:
        node.refuse(
            _("要素类型“%(value)s”不能由机器判断；请改为 number、count、enum、boolean 或 date"),
            kind=Kind.UNTYPED,
        )
    return None


def read_word(node: Node, words: type[Word], default: Word) -> Word:
    """Return one of a few words; `default` where it is missing or unknown."""
    if node.value is None:
        return default
    if isinstance(node.value, str) and node.value in set(words):
        return words(node.value)
    node.refuse(_("“%(value)s”不在可用的词中：%(words)s"), words=Listed(tuple(words)))
    return default


def _severity(node: Node, factor_type: FactorType) -> Severity:
    undeclared = Severity.UNDECLARED if factor_type.is_ordered else Severity.NONE
    severity = read_word(node, Severity, undeclared)
    if node.value == Severity.UNDECLARED:
        node.refuse(_("须写明 ascending、descending 或 none，现为“%(value)s”"))
    return severity


def _step(node: Node, factor_type: FactorType) -> Decimal | None:
    if factor_type is FactorType.COUNT:
        return Decimal(1)
    if node.value is None:
        return None
    step = node.number()
    if factor_type is not FactorType.NUMBER:
        node.refuse(_("只有 number 类型的要素才有最小单位"))
    elif step is not None and step <= 0:
        node.refuse(_("最小单位须大于 0，现为 %(value)s"))
        return None
    return step


def _domain(
    node: Node, factor_type: FactorType, step: Decimal | None
) -> tuple[tuple[str | bool, ...], Cell | None]:
    if factor_type is FactorType.BOOLEAN and node.value is None:
        return (False, True), Choice(frozenset((False, True)))
    if not factor_type.is_ordered:
        return _choices(node, factor_type)
    if node.value is None:
        node.refuse(_("缺少值域（domain），请写明 min 和 max，没有上限时 max 写 null"))
        return (), None
    if not node.fields(nullable="min max", optional="min_open max_open"):
        return (), None
    domain = Interval(
        _end(node["min"], factor_type, step),
        _end(node["max"], factor_type, step),
        not node["min_open"].flag(),
        not node["max_open"].flag(),
    )
    if factor_type is FactorType.COUNT and (domain.low is None or domain.low < Decimal(0)):  # type: ignore[operator]
        node.refuse(_("次数、个数不会小于 0，请把值域的 min 写为 0 以上的整数"))
    if is_empty(domain, step):
        node.refuse(_("值域是空的：%(value)s"))
        return (), None
    return (), domain


def _choices(node: Node, factor_type: FactorType) -> tuple[tuple[str | bool, ...], Cell | None]:
    if not node.fields(required="values"):
        return (), None
    kind = bool if factor_type is FactorType.BOOLEAN else str
    choices: list[str | bool] = []
    for entry in node["values"].entries(at_least=1):
        if not isinstance(entry.value, kind):
            entry.refuse(_EXPECTED[kind])
        elif entry.value in choices:
            entry.refuse(_("取值“%(value)s”重复"))
        elif kind is bool or entry.text(required=True):
            choices.append(entry.value)
    if kind is bool:
        choices.sort()
    return tuple(choices), Choice(frozenset(choices)) if choices else None


def _end(node: Node, factor_type: FactorType, step: Decimal | None) -> End:
    if node.value is None:
        return None
    if factor_type is FactorType.DATE:
        return node.moment()
    number = node.number()
    if number is not None and step and number % step:
        node.refuse(_("%(value)s 不是最小单位 %(step)s 的整数倍"), step=step)
    return number


def _is_sentence(value: object, factor: Factor) -> bool:
    """Tell whether a condition is words for people, where a machine needs ends or choices."""
    if isinstance(value, dict):
        return any(isinstance(part, str) for key, part in value.items() if key not in _OPERATORS)
    if not isinstance(value, str) or factor.type is FactorType.DATE:
        return False
    return factor.type.is_ordered or not get_close_matches(value, map(shown, factor.choices), n=1)


def _interval(node: Node, factor: Factor, *, may_be_empty: bool) -> Interval | None:
    value = node.value
    if not isinstance(value, dict | list | bool) and value is not None:
        end = _end(node, factor.type, factor.step)
        return None if end is None else Interval(end, end)
    if not isinstance(value, dict) or not value:
        node.refuse(_("%(name)s的条件须是用 ge、gt、le、lt、eq 写的区间"), name=factor.name)
        return None
    if not node.fields(optional=" ".join(_OPERATORS)) or not set(value) <= set(_OPERATORS):
        node.faults.is_readable = False
        return None
    return _bounded(node, factor, may_be_empty=may_be_empty)


def _bounded(node: Node, factor: Factor, *, may_be_empty: bool) -> Interval | None:
    value = node.value
    if ("ge" in value and "gt" in value) or ("le" in value and "lt" in value):
        node.refuse(_("同一端只能写一个界限：%(value)s"))
        return None
    if "eq" in value and len(value) > 1:
        node.refuse(_("写了 eq 就不能再写其他界限：%(value)s"))
        return None
    ends = {key: _bound(node[key], factor) for key in value}
    if None in ends.values():
        for key in (key for key in value if value[key] is None):
            node[key].refuse(_("界限不能为空；没有界限时请删去 %(key)s"), key=key)
        return None
    interval = _interval_of(ends)
    if is_empty(interval, factor.step):
        node.remark(_("区间是空的，没有任何数值落入：%(value)s"))
        node.faults.is_readable &= may_be_empty
    _remark_far_ends(node, ends, factor)
    return interval


def _bound(node: Node, factor: Factor) -> End:
    if isinstance(node.value, str) and factor.type is not FactorType.DATE:
        _refuse_value(node, factor, is_a_sentence=True)
        return None
    return _end(node, factor.type, factor.step)


def _interval_of(ends: Mapping[str, End]) -> Interval:
    if "eq" in ends:
        return Interval(ends["eq"], ends["eq"])
    return Interval(
        ends.get("ge", ends.get("gt")),
        ends.get("le", ends.get("lt")),
        "gt" not in ends,
        "lt" not in ends,
    )


def _remark_far_ends(node: Node, ends: Mapping[str, End], factor: Factor) -> None:
    for key, end in ends.items():
        if end is not None and is_empty(meet(Interval(end, end), closed(factor.domain)), None):
            node[key].remark(_("界限 %(value)s 在%(name)s的值域之外"), name=factor.name)


def closed(domain: Cell) -> Interval:
    """Return the interval of a domain with its ends counted in."""
    return Interval(domain.low, domain.high) if isinstance(domain, Interval) else Interval()


def _choice(node: Node, factor: Factor) -> Choice | None:
    if isinstance(node.value, dict) or node.value is None:
        node.refuse(_("%(name)s的条件须是取值的列表，现为“%(value)s”"), name=factor.name)
        return None
    entries = list(node.entries(at_least=1)) if isinstance(node.value, list) else [node]
    found: list[str | bool] = []
    for entry in entries:
        if not isinstance(entry.value, str | bool) or entry.value not in factor.choices:
            _refuse_choice(entry, factor)
        elif entry.value in found:
            entry.refuse(_("取值“%(value)s”重复"))
        else:
            found.append(entry.value)
    return Choice(frozenset(found)) if found else None


def _refuse_choice(node: Node, factor: Factor) -> None:
    is_a_sentence = isinstance(node.value, str) and (
        factor.type is FactorType.BOOLEAN or lexicon().find(node.value) is not None
    )
    _refuse_value(node, factor, is_a_sentence=is_a_sentence)


def _refuse_value(node: Node, factor: Factor, *, is_a_sentence: bool) -> None:
    node.refuse(
        _SENTENCES.get(factor.type, _SENTENCE) if is_a_sentence else _NO_CHOICE,
        kind=Kind.UNTYPED if is_a_sentence else Kind.SCHEMA,
        name=factor.name,
        choices=Listed(tuple(map(shown, factor.choices))),
    )
