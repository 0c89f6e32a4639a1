"""Days on a club's server in seconds: the real client, walk, lock and service, with time that is passed in, and a gateway that
can be lost, resumed, and repeat itself.
"""

import asyncio
import heapq
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from simcord.backend.access import channel_accessible

from bot.discord.guarding import Guarding
from bot.discord.refusals import ARCHIVED
from moderation.model import Arrival, Event
from moderation.server import Lapse, ServerFacts
from storage.sqlite.folder import CLUB_FILE
from tests.bot.discord.kit import ORG, PATIENCE, SERVER, Server, server
from tests.bot.discord.test_lock import Incidents, failure
from tests.bot.service_kit import START, Clock

#: Turns of the loop in which nothing is under way: then nothing is. A bell that was rung is heard before.
QUIET = 10
#: Real seconds for the threads of the store.
BRIEFLY = 0.0002
#: How often the service looks at its clocks.
TICK = timedelta(minutes=1)
#: What was put off is tried again no sooner.
SECOND = timedelta(seconds=1)
NEVER = datetime.max.replace(tzinfo=UTC)
#: Frames that come once for each connection.
SINGLE = frozenset({"READY", "GUILD_CREATE", "RESUMED"})


class Hours:
    """A pause for as many loops as like: each goes on when the clock has come to its instant."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._count = 0
        self._due: list[tuple[datetime, int, asyncio.Future[None]]] = []

    async def __call__(self, seconds: float) -> None:
        self._count += 1
        wakes: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._due, (self.clock.now + timedelta(seconds=seconds), self._count, wakes))
        await wakes

    @property
    def next(self) -> datetime | None:
        while self._due and self._due[0][2].done():
            heapq.heappop(self._due)
        return self._due[0][0] if self._due else None

    def waiting(self) -> int:
        return sum(not wakes.done() for _, _, wakes in self._due)

    def wake(self) -> None:
        """Whoever waits for this instant goes on."""
        while self.next is not None and self._due[0][0] <= self.clock.now:
            heapq.heappop(self._due)[2].set_result(None)


class Line:
    """Discord's end of the gateway. Frames are kept while it is down: a session that is resumed gets them, a new one not."""

    def __init__(self, made: Server, random: Random, told: Callable[[str, Mapping[str, Any]], None]) -> None:
        (shard,) = made.client.__dict__["_AutoShardedClient__shards"].values()
        self._router = shard._reconnect.__self__
        self._backend = made.env.backend
        self._client = made.client
        self._random = random
        self._told = told
        self._feed = self._router.gateways[0].feed
        self._router.gateways[0].feed = self.feed
        self._kept: list[tuple[str, Mapping[str, Any]]] = []
        self.features = ["COMMUNITY"]
        self.repeats = 0.0
        self.up = True

    def feed(self, event: str, payload: Mapping[str, Any]) -> None:
        if event in {"GUILD_CREATE", "GUILD_UPDATE"}:
            payload = {**payload, "features": list(self.features)}
        if event == "GUILD_CREATE":  # what is hidden from the bot is not in it
            payload = {**payload, **{each: [c for c in payload[each] if self.sees(c)] for each in ("channels", "threads")}}
        if event == "READY":
            payload = {**payload, "guilds": [{"id": str(SERVER), "unavailable": True}]}
        if not self.up:
            self._kept.append((event, deepcopy(dict(payload))))
            return
        self._told(event, payload)
        if event == "THREAD_MEMBERS_UPDATE" and any(
            int(each["user_id"]) == self._bot for each in payload.get("added_members", ())
        ):
            self._feed("THREAD_CREATE", payload)  # so Discord tells somebody that they were added to a thread
        self._feed(event, payload)
        if event not in SINGLE and self._random.random() < self.repeats:
            self._feed(event, payload)

    def drop(self) -> None:
        self.up = False
        self._client.dispatch("shard_disconnect", 0)

    def resume(self) -> None:
        self.up, kept, self._kept = True, self._kept, []
        for frame in kept:
            self.feed(*frame)
        self._feed("RESUMED", {"__shard_id__": 0})

    def begin_anew(self) -> None:
        self.up, self._kept = True, []
        self._router.identify(0, replay_guilds=True)

    @property
    def _bot(self) -> int:
        return self._backend.bot_user.id

    def sees(self, channel: Mapping[str, Any]) -> bool:
        return channel_accessible(self._backend, int(channel["id"]), self._bot)


@dataclass
class Said:
    """Something that the bot posted: when, in which channel, and all the words of it."""

    at: datetime
    channel: int
    text: str


@dataclass
class Simulation:
    """`watch` is called whenever something has happened and everything has come to rest."""

    server: Server
    incidents: Incidents
    hours: Hours
    line: Line
    guarding: Guarding
    folder: Path
    watch: Callable[[], None] = lambda: None
    found: Mapping[str, Lapse] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    #: Ids of messages whose frames the client was given, and of those that reached the organisation.
    delivered: set[int] = field(default_factory=set)
    received: set[int] = field(default_factory=set)
    #: How often the bot asked for a message to be removed.
    removals: dict[int, int] = field(default_factory=dict)
    _stirred: bool = True
    _ticked: datetime = START
    _retried: datetime = NEVER

    @property
    def now(self) -> datetime:
        return self.server.clock.now

    async def until(self, instant: datetime) -> None:
        """Let time pass, and whatever is due happen at its instant."""
        while (due := self._next()) <= instant:
            self._stirred |= self._retried <= due
            self._move(due)
            self.hours.wake()
            await self.rest()
        self._move(instant)

    def _next(self) -> datetime:
        """When something is due next: what waits for an hour, or what the service has put off and tries again."""
        return min(self.hours.next or NEVER, self._retried)

    def _move(self, instant: datetime) -> None:
        instant = max(instant, self.now)
        self.server.env.backend.advance_clock((instant - self.now).total_seconds())
        self.server.clock.now = instant

    async def rest(self) -> None:
        """Until nothing is left to do at this instant."""
        service = self.server.running._service
        self._stirred |= self.now - self._ticked >= TICK
        quiet = 0
        async with asyncio.timeout(PATIENCE):
            while quiet < QUIET:
                if self._busy():
                    quiet = 0
                    await asyncio.sleep(BRIEFLY)
                elif self._stirred:
                    self._stirred, self._ticked = False, self.now
                    await service.until_idle()
                    self._retried = self._put_off_until()
                else:
                    quiet += 1
                    await asyncio.sleep(0)
        self.watch()

    def _put_off_until(self) -> datetime:
        """When the service, which looks every second, tries again what could not be done."""
        with closing(sqlite3.connect(f"file:{self.folder / ORG / CLUB_FILE}?mode=ro", uri=True)) as store:
            (due,) = store.execute("SELECT min(due) FROM outbox WHERE result IS NULL AND follows IS NULL").fetchone()
        return max(datetime.fromisoformat(due), self.now + SECOND) if due else NEVER

    def _busy(self) -> bool:
        inflow, state = self.server.client.inflow(SERVER), self.server.client._connection
        tasks = [inflow._catching_up, *state._ready_tasks.values(), *(lane.task for lane in inflow._lanes._lanes.values())]
        # Each part of what guards the server waits for something when there is nothing to do.
        return self.hours.waiting() != len(self.guarding.parts) or any(task is not None and not task.done() for task in tasks)

    # What passes by

    def told(self, event: str, payload: Mapping[str, Any]) -> None:
        """The client was given a frame."""
        others = event in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and int(payload["author"]["id"]) != self._bot
        if others and payload["type"] in {0, 19} and "guild_id" in payload:
            self.delivered.add(int(payload["id"]))

    def posted(self, event: str, payload: Mapping[str, Any]) -> None:
        """Something was posted, whether or not the client was told of it."""
        if event == "MESSAGE_CREATE" and int(payload["author"]["id"]) == self._bot:
            words = (f"{embed.get('title', '')}\n{embed.get('description', '')}" for embed in payload["embeds"])
            self.said.append(Said(self.now, int(payload["channel_id"]), "\n".join([payload["content"], *words])))

    @property
    def _bot(self) -> int:
        return self.server.env.backend.bot_user.id

    def listen(self) -> None:
        """Hear what the bot sees of the server, what reaches the organisation, and what is asked to be removed."""
        running, http = self.server.running, self.server.client.http
        inspect, receive, delete = running.inspect, running.receive, http.delete_message
        threads, join = http.get_active_threads, http.join_thread

        async def inspected(facts: ServerFacts) -> Sequence[Lapse]:
            found = await inspect(facts)
            self.found, self._stirred = {lapse.id: lapse for lapse in found}, True
            return found

        async def received(arrival: Arrival) -> bool:
            if isinstance(arrival, Event) and arrival.message.isdecimal():
                self.received.add(int(arrival.message))
            try:
                return await receive(arrival)
            finally:  # the service is woken once it is on disk: who looks before does not find it
                self._stirred = True

        async def deleted(channel: int, message: int, **more: Any) -> None:
            await delete(channel, message, **more)
            self.removals[int(message)] = self.removals.get(int(message), 0) + 1

        async def seen(guild: int) -> Any:
            """simcord lists threads that the bot cannot see."""
            listed = await threads(guild)
            return {**listed, "threads": [each for each in listed["threads"] if self.line.sees(each)]}

        async def joined(thread: int) -> None:
            """simcord lets everybody into archived threads."""
            known = self.server.env.backend.channels.get(thread)
            if known is not None and known.thread_metadata is not None and known.thread_metadata.archived:
                raise failure(400, ARCHIVED)
            await join(thread)

        http.get_active_threads, http.join_thread = seen, joined  # type: ignore[method-assign,assignment]
        running.inspect, running.receive = inspected, received  # type: ignore[method-assign]
        http.delete_message = deleted  # type: ignore[assignment,method-assign]


@asynccontextmanager
async def simulation(folder: Path, random: Random) -> AsyncIterator[Simulation]:
    """A club's server, guarded, at its first instant."""
    async with server(folder) as club:
        club.env.backend.advance_clock((club.clock.now - club.env.backend.clock.now()).total_seconds())
        club.client._connection.guild_ready_timeout = 0.2  # of simcord's 0 a new session knows no members
        incidents, hours = Incidents(club.clock), Hours(club.clock)
        club.client.http.get_guild = incidents.get_guild  # type: ignore[assignment,method-assign]
        club.client.http.edit_incident_actions = incidents.edit_incident_actions  # type: ignore[assignment,method-assign]
        guarding = Guarding(club.club, lambda: club.running.practises, lambda: club.client.reads, hours)
        club.client._guardings[SERVER] = guarding
        made: Simulation
        line = Line(club, random, lambda event, payload: made.told(event, payload))
        made = Simulation(club, incidents, hours, line, guarding, folder)
        made.listen()
        club.env.backend.subscribers.append(made.posted)
        club.env.backend.edit_guild(SERVER, {"description": "A club"})  # so that the client knows that it is a Community server
        running = asyncio.create_task(guarding.run())
        try:
            await made.rest()
            yield made
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
