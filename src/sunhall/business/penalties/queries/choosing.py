"""Whom and what an officer may choose: colleagues, hosts of hearings, matters to penalize."""

from datetime import date
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.queries.library import library_revision, storable
from sunhall.directory.models import EnforcementQualification, Organization, Person, PostHolding
from sunhall.directory.rules.fields import HEARING_HOST, NOT_ENFORCEMENT
from sunhall.kernel import search
from sunhall.kernel.actor import Actor

LISTED = 30
EVERY = 500


def list_colleagues(by: Actor) -> list[Person]:
    """Return who works for the actor's organization today and is certified to enforce."""
    return list(_certified(by).order_by("employee_number"))


def is_certified(by: Actor) -> bool:
    """Tell whether the actor may enforce today."""
    return _certified(by).filter(pk=by.own_person_id).exists()


def list_hosts(by: Actor) -> list[Person]:
    """Return who works for the actor's organization today, first who may preside over hearings."""
    hosts = _held(by).filter(scope=HEARING_HOST)
    staff = _staff(by).annotate(is_host=Exists(hosts))
    return list(staff.order_by("-is_host", "employee_number"))


def competent_matters(by: Actor) -> tuple[tuple[str, str], ...]:
    """Return the matters the actor's organization enforces: codes and names."""
    return _matters(library_revision(), by.own_organization_id, by.today)


@lru_cache(maxsize=256)
def _matters(_revision: int, organization_id: int, on: date) -> tuple[tuple[str, str], ...]:
    """Read them once a publication and day: every queue offers them."""
    own = Organization.objects.filter(pk=organization_id).first()
    if own is None:
        return ()
    rows = Benchmark.objects.in_effect(on).filter(_field_of(own))
    return tuple(rows.order_by("matter__code").values_list("matter__code", "name")[:EVERY])


def list_competent(by: Actor, *, query: str = "", limit: int = LISTED) -> list[Benchmark]:
    """Return the benchmarks in effect of the field the actor's organization enforces.

    Law: 行政处罚法 第十七条, 第二十二条.
    """
    own = Organization.objects.filter(pk=by.own_organization_id).first()
    if own is None:
        return []
    rows = Benchmark.objects.in_effect(by.today).unread().filter(_field_of(own))
    if text := storable(query).strip():
        wanted = search.query(text)
        words = Q(matter__code__istartswith=text)
        rows = rows.filter(words | Q(search=wanted) if wanted else words)
    rows = rows.select_related("matter").defer("matter__search")
    return list(rows.order_by("matter__code")[:limit])


def _field_of(own: Organization) -> Q:
    field = Q(matter__organization_id=own.pk)
    return (
        field | Q(matter__organization__domain_code=own.domain_code) if own.domain_code else field
    )


def _staff(by: Actor) -> QuerySet[Person]:
    held = PostHolding.objects.on(by.today).filter(
        person=OuterRef("pk"), post__organization_id=by.own_organization_id
    )
    return Person.objects.on(by.today).filter(Exists(held))


def _certified(by: Actor) -> QuerySet[Person]:
    certificates = _held(by).exclude(scope__in=NOT_ENFORCEMENT)
    return _staff(by).filter(Exists(certificates))


def _held(by: Actor) -> QuerySet[EnforcementQualification]:
    return EnforcementQualification.objects.on(by.today).filter(person=OuterRef("pk"))
