"""A year of the calendar as people look at it: twelve months, each with what is special in it."""

from calendar import Calendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sunhall.kernel.calendar import DayKind, DayRecord, Deadline, WorkingCalendar

FIRST_YEAR, LAST_YEAR = 1950, 2100
ORDINARY = {DayKind.WORKING_DAY, DayKind.WEEKEND}
WORKED = {DayKind.WORKING_DAY, DayKind.MAKE_UP, DayKind.OWN_WORKING_DAY}
ONE_DAY = timedelta(days=1)
LONGEST_PICTURE_DAYS = 190


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day, what it is, and the holiday or the reason that makes it so."""

    date: date
    kind: DayKind
    name: str

    @property
    def is_special(self) -> bool:
        """Tell whether it is more than a working day or a weekend."""
        return self.kind not in ORDINARY


@dataclass(frozen=True, slots=True)
class ReckonedDay:
    """A day of a reckoning: how it was counted, what it is, and whether the limit stood still."""

    record: DayRecord
    day: NamedDay
    is_paused: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Special days of a month that are so for the same reason, as ranges of days of the month."""

    kind: DayKind
    name: str
    ranges: tuple[tuple[int, int], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks from Monday to Sunday; days of other months are None."""

    first: date
    weeks: list[list[NamedDay | None]]
    stretches: list[Stretch]
    working_days: int
    days_off: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year; `counts` says for every kind how many days are of it."""

    number: int
    is_announced: bool
    months: list[Month]
    counts: Mapping[str, int]

    @property
    def working_days(self) -> int:
        """Count the working days."""
        return sum(month.working_days for month in self.months)

    @property
    def days_off(self) -> int:
        """Count the days off."""
        return sum(month.days_off for month in self.months)

    @property
    def own_days(self) -> int:
        """Count the days the city has set itself."""
        return self.counts[DayKind.OWN_DAY_OFF] + self.counts[DayKind.OWN_WORKING_DAY]


def lay_out(calendar: WorkingCalendar, number: int) -> Year:
    """Lay out a year from 1950 to 2100."""
    months = [_month(calendar, date(number, month, 1)) for month in range(1, 13)]
    days = (day for month in months for week in month.weeks for day in week if day)
    counted = Counter(day.kind for day in days)
    counts = {kind.value: counted[kind] for kind in DayKind}
    return Year(number, calendar.is_announced(number), months, counts)


def _month(calendar: WorkingCalendar, first: date) -> Month:
    weeks = [
        [
            NamedDay(day, calendar.kind_of(day), calendar.name_of(day))
            if day.month == first.month
            else None
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    days = [day for week in weeks for day in week if day]
    working_days = sum(day.kind in WORKED for day in days)
    return Month(first, weeks, _stretches(days), working_days, len(days) - working_days)


def _stretches(days: Iterable[NamedDay]) -> list[Stretch]:
    """Return the special days by kind and name, in the order in which they first come."""
    numbers: dict[tuple[DayKind, str], list[int]] = {}
    for day in days:
        if day.is_special:
            numbers.setdefault((day.kind, day.name), []).append(day.date.day)
    return [
        Stretch(kind, name, ranges(found), len(found)) for (kind, name), found in numbers.items()
    ]


def ranges(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return rising numbers as ranges, both ends included.

    >>> ranges([1, 2, 3, 7])
    ((1, 3), (7, 7))
    """
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    stretches = ([number for _place, number in run] for _key, run in runs)
    return tuple((run[0], run[-1]) for run in stretches)


def weeks_of(found: Deadline) -> list[list[ReckonedDay | None]]:
    """Return a reckoning as weeks from Monday to Sunday; none when too long to be looked at."""
    first, last = found.start_date, found.due_date
    if (last - first).days > LONGEST_PICTURE_DAYS:
        return []
    days = {record.date: _reckoned(found, record) for record in found.explain()}
    monday = first - first.weekday() * ONE_DAY
    return [
        [days.get(monday + (week * 7 + weekday) * ONE_DAY) for weekday in range(7)]
        for week in range((last - monday).days // 7 + 1)
    ]


def _reckoned(found: Deadline, record: DayRecord) -> ReckonedDay:
    day = record.date
    is_paused = any(one.start_date <= day <= one.end_date for one in found.suspensions)
    named = NamedDay(day, found.calendar.kind_of(day), found.calendar.name_of(day))
    return ReckonedDay(record, named, is_paused)
