"""Cases on their way from the proposal to the payment; made by calling the acts."""

from datetime import date
from typing import Any

from tests.cast import Cast

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import DocumentKind, PaymentWay, ServiceWay
from sunhall.business.penalties.models import Case, Document, Notice, Payment, PenaltyDecision
from sunhall.business.penalties.tests.cases import (
    COMPANY,
    FACTS,
    STALL,
    an_investigated_case,
    grant,
    team,
)

GRAVE = {**FACTS, "prior": 2, "area": "6"}
"""The third time within a year, on more than five square metres: the highest fine."""

MINOR = {**FACTS, "place": "人行道", "area": "1"}


def last_document(case: Case, kind: DocumentKind) -> Document:
    """Return the last document of a kind."""
    return Document.objects.filter(case=case, kind=kind).latest("pk")


def serve(cast: Cast, case: Case, kind: DocumentKind, day: date | None = None) -> Case:
    """Hand the last document of a kind over to the party."""
    actions.serve_document(
        cast.sun,
        document_id=last_document(case, kind).pk,
        way=ServiceWay.DIRECT,
        served_on=day or cast.sun.today,
        receiver="张小贩",
    )
    return Case.objects.get(pk=case.pk)


def a_proposed_case(cast: Cast, facts: dict[str, Any] | None = None, **told: Any) -> Case:
    """Propose what the facts of the stall lead to."""
    case = an_investigated_case(cast, facts, **told)
    return actions.propose_penalty(cast.sun, case_id=case.pk)


def a_told_case(cast: Cast, facts: dict[str, Any] | None = None, **told: Any) -> Case:
    """Tell the stall-holder what is proposed."""
    case = a_proposed_case(cast, facts, **told)
    actions.issue_notice(cast.sun, case_id=case.pk)
    return serve(cast, case, DocumentKind.PRIOR_NOTICE)


def a_decided_case(cast: Cast, **told: Any) -> Case:
    """Decide what the facts of the stall lead to."""
    case = a_told_case(cast, **told)
    return grant(cast.he, actions.ask_decision(cast.sun, case_id=case.pk))


def a_served_case(cast: Cast, **told: Any) -> Case:
    """Hand the decision over."""
    return serve(cast, a_decided_case(cast, **told), DocumentKind.DECISION)


def a_paid_case(cast: Cast, **told: Any) -> Case:
    """Pay the fine on the same day."""
    case = a_served_case(cast, **told)
    pay(cast, case)
    return Case.objects.get(pk=case.pk)


def a_closed_case(cast: Cast) -> Case:
    """Publish the decision on a paid stall, and let the head close the case."""
    case = a_paid_case(cast)
    actions.publish_decision(cast.wang, decision_id=decision_of(case).pk)
    return grant(cast.he, actions.ask_closing(cast.sun, case_id=case.pk, summary="罚款已经缴清。"))


def pay(cast: Cast, case: Case, voucher: str = "") -> Payment:
    """Pay at the bank today what is due today."""
    return actions.record_payment(
        cast.sun,
        case_id=case.pk,
        way=PaymentWay.BANK,
        paid_on=cast.sun.today,
        voucher=voucher or f"鲁财 {case.pk:08}",
    )


def on_the_spot(cast: Cast, **changes: Any) -> Case:
    """Penalize a company's small stall on the pavement at once."""
    told = {
        "matter_code": STALL,
        "party": COMPANY,
        "facts": MINOR,
        "occurred_on": cast.sun.today,
        "place": "闽江路 128 号门前",
        "officer_ids": team(cast),
    }
    return actions.penalize_on_the_spot(cast.sun, **{**told, **changes})


def decision_of(case: Case) -> PenaltyDecision:
    """Return the one decision of a case."""
    return PenaltyDecision.objects.get(case=case)


def notice_of(case: Case) -> Notice:
    """Return the last notice of a case."""
    return Notice.objects.filter(case=case).latest("pk")
