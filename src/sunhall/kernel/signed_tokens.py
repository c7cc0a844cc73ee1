"""Short signed statements (JSON Web Signature, compact, ES256) by one of the city's keys.

Only what the city's own key has signed under the expected type is read. The algorithm is never
taken from the token.

Law: RFC 7515, RFC 7518 section 3.4.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from sunhall.kernel.keys import key_id_of, signing_key

ALGORITHM = "ES256"
KEY_ID_LENGTH = 16
COORDINATE_BYTES = 32
_DIGEST = ec.ECDSA(hashes.SHA256())


class ForgedToken(ValueError):
    """The token is none, is of another type, or was not signed by this key."""


def sign_token(place: Path, kind: str, claims: Mapping[str, Any]) -> str:
    """Sign claims as a token of a kind with the key kept at a place."""
    header = {"alg": ALGORITHM, "kid": key_id_of(place)[:KEY_ID_LENGTH], "typ": kind}
    text = f"{_json(header)}.{_json(claims)}"
    r, s = decode_dss_signature(signing_key(place).sign(text.encode("ascii"), _DIGEST))
    return f"{text}.{encode64(r.to_bytes(COORDINATE_BYTES) + s.to_bytes(COORDINATE_BYTES))}"


def read_token(place: Path, kind: str, token: str) -> dict[str, Any]:
    """Return the claims of a token that the key kept at a place has signed.

    Raises:
        ForgedToken: it is none, of another kind, or signed otherwise.
    """
    text, _dot, signature = token.rpartition(".")
    try:
        header, claims = (json.loads(decode64(part)) for part in text.split("."))
        if header["typ"] != kind or header["alg"] != ALGORITHM:
            raise ForgedToken(kind)
        signed = decode64(signature)
        if len(signed) != 2 * COORDINATE_BYTES or not isinstance(claims, dict):
            raise ForgedToken(kind)
        halves = (signed[:COORDINATE_BYTES], signed[COORDINATE_BYTES:])
        der = encode_dss_signature(*(int.from_bytes(half) for half in halves))
        signing_key(place).public_key().verify(der, text.encode("ascii"), _DIGEST)
    except (InvalidSignature, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ForgedToken(kind) from error
    return claims


def encode64(content: bytes) -> str:
    """Write bytes in the letters of addresses, without padding."""
    return urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def decode64(text: str) -> bytes:
    """Read bytes in the one way `encode64` writes them.

    Raises:
        ValueError: they are not written so.
    """
    try:
        content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except NotBase64 as error:
        raise ValueError("not Base64") from error
    if encode64(content) != text:
        raise ValueError("not in its one form")
    return content


def _json(value: Mapping[str, Any]) -> str:
    return encode64(json.dumps(value, separators=(",", ":")).encode())
