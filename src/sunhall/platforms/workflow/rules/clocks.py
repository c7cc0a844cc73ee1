"""Reckon a clock: when it ends, how much of it is gone, and every day of it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sunhall.kernel.calendar import (
    Deadline,
    Extension,
    Suspension,
    TimeLimit,
    Unit,
    WorkingCalendar,
)

UNITS = {"working": Unit.WORKING_DAY, "calendar": Unit.CALENDAR_DAY}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days a clock did not count; without an end it still stands."""

    start_date: date
    end_date: date | None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a clock stands on a day."""

    deadline: Deadline
    consumed: int
    is_paused: bool

    @property
    def due_on(self) -> date | None:
        """Return the last day in time; none while the clock stands."""
        return None if self.is_paused else self.deadline.due_date

    def left(self, today: date) -> int:
        """Return how many days are left, in the clock's unit; negative when overdue."""
        return self.deadline.remaining(today)


def reckon(
    *,
    unit: str,
    budget: int,
    statute: str,
    started_on: date,
    extensions: Sequence[Sequence[str]],
    pauses: Sequence[Stretch],
    calendar: WorkingCalendar,
    today: date,
) -> Reckoning:
    """Reckon a clock on a day; while it stands, its deadline is as if it went on tomorrow.

    Law: 行政许可法 第四十五条 (what is not counted), 民法典 第二百零一条.
    """
    limit = TimeLimit(budget, UNITS[unit], statute)
    deadline = Deadline(
        start_date=started_on,
        limit=limit,
        calendar=calendar,
        suspensions=tuple(
            Suspension(one.start_date, one.end_date or max(today, one.start_date), one.cause)
            for one in pauses
        ),
        extensions=tuple(
            Extension(TimeLimit.parse(amount, article), cause)
            for amount, article, cause in extensions
        ),
    )
    is_paused = any(one.end_date is None for one in pauses)
    return Reckoning(deadline, consumed_by(deadline, today), is_paused)


def consumed_by(deadline: Deadline, today: date) -> int:
    """Count the days that a deadline has counted up to a day, that day among them."""
    return sum(1 for day in deadline.explain() if day.counted and day.date <= today)
