"""Say intervals, sets, boxes and facts as people write them, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from sunhall.kernel.decision.findings import as_plain
from sunhall.kernel.decision.model import (
    Benchmark,
    Box,
    Cell,
    Choice,
    Factor,
    FactorType,
    Facts,
    Interval,
    Value,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Later(Generic[T]):
    """Words that are only found when they are read, in the language of now.

    Finding them takes far longer than to decide, and many decisions are never read.
    """

    words: Callable[[], T]
    language: str | None = field(default_factory=translation.get_language)

    def __call__(self) -> T:
        """Return the words."""
        with translation.override(self.language):
            return self.words()


def number_in_words(number: Decimal | int) -> str:
    """Return a number as people write it: thousands set apart, no idle zeros."""
    text = f"{Decimal(number):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


DOCUMENTS_LANGUAGE = "zh-hans"
"""The language of official documents, whatever language their readers choose."""

UNITS = {
    "元": npgettext_lazy("unit", "元", "元"),
    "次": npgettext_lazy("unit", "次", "次"),
    "人": npgettext_lazy("unit", "人", "人"),
    "个": npgettext_lazy("unit", "个", "个"),
    "项": npgettext_lazy("unit", "项", "项"),
    "处": npgettext_lazy("unit", "处", "处"),
    "种": npgettext_lazy("unit", "种", "种"),
    "小时": npgettext_lazy("unit", "小时", "小时"),
    "日": npgettext_lazy("unit", "日", "日"),
    "月": npgettext_lazy("unit", "月", "月"),
    "厘米": npgettext_lazy("unit", "厘米", "厘米"),
    "米": npgettext_lazy("unit", "米", "米"),
    "平方米": npgettext_lazy("unit", "平方米", "平方米"),
    "立方米": npgettext_lazy("unit", "立方米", "立方米"),
    "公斤": npgettext_lazy("unit", "公斤", "公斤"),
    "千克": npgettext_lazy("unit", "千克", "千克"),
    "吨": npgettext_lazy("unit", "吨", "吨"),
    "吨/日": npgettext_lazy("unit", "吨/日", "吨/日"),
}
"""The units that have a name in every language; any other is shown as the table writes it."""

KINDS = {
    "警告": gettext_lazy("警告"),
    "通报批评": gettext_lazy("通报批评"),
    "罚款": gettext_lazy("罚款"),
    "没收违法所得": gettext_lazy("没收违法所得"),
    "没收非法财物": gettext_lazy("没收非法财物"),
    "责令停产停业": gettext_lazy("责令停产停业"),
    "吊销许可证": gettext_lazy("吊销许可证"),
    "吊销营业执照": gettext_lazy("吊销营业执照"),
    "行政拘留": gettext_lazy("行政拘留"),
}
"""The kinds of penalties that have a name in every language."""


def unit_in_words(unit: str, number: Decimal | int = 1) -> str:
    """Return a unit in the reader's language, as it stands after that number."""
    return str(UNITS[unit] % (1 if number == 1 else 2)) if unit in UNITS else unit


def kind_in_words(kind: str) -> str:
    """Return a kind of penalty in the reader's language.

    Law: 行政处罚法 第九条.
    """
    return str(KINDS.get(kind, kind))


def value_in_words(factor: Factor, value: Value) -> str:
    """Return one value of a factor, with its unit."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        if not factor.unit:
            return number_in_words(value)
        words = {"number": number_in_words(value), "unit": unit_in_words(factor.unit, value)}
        return _("%(number)s%(unit)s") % words
    return str(value)


def cell_in_words(factor: Factor, cell: Cell | None) -> str:
    """Return a cell without its factor's name; “不限” where it takes the whole domain."""
    if cell is None or _is_whole(factor, cell):
        return _("不限")
    if isinstance(cell, Choice):
        chosen = [choice for choice in factor.choices if choice in cell.values]
        return _("或者").join(value_in_words(factor, choice) for choice in chosen)
    return _interval_in_words(factor, cell)


def box_in_words(benchmark: Benchmark, box: Box) -> str:
    """Return a condition in words, in the order of the factors; “任何情形” where it has none."""
    return str(BoxInWords(benchmark.factors, box))


def facts_in_words(benchmark: Benchmark, facts: Facts) -> str:
    """Return recorded facts in words, in the order of the factors."""
    return str(FactsInWords(benchmark.factors, facts))


@dataclass(frozen=True, slots=True)
class BoxInWords:
    """A box that waits for its reader's language."""

    factors: tuple[Factor, ...]
    box: Box

    def __str__(self) -> str:
        """Return the box in words."""
        parts = (
            _named(factor, cell_in_words(factor, cell))
            for factor, cell in _paired(self.factors, self.box)
            if not _is_whole(factor, cell)
        )
        return _("、").join(parts) or _("任何情形")

    def as_plain(self) -> dict[str, Any]:
        """Return the box in the document's schema."""
        return {
            factor.key: _cell_as_plain(cell) for factor, cell in _paired(self.factors, self.box)
        }


@dataclass(frozen=True, slots=True)
class FactsInWords:
    """A set of facts that waits for its reader's language."""

    factors: tuple[Factor, ...]
    facts: Facts

    def __str__(self) -> str:
        """Return the facts in words."""
        parts = (
            _named(factor, value_in_words(factor, value))
            for factor, value in _paired(self.factors, self.facts)
        )
        return _("、").join(parts) or _("任何情形")

    def as_plain(self) -> dict[str, Any]:
        """Return the facts as plain JSON."""
        return {key: as_plain(value) for key, value in self.facts.items()}


@dataclass(frozen=True, slots=True)
class MoneyInWords:
    """An amount of yuan that waits for its reader's language."""

    yuan: Decimal

    def __str__(self) -> str:
        """Return the amount with its unit."""
        return _("%(amount)s元") % {"amount": number_in_words(self.yuan)}

    def as_plain(self) -> Any:
        """Return the amount in yuan."""
        return as_plain(self.yuan)


@dataclass(frozen=True, slots=True)
class PercentInWords:
    """A percentage that waits for its reader's language."""

    percent: Decimal

    def __str__(self) -> str:
        """Return the percentage with its sign."""
        return f"{number_in_words(self.percent)}%"

    def as_plain(self) -> Any:
        """Return the percentage points."""
        return as_plain(self.percent)


def _paired(factors: Iterable[Factor], values: Mapping[str, Any]) -> list[tuple[Factor, Any]]:
    return [(factor, values[factor.key]) for factor in factors if factor.key in values]


def _named(factor: Factor, words: str) -> str:
    if factor.type in (FactorType.ENUM, FactorType.BOOLEAN):
        return _("%(name)s为%(value)s") % {"name": factor.name, "value": words}
    return _("%(name)s%(value)s") % {"name": factor.name, "value": words}


def _is_whole(factor: Factor, cell: Cell) -> bool:
    if cell == factor.domain:
        return True
    return isinstance(cell, Choice) and cell.values >= set(factor.choices)


def _interval_in_words(factor: Factor, cell: Interval) -> str:
    low, high = _counted(factor, cell)
    if cell.low is not None and low == high:
        return _("恰为%(value)s") % {"value": low}
    ends = {"low": low, "high": high}
    if cell.high is None:
        return (_("%(low)s以上") if cell.low_closed else _("超过%(low)s")) % ends
    if cell.low is None:
        return (_("%(high)s以下") if cell.high_closed else _("不足%(high)s")) % ends
    if _is_counted(factor) and cell.low_closed and cell.high_closed:
        return _("%(low)s至%(high)s") % ends
    return _TWO_ENDED[cell.low_closed, cell.high_closed]() % ends


_TWO_ENDED = {
    (True, True): lambda: _("%(low)s以上%(high)s以下"),
    (True, False): lambda: _("%(low)s以上不足%(high)s"),
    (False, True): lambda: _("超过%(low)s至%(high)s"),
    (False, False): lambda: _("超过%(low)s不足%(high)s"),
}


def _counted(factor: Factor, cell: Interval) -> tuple[str, str]:
    low = "" if cell.low is None else value_in_words(factor, cell.low)
    high = "" if cell.high is None else value_in_words(factor, cell.high)
    return low, high


def _is_counted(factor: Factor) -> bool:
    return factor.type in (FactorType.COUNT, FactorType.DATE)


def _cell_as_plain(cell: Cell) -> Any:
    if isinstance(cell, Choice):
        return sorted(cell.values, key=str)
    ends = {}
    if cell.low is not None:
        ends["ge" if cell.low_closed else "gt"] = as_plain(cell.low)
    if cell.high is not None:
        ends["le" if cell.high_closed else "lt"] = as_plain(cell.high)
    return ends
