"""How long it takes from an event of Slack's to the call that removes the post, over HTTP on this machine, for `make bench`.

`touchline run` is a process of its own; the peer plays Slack beside it, on the same cores.
"""

import asyncio
import os
import signal
import socket
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from time import perf_counter

from bot.slack.settings import SETTING, Settings
from moderation.model import BOT as TOUCHLINE
from storage.sqlite import SqliteStore
from storage.store import Grant
from tests.bot.slack.kit import ORG
from tests.bot.slack.peer import CHILD, COACH, JUNIORS, OWNER, SAFEGUARDING, SIGNING_SECRET, Peer
from tests.bot.slack.peer.names import REMOVER_SCOPES
from tests.bot.slack.test_run_slack import now, written

NUMBER = "ring me on 07700 900123"
#: One message in so many is to be removed.
ONE_IN = 10


class Timed(Peer):
    """The peer, which notes when each message was taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.removed_at: dict[str, float] = {}

    def delete(self, channel: str, ts: str, by: str = "") -> None:
        self.removed_at[ts] = perf_counter()
        super().delete(channel, ts, by)


async def removals(folder: Path, command: Sequence[str], count: int, a_second: int) -> tuple[list[float], float]:
    """Milliseconds until each removal was asked for, in order, and the most memory that was held, in megabytes.

    `command` runs a module and says its memory in kilobytes at the end of its standard error, as `tests.bench` has it.
    """
    await asyncio.to_thread(folder.mkdir)
    async with Timed() as peer:
        config, port = written(folder, peer), _free()
        text = config.read_text("utf-8").replace('app_token_env = "AN_APP"', 'signing_secret_env = "A_SECRET"')
        text = f'public_address = "https://bot.example.org"\n{text}listen = "127.0.0.1:{port}"\n'
        await asyncio.to_thread(config.write_text, text, "utf-8")
        _let_remove(folder, peer)
        environment = os.environ | {"A_BOT": peer.bot_token, "A_SECRET": SIGNING_SECRET}
        arguments = (*command, "bot", "run", "--config", str(config))
        child = await asyncio.create_subprocess_exec(*arguments, env=environment, stderr=asyncio.subprocess.PIPE)
        await peer.until(lambda: bool(peer.called("conversations.history", channel=JUNIORS)))
        await _listens(port)
        peer.send_to(f"http://127.0.0.1:{port}/slack/{ORG}/events")
        warm = peer.post(JUNIORS, CHILD, NUMBER)
        await peer.until(lambda: warm in peer.removed_at)
        begun, sent = perf_counter(), {}
        for number in range(count):
            await asyncio.sleep(begun + number / a_second - perf_counter())
            bad = number % ONE_IN == 0
            at = perf_counter()
            ts = peer.post(JUNIORS, CHILD if bad else COACH, f"{NUMBER} {number}" if bad else f"Training at {number}")
            if bad:
                sent[ts] = at
        await peer.until(lambda: sent.keys() <= peer.removed_at.keys())
        child.send_signal(signal.SIGTERM)
        _, said = await child.communicate()
    times = sorted(1000 * (peer.removed_at[ts] - at) for ts, at in sent.items())
    return times, int(said.split()[-1]) / 1024


def _free() -> int:
    """A port that nobody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


async def _listens(port: int) -> None:
    """Wait until somebody does."""
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.05)


def _let_remove(folder: Path, peer: Peer) -> None:
    """An administrator has authorised removals."""
    token = peer.install(OWNER, REMOVER_SCOPES).value
    with closing(SqliteStore.open(folder / "data" / ORG, ORG, now, retention_days=30)) as store, store.transaction() as tx:
        tx.keep_grant("slack", Grant(OWNER, frozenset(REMOVER_SCOPES), now(), token))
        tx.change_setting(SETTING, Settings(lead_channel=SAFEGUARDING, remover=OWNER).text(), TOUCHLINE)
