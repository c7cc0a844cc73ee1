"""When things happen: at working hours of the city's working days."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sunhall.kernel.calendar import WorkingCalendar

OPENS, CLOSES = time(9), time(17)
MINUTES_OF_WORK = 7 * 60


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a story waits for its next act; it never waits for nothing."""

    minutes: int = 0
    days: int = 0
    working_days: int = 0


def minutes(count: int) -> Wait:
    """Wait some minutes, or until the next morning where the office closes first."""
    return Wait(minutes=count)


def days(count: int) -> Wait:
    """Wait some calendar days, and on to the next working day."""
    return Wait(days=count)


def working_days(count: int) -> Wait:
    """Wait some working days."""
    return Wait(working_days=count)


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments at which a city with this calendar works."""

    calendar: WorkingCalendar

    def after(self, moment: datetime, wait: Wait, rng: random.Random) -> datetime:
        """Return when a story that waits since a moment goes on."""
        start = timezone.localtime(moment)
        if wait.minutes:
            later = start + timedelta(minutes=wait.minutes)
            return later if later.time() < CLOSES else self.on(start.date(), rng, later=1)
        day = self.calendar.add_working_days(start.date(), wait.working_days)
        return self.on(day + timedelta(days=wait.days), rng)

    def on(self, day: date, rng: random.Random, *, later: int = 0) -> datetime:
        """Return a moment of a working day: this one, or the next."""
        working_day = self.calendar.next_working_day(day + timedelta(days=later))
        opening = timezone.make_aware(datetime.combine(working_day, OPENS))
        return opening + timedelta(minutes=rng.randrange(MINUTES_OF_WORK))
