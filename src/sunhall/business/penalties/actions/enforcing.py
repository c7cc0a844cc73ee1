"""A fine that is not paid: remedies that stay it, urging, and the court."""

from datetime import date

from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.asking import ask, checked_reason, on_grant
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.actions.paying import pay
from sunhall.business.penalties.actions.serving import decision_served_on
from sunhall.business.penalties.choices import (
    ApprovalKind,
    CaseState,
    Concern,
    DocumentKind,
    PaymentWay,
)
from sunhall.business.penalties.errors import NothingDue, RemedyEndedAlready, TooEarly
from sunhall.business.penalties.models import Approval, Case, Enforcement, Payment, RemedyProceeding
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.dues import due_of
from sunhall.business.penalties.queries.enforcement import requests_of, urge_ends_on
from sunhall.business.penalties.rules.plausible import check_choice, check_day, checked_text
from sunhall.business.penalties.rules.proceedings import Enforcement as EnforcementOnPaper
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound

REMEDIES = ("reconsideration", "litigation")
CHALLENGED = (CaseState.SERVED, CaseState.ENFORCEMENT, CaseState.EXECUTED)
COURT_LENGTH = 100


@action(Permission.CASE_HANDLE, law="行政处罚法 第七十三条")
def start_remedy(by: Actor, *, case_id: int, ground: str, start_date: date) -> RemedyProceeding:
    """Note that the party went to reconsideration or to court; no additional fine runs meanwhile.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: no decision has reached the party.
        ChoiceRefused: there is no such remedy.
        DayRefused: the day lies ahead, or before the decision reached the party.
    """
    case = steps.begin(by, case_id, _("登记复议诉讼"), *CHALLENGED, even_suspended=True)
    check_choice(_("救济途径"), ground, REMEDIES)
    check_day(start_date, first=decision_served_on(case), last=by.today)
    remedy = RemedyProceeding.objects.create(case=case, ground=ground, start_date=start_date)
    steps.tell(by, case, events.RemedyStarted, ground=ground)
    return remedy


@action(Permission.CASE_HANDLE, law="行政处罚法 第七十三条第三款")
def end_remedy(by: Actor, *, remedy_id: int, end_date: date) -> RemedyProceeding:
    """Note that a reconsideration or a lawsuit is over; its last day still counts as stayed.

    Raises:
        NotFound: no such remedy in the actor's organization.
        RemedyEndedAlready: it has ended.
        DayRefused: the day lies ahead, or before it began.
    """
    rows = RemedyProceeding.objects.filter(case__organization_id=by.own_organization_id)
    case_id = rows.filter(pk=remedy_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(str(RemedyProceeding._meta.verbose_name), remedy_id)
    case = steps.begin(by, case_id, _("结束复议诉讼"), even_suspended=True)
    remedy = rows.get(pk=remedy_id)
    if remedy.end_date is not None:
        raise RemedyEndedAlready(date=remedy.end_date.isoformat())
    check_day(end_date, first=remedy.start_date, last=by.today)
    remedy.end_date = end_date
    remedy.save(update_fields=["end_date"])
    steps.tell(by, case, events.RemedyEnded)
    return remedy


@action(Permission.CASE_HANDLE, law="行政强制法 第五十四条")
def urge_party(by: Actor, *, case_id: int) -> Enforcement:
    """Urge the party to pay what is overdue; urging again begins anew.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: no decision has reached the party, or the court collects.
        NothingDue: nothing is left to pay.
        TooEarly: the party still has time.
    """
    case = steps.begin(by, case_id, _("催告"), CaseState.SERVED, even_suspended=True)
    _check_overdue(by, case, _("催告"))
    enforcement, _is_new = Enforcement.objects.update_or_create(
        case=case, defaults={"urged_at": by.moment, "urge_served_on": None}
    )
    make_document(by, case, DocumentKind.URGING_NOTICE)
    steps.tell(by, case, events.PartyUrged)
    return enforcement


@action(Permission.CASE_HANDLE, law="行政强制法 第五十三条、第五十四条")
def ask_enforcement(by: Actor, *, case_id: int, court: str, reason: str) -> Approval:
    """Ask the head to apply to the court; whether the party was urged, supervision says.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: no decision has reached the party, or the court has been asked.
        NothingDue: nothing is left to pay.
        TooEarly: the party still has time.
        TextRefused: the court or the reason is missing.
        AlreadyAsked: the same is asked already.
    """
    case = steps.begin(by, case_id, _("申请强制执行"), CaseState.SERVED, even_suspended=True)
    _check_overdue(by, case, _("申请强制执行"))
    return ask(
        by,
        case,
        ApprovalKind.ENFORCEMENT,
        reason=checked_reason(reason),
        details={"court": checked_text(_("人民法院"), court, COURT_LENGTH)},
    )


@on_grant(ApprovalKind.ENFORCEMENT)
def _apply(by: Actor, case: Case, approval: Approval) -> None:
    steps.check_state(case, _("申请强制执行"), CaseState.SERVED, even_suspended=True)
    _check_overdue(by, case, _("申请强制执行"))
    court = approval.details["court"]
    urged = Enforcement.objects.filter(case=case).first()
    Enforcement.objects.update_or_create(
        case=case,
        defaults={
            "urged_at": urged.urged_at if urged else by.moment,
            "applied_at": by.moment,
            "court": court,
        },
    )
    steps.move(by, case, CaseState.ENFORCEMENT)
    clocks.meet(by, case, Concern.ENFORCEMENT)
    make_document(
        by,
        case,
        DocumentKind.ENFORCEMENT_APPLICATION,
        wording={"reasons": approval.reason},
        enforcement=EnforcementOnPaper(court=court, requests=requests_of(by, case), head=by.name),
    )
    served_on = urged.urge_served_on if urged else None
    steps.tell(
        by,
        case,
        events.EnforcementApplied,
        is_urged=served_on is not None,
        urge_ends_on=urge_ends_on(by, served_on) if served_on else None,
    )


@action(Permission.CASE_HANDLE, law="行政处罚法 第七十二条第一款")
def record_enforced(by: Actor, *, case_id: int, paid_on: date, voucher: str) -> Payment:
    """Keep that the court has collected what was due.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: the court has not been asked.
        NothingDue, VoucherTaken, DayRefused: as for `record_payment`.
    """
    case = steps.begin(by, case_id, _("登记执行到账"), CaseState.ENFORCEMENT, even_suspended=True)
    return pay(by, case, PaymentWay.BANK, paid_on, voucher)


def _check_overdue(by: Actor, case: Case, step: str) -> None:
    due = due_of(by, case)
    if due.is_settled or due.due_date is None:
        raise NothingDue(number=case.number)
    if not due.is_overdue(by.today):
        raise TooEarly(date=due.due_date.isoformat(), step=step)
