"""Small exports of invented people, made on the spot, for the tests of the archive."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.archive import Problem, Read, open_archive
from moderation.model import Event

COACH = {
    "id": "100000000000000001",
    "name": "lee_g",
    "nickname": "Lee",
    "isBot": False,
    "roles": [{"id": "9", "name": "Coach"}],
}
CHILD = {
    "id": "100000000000000002",
    "name": "tilly",
    "nickname": "Tilly",
    "isBot": False,
    "roles": [{"id": "8", "name": "U13"}],
}
CHANNEL = "200000000000000001"


def said(number: int, text: str = "hello", author: Mapping[str, Any] = CHILD, **more: Any) -> dict[str, Any]:
    """A message as DiscordChatExporter writes it."""
    return {
        "id": str(300000000000000000 + number),
        "type": "Default",
        "timestamp": f"2026-09-01T10:{number % 60:02}:00+01:00",
        "timestampEdited": None,
        "content": text,
        "author": dict(author),
        "attachments": [],
        "embeds": [],
        "stickers": [],
        "reactions": [],
        "mentions": [],
        **more,
    }


def channel(messages: list[Any], kind: str = "GuildTextChat", name: str = "juniors", id_: str = CHANNEL) -> dict[str, Any]:
    """A channel as DiscordChatExporter writes it."""
    return {
        "guild": {"id": "400000000000000001", "name": "Wexley", "iconUrl": ""},
        "channel": {"id": id_, "type": kind, "categoryId": None, "category": None, "name": name, "topic": None},
        "dateRange": {"after": None, "before": None},
        "messages": messages,
        "messageCount": len(messages),
    }


USERS = [
    {
        "id": "U0COACH1",
        "name": "owen.maddox",
        "real_name": "Owen Maddox",
        "profile": {"title": "Tutor", "display_name": "Owen"},
        "is_bot": False,
    },
    {"id": "U0CHILD1", "name": "ola", "real_name": "Ola Brandt", "profile": {"title": "", "display_name": ""}, "is_bot": False},
    {"id": "B0TUSER1", "name": "timetable", "real_name": "Timetable", "profile": {}, "is_bot": True},
]
LISTS: dict[str, Any] = {
    "users.json": USERS,
    "channels.json": [{"id": "C0GENERAL", "name": "general", "members": ["U0COACH1", "U0CHILD1"]}],
    "groups.json": [{"id": "C0TUTORS", "name": "tutors", "members": ["U0COACH1"]}],
    "dms.json": [{"id": "D0PAIR", "members": ["U0COACH1", "U0CHILD1"]}],
    "mpims.json": [{"id": "C0MANY", "name": "mpdm-owen--ola-1", "members": ["U0COACH1", "U0CHILD1", "U0GONE"]}],
}
DAY = "general/2026-09-01.json"


def post(number: int, text: str = "hello", user: str = "U0CHILD1", **more: Any) -> dict[str, Any]:
    """A message as a Slack export has it."""
    return {"type": "message", "user": user, "text": text, "ts": f"17882500{number:02}.000100", **more}


def workspace(*messages: Any, day: str = DAY, **lists: Any) -> dict[str, Any]:
    """The files of a Slack export with one day in it."""
    return {**LISTS, **{f"{name}.json": value for name, value in lists.items()}, day: list(messages)}


def write(root: Path, files: Mapping[str, Any]) -> Path:
    """A folder of files; what is not bytes is written as JSON, indented as the exporters do."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_bytes(content))
    return root


def zipped(path: Path, files: Mapping[str, Any]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, as_bytes(content))
    return path


def as_bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else json.dumps(content, indent=2, ensure_ascii=False).encode()


def reads(path: Path) -> list[Read]:
    """Everything that an export gives; sees to it that progress never falls and never passes the size."""
    archive = open_archive(path)
    found = list(archive.read("club"))
    done = [0, *(read.done for read in found), archive.size]
    assert done == sorted(done)
    return found


def events(path: Path) -> list[Event]:
    return [read.item for read in reads(path) if isinstance(read.item, Event)]


def problems(path: Path) -> list[Problem]:
    return [read.item for read in reads(path) if isinstance(read.item, Problem)]


def discord(root: Path, *messages: Any, **more: Any) -> Path:
    """One exported channel."""
    return write(root, {"juniors.json": channel(list(messages), **more)}) / "juniors.json"
