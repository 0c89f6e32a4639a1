"""The Store protocol: what every store can do, and what one transaction is.

A transaction is a unit of work: all that is done in it is on disk together, or none of it. One store holds one organisation.
Everything is synchronous; `storage.writer` runs it in one thread and commits waiting work together.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from moderation.model import (
    Account,
    Arrival,
    Basis,
    Case,
    Decision,
    Effect,
    Entry,
    Event,
    KnownLapse,
    Outcome,
    Person,
    Planned,
    Report,
    Timer,
)
from storage.agreements import Agreeing
from storage.anchoring import Alarm, Anchoring, Appointed, Failure, Position
from storage.attendance import Attendance
from storage.erasure import Erasure, Hold, Refusal, Step
from storage.grants import Grant as Grant
from storage.grants import Granting
from storage.replaying import Replaying
from storage.waking import Waking
from storage.work import Work

Clock = Callable[[], datetime]
"""Gives the instant, aware and in UTC."""

Entropy = Callable[[int], bytes]
"""Gives that many random bytes. `os.urandom` in service; a seeded source where an export must be identical byte for byte."""


class StoreError(Exception):
    """The store could not be opened, read or written. The message says what is wrong and what to do about it."""


class UnavailableError(StoreError):
    """The files cannot be read or written now, whatever is asked of them. `why` is a word for it that holds nothing of theirs:
    "disk_full", "read_only", "cannot_open", "locked", "disk_error" or "damaged".
    """

    def __init__(self, message: str, why: str) -> None:
        super().__init__(message)
        self.why = why


class HeldError(StoreError):
    """Another process has the store open."""


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
class Recorded:
    """An entry that stands in the ledger."""

    kind: str
    at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with its place: `record` is what its body says, as `storage.ledger.record` describes it."""

    volume: int
    seq: int
    record: Mapping[str, Any]

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.record["at"])


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody's register entry as it stood in one version, from 1, with the accounts that were theirs."""

    version: int
    person: Person
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of everything there is, for status and tests."""

    entries: int
    waiting: int
    unsettled: int
    open_cases: int


class Transaction(Attendance, Granting, Agreeing, Replaying, Work, Protocol):
    """One unit of work. Valid only inside `Store.transaction()`."""

    def savepoint(self) -> AbstractContextManager[None]:
        """A piece of the unit that is undone by itself when it raises; the rest of the unit goes on."""

    # Arrivals

    def receive(self, arrival: Arrival) -> bool:
        """Put an arrival into the inbox, sealed. False if one with this id was received before: a duplicate changes nothing."""

    def next_arrivals(self, limit: int, others: int | None = None) -> Sequence[Arrival]:
        """Arrivals that nobody has judged, in order: first what comes first, then at most so many of the `others`."""

    def judged(self, arrival: str) -> Judged | None:
        """What was decided about an arrival, or None if it waits or is not known."""

    def arrival(self, arrival: str) -> Arrival | None:
        """What arrived under an id, as far as it is kept; None if it never did."""

    def taken_away(self, since: datetime) -> Sequence[Event]:
        """Of which messages a platform has told, since an instant, that they are gone; oldest first, as far as it is kept."""

    def window(self, conversation: str, before: datetime, limit: int, posts_only: bool = False) -> Sequence[Event]:
        """The last judged posts and edits of a conversation from before an instant, oldest first, as far as they are kept."""

    # Decisions

    def commit_decision(self, decision: Decision, arrival: Arrival | None, basis: Basis | None = None) -> None:
        """Write a whole decision: its ledger entry, effects, case and timers, and mark what caused it as judged.

        With a case, an event that has text, or a report, is sealed into the case's folder and the entry commits to it. The
        case's effects are sealed there too, and so is `basis`, what the decision rests on, which the entry names as well; it is
        kept beside the arrival too. An effect that was planned before is the same effect. Raises ValueError if it differs,
        waits for one that nobody planned, or if there is a case and no entry; StoreError if the arrival was judged before.
        """

    # Effects

    def claim_effects(
        self,
        now: datetime,
        limit: int,
        lease: timedelta,
        config: str = "",
        besides: Collection[str] = (),
        first: Collection[str] = (),
    ) -> Sequence[Attempt]:
        """Effects that are due and whose predecessor allows it, in order; nobody else gets them until the lease ends. Those of
        the kinds in `first` come before all others.

        Not those whose ids are among `besides`: whoever asks is at work on them, and has had their lease run out.

        Done, AlreadyDone, Gone and Withheld are success; Refused and NeedsHuman are not. An effect whose sealed content was
        erased is dropped here, with an entry that names `config`, the hash of the settings in force.
        """

    def settle_effect(self, attempt: Attempt, outcome: Outcome, at: datetime, entry: Entry) -> None:
        """Record what became of an effect. Those that waited for its success are dropped when it failed, each with an entry
        `effect.dropped`, and their outcome is Refused("dropped"). An effect that was settled before stays as it was, without
        an entry. Raises ValueError for RetryLater.
        """

    def postpone_effect(self, attempt: Attempt, outcome: Outcome, until: datetime) -> None:
        """Put an effect back until later, its outcome being RetryLater. `attempt.tries` is what is counted on from. Those that
        waited only for an attempt may now go."""

    def last_planned(self, kind: str, target: str) -> datetime | None:
        """When an effect of this kind was last planned for this target, to merge repeats (map 1.7)."""

    def planned(self, effect: str) -> Planned | None:
        """What was planned under an id, as far as it is kept; None if nothing was."""

    def effects_of(self, case: str) -> Sequence[Settled]:
        """Every effect of every decision about a case, oldest first."""

    def effects_of_kind(self, kind: str) -> Sequence[Settled]:
        """Every effect of a kind, oldest first, as far as it is kept."""

    # Cases and timers

    def case(self, case: str) -> Case | None:
        """A concern as it stands, or None if there is none or its folder was erased."""

    def cases(self, about: str | None = None, open_only: bool = False, since: datetime | None = None) -> Sequence[Case]:
        """Cases oldest first: all, or those in which one person is the author of a message or a subject. `open_only` leaves out
        the closed ones, but for those that were opened `since` an instant."""

    def sealed_text(self, case: str, event: str, actor: str, reason: str) -> Event:
        """Open what was said. The opening is an entry of its own, which commits to the reason, sealed in the case's folder.

        Raises TextErasedError when it is gone, or was never kept.
        """

    def sealed_report(self, case: str, report: str, actor: str, reason: str) -> Report:
        """The same for a report. It says who reports, also where they gave their name to nobody: mind whom it is shown."""

    def due_timers(self, now: datetime) -> Sequence[Timer]: ...

    # What is amiss with a server, as far as it is remembered

    def lapses(self, server: str | None = None) -> Sequence[KnownLapse]:
        """What is remembered of the lapses of one server, or of all, by check and key. `server` names its platform too."""

    def keep_lapses(self, server: str, lapses: Collection[KnownLapse]) -> None:
        """Remember these of one server, and none besides. It makes no entry."""

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

    def register_stamp(self) -> tuple[int, int]:
        """Another one whenever somebody's entry on the register was added, changed or erased."""

    def people_on(self, platform: str) -> Mapping[str, Person]:
        """Everybody on the register who has accounts on a platform, by the id of each account."""

    # The ledger

    def append(self, entry: Entry, at: datetime) -> int:
        """Append one entry and give its sequence number."""

    def newest_entry(self, *kinds: str) -> Recorded | None:
        """The newest entry of some kinds, or of any if none is named, in whichever volume; None if there is none.

        Raises UnavailableError, "damaged", if one that may be it cannot be read. So does `oldest_entry`.
        """

    def oldest_entry(self, *kinds: str) -> Recorded | None:
        """The oldest entry of some kinds, in whichever volume; None if there is none."""

    def keyed_hash(self, *words: str) -> str:
        """64 hexadecimal characters that are the same for the same words, and mean nothing without this store's key: the plain
        hash of what is easy to guess, such as a telephone number, would give it away."""

    def checkpoint(self, at: datetime) -> Checkpoint:
        """Sign the ledger as it stands after all that this unit has appended; the one that there is, if it has not grown."""

    def open_volume(self, origin: str, at: datetime) -> Checkpoint:
        """Close the volume with an entry and a checkpoint, which is given back; begin the next with an entry that names it."""

    def signed_at(self, position: Position) -> Checkpoint:
        """The checkpoint that was signed there. Raises StoreError if none was."""

    def keep_cosignature(self, checkpoint: Checkpoint, witness: str, line: str, at: datetime) -> None:
        """Keep what a witness signed under a checkpoint: the line that it adds to the note. `at` is when it came."""

    def cosigned(self, checkpoint: Checkpoint) -> str:
        """The checkpoint's note with the newest cosignature of each witness that gave one."""

    # Who holds checkpoints outside. A delivery is a row in motion and no entry (decisions 6).

    def anchoring(self) -> Anchoring: ...

    def appoint(self, holders: Sequence[Appointed], config: str, at: datetime) -> None:
        """Who is to hold checkpoints from now on. What those who stay have received stays known; a change is an entry.

        `config` is the hash of the settings in force, which the entry names.
        """

    def delivered(self, name: str, position: Position, at: datetime) -> None:
        """A holder has received a checkpoint: its failures are over."""

    def not_delivered(self, name: str, failure: Failure) -> None: ...

    def hurry(self, except_for: Collection[str] = ()) -> None:
        """Every holder is to receive the ledger as it stands at once, but for those persons: an urgent alert went out, and
        somebody whom it is about must not be able to tell that from the time of an e-mail (safeguarding rule 1). Nor is an
        officer of whom nobody knows who they are.
        """

    def set_alarm(self, alarm: Alarm | None) -> None: ...

    # Erasure. The rules are in `storage.erasure`. Each step needs a reason, which is sealed apart from what it is about, and is
    # an entry; so is an attempt that is not allowed, which is answered with a Refusal. `officers` are the ids of the people who
    # may take part now.

    def request_erasure(self, folder: str, actor: str, reason: str, officers: Collection[str]) -> Erasure | Refusal:
        """Ask for a folder to be erased. It can be approved when the cooling-off time that is set now is over."""

    def approve_erasure(self, folder: str, actor: str, reason: str, officers: Collection[str]) -> Erasure | Refusal:
        """Approve what a different officer has asked for. From here there is no way back; `Store.finish_erasures` does it.

        What the inbox still holds of it loses its words here, in this unit.
        """

    def withdraw_erasure(self, folder: str, actor: str, reason: str, officers: Collection[str]) -> Erasure | Refusal:
        """Call off an erasure that is not approved."""

    def erasures(self) -> Sequence[Erasure]:
        """Those that were requested and are not done, oldest first. Not to be shown to whom they are about."""

    def place_hold(self, folder: str, actor: str, reason: str, officers: Collection[str]) -> Hold | Refusal:
        """Keep a folder, a person and the concerns they are in, or `storage.erasure.EVERYTHING` from being erased."""

    def replay_hold(self, was: str, folder: str, placed_by: str, actor: str) -> None:
        """Place a hold again that a restore lost: `was` is its id then. With an entry, `hold.replayed`."""

    def lift_hold(self, hold: str, actor: str, reason: str, officers: Collection[str]) -> Hold | Refusal:
        """End one hold, by its id. Others on the same folder stay."""

    def holds(self) -> Sequence[Hold]:
        """Those that stand, oldest first. Not to be shown to whom they are about."""

    def reasons_for(self, of: str, actor: str, reason: str, officers: Collection[str]) -> Sequence[tuple[Step, str]] | Refusal:
        """The reasons that were given for an erasure or a hold, by its id, also afterwards. The reading is an entry."""

    # What is held about one person, for the pack that they may ask for (`bot.member_pack`). `people` are the ids that they go
    # or went by: that on the register, and the pseudonyms of their accounts.

    def register_versions(self, person: str) -> Sequence[Registered]:
        """Every version of somebody's register entry that is still kept, oldest first. None after it was erased."""

    def arrivals_by(self, people: Collection[str]) -> Sequence[Arrival]:
        """What these people sent that the inbox still holds, judged or not, in the order in which it came."""

    def entries_of(self, actors: Collection[str], folders: Collection[str]) -> Sequence[Placed]:
        """The entries of all volumes that one of `actors` made or that belong to one of `folders`, in order."""

    def effects_by_id(self, case: str) -> Mapping[str, Effect]:
        """Every effect of every decision about a concern, by the id that entries call it by."""

    def erased_about(self, people: Collection[str]) -> Sequence[tuple[str, datetime]]:
        """Folders that were about them and have been erased, with when; as far as the reasons for it are still kept."""

    def begin_export(self, actor: str, person: str, reason: str, codes: Mapping[str, object]) -> str:
        """Write down, as `member.gathered`, that somebody gathers what is held about a person; gives the id of the export. The
        reason is sealed apart, as those of erasures are (`reasons_for`)."""

    # Settings

    def setting(self, name: str) -> str | None:
        """The newest value of an organisation's setting."""

    def change_setting(self, name: str, value: str, actor: str) -> None:
        """Write a new version of a setting, with an entry: its name and the keyed hash of its value. Unchanged is no entry."""


class Store(Waking, Protocol):
    """One organisation's memory."""

    @property
    def org(self) -> str: ...

    @property
    def stands(self) -> tuple[int, int]:
        """How far the ledger has come, as known here: the volume, and how many entries it has."""

    @property
    def origin(self) -> str:
        """The name of the ledger's newest volume in checkpoints and exports."""

    @property
    def verifier_key(self) -> str:
        """The public key of this ledger's checkpoints, as C2SP writes one: `name+id+base64`."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A unit of work: commits at the end, rolls back on an exception."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """A unit that only looks: what it does is never kept. It needs no room and waits for nobody's lock, so it works where
        the files can be read and not written."""

    def entries(self, start: int = 1) -> Iterator[tuple[int, bytes, bytes]]:
        """The newest volume's (sequence number, leaf, body) in order, streamed."""

    def root(self) -> tuple[int, bytes]:
        """Size and Merkle root of the newest volume as it stands."""

    def counts(self) -> Counts: ...

    def forget_expired(self, now: datetime, config: str = "") -> int:
        """Destroy the holding keys whose retention is over, and what they sealed. Gives how many days were destroyed. That is
        an entry, `days.forgotten`, which names `config`, the hash of the settings in force.

        What still waits to be judged or done is sealed again under today's key. What is forgotten is no longer recognised as a
        duplicate, so adapters must read back no further than the retention.
        """

    def finish_erasures(self) -> int:
        """Do what was approved: destroy the keys, then what they sealed, then write `erasure.done`. Gives how many are left:
        those whose bytes somebody who is reading still holds fast. A crash at any step is made up for here and at the start.
        """

    def replay_erasures(self, erased: Collection[tuple[str, str]], actor: str) -> int:
        """Erase again what came back from a backup: (folder, id of its key) as `storage.erasure.erased_folders` reads them from
        the ledger. A newer key of the same folder stays. Gives how many had come back; each is an entry.
        """

    def close(self) -> None: ...
