"""Socket Mode: a connection that ends is opened again, one that cannot be had is not asked for without end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from slack_bolt.async_app import AsyncApp

from bot.slack.calling import client_of, silent
from bot.slack.sockets import FIRST, MOST, REFUSAL, Sockets
from tests.bot.slack.app_kit import PATIENCE, connected
from tests.bot.slack.peer import CHILD, JUNIORS, Fault, Peer


@dataclass
class Waits:
    """Waits no longer than it must, and remembers how long it was told to."""

    told: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.told.append(seconds)
        await asyncio.sleep(0)


@dataclass
class Line:
    """A connection with nobody behind it."""

    peer: Peer
    task: asyncio.Task[str]
    waits: Waits
    stands: list[bool]

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - nothing rings when a frame was read
                await asyncio.sleep(0.01)


@asynccontextmanager
async def line(peer: Peer, token: str = "") -> AsyncIterator[Line]:
    stands: list[bool] = []
    waits = Waits()
    client = client_of(peer.api, peer.bot_token)
    app = AsyncApp(client=client, request_verification_enabled=False, logger=silent())
    task = asyncio.create_task(Sockets(app, client, token or peer.app_token, waits).serve(stands.append))
    try:
        yield Line(peer, task, waits, stands)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer() as made:
        yield made


async def test_slack_asks_for_a_new_connection_and_gets_it_at_once(peer: Peer) -> None:
    async with line(peer) as made:
        await made.until(lambda: made.stands == [True])
        await peer.refresh()
        await made.until(lambda: made.stands == [True, False, True] and peer.connections == 1)
        await peer.refresh("warning")
        await made.until(lambda: made.stands[-1] and peer.push.opened == 3)
        assert made.waits.told == []


async def test_a_connection_that_breaks_is_opened_again(peer: Peer) -> None:
    async with line(peer) as made:
        await made.until(lambda: made.stands == [True])
        await peer.hang_up()
        await made.until(lambda: made.stands == [True, False, True])
        assert made.waits.told == [FIRST]


@pytest.mark.parametrize(("reason", "says"), [("link_disabled", "was switched off"), ("too_many_websockets", "has too many")])
async def test_a_reason_that_lasts_is_said_and_waited_out(
    peer: Peer, reason: str, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with line(peer) as made:
        await made.until(lambda: made.stands == [True])
        await peer.refresh(reason)
        await made.until(lambda: made.stands == [True, False, True])
        assert made.waits.told == [REFUSAL]
    assert says in caplog.text


async def test_while_slack_does_not_answer_it_is_asked_more_and_more_seldom(peer: Peer) -> None:
    peer.faults.append(Fault("apps.connections.open", "internal_error", 500, times=8))
    async with line(peer) as made:
        await made.until(lambda: made.stands == [True])
        assert made.waits.told == [1, 2, 4, 8, 16, 30, 30, 30]
        assert max(made.waits.told) == MOST


async def test_a_token_that_is_refused_is_not_tried_again(peer: Peer) -> None:
    async with line(peer, "xapp-of-nobody") as made:
        assert "switch Socket Mode on" in await made.task
        assert len(peer.called("apps.connections.open")) == 1
        assert "xapp-of-nobody" not in made.task.result()


async def test_nonsense_ends_no_connection(peer: Peer) -> None:
    async with line(peer) as made:
        await made.until(lambda: made.stands == [True])
        (wire,) = peer.push.wires
        for frame in ("", "[]", "{", "[" * 50_000, '{"type": "events_api"}', '{"envelope_id": 7}', '{"type": []}'):
            await wire.socket.send_str(frame)
        await wire.socket.send_bytes(b"\x00\xff")
        await wire.socket.send_json({"envelope_id": "e1", "type": "events_api", "payload": "none"})
        await wire.socket.send_json({"envelope_id": "e2", "type": "something_new", "payload": {}})
        await peer.refresh()
        await made.until(lambda: made.stands == [True, False, True])


async def test_what_happened_between_two_connections_is_read_back(tmp_path: Path) -> None:
    async with connected(tmp_path, "socket") as made:
        made.peer.push.answer_within = 0.1
        made.peer.faults.append(Fault("apps.connections.open", "internal_error", 500, times=1))
        await made.peer.hang_up()
        await made.peer.until(lambda: not made.peer.connections)
        made.peer.post(JUNIORS, CHILD, "nobody listens")
        assert not made.peer.push.deliveries[-1].arrived
        await made.knows(JUNIORS, 1)
