"""A wrong decision is never touched: a new one changes or revokes it, and says why."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.asking import ask, checked_reason, on_grant
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.actions.paying import carry_out
from sunhall.business.penalties.actions.proposing import determine
from sunhall.business.penalties.choices import (
    ApprovalKind,
    CaseState,
    Concern,
    CorrectionGround,
    DecisionStatus,
    DocumentKind,
)
from sunhall.business.penalties.errors import DecisionReplaced
from sunhall.business.penalties.models import (
    Approval,
    Case,
    CaseFact,
    PenaltyDecision,
    Publication,
)
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.applicable import applicable_benchmark, known_to
from sunhall.business.penalties.queries.cases import fact_values, last_facts
from sunhall.business.penalties.queries.dues import decision_in_force, due_of
from sunhall.business.penalties.queries.particulars import sanctions_in_words
from sunhall.business.penalties.queries.publications import may_be_shown
from sunhall.business.penalties.queries.tables import decide_with
from sunhall.business.penalties.rules.dues import NOTHING
from sunhall.business.penalties.rules.plausible import check_choice
from sunhall.business.penalties.rules.proceedings import Correction
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE
from sunhall.kernel.errors import Forbidden

CORRECTABLE = (
    CaseState.DECIDED,
    CaseState.SERVED,
    CaseState.ENFORCEMENT,
    CaseState.EXECUTED,
    CaseState.CLOSED,
    CaseState.ARCHIVED,
)
IN_PAYMENT = (CaseState.SERVED, CaseState.ENFORCEMENT)


@action(Permission.CASE_HANDLE, law="行政处罚法 第七十五条第二款")
def ask_correction(
    by: Actor,
    *,
    case_id: int,
    ground: str,
    reason: str,
    revoke: bool,
    facts: Mapping[str, Any] | None = None,
) -> Approval:
    """Ask the head to change a decision to what the facts lead to now, or to revoke it.

    `facts` are those found to be otherwise than recorded; each keeps the evidence it had.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: nothing has been decided.
        DecisionReplaced: the decision has been revoked.
        ChoiceRefused: there is no such ground.
        TextRefused: it is not said why.
        FactsRefused: a fact is unknown, or outside its domain.
        AlreadyAsked: the same is asked already.
    """
    case = steps.begin(by, case_id, _("报请变更、撤销决定"), *CORRECTABLE, even_suspended=True)
    check_choice(_("变更依据"), ground, CorrectionGround.values)
    _standing(case)
    found = dict(facts or {})
    if not revoke:
        values = {**fact_values(case), **found}
        benchmark = applicable_benchmark(by, case, values)
        decide_with(benchmark, {**known_to(benchmark, values), **found})
    return ask(
        by,
        case,
        ApprovalKind.CORRECTION,
        reason=checked_reason(reason),
        reason_code=ground,
        details={"revoke": revoke, "facts": found},
    )


@on_grant(ApprovalKind.CORRECTION)
def _correct(by: Actor, case: Case, approval: Approval) -> None:
    if not by.may(Permission.CASE_CORRECT):
        raise Forbidden(Permission.CASE_CORRECT)
    steps.check_state(case, _("变更、撤销决定"), *CORRECTABLE, even_suspended=True)
    old = _standing(case)
    if not approval.details["revoke"]:
        _record_facts(by, case, approval)
        determine(by, case)
    new = _replace(by, case, old, approval)
    _settle_clocks(by, case, old, new)
    before, after = _fine(old), _fine(new)
    steps.tell(
        by,
        case,
        events.DecisionCorrected,
        ground=approval.reason_code,
        was_served=old.served_at is not None,
        fine_before_yuan=before,
        fine_after_yuan=after,
    )


def _standing(case: Case) -> PenaltyDecision:
    """Return the decision that stands.

    Raises:
        DecisionReplaced: it has been revoked.
    """
    decision = decision_in_force(case)
    if decision is None or decision.determination is None:
        raise DecisionReplaced(number=decision.number if decision else case.number)
    return decision


def _record_facts(by: Actor, case: Case, approval: Approval) -> None:
    """Record the facts found to be otherwise, in the name of who asked."""
    known = last_facts(case)
    CaseFact.objects.bulk_create(
        CaseFact(
            case=case,
            key=key,
            value=value,
            evidence_ids=known[key].evidence_ids if key in known else [],
            reason=approval.reason[:500],
            recorded_by_id=approval.asked_by_id,
            recorded_by_name=approval.asked_by_name,
            recorded_at=by.moment,
        )
        for key, value in approval.details["facts"].items()
    )


def _replace(by: Actor, case: Case, old: PenaltyDecision, approval: Approval) -> PenaltyDecision:
    """Put the new decision in the place of the old one, with its document."""
    revoke = approval.details["revoke"]
    old.status = DecisionStatus.REVOKED if revoke else DecisionStatus.CHANGED
    old.save(update_fields=["status"])
    document = make_document(
        by,
        case,
        DocumentKind.CORRECTION_DECISION,
        correction=_on_paper(case, old, approval),
    )
    return PenaltyDecision.objects.create(
        case=case,
        determination=None if revoke else case.determination,
        number=document.number,
        decided_at=by.moment,
        decided_by_name=by.name,
        replaces=old,
        correction_ground=approval.reason_code,
        correction_reason=approval.reason,
    )


def _on_paper(case: Case, old: PenaltyDecision, approval: Approval) -> Correction:
    revoke = approval.details["revoke"]
    with translation.override(DOCUMENTS_LANGUAGE):
        made = None if revoke else case.determination
        after = sanctions_in_words(made) if made else ()
        return Correction(
            way=_("撤销") if revoke else _("变更"),
            ground=str(CorrectionGround(approval.reason_code).label),
            reason=approval.reason,
            before=_("；").join(sanctions_in_words(old.determination)) if old.determination else "",
            after=_("；").join(after) or _("不予行政处罚"),
        )


def _settle_clocks(by: Actor, case: Case, old: PenaltyDecision, new: PenaltyDecision) -> None:
    """Let what follows from the new decision run, and what followed from the old one end.

    Law: 行政处罚法 第四十八条第二款 (three working days to take it down).
    """
    clocks.meet(by, case, Concern.SERVICE)
    clocks.oblige(by, case, Concern.SERVICE, start_date=by.today)
    shown = Publication.objects.filter(decision=old, retracted_at__isnull=True).exists()
    if shown:
        clocks.oblige(by, case, Concern.RETRACTION, start_date=by.today, subject_id=old.pk)
    if new.determination is None:
        clocks.meet_every(by, case, Concern.PUBLICATION, Concern.PAYMENT, Concern.ENFORCEMENT)
        return
    if shown and may_be_shown(case):
        clocks.meet(by, case, Concern.PUBLICATION)
        clocks.oblige(by, case, Concern.PUBLICATION, start_date=by.today)
    if case.state in IN_PAYMENT and due_of(by, case).is_settled:
        carry_out(by, case)


def _fine(decision: PenaltyDecision) -> Decimal:
    made = decision.determination
    return (made.fine_yuan if made else None) or NOTHING
