"""A department's program that signs people on with the city, in one file."""

import html
import os
import secrets
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlencode
from wsgiref.simple_server import make_server

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, JsonWebToken

ISSUER = os.environ.get("ISSUER", "http://localhost:8000")
CLIENT_ID = os.environ.get("CLIENT_ID", "sample")
CLIENT_SECRET = os.environ.get("CLIENT_SECRET", "")
PORT = int(os.environ.get("PORT", "9000"))
HOME = f"http://localhost:{PORT}/"
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"

Answer = tuple[str, list[tuple[str, str]], str]
sessions: dict[str, dict[str, Any]] = {}


def city() -> dict[str, Any]:
    """Return where the city offers what."""
    return requests.get(f"{ISSUER}/.well-known/openid-configuration", timeout=5).json()


def client(**known: Any) -> OAuth2Session:
    """Return the OAuth client of this program."""
    return OAuth2Session(
        CLIENT_ID,
        CLIENT_SECRET,
        scope="openid profile",
        redirect_uri=f"{HOME}callback",
        code_challenge_method="S256",
        **known,
    )


def checked(token: str, **options: Any) -> dict[str, Any]:
    """Return what a token of the city says; raise if it is none, or not for this program."""
    keys = JsonWebKey.import_key_set(requests.get(city()["jwks_uri"], timeout=5).json())
    options |= {"iss": {"value": ISSUER}, "aud": {"value": CLIENT_ID}}
    claims = JsonWebToken(["RS256"]).decode(token, keys, claims_options=options)
    claims.validate(leeway=5)
    return dict(claims)


def home(session: dict[str, Any], _query: dict[str, str]) -> Answer:
    """Say who is signed on, or offer it."""
    if "claims" not in session:
        return page('<p><a href="/sign-in">Sign on with the city</a></p>')
    name = html.escape(session["person"].get("name", session["claims"]["sub"]))
    return page(f'<p id="name">{name}</p><p><a href="/sign-out">Sign out</a></p>')


def sign_in(session: dict[str, Any], _query: dict[str, str]) -> Answer:
    """Lead the browser to the city."""
    session |= {"verifier": secrets.token_urlsafe(48), "nonce": secrets.token_urlsafe(16)}
    address, session["state"] = client().create_authorization_url(
        city()["authorization_endpoint"],
        code_verifier=session["verifier"],
        nonce=session["nonce"],
    )
    return lead_to(address)


def callback(session: dict[str, Any], query: dict[str, str]) -> Answer:
    """Take the code, check what comes of it, and ask who it is."""
    if query.get("state") != session.get("state") or query.get("iss") != ISSUER:
        return page("<p>Not asked for.</p>", "400 Bad Request")
    if "error" in query:
        return page(f"<p>{html.escape(query['error'])}</p>")
    oauth = client(state=session.pop("state"))
    token = oauth.fetch_token(
        city()["token_endpoint"], code=query["code"], code_verifier=session.pop("verifier")
    )
    claims = checked(token["id_token"], nonce={"value": session.pop("nonce")})
    person = oauth.get(city()["userinfo_endpoint"]).json()
    session |= {"claims": claims, "person": person, "id_token": token["id_token"]}
    return lead_to("/")


def sign_out(session: dict[str, Any], _query: dict[str, str]) -> Answer:
    """Forget who it was, here and in the city."""
    hint = {"id_token_hint": session.get("id_token", ""), "post_logout_redirect_uri": HOME}
    session.clear()
    return lead_to(f"{city()['end_session_endpoint']}?{urlencode(hint)}")


def backchannel(_session: dict[str, Any], form: dict[str, str]) -> Answer:
    """Forget a session that has ended in the city."""
    said = checked(form.get("logout_token", ""))
    if LOGOUT not in said["events"] or "nonce" in said:
        return page("<p>No logout token.</p>", "400 Bad Request")
    for session in sessions.values():
        if session.get("claims", {}).get("sid") == said["sid"]:
            session.clear()
    return page("<p>Done.</p>")


PAGES: dict[str, Callable[[dict[str, Any], dict[str, str]], Answer]] = {
    "/": home,
    "/sign-in": sign_in,
    "/callback": callback,
    "/sign-out": sign_out,
    "/backchannel": backchannel,
}


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request; a cookie holds nothing but the key of its session."""
    known = dict(part.split("=", 1) for part in environ.get("HTTP_COOKIE", "").split("; ") if part)
    key = known.get("sample", "")
    if key not in sessions:
        key = secrets.token_urlsafe(32)
        sessions[key] = {}
    text = environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] == "POST":
        length = min(int(environ.get("CONTENT_LENGTH") or 0), 20_000)
        text = environ["wsgi.input"].read(length).decode()
    given = {name: values[0] for name, values in parse_qs(text).items()}
    view = PAGES.get(environ["PATH_INFO"], lambda *_: page("", "404 Not Found"))
    status, headers, body = view(sessions[key], given)
    cookie = ("Set-Cookie", f"sample={key}; HttpOnly; SameSite=Lax; Path=/")
    start(status, [*headers, cookie, ("Content-Type", "text/html; charset=utf-8")])
    return [body.encode()]


def page(body: str, status: str = "200 OK") -> Answer:
    """Answer with a page."""
    return status, [], f"<!doctype html><html lang=en><title>Sample</title><h1>Sample</h1>{body}"


def lead_to(address: str) -> Answer:
    """Lead the browser elsewhere."""
    return "302 Found", [("Location", address)], ""


if __name__ == "__main__":
    with make_server("127.0.0.1", PORT, application) as server:
        server.serve_forever()
