"""Proofs over the RFC 6962 tree: that an entry is in it, and that a newer tree only appended to an older one.

All leaves, roots and steps of proofs are SHA-256 hashes of 32 bytes, and anything else is refused; leaves are counted from 0.
What checks a proof lives in `verify.py` with the hashes and the growing tree; here is what makes one, in one pass over leaves
that are read as they come. No function here calls itself, so no size is too deep.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from storage.ledger.verify import (
    Frontier,
    TreeError,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

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

#: Leaves that are joined at once.
_TOGETHER = 1024


def root(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over these leaves, in memory that grows with the logarithm of their number."""
    tree, waiting = Frontier(), iter(leaves)
    while some := list(islice(waiting, _TOGETHER)):
        tree.extend(some)
    return tree.root()


def inclusion_proof(leaves: Iterable[bytes], index: int, size: int) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root of the first `size` leaves, lowest first (RFC 6962, 2.1.1)."""
    _demand(0 <= index < size, "there is no such leaf in a tree of that size")
    return _roots_of([beside for _, beside in _way_down(index, size)], leaves, size)[::-1]


def consistency_proof(leaves: Iterable[bytes], first: int, second: int) -> list[bytes]:
    """The hashes that lead to the roots of the first `first` and `second` leaves alike, lowest first (RFC 6962, 2.1.2)."""
    _demand(0 < first <= second, "there are no two trees of those sizes, the older not empty")
    spans: list[range] = []
    shared = range(second)
    for below, beside in _way_down(first - 1, second):
        if shared.stop == first:
            break
        spans.append(beside)
        shared = below
    if shared.start:  # else it is the whole older tree, whose root the verifier holds
        spans.append(shared)
    return _roots_of(spans, leaves, second)[::-1]


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


def _roots_of(spans: Sequence[range], leaves: Iterable[bytes], size: int) -> list[bytes]:
    """The root over each of these spans, no two of which overlap, of the first `size` leaves, which are read once."""
    reading, read = iter(leaves), 0

    def up_to(stop: int) -> Iterator[bytes]:
        nonlocal read
        for leaf in islice(reading, stop - read):
            read += 1
            yield leaf
        _demand(read == stop, "there are fewer leaves than that")

    roots: dict[range, bytes] = {}
    for span in sorted(spans, key=lambda span: span.start):
        deque(up_to(span.start), maxlen=0)
        roots[span] = root(up_to(span.stop))
    deque(up_to(size), maxlen=0)
    return [roots[span] for span in spans]


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise TreeError(otherwise)
