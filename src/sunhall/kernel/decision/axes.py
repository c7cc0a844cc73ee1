"""Cut a factor's domain into atoms, so that every cell of a table is a set of bits.

A cut is a place between two values: `(10, False)` lies just below 10 and `(10, True)` just above
it, so the single value 10 is a stretch like any other, and a table that forgot it has a gap there.
Whole numbers, stepped numbers and dates are cut below the value. All arithmetic is exact.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

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
Cut = tuple[Decimal, bool]

_BELOW_ALL: Cut = (Decimal("-Infinity"), False)
_ABOVE_ALL: Cut = (Decimal("Infinity"), True)
_EVERYTHING = _BELOW_ALL, _ABOVE_ALL
_SOME_DAY = Decimal(date(2025, 1, 1).toordinal())


class Axis(Protocol):
    """One factor's domain in atoms; a mask has one bit for each.

    `masks` are those of the cells that the axis was made of, in their order.
    """

    factor: Factor
    full: Mask
    masks: list[Mask]

    def mask(self, cell: Cell | None) -> Mask:
        """Return the atoms that a cell takes; no cell takes all of them.

        A line knows no other ends than those of the cells that it was made of.
        """

    def cell(self, mask: Mask) -> Cell:
        """Return the cell of a mask; along a line, the stretch from its first to its last atom."""

    def sample(self, mask: Mask) -> Value:
        """Return a value of the mask's first atom."""

    def run(self, free: Mask, seed: Mask) -> Mask:
        """Return the free atoms that make one cell together with the seed."""

    @property
    def is_ranked(self) -> bool:
        """Tell whether it is declared which way the factor grows worse."""


def axis_of(factor: Factor, cells: Iterable[Cell | None]) -> Axis:
    """Return the axis of a factor, cut wherever one of the cells ends."""
    return Line(factor, cells) if isinstance(factor.domain, Interval) else Row(factor, cells)


class Row:
    """The choices of an enumeration or a boolean, one atom each."""

    def __init__(self, factor: Factor, cells: Iterable[Cell | None] = ()) -> None:
        self.factor = factor
        self.bits = {choice: 1 << index for index, choice in enumerate(factor.choices)}
        self.full = (1 << len(self.bits)) - 1
        self.masks = [self.mask(cell) for cell in cells]

    def mask(self, cell: Cell | None) -> Mask:
        """Return the bits of the chosen values."""
        if cell is None:
            return self.full
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
    """An ordered domain in stretches: `cuts[i]` to `cuts[i + 1]` is atom i."""

    def __init__(self, factor: Factor, cells: Iterable[Cell | None]) -> None:
        self.factor = factor
        self.step = Decimal(1) if factor.type is FactorType.DATE else factor.step
        domain, *ends = _ends([factor.domain, *cells], self.step)
        cuts = sorted(set(domain).union(*ends))
        low, high = domain
        first, last = cuts.index(low), cuts.index(high)
        self.cuts = cuts[first : last + 1]
        self.full = full = (1 << last - first) - 1
        # The atoms below each cut; what lies outside of the domain has none.
        below = {cut: (1 << index) - 1 >> first & full for index, cut in enumerate(cuts)}
        self.masks = [below[high] & ~below[low] for low, high in ends]
        self.below = below

    def mask(self, cell: Cell | None) -> Mask:
        """Return the bits between the cell's two cuts."""
        if not isinstance(cell, Interval):
            return self.full
        ((low, high),) = _ends([cell], self.step)
        return self.below[high] & ~self.below[low]

    def cell(self, mask: Mask) -> Cell:
        """Return the interval from the first bit to the last."""
        low, is_above_low = self.cuts[_lowest(mask)]
        high, is_above_high = self.cuts[mask.bit_length()]
        if self.step is not None:
            return Interval(self._value(low), self._value(high - self.step))
        return Interval(self._value(low), self._value(high), not is_above_low, is_above_high)

    def sample(self, mask: Mask) -> Value:
        """Return the least value of the first atom, or one that people would pick."""
        first = _lowest(mask)
        (low, is_above_low), (high, is_above_high) = self.cuts[first : first + 2]
        if self.factor.type is FactorType.DATE:
            return date.fromordinal(int(_first_of(low, high, Decimal(1), _SOME_DAY)))
        if self.step is not None:
            return _first_of(low, high, self.step, Decimal(0))
        if low.is_finite() and not is_above_low:
            return low
        if high.is_finite() and is_above_high:
            return high
        if not (low.is_finite() and high.is_finite()):
            return _first_of(low + 1, high, Decimal(1), Decimal(0))
        whole = (low + 1).to_integral_value(rounding="ROUND_FLOOR")
        return whole if whole < high else (low + high) / 2

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

    def _value(self, number: Decimal) -> Decimal | date | None:
        if not number.is_finite():
            return None
        return date.fromordinal(int(number)) if self.factor.type is FactorType.DATE else number


def _ends(cells: Iterable[Any], step: Decimal | None) -> list[tuple[Cut, Cut]]:
    """Return the cuts between which each interval lies; `None` is everything."""
    if step is None:
        return [
            _EVERYTHING
            if cell is None
            else (
                _BELOW_ALL if cell.low is None else (cell.low, not cell.low_closed),
                _ABOVE_ALL if cell.high is None else (cell.high, cell.high_closed),
            )
            for cell in cells
        ]
    return [
        _EVERYTHING
        if cell is None
        else (
            _BELOW_ALL if cell.low is None else (_least(cell.low, step, cell.low_closed), False),
            _ABOVE_ALL
            if cell.high is None
            else (_least(cell.high, step, not cell.high_closed), False),
        )
        for cell in cells
    ]


def _least(end: Decimal | date, step: Decimal, is_in: bool) -> Decimal:
    """Return the least multiple of the step from the end on, or beyond it where it is not in."""
    number = Decimal(end.toordinal()) if isinstance(end, date) else end
    rest = number % step
    if rest:
        return number - rest + (step if number > 0 else 0)
    return number if is_in else number + step


def _first_of(low: Decimal, high: Decimal, step: Decimal, start: Decimal) -> Decimal:
    """Return the low end; where there is none the start, or what is a step below the high end."""
    return low if low.is_finite() else min(start, high - step)


def _lowest(mask: Mask) -> int:
    return (mask & -mask).bit_length() - 1
