import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.decision.checking import check_document
from sunhall.kernel.decision.formats import Inexpressible, Loaded, dump, load
from sunhall.kernel.decision.formats.archive import FILE_LIMIT
from sunhall.kernel.decision.formats.cells import Misfit, decode_choices, encode_choices
from sunhall.kernel.decision.formats.example import EXAMPLE
from sunhall.kernel.decision.tests.law_pack import FOLDER
from sunhall.kernel.decision.tests.workbooks import Grids, grids_of, workbook

LAW = [FOLDER.parent / "defects.yaml", *sorted(FOLDER.glob("*.yaml"))]


def cell_of(grids: Grids, sheet: str, header: str, row: int) -> str:
    column = grids[sheet][0].index(header)
    return f"{chr(ord('A') + column)}{row}"


def edited(sheet: str, header: str, row: int, value: object) -> tuple[Loaded, str]:
    grids = grids_of(dump([EXAMPLE], "a.xlsx"))
    cell = cell_of(grids, sheet, header, row)
    grids[sheet][row - 1][grids[sheet][0].index(header)] = value
    return load(workbook(grids), "a.xlsx"), cell


def repacked(data: bytes, **parts: bytes) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def messages(data: bytes) -> list[tuple[str, str]]:
    return [(fault.place, fault.message) for fault in load(data, "a.xlsx").faults]


class TestRoundTrip:
    @pytest.mark.parametrize("path", LAW, ids=lambda path: path.stem)
    def test_keeps_the_law_pack_word_for_word(self, path: Path):
        documents = load(path).documents

        loaded = load(dump(documents, "a.xlsx"), "a.xlsx")

        assert documents
        assert not loaded.faults
        assert canonical_json(loaded.documents) == canonical_json(documents)

    def test_writes_the_law_pack_without_json(self):
        documents = [
            one for path in LAW if path.parent.name == "discretion" for one in load(path).documents
        ]

        grids = grids_of(dump(documents, "a.xlsx"))

        assert len(documents) == 80
        assert len(grids["补充"]) == 1

    def test_keeps_exemptions_and_the_gate(self):
        document = {
            **EXAMPLE,
            "gate": {"factor": "refused", "name": "拒不改正", "must": True, "else": "责令改正"},
            "exemptions": [
                {
                    "id": "E1",
                    "name": "首违不罚",
                    "law": "行政处罚法 第三十三条",
                    "when": {"refused": False},
                    "measures": ["教育"],
                }
            ],
        }

        loaded = load(dump([document], "a.xlsx"), "a.xlsx")

        assert loaded.documents == [document]

    def test_keeps_a_field_without_columns_as_json(self):
        document = {**EXAMPLE, "expected_findings": ["GAP"]}

        loaded = load(dump([document], "a.xlsx"), "a.xlsx")

        assert loaded.documents == [document]

    @pytest.mark.parametrize("text", ["=1+1", "+86", "-甲", "@甲", "'甲", "甲、乙", "a|b"])
    def test_never_writes_a_text_that_could_compute(self, text: str):
        tiers = [{**tier, "measures": [text], "note": text} for tier in EXAMPLE["tiers"]]
        factors = [{**EXAMPLE["factors"][0], "name": text}, *EXAMPLE["factors"][1:]]
        document = {
            **EXAMPLE,
            "code": text.replace("'", "-"),
            "name": text,
            "tiers": tiers,
            "factors": factors,
        }

        data = dump([document], "a.xlsx")

        cells = [cell for rows in grids_of(data).values() for row in rows for cell in row]
        assert not [cell for cell in cells if isinstance(cell, str) and cell[:1] in set("=+-@")]
        assert load(data, "a.xlsx").documents == [document]

    @pytest.mark.parametrize("code", ["甲/乙", "a" * 40, "[1]", "事项", "sl-001"])
    def test_finds_a_sheet_name_for_any_code(self, code: str):
        documents = [EXAMPLE, {**EXAMPLE, "code": code}]

        loaded = load(dump(documents, "a.xlsx"), "a.xlsx")

        assert [item.code for item in loaded.items] == ["SL-001", code]

    def test_refuses_what_it_cannot_keep(self):
        with pytest.raises(Inexpressible):
            dump([{**EXAMPLE, "code": None}], "a.xlsx")


class TestTemplate:
    def test_holds_an_example_without_defects(self):
        [document] = load(dump([EXAMPLE], "a.xlsx"), "a.xlsx").documents

        assert check_document(document).findings == ()

    def test_explains_itself(self):
        guide = grids_of(dump([EXAMPLE], "a.xlsx"))["说明"]

        assert len(guide) >= 8


class TestPlaces:
    def test_name_the_cell_of_every_part(self):
        [item] = load(dump([EXAMPLE], "a.xlsx"), "a.xlsx").items

        assert item.locate("name") == "工作表“事项”B2"
        assert item.locate("tiers[1].when.area.ge") == "工作表“SL-001”C3"
        assert item.locate("tiers[0].when.area") == "工作表“SL-001”E2"
        assert item.locate("statutory[1].fine.min").startswith("工作表“法定幅度”")

    def test_lead_a_proofs_finding_to_its_cell(self):
        loaded, cell = edited("SL-001", "数值", 3, "500-1000")

        [item] = loaded.items
        [finding] = check_document(item.document).findings

        assert finding.kind == "not_fixed"
        assert item.locate(finding.place) == f"工作表“SL-001”{cell}"


class TestFaults:
    @pytest.mark.parametrize(
        ("sheet", "header", "row", "value", "message"),
        [
            ("要素", "最小单位", 2, "一米", "应为数字，现为“一米”"),
            ("要素", "最小值", 2, 1e300, "数字过大"),
            ("事项", "无裁量空间", 2, "也许", "应为“是”或者“否”"),
            ("SL-001", "占用面积 下限", 2, 3, "请在“占用面积 下限”右边写明含不含本数"),
            ("SL-001", "处罚种类", 2, "警告", "处罚种类里却没有“罚款”"),
            ("依据", "事项代码", 2, "XX-1", "没有代码为“XX-1”的事项"),
            ("条件", "要素", 2, "颜色", "没有名为“颜色”的要素"),
            ("事项", "备注", 1, "批注", "没有名为“批注”的列"),
            ("事项", "备注", 1, "部门", "“部门”列重复"),
            ("依据", "事项代码", 1, "代码", "缺少“事项代码”列"),
        ],
    )
    def test_name_the_cell(self, sheet: str, header: str, row: int, value: object, message: str):
        loaded, cell = edited(sheet, header, row, value)

        found = [fault for fault in loaded.faults if message in fault.message]

        assert not loaded.items
        assert found
        assert found[0].place.startswith(f"工作表“{sheet}”")
        assert cell[0] in found[0].place or header == "占用面积 下限" or "缺少" in message

    def test_name_both_rows_of_a_repeated_code(self):
        grids = grids_of(dump([EXAMPLE], "a.xlsx"))
        grids["事项"].append(grids["事项"][1])

        found = messages(workbook(grids))

        assert [place for place, message in found if "出现了 2 次" in message] == [
            "工作表“事项”A2",
            "工作表“事项”A3",
        ]

    def test_name_a_sheet_that_belongs_to_no_item(self):
        grids = grids_of(dump([EXAMPLE], "a.xlsx"))

        found = messages(workbook({**grids, "Sheet1": [["a"]]}))

        assert found == [("工作表“Sheet1”", "没有事项用到这张工作表")]

    def test_name_the_missing_sheet(self):
        assert "没有“事项”工作表" in messages(workbook({"Sheet1": [["a"]]}))[0][1]


class TestRefused:
    def test_a_formula(self):
        grids = grids_of(dump([EXAMPLE], "a.xlsx"))

        data = workbook(
            grids,
            lambda book: book.get_worksheet_by_name("事项").write_formula("B2", "=1+1", None, "甲"),
        )

        assert ("工作表“事项”B2", "单元格里是公式，请粘贴为数值") in messages(data)

    def test_merged_cells(self):
        grids = grids_of(dump([EXAMPLE], "a.xlsx"))

        data = workbook(
            grids, lambda book: book.get_worksheet_by_name("依据").merge_range("B5:C6", "甲")
        )

        assert ("工作表“依据”B5:C6", "单元格被合并了，请取消合并，每格单独填写") in messages(data)

    def test_a_zip_bomb(self):
        data = repacked(dump([EXAMPLE], "a.xlsx"), **{"xl/media.xml": b" " * 60 * 2**20})

        [(place, message)] = messages(data)

        assert len(data) < 2**20
        assert place == "整个文件"
        assert "压缩炸弹" in message

    def test_a_zip_bomb_that_lies_of_its_size(self):
        name = b"xl/media.xml"
        data = repacked(dump([EXAMPLE], "a.xlsx"), **{name.decode(): b" " * 60 * 2**20})
        lied = data.replace((60 * 2**20).to_bytes(4, "little"), (9).to_bytes(4, "little"))

        [(_place, message)] = messages(lied)

        assert lied != data
        assert "不是有效的 .xlsx 工作簿" in message

    def test_a_file_of_50_mb(self):
        [(_place, message)] = messages(b"PK\3\4" + b"\0" * 50 * 2**20)

        assert f"{FILE_LIMIT // 2**20} MB" in message

    def test_a_sheet_that_reaches_too_far(self):
        data = workbook(
            {"事项": [["甲"]]},
            lambda book: book.get_worksheet_by_name("事项").write("XFD1048576", 1),
        )

        assert messages(data) == [("工作表“事项”1048576", "工作表过大，至多 20000 行 400 列")]

    def test_a_macro(self):
        data = repacked(dump([EXAMPLE], "a.xlsx"), **{"xl/vbaProject.bin": b"x"})

        assert "含有宏" in messages(data)[0][1]

    def test_an_external_link(self):
        data = repacked(
            dump([EXAMPLE], "a.xlsx"), **{"xl/externalLinks/externalLink1.xml": b"<a/>"}
        )

        assert "链接了其他文件" in messages(data)[0][1]

    def test_an_entity_bomb(self):
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
        data = repacked(dump([EXAMPLE], "a.xlsx"), **{"xl/workbook.xml": bomb})

        assert "内部的 XML 不正常" in messages(data)[0][1]

    def test_an_old_or_encrypted_workbook(self):
        assert ".xls" in messages(b"\xd0\xcf\x11\xe0" + b"\0" * 600)[0][1]

    def test_anything_else(self):
        assert messages(b"hello") == [("整个文件", "不是有效的 .xlsx 工作簿")]


class TestChoices:
    @given(
        st.lists(st.text(alphabet="甲乙、|=-'a ", min_size=1, max_size=4), min_size=1, max_size=3)
    )
    def test_come_back_in_one_cell(self, values: list[str]):
        try:
            cell = encode_choices(values)
        except Misfit:
            return

        assert decode_choices(cell) == values
        assert not re.match(r"[=+\-@]", cell)
