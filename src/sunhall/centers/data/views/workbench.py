"""The issuer's desk: finding licenses, issuing, and every act on one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access.permissions import Permission as AccessPermission
from sunhall.centers.access.queries import list_ready_seals
from sunhall.centers.data import actions, forms, queries
from sunhall.centers.data.choices import LicenseState, Occasion
from sunhall.centers.data.models import License
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.rules.states import LIVE, leading_to
from sunhall.centers.data.views.shown import (
    TONES,
    content_of,
    show_row,
    tell,
    verify_address,
)
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden, Refusal
from sunhall.kernel.files import handed_out
from sunhall.kernel.idempotency import once
from sunhall.kernel.paging import read_key
from sunhall.kernel.views import actor_of, permission_required

for_issuers = permission_required(Permission.LICENSE_ISSUE)
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a license: what it is called, what it asks for, who may, and in which states."""

    label: str | Promise
    call: Callable[..., Any]
    form: type[forms.DataForm]
    states: frozenset[str]
    permission: str
    icon: str
    is_grave: bool = False


ISSUE, END = Permission.LICENSE_ISSUE, Permission.LICENSE_END
NOT_ENDED = frozenset(LIVE)
ACTS: dict[str, Act] = {
    "inspect": Act(
        gettext_lazy("年检"), actions.inspect_license, forms.InspectForm, NOT_ENDED, ISSUE, "check"
    ),
    "modify": Act(
        gettext_lazy("变更"), actions.modify_license, forms.ModifyForm, NOT_ENDED, ISSUE, "edit"
    ),
    "extend": Act(
        gettext_lazy("延续"),
        actions.extend_license,
        forms.ExtendForm,
        NOT_ENDED,
        ISSUE,
        "calendar",
    ),
    "seal": Act(
        gettext_lazy("报请用印"),
        actions.ask_for_seal,
        forms.SealForm,
        NOT_ENDED,
        AccessPermission.SEAL_REQUEST,
        "shield",
    ),
    "suspend": Act(
        gettext_lazy("暂停"),
        actions.suspend_license,
        forms.ReasonForm,
        leading_to(LicenseState.SUSPENDED),
        END,
        "alert",
    ),
    "resume": Act(
        gettext_lazy("恢复"),
        actions.resume_license,
        forms.DataForm,
        frozenset({LicenseState.SUSPENDED}),
        END,
        "check",
    ),
    "revoke": Act(
        gettext_lazy("吊销、撤销"),
        actions.revoke_license,
        forms.RevokeForm,
        leading_to(LicenseState.REVOKED),
        END,
        "gavel",
        is_grave=True,
    ),
    "withdraw": Act(
        gettext_lazy("撤回"),
        actions.withdraw_license,
        forms.WithdrawForm,
        leading_to(LicenseState.WITHDRAWN),
        END,
        "flag",
        is_grave=True,
    ),
    "cancel": Act(
        gettext_lazy("注销"),
        actions.cancel_license,
        forms.CancelForm,
        leading_to(LicenseState.CANCELLED),
        END,
        "trash",
        is_grave=True,
    ),
}


@require_safe
@for_issuers
def list_licenses(request: HttpRequest) -> HttpResponse:
    """List the licenses of the organization, newest first."""
    by = actor_of(request)
    state = request.GET.get("state", "")
    wanted = queries.Wanted(
        kind=request.GET.get("kind", "")[:21],
        state=state if state in LicenseState.values else "",
        text=request.GET.get("q", "").strip()[:LONGEST_TEXT],
    )
    after = read_key(request.GET.get("after"))
    page = queries.list_licenses(by, wanted, after=after)
    asked = (("q", wanted.text), ("state", wanted.state), ("kind", wanted.kind))
    kept = {name: value for name, value in asked if value}
    context = {
        "licenses": [show_row(one) for one in page.items],
        "wanted": wanted,
        "is_narrowed": bool(kept),
        "states": LicenseState.choices,
        "kinds": queries.list_issued_here(by),
        "first": f"?{urlencode(kept)}" if after else None,
        "next": f"?{urlencode({**kept, 'after': page.next})}" if page.next else None,
    }
    return render(request, "data/list.html", context)


@require_safe
@for_issuers
def choose_kind(request: HttpRequest) -> HttpResponse:
    """List what the organization issues."""
    return render(
        request, "data/choose.html", {"kinds": queries.list_issued_here(actor_of(request))}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_issuers
@once
def issue(request: HttpRequest, code: str) -> HttpResponse:
    """Issue a license of a kind."""
    by = actor_of(request)
    kind = queries.get_kind(by, code)
    template = queries.current_template(by, kind)
    form = forms.IssueForm(request.POST or None, template=template)
    form.order_fields(["holder_identifier", "holder_name"])
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = actions.issue_license(
                    by,
                    kind_code=code,
                    holder_identifier=given["holder_identifier"],
                    holder_name=given["holder_name"],
                    data=form.data_given,
                    conditions=form.conditions_given,
                    valid_from=given["valid_from"],
                    valid_to=given["valid_to"],
                )
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, _("已颁发，编号 %(number)s。") % {"number": made.number})
                return redirect("data:license", made.pk)
    return render(request, "data/issue.html", {"form": form, "kind": kind}, status=status)


@require_safe
@for_issuers
def license(request: HttpRequest, license_id: int) -> HttpResponse:
    """Show a license, what can be done with it, what happened to it."""
    return _page(request, queries.get_license(actor_of(request), license_id))


@require_safe
@for_issuers
def document(request: HttpRequest, license_id: int) -> HttpResponse:
    """Hand out the license on paper."""
    found = queries.get_license(actor_of(request), license_id)
    return pdf_of(request, found)


def pdf_of(request: HttpRequest, found: License) -> HttpResponse:
    """Return the last version of a license as PDF."""
    version = found.versions.get(version=found.version)
    content = queries.pdf_of_version(version, verify_address(request, version))
    return handed_out(content, "application/pdf", f"{found.number}.pdf")


@require_POST
@for_issuers
@once
def act(request: HttpRequest, license_id: int, act: str) -> HttpResponse:
    """Do something with a license.

    Raises:
        Forbidden: whoever does it may not.
    """
    by = actor_of(request)
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    if not by.may(chosen.permission):
        raise Forbidden(chosen.permission)
    found = queries.get_license(by, license_id)
    form = _form(by, found, act, request.POST)
    status = 422
    if form.is_valid():
        try:
            chosen.call(by, license_id=license_id, **_given(request, found, act, form))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("%(act)s办好了。") % {"act": chosen.label})
            return redirect("data:license", license_id)
    return _page(request, found, {act: form}, status=status)


def _given(request: HttpRequest, found: License, act: str, form: Any) -> dict[str, Any]:
    """Return what an act is told, from its form."""
    if act == "modify":
        return {
            "data": form.data_given,
            "conditions": form.conditions_given,
            "reason": form.cleaned_data["reason"],
        }
    if act == "seal":
        return {**form.cleaned_data, "verify_at": verify_address(request, found)}
    return dict(form.cleaned_data)


def _form(by: Actor, found: License, act: str, data: Any = None) -> forms.DataForm:
    form_class = ACTS[act].form
    told: dict[str, Any] = {"prefix": act}
    if form_class is forms.ModifyForm:
        template = queries.current_template(by, found.kind)
        told |= {"template": template, "initial": forms.ModifyForm.values_of(found)}
    elif form_class is forms.SealForm:
        told["seals"] = list_ready_seals(by)
    elif form_class is forms.InspectForm:
        told["initial"] = {"year": by.today.year}
    return form_class(data, **told)


def _offered(by: Actor, found: License) -> list[str]:
    """Return the acts that the actor may do with a license as it stands."""
    names = [
        name for name, one in ACTS.items() if by.may(one.permission) and found.state in one.states
    ]
    unfit = {
        "inspect": not found.template.is_inspected,
        "extend": found.valid_to is None,
        "seal": found.versions.filter(
            version=found.version, seals__state__in=("requested", "sealed")
        ).exists(),
    }
    return [name for name in names if not unfit.get(name)]


def _page(
    request: HttpRequest,
    found: License,
    filled: dict[str, forms.DataForm] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    by, given = actor_of(request), filled or {}
    field = found.organization.domain_code
    identifier = found.holder.identifier
    effects = (
        queries.effects_on(by, identifier, Occasion.ANNUAL_INSPECTION, field)
        if by.may(Permission.CONDUCT_VIEW)
        else []
    )
    context: dict[str, Any] = {
        "license": found,
        "shown": show_row(found),
        "content": content_of(found),
        "acts": [
            {"name": name, "act": ACTS[name], "form": given.get(name) or _form(by, found, name)}
            for name in dict.fromkeys([*_offered(by, found), *given])
        ],
        "opened": set(given),
        "effects": effects,
        "inspections": list(found.inspections.order_by("-year", "-pk")),
        "versions": list(found.versions.order_by("-version")),
        "sealed": found.versions.filter(version=found.version, seals__state="sealed").exists(),
        "history": tell(queries.history_of(found)),
        "tones": TONES,
    }
    return render(request, "data/license.html", context, status=status)
