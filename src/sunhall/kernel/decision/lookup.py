"""Find the rows of a table that admit one value of one factor: one bisection, one bit mask."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from operator import xor
from typing import Any

from sunhall.kernel.decision.model import Cell, Choice, Factor, Interval, Value

RESOLUTION = Decimal("0.000001")
"""No two facts lie closer: numbers have at most six decimals."""
_DAY = timedelta(days=1)

Cut = tuple[Any, bool]
"""A value, and whether the cut is just after it (else just before it)."""


class _Masks(dict[Value, int]):
    """The rows that admit each choice; a value nobody declared is admitted by none."""

    def __missing__(self, value: Value) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Line:
    """An ordered factor: `cuts` divide its values into cells, `masks[i]` are the rows of cell i.

    `starts` are the cuts as first values of the cell behind them, for bisection.
    """

    factor: Factor
    cuts: tuple[Cut, ...]
    masks: tuple[int, ...]
    starts: tuple[Value, ...]

    def mask(self, value: Value) -> int:
        """Return the rows that admit a value, as bits."""
        return self.masks[bisect_right(self.starts, value)]


@dataclass(frozen=True, slots=True)
class Selection:
    """An enumerated factor: `masks` are the rows of each choice."""

    factor: Factor
    masks: _Masks

    def mask(self, value: Value) -> int:
        """Return the rows that admit a value, as bits."""
        return self.masks[value]


Lookup = Line | Selection


def lookup(factor: Factor, cells: Sequence[Cell | None]) -> Lookup:
    """Return the lookup of one factor in rows of cells; `None` admits the whole domain.

    A value outside the domain is admitted by no row.
    """
    if isinstance(factor.domain, Choice):
        return _selection(factor, factor.domain, cells)
    return _line(factor, factor.domain, cells)


def is_idle(one: Lookup) -> bool:
    """Tell whether every value whatever is admitted by the same rows."""
    return isinstance(one, Line) and not one.cuts


def finder(lookups: Iterable[Lookup], rows: int) -> Callable[[Any], int]:
    """Return the function from facts to the rows that admit all of them, as bits.

    The function raises `KeyError` where a fact is missing.
    """
    everything = (1 << rows) - 1
    busy = [one for one in lookups if not is_idle(one)]
    lines = tuple((one.factor.key, one.starts, one.masks) for one in busy if isinstance(one, Line))
    selections = tuple((one.factor.key, one.masks) for one in busy if isinstance(one, Selection))

    def find(facts: Any) -> int:
        mask = everything
        for key, masks in selections:
            mask &= masks[facts[key]]
        for key, starts, line_masks in lines:
            mask &= line_masks[bisect_right(starts, facts[key])]
        return mask

    return find


def _selection(factor: Factor, domain: Choice, cells: Sequence[Cell | None]) -> Selection:
    masks = _Masks(dict.fromkeys(domain.values, 0))
    for row, cell in enumerate(cells):
        for choice in (domain if not isinstance(cell, Choice) else cell).values:
            if choice in masks:
                masks[choice] |= 1 << row
    return Selection(factor, masks)


def _line(factor: Factor, domain: Interval, cells: Sequence[Cell | None]) -> Line:
    intervals = [cell if isinstance(cell, Interval) else Interval() for cell in cells]
    cuts = sorted({cut for one in (domain, *intervals) for cut in _cuts(one) if cut is not None})
    places = {cut: place for place, cut in enumerate(cuts, 1)}
    toggles = [0] * (len(cuts) + 1)
    for row, one in enumerate(intervals):
        _toggle(toggles, places, one, 1 << row)
    everything = (1 << len(cells)) - 1
    inside = [0] * (len(cuts) + 1)
    _toggle(inside, places, domain, everything)
    masks = (
        mask & admitted
        for mask, admitted in zip(accumulate(toggles, xor), accumulate(inside, xor), strict=True)
    )
    return Line(factor, tuple(cuts), tuple(masks), tuple(_start(cut) for cut in cuts))


def _toggle(toggles: list[int], places: dict[Cut, int], one: Interval, bits: int) -> None:
    low, high = _cuts(one)
    start = 0 if low is None else places[low]
    stop = len(toggles) if high is None else places[high]
    if start < stop:
        toggles[start] ^= bits
        if stop < len(toggles):
            toggles[stop] ^= bits


def _cuts(one: Interval) -> tuple[Cut | None, Cut | None]:
    low = None if one.low is None else (one.low, not one.low_closed)
    high = None if one.high is None else (one.high, one.high_closed)
    return low, high


def _start(cut: Cut) -> Value:
    value, is_after = cut
    if not is_after:
        return value  # type: ignore[no-any-return]
    return value + (_DAY if isinstance(value, date) else RESOLUTION)  # type: ignore[no-any-return]
