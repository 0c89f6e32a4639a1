"""What comes from one server, on its way into the record: in order for each place, kept while it cannot be written, read back
where something may be missing.

Before anything of a session is taken in, its place is read back. So what is known of a place never has a hole behind it: a
message that arrived is not written down before those that came while nobody listened.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Final, TypeVar, cast

import discord

from bot.discord.catch_up import (
    RULE,
    TOGETHER,
    Place,
    Tally,
    Written,
    archived,
    horizon,
    places_of,
    read_back,
    readable,
    watched_since,
)
from bot.discord.club import Club
from bot.discord.lanes import BOUND, Lanes
from bot.discord.reading import instant_of, named
from moderation.model import BOT, Arrival, Entry, Event
from storage.store import Transaction

T = TypeVar("T")

log = logging.getLogger(__name__)

#: The lane of names: they belong to no place.
NAMES: Final = "names"
#: How many places are read back at the same time.
_READERS: Final = 4
#: How many titles and statuses are remembered that were set lately: more than Discord lets be set in a minute.
_CHANGES: Final = 1_000
#: How long a call that Discord did not answer waits.
_SOON: Final = 5.0

Pause = Callable[[float], Awaitable[object]]
Later = Callable[[], Awaitable[Event | None]]


class Inflow:
    """One club's arrivals. `pause(seconds)` waits before something is tried again; `bound` is how much may wait."""

    def __init__(self, club: Club, pause: Pause = asyncio.sleep, bound: int = BOUND) -> None:
        self.club = club
        self._pause = pause
        self._lanes = Lanes(self._read_back, self._let_go, pause, bound)
        self._lanes.begin_era()
        self._readers = asyncio.Semaphore(_READERS)
        self._open = asyncio.Event()
        self._there = asyncio.Event()
        self._archived: dict[int, Written] = {}
        self._direct: set[int] = set()
        self._tally = Tally()
        self._catching_up: asyncio.Task[None] | None = None
        self._latest = datetime.min.replace(tzinfo=UTC)
        self._changes: deque[str] = deque(maxlen=_CHANGES)

    # From the gateway

    def instant(self) -> datetime:
        """When something arrives: now, and never the same instant twice."""
        self._latest = max(self.club.core.clock(), self._latest + timedelta(microseconds=1))
        return self._latest

    def take(self, place: Hashable, event: Event | None) -> None:
        """Take an arrival in, after all others of its place."""
        if event is not None:
            self._lanes.put(place, partial(self.receive, event))

    def take_change(self, place: Hashable, event: Event | None) -> None:
        """Take in a title or a status that was seen to be set. What is set again is another change, in the same minute too."""
        if event is not None:
            again = event.id in self._changes
            self._changes.append(event.id)
            self.take(place, replace(event, id=f"{event.id}:{instant_of(event.at)}") if again else event)

    def take_direct(self, place: int, event: Event | None) -> None:
        """Take in what somebody wrote to the bot alone. A conversation is read back when they write again."""
        self._direct.add(place)
        self.take(place, event)

    def take_later(self, place: Hashable, read: Later) -> None:
        """Take in what has yet to be asked for, in its turn."""
        self._lanes.put(place, partial(self._receive_later, read))

    def look_into(self, place: int) -> None:
        """A place has come into sight: read it back, unless that was done."""
        self._lanes.open(place)

    def read_again(self, place: int) -> None:
        """The bot may read more of a place than before: read it back, and whatever threads hang under it, archived ones too."""
        self._lanes.again(place)
        for thread in self.club.guild.threads if self.club.guild else ():
            if thread.parent_id == place:
                self._lanes.again(thread.id)
        self._lanes.put(place, partial(self._read_archived, place))

    def lost(self) -> None:
        """The session is over, or the server is out of sight: what comes next may come after a gap."""
        self._there.clear()
        self.club.session_over()
        self._lanes.begin_era()

    def there(self) -> None:
        """The server is in sight, with its channels and members."""
        self._there.set()
        if self._catching_up is not None:
            self._catching_up.cancel()
        self._catching_up = asyncio.create_task(self._catch_up())

    def let_go(self, place: Hashable, error: Exception) -> None:
        """Something could not even be read: it is said in the record that it was not."""
        self._lanes.put(place, partial(self._let_go, place, error))

    # From the organisation

    async def opened(self) -> None:
        """Wait until what arrives is taken in."""
        await self._open.wait()

    async def open(self) -> None:
        """The organisation runs: from here on arrivals go into its record."""
        await self._until_done(self.club.refresh)
        self._since = await self._until_done(lambda: watched_since(self.club.core, self.club.server))
        self._open.set()

    async def close(self) -> None:
        """The organisation stops. What was not taken in by now will be read back."""
        if self._catching_up is not None:
            self._catching_up.cancel()
        await self._lanes.close()

    async def receive(self, arrival: Arrival) -> bool:
        """Hand an arrival over. Raises what the organisation raises when it cannot be written."""
        new = await self.club.core.receive(arrival)
        self._lanes.well()
        return new

    async def _receive_later(self, read: Later) -> None:
        event = await read()
        if event is not None:
            await self.receive(event)

    # Reading back

    async def _catch_up(self) -> None:
        """Read everything back that is in sight. The record says how much that was."""
        await self._open.wait()
        await self._until_done(self.club.refresh)
        guild = self.club.guild
        if guild is None:
            return
        self._tally = Tally()
        found = await self._until_done(lambda: places_of(guild, horizon(self.club.core, self._since)))
        self._archived = {place.id: place for place in found.readable if isinstance(place, discord.Thread) and place.archived}
        await self._lanes.read([NAMES, *(place.id for place in found.readable)])
        self._tally.unreadable += found.unreadable
        entry, at = self._tally.entry(self.club.core.organisation.config), self.club.core.clock()
        await self._until_done(lambda: self.club.core.write(lambda tx: tx.append(entry, at)))
        told = ", ".join(f"{value} {name}" for name, value in entry.data.items() if isinstance(value, int))
        log.info("%s: read back on Discord: %s", self.club.core.organisation.id, told)

    async def _until_done(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do it, again and again while Discord or the record does not answer."""
        while True:
            try:
                return await work()
            except Exception as error:
                log.warning("what was missed could not be read back yet (%s): tried again", type(error).__name__)
                await self._pause(_SOON)

    async def _read_back(self, key: Hashable) -> None:
        await self._open.wait()
        await self._there.wait()
        async with self._readers:
            if key == NAMES:
                await self._read_names()
            else:
                await self._read_place(cast(int, key))

    async def _read_place(self, id_: int) -> None:
        guild = self.club.guild
        place: Place | None = None
        if id_ in self._direct:
            place = self.club.client.get_partial_messageable(id_)
        elif guild is not None:
            found = guild.get_channel_or_thread(id_) or self._archived.get(id_)
            place = found if isinstance(found, Written) and readable(found) else None
        if place is not None:
            self._add(await read_back(place, self.club, horizon(self.club.core, self._since), self.receive))

    async def _read_archived(self, id_: int) -> None:
        """Find the archived threads under a channel, and read them back."""
        guild = self.club.guild
        parent = guild.get_channel(id_) if guild else None
        if isinstance(parent, discord.TextChannel | discord.ForumChannel):
            async for thread in archived(parent, horizon(self.club.core, self._since)):
                self._archived[thread.id] = thread
                self._lanes.again(thread.id)

    async def _read_names(self) -> None:
        """Everybody's names: somebody may have changed theirs, or joined. A name that is known changes nothing."""
        guild, at = self.club.guild, self.club.core.clock()
        events = iter([named(member, self.club, at) for member in guild.members] if guild else [])
        while some := list(islice(events, TOGETHER)):
            await self._receive_all(event for event in some if event is not None)

    async def _receive_all(self, events: Iterable[Event]) -> None:
        await asyncio.gather(*map(self.receive, events))

    def _add(self, tally: Tally) -> None:
        for each in fields(Tally):
            setattr(self._tally, each.name, getattr(self._tally, each.name) + getattr(tally, each.name))
        self.club.unread += tally.unread

    async def _let_go(self, place: Hashable, error: Exception) -> None:
        """One arrival is at fault itself, so it is let go: the record says so, and those who run this look for it."""
        log.error("something that arrived on Discord could not be read (%s): the record says where", type(error).__name__)
        config = self.club.core.organisation.config
        data = {"place": str(place), "error": type(error).__name__, "rule": RULE, "config": config}
        at = self.club.core.clock()

        def write(tx: Transaction) -> None:
            tx.append(Entry("discord.unread", BOT, data), at)

        await self.club.core.write(write)
        self.club.unread += 1
