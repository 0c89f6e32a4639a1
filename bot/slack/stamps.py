"""The ids of what is read: instants as Slack writes them, and what makes one event another than the one before."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.archive.record import epoch_instant
from bot.slack.workspace import Workspace
from moderation.model import Part, derived_id

_TS: Final = re.compile(r"[0-9]{1,12}\.[0-9]{1,6}")


class UnreadableError(ValueError):
    """One piece of which nothing can be made; what comes after it is read. The text says why, and repeats nothing of it."""


def is_message(id_: str) -> bool:
    """Whether `Event.message` is a message that can be removed, rather than a name, a title or a topic."""
    return _TS.fullmatch(id_) is not None


def thread_of(conversation: str) -> str:
    """The post that a conversation of `reading` answers, "channel:thread"; "" where it is the channel itself."""
    thread = conversation.partition(":")[2]
    return thread if is_message(thread) else ""


def permalink(channel: str, ts: str, workspace: Workspace, thread: str = "") -> str:
    """Where a person finds a message; "" while the address of the workspace is not known."""
    if not workspace.url:
        return ""
    within = f"?thread_ts={thread}&cid={channel}" if thread and thread != ts else ""
    return f"{workspace.url}archives/{channel}/p{ts.replace('.', '')}{within}"


def instant(ts: str) -> datetime:
    at = epoch_instant(ts) if is_message(ts) else None
    if at is None:
        raise UnreadableError("the time of a message cannot be read")
    return at


def minute(at: datetime) -> str:
    return f":{int(at.astimezone(UTC).timestamp()) // 60}"


def hash_of(parts: Sequence[Part]) -> str:
    return derived_id("", *(text for part in parts for text in (part.kind.value, part.text)))
