"""What stands on a server for long: pinned posts, and announcements that are still there (map 10.10)."""

import logging
from collections.abc import Mapping, Sequence
from typing import Final

import discord

from bot.bell import Pause
from bot.discord.club import Club, account_of
from bot.discord.posting import reference
from moderation.model import Announcement
from moderation.upkeep import Standing

log = logging.getLogger(__name__)

#: Between one question and the next, in seconds: nobody waits for the answers, and others ask more urgently.
PACE: Final = 2.0


class StandingPosts:
    """Looks for them on one server. `pause(seconds)` waits."""

    def __init__(self, club: Club, pause: Pause) -> None:
        self._club = club
        self._pause = pause

    async def __call__(self, announced: Mapping[str, Announcement]) -> Sequence[Standing]:
        """All of them, in the channels whose history the bot may read. One that Discord refuses all the same is passed over.

        Raises `refusals.TROUBLE`, and LookupError while the client does not know the server.
        """
        guild = self._club.guild
        if guild is None:
            raise LookupError("Discord has not told of this server yet")
        found: dict[str, Standing] = {}
        for channel in guild.text_channels:
            rights = channel.permissions_for(guild.me)
            if not (rights.read_messages and rights.read_message_history):
                continue
            try:
                await self._look(found, channel, announced)
            except (discord.Forbidden, discord.NotFound) as error:
                log.info("the pinned posts of a channel could not be read (%s)", error.code)
            await self._pause(PACE)
        return tuple(found.values())

    async def _look(
        self, found: dict[str, Standing], channel: discord.TextChannel, announced: Mapping[str, Announcement]
    ) -> None:
        async for pinned in channel.pins(limit=None):
            self._add(found, pinned, channel, announced)
        for known in [each for each in announced if each.startswith(f"{channel.id}/") and each not in found]:
            if (message := await _there(channel, known)) is not None:
                self._add(found, message, channel, announced)

    def _add(
        self,
        found: dict[str, Standing],
        message: discord.Message,
        channel: discord.TextChannel,
        announced: Mapping[str, Announcement],
    ) -> None:
        """A post of somebody's; one of a bot's only where it was somebody's announcement."""
        known = announced.get(reference(message))
        if known is not None or not message.author.bot:
            by = known.by if known else account_of(message.author)
            at = message.edited_at or message.created_at
            found[reference(message)] = Standing(by, f"#{channel.name}", at, message.jump_url)


async def _there(channel: discord.TextChannel, known: str) -> discord.Message | None:
    try:
        return await channel.fetch_message(int(known.rpartition("/")[2]))
    except discord.NotFound:
        return None
