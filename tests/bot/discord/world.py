"""A server as discord.py holds it, made of the payloads that Discord sends, without a connection: for tests of what is read."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord

from bot.discord.club import Club
from bot.discord.settings import Settings
from moderation.model import Person, Role

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
POSTED_AT = datetime(2026, 11, 21, 17, 59, tzinfo=UTC)
MESSAGE = discord.utils.time_snowflake(POSTED_AT)
SERVER, OWNER, BOT, COACH, SECOND, CHILD, PARENT, UNKNOWN, OTHER_BOT = range(100, 109)
GENERAL, COACHES, JUNIORS, VOICE, FORUM, THREAD = range(200, 206)
COACH_ROLE, JUNIOR_ROLE = 300, 301
VIEW = discord.Permissions(view_channel=True).value
ALL_SEE = discord.Permissions(view_channel=True, read_message_history=True, send_messages=True, connect=True).value

PEOPLE = {
    COACH: Person("p_dave", "Dave Ridley", Role.STAFF, minor=False),
    SECOND: Person("p_cerys", "Cerys Vaughan", Role.STAFF, minor=False),
    CHILD: Person("p_jo", "Jo Lindqvist", Role.CHILD, minor=True),
    PARENT: Person("p_sam", "Sam Vale", Role.PARENT, minor=False),
}
NAMES = {OWNER: "olwen", BOT: "touchline", COACH: "dave", SECOND: "cerys", CHILD: "jo", PARENT: "sam", UNKNOWN: "robin"}


class Core:
    """What reading asks of an organisation: its id and the time."""

    organisation = SimpleNamespace(id="larkmead")

    def clock(self) -> datetime:
        return NOW


def user(id_: int, **more: Any) -> dict[str, Any]:
    name = NAMES.get(id_, f"user{id_}")
    bot = id_ in {BOT, OTHER_BOT}
    return {"id": str(id_), "username": name, "discriminator": "0", "avatar": None, "global_name": None, "bot": bot, **more}


def member(id_: int, roles: Iterable[int] = (), **more: Any) -> dict[str, Any]:
    return {
        "user": user(id_),
        "roles": [str(role) for role in roles],
        "joined_at": "2026-09-01T10:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        **more,
    }


def role(id_: int, permissions: int = 0, name: str = "") -> dict[str, Any]:
    return {
        "id": str(id_),
        "name": name or f"role{id_}",
        "permissions": str(permissions),
        "position": 0 if id_ == SERVER else 1,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def overwrite(target: int, allow: int = 0, deny: int = 0, person: bool = False) -> dict[str, Any]:
    return {"id": str(target), "type": int(person), "allow": str(allow), "deny": str(deny)}


def channel(id_: int, name: str = "", kind: int = 0, overwrites: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    return {
        "id": str(id_),
        "type": kind,
        "guild_id": str(SERVER),
        "name": name or f"channel{id_}",
        "position": 0,
        "permission_overwrites": list(overwrites),
        "bitrate": 64000,
        "user_limit": 0,
        "parent_id": None,
        "available_tags": [],
    }


def thread(id_: int, parent: int, owner: int, name: str = "trip", kind: int = 12, count: int = 0) -> dict[str, Any]:
    return {
        "id": str(id_),
        "type": kind,
        "guild_id": str(SERVER),
        "parent_id": str(parent),
        "owner_id": str(owner),
        "name": name,
        "message_count": 0,
        "member_count": count,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 60,
            "archive_timestamp": "2026-11-21T17:00:00+00:00",
            "locked": False,
        },
    }


def hidden_but_for(*ids: int, person: bool = False) -> list[dict[str, Any]]:
    """Overwrites of a channel that only some roles (or persons) see."""
    return [overwrite(SERVER, deny=VIEW), *(overwrite(id_, allow=ALL_SEE, person=person) for id_ in ids)]


class World:
    """One server. By default a club with an owner, two coaches, a child, a parent and somebody unknown."""

    def __init__(
        self,
        members: Iterable[dict[str, Any]] | None = None,
        roles: Iterable[dict[str, Any]] | None = None,
        channels: Iterable[dict[str, Any]] | None = None,
        owner: int = OWNER,
        settings: Settings | None = None,
        people: Mapping[int, Person] = PEOPLE,
        **guild: Any,
    ) -> None:
        self.client = discord.Client(intents=discord.Intents.all())
        self.state = self.client._connection
        self.state.user = discord.ClientUser(state=self.state, data=user(BOT))
        listed = list(members) if members is not None else MEMBERS
        data = {
            "id": str(SERVER),
            "name": "Larkmead",
            "owner_id": str(owner),
            "roles": list(roles) if roles is not None else ROLES,
            "channels": list(channels) if channels is not None else CHANNELS,
            "members": listed,
            "member_count": len(listed),
            "features": [],
            "verification_level": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "emojis": [],
            "stickers": [],
            "threads": [],
            "premium_tier": 0,
            "nsfw_level": 0,
            "preferred_locale": "en-GB",
            **guild,
        }
        self.guild = discord.Guild(data=data, state=self.state)
        self.state._add_guild(self.guild)
        self.club = Club(self.client, SERVER, Core())
        self.club.people = {str(id_): person for id_, person in people.items()}
        self.club.settings = settings or Settings()

    def channel(self, id_: int) -> Any:
        return self.guild.get_channel_or_thread(id_)

    def thread(self, members: Iterable[int] = (), count: int | None = None, **more: Any) -> discord.Thread:
        """A thread with its members. Where `count` is given, Discord has told of them and of a number, and was not asked."""
        known = list(members)
        data = thread(THREAD, more.pop("parent", GENERAL), more.pop("owner", COACH), count=len(known), **more)
        data["member_count"] = len(known) if count is None else count
        made = discord.Thread(guild=self.guild, state=self.state, data=data)
        self.guild._add_thread(made)
        for id_ in known:
            made._add_member(discord.ThreadMember(made, thread_member(id_)))
        if count is None:
            self.club.learned(made)
        return made

    def payload(self, author: int | dict[str, Any] = CHILD, text: str = "", **more: Any) -> dict[str, Any]:
        found = self.guild.get_member(author) if isinstance(author, int) else None
        return {
            "id": str(MESSAGE),
            "channel_id": str(GENERAL),
            "guild_id": str(SERVER),
            "author": user(author) if isinstance(author, int) else author,
            **({"member": member(found.id, found._roles)} if found else {}),
            "content": text,
            "timestamp": POSTED_AT.isoformat(),
            "edited_timestamp": None,
            "type": 0,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            **more,
        }

    def message(self, author: int | dict[str, Any] = CHILD, text: str = "", where: Any = None, **more: Any) -> discord.Message:
        data = self.payload(author, text, **more)
        if isinstance(where, discord.DMChannel):
            data.pop("member", None)
        return discord.Message(state=self.state, channel=where or self.channel(GENERAL), data=data)


def thread_member(id_: int) -> dict[str, Any]:
    return {"id": str(THREAD), "user_id": str(id_), "join_timestamp": "2026-11-21T17:00:00+00:00", "flags": 0}


MEMBERS = [
    member(OWNER),
    member(BOT),
    member(COACH, [COACH_ROLE]),
    member(SECOND, [COACH_ROLE]),
    member(CHILD, [JUNIOR_ROLE]),
    member(PARENT),
    member(UNKNOWN),
    member(OTHER_BOT),
]
ROLES = [role(SERVER, ALL_SEE, "@everyone"), role(COACH_ROLE, 0, "Coach"), role(JUNIOR_ROLE, 0, "Junior")]
CHANNELS = [
    channel(GENERAL, "general"),
    channel(COACHES, "coaches", overwrites=hidden_but_for(COACH_ROLE)),
    channel(JUNIORS, "juniors", overwrites=hidden_but_for(COACH_ROLE, JUNIOR_ROLE)),
    channel(VOICE, "room", kind=2),
    channel(FORUM, "questions", kind=15),
]
