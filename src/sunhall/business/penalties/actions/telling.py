"""A decision that takes effect is told to those who examine and inspect elsewhere."""

from django.utils import timezone, translation

from sunhall.business.penalties.models import Case
from sunhall.business.penalties.queries.dues import decision_in_force
from sunhall.business.penalties.queries.particulars import sanctions_in_words
from sunhall.business.penalties.rules.conduct import conduct_kind
from sunhall.centers.data import actions as data
from sunhall.centers.data.choices import HolderKind
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE


def tell_conduct(by: Actor, case_id: int) -> None:
    """Write a case's decision into the data center, now that it has reached the party.

    Whoever is known by no number is told of nowhere. Law: 行政许可法 第六十四条.
    """
    case = Case.objects.select_related("party", "matter").get(pk=case_id)
    decision = decision_in_force(case)
    party, made = case.party, decision.determination if decision else None
    if decision is None or made is None or decision.served_at is None or party is None:
        return
    kind = conduct_kind(sanction["kind"] for sanction in made.outcome["sanctions"])
    if kind is None:
        return
    with translation.override(DOCUMENTS_LANGUAGE):
        outcome = "；".join(sanctions_in_words(made))
    data.record_conduct(
        by,
        holder_kind=HolderKind.CITIZEN if party.is_citizen else HolderKind.ENTERPRISE,
        identifier=party.identifier,
        name=party.name,
        kind=kind,
        summary=case.matter.name if case.matter else "",
        outcome=outcome,
        source=Case._meta.label_lower,
        source_id=case.pk,
        decision_number=decision.number,
        organization_id=case.organization_id,
        starts_on=timezone.localdate(decision.served_at),
    )


def take_conduct_back(by: Actor, case_id: int) -> None:
    """End the record of a decision that another has changed or revoked."""
    case = Case.objects.get(pk=case_id)
    decision = decision_in_force(case)
    reason = decision.number if decision else case.number
    data.end_conduct(by, source=Case._meta.label_lower, source_id=case.pk, reason=reason)
