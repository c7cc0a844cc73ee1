"""A picture of the covered space: two factors across and up, every tier a patch of the plane.

Both axes are cut wherever a tier ends; between two cuts every value is treated alike, so lengths
are not to scale. The remaining factors are held at one stretch each.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from sunhall.kernel.decision.axes import Axis, Line, Mask
from sunhall.kernel.decision.model import Benchmark, Cell, Factor, Interval, Tier
from sunhall.kernel.decision.table import Table, lay_out
from sunhall.kernel.decision.wording import box_in_words, cell_in_words, value_in_words

SHADES = 5

Hit = tuple[int, ...]
"""The tiers that hold at one crossing, counted from 0."""

_LEFT, _TOP, _RIGHT, _BOTTOM = 148, 12, 24, 56
_WIDE, _HIGH = 640, 300
_POINT = 0.4
_LABEL_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values of one factor that every tier treats alike, and where they lie along the axis."""

    mask: Mask
    words: str
    label: str
    start: int
    end: int

    @property
    def middle(self) -> int:
        """Return the middle of the stretch."""
        return (self.start + self.end) // 2


@dataclass(frozen=True, slots=True)
class Tick:
    """A cut of an axis, and the value that stands there."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis of the picture; without a factor it is a single stretch."""

    name: str
    key: str
    stretches: Sequence[Stretch]
    ticks: Sequence[Tick]


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle of the plane: a tier's, a gap's (no tiers) or an overlap's (several)."""

    x: int
    y: int
    width: int
    height: int
    tiers: tuple[int, ...]
    shade: int
    words: str

    @property
    def middle(self) -> tuple[int, int]:
        """Return the middle of the patch."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def label(self) -> str:
        """Return the numbers of its tiers, where there is room for them."""
        text = "+".join(map(str, self.tiers))
        return text if self.width >= 8 * len(text) + 6 and self.height >= 16 else ""


@dataclass(frozen=True, slots=True)
class Held:
    """A factor that is not drawn: its stretches, and the one it is held at."""

    key: str
    name: str
    words: Sequence[str]
    at: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All there is to draw, in units of the drawing."""

    across: Scale
    up: Scale
    factors: Sequence[tuple[str, str]]
    held: Sequence[Held]
    patches: Sequence[Patch]
    gaps: Sequence[Patch]
    overlaps: Sequence[Patch]
    left: int = _LEFT
    top: int = _TOP
    right: int = _LEFT + _WIDE
    bottom: int = _TOP + _HIGH
    width: int = _LEFT + _WIDE + _RIGHT
    height: int = _TOP + _HIGH + _BOTTOM
    beside: int = _LEFT - 10
    below: int = _TOP + _HIGH + 20
    under: int = _TOP + _HIGH + 46


def draw(
    benchmark: Benchmark, across: str = "", up: str = "", held: Mapping[str, int] | None = None
) -> Picture | None:
    """Return the picture of a benchmark of tiers over two of its factors, by their keys.

    Unknown or missing keys stand for the first factors there are. `held` says at which stretch
    each of the others is held, counted from 0. There is none where no tier states a condition.
    """
    if not benchmark.tiers:
        return None
    table = lay_out(benchmark)
    stated = {key for tier in benchmark.tiers for key in tier.when}
    keys = [key for key in table.space.keys if key in stated]
    if not keys:
        return None
    first = across if across in keys else _usual(table, keys)
    rest = [key for key in keys if key != first]
    second = up if up in rest else (rest[0] if rest else "")
    return _Drawing(table, keys, first, second, held or {}).picture()


class _Drawing:
    """Draws one picture."""

    def __init__(
        self, table: Table, keys: Sequence[str], across: str, up: str, held: Mapping[str, int]
    ) -> None:
        self.table = table
        places = {key: place for place, key in enumerate(table.space.keys)}
        self.keys = {key: places[key] for key in keys}
        self.x = places[across]
        self.y = places[up] if up else None
        self.groups = {place: _groups(table, place) for place in self.keys.values()}
        self.held = {
            places[key]: min(max(held.get(key, 0), 0), len(self.groups[places[key]]) - 1)
            for key in keys
            if key not in (across, up)
        }
        self.shades = _shades(table.benchmark.tiers)

    def picture(self) -> Picture:
        """Return the whole picture."""
        self.across = self._scale(self.x, _LEFT, _LEFT + _WIDE)
        self.up = self._scale(self.y, _TOP + _HIGH, _TOP)
        self.hits = [
            [self._tiers_at(column.mask, row.mask) for row in self.up.stretches]
            for column in self.across.stretches
        ]
        tiers = range(len(self.table.tiers))
        return Picture(
            across=self.across,
            up=self.up,
            factors=[(key, self._factor(place).name) for key, place in self.keys.items()],
            held=[self._held(place, at) for place, at in self.held.items()],
            patches=[patch for tier in tiers for patch in self._patches(_has(tier), (tier,))],
            gaps=self._patches(lambda hit: not hit, ()),
            overlaps=[
                patch
                for hit in sorted({hit for column in self.hits for hit in column if len(hit) > 1})
                for patch in self._patches(_is(hit), hit)
            ],
        )

    def _factor(self, place: int) -> Factor:
        return self.table.space.axes[place].factor

    def _held(self, place: int, at: int) -> Held:
        factor, axis = self._factor(place), self.table.space.axes[place]
        words = [cell_in_words(factor, axis.cell(mask)) for mask in self.groups[place]]
        return Held(factor.key, factor.name, words, at)

    def _tiers_at(self, across: Mask, up: Mask) -> Hit:
        """Return the tiers that hold where two stretches cross, counted from 0."""
        wanted = {place: self.groups[place][at] for place, at in self.held.items()}
        wanted[self.x] = across
        if self.y is not None:
            wanted[self.y] = up
        return tuple(
            tier
            for tier, region in enumerate(self.table.tiers)
            if all(region[place] & mask for place, mask in wanted.items())
        )

    def _scale(self, place: int | None, start: int, end: int) -> Scale:
        if place is None:
            return Scale("", "", [Stretch(1, "", "", start, end)], [])
        axis, factor = self.table.space.axes[place], self._factor(place)
        masks = self.groups[place]
        lengths = [_length(axis, mask) for mask in masks]
        unit = (end - start) / sum(lengths)
        cuts = [start + round(unit * sum(lengths[:count])) for count in range(len(masks) + 1)]
        stretches = [
            Stretch(mask, cell_in_words(factor, axis.cell(mask)), _label(axis, mask), *ends)
            for mask, ends in zip(masks, pairwise(cuts), strict=True)
        ]
        return Scale(factor.name, factor.key, stretches, _ticks(axis, stretches))

    def _patches(self, is_meant: Callable[[Hit], bool], tiers: Hit) -> list[Patch]:
        """Return rectangles that cover just the crossings that are meant."""
        columns = [[is_meant(hit) for hit in column] for column in self.hits]
        patches = []
        first = 0
        for wanted, alike in groupby(columns):
            last = first + len(list(alike))
            patches += [self._patch(first, last, run, tiers) for run in _runs(wanted)]
            first = last
        return patches

    def _patch(self, first: int, last: int, rows: tuple[int, int], tiers: Hit) -> Patch:
        columns = self.across.stretches[first:last]
        stretches = self.up.stretches[rows[0] : rows[1]]
        bottom, top = stretches[0].start, stretches[-1].end
        return Patch(
            x=columns[0].start,
            y=top,
            width=columns[-1].end - columns[0].start,
            height=bottom - top,
            tiers=tuple(self.table.benchmark.tiers[tier].seq for tier in tiers),
            shade=max((self.shades[tier] for tier in tiers), default=0),
            words=self._in_words(columns, stretches),
        )

    def _in_words(self, columns: Sequence[Stretch], rows: Sequence[Stretch]) -> str:
        box: dict[str, Cell] = {}
        for place, stretches in ((self.x, columns), (self.y, rows)):
            if place is not None:
                axis = self.table.space.axes[place]
                box[axis.factor.key] = axis.cell(sum(stretch.mask for stretch in stretches))
        for place, at in self.held.items():
            axis = self.table.space.axes[place]
            box[axis.factor.key] = axis.cell(self.groups[place][at])
        return box_in_words(self.table.benchmark, box)


def _has(tier: int) -> Callable[[Hit], bool]:
    return lambda hit: tier in hit


def _is(wanted: Hit) -> Callable[[Hit], bool]:
    return lambda hit: hit == wanted


def _usual(table: Table, keys: Iterable[str]) -> str:
    """Return the factor to draw across: the first that lies on a line, or else the first."""
    lines = {axis.factor.key for axis in table.space.axes if isinstance(axis, Line)}
    return next((key for key in keys if key in lines), next(iter(keys)))


def _groups(table: Table, place: int) -> list[Mask]:
    """Return the stretches of an axis within the domain; atoms no tier tells apart are one."""
    axis, domain = table.space.axes[place], table.space.domain[place]
    atoms = [1 << at for at in range(domain.bit_length()) if domain >> at & 1]
    if not isinstance(axis, Line):
        return atoms
    alike = groupby(atoms, key=lambda atom: [bool(region[place] & atom) for region in table.tiers])
    return [sum(group) for _covering, group in alike]


def _length(axis: Axis, mask: Mask) -> float:
    cell = axis.cell(mask)
    if not isinstance(cell, Interval) or not isinstance(axis, Line) or axis.step is not None:
        return 1
    return _POINT if cell.low is not None and cell.low == cell.high else 1


def _label(axis: Axis, mask: Mask) -> str:
    """Return what stands below a stretch: a choice, or the whole numbers it holds."""
    cell = axis.cell(mask)
    if not isinstance(cell, Interval):
        text = cell_in_words(axis.factor, cell)
        return text if len(text) <= _LABEL_LENGTH else text[:_LABEL_LENGTH] + "…"
    if isinstance(axis, Line) and axis.step is None:
        return ""
    low, high = _bare(axis.factor, cell.low), _bare(axis.factor, cell.high)
    if low == high:
        return low
    return f"≥{low}" if not high else f"≤{high}" if not low else f"{low}–{high}"


def _ticks(axis: Axis, stretches: Sequence[Stretch]) -> list[Tick]:
    """Return the cuts of a continuous axis; a single value carries its tick in its middle."""
    if not isinstance(axis, Line) or axis.step is not None:
        return []
    ticks: list[Tick] = []
    for stretch in stretches:
        cell = axis.cell(stretch.mask)
        if not isinstance(cell, Interval):
            continue
        low, high = _bare(axis.factor, cell.low), _bare(axis.factor, cell.high) or "∞"
        is_point = cell.low is not None and cell.low == cell.high
        if is_point and ticks:
            ticks.pop()
        if low and not is_point and (not ticks or ticks[-1].label != low):
            ticks.append(Tick(stretch.start, low))
        ticks.append(Tick(stretch.middle if is_point else stretch.end, high))
    return ticks


def _bare(factor: Factor, value: Decimal | date | None) -> str:
    if value is None:
        return ""
    return value_in_words(replace(factor, unit=""), value)


def _shades(tiers: Sequence[Tier]) -> list[int]:
    """Return from 1 to `SHADES` how heavy each tier's fine is among the tiers."""
    weights = [
        sum(
            (penalty.amount.coefficient for penalty in tier.penalties if penalty.amount), Decimal(0)
        )
        for tier in tiers
    ]
    ranks = {weight: rank for rank, weight in enumerate(sorted(set(weights)))}
    steps = max(len(ranks) - 1, 1)
    return [1 + ranks[weight] * (SHADES - 1) // steps for weight in weights]


def _runs(wanted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    first = 0
    for is_wanted, alike in groupby(wanted):
        last = first + len(list(alike))
        if is_wanted:
            yield first, last
        first = last
