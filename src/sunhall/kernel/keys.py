"""Keys the city signs with: ECDSA on P-256, each in one file that its owner alone can read."""

import hashlib
import os
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


@cache
def signing_key(place: Path) -> ec.EllipticCurvePrivateKey:
    """Return the key kept at a place; make it if there is none."""
    if not place.exists():
        _keep_new_key(place)
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


def _keep_new_key(place: Path) -> None:
    """Write a new key for its owner only; the first of several programs at once wins."""
    key = ec.generate_private_key(ec.SECP256R1())
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}-{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    try:
        os.link(draft, place)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
