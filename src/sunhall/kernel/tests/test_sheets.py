"""Spreadsheets: values come back as they went in; dangerous files are refused with their place."""

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter

from sunhall.kernel.sheets import SheetFault, place_of, read_workbook, write_workbook


def workbook(build: Callable[[xlsxwriter.worksheet.Worksheet], object]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        build(book.add_worksheet("事项"))
    return file.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    file = BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def with_sheet_xml(content: bytes, data: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.infolist():
            is_sheet = part.filename == "xl/worksheets/sheet1.xml"
            new.writestr(part.filename, data if is_sheet else old.read(part))
    return file.getvalue()


class TestReadWorkbook:
    def test_returns_what_was_written(self):
        rows = [
            ["编码", "金额", "日期"],
            ["QD-CG-001", Decimal("12.5"), date(2026, 1, 2)],
            ["b", 3, None],
        ]

        read = read_workbook(write_workbook({"事项": rows}))

        assert read == {"事项": rows}

    def test_keeps_the_position_of_cells_after_empty_rows(self):
        content = workbook(lambda sheet: sheet.write_string(3, 2, "远处"))

        read = read_workbook(content)

        assert read["事项"][3][2] == "远处"

    @pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@name", "=cmd|' /C calc'!A0"])
    def test_returns_a_text_that_looks_like_a_formula_as_text(self, text):
        read = read_workbook(write_workbook({"事项": [["名称"], [text]]}))

        assert read["事项"][1] == [text]

    def test_refuses_a_formula_naming_its_cell(self):
        content = workbook(lambda sheet: sheet.write_formula("B3", "=1+1"))

        with pytest.raises(SheetFault) as fault:
            read_workbook(content)

        assert fault.value.place == "事项!B3"

    def test_refuses_a_code_that_was_mangled_into_a_number(self):
        content = workbook(lambda sheet: sheet.write_number("A2", 113702000050100138))

        with pytest.raises(SheetFault) as fault:
            read_workbook(content)

        assert fault.value.place == "事项!A2"

    @pytest.mark.parametrize(
        "content", [b"", b"PK\x03\x04", b"code,name\n1,2\n", "编码".encode("gbk"), b"\x00" * 1000]
    )
    def test_refuses_what_is_not_a_workbook(self, content):
        with pytest.raises(SheetFault):
            read_workbook(content)

    @pytest.mark.parametrize(
        "part", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin"]
    )
    def test_refuses_macros_links_and_embedded_files(self, part):
        content = with_part(write_workbook({"事项": [["编码"]]}), part, b"x")

        with pytest.raises(SheetFault):
            read_workbook(content)

    def test_refuses_a_zip_bomb(self):
        content = with_part(
            write_workbook({"事项": [["编码"]]}), "xl/media/a.xml", b"0" * (1 << 26)
        )

        with pytest.raises(SheetFault):
            read_workbook(content)

    def test_refuses_more_than_50_megabytes(self):
        with pytest.raises(SheetFault):
            read_workbook(b"x" * (50 * 1024 * 1024 + 1))

    def test_refuses_a_cell_at_the_end_of_the_world(self):
        content = workbook(lambda sheet: sheet.write_string("XFD1048576", "x"))

        with pytest.raises(SheetFault) as fault:
            read_workbook(content)

        assert fault.value.place == "事项!XFD1048576"

    def test_refuses_a_document_type_declaration(self):
        bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet><sheetData/></worksheet>'
        content = with_sheet_xml(write_workbook({"事项": [["编码"]]}), bomb)

        with pytest.raises(SheetFault):
            read_workbook(content)

    @pytest.mark.parametrize("keep", [100, 1000, 3000])
    def test_refuses_a_file_cut_short(self, keep):
        content = write_workbook({"事项": [["编码"], ["QD-CG-001"]]})

        with pytest.raises(SheetFault):
            read_workbook(content[:keep])

    def test_refuses_a_null_character_naming_its_cell(self):
        cell = b'<c r="A2" t="inlineStr"><is><t>_x0000_</t></is></c>'
        main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        sheet = b'<worksheet xmlns="%b"><sheetData><row r="2">%b</row></sheetData></worksheet>'
        content = with_sheet_xml(write_workbook({"事项": []}), sheet % (main, cell))

        with pytest.raises(SheetFault) as refused:
            read_workbook(content)

        assert refused.value.place == "事项!A2"


class TestPlaceOf:
    def test_names_sheet_column_and_row(self):
        assert place_of("人员", 0, 27) == "人员!AB1"
