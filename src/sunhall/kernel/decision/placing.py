"""Place whole columns of facts into the cells of a lookup, and read the rows' masks."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from math import ceil, floor, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sunhall.kernel.decision.document import NUMBER_LIMIT
from sunhall.kernel.decision.lookup import Cut, Line, Lookup, Selection
from sunhall.kernel.decision.model import Factor, FactorType
from sunhall.kernel.decision.wholes import is_multiple

WORD = 64

NOWHERE = -1

_FEW_CUTS = 24
_BLOCK_CELLS = 1 << 16
_EXPONENT_OF_ONE = 1023


class Placing:
    """One lookup over columns; enumerated values come as places in the factor's choices.

    The last cell is for values that are none: it admits nothing.
    """

    def __init__(self, one: Lookup) -> None:
        self.one = one
        self.key = one.factor.key
        if isinstance(one, Selection):
            self.masks = [*(one.masks[choice] for choice in one.factor.choices), 0]
        else:
            self.masks = [*one.masks, 0]

    def word(self, start: int) -> NDArray[np.uint64]:
        """Return 64 bits, from `start` on, of the mask of every cell."""
        bits = [mask >> start & (1 << WORD) - 1 for mask in self.masks]
        return np.array(bits, dtype=np.uint64)

    def admits(self, column: NDArray[Any]) -> NDArray[np.bool_]:
        """Tell which values the one row of the lookup admits."""
        admitted = np.array(self.masks, dtype=np.bool_)
        return admitted.take(self.cells(column), mode="clip")

    def cells(self, column: NDArray[Any]) -> NDArray[Any]:
        """Return the cell of every value."""
        outside = len(self.masks) - 1
        if isinstance(self.one, Selection):
            if column.size and (column.min() < 0 or column.max() > outside):
                return np.where((column >= 0) & (column < outside), column, outside)
            return column
        cells = _cells_of_line(self.one, column)
        strange = _strange(self.one.factor, column)
        if strange is not None and strange.any():
            cells = np.where(strange, outside, cells)
        return cells


class Block:
    """Several lookups as one: the cells are all combinations of theirs."""

    def __init__(self, placings: Sequence[Placing]) -> None:
        self.placings = placings
        self.size = prod(len(placing.masks) for placing in placings)

    def cells(self, columns: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
        """Return the combined cell of every row."""
        # Short numbers pass through the processor many at a time.
        kind = np.dtype(np.uint16 if self.size <= _BLOCK_CELLS else np.intp)
        first, *others = self.placings
        cells: NDArray[Any] = first.cells(columns[first.key]).astype(kind)
        for placing in others:
            cells *= len(placing.masks)
            cells += placing.cells(columns[placing.key]).astype(kind, copy=False)
        return cells

    def word(self, start: int) -> NDArray[np.uint64]:
        """Return 64 bits, from `start` on, of the mask of every combined cell."""
        words = [placing.word(start) for placing in self.placings]
        return reduce(lambda one, other: np.bitwise_and.outer(one, other).ravel(), words)


def blocks_of(placings: Sequence[Placing]) -> list[Block]:
    """Return the lookups in blocks that stay small enough for the processor's cache."""
    groups: list[list[Placing]] = []
    size = _BLOCK_CELLS
    for placing in placings:
        if size * len(placing.masks) > _BLOCK_CELLS:
            groups.append([])
            size = 1
        groups[-1].append(placing)
        size *= len(placing.masks)
    return [Block(group) for group in groups]


def rows_of(
    blocks: Sequence[Block], cells: Sequence[NDArray[Any]], count: int
) -> NDArray[np.int32]:
    """Return the one row of the table, counted from 1, that each place is in, or -1.

    `cells` are the places, one array for each block; `count` is the number of the table's rows.
    """
    length = len(cells[0])
    found = np.zeros(length, dtype=np.int32)
    hits = np.zeros(length, dtype=np.int32)
    for start in range(0, count, WORD):
        masks = reduce(
            np.bitwise_and,
            (block.word(start).take(place) for block, place in zip(blocks, cells, strict=True)),
        )
        lowest = masks & (~masks + np.uint64(1))
        hits += masks != 0
        hits += masks != lowest
        # A power of two converts exactly: its exponent is the place of its bit.
        exponents = lowest.astype(np.float64).view(np.int64) >> 52
        rows = exponents - (_EXPONENT_OF_ONE - 1 - start)
        np.copyto(found, rows, where=masks != 0, casting="unsafe")
    found[hits != 1] = NOWHERE
    return found


def _cells_of_line(line: Line, column: NDArray[Any]) -> NDArray[Any]:
    if len(line.cuts) > _FEW_CUTS:
        before = _ends(line, is_after=False)
        after = _ends(line, is_after=True)
        return np.searchsorted(before, column, "right") + np.searchsorted(after, column, "left")
    cells = np.zeros(len(column), dtype=np.uint8)
    is_beyond = np.empty(len(column), dtype=np.bool_)
    for cut in line.cuts:
        value, is_after = _whole(cut) if column.dtype.kind == "i" else _native(cut)
        (np.greater if is_after else np.greater_equal)(column, value, out=is_beyond)
        cells += is_beyond.view(np.uint8)
    return cells


def _ends(line: Line, *, is_after: bool) -> NDArray[Any]:
    values = [_native(cut)[0] for cut in line.cuts if cut[1] is is_after]
    kind = "datetime64[D]" if line.factor.type is FactorType.DATE else np.float64
    return np.array(values, dtype=kind)


def _native(cut: Cut) -> tuple[Any, bool]:
    # Floats are exact enough: two numbers of at most 15 digits never share one, nor change places.
    value, is_after = cut
    return (np.datetime64(value) if isinstance(value, date) else float(value)), is_after


def _whole(cut: Cut) -> tuple[int, bool]:
    value, is_after = cut
    return (floor(value) if is_after else ceil(value)), is_after


def _strange(factor: Factor, column: NDArray[Any]) -> NDArray[np.bool_] | None:
    if column.dtype.kind == "M":
        return np.asarray(np.isnat(column))
    strange = None
    # Not a number is neither least nor most, and fails both comparisons.
    if column.size and not (column.min() > -NUMBER_LIMIT and column.max() < NUMBER_LIMIT):
        strange = np.asarray(~((column < NUMBER_LIMIT) & (column > -NUMBER_LIMIT)))
    if factor.step is None or (factor.step == 1 and column.dtype.kind == "i"):
        return strange
    broken = ~is_multiple(column, factor.step)
    return broken if strange is None else strange | broken
