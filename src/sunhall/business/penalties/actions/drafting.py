"""Drafting a version of a benchmark: from documents, from the version before, by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Max
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions.blank import blank_document, check_storable
from sunhall.business.penalties.choices import BenchmarkStatus
from sunhall.business.penalties.errors import (
    ChangedMeanwhile,
    DraftExists,
    Immutable,
    NotReadable,
    OtherOrganization,
    UnknownMatters,
)
from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import storable
from sunhall.directory import queries as directory
from sunhall.directory.models import Matter
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.decision.checking import Report, check_document, check_documents
from sunhall.kernel.decision.model import Benchmark as Table
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.search import vector

Document = Mapping[str, Any]


class TakeOver(StrEnum):
    """Which items of a file are taken over."""

    ALL = "all"
    """All, and nothing where one of them has a fault."""
    SOUND = "sound"
    """Those that are proved; the others are left out."""
    READABLE = "readable"
    """All that could be read; those with faults become drafts to repair in the editor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What an import did: the versions drafted, the codes left out."""

    benchmarks: list[Benchmark]
    left_out: list[str]


@action(Permission.BENCHMARK_DRAFT, law="行政处罚法 第三十四条")
def draft_benchmarks(
    by: Actor,
    *,
    documents: Sequence[Document],
    source: str = "",
    which: TakeOver = TakeOver.READABLE,
) -> Drafted:
    """Draft a version of each document's matter, checked at once.

    Raises:
        NotReadable: a document is not a benchmark, or has faults and all were asked for.
        UnknownMatters: a matter is not in the directory.
        DraftExists: a matter has a draft already.
        OtherOrganization: a matter belongs to another organization.
    """
    return draft(by, documents, which, source)


def draft(by: Actor, documents: Sequence[Document], which: TakeOver, source: str) -> Drafted:
    """Draft and check versions inside an action's transaction."""
    for document in documents:
        check_storable(document)
    reports = check_documents(documents)
    pairs = list(zip(documents, reports, strict=True))
    faulty = [report for report in reports if report.findings]
    if which is TakeOver.ALL and faulty:
        raise NotReadable(reason=faulty[0].findings[0].message)
    taken = [
        (document, report)
        for document, report in pairs
        if report.benchmark and (which is not TakeOver.SOUND or not report.findings)
    ]
    kept = {id(document) for document, _report in taken}
    left_out = [str(d.get("code", "?")) for d in documents if id(d) not in kept]
    matters = _own_matters(by, [report.benchmark.code for _d, report in taken if report.benchmark])
    versions = _next_versions(list(matters.values()))
    benchmarks = [
        _new_draft(by, matters[str(document["code"])], versions, document, report, source)
        for document, report in taken
    ]
    Benchmark.objects.bulk_create(benchmarks, batch_size=500)
    announce(
        by,
        *(events.BenchmarkDrafted(**named(b), source=source) for b in benchmarks),
        *(_checked(b) for b in benchmarks),
    )
    return Drafted(benchmarks=benchmarks, left_out=left_out)


def _own_matters(by: Actor, codes: Sequence[str]) -> dict[str, Matter]:
    """Return the matters of the codes, locked against another draft at the same time."""
    rows = Matter.objects.select_for_update(of=("self",)).select_related("organization")
    matters = {matter.code: matter for matter in rows.filter(code__in=codes).order_by("pk")}
    if unknown := [code for code in codes if code not in matters]:
        raise UnknownMatters(codes=_("、").join(unknown[:10]), count=len(unknown))
    for matter in matters.values():
        check_own(by, matter)
    return matters


def _next_versions(matters: Sequence[Matter]) -> dict[int, int]:
    existing = Benchmark.objects.filter(matter__in=matters)
    if draft := existing.unpublished().select_related("matter").first():
        raise DraftExists(matter=draft.matter.code, version=draft.version)
    last = dict(existing.values_list("matter").annotate(Max("version")))
    return {matter.pk: last.get(matter.pk, 0) + 1 for matter in matters}


def _new_draft(
    by: Actor,
    matter: Matter,
    versions: Mapping[int, int],
    document: Document,
    report: Report,
    source: str,
) -> Benchmark:
    benchmark = Benchmark(
        matter=matter,
        version=versions[matter.pk],
        source=source[:200],
        drafter_ids=[by.person_id],
        drafted_by_name=by.name,
        drafted_at=by.moment,
    )
    _write_table(by, benchmark, document, report)
    return benchmark


def _write_table(by: Actor, benchmark: Benchmark, document: Document, report: Report) -> None:
    """Set table and verdict of an unpublished version."""
    table = report.benchmark
    if table is None:
        raise NotReadable(reason="; ".join(finding.message for finding in report.findings[:3]))
    proof = report.proof
    benchmark.document = dict(document)
    benchmark.table_hash = sha256_of(document)
    benchmark.name = table.name
    benchmark.provenance = table.provenance
    benchmark.has_no_discretion = table.has_no_discretion
    benchmark.tier_count = len(table.tiers) or int(str(document.get("tier_count", 0)))
    benchmark.findings = [finding.as_dict() for finding in report.findings]
    benchmark.proof = proof.as_dict() if proof else None
    benchmark.proof_hash = proof.proof_hash if proof else ""
    benchmark.status = BenchmarkStatus.DRAFT if report.findings else BenchmarkStatus.CHECKED
    benchmark.search = _words_of(table, benchmark.matter)
    benchmark.changed_at = by.moment


@action(Permission.BENCHMARK_DRAFT, law="行政处罚法 第三十四条")
def draft_first_version(by: Actor, *, matter_code: str) -> Benchmark:
    """Draft a matter's first version from nothing but the matter and its legal bases.

    Raises:
        NotFound: no such matter.
        DraftExists: the matter has a draft already.
        OtherOrganization: the matter belongs to another organization.
    """
    matter = directory.get_matter(by, storable(matter_code))
    return draft(by, [blank_document(matter)], TakeOver.READABLE, source="").benchmarks[0]


@action(Permission.BENCHMARK_DRAFT, law="行政处罚法 第三十四条")
def draft_next_version(by: Actor, *, matter_id: int) -> Benchmark:
    """Draft a new version from the latest one.

    Raises:
        NotFound: the matter has no version yet.
        DraftExists: the matter has a draft already.
        OtherOrganization: the matter belongs to another organization.
    """
    latest = Benchmark.objects.filter(matter_id=matter_id).order_by("-version").first()
    if latest is None:
        raise NotFound(_("裁量基准"), matter_id)
    source = _("第 %(version)s 版") % {"version": latest.version}
    return draft(by, [latest.document], TakeOver.READABLE, source).benchmarks[0]


@action(Permission.BENCHMARK_DRAFT, law="行政处罚法 第三十四条")
def revise_benchmark(
    by: Actor, *, benchmark_id: int, document: Document, expected_hash: str | None = None
) -> Benchmark:
    """Replace the table of an unpublished version and check it.

    `expected_hash` is the hash of the table the actor started from; without it, whatever stands
    there is replaced.

    Raises:
        NotFound: no such version in the actor's jurisdiction.
        ChangedMeanwhile: someone has changed the table since.
        Immutable: it is published.
        NotReadable: the document is not a benchmark, or is one of another matter.
        OtherOrganization: the matter belongs to another organization.
    """
    benchmark = _unpublished(by, benchmark_id)
    if expected_hash not in (None, benchmark.table_hash):
        moment = timezone.localtime(benchmark.changed_at)
        raise ChangedMeanwhile(name=benchmark.drafted_by_name, moment=f"{moment:%Y-%m-%d %H:%M}")
    if document.get("code") != benchmark.matter.code:
        raise NotReadable(reason=_("事项编码须为 %(code)s") % {"code": benchmark.matter.code})
    check_storable(document)
    _write_table(by, benchmark, document, check_document(document))
    if by.person_id is not None and by.person_id not in benchmark.drafter_ids:
        benchmark.drafter_ids = [*benchmark.drafter_ids, by.person_id]
    benchmark.drafted_by_name = by.name
    benchmark.save()
    announce(by, events.BenchmarkRevised(**named(benchmark)), _checked(benchmark))
    return benchmark


@action(Permission.BENCHMARK_DRAFT)
def discard_benchmark(by: Actor, *, benchmark_id: int) -> None:
    """Throw away a version that was never published.

    Raises:
        NotFound: no such version in the actor's jurisdiction.
        Immutable: it is published.
        OtherOrganization: the matter belongs to another organization.
    """
    benchmark = _unpublished(by, benchmark_id)
    announce(by, events.BenchmarkDiscarded(**named(benchmark)))
    benchmark.delete()


def _unpublished(by: Actor, benchmark_id: int) -> Benchmark:
    rows = Benchmark.objects.within(by).select_for_update(of=("self",))
    benchmark = rows.select_related("matter__organization").filter(pk=benchmark_id).first()
    if benchmark is None:
        raise NotFound(_("裁量基准"), benchmark_id)
    check_own(by, benchmark.matter)
    if benchmark.is_public:
        raise Immutable(version=benchmark.version)
    return benchmark


def _words_of(table: Table, matter: Matter) -> Cast:
    """Return the words by which people find the version: everyday words, then the table's own."""
    return vector(
        A=f"{matter.code} {table.name} {matter.keywords}",
        B=f"{matter.organization.name} {' '.join(basis.law for basis in table.bases)}",
        C=" ".join(tier.description for tier in table.tiers),
    )


def check_own(by: Actor, matter: Matter) -> None:
    """Let a department act only on its own matters.

    Raises:
        OtherOrganization: the matter belongs to another organization.
    """
    if matter.organization_id != by.organization_id:
        raise OtherOrganization(matter=matter.code, organization=matter.organization.name)


def named(benchmark: Benchmark) -> dict[str, Any]:
    """Return what every event about a version says."""
    return {
        "subject_id": benchmark.pk,
        "matter": benchmark.matter.code,
        "version": benchmark.version,
        "table_hash": benchmark.table_hash,
    }


def _checked(benchmark: Benchmark) -> events.BenchmarkChecked:
    return events.BenchmarkChecked(
        **named(benchmark),
        finding_count=len(benchmark.findings),
        proof_hash=benchmark.proof_hash,
    )
