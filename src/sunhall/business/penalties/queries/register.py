"""The city's register of first violations: what every department knows of a party."""

from datetime import date

from sunhall.business.penalties.choices import DecisionStatus
from sunhall.business.penalties.models import Case, FirstViolation, PenaltyDecision


def earlier_violation(case: Case) -> date | None:
    """Return the day of an earlier violation of the same kind by the same party; none if new.

    It is one that somebody was exempted for, or penalized for, anywhere in the city.
    Law: 行政处罚法 第三十三条第一款.
    """
    if case.matter is None or case.party is None or not case.party.identifier:
        return None
    exempted = FirstViolation.objects.filter(
        party_identifier=case.party.identifier, matter=case.matter
    ).exclude(case=case)
    found = exempted.values_list("occurred_on", flat=True).first()
    if found is not None:
        return found
    penalized = PenaltyDecision.objects.filter(
        case__party__identifier=case.party.identifier,
        case__matter=case.matter,
        status=DecisionStatus.IN_FORCE,
        determination__isnull=False,
    ).exclude(case=case)
    return penalized.values_list("case__occurred_on", flat=True).first()
