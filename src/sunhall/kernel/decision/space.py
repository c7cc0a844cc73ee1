"""See a table as boxes in a space of atoms: one mask per axis, so that every question is exact."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import prod
from operator import mul

import numpy as np
from numpy.typing import NDArray

from sunhall.kernel.decision.axes import Axis, Line, Mask, axis_of
from sunhall.kernel.decision.model import Box, Choice, Factor, Severity, Value

Region = tuple[Mask, ...]
"""One mask per axis of the space."""

_FEW = 48
_CHUNK = 512
_MOST_POINTS = 512
_WORD = 62
_NOWHERE = 2**31 - 1


class Space:
    """The factors that some box speaks of, cut wherever one of the boxes or of the others ends.

    `columns` hold the masks of the boxes, one column for each axis; a mask of 0 means none of it.
    """

    def __init__(
        self, factors: Iterable[Factor], boxes: Sequence[Box], others: Sequence[Box] = ()
    ) -> None:
        self.factors = tuple(factors)
        self.count = len(boxes)
        everything = [*boxes, *others]
        axes: list[Axis] = []
        for factor in self.factors:
            key = factor.key
            cells = [box.get(key) for box in everything]
            # A fine that grows with its own base can only be wrong where less of it is worse.
            if any(cells) or factor.severity is Severity.DESCENDING:
                axes.append(axis_of(factor, cells))
        self.axes = tuple(axes)
        self.domain: Region = tuple([axis.full for axis in axes])
        self.columns = [axis.masks[: self.count] for axis in axes]

    @cached_property
    def regions(self) -> list[Region]:
        """Return the part of the domain that each box takes."""
        return list(zip(*self.columns, strict=True)) if self.axes else [()] * self.count

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the axes' factors."""
        return tuple(axis.factor.key for axis in self.axes)

    def region(self, box: Box) -> Region:
        """Return the part of the domain that one of the boxes takes."""
        return tuple(
            axis.mask(box.get(key)) & full
            for key, axis, full in zip(self.keys, self.axes, self.domain, strict=True)
        )

    def narrow(self, key: str, cell: Choice) -> None:
        """Leave only the part of the domain where a factor has one of the values."""
        at = self.keys.index(key)
        mask = self.axes[at].mask(cell)
        self.domain = (*self.domain[:at], mask, *self.domain[at + 1 :])
        self.columns[at] = [mask & each for each in self.columns[at]]

    def points(self) -> list[int] | None:
        """Return the points of the domain, then of each box, as the bits of one number.

        Such a number is the product of masks, the bits of each axis spread so wide that nothing
        carries. `None` where there are many points or boxes.
        """
        if self.count > _FEW:
            return None
        points: list[int] = []
        width = 1
        for full, column in zip(self.domain, self.columns, strict=True):
            masks, wider = [full, *column], width * full.bit_length()
            if wider > _MOST_POINTS:
                return None
            if points:
                spread = {mask: _spread(mask, width) for mask in set(masks)}
                points = list(map(mul, points, map(spread.__getitem__, masks)))
            else:
                points = masks
            width = wider
        return points or [1] * (self.count + 1)

    def box(self, region: Region) -> Box:
        """Return the region as a condition; what takes the whole domain is left out."""
        return {
            axis.factor.key: axis.cell(mask)
            for axis, mask, full in zip(self.axes, region, self.domain, strict=True)
            if mask != full
        }

    def facts(self, region: Region, given: Mapping[str, Value] | None = None) -> dict[str, Value]:
        """Return one set of facts inside a region, a value for every factor."""
        facts = {
            axis.factor.key: axis.sample(mask) for axis, mask in zip(self.axes, region, strict=True)
        }
        for factor in self.factors:
            if factor.key not in facts:
                axis = axis_of(factor, ())
                facts[factor.key] = axis.sample(axis.full)
        return {factor.key: facts[factor.key] for factor in self.factors} | dict(given or {})


def volume(region: Region) -> int:
    """Return how many atoms a region holds."""
    return prod(map(int.bit_count, region))


def _spread(mask: Mask, width: int) -> int:
    """Return the mask with its bits so many places apart."""
    spread = 0
    while mask:
        last = mask.bit_length() - 1
        spread |= 1 << last * width
        mask ^= 1 << last
    return spread


def meet(one: Region, other: Region) -> Region:
    """Return what two regions share; a mask of 0 means nothing."""
    return tuple(a & b for a, b in zip(one, other, strict=True))


def covers(outer: Region, inner: Region) -> bool:
    """Tell whether one region lies within another."""
    return all(not b & ~a for a, b in zip(outer, inner, strict=True))


def subtract(region: Region, other: Region) -> list[Region]:
    """Return disjoint regions that make up what is left of a region without another."""
    left: list[Region] = []
    shared = list(region)
    if not all(a & b for a, b in zip(region, other, strict=True)):
        return [region]
    for index, mask in enumerate(other):
        outside = shared[index] & ~mask
        if outside:
            left.append((*shared[:index], outside, *region[index + 1 :]))
            shared[index] &= mask
    return left


def overlapping_pairs(axes: Sequence[Axis], regions: Sequence[Region]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of regions that share a point, in order."""
    if len(regions) > _FEW:
        yield from _pairs_of_many(axes, regions)
        return
    for second, other in enumerate(regions):
        for first in range(second):
            for a, b in zip(regions[first], other, strict=True):
                if not a & b:
                    break
            else:
                yield first, second


def _pairs_of_many(axes: Sequence[Axis], regions: Sequence[Region]) -> Iterator[tuple[int, int]]:
    tests = [_Test(axis, [region[index] for region in regions]) for index, axis in enumerate(axes)]
    tests.sort(key=lambda test: -test.sharpness)
    for start in range(0, len(regions), _CHUNK):
        rows = slice(start, start + _CHUNK)
        shared = np.tri(min(_CHUNK, len(regions) - start), len(regions), start - 1, dtype=bool)
        for test in tests:
            shared &= test.touching(rows)
        for row, column in np.argwhere(shared):
            yield int(column), start + int(row)


class _Test:
    """All regions along one axis, as arrays: the ends of stretches, or words of bits."""

    def __init__(self, axis: Axis, masks: list[Mask], *, is_ranked: bool = False) -> None:
        self.sharpness = axis.full.bit_count()
        self.is_line = isinstance(axis, Line) or is_ranked
        if self.is_line:
            # A mask of 0 begins beyond every end, and so touches nothing.
            lows = [(mask & -mask).bit_length() - 1 if mask else _NOWHERE for mask in masks]
            highs = [mask.bit_length() for mask in masks]
            self.words = [np.array(lows, dtype=np.int32), np.array(highs, dtype=np.int32)]
            return
        count = -(-max(axis.full.bit_length(), 1) // _WORD)
        self.words = [
            np.array([mask >> (word * _WORD) & ((1 << _WORD) - 1) for mask in masks])
            for word in range(count)
        ]

    def touching(self, rows: slice) -> NDArray[np.bool_]:
        """Tell of each of the rows and each region whether they share an atom."""
        if self.is_line:
            lows, highs = self.words
            found: NDArray[np.bool_] = lows[rows, None] < highs[None, :]
            found &= lows[None, :] < highs[rows, None]
            return found
        return self._sharing(rows)

    def rising(self, rows: slice, *, is_ascending: bool) -> NDArray[np.bool_]:
        """Tell of each of the rows whether its least atom is not worse than a region's worst."""
        lows, highs = self.words
        if is_ascending:
            return lows[rows, None] < highs[None, :]
        return highs[rows, None] > lows[None, :]

    def _sharing(self, rows: slice) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = (self.words[0][rows, None] & self.words[0][None, :]) != 0
        for word in self.words[1:]:
            found |= (word[rows, None] & word[None, :]) != 0
        return found


def rising_pairs(
    axes: Sequence[Axis],
    regions: Sequence[Region],
    ascending: Mapping[int, bool],
    is_wanted: Callable[[int, int], bool],
) -> Iterator[tuple[int, int]]:
    """Yield wanted pairs, some point of the first being no worse than some point of the second.

    Along the axes named, more is worse where `ascending` says so, else less; along all others the
    two points are equal. A region is paired with itself only where less is worse.
    """
    if len(regions) > _FEW:
        for first, second in _rising_of_many(axes, regions, ascending):
            if is_wanted(first, second):
                yield first, second
        return
    falls = not all(ascending.values())
    ways = [ascending.get(index) for index in range(len(axes))]
    for first, one in enumerate(regions):
        starts = [mask & -mask if way else mask for mask, way in zip(one, ways, strict=True)]
        for second, other in enumerate(regions):
            if first == second and not falls:
                continue
            if is_wanted(first, second) and _rises(starts, other, ways):
                yield first, second


def _rises(starts: Sequence[Mask], other: Region, ways: Sequence[bool | None]) -> bool:
    """Tell whether a region lies, along each axis, where one that starts there can rise to it.

    `ways` tells of each axis whether more is worse; `None` where the two have to meet.
    """
    for start, against, way in zip(starts, other, ways, strict=True):
        if way is None:
            if not start & against:
                return False
        elif way:
            if not start or against < start:
                return False
        elif not against or start < against & -against:
            return False
    return True


def _rising_of_many(
    axes: Sequence[Axis], regions: Sequence[Region], ascending: Mapping[int, bool]
) -> Iterator[tuple[int, int]]:
    falls = not all(ascending.values())
    tests = [
        _Test(axis, [region[index] for region in regions], is_ranked=index in ascending)
        for index, axis in enumerate(axes)
    ]
    for start in range(0, len(regions), _CHUNK):
        rows = slice(start, start + _CHUNK)
        found = np.ones((len(regions[rows]), len(regions)), dtype=bool)
        for index, test in enumerate(tests):
            found &= (
                test.rising(rows, is_ascending=ascending[index])
                if index in ascending
                else test.touching(rows)
            )
        for row, column in np.argwhere(found):
            if falls or start + row != column:
                yield start + int(row), int(column)
