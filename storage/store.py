"""The Store protocol: what every store can do, and what one transaction is.

A transaction is a unit of work: all that is done in it is on disk together, or none of it. One store holds one organisation.
Everything is synchronous; `storage.writer` runs it in one thread and commits waiting work together.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from moderation.model import (
    Account,
    Arrival,
    Case,
    Decision,
    Effect,
    Entry,
    Event,
    Outcome,
    Person,
    Planned,
    Timer,
)

Clock = Callable[[], datetime]
"""Gives the instant, aware and in UTC."""

Entropy = Callable[[int], bytes]
"""Gives that many random bytes. `os.urandom` in service; a seeded source where an export must be identical byte for byte."""


class StoreError(Exception):
    """The store could not be opened, read or written. The message says what is wrong and what to do about it."""


class TextErasedError(StoreError):
    """The sealed text that was asked for is gone: its key was destroyed or its retention is over."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of an arrival, as far as it is still kept."""

    decision: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """An effect that was claimed for performing. `tries` counts this one, from 1; `case` is the concern it belongs to."""

    planned: Planned
    decision: str
    case: str | None
    tries: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one effect of a decision: `outcome` is None while it has not been tried or must be tried again."""

    effect: Effect
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger's size and 32-byte RFC 6962 root, signed: `note` is the C2SP signed note. `origin` names the volume."""

    origin: str
    size: int
    root: bytes
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of everything there is, for status and tests."""

    entries: int
    waiting: int
    unsettled: int
    open_cases: int


class Transaction(Protocol):
    """One unit of work. Valid only inside `Store.transaction()`."""

    def savepoint(self) -> AbstractContextManager[None]:
        """A piece of the unit that is undone by itself when it raises; the rest of the unit goes on."""

    # Arrivals

    def receive(self, arrival: Arrival) -> bool:
        """Put an arrival into the inbox, sealed. False if one with this id was received before: a duplicate changes nothing."""

    def next_arrivals(self, limit: int) -> Sequence[Arrival]:
        """The oldest arrivals that have not been judged, in the order in which they came."""

    def judged(self, arrival: str) -> Judged | None:
        """What was decided about an arrival, or None if it waits or is not known."""

    def window(self, conversation: str, before: datetime, limit: int) -> Sequence[Event]:
        """The last judged messages of a conversation from before an instant, oldest first, as far as they are still kept."""

    # Decisions

    def commit_decision(self, decision: Decision, arrival: Arrival | None) -> None:
        """Write a whole decision: its ledger entry, effects, case and timers, and mark what caused it as judged.

        With a case and an event that has text, the event is sealed into the case's folder and the entry commits to it. The
        case's effects are sealed there too. An effect that was planned before is the same effect. Raises ValueError if it
        differs, or if it waits for one that nobody planned, or if there is a case and no entry; StoreError if the arrival was
        judged before.
        """

    # Effects

    def claim_effects(self, now: datetime, limit: int, lease: timedelta, config: str = "") -> Sequence[Attempt]:
        """Effects that are due and whose predecessor allows it, in order; nobody else gets them until the lease ends.

        Done, AlreadyDone, Gone and Withheld are success; Refused and NeedsHuman are not. An effect whose sealed content was
        erased is dropped here, with an entry that names `config`, the hash of the settings in force.
        """

    def settle_effect(self, attempt: Attempt, outcome: Outcome, at: datetime, entry: Entry) -> None:
        """Record what became of an effect. Those that waited for its success are dropped when it failed, each with an entry
        `effect.dropped`, and their outcome is Refused("dropped"). An effect that was settled before stays as it was, without
        an entry. Raises ValueError for RetryLater.
        """

    def postpone_effect(self, attempt: Attempt, outcome: Outcome, until: datetime) -> None:
        """Put an effect back until later, its outcome being RetryLater. Those that waited only for an attempt may now go."""

    def last_planned(self, kind: str, target: str) -> datetime | None:
        """When an effect of this kind was last planned for this target, to merge repeats (map 1.7)."""

    def effects_of(self, case: str) -> Sequence[Settled]:
        """Every effect of every decision about a case, oldest first."""

    # Cases and timers

    def case(self, case: str) -> Case | None:
        """A concern as it stands, or None if there is none or its folder was erased."""

    def cases(self, about: str | None = None, open_only: bool = False) -> Sequence[Case]:
        """Cases oldest first: all, or those in which one person is the author of a message or a subject."""

    def sealed_text(self, case: str, event: str, actor: str, reason: str) -> Event:
        """Open what was said. The opening is an entry of its own, which commits to the reason, sealed in the case's folder.

        Raises TextErasedError when it is gone, or was never kept.
        """

    def due_timers(self, now: datetime) -> Sequence[Timer]: ...

    # People

    def person_of(self, account: Account) -> Person | None:
        """The person on the register who has this account, or None."""

    def person(self, person: str) -> Person | None:
        """The person with this id, or None."""

    def pseudonym(self, account: Account) -> str:
        """A stable id for an account that is not on the register: keyed, so that it means nothing outside this store."""

    def register(self, person: Person, accounts: Sequence[Account], actor: str) -> None:
        """Add somebody to the register with all their accounts, or change them. An entry, by id alone; unchanged is no entry.

        Raises StoreError for an account that is another person's.
        """

    def people(self) -> Sequence[Person]: ...

    # The ledger

    def append(self, entry: Entry, at: datetime) -> int:
        """Append one entry and give its sequence number."""

    def checkpoint(self, at: datetime) -> Checkpoint:
        """Sign the ledger as it stands after all that this unit has appended; the one that there is, if it has not grown."""

    def open_volume(self, origin: str, at: datetime) -> Checkpoint:
        """Close the volume with an entry and a checkpoint, which is given back; begin the next with an entry that names it."""

    # Settings

    def setting(self, name: str) -> str | None:
        """The newest value of an organisation's setting."""

    def change_setting(self, name: str, value: str, actor: str) -> None:
        """Write a new version of a setting, with an entry: its name and the keyed hash of its value. Unchanged is no entry."""


class Store(Protocol):
    """One organisation's memory."""

    @property
    def org(self) -> str: ...

    @property
    def origin(self) -> str:
        """The name of the ledger's newest volume in checkpoints and exports."""

    @property
    def verifier_key(self) -> str:
        """The public key of this ledger's checkpoints, as C2SP writes one: `name+id+base64`."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A unit of work: commits at the end, rolls back on an exception."""

    def entries(self, start: int = 1) -> Iterator[tuple[int, bytes, bytes]]:
        """The newest volume's (sequence number, leaf, body) in order, streamed."""

    def root(self) -> tuple[int, bytes]:
        """Size and Merkle root of the newest volume as it stands."""

    def counts(self) -> Counts: ...

    def forget_expired(self, now: datetime) -> int:
        """Destroy the holding keys whose retention is over, and what they sealed. Gives how many days were destroyed.

        What still waits to be judged or done is sealed again under today's key. What is forgotten is no longer recognised as a
        duplicate, so adapters must read back no further than the retention.
        """

    def close(self) -> None: ...
