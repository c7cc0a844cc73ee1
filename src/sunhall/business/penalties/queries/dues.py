"""What is left to pay in a case."""

from datetime import date
from decimal import Decimal

from sunhall.business.penalties.choices import Concern, DecisionStatus
from sunhall.business.penalties.models import Case, PenaltyDecision
from sunhall.business.penalties.rules.amounts import Stay
from sunhall.business.penalties.rules.dues import (
    NOTHING,
    Due,
    Paid,
    Part,
    fitted,
    lawful_additional_yuan,
    reckon,
)
from sunhall.kernel.actor import Actor


def decision_in_force(case: Case) -> PenaltyDecision | None:
    """Return the decision that stands, or the one that revoked it; none before the first."""
    rows = case.decisions.filter(status=DecisionStatus.IN_FORCE)
    return rows.select_related("determination__benchmark", "determination__matter").first()


def fine_in_force(case: Case) -> Decimal:
    """Return the fine of the decision that stands; nothing where there is none."""
    decision = decision_in_force(case)
    if decision is None or decision.determination is None:
        return NOTHING
    return decision.determination.fine_yuan or NOTHING


def due_of(by: Actor, case: Case, on: date | None = None) -> Due:
    """Return how a case's fine stands on a day, today if none is given."""
    day = on or by.today
    if case.decided_at is None:
        return Due()
    fine = fine_in_force(case)
    parts = parts_of(case, fine)
    if not parts:
        return Due(
            fine_yuan=fine, paid_yuan=sum((paid.fine_yuan for paid in paid_in(case)), NOTHING)
        )
    return reckon(parts, paid_in(case), stays_of(case, day), day)


def lawful_additional_of(by: Actor, case: Case, on: date | None = None) -> Decimal:
    """Return the additional fine the law allows on a day, by a reckoning of its own."""
    day = on or by.today
    parts = parts_of(case, fine_in_force(case))
    return lawful_additional_yuan(parts, paid_in(case), stays_of(case, day), day)


def parts_of(case: Case, fine_yuan: Decimal) -> list[Part]:
    """Return the parts of a fine with their last days; none until the party has to pay."""
    parts = [
        Part(amount_yuan=row.amount_yuan, due_date=row.due_date)
        for row in case.installments.order_by("number")
    ]
    if not parts and fine_yuan:
        asked = case.obligations.filter(concern=Concern.PAYMENT, subject_id=0).order_by("-pk")
        parts = [Part(amount_yuan=fine_yuan, due_date=row.due_date) for row in asked[:1]]
    return fitted(parts, fine_yuan)


def paid_in(case: Case) -> list[Paid]:
    """Return a case's payments, the earliest first."""
    return [
        Paid(
            fine_yuan=row.amount_yuan - row.additional_yuan,
            additional_yuan=row.additional_yuan,
            paid_on=row.paid_on,
        )
        for row in case.payments.order_by("paid_on", "pk")
    ]


def stays_of(case: Case, on: date) -> list[Stay]:
    """Return the stretches of reconsideration and court, up to a day."""
    rows = case.remedies.filter(start_date__lte=on)
    return [Stay(row.start_date, row.end_date or on) for row in rows]
