"""The public library: what is in effect, what was, and in figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from sunhall.business.penalties.errors import NothingInEffect
from sunhall.business.penalties.models import Benchmark, BenchmarkQuerySet, LibraryRevision
from sunhall.directory.models import LegalBasis
from sunhall.kernel import search
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound

PAGE = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and the key after which the next page begins."""

    rows: list[Benchmark]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStatistics:
    """The public library in figures; `mean_tiers` is over the items that leave a choice."""

    departments: int
    items: int
    no_discretion: int
    tiers: int
    mean_tiers: Decimal
    most_tiers: int


def storable(text: str) -> str:
    """Return a text without the one character that no text in the database can hold."""
    return text.replace("\x00", "")


def library_revision() -> int:
    """Return the number that grows with every publication."""
    return LibraryRevision.objects.values_list("number", flat=True).first() or 0


def list_in_effect(
    by: Actor,
    *,
    query: str = "",
    organization: str = "",
    law: str = "",
    after: str | None = None,
    limit: int = PAGE,
) -> Page:
    """List the benchmarks in effect, a page at a time.

    `query` is full text in everyday words, `organization` a code, `law` a name. Without a query
    the list runs by code and pages by it; with one it is the best `limit` hits.
    """
    rows = _rows().in_effect(by.today)
    if organization:
        rows = rows.filter(matter__organization__code=storable(organization))
    if law:
        bases = LegalBasis.objects.filter(matter=OuterRef("matter"), law=storable(law))
        rows = rows.filter(Exists(bases))
    if query.strip():
        return Page(_search(rows, query, limit), None)
    if after:
        rows = rows.filter(matter__code__gt=storable(after))
    page = list(rows.order_by("matter__code")[: limit + 1])
    return Page(page[:limit], page[limit - 1].matter.code if len(page) > limit else None)


def list_in_effect_of_own(
    by: Actor, *, query: str = "", after: str | None = None, limit: int = PAGE
) -> Page:
    """List the benchmarks in effect of the actor's organization, for the officers' desk."""
    rows = _rows().in_effect(by.today).filter(matter__organization_id=by.organization_id or 0)
    if query.strip():
        return Page(_search(rows, query, limit), None)
    if after:
        rows = rows.filter(matter__code__gt=storable(after))
    page = list(rows.order_by("matter__code")[: limit + 1])
    return Page(page[:limit], page[limit - 1].matter.code if len(page) > limit else None)


def _rows() -> BenchmarkQuerySet:
    """Return versions with their matters and organizations, without the tables themselves."""
    rows = Benchmark.objects.unread().select_related("matter__organization")
    return rows.defer("matter__search")


def _search(rows: BenchmarkQuerySet, text: str, limit: int) -> list[Benchmark]:
    """Return the best hits that hold every word, or else those that hold most of them."""
    for wanted in (search.query(text), search.loose_query(text)):
        if wanted is None:
            continue
        ranked = rows.filter(search=wanted).order_by(SearchRank(F("search"), wanted).desc(), "pk")
        # Sorting keys alone is several times faster than sorting rows with all their columns.
        best = list(ranked.values_list("pk", flat=True)[:limit])
        if best:
            found = rows.in_bulk(best)
            return [found[key] for key in best]
    return []


def get_public_version(by: Actor, *, code: str, version: int) -> Benchmark:
    """Return one public version of a matter's benchmark, also one no longer or not yet in effect.

    Raises:
        NotFound: there is none.
    """
    rows = Benchmark.objects.within(Actor.visitor(by.moment)).select_related("matter__organization")
    found = rows.filter(matter__code=storable(code), version=version).first()
    if found is None:
        raise NotFound(_("裁量基准"), f"{code} v{version}")
    return found


def get_for_readers(by: Actor, *, code: str, version: int | None = None) -> Benchmark:
    """Return the public version asked for, or else the one in effect, or else the one to come.

    Raises:
        NotFound: there is none.
    """
    if version is not None:
        return get_public_version(by, code=code, version=version)
    rows = Benchmark.objects.within(Actor.visitor(by.moment)).select_related("matter__organization")
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=by.today)
    found = rows.filter(running, matter__code=storable(code)).order_by("valid_from").first()
    if found is None:
        raise NotFound(_("裁量基准"), code)
    return found


def list_latest(by: Actor, *, limit: int = 6) -> list[Benchmark]:
    """Return the versions published last, also those yet to take effect."""
    public = Benchmark.objects.within(Actor.visitor(by.moment))
    latest = public.order_by("-published_at", "-id").values("pk")[:limit]
    return list(_rows().filter(pk__in=latest).order_by("-published_at", "-id"))


def list_public_versions(by: Actor, *, code: str) -> list[Benchmark]:
    """Return a matter's public versions, newest first, without their tables."""
    rows = Benchmark.objects.within(Actor.visitor(by.moment)).filter(matter__code=storable(code))
    return list(rows.defer("document", "proof", "findings", "search").order_by("-version"))


def count_by_organization(by: Actor) -> list[dict[str, Any]]:
    """Count the benchmarks in effect by organization: code, name, domain, count; most first."""
    return [dict(row) for row in _counted(library_revision(), by.today)]


@lru_cache(maxsize=4)
def _counted(_revision: int, on: date) -> tuple[Mapping[str, Any], ...]:
    """Count once a publication and day: most pages of the hall show these figures."""
    columns = [f"matter__organization__{name}" for name in ("code", "name", "domain_code")]
    rows = Benchmark.objects.in_effect(on).values_list(*columns).annotate(count=Count("id"))
    names = ("code", "name", "domain", "count")
    return tuple(dict(zip(names, row, strict=True)) for row in rows.order_by("-count", columns[0]))


def count_by_law(by: Actor, *, limit: int = 100) -> list[dict[str, Any]]:
    """Count the benchmarks in effect by the laws they rest on: law, count; most first."""
    rows = Benchmark.objects.in_effect(by.today).filter(matter__legal_bases__isnull=False)
    counted = rows.values("matter__legal_bases__law").annotate(count=Count("id", distinct=True))
    return [
        {"law": row["matter__legal_bases__law"], "count": row["count"]}
        for row in counted.order_by("-count", "matter__legal_bases__law")[:limit]
    ]


def library_statistics(by: Actor) -> LibraryStatistics:
    """Return the figures of the library in effect."""
    fixed = Q(has_no_discretion=True)
    row = Benchmark.objects.in_effect(by.today).aggregate(
        departments=Count("matter__organization", distinct=True),
        items=Count("id"),
        no_discretion=Count("id", filter=fixed),
        tiers=Sum("tier_count", default=0),
        graded=Sum("tier_count", filter=~fixed, default=0),
        most_tiers=Max("tier_count", default=0),
    )
    graded = row.pop("graded")
    choice = row["items"] - row["no_discretion"]
    mean = (Decimal(graded) / choice).quantize(Decimal("0.01")) if choice else Decimal(0)
    return LibraryStatistics(mean_tiers=mean, **row)


def benchmark_in_effect_for(matter_code: str, on: date) -> Benchmark:
    """Return the version an officer must apply to an act of that day, its table yet unread.

    Raises:
        NothingInEffect: none was public and in effect (行政处罚法 第三十四条).
    """
    rows = Benchmark.objects.in_effect(on).unread()
    rows = rows.select_related("matter").defer("matter__search")
    found = rows.filter(matter__code=storable(matter_code)).first()
    if found is None:
        raise NothingInEffect(matter=matter_code, date=on.isoformat())
    return found
