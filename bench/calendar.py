"""Measure working-day addition by bisection against a loop over the days."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from timeit import Timer

import chinese_calendar

from sunhall.kernel.calendar import Deadline, TimeLimit, Unit, WorkingCalendar, standard_calendar

ONE_DAY = timedelta(days=1)
START = date(2011, 1, 25)
LIMITS = (5, 20, 60)


def add_by_loop(day: date, count: int, days: frozenset[date]) -> date:
    """Walk day by day, asking a set of the working days: the fastest plain loop."""
    while count:
        day += ONE_DAY
        count -= day in days
    return day


def add_by_library(day: date, count: int) -> date:
    """Walk day by day, asking the library each time, as its users do."""
    while count:
        day += ONE_DAY
        count -= chinese_calendar.is_workday(day)
    return day


def microseconds(call: Callable[[], object]) -> float:
    """Return the best time of one call over five runs."""
    timer = Timer(call)
    number, _ = timer.autorange()
    return min(timer.repeat(repeat=5, number=number)) / number * 1e6


def run() -> list[dict[str, object]]:
    """Return one row a comparison; the peers are loops over the days, in the same run."""
    calendar = standard_calendar()
    days = frozenset(chinese_calendar.get_workdays(START, date(2012, 12, 31)))
    rows = []
    for count in LIMITS:
        due = calendar.add_working_days(START, count)
        assert due == add_by_loop(START, count, days) == add_by_library(START, count)
        ours = microseconds(partial(calendar.add_working_days, START, count))
        loop = microseconds(partial(add_by_loop, START, count, days))
        library = microseconds(partial(add_by_library, START, count))
        rows.append(row(f"add {count} working days", ours, loop, "loop over a set"))
        rows.append(row(f"add {count} working days", ours, library, "loop over chinesecalendar"))
    return [*rows, whole_deadline(calendar, days)]


def whole_deadline(calendar: WorkingCalendar, days: frozenset[date]) -> dict[str, object]:
    """Return the row of a typed deadline, made and reckoned, against the bare loop."""
    limit = TimeLimit(20, Unit.WORKING_DAY)
    ours = microseconds(lambda: Deadline(start_date=START, limit=limit, calendar=calendar).due_date)
    loop = microseconds(partial(add_by_loop, START, limit.amount, days))
    return row("whole deadline of 20 working days", ours, loop, "loop over a set")


def row(name: str, ours: float, peer: float, peer_name: str) -> dict[str, object]:
    """Return a row of the results table."""
    return {
        "name": name,
        "unit": "µs",
        "ours": round(ours, 3),
        "peer": round(peer, 2),
        "peer_name": peer_name,
        "ratio": round(peer / ours, 1),
    }
