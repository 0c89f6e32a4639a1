"""Who may have what erased, and when (map 7.3): the rules alone, without a table, a key or a clock of their own.

What is erased together is a *folder*: a concern, one person's register entry, or the reasons that were given for an erasure or
a hold. One officer asks; when the cooling-off time is over a different one approves, and with that it is settled: the key is
destroyed at once, and nothing can call it back. So approving is the second look, at the end and not at the beginning. Until
then any officer may withdraw it, because stopping is the safe side. Whoever a folder is about takes no part, and is answered as
if it were not there.

Nothing is erased under a legal hold, before its retention is over, while a concern is open, or as long as nobody has said how
long such folders are kept. That somebody has asked for their own data does not change this: records about a child's safety are
commonly kept against such a request, and whether to is a person's decision. Whoever answers for the retention can shorten it,
which is an entry of its own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from storage.ledger.record import decode

#: Before the name of what the reasons for an erasure or a hold are sealed in: they outlive what was erased.
REASONS: Final = "reasons/"
#: A hold on this is a hold on everything. No folder has this name.
EVERYTHING: Final = "everything"
#: The setting for the days between asking and approving, and what it is until somebody sets it: our proposal, and no law.
COOLING_OFF: Final = "erasure.cooling_off"
COOLING_OFF_DAYS: Final = 7
#: Entries that name an erased key. From the approval on there is no way back, so a restore heeds that one too.
_NAMES_A_KEY: Final = frozenset({"erasure.approved", "erasure.done", "erasure.replayed"})


class Kind(StrEnum):
    """What a folder holds; each kind has a retention of its own."""

    CONCERN = "concern"
    PERSON = "person"
    REASONS = "reasons"
    SESSION = "session"

    @property
    def setting(self) -> str:
        """The name of the setting that says how long folders of this kind are kept."""
        return f"retention.{self.value}"


class Step(StrEnum):
    """What an officer can do about a folder."""

    REQUEST = "request"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    HOLD = "hold"
    LIFT = "lift"
    READ_REASONS = "read_reasons"


class Why(StrEnum):
    """Why something was refused, as the record has it."""

    NOT_AN_OFFICER = "not_an_officer"
    SUBJECT = "subject"
    UNKNOWN = "unknown"
    NO_REASON = "no_reason"
    REQUESTED = "already_requested"
    NOT_REQUESTED = "not_requested"
    APPROVED = "already_approved"
    SAME_OFFICER = "same_officer"
    COOLING_OFF = "cooling_off"
    BUSY = "in_use"
    HELD = "held"
    NO_RETENTION = "no_retention"
    RETAINED = "retained"
    SET_ASIDE = "set_aside"


_UNKNOWN: Final = "There is nothing of that name. It may have been erased already."
_SAYS: Final = {
    Why.NOT_AN_OFFICER: "Only those who answer for the organisation (lead, deputy, chair, outside contact) can do this.",
    # The same words as for what is not there: whoever a concern is about is not told that it exists (safeguarding rule 1).
    Why.SUBJECT: _UNKNOWN,
    Why.UNKNOWN: _UNKNOWN,
    Why.NO_REASON: "Please give a reason: it is kept, sealed.",
    Why.REQUESTED: "Its erasure has been requested already.",
    Why.NOT_REQUESTED: "Nobody has requested its erasure.",
    Why.APPROVED: "Its erasure was approved: that cannot be called back.",
    Why.SAME_OFFICER: "You requested it yourself, so a different officer must approve it.",
    Why.COOLING_OFF: "The cooling-off time is not over: it can be approved from {until} on.",
    Why.BUSY: "A concern about it is open, or something about it is still to be done, which a running Touchline does.",
    Why.HELD: "A legal hold is on it: {holds}. Whoever answers for the hold must lift it first.",
    Why.NO_RETENTION: "Nobody has set how long such records are kept, so nothing can be due. Set that first, with its owner:"
    " `touchline erase keep … {kind} --days N --owner p_…`.",
    Why.RETAINED: "It must be kept until {until}. Wait, or have the owner of that retention change it.",
    Why.SET_ASIDE: "A restore set older files aside in the data folder, and they still hold keys and texts: {aside}. When"
    " nobody needs them, delete that, then approve again. An export of it (`touchline ledger export`) keeps its record alone.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, until when if that passes by itself, and which folders or holds are in the way if that is why. `kind` is that of
    the folder if nobody has set how long such are kept.
    """

    why: Why
    until: datetime | None = None
    aside: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    kind: Kind | None = None

    @property
    def says(self) -> str:
        """In plain words, with what must change. Instants are in UTC."""
        until = f"{self.until:%Y-%m-%d %H:%M} UTC" if self.until else ""
        aside, holds = ", ".join(self.aside), ", ".join(self.holds)
        return _SAYS[self.why].format(until=until, aside=aside, holds=holds, kind=self.kind)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it stands. `about` are the ids of the people whom it is about; `used` is when the newest entry was made that
    belongs to it, readings apart; `busy` says that a concern about it is open, or that an effect still waits. `holds` are the
    ids of the legal holds on it, `aside` are the folders that restores set aside: copies of it, with its key and with those of
    the days, would outlive it there.
    """

    id: str
    kind: Kind
    about: frozenset[str]
    used: datetime
    busy: bool
    holds: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days after its last use a folder is kept at least, and who answers for that number. No law gives it."""

    days: int
    owner: str

    def __post_init__(self) -> None:
        if self.days < 0 or not self.owner.strip():
            raise ValueError("a retention has a number of days and somebody who answers for it")

    @property
    def text(self) -> str:
        """As it stands in the settings."""
        return f"{self.days} {self.owner}"

    @classmethod
    def read(cls, text: str) -> "Retention":
        days, _, owner = text.partition(" ")
        return cls(int(days), owner)


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure that was requested and is not done. It can be approved from `not_before` on. `key` is the id of the folder's
    key and `boxes` how many sealed boxes it opens, both "" and 0 until `approved_by` somebody.
    """

    id: str
    folder: str
    about: frozenset[str]
    requested_by: str
    requested_at: datetime
    not_before: datetime
    approved_by: str = ""
    key: str = ""
    boxes: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold on a folder, on all that is about a person (by their id), or on `EVERYTHING`."""

    id: str
    folder: str
    about: frozenset[str]
    placed_by: str
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody did a step: sealed. `about` are those who must not read it; they are kept, as nothing else may be left to
    tell them from.
    """

    text: str
    about: tuple[str, ...]


def refused(
    step: Step,
    actor: str,
    officers: Collection[str],
    reason: str,
    folder: Folder | None,
    erasure: Erasure | None,
    retention: Retention | None,
    now: datetime,
) -> Refusal | None:
    """Why an officer may not do this now, or None. `folder` is None for what is not there, `erasure` is the one of that folder
    that was requested and is not done, `retention` that of its kind.
    """
    if actor not in officers:
        return Refusal(Why.NOT_AN_OFFICER)
    if folder is None:
        return Refusal(Why.UNKNOWN)
    if actor in folder.about:
        return Refusal(Why.SUBJECT)
    if not reason.strip():
        return Refusal(Why.NO_REASON)
    if erasure is not None and erasure.approved_by and step is not Step.READ_REASONS:
        return Refusal(Why.APPROVED)
    if step is Step.REQUEST:
        return Refusal(Why.REQUESTED) if erasure else not_due(folder, retention, now)
    if step in {Step.APPROVE, Step.WITHDRAW} and erasure is None:
        return Refusal(Why.NOT_REQUESTED)
    if step is Step.APPROVE and erasure is not None:
        if actor == erasure.requested_by:
            return Refusal(Why.SAME_OFFICER)
        if now < erasure.not_before:
            return Refusal(Why.COOLING_OFF, erasure.not_before)
        return not_due(folder, retention, now) or (Refusal(Why.SET_ASIDE, aside=folder.aside) if folder.aside else None)
    return None


def not_due(folder: Folder, retention: Retention | None, now: datetime) -> Refusal | None:
    """Why nobody may erase a folder now, or None."""
    if folder.busy:
        return Refusal(Why.BUSY)
    if folder.holds:
        return Refusal(Why.HELD, holds=folder.holds)
    if retention is None:
        return Refusal(Why.NO_RETENTION, kind=folder.kind)
    until = folder.used + timedelta(days=retention.days)
    return Refusal(Why.RETAINED, until) if now < until else None


def erased_folders(entries: Iterable[tuple[int, bytes, bytes]]) -> frozenset[tuple[str, str]]:
    """What a ledger's entries (number, leaf, body) say was erased: (folder, id of its key).

    Both count: somebody who was erased and came back has a new key under the same name. Give the entries of every volume.
    Raises RecordError for an entry that is damaged.
    """
    records = (decode(body) for _, _, body in entries)
    return frozenset((record["data"]["folder"], record["data"]["key"]) for record in records if record["kind"] in _NAMES_A_KEY)
