"""Where a case stands, from its file: all that the next step depends on."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sunhall.business.penalties.choices import (
    CaseState,
    Concern,
    DecisionStatus,
    DocumentKind,
    Procedure,
)
from sunhall.business.penalties.models import Document, Hearing
from sunhall.business.penalties.queries import closing, dues, safeguards
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.rules.dues import Due
from sunhall.business.penalties.rules.next_steps.step import DEAD_ENDS
from sunhall.business.penalties.rules.papers import PAPERS
from sunhall.business.penalties.rules.standing import HearingStage, NoticeStage, Standing
from sunhall.kernel.decision.facts import FactsRefused

NOTHING = Decimal(0)
PAYING = (CaseState.SERVED, CaseState.ENFORCEMENT, CaseState.EXECUTED)
DECISIVE = (DocumentKind.PRIOR_NOTICE, DocumentKind.DECISION, DocumentKind.EXEMPTION_DECISION)
CLOSABLE = (*PAYING, *DEAD_ENDS)
UNDECIDED = (CaseState.PROPOSED, CaseState.INFORMED)


def standing_of(file: CaseFile, due: Due | None = None) -> Standing:
    """Return where a case stands today; `due` where its fine has been reckoned already."""
    case = file.case
    return Standing(
        number=case.number,
        state=CaseState(case.state),
        today=file.by.today,
        is_summary=case.procedure == Procedure.SUMMARY,
        is_suspended=case.is_suspended,
        waiting=tuple(approval.kind for approval in file.waiting),
        has_matter=case.matter is not None,
        has_party=case.party is not None,
        evidence_count=len(file.evidence),
        missing_facts=missing_facts_of(file),
        open_measures=sum(not measure.outcome for measure in file.measures),
        open_recusals=sum(recusal.is_granted is None for recusal in file.recusals),
        open_rectifications=sum(order.rechecked_at is None for order in file.rectifications),
        suspected_crime=case.suspected_crime,
        unserved=tuple(document.kind for document in unserved_of(file)),
        **(_proposal(file) if case.state in UNDECIDED else {}),
        left_to_do=_left_to_do(file),
        **(_execution(file, due) if case.decided_at else {}),
    )


def missing_facts_of(file: CaseFile) -> str:
    """Name what the benchmark asks for and nobody has recorded; empty if all is there."""
    if file.benchmark is None:
        return _("处罚事项的裁量基准")
    if not isinstance(file.outcome, FactsRefused):
        return ""
    return _("、").join(dict.fromkeys(fault.name for fault in file.outcome.faults))


def unserved_of(file: CaseFile) -> list[Document]:
    """Return the documents that the party has yet to get; first what moves the case on."""
    waiting = [
        document
        for document in file.documents
        if PAPERS[DocumentKind(document.kind)].is_served and not hasattr(document, "service")
    ]
    return sorted(waiting, key=lambda document: (document.kind not in DECISIVE, -document.pk))


def dues_of(file: CaseFile) -> Due | None:
    """Return how the fine of a decided case stands today; none before it is decided."""
    return dues.due_of(file.by, file.case) if file.case.decided_at else None


def _proposal(file: CaseFile) -> dict[str, Any]:
    case = file.case
    made = case.determination
    window = next((one for one in file.obligations if one.concern == Concern.HEARING_REQUEST), None)
    return {
        "imposes_nothing": made is not None and not made.outcome["sanctions"],
        "needs_legal_review": safeguards.needs_legal_review(case, made),
        "is_legally_reviewed": any(
            one.determination_id == case.determination_id and one.is_passed
            for one in file.legal_reviews
        ),
        "needs_deliberation": safeguards.needs_deliberation(case, made),
        "is_deliberated": any(
            one.determination_id == case.determination_id for one in file.deliberations
        ),
        "notice": _notice_stage(file),
        "hearing": _hearing_stage(file.hearing),
        "hearing_until": window.due_date if window else None,
        "open_statements": sum(one.reviewed_at is None for one in file.statements),
    }


def _notice_stage(file: CaseFile) -> NoticeStage:
    notice = file.notice
    if notice is None:
        return NoticeStage.NONE
    if notice.waived_at:
        return NoticeStage.WAIVED
    return NoticeStage.SERVED if notice.served_at else NoticeStage.ISSUED


def _left_to_do(file: CaseFile) -> str:
    """Name what is open before the case may be closed, where it may soon be."""
    if file.case.state not in CLOSABLE:
        return ""
    return _("、").join(closing.left_to_do(file.by, file.case))


def _hearing_stage(hearing: Hearing | None) -> HearingStage:
    if hearing is None:
        return HearingStage.NONE
    if hearing.held_at:
        return HearingStage.HELD
    return HearingStage.ARRANGED if hearing.scheduled_on else HearingStage.ASKED


def _execution(file: CaseFile, due: Due | None) -> dict[str, Any]:
    stands = due or dues.due_of(file.by, file.case)
    decision = file.decision
    publication = getattr(decision, "publication", None) if decision else None
    today = file.by.today
    is_late = stands.is_overdue(today) and stands.due_date is not None
    return {
        "has_decision": decision is not None
        and decision.status == DecisionStatus.IN_FORCE
        and decision.determination_id is not None,
        "is_published": publication is not None and publication.retracted_at is None,
        "owes_publication": any(one.concern == Concern.PUBLICATION for one in file.obligations),
        "is_urged": file.enforcement is not None,
        "is_reported": all(one.concern != Concern.SUMMARY_REPORT for one in file.obligations),
        "due_yuan": stands.left_yuan + stands.additional_left_yuan
        if file.case.state in PAYING
        else NOTHING,
        "late_days": (today - stands.due_date).days if is_late and stands.due_date else 0,
        "open_remedies": sum(remedy.end_date is None for remedy in file.remedies),
        "cash_held": sum(one.way == "on_site" and one.banked_at is None for one in file.payments),
    }
