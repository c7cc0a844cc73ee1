"""Find where one fine is below another, over every value of the facts they depend on.

A fine is a piecewise linear, never falling function of each of its bases, so it is enough to
look at the ends of the bases' reach, at the kinks (floor, cap, step) and far out. A value just
inside an open end is a point with a side; the formulas are taken at the limit there, and a
counterexample is then sought inside. All arithmetic is in fractions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain, product
from math import floor, prod
from typing import NamedTuple

from sunhall.kernel.decision.document import NUMBER_LIMIT
from sunhall.kernel.decision.model import Amount, AmountType, Factor, Interval, Tier

_FAR = (2, 4, 16, 2**8, 2**16, 2**32, NUMBER_LIMIT)
_NEAR = range(1, 64)
_NOTHING = Decimal(0)


Fine = tuple[Amount, ...]
"""All the fines of one tier, which are added up."""


class Point(NamedTuple):
    """A value, or the limit just above (1) or just below (-1) it."""

    value: Fraction
    side: int = 0


@dataclass(frozen=True, slots=True)
class Variable:
    """One fact that moves: its reach, its smallest unit, and which of the two fines it enters."""

    key: str
    reach: Interval
    step: Fraction | None = None
    moves_lower: bool = True
    moves_upper: bool = True


class Found(NamedTuple):
    """A counterexample: the facts of either fine, by key, and the two fines, unrounded."""

    lower_facts: dict[str, Fraction]
    upper_facts: dict[str, Fraction]
    lower: Fraction
    upper: Fraction


def fine_of(tier: Tier) -> Fine:
    """Return all the fines of a tier."""
    return tuple(penalty.amount for penalty in tier.penalties if penalty.amount is not None)


def fixed_yuan(fine: Fine) -> Decimal | None:
    """Return a fine that is the same whatever the facts; `None` where it depends on them."""
    total = _NOTHING
    for amount in fine:
        if amount.bases:
            return None
        yuan = amount.coefficient
        total += yuan if amount.cap is None or amount.cap > yuan else amount.cap
    return total


def step_of(factor: Factor) -> Fraction | None:
    """Return the smallest unit of a factor as a fraction; `None` where it is continuous."""
    return None if factor.step is None else Fraction(factor.step)


def as_decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal number, to 28 digits."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def fine_at(fine: Fine, facts: Mapping[str, Point]) -> Fraction:
    """Return the fine before it is rounded down, at a point or at a limit."""
    return sum((_amount_at(amount, facts) for amount in fine), start=Fraction(0))


def is_never_below(lower: Fine, upper: Fine) -> bool:
    """Tell, at a glance and for bases from zero on, that the first fine is never below the second.

    `False` says nothing.
    """
    if len(lower) != 1 or len(upper) != 1:
        return False
    one, other = lower[0], upper[0]
    if one.type is not other.type or one.coefficient < other.coefficient:
        return False
    return (
        one.bases == other.bases
        and one.step == other.step
        and one.base_floor == other.base_floor
        and (one.cap is None or (other.cap is not None and one.cap >= other.cap))
    )


def bases_of(*fines: Fine) -> list[str]:
    """Return the keys of the facts that the fines depend on."""
    return list(dict.fromkeys(key for fine in fines for amount in fine for key in amount.bases))


def find_below(
    lower: Fine,
    upper: Fine,
    variables: Sequence[Variable],
    *,
    or_equal: bool = False,
    in_whole_yuan: bool = False,
) -> Found | None:
    """Return facts at which the first fine is below the second, or `None` if there are none.

    `or_equal` looks for facts at which it is not above; `in_whole_yuan` compares what is left
    after rounding down.
    """
    used = [
        variable
        for variable in variables
        if (variable.moves_lower and variable.key in bases_of(lower))
        or (variable.moves_upper and variable.key in bases_of(upper))
    ]
    if _is_apart(lower, upper, used, or_equal=or_equal):
        return None
    for points in _corners(lower, upper, used):
        gap = _gap(lower, upper, used, points)
        if gap > 0 or (or_equal and gap == 0):
            found = _inside(lower, upper, used, points, or_equal, in_whole_yuan)
            if found:
                return found
    return None


def _is_apart(lower: Fine, upper: Fine, used: Sequence[Variable], *, or_equal: bool) -> bool:
    """Tell whether the least of the first fine already reaches the greatest of the second."""
    least: dict[str, Point] = {}
    greatest: dict[str, Point] = {}
    for variable in used:
        low, high = _ends(variable.reach)
        if low is None or low < 0 or (variable.moves_upper and high is None):
            return False
        if variable.moves_lower:
            least[variable.key] = Point(low)
        if variable.moves_upper and high is not None:
            greatest[variable.key] = Point(high)
    one, other = fine_at(lower, least), fine_at(upper, greatest)
    return one > other if or_equal else one >= other


def _gap(lower: Fine, upper: Fine, used: Sequence[Variable], points: Sequence[Point]) -> Fraction:
    below = {v.key: point for v, point in zip(used, points, strict=True) if v.moves_lower}
    above = {v.key: point for v, point in zip(used, points, strict=True) if v.moves_upper}
    return fine_at(upper, above) - fine_at(lower, below)


def _inside(
    lower: Fine,
    upper: Fine,
    used: Sequence[Variable],
    points: Sequence[Point],
    or_equal: bool,
    in_whole_yuan: bool,
) -> Found | None:
    has_limit = any(point.side for point in points)
    for nearer in _NEAR if has_limit else (0,):
        values = [_moved(v, point, nearer) for v, point in zip(used, points, strict=True)]
        below = {v.key: x for v, x in zip(used, values, strict=True) if v.moves_lower}
        above = {v.key: x for v, x in zip(used, values, strict=True) if v.moves_upper}
        low = fine_at(lower, {key: Point(x) for key, x in below.items()})
        high = fine_at(upper, {key: Point(x) for key, x in above.items()})
        one, other = (floor(low), floor(high)) if in_whole_yuan else (low, high)
        if one < other or (or_equal and one == other):
            return Found(below, above, low, high)
    return None


def _moved(variable: Variable, point: Point, nearer: int) -> Fraction:
    """Return a value inside an open end, the nearer to it the higher the count."""
    if not point.side:
        return point.value
    low, high = _ends(variable.reach)
    room = Fraction(2) if low is None or high is None else min(high - low, Fraction(2))
    return point.value + room * Fraction(point.side, 2**nearer)


def _corners(lower: Fine, upper: Fine, used: Sequence[Variable]) -> Iterable[tuple[Point, ...]]:
    ends = [_end_points(variable) for variable in used]
    lines = []
    for index, variable in enumerate(used):
        kinks = [_kinks(amount, used, ends, index) for amount in (*lower, *upper)]
        lines.append(sorted(_within(variable, chain(ends[index], *kinks)), key=_plainest))
    for variable, line in zip(used, lines, strict=True):
        if variable.reach.high is None:
            start = max([Fraction(1), *(abs(point.value) for point in line)])
            line.extend(_on_grid(variable, start * far) for far in _FAR)
    return product(*lines)


def _plainest(point: Point) -> tuple[bool, Fraction]:
    return point.side != 0, point.value


def _end_points(variable: Variable) -> list[Point]:
    reach = variable.reach
    low, high = _ends(reach)
    points = []
    if low is not None:
        points.append(Point(low, 0 if reach.low_closed else 1))
    if high is not None:
        points.append(Point(high, 0 if reach.high_closed else -1))
    return points or [Point(Fraction(0))]


def _kinks(
    amount: Amount, used: Sequence[Variable], ends: Sequence[list[Point]], index: int
) -> Iterator[Point]:
    """Yield where a fine changes slope or jumps along one variable, the others at their ends."""
    variable = used[index]
    if variable.key not in amount.bases:
        return
    others = [
        ends[other]
        for other, beside in enumerate(used)
        if beside.key != variable.key and beside.key in amount.bases
    ]
    for beside in product(*others):
        rest = prod((point.value for point in beside), start=Fraction(1))
        if not rest:
            continue
        thresholds = list(_thresholds(amount))
        if amount.step:
            starts = [*thresholds, *(point.value * rest for point in ends[index])]
            thresholds.extend(_jumps(Fraction(amount.step), starts))
        for threshold in thresholds:
            yield Point(threshold / rest)
            if amount.step:
                yield Point(threshold / rest, -1)


def _thresholds(amount: Amount) -> Iterator[Fraction]:
    """Yield the products of the bases at which floor and cap begin and end to bind."""
    if amount.base_floor is not None:
        yield Fraction(amount.base_floor)
    if amount.cap is not None and amount.coefficient:
        hundredths = 100 if amount.type is AmountType.PERCENT else 1
        yield (
            Fraction(amount.cap)
            / Fraction(amount.coefficient)
            * hundredths
            * Fraction(amount.step or 1)
        )


def _jumps(step: Fraction, starts: Iterable[Fraction]) -> Iterator[Fraction]:
    for start in starts:
        nearest = floor(start / step)
        yield from (count * step for count in range(nearest - 1, nearest + 3))


def _within(variable: Variable, points: Iterable[Point]) -> set[Point]:
    reach = variable.reach
    low, high = _ends(reach)
    kept: set[Point] = set()
    for point in points:
        if variable.step is not None:
            below = floor(point.value / variable.step) * variable.step
            candidates = [Point(below), Point(below + variable.step), Point(below - variable.step)]
        else:
            candidates = [point]
        for value, side in candidates:
            is_above = (
                low is None or value > low or (value == low and (reach.low_closed or side > 0))
            )
            is_under = (
                high is None or value < high or (value == high and (reach.high_closed or side < 0))
            )
            is_inside = not (value == low and side < 0) and not (value == high and side > 0)
            if is_above and is_under and is_inside:
                kept.add(Point(value, side))
    return kept


def _on_grid(variable: Variable, value: Fraction) -> Point:
    """Return a far point; beyond the greatest number a record may hold there is nothing."""
    step = variable.step or Fraction(1)
    return Point(min(value, Fraction(NUMBER_LIMIT - 1)) // step * step)


def _ends(reach: Interval) -> tuple[Fraction | None, Fraction | None]:
    low, high = reach.low, reach.high
    return (
        None if low is None else Fraction(low),  # type: ignore[arg-type]
        None if high is None else Fraction(high),  # type: ignore[arg-type]
    )


def _amount_at(amount: Amount, facts: Mapping[str, Point]) -> Fraction:
    fine = Fraction(amount.coefficient)
    if amount.bases:
        fine *= _quantity(amount, [facts[key] for key in amount.bases])
    if amount.type is AmountType.PERCENT:
        fine /= 100
    return fine if amount.cap is None else min(fine, Fraction(amount.cap))


def _quantity(amount: Amount, bases: Sequence[Point]) -> Fraction:
    quantity = prod((point.value for point in bases), start=Fraction(1))
    is_just_below = any(point.side < 0 for point in bases)
    if amount.base_floor is not None and quantity <= amount.base_floor:
        quantity, is_just_below = Fraction(amount.base_floor), False
    if not amount.step:
        return quantity
    steps, rest = divmod(quantity, Fraction(amount.step))
    return Fraction(steps - 1 if is_just_below and not rest else steps)
