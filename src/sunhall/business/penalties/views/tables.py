"""A benchmark's table as people read it: every condition and every sanction in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sunhall.kernel.decision.amounts import describe
from sunhall.kernel.decision.deciding import Decision
from sunhall.kernel.decision.model import (
    Benchmark,
    Cell,
    Factor,
    FactorType,
    Facts,
    Interval,
    Penalty,
    StatutoryRange,
    Tier,
)
from sunhall.kernel.decision.wording import (
    box_in_words,
    cell_in_words,
    kind_in_words,
    number_in_words,
    unit_in_words,
    value_in_words,
)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A condition in words; `is_repeated` where the row above says the same."""

    label: str
    words: str
    is_repeated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """One tier: its conditions, and everything that follows from it."""

    seq: int
    cells: tuple[ShownCell, ...]
    penalties: tuple[str, ...]
    measures: str
    note: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The tiers under the names of the factors that tell them apart."""

    heads: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    has_measures: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLevel:
    """One weight of a scored factor."""

    factor: str
    is_repeated: bool
    words: str
    percent: Decimal
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownFactor:
    """A fact the table asks for, and how it is counted."""

    name: str
    kind: str
    values: str


def show_table(table: Benchmark, decision: Decision | None = None) -> ShownTable:
    """Return the tiers in words, the reached one marked."""
    used = {key for tier in table.tiers for key in tier.when}
    factors = [factor for factor in table.factors if factor.key in used]
    rows = []
    before: tuple[str, ...] = ()
    for tier in table.tiers:
        words = tuple(cell_in_words(factor, tier.when.get(factor.key)) for factor in factors)
        is_chosen = decision is not None and decision.tier == tier.seq
        rows.append(_row(table, tier, _cells(factors, words, before), is_chosen))
        before = words
    heads = tuple(factor.name for factor in factors)
    return ShownTable(heads, tuple(rows), any(row.measures for row in rows))


def show_levels(table: Benchmark, facts: Facts = MappingProxyType({})) -> list[ShownLevel]:
    """Return the weights of a scoring in words, those that the facts reach marked."""
    if table.scoring is None:
        return []
    shown = []
    for key, levels in table.scoring.levels.items():
        factor = table.factor(key)
        for index, level in enumerate(levels):
            shown.append(
                ShownLevel(
                    factor=factor.name,
                    is_repeated=index > 0,
                    words=cell_in_words(factor, level.when),
                    percent=level.percent,
                    is_chosen=key in facts and facts[key] in level.when,
                )
            )
    return shown


def show_factors(table: Benchmark) -> list[ShownFactor]:
    """Return what is asked for, and which values are admissible."""
    return [
        ShownFactor(factor.name, _(_KINDS[factor.type]), _domain_in_words(factor))
        for factor in table.factors
    ]


def show_range(table: Benchmark, statutory: StatutoryRange) -> dict[str, str]:
    """Return what the law allows, and where."""
    boxes = [box_in_words(table, box) for box in statutory.when]
    return {
        "when": _("；或者").join(boxes),
        "fine": _fine_in_words(table, statutory),
        "text": statutory.text,
    }


def show_gate(table: Benchmark) -> str:
    """Return what must hold before the table applies; empty where nothing must."""
    if table.gate is None:
        return ""
    factor = table.factor(table.gate.factor)
    if table.gate.must is True:
        return factor.name
    return _("%(name)s：%(value)s") % {
        "name": factor.name,
        "value": value_in_words(factor, table.gate.must),
    }


def penalty_in_words(penalty: Penalty, factors: Mapping[str, Factor]) -> str:
    """Return one kind of penalty with its measure: “罚款 500 元”."""
    parts = [kind_in_words(penalty.kind)]
    if penalty.amount is not None:
        parts.append(describe(penalty.amount, factors))
    if penalty.days is not None:
        parts.append(_("%(count)s 日") % {"count": penalty.days})
    if penalty.months is not None:
        parts.append(_("%(count)s 个月") % {"count": penalty.months})
    if penalty.ban_years is not None:
        parts.append(_("%(count)s 年内不得重新取得") % {"count": penalty.ban_years})
    return " ".join(parts)


_KINDS = {
    FactorType.NUMBER: gettext_noop("数值"),
    FactorType.COUNT: gettext_noop("次数或数目"),
    FactorType.ENUM: gettext_noop("类别"),
    FactorType.BOOLEAN: gettext_noop("是或否"),
    FactorType.DATE: gettext_noop("日期"),
}


def _cells(
    factors: Iterable[Factor], words: tuple[str, ...], before: tuple[str, ...]
) -> tuple[ShownCell, ...]:
    """Return the cells; one repeats the row above while all cells to its left do."""
    shown, is_repeated = [], bool(before)
    for index, factor in enumerate(factors):
        is_repeated = is_repeated and words[index] == before[index]
        shown.append(ShownCell(factor.name, words[index], is_repeated))
    return tuple(shown)


def _row(table: Benchmark, tier: Tier, cells: tuple[ShownCell, ...], is_chosen: bool) -> ShownRow:
    factors = {factor.key: factor for factor in table.factors}
    return ShownRow(
        seq=tier.seq,
        cells=cells,
        penalties=tuple(penalty_in_words(penalty, factors) for penalty in tier.penalties),
        measures=_("、").join(tier.measures),
        note=tier.note,
        is_chosen=is_chosen,
    )


def _fine_in_words(table: Benchmark, statutory: StatutoryRange) -> str:
    factors = {factor.key: factor for factor in table.factors}
    if statutory.minimum is None or statutory.maximum is None:
        return _("不得罚款")
    low, high = describe(statutory.minimum, factors), describe(statutory.maximum, factors)
    text = low if low == high else _("%(low)s 至 %(high)s") % {"low": low, "high": high}
    return _("%(range)s，也可以不罚款") % {"range": text} if statutory.is_fine_optional else text


def _domain_in_words(factor: Factor) -> str:
    if factor.type is FactorType.BOOLEAN:
        return ""
    if factor.choices:
        return _("、").join(value_in_words(factor, choice) for choice in factor.choices)
    parts = [_("单位：%(unit)s") % {"unit": unit_in_words(factor.unit, 2)}] if factor.unit else []
    parts += _bounds_in_words(factor, factor.domain)
    if factor.step is not None and factor.type is FactorType.NUMBER:
        parts.append(_("最小单位 %(step)s") % {"step": number_in_words(factor.step)})
    return _("；").join(parts)


def _bounds_in_words(factor: Factor, domain: Cell) -> list[str]:
    if not isinstance(domain, Interval):
        return []
    parts = []
    if domain.low is not None:
        template = _("不小于 %(value)s") if domain.low_closed else _("大于 %(value)s")
        parts.append(template % {"value": value_in_words(factor, domain.low)})
    if domain.high is not None:
        template = _("不大于 %(value)s") if domain.high_closed else _("小于 %(value)s")
        parts.append(template % {"value": value_in_words(factor, domain.high)})
    return parts
