"""A Discord over a socket, for the real client: as much REST and gateway as the adapter uses, and faults on demand.

It keeps one server with its channels, members and messages, tells the client only of what the bot may see, and writes down
every call. Tests wait for what they expect (`until`), never for a time.

    async with Peer() as peer:
        peer.post(GENERAL, CHILD, "hello")
        await peer.until(lambda: peer.called("DELETE", f"/channels/{GENERAL}/messages/"))
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from time import perf_counter
from typing import Any, Final, Self

import discord
from aiohttp import WSMsgType, web

from tests.bot.discord.payloads import (
    BOT,
    CHILD,
    GENERAL,
    HIDDEN,
    NAMES,
    ROOM,
    SERVER,
    application,
    channel,
    guild,
    member,
    message,
    thread,
    user,
)

PATIENCE: Final = 30.0
TOKEN: Final = "a-token-of-nobody"
GRANTED: Final = discord.Permissions(
    view_channel=True, read_message_history=True, send_messages=True, connect=True, manage_messages=True, manage_threads=True
).value


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    path: str
    body: Any


@dataclass(slots=True)
class Fault:
    """The next `times` calls of a method to a path that begins so are answered with this."""

    method: str
    path: str
    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int = 1


@dataclass(slots=True)
class Session:
    """What was sent in one session, to be sent again when it is resumed. `socket` is None while nobody listens."""

    id: str
    shard: int
    sent: list[dict[str, Any]] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None


class Peer:
    """The server. Everything that a test may change is a public attribute."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        #: When something was first asked to be deleted, by its path, on the clock of `perf_counter`.
        self.deleted: dict[str, float] = {}
        self.faults: list[Fault] = []
        self.identified: list[dict[str, Any]] = []
        self.resumed = 0
        self.beats = 0
        #: Codes with which the next connections are closed when they identify.
        self.refuse: list[int] = []
        #: Whether it lets a connection in and says nothing there.
        self.silent = False
        self.connections = 0
        self.in_server = True
        #: Into how many connections it wants what it tells to be divided.
        self.shards = 1
        self.resumable = True
        self.rights = GRANTED
        self.hidden = {HIDDEN}
        self.channels: dict[int, dict[str, Any]] = {
            GENERAL: channel(GENERAL, "general", 0),
            HIDDEN: channel(HIDDEN, "hidden", 0),
            ROOM: channel(ROOM, "Room", 2),
        }
        self.threads: dict[int, dict[str, Any]] = {}
        self.messages: dict[int, dict[int, dict[str, Any]]] = {}
        self._sessions: dict[str, Session] = {}
        self._numbers = count(1)
        self._changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.hang_up(1001)
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway/"

    # What a test does

    def new_id(self) -> int:
        """A snowflake of now, greater than any before."""
        return discord.utils.time_snowflake(datetime.now(UTC)) + next(self._numbers)

    def post(self, channel: int, author: int, content: str, **more: Any) -> int:
        """Somebody posts, in a direct conversation with the bot where the place is none of the server's.

        The bot hears of it if it is connected, and may see the place.
        """
        id_ = self.new_id()
        posted = message(id_, channel, author, content, **more)
        self.messages.setdefault(channel, {})[id_] = posted
        of_server = {"guild_id": str(SERVER), "member": member(author, bare=True)}
        known = channel in self.channels or channel in self.threads
        self.tell("MESSAGE_CREATE", {**posted, **(of_server if known else {})}, channel)
        return id_

    def edit(self, channel: int, id_: int, content: str) -> None:
        edited = self.messages[channel][id_]
        edited |= {"content": content, "edited_timestamp": datetime.now(UTC).isoformat()}
        self.tell("MESSAGE_UPDATE", {**edited, "guild_id": str(SERVER)}, channel)

    def open_thread(self, id_: int, parent: int, name: str, archived: bool = False) -> None:
        """Somebody has opened a thread. An archived one is not told of: it must be asked for."""
        self.threads[id_] = thread(id_, parent, name, CHILD, archived, datetime.now(UTC))
        if not archived:
            self.tell("THREAD_CREATE", {**self.threads[id_], "newly_created": True}, parent)

    def tell(self, kind: str, data: Mapping[str, Any], channel: int | None = None) -> None:
        """Send an event to whoever listens, and keep it for those who resume; not if it is about a place that is hidden. What
        is about no server is told on the first shard.
        """
        if channel is not None and channel in self.hidden:
            return
        shard = self.shard if "guild_id" in data else 0
        for session in self._sessions.values():
            if session.shard == shard:
                self._send(session, kind, data)

    @property
    def shard(self) -> int:
        """The shard on which the server is told of."""
        return (SERVER >> 22) % self.shards

    async def hang_up(self, code: int = 4000, shard: int | None = None) -> None:
        """Break every connection off, or that of one shard. What is told from now on is told again when it is resumed."""
        for session in self._sessions.values():
            if shard in {None, session.shard}:
                socket, session.socket = session.socket, None
                if socket is not None:
                    await socket.close(code=code)

    def repeat(self) -> None:
        """Deliver everything of every session once more."""
        for session in self._sessions.values():
            for frame in session.sent[2:]:
                self._push(session, frame)

    def forget_sessions(self) -> None:
        """Sessions are over: none can be resumed, and nothing is kept for them."""
        self._sessions.clear()

    def called(self, method: str, path: str) -> list[Call]:
        """The calls of a method to a path that begins so."""
        return [call for call in self.calls if call.method == method and call.path.startswith(path)]

    def removed(self, channel: int, message: int) -> bool:
        return bool(self.called("DELETE", f"/channels/{channel}/messages/{message}"))

    async def until(self, holds: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until something is so; it is looked at after every call and every frame."""
        async with asyncio.timeout(patience), self._changed:
            await self._changed.wait_for(holds)

    def visible(self) -> list[dict[str, Any]]:
        return [each for id_, each in self.channels.items() if id_ not in self.hidden]

    # Gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        self.connections += 1
        await self._notify()
        if not self.silent:
            await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            said = json.loads(frame.data)
            match said["op"]:
                case 1:
                    self.beats += 1
                    await socket.send_json({"op": 11})
                case 2:
                    await self._identify(socket, said["d"])
                case 6:
                    await self._resume(socket, said["d"])
                case 8:
                    members = [member(id_) for id_ in NAMES]
                    chunk = {"members": members, "chunk_index": 0, "chunk_count": 1, "nonce": said["d"].get("nonce")}
                    self._send(self._of(socket), "GUILD_MEMBERS_CHUNK", {"guild_id": str(SERVER), **chunk})
            await self._notify()
        return socket

    async def _identify(self, socket: web.WebSocketResponse, said: Any) -> None:
        self.identified.append(said)
        if self.refuse or said["token"] != TOKEN:
            await socket.close(code=self.refuse.pop() if self.refuse else 4004)
            return
        shard, shards = said["shard"]
        assert shards == self.shards
        self._sessions = {id_: session for id_, session in self._sessions.items() if session.shard != shard}
        session = Session(f"session{len(self.identified)}", shard, socket=socket)
        self._sessions[session.id] = session
        told = self.in_server and shard == self.shard
        guilds = [{"id": str(SERVER), "unavailable": True}] if told else []
        ready = {"v": 10, "user": user(BOT), "guilds": guilds, "session_id": session.id, "shard": said["shard"]}
        self._send(session, "READY", {**ready, "resume_gateway_url": self.gateway, "application": {"id": str(BOT), "flags": 0}})
        if told:
            self._send(session, "GUILD_CREATE", guild(self.rights, self.visible(), self.threads.values()))

    async def _resume(self, socket: web.WebSocketResponse, said: Any) -> None:
        session = self._sessions.get(said["session_id"])
        if session is None or not self.resumable:
            self._sessions.pop(said["session_id"], None)
            await socket.send_json({"op": 9, "d": False})
            return
        self.resumed += 1
        session.socket = socket
        for frame in [frame for frame in session.sent if frame["s"] > said["seq"]]:
            self._push(session, frame)
        self._send(session, "RESUMED", {})

    def _of(self, socket: web.WebSocketResponse) -> Session:
        return next(session for session in self._sessions.values() if session.socket is socket)

    def _send(self, session: Session, kind: str, data: Mapping[str, Any]) -> None:
        frame = {"op": 0, "t": kind, "s": len(session.sent) + 1, "d": data}
        session.sent.append(json.loads(json.dumps(frame)))  # as it is now: what it is about may change later
        self._push(session, session.sent[-1])

    def _push(self, session: Session, frame: Mapping[str, Any]) -> None:
        socket = session.socket
        if socket is not None and not socket.closed:
            # Frames are small and go out in the order in which they are handed over.
            task = asyncio.get_running_loop().create_task(_quietly(socket, frame))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    # REST

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        body = json.loads(await request.text() or "null") if request.content_type == "application/json" else None
        call = Call(request.method, path, body)
        self.calls.append(call)
        if call.method == "DELETE":
            self.deleted.setdefault(path, perf_counter())
        fault = next((each for each in self.faults if each.method == call.method and path.startswith(each.path)), None)
        if fault is not None:
            fault.times -= 1
            if not fault.times:
                self.faults.remove(fault)
            status, answer, headers = fault.status, fault.body, fault.headers
        elif request.headers.get("Authorization") != f"Bot {TOKEN}":
            status, answer, headers = 401, {"code": 0, "message": "401: Unauthorized"}, {}
        else:
            found = self._answer(call, request.query)
            status, answer, headers = (404, {"code": 0, "message": "404"}, {}) if found is None else (200, found, {})
        await self._notify()
        # discord.py reads JSON only under exactly this type.
        return web.Response(
            status=status, body=json.dumps(answer).encode(), headers={"Content-Type": "application/json", **headers}
        )

    def _answer(self, call: Call, query: Mapping[str, str]) -> Any:
        match (call.method, *call.path.strip("/").split("/")):
            case ("GET", "users", "@me"):
                return user(BOT)
            case ("GET", "oauth2", "applications", "@me"):
                return application()
            case ("PUT", "applications", _, "commands"):
                return []
            case ("GET", "gateway", "bot"):
                limit = {"total": 1000, "remaining": 999, "reset_after": 1000, "max_concurrency": 1}
                return {"url": "wss://elsewhere.example.org/", "shards": self.shards, "session_start_limit": limit}
            case ("GET", "guilds", _, "channels"):
                return [*self.channels.values()]
            case ("GET", "channels", channel, "messages"):
                return self._history(int(channel), query)
            case ("GET", "channels", channel, "messages", id_):
                return self.messages.get(int(channel), {}).get(int(id_))
            case ("DELETE", "channels", channel, "messages", id_):
                return self.messages.get(int(channel), {}).pop(int(id_), None) and {}
            case ("POST", "channels", channel, "messages"):
                return message(self.new_id(), int(channel), BOT, call.body.get("content", ""))
            case ("POST", "users", "@me", "channels"):
                return {"id": str(self.new_id()), "type": 1, "recipients": [user(int(call.body["recipient_id"]))]}
            case ("GET", "channels", parent, "threads", "archived", kind):
                found = [each for each in self.threads.values() if self._is_archived(each, int(parent))]
                return {"threads": found if kind == "public" else [], "members": [], "has_more": False}
        return None

    def _is_archived(self, thread: Mapping[str, Any], parent: int) -> bool:
        return bool(thread["thread_metadata"]["archived"]) and thread["parent_id"] == str(parent)

    def _history(self, channel: int, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """Newest first, as Discord lists them. Nothing, and no error, for a bot that may not read what was before."""
        if not self.rights & discord.Permissions(read_message_history=True).value or channel in self.hidden:
            return []
        after, before = int(query.get("after", 0)), int(query.get("before", 1 << 63))
        found = sorted(id_ for id_ in self.messages.get(channel, {}) if after < id_ < before)
        limit = int(query.get("limit", 50))
        some = found[:limit] if after else found[-limit:]
        return [self.messages[channel][id_] for id_ in reversed(some)]

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()


async def _quietly(socket: web.WebSocketResponse, frame: Mapping[str, Any]) -> None:
    """Send a frame to somebody who may have gone."""
    try:
        await socket.send_json(frame)
    except ConnectionError:
        return
