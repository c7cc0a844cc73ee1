"""The city's calendar: the yearly notice is taken in, and the city sets days of its own."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import connection

from sunhall.directory.errors import DayOutOfCalendar, DayRepeated, NoteTooLong, NothingChanged
from sunhall.directory.events import CalendarDayCleared, CalendarDaySet
from sunhall.directory.permissions import Permission
from sunhall.directory.queries.calendar import city_calendar
from sunhall.directory.rules.announcements import MAX_NOTE, AnnouncedDay, DayChange, changes
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar.working_days import FIRST_DAY, LAST_DAY
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.models import CalendarDay


@action(Permission.CALENDAR_MAINTAIN, law="全国年节及纪念日放假办法")
def set_calendar_day(by: Actor, *, day: date, is_working: bool, note: str = "") -> CalendarDay:
    """Make a day of the city's calendar a day off or a working day, other than announced.

    Raises:
        DayOutOfCalendar: the calendar does not reach that day.
        NoteTooLong: the note has more than 200 characters.
        NothingChanged: the city has set the day so already.
    """
    _check(day, note)
    _lock()
    values = {"is_working": is_working, "note": note.strip(), "is_own": True}
    if CalendarDay.objects.filter(date=day, **values).exists():
        raise NothingChanged()
    row, _created = CalendarDay.objects.update_or_create(date=day, defaults=values)
    announce(by, _set(row))
    return row


@action(Permission.CALENDAR_MAINTAIN, law="全国年节及纪念日放假办法")
def clear_calendar_day(by: Actor, *, day: date) -> None:
    """Take a day out of the city's calendar; the first fill, or its weekday, decides again.

    Raises:
        NotFound: the city's calendar does not hold the day.
    """
    _lock()
    count, _tables = CalendarDay.objects.filter(date=day).delete()
    if not count:
        raise NotFound(str(CalendarDay._meta.verbose_name), day)
    announce(by, CalendarDayCleared(subject_id=0, day=day))


@action(Permission.CALENDAR_MAINTAIN, law="全国年节及纪念日放假办法")
def import_calendar(by: Actor, *, rows: Sequence[AnnouncedDay]) -> list[DayChange]:
    """Take in the notice of a year, all of it or nothing; days it does not name stay.

    Raises:
        DayRepeated: a day comes twice.
        DayOutOfCalendar: the calendar does not reach one of the days.
        NoteTooLong: a note has more than 200 characters.
        NothingChanged: every day is as the notice has it.
    """
    for day, count in Counter(row.date for row in rows).items():
        if count > 1:
            raise DayRepeated(day=day)
    for row in rows:
        _check(row.date, row.note)
    _lock()
    found = changes(city_calendar(by), rows)
    if not found:
        raise NothingChanged()
    written = CalendarDay.objects.bulk_create(
        [
            CalendarDay(
                date=change.day.date,
                is_working=change.day.is_working,
                note=change.day.note,
                is_own=False,
            )
            for change in found
        ],
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["is_working", "note", "is_own"],
    )
    announce(by, *map(_set, written))
    return found


def _check(day: date, note: str) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DayOutOfCalendar(day=day, first=FIRST_DAY, last=LAST_DAY)
    if len(note.strip()) > MAX_NOTE:
        raise NoteTooLong(day=day, limit=MAX_NOTE, count=len(note.strip()))


def _lock() -> None:
    """Let one act at a time write, so that the journal's order is the order of the commits."""
    table = connection.ops.quote_name(CalendarDay._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _set(row: CalendarDay) -> CalendarDaySet:
    return CalendarDaySet(
        subject_id=0, day=row.date, is_working=row.is_working, note=row.note, is_own=row.is_own
    )
