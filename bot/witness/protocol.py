"""What is asked of a witness (C2SP tlog-witness, add-checkpoint): written by `client.py`, read by `server.py`.

old 20852014                                      the size that the witness is thought to hold; 0 if none
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=      the consistency proof from there, a hash a line
<empty line>
touchline/example-cc                              the checkpoint, a signed note
...
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from storage.ledger.note import NOTE_LIMIT, NoteError, read_hash, read_number

#: Behind the address of a witness.
PATH: Final = "/add-checkpoint"
#: Proofs in a tree of less than 2**63 leaves have no more hashes.
PROOF_LIMIT: Final = 63
#: The longest body that is read: the longest note, and what stands before it.
BODY_LIMIT: Final = NOTE_LIMIT + 64 * 45
#: The content type of the answer 409 that says which size the witness holds.
SIZE_TYPE: Final = "text/x.tlog.size"


@dataclass(frozen=True, slots=True)
class Submission:
    """A checkpoint for a witness, as a signed note, with the proof (32-byte hashes) that it contains the tree of size `old`."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def written(self) -> bytes:
        return f"old {self.old}\n{proof_lines(self.proof)}\n{self.note}".encode()

    @classmethod
    def read(cls, body: bytes) -> Self:
        """What a body says. Raises NoteError for all that tlog-witness does not allow; the note itself is not looked into."""
        try:
            head, gap, note = body.decode("utf-8").partition("\n\n")
        except UnicodeDecodeError:
            raise NoteError("it is not UTF-8") from None
        first, *hashes = head.split("\n")
        if not gap or not first.startswith("old "):
            raise NoteError("it does not begin with an old size, a proof and an empty line")
        if len(hashes) > PROOF_LIMIT:
            raise NoteError(f"its proof has more than {PROOF_LIMIT} hashes")
        return cls(read_number(first.removeprefix("old ")), tuple(read_hash(line) for line in hashes), note)


def proof_lines(proof: Sequence[bytes]) -> str:
    """A proof as it is written down: base64, a hash a line."""
    return "".join(f"{base64.b64encode(step).decode()}\n" for step in proof)
