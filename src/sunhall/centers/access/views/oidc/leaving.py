"""Signing out where an application leads (RP-initiated logout), and letting devices in."""

from typing import Any

from django.contrib.auth import logout as forget
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.centers.access import actions, queries
from sunhall.centers.access.actions.authorizations import find_device
from sunhall.centers.access.models import Application
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.queries.keys import read_hint
from sunhall.centers.access.views.adapters import client_address
from sunhall.centers.access.views.leading_back import may_lead_to
from sunhall.centers.access.views.oidc.authorizing import SCOPE_WORDS, proof_of
from sunhall.centers.access.views.oidc.requests import Unredirectable, issuer_of, lead_back
from sunhall.centers.access.views.sessions import HOME, own_account
from sunhall.kernel.errors import Refusal
from sunhall.kernel.views import actor_of


@csrf_exempt
@require_http_methods(["GET", "POST"])
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out at once if the application knows who it is, else ask; then lead back."""
    if request.method == "POST":
        return HttpResponseRedirect(f"{request.path}?{request.POST.urlencode()}")
    try:
        application, hint, target = _read(request, request.GET)
    except Unredirectable:
        return render(request, "access/oidc_wrong.html", status=400)
    by = actor_of(request)
    if by.is_visitor:
        return _lead_on(target, request.GET)
    if application and hint.get("sub") == queries.subject(application, own_account(request)):
        return _sign_out(request, target, request.GET)
    response = render(request, "access/logout.html", {"params": request.GET.urlencode()})
    return may_lead_to(response, target) if target else response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out after having been asked."""
    params = QueryDict(request.POST.get("params", "")[:5000])
    try:
        _application, _hint, target = _read(request, params)
    except Unredirectable:
        return render(request, "access/oidc_wrong.html", status=400)
    if actor_of(request).is_visitor:
        return _lead_on(target, params)
    return _sign_out(request, target, params)


def _read(request: HttpRequest, params: QueryDict) -> tuple[Application | None, Any, str]:
    """Return who leads here, what its ID token says, and where to go on.

    Raises:
        Unredirectable: the parts do not go together, or the address is not registered.
    """
    text = params.get("id_token_hint", "")
    hint = read_hint(text, issuer_of(request)) or {}
    if text and not hint:
        raise Unredirectable()
    client_id = params.get("client_id", "") or hint.get("aud", "")
    if hint and hint["aud"] != client_id:
        raise Unredirectable()
    application = queries.active_application(client_id) if client_id else None
    target = params.get("post_logout_redirect_uri", "")
    if target and (application is None or target not in application.post_logout_uris):
        raise Unredirectable()
    return application, hint, target


def _sign_out(request: HttpRequest, target: str, params: QueryDict) -> HttpResponse:
    key = request.session.session_key or ""
    actions.sign_out(actor_of(request), account_id=own_account(request).pk, session_key=key)
    forget(request)
    return _lead_on(target, params)


def _lead_on(target: str, params: QueryDict) -> HttpResponse:
    return lead_back(target, {"state": params.get("state", "")}) if target else redirect(HOME)


@require_http_methods(["GET", "POST"])
def device(request: HttpRequest) -> HttpResponse:
    """Let somebody type the code that a device shows, and say whether it may go on."""
    by = actor_of(request)
    if by.is_visitor or not by.may(Permission.ACCOUNT_OWN):
        return redirect_to_login(request.get_full_path())
    code = request.POST.get("code") or request.GET.get("code", "")
    context: dict[str, Any] = {"code": code[:20]}
    try:
        if request.POST.get("answer"):
            is_granted = request.POST["answer"] == "agree"
            context["done"] = actions.answer_device(
                by, user_code=code[:20], is_granted=is_granted, proof=proof_of(request)
            )
            context["is_granted"] = is_granted
        elif code:
            actions.check_guesses(by, login=own_account(request).login)
            waiting = find_device(code[:20], by.moment)
            context["waiting"] = waiting
            context["scopes"] = [SCOPE_WORDS[scope] for scope in waiting.scopes]
    except Refusal as refusal:
        login = own_account(request).login
        actions.note_failure(by, login=login, address=client_address(request))
        context["fault"] = str(refusal)
    return render(request, "access/device.html", context, status=422 if "fault" in context else 200)
