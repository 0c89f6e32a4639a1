"""How long it takes from a frame of the gateway to the request that removes the post, on this machine, for `make bench`.

`touchline run` is a process of its own; the peer plays Discord beside it, on the same cores.
"""

import asyncio
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from tests.bot.discord.payloads import CHILD, COACH, GENERAL
from tests.bot.discord.peer import TOKEN, Peer
from tests.bot.discord.socket_kit import NUMBER, written

#: One message in so many is to be removed.
ONE_IN = 10


async def removals(folder: Path, command: Sequence[str], count: int, a_second: int) -> tuple[list[float], float]:
    """Milliseconds until each removal was asked for, in order, and the most memory that was held, in megabytes.

    `command` runs a module and says its memory in kilobytes at the end of its standard error, as `tests.bench` has it.
    """
    await asyncio.to_thread(folder.mkdir)
    async with Peer() as peer:
        config = written(folder, peer)
        environment = os.environ | {"A_TOKEN": TOKEN}
        arguments = (*command, "bot", "run", "--config", str(config))
        child = await asyncio.create_subprocess_exec(*arguments, env=environment, stderr=asyncio.subprocess.PIPE)
        await peer.until(lambda: bool(peer.called("GET", f"/channels/{GENERAL}/messages")))
        warm = peer.post(GENERAL, CHILD, NUMBER)
        await peer.until(lambda: peer.removed(GENERAL, warm))
        begun, sent = perf_counter(), {}
        for number in range(count):
            await asyncio.sleep(begun + number / a_second - perf_counter())
            bad = number % ONE_IN == 0
            at = perf_counter()
            id_ = peer.post(GENERAL, CHILD if bad else COACH, f"{NUMBER} {number}" if bad else f"Training at {number}")
            if bad:
                sent[f"/channels/{GENERAL}/messages/{id_}"] = at
        await peer.until(lambda: all(path in peer.deleted for path in sent))
        child.send_signal(signal.SIGTERM)
        _, said = await child.communicate()
    times = sorted(1000 * (peer.deleted[path] - at) for path, at in sent.items())
    return times, int(said.split()[-1]) / 1024
