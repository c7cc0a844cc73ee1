"""Clocks as they stand, day by day."""

from collections.abc import Sequence

from sunhall.directory import queries as directory
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import WorkingCalendar
from sunhall.platforms.workflow.models import Clock, ClockPause
from sunhall.platforms.workflow.rules.clocks import Reckoning, Stretch, reckon


def clocks_of(by: Actor, subject_kind: str, subject_id: int) -> list[tuple[Clock, Reckoning]]:
    """Return the clocks of a thing, as they stand today; each can explain itself day by day."""
    clocks = Clock.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    calendar = directory.city_calendar(by)
    found = clocks.order_by("started_on", "pk").prefetch_related("pauses")
    return [(one, reckoned(by, one, list(one.pauses.all()), calendar)) for one in found]


def reckoned(
    by: Actor, clock: Clock, pauses: Sequence[ClockPause], calendar: WorkingCalendar
) -> Reckoning:
    """Return how a clock stands: today, or on the day it was stopped."""
    return reckon(
        unit=clock.unit,
        budget=clock.budget,
        statute=clock.statute,
        started_on=clock.started_on,
        extensions=clock.extensions,
        pauses=[Stretch(one.start_date, one.end_date, one.cause) for one in pauses],
        calendar=calendar,
        today=clock.stopped_on or by.today,
    )
