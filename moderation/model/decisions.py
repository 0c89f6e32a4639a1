"""What was decided: the verdict, the effects in their order, the concern and its clocks."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.model.effects import Effect
from moderation.model.findings import Category, Finding, Verdict
from moderation.model.messages import CaseType, Place
from moderation.model.people import Member


def derived_id(prefix: str, *of: str) -> str:
    """A short stable id from what it identifies: the same words give the same id in every run and after every crash.

    Twenty characters of SHA-256 in hexadecimal (80 bits): a clash within one organisation is not to be expected.
    """
    return prefix + hashlib.sha256("\x1f".join(of).encode("utf-8", "surrogatepass")).hexdigest()[:20]


class Speed(StrEnum):
    """How soon a lead must see a concern."""

    NOW = "now"
    TODAY = "today"
    WEEKLY = "weekly"


class CaseState(StrEnum):
    """The life of a concern (map 8.10). `cases.py` holds the transitions."""

    NEW = "new"
    CLAIMED = "claimed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a person did or wrote about a concern, in order."""

    at: datetime
    by: str
    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class AlertedTo:
    """Somebody who was asked to look, and when. The next in the chain is found from these."""

    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """One message that belongs to a concern, and what was seen in it, the gravest first.

    `snippet` is masked, and of what the author wrote; `said` is masked, and of what whoever reported it said.
    `removed_by` is who had the message removed (a person's id or the bot), "" while nobody did; `restored` says that its text
    was put back, as a message of the bot's own. `hidden` says that its place was closed for it.
    `asked_by` is who had a person asked to remove it by hand (a person's id or the bot), "" while nobody was; `gone` says that
    it was found to be gone since.
    `before` says of a pattern when each of its earlier messages was written, and by whom.
    `told_by` is who reported it, a stand-in without an account's id if they gave no name, and None if nobody had to. `post`
    says that there is a post that can be reached: not where it was told in words, or stands between two people.
    """

    event: str
    at: datetime
    place: Place
    message: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    snippet: str
    link: str = ""
    removed_by: str = ""
    restored: bool = False
    hidden: bool = False
    asked_by: str = ""
    gone: bool = False
    told_by: Member | None = None
    said: str = ""
    post: bool = True
    before: tuple[tuple[datetime, str], ...] = ()

    @property
    def gravest(self) -> Finding:
        return self.findings[0]

    @property
    def clauses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(clause for finding in self.findings for clause in finding.clauses))

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.reason for finding in self.findings))


@dataclass(frozen=True, slots=True)
class Case:
    """A concern. `id` is also its folder in the vault.

    `subjects` are the persons it is about (never alerted, never shown it); `child` is the person whose adults may be told.
    `author` wrote its messages; of a report it is whom that is about, else whoever reports. `sightings` are its newest
    messages, oldest first (`earlier` counts those before them); their text is sealed apart. `adult_question_open` says
    that a lead must still answer "tell the adults: yes or no". `restricted_until` is set while the author may not write.
    `type` is what somebody decided that it is dealt with as, None where what was seen decides it.
    """

    id: str
    org: str
    category: Category
    speed: Speed
    opened_at: datetime
    author: Member
    subjects: tuple[str, ...]
    sightings: tuple[Sighting, ...]
    earlier: int = 0
    child: str | None = None
    state: CaseState = CaseState.NEW
    claimed_by: str | None = None
    adult_question_open: bool = False
    alerted: tuple[AlertedTo, ...] = ()
    notes: tuple[Note, ...] = ()
    outcome: str = ""
    appealed: bool = False
    restricted_until: datetime | None = None
    type: CaseType | None = None

    @property
    def newest(self) -> Sighting:
        return self.sightings[-1]

    @property
    def removed_by(self) -> str:
        """Who had the newest message removed, the one that buttons act on; "" while nobody did."""
        return self.newest.removed_by

    @property
    def topic(self) -> str:
        """What it is about, for choosing words: "category.kind" of the gravest thing in the newest message."""
        return f"{self.category.value}.{self.newest.gravest.kind}"


class TimerKind(StrEnum):
    """What a clock that runs out does."""

    NOT_SEEN = "not_seen"
    EXPOSURE = "exposure"
    BY_HAND = "by_hand"
    DUE = "due"
    ANNOUNCE = "announce"
    ANNOUNCE_ASKED = "announce_asked"
    CONTACT = "contact"
    LETTER = "letter"
    PICTURE = "picture"
    ROLL_CALL = "roll_call"
    SESSION_OVER = "session_over"
    SESSION_TIMES = "session_times"
    SPACE = "space"
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class Timer:
    """A deadline as a row: when `due` passes, `cases.rang` decides what happens. `case` is the concern, the session, the
    announcement or the letter that it is about.
    """

    id: str
    kind: TimerKind
    due: datetime
    case: str


@dataclass(frozen=True, slots=True)
class KnownLapse:
    """What is remembered of something that a check saw on a server (`moderation.server.Lapse`): codes and instants alone.

    `since` is when it was first seen, or seen again after it had been mended; `told` when a message about it was planned last,
    and `told_to` a keyed code of the person to whom, "" where that is nobody on the register.
    `mended` is when it was no longer seen, None while it is open: it is remembered for a while, so that what comes and goes is
    not news each time.
    """

    check: str
    key: str
    speed: Speed
    since: datetime
    told: datetime | None = None
    mended: datetime | None = None
    told_to: str = ""


class Waits(StrEnum):
    """What an effect waits for of the effect named in `Planned.after`."""

    FOR_SUCCESS = "for_success"
    FOR_ATTEMPT = "for_attempt"


@dataclass(frozen=True, slots=True)
class Planned:
    """An effect with its stable id and its place in the order: act, confirm, tell.

    With `after` and FOR_SUCCESS it is done only once that effect is confirmed, and dropped when that one is refused;
    with FOR_ATTEMPT it goes out as soon as that one was tried, whatever came of it, so that an alert never waits for long.
    """

    id: str
    effect: Effect
    platform: str
    after: str | None = None
    waits: Waits = Waits.FOR_SUCCESS


#: The actor of an entry that a rule made; its `data` then names the rule, its version and the configuration's hash (map 7.6).
BOT = "p_bot"


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes into the ledger: pseudonyms and codes, never free text in the clear (decisions 7).

    `actor` is a person's id, or `BOT`. `folder` names the case or the person whose sealed content belongs to it.
    """

    kind: str
    actor: str
    data: Mapping[str, object]
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one arrival or one timer: all that one transaction writes.

    `cause` is the id of the arrival or timer. `findings` are those that counted, `because` explains the decision to a person,
    a line each, without repeating what was written. `entry` is None only when nothing was found in an ordinary message: those
    leave no lasting record (least intrusion). `rings` are timers to start.
    """

    id: str
    org: str
    cause: str
    at: datetime
    verdict: Verdict
    entry: Entry | None = None
    findings: tuple[Finding, ...] = ()
    effects: tuple[Planned, ...] = ()
    case: Case | None = None
    rings: tuple[Timer, ...] = ()
    because: tuple[str, ...] = ()
