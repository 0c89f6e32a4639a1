"""The walk of one workspace: who can be where, looked at whenever something changes it and every five minutes (map 5.2, 6.11).

A burst of changes is one walk. A notice of what is read that is missing is put right first (`ContactCards`). What the checks
find is told by the organisation (`Core.inspect`).
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.bell import Bell, Pause
from bot.slack.asking import asked
from bot.slack.authorising import end_of_others
from bot.slack.contact_card import ContactCards
from bot.slack.facts import facts_of
from bot.slack.refusals import asked_to_wait
from bot.slack.withdrawing import Withdrawing
from bot.slack.workspace import Workspace
from moderation.server import Lapse

log = logging.getLogger(__name__)

#: So often it is looked at even if nothing has changed, in seconds; so soon again after it failed.
SWEEP, AGAIN = 300.0, 30.0
#: So long after a change others are waited for, in seconds.
SETTLE: Final = 5.0

#: Events that change who can be where, or what guards the workspace.
PRESENCE: Final = {
    *("channel_created", "channel_deleted", "channel_archive", "channel_unarchive", "channel_left", "channel_shared"),
    *("channel_unshared", "channel_convert_to_private", "group_deleted", "group_archive", "group_unarchive", "group_left"),
    *("member_joined_channel", "member_left_channel", "team_join", "user_change", "pin_removed", "tokens_revoked"),
}


class Watch:
    """The walk. `pause(seconds)` waits."""

    def __init__(self, workspace: Workspace, pause: Pause = asyncio.sleep) -> None:
        self._workspace = workspace
        self._bell = Bell(pause)
        self._pause = pause
        self._cards = ContactCards(workspace)
        self.withdrawing = Withdrawing(workspace)
        #: What the notices say may have changed since the last start.
        self._begins = True

    def see(self, event: Mapping[str, Any]) -> None:
        """Something that Slack told."""
        if event.get("type") in PRESENCE:
            self.changed()

    def changed(self) -> None:
        """Something has changed who can be where, or what was set up."""
        self._bell.ring()

    async def run(self) -> None:
        """Walk, until cancelled."""
        while True:
            wait, put_off = SWEEP, 0
            try:
                await self.walk()
            except Exception as error:  # whatever it is, the next walk must come
                log.warning("the workspace could not be looked at (%s): tried again", type(error).__name__)
                wait, put_off = AGAIN, asked_to_wait(error)
            if put_off:
                await self._pause(max(put_off, AGAIN))  # whoever rings meanwhile is heard afterwards
            elif await self._bell.wait(wait):
                await self._pause(SETTLE)

    async def walk(self) -> Sequence[Lapse]:
        """Look at the workspace once. Gives every lapse that there is. Raises `refusals.TROUBLE`, StoreError, LookupError."""
        workspace, core = self._workspace, self._workspace.core
        await workspace.refresh()
        await self.withdrawing.look()
        await end_of_others(workspace)
        known = await asked(workspace)
        if self._begins or not all((*known.pinned.values(), *known.noticed.values())):
            put_right = await self._cards.keep()
            self._begins = False
            known = await asked(workspace) if put_right else known
        return await core.inspect(facts_of(workspace, core.clock(), known))
