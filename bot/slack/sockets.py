"""Socket Mode: one connection that Touchline opens to Slack, for one organisation without an address from outside.

slack_sdk's own client is not used: while it cannot connect it goes on with the address that it was given first, which Slack
takes once and for some seconds only, and it asks for ever where the token is refused. What arrives goes through Bolt.

Source: docs.slack.dev, "Using Socket Mode": every envelope is acknowledged by its id; before Slack ends a connection it says so
("disconnect", with "warning", "refresh_requested", "link_disabled" or "too_many_websockets").
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

import aiohttp
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.bell import Pause
from bot.slack import trouble
from bot.slack.refusals import TROUBLE, asked_to_wait

log = logging.getLogger(__name__)

#: The largest message that is taken, in bytes. Slack's own are far smaller.
LARGEST: Final = 1024 * 1024
#: So many envelopes are looked after at the same time; more wait unread.
TOGETHER: Final = 100
#: So often Slack is asked whether it is still there, in seconds.
HEARTBEAT: Final = 20.0
#: So long what is under way may take when the connection is left, in seconds.
LEAVE: Final = 3.0
#: How long until Slack is asked for a connection again, in seconds: at first, at most, and where it said why not.
FIRST, MOST, REFUSAL = 1.0, 30.0, 60.0

Told = Callable[[bool], None]
"""Called with True when the connection stands, and with False when it does not any more."""

_SAID: Final = {"link_disabled": trouble.SWITCHED_OFF, "too_many_websockets": trouble.TOO_MANY}


class Sockets:
    """The connection of one app. `token` is its app-level token."""

    def __init__(self, app: AsyncApp, client: AsyncWebClient, token: str, pause: Pause = asyncio.sleep) -> None:
        self._app = app
        self._client = client
        self._token = token
        self._pause = pause
        self._room = asyncio.Semaphore(TOGETHER)
        self._under_way: set[asyncio.Task[None]] = set()

    async def serve(self, told: Told) -> str:
        """Be connected, until cancelled. Gives why that is not possible, in a sentence, where asking again does not mend it."""
        wait = FIRST
        async with aiohttp.ClientSession(trust_env=True) as http:
            while True:
                put_off = 0
                try:
                    answer = await self._client.apps_connections_open(app_token=self._token)
                    reason = await self._connected(http, str(answer["url"]), told)
                    if reason in {"refresh_requested", "warning"}:
                        wait = FIRST
                        continue
                    log.warning(_SAID.get(reason, "Slack ended the connection: a new one is opened"))
                    wait = REFUSAL if reason in _SAID else wait
                except TROUBLE as error:
                    if trouble.has_no_connection(error):
                        return trouble.APP_REFUSED.format(code=trouble.code_of(error))
                    log.warning("Slack does not answer (%s): asked again", trouble.code_of(error) or type(error).__name__)
                    put_off = asked_to_wait(error)
                await self._pause(max(wait, put_off))
                wait = min(wait * 2, MOST)

    async def _connected(self, http: aiohttp.ClientSession, address: str, told: Told) -> str:
        """One connection, until it ends. Gives why, in Slack's word; "" where Slack did not say."""
        async with http.ws_connect(address, heartbeat=HEARTBEAT, max_msg_size=LARGEST) as socket:
            try:
                async for message in socket:
                    said = _read(message)
                    if said.get("type") == "hello":
                        told(True)
                    elif said.get("type") == "disconnect":
                        return str(said.get("reason", ""))
                    elif isinstance(said.get("envelope_id"), str):
                        await self._room.acquire()
                        self._look_after(socket, said)
                return ""
            finally:
                told(False)
                if self._under_way:
                    await asyncio.wait(self._under_way, timeout=LEAVE)

    def _look_after(self, socket: aiohttp.ClientWebSocketResponse, envelope: Mapping[str, Any]) -> None:
        task = asyncio.create_task(self._answer(socket, envelope))
        self._under_way.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._room.release()

    async def _answer(self, socket: aiohttp.ClientWebSocketResponse, envelope: Mapping[str, Any]) -> None:
        """Hand an envelope to Bolt. It is acknowledged only where Bolt answers 200: else Slack sends it again."""
        payload, tried = envelope.get("payload"), envelope.get("retry_attempt")
        try:
            body = payload if isinstance(payload, dict) else {}
            headers: dict[str, Any] = {"x-slack-retry-num": str(tried)} if tried else {}
            response = await self._app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body, headers=headers))
            if response.status == 200:
                said = {"payload": json.loads(response.body)} if response.body else {}
                await socket.send_json({"envelope_id": envelope["envelope_id"], **said})
        except Exception as error:  # one envelope must not end the connection; its text may hold what somebody wrote
            log.warning("what Slack sent was not acknowledged (%s)", type(error).__name__)


def _read(message: aiohttp.WSMessage) -> Mapping[str, Any]:
    """What Slack said; nothing for what is no JSON object."""
    try:
        said = json.loads(message.data) if message.type is aiohttp.WSMsgType.TEXT else {}
    except (ValueError, RecursionError):
        said = {}
    return said if isinstance(said, dict) else {}
