"""What a store knows of the outside: who holds checkpoints there, what each received last, and what failed since.

None of it is in the ledger: a delivery is not growth (decisions 6). Names here are labels such as "officer:1", never addresses.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HolderKind(StrEnum):
    """Who holds checkpoints outside: somebody's own mailbox, or a witness that cosigns them."""

    OFFICER = "officer"
    WITNESS = "witness"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """How far a ledger has come: its volume, from 1, and the entries in that volume. Positions compare as time runs."""

    volume: int
    size: int


@dataclass(frozen=True, slots=True)
class Appointed:
    """Somebody who is to hold checkpoints. Of `identity`, an address, only a keyed mark is kept.

    `name` is a label such as "officer:1"; `person` is their id on the register, if they are on it.
    """

    name: str
    kind: HolderKind
    identity: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """What has gone wrong since the last success: how many times in a row, why at last (a code), and when to try again."""

    at: datetime
    times: int
    why: str
    retry_at: datetime


@dataclass(frozen=True, slots=True)
class HolderState:
    """One holder as it stands: what it received last and when, neither if nothing yet. `wanted` is what must reach it at once:
    a ledger that holds an urgent alert."""

    name: str
    kind: HolderKind
    appointed: datetime
    received: Position | None = None
    received_at: datetime | None = None
    wanted: Position | None = None
    failure: Failure | None = None

    @property
    def last_heard(self) -> datetime:
        """Since when it has received nothing: its last delivery, or when it was appointed."""
        return self.received_at or self.appointed


@dataclass(frozen=True, slots=True)
class Alarm:
    """It lasts: since when, when the record last said so, and which roles were written to since then. `failure` is of the
    writing."""

    since: datetime
    noted: datetime
    told: frozenset[str] = frozenset()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Everything from which it follows what is due.

    `ledger` is the ledger's name and `opened` the instant of the newest volume's first entry ("" and None where a damaged entry
    does not say); `signed` is the newest checkpoint and when it was signed; `closed` are the last checkpoints of earlier
    volumes, the oldest first.
    """

    ledger: str
    position: Position
    opened: datetime | None
    signed: Position | None
    signed_at: datetime | None
    closed: tuple[Position, ...] = ()
    holders: tuple[HolderState, ...] = ()
    alarm: Alarm | None = None
