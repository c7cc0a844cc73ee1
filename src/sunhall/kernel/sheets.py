"""Spreadsheets in and out: XLSX files nobody has to trust."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext_noop as _
from python_calamine import CalamineError, CalamineWorkbook

from sunhall.kernel.errors import Refusal
from sunhall.kernel.sheet_guard import Limits, UnsafeSheetError, inspect

Cell = str | int | Decimal | bool | date | datetime | time | timedelta | None
Row = list[Cell]

MAX_BYTES = 50 * 1024 * 1024
# A spreadsheet keeps 15 digits of a number; a longer code stored as one has lost its end.
EXACT_BELOW = 10**15
RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r")


class SheetFault(Refusal):
    """A spreadsheet cannot be taken as it is; `place` says where (`事项!B3`, or the file)."""

    code = "sheet_fault"

    def __init__(self, place: str, message: str, **facts: object) -> None:
        super().__init__(**facts)
        self.place = place
        self.message = message


def place_of(sheet: str, row: int, column: int) -> str:
    """Return a cell's place as people write it; row and column count from 0.

    >>> place_of("事项", 2, 1)
    '事项!B3'
    """
    return f"{sheet}!{xlsxwriter.utility.xl_rowcol_to_cell(row, column)}"


def read_workbook(content: bytes) -> dict[str, list[Row]]:
    """Return the rows of every sheet, first row and first column first.

    Texts are stripped, empty cells are None, whole numbers int, other numbers Decimal.

    Raises:
        SheetFault: not an XLSX file, too large, a bomb, or it holds formulas, errors, macros,
            embedded files, links to other workbooks, NULs or codes mangled into numbers.
    """
    if len(content) > MAX_BYTES:
        raise SheetFault("", _("文件超过 %(limit)s MB"), limit=MAX_BYTES // 1024 // 1024)
    try:
        inspect(content, Limits())
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except UnsafeSheetError as unsafe:
        raise SheetFault(unsafe.place, unsafe.message, **unsafe.facts) from None
    except (CalamineError, zipfile.BadZipFile, ValueError):
        raise SheetFault("", _("文件损坏，或者不是 XLSX 工作簿")) from None
    return {name: _rows(name, rows) for name, rows in sheets.items()}


def write_workbook(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """Return an XLSX file; the first row of each sheet is its header.

    Texts stay texts: nothing a cell holds is ever run as a formula.
    """
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        formats = _Formats(book)
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    _write(sheet, formats, row, column, cell)
            sheet.autofit(400)
    return file.getvalue()


class _Formats:
    """The few looks a cell can have."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8F1F8"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.quoted = book.add_format({"quote_prefix": True})


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, formats: _Formats, row: int, column: int, cell: Cell
) -> None:
    if row == 0:
        sheet.write_string(row, column, str(cell or ""), formats.header)
    elif isinstance(cell, str):
        look = formats.quoted if cell.startswith(RISKY_STARTS) else None
        sheet.write_string(row, column, cell, look)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell.replace(tzinfo=None), formats.moment)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats.day)
    else:
        sheet.write(row, column, cell)


def _rows(sheet: str, rows: Iterable[Sequence[object]]) -> list[Row]:
    return [
        [_cell(sheet, row, column, value) for column, value in enumerate(cells)]
        for row, cells in enumerate(rows)
    ]


def _cell(sheet: str, row: int, column: int, value: object) -> Cell:
    if isinstance(value, str):
        if "\x00" in value:
            raise SheetFault(
                place_of(sheet, row, column), _("单元格含有看不见的空字符，请重新填写")
            )
        return value.strip() or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value if isinstance(value, Cell) else None
    if abs(value) >= EXACT_BELOW:
        place = place_of(sheet, row, column)
        raise SheetFault(place, _("长编码被存成了数字，末位已丢失；请把单元格设为文本后重新填写"))
    return int(value) if value == int(value) else Decimal(repr(value))
