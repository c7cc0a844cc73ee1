"""The counter: accounts are found, opened, disabled, and activation codes handed out."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access import actions, queries
from sunhall.centers.access.forms import (
    CitizenAccountForm,
    EnterpriseForm,
    PersonAccountForm,
    ReasonForm,
)
from sunhall.centers.access.models import Account
from sunhall.centers.access.permissions import Permission
from sunhall.directory.queries import get_person
from sunhall.kernel.errors import NotFound, Refusal
from sunhall.kernel.events import event_words
from sunhall.kernel.journal import history_of
from sunhall.kernel.revealing import RevealForm
from sunhall.kernel.views import actor_of, confirmation_required, permission_required

DEEDS: dict[str, Callable[..., object]] = {
    "enable": actions.enable_account,
    "end-sessions": actions.end_all_sessions,
    "remove-factors": actions.remove_all_factors,
}
"""What needs no form: the account's key says all."""


@require_safe
@permission_required(Permission.ACCOUNT_MAINTAIN)
def list_accounts(request: HttpRequest) -> HttpResponse:
    """List accounts, or find one."""
    query, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    page = queries.list_accounts(actor_of(request), query=query, after=after)
    return render(request, "access/accounts.html", {"page": page, "query": query, "after": after})


@require_safe
@permission_required(Permission.ACCOUNT_MAINTAIN)
def show(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show an account: whose it is, how it signs on, what was done to it."""
    return _page(request, queries.get_account(actor_of(request), account_id), RevealForm())


@require_POST
@permission_required(Permission.ACCOUNT_MAINTAIN)
def reveal(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show a citizen's data once to whoever says what for; the journal keeps it."""
    by, form = actor_of(request), RevealForm(request.POST)
    account = queries.get_account(by, account_id)
    if not form.is_valid():
        return _page(request, account, form, status=422)
    actions.reveal_citizen(by, account_id=account.pk, purpose=form.cleaned_data["purpose"])
    response = _page(request, account)
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest, account: Account, form: RevealForm | None = None, status: int = 200
) -> HttpResponse:
    """Show an account; without a form its citizen has been revealed."""
    by = actor_of(request)
    entries = history_of("access.account", account.pk, limit=30)
    context = {
        "is_revealed": form is None,
        "reveal": form if account.citizen else None,
        "reveal_url": reverse("access:reveal", args=[account.pk]),
        "account": account,
        "factors": queries.factors_of(account.pk),
        "sessions": queries.list_sessions(by, account.pk),
        "is_own": account.pk == by.account_id,
        "history": [(entry, event_words(entry.event)) for entry in entries],
    }
    return render(request, "access/account.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ACCOUNT_MAINTAIN)
@confirmation_required
def open_for_person(request: HttpRequest) -> HttpResponse:
    """Open an account for somebody who works for the city."""
    by = actor_of(request)

    def act(values: dict[str, Any]) -> Account:
        person = get_person(by, values["employee_number"])
        return actions.open_account(by, login=values["login"], person_id=person.pk)

    return _fill_in(request, PersonAccountForm(request.POST or None), act, _("给工作人员开账号"))


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ACCOUNT_MAINTAIN)
@confirmation_required
def open_for_citizen(request: HttpRequest) -> HttpResponse:
    """Open an account for a citizen who stands at the counter with their ID."""
    by, form = actor_of(request), CitizenAccountForm(request.POST or None)
    return _fill_in(
        request, form, lambda values: actions.open_citizen_account(by, **values), _("给市民开账号")
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ACCOUNT_MAINTAIN)
@confirmation_required
def register_enterprise(request: HttpRequest) -> HttpResponse:
    """Register an enterprise with its legal representative."""
    by, form = actor_of(request), EnterpriseForm(request.POST or None)
    return _fill_in(
        request, form, lambda values: actions.register_enterprise(by, **values), _("登记企业")
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ACCOUNT_MAINTAIN)
@confirmation_required
def disable(request: HttpRequest, account_id: int) -> HttpResponse:
    """Disable an account, with the reason."""
    by = actor_of(request)
    account = queries.get_account(by, account_id)

    def act(values: dict[str, Any]) -> Account:
        return actions.disable_account(by, account_id=account.pk, **values)

    title = _("停用账号：%(login)s") % {"login": account.login}
    return _fill_in(request, ReasonForm(request.POST or None), act, title, is_danger=True)


@require_POST
@permission_required(Permission.ACCOUNT_MAINTAIN)
@confirmation_required
def issue_code(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show a new activation code, once, to be handed over."""
    by = actor_of(request)
    code = actions.issue_activation_code(by, account_id=account_id)
    account = queries.get_account(by, account_id)
    return render(request, "access/code.html", {"account": account, "code": code})


@require_POST
@permission_required(Permission.ACCOUNT_MAINTAIN)
@confirmation_required
def do(request: HttpRequest, account_id: int, deed: str) -> HttpResponse:
    """Do to an account what needs no form."""
    if deed not in DEEDS:
        raise NotFound(_("办理"), deed)
    DEEDS[deed](actor_of(request), account_id=account_id)
    messages.success(request, _("已办理，并记入日志。"))
    return redirect("access:account", account_id)


def _fill_in(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    title: str,
    *,
    is_danger: bool = False,
) -> HttpResponse:
    """Show the form; when it is filled in, act; when refused, say why on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except (Refusal, NotFound) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已办理：%(title)s") % {"title": title})
            if isinstance(made, Account):
                return redirect("access:account", made.pk)
            return redirect("access:accounts")
    context = {
        "form": form,
        "title": title,
        "back": reverse("access:accounts"),
        "is_danger": is_danger,
    }
    return render(request, "access/counter_form.html", context, status=422 if form.errors else 200)
