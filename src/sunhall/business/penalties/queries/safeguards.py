"""Which safeguards a case calls for, by what its facts lead to."""

from collections.abc import Iterable
from decimal import Decimal

from sunhall.business.penalties.models import Case, Determination
from sunhall.business.penalties.queries.standards import deliberation_threshold, hearing_threshold
from sunhall.business.penalties.rules import safeguards
from sunhall.business.penalties.rules.dues import NOTHING


def needs_hearing(case: Case, determination: Determination | None) -> bool:
    """Tell whether the party must be told that it may ask for a hearing.

    Law: 行政处罚法 第六十三条.
    """
    if determination is None:
        return False
    return safeguards.needs_hearing(
        _kinds(determination),
        _amounts(determination),
        hearing_threshold(case.organization.domain_code),
        is_citizen=_is_citizen(case),
    )


def needs_legal_review(case: Case, determination: Determination | None) -> bool:
    """Tell whether the decision is reviewed first; so is all that gives a right to a hearing.

    Law: 行政处罚法 第五十八条第一款.
    """
    return safeguards.needs_legal_review(
        has_major_interest=case.has_major_interest,
        is_complex=case.is_complex,
        is_heard=needs_hearing(case, determination),
    )


def needs_deliberation(case: Case, determination: Determination | None) -> bool:
    """Tell whether the heads of the organ deliberate. Law: 行政处罚法 第五十七条第二款."""
    if determination is None:
        return case.is_complex
    return safeguards.needs_deliberation(
        _kinds(determination),
        determination.fine_yuan or NOTHING,
        deliberation_threshold(case.organization.domain_code),
        is_citizen=_is_citizen(case),
        is_complex=case.is_complex,
    )


def _is_citizen(case: Case) -> bool:
    return case.party is not None and case.party.is_citizen


def _kinds(determination: Determination) -> list[str]:
    return [sanction["kind"] for sanction in determination.outcome["sanctions"]]


def _amounts(determination: Determination) -> Iterable[Decimal]:
    amounts = (sanction["amount_yuan"] for sanction in determination.outcome["sanctions"])
    return (Decimal(amount) for amount in amounts if amount is not None)
