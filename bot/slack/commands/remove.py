"""`/touchline remove` and `restore`: a moderator has a message taken away or its words put back, with a reason (map 1.2).

Where Touchline may not remove, a person is asked to, and it is followed up until it is gone.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.card_words import REASON
from bot.counter import acting, words
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.commands._why import asked_why
from bot.slack.commands.case import about
from bot.slack.directory import Conversation
from bot.slack.modals import FIELD
from bot.slack.reading import learn, read_listed
from bot.slack.stamps import UnreadableError
from bot.slack.workspace import Workspace
from moderation.model import ActionKind, Event

#: A link to a message as Slack copies it, in the brackets in which it is sent; a reply names its thread.
_LINK: Final = re.compile(
    r"<?(https://[a-z0-9.-]{1,200}/)archives/([A-Z0-9]{3,30})/p([0-9]{7,16})([0-9]{6})"
    r"(?:\?thread_ts=([0-9]{7,16}\.[0-9]{6})[^\s<>|]{0,200})?(?:\|[^<>]{0,500})?>?"
)


async def remove(asked: Asked) -> Said:
    """Have a message removed. From somebody who may not have that done, it is a report of it."""
    link = asked.typed.word()
    event = await find(asked, link)
    if event is None:
        return here.NO_MESSAGE
    reason = asked.words(asked.typed.rest())[:FIELD]
    if not reason and await asked_why(asked, f"remove {link}", REASON):
        return None
    return asked.told(await acting.remove(asked.asker, event, reason))


async def restore(asked: Asked) -> Said:
    """Have the words put back."""
    return await about(asked, "restore", ActionKind.RESTORE)


COMMANDS: Final = (
    Command("remove", words.REMOVE, remove, here.A_LINK),
    Command("restore", words.RESTORE, restore, here.A_CONCERN_AND_WHY),
)


async def find(asked: Asked, typed: str) -> Event | None:
    """The message that is meant, if whoever means it can see it themselves. Raises `refusals.TROUBLE`."""
    workspace = asked.workspace
    link = _LINK.fullmatch(typed.replace("&amp;", "&"))
    if link is None or link[1] != workspace.url:
        return None
    channel, ts, thread = link[2], f"{link[3]}.{link[4]}", link[5]
    known = workspace.directory.conversations.get(channel)
    if known is None or not known.joined or not _reads(asked.by.id, known, workspace):
        return None
    message = await _listed(workspace, channel, ts, thread)
    if message is None:
        return None
    await learn({**message, "type": "message", "channel": channel}, workspace)
    try:
        return read_listed(message, channel, workspace)
    except UnreadableError:
        return None


def _reads(user: str, channel: Conversation, workspace: Workspace) -> bool:
    """Whether somebody can see what stands in a channel: whoever is in it, and in an open one every full member."""
    if user in (channel.members or ()):
        return True
    found = workspace.directory.users.get(user)
    closed = channel.private or channel.direct or channel.group
    return not closed and found is not None and not (found.guest or found.stranger or found.deleted)


async def _listed(workspace: Workspace, channel: str, ts: str, thread: str | None) -> Mapping[str, Any] | None:
    """One message as Slack lists it; None where there is none."""
    method, more = ("conversations.replies", {"ts": thread}) if thread else ("conversations.history", {})
    asked = {"channel": channel, "oldest": ts, "latest": ts, "inclusive": "true", "limit": 10, **more}
    try:
        answer = await workspace.client.api_call(method, http_verb="GET", params=asked)
    except SlackApiError:  # whatever it is, nobody is told of a message that was not found
        return None
    messages = answer.get("messages")
    found = messages if isinstance(messages, list) else []
    return next((each for each in found if isinstance(each, dict) and each.get("ts") == ts), None)
