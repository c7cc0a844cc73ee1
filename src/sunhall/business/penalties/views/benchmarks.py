"""The workbench's edge: versions of benchmarks and what becomes of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sunhall.business.penalties import actions, queries
from sunhall.business.penalties.forms import PublishForm
from sunhall.business.penalties.permissions import Permission
from sunhall.kernel.decision.formats import Inexpressible, dump
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.journal import history_of
from sunhall.kernel.views import actor_of, permission_required

CONTENT_TYPES = {
    "yaml": "application/yaml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "dmn": "application/xml",
}


@require_GET
@permission_required(Permission.BENCHMARK_VIEW)
def list_benchmarks(request: HttpRequest) -> HttpResponse:
    """List the organization's versions, latest first."""
    by = actor_of(request)
    status, query = request.GET.get("status", ""), request.GET.get("q", "")
    page = queries.list_work(by, status=status, query=query, after=_key(request.GET.get("after")))
    context = {
        "rows": page.rows,
        "after": page.after,
        "status": status,
        "query": query,
        "counts": queries.count_work(by),
        "publish_form": PublishForm(initial={"effective_date": by.today}),
        "may_draft": by.may(Permission.BENCHMARK_DRAFT),
        "may_publish": by.may(Permission.BENCHMARK_PUBLISH),
    }
    return render(request, "penalties/benchmarks/list.html", context)


@require_GET
@permission_required(Permission.BENCHMARK_VIEW)
def benchmark(request: HttpRequest, benchmark_id: int) -> HttpResponse:
    """Show one version: table, verdict, proof, history, and what can be done next."""
    by = actor_of(request)
    version = queries.get_benchmark(by, benchmark_id=benchmark_id)
    context = {
        "benchmark": version,
        "sheet": queries.sheet_of(version),
        "findings": queries.findings_of(version.findings),
        "history": history_of("penalties.benchmark", version.pk),
        "publish_form": PublishForm(initial={"effective_date": by.today, "ids": [version.pk]}),
        "is_own": version.matter.organization_id == by.organization_id,
        "may_draft": by.may(Permission.BENCHMARK_DRAFT),
        "may_publish": by.may(Permission.BENCHMARK_PUBLISH),
        "is_drafter": by.person_id in version.drafter_ids,
    }
    return render(request, "penalties/benchmarks/detail.html", context)


@require_POST
@permission_required(Permission.BENCHMARK_PUBLISH)
def publish(request: HttpRequest) -> HttpResponse:
    """Publish the chosen versions, all or none."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, " ".join(str(fault) for fault in faults))
        return redirect("benchmarks:list")
    try:
        published = actions.publish_benchmarks(
            actor_of(request),
            benchmark_ids=form.cleaned_data["ids"],
            effective_date=form.cleaned_data["effective_date"],
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(request.META.get("HTTP_REFERER") and "benchmarks:list" or "benchmarks:list")
    messages.success(request, _("已公布 %(n)s 项。") % {"n": len(published)})
    if len(published) == 1:
        return redirect("benchmarks:detail", published[0].pk)
    return redirect("benchmarks:list")


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
    actions.discard_benchmark(actor_of(request), benchmark_id=benchmark_id)
    messages.success(request, _("草稿已作废。"))
    return redirect("benchmarks:list")


@require_GET
@permission_required(Permission.BENCHMARK_VIEW)
def what_if(request: HttpRequest, benchmark_id: int) -> HttpResponse:
    """Show who would have paid more or less under this version."""
    by = actor_of(request)
    context = {
        "benchmark": queries.get_benchmark(by, benchmark_id=benchmark_id),
        "effect": queries.what_if(by, benchmark_id=benchmark_id),
    }
    return render(request, "penalties/benchmarks/what_if.html", context)


@require_GET
@permission_required(Permission.BENCHMARK_VIEW)
def export(request: HttpRequest, benchmark_id: int, format: str) -> HttpResponse:
    """Hand out one version as a file."""
    version = queries.get_benchmark(actor_of(request), benchmark_id=benchmark_id)
    if format not in CONTENT_TYPES:
        raise NotFound(_("文件格式"), format)
    name = f"{version.matter.code}-v{version.version}.{format}"
    try:
        data = dump([version.document], name)
    except Inexpressible as reason:
        messages.error(request, str(reason))
        return redirect("benchmarks:detail", version.pk)
    answer = HttpResponse(data, content_type=CONTENT_TYPES[format])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _key(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
