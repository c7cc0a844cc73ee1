"""Decisions in the public hall: shown, retracted, taken down when their time is over."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sunhall.business.penalties import events
from sunhall.business.penalties.actions import clocks, steps
from sunhall.business.penalties.choices import Concern, DecisionStatus
from sunhall.business.penalties.errors import (
    NotPublic,
    OfAMinor,
    PublishedAlready,
    RetractedAlready,
)
from sunhall.business.penalties.models import Case, PenaltyDecision, Publication
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries.publications import (
    hash_of,
    may_be_shown,
    shown_until,
    summary_of,
)
from sunhall.business.penalties.rules.dues import NOTHING
from sunhall.business.penalties.rules.plausible import checked_text
from sunhall.kernel import search
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.models import JournalEntry

REASON_LENGTH = 500
BATCH = 200
TERM_OVER = gettext_noop("公示期限届满")


@action(Permission.CASE_PUBLISH, law="行政处罚法 第四十八条第一款", is_weighty=True)
def publish_decision(by: Actor, *, decision_id: int) -> Publication:
    """Show a served decision in the public hall, with a receipt of the ledger.

    Raises:
        NotFound: no such decision in the actor's organization.
        NotPublic: it has not reached the party, or does not stand.
        OfAMinor: the party is a minor.
        PublishedAlready: it has been published.
    """
    case, decision = _of_own(by, decision_id, _("公示处罚决定"))
    is_standing = decision.status == DecisionStatus.IN_FORCE and decision.determination is not None
    if decision.served_at is None or not is_standing:
        raise NotPublic(number=decision.number)
    if not may_be_shown(case):
        raise OfAMinor(number=decision.number)
    earlier = Publication.objects.filter(decision=decision).first()
    if earlier is not None:
        raise PublishedAlready(number=decision.number, moment=earlier.published_at)
    summary = summary_of(by, case, decision)
    publication = Publication.objects.create(
        decision=decision,
        organization_id=case.organization_id,
        matter_code=summary["matter"],
        summary=summary,
        published_at=by.moment,
        published_until=shown_until(by, case, decision),
        search=_vector(summary),
    )
    clocks.meet(by, case, Concern.PUBLICATION)
    _announce(by, case, decision, publication)
    return publication


def _announce(by: Actor, case: Case, decision: PenaltyDecision, publication: Publication) -> None:
    """Announce the publication, and keep which entry of the journal proves it."""
    made = decision.determination
    steps.tell(
        by,
        case,
        events.DecisionPublished,
        label=decision.number,
        number=decision.number,
        decision_hash=hash_of(publication.summary),
        fine_yuan=(made.fine_yuan if made else None) or NOTHING,
        proof_hash=made.proof_hash if made else "",
        published_until=publication.published_until,
    )
    event = events.DecisionPublished
    entries = JournalEntry.objects.filter(
        subject=event.subject, subject_id=case.pk, event=event.name
    )
    publication.journal_entry_id = entries.order_by("-id").values_list("id", flat=True)[0]
    publication.save(update_fields=["journal_entry_id"])


def _vector(summary: dict[str, Any]) -> Any:
    return search.vector(
        A=f"{summary['violation']} {summary['party']}",
        B=f"{summary['number']} {summary['organ']} {summary['matter']}",
        C=" ".join((*summary["basis"], *summary["sanctions"])),
    )


@action(Permission.CASE_PUBLISH, law="行政处罚法 第四十八条第二款", is_weighty=True)
def retract_publication(by: Actor, *, decision_id: int, reason: str) -> Publication:
    """Take a decision down that was changed, revoked or found unlawful, and say why in public.

    Raises:
        NotFound: no such decision in the actor's organization.
        RetractedAlready: it is not shown.
        TextRefused: it is not said why.
    """
    case, decision = _of_own(by, decision_id, _("撤回公示"))
    publication = Publication.objects.filter(decision=decision, retracted_at__isnull=True).first()
    if publication is None:
        raise RetractedAlready(number=decision.number)
    _take_down(by, publication, checked_text(_("撤回理由"), reason, REASON_LENGTH))
    clocks.meet(by, case, Concern.RETRACTION, subject_id=decision.pk)
    _tell_retracted(by, case, publication)
    return publication


@action(Permission.CASE_PUBLISH, law="市场监督管理行政处罚信息公示规定 第十三条")
def take_down_expired(by: Actor, *, limit: int = BATCH) -> int:
    """Take down what has been shown for its time; return how many. Call it until it returns 0."""
    over = Publication.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        retracted_at__isnull=True, published_until__lt=by.today
    )
    expired = list(over.select_related("decision").order_by("pk")[:limit])
    cases = Case.objects.select_related("organization", "matter", "party", "handler").in_bulk(
        {publication.decision.case_id for publication in expired}
    )
    for publication in expired:
        _take_down(by, publication, TERM_OVER)
        _tell_retracted(by, cases[publication.decision.case_id], publication)
    return len(expired)


def _take_down(by: Actor, publication: Publication, reason: str) -> None:
    publication.retracted_at = by.moment
    publication.retraction_reason = reason
    publication.search = None
    publication.save(update_fields=["retracted_at", "retraction_reason", "search"])


def _tell_retracted(by: Actor, case: Case, publication: Publication) -> None:
    number = publication.decision.number
    reason = publication.retraction_reason
    steps.tell(by, case, events.DecisionRetracted, label=number, number=number, reason=reason)


def _of_own(by: Actor, decision_id: int, step: str) -> tuple[Case, PenaltyDecision]:
    rows = PenaltyDecision.objects.filter(case__organization_id=by.own_organization_id)
    case_id = rows.filter(pk=decision_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(str(PenaltyDecision._meta.verbose_name), decision_id)
    case = steps.begin(by, case_id, step, even_suspended=True)
    found = rows.select_related("determination__benchmark", "replaces").get(pk=decision_id)
    return case, found
