"""What an application asks of the authorization endpoint, and what may be wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from sunhall.centers.access import queries
from sunhall.centers.access.models import Application
from sunhall.centers.access.rules import oidc

LONGEST = {"state": 1000, "nonce": 500}


class Unredirectable(Exception):
    """Nobody can be led back to where the request names: it is shown on a page of the city."""


class Wrong(Exception):
    """A request that is answered with an error of the protocol."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(code)


@dataclass(frozen=True, kw_only=True)
class AuthorizationRequest:
    """A request of an application to sign somebody on."""

    application: Application
    redirect_uri: str
    state: str
    scopes: tuple[str, ...]
    nonce: str
    challenge: str
    prompts: frozenset[str]
    max_age: int | None
    hint: str


def read_target(params: QueryDict) -> tuple[Application, str]:
    """Return whose request it is, and the registered address where the answer goes.

    Raises:
        Unredirectable: the application or the address is unknown.
    """
    if any(len(values) > 1 for _name, values in params.lists()):
        raise Unredirectable()
    application = queries.active_application(params.get("client_id", ""))
    redirect_uri = params.get("redirect_uri", "")
    if application is None or redirect_uri not in application.redirect_uris:
        raise Unredirectable()
    return application, redirect_uri


def read_request(params: QueryDict) -> AuthorizationRequest:
    """Return what an application asks.

    Raises:
        Unredirectable: the application or the address is unknown.
        Wrong: it asks for what is not offered.
    """
    application, redirect_uri = read_target(params)
    prompts = frozenset(params.get("prompt", "").split())
    _check(application, params, prompts)
    scopes = tuple(
        scope for scope in params.get("scope", "").split() if scope in application.scopes
    )
    if oidc.OPENID not in scopes:
        raise Wrong("invalid_scope", "openid")
    return AuthorizationRequest(
        application=application,
        redirect_uri=redirect_uri,
        state=params.get("state", ""),
        scopes=tuple(dict.fromkeys(scopes)),
        nonce=params.get("nonce", ""),
        challenge=params.get("code_challenge", ""),
        prompts=prompts,
        max_age=int(params.get("max_age", "")) if params.get("max_age") else None,
        hint=params.get("id_token_hint", ""),
    )


def _check(application: Application, params: QueryDict, prompts: frozenset[str]) -> None:
    """Turn down what the protocol, or the city, does not allow.

    Raises:
        Wrong: the first thing that is.
    """
    max_age, state = params.get("max_age", ""), params.get("state", "")
    checks = {
        "request_not_supported": "request" in params,
        "request_uri_not_supported": "request_uri" in params,
        "unsupported_response_type": params.get("response_type") != "code",
        "unauthorized_client": oidc.AUTHORIZATION_CODE not in application.grant_types,
    }
    for code, is_so in checks.items():
        if is_so:
            raise Wrong(code)
    faults = {
        "response_mode": params.get("response_mode", "query") != "query",
        "code_challenge": not 43 <= len(params.get("code_challenge", "")) <= 128,
        "code_challenge_method": params.get("code_challenge_method") != "S256",
        "prompt": not prompts <= oidc.PROMPTS or ("none" in prompts and len(prompts) > 1),
        "max_age": bool(max_age) and not (max_age.isascii() and max_age.isdigit()),
        "max_age too long": len(max_age) > 9,
        "state": len(state) > LONGEST["state"],
        "nonce": len(params.get("nonce", "")) > LONGEST["nonce"],
    }
    for name, is_so in faults.items():
        if is_so:
            raise Wrong("invalid_request", name)


def lead_back(redirect_uri: str, answer: Mapping[str, str]) -> HttpResponse:
    """Lead the browser back to an application with an answer."""
    given = urlencode({name: value for name, value in answer.items() if value})
    response = HttpResponseRedirect(f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{given}")
    response["Cache-Control"] = "no-store"
    return response


def issuer_of(request: HttpRequest) -> str:
    """Return under what name the city signs: its own address."""
    scheme = "https" if settings.SESSION_COOKIE_SECURE else request.scheme
    return f"{scheme}://{request.get_host()}"
