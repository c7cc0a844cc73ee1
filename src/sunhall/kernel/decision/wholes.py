"""Exact sums of money over columns: whole numbers over one denominator, never a float."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sunhall.kernel.decision.model import Amount, AmountType

MICRO = 10**6

_MICRO_LIMIT = 9 * 10**9
_SAFE = 1 << 62
_LARGEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Wholes:
    """Fractions `numbers / denominator`; Python's own whole numbers where 64 bits do not do."""

    numbers: NDArray[Any]
    denominator: int = 1

    @staticmethod
    def zeros(count: int) -> "Wholes":
        """Return so many zeros."""
        return Wholes(np.zeros(count, dtype=np.int64))

    @staticmethod
    def of(column: NDArray[Any]) -> "Wholes":
        """Return a column of numbers that `is_exact` admits."""
        if column.dtype.kind == "f":
            return Wholes(np.rint(column * MICRO).astype(np.int64), MICRO)
        return Wholes(column)

    def times(self, other: "Wholes | Fraction") -> "Wholes":
        """Return the products."""
        if isinstance(other, Fraction):
            numbers = _room(self.numbers, abs(other.numerator)) * other.numerator
            return Wholes(numbers, self.denominator * other.denominator)
        numbers = _room(self.numbers, _peak(other.numbers)) * other.numbers
        return Wholes(numbers, self.denominator * other.denominator)

    def plus(self, other: "Wholes") -> "Wholes":
        """Return the sums of whole numbers, both over 1."""
        return Wholes(_room(self.numbers, 2) + _room(other.numbers, 2))

    def at_least(self, least: Fraction) -> "Wholes":
        """Return the greater of each and a bound."""
        finer = self._finer(least)
        return Wholes(np.maximum(finer.numbers, finer.of_one(least)), finer.denominator)

    def at_most(self, most: Fraction) -> "Wholes":
        """Return the smaller of each and a bound."""
        finer = self._finer(most)
        return Wholes(np.minimum(finer.numbers, finer.of_one(most)), finer.denominator)

    def floored(self) -> "Wholes":
        """Return the whole numbers not above."""
        return Wholes(_beside(self.numbers, self.denominator) // self.denominator)

    def of_one(self, value: Fraction) -> int:
        """Return the numerator of a value over this denominator."""
        return int(value * self.denominator)

    def fitting(self, otherwise: int) -> NDArray[np.int64]:
        """Return whole numbers as `int64`, another in place of those that do not fit."""
        if self.numbers.dtype != object:
            return self.numbers
        fits = self.numbers <= _LARGEST
        return np.where(fits, self.numbers, otherwise).astype(np.int64)

    def _finer(self, value: Fraction) -> "Wholes":
        factor = (value * self.denominator).denominator
        numbers = _room(self.numbers, factor) * factor
        denominator = self.denominator * factor
        return Wholes(_beside(numbers, int(value * denominator)), denominator)


def exact_amounts(amount: Amount, columns: Mapping[str, NDArray[Any]], rows: int) -> Wholes:
    """Return the amounts in yuan before they are rounded."""
    value = Wholes(np.ones(rows, dtype=np.int64))
    for key in amount.bases:
        value = value.times(Wholes.of(columns[key]))
    if amount.base_floor is not None:
        value = value.at_least(Fraction(amount.base_floor))
    if amount.type is AmountType.STEP and amount.step:
        value = value.times(1 / Fraction(amount.step)).floored()
    coefficient = Fraction(amount.coefficient)
    value = value.times(coefficient / 100 if amount.type is AmountType.PERCENT else coefficient)
    return value if amount.cap is None else value.at_most(Fraction(amount.cap))


def is_exact(column: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which numbers have at most six decimals; of a float of 9·10^9 or more nobody knows."""
    if column.dtype.kind != "f":
        return np.ones(len(column), dtype=np.bool_)
    is_small = np.abs(column) < _MICRO_LIMIT
    micro = np.rint(np.where(is_small, column, 0) * MICRO)
    return np.asarray(is_small & (micro / MICRO == column))


def is_multiple(column: NDArray[Any], step: Decimal) -> NDArray[np.bool_]:
    """Tell which numbers are whole multiples of a step of at most six decimals."""
    if step == 1:
        return np.asarray(np.floor(column) == column)
    exact = is_exact(column)
    wholes = Wholes.of(np.where(exact, column, 0))
    unit = Fraction(step) * wholes.denominator
    multiples = _room(wholes.numbers, unit.denominator) * unit.denominator
    return np.asarray(exact & (_beside(multiples, unit.numerator) % unit.numerator == 0))


def _room(numbers: NDArray[Any], factor: int) -> NDArray[Any]:
    if numbers.dtype != object and _peak(numbers) * factor >= _SAFE:
        return numbers.astype(object)
    return numbers


def _beside(numbers: NDArray[Any], other: int) -> NDArray[Any]:
    return numbers.astype(object) if other >= _SAFE else numbers


def _peak(numbers: NDArray[Any]) -> int:
    if not numbers.size:
        return 1
    return max(1, abs(int(numbers.min())), abs(int(numbers.max())))
