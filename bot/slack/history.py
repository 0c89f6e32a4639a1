"""One conversation read back: what stands in it now, oldest first, and through the way that everything takes.

A history names no replies, and nothing in it tells that an old reply was edited. So the threads that were answered since are
read whole, and of the others the last ones; how many were left is counted, for an edit in those nobody sees.

Source: docs.slack.dev, `conversations.history` (newest first, without replies) and `conversations.replies` (oldest first).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import trouble
from bot.slack.reading import as_edit, by_whom, learn, read_listed
from bot.slack.refusals import TROUBLE
from bot.slack.workspace import Workspace
from moderation.model import Event
from storage.store import StoreError

log = logging.getLogger(__name__)

#: How many of the last messages of a conversation are read again, for edits.
KNOWN: Final = 40
#: How many threads of a conversation that nobody has answered since are read again, for edits of their replies.
THREADS: Final = 10
#: How many are taken in side by side, and share a commit.
TOGETHER: Final = 25
#: How many messages one call asks for.
PAGE: Final = 200

#: The conversation is gone, or closed to whoever asks: it holds nothing that could be read.
_CLOSED: Final = {"channel_not_found", "not_in_channel", "missing_scope", "no_permission", "access_denied"}

Receive = Callable[[Event], Awaitable[bool]]


@dataclass(slots=True)
class Tally:
    """What became of one reading back, in numbers: `unreadable` counts conversations, `new`, `known` and `unread` messages.

    Unread are those that Touchline could not make anything of: a fault of its own. `threads_left` counts the threads in which
    an edit of an old reply was not looked for.
    """

    places: int = 0
    new: int = 0
    known: int = 0
    unreadable: int = 0
    unread: int = 0
    threads_left: int = 0

    def add(self, other: "Tally") -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


async def read_back(
    id_: str,
    workspace: Workspace,
    since: datetime,
    oldest: datetime,
    wide: bool,
    receive: Receive,
    client: AsyncWebClient | None = None,
) -> Tally:
    """Read one conversation back: what was written since an instant, the last messages before it, and the replies since then to
    all of these; if `wide`, to whatever was written since `oldest`, too, and old replies for edits. Nothing is read from before
    `oldest`.

    `client` calls with the grant of somebody who is in a direct conversation that the bot is not in. Raises `refusals.TROUBLE`
    where Slack does not answer, and what `receive` raises. One that is closed to whoever asks holds nothing.
    """
    asking = client or workspace.client
    tally = Tally(places=1)
    messages: list[Mapping[str, Any]] = []
    try:
        threads: list[tuple[str, datetime]] = []
        quiet: list[tuple[datetime, str]] = []
        async for message in pages(asking, "conversations.history", channel=id_):
            at = instant_of(message)
            if at < oldest or (at < since and len(messages) >= KNOWN and not wide):
                break
            if at >= since or len(messages) < KNOWN or _edited(message) >= since:
                messages.append(message)
            answered = _instant(message.get("latest_reply") if message.get("reply_count") else None)
            if answered >= since:
                threads.append((str(message["ts"]), oldest if wide else since))
            elif wide and answered > oldest:
                quiet.append((answered, str(message["ts"])))
        quiet.sort(reverse=True)
        threads += [(thread, oldest) for _, thread in quiet[:THREADS]]
        tally.threads_left = len(quiet[THREADS:])
        for thread, after in threads:
            messages += await _replies(asking, id_, thread, after)
    except SlackApiError as error:
        if trouble.code_of(error) not in _CLOSED:
            raise
        tally.unreadable += 1
    await take(await _read(messages, id_, workspace, client, tally), receive, tally)
    return tally


async def _replies(client: AsyncWebClient, id_: str, thread: str, since: datetime) -> Sequence[Mapping[str, Any]]:
    """The replies to one message since an instant; none where it was taken away a moment ago."""
    asking = pages(client, "conversations.replies", channel=id_, ts=thread, oldest=f"{since.timestamp():.6f}")
    try:
        return [reply async for reply in asking if reply.get("ts") != thread]
    except SlackApiError as error:
        if trouble.code_of(error) != "thread_not_found":
            raise
        return ()


async def _read(
    messages: Sequence[Mapping[str, Any]], id_: str, workspace: Workspace, client: AsyncWebClient | None, tally: Tally
) -> Sequence[Event]:
    events: list[Event] = []
    for message in sorted(messages, key=instant_of):
        try:
            await learn({**message, "type": "message", "channel": id_}, workspace, client)
            event = read_listed(message, id_, workspace)
            if event is not None:
                events.append(await as_edit(await by_whom(event, workspace), message, workspace))
        except (StoreError, *TROUBLE):
            raise
        except Exception as error:  # one message must not keep the others from being read; the error may hold its text
            log.error("a message could not be read back from Slack (%s): the record counts it", type(error).__name__)
            tally.unread += 1
    return events


async def take(events: Sequence[Event | None], receive: Receive, tally: Tally) -> None:
    """Hand them over in order, a few together, so that they share a commit."""
    there = [event for event in events if event is not None]
    for start in range(0, len(there), TOGETHER):
        new = await asyncio.gather(*map(receive, there[start : start + TOGETHER]))
        tally.new += sum(new)
        tally.known += len(new) - sum(new)


async def pages(client: AsyncWebClient, method: str, name: str = "messages", **asked: str) -> AsyncIterator[Mapping[str, Any]]:
    """Every entry of a list that comes in pages; what is no entry is left out."""
    cursor = ""
    while True:
        more = {"cursor": cursor} if cursor else {}
        answer = await client.api_call(method, http_verb="GET", params={"limit": PAGE, **asked, **more})
        entries, metadata = answer.get(name), answer.get("response_metadata")
        for each in entries if isinstance(entries, list) else ():
            if isinstance(each, dict):
                yield each
        following = metadata.get("next_cursor") if isinstance(metadata, dict) else None
        if not isinstance(following, str) or following in {"", cursor}:
            return
        cursor = following


def instant_of(message: Mapping[str, Any]) -> datetime:
    """When a message was written; long ago if it does not say."""
    return _instant(message.get("ts"))


def _edited(message: Mapping[str, Any]) -> datetime:
    edit = message.get("edited")
    return _instant(edit.get("ts") if isinstance(edit, dict) else None)


def _instant(ts: object) -> datetime:
    try:
        return datetime.fromtimestamp(float(str(ts)), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
