"""The clocks of a business: started, paused by an article, extended, stopped, reckoned again.

Like the engine's verbs these are for the acts of others, in their transaction.
"""

from collections.abc import Sequence
from datetime import date

from sunhall.directory import queries as directory
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import TimeLimit
from sunhall.kernel.events import announce
from sunhall.platforms.workflow.choices import ClockUnit
from sunhall.platforms.workflow.errors import BasisMissing, ClockNotOpen
from sunhall.platforms.workflow.events import ClocksReckoned
from sunhall.platforms.workflow.models import Clock, ClockPause
from sunhall.platforms.workflow.permissions import Permission
from sunhall.platforms.workflow.queries.clocks import reckoned

BATCH = 2_000


def start_clock(
    by: Actor,
    *,
    subject_kind: str,
    subject_id: int,
    kind: str,
    unit: ClockUnit,
    budget: int,
    statute: str,
    started_on: date | None = None,
) -> Clock:
    """Start a time limit of a thing, today unless told otherwise; that day is not counted.

    Raises:
        CalendarError: the budget is not between 1 and 3660 days.
    """
    clock = Clock(
        subject_kind=subject_kind,
        subject_id=subject_id,
        kind=kind,
        unit=unit,
        budget=budget,
        statute=statute,
        started_on=started_on or by.today,
    )
    _reckon(by, clock, [])
    clock.save()
    return clock


def pause_clock(
    by: Actor, *, subject_kind: str, subject_id: int, kind: str, cause: str, legal_basis: str
) -> Clock:
    """Let a clock stand still from today, by an article.

    Raises:
        ClockNotOpen: it does not run.
        BasisMissing: no article is named, or no cause.
    """
    if not cause.strip() or not legal_basis.strip():
        raise BasisMissing()
    clock = _open(subject_kind, subject_id, kind)
    if clock.paused_since is not None:
        raise ClockNotOpen(kind=kind)
    ClockPause.objects.create(
        clock=clock, start_date=by.today, cause=cause[:200], legal_basis=legal_basis[:200]
    )
    clock.paused_since = by.today
    return _save(by, clock)


def resume_clock(by: Actor, *, subject_kind: str, subject_id: int, kind: str) -> Clock:
    """Let a clock run again: tomorrow is the first day that counts.

    Law: 民法典 第二百零一条 (the day itself is not counted).

    Raises:
        ClockNotOpen: it does not stand still.
    """
    clock = _open(subject_kind, subject_id, kind)
    if clock.paused_since is None:
        raise ClockNotOpen(kind=kind)
    clock.pauses.filter(end_date__isnull=True).update(end_date=by.today)
    clock.paused_since = None
    return _save(by, clock)


def extend_clock(
    by: Actor, *, subject_kind: str, subject_id: int, kind: str, limit: TimeLimit, cause: str
) -> Clock:
    """Give a clock more days, counted on from its last one; the limit names its article.

    Raises:
        ClockNotOpen: it does not run.
        BasisMissing: the limit names no article.
    """
    clock = _open(subject_kind, subject_id, kind)
    if not limit.article:
        raise BasisMissing()
    clock.extensions = [*clock.extensions, [str(limit), limit.article, cause]]
    return _save(by, clock)


def stop_clock(by: Actor, *, subject_kind: str, subject_id: int, kind: str) -> Clock:
    """Stop a clock for good: what it measured is done.

    Raises:
        ClockNotOpen: it does not run.
    """
    clock = _open(subject_kind, subject_id, kind)
    clock.pauses.filter(end_date__isnull=True).update(end_date=by.today)
    clock.paused_since = None
    clock.stopped_on = by.today
    return _save(by, clock)


@action(Permission.TIMER_FIRE)
def reckon_clocks(by: Actor, *, limit: int = BATCH) -> int:
    """Reckon open clocks again that were reckoned by an older calendar; return how many.

    Call it until it returns 0. Pages reckon by the calendar of the moment anyway.
    """
    revision = directory.calendar_revision()
    older = Clock.objects.filter(stopped_on__isnull=True, calendar__lt=revision)
    batch = list(
        older.select_for_update(skip_locked=True).prefetch_related("pauses").order_by("pk")[:limit]
    )
    before = [one.due_on for one in batch]
    for clock in batch:
        _reckon(by, clock, list(clock.pauses.all()))
    Clock.objects.bulk_update(batch, ["due_on", "consumed", "calendar"])
    moved = sum(one.due_on != due for one, due in zip(batch, before, strict=True))
    if moved:
        announce(by, ClocksReckoned(subject_id=0, count=len(batch), moved=moved))
    return len(batch)


def _open(subject_kind: str, subject_id: int, kind: str) -> Clock:
    found = Clock.objects.select_for_update().filter(
        subject_kind=subject_kind, subject_id=subject_id, kind=kind, stopped_on__isnull=True
    )
    clock = found.first()
    if clock is None:
        raise ClockNotOpen(kind=kind)
    return clock


def _save(by: Actor, clock: Clock) -> Clock:
    _reckon(by, clock, list(clock.pauses.all()))
    clock.save()
    return clock


def _reckon(by: Actor, clock: Clock, pauses: Sequence[ClockPause]) -> None:
    found = reckoned(by, clock, pauses, directory.city_calendar(by))
    clock.due_on, clock.consumed = found.due_on, found.consumed
    clock.calendar = directory.calendar_revision()
