"""Sheets as records: one header row, one record a row, every cell with its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sunhall.kernel.decision.formats.cells import CellValue, Codec, Misfit, decode_text
from sunhall.kernel.decision.formats.loaded import Document, Faults, SheetCell, Source

Cells = dict[str, CellValue]
Grid = Sequence[Sequence[CellValue]]

INCLUDED = "含"
"""The header of the column right of a bound: whether the bound itself counts."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the path in the record, and how the value is written."""

    header: str
    path: str
    codec: Codec
    note: str = ""
    is_required: bool = False


def included(header: str) -> str:
    """Return the full name of the column that tells whether a bound counts."""
    return f"{header} {INCLUDED}"


def reference(row: int, column: int) -> str:
    """Return the name of a cell; row and column count from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


class Row:
    """One row of a sheet; what cannot be read is noted under its cell."""

    def __init__(self, cells: Cells, sheet: "Sheet", number: int) -> None:
        self.cells = cells
        self.sheet = sheet
        self.number = number
        self.item = ""

    def __contains__(self, header: str) -> bool:
        """Tell whether the cell is filled."""
        return self.cells.get(header) is not None

    def read(self, header: str, codec: Codec) -> Any:
        """Return the value of a cell; `None` where it is blank or wrong."""
        cell = self.cells.get(header)
        if cell is None:
            return None
        try:
            return codec.decode(cell)
        except Misfit as misfit:
            self.note(header, misfit.template, **misfit.params)
            return None

    def note(self, header: str, template: str, /, **params: object) -> None:
        """Note a fault of a cell."""
        self.sheet.faults.add(template, self.source(header), item=self.item, **params)

    def source(self, header: str = "") -> Source:
        """Return the place of a cell, or of the row."""
        column = self.sheet.columns.get(header, 0)
        return SheetCell(self.sheet.name, reference(self.number, column + 1))


class Sheet:
    """A sheet's headers and rows. A header must be known and stand once."""

    def __init__(self, name: str, faults: Faults, columns: Mapping[str, int]) -> None:
        self.name = name
        self.faults = faults
        self.columns = columns
        self.rows: list[Row] = []

    @classmethod
    def of_grid(cls, name: str, grid: Grid, faults: Faults) -> "Sheet":
        """Return the sheet of a grid whose first row holds the headers."""
        sheet = cls(name, faults, _columns(name, grid[0] if grid else (), faults))
        for number, values in enumerate(grid[1:], 2):
            cells = sheet._cells(values)
            if cells:
                sheet.rows.append(Row(cells, sheet, number))
        return sheet

    @classmethod
    def of_records(cls, name: str, records: Iterable[Cells]) -> "Sheet":
        """Return the sheet of records that were just written."""
        sheet = cls(name, Faults(), {})
        sheet.rows = [Row(cells, sheet, number) for number, cells in enumerate(records, 2)]
        return sheet

    def check_headers(self, known: Iterable[str], required: Iterable[str]) -> None:
        """Note unknown headers and missing ones."""
        known = set(known)
        for header, column in self.columns.items():
            if header not in known:
                place = SheetCell(self.name, reference(1, column + 1))
                self.faults.add("没有名为“%(header)s”的列", place, header=header[:40])
        for header in required:
            if header not in self.columns:
                place = SheetCell(self.name, reference(1, 1))
                self.faults.add("缺少“%(header)s”列", place, header=header)

    def _cells(self, values: Sequence[CellValue]) -> Cells:
        cells = {
            header: _blank_to_none(values[column])
            for header, column in self.columns.items()
            if column < len(values)
        }
        return {header: cell for header, cell in cells.items() if cell is not None}


def _columns(name: str, cells: Sequence[CellValue], faults: Faults) -> dict[str, int]:
    """Return where each header stands; a repeated one is noted."""
    columns: dict[str, int] = {}
    previous = ""
    for column, cell in enumerate(cells):
        header = decode_text(_blank_to_none(cell)).strip()
        if header == INCLUDED and previous:
            header = included(previous)
        previous = header
        if header in columns:
            place = SheetCell(name, reference(1, column + 1))
            faults.add("“%(header)s”列重复", place, header=header[:40])
        elif header:
            columns[header] = column
    return columns


def _blank_to_none(cell: CellValue) -> CellValue:
    return None if isinstance(cell, str) and not cell.strip() else cell


def write_record(record: Mapping[str, Any], columns: Iterable[Column]) -> Cells:
    """Return the cells of a record.

    Raises:
        Misfit: a value does not go into its cell.
    """
    cells: Cells = {}
    for column in columns:
        value = _get(record, column.path)
        if value is not None:
            cells[column.header] = column.codec.encode(value)
    return cells


def read_record(
    row: Row, columns: Iterable[Column], place: str, places: dict[str, Source]
) -> Document:
    """Return the record of a row; blank cells leave their fields out."""
    record: Document = {}
    places[place] = row.source()
    for column in columns:
        where = f"{place}.{column.path}" if place else column.path
        places[where] = row.source(column.header)
        value = row.read(column.header, column.codec)
        if value is not None:
            _set(record, column.path, value)
    return record


def _get(record: Any, path: str) -> Any:
    for name in path.split("."):
        record = record.get(name) if isinstance(record, Mapping) else None
    return record


def _set(record: Document, path: str, value: object) -> None:
    *outer, last = path.split(".")
    for name in outer:
        record = record.setdefault(name, {})
    record[last] = value
