"""What comes from one server, on its way into the record: in order for each place, kept while it cannot be written, read back
where something may be missing.

Before anything of a session is taken in, its place is read back. So what is known of a place never has a hole behind it: a
message that arrived is not written down before those that came while nobody listened.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
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
    known_of,
    places_of,
    read_back,
    readable,
    watched_since,
)
from bot.discord.club import Club
from bot.discord.lanes import BOUND, Lanes, wait_of
from bot.discord.reading import NOBODY_KNOWN, as_found, by_whom, first_of, instant_of, named
from moderation.model import BOT, Arrival, Entry, Event, Part, PlaceKind
from storage.store import Transaction

T = TypeVar("T")

log = logging.getLogger(__name__)

#: The lane of names: they belong to no place.
NAMES: Final = "names"
#: Why something was not read that did not fit, as entries say it.
TOO_MUCH: Final = "too_much"
#: How many places are read back at the same time.
_READERS: Final = 4
#: How many titles and statuses are remembered that were set lately: more than Discord lets be set in a minute.
_CHANGES: Final = 1_000
#: How long a call that Discord did not answer waits.
_SOON: Final = 5.0
#: How long the message that says who changed a title has to come, in seconds.
_MOMENT: Final = 2.0

Pause = Callable[[float], Awaitable[object]]
Later = Callable[[], Awaitable[Event | None]]


class Inflow:
    """One club's arrivals. `pause(seconds)` waits before something is tried again; `bound` is how much may wait."""

    def __init__(self, club: Club, pause: Pause = asyncio.sleep, bound: int = BOUND) -> None:
        self.club = club
        self._pause = pause
        self._lanes = Lanes(self._read_back, self._let_go, self._lose, pause, bound)
        self._lanes.begin_era()
        self._readers = asyncio.Semaphore(_READERS)
        self._open = asyncio.Event()
        self._there = asyncio.Event()
        self._archived: dict[int, Written] = {}
        #: Direct conversations, and which other organisations have some of each; None where that cannot be known.
        self._direct: dict[int, Sequence[Inflow] | None] = {}
        self._tally = Tally()
        self._catching_up: asyncio.Task[None] | None = None
        self._latest = datetime.min.replace(tzinfo=UTC)
        self._changes: deque[str] = deque(maxlen=_CHANGES)
        #: What stands under each voice room, as it was told last.
        self._statuses: dict[int, tuple[Part, ...]] = {}

    # From the gateway

    def instant(self) -> datetime:
        """When something arrives: now, and never the same instant twice."""
        self._latest = max(self.club.core.clock(), self._latest + timedelta(microseconds=1))
        return self._latest

    def take(self, place: Hashable, event: Event | None, once: bool = False) -> None:
        """Take an arrival in, after all others of its place. What is told only `once` is not found by reading that back."""
        if event is not None:
            self._lanes.put(place, partial(self.receive, event), once)

    def take_name(self, event: Event | None, changed: bool) -> None:
        """Take in a name. All of them are one lane, whose reading back looks at everybody's."""
        if event is not None:
            self._lanes.put(NAMES, partial(self._receive_change if changed else self.receive, event))

    def take_status(self, place: int, event: Event | None) -> None:
        """Take in a status that was seen to be set, None where it was taken away. One that is told of twice is set once."""
        stood, self._statuses[place] = self._statuses.get(place), event.parts if event else ()
        if event is not None and event.parts != stood:
            self.take(place, self._another(event), once=True)

    def take_title(self, thread: int, event: Event | None) -> None:
        """Take in a title that was seen to be changed, which does not say by whom. The message about it does, and is the same
        event: where it comes within a moment, it is the one that counts.
        """
        if event is not None:
            self.take_later(f"title:{thread}", partial(self._after_a_moment, self._another(event)), once=True)

    def _another(self, event: Event) -> Event:
        """What is set again is another change, in the same minute too."""
        again = event.id in self._changes
        self._changes.append(event.id)
        return _again(event) if again else event

    async def _after_a_moment(self, event: Event) -> Event:
        await self._pause(_MOMENT)
        return event

    def begin_direct(self, place: int, others: "Sequence[Inflow] | None") -> None:
        """From here on a conversation with the bot is this organisation's. What `others` have of it is not read back, and
        nothing is where that cannot be known.
        """
        self._direct[place] = others

    async def has_taken(self, place: int) -> bool:
        """Whether the record knows a place. Raises StoreError."""
        known = partial(known_of, place=str(place), now=self.club.core.clock())
        return (await self.club.core.look(known)).newest > 0

    def take_deleted(self, place: int, gone: Event) -> None:
        """Take in that a message is gone. Who wrote one that discord.py no longer holds is found in the record (map 7.1)."""

        async def with_its_author() -> Event:
            return by_whom(gone, await self.club.core.look(lambda tx: tx.arrival(first_of(gone))))

        if gone.author.id.startswith(NOBODY_KNOWN):
            self.take_later(place, with_its_author, once=True)
        else:
            self.take(place, gone, once=True)

    def take_later(self, place: Hashable, read: Later, once: bool = False) -> None:
        """Take in what has yet to be asked for, in its turn. See `take`."""
        self._lanes.put(place, partial(self._receive_later, read), once)

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

    def regained(self) -> None:
        """The bot may read more than before: everything is read back. Who is on the server was told all along."""
        self.club.lost_sight()
        self._lanes.begin_era()
        self.there()

    def there(self) -> None:
        """The server is in sight, with its channels and members."""
        self.club.out_of_touch = False
        self._there.set()
        if self._catching_up is not None:
            self._catching_up.cancel()
        self._catching_up = asyncio.create_task(self._catch_up())

    def let_go(self, place: Hashable, error: Exception) -> None:
        """Something could not even be read: it is said in the record that it was not."""
        self._lanes.put(place, partial(self._let_go, place, error), once=True)

    # From the organisation

    @property
    def is_open(self) -> bool:
        """Whether what arrives is taken in."""
        return self._open.is_set()

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
        """Hand an arrival over. Raises what the organisation raises when it cannot be written.

        The bot is shown nothing of what members write to each other: a direct conversation is one with it (map 5.3).
        """
        if isinstance(arrival, Event) and arrival.place.kind is PlaceKind.DIRECT:
            arrival = replace(arrival, to_bot=True)
        if isinstance(arrival, Event) and (found := as_found(arrival)):
            arrival = await self._first_time(arrival, found)
        new = await self.club.core.receive(arrival)
        self._lanes.well()
        return new

    async def _first_time(self, event: Event, found: str) -> Event:
        """A title that a thread never had before goes by the id under which it would be found there, so that it is known when
        the thread is read back. What is told of in two ways is the same title in the same minute.
        """
        known = await self.club.core.look(lambda tx: tx.arrival(found))
        first = known is None or (isinstance(known, Event) and as_found(replace(known, id=event.id)) == found)
        return replace(event, id=found) if first else event

    async def _receive_change(self, event: Event) -> None:
        """What was so before, and is so again, counts again."""
        if not await self.receive(event):
            await self.receive(_again(event))

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
                await self._pause(max(_SOON, wait_of(error)))

    async def _read_back(self, key: Hashable) -> None:
        await self._open.wait()
        if key not in self._direct:  # who writes to the bot alone does not wait for the server
            await self._there.wait()
        async with self._readers:
            if key == NAMES:
                await self._read_names()
            else:
                await self._read_place(cast(int, key))

    async def _read_place(self, id_: int) -> None:
        guild = self.club.guild
        place: Place | None = None
        others = self._direct.get(id_, ())
        if others is None:
            return
        if id_ in self._direct:
            place = self.club.client.get_partial_messageable(id_)
        elif guild is not None:
            found = guild.get_channel_or_thread(id_) or self._archived.get(id_)
            place = found if isinstance(found, Written) and readable(found) else None
        if place is not None:
            receive = partial(self._receive_unless_taken, others) if others else self.receive
            self._add(await read_back(place, self.club, horizon(self.club.core, self._since), receive))

    async def _receive_unless_taken(self, others: "Sequence[Inflow]", event: Event) -> bool:
        """Hand over what none of the others has."""
        for other in others:
            if await other.club.core.look(lambda tx: tx.arrival(event.id)) is not None:
                return False
        return await self.receive(event)

    async def _read_archived(self, id_: int) -> None:
        """Find the archived threads under a channel, and read them back."""
        guild = self.club.guild
        parent = guild.get_channel(id_) if guild else None
        if not isinstance(parent, discord.TextChannel | discord.ForumChannel):
            return
        try:
            async for thread in archived(parent, horizon(self.club.core, self._since)):
                self._archived[thread.id] = thread
                self._lanes.again(thread.id)
        except (discord.NotFound, discord.Forbidden):  # gone or closed to the bot meanwhile, whatever it was told of that
            self._tally.unreadable += 1

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
        await self._enter_unread(place, type(error).__name__, 1)

    async def _lose(self, place: Hashable, count: int) -> None:
        """More came than was kept, and reading back does not find it: the record says how much."""
        log.error("more arrived on Discord than was kept while it could not be taken in: %d pieces are not read", count)
        await self._enter_unread(place, TOO_MUCH, count)

    async def _enter_unread(self, place: Hashable, error: str, count: int) -> None:
        config = self.club.core.organisation.config
        data = {"place": str(place), "error": error, "count": count, "rule": RULE, "config": config}
        at = self.club.core.clock()

        def write(tx: Transaction) -> None:
            tx.append(Entry("discord.unread", BOT, data), at)

        await self.club.core.write(write)
        self.club.unread += count


def _again(event: Event) -> Event:
    """The same change as another one: it was made before."""
    return replace(event, id=f"{event.id}:{instant_of(event.at)}")
