"""Workbooks with bad intent, brought to the page: each is turned down with its place."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sunhall.directory.models import UploadedWorkbook
from sunhall.directory.rules.tables import TABLES
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.sheets import write_workbook

DAY = date(2026, 1, 1)
DIVISION = {"kind": "district", "valid_from": DAY}
UNIT = {"kind": "district_bureau", "division": "370202", "valid_from": DAY}
PERSON = {"name": "新人", "valid_from": DAY}


def book(sheet, *entries):
    columns = next(table for table in TABLES if table.sheet == sheet).columns
    rows = [[entry.get(column.field) for column in columns] for entry in entries]
    return write_workbook({sheet: [[column.header for column in columns], *rows]})


def edit(content, part, old, new):
    edited = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(edited, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name == part else data)
    return edited.getvalue()


def bomb():
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (60 << 20))
    return file.getvalue()


def bring(client, content, name="a.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("directory:workbook"), {"file": file}, follow=True)


ONE = book("人员", {"employee_number": "N1", **PERSON})
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


class TestChoose:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"x" * (60 << 20), "超过 50 MB"),
            (bomb(), "文件"),
            ("工号,姓名\nN1,新人\n".encode("gb18030"), "不是这里接受的类型"),
            (ONE[: len(ONE) // 2], "文件损坏"),
            (edit(ONE, SHEET, b"<v>", b"<f>1+1</f><v>"), "人员!A1 单元格是公式"),
            (edit(ONE, TEXTS, "新人".encode(), b"_x0000_"), "人员!B2 单元格含有看不见的空字符"),
            (b"", "空"),
        ],
        ids=["60 MB", "bomb", "gb18030", "cut", "formula", "null", "empty"],
    )
    def test_refuses_a_file_it_must_not_open(self, sign_on, content, words):
        response = bring(sign_on("chen"), content)

        assert response.status_code == 422
        assert words in response.content.decode()
        assert not UploadedWorkbook.objects.exists()


class TestTakeIn:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (
                book("人员", *[{"employee_number": "N1", **PERSON}] * 2),
                "人员!A3",
            ),
            (
                book(
                    "区划",
                    {"code": "370291", "name": "甲", "successor": "370292", **DIVISION},
                    {"code": "370292", "name": "乙", "successor": "370291", **DIVISION},
                ),
                "关系成环",
            ),
            (
                book(
                    "单位",
                    {"code": "B1", "name": "甲", "parent": "B2", **UNIT},
                    {"code": "B2", "name": "乙", "parent": "B1", **UNIT},
                ),
                "关系成环",
            ),
            (book("单位", {"code": "B1", "name": "甲", "parent": "B1", **UNIT}), "关系成环"),
            (book("人员", {"employee_number": "=1+1", **PERSON}), "人员!A2"),
            (book("人员", {"employee_number": "N1" * 50, **PERSON}), "人员!A2"),
        ],
        ids=["twice", "successors", "parents", "own parent", "like a formula", "long"],
    )
    def test_imports_nothing_of_a_faulty_one(self, sign_on, content, words):
        client = sign_on("chen")
        shown = bring(client, content)
        before = JournalEntry.objects.count()

        done = client.post(
            reverse("directory:import_workbook", args=[UploadedWorkbook.objects.get().pk])
        )

        assert words in shown.content.decode()
        assert done.status_code == 409
        assert JournalEntry.objects.count() == before
