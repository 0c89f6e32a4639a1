"""Whose turn it is: which organisations this process looks after, where several processes share a host (docs/hosting.md).

Any process takes in what arrives. One at a time judges an organisation's messages and does what was decided, so what was said
in a conversation keeps its order. It is that one's until its lease is over, and it renews the lease all the time; of one that
dies another takes over. Who has more than a fair share gives some back in order. A platform that has one connection for all its
organisations is a turn as well: only who has that can look after these.

In files an organisation is always this process's.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, ParamSpec, Protocol, TypeVar

from bot.bell import Pause
from storage.store import StoreError

if TYPE_CHECKING:
    from storage.postgres.home import Host
    from storage.postgres.shifts import Shifts

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

#: How long an organisation is a process's that is not heard of any more.
LEASE: Final = timedelta(seconds=12)
#: How often leases are renewed, and free organisations looked for, in seconds.
BEAT: Final = 3.0


class Turn:
    """One organisation's, or one connection's. `begun` is set while it is this process's, `over` once that is to end.

    `seen` is when another process was last known to have it.
    """

    def __init__(self, over: asyncio.Event | None = None) -> None:
        self.begun = asyncio.Event()
        self.over = over or asyncio.Event()
        self.seen: datetime | None = None

    async def wait(self, stop: asyncio.Event) -> bool:
        """Wait until it begins, or until `stop`; whether it has begun."""
        waits = [asyncio.ensure_future(each.wait()) for each in (self.begun, stop)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return self.begun.is_set() and not stop.is_set()


def turns_of(
    host: "Host | None", names: Collection[str], connections: Mapping[str, Collection[str]], stop: asyncio.Event
) -> "Turns":
    """Those of organisations by their names, and of connections: see `Shared`."""
    if host is None:
        return Alone(stop)
    try:
        return Shared(host.shifts(), names, connections)
    except StoreError:
        return Alone(stop)  # no organisation can begin, and each says so to those who answer for it


class Turns(Protocol):
    """Those of one process."""

    def of(self, name: str) -> Turn: ...

    async def due(self, now: datetime) -> frozenset[str]:
        """Those in which something waits to be done, as far as that can be known before they are open."""

    async def keep(self, stop: asyncio.Event) -> None:
        """Keep them up until cancelled. After `stop` none begins any more."""

    async def give_back(self, name: str) -> None:
        """A turn has ended here, in order: another process may have it at once."""

    def add(self, name: str, needs: str = "") -> None:
        """Have one more, or again one that was dropped. `needs` is the connection without which nobody can look after it."""

    def drop(self, name: str) -> None:
        """This process is not to have it until it is added again: it was suspended."""

    async def leave(self) -> None:
        """This process ends."""


class Alone:
    """Everything is this process's, from the beginning until `stop`."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._turn = Turn(stop)
        self._turn.begun.set()

    def of(self, name: str) -> Turn:
        return self._turn

    async def due(self, now: datetime) -> frozenset[str]:
        return frozenset()

    async def keep(self, stop: asyncio.Event) -> None:
        await asyncio.Event().wait()

    async def give_back(self, name: str) -> None:
        """There is nobody to give it to."""

    def add(self, name: str, needs: str = "") -> None:
        """It has a turn already."""

    def drop(self, name: str) -> None:
        """Nobody asks."""

    async def leave(self) -> None:
        """Nobody asks."""


class Shared:
    """`connections` are the organisations of each platform that has one connection for all of them, by that connection's name.
    `pause(seconds)` waits.
    """

    def __init__(
        self, shifts: "Shifts", names: Collection[str], connections: Mapping[str, Collection[str]], pause: Pause = asyncio.sleep
    ) -> None:
        self._shifts = shifts
        self._needs = {each: name for name, needing in connections.items() for each in needing}
        self._connections = frozenset(connections)
        self._turns = {name: Turn() for name in (*names, *connections)}
        self._pause = pause
        self._dropped: set[str] = set()
        # A thread of its own: a lease must not end while its renewal waits behind what organisations do in threads.
        self._thread = ThreadPoolExecutor(1, "turns")
        self._to_offer = {*self._turns}

    def of(self, name: str) -> Turn:
        return self._turns[name]

    async def due(self, now: datetime) -> frozenset[str]:
        try:
            return await self._ask(self._shifts.due, now)
        except StoreError:  # each organisation finds that out by itself
            return frozenset()

    async def keep(self, stop: asyncio.Event) -> None:
        ending = asyncio.create_task(self._end_all(stop))
        try:
            while True:
                try:
                    await self._beat(stop)
                except StoreError as error:  # whoever has a turn goes on: nobody else can have taken it on now either
                    log.warning("which organisations this process looks after could not be renewed: %s", error)
                await self._pause(BEAT)
        finally:
            ending.cancel()

    async def give_back(self, name: str) -> None:
        turn = self._turns[name]
        turn.begun.clear()
        turn.over.clear()
        try:
            await self._ask(self._shifts.give_back, name)
        except StoreError as error:
            log.warning("%s could not be given back (%s): another process has it when its lease is over", name, error)

    def add(self, name: str, needs: str = "") -> None:
        self._turns.setdefault(name, Turn())
        self._dropped.discard(name)
        if needs:
            self._needs[name] = needs
        self._to_offer.add(name)

    def drop(self, name: str) -> None:
        self._dropped.add(name)

    async def leave(self) -> None:
        try:
            await self._ask(self._shifts.leave)
        except StoreError as error:
            log.warning("that this process ends could not be told: %s", error)
        self._thread.shutdown(wait=False)

    async def _ask(self, what: Callable[P, T], *of: P.args, **named: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(what, *of, **named))

    async def _end_all(self, stop: asyncio.Event) -> None:
        await stop.wait()
        for turn in self._turns.values():
            turn.over.set()

    async def _beat(self, stop: asyncio.Event) -> None:
        if offered := tuple(self._to_offer):
            await self._ask(self._shifts.offer, *offered)
            self._to_offer.difference_update(offered)
        kept = await self._ask(self._shifts.renew, LEASE)
        for name, turn in self._turns.items():
            if turn.begun.is_set() and name not in kept and not turn.over.is_set():
                log.warning("%s: another process looks after it now", name)
                turn.over.set()
        for name in tuple(self._dropped):
            if name in self._dropped and self._turns[name].begun.is_set():  # it was claimed at the very moment
                await self.give_back(name)
        if stop.is_set():
            return
        free = [name for name in self._connections if self._is_free(name)]
        await self._claim(free, len(free))
        ready = [name for name, needed in self._needs.items() if self._is_free(name) and self._has(needed)]
        await self._claim(ready, len(ready))
        await self._share()

    async def _share(self) -> None:
        """Have a fair share of those that any process can look after: no more, and no fewer while some are free."""
        bound = self._connections | self._needs.keys() | self._dropped
        others = [name for name in self._turns if name not in bound]
        share = math.ceil(len(others) / max(await self._ask(self._shifts.workers), 1))
        ours = [name for name in others if self._has(name)]
        for name in ours[share:]:
            self._turns[name].over.set()
        await self._claim([name for name in others if self._is_free(name)], share - len(ours))

    async def _claim(self, names: Collection[str], limit: int) -> None:
        if not names or limit <= 0:
            return
        for name, seen in (await self._ask(self._shifts.claim, names, limit, LEASE)).items():
            self._turns[name].seen = seen
            self._turns[name].begun.set()

    def _has(self, name: str) -> bool:
        return self._turns[name].begun.is_set() and not self._turns[name].over.is_set()

    def _is_free(self, name: str) -> bool:
        return not self._turns[name].begun.is_set() and name not in self._dropped
