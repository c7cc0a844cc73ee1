"""The workbench's edge: versions of benchmarks and what becomes of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from sunhall.business.penalties import actions, queries
from sunhall.business.penalties.choices import BenchmarkStatus
from sunhall.business.penalties.forms import PublishForm
from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.views.certificates import show_checks
from sunhall.business.penalties.views.effects import show_effect
from sunhall.business.penalties.views.findings import picture_of, show_findings
from sunhall.business.penalties.views.history import show_history
from sunhall.business.penalties.views.tables import show_gate, show_levels, show_range, show_table
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.formats import Inexpressible, dump
from sunhall.kernel.decision.grid import in_order
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.journal import history_of
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, permission_required

CONTENT_TYPES = {
    "yaml": "application/yaml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "dmn": "application/xml",
}
LISTED, PUBLISHED_AT_ONCE = 20, 100
"""How many versions a page lists, and how many it offers to publish together."""


@require_GET
@permission_required(Permission.BENCHMARK_VIEW)
def list_benchmarks(request: HttpRequest) -> HttpResponse:
    """List the organization's versions, latest first."""
    form = PublishForm(initial={"effective_date": actor_of(request).today})
    return _list(request, form)


@require_GET
@permission_required(Permission.BENCHMARK_VIEW)
def benchmark(request: HttpRequest, benchmark_id: int) -> HttpResponse:
    """Show one version: table, verdict, proof, history, and what can be done next."""
    by = actor_of(request)
    version = queries.get_benchmark(by, benchmark_id=benchmark_id)
    return _detail(request, version, PublishForm(initial={"effective_date": by.today}))


@require_POST
@permission_required(Permission.BENCHMARK_PUBLISH)
def publish(request: HttpRequest) -> HttpResponse:
    """Publish the chosen versions, all or none; what was chosen is kept when refused."""
    by = actor_of(request)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            published = actions.publish_benchmarks(
                by,
                benchmark_ids=form.cleaned_data["ids"],
                effective_date=form.cleaned_data["effective_date"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            count = len(published)
            told = ngettext("已公布 %(n)s 项。", "已公布 %(n)s 项。", count) % {"n": count}
            messages.success(request, told)
            if count == 1:
                return redirect("benchmarks:detail", published[0].pk)
            return redirect("benchmarks:list")
    if request.POST.get("from") == "detail" and form.chosen:
        version = queries.get_benchmark(by, benchmark_id=form.chosen[0])
        return _detail(request, version, form, status=409)
    return _list(request, form, status=409)


@require_POST
@permission_required(Permission.BENCHMARK_DRAFT)
def start(request: HttpRequest) -> HttpResponse:
    """Draft a matter's first benchmark from nothing."""
    try:
        drafted = actions.draft_first_version(
            actor_of(request), matter_code=request.POST.get("code", "").strip()
        )
    except (Refusal, NotFound) as refusal:
        messages.error(request, str(refusal))
        return redirect("benchmarks:list")
    return redirect("benchmarks:edit", drafted.pk)


@require_POST
@permission_required(Permission.BENCHMARK_DRAFT)
def draft_next(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Draft the next version of a matter's benchmark."""
    try:
        drafted = actions.draft_next_version(actor_of(request), matter_id=matter_id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("benchmarks:list")
    return redirect("benchmarks:edit", drafted.pk)


@require_POST
@permission_required(Permission.BENCHMARK_DRAFT)
def discard(request: HttpRequest, benchmark_id: int) -> HttpResponse:
    """Throw away a draft."""
    try:
        actions.discard_benchmark(actor_of(request), benchmark_id=benchmark_id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("benchmarks:detail", benchmark_id)
    messages.success(request, _("草稿已作废。"))
    return redirect("benchmarks:list")


@require_GET
@permission_required(Permission.BENCHMARK_VIEW)
def what_if(request: HttpRequest, benchmark_id: int) -> HttpResponse:
    """Show who would have paid more or less under this version."""
    by = actor_of(request)
    version = queries.get_benchmark(by, benchmark_id=benchmark_id)
    effect = queries.what_if(by, benchmark_id=benchmark_id)
    context = {"benchmark": version, "effect": show_effect(effect, queries.get_table(version))}
    return render(request, "penalties/benchmarks/what_if.html", context)


@require_GET
@permission_required(Permission.BENCHMARK_VIEW)
def export(request: HttpRequest, benchmark_id: int, suffix: str) -> HttpResponse:
    """Hand out one version as a file."""
    version = queries.get_benchmark(actor_of(request), benchmark_id=benchmark_id)
    if suffix not in CONTENT_TYPES:
        raise NotFound(_("文件格式"), suffix)
    name = f"{version.matter.code}-v{version.version}.{suffix}"
    try:
        data = dump([in_order(version.document)], name)
    except Inexpressible as reason:
        messages.error(request, str(reason))
        return redirect("benchmarks:detail", version.pk)
    answer = HttpResponse(data, content_type=CONTENT_TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _list(request: HttpRequest, form: PublishForm, *, status: int = 200) -> HttpResponse:
    by = actor_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = {name: str(asked.get(name, "")).strip() for name in ("status", "q")}
    may_publish = by.may(Permission.BENCHMARK_PUBLISH)
    offers = may_publish and chosen["status"] == BenchmarkStatus.CHECKED
    page = queries.list_work(
        by,
        status=chosen["status"],
        query=chosen["q"],
        after=read_key(asked.get("after")),
        limit=PUBLISHED_AT_ONCE if offers else LISTED,
    )
    context = {
        "rows": page.rows,
        "next": _address(chosen, after=str(page.after)) if page.after else None,
        "tabs": _tabs(by, chosen),
        "chosen": chosen,
        "form": form,
        "own": {row.pk for row in page.rows if by.person_id in row.drafter_ids},
        "offers_publication": offers,
        "may_draft": by.may(Permission.BENCHMARK_DRAFT),
        "may_publish": may_publish,
        "matters": queries.list_matters_without(by) if by.may(Permission.BENCHMARK_DRAFT) else [],
    }
    return render(request, "penalties/benchmarks/list.html", context, status=status)


def _detail(
    request: HttpRequest, version: Benchmark, form: PublishForm, *, status: int = 200
) -> HttpResponse:
    by = actor_of(request)
    report = queries.recheck(version)
    table = queries.get_table(version)
    context = {
        "benchmark": version,
        "table": table,
        "shown": show_table(table),
        "levels": show_levels(table),
        "ranges": [show_range(table, statutory) for statutory in table.statutory],
        "gate": show_gate(table),
        "findings": show_findings(report, version.document),
        "report": report,
        "checks": show_checks(version.proof or {}),
        "picture": picture_of(table, request.GET),
        "history": show_history(history_of("penalties.benchmark", version.pk)),
        "versions": queries.list_versions(by, matter_id=version.matter_id),
        "form": form,
        **_rights(by, version),
    }
    return render(request, "penalties/benchmarks/detail.html", context, status=status)


def _rights(by: Actor, version: Benchmark) -> dict[str, Any]:
    is_own = version.matter.organization_id == by.organization_id
    is_drafter = by.person_id in version.drafter_ids
    is_checked = version.status == BenchmarkStatus.CHECKED
    may_draft = is_own and by.may(Permission.BENCHMARK_DRAFT)
    may_publish = is_own and by.may(Permission.BENCHMARK_PUBLISH)
    return {
        "may_edit": may_draft and not version.is_public,
        "may_draft_next": may_draft and version.is_public,
        "may_publish": may_publish and is_checked and not is_drafter,
        "waits_for_reviewer": is_own and is_checked and (is_drafter or not may_publish),
        "is_drafter": is_drafter,
    }


def _tabs(by: Actor, chosen: dict[str, str]) -> list[dict[str, Any]]:
    counts = queries.count_work(by)
    every = {
        "label": _("全部"),
        "url": _address({**chosen, "status": ""}),
        "current": not chosen["status"],
        "count": sum(counts.values()),
    }
    return [
        every,
        *(
            {
                "label": status.label,
                "url": _address({**chosen, "status": status.value}),
                "current": chosen["status"] == status,
                "count": counts[status.value],
            }
            for status in BenchmarkStatus
        ),
    ]


def _address(chosen: dict[str, str], **more: str) -> str:
    parameters = {name: value for name, value in {**chosen, **more}.items() if value}
    address = reverse("benchmarks:list")
    return f"{address}?{urlencode(parameters)}" if parameters else address
