"""The producing clerk: batches out, results in, cards to the counters."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.business.citizencards import actions, queries
from sunhall.business.citizencards.choices import BatchState, CardState
from sunhall.business.citizencards.errors import ResultFileRefused
from sunhall.business.citizencards.forms import ResultForm
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.batch_files import Fault, FaultKind
from sunhall.kernel.errors import Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, permission_required

for_producer = permission_required(Permission.CARD_PRODUCE)
TONES = {BatchState.SENT: "sea", BatchState.RETURNED: "sun", BatchState.DELIVERED: "jade"}
FAULTS = {
    FaultKind.NOT_TEXT: gettext_lazy("文件不是 UTF-8 文本"),
    FaultKind.HEAD: gettext_lazy("首行不对：应为本批次的结果文件，张数相符"),
    FaultKind.TAIL: gettext_lazy("末行不对：张数或者 SHA-256 与内容不符，文件不完整或者被改动"),
    FaultKind.FORM: gettext_lazy("格式不对：应有 6 栏，以 L 开头"),
    FaultKind.SUM: gettext_lazy("本行校验和不符"),
    FaultKind.UNKNOWN: gettext_lazy("行号与卡号不属于本批次"),
    FaultKind.TWICE: gettext_lazy("同一行出现了两次"),
    FaultKind.MISSING: gettext_lazy("有的卡没有结果"),
    FaultKind.OUTCOME: gettext_lazy("结果应为 OK，或者 FAULT 加原因"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_producer
@once
def list_batches(request: HttpRequest) -> HttpResponse:
    """List the batches, newest first; make one of the cards that wait."""
    by = actor_of(request)
    if request.method == "POST":
        try:
            made = actions.make_batch(by)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect("citizencards:batches")
        messages.success(
            request,
            _("批次 %(number)s，共 %(count)s 张。") % {"number": made.number, "count": made.count},
        )
        return redirect("citizencards:batch", made.pk)
    page = queries.list_batches(by, after=read_key(request.GET.get("after")))
    waiting = queries.count_waiting(by, CardState.APPLIED)
    context = {
        "batches": [(one, TONES[BatchState(one.state)]) for one in page.items],
        "waiting": f"{queries.COUNTED}+" if waiting > queries.COUNTED else waiting,
        "next": f"?after={page.next}" if page.next else None,
    }
    return render(request, "citizencards/batches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_producer
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show a batch with its cards, and take the producer's result."""
    form = ResultForm(request.POST or None, request.FILES or None)
    faults: list[tuple[int, Any]] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            content = form.cleaned_data["file"]
            try:
                actions.take_result(actor_of(request), batch_id=batch_id, content=content)
            except ResultFileRefused as refusal:
                form.add_error("file", str(refusal))
                faults, status = _told(refusal.faults), 409
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, _("结果已入库。"))
                return redirect("citizencards:batch", batch_id)
    found = queries.get_batch(actor_of(request), batch_id)
    page = queries.list_lines(found, after=read_key(request.GET.get("after")))
    context = {
        "batch": found,
        "tone": TONES[BatchState(found.state)],
        "lines": page.items,
        "next": f"?after={page.next}" if page.next else None,
        "form": form,
        "faults": faults,
    }
    return render(request, "citizencards/batch.html", context, status=status)


@require_safe
@for_producer
def file(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Hand out the file that goes to the producer."""
    by = actor_of(request)
    found = queries.get_batch(by, batch_id)
    content = actions.hand_out_file(by, batch_id=batch_id)
    name = content_disposition_header(True, f"card-batch-{found.number}.csv") or "attachment"
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(content, "text/csv; charset=utf-8", headers=headers)


@require_POST
@for_producer
def deliver(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Deliver the cards of a batch to the counters."""
    try:
        actions.deliver_batch(actor_of(request), batch_id=batch_id)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("已送达窗口，持卡人可以来领。"))
    return redirect("citizencards:batch", batch_id)


def _told(faults: Sequence[Fault]) -> list[tuple[int, Any]]:
    return [(fault.line, FAULTS[fault.kind]) for fault in faults]
