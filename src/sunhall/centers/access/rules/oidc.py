"""OpenID Connect: tokens that carry their own proof, and what the protocol allows."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

CODE, REFRESH, ACCESS, APPLICATION = "c", "r", "a", "k"
CODE_LIFETIME = timedelta(seconds=60)
ACCESS_LIFETIME = timedelta(minutes=10)
REFRESH_LIFETIME = timedelta(days=30)
DEVICE_LIFETIME = timedelta(minutes=10)
DEVICE_INTERVAL = timedelta(seconds=5)
LONGEST_TOKEN = 500
LONGEST_PARAMETER = 2000
VERIFIER_LENGTHS = range(43, 129)

OPENID, PROFILE, POST, ENTERPRISE, OFFLINE = (
    "openid",
    "profile",
    "post",
    "enterprise",
    "offline_access",
)
CLAIMS: Mapping[str, tuple[str, ...]] = {
    OPENID: (),
    PROFILE: ("name", "kind"),
    POST: ("organization", "organization_name", "post", "post_name"),
    ENTERPRISE: ("enterprise", "enterprise_name"),
    OFFLINE: (),
}
"""The claims of each scope, as far as the application is allowed them."""

AUTHORIZATION_CODE = "authorization_code"
REFRESH_TOKEN = "refresh_token"  # noqa: S105  the name of a grant type
CLIENT_CREDENTIALS = "client_credentials"
DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
GRANT_TYPES = (AUTHORIZATION_CODE, REFRESH_TOKEN, CLIENT_CREDENTIALS, DEVICE_CODE)
PROMPTS = frozenset({"none", "login", "consent", "select_account"})


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says: of which row, of which generation or until when (epoch seconds)."""

    kind: str
    row: int
    number: int
    scopes: tuple[str, ...] = ()


def mint(key: bytes, token: Token) -> str:
    """Return a token as text: what it says, and the proof that the city said so (HMAC-SHA-256).

    Nothing has to be stored for it, and nothing can be learned from the database that makes one.

    >>> text = mint(b"key", Token(ACCESS, 7, 1800000000))
    >>> read(b"key", text), read(b"other", text)
    (Token(kind='a', row=7, number=1800000000, scopes=()), None)
    """
    said = f"{token.kind}.{token.row}.{token.number}.{'+'.join(token.scopes)}"
    return f"{said}.{_proof(key, said)}"


def read(key: bytes, text: str) -> Token | None:
    """Return what a token says; none if it is forged, or anything else."""
    said, _dot, proof = text.rpartition(".")
    if len(text) > LONGEST_TOKEN or not text.isascii():
        return None
    if not hmac.compare_digest(proof, _proof(key, said)):
        return None
    kind, row, number, scopes = said.split(".")
    return Token(kind, int(row), int(number), tuple(scopes.split("+")) if scopes else ())


def _proof(key: bytes, said: str) -> str:
    return encoded(hmac.digest(key, said.encode(), hashlib.sha256))


def encoded(data: bytes) -> str:
    """Return bytes as Base64 for addresses, without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def is_verified(challenge: str, verifier: str) -> bool:
    """Tell whether a verifier belongs to an S256 challenge (RFC 7636).

    >>> is_verified(
    ...     "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    ...     "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    ... )
    True
    """
    if len(verifier) not in VERIFIER_LENGTHS or not verifier.isascii():
        return False
    digest = encoded(hashlib.sha256(verifier.encode()).digest())
    return hmac.compare_digest(digest, challenge)


def is_address(uri: str) -> bool:
    """Tell whether an application may be led back to an address: HTTPS, or this machine.

    >>> [is_address(uri) for uri in ("https://a.example/cb", "http://localhost:9/cb", "http://a/")]
    [True, True, False]
    """
    if not uri.isascii() or not uri.isprintable() or set(uri) & set(" \\*#;,'\""):
        return False
    try:
        parts = urlsplit(uri)
        name, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_local = parts.scheme == "http" and name in {"localhost", "127.0.0.1"}
    is_plain = not parts.fragment and parts.username is None
    return bool(name) and is_plain and (parts.scheme == "https" or is_local)


def subject_of(key: bytes, sector: str, account_id: int) -> str:
    """Return by what an application knows somebody; another sector cannot tell it is the same."""
    return encoded(hmac.digest(key, f"{sector} {account_id}".encode(), hashlib.sha256))


def claims_of(
    known: Mapping[str, Any], scopes: Collection[str], allowed: Collection[str]
) -> dict[str, Any]:
    """Return of what is known about somebody what was asked for, and the application may learn."""
    asked = {claim for scope in scopes for claim in CLAIMS.get(scope, ())}
    return {name: value for name, value in known.items() if name in asked & {*allowed} and value}
