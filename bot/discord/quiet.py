"""While a session of the club's own is on, channels in which children write are slowed down, and afterwards as they were
(map 11.1). A first message is never kept back by that, nor a private message to the bot, nor a command.

It is looked at with the walk, so every five minutes. What was before is kept in the settings; a channel whose pace somebody has
changed meanwhile is left as they set it.
"""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Final

import discord

from bot.discord import words
from bot.discord.club import Club
from bot.discord.places import place_of
from bot.discord.refusals import TROUBLE
from bot.sessions.quiet import is_quiet
from moderation.model import BOT, Audience, Entry
from storage.store import Transaction

log = logging.getLogger(__name__)

#: By the id of each channel that is slowed down, how many seconds it had before.
SETTING: Final = "discord.slowed"
#: Seconds between two messages of one member.
SLOW: Final = 60
#: Named in the entries (map 7.6).
RULE: Final = "quiet@1"


class QuietChannels:
    """Those of one server. `practises` says whether this is practice mode now, in which nothing is changed."""

    def __init__(self, club: Club, practises: Callable[[], bool]) -> None:
        self._club = club
        self._practises = practises

    async def keep(self) -> None:
        """Slow them down, or give them back the pace that they had."""
        guild, core = self._club.guild, self._club.core
        if guild is None:
            return
        organisation, now = core.organisation, core.clock()
        quiet, before = await core.look(lambda tx: (is_quiet(tx, organisation, now), _slowed(tx)))
        if not quiet:
            await self._restore(guild, before)
        elif not self._practises():
            await self._slow(guild, before)

    async def _slow(self, guild: discord.Guild, before: Mapping[str, int]) -> None:
        new = [channel for channel in guild.text_channels if str(channel.id) not in before and self._may_be_slowed(channel)]
        if new:  # written before it is done, so that a crash leaves no channel slow for good
            pace = {str(channel.id): channel.slowmode_delay for channel in new}
            await self._write({**before, **pace}, "channels.slowed", len(new))
        for channel in new:
            await _set(channel, SLOW)

    async def _restore(self, guild: discord.Guild, before: Mapping[str, int]) -> None:
        left = {}
        for id_, pace in before.items():
            channel = guild.get_channel(int(id_))
            ours = isinstance(channel, discord.TextChannel) and channel.slowmode_delay == SLOW
            if isinstance(channel, discord.TextChannel) and ours and not await _set(channel, pace):
                left[id_] = pace
        if left != before:
            await self._write(left, "channels.as_before", len(before) - len(left))

    def _may_be_slowed(self, channel: discord.TextChannel) -> bool:
        children = place_of(channel, self._club).audience is not Audience.ADULTS
        return children and channel.slowmode_delay < SLOW and channel.permissions_for(channel.guild.me).manage_channels

    async def _write(self, slowed: Mapping[str, int], kind: str, count: int) -> None:
        core = self._club.core

        def written(tx: Transaction) -> None:
            tx.change_setting(SETTING, json.dumps(slowed, sort_keys=True), BOT)
            codes = {"channels": count, "rule": RULE, "config": core.organisation.config}
            tx.append(Entry(kind, BOT, codes), core.clock())

        await core.write(written)


def _slowed(tx: Transaction) -> Mapping[str, int]:
    kept: Mapping[str, int] = json.loads(tx.setting(SETTING) or "{}")
    return kept


async def _set(channel: discord.TextChannel, seconds: int) -> bool:
    try:
        await channel.edit(slowmode_delay=seconds, reason=words.AUDIT)
    except TROUBLE as error:
        log.warning("the pace of a channel could not be set (%s)", type(error).__name__)
        return False
    return True
