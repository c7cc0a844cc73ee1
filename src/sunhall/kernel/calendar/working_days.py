"""Know which days are working days, and count them by bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
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


class WorkingCalendar:
    """Hold the working days from 1949-10-01 to 2100-12-31.

    The State Council's yearly notices (2004 to 2026) are the first fill; the city's own table
    overrides single days. Any other year counts Monday to Friday and is not announced.

    A table that holds 1 January of a year is the announcement of that year, because every
    yearly notice begins with New Year's Day.

    Law: 全国年节及纪念日放假办法; 国务院办公厅 each year's 部分节假日安排的通知.
    """

    def __init__(
        self,
        overrides: Mapping[date, bool] | None = None,
        notes: Mapping[date, str] | None = None,
    ) -> None:
        self._overrides = dict(overrides or {})
        self._notes = dict(notes or {})
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

    def describe(self, day: date) -> str:
        """Say in words what a day is: its holiday, make-up day, weekend or working day."""
        if day in self._overrides:
            return self._describe_override(day)
        if day in constants.workdays:
            return _("调休上班（%(holiday)s）") % {
                "holiday": HOLIDAY_NAMES[constants.workdays[day]],
            }
        if day in constants.holidays:
            return _("%(holiday)s放假") % {"holiday": HOLIDAY_NAMES[constants.holidays[day]]}
        if day.weekday() in WEEKEND_NAMES:
            return str(WEEKEND_NAMES[day.weekday()])
        return _("工作日")

    def _describe_override(self, day: date) -> str:
        words = _("本市日历定为上班") if self._overrides[day] else _("本市日历定为放假")
        note = self._notes.get(day)
        return _("%(words)s（%(note)s）") % {"words": words, "note": note} if note else words


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
