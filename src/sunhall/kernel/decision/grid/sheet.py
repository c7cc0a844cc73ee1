"""From a document to the rows and cells of an editor, with what is wrong beside each of them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sunhall.kernel.decision.findings import Finding, Kind, as_plain
from sunhall.kernel.decision.grid.cells import CellEntry, Column
from sunhall.kernel.decision.grid.marks import Marks, mark
from sunhall.kernel.decision.grid.outcomes import (
    AmountEntry,
    RangeEntry,
    fine_place,
    other_lines,
)
from sunhall.kernel.decision.grid.parts import (
    FactorEntry,
    ItemEntry,
    LevelEntry,
    ScoringEntry,
    TierEntry,
    choosing,
    columns_of,
    is_scoring,
)
from sunhall.kernel.decision.grid.reading import cell_of, measure_lines
from sunhall.kernel.decision.grid.texts import Entry, entries, line_of, record


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the grid where something may be wrong, and what is."""

    name: str
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One condition: its fields' name, its column, what they say, what is wrong."""

    name: str
    column: Column
    entry: CellEntry
    spot: Spot

    @property
    def choices(self) -> list[str]:
        """Return all values one may tick: those of the factor, then any that is none of them."""
        strange = [text for text in self.entry.chosen if text not in self.column.choices]
        return [*self.column.choices, *strange]


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch no tier covers: in words, and as the condition of a tier that would."""

    finding: Finding
    words: str
    condition: str


@dataclass(frozen=True, slots=True)
class Row:
    """One tier, statutory range, factor or weight: its fields, its cells, what is wrong."""

    name: str
    number: int
    entry: Entry
    spots: dict[str, Spot]
    cells: list[Cell] = field(default_factory=list)
    fine: AmountEntry | None = None
    levels: "list[Row]" = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    is_locked: bool = False
    """Its condition is of a kind the grid does not show."""

    @property
    def place(self) -> int:
        """Return its place in the document, counted from 0."""
        return self.number - 1

    @property
    def levels_part(self) -> str:
        """Return the name under which its weights are listed."""
        return f"{self.name}-levels"

    @property
    def is_faulty(self) -> bool:
        """Tell whether anything is wrong with it."""
        return any(spot.findings for spot in self.all_spots)

    @property
    def all_spots(self) -> list[Spot]:
        """Return its spots, those of its cells and of its weights."""
        inner = [spot for level in self.levels for spot in level.all_spots]
        return [*self.spots.values(), *(cell.spot for cell in self.cells), *inner]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document, laid out."""

    item: ItemEntry
    scoring: ScoringEntry | None
    columns: list[Column]
    bases: list[tuple[str, str]]
    factors: list[Row]
    tiers: list[Row]
    statutory: list[Row]
    item_spot: Spot
    tiers_spot: Spot

    @property
    def spots(self) -> list[Spot]:
        """Return every spot of the sheet."""
        rows = [*self.factors, *self.tiers, *self.statutory]
        inner = [spot for row in rows for spot in row.all_spots]
        return [self.item_spot, self.tiers_spot, *inner]


def sheet_of(document: dict[str, Any], findings: Iterable[Finding] = ()) -> Sheet:
    """Return a document in rows and cells."""
    found = list(findings)
    marks = mark(document, found)
    sheet = Sheet(
        item=ItemEntry.of(document),
        scoring=ScoringEntry.of(document) if is_scoring(document) else None,
        columns=choosing(document),
        bases=_bases(document),
        factors=[
            _factor_row(column, factor, marks)
            for column, factor in zip(
                columns_of(document), entries(document.get("factors")), strict=True
            )
        ],
        tiers=[
            _tier_row(place, record(tier), choosing(document), marks)
            for place, tier in enumerate(entries(document.get("tiers")))
        ],
        statutory=[
            _range_row(place, record(part), choosing(document), marks)
            for place, part in enumerate(entries(document.get("statutory")))
        ],
        item_spot=_row_spot("item", marks, ()),
        tiers_spot=Spot("tiers", [each for each in marks.get("tiers", ()) if not _is_gap(each)]),
    )
    _place_gaps(sheet, document, found)
    return sheet


def fields_of(document: dict[str, Any]) -> dict[str, list[str]]:
    """Return what a browser sends of a document's sheet when nothing was changed."""
    sheet = sheet_of(document)
    form = sheet.item.put("item")
    if sheet.scoring:
        form |= sheet.scoring.put("scoring")
    for part, rows in (
        ("factors", sheet.factors),
        ("tiers", sheet.tiers),
        ("statutory", sheet.statutory),
    ):
        form |= _fields_of_rows(part, rows)
    return form


def _fields_of_rows(part: str, rows: list[Row]) -> dict[str, list[str]]:
    form = {part: [str(row.place) for row in rows]}
    for row in rows:
        form |= row.entry.put(row.name)
        if row.fine:
            form |= row.fine.put(f"{row.name}-fine")
        for cell in row.cells:
            form |= cell.entry.put(cell.name)
        if row.levels:
            form |= _fields_of_rows(f"{row.name}-levels", row.levels)
    return form


def _tier_row(place: int, tier: dict[str, Any], columns: list[Column], marks: Marks) -> Row:
    name, penalties = f"tiers-{place}", entries(tier.get("penalties"))
    at = fine_place(penalties)
    return Row(
        name=name,
        number=place + 1,
        entry=TierEntry(
            desc=line_of(tier.get("desc")),
            others="\n".join(other_lines(penalties)),
            measures="\n".join(measure_lines(tier)),
            note=line_of(tier.get("note")),
        ),
        spots=_spots(name, marks, ("desc", "fine")),
        cells=_cells(name, tier, columns, marks),
        fine=AmountEntry.of(None if at is None else penalties[at]),
        is_locked=not isinstance(tier.get("when"), dict | None),
    )


def _range_row(place: int, part: dict[str, Any], columns: list[Column], marks: Marks) -> Row:
    name, is_locked = f"statutory-{place}", not isinstance(part.get("when"), dict | None)
    return Row(
        name=name,
        number=place + 1,
        entry=RangeEntry.of(part),
        spots=_spots(name, marks),
        cells=[] if is_locked else _cells(name, part, columns, marks),
        is_locked=is_locked,
    )


def _factor_row(column: Column, factor: Any, marks: Marks) -> Row:
    name = f"factors-{column.place}"
    levels = [record(level) for level in entries(record(factor).get("levels"))]
    return Row(
        name=name,
        number=column.place + 1,
        entry=FactorEntry.of(factor),
        spots=_spots(name, marks),
        levels=[
            _level_row(f"{name}-levels-{at}", at, level, column, marks)
            for at, level in enumerate(levels)
        ],
    )


def _level_row(name: str, at: int, level: dict[str, Any], column: Column, marks: Marks) -> Row:
    entry = CellEntry.of(level.get("when"), column)
    return Row(
        name=name,
        number=at + 1,
        entry=LevelEntry.of(level),
        spots=_spots(name, marks),
        cells=[Cell(f"{name}-when", column, entry, _spot(f"{name}-when", marks))],
    )


def _cells(name: str, part: dict[str, Any], columns: list[Column], marks: Marks) -> list[Cell]:
    names = [f"{name}-when-{column.place}" for column in columns]
    return [
        Cell(cell, column, cell_of(part, column), _spot(cell, marks))
        for cell, column in zip(names, columns, strict=True)
    ]


def _spots(name: str, marks: Marks, own: Sequence[str] = ()) -> dict[str, Spot]:
    """Return the spots of a row: those of some of its fields, and `row` for all the rest."""
    return {
        "row": _row_spot(name, marks, own),
        **{field: _spot(f"{name}-{field}", marks) for field in own},
    }


def _row_spot(name: str, marks: Marks, own: Sequence[str]) -> Spot:
    found = list(marks.get(name, ()))
    for marked, findings in marks.items():
        field = marked.removeprefix(f"{name}-") if marked.startswith(f"{name}-") else "-"
        if "-" not in field and field not in (*own, "when"):
            found += [finding for finding in findings if finding not in found]
    return Spot(name, found)


def _spot(name: str, marks: Marks) -> Spot:
    return Spot(name, marks.get(name, ()))


def _is_gap(finding: Finding) -> bool:
    return finding.kind is Kind.GAP and "box" in finding.params


def _bases(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what a fine may multiply: the numbers, and the products already in use."""
    names = {
        column.key: column.name
        for column in columns_of(document)
        if column.type in ("number", "count")
    }
    fines = [record(record(part).get("fine")) for part in entries(document.get("statutory"))]
    for tier in entries(document.get("tiers")):
        penalties = entries(record(tier).get("penalties"))
        fines += [record(record(penalty).get("amount")) for penalty in penalties]
    for fine in fines:
        keys = fine.get("base")
        keys = list(map(line_of, keys)) if isinstance(keys, list) else [line_of(keys)]
        names.setdefault(",".join(keys), " × ".join(names.get(key, key) for key in keys))
    return [(key, name) for key, name in names.items() if key]


def _place_gaps(sheet: Sheet, document: dict[str, Any], findings: Iterable[Finding]) -> None:
    """Show every gap below the tier it is nearest to."""
    if not sheet.tiers:
        return
    for finding in findings:
        box = as_plain(finding.params.get("box"))
        if not _is_gap(finding) or finding.place != "tiers" or not isinstance(box, dict):
            continue
        near = max(sheet.tiers, key=lambda row: _nearness(row, document, box))
        condition = json.dumps(box, ensure_ascii=False, sort_keys=True)
        near.gaps.append(Gap(finding, str(finding.params["box"]), condition))


def _nearness(row: Row, document: dict[str, Any], box: dict[str, Any]) -> int:
    when = record(record(document["tiers"][row.place]).get("when"))
    score = 0
    for cell in row.cells:
        stated, missing = when.get(cell.column.key), box.get(cell.column.key)
        entry = CellEntry.of(missing, cell.column)
        if stated == missing or cell.entry == entry:
            score += 4
        elif cell.column.is_ordered and cell.entry.high == entry.low != "":
            score += 2
        elif set(cell.entry.chosen) & set(entry.chosen):
            score += 3
    return score
