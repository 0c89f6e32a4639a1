"""The lock on private messages between members of the server (map 5.1; decisions 16, 22).

Discord locks them for at most 24 hours at a time. The lock is renewed when half of that is left, and looked at every 30
seconds and whenever Discord tells of a change, so that one who lifts it by hand finds it set again within a minute.
Practice mode does not hold it back, and neither does a record that cannot be written: a child's safety comes first.

What is looked at is what Discord answers when it is asked; only while it does not answer is it what the gateway told.
Source: Discord's documentation, "Modify Guild Incident Actions" (at most 24 hours; a Community server; Manage Server).
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, Self

import discord

from bot.bell import Bell, Pause
from bot.discord.club import NAME, Club
from bot.discord.refusals import TROUBLE, Forbidden, outcome_of
from bot.discord.turns import Turn, at_once
from moderation.model import BOT, Entry, Refused, RetryLater

log = logging.getLogger(__name__)

#: So far ahead it is set: a little less than Discord allows, since its clock may be behind ours.
AHEAD: Final = timedelta(hours=23, minutes=55)
#: So far where Discord says that this is too far: our clock is ahead of its own.
NEARER: Final = timedelta(hours=13)
#: Renewed from when less than this is left.
RENEWED: Final = timedelta(hours=12)
#: Looked at so often, in seconds.
LOOK: Final = 30.0
#: Tried again after so many seconds when Discord did not answer.
AGAIN: Final = 5.0
#: After so many when it refuses the bot's token: asking again does not mend that, and Discord shuts out who asks too often.
REFUSED: Final = 600.0
#: Discord has so many seconds to answer: else one call could hold the lock for the five minutes that discord.py waits.
PATIENCE: Final = 10.0
#: The record has so many: a disk that does not answer must not leave anybody unguarded.
WRITING: Final = 5.0
#: After a change that Discord tells of, so many seconds for others that come with it.
SETTLE: Final = 2.0

#: What hinders it, as the record says it. The checks say what to do about it (`moderation/checks/dm_lock.py`).
NO_COMMUNITY: Final = "not_community"
NO_RIGHT: Final = "no_right"


class Told(NamedTuple):
    """What Discord says of a server: until when private messages and invites are paused, and whether it has that at all."""

    messages: datetime | None
    invites: datetime | None
    community: bool

    @classmethod
    def by(cls, data: Mapping[str, Any]) -> Self:
        """From a server as Discord sends it."""
        paused = data.get("incidents_data") or {}
        until = discord.utils.parse_time
        return cls(
            until(paused.get("dms_disabled_until")),
            until(paused.get("invites_disabled_until")),
            "COMMUNITY" in data.get("features", ()),
        )


class DmLock:
    """The lock of one server. `found_off` is called when somebody had lifted it, and when it could not be renewed in time.

    Before each look `turn` is waited for: there may be many servers.
    """

    def __init__(
        self,
        club: Club,
        found_off: Callable[[], None],
        pause: Pause,
        patience: float = PATIENCE,
        turn: Turn = at_once,
    ) -> None:
        self._club = club
        self._found_off = found_off
        self._bell = Bell(pause)
        self._pause = pause
        self._patience = patience
        self._turn = turn
        self._forbidden = Forbidden()
        self._until: datetime | None = None
        self._looked = False
        #: It is to be set, the record says so, and Discord has not confirmed it.
        self._intended = False
        self._hindered = ""
        self._ahead = AHEAD
        self._wait = LOOK

    @property
    def until(self) -> datetime | None:
        """Until when private messages are locked, as far as is known."""
        return self._until

    @property
    def looked(self) -> bool:
        """Whether Discord has told of the lock yet."""
        return self._looked

    def changed(self) -> None:
        """Discord has told of a change of the server, or of the bot's rights: look soon."""
        self._bell.ring()

    async def run(self) -> None:
        """Keep it locked, until cancelled."""
        while True:
            await self._turn()
            try:
                await self.look()
            except Exception as error:  # whatever it is, the next look must come
                log.error("the lock on private messages could not be looked at (%s)", type(error).__name__)
            if await self._bell.wait(self._wait):
                await self._pause(SETTLE)

    async def look(self) -> None:
        """See whether it is locked, and lock it where it is not, or not for long any more."""
        now, self._wait = self._club.core.clock(), LOOK
        before = self._until if self._looked else await self._recorded()
        told = await self._ask(now)
        if told is None:
            return
        on = told.messages is not None and told.messages > now
        self._until, self._looked = (told.messages if on else None), True
        if on and told.messages is not None and told.messages - now > RENEWED:
            return
        why = "due" if on else "first"
        if not on and before is not None:
            why = "lifted" if before > now else "lapsed"
            self._found_off()
            if why == "lifted" and not self._intended:
                await self._enter("dm_lock.lifted", was_until=before.isoformat())
        await self._set(told, why, now)

    # Discord

    async def _ask(self, now: datetime) -> Told | None:
        """What is so now. None where nothing is known: Discord does not answer, and the gateway has told nothing."""
        server, guild = self._club.server, self._club.guild
        if self._forbidden.asked_before("", "look", self._rights(), now) is None:
            try:
                async with asyncio.timeout(self._patience):
                    data = await self._club.client.http.get_guild(server, with_counts=False)
            except TROUBLE as error:
                outcome = outcome_of(error)
                self._forbidden.remember("", "look", self._rights(), outcome, now)
                if isinstance(outcome, RetryLater):
                    self._wait = _again(outcome)
            else:
                told = Told.by(data)
                # Where it says nothing of it, it is as it was: else it would be set again with every look.
                return told if "incidents_data" in data else told._replace(messages=self._until)
        if guild is None:
            return None
        return Told(guild.dms_paused_until, guild.invites_paused_until, "COMMUNITY" in guild.features)

    async def _set(self, told: Told, why: str, now: datetime) -> None:
        if await self._is_hindered(told) or self._forbidden.asked_before("", "lock", self._rights(), now):
            return
        until = now + self._ahead
        if not self._intended:  # one intent, however often it is tried
            await self._enter("dm_lock.due", until=until.isoformat(), why=why)
            self._intended = True
        payload: dict[str, Any] = {"dms_disabled_until": until.isoformat()}
        if told.invites is not None and told.invites > now:  # somebody has paused invites: that stays as it is
            payload["invites_disabled_until"] = told.invites.isoformat()
        try:
            # `Guild.edit` would send a second call, which changes nothing, and needs a server that the gateway has told of.
            async with asyncio.timeout(self._patience):
                paused = await self._club.client.http.edit_incident_actions(self._club.server, payload=payload)  # type: ignore[arg-type]
        except TROUBLE as error:
            outcome = outcome_of(error)
            self._forbidden.remember("", "lock", self._rights(), outcome, now)
            if isinstance(outcome, Refused):
                await self._hinder(outcome.why)
                if outcome.why.startswith("http_400") and self._ahead == AHEAD:
                    self._ahead, self._wait = NEARER, AGAIN
            elif isinstance(outcome, RetryLater):
                log.warning("private messages could not be locked (%s): tried again", type(error).__name__)
                self._wait = _again(outcome)
            return
        self._until = discord.utils.parse_time(paused.get("dms_disabled_until")) or until
        self._intended, self._hindered = False, ""
        await self._enter("dm_lock.set", until=self._until.isoformat())

    def _rights(self) -> int:
        guild = self._club.guild
        return guild.me.guild_permissions.value if guild is not None else 0

    async def _is_hindered(self, told: Told) -> bool:
        """What is known to be refused is not asked for: the checks make a lapse of it."""
        guild = self._club.guild
        if not told.community:
            await self._hinder(NO_COMMUNITY)
        elif guild is not None and not guild.me.guild_permissions.manage_guild:
            await self._hinder(NO_RIGHT)
        else:
            return False
        return True

    async def _hinder(self, why: str) -> None:
        if why != self._hindered:
            await self._enter("dm_lock.refused", why=why)
            self._hindered = why

    # The record

    async def _recorded(self) -> datetime | None:
        """Until when it was last set: what somebody lifted while the bot was away is lifted all the same."""
        try:
            async with asyncio.timeout(WRITING):
                last = await self._club.core.look(lambda tx: tx.newest_entry("dm_lock.set"))
        except Exception as error:  # whatever it is: it is locked all the same
            log.error("until when private messages were locked cannot be read (%s)", type(error).__name__)
            return None
        return datetime.fromisoformat(last.data["until"]) if last else None

    async def _enter(self, kind: str, **codes: str) -> None:
        core = self._club.core
        place = {"platform": NAME, "server": str(self._club.server), "config": core.organisation.config}
        entry = Entry(kind, BOT, {**place, **codes})
        try:
            async with asyncio.timeout(WRITING):
                await core.write(lambda tx: tx.append(entry, core.clock()))
        except Exception as error:  # whatever keeps it from being written down: a child's safety comes first
            log.error("%s could not be written down (%s)", kind, type(error).__name__)


def _again(outcome: RetryLater) -> float:
    """How long until it is tried again: what Discord asks for, and no longer than until the next look."""
    if outcome.why == "http_401":
        return REFUSED
    return min(max(AGAIN, outcome.after), LOOK)
