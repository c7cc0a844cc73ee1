"""A case is closed when all is done, and its file is archived with numbered pages."""

from django.utils import translation
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.asking import ask, on_grant
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import ApprovalKind, CaseState, DocumentKind
from sunhall.business.penalties.errors import NotExecuted
from sunhall.business.penalties.models import Approval, Case
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.closing import file_entries, is_excused, left_to_do
from sunhall.business.penalties.queries.dues import due_of
from sunhall.business.penalties.rules.plausible import checked_text
from sunhall.business.penalties.rules.proceedings import CaseFile, Ending
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE

CLOSABLE = (
    CaseState.SERVED,
    CaseState.ENFORCEMENT,
    CaseState.EXECUTED,
    CaseState.EXEMPTED,
    CaseState.WITHDRAWN,
    CaseState.TERMINATED,
    CaseState.TRANSFERRED,
)
SUMMARY_LENGTH = 1_500


@action(Permission.CASE_HANDLE, law="行政处罚法 第六章")
def ask_closing(by: Actor, *, case_id: int, summary: str) -> Approval:
    """Ask the head to close a case in which nothing is left to do.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: it has not come to an end.
        NotExecuted: something is left; it is named.
        TextRefused: there is no summary.
        AlreadyAsked: the same is asked already.
    """
    case = steps.begin(by, case_id, _("报请结案"), *CLOSABLE, even_suspended=True)
    check_done(by, case)
    reason = checked_text(_("办理情况"), summary, SUMMARY_LENGTH)
    return ask(by, case, ApprovalKind.CLOSING, reason=reason)


@on_grant(ApprovalKind.CLOSING)
def _close(by: Actor, case: Case, approval: Approval) -> None:
    steps.check_state(case, _("结案"), *CLOSABLE, even_suspended=True)
    check_done(by, case)
    due, excused, ending = due_of(by, case), is_excused(by, case), case.state
    with translation.override(DOCUMENTS_LANGUAGE):
        reason = str(CaseState(ending).label)
    make_document(
        by,
        case,
        DocumentKind.CLOSING_REPORT,
        wording={"summary": approval.reason},
        ending=Ending(reason=reason, carried_out=reason, ended_on=by.today),
    )
    steps.move(by, case, CaseState.CLOSED, ended_at=by.moment)
    clocks.meet_all(by, case)
    steps.tell(
        by,
        case,
        events.CaseClosed,
        due_yuan=due.fine_yuan + due.additional_yuan,
        paid_yuan=due.paid_yuan + due.additional_paid_yuan,
        is_excused=excused,
        ending=str(ending),
    )


def check_done(by: Actor, case: Case) -> None:
    """Refuse to close a case in which something is open.

    Raises:
        NotExecuted: something is; all of it is named.
    """
    left = left_to_do(by, case)
    if left:
        raise NotExecuted(left=_("、").join(left))


@action(Permission.CASE_HANDLE, law="行政处罚法 第四十七条")
def archive_case(by: Actor, *, case_id: int) -> Case:
    """Number the pages of a closed case's file, write its index, and archive it.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: it is not closed.
    """
    case = steps.begin(by, case_id, _("归档"), CaseState.CLOSED, even_suspended=True)
    entries = file_entries(by, case)
    make_document(
        by,
        case,
        DocumentKind.FILE_INDEX,
        case_file=CaseFile(entries=entries, filed_by=by.name),
    )
    steps.move(by, case, CaseState.ARCHIVED)
    steps.tell(by, case, events.CaseArchived, page_count=entries[-1].last_page)
    return case
