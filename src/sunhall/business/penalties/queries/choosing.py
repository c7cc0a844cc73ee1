"""Whom and what an officer may choose: colleagues, hosts of hearings, matters to penalize."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.queries.library import storable
from sunhall.directory.models import EnforcementQualification, Organization, Person, PostHolding
from sunhall.directory.rules.fields import HEARING_HOST, NOT_ENFORCEMENT
from sunhall.kernel import search
from sunhall.kernel.actor import Actor

LISTED = 30
EVERY = 500


def list_colleagues(by: Actor) -> list[Person]:
    """Return who works for the actor's organization today and is certified to enforce."""
    certified = _held(by).exclude(scope__in=NOT_ENFORCEMENT)
    return list(_staff(by).filter(Exists(certified)).order_by("employee_number"))


def list_hosts(by: Actor) -> list[Person]:
    """Return who works for the actor's organization today, first who may preside over hearings."""
    hosts = _held(by).filter(scope=HEARING_HOST)
    staff = _staff(by).annotate(is_host=Exists(hosts))
    return list(staff.order_by("-is_host", "employee_number"))


def list_competent(by: Actor, *, query: str = "", limit: int = LISTED) -> list[Benchmark]:
    """Return the benchmarks in effect of the field the actor's organization enforces.

    Law: 行政处罚法 第十七条, 第二十二条.
    """
    own = Organization.objects.filter(pk=by.own_organization_id).first()
    if own is None:
        return []
    field = Q(matter__organization_id=own.pk)
    if own.domain_code:
        field |= Q(matter__organization__domain_code=own.domain_code)
    rows = Benchmark.objects.in_effect(by.today).filter(field).select_related("matter")
    if text := storable(query).strip():
        wanted = search.query(text)
        words = Q(matter__code__istartswith=text)
        rows = rows.filter(words | Q(search=wanted) if wanted else words)
    lean = rows.defer("document", "proof", "findings", "search", "matter__search")
    return list(lean.order_by("matter__code")[:limit])


def _staff(by: Actor) -> QuerySet[Person]:
    held = PostHolding.objects.on(by.today).filter(
        person=OuterRef("pk"), post__organization_id=by.own_organization_id
    )
    return Person.objects.on(by.today).filter(Exists(held))


def _held(by: Actor) -> QuerySet[EnforcementQualification]:
    return EnforcementQualification.objects.on(by.today).filter(person=OuterRef("pk"))
