"""What waits for the head of the organ: one by one, or several together."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.business.penalties.actions.asking import grant_approval, return_approval
from sunhall.business.penalties.actions.bulk import grant_approvals, return_approvals
from sunhall.business.penalties.choices import CaseStep
from sunhall.business.penalties.forms.deciding import AnswerForm
from sunhall.business.penalties.models import Approval
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import queues
from sunhall.business.penalties.queries.case_file import CaseFile
from sunhall.business.penalties.views.cases.approval import show_request
from sunhall.business.penalties.views.cases.bulk import numbers_in, tell_result
from sunhall.business.penalties.views.cases.page import header_of
from sunhall.business.penalties.views.cases.queues import party_name
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, confirmation_required, permission_required

GRANT, RETURN = "grant", "return"


@require_http_methods(["GET", "POST"])
@permission_required(Permission.CASE_APPROVE)
@once
def list_approvals(request: HttpRequest) -> HttpResponse:
    """List what waits, and answer what is chosen; each is an act of its own."""
    by = actor_of(request)
    if request.method == "POST":
        _answer_chosen(request, by)
        return redirect("cases:approvals")
    page = queues.list_approvals(by, after=read_key(request.GET.get("after")) or 0)
    context = {
        "rows": [
            {"approval": one, "party": party_name(by, one.case), "request": show_request(one)}
            for one in page.items
        ],
        "next": f"{reverse('cases:approvals')}?after={page.next}" if page.next else None,
    }
    return render(request, "penalties/cases/approvals.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.CASE_APPROVE)
@confirmation_required
@once
def answer(request: HttpRequest, case_id: int, approval_id: int) -> HttpResponse:
    """Show one request with the case it is about, and answer it."""
    by = actor_of(request)
    file = CaseFile(by, case_id)
    approval = next((one for one in file.approvals if one.pk == approval_id), None)
    if approval is None or not file.is_of_own_organization:
        raise NotFound(str(CaseStep.ANSWER_APPROVAL.label), approval_id)
    form = AnswerForm(request.POST or None, file=file)
    if request.method == "POST" and form.is_valid():
        opinion = form.cleaned_data["opinion"]
        try:
            _answer(by, approval.pk, request.POST.get("do", ""), opinion)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已答复，并记入日志。"))
            return redirect("cases:case", case_id)
    context: dict[str, Any] = {
        **header_of(file),
        "approval": approval,
        "request_shown": show_request(approval),
        "form": form,
    }
    status = 409 if form.errors else 200
    return render(request, "penalties/cases/approval.html", context, status=status)


def _answer(by: Actor, approval_id: int, do: str, opinion: str) -> Approval:
    if do == GRANT:
        return grant_approval(by, approval_id=approval_id, opinion=opinion)
    if do == RETURN:
        return return_approval(by, approval_id=approval_id, opinion=opinion)
    raise NotFound(str(CaseStep.ANSWER_APPROVAL.label), do)


def _answer_chosen(request: HttpRequest, by: Actor) -> None:
    """Answer each request that is chosen, and name each that could not be."""
    opinion = request.POST.get("opinion", "").strip()
    keys = numbers_in(request.POST.getlist("ids"))
    if not keys:
        messages.warning(request, _("请先选择要答复的事项。"))
        return
    act = grant_approvals if request.POST.get("do") == GRANT else return_approvals
    labels = queues.labels_of_approvals(by, keys)
    tell_result(request, act(by, approval_ids=keys, opinion=opinion), labels)
