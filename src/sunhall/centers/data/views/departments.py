"""The desk of a department: look licenses up for a granted purpose; grant purposes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.centers.data import actions, queries
from sunhall.centers.data.forms import LookUpForm, PurposeForm
from sunhall.centers.data.permissions import Permission
from sunhall.directory import queries as directory
from sunhall.kernel.errors import Refusal
from sunhall.kernel.idempotency import once
from sunhall.kernel.views import actor_of, permission_required

for_granters = permission_required(Permission.PURPOSE_GRANT)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.LICENSE_USE)
def look_up(request: HttpRequest) -> HttpResponse:
    """Show a holder's good licenses for one of the department's purposes."""
    by = actor_of(request)
    purposes = queries.list_own_purposes(by)
    form = LookUpForm(request.POST or None, purposes=purposes)
    found: list[queries.ShownLicense] | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                found = actions.look_up(by, **form.cleaned_data)
                status = 200
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = 409
    context = {"form": form, "purposes": purposes, "found": found}
    return render(request, "data/lookup.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_granters
@once
def list_purposes(request: HttpRequest) -> HttpResponse:
    """List the purposes of all departments; grant another."""
    by = actor_of(request)
    organizations = [(one.code, one.name) for one in directory.list_organizations(by)]
    kinds = [kind for kind in queries.list_kinds(by) if not kind.is_synthetic]
    form = PurposeForm(
        request.POST or None,
        organizations=organizations,
        kinds=kinds,
        initial={"valid_from": by.today},
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
                return redirect("data:purposes")
    context = {"form": form, "purposes": queries.list_purposes(by), "today": by.today}
    return render(request, "data/purposes.html", context, status=status)


@require_POST
@for_granters
def end(request: HttpRequest, purpose_id: int) -> HttpResponse:
    """End a purpose today."""
    by = actor_of(request)
    actions.end_purpose(by, purpose_id=purpose_id, valid_to=by.today)
    messages.success(request, _("用途已终止。"))
    return redirect("data:purposes")
