"""Reading benchmarks: the public library, the desk, the what-if."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Count, F, Max, Q, Sum
from django.utils.translation import gettext as _

from sunhall.business.penalties.choices import BenchmarkStatus
from sunhall.business.penalties.errors import NothingInEffect
from sunhall.business.penalties.models import (
    Benchmark,
    BenchmarkQuerySet,
    Determination,
    LibraryRevision,
)
from sunhall.business.penalties.rules import Comparison, Effect, Outcome
from sunhall.kernel import search
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.checking import Report, check_document
from sunhall.kernel.decision.deciding import Compiled, Decision, compile_benchmark, decide
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.decision.model import Benchmark as Table
from sunhall.kernel.decision.reading import read_benchmark
from sunhall.kernel.errors import NotFound, Refusal

PAGE = 20
KEPT_TABLES = 2_000
WHAT_IF_CASES = 10_000


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


class TableShelf:
    """Compiled tables by their hash; a table never changes under its hash."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._tables: OrderedDict[str, tuple[Table, Compiled]] = OrderedDict()
        self._lock = Lock()

    def get(self, table_hash: str, document: Mapping[str, Any]) -> tuple[Table, Compiled]:
        """Return the table and its compiled form, reading the document at most once."""
        with self._lock:
            if table_hash in self._tables:
                self._tables.move_to_end(table_hash)
                return self._tables[table_hash]
        table, findings = read_benchmark(document)
        if table is None:
            raise ValueError(f"stored table {table_hash} is unreadable: {findings[0].message}")
        entry = (table, compile_benchmark(table))
        with self._lock:
            self._tables[table_hash] = entry
            if len(self._tables) > self._size:
                self._tables.popitem(last=False)
        return entry


_shelf = TableShelf(KEPT_TABLES)


def get_table(benchmark: Benchmark) -> Table:
    """Return the typed table of a stored, readable benchmark."""
    return _shelf.get(benchmark.table_hash, benchmark.document)[0]


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
    rows = Benchmark.objects.in_effect(by.today).select_related("matter__organization")
    rows = rows.defer("document", "proof", "findings", "search")
    if organization:
        rows = rows.filter(matter__organization__code=organization)
    if law:
        rows = rows.filter(matter__bases__law=law).distinct()
    if query.strip():
        return Page(_search(rows, query, limit), None)
    if after:
        rows = rows.filter(matter__code__gt=after)
    page = list(rows.order_by("matter__code")[: limit + 1])
    return Page(page[:limit], page[limit - 1].matter.code if len(page) > limit else None)


def _search(rows: BenchmarkQuerySet, text: str, limit: int) -> list[Benchmark]:
    """Return the best hits that hold every word, or else those that hold most of them."""
    for wanted in (search.query(text), search.loose_query(text)):
        if wanted is None:
            continue
        ranked = rows.filter(search=wanted).annotate(rank=SearchRank(F("search"), wanted))
        if hits := list(ranked.order_by("-rank", "matter__code")[:limit]):
            return hits
    return []


def get_in_effect(by: Actor, *, code: str, on: date | None = None) -> Benchmark:
    """Return the version of a matter's benchmark that applies on a day, today by default.

    Raises:
        NotFound: there is none.
    """
    rows = Benchmark.objects.in_effect(on or by.today).select_related("matter__organization")
    found = rows.filter(matter__code=code).first()
    if found is None:
        raise NotFound(_("裁量基准"), code)
    return found


def get_public_version(by: Actor, *, code: str, version: int) -> Benchmark:
    """Return one public version of a matter's benchmark, also one no longer or not yet in effect.

    Raises:
        NotFound: there is none.
    """
    rows = Benchmark.objects.within(Actor.visitor(by.moment)).select_related("matter__organization")
    found = rows.filter(matter__code=code, version=version).first()
    if found is None:
        raise NotFound(_("裁量基准"), f"{code} v{version}")
    return found


def list_public_versions(by: Actor, *, code: str) -> list[Benchmark]:
    """Return a matter's public versions, newest first, without their tables."""
    rows = Benchmark.objects.within(Actor.visitor(by.moment)).filter(matter__code=code)
    return list(rows.defer("document", "proof", "findings", "search").order_by("-version"))


def count_by_organization(by: Actor) -> list[dict[str, Any]]:
    """Count the benchmarks in effect by organization: code, name, count; most first."""
    rows = Benchmark.objects.in_effect(by.today)
    counted = rows.values("matter__organization__code", "matter__organization__name")
    return [
        {
            "code": row["matter__organization__code"],
            "name": row["matter__organization__name"],
            "count": row["count"],
        }
        for row in counted.annotate(count=Count("id")).order_by(
            "-count", "matter__organization__code"
        )
    ]


def count_by_law(by: Actor, *, limit: int = 100) -> list[dict[str, Any]]:
    """Count the benchmarks in effect by the laws they rest on: law, count; most first."""
    rows = Benchmark.objects.in_effect(by.today).filter(matter__bases__isnull=False)
    counted = rows.values("matter__bases__law").annotate(count=Count("id", distinct=True))
    return [
        {"law": row["matter__bases__law"], "count": row["count"]}
        for row in counted.order_by("-count", "matter__bases__law")[:limit]
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


def decide_with(benchmark: Benchmark, raw: Mapping[str, Any]) -> Decision:
    """Apply a stored benchmark to facts as they were typed or sent.

    Raises:
        FactsRefused: facts are missing, unknown, or outside their domain.
    """
    table, compiled = _shelf.get(benchmark.table_hash, benchmark.document)
    return decide(compiled, read_facts(table, raw))


def recheck(benchmark: Benchmark) -> Report:
    """Read and prove the stored document again from nothing."""
    return check_document(benchmark.document)


def list_work(
    by: Actor, *, status: str = "", query: str = "", after: int | None = None, limit: int = PAGE
) -> list[Benchmark]:
    """List the versions of the actor's organization, latest changes first.

    Returns at most `limit + 1` rows, so that the caller sees whether there are more; `after` is
    the id of the last row of the page before.
    """
    rows = Benchmark.objects.filter(matter__organization_id=by.organization_id)
    if status:
        rows = rows.filter(status=status)
    if query.strip():
        rows = rows.filter(Q(name__icontains=query.strip()) | Q(matter__code__iexact=query.strip()))
    if after:
        rows = rows.filter(id__lt=after)
    rows = rows.select_related("matter").defer("document", "proof", "search")
    return list(rows.order_by("-id")[: limit + 1])


def count_work(by: Actor) -> dict[str, int]:
    """Count the actor's organization's versions by status."""
    rows = Benchmark.objects.filter(matter__organization_id=by.organization_id)
    counts = dict(rows.values_list("status").annotate(Count("id")))
    return {status.value: counts.get(status.value, 0) for status in BenchmarkStatus}


def get_benchmark(by: Actor, *, benchmark_id: int) -> Benchmark:
    """Return one version the actor may see.

    Raises:
        NotFound: there is none in the actor's jurisdiction.
    """
    rows = Benchmark.objects.within(by).select_related("matter__organization")
    found = rows.filter(pk=benchmark_id).first()
    if found is None:
        raise NotFound(_("裁量基准"), benchmark_id)
    return found


def list_determinations(by: Actor, *, limit: int = PAGE) -> list[Determination]:
    """Return the latest sanctions determined in the actor's organization."""
    rows = Determination.objects.filter(organization_id=by.organization_id)
    return list(rows.select_related("matter", "benchmark").order_by("-id")[:limit])


def get_determination(by: Actor, *, determination_id: int) -> Determination:
    """Return one determination of the actor's organization.

    Raises:
        NotFound: there is none in the actor's jurisdiction.
    """
    rows = Determination.objects.filter(organization_id=by.organization_id)
    found = rows.select_related("matter__organization", "benchmark").filter(pk=determination_id)
    if not found:
        raise NotFound(_("裁量认定"), determination_id)
    return found[0]


def what_if(by: Actor, *, benchmark_id: int) -> Effect:
    """Run a version against the facts of past determinations of its matter.

    The newest `WHAT_IF_CASES` are taken. A case whose facts do not suffice for the new table is
    shown as undecidable, with the reason.

    Raises:
        NotFound: no such version in the actor's jurisdiction.
        Refusal: the version's table cannot be read.
    """
    benchmark = get_benchmark(by, benchmark_id=benchmark_id)
    past = Determination.objects.filter(matter_id=benchmark.matter_id).order_by("-id")
    return Effect.of(_compare(benchmark, past[:WHAT_IF_CASES]))


def _compare(benchmark: Benchmark, past: Iterable[Determination]) -> Iterable[Comparison]:
    for row in past:
        before = _outcome(row.outcome)
        try:
            after, reason = _outcome(decide_with(benchmark, row.facts).as_dict()), ""
        except (FactsRefused, Refusal) as error:
            after, reason = None, str(error)
        yield Comparison(key=row.pk, facts=row.facts, before=before, after=after, reason=reason)


def _outcome(decision: Mapping[str, Any]) -> Outcome:
    return Outcome(
        tier=decision["tier"],
        fine_yuan=Decimal(decision["fine_yuan"] or 0),
        kinds=tuple(sanction["kind"] for sanction in decision["sanctions"]),
    )


def benchmark_in_effect_for(matter_code: str, on: date) -> Benchmark:
    """Return the version an officer must apply to an act of that day.

    Raises:
        NothingInEffect: none was public and in effect (行政处罚法 第三十四条).
    """
    rows = Benchmark.objects.in_effect(on).select_related("matter__organization")
    found = rows.filter(matter__code=matter_code).first()
    if found is None:
        raise NothingInEffect(matter=matter_code, date=on.isoformat())
    return found
