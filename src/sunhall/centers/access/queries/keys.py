"""The keys behind tokens: one for the proofs the city checks itself, one that others check."""

import hashlib
import hmac
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from sunhall.centers.access.rules.oidc import LONGEST_PARAMETER, encoded
from sunhall.kernel.secret_files import keep_secret

ALGORITHM = "RS256"
KEY_BITS = 2048
FIVE_MINUTES = 300


@cache
def token_key() -> bytes:
    """Return the key of codes, access tokens, refresh tokens and subjects."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"sunhall openid connect", hashlib.sha256)


def sign(claims: dict[str, Any], kind: str = "JWT") -> str:
    """Return claims as a signed JSON Web Token."""
    return jwt.encode(claims, _key(), algorithm=ALGORITHM, headers={"kid": key_id(), "typ": kind})


def id_token(claims: dict[str, Any], moment: datetime) -> str:
    """Return an ID token that begins now and ends in five minutes."""
    now = int(moment.timestamp())
    return sign({**claims, "iat": now, "exp": now + FIVE_MINUTES})


def read_hint(text: str, issuer: str) -> dict[str, Any] | None:
    """Return what an ID token of our own says, also after it has run out; none if it is forged."""
    if not text or len(text) > LONGEST_PARAMETER:
        return None
    try:
        return jwt.decode(
            text,
            _key().public_key(),
            algorithms=[ALGORITHM],
            issuer=issuer,
            options={"verify_exp": False, "verify_aud": False, "require": ["iss", "sub", "aud"]},
        )
    except jwt.PyJWTError:
        return None


def public_keys() -> dict[str, Any]:
    """Return the public half as a JSON Web Key Set."""
    numbers = _key().public_key().public_numbers()
    key = {
        "kty": "RSA",
        "use": "sig",
        "alg": ALGORITHM,
        "kid": key_id(),
        "n": encoded(numbers.n.to_bytes(KEY_BITS // 8, "big")),
        "e": encoded(numbers.e.to_bytes(3, "big")),
    }
    return {"keys": [key]}


@cache
def key_id() -> str:
    """Return the name of the key: the beginning of its digest."""
    public = _key().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(public).hexdigest()[:16]


def _key() -> rsa.RSAPrivateKey:
    return _load(Path(settings.SUNHALL_OIDC_KEY))


@cache
def _load(place: Path) -> rsa.RSAPrivateKey:
    """Return the city's key; the first of several programs at once makes it."""
    if not place.exists():
        made = rsa.generate_private_key(65537, KEY_BITS)
        keep_secret(place, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = load_pem_private_key(place.read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)  # noqa: S101  nothing else is ever kept there
    return key
