"""Waiting for the next round: until its time has come, or until somebody rings."""

import asyncio
from collections.abc import Awaitable, Callable

Pause = Callable[[float], Awaitable[object]]
"""Waits so many seconds."""


class Bell:
    """Rung any number of times while nobody waits, it is heard once."""

    def __init__(self, pause: Pause) -> None:
        self._pause = pause
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> bool:
        """Wait until it rings, and at most so long. Gives whether it rang, and is silent again."""
        if not self._rung.is_set():
            waits = [asyncio.ensure_future(self._pause(seconds)), asyncio.ensure_future(self._rung.wait())]
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
                # Not each by itself, its cancellation suppressed: one of whoever waits here would be suppressed with it.
                await asyncio.gather(*waits, return_exceptions=True)
        rang = self._rung.is_set()
        self._rung.clear()
        return rang
