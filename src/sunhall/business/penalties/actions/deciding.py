"""The decision: asked for by the officer, made by the head, fixed by the facts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.asking import ask, on_grant
from sunhall.business.penalties.actions.informing import served_notice
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.actions.proposing import determine
from sunhall.business.penalties.choices import ApprovalKind, CaseState, Concern, DocumentKind
from sunhall.business.penalties.errors import HearingPending, StatementPending
from sunhall.business.penalties.models import (
    Approval,
    Case,
    Notice,
    PenaltyDecision,
)
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.applicable import applicable_benchmark, determination_of
from sunhall.business.penalties.queries.cases import fact_values
from sunhall.business.penalties.queries.particulars import sanctions_in_words
from sunhall.business.penalties.queries.publications import may_be_shown
from sunhall.business.penalties.queries.safeguards import (
    needs_deliberation,
    needs_hearing,
    needs_legal_review,
)
from sunhall.business.penalties.rules.dues import NOTHING
from sunhall.business.penalties.rules.papers import NO_WORDS
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.deciding import Outcome
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE


@action(Permission.CASE_HANDLE, law="行政处罚法 第五十七条第一款")
def ask_decision(by: Actor, *, case_id: int, wording: Mapping[str, str] = NO_WORDS) -> Approval:
    """Ask the head for the decision that the facts lead to.

    Where the officer words nothing anew, the decision keeps the words of the notice.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: the party has not been told.
        NotServed: the notice of what is proposed now has not reached the party.
        StatementPending: what the party said has not been reviewed.
        HearingPending: a hearing has been asked for and not been held.
        AlreadyAsked: the decision is asked for already.
    """
    case = steps.begin(by, case_id, _("报请处罚决定"), CaseState.INFORMED)
    _check_heard(case)
    with translation.override(DOCUMENTS_LANGUAGE):
        reason = _("；").join(sanctions_in_words(determination_of(case)))
    words = {name: text for name, text in wording.items() if text.strip()}
    return ask(by, case, ApprovalKind.DECISION, reason=reason, details={"wording": words})


@on_grant(ApprovalKind.DECISION)
def _decide(by: Actor, case: Case, approval: Approval) -> None:
    steps.check_state(case, _("作出处罚决定"), CaseState.INFORMED)
    _check_heard(case)
    _apply_lighter_law(by, case)
    steps.move(by, case, CaseState.DECIDED, decided_at=by.moment)
    clocks.meet_every(by, case, Concern.DECISION, Concern.HEARING_REQUEST)
    duties: dict[str, date] = {Concern.SERVICE: by.today}
    if may_be_shown(case):
        duties[Concern.PUBLICATION] = by.today
    clocks.oblige_each(by, case, duties)
    wording = {**_words_of_notice(case), **approval.details["wording"]}
    document = make_document(by, case, DocumentKind.DECISION, wording=wording)
    PenaltyDecision.objects.create(
        case=case,
        determination=case.determination,
        number=document.number,
        decided_at=by.moment,
        decided_by_name=by.name,
    )
    steps.tell(by, case, events.PenaltyDecided, number=document.number, **_facts(case))


def _words_of_notice(case: Case) -> dict[str, str]:
    """Return what the officer worded in the notice that reached the party."""
    notices = case.documents.filter(kind=DocumentKind.PRIOR_NOTICE, service__isnull=False)
    worded: dict[str, str] = notices.order_by("pk").values_list("wording", flat=True).last() or {}
    return worded


def _check_heard(case: Case) -> None:
    """Refuse to decide before what the party said has been dealt with."""
    notice = served_notice(case)
    if notice.statements.filter(reviewed_at__isnull=True).exists():
        raise StatementPending()
    if case.hearings.filter(notice=notice, held_at__isnull=True).exists():
        raise HearingPending()


def _apply_lighter_law(by: Actor, case: Case) -> None:
    """Determine anew where a lighter version took effect after the proposal.

    Law: 行政处罚法 第三十七条.
    """
    benchmark = applicable_benchmark(by, case, fact_values(case))
    if benchmark.pk != determination_of(case).benchmark_id:
        determine(by, case)


def _facts(case: Case) -> dict[str, Any]:
    """Return what supervision asks of a decision."""
    made = determination_of(case)
    notices = list(
        case.notices.filter(served_at__isnull=False).select_related("determination").order_by("pk")
    )
    outcome = made.outcome
    return {
        "tier": made.tier,
        "fine_yuan": made.fine_yuan or NOTHING,
        "deviates": outcome["outcome"] != Outcome.SANCTION,
        "has_statutory_ground": bool(outcome["exemption"]),
        "suspected_crime": case.suspected_crime,
        "proof_hash": made.proof_hash,
        **_told(case, notices),
        **_heard(case),
        **_reviewed(case),
    }


def _told(case: Case, notices: list[Notice]) -> dict[str, Any]:
    """Return what the party had been told, by its served notices."""
    first, last = (notices[0], notices[-1]) if notices else (None, None)
    return {
        "noticed_fine_yuan": _fine(last),
        "first_noticed_fine_yuan": _fine(first),
        "is_noticed": last is not None and last.determination.facts == determination_of(case).facts,
        "hearing_window_ends_on": _window(case, last),
        "is_hearing_waived": last is not None and last.waived_at is not None,
    }


def _fine(notice: Notice | None) -> Decimal | None:
    return None if notice is None else notice.determination.fine_yuan or NOTHING


def _window(case: Case, notice: Notice | None) -> date | None:
    if notice is None:
        return None
    rows = case.obligations.filter(concern=Concern.HEARING_REQUEST, subject_id=notice.pk)
    return rows.values_list("due_date", flat=True).first()


def _heard(case: Case) -> dict[str, bool]:
    """Return whether the party spoke, and whether that was adopted."""
    hearings = list(case.hearings.filter(held_at__isnull=False))
    statements = list(case.statements.all())
    attended = [hearing for hearing in hearings if not hearing.is_abandoned]
    return {
        "has_spoken": bool(statements or attended),
        "is_adopted": any(one.is_adopted for one in statements)
        or any(one.is_adopted for one in attended),
        "is_hearing_held": bool(hearings),
    }


def _reviewed(case: Case) -> dict[str, bool]:
    """Return which safeguards the decision calls for and which it had."""
    made = determination_of(case)
    return {
        "needs_hearing": needs_hearing(case, made),
        "needs_legal_review": needs_legal_review(case, made),
        "is_legally_reviewed": case.legal_reviews.filter(
            determination=made, is_passed=True
        ).exists(),
        "needs_deliberation": needs_deliberation(case, made),
        "is_deliberated": case.deliberations.filter(determination=made).exists(),
    }
