"""Cut a factor's domain into atoms, so that every cell of a table is a set of bits.

A cut is a place between two values: `(10, 0)` lies just below 10 and `(10, 1)` just above it, so
the single value 10 is a stretch like any other, and a table that forgot it has a gap there. Whole
numbers, stepped numbers and dates are cut below the value. All arithmetic is exact.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol

from sunhall.kernel.decision.model import (
    Cell,
    Choice,
    Factor,
    FactorType,
    Interval,
    Severity,
    Value,
)

Mask = int
Cut = tuple[Decimal, int]

_SOME_DAY = Decimal(date(2025, 1, 1).toordinal())


class Axis(Protocol):
    """One factor's domain in atoms; a mask has one bit for each."""

    factor: Factor
    full: Mask

    def mask(self, cell: Cell) -> Mask:
        """Return the atoms of the domain that a cell takes."""

    def cell(self, mask: Mask) -> Cell:
        """Return the cell of a mask; along a line, the stretch from its first to its last atom."""

    def sample(self, mask: Mask) -> Value:
        """Return a value of the mask's first atom."""

    def run(self, free: Mask, seed: Mask) -> Mask:
        """Return the free atoms that make one cell together with the seed."""

    @property
    def is_ranked(self) -> bool:
        """Tell whether it is declared which way the factor grows worse."""


def axis_of(factor: Factor, cells: Iterable[Cell]) -> Axis:
    """Return the axis of a factor, cut wherever one of the cells ends."""
    return Line(factor, cells) if factor.type.is_ordered else Row(factor)


class Row:
    """The choices of an enumeration or a boolean, one atom each."""

    def __init__(self, factor: Factor) -> None:
        self.factor = factor
        self.bits = {choice: 1 << index for index, choice in enumerate(factor.choices)}
        self.full = (1 << len(self.bits)) - 1

    def mask(self, cell: Cell) -> Mask:
        """Return the bits of the chosen values."""
        mask = 0
        if isinstance(cell, Choice):
            for value in cell.values:
                mask |= self.bits.get(value, 0)
        return mask

    def cell(self, mask: Mask) -> Cell:
        """Return the values of the bits."""
        return Choice(frozenset(value for value, bit in self.bits.items() if bit & mask))

    def sample(self, mask: Mask) -> Value:
        """Return the first value."""
        return next(value for value, bit in self.bits.items() if bit & mask)

    def run(self, free: Mask, seed: Mask) -> Mask:
        """Return everything that is free: a set needs no order."""
        return free | seed

    @property
    def is_ranked(self) -> bool:
        """Tell whether the choices are declared to grow worse."""
        return self.factor.severity in (Severity.ASCENDING, Severity.DESCENDING)


class Line:
    """An ordered domain in stretches: `cuts[i]` to `cuts[i + 1]` is atom i; `None` is no end."""

    def __init__(self, factor: Factor, cells: Iterable[Cell]) -> None:
        self.factor = factor
        self.step = Decimal(1) if factor.type is FactorType.DATE else factor.step
        domain = factor.domain if isinstance(factor.domain, Interval) else Interval()
        low, high = self._cuts(domain)
        # The cells are kept beside their cuts, so that no other cell can come to have their ids.
        self.known = {id(cell): (cell, self._cuts(cell)) for cell in cells}
        inner = {cut for _cell, cuts in self.known.values() for cut in cuts if cut is not None}
        kept = [
            cut
            for cut in sorted(inner)
            if (low is None or cut > low) and (high is None or cut < high)
        ]
        self.cuts: list[Cut | None] = [low, *kept, high]
        self.place = {cut: index for index, cut in enumerate(kept, 1)}
        self.full = (1 << len(self.cuts) - 1) - 1

    def mask(self, cell: Cell) -> Mask:
        """Return the bits between the cell's two cuts."""
        known = self.known.get(id(cell))
        low, high = known[1] if known else self._cuts(cell)
        first = 0 if low is None else self._index(low)
        last = len(self.cuts) - 1 if high is None else self._index(high)
        return (1 << last) - (1 << first) if first < last else 0

    def cell(self, mask: Mask) -> Cell:
        """Return the interval from the first bit to the last."""
        low = self.cuts[_lowest(mask)]
        high = self.cuts[mask.bit_length()]
        if self.step is not None:
            last = None if high is None else self._value(high[0] - self.step)
            return Interval(None if low is None else self._value(low[0]), last)
        return Interval(
            None if low is None else low[0],
            None if high is None else high[0],
            low is None or low[1] == 0,
            high is None or high[1] == 1,
        )

    def sample(self, mask: Mask) -> Value:
        """Return the least value of the first atom, or one that people would pick."""
        first = _lowest(mask)
        low, high = self.cuts[first], self.cuts[first + 1]
        if self.step is not None:
            start = _SOME_DAY if self.factor.type is FactorType.DATE else Decimal(0)
            return self._value(_first_of(low, high, self.step, start))
        if low is not None and low[1] == 0:
            return low[0]
        if high is not None and high[1] == 1:
            return high[0]
        if low is None or high is None:
            return _first_of(low, high, Decimal(1), Decimal(0)) + (1 if low else 0)
        whole = (low[0] + 1).to_integral_value(rounding="ROUND_FLOOR")
        return whole if whole < high[0] else (low[0] + high[0]) / 2

    def run(self, free: Mask, seed: Mask) -> Mask:
        """Return the unbroken stretch of free atoms around the seed."""
        run = seed
        while grown := ((run << 1) | (run >> 1)) & free & ~run:
            run |= grown
        return run

    @property
    def is_ranked(self) -> bool:
        """Tell whether it is declared which way the factor grows worse."""
        return self.factor.severity in (Severity.ASCENDING, Severity.DESCENDING)

    def _index(self, cut: Cut) -> int:
        index = self.place.get(cut)
        if index is not None:
            return index
        low = self.cuts[0]
        if low is not None and cut <= low:
            return 0
        # A cut that is not known lies beyond the domain's upper end: all inner ones were given.
        return len(self.cuts) - 1

    def _cuts(self, cell: Cell) -> tuple[Cut | None, Cut | None]:
        if not isinstance(cell, Interval):
            return None, None
        low, high, step = cell.low, cell.high, self.step
        if step is None:
            return (
                None if low is None else (low, 0 if cell.low_closed else 1),  # type: ignore[return-value]
                None if high is None else (high, 1 if cell.high_closed else 0),
            )
        return (
            None if low is None else (_least(low, step, is_in=cell.low_closed), 0),
            None if high is None else (_least(high, step, is_in=not cell.high_closed), 0),
        )

    def _value(self, number: Decimal) -> Decimal | date:
        return date.fromordinal(int(number)) if self.factor.type is FactorType.DATE else number


def _least(end: Decimal | date, step: Decimal, *, is_in: bool) -> Decimal:
    """Return the least multiple of the step from the end on, or beyond it where it is not in."""
    number = Decimal(end.toordinal()) if isinstance(end, date) else end
    rest = number % step
    if rest:
        return number - rest + (step if number > 0 else 0)
    return number if is_in else number + step


def _first_of(low: Cut | None, high: Cut | None, step: Decimal, start: Decimal) -> Decimal:
    """Return the least number between two cuts; without a lower one the start, or what is below."""
    if low is not None:
        return low[0]
    return start if high is None else min(start, high[0] - step)


def _lowest(mask: Mask) -> int:
    return (mask & -mask).bit_length() - 1
