"""Signed heads of the ledger: ECDSA on P-256 with SHA-256 over the head's canonical JSON.

The key stays in one file of the city's home, which its owner alone can read.
"""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.errors import NotFound
from sunhall.kernel.keys import key_id_of, public_key_pem_of, signing_key
from sunhall.kernel.models import LedgerHead
from sunhall.kernel.paging import Page

_ALGORITHM = ec.ECDSA(hashes.SHA256())
SIGNED = ("number", "previous", "root", "signed_at", "tree_size")
FIRST = bytes(32)


def sign_head(
    tree_size: int, root: bytes, moment: datetime, last: LedgerHead | None = None
) -> LedgerHead:
    """Sign and keep the head over the first `tree_size` leaves, chained to the last one."""
    head = LedgerHead(
        number=last.number + 1 if last else 1,
        tree_size=tree_size,
        root=root,
        previous=chained(last),
        signed_at=moment,
        key_id=key_id(),
    )
    head.signature = signing_key(_place()).sign(_signed_text(head_document(head)), _ALGORITHM)
    head.save(force_insert=True)
    return head


def chained(last: LedgerHead | None) -> bytes:
    """Return what the head after the last one names as its previous."""
    return hashlib.sha256(_signed_text(head_document(last))).digest() if last else FIRST


def latest_head() -> LedgerHead | None:
    """Return the last head, if there is one."""
    return LedgerHead.objects.order_by("-number").first()


def get_head(number: int) -> LedgerHead:
    """Return a head by its number.

    Raises:
        NotFound: none has been signed under the number.
    """
    head = LedgerHead.objects.filter(number=number).first()
    if head is None:
        raise NotFound(str(LedgerHead._meta.verbose_name), number)
    return head


def list_heads(before: int | None = None, limit: int = 50) -> Page[LedgerHead]:
    """Return heads, newest first; the next page begins before the number it names."""
    heads = LedgerHead.objects.order_by("-number")
    rows = list(heads.filter(number__lt=before)[:limit] if before else heads[:limit])
    is_more = bool(rows) and rows[-1].number > 1
    return Page(rows, str(rows[-1].number) if is_more else "")


def head_document(head: LedgerHead) -> dict[str, Any]:
    """Return a head as plain JSON: hashes in hexadecimal digits, the signature in Base64 (DER).

    What is signed is the canonical JSON of all but the key's id and the signature.
    """
    return {
        "number": head.number,
        "tree_size": head.tree_size,
        "root": bytes(head.root).hex(),
        "previous": bytes(head.previous).hex(),
        "signed_at": head.signed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "key_id": head.key_id,
        "signature": b64encode(bytes(head.signature)).decode("ascii"),
    }


def is_signed(document: Mapping[str, Any]) -> bool:
    """Tell whether a head as plain JSON bears this city's own signature."""
    try:
        if document["key_id"] != key_id():
            return False
        signature = b64decode(document["signature"], validate=True)
        signing_key(_place()).public_key().verify(signature, _signed_text(document), _ALGORITHM)
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return False
    return True


def public_key_pem() -> str:
    """Return the public key that the heads are checked with."""
    return public_key_pem_of(_place())


def key_id() -> str:
    """Return the SHA-256 of the public key in DER, in hexadecimal digits."""
    return key_id_of(_place())


def _signed_text(document: Mapping[str, Any]) -> bytes:
    return canonical_json({name: document[name] for name in SIGNED}).encode()


def _place() -> Path:
    return Path(settings.SUNHALL_LEDGER_KEY)
