"""What is left to pay in a case."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

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

ACCOUNT = """
SELECT 'fine' AS kind, made.fine_yuan AS yuan, 0 AS additional_yuan,
    NULL::date AS day, NULL::date AS end_date, 0 AS rank
FROM penalties_penaltydecision AS decision
JOIN penalties_determination AS made ON made.id = decision.determination_id
WHERE decision.case_id = %(case)s AND decision.status = %(in_force)s
UNION ALL
SELECT 'part', amount_yuan, 0, due_date, NULL, number
FROM penalties_installment WHERE case_id = %(case)s
UNION ALL
(
    SELECT 'whole', 0, 0, due_date, NULL, id FROM penalties_obligation
    WHERE case_id = %(case)s AND concern = %(payment)s AND subject_id = 0
    ORDER BY id DESC LIMIT 1
)
UNION ALL
SELECT 'paid', amount_yuan - additional_yuan, additional_yuan, paid_on, NULL, id
FROM penalties_payment WHERE case_id = %(case)s
UNION ALL
SELECT 'stay', 0, 0, start_date, end_date, id
FROM penalties_remedyproceeding WHERE case_id = %(case)s
ORDER BY kind, day, rank
"""
"""All that a fine's account is reckoned from, in one statement: every payment asks it."""


@dataclass(frozen=True, slots=True)
class Account:
    """A case's fine with its parts, payments and stays.

    There are no parts until the party has to pay.
    """

    fine_yuan: Decimal
    parts: list[Part]
    payments: list[Paid]
    stays: list[Stay]


def decision_in_force(case: Case) -> PenaltyDecision | None:
    """Return the decision that stands, or the one that revoked it; none before the first."""
    rows = case.decisions.filter(status=DecisionStatus.IN_FORCE)
    return rows.select_related("determination__benchmark", "determination__matter").first()


def due_of(by: Actor, case: Case, on: date | None = None) -> Due:
    """Return how a case's fine stands on a day, today if none is given."""
    day = on or by.today
    if case.decided_at is None:
        return Due()
    account = account_of(case, day)
    if not account.parts:
        paid = sum((paid.fine_yuan for paid in account.payments), NOTHING)
        return Due(fine_yuan=account.fine_yuan, paid_yuan=paid)
    return reckon(account.parts, account.payments, account.stays, day)


def lawful_additional_of(by: Actor, case: Case, on: date | None = None) -> Decimal:
    """Return the additional fine the law allows on a day, by a reckoning of its own."""
    day = on or by.today
    account = account_of(case, day)
    return lawful_additional_yuan(account.parts, account.payments, account.stays, day)


def account_of(case: Case, on: date) -> Account:
    """Return the account of a case's fine; a stay of reconsideration or court ends by a day."""
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    told: dict[str, str | int] = {
        "case": case.pk,
        "in_force": DecisionStatus.IN_FORCE.value,
        "payment": Concern.PAYMENT.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNT, told)
        for kind, yuan, additional_yuan, day, end_date, _rank in cursor:
            rows[kind].append((yuan, additional_yuan, day, end_date))
    fine_yuan = next((yuan for yuan, *_rest in rows["fine"] if yuan), NOTHING)
    parts = [Part(amount_yuan=yuan, due_date=day) for yuan, _add, day, _end in rows["part"]]
    if not parts and fine_yuan:
        parts = [Part(amount_yuan=fine_yuan, due_date=row[2]) for row in rows["whole"]]
    return Account(
        fine_yuan=fine_yuan,
        parts=fitted(parts, fine_yuan),
        payments=[
            Paid(fine_yuan=yuan, additional_yuan=additional, paid_on=day)
            for yuan, additional, day, _end in rows["paid"]
        ],
        stays=[Stay(start, end or on) for _y, _add, start, end in rows["stay"] if start <= on],
    )
