"""Published decisions: what is shown of one, the public list, figures that single nobody out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import TruncMonth
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sunhall.business.penalties.choices import DecisionStatus
from sunhall.business.penalties.models import Case, PenaltyDecision, Publication
from sunhall.business.penalties.queries.library import storable
from sunhall.business.penalties.queries.organs import official_name
from sunhall.business.penalties.queries.particulars import age_on, citations, sanctions_in_words
from sunhall.business.penalties.queries.standards import publication_term
from sunhall.business.penalties.queries.tables import get_table
from sunhall.business.penalties.rules.dues import NOTHING
from sunhall.business.penalties.rules.masking import is_minor, public_name
from sunhall.business.penalties.rules.periods import months_after
from sunhall.directory.models import Organization
from sunhall.kernel import search
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE
from sunhall.kernel.errors import NotFound
from sunhall.kernel.row_security import whole_city

PAGE = 20
MONTHS = 12
LEAST_IN_A_GROUP = 5
"""Fewer decisions than this are not counted by themselves (k-anonymity)."""


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """Some published decisions, the newest first, and the key after which the next page begins."""

    rows: list[Publication]
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigure:
    """How many decisions of an organ, a month and a kind of party were published."""

    organ: str
    month: date
    party_kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicStatistics:
    """Figures of what is shown; `suppressed` decisions are in groups too small to be told."""

    total: int
    figures: list[PublicFigure]
    suppressed: int


def may_be_shown(case: Case) -> bool:
    """Tell whether a case's decision may be public at all: never that on a minor.

    Law: 未成年人保护法 第一百零三条.
    """
    party = case.party
    if party is None:
        return False
    return not (party.is_citizen and is_minor(age_on(party.identifier, case.occurred_on)))


def shown_until(by: Actor, case: Case, decision: PenaltyDecision) -> date:
    """Return the last day a decision is shown. Law: 市场监督管理行政处罚信息公示规定 第十三条."""
    term = publication_term(case.organization.domain_code)
    fine = decision.determination.fine_yuan if decision.determination else None
    is_citizen = case.party is not None and case.party.is_citizen
    is_minor_one = not term.minor.is_exceeded(fine or NOTHING, is_citizen=is_citizen)
    return months_after(by.today, term.minor_months if is_minor_one else term.months)


def summary_of(by: Actor, case: Case, decision: PenaltyDecision) -> dict[str, Any]:
    """Return all that is shown of a decision, and nothing else.

    No identifier, address, phone, officer or free text is in it; a citizen's name is masked.
    """
    made, party, matter = decision.determination, case.party, case.matter
    if made is None or party is None or matter is None:
        raise ValueError(decision.pk)
    with translation.override(DOCUMENTS_LANGUAGE):
        _violated, punishing = citations(get_table(made.benchmark))
        return {
            "number": decision.number,
            "organ": official_name(case.organization),
            "organ_code": case.organization.code,
            "division": case.division_code,
            "matter": matter.code,
            "violation": matter.name,
            "party": public_name(party.name, is_citizen=party.is_citizen),
            "party_kind": party.kind,
            "basis": [f"《{one.law}》{one.article}" for one in punishing],
            "sanctions": list(sanctions_in_words(made)),
            "fine_yuan": str(made.fine_yuan or NOTHING),
            "tier": made.tier,
            "benchmark_version": made.benchmark.version,
            "proof_hash": made.proof_hash,
            "occurred_on": made.occurred_on.isoformat(),
            "decided_on": timezone.localdate(decision.decided_at).isoformat(),
            "published_on": by.today.isoformat(),
            "published_until": shown_until(by, case, decision).isoformat(),
        }


def hash_of(summary: dict[str, Any]) -> str:
    """Return the SHA-256 of what is shown, which the ledger keeps."""
    return sha256_of(summary)


@whole_city()
def list_publications(
    by: Actor,
    *,
    query: str = "",
    organization: str = "",
    matter: str = "",
    month: date | None = None,
    after: int | None = None,
    limit: int = PAGE,
) -> PublicationPage:
    """List the decisions shown today, the newest first; with a query, the best hits.

    `organization` and `matter` are codes, `month` is the first day of the month of publication.
    """
    rows = _shown(by).select_related("decision")
    if organization:
        organs = Organization.objects.filter(code=storable(organization))
        # A key that is known leads to one stretch of the index, in order
        rows = rows.filter(organization_id=organs.values_list("pk", flat=True).first() or 0)
    if matter:
        rows = rows.filter(matter_code=storable(matter))
    if month:
        rows = rows.filter(published_at__gte=_start(month))
        rows = rows.filter(published_at__lt=_start(months_after(month, 1)))
    if query.strip():
        return PublicationPage(_search(rows, query, limit), None)
    if after:
        rows = _from(rows, after)
    found = list(rows.order_by("-published_at", "-pk")[: limit + 1])
    return PublicationPage(found[:limit], found[limit - 1].pk if len(found) > limit else None)


@whole_city()
def decisions_in_force(by: Actor, case_ids: Collection[int]) -> dict[int, int]:
    """Return the decisions in force on cases of the actor's organization, by the cases' keys."""
    rows = PenaltyDecision.objects.filter(
        case__in=case_ids,
        case__organization_id=by.own_organization_id,
        status=DecisionStatus.IN_FORCE,
    )
    return dict(rows.values_list("case_id", "pk"))


def organizations_with_publications(by: Actor) -> list[Organization]:
    """Return whose decisions are shown; one look into the index for each organization."""
    shown = _shown(by).filter(organization_id=OuterRef("pk"))
    return list(Organization.objects.filter(Exists(shown)).only("code", "name").order_by("code"))


def months_of_publications(by: Actor) -> list[date]:
    """Return the first days of the months since the earliest decision shown, the newest first."""
    moments = _shown(by).order_by("published_at").values_list("published_at", flat=True)
    earliest = moments.first()
    if earliest is None:
        return []
    first, last = timezone.localdate(earliest).replace(day=1), by.today.replace(day=1)
    count = (last.year - first.year) * MONTHS + last.month - first.month + 1
    return [months_after(last, -back) for back in range(count)]


@whole_city()
def get_publication(by: Actor, number: str) -> Publication:
    """Return a shown decision by its number.

    Raises:
        NotFound: none is shown today.
    """
    found = _shown(by).filter(decision__number=storable(number)).select_related("decision").first()
    if found is None:
        raise NotFound(_("处罚公示"), number)
    return found


def public_statistics(by: Actor) -> PublicStatistics:
    """Count what is shown by organ, month and kind of party; small groups are not told."""
    rows = (
        _shown(by)
        .annotate(
            organ=KeyTextTransform("organ", "summary"),
            kind=KeyTextTransform("party_kind", "summary"),
            month=TruncMonth("published_at"),
        )
        .values_list("organ", "month", "kind")
        .annotate(count=Count("id"))
        .order_by("organ", "-month", "kind")
    )
    told = [
        PublicFigure(organ=organ, month=timezone.localdate(month), party_kind=kind, count=count)
        for organ, month, kind, count in rows
        if count >= LEAST_IN_A_GROUP
    ]
    total = _shown(by).count()
    return PublicStatistics(
        total=total, figures=told, suppressed=total - sum(one.count for one in told)
    )


def _shown(by: Actor) -> QuerySet[Publication]:
    rows = Publication.objects.filter(retracted_at__isnull=True, published_until__gte=by.today)
    return rows.defer("search")


def _start(month: date) -> datetime:
    """Return the moment a month begins in the city."""
    return timezone.make_aware(datetime.combine(month, time.min))


def _from(rows: QuerySet[Publication], after: int) -> QuerySet[Publication]:
    """Return what comes after a publication in the list; all, if there is none."""
    at = Publication.objects.filter(pk=after).values_list("published_at", flat=True).first()
    if at is None:
        return rows
    return rows.filter(published_at__lte=at).exclude(published_at=at, pk__gte=after)


def _search(rows: QuerySet[Publication], text: str, limit: int) -> list[Publication]:
    for wanted in (search.query(text), search.loose_query(text)):
        if wanted is None:
            continue
        ranked = rows.filter(search=wanted).order_by(SearchRank(F("search"), wanted).desc(), "-pk")
        best = list(ranked.values_list("pk", flat=True)[:limit])
        if best:
            found = rows.in_bulk(best)
            return [found[key] for key in best]
    return []
