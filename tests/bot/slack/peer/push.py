"""How what happened reaches the app: signed requests over HTTP or envelopes in Socket Mode, and again until acknowledged.

A delivery that fails is tried again at once, then one and five minutes later by the clock (`pass_time`); then it is lost.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from time import time
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout, WSMsgType, web
from slack_sdk.signature import SignatureVerifier

from tests.bot.slack.peer.names import APP, SIGNING_SECRET

#: Seconds until each further attempt, by the clock.
AGAIN: Final = (0.0, 60.0, 300.0)


@dataclass(slots=True)
class Delivery:
    """One event on its way, and how often it was tried."""

    payload: dict[str, Any]
    tries: int = 0
    reason: str = ""
    #: When it is to be tried again; None if it is not.
    due: float | None = None
    on_its_way: bool = False
    arrived: bool = False

    @property
    def lost(self) -> bool:
        return not self.arrived and not self.on_its_way and self.due is None

    def arrive(self) -> None:
        self.arrived, self.on_its_way = True, False


@dataclass(slots=True)
class Wire:
    """One open socket, and what was sent over it and is not acknowledged yet, by its envelope."""

    socket: web.WebSocketResponse
    waiting: dict[str, Callable[[Any], None]] = field(default_factory=dict)
    events: dict[str, Delivery] = field(default_factory=dict)


class Push:
    """Delivers. `changed` is called after everything that happens on the wire."""

    def __init__(self, seconds: Callable[[], float], changed: Callable[[], None]) -> None:
        self.seconds = seconds
        self._changed = changed
        #: Where events go over HTTP; "" for Socket Mode.
        self.address = ""
        self.secret = SIGNING_SECRET
        #: The app has this long to answer. Real seconds: a test that wants it to be late makes this short.
        self.answer_within = 3.0
        #: Every delivery that ever was, in order.
        self.deliveries: list[Delivery] = []
        self.wires: list[Wire] = []
        #: How many sockets were ever opened.
        self.opened = 0
        #: Tickets with which a socket may be opened, each once.
        self.tickets: set[str] = set()
        self._numbers = count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._http: ClientSession | None = None

    async def close(self) -> None:
        for wire in [*self.wires]:
            await wire.socket.close(code=1001)
        for task in [*self._tasks]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    # Events

    def deliver(self, payload: dict[str, Any]) -> None:
        """Send an event, now and until it has arrived."""
        self.deliveries.append(Delivery(json.loads(json.dumps(payload))))
        self.attempt(self.deliveries[-1])

    def attempt(self, delivery: Delivery) -> None:
        delivery.due, delivery.on_its_way = None, True
        delivery.tries += 1
        if self.address:
            self._start(self._over_http(delivery))
        else:
            self._over_socket(delivery)

    def fail(self, delivery: Delivery, reason: str, again: bool = True) -> None:
        """It did not arrive. The first time it is sent again at once."""
        delivery.reason, delivery.on_its_way = reason, False
        if again and delivery.tries <= len(AGAIN):
            delivery.due = self.seconds() + AGAIN[delivery.tries - 1]
            if delivery.tries == 1:
                self.attempt(delivery)
        self._changed()

    def overdue(self) -> list[Delivery]:
        return [each for each in self.deliveries if each.due is not None and each.due <= self.seconds()]

    async def _over_http(self, delivery: Delivery) -> None:
        headers = (
            {"X-Slack-Retry-Num": str(delivery.tries - 1), "X-Slack-Retry-Reason": delivery.reason}
            if delivery.tries > 1
            else {}
        )
        try:
            status, _, answered = await self.send(json.dumps(delivery.payload), "application/json", headers)
        except TimeoutError:
            self.fail(delivery, "http_timeout")
        except (ClientError, OSError):
            self.fail(delivery, "connection_failed")
        else:
            if 200 <= status < 300:
                delivery.arrive()
                self._changed()
            else:
                self.fail(delivery, "http_error", again=answered.get("X-Slack-No-Retry") != "1")

    async def send(
        self,
        body: str,
        content_type: str,
        headers: Mapping[str, str] | None = None,
        *,
        at: float | None = None,
        secret: str = "",
    ) -> tuple[int, str, Mapping[str, str]]:
        """One signed request: the status, the body and the headers of the answer. Raises TimeoutError if none comes in time."""
        if self._http is None:
            self._http = ClientSession(timeout=ClientTimeout(total=None))
        stamp = str(int(time() if at is None else at))
        signature = SignatureVerifier(secret or self.secret).generate_signature(timestamp=stamp, body=body) or ""
        signed = {"Content-Type": content_type, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
        async with asyncio.timeout(self.answer_within):
            async with self._http.post(self.address, data=body.encode(), headers={**signed, **(headers or {})}) as answer:
                return answer.status, await answer.text(), answer.headers

    # Socket Mode

    def ticket(self) -> str:
        ticket = f"ticket-{next(self._numbers)}"
        self.tickets.add(ticket)
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Somebody opens a socket with the ticket of `apps.connections.open`."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=401)
        self.tickets.remove(ticket)
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        wire = Wire(socket)
        self.wires.append(wire)
        self.opened += 1
        hello = {"type": "hello", "num_connections": len(self.wires), "connection_info": {"app_id": APP}}
        await socket.send_json(hello | {"debug_info": {"host": "applink", "approximate_connection_time": 18060}})
        self._changed()
        async for frame in socket:
            if frame.type is WSMsgType.TEXT and frame.data.startswith("{"):
                self._acknowledged(wire, json.loads(frame.data))
                self._changed()
        self._hung_up(wire)
        return socket

    def _acknowledged(self, wire: Wire, said: Mapping[str, Any]) -> None:
        envelope = str(said.get("envelope_id", ""))
        if envelope in wire.events:
            wire.events.pop(envelope).arrive()
        if envelope in wire.waiting:
            wire.waiting.pop(envelope)(said.get("payload"))

    def _hung_up(self, wire: Wire) -> None:
        """What was not acknowledged is sent again, over another socket if there is one."""
        if wire in self.wires:
            self.wires.remove(wire)
        waiting, wire.events = wire.events, {}
        for delivery in waiting.values():
            self.fail(delivery, "timeout")
        self._changed()

    def _over_socket(self, delivery: Delivery) -> None:
        retry = {"retry_attempt": delivery.tries - 1, "retry_reason": delivery.reason}
        wire, envelope = self.frame("events_api", delivery.payload, accepts=False, **retry)
        if wire is None:
            self.fail(delivery, "connection_failed")
        else:
            wire.events[envelope] = delivery
            self._start(self._expect(wire, envelope, delivery))

    async def _expect(self, wire: Wire, envelope: str, delivery: Delivery) -> None:
        await asyncio.sleep(self.answer_within)
        if wire.events.pop(envelope, None) is not None:
            self.fail(delivery, "timeout")

    def frame(self, kind: str, payload: Mapping[str, Any], accepts: bool, **more: Any) -> tuple[Wire | None, str]:
        """Send an envelope over one of the sockets, in turn: over which, None if there is none, and its name."""
        envelope = f"envelope-{next(self._numbers)}"
        open_ = [wire for wire in self.wires if not wire.socket.closed]
        if not open_:
            return None, envelope
        wire = open_[next(self._numbers) % len(open_)]
        said = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": accepts, **more}
        self._start(_quietly(wire.socket, json.dumps(said)))
        return wire, envelope

    async def ask(self, kind: str, payload: Mapping[str, Any]) -> tuple[int, Any]:
        """Send an interaction and wait for its acknowledgement: 200 and what came with it, 0 where none comes in time."""
        if self.address:
            command = kind == "slash_commands"
            body = urlencode(payload if command else {"payload": json.dumps(payload)})
            try:
                status, text, _ = await self.send(body, "application/x-www-form-urlencoded")
            except (TimeoutError, ClientError, OSError):
                return 0, None
            return status, _read(text)
        wire, envelope = self.frame(kind, payload, accepts=kind != "events_api")
        if wire is None:
            return 0, None
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        wire.waiting[envelope] = answer.set_result
        try:
            return 200, await asyncio.wait_for(answer, self.answer_within)
        except TimeoutError:
            wire.waiting.pop(envelope, None)
            return 0, None

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _read(text: str) -> Any:
    """The body of an answer: JSON, or bare text, or nothing."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


async def _quietly(socket: web.WebSocketResponse, text: str) -> None:
    """Send a frame to somebody who may have gone."""
    try:
        await socket.send_str(text)
    except (ConnectionError, RuntimeError):
        return
