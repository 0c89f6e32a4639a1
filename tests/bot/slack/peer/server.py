"""The peer itself: the world, the Web API and the wire, on one address."""

import asyncio
import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Self
from urllib.parse import parse_qs

from aiohttp import web

from tests.bot.slack.peer import chat, conversations, others
from tests.bot.slack.peer.acts import Acts
from tests.bot.slack.peer.api import OPEN, Ask, Method, RefusedError
from tests.bot.slack.peer.names import APP_TOKEN
from tests.bot.slack.peer.push import Delivery, Push
from tests.bot.slack.peer.shapes import Token
from tests.bot.slack.peer.state import now

PATIENCE: Final = 30.0
METHODS: Final[Mapping[str, Method]] = {**chat.METHODS, **conversations.METHODS, **others.METHODS}
_NOBODY: Final = Token("", "app", "", frozenset())


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API: what was asked, by whom ("" for nobody), and the error that it got ("" for none)."""

    method: str
    said: Mapping[str, Any]
    user: str
    error: str


@dataclass(slots=True)
class Fault:
    """The next `times` calls of a method are answered with this, or are done and answered with it (`done`)."""

    method: str
    error: str = "internal_error"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int = 1
    #: Whether it is done all the same: an answer that was lost on the way.
    done: bool = False

    @classmethod
    def slow_down(cls, method: str, seconds: int = 1, times: int = 1) -> Self:
        """A 429 with Retry-After."""
        return cls(method, "ratelimited", 429, {"Retry-After": str(seconds)}, times)


class Peer(Acts):
    """The server. Everything that a test may change is a public attribute."""

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        super().__init__(clock)
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self._moved = asyncio.Event()
        self.push = Push(self.seconds, self._stir)
        self.deliver = self.push.deliver

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/link/", self.push.connect)
        app.router.add_post("/respond/{key}", self._respond)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.host = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.push.close()
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        """The address of the Web API, for `base_url`."""
        return f"{self.host}/api/"

    # What a test does

    def send_to(self, address: str) -> None:
        """Events, interactions and commands go to this address over HTTP; "" for Socket Mode."""
        self.push.address = address

    def follow(self, manifest: Mapping[str, Any]) -> None:
        """Be installed as an app's manifest says: with its scopes, and telling the events to which it subscribes."""
        subscribed = manifest["settings"]["event_subscriptions"]
        self.bot_events, self.user_events = set(subscribed["bot_events"]), set(subscribed.get("user_events", ()))
        self.tokens[self.bot_token].scopes = frozenset(manifest["oauth_config"]["scopes"]["bot"])

    def called(self, method: str, **said: Any) -> list[Call]:
        """The calls of a method that said these things."""
        wanted = {key: str(value) for key, value in said.items()}
        return [each for each in self.calls if each.method == method and wanted.items() <= _texts(each.said).items()]

    async def until(self, holds: Callable[[], object], patience: float = PATIENCE) -> None:
        """Wait until something is so; it is looked at after every call and everything on the wire."""
        async with asyncio.timeout(patience):
            while not holds():
                self._moved.clear()
                await self._moved.wait()

    async def settle(self) -> None:
        """Wait until nothing is on its way: all has arrived, or failed for now."""
        await self.until(lambda: not any(each.on_its_way for each in self.push.deliveries))

    def pass_time(self) -> None:
        """Send again what is due by the clock."""
        for delivery in self.push.overdue():
            self.push.attempt(delivery)

    def repeat(self) -> None:
        """Deliver every event that has arrived once more, with the same ids."""
        for delivery in [each for each in self.push.deliveries if each.arrived]:
            self.deliver(delivery.payload)

    @property
    def delivered(self) -> list[Mapping[str, Any]]:
        """The events that the app acknowledged."""
        return [each.payload["event"] for each in self.push.deliveries if each.arrived]

    @property
    def lost(self) -> list[Delivery]:
        """What Slack will not send again."""
        return [each for each in self.push.deliveries if each.lost]

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        return len(self.push.wires)

    async def hang_up(self) -> None:
        """Break every socket off."""
        for wire in [*self.push.wires]:
            await wire.socket.close(code=1006 if wire.socket.closed else 1011)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to open new sockets. "link_disabled" says that Socket Mode was switched off."""
        for wire in [*self.push.wires]:
            await wire.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}})

    def _stir(self) -> None:
        self._moved.set()

    # The Web API

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        said, sent = await _arguments(request)
        token = self.tokens.get(sent)
        fault = next((each for each in self.faults if each.method in (method, "*")), None)
        status, headers = 200, {"X-OAuth-Scopes": ",".join(sorted(token.scopes)) if token else ""}
        try:
            if fault is not None:
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                status, headers = fault.status, {**headers, **fault.headers}
                if fault.done:
                    self._answer(method, token, sent, said)
                raise RefusedError(fault.error)
            answer: dict[str, Any] = {"ok": True, **self._answer(method, token, sent, said)}
        except RefusedError as error:
            answer = error.answer
            if answer["error"] == "ratelimited" and status == 200:
                status, headers["Retry-After"] = 429, "1"
        self.calls.append(Call(method, said, token.user if token else "", answer.get("error", "")))
        self._stir()
        return web.json_response(answer, status=status, headers=headers)

    def _answer(self, method: str, token: Token | None, sent: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
        if method == "apps.connections.open":
            return self._connection(token, sent)
        found = METHODS.get(method)
        if found is None:
            raise RefusedError("unknown_method", req_method=method)
        if method in OPEN:
            return found(Ask(self, token or _NOBODY, said))
        return found(Ask(self, self._good(token, sent), said))

    def _good(self, token: Token | None, sent: str) -> Token:
        if not sent:
            raise RefusedError("not_authed")
        if token is None:
            raise RefusedError("invalid_auth")
        if token.revoked:
            raise RefusedError("token_revoked")
        if token.kind != "app" and self.users[token.user].deleted:
            raise RefusedError("account_inactive")
        return token

    def _connection(self, token: Token | None, sent: str) -> Mapping[str, Any]:
        good = self._good(token, sent)
        if good.kind != "app" or sent != APP_TOKEN:
            raise RefusedError("not_allowed_token_type")
        return {"url": f"{self.host.replace('http', 'ws', 1)}/link/?ticket={self.push.ticket()}&app_id=a"}

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        error = self.answered(request.match_info["key"], await request.json())
        self._stir()
        return web.Response(status=200 if error == "ok" else 404, text=error)


async def _arguments(request: web.Request) -> tuple[dict[str, Any], str]:
    """What a call says, in its query, a form or JSON, and the token. A token in the query is not taken."""
    said: dict[str, Any] = dict(request.query)
    said.pop("token", None)
    text = await request.text()
    if request.content_type == "application/json":
        said |= json.loads(text or "{}")
    elif text:
        said |= {key: values[-1] for key, values in parse_qs(text, keep_blank_values=True).items()}
    header = request.headers.get("Authorization", "")
    if header.startswith("Basic "):  # how `oauth.v2.access` is asked
        name, _, secret = b64decode(header.removeprefix("Basic ")).decode().partition(":")
        return {"client_id": name, "client_secret": secret} | said, ""
    return said, header.removeprefix("Bearer ") or str(said.pop("token", ""))


def _texts(said: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in said.items()}
