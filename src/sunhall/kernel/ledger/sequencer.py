"""Folding the journal into the ledger, one sequencer at a time.

Acts only ever add waiting entries, and the sequencer only ever takes those that are committed, so
neither waits for the other. An entry that is committed late comes in a later fold: the order of
the ledger is the order of folding.
"""

from datetime import datetime

from django.db import connection, transaction

from sunhall.kernel.ledger.entries import leaf_content
from sunhall.kernel.ledger.heads import latest_head, sign_head
from sunhall.kernel.ledger.nodes import append_leaves, append_nodes, ledger_size, read_nodes
from sunhall.kernel.ledger.tree import EMPTY_ROOT, Frontier, Node, leaf_hash, nodes_of
from sunhall.kernel.models import JournalEntry, LedgerHead, LedgerPending

LIMIT = 5000
_LOCK = 6962

# A waiting entry that the journal has lost stays waiting, for the check of the store to find.
_WAITING = """
SELECT entry_id FROM kernel_ledgerpending
JOIN kernel_journalentry ON id = entry_id ORDER BY entry_id LIMIT %s
"""


class LedgerBroken(Exception):
    """The stored tree is not what its last head says; nothing may be signed on top of it."""


@transaction.atomic
def fold(moment: datetime, limit: int = LIMIT) -> int:
    """Append the entries that wait, sign the new head, and return how many were appended.

    Return 0 at once where nothing waits or another sequencer is at work.

    Raises:
        LedgerBroken: the stored tree is not what its last head says.
    """
    if not _is_only_sequencer():
        return 0
    entries = _take(limit)
    if not entries:
        return 0
    last = latest_head()
    frontier = _stored_frontier(last)
    leaves: list[tuple[int, int, bytes]] = []
    nodes: list[tuple[Node, bytes]] = []
    for entry in entries:
        leaf = leaf_hash(leaf_content(entry))
        leaves.append((frontier.size, entry.pk, leaf))
        nodes.extend(frontier.append(leaf))
    append_leaves(leaves)
    append_nodes(nodes)
    sign_head(frontier.size, frontier.root, moment, last)
    return len(entries)


def fold_all(moment: datetime) -> int:
    """Fold until nothing waits, and return how many entries were appended."""
    total = 0
    while folded := fold(moment):
        total += folded
        if folded < LIMIT:
            break
    return total


def _is_only_sequencer() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _take(limit: int) -> list[JournalEntry]:
    """Take the first entries that wait; by their keys, so that no plan depends on statistics."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [limit])
        keys = [key for (key,) in cursor.fetchall()]
    entries = list(JournalEntry.objects.filter(pk__in=keys).order_by("pk"))
    LedgerPending.objects.filter(pk__in=keys).delete()
    return entries


def _stored_frontier(last: LedgerHead | None) -> Frontier:
    size = ledger_size()
    nodes = nodes_of((0, size))
    hashes = read_nodes(nodes)
    if len(hashes) < len(nodes):
        raise LedgerBroken(f"nodes are missing below {size} leaves")
    frontier = Frontier(size, [hashes[node] for node in nodes])
    signed = (last.tree_size, bytes(last.root)) if last else (0, EMPTY_ROOT)
    if signed != (size, frontier.root):
        raise LedgerBroken(f"the last head is over {signed[0]} leaves, the tree has {size}")
    return frontier
