"""Proving once more to be who one is, before a weighty act."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sunhall.centers.access import actions, queries
from sunhall.centers.access.errors import WrongPassword, WrongSecondFactor
from sunhall.centers.access.forms import ConfirmForm
from sunhall.centers.access.rules import strength
from sunhall.centers.access.views.actors import METHODS_KEY
from sunhall.centers.access.views.adapters import client_address
from sunhall.centers.access.views.leading_back import leads_back
from sunhall.centers.access.views.passkeys import owner_of_passkey
from sunhall.centers.access.views.sessions import HOME, next_of, own_account
from sunhall.kernel.errors import Refusal
from sunhall.kernel.views import PROVED_KEY, actor_of


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
@leads_back
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the password, with the second factor where there is one, or for a passkey."""
    by = actor_of(request)
    if by.is_visitor:
        return redirect_to_login(request.get_full_path())
    account = own_account(request)
    is_demo = settings.SUNHALL_DEMO and account.is_demo and not account.has_usable_password()
    factors = queries.factors_of(account.pk)
    is_typed = request.method == "POST" and "password" in request.POST
    form = ConfirmForm(request.POST if is_typed else None, needs_code=factors.exist)
    if request.method == "POST" and (not is_typed or form.is_valid()):
        proof = form.cleaned_data if is_typed else _proof(request, is_demo=is_demo)
        try:
            methods = actions.confirm(by, **proof)
        except (WrongPassword, WrongSecondFactor) as refusal:
            actions.note_failure(by, login=account.login, address=client_address(request))
            form.add_error(None, str(refusal)) if is_typed else None
        except Refusal as refusal:
            form.add_error(None, str(refusal)) if is_typed else None
        else:
            known = request.session.get(METHODS_KEY, [])
            request.session[METHODS_KEY] = sorted({*known, *methods})
            request.session[PROVED_KEY] = int(by.moment.timestamp())
            return redirect(next_of(request) or HOME)
    context = {"form": form, "next": next_of(request), "is_demo": is_demo, "factors": factors}
    return render(request, "access/confirm.html", context, status=422 if form.errors else 200)


def _proof(request: HttpRequest, *, is_demo: bool) -> dict[str, Any]:
    """Return what proves it without a password: a click in the demonstration, or a passkey."""
    if is_demo:
        return {"methods": (strength.DEMO,)}
    owner = owner_of_passkey(request)
    is_own = owner is not None and owner.pk == own_account(request).pk
    return {"methods": (strength.PASSKEY,)} if is_own else {}
