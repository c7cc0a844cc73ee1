"""Reading and appending the leaves and nodes of the stored tree."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Max

from sunhall.kernel.ledger.tree import Node
from sunhall.kernel.models import LedgerLeaf

_READ = """
SELECT node.level, node.index, node.hash
FROM kernel_ledgernode node
JOIN unnest(%(levels)s::smallint[], %(indexes)s::bigint[]) AS wanted (level, index)
    ON node.level = wanted.level AND node.index = wanted.index
UNION ALL
SELECT 0, leaf.index, leaf.hash
FROM kernel_ledgerleaf leaf
JOIN unnest(%(levels)s::smallint[], %(indexes)s::bigint[]) AS wanted (level, index)
    ON wanted.level = 0 AND leaf.index = wanted.index
"""


def ledger_size() -> int:
    """Return the number of leaves."""
    last: int | None = LedgerLeaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def read_nodes(wanted: Iterable[Node]) -> dict[Node, bytes]:
    """Return the hashes of some nodes; level 0 are the leaves. One query."""
    nodes = list(wanted)
    places = {"levels": [level for level, _ in nodes], "indexes": [index for _, index in nodes]}
    with connection.cursor() as cursor:
        cursor.execute(_READ, places)
        return {(level, index): bytes(value) for level, index, value in cursor.fetchall()}


def append_leaves(leaves: Iterable[tuple[int, int, bytes]]) -> None:
    """Append leaves: index, entry, hash."""
    _copy("COPY kernel_ledgerleaf (index, entry_id, hash) FROM STDIN", leaves)


def append_nodes(nodes: Iterable[tuple[Node, bytes]]) -> None:
    """Append complete nodes above the leaves."""
    rows = ((level, index, value) for (level, index), value in nodes)
    _copy("COPY kernel_ledgernode (level, index, hash) FROM STDIN", rows)


def _copy(statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
