"""The editor of a draft: a grid that is checked as one types, or the same document as YAML."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.business.penalties import actions, queries
from sunhall.business.penalties.errors import ChangedMeanwhile, Immutable
from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.views.choices import (
    AMOUNT_TYPES,
    FACTOR_TYPES,
    PROVENANCES,
    RANGE_TYPES,
    ROLES,
    SEVERITIES,
)
from sunhall.business.penalties.views.findings import picture_of, show_findings
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.decision.checking import Report, check_document
from sunhall.kernel.decision.findings import Finding, Kind
from sunhall.kernel.decision.formats import Inexpressible, dump, load
from sunhall.kernel.decision.grid import Sheet, in_order, perform, read_document, sheet_of
from sunhall.kernel.decision.grid.acts import described
from sunhall.kernel.errors import Refusal
from sunhall.kernel.views import actor_of, permission_required

GRID, YAML = "grid", "yaml"
YAML_NAME = "benchmark.yaml"
MOST_ROWS = 200
"""A longer table is edited as YAML: a page of more fields serves nobody."""

NOT_ONE_ITEM = Finding(
    kind=Kind.SCHEMA, item="", place="", template=_noop("这里须恰好写一个事项。")
)
CHOICES: dict[str, Any] = {
    "amount_types": AMOUNT_TYPES,
    "range_types": RANGE_TYPES,
    "factor_types": FACTOR_TYPES,
    "roles": ROLES,
    "severities": SEVERITIES,
    "provenances": PROVENANCES,
}

# Half a character, or the one no database keeps: only a forged form sends these.
_UNSTORABLE = re.compile(r"\\u(0000|d[89a-f])", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """What stands in the editor: a document, or a text none can be made of."""

    document: dict[str, Any]
    expected_hash: str
    mode: str = GRID
    text: str = ""
    faults: tuple[Finding, ...] = ()
    refusal: Refusal | None = None
    locate: Callable[[Finding], str] | None = None


@require_http_methods(["GET", "POST"])
@permission_required(Permission.BENCHMARK_DRAFT)
def edit(request: HttpRequest, benchmark_id: int) -> HttpResponse:
    """Edit a draft; whatever was typed is kept, also what cannot be read."""
    version = _editable(request, benchmark_id)
    if request.method == "GET":
        mode = request.GET.get("mode", GRID)
        return _page(request, version, _in_mode(_stored(version), mode))
    draft, command = _typed(request, version), request.POST.get("do", "")
    if command in ("save", "overwrite"):
        return _save(request, version, draft, is_forced=command == "overwrite")
    if command in (GRID, YAML):
        draft = _in_mode(draft, command)
    elif draft.mode == GRID:
        draft.document = perform(command, draft.document)
    return _page(request, version, draft)


@require_POST
@permission_required(Permission.BENCHMARK_DRAFT)
def check(request: HttpRequest, benchmark_id: int) -> HttpResponse:
    """Check what stands in the editor, and say what is wrong beside each cell."""
    version = _editable(request, benchmark_id)
    context = _context(request, version, _typed(request, version))
    context["chosen"] = _chosen(context["sheet"])
    return render(request, "penalties/benchmarks/editor/live.html", context)


def _editable(request: HttpRequest, benchmark_id: int) -> Benchmark:
    version = queries.get_benchmark(actor_of(request), benchmark_id=benchmark_id)
    actions.check_own(actor_of(request), version.matter)
    if version.is_public:
        raise Immutable(version=version.version)
    return version


def _stored(version: Benchmark) -> Draft:
    return Draft(document=in_order(version.document), expected_hash=version.table_hash)


def _typed(request: HttpRequest, version: Benchmark) -> Draft:
    """Return what the form holds."""
    form = {name: [str(value) for value in values] for name, values in request.POST.lists()}
    base = _base(request.POST.get("base", ""), version)
    expected_hash = request.POST.get("expected_hash", version.table_hash)
    if request.POST.get("mode") == YAML:
        return _from_yaml(request.POST.get("text", ""), base, expected_hash)
    document = described(read_document(form, base)) if "item-name" in form else base
    return Draft(document=document, expected_hash=expected_hash)


def _base(text: str, version: Benchmark) -> dict[str, Any]:
    """Return the document the form was laid out from; the stored one where it is no such thing."""
    try:
        base = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        base = None
    if not isinstance(base, dict) or _UNSTORABLE.search(text):
        return in_order(version.document)
    return base


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _from_yaml(text: str, base: dict[str, Any], expected_hash: str) -> Draft:
    loaded = load(text.encode(errors="replace"), YAML_NAME, sound_only=True)
    is_one = len(loaded.documents) == 1 and not loaded.faults
    faults = loaded.faults or (() if is_one else (NOT_ONE_ITEM,))
    return Draft(
        document=loaded.documents[0] if is_one else base,
        expected_hash=expected_hash,
        mode=YAML,
        text=text,
        faults=tuple(faults),
        locate=loaded.locate,
    )


def _in_mode(draft: Draft, mode: str) -> Draft:
    """Return the draft in the other kind of editor; a text that cannot be read stays a text."""
    rows = sum(len(draft.document.get(part) or ()) for part in ("tiers", "statutory"))
    if draft.faults or (mode != YAML and rows <= MOST_ROWS):
        return draft if draft.faults else replace(draft, mode=GRID)
    try:
        text = dump([in_order(draft.document)], YAML_NAME).decode()
    except Inexpressible as reason:
        return replace(draft, faults=(_fault(str(reason)),))
    return replace(draft, mode=YAML, text=text)


def _save(
    request: HttpRequest, version: Benchmark, draft: Draft, *, is_forced: bool
) -> HttpResponse:
    if draft.faults:
        return _page(request, version, draft, status=422)
    try:
        saved = actions.revise_benchmark(
            actor_of(request),
            benchmark_id=version.pk,
            document=draft.document,
            expected_hash=None if is_forced else draft.expected_hash,
        )
    except Refusal as refusal:
        return _page(request, version, replace(draft, refusal=refusal), status=409)
    count = len(saved.findings)
    if not count:
        messages.success(request, _("已保存，校验通过：没有缺口，没有重叠，可以交给审核人公布。"))
        return redirect("benchmarks:detail", version.pk)
    saved_with = ngettext(
        "已保存为草稿，还有 %(n)s 处缺陷。", "已保存为草稿，还有 %(n)s 处缺陷。", count
    )
    messages.warning(request, saved_with % {"n": count})
    return redirect(f"{reverse('benchmarks:edit', args=[version.pk])}?mode={draft.mode}")


def _page(
    request: HttpRequest, version: Benchmark, draft: Draft, *, status: int = 200
) -> HttpResponse:
    context = _context(request, version, draft)
    return render(request, "penalties/benchmarks/editor/page.html", context, status=status)


def _context(request: HttpRequest, version: Benchmark, draft: Draft) -> dict[str, Any]:
    report = _report(draft)
    return {
        "benchmark": version,
        "draft": draft,
        "base": json.dumps(draft.document, ensure_ascii=False, default=str),
        "sheet": sheet_of(draft.document, report.findings) if draft.mode == GRID else None,
        "report": report,
        "findings": show_findings(report, draft.document, draft.locate),
        "picture": picture_of(report.benchmark, request.POST or request.GET),
        "is_changed": sha256_of(draft.document) != version.table_hash,
        "is_changed_meanwhile": isinstance(draft.refusal, ChangedMeanwhile),
        **CHOICES,
    }


def _chosen(sheet: Sheet | None) -> list[tuple[str, str]]:
    """Return what the closed lists of choices show, by their cells' names."""
    rows = [*sheet.tiers, *sheet.statutory] if sheet else []
    levels = [level for factor in sheet.factors for level in factor.levels] if sheet else []
    return [
        (cell.name, _("、").join(cell.entry.chosen) or _("不限"))
        for row in [*rows, *levels]
        for cell in row.cells
        if not cell.column.is_ordered and not cell.column.is_flag
    ]


def _report(draft: Draft) -> Report:
    """Return what is wrong; a text that is no document has no more to it than its faults."""
    return Report(None, None, draft.faults) if draft.faults else check_document(draft.document)


def _fault(message: str) -> Finding:
    return Finding(
        kind=Kind.SCHEMA, item="", place="", template="%(reason)s", params={"reason": message}
    )
