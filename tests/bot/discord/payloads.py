"""What Discord sends for a server, its channels, members and messages, as much of it as discord.py needs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import discord

SERVER, OWNER, BOT, COACH, CHILD, OTHER = (700_000_000_000_000_000 + each for each in range(6))
GENERAL, HIDDEN, ROOM, OPEN_THREAD, OLD_THREAD = (710_000_000_000_000_000 + each for each in range(5))
NAMES: Final = {OWNER: "olwen", BOT: "touchline", COACH: "dave", CHILD: "jo", OTHER: "robin"}


def guild(rights: int, channels: Iterable[dict[str, Any]], threads: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A server in which @everyone, and so the bot, has these rights. Members beside the bot must be asked for."""
    return {
        "id": str(SERVER),
        "name": "Larkmead",
        "unavailable": False,
        "owner_id": str(OWNER),
        "member_count": len(NAMES),
        "roles": [everyone(rights)],
        "members": [member(BOT)],
        "channels": list(channels),
        "threads": [each for each in threads if not each["thread_metadata"]["archived"]],
    }


def everyone(rights: int) -> dict[str, Any]:
    """The role that everybody has."""
    looks = {"color": 0, "colors": {"primary_color": 0}, "hoist": False, "position": 0, "mentionable": False}
    return {"id": str(SERVER), "name": "@everyone", "permissions": str(rights), "flags": 0, "managed": False, **looks}


def channel(id_: int, name: str, kind: int) -> dict[str, Any]:
    return {
        "id": str(id_),
        "guild_id": str(SERVER),
        "type": kind,
        "name": name,
        "position": 0,
        "permission_overwrites": [],
        "parent_id": None,
        "bitrate": 64000,
        "user_limit": 0,
    }


def thread(id_: int, parent: int, name: str, owner: int, archived: bool, at: datetime) -> dict[str, Any]:
    """A public thread."""
    when = {"archive_timestamp": at.isoformat(), "auto_archive_duration": 1440}
    return {
        **channel(id_, name, 11),
        "parent_id": str(parent),
        "owner_id": str(owner),
        "message_count": 0,
        "member_count": 1,
        "thread_metadata": {"archived": archived, "locked": False, **when},
    }


def message(id_: int, place: int, author: int, content: str, **more: Any) -> dict[str, Any]:
    return {
        "id": str(id_),
        "channel_id": str(place),
        "author": user(author),
        "content": content,
        "type": 0,
        "timestamp": discord.utils.snowflake_time(id_).isoformat(),
        "edited_timestamp": None,
        "flags": 0,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "pinned": False,
        "attachments": [],
        "embeds": [],
        "components": [],
        **more,
    }


def user(id_: int) -> dict[str, Any]:
    name = NAMES.get(id_, f"user{id_}")
    return {"id": str(id_), "username": name, "discriminator": "0", "avatar": None, "global_name": None, "bot": id_ == BOT}


def member(id_: int, bare: bool = False) -> dict[str, Any]:
    """A member; with `bare` as it comes with a message, without the user."""
    joined = {"roles": [], "joined_at": "2026-09-01T10:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    return joined if bare else {**joined, "user": user(id_)}


def application() -> dict[str, Any]:
    about = {"id": str(BOT), "name": "touchline", "description": "", "icon": None, "verify_key": "", "flags": 0}
    return {**about, "bot_public": False, "bot_require_code_grant": False, "owner": user(OWNER)}
