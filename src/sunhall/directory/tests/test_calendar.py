"""The city's calendar: acts on it, what is read of it, and its announcements."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from sunhall.directory import actions, queries
from sunhall.directory.errors import DayOutOfCalendar, DayRepeated, NoteTooLong, NothingChanged
from sunhall.directory.rules.announcements import (
    AnnouncedDay,
    changes,
    missing_years,
    read_lines,
    read_sheets,
)
from sunhall.directory.rules.years import lay_out, ranges, weeks_of
from sunhall.kernel.calendar import (
    DayKind,
    Deadline,
    Suspension,
    TimeLimit,
    WorkingCalendar,
    standard_calendar,
)
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import CalendarDay, JournalEntry
from sunhall.kernel.sheets import read_workbook, write_workbook

FRIDAY = date(2026, 3, 6)
NEW_YEAR = AnnouncedDay(date(2027, 1, 1), False, "元旦")
MAKE_UP = AnnouncedDay(date(2027, 1, 3), True, "元旦")
STANDARD = standard_calendar()


class TestSetCalendarDay:
    def test_shows_at_once(self, cast):
        before = queries.city_calendar(cast.visitor).is_working_day(FRIDAY)

        actions.set_calendar_day(cast.chen, day=FRIDAY, is_working=False, note="海洋节")

        calendar = queries.city_calendar(cast.visitor)
        assert before
        assert not calendar.is_working_day(FRIDAY)
        assert calendar.kind_of(FRIDAY) is DayKind.OWN_DAY_OFF
        assert "海洋节" in calendar.describe(FRIDAY)

    def test_writes_the_journal(self, cast):
        actions.set_calendar_day(cast.chen, day=FRIDAY, is_working=False, note="海洋节")

        entry = JournalEntry.objects.get(event="directory.calendar.day_set")
        assert entry.person_name == "陈目录"
        assert entry.facts == {
            "day": "2026-03-06", "is_working": False, "note": "海洋节", "is_own": True
        }  # fmt: skip

    def test_is_refused_outside_the_calendar(self, cast):
        with pytest.raises(DayOutOfCalendar) as refusal:
            actions.set_calendar_day(cast.chen, day=date(2101, 1, 1), is_working=True, note="")

        assert "2101-01-01" in str(refusal.value)

    def test_is_refused_with_a_note_that_is_too_long(self, cast):
        with pytest.raises(NoteTooLong):
            actions.set_calendar_day(cast.chen, day=FRIDAY, is_working=True, note="长" * 201)

    def test_is_refused_when_it_is_so_already(self, cast):
        actions.set_calendar_day(cast.chen, day=FRIDAY, is_working=False, note="")

        with pytest.raises(NothingChanged):
            actions.set_calendar_day(cast.chen, day=FRIDAY, is_working=False, note=" ")

    @pytest.mark.parametrize("login", ["li", "wang", "sun", "zhao", "visitor"])
    def test_is_forbidden_to_all_others(self, cast, login):
        with pytest.raises(Forbidden):
            actions.set_calendar_day(getattr(cast, login), day=FRIDAY, is_working=False, note="")


class TestClearCalendarDay:
    def test_shows_at_once(self, cast):
        actions.set_calendar_day(cast.chen, day=FRIDAY, is_working=False, note="")
        set_off = queries.city_calendar(cast.visitor)

        actions.clear_calendar_day(cast.chen, day=FRIDAY)

        assert not set_off.is_working_day(FRIDAY)
        assert queries.city_calendar(cast.visitor).is_working_day(FRIDAY)

    def test_finds_only_days_of_the_table(self, cast):
        with pytest.raises(NotFound):
            actions.clear_calendar_day(cast.chen, day=FRIDAY)


class TestImportCalendar:
    def test_announces_the_year(self, cast):
        done = actions.import_calendar(cast.chen, rows=[NEW_YEAR, MAKE_UP])

        calendar = queries.city_calendar(cast.visitor)
        assert [change.day for change in done] == [NEW_YEAR, MAKE_UP]
        assert calendar.is_announced(2027)
        assert calendar.describe(NEW_YEAR.date) == "元旦放假"
        assert calendar.describe(MAKE_UP.date) == "调休上班（元旦）"

    def test_writes_only_what_changes(self, cast):
        actions.import_calendar(cast.chen, rows=[NEW_YEAR])

        done = actions.import_calendar(cast.chen, rows=[NEW_YEAR, MAKE_UP])

        assert [change.day for change in done] == [MAKE_UP]
        assert JournalEntry.objects.filter(event="directory.calendar.day_set").count() == 2

    def test_takes_the_place_of_what_the_city_has_set(self, cast):
        actions.set_calendar_day(cast.chen, day=NEW_YEAR.date, is_working=True, note="")

        actions.import_calendar(cast.chen, rows=[NEW_YEAR])

        assert queries.city_calendar(cast.chen).kind_of(NEW_YEAR.date) is DayKind.HOLIDAY

    @pytest.mark.parametrize(
        ("row", "refusal"),
        [
            (NEW_YEAR, DayRepeated),
            (AnnouncedDay(date(2101, 1, 1), False), DayOutOfCalendar),
            (AnnouncedDay(date(2027, 1, 2), False, "长" * 201), NoteTooLong),
        ],
    )
    def test_imports_all_or_nothing(self, cast, row, refusal):
        with pytest.raises(refusal):
            actions.import_calendar(cast.chen, rows=[NEW_YEAR, row])

        assert not CalendarDay.objects.exists()

    @pytest.mark.parametrize("rows", [[], [AnnouncedDay(date(2026, 1, 1), False, "元旦")]])
    def test_is_refused_when_nothing_changes(self, cast, rows):
        with pytest.raises(NothingChanged):
            actions.import_calendar(cast.chen, rows=rows)


class TestCityCalendar:
    def test_is_built_once(self, cast):
        actions.set_calendar_day(cast.chen, day=FRIDAY, is_working=False, note="")
        first = queries.city_calendar(cast.visitor)

        with CaptureQueriesContext(
            connection,
        ) as asked:
            second = queries.city_calendar(cast.li)

        assert second is first
        assert len(asked) == 1


class TestReadLines:
    def test_reads_what_people_paste(self):
        text = "# 2027\n2027-01-01 休 元旦\n\n２０２７-01-03\t班\t元旦调休\n2027-02-06,放假"

        found = read_lines(text)

        assert found.faults == []
        assert found.days == [NEW_YEAR, MAKE_UP, AnnouncedDay(date(2027, 2, 6), False)]

    def test_reads_its_own_text_again(self):
        found = read_lines("2027-01-01 休 元旦\n2027-01-03 班 元旦调休")

        assert read_lines(found.text).days == found.days

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("soon 休", "“soon”不是日期"),
            ("2027-02-30 休", "“2027-02-30”不是日期"),
            ("2101-01-01 休", "超出日历范围"),
            ("2027-01-02", "应写“休”或“班”"),
            ("2027-01-02 鬼", "“鬼”"),
            ("2027-01-01 班", "与第 1 行重复"),
            ("2027-01-02 休 " + "长" * 201, "最多 200 个字符"),
        ],
    )
    def test_names_the_line_and_what_is_wrong(self, line, words):
        found = read_lines(f"2027-01-01 休 元旦\n{line}")

        assert [fault.place for fault in found.faults] == ["2"]
        assert words in str(found.faults[0])

    @pytest.mark.parametrize("text", ["", " \n# nothing"])
    def test_says_that_there_is_nothing(self, text):
        assert "没有读到" in str(read_lines(text).faults[0])

    def test_stops_at_too_many_days(self):
        found = read_lines("鬼\n" * 5000)

        assert len(found.faults) == 1001
        assert "1000" in str(found.faults[-1])


class TestReadSheets:
    def test_reads_dates_and_texts_under_a_head(self):
        rows = [
            ["日期", "休或班", "节日"],
            [NEW_YEAR.date, "休", "元旦"],
            ["2027-01-03", "班", "元旦"],
        ]

        found = read_sheets(read_workbook(write_workbook({"2027": rows})))

        assert (found.days, found.faults) == ([NEW_YEAR, MAKE_UP], [])

    @pytest.mark.parametrize(
        "row", [[20270102, "休"], [True, "休"], ["2027-01-02", 1.5], [None, "休"]]
    )
    def test_names_the_cell_and_what_is_wrong(self, row):
        sheets = {"2027": [["日期", "休或班"], [NEW_YEAR.date, "休"], row]}

        found = read_sheets(read_workbook(write_workbook(sheets)))

        assert [fault.place for fault in found.faults] == ["2027!A3"]

    def test_says_that_there_is_nothing(self):
        assert len(read_sheets({}).faults) == 1


class TestChanges:
    def test_are_none_where_the_notice_is_known(self):
        notice = [
            AnnouncedDay(date(2026, 1, 1), False, "元旦"),
            AnnouncedDay(date(2026, 1, 4), True, "元旦"),
        ]

        assert changes(STANDARD, notice) == []

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_are_none_once_imported_in_any_language(self, language):
        calendar = WorkingCalendar(
            {NEW_YEAR.date: False}, {NEW_YEAR.date: "元旦"}, announced=[NEW_YEAR.date]
        )

        with translation.override(language):
            found = changes(calendar, [NEW_YEAR])

        assert found == []

    def test_hold_a_note_that_differs(self):
        calendar = WorkingCalendar({NEW_YEAR.date: False}, announced=[NEW_YEAR.date])

        assert [change.day for change in changes(calendar, [NEW_YEAR])] == [NEW_YEAR]

    def test_say_what_the_day_was(self):
        found = changes(STANDARD, [MAKE_UP])

        assert [(change.before, change.day.kind) for change in found] == [
            (DayKind.WEEKEND, DayKind.MAKE_UP)
        ]


class TestMissingYears:
    def test_are_those_without_new_years_day(self):
        rows = [MAKE_UP, AnnouncedDay(date(2026, 3, 6), False)]

        assert missing_years(STANDARD, rows) == [2027]
        assert missing_years(STANDARD, [*rows, NEW_YEAR]) == []


class TestLayOut:
    @pytest.mark.parametrize(("year", "working_days"), [(2011, 250), (2025, 248), (2026, 248)])
    def test_counts_the_working_days(self, year, working_days):
        found = lay_out(STANDARD, year)

        assert found.working_days == working_days
        assert found.working_days + found.days_off == 365
        assert sum(found.counts.values()) == 365

    def test_puts_every_day_under_its_weekday(self):
        january = lay_out(STANDARD, 2026).months[0]

        assert [day and day.date.day for day in january.weeks[0]] == [None] * 3 + [1, 2, 3, 4]

    def test_names_what_is_special(self):
        february = lay_out(STANDARD, 2026).months[1]

        assert [(one.kind, one.name, one.ranges) for one in february.stretches] == [
            (DayKind.MAKE_UP, "春节", ((14, 14), (28, 28))),
            (DayKind.HOLIDAY, "春节", ((15, 23),)),
        ]


class TestRanges:
    @pytest.mark.parametrize(
        ("numbers", "found"),
        [([], ()), ([4], ((4, 4),)), ([1, 2, 3, 7, 9, 10], ((1, 3), (7, 7), (9, 10)))],
    )
    def test_put_neighbors_together(self, numbers, found):
        assert ranges(numbers) == found


class TestWeeksOf:
    def test_run_from_the_start_to_the_due_date(self):
        pause = Suspension(date(2025, 9, 24), date(2025, 9, 25))
        found = Deadline(
            start_date=date(2025, 9, 22),
            limit=TimeLimit.parse("5wd"),
            calendar=STANDARD,
            suspensions=(pause,),
        )

        days = [day for week in weeks_of(found) for day in week if day]

        assert (days[0].record.date, days[-1].record.date) == (found.start_date, found.due_date)
        assert [day.record.date for day in days if day.is_paused] == [
            pause.start_date,
            pause.end_date,
        ]

    def test_are_left_out_when_there_are_too_many(self):
        limit = TimeLimit.parse("200d")
        found = Deadline(start_date=date(2025, 1, 1), limit=limit, calendar=STANDARD)

        assert weeks_of(found) == []
