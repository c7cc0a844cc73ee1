"""Signing on to an application: the authorization endpoint and the page that asks for consent."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.centers.access import actions, queries
from sunhall.centers.access.actions.authorizations import Asked, Proof
from sunhall.centers.access.models import Application
from sunhall.centers.access.queries.keys import read_hint
from sunhall.centers.access.rules import oidc
from sunhall.centers.access.views.actors import METHODS_KEY
from sunhall.centers.access.views.leading_back import may_lead_to
from sunhall.centers.access.views.oidc.requests import (
    AuthorizationRequest,
    Unredirectable,
    Wrong,
    issuer_of,
    lead_back,
    read_request,
    read_target,
)
from sunhall.centers.access.views.sessions import own_account
from sunhall.kernel.views import PROVED_KEY, actor_of

SALT = "sunhall.oidc.consent"
CONSENT_SECONDS = 600
ASKED_KEY = "login_asked"
SCOPE_WORDS = {
    oidc.OPENID: _("知道您是同一个人，不知道您是谁"),
    oidc.PROFILE: _("您的姓名，以及您是市民、企业代理人还是工作人员"),
    oidc.POST: _("您所选的岗位和单位"),
    oidc.ENTERPRISE: _("您所代理的企业"),
    oidc.OFFLINE: _("在您退出以后继续使用以上信息，最多三十天"),
}


@csrf_exempt
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Sign whoever is in front of the browser on to an application.

    What is posted comes from elsewhere, without a session; it is asked again in the address.
    """
    if request.method == "POST":
        return HttpResponseRedirect(f"{request.path}?{request.POST.urlencode()}")
    try:
        _application, redirect_uri = read_target(request.GET)
    except Unredirectable:
        return render(request, "access/oidc_wrong.html", status=400)
    try:
        return _answer(request, read_request(request.GET))
    except Wrong as wrong:
        state = request.GET.get("state", "")[:1000]
        return _refuse(request, redirect_uri, wrong, state)


def _answer(request: HttpRequest, asked: AuthorizationRequest) -> HttpResponse:
    is_silent = "none" in asked.prompts
    if actor_of(request).is_visitor or actor_of(request).account_id is None:
        if is_silent:
            raise Wrong("login_required")
        return redirect_to_login(request.get_full_path())
    if asked.hint and not _is_of(request, asked):
        raise Wrong("login_required", "id_token_hint")
    if not _is_fresh(request, asked):
        if is_silent:
            raise Wrong("login_required")
        return redirect_to_login(request.get_full_path(), reverse("access:confirm"))
    account = own_account(request)
    is_agreed = queries.has_consented(account.pk, asked.application, asked.scopes)
    if is_agreed and "consent" not in asked.prompts:
        return _let_in(request, asked.application, _plain(asked))
    if is_silent:
        raise Wrong("consent_required")
    return _ask(request, asked)


def _is_of(request: HttpRequest, asked: AuthorizationRequest) -> bool:
    """Tell whether the ID token that is hinted at is of whoever is signed on."""
    hint = read_hint(asked.hint, issuer_of(request)) or {}
    return bool(hint.get("sub") == queries.subject(asked.application, own_account(request)))


def _is_fresh(request: HttpRequest, asked: AuthorizationRequest) -> bool:
    """Tell whether its owner has proved the session as lately as the application wants."""
    now = actor_of(request).moment.timestamp()
    proved = request.session.get(PROVED_KEY, 0)
    if asked.max_age is not None and now - proved > asked.max_age:
        return False
    if "login" not in asked.prompts:
        return True
    asking = hashlib.sha256(request.get_full_path().encode()).hexdigest()
    known: dict[str, Any] = request.session.get(ASKED_KEY, {})
    if known.get("asking") == asking and proved >= known["at"]:
        del request.session[ASKED_KEY]
        return True
    request.session[ASKED_KEY] = {"asking": asking, "at": int(now) + 1}
    return False


def _ask(request: HttpRequest, asked: AuthorizationRequest) -> HttpResponse:
    signed = signing.dumps({**_plain(asked), "account": own_account(request).pk}, salt=SALT)
    context = {
        "application": asked.application,
        "scopes": [SCOPE_WORDS[scope] for scope in asked.scopes],
        "request_text": signed,
    }
    response = render(request, "access/consent.html", context)
    return may_lead_to(response, asked.redirect_uri)


@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Take somebody's answer to what an application would learn."""
    by = actor_of(request)
    text = request.POST.get("request", "")[: 4 * oidc.LONGEST_PARAMETER]
    try:
        asked = signing.loads(text, salt=SALT, max_age=CONSENT_SECONDS)
    except signing.BadSignature:
        return render(request, "access/oidc_wrong.html", status=400)
    application = queries.active_application(asked["client_id"])
    if application is None or asked["account"] != by.account_id:
        return render(request, "access/oidc_wrong.html", status=400)
    if request.POST.get("answer") != "agree":
        return _refuse(request, asked["redirect_uri"], Wrong("access_denied"), asked["state"])
    scopes = tuple(asked["scopes"])
    actions.give_consent(by, application_id=application.pk, scopes=scopes)
    return _let_in(request, application, asked)


def _let_in(request: HttpRequest, application: Application, asked: dict[str, Any]) -> HttpResponse:
    wish = Asked(
        scopes=tuple(asked["scopes"]),
        redirect_uri=asked["redirect_uri"],
        challenge=asked["challenge"],
        nonce=asked["nonce"],
    )
    code = actions.authorize(
        actor_of(request), application_id=application.pk, asked=wish, proof=proof_of(request)
    )
    answer = {"code": code, "state": asked["state"], "iss": issuer_of(request)}
    return lead_back(asked["redirect_uri"], answer)


def _refuse(request: HttpRequest, redirect_uri: str, wrong: Wrong, state: str) -> HttpResponse:
    answer = {"error": wrong.code, "error_description": wrong.detail, "state": state}
    return lead_back(redirect_uri, {**answer, "iss": issuer_of(request)})


def proof_of(request: HttpRequest) -> Proof:
    """Return how whoever is signed on proved to be who they are."""
    return Proof(
        session_key=request.session.session_key or "",
        proved_at=datetime.fromtimestamp(request.session.get(PROVED_KEY, 0), UTC),
        methods=tuple(request.session.get(METHODS_KEY, ())),
        issuer=issuer_of(request),
    )


def _plain(asked: AuthorizationRequest) -> dict[str, Any]:
    return {
        "client_id": asked.application.client_id,
        "redirect_uri": asked.redirect_uri,
        "state": asked.state,
        "scopes": list(asked.scopes),
        "nonce": asked.nonce,
        "challenge": asked.challenge,
    }
