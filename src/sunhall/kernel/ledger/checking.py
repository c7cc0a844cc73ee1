"""Checking the whole store: journal, personal facts, leaves, nodes and heads say the same.

It reads page by page and holds one page at a time. What is folded meanwhile is left for next time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy

from sunhall.kernel.erasure import PrivateFactsErased
from sunhall.kernel.events import commitment_of
from sunhall.kernel.ledger.entries import leaf_content
from sunhall.kernel.ledger.heads import chained, head_document, is_signed
from sunhall.kernel.ledger.tree import Frontier, Node, leaf_hash
from sunhall.kernel.models import (
    JournalEntry,
    LedgerHead,
    LedgerLeaf,
    PrivateFacts,
)

PAGE = 2000
MOST_FAULTS = 1000


class FaultKind(StrEnum):
    """What is wrong with the store."""

    ENTRY = "entry"
    UNLISTED = "unlisted"
    PRIVATE = "private"
    LEAF = "leaf"
    NODE = "node"
    HEAD = "head"
    KEPT = "kept"


_WORDS = {
    FaultKind.ENTRY: gettext_lazy("账页 %(place)s：日志已被改动或丢失"),
    FaultKind.UNLISTED: gettext_lazy("日志 %(place)s：未入账也不在待入账之列，或待入账而日志丢失"),
    FaultKind.PRIVATE: gettext_lazy("日志 %(place)s：个人信息与承诺不符，或未经删除而不见"),
    FaultKind.LEAF: gettext_lazy("账页 %(place)s：缺失或错位，其后无法核对"),
    FaultKind.NODE: gettext_lazy("账页 %(place)s：其上的账本节点有误"),
    FaultKind.HEAD: gettext_lazy("账本签名 %(place)s：签名、根、页数或次序有误"),
    FaultKind.KEPT: gettext_lazy("留存的账本签名 %(place)s：账本与之不符"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and the number of the leaf, entry or tree size where it is."""

    kind: FaultKind
    place: int

    def __str__(self) -> str:
        """Say it in the reader's language."""
        return str(_WORDS[self.kind]) % {"place": self.place}


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of everything was stored at one moment."""

    size: int
    leaves: int
    nodes: int
    head_size: int


@dataclass(slots=True)
class Walk:
    """How far the check has come: the tree so far, its last head, the root of the kept size."""

    kept_size: int
    kept_root: str = ""
    frontier: Frontier = field(default_factory=Frontier)
    last: LedgerHead | None = None

    def goes_on_with(self, head: LedgerHead) -> bool:
        """Tell whether a head is over the tree so far, signed, and the next after the last."""
        number = self.last.number + 1 if self.last else 1
        is_next = (head.number, bytes(head.previous)) == (number, chained(self.last))
        self.last = head
        return is_next and bytes(head.root) == self.frontier.root and is_signed(head_document(head))


_EXTENT = """
SELECT (SELECT coalesce(max(index) + 1, 0) FROM kernel_ledgerleaf),
       (SELECT count(*) FROM kernel_ledgerleaf),
       (SELECT count(*) FROM kernel_ledgernode),
       (SELECT coalesce(max(tree_size), 0) FROM kernel_ledgerhead)
"""

_UNLISTED = """
SELECT coalesce(entry.id, waiting.entry_id)
FROM kernel_journalentry entry
FULL JOIN kernel_ledgerpending waiting ON waiting.entry_id = entry.id
LEFT JOIN kernel_ledgerleaf leaf ON leaf.entry_id = entry.id
WHERE entry.id IS NULL OR (leaf.entry_id IS NULL) = (waiting.entry_id IS NULL)
LIMIT %(most)s
"""

_STRAY = """
SELECT entry_id FROM kernel_privatefacts
WHERE NOT EXISTS (SELECT FROM kernel_journalentry WHERE id = entry_id) LIMIT %(most)s
"""

_VANISHED = """
SELECT entry.id FROM kernel_journalentry entry
WHERE commitment <> ''
    AND NOT EXISTS (SELECT FROM kernel_privatefacts WHERE entry_id = entry.id)
    AND NOT EXISTS (
        SELECT FROM kernel_journalentry erasure WHERE erasure.event = %(erased)s
            AND erasure.subject = 'kernel.journal_entry' AND erasure.subject_id = entry.id
    )
LIMIT %(most)s
"""

_OF_JOURNAL = (
    (FaultKind.UNLISTED, _UNLISTED),
    (FaultKind.PRIVATE, _STRAY),
    (FaultKind.PRIVATE, _VANISHED),
)

_NODES = """
SELECT level, index, hash FROM generate_series(1, 62) AS row (height)
JOIN kernel_ledgernode ON level = height
    AND index >= (%(start)s::bigint >> height) AND index < (%(end)s::bigint >> height)
"""


def verify_store(head: Mapping[str, Any] | None = None) -> list[Fault]:
    """Return what is wrong with the store, the first thousand faults at most.

    `head` is a head as plain JSON that was kept elsewhere. Only such a head shows that the end of
    everything was cut off, or that all was written anew with the city's key.
    """
    return list(islice(_faults(head), MOST_FAULTS))


def _faults(kept: Mapping[str, Any] | None) -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(_EXTENT)
        extent = Extent(*cursor.fetchone())
    yield from _faults_of_extent(extent)
    yield from _faults_of_journal()
    walk = Walk(_kept_size(kept))
    for start in range(0, extent.size, PAGE):
        end = min(start + PAGE, extent.size)
        yield from _faults_of_page(walk, start, end)
        if walk.frontier.size < end:
            break
    if kept is not None and not (walk.kept_root == kept.get("root") and is_signed(kept)):
        yield Fault(FaultKind.KEPT, walk.kept_size)


def _kept_size(kept: Mapping[str, Any] | None) -> int:
    size = kept.get("tree_size") if kept else None
    return size if isinstance(size, int) else 0


def _faults_of_extent(extent: Extent) -> Iterator[Fault]:
    """Compare the numbers: a leaf each place, a node each complete pair, a head over them all."""
    if extent.leaves > extent.size:
        yield Fault(FaultKind.LEAF, extent.size)
    if extent.nodes > extent.size - extent.size.bit_count():
        yield Fault(FaultKind.NODE, extent.size)
    if extent.head_size != extent.size:
        yield Fault(FaultKind.HEAD, extent.head_size)


def _faults_of_journal() -> Iterator[Fault]:
    """Find entries neither folded nor waiting, or both; personal facts astray or vanished."""
    for kind, question in _OF_JOURNAL:
        with connection.cursor() as cursor:
            cursor.execute(question, {"most": MOST_FAULTS, "erased": PrivateFactsErased.name})
            for (entry_id,) in cursor.fetchall():
                yield Fault(kind, entry_id)


def _faults_of_page(walk: Walk, start: int, end: int) -> Iterator[Fault]:
    """Check the leaves from start to end and all above them.

    The walk stays behind where a leaf is missing.
    """
    frontier = walk.frontier
    leaves = list(LedgerLeaf.objects.filter(index__range=(start, end - 1)).order_by("index"))
    yield from _faults_of_entries(leaves)
    nodes = _nodes_between(start, end)
    heads = LedgerHead.objects.filter(tree_size__range=(start + 1, end))
    signed = {head.tree_size: head for head in heads}
    for leaf in leaves:
        if leaf.index != frontier.size:
            break
        for node, value in frontier.append(bytes(leaf.hash)):
            if nodes.get(node) != value:
                yield Fault(FaultKind.NODE, leaf.index)
        if frontier.size in signed and not walk.goes_on_with(signed[frontier.size]):
            yield Fault(FaultKind.HEAD, frontier.size)
        if frontier.size == walk.kept_size:
            walk.kept_root = frontier.root.hex()
    if frontier.size < end:
        yield Fault(FaultKind.LEAF, frontier.size)


def _faults_of_entries(leaves: list[LedgerLeaf]) -> Iterator[Fault]:
    """Compare leaves with their entries, and commitments with the personal facts not erased."""
    ids = [leaf.entry_id for leaf in leaves]
    entries = JournalEntry.objects.in_bulk(ids)
    privates = PrivateFacts.objects.in_bulk(ids)
    for leaf in leaves:
        entry = entries.get(leaf.entry_id)
        if entry is None or leaf_hash(leaf_content(entry)) != bytes(leaf.hash):
            yield Fault(FaultKind.ENTRY, leaf.index)
        private = privates.get(leaf.entry_id)
        if entry and private and entry.commitment != _commitment(private):
            yield Fault(FaultKind.PRIVATE, leaf.entry_id)


def _commitment(private: PrivateFacts) -> str:
    return commitment_of(bytes(private.salt), private.values)


def _nodes_between(start: int, end: int) -> dict[Node, bytes]:
    """Return the nodes that the leaves from start to end complete."""
    with connection.cursor() as cursor:
        cursor.execute(_NODES, {"start": start, "end": end})
        return {(level, index): bytes(value) for level, index, value in cursor.fetchall()}
