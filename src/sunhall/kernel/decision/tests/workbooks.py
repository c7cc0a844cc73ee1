"""Workbooks as grids of values, to look into and to spoil."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

Grids = dict[str, list[list[Any]]]


def grids_of(data: bytes) -> Grids:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def workbook(grids: Grids, touch: Callable[[Any], None] = lambda book: None) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in grids.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, day)
                    elif isinstance(cell, str) and cell:
                        sheet.write_string(number, column, cell)
                    elif cell not in ("", None):
                        sheet.write(number, column, cell)
        touch(book)
    return file.getvalue()
