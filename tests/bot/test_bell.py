"""Waiting for the next round, and being told to stop at any moment of it."""

import asyncio

import pytest

from bot.bell import Bell


async def never(seconds: float) -> None:
    await asyncio.Event().wait()


async def test_a_ring_is_heard_once() -> None:
    bell = Bell(never)
    bell.ring()
    bell.ring()
    assert await bell.wait(60)
    waiting = asyncio.create_task(bell.wait(60))
    await asyncio.sleep(0)
    assert not waiting.done()
    bell.ring()
    assert await waiting


@pytest.mark.parametrize("steps", range(8))
async def test_it_ends_whenever_it_is_cancelled(steps: int) -> None:
    """Also in the moment in which it was just rung: a round that went on then would keep the program from ending."""
    bell = Bell(never)

    async def rounds() -> None:
        while True:
            await bell.wait(60)

    task = asyncio.create_task(rounds())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    bell.ring()
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task}, timeout=5)
    assert task.cancelled()
