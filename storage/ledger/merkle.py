"""Proofs over the RFC 6962 tree: that an entry is in it, and that a newer tree only appended to an older one.

All leaves, roots and steps of proofs are SHA-256 hashes of 32 bytes, and anything else is refused; leaves are counted from 0.
The hashes themselves and the growing tree live in `verify.py`. No function here calls itself, so no size is too deep.
"""

from collections.abc import Iterable, Iterator, Sequence

from storage.ledger.verify import Frontier, TreeError, leaf_hash, node_hash, whole_hash

__all__ = [
    "Frontier",
    "TreeError",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "root",
    "verify_consistency",
    "verify_inclusion",
]


def root(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over these leaves, in memory that grows with the logarithm of their number."""
    tree = Frontier()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def inclusion_proof(leaves: Sequence[bytes], index: int, size: int) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root of the first `size` leaves, lowest first (RFC 6962, 2.1.1)."""
    _demand(0 <= index < size <= len(leaves), "there is no such leaf in a tree of that size")
    return [_root_of(leaves, beside) for _, beside in _way_down(index, size)][::-1]


def consistency_proof(leaves: Sequence[bytes], first: int, second: int) -> list[bytes]:
    """The hashes that lead to the roots of the first `first` and `second` leaves alike, lowest first (RFC 6962, 2.1.2)."""
    _demand(0 < first <= second <= len(leaves), "there are no two trees of those sizes, the older not empty")
    proof: list[bytes] = []
    shared = range(second)
    for below, beside in _way_down(first - 1, second):
        if shared.stop == first:
            break
        proof.append(_root_of(leaves, beside))
        shared = below
    if shared.start:  # else it is the whole older tree, whose root the verifier holds
        proof.append(_root_of(leaves, shared))
    return proof[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> None:
    """Return if the proof shows that `leaf` is number `index` of the `size` leaves under this root; else raise TreeError."""
    _demand(0 <= index < size, "there is no such leaf in a tree of that size")
    inner = (index ^ (size - 1)).bit_length()
    _demand(len(proof) == _steps(index, inner), "the proof has not the length for this leaf")
    node = whole_hash(leaf)
    for level, beside in enumerate(proof):
        node = node_hash(beside, node) if _is_left(index, inner, level) else node_hash(node, beside)
    _demand(node == whole_hash(root_hash), "the proof does not lead to this root")


def verify_consistency(first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes) -> None:
    """Return if the proof shows that the tree of `second` leaves begins with that of `first`; else raise TreeError.

    An empty older tree is refused: every tree begins with it, so it proves nothing.
    """
    _demand(0 < first <= second, "there are no two trees of those sizes, the older not empty")
    old_root, new_root = whole_hash(first_root), whole_hash(second_root)
    if first == second:
        _demand(not proof and old_root == new_root, "two trees of one size are not the same")
        return
    # The proof starts from the last full subtree of the older tree, and goes up from there as for the inclusion of a leaf.
    height = (first & -first).bit_length() - 1
    way = (first - 1) >> height
    inner = (way ^ ((second - 1) >> height)).bit_length()
    # If that subtree is all of the older tree, its root is known and left out.
    start = list(proof) if way else [old_root, *proof]
    _demand(len(start) == 1 + _steps(way, inner), "the proof has not the length for these sizes")
    old = new = start[0]
    for level, beside in enumerate(start[1:]):
        if _is_left(way, inner, level):
            old, new = node_hash(beside, old), node_hash(beside, new)
        else:
            new = node_hash(new, beside)
    _demand(old == old_root, "the proof does not lead to the older root")
    _demand(new == new_root, "the proof does not lead to the newer root")


def _way_down(index: int, size: int) -> Iterator[tuple[range, range]]:
    """The spans of leaves on the way from the root down to one leaf, each with the span beside it."""
    low, high = 0, size
    while high - low > 1:
        middle = low + (1 << (high - low - 1).bit_length() - 1)  # the left side is the largest full tree that leaves a rest
        if index < middle:
            beside, high = range(middle, high), middle
        else:
            beside, low = range(low, middle), middle
        yield range(low, high), beside


def _root_of(leaves: Sequence[bytes], span: range) -> bytes:
    return root(leaves[position] for position in span)


# On the way up from a node, numbered from 0 among those of its height, the hash beside it is left or right as the bits of that
# number say, lowest first, for `inner` steps; from there the way is on the tree's right edge, where only left sides count.


def _steps(number: int, inner: int) -> int:
    return inner + (number >> inner).bit_count()


def _is_left(number: int, inner: int, step: int) -> bool:
    return step >= inner or bool(number >> step & 1)


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise TreeError(otherwise)
