"""Rules of the directory: periods, circles, and what a workbook says."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sunhall.directory import errors
from sunhall.directory.rules.circles import depth, find_circle
from sunhall.directory.rules.periods import Period
from sunhall.directory.rules.tables import TABLES
from sunhall.directory.rules.workbook import ChangeKind, compare, parse, write

DIVISION = ["370299", "新区", "district", date(2026, 1, 1), None, None]
HEADER = [column.header for column in TABLES[0].columns]
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9))


def workbook(*rows, header=None):
    return {"区划": [header or HEADER, *[list(row) for row in rows]]}


def places(parsed):
    return [(fault.place, fault.template) for fault in parsed.faults]


class TestPeriod:
    @given(DAYS, DAYS, DAYS, DAYS)
    def test_overlaps_exactly_where_a_day_is_in_both(self, a, b, c, d):
        first, second = Period(a, b), Period(c, d)
        days = [date(2025, 12, 31), *(date(2026, 1, day) for day in range(1, 10))]

        common = [day for day in days if holds(first, day) and holds(second, day)]

        if not first.is_empty and not second.is_empty:
            assert first.overlaps(second) is bool(common)


def holds(period, day):
    started = period.start is None or period.start <= day
    return started and (period.end is None or day < period.end)


class TestFindCircle:
    @pytest.mark.parametrize(
        ("links", "circle"),
        [
            ({}, []),
            ({"a": "b", "c": "b"}, []),
            ({"a": "a"}, ["a", "a"]),
            ({"a": "b", "b": "c", "c": "b"}, ["b", "c", "b"]),
        ],
    )
    def test_names_the_codes_along_it(self, links, circle):
        assert find_circle(links) == circle

    def test_copes_with_a_long_chain(self):
        links = {str(n): str(n + 1) for n in range(5000)}

        assert find_circle(links) == []
        assert depth("0", links) == 5000


class TestParse:
    def test_reads_a_sound_row(self):
        parsed = parse(workbook(DIVISION))

        assert not parsed.faults
        assert parsed.entries["divisions"]["370299",]["name"] == "新区"

    @pytest.mark.parametrize(
        ("column", "cell", "template"),
        [
            (0, None, errors.REQUIRED),
            (0, "37 02", errors.NOT_A_CODE),
            (0, "3702990", errors.TOO_LONG),
            (1, "名" * 51, errors.TOO_LONG),
            (2, "village", errors.NOT_A_CHOICE),
            (3, "昨天", errors.NOT_A_DATE),
            (4, date(2025, 1, 1), errors.ENDS_TOO_EARLY),
        ],
    )
    def test_names_the_cell_of_a_fault(self, column, cell, template):
        row = [*DIVISION]
        row[column] = cell

        parsed = parse(workbook(DIVISION, row))

        assert places(parsed) == [(f"区划!{'ABCDEF'[column]}3", template)]

    def test_names_the_row_a_code_repeats(self):
        parsed = parse(workbook(DIVISION, DIVISION))

        assert [str(fault) for fault in parsed.faults] == ["与第 2 行重复"]

    def test_reports_unknown_and_missing_columns(self):
        parsed = parse(workbook(DIVISION, header=["区划码", "名字", *HEADER[2:]]))

        assert places(parsed) == [
            ("区划!B1", errors.UNKNOWN_COLUMN),
            ("区划!A1", errors.MISSING_COLUMN),
        ]

    def test_refuses_a_workbook_without_a_known_sheet(self):
        assert places(parse({"Sheet1": []})) == [("", errors.NO_SHEETS)]

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.dictionaries(
            st.sampled_from([table.sheet for table in TABLES] + ["别的"]),
            st.lists(
                st.lists(
                    st.none() | st.text(max_size=8) | st.integers() | st.booleans() | st.dates(),
                    max_size=8,
                ),
                max_size=4,
            ),
        )
    )
    def test_never_fails_on_any_cells(self, sheets):
        parsed = parse(sheets)

        compare({}, parsed, frozenset())


class TestCompare:
    def test_finds_nothing_to_do_in_what_was_written_out(self):
        current = parse(workbook(DIVISION)).entries

        parsed = parse(write(current))

        assert compare(current, parsed, frozenset()) == []
        assert not parsed.faults

    def test_tells_a_closing_from_a_change(self):
        current = parse(workbook(DIVISION)).entries
        closed = parse(workbook([*DIVISION[:4], date(2027, 1, 1), None]))
        renamed = parse(workbook(["370299", "大新区", *DIVISION[2:]]))

        assert [one.kind for one in compare(current, closed, frozenset())] == [ChangeKind.CLOSED]
        assert [one.kind for one in compare(current, renamed, frozenset())] == [ChangeKind.CHANGED]

    def test_names_a_circle_of_successors(self):
        first = [*DIVISION[:5], "370298"]
        second = ["370298", *DIVISION[1:5], "370299"]
        parsed = parse(workbook(first, second))

        compare({}, parsed, frozenset())

        assert places(parsed) == [("区划!F3", errors.CIRCULAR)]

    def test_names_a_reference_to_nothing(self):
        parsed = parse(workbook([*DIVISION[:5], "999999"]))

        compare({}, parsed, frozenset())

        assert places(parsed) == [("区划!F2", errors.DANGLING)]

    def test_refuses_to_change_what_has_ended_or_is_fixed(self):
        ended = parse(workbook([*DIVISION[:4], date(2026, 2, 1), None])).entries
        current = parse(workbook(DIVISION)).entries
        moved = parse(workbook([*DIVISION[:3], date(2026, 1, 2), None, None]))
        reopened = parse(workbook(DIVISION))

        compare(current, moved, frozenset())
        compare(ended, reopened, frozenset())

        assert places(moved) == [("区划!D2", errors.FIXED)]
        assert places(reopened) == [("区划!E2", errors.ENDED)]
