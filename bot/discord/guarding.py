"""What is done about one server without being asked: the walk, the lock on private messages, AutoMod, the hourly report.
Somebody learns of it when the bot is gone.

The client hands it what the gateway tells (`see`), and the organisation runs it (`run`).
"""

import asyncio
from collections.abc import Callable
from typing import Any, Final

import discord

from bot.bell import Pause
from bot.discord.absence import Absence
from bot.discord.asking import Questions, Reads
from bot.discord.automod import AutoMod
from bot.discord.club import NAME, Club
from bot.discord.contact_card import ContactCards
from bot.discord.health import Health
from bot.discord.lock import DmLock
from bot.discord.quiet import QuietChannels
from bot.discord.standing import StandingPosts
from bot.discord.turns import Turn, at_once
from bot.discord.watch import Watch
from bot.upkeep import Upkeep

#: discord.py's names of what changes who can be where.
PRESENCE: Final = frozenset(
    {
        "guild_available",
        "guild_join",
        "guild_update",
        "guild_channel_create",
        "guild_channel_delete",
        "guild_role_create",
        "guild_role_update",
        "guild_role_delete",
        "member_join",
        "member_update",
        "raw_member_remove",
        "thread_create",
        "thread_join",
        "thread_remove",
        "raw_thread_update",
        "raw_thread_delete",
        "thread_member_join",
        "raw_thread_member_remove",
        "voice_state_update",
    }
)
#: After these something has to be asked for that the gateway does not tell: whatever else the bot may see now is not told of.
ASKED: Final = frozenset(
    {"audit_log_entry_create", "guild_channel_pins_update", "guild_channel_update", "invite_create", "invite_delete"}
)
#: What somebody may do to the rules of AutoMod.
RULES: Final = frozenset({"automod_rule_create", "automod_rule_update", "automod_rule_delete"})
#: Of these the lock is looked at, and everything is asked anew: the server's settings, and the bot's rights.
LOCK: Final = frozenset({"guild_available", "guild_join", "guild_update", "guild_role_update", "member_update"})


class Guarding:
    """One server, guarded. `practises` says whether this is practice mode now, in which nothing is kept from being posted.

    `turn` is waited for before each look at the lock: see `DmLock`.
    """

    def __init__(
        self, club: Club, practises: Callable[[], bool], reads: Reads, pause: Pause = asyncio.sleep, turn: Turn = at_once
    ) -> None:
        self.club = club
        self.lock = DmLock(club, lambda: self.watch.found_unlocked(), pause, turn=turn)
        self.automod = AutoMod(club, practises)
        self._kept = (QuietChannels(club, practises), ContactCards(club))
        self.watch = Watch(club, self.lock, Questions(club, reads), self.automod.sync, self._keep, pause)
        self.health = Health(club, reads, pause)
        self.absence = Absence(club, pause)
        self.upkeep = Upkeep(club.core, NAME, str(club.server), StandingPosts(club, pause), pause)
        #: What goes on by itself, side by side.
        self.parts = (self.lock, self.watch, self.health, self.absence, self.upkeep)

    async def _keep(self) -> None:
        """What should stand on the server as it does now."""
        for part in self._kept:
            await part.keep()

    def see(self, event: str, *about: object) -> None:
        """Something that the gateway told, by discord.py's name; whatever is about another server is left alone."""
        self.absence.see(event, *about)
        if event not in _ALL or not about or server_of(about[0]) != self.club.server:
            return
        ours = event in LOCK and self._is_about_the_bot(event, about[-1])
        if ours:
            self.lock.changed()
        if event in RULES:
            self.watch.rules_changed()
        elif ours or event in ASKED:
            self.watch.asks_again()
        else:
            self.watch.changed()

    async def run(self) -> None:
        """Guard it, until cancelled."""
        async with asyncio.TaskGroup() as together:
            for part in self.parts:
                together.create_task(part.run())

    def _is_about_the_bot(self, event: str, about: object) -> bool:
        me = self.club.client.user
        return event != "member_update" or (me is not None and isinstance(about, discord.Member) and about.id == me.id)


_ALL: Final = PRESENCE | ASKED | RULES


def server_of(about: Any) -> int | None:
    """The id of the server that something is about, as discord.py says it in its different ways."""
    if isinstance(about, discord.Guild):
        return about.id
    if isinstance(about, discord.ThreadMember):
        return about.thread.guild.id
    guild = getattr(about, "guild", None)
    return guild.id if guild is not None else getattr(about, "guild_id", None)
