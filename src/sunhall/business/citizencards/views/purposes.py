"""What departments may look at cards for, granted by who answers for personal data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.business.citizencards import actions, queries
from sunhall.business.citizencards.forms import EndPurposeForm, PurposeForm
from sunhall.business.citizencards.permissions import Permission
from sunhall.directory import queries as directory
from sunhall.kernel.errors import Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.views import actor_of, permission_required


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.PURPOSE_GRANT)
@once
def list_purposes(request: HttpRequest) -> HttpResponse:
    """List every department's purposes, and grant one."""
    by = actor_of(request)
    organizations = [(one.code, one.name) for one in directory.list_organizations(by)]
    form = PurposeForm(
        request.POST or None, organizations=organizations, initial={"valid_from": by.today}
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.grant_purpose(by, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, _("用途已登记。"))
                return redirect("citizencards:purposes")
    context = {"purposes": queries.list_purposes(by), "form": form, "today": by.today}
    return render(request, "citizencards/purposes.html", context, status=status)


@require_POST
@permission_required(Permission.PURPOSE_GRANT)
def end(request: HttpRequest, purpose_id: int) -> HttpResponse:
    """End a purpose from today on."""
    by = actor_of(request)
    form = EndPurposeForm(request.POST)
    if form.is_valid():
        actions.end_purpose(by, purpose_id=purpose_id, **form.cleaned_data)
        messages.success(request, _("用途已终止。"))
    else:
        messages.warning(request, _("请填写失效日期。"))
    return redirect("citizencards:purposes")
