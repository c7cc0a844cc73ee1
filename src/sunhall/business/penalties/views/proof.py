"""The proof of a benchmark: read it, do it again here, take it home."""

import json
from importlib.resources import files
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sunhall.business.penalties import queries
from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.views.certificates import show_checks
from sunhall.business.penalties.views.findings import picture_of
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.decision.formats import Inexpressible, dump
from sunhall.kernel.kept import kept_while
from sunhall.kernel.views import actor_of

FORMATS = {
    "yaml": "application/yaml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "dmn": "application/xml",
}
CHECKER = files("sunhall.kernel.decision.checker") / "sunhall_checker.py"


@require_safe
@kept_while(queries.library_revision)
def proof(request: HttpRequest, code: str, version: int | None = None) -> HttpResponse:
    """Show what was proved, and with `?recheck=1` prove it again from the stored text."""
    benchmark = queries.get_for_readers(actor_of(request), code=code, version=version)
    context: dict[str, Any] = {
        "benchmark": benchmark,
        "checks": show_checks(benchmark.proof or {}),
        "checker_name": CHECKER.name,
        "document_name": f"{benchmark.matter.code}-v{benchmark.version}.json",
        "picture": picture_of(queries.get_table(benchmark), request.GET),
    }
    if "recheck" in request.GET:
        context["again"] = _checked_again(benchmark)
    return render(request, "penalties/hall/proof.html", context)


@require_safe
@kept_while(queries.library_revision)
def document(request: HttpRequest, code: str, version: int | None = None) -> HttpResponse:
    """Hand out the table and its certificate, as the one-file checker reads them."""
    benchmark = queries.get_for_readers(actor_of(request), code=code, version=version)
    body = {"document": benchmark.document, "certificate": benchmark.proof}
    text = json.dumps(body, ensure_ascii=False, indent=2)
    name = f"{benchmark.matter.code}-v{benchmark.version}.json"
    return _file(text.encode(), name, "application/json; charset=utf-8")


@require_safe
@kept_while(queries.library_revision)
def download(
    request: HttpRequest, code: str, format: str, version: int | None = None
) -> HttpResponse:
    """Hand out the table as YAML, as a workbook or as a DMN decision table.

    Raises:
        Http404: no such format, or it cannot hold this table.
    """
    benchmark = queries.get_for_readers(actor_of(request), code=code, version=version)
    name = f"{benchmark.matter.code}-v{benchmark.version}.{format}"
    try:
        return _file(dump([benchmark.document], name), name, FORMATS.get(format, ""))
    except Inexpressible as error:
        raise Http404(str(error)) from error


@require_safe
def checker(request: HttpRequest) -> HttpResponse:
    """Hand out the one-file checker."""
    return _file(CHECKER.read_bytes(), CHECKER.name, "text/x-python; charset=utf-8")


def _checked_again(benchmark: Benchmark) -> dict[str, Any]:
    report = queries.recheck(benchmark)
    proof = report.proof
    certificate = proof.as_dict() if proof else {}
    return {
        "checks": show_checks(certificate),
        "findings": report.findings,
        "proof_hash": certificate.get("proof_hash", ""),
        "table_hash": sha256_of(benchmark.document),
        "is_same_table": sha256_of(benchmark.document) == benchmark.table_hash,
        "is_same_proof": certificate.get("proof_hash") == benchmark.proof_hash,
    }


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
