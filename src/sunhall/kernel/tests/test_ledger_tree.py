"""The Merkle tree gives the published values and agrees with the RFC's own recursion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.kernel.ledger.tree import (
    EMPTY_ROOT,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The reference vectors of the Certificate Transparency project for RFC 6962.
CONTENTS = [
    bytes.fromhex(digits)
    for digits in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): INCLUSION[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
LEAVES = [leaf_hash(content) for content in CONTENTS]
SIZES = st.integers(1, 130)


def numbered(size):
    return [leaf_hash(str(number).encode()) for number in range(size)]


def split(size):
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def naive_root(leaves):
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY_ROOT
    middle = split(len(leaves))
    return node_hash(naive_root(leaves[:middle]), naive_root(leaves[middle:]))


def naive_path(index, leaves):
    if len(leaves) == 1:
        return []
    middle = split(len(leaves))
    if index < middle:
        return [*naive_path(index, leaves[:middle]), naive_root(leaves[middle:])]
    return [*naive_path(index - middle, leaves[middle:]), naive_root(leaves[:middle])]


def naive_subproof(old, leaves, is_whole):
    if old == len(leaves):
        return [] if is_whole else [naive_root(leaves)]
    middle = split(len(leaves))
    if old <= middle:
        return [*naive_subproof(old, leaves[:middle], is_whole), naive_root(leaves[middle:])]
    return [*naive_subproof(old - middle, leaves[middle:], False), naive_root(leaves[:middle])]


class TestRootOf:
    @pytest.mark.parametrize("size", range(1, 9))
    def test_gives_the_published_roots(self, size):
        assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]

    @given(size=st.integers(0, 130))
    def test_agrees_with_the_recursion(self, size):
        assert root_of(numbered(size)) == naive_root(numbered(size))


class TestInclusionPath:
    @pytest.mark.parametrize(("index", "size"), INCLUSION)
    def test_gives_the_published_proofs(self, index, size):
        path = inclusion_path(LEAVES[:size], index)

        assert [value.hex() for value in path] == INCLUSION[index, size]

    @given(size=SIZES, data=st.data())
    def test_agrees_with_the_recursion_and_verifies(self, size, data):
        index = data.draw(st.integers(0, size - 1))
        leaves = numbered(size)

        path = inclusion_path(leaves, index)

        assert path == naive_path(index, leaves)
        assert verify_inclusion(leaves[index], index, size, path, root_of(leaves))

    def test_refuses_a_leaf_that_is_not_there(self):
        with pytest.raises(ValueError, match="no leaf 8"):
            inclusion_path(LEAVES, 8)


class TestVerifyInclusion:
    @given(size=st.integers(2, 70), data=st.data())
    def test_refuses_whatever_differs(self, size, data):
        index, other = data.draw(st.permutations(range(size)))[:2]
        leaves = numbered(size)
        path, root = inclusion_path(leaves, index), root_of(leaves)

        verdicts = [
            verify_inclusion(leaves[other], index, size, path, root),
            verify_inclusion(leaves[index], other, size, path, root),
            verify_inclusion(leaves[index], index, size, path[:-1], root),
            verify_inclusion(leaves[index], index, size, [*path, root], root),
            verify_inclusion(leaves[index], index, size, path, leaves[index]),
            verify_inclusion(leaves[index], size, size, path, root),
        ]

        assert not any(verdicts)


class TestConsistencyPath:
    @pytest.mark.parametrize(("old", "new"), CONSISTENCY)
    def test_gives_the_published_proofs(self, old, new):
        path = consistency_path(LEAVES[:new], old)

        assert [value.hex() for value in path] == CONSISTENCY[old, new]

    @given(size=SIZES, data=st.data())
    def test_agrees_with_the_recursion_and_verifies(self, size, data):
        old = data.draw(st.integers(1, size))
        leaves = numbered(size)

        path = consistency_path(leaves, old)

        assert path == naive_subproof(old, leaves, True)
        assert verify_consistency(old, size, root_of(leaves[:old]), root_of(leaves), path)


class TestVerifyConsistency:
    @given(size=st.integers(2, 70), data=st.data())
    def test_refuses_whatever_differs(self, size, data):
        old = data.draw(st.integers(1, size - 1))
        leaves = numbered(size)
        path, before, after = consistency_path(leaves, old), root_of(leaves[:old]), root_of(leaves)

        verdicts = [
            verify_consistency(old, size, EMPTY_ROOT, after, path),
            verify_consistency(old, size, before, EMPTY_ROOT, path),
            verify_consistency(old, size, before, after, path[:-1]),
            verify_consistency(old, size, before, after, [*path, after]),
            verify_consistency(size, old, after, before, path),
            verify_consistency(0, size, EMPTY_ROOT, after, path),
        ]

        assert not any(verdicts)
