"""Bringing in a file of benchmarks: upload, report, take over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sunhall.business.penalties import actions, queries
from sunhall.business.penalties.forms import ImportForm, TakeOverForm
from sunhall.business.penalties.models import BenchmarkImport
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.views.findings import count_kinds, show_finding
from sunhall.kernel.errors import Refusal
from sunhall.kernel.views import actor_of, permission_required


@require_http_methods(["GET", "POST"])
@permission_required(Permission.BENCHMARK_DRAFT)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and show what it holds."""
    by = actor_of(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        received = actions.receive_file(by, filename=file.name, data=file.read())
        return redirect("benchmarks:received", received.pk)
    context = {"form": form, "recent": queries.list_imports(by)}
    return render(request, "penalties/benchmarks/import.html", context, status=_status(form))


@require_http_methods(["GET", "POST"])
@permission_required(Permission.BENCHMARK_DRAFT)
def received(request: HttpRequest, import_id: int) -> HttpResponse:
    """Show every fault of a received file, and take over what is asked for."""
    by = actor_of(request)
    report = queries.get_import(by, import_id=import_id)
    form = TakeOverForm(request.POST or None, report=report)
    if request.method == "POST" and form.is_valid():
        try:
            drafted = actions.take_over_file(
                by, import_id=import_id, which=actions.TakeOver(form.cleaned_data["which"])
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            count = len(drafted.benchmarks)
            messages.success(
                request, ngettext("已导入 %(n)s 项。", "已导入 %(n)s 项。", count) % {"n": count}
            )
            if drafted.left_out:
                messages.warning(
                    request, _("没有导入：%(codes)s") % {"codes": _("、").join(drafted.left_out)}
                )
            return redirect("benchmarks:list")
    context = {"report": report, "form": form, **_report(report)}
    return render(request, "penalties/benchmarks/received.html", context, status=_status(form))


def _report(received: BenchmarkImport) -> dict[str, Any]:
    """Return what a received file holds, and what is wrong with it."""
    findings = [
        show_finding(finding, table, where=finding.place)
        for finding, table in queries.findings_of_import(received)
    ]
    faulty = {finding.item for finding in findings}
    codes = [document.get("code") for document in received.documents]
    return {
        "findings": findings,
        "kinds": count_kinds(findings),
        "readable": len(codes),
        "sound": sum(code not in faulty for code in codes),
    }


def _status(form: ImportForm | TakeOverForm) -> int:
    return 422 if form.errors else 200
