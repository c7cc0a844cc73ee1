"""The city's working days."""

from functools import lru_cache

from sunhall.directory.events import CalendarDaySet
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import WorkingCalendar
from sunhall.kernel.journal import history_of
from sunhall.kernel.models import CalendarDay, JournalEntry
from sunhall.kernel.row_security import whole_city

SUBJECT = CalendarDaySet.subject


def city_calendar(by: Actor) -> WorkingCalendar:
    """Return the calendar of the city as it is now: every act on it shows at once."""
    return _calendar_at(calendar_revision())


@whole_city()
def calendar_revision() -> int:
    """Return the number that grows with every act on the calendar: its last journal entry's."""
    entries = JournalEntry.objects.filter(subject=SUBJECT, subject_id=0)
    return entries.order_by("-id").values_list("id", flat=True).first() or 0


@lru_cache(maxsize=1)
def _calendar_at(revision: int) -> WorkingCalendar:
    """Build the calendar once a revision; rows newer than it are only kept until they are due."""
    rows = list(CalendarDay.objects.all())
    return WorkingCalendar(
        {row.date: row.is_working for row in rows},
        {row.date: row.note for row in rows},
        [row.date for row in rows if not row.is_own],
    )


def list_calendar_days(by: Actor, year: int) -> list[CalendarDay]:
    """Return the days of a year that the city's own table holds, by date."""
    return list(CalendarDay.objects.filter(date__year=year).order_by("date"))


def history_of_calendar(by: Actor, *, limit: int = 20) -> list[JournalEntry]:
    """Return the last acts on the calendar, newest first."""
    return history_of(SUBJECT, 0, limit=limit)
