"""The tree: known answers, the definitions of RFC 6962 word for word, and proofs that were tampered with."""

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.merkle import (
    Frontier,
    TreeError,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# The reference leaves of Certificate Transparency, and the root of the first 0 to 8 of them.
REFERENCE = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "merkle"
SHORT_ROOTS = "sizes-are-equal-one-and-proof-is-empty"


def vectors(kind: str) -> list[Any]:
    files = sorted((VECTORS / kind).rglob("*.json"))
    if not files:
        return [pytest.param(None, marks=pytest.mark.skip(reason="../shared/vectors is not here"))]
    short = pytest.mark.skip(reason="its roots have 15 bytes; here they must have 32")
    return [
        pytest.param(file, id=f"{file.parent.name}/{file.stem}", marks=[short] if file.stem == SHORT_ROOTS else [])
        for file in files
    ]


def hashes(count: int) -> list[bytes]:
    return [leaf_hash(b"%d" % number) for number in range(count)]


# RFC 6962, section 2.1, as it is written there: slow, recursive and easy to compare with the text.


def split(size: int) -> int:
    return max(1 << power for power in range(size.bit_length()) if 1 << power < size)


def tree_head(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    k = split(len(leaves))
    return hashlib.sha256(b"\x01" + tree_head(leaves[:k]) + tree_head(leaves[k:])).digest()


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), tree_head(leaves[k:])]
    return [*path(m - k, leaves[k:]), tree_head(leaves[:k])]


def sub_proof(m: int, leaves: list[bytes], complete: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if complete else [tree_head(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*sub_proof(m, leaves[:k], complete), tree_head(leaves[k:])]
    return [*sub_proof(m - k, leaves[k:], False), tree_head(leaves[:k])]


def test_the_reference_leaves_of_certificate_transparency() -> None:
    tree = Frontier()
    assert tree.root().hex() == ROOTS[0]
    for size, leaf in enumerate(REFERENCE, start=1):
        tree.append(leaf_hash(leaf))
        assert tree.size == size
        assert tree.root().hex() == ROOTS[size]
        assert root(map(leaf_hash, REFERENCE[:size])).hex() == ROOTS[size]


def test_all_small_trees_are_as_rfc_6962_defines_them() -> None:
    leaves = hashes(17)
    for size in range(len(leaves) + 1):
        part = leaves[:size]
        assert root(part) == tree_head(part)
        for index in range(size):
            assert inclusion_proof(leaves, index, size) == path(index, part)
            assert consistency_proof(leaves, index + 1, size) == sub_proof(index + 1, part, True)


@given(st.data())
def test_proofs_hold_and_tampered_ones_do_not(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 200))
    first = data.draw(st.integers(1, size))
    leaves = hashes(size)
    head = root(leaves)

    inclusion = inclusion_proof(leaves, first - 1, size)
    verify_inclusion(leaves[first - 1], first - 1, size, inclusion, head)
    other = data.draw(st.integers(0, size).filter(lambda index: index != first - 1))
    with pytest.raises(TreeError):
        verify_inclusion(leaves[first - 1], other, size, inclusion, head)
    for leaf, false_head, *steps in tampered([leaves[first - 1], head, *inclusion]):
        with pytest.raises(TreeError):
            verify_inclusion(leaf, first - 1, size, steps, false_head)

    consistency = consistency_proof(leaves, first, size)
    old_head = root(leaves[:first])
    verify_consistency(first, size, consistency, old_head, head)
    for old, new, *steps in tampered([old_head, head, *consistency]):
        with pytest.raises(TreeError):
            verify_consistency(first, size, steps, old, new)


def tampered(parts: list[bytes]) -> list[list[bytes]]:
    """Two fixed hashes and a proof: with a bit flipped or a byte lost anywhere, a step too few, and a step too many."""
    changed = [
        [*parts[:number], part, *parts[number + 1 :]]
        for number, whole in enumerate(parts)
        for part in (bytes([whole[0] ^ 1]) + whole[1:], whole[:-1], whole + b"\x00", b"")
    ]
    fewer = [parts[:number] + parts[number + 1 :] for number in range(2, len(parts))]
    more = [[*parts[:number], parts[0], *parts[number:]] for number in range(2, len(parts) + 1)]
    return changed + fewer + more


@pytest.mark.parametrize("file", vectors("inclusion"))
def test_inclusion_vectors(file: Path) -> None:
    case = json.loads(file.read_text())
    proof = [base64.b64decode(step) for step in case["proof"] or []]
    leaf, head = base64.b64decode(case["leafHash"] or ""), base64.b64decode(case["root"] or "")
    if case["wantErr"]:
        with pytest.raises(TreeError):
            verify_inclusion(leaf, case["leafIdx"], case["treeSize"], proof, head)
    else:
        verify_inclusion(leaf, case["leafIdx"], case["treeSize"], proof, head)


@pytest.mark.parametrize("file", vectors("consistency"))
def test_consistency_vectors(file: Path) -> None:
    case = json.loads(file.read_text())
    proof = [base64.b64decode(step) for step in case["proof"] or []]
    old, new = base64.b64decode(case["root1"] or ""), base64.b64decode(case["root2"] or "")
    if case["wantErr"]:
        with pytest.raises(TreeError):
            verify_consistency(case["size1"], case["size2"], proof, old, new)
    else:
        verify_consistency(case["size1"], case["size2"], proof, old, new)


@pytest.mark.parametrize("length", [0, 15, 31, 33, 64])
def test_a_hash_of_any_other_length_is_refused(length: int) -> None:
    wrong, whole = bytes(length), bytes(32)
    for refused in (
        lambda: Frontier().append(wrong),
        lambda: root([wrong]),
        lambda: node_hash(wrong, whole),
        lambda: node_hash(whole, wrong),
        lambda: verify_inclusion(wrong, 0, 1, [], wrong),
        lambda: verify_consistency(1, 1, [], wrong, wrong),  # what the one skipped vector allows, with 15 bytes
    ):
        with pytest.raises(TreeError):
            refused()


def test_sizes_that_no_tree_has_are_refused() -> None:
    leaves = hashes(4)
    for refused in (
        lambda: inclusion_proof(leaves, 4, 4),
        lambda: inclusion_proof(leaves, -1, 4),
        lambda: inclusion_proof(leaves, 0, 5),
        lambda: consistency_proof(leaves, 0, 4),
        lambda: consistency_proof(leaves, 3, 2),
        lambda: consistency_proof(leaves, 1, 5),
        lambda: verify_consistency(0, 4, [], root([]), root(leaves)),
        lambda: verify_consistency(2**64, 2**64 + 1, [], root([]), root(leaves)),
        lambda: verify_inclusion(leaves[0], 2**64, 2**65, [], root(leaves)),
    ):
        with pytest.raises(TreeError):
            refused()


def test_a_large_tree_needs_little_memory_and_no_recursion() -> None:
    tree = Frontier()
    leaf = leaf_hash(b"")
    for _ in range(5000):
        tree.append(leaf)
    assert sys.getsizeof(tree._peaks) < 1000
    assert len(tree._peaks) == (5000).bit_count()
    steps = [leaf] * 63
    with pytest.raises(TreeError, match="does not lead"):
        verify_inclusion(leaf, 2**63 - 1, 2**63, steps, leaf)
