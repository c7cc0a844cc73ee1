"""What applications call themselves: tokens, what they say about people, and the discovery."""

from base64 import b64decode
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.centers.access import actions, queries
from sunhall.centers.access.actions.authorizations import authenticates
from sunhall.centers.access.models import Application, Authorization
from sunhall.centers.access.queries.keys import ALGORITHM, id_token, public_keys, token_key
from sunhall.centers.access.rules import oidc
from sunhall.centers.access.rules.strength import STRONG_LEVEL, WEAK_LEVEL
from sunhall.centers.access.views.adapters import client_address
from sunhall.centers.access.views.oidc.requests import Wrong, issuer_of
from sunhall.kernel.actor import Actor, Channel

ONE_HOUR = 3600
Endpoint = Callable[[HttpRequest, Application, Actor], dict[str, Any]]


def called_by_applications(endpoint: Endpoint) -> Callable[[HttpRequest], HttpResponse]:
    """Let a function be called by an application that has said who it is, and answer in JSON."""

    @csrf_exempt
    @require_POST
    @wraps(endpoint)
    def view(request: HttpRequest) -> HttpResponse:
        by = queries.visitor(timezone.now(), Channel.API)
        try:
            if any(len(values) > 1 for _name, values in request.POST.lists()):
                raise Wrong("invalid_request", "repeated parameter")
            response = JsonResponse(endpoint(request, _caller(request, by), by))
        except Wrong as wrong:
            response = _problem(wrong)
        response["Cache-Control"] = "no-store"
        response["Pragma"] = "no-cache"
        return response

    return view


@called_by_applications
def token(request: HttpRequest, application: Application, by: Actor) -> dict[str, Any]:
    """Give an application tokens for a code, a refresh token, a device, or itself."""
    given = request.POST.get("grant_type", "")
    grants = {
        oidc.AUTHORIZATION_CODE: _by_code,
        oidc.REFRESH_TOKEN: _by_refresh_token,
        oidc.CLIENT_CREDENTIALS: _by_itself,
        oidc.DEVICE_CODE: _by_device,
    }
    if not given:
        raise Wrong("invalid_request", "grant_type")
    if given not in grants:
        raise Wrong("unsupported_grant_type")
    if given not in application.grant_types:
        raise Wrong("unauthorized_client")
    return grants[given](request, application, by)


def _by_code(request: HttpRequest, application: Application, by: Actor) -> dict[str, Any]:
    row = actions.redeem_code(
        by,
        application=application,
        code=request.POST.get("code", ""),
        redirect_uri=request.POST.get("redirect_uri", ""),
        verifier=request.POST.get("code_verifier", ""),
    )
    if row is None:
        raise Wrong("invalid_grant")
    return _tokens(row, by.moment, queries.id_claims(row))


def _by_refresh_token(request: HttpRequest, application: Application, by: Actor) -> dict[str, Any]:
    wanted = tuple(request.POST.get("scope", "").split())
    text = request.POST.get("refresh_token", "")
    row = actions.refresh(by, application=application, text=text, scopes=wanted)
    if row is None:
        raise Wrong("invalid_grant")
    claims = queries.id_claims(row)
    claims.pop("nonce", None)
    return _tokens(row, by.moment, claims)


def _by_device(request: HttpRequest, application: Application, by: Actor) -> dict[str, Any]:
    device = request.POST.get("device_code", "")
    row = actions.poll_device(by, application=application, device=device)
    if isinstance(row, str):
        raise Wrong(row)
    return _tokens(row, by.moment, queries.id_claims(row))


def _by_itself(request: HttpRequest, application: Application, by: Actor) -> dict[str, Any]:
    if not application.secret_sha256:
        raise Wrong("unauthorized_client")
    wanted = tuple(request.POST.get("scope", "").split()) or tuple(application.permissions)
    if not {*wanted} <= {*application.permissions}:
        raise Wrong("invalid_scope")
    said = (str(application.generation), *wanted)
    until = int((by.moment + oidc.ACCESS_LIFETIME).timestamp())
    text = oidc.mint(token_key(), oidc.Token(oidc.APPLICATION, application.pk, until, said))
    return {**_bearer(text), "scope": " ".join(wanted)}


def _tokens(row: Authorization, moment: datetime, claims: dict[str, Any]) -> dict[str, Any]:
    until = int(min(moment + oidc.ACCESS_LIFETIME, row.expires_at).timestamp())
    access = oidc.mint(token_key(), oidc.Token(oidc.ACCESS, row.pk, until))
    answer = {
        **_bearer(access),
        "scope": " ".join(row.scopes),
        "id_token": id_token(claims, moment),
    }
    if oidc.REFRESH_TOKEN in row.application.grant_types:
        kept = oidc.Token(oidc.REFRESH, row.pk, row.generation)
        answer["refresh_token"] = oidc.mint(token_key(), kept)
    return answer


def _bearer(text: str) -> dict[str, Any]:
    lifetime = int(oidc.ACCESS_LIFETIME.total_seconds())
    return {"access_token": text, "token_type": "Bearer", "expires_in": lifetime}


@called_by_applications
def revoke(request: HttpRequest, application: Application, by: Actor) -> dict[str, Any]:
    """Take an application's token back; one that is nobody's is none already (RFC 7009)."""
    text = request.POST.get("token", "")
    if not text:
        raise Wrong("invalid_request", "token")
    actions.revoke_token(by, application=application, text=text)
    return {}


@called_by_applications
def device(request: HttpRequest, application: Application, by: Actor) -> dict[str, Any]:
    """Let a device wait until somebody types its code elsewhere (RFC 8628)."""
    if oidc.DEVICE_CODE not in application.grant_types:
        raise Wrong("unauthorized_client")
    asked = request.POST.get("scope", oidc.OPENID).split()
    scopes = tuple(scope for scope in dict.fromkeys(asked) if scope in application.scopes)
    if oidc.OPENID not in scopes:
        raise Wrong("invalid_scope", "openid")
    code, user_code = actions.ask_for_device(by, application=application, scopes=scopes)
    shown = f"{user_code[:4]}-{user_code[4:]}"
    page = f"{issuer_of(request)}{reverse('access:device')}"
    return {
        "device_code": code,
        "user_code": shown,
        "verification_uri": page,
        "verification_uri_complete": f"{page}?code={shown}",
        "expires_in": int(oidc.DEVICE_LIFETIME.total_seconds()),
        "interval": int(oidc.DEVICE_INTERVAL.total_seconds()),
    }


@csrf_exempt
@require_http_methods(["GET", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    """Say what an application may know about who is signed on to it."""
    moment = timezone.now()
    text = bearer_of(request) or request.POST.get("access_token", "")
    row = queries.signed_on_by(text, moment)
    if row is None:
        response = JsonResponse({"error": "invalid_token"}, status=401)
        response["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    else:
        response = JsonResponse(queries.claims_about(row, moment))
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def configuration(request: HttpRequest) -> HttpResponse:
    """Say what is offered and where (OpenID Connect Discovery)."""
    issuer = issuer_of(request)
    names = {
        "authorization_endpoint": "authorize",
        "token_endpoint": "token",
        "userinfo_endpoint": "userinfo",
        "revocation_endpoint": "revoke",
        "device_authorization_endpoint": "device",
        "end_session_endpoint": "logout",
        "jwks_uri": "jwks",
    }
    endpoints = {key: f"{issuer}{reverse(f'oidc:{name}')}" for key, name in names.items()}
    offered = {
        "issuer": issuer,
        **endpoints,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": list(oidc.GRANT_TYPES),
        "subject_types_supported": ["pairwise", "public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic",
            "client_secret_post",
            "none",
        ],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": list(oidc.CLAIMS),
        "claims_supported": ["sub", *(name for names in oidc.CLAIMS.values() for name in names)],
        "acr_values_supported": [WEAK_LEVEL, STRONG_LEVEL],
        "prompt_values_supported": ["none", "login", "consent"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "authorization_response_iss_parameter_supported": True,
    }
    return _public(offered)


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """Give the keys that ID tokens and logout tokens are checked with."""
    return _public(public_keys())


def bearer_of(request: HttpRequest) -> str:
    """Return the bearer token of a request; empty if it has none."""
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if kind.lower() == "bearer" else ""


def _caller(request: HttpRequest, by: Actor) -> Application:
    """Return the application that calls, proved by its secret unless it is public.

    Raises:
        Wrong: it is unknown, the secret is another, or it calls from outside its zones.
    """
    client_id, secret = request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "basic":
        if secret:
            raise Wrong("invalid_request", "two ways to authenticate")
        client_id, secret = _basic(text)
    application = queries.active_application(client_id)
    if application is None:
        raise Wrong("invalid_client")
    if application.secret_sha256 and not authenticates(application, secret):
        raise Wrong("invalid_client")
    address = client_address(request)
    if not queries.is_in_zone(application.zones, address):
        actions.note_outside(by, application_id=application.pk, address=address)
        raise Wrong("invalid_client", "outside its zone")
    return application


def _basic(text: str) -> tuple[str, str]:
    try:
        name, _colon, secret = b64decode(text, validate=True).decode().partition(":")
    except ValueError:
        raise Wrong("invalid_client") from None
    return unquote_plus(name), unquote_plus(secret)


def _problem(wrong: Wrong) -> JsonResponse:
    body = {"error": wrong.code}
    if wrong.detail:
        body["error_description"] = wrong.detail
    is_unknown = wrong.code == "invalid_client"
    response = JsonResponse(body, status=401 if is_unknown else 400)
    if is_unknown:
        response["WWW-Authenticate"] = "Basic"
    return response


def _public(data: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(data)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={ONE_HOUR}"
    return response
