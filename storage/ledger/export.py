"""Writing the ledger out, in the format that `verify.py` describes and checks."""

import json
from collections.abc import Callable, Iterable
from typing import TextIO

from storage.ledger.verify import Frontier, leaf_hash


def write_export(
    entries: Iterable[tuple[int, bytes, bytes]],
    out: TextIO,
    org: str,
    origin: str,
    withheld: Callable[[int], bool] = lambda seq: False,
) -> int:
    """Write entries (sequence number, 32-byte leaf, body) as JSON Lines, one by one, and give how many they were; `origin` is
    the log's name.

    An entry that its reader may not see (`withheld` says so of its number) is given by its leaf alone. A ledger that somebody
    has tampered with is written out as it is: finding that is the verifier's task, which needs the evidence. Raises TreeError
    only for a leaf that has not 32 bytes.
    """
    tree = Frontier()
    _write(out, touchline="ledger-export", v=1, org=org, origin=origin)
    for seq, leaf, body in entries:
        tree.append(leaf)
        if withheld(seq):
            # From the body, not as stored: an entry that was edited and then withheld would otherwise look whole.
            _write(out, seq=seq, leaf=leaf_hash(body).hex())
        else:
            # No record has bytes beyond ASCII; in one that was damaged they become a text that does not give its leaf.
            _write(out, seq=seq, leaf=leaf.hex(), body=body.decode("ascii", "backslashreplace"))
    _write(out, size=tree.size, root=tree.root().hex())
    return tree.size


def _write(out: TextIO, **line: object) -> None:
    out.write(json.dumps(line, separators=(",", ":")) + "\n")
