"""A case that ends before its penalty is carried out: withdrawn, terminated, transferred."""

from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.asking import ask, checked_reason, on_grant, worded
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import (
    ApprovalKind,
    CaseState,
    DocumentKind,
    TerminationReason,
    TransferTarget,
    WithdrawalReason,
)
from sunhall.business.penalties.errors import NoMatter, NoParty, ThingsStillHeld
from sunhall.business.penalties.models import Approval, Case
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import casework
from sunhall.business.penalties.rules.plausible import check_choice, checked_text
from sunhall.business.penalties.rules.procedure import UNDER_INVESTIGATION
from sunhall.business.penalties.rules.proceedings import Ending, Transfer
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor

TERMINABLE = (*UNDER_INVESTIGATION, CaseState.DECIDED, CaseState.SERVED, CaseState.ENFORCEMENT)
TRANSFERABLE = (CaseState.CLUE, *UNDER_INVESTIGATION)
RECIPIENT_LENGTH = 100


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十七条")
def ask_withdrawal(by: Actor, *, case_id: int, reason_code: str, reason: str) -> Approval:
    """Ask that a filed case be withdrawn (撤销立案); supervision looks at the reason.

    Raises:
        NotFound, StepNotAllowed, AlreadyAsked: as for every request.
        ChoiceRefused: there is no such reason.
        ThingsStillHeld: preserved or seized things have not been dealt with.
    """
    case = steps.begin(by, case_id, _("撤销立案"), *UNDER_INVESTIGATION, even_suspended=True)
    check_choice(_("撤销事由"), reason_code, WithdrawalReason.values)
    _check_nothing_held(case)
    reason = checked_reason(reason)
    return ask(by, case, ApprovalKind.WITHDRAWAL, reason=reason, reason_code=reason_code)


@on_grant(ApprovalKind.WITHDRAWAL)
def withdraw_case(by: Actor, case: Case, approval: Approval) -> None:
    """Withdraw a filed case. Law: 行政处罚法 第五十七条 (the head examines and decides)."""
    steps.check_state(case, _("撤销立案"), *UNDER_INVESTIGATION, even_suspended=True)
    _end(by, case, CaseState.WITHDRAWN)
    _write(by, case, approval, DocumentKind.WITHDRAWAL_APPROVAL, worded(WithdrawalReason, approval))
    steps.tell(
        by,
        case,
        events.CaseWithdrawn,
        is_approved=approval.decided_by_id != approval.asked_by_id,
        reason_code=approval.reason_code,
        is_notice_served=case.notices.filter(served_at__isnull=False).exists(),
        is_deliberated=case.deliberations.exists(),
    )


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十七条")
def ask_termination(by: Actor, *, case_id: int, reason_code: str, reason: str) -> Approval:
    """Ask that a case be terminated, for there is nobody or nothing left to go against.

    Raises:
        NotFound, StepNotAllowed, AlreadyAsked: as for every request.
        ChoiceRefused: there is no such reason.
        ThingsStillHeld: preserved or seized things have not been dealt with.
    """
    case = steps.begin(by, case_id, _("终结案件"), *TERMINABLE, even_suspended=True)
    check_choice(_("终结事由"), reason_code, TerminationReason.values)
    _check_nothing_held(case)
    reason = checked_reason(reason)
    return ask(by, case, ApprovalKind.TERMINATION, reason=reason, reason_code=reason_code)


@on_grant(ApprovalKind.TERMINATION)
def terminate_case(by: Actor, case: Case, approval: Approval) -> None:
    """Terminate a case. Law: 行政处罚法 第五十七条; 行政强制法 第四十条."""
    steps.check_state(case, _("终结案件"), *TERMINABLE, even_suspended=True)
    _end(by, case, CaseState.TERMINATED)
    reason = worded(TerminationReason, approval)
    _write(by, case, approval, DocumentKind.TERMINATION_APPROVAL, reason)
    steps.tell(by, case, events.CaseTerminated, reason_code=approval.reason_code)


@action(Permission.CASE_HANDLE, law="行政处罚法 第二十五条、第二十七条")
def ask_transfer(by: Actor, *, case_id: int, target: str, recipient: str, reason: str) -> Approval:
    """Ask that a clue or a case go to another organ, or to the police where a crime is suspected.

    Law: 行政处罚法 第二十五条, 第二十七条; 行政执法机关移送涉嫌犯罪案件的规定 第五条.

    Raises:
        NotFound, StepNotAllowed, AlreadyAsked: as for every request.
        ChoiceRefused: it goes to neither.
        NoMatter, NoParty: nobody has said what it is about, or whom it is against.
        ThingsStillHeld: preserved or seized things have not been dealt with.
    """
    case = steps.begin(by, case_id, _("移送案件"), *TRANSFERABLE, even_suspended=True)
    check_choice(_("移送去向"), target, TransferTarget.values)
    if case.matter is None:
        raise NoMatter()
    if case.party is None:
        raise NoParty()
    _check_nothing_held(case)
    details = {"recipient": checked_text(_("接收机关"), recipient, RECIPIENT_LENGTH)}
    return ask(
        by,
        case,
        ApprovalKind.TRANSFER,
        reason=checked_reason(reason),
        reason_code=target,
        details=details,
    )


@on_grant(ApprovalKind.TRANSFER)
def transfer_case(by: Actor, case: Case, approval: Approval) -> None:
    """Let a clue or a case go, with its evidence."""
    steps.check_state(case, _("移送案件"), *TRANSFERABLE, even_suspended=True)
    to_police = approval.reason_code == TransferTarget.POLICE
    _end(by, case, CaseState.TRANSFERRED, suspected_crime=case.suspected_crime or to_police)
    transfer = Transfer(
        to=approval.details["recipient"],
        reason=approval.reason,
        basis=(casework.citation("transfer", "target", approval.reason_code),),
        suspects_crime=to_police,
        materials=tuple(case.evidence.order_by("number").values_list("title", flat=True)),
    )
    make_document(by, case, DocumentKind.TRANSFER_LETTER, transfer=transfer)
    steps.tell(by, case, events.CaseTransferred, target=approval.reason_code)


def _end(by: Actor, case: Case, state: CaseState, **changes: bool) -> None:
    """Bring a case to one of these ends; its clock stops for good."""
    _check_nothing_held(case)
    case.pauses.filter(end_date__isnull=True).update(end_date=by.today)
    steps.move(by, case, state, is_suspended=False, **changes)
    clocks.meet_all(by, case)


def _write(by: Actor, case: Case, approval: Approval, kind: DocumentKind, reason: str) -> None:
    ending = Ending(reason=reason, ended_on=by.today)
    make_document(by, case, kind, wording={"reason": approval.reason}, ending=ending)


def _check_nothing_held(case: Case) -> None:
    """Refuse to end a case while its organ holds things.

    Raises:
        ThingsStillHeld: it does.
    """
    held = casework.held_things(case)
    if held:
        raise ThingsStillHeld(kind=_("、").join(dict.fromkeys(held)))
