"""Know which days are working days, and count them by bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from chinese_calendar import constants
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.kernel.calendar.errors import CalendarError

FIRST_DAY = date(1949, 10, 1)
LAST_DAY = date(2100, 12, 31)
SPAN = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
ANNOUNCED_YEARS = frozenset(day.year for day in constants.holidays)

WEEKEND_NAMES = {5: gettext_lazy("周六"), 6: gettext_lazy("周日")}
HOLIDAY_NAMES = {
    "New Year's Day": gettext_lazy("元旦"),
    "Spring Festival": gettext_lazy("春节"),
    "Tomb-sweeping Day": gettext_lazy("清明节"),
    "Labour Day": gettext_lazy("劳动节"),
    "Dragon Boat Festival": gettext_lazy("端午节"),
    "National Day": gettext_lazy("国庆节"),
    "Mid-autumn Festival": gettext_lazy("中秋节"),
    "Anti-Fascist 70th Day": gettext_lazy("抗战胜利七十周年纪念日"),
}


class DayKind(StrEnum):
    """What a day is to the offices of the city.

    A make-up day is a weekend day worked for a holiday; the last two are the city's own doing.
    """

    WORKING_DAY = "working_day"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    OWN_DAY_OFF = "own_day_off"
    OWN_WORKING_DAY = "own_working_day"


KIND_WORDS = {
    DayKind.WORKING_DAY: gettext_lazy("工作日"),
    DayKind.MAKE_UP: gettext_lazy("调休上班"),
    DayKind.OWN_DAY_OFF: gettext_lazy("本市日历定为放假"),
    DayKind.OWN_WORKING_DAY: gettext_lazy("本市日历定为上班"),
}


class WorkingCalendar:
    """Hold the working days from 1949-10-01 to 2100-12-31.

    The State Council's yearly notices (2004 to 2026) are the first fill; the city's own table
    overrides single days. Any other year counts Monday to Friday and is not announced.

    A table that holds 1 January of a year is the announcement of that year, because every
    yearly notice begins with New Year's Day. Days of the table that are `announced` come from
    such a notice, and their notes name the holiday; the others are the city's own.

    Law: 全国年节及纪念日放假办法; 国务院办公厅 each year's 部分节假日安排的通知.
    """

    def __init__(
        self,
        overrides: Mapping[date, bool] | None = None,
        notes: Mapping[date, str] | None = None,
        announced: Collection[date] = (),
    ) -> None:
        self._overrides = dict(overrides or {})
        self._notes = dict(notes or {})
        self._announced = frozenset(announced)
        for day in self._overrides:
            require_in_range(day)
        self._working = self._list_working_days()

    def _list_working_days(self) -> list[date]:
        exceptions = dict.fromkeys(constants.holidays, False)
        exceptions.update(dict.fromkeys(constants.workdays, True))
        exceptions.update(self._overrides)
        return [day for day in SPAN if exceptions.get(day, day.weekday() not in WEEKEND_NAMES)]

    def is_announced(self, year: int) -> bool:
        """Tell whether the days off of a year are known, not merely assumed."""
        return year in ANNOUNCED_YEARS or date(year, 1, 1) in self._overrides

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on a day."""
        require_in_range(day)
        index = bisect_left(self._working, day)
        return index < len(self._working) and self._working[index] == day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the working day that is the count-th after a day; count is 1 or more.

        Raises:
            CalendarError: the day or the result lies outside the calendar.
        """
        rank = bisect_right(self._working, day)
        if not rank:
            require_in_range(day)
        try:
            return self._working[rank + count - 1]
        except IndexError:
            raise out_of_range() from None

    def count_working_days(self, after: date, until: date) -> int:
        """Count the working days after one day up to and including another."""
        first = bisect_right(self._working, after)
        return max(0, bisect_right(self._working, until) - first)

    def next_working_day(self, day: date) -> date:
        """Return the first working day on or after a day."""
        return self.add_working_days(day - timedelta(days=1), 1)

    def kind_of(self, day: date) -> DayKind:
        """Tell what a day is: its weekday, the notice of its year, and the city's own table."""
        is_weekend = day.weekday() in WEEKEND_NAMES
        if day in self._overrides:
            works = self._overrides[day]
            if day not in self._announced:
                return DayKind.OWN_WORKING_DAY if works else DayKind.OWN_DAY_OFF
            if not works:
                return DayKind.HOLIDAY
            return DayKind.MAKE_UP if is_weekend else DayKind.WORKING_DAY
        if day in constants.workdays:
            return DayKind.MAKE_UP
        if day in constants.holidays:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if is_weekend else DayKind.WORKING_DAY

    def name_of(self, day: date) -> str:
        """Return the holiday a day belongs to or makes up for, or the city's note on it."""
        if day in self._overrides:
            note = self._notes.get(day, "")
            # A notice names holidays that have names in other languages, too.
            return _(note) if note and day in self._announced else note
        holiday = constants.holidays.get(day) or constants.workdays.get(day)
        return str(HOLIDAY_NAMES[holiday]) if holiday else ""

    def note_of(self, day: date) -> str | None:
        """Return the note of the table as it was written, or None where it lacks the day."""
        return self._notes.get(day, "") if day in self._overrides else None

    def describe(self, day: date) -> str:
        """Say in words what a day is: its holiday, make-up day, weekend or working day."""
        kind, name = self.kind_of(day), self.name_of(day)
        if kind is DayKind.WEEKEND:
            return str(WEEKEND_NAMES[day.weekday()])
        if kind is DayKind.HOLIDAY:
            return _("%(holiday)s放假") % {"holiday": name}
        words = str(KIND_WORDS[kind])
        return _("%(words)s（%(note)s）") % {"words": words, "note": name} if name else words


@lru_cache(maxsize=1)
def standard_calendar() -> WorkingCalendar:
    """Return the first fill alone, for callers that have no table of a city."""
    return WorkingCalendar()


def require_in_range(day: date) -> date:
    """Return the day.

    Raises:
        CalendarError: the day lies outside the calendar.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise out_of_range(day)
    return day


def out_of_range(day: date | None = None) -> CalendarError:
    """Make the error for a day that no calendar of ours holds."""
    found = day.isoformat() if day else _("计算结果")
    return CalendarError(
        "date_out_of_range",
        _("%(found)s 超出日历范围。请使用 %(first)s 至 %(last)s 之间的日期。")
        % {"found": found, "first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()},
    )
