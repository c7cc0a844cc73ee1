"""Merkle trees over hashed leaves. Source: RFC 6962, section 2.1; checks as in RFC 9162, 2.1.

A tree of n leaves is made of perfect subtrees; the node (level, index) covers the 2^level leaves
from index·2^level on. Roots and proofs are sums over ranges of leaves, and every range that they
need falls apart into few such nodes, so that a proof reads only log n hashes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

Node = tuple[int, int]
Range = tuple[int, int]

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of a leaf's content."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """A tree that only grows: its size and its perfect subtrees, the largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> Iterator[tuple[Node, bytes]]:
        """Add a hashed leaf; yield the nodes above it that are now complete, the lowest first."""
        self.peaks.append(leaf)
        self.size += 1
        for level in range(1, _trailing_zeros(self.size) + 1):
            right = self.peaks.pop()
            self.peaks[-1] = node_hash(self.peaks[-1], right)
            yield (level, (self.size >> level) - 1), self.peaks[-1]

    @property
    def root(self) -> bytes:
        """Return the root over all leaves."""
        return _joined(self.peaks)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over hashed leaves."""
    frontier = Frontier()
    for leaf in leaves:
        for _node in frontier.append(leaf):
            pass
    return frontier.root


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from one leaf to the root over all, the nearest first."""
    return [root_of(leaves[start:end]) for start, end in inclusion_ranges(index, len(leaves))]


def consistency_path(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Return the hashes that show the first `old_size` leaves unchanged below the root."""
    return [root_of(leaves[start:end]) for start, end in consistency_ranges(old_size, len(leaves))]


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """Return the ranges of leaves whose roots are the inclusion path.

    Raises:
        ValueError: the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    start, end = 0, size
    ranges = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old_size: int, new_size: int) -> list[Range]:
    """Return the ranges of leaves whose roots are the consistency path.

    Raises:
        ValueError: the older tree is empty or larger than the newer one.
    """
    if not 0 < old_size <= new_size:
        raise ValueError(f"a tree of {new_size} does not continue one of {old_size}")
    start, end = 0, new_size
    ranges = []
    while end != old_size:
        middle = start + _split(end - start)
        if old_size <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:
        ranges.append((start, end))
    return ranges[::-1]


def nodes_of(covered: Range) -> list[Node]:
    """Return the perfect subtrees that make up one range of a root or a path, largest first."""
    start, end = covered
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def range_root(covered: Range, hashes: Mapping[Node, bytes]) -> bytes:
    """Return the root over a range of leaves from the hashes of its perfect subtrees."""
    return _joined([hashes[node] for node in nodes_of(covered)])


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether a path leads from a hashed leaf at its index to the root of the whole tree."""
    if not 0 <= index < size:
        return False
    position, last, reached = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            reached = node_hash(sibling, reached)
            shift = _trailing_zeros(position)
            position, last = position >> shift, last >> shift
        else:
            reached = node_hash(reached, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and reached == root


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Tell whether a path shows that the newer tree begins with the whole older tree."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not path and old_root == new_root
    shift = _trailing_zeros(old_size)
    position, last = (old_size >> shift) - 1, (new_size - 1) >> shift
    siblings = [old_root, *path] if position == 0 else list(path)
    if not siblings:
        return False
    old = new = siblings[0]
    for sibling in siblings[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            shift = _trailing_zeros(position)
            position, last = position >> shift, last >> shift
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _joined(peaks: Sequence[bytes]) -> bytes:
    """Return the root over neighbouring subtrees, of which each is larger than the next."""
    if not peaks:
        return EMPTY_ROOT
    return reduce(lambda right, left: node_hash(left, right), reversed(peaks))


def _split(size: int) -> int:
    """Return the largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1
