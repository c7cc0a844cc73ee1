"""Fines are paid: at the bank, on the spot, later, in parts. Nobody types an amount."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.asking import ask, checked_reason, on_grant
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.actions.serving import decision_served_on
from sunhall.business.penalties.choices import (
    ApprovalKind,
    CaseState,
    Concern,
    DocumentKind,
    OnSiteGround,
    PaymentWay,
)
from sunhall.business.penalties.errors import (
    DividedAlready,
    HandedOverAlready,
    NotHandedOver,
    NothingDue,
    VoucherTaken,
)
from sunhall.business.penalties.models import Approval, Case, Installment, Payment
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.dues import due_of, lawful_additional_of
from sunhall.business.penalties.rules.amounts import installments as equal_parts
from sunhall.business.penalties.rules.dues import Due
from sunhall.business.penalties.rules.limits import LIMITS
from sunhall.business.penalties.rules.plausible import check_choice, check_day, checked_text
from sunhall.directory import queries as directory
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.calendar import TimeLimit, Unit
from sunhall.kernel.errors import NotFound

VOUCHER_LENGTH = 60
MOST_INSTALLMENTS, LONGEST_INTERVAL = 24, 366
PAYABLE = (CaseState.SERVED, CaseState.EXECUTED)
"""A correction may leave something to pay of a fine that had been paid."""

PAID_AWAY = (PaymentWay.BANK.value, PaymentWay.ELECTRONIC.value)


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十七条")
def record_payment(by: Actor, *, case_id: int, way: str, paid_on: date, voucher: str) -> Payment:
    """Keep that what was due on a day has been paid: the fine or its next part, and what it grew.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: nothing is to be paid yet, or the court collects it.
        NothingDue: nothing is left to pay.
        VoucherTaken: the receipt has been recorded.
        ChoiceRefused: it was not paid at a bank.
        DayRefused: the day lies ahead, or before the decision reached the party.
    """
    case = steps.begin(by, case_id, _("登记缴款"), *PAYABLE, even_suspended=True)
    check_choice(_("缴纳方式"), way, PAID_AWAY)
    return pay(by, case, way, paid_on, voucher)


def pay(
    by: Actor, case: Case, way: str, paid_on: date, voucher: str, *, ground: str = ""
) -> Payment:
    """Keep a payment of what is due on its day, move the case on when all is paid, and tell it.

    Raises:
        NothingDue, VoucherTaken, DayRefused, NotServed: as for `record_payment`.
    """
    check_day(paid_on, first=decision_served_on(case), last=by.today)
    due = due_of(by, case, paid_on)
    if not due.now_yuan:
        raise NothingDue(number=case.number)
    receipt = checked_text(_("票据号码"), voucher, VOUCHER_LENGTH)
    if Payment.objects.filter(voucher=receipt).exists():
        raise VoucherTaken(voucher=receipt)
    payment = Payment.objects.create(
        case=case,
        way=way,
        amount_yuan=due.now_yuan,
        additional_yuan=due.additional_left_yuan,
        paid_on=paid_on,
        voucher=receipt,
        ground=ground,
        recorded_at=by.moment,
    )
    if due.fine_now_yuan == due.left_yuan:
        carry_out(by, case)
    else:
        _wait_for_rest(by, case)
    if payment.additional_yuan:
        tell_additional(by, case, due, paid_on)
    steps.tell(
        by,
        case,
        events.PaymentRecorded,
        amount_yuan=payment.amount_yuan,
        additional_yuan=payment.additional_yuan,
    )
    return payment


def carry_out(by: Actor, case: Case) -> None:
    """Say that all has been paid."""
    clocks.meet_every(by, case, Concern.PAYMENT, Concern.ENFORCEMENT)
    steps.move(by, case, CaseState.EXECUTED)


def _wait_for_rest(by: Actor, case: Case) -> None:
    """Say of the parts that are paid that they need not be paid any more."""
    rest = due_of(by, case)
    waiting = case.obligations.filter(concern=Concern.PAYMENT, met_on__isnull=True)
    if rest.due_date is not None:
        paid = waiting.filter(due_date__lt=rest.due_date)
        paid.update(met_on=by.today, watch_on=None)
    clocks.show_next_due(case)


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十八条、第六十九条、第七十条")
def collect_on_site(by: Actor, *, case_id: int, ground: str, voucher: str) -> Payment:
    """Keep that the fine was collected on the spot against the treasury's receipt.

    Whether the ground allows it, supervision says.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: nothing is to be paid yet, or the court collects it.
        NothingDue, VoucherTaken: as for `record_payment`.
        ChoiceRefused: there is no such ground.
    """
    case = steps.begin(by, case_id, _("当场收缴"), CaseState.SERVED)
    check_choice(_("当场收缴情形"), ground, OnSiteGround.values)
    fine = due_of(by, case).fine_yuan
    payment = pay(by, case, PaymentWay.ON_SITE, by.today, voucher, ground=ground)
    clocks.oblige(by, case, Concern.HANDOVER, start_date=by.today, subject_id=payment.pk)
    steps.tell(
        by,
        case,
        events.CollectedOnSite,
        has_ground=ground != OnSiteGround.NONE,
        fine_yuan=fine,
    )
    return payment


@action(Permission.CASE_HANDLE, law="行政处罚法 第七十一条")
def hand_over_cash(by: Actor, *, payment_id: int) -> Payment:
    """Keep that a collected fine has been handed to the organ, which must bank it.

    Raises:
        NotFound: no such payment in the actor's organization.
        HandedOverAlready: it has been handed over.
        NotHandedOver: it was not collected on the spot.
    """
    case, payment = _of_own(by, payment_id, _("上交罚款"))
    if payment.handed_over_at is not None:
        raise HandedOverAlready(voucher=payment.voucher)
    if payment.way != PaymentWay.ON_SITE:
        raise NotHandedOver(voucher=payment.voucher)
    payment.handed_over_at = by.moment
    payment.save(update_fields=["handed_over_at"])
    clocks.meet(by, case, Concern.HANDOVER, subject_id=payment.pk)
    clocks.oblige(by, case, Concern.BANKING, start_date=by.today, subject_id=payment.pk)
    steps.tell(by, case, events.CashHandedOver)
    return payment


@action(Permission.CASE_HANDLE, law="行政处罚法 第七十一条")
def bank_cash(by: Actor, *, payment_id: int) -> Payment:
    """Keep that a fine handed to the organ has been paid into the bank.

    Raises:
        NotFound: no such payment in the actor's organization.
        NotHandedOver: it has not been handed over.
        HandedOverAlready: it has been banked.
    """
    case, payment = _of_own(by, payment_id, _("缴付银行"))
    if payment.handed_over_at is None:
        raise NotHandedOver(voucher=payment.voucher)
    if payment.banked_at is not None:
        raise HandedOverAlready(voucher=payment.voucher)
    payment.banked_at = by.moment
    payment.save(update_fields=["banked_at"])
    clocks.meet(by, case, Concern.BANKING, subject_id=payment.pk)
    steps.tell(by, case, events.CashBanked)
    return payment


@action(Permission.CASE_HANDLE, law="行政处罚法 第七十二条第一款第一项")
def charge_additional_fine(by: Actor, *, case_id: int) -> Due:
    """Charge the additional fine that has run up until today: 3 % a day, capped at the fine.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: nothing is to be paid yet.
        NothingDue: none has run up.
    """
    case = steps.begin(
        by,
        case_id,
        _("加处罚款"),
        CaseState.SERVED,
        CaseState.ENFORCEMENT,
        even_suspended=True,
    )
    due = due_of(by, case)
    if not due.additional_left_yuan:
        raise NothingDue(number=case.number)
    tell_additional(by, case, due, by.today)
    return due


def tell_additional(by: Actor, case: Case, due: Due, on: date) -> None:
    """Announce an additional fine, with what the law allows by a reckoning of its own."""
    steps.tell(
        by,
        case,
        events.AdditionalFineCharged,
        charged_yuan=due.additional_yuan,
        lawful_yuan=lawful_additional_of(by, case, on),
        is_under_review=case.remedies.filter(end_date__isnull=True).exists(),
    )


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十六条第二款")
def ask_deferral(
    by: Actor,
    *,
    case_id: int,
    reason: str,
    installments: int,
    first_due: date,
    interval_days: int = 30,
) -> Approval:
    """Ask the head to let the party pay later, or in equal parts.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: nothing is to be paid yet, or the court collects it.
        NothingDue: nothing is left to pay.
        DividedAlready: it has been put off or divided before.
        ChoiceRefused: there are too many parts, or they lie too far apart.
        DayRefused: the first day has passed.
        AlreadyAsked: the same is asked already.
    """
    case = steps.begin(by, case_id, _("报请延期、分期缴纳"), CaseState.SERVED)
    _check_divisible(by, case)
    check_choice(_("期数"), str(installments), _numbers(MOST_INSTALLMENTS))
    check_choice(_("间隔天数"), str(interval_days), _numbers(LONGEST_INTERVAL))
    check_day(first_due, first=by.today, last=by.today + timedelta(days=LONGEST_INTERVAL))
    return ask(
        by,
        case,
        ApprovalKind.DEFERRAL,
        reason=checked_reason(reason),
        details={
            "installments": installments,
            "first_due": first_due.isoformat(),
            "interval_days": interval_days,
        },
    )


def _numbers(most: int) -> set[str]:
    return {str(number) for number in range(1, most + 1)}


@on_grant(ApprovalKind.DEFERRAL)
def _defer(by: Actor, case: Case, approval: Approval) -> None:
    steps.check_state(case, _("延期、分期缴纳"), CaseState.SERVED)
    _check_divisible(by, case)
    count, interval = approval.details["installments"], approval.details["interval_days"]
    first_due = date.fromisoformat(approval.details["first_due"])
    calendar = directory.city_calendar(by)
    amounts = equal_parts(due_of(by, case).fine_yuan, count)
    rows = [
        Installment(
            case=case,
            number=number,
            amount_yuan=amount,
            due_date=calendar.next_working_day(first_due + timedelta(days=interval * (number - 1))),
        )
        for number, amount in enumerate(amounts, 1)
        if amount
    ]
    Installment.objects.bulk_create(rows)
    _reckon_anew(by, case, rows)
    make_document(by, case, DocumentKind.DEFERRAL_APPROVAL)
    steps.tell(by, case, events.PaymentDeferred, installment_count=len(rows))


def _reckon_anew(by: Actor, case: Case, rows: list[Installment]) -> None:
    """Let each part be due on its day, and the court be asked after the last of them.

    Law: 行政处罚法 第七十二条第二款.
    """
    clocks.meet(by, case, Concern.PAYMENT)
    clocks.meet(by, case, Concern.ENFORCEMENT)
    article = LIMITS[Concern.PAYMENT].limit.article
    for row in rows:
        days = max(1, (row.due_date - by.today).days)
        clocks.oblige(
            by,
            case,
            Concern.PAYMENT,
            start_date=row.due_date - timedelta(days=days),
            subject_id=row.number,
            limit=TimeLimit(days, Unit.CALENDAR_DAY, article),
        )
    clocks.oblige(by, case, Concern.ENFORCEMENT, start_date=rows[-1].due_date)


def _check_divisible(by: Actor, case: Case) -> None:
    if case.installments.exists():
        raise DividedAlready()
    due = due_of(by, case)
    if not due.left_yuan or due.paid_yuan:
        raise NothingDue(number=case.number)


def _of_own(by: Actor, payment_id: int, step: str) -> tuple[Case, Payment]:
    rows: QuerySet[Payment] = Payment.objects.filter(case__organization_id=by.own_organization_id)
    case_id = rows.filter(pk=payment_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(str(Payment._meta.verbose_name), payment_id)
    return steps.begin(by, case_id, step, even_suspended=True), rows.get(pk=payment_id)
