"""A hearing: asked for, arranged, held."""

from datetime import date

from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.informing import served_notice
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import CaseState, Concern, DocumentKind
from sunhall.business.penalties.errors import (
    AlreadyAsked,
    NoHearingRight,
    NothingPending,
    NotOfTheOrgan,
    TooEarly,
    TooLate,
)
from sunhall.business.penalties.models import Case, Hearing
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import casework
from sunhall.business.penalties.rules.plausible import check_day, checked_text
from sunhall.directory import queries as directory
from sunhall.directory.rules.fields import HEARING_HOST
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound

PLACE_LENGTH, MINUTES_LENGTH = 200, 20_000


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十三条、第六十四条第一项")
def ask_hearing(by: Actor, *, case_id: int) -> Hearing:
    """Note that the party asks for a hearing, within five working days of being told.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: the party has not been told, or it is decided.
        NoHearingRight: what is proposed gives none.
        AlreadyAsked: it has been asked for.
        TooLate: the time to ask is over.
    """
    case = steps.begin(by, case_id, _("申请听证"), CaseState.INFORMED)
    notice = served_notice(case)
    if not notice.tells_hearing:
        raise NoHearingRight()
    asked = Hearing.objects.filter(notice=notice).first()
    if asked is not None:
        raise AlreadyAsked(kind=_("听证"), moment=asked.asked_at)
    window = case.obligations.filter(
        concern=Concern.HEARING_REQUEST, subject_id=notice.pk, due_date__lt=by.today
    ).first()
    if window is not None:
        raise TooLate(date=window.due_date.isoformat(), step=_("申请听证"))
    hearing = Hearing.objects.create(case=case, notice=notice, asked_at=by.moment)
    clocks.meet(by, case, Concern.HEARING_REQUEST, subject_id=notice.pk)
    steps.tell(by, case, events.HearingAsked)
    return hearing


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十四条第二项、第四项")
def arrange_hearing(
    by: Actor, *, hearing_id: int, scheduled_on: date, place: str, host_id: int
) -> Hearing:
    """Give a hearing a day, a place and a host, and write the notice of it.

    Raises:
        NotFound: no such hearing in the actor's organization.
        StepNotAllowed: the case does not wait for a hearing.
        NothingPending: it has been held.
        DayRefused: the day has passed.
        NotOfTheOrgan: the host does not work for the organ.
        TextRefused: there is no place.
    """
    case, hearing = _open(by, hearing_id, _("安排听证"))
    check_day(scheduled_on, first=by.today, last=date(by.today.year + 1, 12, 31))
    host = casework.staff(by, case.organization_id, [host_id]).get(host_id)
    if host is None:
        raise NotOfTheOrgan(person=host_id, organization=case.organization.name)
    hearing.host = host
    hearing.scheduled_on = scheduled_on
    hearing.place = checked_text(_("地点"), place, PLACE_LENGTH)
    hearing.notified_at = by.moment
    hearing.save()
    make_document(by, case, DocumentKind.HEARING_NOTICE)
    calendar = directory.city_calendar(by)
    steps.tell(
        by,
        case,
        events.HearingArranged,
        working_days_ahead=calendar.count_working_days(by.today, scheduled_on),
        host_is_officer=case.officers.filter(person_id=host_id).exists(),
        host_is_qualified=directory.is_qualified(host_id, by.today, HEARING_HOST),
    )
    return hearing


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十四条第六项至第八项、第六十五条")
def hold_hearing(
    by: Actor,
    *,
    hearing_id: int,
    minutes: str,
    is_abandoned: bool = False,
    is_adopted: bool = False,
) -> Hearing:
    """Keep the record of a hearing, also of one the party stayed away from.

    The minutes say who said what, a line each: `主持人：……`.

    Raises:
        NotFound: no such hearing in the actor's organization.
        StepNotAllowed: the case does not wait for a hearing.
        NothingPending: it has been held.
        TooEarly: its day has not come, or it has none.
        TextRefused: there are no minutes.
    """
    case, hearing = _open(by, hearing_id, _("举行听证"))
    if hearing.scheduled_on is None or by.today < hearing.scheduled_on:
        day = hearing.scheduled_on.isoformat() if hearing.scheduled_on else _("（未安排）")
        raise TooEarly(date=day, step=_("举行听证"))
    hearing.minutes = checked_text(_("听证笔录"), minutes, MINUTES_LENGTH)
    hearing.is_abandoned = is_abandoned
    hearing.is_adopted = is_adopted and not is_abandoned
    hearing.held_at = by.moment
    hearing.save()
    make_document(by, case, DocumentKind.HEARING_RECORD)
    steps.tell(
        by,
        case,
        events.HearingHeld,
        is_abandoned=hearing.is_abandoned,
        is_adopted=hearing.is_adopted,
    )
    return hearing


def _open(by: Actor, hearing_id: int, step: str) -> tuple[Case, Hearing]:
    """Return a hearing that has not been held, and its case, locked."""
    rows = Hearing.objects.filter(case__organization_id=by.own_organization_id)
    case_id = rows.filter(pk=hearing_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(str(Hearing._meta.verbose_name), hearing_id)
    case = steps.begin(by, case_id, step, CaseState.INFORMED)
    hearing = rows.get(pk=hearing_id)
    if hearing.held_at is not None:
        raise NothingPending(name=case.organization.name, moment=hearing.held_at)
    return case, hearing
