"""Keys the city signs with: ECDSA on P-256, each in one file that its owner alone can read."""

import hashlib
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from sunhall.kernel.secret_files import keep_secret


@cache
def signing_key(place: Path) -> ec.EllipticCurvePrivateKey:
    """Return the key kept at a place; make it if there is none."""
    if not place.exists():
        made = ec.generate_private_key(ec.SECP256R1())
        keep_secret(place, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = load_pem_private_key(place.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{place} does not hold a key on an elliptic curve")
    return key


@cache
def key_id_of(place: Path) -> str:
    """Return the SHA-256 of a place's public key in DER, in hexadecimal digits."""
    key = signing_key(place).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def public_key_pem_of(place: Path) -> str:
    """Return the public key that what a place's key has signed is checked with."""
    key = signing_key(place).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")
