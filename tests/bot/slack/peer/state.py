"""What there is in the peer's workspace, who may see it, and who is told when something happens."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from tests.bot.slack.peer import names
from tests.bot.slack.peer.shapes import Conversation, Token, User

#: Which scope an event wants; of `message.*` its history's, of others as listed.
_WANTS: Final[Mapping[str, str]] = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "channel_created": "channels:read",
    "channel_rename": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_shared": "channels:read",
    "channel_unshared": "channels:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_deleted": "groups:read",
    "team_join": "users:read",
    "user_change": "users:read",
    "team_rename": "team:read",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
}
_HISTORIES: Final = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that only one person saw. `via` is "ephemeral", "response_url" or "command"."""

    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]]
    ts: str
    via: str
    thread: str = ""


@dataclass(slots=True)
class View:
    """A modal that somebody has open, or their home tab."""

    id: str
    user: str
    view: dict[str, Any]
    hash: str
    root: str


@dataclass(slots=True)
class Code:
    """What an authorisation page handed out: good once, for ten minutes."""

    user: str
    scopes: frozenset[str]
    bot_scopes: frozenset[str]
    redirect: str
    until: float


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class World:
    """Everything here may be looked at and changed by a test."""

    clock: Callable[[], datetime] = now
    users: dict[str, User] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    #: What is gone, with who deleted it. A tombstone is gone too.
    deleted: dict[tuple[str, str], str] = field(default_factory=dict)
    ephemerals: list[Shown] = field(default_factory=list)
    homes: dict[str, View] = field(default_factory=dict)
    #: Modals that are open, by their id.
    views: dict[str, View] = field(default_factory=dict)
    #: When each trigger was handed out, and to whom; one that was used is gone.
    triggers: dict[str, tuple[float, str]] = field(default_factory=dict)
    used_triggers: set[str] = field(default_factory=set)
    #: By the end of its address: where it answers to, until when, and how often it may still.
    responses: dict[str, "Reply"] = field(default_factory=dict)
    preferences: dict[str, Any] = field(
        default_factory=lambda: {
            "msg_edit_window_mins": -1,
            "display_real_names": True,
            "disable_file_uploads": "allow_all",
            "who_can_post_general": "ra",
        }
    )
    #: What the app's manifest subscribes to.
    bot_events: set[str] = field(
        default_factory=lambda: {*_WANTS, "app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked"}
    )
    user_events: set[str] = field(default_factory=lambda: {"message.im", "message.mpim"})
    #: Whether a second post to a channel within a second of the clock is refused, and when each had its last.
    paces: bool = False
    posted: dict[str, float] = field(default_factory=dict)
    #: No list of the API is longer than this, however much was asked for: Slack gives less than `limit` when it likes.
    page_size: int = 1000
    #: Whether edits and deletions say what stood there before.
    tells_previous: bool = True
    #: Hands an event over to whoever delivers it.
    deliver: Callable[[dict[str, Any]], None] = field(default=lambda _: None)

    def __post_init__(self) -> None:
        self._last = 0
        self._numbers = count(1)
        furnish(self)
        self.bot_token = names.BOT_TOKEN
        self.app_token = names.APP_TOKEN
        self.tokens[self.bot_token] = Token(self.bot_token, "bot", names.BOT, names.BOT_SCOPES)
        self.tokens[self.app_token] = Token(self.app_token, "app", "", names.APP_SCOPES)

    # Names and instants

    def ts(self) -> str:
        """A message's name: an instant of the clock, greater than any before."""
        self._last = max(self._last + 1, round(self.clock().timestamp() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def new_id(self, letter: str) -> str:
        return f"{letter}09{next(self._numbers):08d}"

    def seconds(self) -> float:
        return self.clock().timestamp()

    # Who may do what

    def standing(self, user: str, *scopes: str) -> list[Token]:
        """The tokens of somebody that are good, and have all these scopes."""
        held = (token for token in self.tokens.values() if token.user == user and not token.revoked)
        return [token for token in held if token.scopes >= set(scopes)]

    def shows_emails(self) -> bool:
        """Whether what the bot is told of people has their e-mail addresses in it."""
        return bool(self.standing(names.BOT, "users:read.email"))

    def visible(self, conversation: Conversation, user: str) -> bool:
        """Whether somebody may know of a conversation. The public ones are known to all members but guests and foreigners."""
        if conversation.sees(user):
            return True
        who = self.users[user]
        return conversation.type == "channel" and not who.guest and not who.foreign

    def may_delete(self, conversation: Conversation, message: Mapping[str, Any], token: Token) -> bool:
        """One's own; as an administrator, others' in channels, if they are of this organisation. A bot: only its own."""
        if message["user"] == token.user:
            return True
        who, author = self.users[token.user], self.users.get(message["user"])
        channel = conversation.kind == "channel" and (author is None or not author.foreign)
        return token.kind == "user" and (who.administrator or who.owner) and channel

    def find(self, *members: str) -> Conversation | None:
        """The direct conversation of exactly these."""
        direct = (each for each in self.conversations.values() if each.kind != "channel")
        return next((each for each in direct if set(each.members) == set(members)), None)

    # Who is told

    def happened(self, event: Mapping[str, Any], conversation: Conversation | None = None) -> None:
        """Tell the app, once, if the bot or somebody who authorised it may know, and the app subscribed to it."""
        kind = event["type"]
        if kind == "message" and conversation is not None:
            kind = _HISTORIES[conversation.type]
        told = [*self._bot_hears(kind, conversation), *self._users_hear(kind, conversation)]
        if told:
            self.deliver(self.envelope({"event_ts": self.ts(), **event}, told[:1], conversation))

    def authorised(self, context: str) -> list[dict[str, Any]]:
        """All authorisations under which an event may be seen: `apps.event.authorizations.list`."""
        kind, _, channel = context.partition("|")
        conversation = self.conversations.get(channel)
        return [*self._bot_hears(kind, conversation), *self._users_hear(kind, conversation)]

    def _bot_hears(self, kind: str, conversation: Conversation | None) -> Iterable[dict[str, Any]]:
        wants = _WANTS.get(kind)
        if wants == "channels:read" and conversation is not None and conversation.private:
            wants = "groups:read"
        public = kind.startswith("channel_") and conversation is not None and not conversation.private
        hears = conversation is None or public or conversation.sees(names.BOT) or kind in {"channel_left", "group_left"}
        if hears and kind in self.bot_events and self.standing(names.BOT, *([wants] if wants else ())):
            yield authorization(names.BOT, True)

    def _users_hear(self, kind: str, conversation: Conversation | None) -> Iterable[dict[str, Any]]:
        if conversation is None or kind not in self.user_events:
            return
        for member in conversation.members:
            if member != names.BOT and self.standing(member, _WANTS[kind]):
                yield authorization(member, False)

    def envelope(
        self, event: Mapping[str, Any], told: list[dict[str, Any]], conversation: Conversation | None = None
    ) -> dict[str, Any]:
        """An event as Slack sends it, of something that happens now."""
        kind = event["type"]
        if conversation is not None and kind == "message":
            kind = _HISTORIES[conversation.type]
        author = event.get("user")
        abroad = isinstance(author, str) and author in self.users and self.users[author].foreign  # where it happened
        return {
            "token": "of-no-meaning",
            "team_id": names.OTHER_TEAM if abroad else names.TEAM,
            "context_team_id": names.TEAM,
            "context_enterprise_id": None,
            "api_app_id": names.APP,
            "event": dict(event),
            "type": "event_callback",
            "event_id": self.new_id("Ev"),
            "event_time": int(self.seconds()),
            "authorizations": told,
            "is_ext_shared_channel": conversation is not None and conversation.shared,
            "event_context": f"{kind}|{conversation.id if conversation else ''}",
        }


@dataclass(slots=True)
class Reply:
    """An address to which an answer may be sent: five times in thirty minutes."""

    user: str
    channel: str
    until: float
    ts: str = ""
    left: int = 5


def authorization(user: str, bot: bool) -> dict[str, Any]:
    return {
        "enterprise_id": None,
        "team_id": names.TEAM,
        "user_id": user,
        "is_bot": bot,
        "is_enterprise_install": False,
    }


def furnish(world: World) -> None:
    """The workspace as it is at the beginning."""
    people = [
        User(names.SLACKBOT, "slackbot", "Slackbot"),
        User(names.BOT, "touchline", "Touchline", automated=True),
        User(names.OWNER, "olive", "Olive Grant", administrator=True, owner=True),
        User(names.LEAD, "helen", "Helen Marsh", administrator=True),
        User(names.DEPUTY, "tom", "Tom Okafor"),
        User(names.COACH, "dave", "Dave Ridley"),
        User(names.OTHER_COACH, "nisha", "Nisha Rao"),
        User(names.CHILD, "alfie", "Alfie Webb"),
        User(names.OTHER_CHILD, "maya", "Maya Osei"),
        User(names.PARENT, "rosa", "Rosa Webb", guest="multi"),
        User(names.ADULT_LEARNER, "sam", "Sam Hale"),
        User(names.STRANGER, "kit", "Kit Lowe"),
        User(names.FOREIGNER, "finn", "Finn Archer", foreign=True),
    ]
    world.users.update({user.id: user for user in people})
    everybody = [user.id for user in people if not user.foreign and user.id != names.SLACKBOT]
    staff = [names.OWNER, names.LEAD, names.DEPUTY, names.COACH, names.OTHER_COACH]
    children = [names.CHILD, names.OTHER_CHILD]
    adults = [names.ADULT_LEARNER, names.STRANGER]
    rooms = [
        Conversation(names.GENERAL, "general", [*everybody], general=True, creator=names.OWNER),
        Conversation(names.JUNIORS, "juniors", [names.BOT, *staff, *children, *adults], creator=names.COACH),
        Conversation(names.NEWS, "news", [*everybody], creator=names.OWNER),
        Conversation(names.COACHES, "coaches", [names.BOT, *staff], private=True, creator=names.COACH),
        Conversation(
            names.SAFEGUARDING, "safeguarding", [names.BOT, names.LEAD, names.DEPUTY], private=True, creator=names.LEAD
        ),
        Conversation(names.HIDDEN, "hidden", [names.COACH, *children], private=True, creator=names.COACH),
        Conversation(names.UNJOINED, "unjoined", [names.COACH, *children], creator=names.COACH),
        Conversation(
            names.SHARED, "shared", [names.BOT, names.COACH, *children, names.FOREIGNER], shared=True, creator=names.COACH
        ),
    ]
    world.conversations.update({room.id: room for room in rooms})
