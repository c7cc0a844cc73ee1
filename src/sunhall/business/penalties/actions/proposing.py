"""From the recorded facts to what is proposed: a penalty, or none."""

from decimal import Decimal

from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.actions.asking import ask, checked_reason, on_grant
from sunhall.business.penalties.actions.determining import record_determination
from sunhall.business.penalties.actions.papers import make_document
from sunhall.business.penalties.choices import (
    ApprovalKind,
    CaseState,
    Concern,
    DocumentKind,
    ExemptionGround,
)
from sunhall.business.penalties.errors import NoParty, NotAFirstViolation
from sunhall.business.penalties.models import Approval, Case, FirstViolation
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import applicable, organs, register
from sunhall.business.penalties.queries.cases import fact_values
from sunhall.business.penalties.rules.dues import NOTHING
from sunhall.business.penalties.rules.plausible import check_choice
from sunhall.business.penalties.rules.proceedings import Exemption
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.deciding import Decision

EXEMPTIBLE = (CaseState.INVESTIGATED, CaseState.PROPOSED, CaseState.INFORMED)


@action(Permission.CASE_HANDLE, law="行政处罚法 第三十四条、第三十七条")
def propose_penalty(by: Actor, *, case_id: int) -> Case:
    """Let the recorded facts lead to what is proposed. There is no amount to give.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: its investigation is not finished.
        NothingInEffect: no benchmark was public when it happened.
        FactsRefused: a fact is missing that the benchmark asks for.
    """
    case = steps.begin(by, case_id, _("提出处罚意见"), CaseState.INVESTIGATED)
    decision = determine(by, case)
    made = applicable.determination_of(case)
    second = applicable.decide_anew(made.benchmark, made.facts)
    allowed = applicable.statutory_range(made.benchmark, made.facts)
    is_by_tier = applicable.is_by_tier(decision)
    steps.move(by, case, CaseState.PROPOSED)
    steps.tell(
        by,
        case,
        events.PenaltyProposed,
        tier=decision.tier,
        fine_yuan=decision.fine_yuan or NOTHING,
        engine_fine_yuan=second.fine_yuan or NOTHING,
        statutory_min_yuan=_fine_required(allowed.minimum_yuan, decision) if is_by_tier else None,
        statutory_max_yuan=allowed.maximum_yuan if is_by_tier else None,
        is_mitigated=not is_by_tier,
        suspected_crime=case.suspected_crime,
        proof_hash=made.proof_hash,
    )
    return case


def determine(by: Actor, case: Case) -> Decision:
    """Let a case's facts lead to a sanction, under the law of its day or a lighter one of today.

    Law: 行政处罚法 第三十七条.
    """
    facts = fact_values(case)
    benchmark = applicable.applicable_benchmark(by, case, facts)
    known = applicable.known_to(benchmark, facts)
    determination, decision = record_determination(by, benchmark, known, case.occurred_on)
    steps.change(by, case, determination=determination)
    return decision


def _fine_required(minimum_yuan: Decimal | None, decision: Decision) -> Decimal | None:
    """Return the least fine; none where the tier imposes no fine because the statute need not."""
    return None if decision.fine_yuan is None else minimum_yuan


@action(Permission.CASE_HANDLE, law="行政处罚法 第三十条、第三十一条、第三十三条")
def ask_exemption(by: Actor, *, case_id: int, ground: str, reason: str) -> Approval:
    """Ask the head not to penalize.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: its investigation is not finished, or it is decided.
        ChoiceRefused: there is no such ground.
        TextRefused: it is not said why.
        NotAFirstViolation: the city knows an earlier violation.
        AlreadyAsked: the same is asked already.
    """
    case = steps.begin(by, case_id, _("报请不予处罚"), *EXEMPTIBLE)
    check_choice(_("不予处罚的情形"), ground, ExemptionGround.values)
    _check_first(case, ground)
    return ask(
        by,
        case,
        ApprovalKind.EXEMPTION,
        reason=checked_reason(reason),
        reason_code=ground,
    )


@on_grant(ApprovalKind.EXEMPTION)
def _exempt(by: Actor, case: Case, approval: Approval) -> None:
    ground = ExemptionGround(approval.reason_code)
    steps.check_state(case, _("不予处罚"), *EXEMPTIBLE)
    _check_first(case, ground)
    if ground == ExemptionGround.FIRST_VIOLATION and case.party and case.matter:
        FirstViolation.objects.create(
            party_identifier=case.party.identifier,
            matter=case.matter,
            case=case,
            occurred_on=case.occurred_on,
            registered_at=by.moment,
        )
    steps.move(by, case, CaseState.EXEMPTED)
    clocks.meet_every(by, case, Concern.DECISION, Concern.HEARING_REQUEST)
    clocks.oblige(by, case, Concern.SERVICE, start_date=by.today)
    make_document(
        by,
        case,
        DocumentKind.EXEMPTION_DECISION,
        exemption=Exemption(
            ground=approval.reason,
            basis=(organs.exemption_article(ground),),
        ),
    )
    steps.tell(by, case, events.CaseExempted, ground=str(ground))


def _check_first(case: Case, ground: str) -> None:
    """Refuse to call a violation the first where the city knows an earlier one."""
    if ground != ExemptionGround.FIRST_VIOLATION:
        return
    if case.party is None or not case.party.identifier:
        raise NoParty()
    earlier = register.earlier_violation(case)
    if earlier is not None:
        raise NotAFirstViolation(date=earlier.isoformat())
