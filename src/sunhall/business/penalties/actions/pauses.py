"""The clock of a case: stopped, started again, given more time."""

from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.asking import ask, checked_reason, on_grant
from sunhall.business.penalties.choices import ApprovalKind, Concern, SuspensionReason
from sunhall.business.penalties.errors import StepNotAllowed
from sunhall.business.penalties.models import Approval, Case, Pause
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.standards import decision_limit
from sunhall.business.penalties.rules.plausible import check_choice
from sunhall.business.penalties.rules.procedure import UNDER_INVESTIGATION
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor

NOTE_LENGTH = 500


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十条")
def ask_suspension(by: Actor, *, case_id: int, reason_code: str, note: str) -> Approval:
    """Ask that the clock of a case stand still, such as for an appraisal.

    Raises:
        NotFound, StepNotAllowed, AlreadyAsked: as for every request.
        CaseSuspendedNow: it stands still already.
        ChoiceRefused: the clock does not stop for this.
    """
    case = steps.begin(by, case_id, _("中止调查"), *UNDER_INVESTIGATION)
    check_choice(_("中止事由"), reason_code, SuspensionReason.values)
    note = checked_reason(note)
    return ask(by, case, ApprovalKind.SUSPENSION, reason=note, reason_code=reason_code)


@on_grant(ApprovalKind.SUSPENSION)
def suspend_case(by: Actor, case: Case, approval: Approval) -> None:
    """Let the clock of a case stand still from today."""
    steps.check_state(case, _("中止调查"), *UNDER_INVESTIGATION)
    Pause.objects.create(
        case=case,
        reason=approval.reason_code,
        note=approval.reason[:NOTE_LENGTH],
        start_date=by.today,
    )
    steps.change(by, case, is_suspended=True)
    clocks.reckon_again(by, case)
    steps.tell(by, case, events.CaseSuspended, reason_code=approval.reason_code)


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十条")
def resume_case(by: Actor, *, case_id: int) -> Case:
    """Let the clock of a case run again: tomorrow is the first day that counts.

    Law: 民法典 第二百零一条 (the day itself is not counted).

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: its clock does not stand still.
    """
    case = steps.begin(by, case_id, _("恢复调查"), *UNDER_INVESTIGATION, even_suspended=True)
    if not case.is_suspended:
        raise StepNotAllowed(
            number=case.number,
            state=case.get_state_display(),
            step=_("恢复调查"),
            way_out=_("案件没有中止。"),
        )
    case.pauses.filter(end_date__isnull=True).update(end_date=by.today)
    steps.change(by, case, is_suspended=False)
    clocks.reckon_again(by, case)
    steps.tell(by, case, events.CaseResumed)
    return case


@action(Permission.CASE_HANDLE, law="行政处罚法 第六十条")
def ask_case_extension(by: Actor, *, case_id: int, reason: str) -> Approval:
    """Ask for more time to decide, as much as the law of the field allows.

    Raises:
        NotFound, StepNotAllowed, AlreadyAsked: as for every request.
        ExtendedAlready, TooLate: it was extended before, or its time has run out.
    """
    case = steps.begin(by, case_id, _("延长办案期限"), *UNDER_INVESTIGATION)
    clocks.check_extendable(case, Concern.DECISION, by.today)
    return ask(by, case, ApprovalKind.CASE_EXTENSION, reason=checked_reason(reason))


@on_grant(ApprovalKind.CASE_EXTENSION)
def extend_case(by: Actor, case: Case, approval: Approval) -> None:
    """Give a case more time."""
    steps.check_state(case, _("延长办案期限"), *UNDER_INVESTIGATION)
    clocks.check_extendable(case, Concern.DECISION, by.today)
    longer = decision_limit(case.organization.domain_code).extension
    clocks.extend(by, case, Concern.DECISION, limit=longer)
    steps.tell(by, case, events.CaseExtended)
