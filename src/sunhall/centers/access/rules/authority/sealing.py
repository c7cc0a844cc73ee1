"""Secrets put away under passphrases: AES-256-GCM under a key that scrypt makes of them.

A threshold is kept without arithmetic on shares: one copy for each group that suffices.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

COST = 2**15
LEAST_PASSPHRASE = 12
"""Characters of a passphrase that opens a key."""

MOST_CUSTODIANS = 7


def seal(secret: bytes, passphrases: Iterable[str]) -> bytes:
    """Put a secret away under passphrases that are all needed, in this order, to open it."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_key(passphrases, salt, COST)).encrypt(nonce, secret, None)
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    document = {name: b64encode(part).decode("ascii") for name, part in parts.items()}
    return json.dumps({"kdf": "scrypt", "n": COST, **document}).encode("ascii")


def unseal(document: bytes, passphrases: Iterable[str]) -> bytes | None:
    """Return the secret; nothing where a passphrase is wrong."""
    parts = json.loads(document)
    salt, nonce, sealed = (b64decode(parts[name]) for name in ("salt", "nonce", "sealed"))
    try:
        return AESGCM(_key(passphrases, salt, parts["n"])).decrypt(nonce, sealed, None)
    except InvalidTag:
        return None


def share(secret: bytes, passphrases: Sequence[str], threshold: int) -> dict[str, bytes]:
    """Put a secret away once for each group of custodians, numbered from 1, that suffices.

    Raises:
        ValueError: the custodians are too few, too many, or a passphrase is too short.
    """
    if not 1 < threshold <= len(passphrases) <= MOST_CUSTODIANS:
        raise ValueError("a root needs at least two of two to seven custodians")
    if min(map(len, passphrases)) < LEAST_PASSPHRASE or len(set(passphrases)) < len(passphrases):
        raise ValueError(f"passphrases differ and have at least {LEAST_PASSPHRASE} characters")
    numbered = enumerate(passphrases, 1)
    return {
        "-".join(str(number) for number, _passphrase in group): seal(
            secret, [passphrase for _number, passphrase in group]
        )
        for group in combinations(numbered, threshold)
    }


def unshare(copies: Mapping[str, bytes], passphrases: Mapping[int, str]) -> bytes | None:
    """Return the secret where the custodians who gave their passphrases suffice."""
    for group, document in copies.items():
        members = [int(number) for number in group.split("-")]
        if all(number in passphrases for number in members):
            secret = unseal(document, [passphrases[number] for number in members])
            if secret is not None:
                return secret
    return None


def _key(passphrases: Iterable[str], salt: bytes, cost: int) -> bytes:
    words = [passphrase.encode() for passphrase in passphrases]
    joined = b"".join(len(word).to_bytes(4, "big") + word for word in words)
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(joined)
