"""A workspace as the directory holds it, without a connection: for tests of what is read."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Final, cast

from slack_sdk.web.async_client import AsyncWebClient

from bot.archive.record import Record
from bot.platform import Core
from bot.slack.directory import Conversation
from bot.slack.reading import read
from bot.slack.settings import Settings
from bot.slack.workspace import Workspace
from moderation.model import Event
from tests.bot.slack.kit import PEOPLE
from tests.bot.slack.peer.names import (
    BOT,
    CHILD,
    COACH,
    COACHES,
    FOREIGNER,
    GENERAL,
    JUNIORS,
    LEAD,
    OTHER_COACH,
    OTHER_TEAM,
    PARENT,
    SHARED,
    STRANGER,
    TEAM,
    UNJOINED,
    URL,
)

NOW: Final = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
TS: Final = "1795284000.000100"
EDIT: Final = "1795284060.000000"
DIRECT, GROUP, WITH_BOT = "D01DAVEALF0", "G01SEVERAL0", "D01ALFIEBOT"
NAMES: Final = {
    BOT: "touchline",
    CHILD: "Alfie",
    COACH: "Dave",
    OTHER_COACH: "Nisha",
    LEAD: "Helen",
    PARENT: "Rosa",
    STRANGER: "Kit",
}


def user(id_: str, name: str = "", **more: Any) -> dict[str, Any]:
    """A user object as Slack sends it; what stands in `profile` is added to the profile."""
    name = name or NAMES.get(id_, id_)
    profile = {"display_name": name, "real_name": f"{name} Example", "status_text": "", **more.pop("profile", {})}
    said = {"id": id_, "team_id": TEAM, "name": name.casefold(), "real_name": f"{name} Example", "deleted": False}
    return {**said, "profile": profile, "is_bot": id_ == BOT, "updated": 1795283000, **more}


class World:
    """One workspace: the staff, a child, a parent, somebody unknown, and their channels."""

    def __init__(self, **settings: Any) -> None:
        core = SimpleNamespace(organisation=SimpleNamespace(id="larkmead"), clock=lambda: NOW)
        self.workspace = Workspace(TEAM, cast(Core, core), AsyncWebClient("xoxb-nobody"))
        self.workspace.bot_user, self.workspace.url = BOT, URL
        self.workspace.settings = Settings(**{"adult_channels": (COACHES,), **settings})
        self.workspace.people = PEOPLE
        self.directory = self.workspace.directory
        self.directory.loaded = True
        for id_ in NAMES:
            self.add_user(user(id_))
        self.add_user(user(FOREIGNER, "Finn", team_id=OTHER_TEAM, is_stranger=True))
        everybody = frozenset(NAMES)
        for conversation in (
            Conversation(GENERAL, "general", joined=True, general=True, members=everybody),
            Conversation(JUNIORS, "juniors", joined=True, members=frozenset({CHILD, COACH, BOT})),
            Conversation(COACHES, "coaches", private=True, joined=True, members=frozenset({COACH, OTHER_COACH, BOT})),
            Conversation(SHARED, "shared", joined=True, shared=True, members=frozenset({COACH, FOREIGNER, BOT})),
            Conversation(UNJOINED, "unjoined", topic="what we do", purpose="fun", creator=COACH),
            Conversation(DIRECT, "", private=True, direct=True, members=frozenset({CHILD, COACH})),
            Conversation(GROUP, "mpdm-x", private=True, group=True, members=frozenset({CHILD, COACH, PARENT})),
            Conversation(WITH_BOT, "", private=True, direct=True, joined=True, members=frozenset({CHILD, BOT})),
        ):
            self.directory.conversations[conversation.id] = conversation

    def add_user(self, said: dict[str, Any]) -> None:
        known = self.directory.user_of(Record(said))
        self.directory.users[known.id] = known


def message(text: Any = "hello", by: Any = CHILD, channel: Any = JUNIORS, **more: Any) -> dict[str, Any]:
    """A message event as Slack pushes it. None takes a field away."""
    said = {
        "type": "message",
        "channel": channel,
        "user": by,
        "text": text,
        "ts": TS,
        "event_ts": TS,
        "channel_type": "channel",
    }
    return {name: value for name, value in {**said, **more}.items() if value is not None}


def changed(now: dict[str, Any], before: dict[str, Any] | None = None, channel: str = JUNIORS, **more: Any) -> dict[str, Any]:
    """A `message_changed` event. What it is about does not say where it stands."""
    inside = {name: value for name, value in now.items() if name not in {"channel", "event_ts", "channel_type"}}
    said = {
        "type": "message",
        "subtype": "message_changed",
        "channel": channel,
        "message": inside,
        "ts": EDIT,
        "event_ts": EDIT,
    }
    return {**said, **({"previous_message": before} if before else {}), "hidden": True, "channel_type": "channel", **more}


def rich(*elements: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": "rich_text", "block_id": "b1", "elements": [{"type": kind, "elements": list(elements)}]}


def words(text: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def parts(event: Event | None) -> list[tuple[str, str]]:
    assert event is not None
    return [(part.kind.value, part.text) for part in event.parts]


def event_of(said: dict[str, Any], world: World | None = None) -> Event:
    """The event that is made of what Slack said; there must be one."""
    event = read(said, (world or World()).workspace)
    assert event is not None
    return event
