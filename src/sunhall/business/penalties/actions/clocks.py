"""What must be done by when: obligations begin, are extended, are met."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sunhall.business.penalties.errors import ExtendedAlready, NothingDue, TooLate
from sunhall.business.penalties.models import STAND_STILL_WITH_CASE, Case, Obligation
from sunhall.business.penalties.queries.cases import deadline_of
from sunhall.business.penalties.rules.limits import LIMITS
from sunhall.directory import queries as directory
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import TimeLimit, WorkingCalendar

ONE_DAY = timedelta(days=1)
SHOW_NEXT_DUE = """
UPDATE penalties_case SET (due_date, due_concern) = (
    SELECT min(due_date), coalesce((array_agg(concern ORDER BY due_date, id))[1], '')
    FROM penalties_obligation
    WHERE case_id = %(case)s AND met_on IS NULL
    AND concern <> ALL (%(standing_still)s::varchar[])
)
WHERE id = %(case)s
RETURNING due_date, due_concern
"""


def oblige(
    by: Actor,
    case: Case,
    concern: str,
    *,
    start_date: date,
    subject_id: int = 0,
    limit: TimeLimit | None = None,
) -> Obligation:
    """Begin a time limit of a case; `limit` where a field has its own."""
    reckoned = limit or LIMITS[concern].limit
    obligation = Obligation(
        case=case,
        concern=concern,
        subject_id=subject_id,
        start_date=start_date,
        limit=str(reckoned),
        article=reckoned.article or "",
    )
    _reckon(by, obligation)
    obligation.save()
    show_next_due(case)
    return obligation


def oblige_each(by: Actor, case: Case, starts: Mapping[str, date]) -> None:
    """Begin several time limits of a case at once; `starts` are their first days by concern."""
    started = []
    calendar = directory.city_calendar(by) if starts else None
    for concern, start_date in starts.items():
        limit = LIMITS[concern].limit
        obligation = Obligation(
            case=case,
            concern=concern,
            start_date=start_date,
            limit=str(limit),
            article=limit.article or "",
        )
        _reckon(by, obligation, calendar)
        started.append(obligation)
    Obligation.objects.bulk_create(started)
    show_next_due(case)


def extend(
    by: Actor, case: Case, concern: str, *, subject_id: int = 0, limit: TimeLimit | None = None
) -> Obligation:
    """Extend an open time limit of a case by what the law allows.

    Raises:
        Obligation.DoesNotExist: none of this concern is open.
    """
    obligation = _open(case, concern, subject_id).select_for_update().get()
    longer = limit or LIMITS[concern].extension
    if longer is None:
        raise ValueError(concern)
    obligation.extensions = [*obligation.extensions, [str(longer), longer.article]]
    _reckon(by, obligation)
    obligation.save()
    show_next_due(case)
    return obligation


def check_extendable(case: Case, concern: str, today: date, *, subject_id: int = 0) -> None:
    """Refuse to extend a time limit twice, or after it has run out.

    Raises:
        NothingDue: nothing of this concern is open.
        ExtendedAlready: it has been extended before.
        TooLate: it has run out.
    """
    obligation = _open(case, concern, subject_id).first()
    if obligation is None:
        raise NothingDue(number=case.number)
    if obligation.extensions:
        raise ExtendedAlready(concern=obligation.get_concern_display())
    if obligation.due_date < today:
        raise TooLate(date=obligation.due_date, step=_("延长期限"))


def meet(by: Actor, case: Case, concern: str, *, subject_id: int = 0) -> bool:
    """Say that what was to be done is done, or need not be done any more; tell if it was open."""
    met = _open(case, concern, subject_id).update(met_on=by.today, watch_on=None)
    show_next_due(case)
    return met > 0


def meet_every(by: Actor, case: Case, *concerns: str) -> None:
    """Say of all that these concern, whatever it is about, that nothing needs to be done."""
    waiting = case.obligations.filter(concern__in=concerns, met_on__isnull=True)
    waiting.update(met_on=by.today, watch_on=None)
    show_next_due(case)


def meet_all(by: Actor, case: Case) -> None:
    """Say that nothing of a case needs to be done any more."""
    case.obligations.filter(met_on__isnull=True).update(met_on=by.today, watch_on=None)
    show_next_due(case)


def reckon_again(by: Actor, case: Case) -> None:
    """Reckon the limits that stand still with a case, after it was suspended or resumed."""
    for obligation in case.obligations.filter(met_on__isnull=True):
        if obligation.stands_still_with_case:
            _reckon(by, obligation)
            obligation.save()
    show_next_due(case)


def next_watch(obligation: Obligation, after: date) -> date | None:
    """Return the next day after one on which the daily watch speaks of an obligation.

    A case's party is not supervised: what it must do is watched by nobody but the organ.
    """
    rule = LIMITS[obligation.concern]
    if rule.is_partys:
        return None
    days = [obligation.due_date - timedelta(days=days) for days in rule.warn_days]
    days += [obligation.due_date + timedelta(days=days) for days in (1, *rule.late_days)]
    return min((day for day in days if day > after), default=None)


def show_next_due(case: Case) -> None:
    """Repeat the next open obligation on the case, for its queues; none that stands still."""
    standing_still = list(STAND_STILL_WITH_CASE) if case.is_suspended else []
    with connection.cursor() as cursor:
        cursor.execute(SHOW_NEXT_DUE, {"case": case.pk, "standing_still": standing_still})
        case.due_date, case.due_concern = cursor.fetchone()


def _open(case: Case, concern: str, subject_id: int) -> QuerySet[Obligation]:
    return Obligation.objects.filter(
        case=case, concern=concern, subject_id=subject_id, met_on__isnull=True
    )


def _reckon(by: Actor, obligation: Obligation, calendar: WorkingCalendar | None = None) -> None:
    obligation.due_date = deadline_of(by, obligation, calendar).due_date
    stands_still = obligation.case.is_suspended and obligation.stands_still_with_case
    obligation.watch_on = None if stands_still else next_watch(obligation, by.today - ONE_DAY)
