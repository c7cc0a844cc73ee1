"""Passkeys: what the browser is asked, and what it answers (WebAuthn)."""

import json
from typing import Any

from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access import actions
from sunhall.centers.access.errors import UnknownPasskey
from sunhall.centers.access.forms import PasskeyForm
from sunhall.centers.access.models import Account
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules import strength
from sunhall.centers.access.views.sessions import open_session, own_account
from sunhall.kernel.views import actor_of, confirmation_required, permission_required

CREDENTIAL_LENGTH = 20_000


@require_safe
def options(request: HttpRequest) -> JsonResponse:
    """Say what the browser shall sign to use a passkey of whoever is in front of it."""
    return _json(webauthn.begin_authentication())


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign on by a passkey: it is held, and its holder verified, so it is two factors."""
    account = owner_of_passkey(request)
    if account is None:
        raise UnknownPasskey()
    return open_session(request, account, (strength.PASSKEY,))


def owner_of_passkey(request: HttpRequest) -> Account | None:
    """Return whose passkey has signed what was asked; none if it is nobody's."""
    credential = _credential(request)
    try:
        account: Account = webauthn.extract_user_from_response(credential)
        if not account.is_active:
            return None
        webauthn.complete_authentication(account, credential).record_usage()
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return account


@require_http_methods(["GET", "POST"])
@permission_required(Permission.ACCOUNT_OWN)
@confirmation_required
def add(request: HttpRequest) -> HttpResponse:
    """Let the owner of an account add a passkey."""
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        credential = _credential(request)
        try:
            webauthn.complete_registration(credential)
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
            form.add_error(None, _("浏览器没有建成通行密钥，请再试一次"))
        else:
            name = form.cleaned_data["name"]
            actions.add_passkey(actor_of(request), name=name, credential=credential)
            messages.success(request, _("通行密钥已经加入，下次可以不用密码登录。"))
            return redirect("access:recovery_codes")
    return render(
        request, "access/passkey.html", {"form": form}, status=422 if form.errors else 200
    )


@require_safe
@permission_required(Permission.ACCOUNT_OWN)
@confirmation_required
def creation_options(request: HttpRequest) -> JsonResponse:
    """Say what the browser shall make a passkey of."""
    return _json(webauthn.begin_registration(own_account(request), passwordless=True))


def _credential(request: HttpRequest) -> dict[str, Any]:
    """Return what the browser sent; empty if it is nothing that can be read."""
    text = request.POST.get("credential", "")
    try:
        read = json.loads(text) if len(text) < CREDENTIAL_LENGTH else {}
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _json(data: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(data)
    response["Cache-Control"] = "no-store"
    return response
