"""Proofs out of the stored tree, each of log n hashes and one query for them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from sunhall.kernel.errors import NotFound
from sunhall.kernel.ledger.entries import document_of
from sunhall.kernel.ledger.heads import get_head, head_document, latest_head, public_key_pem
from sunhall.kernel.ledger.nodes import ledger_size, read_nodes
from sunhall.kernel.ledger.tree import (
    Range,
    consistency_ranges,
    inclusion_ranges,
    nodes_of,
    range_root,
)
from sunhall.kernel.models import JournalEntry, LedgerLeaf


def receipt_for(entry_id: int, head_number: int | None = None) -> dict[str, Any]:
    """Return all that shows one entry to be in the ledger, without asking anyone.

    `entry` as its leaf holds it, its `index`, the inclusion `path` in hexadecimal digits, the
    signed `head` that the path leads to (the last one, or the one asked for), and the `public_key`
    in PEM.

    Raises:
        NotFound: there is no such entry, or it is not below that head.
    """
    leaf = LedgerLeaf.objects.filter(entry_id=entry_id).first()
    head = latest_head() if head_number is None else get_head(head_number)
    if leaf is None or head is None or leaf.index >= head.tree_size:
        raise NotFound(_("入账日志"), entry_id)
    path = _path(inclusion_ranges(leaf.index, head.tree_size))
    return {
        "entry": document_of(JournalEntry.objects.get(pk=entry_id)),
        "index": leaf.index,
        "path": path,
        "head": head_document(head),
        "public_key": public_key_pem(),
    }


def growth_between(old_number: int, new_number: int) -> dict[str, Any]:
    """Return what shows the ledger below one head to begin with the ledger below an older one.

    The `old` and the `new` head, and the consistency `path` in hexadecimal digits.

    Raises:
        NotFound: there are no such heads, the older one first.
    """
    old, new = get_head(old_number), get_head(new_number)
    if old.number > new.number:
        raise NotFound(_("账本"), f"{old_number}–{new_number}")
    return {
        "old": head_document(old),
        "new": head_document(new),
        "path": consistency_between(old.tree_size, new.tree_size),
    }


def consistency_between(old_size: int, new_size: int) -> list[str]:
    """Return the hashes, in hexadecimal digits, that show the newer tree to begin with the older.

    Raises:
        NotFound: the ledger never grew from the one size to the other.
    """
    if not 0 < old_size <= new_size <= ledger_size():
        raise NotFound(_("账本"), f"{old_size}–{new_size}")
    return _path(consistency_ranges(old_size, new_size))


def _path(ranges: Sequence[Range]) -> list[str]:
    hashes = read_nodes(node for covered in ranges for node in nodes_of(covered))
    return [range_root(covered, hashes).hex() for covered in ranges]
