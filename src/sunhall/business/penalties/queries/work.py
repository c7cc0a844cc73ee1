"""The workbench: an organization's versions, files and determinations, and the what-if."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sunhall.business.penalties.choices import BenchmarkStatus
from sunhall.business.penalties.models import Benchmark, BenchmarkImport, Determination
from sunhall.business.penalties.queries.library import storable
from sunhall.business.penalties.queries.tables import decide_with
from sunhall.business.penalties.rules import Comparison, Effect, Outcome
from sunhall.directory.choices import MatterKind
from sunhall.directory.models import Matter
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.decision.checking import check_documents
from sunhall.kernel.decision.findings import Finding, Kind
from sunhall.kernel.decision.model import Benchmark as Table
from sunhall.kernel.errors import NotFound, Refusal

PAGE = 20
WHAT_IF_CASES = 10_000


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Some versions, and the key after which the next page begins."""

    rows: list[Benchmark]
    after: int | None


def list_work(
    by: Actor, *, status: str = "", query: str = "", after: int | None = None, limit: int = PAGE
) -> WorkPage:
    """List the versions of the actor's organization, latest first, a page at a time."""
    rows = Benchmark.objects.filter(matter__organization_id=by.own_organization_id)
    if status in BenchmarkStatus.values:
        rows = rows.filter(status=status)
    if words := storable(query).strip():
        rows = rows.filter(Q(name__icontains=words) | Q(matter__code__istartswith=words))
    if after:
        rows = rows.filter(id__lt=after)
    rows = rows.select_related("matter").defer("document", "proof", "search")
    found = list(rows.order_by("-id")[: limit + 1])
    return WorkPage(found[:limit], found[limit - 1].pk if len(found) > limit else None)


def count_work(by: Actor) -> dict[str, int]:
    """Count the actor's organization's versions by status."""
    rows = Benchmark.objects.filter(matter__organization_id=by.own_organization_id)
    counts = dict(rows.values_list("status").annotate(Count("id")))
    return {status.value: counts.get(status.value, 0) for status in BenchmarkStatus}


def list_versions(by: Actor, *, matter_id: int) -> list[Benchmark]:
    """Return a matter's versions the actor may see, newest first, without their tables."""
    rows = Benchmark.objects.within(by).filter(matter_id=matter_id).select_related("matter")
    return list(rows.defer("document", "proof", "findings", "search").order_by("-version"))


def list_matters_without(by: Actor, *, limit: int = 500) -> list[Matter]:
    """Return the penalty matters of the actor's organization that have no benchmark yet."""
    rows = Matter.objects.on(by.today).filter(
        organization_id=by.organization_id or 0, kind=MatterKind.PENALTY, benchmarks__isnull=True
    )
    return list(rows.defer("search").order_by("code")[:limit])


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


def list_imports(by: Actor, *, limit: int = 10) -> list[BenchmarkImport]:
    """Return the organization's latest received files, without what they hold."""
    rows = BenchmarkImport.objects.filter(organization_id=by.own_organization_id)
    return list(rows.defer("documents").order_by("-id")[:limit])


def get_import(by: Actor, *, import_id: int) -> BenchmarkImport:
    """Return a received file of the actor's organization.

    Raises:
        NotFound: there is none in the actor's jurisdiction.
    """
    rows = BenchmarkImport.objects.filter(organization_id=by.own_organization_id)
    found = rows.filter(pk=import_id).first()
    if found is None:
        raise NotFound(_("导入文件"), import_id)
    return found


def findings_of_import(received: BenchmarkImport) -> list[tuple[Finding, Table | None]]:
    """Return what is wrong with a received file, in the reader's language, with each one's table.

    What was found by proving is found again: a stored finding has no words for conditions.
    """
    codes = {found["item"] for found in received.findings}
    faulty = [document for document in received.documents if document.get("code") in codes]
    again = {
        _without_place(finding.as_dict()): (finding, report.benchmark)
        for report in check_documents(faulty)
        for finding in report.findings
    }
    findings = []
    for stored in received.findings:
        fresh, table = again.get(_without_place(stored), (None, None))
        if fresh is None:
            fresh = Finding(**{**stored, "kind": Kind(stored["kind"])})
        findings.append((replace(fresh, place=stored["place"]), table))
    return findings


def _without_place(stored: Mapping[str, Any]) -> str:
    return canonical_json({name: value for name, value in stored.items() if name != "place"})


def list_determinations(by: Actor, *, limit: int = PAGE) -> list[Determination]:
    """Return the latest sanctions determined in the actor's organization."""
    rows = Determination.objects.filter(organization_id=by.own_organization_id)
    return list(rows.select_related("matter", "benchmark").order_by("-id")[:limit])


def get_determination(by: Actor, *, determination_id: int) -> Determination:
    """Return one determination of the actor's organization.

    Raises:
        NotFound: there is none in the actor's jurisdiction.
    """
    rows = Determination.objects.filter(organization_id=by.own_organization_id)
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
        except Refusal as error:
            after, reason = None, str(error)
        yield Comparison(key=row.pk, facts=row.facts, before=before, after=after, reason=reason)


def _outcome(decision: Mapping[str, Any]) -> Outcome:
    return Outcome(
        tier=decision["tier"],
        fine_yuan=Decimal(decision["fine_yuan"] or 0),
        kinds=tuple(sorted(map(_kind, decision["sanctions"]))),
    )


def _kind(sanction: Mapping[str, Any]) -> str:
    """Return a penalty with its extent, but without its amount."""
    extents = (sanction.get(name) for name in ("days", "months", "ban_years"))
    return " ".join([sanction["kind"], *(str(extent) for extent in extents if extent)])
