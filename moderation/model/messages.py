"""What arrived: a message with all its parts, an action of a person, or a report. Platform-neutral; the adapters make these."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Account:
    """An account on a platform. `roles` are the platform's own role names: they only ever propose (decisions 3)."""

    platform: str
    id: str
    name: str = ""
    roles: tuple[str, ...] = ()
    automated: bool = False


class Audience(StrEnum):
    """Who can see a place."""

    CHILDREN = "children"
    MIXED = "mixed"
    ADULTS = "adults"
    PRIVATE = "private"


class PlaceKind(StrEnum):
    CHANNEL = "channel"
    THREAD = "thread"
    VOICE = "voice"
    PRIVATE_CHANNEL = "private_channel"
    DIRECT = "direct"
    GROUP_DIRECT = "group_direct"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said. `members` is given where the platform says who is in a closed place, else empty.

    `informs`: it was set up to inform, and not for conversation (map 5.6, 5.14). `above` is the id of the channel under which a
    thread hangs where that is a place of its own, else "". `id` is "" where something was told, or was to be sent and was not:
    it stands nowhere.
    """

    platform: str
    id: str
    name: str
    kind: PlaceKind = PlaceKind.CHANNEL
    audience: Audience = Audience.MIXED
    members: tuple[Account, ...] = ()
    informs: bool = False
    above: str = ""


class PartKind(StrEnum):
    """Every carrier of text that a child could route round a filter with (map F9, 10.4)."""

    BODY = "body"
    FORWARD = "forward"
    EMBED = "embed"
    POLL = "poll"
    ALT_TEXT = "alt_text"
    FILE_NAME = "file_name"
    STICKER = "sticker"
    TRANSCRIPT = "transcript"
    NICKNAME = "nickname"
    THREAD_TITLE = "thread_title"
    STATUS = "status"
    WEBHOOK_NAME = "webhook_name"
    REACTION = "reaction"


@dataclass(frozen=True, slots=True)
class Part:
    kind: PartKind
    text: str


class EventKind(StrEnum):
    """What happened to a message or a name. All kinds with text are judged alike: an edit is a new reading."""

    POSTED = "posted"
    EDITED = "edited"
    DELETED = "deleted"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was said, changed or taken away.

    `id` is the same however often the platform delivers it (platform, place, message and version), so that a duplicate is
    recognised. `conversation` groups what is read together: a channel, a thread, a direct conversation. `link` leads a
    human to the message on the platform. `to_bot`: it was written to Touchline alone, where nobody else is. `pictures` are the
    platform's ids of the pictures and videos that hang on it, those that it forwards too; nothing of what they show.
    """

    id: str
    org: str
    kind: EventKind
    at: datetime
    author: Account
    place: Place
    message: str
    parts: tuple[Part, ...] = ()
    mentions: tuple[Account, ...] = ()
    reply_to: Account | None = None
    conversation: str = ""
    link: str = ""
    to_bot: bool = False
    pictures: tuple[str, ...] = ()


class ActionKind(StrEnum):
    """What a person can do about a concern, from a card, a notice or a command."""

    SEEN = "seen"
    REMOVE = "remove"
    RESTORE = "restore"
    SECOND_OPINION = "second_opinion"
    TELL_ADULT = "tell_adult"
    DO_NOT_TELL = "do_not_tell"
    NOTE = "note"
    CLOSE = "close"
    APPEAL = "appeal"
    ASSIGN = "assign"
    REOPEN = "reopen"
    RESTRICT = "restrict"
    LIFT = "lift"
    HIDE = "hide"
    SHOW = "show"
    ANSWERED = "answered"
    CLASSIFY = "classify"
    HOLD = "hold"
    ASSESS = "assess"
    TOLD = "told"
    PUT_OUT = "put_out"


class CaseType(StrEnum):
    """Which procedure a concern follows: each has its own clock and its own advice (`moderation.case_types`)."""

    CONCERN = "concern"
    COMPLAINT = "complaint"
    DATA_BREACH = "data_breach"
    ALLEGATION = "allegation"


@dataclass(frozen=True, slots=True)
class Action:
    """A person pressed a button or gave a command about a concern. It takes the same path as a message.

    `id` is the platform's id of the interaction, so that a press that is delivered twice counts once. `to` is whom a concern is
    given to, with ASSIGN; `minutes` is for how long, with RESTRICT; `type` is what it is to be dealt with as, with CLASSIFY.
    """

    id: str
    org: str
    kind: ActionKind
    at: datetime
    by: Account
    case: str
    reason: str = ""
    to: Account | None = None
    minutes: int = 0
    type: CaseType | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A person tells of something: of a message, of somebody, or of a worry. It takes the same path as a message.

    `id` is the platform's id of the interaction or message, and never says who reports. `words` are their own, kept exactly; ""
    where they said nothing more. `message` is the post or private message that they point at, with its text; `about` somebody
    whom they name; `place` is where it happened, where they say. `anonymous`: those who read the concern are not told who
    reports. `remove`: somebody who watches asks for the message to be taken away, for the reason in `words`; or somebody on the
    staff for their own. `minutes`: somebody who watches has `about` kept from writing for so long, for the reason in `words`.
    `in_private`: they wrote it to Touchline in a private message, so that the answer goes there.
    `closes`: somebody who watches is about to have `place` closed, for the reason in `words`.
    """

    id: str
    org: str
    at: datetime
    by: Account
    anonymous: bool = False
    words: str = ""
    message: Event | None = None
    about: Account | None = None
    place: Place | None = None
    remove: bool = False
    minutes: int = 0
    in_private: bool = False
    closes: bool = False


Arrival = Event | Action | Report


def comes_first(arrival: Arrival) -> bool:
    """Whether it is looked at before what is posted, however much of that waits: somebody presses a button, reports something,
    or writes to Touchline alone, as a child does who tells of something.
    """
    return not isinstance(arrival, Event) or (arrival.to_bot and arrival.kind is EventKind.POSTED)
