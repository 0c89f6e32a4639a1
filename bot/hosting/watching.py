"""Whether an organisation that runs here is suspended: looked at whenever somebody changed something, and now and then."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from bot.hosting.suspending import is_suspended
from storage.store import StoreError, Transaction


class Suspension:
    """`read` reads something out of the organisation's record."""

    def __init__(self, read: Callable[[Callable[[Transaction], bool]], Awaitable[bool]]) -> None:
        self._read = read
        self._looking: set[asyncio.Task[None]] = set()
        #: Set once it is known that it is suspended.
        self.begun: Final = asyncio.Event()

    async def look(self) -> None:
        """Where the record cannot be read, it goes on as it was, and is looked at again."""
        with suppress(StoreError):
            if await self._read(is_suspended):
                self.begun.set()

    def look_soon(self) -> None:
        looking = asyncio.create_task(self.look())
        self._looking.add(looking)
        looking.add_done_callback(self._looking.discard)

    @asynccontextmanager
    async def or_it(self, stop: asyncio.Event) -> AsyncIterator[asyncio.Event]:
        """An event that is set with `stop`, and once it is suspended."""
        ends = asyncio.Event()
        if stop.is_set() or self.begun.is_set():
            ends.set()
        waits = [asyncio.create_task(each.wait()) for each in (stop, self.begun)]
        for wait in waits:
            wait.add_done_callback(lambda _: ends.set())
        try:
            yield ends
        finally:
            for wait in waits:
                wait.cancel()
