"""The hourly report (decisions 22): one pinned message in the lead's channel that is brought up to date, and makes no telephone
ring. What is new is told by the organisation; this shows how things stand, and that Touchline is there at all.

Nobody who can see the channel is shown what they are themselves part of (safeguarding rule 1): it is left out, and not counted.
"""

import logging
from datetime import datetime
from typing import Final

import discord

from bot.bell import Pause
from bot.counter.words import STATUS_SWIFT
from bot.discord.asking import Reads
from bot.discord.club import Club, account_of
from bot.discord.doctor import Examined, examine, listed
from bot.discord.posting import Content, post
from bot.discord.refusals import UNKNOWN_MESSAGE
from bot.discord.telling import number
from moderation.checks.dm_lock import CHECK as DM_LOCK
from moderation.model import BOT, Speed, derived_id
from moderation.server import Lapse

log = logging.getLogger(__name__)

#: The setting: "channel/message" of the report.
SETTING: Final = "discord.health"
#: How often it is brought up to date, in seconds, and how soon after it failed.
HOURLY: Final = 3600.0
AGAIN: Final = 300.0
#: In Discord's audit log.
REASON: Final = "Touchline: how things stand"
#: Of more than an embed holds, what is gravest is shown.
SHOWN: Final = 10


class Health:
    """Keeps the report of one server."""

    def __init__(self, club: Club, reads: Reads, pause: Pause) -> None:
        self._club = club
        self._reads = reads
        self._pause = pause

    async def run(self) -> None:
        """Keep it, until cancelled."""
        while True:
            wait = HOURLY
            try:
                await self.report()
            except Exception as error:  # whatever it is, the next report must come
                log.warning("the hourly report could not be brought up to date (%s): tried again", type(error).__name__)
                wait = AGAIN
            await self._pause(wait)

    async def report(self) -> None:
        """Bring the report up to date; where there is none, or it was taken away, make it and pin it.

        Raises `refusals.TROUBLE`, StoreError, and LookupError while the client does not know the server. Without a lead's
        channel nothing is done.
        """
        examined = await examine(self._club, self._reads)
        guild = self._club.guild
        channel = guild.get_channel(number(self._club.settings.lead_channel) or 0) if guild else None
        if guild is None or not isinstance(channel, discord.TextChannel) or not _may_post(channel):
            return
        embed = self._drawn(examined, await self._fit(examined, channel))
        before = await self._club.core.look(lambda tx: tx.setting(SETTING)) or ""
        message = await _find(channel, before)
        if message is not None:
            foot = next((each.footer.text for each in message.embeds if each.footer.text), None)
            await message.edit(embed=embed.set_footer(text=foot), allowed_mentions=discord.AllowedMentions.none())
        else:
            effect = derived_id("e_", "health", str(channel.id), before)
            outcome = await post(guild.me, channel, effect, Content(embed=embed, quiet=True))
            message = await channel.fetch_message(int(outcome.reference.rpartition("/")[2]))
            await self._club.core.write(lambda tx: tx.change_setting(SETTING, outcome.reference, BOT))
        if not message.pinned and channel.permissions_for(guild.me).pin_messages:
            await message.pin(reason=REASON)

    async def _fit(self, examined: Examined, channel: discord.TextChannel) -> tuple[Lapse, ...]:
        """What is about none of those who can see the channel, whoever gave them sight of it; while they are not all known,
        what is about nobody.
        """
        if not self._club.knows_members(channel.guild):
            return tuple(lapse for lapse in examined.lapses if not lapse.about)
        accounts = [account_of(each) for each in channel.guild.members if channel.permissions_for(each).read_messages]
        people = [account for account in accounts if not account.automated]
        return examined.but_about(await self._club.core.look(lambda tx: self._club.ids_of(tx, people)))

    def _drawn(self, examined: Examined, fit: tuple[Lapse, ...]) -> discord.Embed:
        now = self._club.core.clock()
        lapses = tuple(sorted(fit, key=lambda lapse: list(Speed).index(lapse.speed)))
        until = examined.facts.guards.direct_messages_locked_until
        lines = [
            f"Looked at {_moment(now)}. If that is more than two hours ago, Touchline is not running: ask whoever hosts it.",
        ]
        if until and until > now:
            lines.append(f"Private messages are locked until {_moment(until)}.")
        elif not any(lapse.check == DM_LOCK.name for lapse in lapses[:SHOWN]):  # which says why it matters and what to do
            lines.append("Private messages are NOT locked.")
        if self._club.core.practises:
            lines.append("Practice mode: nothing is removed yet. Alerts, reports and answers to disclosures are real.")
        if removals := self._club.core.swiftness.removals:
            seconds = self._club.core.swiftness.within().total_seconds()
            lines.append(STATUS_SWIFT.format(removals=removals, seconds=seconds))
        lines.append(f"Not as it should be: {len(lapses)}." if lapses else "Nothing is amiss, as far as Touchline can see.")
        description = "\n".join(lines)
        if lapses:
            description += f"\n\n{listed(lapses[:SHOWN])}"
        colour = 0xC0392B if any(each.speed is Speed.NOW for each in lapses) else 0xD68910 if lapses else 0x1E8449
        return discord.Embed(title="How things stand", description=description[:4096], colour=colour)


def _moment(at: datetime) -> str:
    """An instant as Discord shows it in each reader's own time, with how long ago that is."""
    return f"{discord.utils.format_dt(at, 'f')} ({discord.utils.format_dt(at, 'R')})"


def _may_post(channel: discord.TextChannel) -> bool:
    mine = channel.permissions_for(channel.guild.me)
    return mine.view_channel and mine.send_messages and mine.embed_links and mine.read_message_history


async def _find(channel: discord.TextChannel, shown: str) -> discord.Message | None:
    where, _, message = shown.partition("/")
    if where != str(channel.id):
        return None
    try:
        return await channel.fetch_message(number(message) or 0)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise
        return None
