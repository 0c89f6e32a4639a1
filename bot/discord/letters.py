"""Whose a direct message to the bot is, where one bot serves several organisations.

It goes to an organisation that runs and of which the writer is a member: to the one whose record knows the conversation
already, else to one on whose register they are, else to one on whose server they are. It waits while none of theirs runs. A
conversation stays where it is while that organisation runs. What one has taken in is not read back by another.

Who is nobody's member is given to nobody, unless there is one organisation alone.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Final

import discord

from bot.bell import Pause
from bot.discord.inflow import Inflow
from bot.discord.lanes import BOUND
from storage.store import StoreError

log = logging.getLogger(__name__)

Hand = Callable[[Inflow], None]
"""Hands a message over to the organisation whose it is."""

#: How long until it is looked again whose somebody is, in seconds, and how often for somebody who is nobody's: who is on a
#: server is told some time after a connection was made.
AGAIN_SECONDS: Final = 1.0
TRIES: Final = 60


class Letters:
    """The direct conversations with the bot. `inflows` are those of all organisations, by server."""

    def __init__(self, inflows: Mapping[int, Inflow], pause: Pause) -> None:
        self._inflows = inflows
        self._pause = pause
        self._homes: dict[int, Inflow] = {}
        self._waiting: dict[int, list[Hand]] = {}
        self._finding: set[asyncio.Task[None]] = set()

    def take(self, channel: int, author: discord.abc.User, hand: Hand) -> None:
        """Have a message handed over, after those that came before it in its conversation."""
        home = self._homes.get(channel)
        if channel in self._waiting:
            self._wait(channel, hand)
        elif home is not None and home.is_open and home in self._theirs(author):
            hand(home)
        else:
            self._waiting[channel] = []
            self._wait(channel, hand)
            finding = asyncio.create_task(self._find(channel, author))
            self._finding.add(finding)
            finding.add_done_callback(self._finding.discard)

    async def close(self) -> None:
        """What has no home by now is found when its writer writes again."""
        for finding in self._finding:
            finding.cancel()
        await asyncio.gather(*self._finding, return_exceptions=True)

    def _wait(self, channel: int, hand: Hand) -> None:
        if sum(map(len, self._waiting.values())) < BOUND:
            self._waiting[channel].append(hand)
        else:
            log.warning("more direct messages wait than are kept: they are read back when one is taken in")

    async def _find(self, channel: int, author: discord.abc.User) -> None:
        home = await self._home(channel, author)
        waiting = self._waiting.pop(channel)
        if home is None:
            log.warning("somebody who is in no organisation's server has written to the bot: nobody is given it")
            return
        self._homes[channel] = home
        for hand in waiting:
            hand(home)

    async def _home(self, channel: int, author: discord.abc.User) -> Inflow | None:
        for tries in count(1):
            theirs = self._theirs(author)
            if any(inflow.is_open for inflow in theirs):
                try:
                    return await self._taking(channel, theirs)
                except StoreError as error:
                    log.warning("whose a conversation is cannot be read (%s): tried again", type(error).__name__)
            elif not theirs and tries >= TRIES:
                break
            await self._pause(AGAIN_SECONDS)
        return None

    async def _taking(self, channel: int, theirs: Sequence[Inflow]) -> Inflow:
        """The one that takes a conversation. It reads back what no other has, if all that may have some of it can be asked."""
        asked = [inflow for inflow in self._inflows.values() if inflow.is_open]
        having = [inflow for inflow in asked if await inflow.has_taken(channel)]
        open_ = [inflow for inflow in theirs if inflow in asked]
        home = next((inflow for inflow in open_ if inflow in having), open_[0])
        others = [inflow for inflow in having if inflow is not home]
        home.begin_direct(channel, others if len(open_) == len(theirs) else None)
        return home

    def _theirs(self, author: discord.abc.User) -> Sequence[Inflow]:
        """Whose member somebody is, on the register first. A bot of one organisation is written to by its members alone."""
        inflows = [*self._inflows.values()]
        if len(inflows) == 1:
            return inflows
        known = [inflow for inflow in inflows if str(author.id) in inflow.club.people]
        member = [inflow for inflow in inflows if inflow.club.guild and inflow.club.guild.get_member(author.id)]
        return [*dict.fromkeys([*known, *member])]
