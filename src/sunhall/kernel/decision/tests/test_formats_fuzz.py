"""Whatever a file holds, loading ends with items or findings, never with an exception."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sunhall.kernel.decision.formats import SUFFIXES, dump, load
from sunhall.kernel.decision.formats.example import EXAMPLE
from sunhall.kernel.decision.reading import read_benchmark
from sunhall.kernel.decision.tests.workbooks import grids_of, workbook

FUZZ = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
YAML, DMN, XLSX = (dump([EXAMPLE], f"a{suffix}") for suffix in (".yaml", ".dmn", ".xlsx"))

GRIDS = grids_of(XLSX)
PLACES = st.sampled_from(
    [
        (name, row, column)
        for name, rows in GRIDS.items()
        for row, cells in enumerate(rows)
        for column in range(len(cells))
    ]
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**6), 10**18),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.text(alphabet="甲、|是否含0.9-=+@'\n#（）年日{}[]\"", max_size=8),
    st.sampled_from([cell for rows in GRIDS.values() for row in rows for cell in row]),
)

SNIPPETS = st.sampled_from(
    [
        b"",
        b"\0",
        b"\xff\xfe",
        "甲".encode("gbk"),
        b"&a *a",
        b"!!python/object:a",
        b".nan",
        b"1e400",
        b"[" * 50,
        b"{",
        b"<<: *x",
        b"- - -",
        b"<a>",
        b"</rule>",
        b"&lt; x",
        b"&#0;",
        b"not(",
        b"]1..2[",
        b'date("9999-99-99")',
        b"9" * 400,
        b"null",
        b"\n",
    ]
)


def spoiled(text: bytes) -> st.SearchStrategy[bytes]:
    """Cut a piece out of a text and put something else there, once or several times."""
    cut = st.tuples(st.integers(0, len(text)), st.integers(0, 40), SNIPPETS | st.binary(max_size=8))

    def apply(cuts: list[tuple[int, int, bytes]]) -> bytes:
        data = text
        for start, length, piece in cuts:
            data = data[:start] + piece + data[start + length :]
        return data

    return st.lists(cut, min_size=1, max_size=4).map(apply)


def load_and_read(data: bytes, filename: str) -> None:
    loaded = load(data, filename, sound_only=True)
    for fault in loaded.faults:
        assert fault.message
        assert fault.place
    for item in loaded.items:
        _benchmark, findings = read_benchmark(item.document)
        for finding in findings:
            assert item.locate(finding.place)


class TestLoad:
    @pytest.mark.parametrize("suffix", SUFFIXES)
    @FUZZ
    @given(data=st.binary(max_size=300))
    def test_survives_random_bytes(self, suffix: str, data: bytes):
        load_and_read(data, f"a{suffix}")

    @FUZZ
    @given(data=spoiled(YAML))
    def test_survives_spoiled_yaml(self, data: bytes):
        load_and_read(data, "a.yaml")

    @FUZZ
    @given(data=spoiled(DMN))
    def test_survives_spoiled_dmn(self, data: bytes):
        load_and_read(data, "a.dmn")

    @FUZZ
    @given(data=spoiled(XLSX))
    def test_survives_a_spoiled_archive(self, data: bytes):
        load_and_read(data, "a.xlsx")

    @FUZZ
    @given(data=st.data())
    def test_survives_spoiled_parts_of_a_workbook(self, data: st.DataObject):
        with zipfile.ZipFile(io.BytesIO(XLSX)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = data.draw(st.sampled_from(sorted(parts)))
        parts[name] = data.draw(spoiled(parts[name]))
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)

        load_and_read(file.getvalue(), "a.xlsx")

    @FUZZ
    @given(cells=st.lists(st.tuples(PLACES, VALUES), min_size=1, max_size=5))
    def test_survives_spoiled_cells(self, cells: list[tuple[tuple[str, int, int], Any]]):
        grids = {name: [list(row) for row in rows] for name, rows in GRIDS.items()}
        for (sheet, row, column), value in cells:
            grids[sheet][row][column] = value

        load_and_read(workbook(grids), "a.xlsx")
