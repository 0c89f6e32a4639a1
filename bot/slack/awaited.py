"""Posts that a person was asked to remove, looked for: Slack may have told of their going while nobody listened (map 1.1)."""

from collections.abc import Sequence
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.slack.history import Receive, Tally, take
from bot.slack.reading import by_whom, read_listed
from bot.slack.stamps import is_message
from bot.slack.trouble import code_of
from bot.slack.workspace import NAME, Workspace
from moderation.by_hand import waiting
from storage.store import Transaction

#: Slack finds no such message. Any other answer is no word of its going.
_GONE: Final = "thread_not_found"
_CLOSED: Final = {"channel_not_found", "not_in_channel", "missing_scope", "no_permission", "access_denied"}


async def look_for(workspace: Workspace, receive: Receive) -> Tally:
    """Take in that some are gone. Raises `refusals.TROUBLE`, and what `receive` raises."""
    tally, gone = Tally(), []
    for place, ts in await workspace.core.look(_awaited):
        if await _is_gone(workspace, place, ts):
            event = read_listed({"subtype": "tombstone", "ts": ts}, place, workspace)
            gone.append(await by_whom(event, workspace) if event is not None else None)
    await take(gone, receive, tally)
    return tally


def _awaited(tx: Transaction) -> Sequence[tuple[str, str]]:
    """The places and messages, of those that Slack can be asked for."""
    found = [each for case in tx.cases(open_only=True) for each in waiting(case)]
    return [(each.place.id, each.message) for each in found if each.place.platform == NAME and is_message(each.message)]


async def _is_gone(workspace: Workspace, place: str, ts: str) -> bool:
    asked = {"channel": place, "ts": ts, "limit": 1}
    try:
        answer = await workspace.client.api_call("conversations.replies", http_verb="GET", params=asked)
    except SlackApiError as error:
        if code_of(error) not in {_GONE, *_CLOSED}:
            raise
        return code_of(error) == _GONE
    messages = answer.get("messages")
    there = [each for each in messages if isinstance(each, dict)] if isinstance(messages, list) else []
    return any(each.get("ts") == ts and each.get("subtype") == "tombstone" for each in there)
