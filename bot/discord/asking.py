"""What the gateway does not tell of a server, asked for: invites, places that are hidden from the bot, threads that were,
pinned cards, and who is in private threads.

What was forbidden is not asked again while the bot's rights are what they were; where Discord does not answer, what it said
last still counts.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any, Final

import discord

from bot.discord.club import NAME, Club
from bot.discord.facts import NOTHING_ASKED, Asked, seen_by_bot
from bot.discord.listing import put_right
from bot.discord.places import learn_members, unlearned
from bot.discord.refusals import ARCHIVED, TROUBLE, UNKNOWN_CHANNEL, Forbidden, outcome_of
from bot.gone import gone_of_staff

log = logging.getLogger(__name__)

#: So long the questions of one kind may take together, in seconds: then the round goes on with what is known. There are three
#: kinds in a walk, which has to be over within a minute of what it is about.
PATIENCE: Final = 10.0
_CATEGORY: Final = discord.ChannelType.category.value
Reads = Callable[[], bool | None]
"""Whether messages arrive with their text; None while that is not known."""


class Questions:
    """Everything that is asked about one server, and what was answered last."""

    def __init__(self, club: Club, reads: Reads) -> None:
        self._club = club
        self._reads = reads
        self._known = NOTHING_ASKED
        self._forbidden = Forbidden()

    @property
    def known(self) -> Asked:
        """What was answered last."""
        return replace(self._known, reads=self._reads())

    async def enter_threads(self, guild: discord.Guild) -> None:
        """Join every private thread that the bot sees by right and is not in, and learn who is in each."""
        async with patience():
            for thread in guild.threads:
                if thread.is_private() and not seen_by_bot(thread):
                    self._club.left(thread)  # who comes and goes there is not told
                if thread.is_private() and thread.me is None and not thread.archived:
                    await self._try(guild, f"join:{thread.id}", partial(self._join, thread), _rights_in(thread))
            for thread in unlearned(guild, self._club):
                learn = partial(learn_members, thread, self._club)
                await self._try(guild, f"members:{thread.id}", learn, _rights_in(thread))

    async def _join(self, thread: discord.Thread) -> None:
        try:
            await thread.join()
        except discord.HTTPException as error:
            if error.code not in {ARCHIVED, UNKNOWN_CHANNEL}:
                raise
            self._forget(thread)

    def _forget(self, thread: discord.Thread) -> None:
        """A thread was closed or deleted out of sight: it goes out of mind, so that it is known when it is opened again."""
        thread.guild._remove_thread(thread)
        self._club.left(thread)

    async def ask(self, guild: discord.Guild) -> None:
        """Ask everything anew."""
        async with patience():
            invites = await self._try(guild, "invites", guild.invites)
            if invites is not None:
                self._known = replace(self._known, invites=tuple(invites))
            before = {channel.id for channel in guild.channels}
            channels = await self._try(guild, "channels", partial(self._club.client.http.get_all_guild_channels, guild.id))
            if channels is not None:
                for was, channel in put_right(guild, channels, before):
                    told = ("guild_channel_update", was, channel) if was else ("guild_channel_create", channel)
                    self._club.client.dispatch(*told)
                named = {str(each["id"]): each["name"] for each in channels if each["type"] != _CATEGORY}
                self._known = replace(self._known, channels=named)
            await self._ask_threads(guild)
            await self._ask_cards(guild)
        now = self._club.core.clock()
        self._known = replace(self._known, gone=await self._club.core.look(partial(gone_of_staff, platform=NAME, now=now)))

    async def _ask_threads(self, guild: discord.Guild) -> None:
        """A thread that was there before the bot might see it may never be told of: it is brought to mind as a reopened one."""
        before = guild.threads
        active = await self._try(guild, "threads", guild.active_threads)
        if active is None:
            return
        for thread in before:
            if thread not in active and seen_by_bot(thread):
                self._forget(thread)
        for thread in active:
            if guild.get_thread(thread.id) is None and thread.parent is not None:
                guild._add_thread(thread)
                self._club.client.dispatch("thread_join", thread)

    async def _ask_cards(self, guild: discord.Guild) -> None:
        cards = self._club.settings.contact_cards
        pinned = {place: known for place, known in self._known.pinned.items() if place in cards}
        for place, message in cards.items():
            found = await self._try(guild, f"card:{place}", partial(self._is_pinned, place, message))
            if found is not None:
                pinned[place] = found
        self._known = replace(self._known, pinned=pinned)

    async def _is_pinned(self, place: str, message: str) -> bool:
        try:
            return bool((await self._club.client.http.get_message(int(place), int(message)))["pinned"])
        except discord.NotFound:
            return False

    async def _try(
        self, guild: discord.Guild, what: str, call: Callable[[], Awaitable[Any]], there: tuple[int, bool] | None = None
    ) -> Any:
        """What a call gives; None where that is not known. `there` is what the bot may do in the place that it is about."""
        rights, now = there or (guild.me.guild_permissions.value, False), self._club.core.clock()
        if self._forbidden.asked_before("", what, rights, now):
            return None
        try:
            answer = await call()
        except TROUBLE as error:
            self._forbidden.remember("", what, rights, outcome_of(error), now)
            log.warning("Discord does not tell: %s (%s)", what.partition(":")[0], type(error).__name__)
            return None
        return answer


def _rights_in(thread: discord.Thread) -> tuple[int, bool]:
    """The bot's rights in a thread, and whether it is in it: what it may ask there follows from both."""
    above = thread.parent.permissions_for(thread.guild.me).value if thread.parent else 0
    return above, thread.me is not None


@asynccontextmanager
async def patience() -> AsyncIterator[None]:
    """What takes too long is left as it was known: the round must go on."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError:
        log.warning("Discord takes too long to answer: the round goes on with what is known")
