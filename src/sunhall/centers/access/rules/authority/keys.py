"""Keys that sign, wherever they are kept: the interface, and keys held in memory.

A certified device plugs in by the same few members; `rules.authority.tokens` does so for PKCS#11.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol, runtime_checkable

from asn1crypto.algos import DSASignature
from asn1crypto.keys import ECPrivateKey, NamedCurve, PrivateKeyInfo, PublicKeyInfo
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)
from gmssl.sm2 import CryptSM2

SM2_CURVE = "1.2.156.10197.1.301"
NamedCurve.register("sm2p256v1", SM2_CURVE, 32)
ECDSA = ec.ECDSA(hashes.SHA256())
SM2_ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
WIDTH = 32
LEAST_RSA_BITS = 2048


class Algorithm(StrEnum):
    """How a key signs, as the object identifier of the signature."""

    ECDSA = "1.2.840.10045.4.3.2"
    SM2 = "1.2.156.10197.1.501"


@runtime_checkable
class SigningKey(Protocol):
    """A private key that may stay where it is: it is asked to sign, never to show itself."""

    @property
    def algorithm(self) -> Algorithm:
        """Return how it signs."""
        ...

    @property
    def public_key(self) -> bytes:
        """Return the SubjectPublicKeyInfo in DER."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Return the signature over the data: Ecdsa-Sig-Value in DER."""
        ...


class KeptKey(SigningKey, Protocol):
    """A key held in memory, which can be put away."""

    def private_key(self) -> bytes:
        """Return the PKCS#8 PrivateKeyInfo in DER."""
        ...


@dataclass(frozen=True)
class P256Key:
    """A key on the curve P-256, signing with ECDSA over SHA-256."""

    key: ec.EllipticCurvePrivateKey
    algorithm: Algorithm = Algorithm.ECDSA

    @classmethod
    def generate(cls) -> "P256Key":
        """Make a new key."""
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @cached_property
    def public_key(self) -> bytes:
        """Return the SubjectPublicKeyInfo in DER."""
        return self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, data: bytes) -> bytes:
        """Return the signature over the data."""
        return self.key.sign(data, ECDSA)

    def private_key(self) -> bytes:
        """Return the PKCS#8 PrivateKeyInfo in DER."""
        return self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


@dataclass(frozen=True)
class Sm2Key:
    """A key on the Chinese curve, signing with SM2 over SM3. Law: GB/T 32918, GB/T 35276."""

    secret: int
    point: bytes
    algorithm: Algorithm = Algorithm.SM2

    @classmethod
    def generate(cls) -> "Sm2Key":
        """Make a new key."""
        return cls.of(secrets.randbelow(SM2_ORDER - 2) + 1)

    @classmethod
    def of(cls, secret: int) -> "Sm2Key":
        """Return the key whose secret is the number."""
        engine = CryptSM2(f"{secret:064x}", "")
        point = engine._kg(secret, engine.ecc_table["g"])
        return cls(secret, bytes.fromhex(point))

    @cached_property
    def public_key(self) -> bytes:
        """Return the SubjectPublicKeyInfo in DER."""
        info = PublicKeyInfo(
            {
                "algorithm": {"algorithm": "ec", "parameters": ("named", SM2_CURVE)},
                "public_key": b"\x04" + self.point,
            }
        )
        return bytes(info.dump())

    def sign(self, data: bytes) -> bytes:
        """Return the signature over the data, under the identity every verifier assumes."""
        signed = None
        while signed is None:
            # The library's own random number is no secret, so it gets one that is
            nonce = secrets.randbelow(SM2_ORDER - 1) + 1
            signed = _engine(self.point, self.secret).sign_with_sm3(data, f"{nonce:064x}")
        r, s = int(signed[:64], 16), int(signed[64:], 16)
        return bytes(DSASignature({"r": r, "s": s}).dump())

    def private_key(self) -> bytes:
        """Return the PKCS#8 PrivateKeyInfo in DER."""
        key = ECPrivateKey(
            {
                "version": "ecPrivkeyVer1",
                "private_key": self.secret,
                "public_key": b"\x04" + self.point,
            }
        )
        key["private_key"].set_encoded_width(WIDTH)
        algorithm = {"algorithm": "ec", "parameters": ("named", SM2_CURVE)}
        info = {"version": 0, "private_key_algorithm": algorithm, "private_key": key}
        return bytes(PrivateKeyInfo(info).dump())


NEW_KEY: dict[Algorithm, Callable[[], P256Key | Sm2Key]] = {
    Algorithm.ECDSA: P256Key.generate,
    Algorithm.SM2: Sm2Key.generate,
}


def read_key(private_key: bytes) -> P256Key | Sm2Key:
    """Return the key that a PKCS#8 PrivateKeyInfo holds.

    Raises:
        ValueError: it is no key that the city signs with.
    """
    info = PrivateKeyInfo.load(private_key)
    if info.algorithm == "ec" and info["private_key_algorithm"]["parameters"].native == "sm2p256v1":
        return Sm2Key.of(info["private_key"].parsed["private_key"].native)
    key = load_der_private_key(private_key, password=None)
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return P256Key(key)
    raise ValueError("only P-256 and SM2 keys sign for the city")


def is_sound(public_key: bytes) -> bool:
    """Tell whether a public key is strong enough to be certified: P-256, P-384, SM2, RSA 2048."""
    if _sm2_point(public_key) is not None:
        return True
    try:
        key = load_der_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm):
        return False
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= LEAST_RSA_BITS
    return isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in (
        "secp256r1",
        "secp384r1",
    )


def is_signed_by(public_key: bytes, signature: bytes, data: bytes, digest: str = "sha256") -> bool:
    """Tell whether a public key made the signature over the data."""
    point = _sm2_point(public_key)
    try:
        if point is not None:
            pair = DSASignature.load(signature).native
            text = f"{pair['r']:064x}{pair['s']:064x}"
            return bool(_engine(point).verify_with_sm3(text, data))
        key, algorithm = load_der_public_key(public_key), _HASHES[digest]
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(algorithm))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), algorithm)
        else:
            return False
    except (InvalidSignature, ValueError, KeyError, TypeError, UnsupportedAlgorithm):
        return False
    return True


_HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}


def _sm2_point(public_key: bytes) -> bytes | None:
    info = PublicKeyInfo.load(public_key)
    if info.algorithm != "ec" or info["algorithm"]["parameters"].native != "sm2p256v1":
        return None
    point = bytes(info["public_key"].native)
    return point[1:] if len(point) == 1 + 2 * WIDTH and point[0] == 4 else None


def _engine(point: bytes, secret: int = 0) -> CryptSM2:
    """Return the library's engine; its own reading of a key drops leading digits of some."""
    engine = CryptSM2(f"{secret:064x}", "")
    engine.public_key = point.hex()
    return engine
