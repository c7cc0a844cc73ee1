"""Decide on millions of rows of facts at once, exactly as on one.

Columns are arrays of one length, one per factor: whole numbers, `float64`, booleans,
`datetime64`, and for an enumeration either texts or places in the factor's `choices`. Limits:
numbers that choose a tier lie below 10^15 in absolute value; fractions that enter an amount have
at most six decimals and lie below 9·10^9; a fine lies below 2^63 yuan. A row beyond a limit, or
outside a domain, is left undecided, never guessed.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sunhall.kernel.decision.deciding import Compiled
from sunhall.kernel.decision.lookup import lookup
from sunhall.kernel.decision.model import (
    Cell,
    Choice,
    Factor,
    FactorType,
    Level,
    Scoring,
    Tier,
)
from sunhall.kernel.decision.placing import NOWHERE, Placing, blocks_of, rows_of
from sunhall.kernel.decision.wholes import MICRO, Wholes, exact_amounts, is_exact

UNDECIDED = NOWHERE
NO_SANCTION = 0

Columns = Mapping[str, NDArray[Any]]
Tiers = NDArray[np.int32]
Fines = NDArray[np.int64]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

_CHUNK = 1 << 16
_KINDS = {
    FactorType.BOOLEAN: "b",
    FactorType.ENUM: "iuUO",
    FactorType.DATE: "M",
    FactorType.NUMBER: "iuf",
    FactorType.COUNT: "iuf",
}


class Decisions(NamedTuple):
    """One entry per row.

    `tiers` are the tiers' numbers counted from 1 (1 throughout a scoring), 0 where the gate is
    closed or an exemption holds, -1 where there is no decision: a value outside its domain, a gap,
    or an overlap. `fines` are whole yuan, -1 where there is no decision.
    """

    tiers: Tiers
    fines: Fines

    @property
    def undecided(self) -> int:
        """Return how many rows have no decision."""
        return int(np.count_nonzero(self.tiers == UNDECIDED))


def decide_many(compiled: Compiled, columns: Columns) -> Decisions:
    """Return the tier and the fine of every row.

    Raises:
        KeyError: a column that is needed is missing.
        ValueError: a column has another length, or a type that does not fit its factor.
    """
    columns = {
        key: _typed(compiled.factors[key], column)
        for key, column in columns.items()
        if key in compiled.factors
    }
    rows = _length(columns)
    decisions = Decisions(np.empty(rows, dtype=np.int32), np.empty(rows, dtype=np.int64))
    table = _Table(compiled)
    for start in range(0, rows, _CHUNK):
        chunk = slice(start, start + _CHUNK)
        part = {key: column[chunk] for key, column in columns.items()}
        table.decide(part, decisions.tiers[chunk], decisions.fines[chunk])
    return decisions


def _typed(factor: Factor, column: NDArray[Any]) -> NDArray[Any]:
    if column.dtype.kind not in _KINDS[factor.type]:
        raise ValueError(f"column {factor.key}: {column.dtype} does not fit {factor.type.value}")
    if factor.type is FactorType.BOOLEAN or column.dtype.kind in "UO":
        return _places(factor, column)
    if column.dtype.kind == "M":
        return column.astype("datetime64[D]")
    if column.dtype.kind == "f":
        if column.dtype != np.float64:
            raise ValueError(f"column {factor.key}: give float64, not {column.dtype}")
        return column
    return column.astype(np.int64, copy=False)


def _places(factor: Factor, column: NDArray[Any]) -> NDArray[Any]:
    if factor.choices == (False, True):
        return column.view(np.uint8)
    places = np.full(len(column), len(factor.choices))
    for place, choice in enumerate(factor.choices):
        places[column == choice] = place
    return places


def _length(columns: Columns) -> int:
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"columns of different lengths: {sorted(lengths)}")
    return lengths.pop() if lengths else 0


class _Table:
    """One compiled benchmark over chunks of columns; `tiers` and `fines` are filled in place."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.benchmark = compiled.benchmark
        self.blocks = blocks_of([Placing(one) for one in compiled.lookups])
        self.answers: Tiers | None = None
        if len(self.blocks) == 1:
            every_cell = np.arange(self.blocks[0].size)
            self.answers = rows_of(self.blocks, [every_cell], len(self.benchmark.tiers))
        self.scored = [(Placing(one), levels) for one, levels in compiled.scored]
        self.domains = {
            key: Placing(lookup(factor, [None])) for key, factor in compiled.factors.items()
        }
        fines = [UNDECIDED if fine is None else int(fine) for fine in compiled.fixed_fines]
        # A row's tier, counted from -1, is the place of its fine.
        self.fixed_fines = np.array([UNDECIDED, 0, *fines], dtype=np.int64)

    def decide(self, columns: Columns, tiers: Tiers, fines: Fines) -> None:
        """Decide on one chunk."""
        scoring = self.benchmark.scoring
        if scoring is not None:
            self._score(scoring, columns, tiers, fines)
        else:
            self._find(columns, tiers)
            self._fine(columns, tiers, fines)
        self._spare(columns, tiers, fines)

    def _find(self, columns: Columns, tiers: Tiers) -> None:
        if self.answers is not None:
            self.answers.take(self.blocks[0].cells(columns), mode="clip", out=tiers)
        elif self.blocks:
            cells = [block.cells(columns) for block in self.blocks]
            tiers[:] = rows_of(self.blocks, cells, len(self.benchmark.tiers))
        else:
            tiers[:] = 1 if len(self.benchmark.tiers) == 1 else UNDECIDED

    def _fine(self, columns: Columns, tiers: Tiers, fines: Fines) -> None:
        self.fixed_fines.take(tiers + 1, mode="clip", out=fines)
        for tier, fine in zip(self.benchmark.tiers, self.compiled.fixed_fines, strict=True):
            if fine is None:
                rows = np.flatnonzero(tiers == tier.seq)
                fines[rows] = self._sum_of_fines(tier, columns, rows)
        tiers[fines == UNDECIDED] = UNDECIDED

    def _sum_of_fines(self, tier: Tier, columns: Columns, rows: Rows) -> Fines:
        amounts = [penalty.amount for penalty in tier.penalties if penalty.amount is not None]
        bases = {key for amount in amounts for key in amount.bases}
        admitted = self._admitted(bases, columns, rows)
        rows = rows[admitted]
        taken = {key: columns[key][rows] for key in bases}
        total = Wholes.zeros(len(rows))
        for amount in amounts:
            total = total.plus(exact_amounts(amount, taken, len(rows)).floored())
        fines = np.full(len(admitted), UNDECIDED)
        fines[admitted] = total.fitting(UNDECIDED)
        return fines

    def _admitted(self, bases: Iterable[str], columns: Columns, rows: Rows) -> Flags:
        admitted = np.ones(len(rows), dtype=np.bool_)
        for key in bases:
            column = columns[key][rows]
            admitted &= self.domains[key].admits(column) & is_exact(column)
        return admitted

    def _score(self, scoring: Scoring, columns: Columns, tiers: Tiers, fines: Fines) -> None:
        total = np.full(len(tiers), _micro(scoring.start_percent))
        decided = np.ones(len(tiers), dtype=np.bool_)
        for placing, levels in self.scored:
            cells = placing.cells(columns[placing.key])
            decided &= np.array([mask.bit_count() == 1 for mask in placing.masks])[cells]
            total += np.array([_weight(mask, levels) for mask in placing.masks])[cells]
        if scoring.is_clamped:
            low, high = _micro(scoring.minimum_percent), _micro(scoring.maximum_percent)
            total = np.minimum(np.maximum(total, low), high)
        rows = np.flatnonzero(decided)
        amount = scoring.full_amount
        rows = rows[self._admitted(amount.bases, columns, rows)]
        full = exact_amounts(amount, {key: columns[key][rows] for key in amount.bases}, len(rows))
        fines[:] = UNDECIDED
        shares = full.times(Wholes(total[rows], 100 * MICRO))
        fines[rows] = shares.floored().fitting(UNDECIDED)
        tiers[:] = np.where(fines == UNDECIDED, UNDECIDED, 1)

    def _spare(self, columns: Columns, tiers: Tiers, fines: Fines) -> None:
        """Take out the rows that an exemption or the gate keeps from the table; the gate leads."""
        for exemption in self.benchmark.exemptions:
            if exemption.when.keys() <= columns.keys():
                spared = np.logical_and.reduce(
                    [self._lies(key, cell, columns) for key, cell in exemption.when.items()]
                )
                tiers[spared], fines[spared] = NO_SANCTION, 0
        gate = self.benchmark.gate
        if gate is not None:
            known = self.domains[gate.factor].admits(columns[gate.factor])
            is_open = self._lies(gate.factor, Choice(frozenset({gate.must})), columns)
            closed = known & ~is_open
            tiers[closed], fines[closed] = NO_SANCTION, 0
            tiers[~known], fines[~known] = UNDECIDED, UNDECIDED

    def _lies(self, key: str, cell: Cell, columns: Columns) -> Flags:
        return Placing(lookup(self.compiled.factors[key], [cell])).admits(columns[key])


def _micro(percent: Decimal) -> int:
    return int(percent * MICRO)


def _weight(mask: int, levels: tuple[Level, ...]) -> int:
    return _micro(levels[mask.bit_length() - 1].percent) if mask else 0
