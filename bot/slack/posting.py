"""Posting something once. Slack has no key by which it takes a post only once, so the bot's own posts carry the effect's mark
as metadata, and before anything is posted it is looked for the mark where it would stand (decisions 21).

The window that is left: a post that Slack took, while the answer was lost, and that more than `LOOKED_BACK` posts have pushed
away before it is tried again.

Source: "Message metadata", `chat.postMessage` and `conversations.history` on docs.slack.dev.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.posted import mark
from bot.slack import words
from bot.slack.calling import hurried, silent
from bot.slack.refusals import MESSAGE_GONE, asked_to_wait
from bot.slack.trouble import code_of
from bot.slack.words import Block
from bot.slack.workspace import Workspace
from moderation.model import AlreadyDone, Done

#: Newest posts of a conversation that are looked at: as many as Slack advises to ask for at once.
LOOKED_BACK: Final = 100
#: What the metadata of the bot's posts is called.
EVENT: Final = "touchline_effect"
#: A message, a thread or a conversation that there is not, or that the bot does not see any more.
_NOT_THERE: Final = {MESSAGE_GONE, "thread_not_found", "channel_not_found", "not_in_channel", "is_archived"}


@dataclass(frozen=True, slots=True)
class Content:
    """What is posted: blocks, and the words that a notification shows in their place. `thread` is the post that it answers."""

    blocks: Sequence[Block]
    notified: str
    thread: str = ""

    def arguments(self) -> dict[str, Any]:
        return {"blocks": [*self.blocks], "text": words.notified(self.notified)}


def letter(text: str, *more: Block) -> Content:
    """Words, and what stands beneath them."""
    return Content((*words.sections(text), *more), text)


async def post(
    workspace: Workspace, channel: str, effect: str, content: Content, *, urgent: bool = False
) -> Done | AlreadyDone:
    """Post it unless it stands there. The reference is "channel/ts". Raises `refusals.TROUBLE`.

    What is `urgent` is posted even while Slack puts off looking for it: twice does no harm that being late would not outweigh.
    """
    sign, stands = mark(effect), ""
    client = hurried(workspace.client) if urgent else workspace.client
    try:
        stands = await _signed(workspace, client, channel, sign, content.thread)
    except SlackApiError as error:
        if not (urgent and asked_to_wait(error)):
            raise
    if stands:
        return AlreadyDone(f"{channel}/{stands}")
    answer = await workspace.client.chat_postMessage(
        channel=channel,
        **content.arguments(),
        metadata=signed(sign),
        unfurl_links=False,
        unfurl_media=False,
        thread_ts=content.thread or None,
    )
    return Done(f"{answer['channel']}/{answer['ts']}")


def signed(sign: str) -> dict[str, Any]:
    """The metadata of a post with a mark."""
    return {"event_type": EVENT, "event_payload": {"mark": sign}}


def is_signed(message: Mapping[str, Any], sign: str) -> bool:
    """Whether a message has a mark."""
    return _mark_of(message) == sign


async def redraw(workspace: Workspace, reference: str, message: Mapping[str, Any], content: Content) -> None:
    """Put something else in the place of a post of the bot's. It keeps its mark."""
    channel, _, ts = reference.partition("/")
    kept = {"metadata": message["metadata"]} if message.get("metadata") else {}
    await workspace.client.chat_update(channel=channel, ts=ts, **content.arguments(), **kept)


async def find(workspace: Workspace, reference: str) -> Mapping[str, Any] | None:
    """A post of the bot's by its reference; None where there is none, or not any more. Raises `refusals.TROUBLE`."""
    channel, _, ts = reference.partition("/")
    if not ts:
        return None
    asked = {"channel": channel, "oldest": ts, "latest": ts, "inclusive": True, "limit": 1}
    found = await _listed(workspace.client, "conversations.history", **asked)
    return next((each for each in found if each.get("ts") == ts and each.get("user") == workspace.bot_user), None)


async def take_down(workspace: Workspace, reference: str) -> None:
    """Take a post of the bot's away. Raises `refusals.TROUBLE`."""
    channel, _, ts = reference.partition("/")
    if ts:
        await workspace.client.chat_delete(channel=channel, ts=ts)


async def answer(address: str, text: str, blocks: Sequence[Block] = ()) -> bool:
    """Answer whoever pressed or asked something, and nobody else, at the address that Slack gave for that. Whether it took it.
    `blocks` stand in the place of the bare text.

    Raises `refusals.TROUBLE`.
    """
    client = AsyncWebhookClient(address, logger=silent())
    response = await client.send(
        text=words.notified(text), blocks=[*blocks] or words.sections(text), response_type="ephemeral", replace_original=False
    )
    return response.status_code == 200


async def _signed(workspace: Workspace, client: AsyncWebClient, channel: str, sign: str, thread: str) -> str:
    """The `ts` of the bot's newest post with a mark in a conversation, or below a post; "" where there is none."""
    if thread:
        # A thread is listed oldest first, and it is short: what is put back is put back within days.
        found = await _listed(client, "conversations.replies", channel=channel, ts=thread, limit=1000)
    else:
        found = await _listed(client, "conversations.history", channel=channel, limit=LOOKED_BACK)
    return next((str(each["ts"]) for each in found if _mark_of(each) == sign and each.get("user") == workspace.bot_user), "")


def _mark_of(message: Mapping[str, Any]) -> object:
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) and metadata.get("event_type") == EVENT else None
    return payload.get("mark") if isinstance(payload, dict) else None


async def _listed(client: AsyncWebClient, method: str, **arguments: Any) -> list[Mapping[str, Any]]:
    """Messages with their metadata. None where there is no such conversation: whoever posts there is then told so."""
    try:
        answer = await client.api_call(method, http_verb="GET", params={**arguments, "include_all_metadata": True})
    except SlackApiError as error:
        if code_of(error) not in _NOT_THERE:
            raise
        return []
    messages = answer.get("messages")
    return [each for each in messages if isinstance(each, dict)] if isinstance(messages, list) else []
