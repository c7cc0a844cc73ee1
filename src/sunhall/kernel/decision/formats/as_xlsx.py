"""Workbooks: python-calamine reads what was measured before, xlsxwriter writes."""

import io
from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from sunhall.kernel.decision.formats import archive, layout
from sunhall.kernel.decision.formats.cells import NO, YES, CellValue, escaped
from sunhall.kernel.decision.formats.columns import (
    BASIS_COLUMNS,
    CODE,
    DOMAIN_COLUMNS,
    EXEMPTION_COLUMNS,
    FACTOR_COLUMNS,
    FORMULA_COLUMNS,
    GUIDE,
    ITEM_COLUMNS,
    KINDS,
    LEVEL_COLUMNS,
    METHOD,
    METHODS,
    NO_FINE,
    OUTCOME_COLUMNS,
    RANGE_COLUMNS,
    STATUTORY_COLUMNS,
    SUM_COLUMN,
    TIER_COLUMNS,
)
from sunhall.kernel.decision.formats.loaded import Document, Faults, Loaded, Unreadable, gather
from sunhall.kernel.decision.formats.tables import INCLUDED, Column, Grid

VALIDATED_ROWS = 500

_COLUMNS: dict[str, Column] = {
    column.header: column
    for column in (
        *OUTCOME_COLUMNS,
        *TIER_COLUMNS,
        *EXEMPTION_COLUMNS,
        *STATUTORY_COLUMNS,
        *RANGE_COLUMNS,
        *FORMULA_COLUMNS,
        *LEVEL_COLUMNS,
        *DOMAIN_COLUMNS,
        *FACTOR_COLUMNS,
        *BASIS_COLUMNS,
        *ITEM_COLUMNS,
        SUM_COLUMN,
    )
}


def load(data: bytes, *, sound_only: bool = False) -> Loaded:
    """Return the items of a workbook laid out as the template."""
    faults = Faults()
    try:
        parts = archive.repack(data)
        archive.scan(parts, faults)
        items = layout.items(_grids(archive.packed(parts)), faults)
    except Unreadable as error:
        faults.add_unreadable(error)
        return Loaded(faults=tuple(faults.findings))
    return gather(items, faults, {}, sound_only=sound_only)


def dump(documents: Iterable[Document], _meta: Mapping[str, Any] | None = None) -> bytes:
    """Return documents as a workbook that `load` reads back unchanged.

    Raises:
        Inexpressible: a document would not come back the same.
    """
    file = io.BytesIO()
    pages = layout.pages(documents)
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        writer = _Writer(workbook)
        writer.guide()
        for page in pages:
            writer.page(page)
    return file.getvalue()


def _grids(file: io.BytesIO) -> dict[str, Grid]:
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        return {name: _grid(workbook, name) for name in workbook.sheet_names}
    except (CalamineError, OSError, ValueError, OverflowError):
        raise Unreadable("不是有效的 .xlsx 工作簿") from None


def _grid(workbook: CalamineWorkbook, name: str) -> Grid:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[str(one) if isinstance(one, time | timedelta) else one for one in row] for row in rows]


class _Writer:
    """Writes sheets: a frozen header row with notes, drop-down lists, nothing that computes."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._header = workbook.add_format(
            {"bold": True, "bg_color": "#E8F1F5", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self._body = workbook.add_format({"text_wrap": True, "valign": "top"})

    def guide(self) -> None:
        """Write the sheet of instructions."""
        sheet = self._workbook.add_worksheet(GUIDE)
        sheet.set_column(0, 0, 100, self._body)
        for number, line in enumerate(_guide()):
            sheet.write_string(number, 0, line, self._body)

    def page(self, page: layout.Page) -> None:
        """Write one sheet."""
        sheet = self._workbook.add_worksheet(page.name)
        sheet.freeze_panes(1, 2)
        for column, header in enumerate(page.headers):
            shown = INCLUDED if header.endswith(f" {INCLUDED}") else header
            sheet.write_string(0, column, escaped(shown), self._header)
            sheet.set_column(column, column, _width(shown), self._body)
            self._help(sheet, column, header)
        for row, cells in enumerate(page.records, 1):
            for column, header in enumerate(page.headers):
                self._write(sheet, row, column, cells.get(header))

    def _write(self, sheet: Any, row: int, column: int, cell: CellValue) -> None:
        if isinstance(cell, str):
            sheet.write_string(row, column, cell, self._body)
        elif isinstance(cell, int | float):
            sheet.write_number(row, column, cell, self._body)

    def _help(self, sheet: Any, column: int, header: str) -> None:
        known = _COLUMNS.get(header)
        if known is not None and known.note:
            sheet.write_comment(0, column, _(known.note))
        words = (YES, NO) if header.endswith(f" {INCLUDED}") else known and known.codec.words
        if header == METHOD:
            words = (*METHODS.words, NO_FINE)
        if words:
            sheet.data_validation(
                1, column, VALIDATED_ROWS, column, {"validate": "list", "source": list(words)}
            )


def _guide() -> list[str]:
    return [
        _("裁量基准导入模板"),
        _("一、每个事项在“事项”表占一行；“依据”“要素”“法定幅度”按事项代码各占若干行。"),
        _("二、每个事项另有一张阶次表，一档一行。表名写在“事项”表的“阶次表”列，留空即为事项代码。"),
        _("三、数值要素有四列：下限、含、上限、含。含本数填“是”，不含填“否”；没有界限就留空。"),
        _("四、选项要素只有一列，几个取值用“、”隔开；取值里有“、”时改用“|”隔开。"),
        _(
            "五、“处罚种类”依次写明，例如：警告、罚款、责令停业整顿（15日）。数额只写一个确定的数或者公式。"
        ),
        _(
            "六、法定幅度和不予处罚的条件写在“条件”表；同一编号有几组条件、满足其一即可的，用“组”列编号。"
        ),
        _("七、不要写公式，不要合并单元格。以 =、+、-、@ 开头的文字前加英文单引号。"),
        _("八、“%(code)s”“%(kinds)s”等列名不能改。") % {"code": CODE, "kinds": KINDS},
    ]


def _width(header: str) -> int:
    return 6 if header == INCLUDED else min(40, max(12, 2 * len(header) + 4))
