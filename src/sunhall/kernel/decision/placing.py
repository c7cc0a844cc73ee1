"""Place whole columns of facts into the cells of a lookup, and read the rows' masks."""

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sunhall.kernel.decision.document import NUMBER_LIMIT
from sunhall.kernel.decision.lookup import Cut, Line, Lookup, Selection
from sunhall.kernel.decision.model import Factor, FactorType
from sunhall.kernel.decision.wholes import is_multiple

WORD = 64

_FEW_CUTS = 24
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
        self._words: dict[int, NDArray[np.uint64]] = {}

    def masks_of(self, cells: NDArray[Any], start: int) -> NDArray[np.uint64]:
        """Return 64 bits, from `start` on, of the mask of every cell."""
        if start not in self._words:
            bits = [mask >> start & (1 << WORD) - 1 for mask in self.masks]
            self._words[start] = np.array(bits, dtype=np.uint64)
        return self._words[start].take(cells, mode="clip")

    def admits(self, column: NDArray[Any]) -> NDArray[np.bool_]:
        """Tell which values the one row of the lookup admits."""
        return np.asarray(self.masks_of(self.cells(column), 0) == 1)

    def cells(self, column: NDArray[Any]) -> NDArray[Any]:
        """Return the cell of every value."""
        outside = len(self.masks) - 1
        if isinstance(self.one, Selection):
            if column.size and (column.min() < 0 or column.max() > outside):
                return np.where((column >= 0) & (column < outside), column, outside)
            return column
        cells = _cells_of_line(self.one, column)
        strange = _strange(self.one.factor, column)
        if strange.any():
            cells = np.where(strange, outside, cells)
        return cells


def everything(rows: int) -> np.uint64:
    """Return the mask of all rows that one word holds."""
    return np.uint64((1 << min(rows, WORD)) - 1)


def add_hits(
    masks: NDArray[np.uint64], start: int, found: NDArray[np.int32], hits: NDArray[np.int32]
) -> None:
    """Count the bits of each mask (2 stands for several) and note the number of the lowest."""
    lowest = masks & (~masks + np.uint64(1))
    is_hit = masks != 0
    hits += is_hit
    hits += masks != lowest
    # A power of two converts exactly: its exponent is the place of its bit.
    exponents = lowest.astype(np.float64).view(np.int64) >> 52
    np.copyto(found, exponents - (_EXPONENT_OF_ONE - 1 - start), where=is_hit, casting="unsafe")


def _cells_of_line(line: Line, column: NDArray[Any]) -> NDArray[Any]:
    if len(line.cuts) > _FEW_CUTS:
        before = _ends(line, is_after=False)
        after = _ends(line, is_after=True)
        return np.searchsorted(before, column, "right") + np.searchsorted(after, column, "left")
    cells = np.zeros(len(column), dtype=np.uint8)
    for cut in line.cuts:
        value, is_after = _native(cut)
        cells += column > value if is_after else column >= value
    return cells


def _ends(line: Line, *, is_after: bool) -> NDArray[Any]:
    values = [_native(cut)[0] for cut in line.cuts if cut[1] is is_after]
    kind = "datetime64[D]" if line.factor.type is FactorType.DATE else np.float64
    return np.array(values, dtype=kind)


def _native(cut: Cut) -> tuple[Any, bool]:
    # Floats are exact enough: below 10^15 with six decimals, two numbers of at most 15 digits
    # never share one, and all below 2^53 keep their order.
    value, is_after = cut
    return (np.datetime64(value) if isinstance(value, date) else float(value)), is_after


def _strange(factor: Factor, column: NDArray[Any]) -> NDArray[np.bool_]:
    if column.dtype.kind == "M":
        return np.asarray(np.isnat(column))
    strange = np.asarray(~((column < NUMBER_LIMIT) & (column > -NUMBER_LIMIT)))
    if factor.step is not None and not (factor.step == 1 and column.dtype.kind == "i"):
        strange |= ~is_multiple(column, factor.step)
    return strange
