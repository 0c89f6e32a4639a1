"""Making a proof: of one entry, without the others; or that a newer log only appended to an older one.

`verify.py` says what is in such a file, and checks it. Entries are read once, in order, in memory that does not grow with
them, and hashed from their texts: the stored leaf of an entry that was edited would prove what is not there any more.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storage.ledger.merkle import TreeError, consistency_proof, inclusion_proof, leaf_hash, verify_consistency, verify_inclusion

#: Entries as a ledger gives them: sequence number, leaf, body.
Entries = Iterable[tuple[int, bytes, bytes]]


@dataclass(frozen=True, slots=True)
class End:
    """The log at one size: its 32-byte root, and the signed note that says so, "" if there is none."""

    size: int
    root: bytes
    note: str = ""

    def json(self) -> dict[str, object]:
        return {"size": self.size, "root": self.root.hex(), "note": self.note}


def prove_entry(entries: Entries, origin: str, seq: int, to: End) -> str:
    """The proof that entry `seq`, counted from 1, is in the log called `origin` as it was at `to`: JSON and a newline.

    Raises TreeError if the log has no such entry at that size, or does not give that root.
    """
    bodies: list[bytes] = []
    path = inclusion_proof(_leaves(entries, seq, bodies), seq - 1, to.size)
    verify_inclusion(leaf_hash(bodies[0]), seq - 1, to.size, path, to.root)
    body = bodies[0].decode("ascii", "backslashreplace")
    return _proof("entry", origin, path, seq=seq, body=body, to=to.json())


def prove_growth(entries: Entries, origin: str, start: End, to: End) -> str:
    """The proof that the log called `origin` only grew from `start` to `to`: JSON and a newline.

    Raises TreeError if there are no two such sizes, or the log does not give these roots.
    """
    path = consistency_proof(_leaves(entries), start.size, to.size)
    verify_consistency(start.size, to.size, path, start.root, to.root)
    return _proof("growth", origin, path, **{"from": start.json(), "to": to.json()})


def _leaves(entries: Entries, wanted: int = 0, bodies: list[bytes] | None = None) -> Iterator[bytes]:
    """The leaves of entries, from their texts; the text of the one that is wanted is put aside."""
    for place, (seq, _, body) in enumerate(entries, start=1):
        if seq != place:
            raise TreeError(f"entry {place:,} is missing")
        if seq == wanted and bodies is not None:
            bodies.append(body)
        yield leaf_hash(body)


def _proof(proves: str, origin: str, path: Iterable[bytes], **more: object) -> str:
    proof = {"touchline": "ledger-proof", "v": 1, "proves": proves, "origin": origin, **more, "path": [p.hex() for p in path]}
    return json.dumps(proof, indent=1) + "\n"
