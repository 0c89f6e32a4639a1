"""The continuous walk: who can be where, looked at whenever something changes it and every five minutes (map 5.2, 6.11).

A burst of changes is one walk: at most one is under way and one waits. However many changes come, and however slow Discord
is to answer, a change is looked at well within a minute. What the checks find is told by the organisation (`Core.inspect`).
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.bell import Bell, Pause
from bot.discord.asking import Questions, patience
from bot.discord.club import Club
from bot.discord.facts import facts_of
from bot.discord.lock import DmLock
from moderation.server import Lapse

log = logging.getLogger(__name__)

#: So often it is looked at even if nothing has changed.
SWEEP: Final = timedelta(minutes=5)
#: So long after a change others are waited for, in seconds.
SETTLE: Final = 5.0
#: What must be asked for is asked again in a walk when the answer is so old.
STALE: Final = timedelta(seconds=60)
#: So long the members of a large server may take to be told of: what is wrong there must still be told within a minute.
ARRIVAL: Final = timedelta(seconds=40)
#: So often it is looked whether they have come.
SOON: Final = timedelta(seconds=1)
#: After a walk that failed, in seconds.
AGAIN: Final = 10.0

Sync = Callable[[], Awaitable[Sequence[str]]]
"""Puts the server's own filter right, and gives the names of the rules that somebody had changed by hand."""

Keep = Callable[[], Awaitable[object]]
"""Has the card that says whom to ask pinned wherever it should be."""


class Watch:
    """The walk of one server."""

    def __init__(
        self, club: Club, lock: DmLock, questions: Questions, sync_rules: Sync, keep_cards: Keep, pause: Pause
    ) -> None:
        self._club = club
        self._lock = lock
        self._questions = questions
        self._sync_rules = sync_rules
        self._keep_cards = keep_cards
        self._bell = Bell(pause)
        self._pause = pause
        self._asked_at: datetime | None = None
        self._rules_changed = False
        self._unlocked = False
        self._drifted: set[str] = set()
        #: Since when the members of the server are not all known.
        self._arriving: datetime | None = None
        self._swept: datetime | None = None
        #: Lapses that may last a while, by id, and when that while is over.
        self._graces: dict[str, datetime] = {}

    def changed(self) -> None:
        """Something has changed who can be where."""
        self._bell.ring()

    def asks_again(self) -> None:
        """Something has changed that must be asked for: invites, pins, a place that the audit log names."""
        self._asked_at = None
        self._bell.ring()

    def rules_changed(self) -> None:
        """A rule of the server's own filter was made, changed or deleted."""
        self._rules_changed = True
        self._bell.ring()

    def found_unlocked(self) -> None:
        """Private messages were found not to be locked: the next walk says so, though they may be locked again by then."""
        self._unlocked = True
        self._bell.ring()

    async def run(self) -> None:
        """Walk, until cancelled."""
        while True:
            try:
                await self.walk()
            except Exception as error:  # whatever it is, the next walk must come
                log.error("the server could not be looked at (%s): tried again", type(error).__name__)
                await self._pause(AGAIN)
                continue
            if await self._bell.wait(self._until_next().total_seconds()):
                await self._pause(SETTLE)

    async def walk(self) -> Sequence[Lapse]:
        """Look at the server once. Gives every lapse that there is; none while the client does not know the server."""
        guild, now = self._club.guild, self._club.core.clock()
        if guild is None or not self._knows_members(guild, now):
            return ()
        sweep = _is_over(self._swept, SWEEP, now)
        asked = sweep or _is_over(self._asked_at, STALE, now)
        if asked:
            await self._club.refresh()
        if sweep or self._rules_changed:
            self._rules_changed = False
            async with patience():
                self._drifted |= set(await self._sync_rules())
        if asked:
            await self._questions.ask(guild)
            self._asked_at = now
        await self._questions.enter_threads(guild)
        found = await self._inspect()
        if sweep or (asked and not all(self._questions.known.pinned.values())):  # what was found is told first, then put right
            async with patience():
                await self._keep_cards()
        if sweep:
            self._swept = now
        return found

    async def _inspect(self) -> Sequence[Lapse]:
        core, unlocked, drifted = self._club.core, self._unlocked, sorted(self._drifted)
        facts = facts_of(self._club, core.clock(), replace(self._questions.known, drifted=tuple(drifted)))
        if self._lock.looked:
            until = None if unlocked else self._lock.until
            facts = replace(facts, guards=replace(facts.guards, direct_messages_locked_until=until))
        found = await core.inspect(facts)
        if unlocked or drifted:  # so it was found, and it is put right by now: the next walk says so
            self._unlocked = False
            self._drifted -= set(drifted)
            self._bell.ring()
        self._note_graces(found)
        return found

    def _knows_members(self, guild: discord.Guild, now: datetime) -> bool:
        """Whether all members were told of, or have not been for so long that it is a lapse: they come after the server."""
        self._arriving = None if self._club.knows_members(guild) else self._arriving or now
        return self._arriving is None or now - self._arriving >= ARRIVAL

    def _note_graces(self, found: Sequence[Lapse]) -> None:
        """A lapse that was new now is due when its grace is over, counted from when it was remembered."""
        now = self._club.core.clock()
        self._graces = {each.id: self._graces.get(each.id, now + each.grace) for each in found if each.grace}

    def _until_next(self) -> timedelta:
        """How long until the next walk, unless something changes."""
        now = self._club.core.clock()
        if self._arriving is not None and now - self._arriving < ARRIVAL:
            return SOON
        sweep = now if self._swept is None or _is_over(self._swept, SWEEP, now) else self._swept + SWEEP
        due = [sweep, *(at for at in self._graces.values() if at > now)]
        return max(min(due) - now, SOON)


def _is_over(since: datetime | None, period: timedelta, now: datetime) -> bool:
    """Whether so much time has passed. A clock that was put back tells nothing of that, so then it has."""
    return since is None or not timedelta() <= now - since < period
