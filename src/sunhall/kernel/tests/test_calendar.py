"""The calendar: the law's vectors, and every reckoning against a loop over the days."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from sunhall.kernel.calendar import (
    CalendarError,
    DayKind,
    Deadline,
    Extension,
    Suspension,
    TimeLimit,
    Unit,
    WorkingCalendar,
    standard_calendar,
)

ONE_DAY = timedelta(days=1)
WORKED_SATURDAY = date(2025, 3, 1)
CITY_HOLIDAY = date(2025, 3, 5)
CITY = WorkingCalendar(
    {WORKED_SATURDAY: True, CITY_HOLIDAY: False, date(2025, 10, 1): True},
    {CITY_HOLIDAY: "海洋节"},
)

VECTORS = [
    ("2011-01-25", "20wd", "2011-02-25"),
    ("2011-09-28", "20wd", "2011-10-31"),
    ("2011-01-28", "5wd", "2011-02-10"),
    ("2011-01-30", "5wd", "2011-02-11"),
    ("2011-04-01", "3wd", "2011-04-07"),
    ("2011-12-29", "7wd", "2012-01-10"),
    ("2025-01-20", "20wd", "2025-02-21"),
    ("2025-09-26", "7wd", "2025-10-13"),
    ("2025-09-29", "5wd", "2025-10-13"),
    ("2025-12-01", "45wd", "2026-02-03"),
    ("2026-02-10", "20wd", "2026-03-16"),
    ("2025-09-22", "15d", "2025-10-09"),
    ("2025-07-06", "90d", "2025-10-09"),
]


@pytest.fixture(scope="module", autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def deadline(start: str, limit: str, *suspensions: str, extend: tuple[str, ...] = ()) -> Deadline:
    return Deadline(
        start_date=date.fromisoformat(start),
        limit=TimeLimit.parse(limit),
        calendar=standard_calendar(),
        suspensions=tuple(Suspension.parse(text) for text in suspensions),
        extensions=tuple(Extension(TimeLimit.parse(text)) for text in extend),
    )


def due_by_loop(found: Deadline) -> date:
    """Walk the days one by one; the last stage's unit decides whether the end moves."""

    def is_paused(day: date) -> bool:
        return any(one.start_date <= day <= one.end_date for one in found.suspensions)

    limits = [found.limit, *(extension.limit for extension in found.extensions)]
    day = found.start_date
    for limit in limits:
        left = limit.amount
        while left:
            day += ONE_DAY
            works = limit.unit is Unit.CALENDAR_DAY or found.calendar.is_working_day(day)
            left -= works and not is_paused(day)
    while is_paused(day) or not found.calendar.is_working_day(day):
        day += ONE_DAY
    return day


dates = st.dates(date(2003, 6, 1), date(2028, 6, 1))
limits = st.builds(TimeLimit, st.integers(1, 120), st.sampled_from(Unit))
near = st.integers(-40, 200)


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    start = draw(dates)
    offsets = draw(st.lists(st.tuples(near, st.integers(0, 40)), max_size=4))
    overrides = draw(st.dictionaries(near, st.booleans(), max_size=20))
    return Deadline(
        start_date=start,
        limit=draw(limits),
        calendar=WorkingCalendar(
            {start + timedelta(days=offset): works for offset, works in overrides.items()}
        ),
        suspensions=tuple(
            Suspension(start + timedelta(days=first), start + timedelta(days=first + length))
            for first, length in offsets
        ),
        extensions=tuple(Extension(limit) for limit in draw(st.lists(limits, max_size=2))),
    )


class TestWorkingCalendar:
    def test_agrees_with_the_announced_years(self):
        calendar = standard_calendar()
        days = [date(2004, 1, 1) + timedelta(days=n) for n in range(23 * 365 + 6)]

        differing = [
            day
            for day in days
            if day.year < 2027 and calendar.is_working_day(day) != chinese_calendar.is_workday(day)
        ]

        assert days[-1] == date(2026, 12, 31)
        assert differing == []

    @pytest.mark.parametrize(("year", "count"), [(2011, 250), (2025, 248), (2026, 248)])
    def test_counts_the_working_days_of_a_year(self, year, count):
        counted = standard_calendar().count_working_days(date(year - 1, 12, 31), date(year, 12, 31))

        assert counted == count

    @pytest.mark.parametrize("day", [date(2003, 1, 1), date(2027, 10, 1)])
    def test_counts_monday_to_friday_where_nothing_is_announced(self, day):
        calendar = standard_calendar()

        assert calendar.is_working_day(day)
        assert not calendar.is_announced(day.year)

    def test_takes_a_table_with_the_first_of_january_as_the_announcement(self):
        calendar = WorkingCalendar({date(2027, 1, 1): False, date(2028, 5, 1): False})

        assert calendar.is_announced(2027)
        assert not calendar.is_announced(2028)

    def test_lets_the_city_override_single_days(self):
        assert CITY.is_working_day(WORKED_SATURDAY)
        assert not CITY.is_working_day(CITY_HOLIDAY)
        assert CITY.add_working_days(date(2025, 2, 28), 3) == date(2025, 3, 4)
        assert CITY.add_working_days(date(2025, 2, 28), 4) == date(2025, 3, 6)

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(2011, 2, 3), "春节放假"),
            (date(2011, 1, 30), "调休上班（春节）"),
            (date(2011, 3, 5), "周六"),
            (date(2011, 3, 7), "工作日"),
            (CITY_HOLIDAY, "本市日历定为放假（海洋节）"),
            (WORKED_SATURDAY, "本市日历定为上班"),
        ],
    )
    def test_describes_a_day_in_words(self, day, words):
        assert CITY.describe(day) == words

    @pytest.mark.parametrize(
        ("day", "kind", "words"),
        [
            (date(2027, 1, 1), DayKind.HOLIDAY, "元旦放假"),
            (date(2027, 1, 3), DayKind.MAKE_UP, "调休上班（元旦）"),
            (date(2027, 1, 4), DayKind.WORKING_DAY, "工作日"),
            (date(2027, 1, 5), DayKind.OWN_DAY_OFF, "本市日历定为放假"),
            (date(2027, 1, 9), DayKind.OWN_WORKING_DAY, "本市日历定为上班"),
            (date(2027, 1, 10), DayKind.WEEKEND, "周日"),
            (date(2026, 1, 1), DayKind.HOLIDAY, "元旦放假"),
            (date(2026, 1, 4), DayKind.MAKE_UP, "调休上班（元旦）"),
        ],
    )
    def test_tells_what_was_announced_from_what_the_city_has_set(self, day, kind, words):
        notice = {date(2027, 1, 1): False, date(2027, 1, 3): True, date(2027, 1, 4): True}
        own = {date(2027, 1, 5): False, date(2027, 1, 9): True}
        notes = {date(2027, 1, 1): "元旦", date(2027, 1, 3): "元旦"}

        calendar = WorkingCalendar({**notice, **own}, notes, announced=notice)

        assert (calendar.kind_of(day), calendar.describe(day)) == (kind, words)

    def test_names_an_announced_holiday_in_the_readers_language(self):
        day = date(2027, 1, 1)
        calendar = WorkingCalendar({day: False}, {day: "元旦"}, announced=[day])

        with translation.override("en"):
            name = calendar.name_of(day)

        assert (name, calendar.note_of(day)) == ("New Year's Day", "元旦")

    def test_has_a_name_for_every_holiday(self):
        days = [*chinese_calendar.constants.holidays, *chinese_calendar.constants.workdays]

        assert all(standard_calendar().describe(day) for day in days)

    @pytest.mark.parametrize(
        ("day", "count"),
        [(date(2100, 12, 30), 5), (date(2101, 1, 1), 1), (date(1949, 9, 30), 1), (date.min, 1)],
    )
    def test_refuses_to_count_outside_its_years(self, day, count):
        with pytest.raises(CalendarError) as refused:
            standard_calendar().add_working_days(day, count)

        assert refused.value.code == "date_out_of_range"


class TestDueDate:
    @pytest.mark.parametrize(("start", "limit", "due"), VECTORS)
    def test_holds_for_the_vectors_of_the_law(self, start, limit, due):
        assert deadline(start, limit).due_date.isoformat() == due

    @given(deadlines())
    def test_is_what_a_loop_over_the_days_finds(self, found):
        assert found.due_date == due_by_loop(found)

    def test_does_not_count_suspended_days_at_either_end(self):
        found = deadline("2025-03-03", "5wd", "2025-03-05..2025-03-06")

        assert found.due_date == date(2025, 3, 12)

    def test_counts_overlapping_suspensions_once(self):
        twice = deadline("2025-03-03", "5wd", "2025-03-05..2025-03-07", "2025-03-06..2025-03-10")
        once = deadline("2025-03-03", "5wd", "2025-03-05..2025-03-10")

        assert twice.due_date == once.due_date

    @pytest.mark.parametrize("stretch", ["2025-01-01..2025-03-03", "2025-03-11..2025-04-01"])
    def test_ignores_a_suspension_before_the_first_or_after_the_last_day(self, stretch):
        assert deadline("2025-03-03", "5wd", stretch).due_date == date(2025, 3, 10)

    def test_moves_past_a_suspension_that_begins_while_it_is_postponed(self):
        found = deadline("2025-09-22", "15d", "2025-10-09..2025-10-10")

        assert found.due_date == date(2025, 10, 11)

    def test_extends_from_the_last_counted_day_not_from_the_postponed_one(self):
        found = deadline("2025-09-22", "15d", extend=("5d",))

        assert found.due_date == date(2025, 10, 13)

    def test_lets_each_extension_count_in_its_own_unit(self):
        found = deadline("2025-03-03", "5d", extend=("2wd",))

        assert found.due_date == date(2025, 3, 11)

    def test_is_refused_beyond_the_calendar(self):
        with pytest.raises(CalendarError) as refused:
            _ = deadline("2100-12-20", "60d").due_date

        assert refused.value.code == "date_out_of_range"


class TestExplain:
    @given(deadlines())
    def test_numbers_every_counted_day_once_and_ends_on_the_due_date(self, found):
        total = sum(limit.amount for limit in (found.limit, *(x.limit for x in found.extensions)))

        records = list(found.explain())

        assert [day.number for day in records if day.counted] == list(range(1, total + 1))
        assert all(day.reason for day in records)
        assert records[0].date == found.start_date
        assert records[-1].date == found.due_date

    def test_gives_the_reason_of_each_day_not_counted(self):
        found = Deadline(
            start_date=date(2025, 9, 26),
            limit=TimeLimit(4, Unit.CALENDAR_DAY),
            calendar=standard_calendar(),
            suspensions=(Suspension(date(2025, 9, 28), date(2025, 9, 29), "听证"),),
        )

        words = [(day.date.day, day.number, day.reason) for day in found.explain()]

        assert words[:6] == [
            (26, None, "开始之日，不计入"),
            (27, 1, "周六"),
            (28, None, "中止期间（听证），不计入"),
            (29, None, "中止期间（听证），不计入"),
            (30, 2, "工作日"),
            (1, 3, "国庆节放假"),
        ]
        assert words[7] == (3, None, "国庆节放假，末日顺延")
        assert words[-1] == (9, None, "工作日，期限顺延至本日届满")

    def test_names_the_years_not_yet_announced(self):
        found = deadline("2026-12-31", "5wd")

        assert found.unannounced_years == (2027,)
        assert "2027 年的放假安排尚未公布" in found.summary

    def test_says_nothing_of_a_year_it_does_not_count_in(self):
        assert deadline("2003-12-31", "5wd").unannounced_years == ()

    def test_sums_up_limit_article_suspension_extension_and_postponement(self):
        found = Deadline(
            start_date=date(2025, 9, 8),
            limit=TimeLimit(15, Unit.CALENDAR_DAY, "行政处罚法 第六十七条"),
            calendar=standard_calendar(),
            suspensions=(Suspension(date(2025, 9, 10), date(2025, 9, 11)),),
            extensions=(Extension(TimeLimit(10, Unit.CALENDAR_DAY, "第六十六条")),),
        )

        assert found.summary.splitlines() == [
            "自 2025-09-08 起算（当日不计），期限 15 个自然日（行政处罚法 第六十七条），"
            "至 2025-10-09 届满。",
            "延长 10 个自然日（第六十六条）。",
            "2025-09-10 至 2025-09-11 中止，不计入。",
            "末日 2025-10-05 为国庆节放假，顺延至其后第一个工作日。",
        ]


class TestRemaining:
    @pytest.mark.parametrize(
        ("today", "left", "late"),
        [
            ("2025-02-20", 5, False),
            ("2025-03-03", 5, False),
            ("2025-03-07", 1, False),
            ("2025-03-10", 0, False),
            ("2025-03-11", -1, True),
            ("2025-03-15", -4, True),
        ],
    )
    def test_counts_the_working_days_left_or_late(self, today, left, late):
        found = deadline("2025-03-03", "5wd")
        day = date.fromisoformat(today)

        assert found.remaining(day) == left
        assert found.is_overdue(day) is late

    def test_is_late_on_the_weekend_after_without_a_working_day_late(self):
        found = deadline("2025-03-03", "4wd")

        assert found.remaining(date(2025, 3, 8)) == 0
        assert found.is_overdue(date(2025, 3, 8))

    def test_counts_in_the_unit_asked_for(self):
        found = deadline("2025-09-22", "15d")

        assert found.remaining(date(2025, 9, 30)) == 9
        assert found.remaining(date(2025, 9, 30), Unit.WORKING_DAY) == 1

    @given(deadlines(), st.integers(-30, 300), st.sampled_from(Unit))
    def test_counts_what_is_neither_past_nor_suspended(self, found, age, unit):
        today = found.start_date + timedelta(days=age)
        after = max(today, found.start_date)
        ahead = [after + ONE_DAY * n for n in range(1, (found.due_date - after).days + 1)]

        left = found.remaining(today, unit)

        open_days = [
            day
            for day in ahead
            if (unit is Unit.CALENDAR_DAY or found.calendar.is_working_day(day))
            and not any(one.start_date <= day <= one.end_date for one in found.suspensions)
        ]
        assert max(0, left) == len(open_days)


class TestTimeLimit:
    @pytest.mark.parametrize(
        ("text", "limit"),
        [
            ("20wd", TimeLimit(20, Unit.WORKING_DAY)),
            ("15d", TimeLimit(15, Unit.CALENDAR_DAY)),
            (" 20 WD ", TimeLimit(20, Unit.WORKING_DAY)),
            ("20个工作日", TimeLimit(20, Unit.WORKING_DAY)),
            ("15个自然日", TimeLimit(15, Unit.CALENDAR_DAY)),
            ("２０ｗｄ", TimeLimit(20, Unit.WORKING_DAY)),
            ("007d", TimeLimit(7, Unit.CALENDAR_DAY)),
        ],
    )
    def test_reads_what_people_write(self, text, limit):
        assert TimeLimit.parse(text) == limit

    @given(limits)
    def test_reads_back_what_it_writes(self, limit):
        assert TimeLimit.parse(str(limit)) == limit
        assert TimeLimit.parse(limit.in_words()) == limit

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "limit_unreadable"),
            ("20", "limit_unreadable"),
            ("wd", "limit_unreadable"),
            ("5日", "limit_unreadable"),
            ("1.5wd", "limit_unreadable"),
            ("5 weeks", "limit_unreadable"),
            ("NaNd", "limit_unreadable"),
            ("٥wd", "limit_unreadable"),
            ("0wd", "limit_not_positive"),
            ("-3d", "limit_not_positive"),
            ("3661d", "limit_too_long"),
            ("9" * 10_000 + "wd", "limit_too_long"),
        ],
    )
    def test_says_what_is_wrong_and_quotes_it_shortly(self, text, code):
        with pytest.raises(CalendarError) as refused:
            TimeLimit.parse(text)

        assert refused.value.code == code
        assert text[:30] in str(refused.value)
        assert len(str(refused.value)) < 120

    @given(st.text())
    def test_refuses_any_other_text_by_a_calendar_error_only(self, text):
        assume(not text.strip()[:1].isnumeric())

        with pytest.raises(CalendarError):
            TimeLimit.parse(text)


class TestSuspension:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("2025-01-21", "dates_unreadable"),
            ("2025-01-21..", "dates_unreadable"),
            ("20250121..20250125", "dates_unreadable"),
            ("2025-02-30..2025-03-01", "dates_unreadable"),
            ("2025-03-02..2025-03-01", "end_before_start"),
            ("0001-01-01..2025-03-01", "date_out_of_range"),
            ("2025-03-01..9999-12-31", "date_out_of_range"),
        ],
    )
    def test_says_what_is_wrong(self, text, code):
        with pytest.raises(CalendarError) as refused:
            Suspension.parse(text)

        assert refused.value.code == code
