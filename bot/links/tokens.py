"""What a link carries: the id of the letter that it is in, until when it counts, and the organisation's signature over both.

The key is derived from the organisation's own keys, so no other organisation's link counts here, and nobody can make one who
does not have them. Everything stands in it in one way only: whatever is changed of it, it is no link any more.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from storage.store import Transaction

#: Characters of a whole token: letter, instant and signature, with a hyphen between.
LENGTH: Final = 22 + 1 + 8 + 1 + 40
_TOKEN: Final = re.compile(r"(x_[0-9a-f]{20})-([0-9a-f]{8})-([0-9a-f]{40})", re.ASCII)
#: What is signed begins with it, so that the key's other signatures, if it ever gives any, are no links.
_USE: Final = "touchline answer link 1"


@dataclass(frozen=True, slots=True)
class Link:
    """`letter` is the id of the effect by which the letter was sent, `until` the instant from which it counts no longer."""

    letter: str
    until: datetime


def key_of(tx: Transaction) -> bytes:
    """The 32 bytes with which an organisation signs its links."""
    return bytes.fromhex(tx.keyed_hash("answer links"))


def written(link: Link, key: bytes) -> str:
    """The token of a link; its instant to the second."""
    said = f"{link.letter}-{int(link.until.timestamp()):08x}"
    return f"{said}-{_signature(said, key)}"


def read(token: str, key: bytes) -> Link | None:
    """The link of a token, also one that is over; None for what the organisation never signed."""
    found = _TOKEN.fullmatch(token) if len(token) == LENGTH else None
    if found is None or not hmac.compare_digest(found[3], _signature(f"{found[1]}-{found[2]}", key)):
        return None
    return Link(found[1], datetime.fromtimestamp(int(found[2], 16), UTC))


def _signature(said: str, key: bytes) -> str:
    return hmac.digest(key, f"{_USE}\n{said}".encode("ascii"), "sha256").hex()[:40]
