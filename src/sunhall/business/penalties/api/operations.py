"""The public API of the enforcement hall: search, read, decide, re-check. Nothing is stored."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from sunhall.business.penalties import queries
from sunhall.business.penalties.api.schemas import (
    MOST_VERSIONS,
    BenchmarkOut,
    DecisionOut,
    FactsIn,
    LawCount,
    MatterPage,
    OrganizationCount,
    Problem,
    RecheckOut,
    RevisionOut,
    StatisticsOut,
    VersionRow,
)
from sunhall.business.penalties.models import Benchmark
from sunhall.kernel.decision.findings import Finding
from sunhall.kernel.decision.wording import box_in_words
from sunhall.kernel.kept import kept_while
from sunhall.kernel.views import actor_of

router = Router(tags=["penalties"])
kept = decorate_view(kept_while(queries.library_revision))

MOST_ROWS = 100
Code = Path(..., description="事项编码 the matter's code", examples=["QD-CG-001"], max_length=64)
Version = Path(..., description="版本 the version's number", ge=1, le=MOST_VERSIONS)


@router.get("/matters", response={200: MatterPage, 422: Problem}, summary="Search or list matters")
@kept
def list_matters(
    request: HttpRequest,
    q: str = Query("", description="Words; returns the best hits, unpaged.", max_length=200),
    organization: str = Query("", description="An organization's code.", max_length=100),
    law: str = Query("", description="A law's full name.", max_length=200),
    after: str = Query("", description="The `after` of the page before.", max_length=64),
    limit: int = Query(20, ge=1, le=MOST_ROWS),
) -> dict[str, Any]:
    """List the matters with a benchmark in effect, by code and a page at a time, or by words."""
    page = queries.list_in_effect(
        actor_of(request), query=q, organization=organization, law=law, after=after, limit=limit
    )
    return {"items": [_matter(row) for row in page.rows], "after": page.after}


@router.get(
    "/matters/{code}",
    response={200: BenchmarkOut, 404: Problem, 422: Problem},
    summary="Read the benchmark in effect",
)
@kept
def read_benchmark(request: HttpRequest, code: str = Code) -> dict[str, Any]:
    """Return the table in effect, or else the one to come, with its certificate."""
    return _whole(queries.get_for_readers(actor_of(request), code=code))


@router.get(
    "/matters/{code}/versions",
    response={200: list[VersionRow], 404: Problem, 422: Problem},
    summary="List the public versions",
)
@kept
def list_versions(request: HttpRequest, code: str = Code) -> list[dict[str, Any]]:
    """Return all public versions, newest first."""
    by = actor_of(request)
    queries.get_for_readers(by, code=code)
    return [_version(row) for row in queries.list_public_versions(by, code=code)]


@router.get(
    "/matters/{code}/versions/{version}",
    response={200: BenchmarkOut, 404: Problem, 422: Problem},
    summary="Read one version",
)
@kept
def read_version(request: HttpRequest, code: str = Code, version: int = Version) -> dict[str, Any]:
    """Return one public version, also one that no longer applies."""
    return _whole(queries.get_for_readers(actor_of(request), code=code, version=version))


@router.post(
    "/matters/{code}/decisions",
    response={200: DecisionOut, 404: Problem, 422: Problem},
    summary="Decide on facts",
)
def decide(request: HttpRequest, body: FactsIn, code: str = Code) -> dict[str, Any]:
    """Return the one tier and sanction that follow from facts. Nothing is stored."""
    return _decide(request, code, body.facts, body.version)


@router.get(
    "/matters/{code}/decision",
    response={200: DecisionOut, 404: Problem, 422: Problem},
    summary="Decide on facts in the address",
    openapi_extra={
        "parameters": [
            {
                "in": "query",
                "name": "facts",
                "style": "form",
                "explode": True,
                "description": "One parameter a fact, by the key of its factor.",
                "schema": {"type": "object", "additionalProperties": {"type": "string"}},
            }
        ]
    },
)
def decide_by_address(request: HttpRequest, code: str = Code) -> dict[str, Any]:
    """Return what follows from the facts in the address, as the calculator's links hold them."""
    return _decide(request, code, request.GET.dict(), None)


@router.get(
    "/matters/{code}/versions/{version}/recheck",
    response={200: RecheckOut, 404: Problem, 422: Problem},
    summary="Prove a version again",
)
@kept
def recheck(request: HttpRequest, code: str = Code, version: int = Version) -> dict[str, Any]:
    """Prove the stored text again from nothing, and compare the hashes with those published."""
    benchmark = queries.get_for_readers(actor_of(request), code=code, version=version)
    report = queries.recheck(benchmark)
    certificate = report.proof.as_dict() if report.proof else {}
    return {
        "code": benchmark.matter.code,
        "version": benchmark.version,
        "holds": report.is_sound,
        "table_hash": certificate.get("table_hash", ""),
        "proof_hash": certificate.get("proof_hash", ""),
        "is_same_table": certificate.get("table_hash") == benchmark.table_hash,
        "is_same_proof": certificate.get("proof_hash") == benchmark.proof_hash,
        "certificate": certificate,
        "findings": [_finding(finding) for finding in report.findings],
    }


@router.get("/organizations", response=list[OrganizationCount], summary="List organizations")
@kept
def list_organizations(request: HttpRequest) -> list[dict[str, Any]]:
    """Count the benchmarks in effect by organization."""
    return queries.count_by_organization(actor_of(request))


@router.get("/laws", response=list[LawCount], summary="List laws")
@kept
def list_laws(request: HttpRequest) -> list[dict[str, Any]]:
    """Count the benchmarks in effect by the laws they rest on; the hundred most used."""
    return queries.count_by_law(actor_of(request))


@router.get("/statistics", response=StatisticsOut, summary="The library in figures")
@kept
def statistics(request: HttpRequest) -> dict[str, Any]:
    """Return the figures of the library in effect."""
    figures = queries.library_statistics(actor_of(request))
    return {
        "departments": figures.departments,
        "items": figures.items,
        "no_discretion": figures.no_discretion,
        "tiers": figures.tiers,
        "mean_tiers": str(figures.mean_tiers),
        "most_tiers": figures.most_tiers,
    }


@router.get("/revision", response=RevisionOut, summary="The library's revision")
def revision(request: HttpRequest) -> dict[str, int]:
    """Return a number that grows with every publication: what was kept under it still holds."""
    return {"revision": queries.library_revision()}


def _decide(
    request: HttpRequest, code: str, facts: dict[str, Any], version: int | None
) -> dict[str, Any]:
    benchmark = queries.get_for_readers(actor_of(request), code=code, version=version)
    return {
        **queries.decide_with(benchmark, facts).as_dict(),
        "version": benchmark.version,
        "table_hash": benchmark.table_hash,
        "proof_hash": benchmark.proof_hash,
    }


def _matter(benchmark: Benchmark) -> dict[str, Any]:
    return {
        "code": benchmark.matter.code,
        "name": benchmark.name,
        "organization_code": benchmark.matter.organization.code,
        "organization": benchmark.matter.organization.name,
        "version": benchmark.version,
        "provenance": benchmark.provenance,
        "has_no_discretion": benchmark.has_no_discretion,
        "tier_count": benchmark.tier_count,
        "valid_from": benchmark.valid_from,
        "proof_hash": benchmark.proof_hash,
        "url": reverse("hall:matter", args=[benchmark.matter.code]),
    }


def _version(benchmark: Benchmark) -> dict[str, Any]:
    return {
        "version": benchmark.version,
        "status": benchmark.status,
        "valid_from": benchmark.valid_from,
        "valid_to": benchmark.valid_to,
        "published_by": benchmark.published_by_name,
        "table_hash": benchmark.table_hash,
        "proof_hash": benchmark.proof_hash,
    }


def _whole(benchmark: Benchmark) -> dict[str, Any]:
    table = queries.get_table(benchmark)
    return {
        **_version(benchmark),
        "code": benchmark.matter.code,
        "name": benchmark.name,
        "organization": benchmark.matter.organization.name,
        "provenance": benchmark.provenance,
        "document": benchmark.document,
        "certificate": benchmark.proof,
        "tiers": [
            {
                "seq": tier.seq,
                "description": tier.description,
                "conditions": box_in_words(table, tier.when),
            }
            for tier in table.tiers
        ],
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {"kind": finding.kind.value, "place": finding.place, "message": finding.message}
