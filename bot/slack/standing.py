"""What stands in a workspace for long: pinned posts, and announcements that are still there (map 10.10)."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.bell import Pause
from bot.slack.posting import find
from bot.slack.refusals import outcome_of
from bot.slack.stamps import instant, is_message, permalink
from bot.slack.workspace import Workspace
from moderation.model import Announcement, Refused
from moderation.upkeep import Standing

log = logging.getLogger(__name__)

#: Between one question and the next, in seconds: Slack answers twenty of these a minute, and others ask more urgently.
PACE: Final = 4.0


class StandingPosts:
    """Looks for them in one workspace. `pause(seconds)` waits."""

    def __init__(self, workspace: Workspace, pause: Pause) -> None:
        self._workspace = workspace
        self._pause = pause

    async def __call__(self, announced: Mapping[str, Announcement]) -> Sequence[Standing]:
        """All of them, in the channels that the bot is in. What Slack refuses is passed over. Raises `refusals.TROUBLE`."""
        workspace, found = self._workspace, dict[str, Standing]()
        channels = workspace.directory.conversations.values()
        for channel in [each for each in channels if each.joined and not (each.archived or each.direct or each.group)]:
            for pinned in await self._pinned(channel.id):
                self._add(found, channel.id, pinned, announced)
            await self._pause(PACE)
            for known in [each for each in announced if each.startswith(f"{channel.id}/") and each not in found]:
                if (message := await find(workspace, known)) is not None:
                    self._add(found, channel.id, message, announced)
                await self._pause(PACE)
        return tuple(found.values())

    async def _pinned(self, channel: str) -> Sequence[Mapping[str, Any]]:
        try:
            answer = await self._workspace.client.pins_list(channel=channel)
        except SlackApiError as error:
            if not isinstance(refused := outcome_of(error), Refused):
                raise
            log.info("the pinned posts of a channel could not be read (%s)", refused.why)
            return ()
        return tuple(_messages(answer.get("items")))

    def _add(
        self, found: dict[str, Standing], channel: str, message: Mapping[str, Any], announced: Mapping[str, Announcement]
    ) -> None:
        """A post of somebody's; one of a bot's only where it was somebody's announcement."""
        directory, ts, user = self._workspace.directory, str(message.get("ts")), str(message.get("user"))
        known, author = announced.get(f"{channel}/{ts}"), directory.users.get(user)
        by = known.by if known else directory.account(author) if author else None
        if by is not None and not by.automated and is_message(ts):
            place = f"#{directory.conversations[channel].name}"
            found[f"{channel}/{ts}"] = Standing(by, place, instant(_touched(message)), permalink(channel, ts, self._workspace))


def _touched(message: Mapping[str, Any]) -> str:
    """When it was last changed, or else written."""
    edited = message.get("edited")
    changed = str(edited.get("ts")) if isinstance(edited, dict) else ""
    return changed if is_message(changed) else str(message.get("ts"))


def _messages(items: object) -> Iterator[Mapping[str, Any]]:
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(message := item.get("message"), dict):
            yield message
