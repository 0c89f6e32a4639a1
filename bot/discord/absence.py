"""Who learns that the bot is gone: thrown out of the server, refused by Discord, or without a session for minutes (map 8.2).

None of it can be told on Discord, or by what looks at the server. So those who answer for the organisation are told past it,
in practice mode too: once, then daily while it lasts, and when it is over.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.discord.bell import Pause
from bot.discord.club import Club
from bot.gap import stamp
from moderation.model import BOT, Entry
from storage.store import Recorded

log = logging.getLogger(__name__)

#: Named in these entries (map 7.6).
RULE: Final = "absence@1"
#: So long Discord may not answer before anybody is told: it mostly comes back by itself.
GRACE: Final = timedelta(minutes=10)
#: How long until it is told again.
AGAIN: Final = timedelta(days=1)
#: How often it is looked at, in seconds; whoever could not be told is tried again then.
LOOK: Final = 60.0

#: Why the bot is not there, as entries say it.
REFUSED: Final = "refused"
NOT_IN_SERVER: Final = "not_in_server"
NO_SESSION: Final = "no_session"
#: What that means, and what is to be done about it.
_TROUBLE: Final[Mapping[str, tuple[str, str]]] = {
    REFUSED: (
        "Discord refuses it",
        "Ask whoever runs Touchline to look at its log, which says what Discord refuses and how that is mended.",
    ),
    NOT_IN_SERVER: (
        "it is not in the server any more, or not yet",
        "Ask whoever manages the server why, and to invite it again: the log of Touchline has the link.",
    ),
    NO_SESSION: (
        "it has no connection to Discord",
        "Ask whoever runs Touchline to look at the machine's network, and whether Discord itself has trouble.",
    ),
}


class Absence:
    """Whether the bot is on one server. The client hands it what the gateway tells (`see`), and says if Discord refuses it."""

    def __init__(self, club: Club, pause: Pause) -> None:
        self._club = club
        self._pause = pause
        self._why = NO_SESSION
        self._since = club.core.clock()

    def refused(self) -> None:
        """Discord refuses the bot, and trying again does not mend that."""
        self._becomes(REFUSED)

    def see(self, event: str, *about: object) -> None:
        """Something that the gateway told, by discord.py's name; whatever is about another server or shard is left alone."""
        thing = about[0] if about else None
        if isinstance(thing, discord.Guild) and thing.id == self._club.server and event in _OF_SERVER:
            self._becomes(_OF_SERVER[event])
        elif event.startswith("shard_") and thing == (self._club.server >> 22) % (self._club.client.shard_count or 1):
            self._see_shard(event)

    def _see_shard(self, event: str) -> None:
        if event in {"shard_connect", "shard_disconnect"} and not self._why:
            self._becomes(NO_SESSION)  # of a new session it is not known yet whether the server is in it
        elif event == "shard_resumed" and self._why == NO_SESSION and self._club.guild is not None:
            self._becomes("")
        elif event == "shard_ready" and self._why == NO_SESSION:
            guild = self._club.client.get_guild(self._club.server)
            if guild is None or not guild.unavailable:  # one that was not told of: thrown out while there was no session
                self._becomes(NOT_IN_SERVER)

    def _becomes(self, why: str) -> None:
        if why != self._why:
            self._why, self._since = why, self._club.core.clock()

    async def run(self) -> None:
        """Look every minute, until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:  # whatever it is, the next look must come
                log.warning("whether the bot is on its server could not be looked at (%s)", type(error).__name__)
            await self._pause(LOOK)

    async def look(self) -> None:
        """Tell what is to be told now. Raises StoreError where it cannot be written down; then it is told all the same."""
        now, core = self._club.core.clock(), self._club.core
        last = await core.look(lambda tx: tx.newest_entry("discord.absent", "discord.back"))
        open_ = last if last is not None and last.kind == "discord.absent" else None
        if not self._why:
            if open_ is not None:
                await self._tell_back(open_, now)
        elif self._why != NO_SESSION or now - self._since >= GRACE:
            await self._tell_absent(open_, now)

    async def _tell_absent(self, before: Recorded | None, now: datetime) -> None:
        told = before is not None and before.data["told"] > 0
        changed = before is not None and before.data["why"] != self._why
        if before is not None and told and not changed and now - before.at < AGAIN:
            return
        since = datetime.fromisoformat(before.data["since"]) if before is not None else self._since
        what, do = _TROUBLE[self._why]
        direct = self._club.core.direct
        key = ("discord.absent", self._why, since.isoformat(), str((now - since) // AGAIN))
        reached = await direct.show_first(direct.absent(what, do, since), direct.chain(), len(direct.chain()), *key)
        if reached or before is None or changed:
            await self._enter("discord.absent", now, since, len(reached), why=self._why)
        if not reached and before is None:
            log.error("nobody who answers for it could be told that the bot is not on its Discord server: tell them")

    async def _tell_back(self, before: Recorded, now: datetime) -> None:
        since = datetime.fromisoformat(before.data["since"])
        direct = self._club.core.direct
        shown, key = direct.back(since, self._since), ("discord.back", since.isoformat())
        reached = await direct.show_first(shown, direct.chain(), len(direct.chain()), *key)
        await self._enter("discord.back", now, since, len(reached), why=before.data["why"])

    async def _enter(self, kind: str, now: datetime, since: datetime, told: int, why: str) -> None:
        core = self._club.core
        data = {"why": why, "since": stamp(since), "told": told, "rule": RULE, "config": core.organisation.config}
        await core.write(lambda tx: tx.append(Entry(kind, BOT, data), now))


#: What becomes of it by what the gateway says of the server, by discord.py's names.
_OF_SERVER: Final = {"guild_available": "", "guild_join": "", "guild_remove": NOT_IN_SERVER, "guild_unavailable": NO_SESSION}
