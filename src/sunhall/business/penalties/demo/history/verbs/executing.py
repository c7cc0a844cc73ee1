"""What follows a decision: service, payment, publication, the closed and archived file."""

from datetime import timedelta
from typing import Any

from sunhall.business.penalties import actions
from sunhall.business.penalties.choices import DocumentKind, PaymentWay, ServiceWay
from sunhall.business.penalties.demo.history.moments import Wait, days, minutes, working_days
from sunhall.business.penalties.demo.history.scene import Scene, Waits
from sunhall.business.penalties.demo.history.verbs.investigating import approved

DONE = "决定已全部履行，案卷材料齐全。"


def deliver(scene: Scene, kind: DocumentKind, way: str = ServiceWay.DIRECT) -> Waits:
    """Serve the last document of a kind."""
    actions.serve_document(
        scene.lead,
        document_id=scene.paper(kind).pk,
        way=way,
        served_on=scene.today,
        receiver=scene.party.representative or scene.party.name,
    )
    yield minutes(30)


def pay(scene: Scene, after: Wait | None = None) -> Waits:
    """Let the party pay what is due: all, or the next part."""
    yield after or days(scene.rng.randrange(2, 12))
    actions.record_payment(
        scene.lead,
        case_id=scene.id,
        way=scene.rng.choice((PaymentWay.BANK, PaymentWay.ELECTRONIC)),
        paid_on=scene.today,
        voucher=voucher(scene),
    )
    yield minutes(20)


def voucher(scene: Scene) -> str:
    """Return the number of a treasury receipt."""
    return f"37020{scene.rng.randrange(10**9):09}"


def published(scene: Scene) -> Waits:
    """Show the decision in the public hall."""
    yield working_days(scene.rng.randrange(1, 4))
    actions.publish_decision(scene.reviewer, decision_id=scene.decision.pk)
    yield minutes(20)


def rectified(scene: Scene, *, in_days: int = 5) -> Waits:
    """Order the party to correct what it does, and check on the day after the last."""
    order = actions.order_rectification(
        scene.lead,
        case_id=scene.id,
        demand=scene.violation.demand,
        due_date=scene.today + timedelta(days=in_days),
    )
    yield days(in_days + 1)
    actions.recheck_rectification(
        scene.partner, rectification_id=order.pk, is_corrected=True, result="现场复查，已经改正。"
    )
    yield minutes(30)


def urged(scene: Scene) -> Waits:
    """Urge a party that has not paid, and hand the notice over."""
    actions.urge_party(scene.lead, case_id=scene.id)
    yield minutes(60)
    yield from deliver(scene, DocumentKind.URGING_NOTICE)


def closed(scene: Scene, summary: str = DONE) -> Waits:
    """Close the case."""
    yield working_days(scene.rng.randrange(1, 6))
    yield from approved(scene, actions.ask_closing(scene.lead, case_id=scene.id, summary=summary))


def archived(scene: Scene) -> Waits:
    """Number the pages of the file and put it away."""
    yield working_days(3)
    actions.archive_case(scene.partner, case_id=scene.id)
    yield minutes(10)


def on_the_spot(scene: Scene, *, reported: bool = True, **told: Any) -> Waits:
    """Penalize on the spot, and report it to the bureau the next morning."""
    scene.facts = scene.found_facts()
    case = actions.penalize_on_the_spot(
        scene.lead,
        **{
            "matter_code": scene.violation.matter,
            "party": scene.party,
            "facts": scene.facts,
            "occurred_on": scene.today,
            "place": scene.place,
            "story": scene.violation.seen,
            "officer_ids": scene.team,
            **told,
        },
    )
    scene.id = case.pk
    yield working_days(1)
    if reported:
        actions.report_on_the_spot(scene.lead, case_id=scene.id)
        yield minutes(30)
