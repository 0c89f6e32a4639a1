"""Whose turn it is to ask Discord something that is asked of every server again and again. Discord takes fifty calls a second
of a bot, whatever they are for, so with many servers they are spread.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot.bell import Pause

Turn = Callable[[], Awaitable[object]]
"""Waits until it is one's turn."""

#: How often each should have its turn, in seconds: each look is within a minute of the one before while that can be.
ROUND: Final = 45.0
#: The seconds between two turns: no fewer, so that removals find room beside them; and no more, however few there are.
SHORTEST, LONGEST = 0.04, 0.2


class Turns:
    """The turns of as many as `count` says. `pause(seconds)` waits."""

    def __init__(self, count: Callable[[], int], pause: Pause) -> None:
        self._count = count
        self._pause = pause
        self._mine = asyncio.Lock()

    async def __call__(self) -> None:
        async with self._mine:  # whoever came first has it first
            await self._pause(min(LONGEST, max(SHORTEST, ROUND / max(1, self._count()))))


async def at_once() -> None:
    """It is always one's turn."""
