"""Slack over HTTP: one listener on this machine for all organisations that have no Socket Mode.

    POST /slack/<organisation>/events      events, presses and commands, each signed with that organisation's own secret
    GET  /slack/<organisation>/install     the way to Slack's page on which the app is installed
    GET  /slack/<organisation>/authorised  the way back from there, and from the page on which somebody authorises it

They are found below the path of the public address, too, for a proxy that passes it on. Nothing is read out of a request before
its signature was found right. Source: docs.slack.dev, "Verifying requests from Slack".
"""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from time import time
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

log = logging.getLogger(__name__)

#: The largest request that is taken, in bytes.
LARGEST: Final = 1024 * 1024
#: So old a request may be, or so far ahead, in seconds.
FRESH: Final = 300
#: So long a request may take to arrive, in seconds.
ARRIVES: Final = 3.0

Page = Callable[[web.Request], Awaitable[web.StreamResponse]]
"""Answers a browser."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where one organisation is reached. Without a `secret` Slack sends nothing here: it uses Socket Mode."""

    app: AsyncApp
    pages: Mapping[str, Page] = field(default_factory=dict)
    secret: str = field(default="", repr=False)


class Doors:
    """The listener. `doors` are by the organisation's id."""

    def __init__(self, host: str, port: int, public_address: str, doors: Mapping[str, Door], *, shares: bool = False) -> None:
        """`shares`: other processes on this machine listen there, too; the system gives each connection to one of them."""
        self._host = host
        self._port = port
        self._shares = shares
        self._doors = doors
        app = web.Application(client_max_size=LARGEST)
        for prefix in dict.fromkeys(("", urlsplit(public_address).path.rstrip("/"))):
            app.router.add_post(f"{prefix}/slack/{{organisation}}/events", self._events)
            app.router.add_get(f"{prefix}/slack/{{organisation}}/{{page}}", self._page)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=ARRIVES)

    async def open(self) -> None:
        """Listen. Raises OSError where that is not possible."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port, reuse_port=self._shares or None).start()

    async def close(self) -> None:
        """Listen no more."""
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """Where it listens; the one that was given unless that is 0."""
        return int(self._runner.addresses[0][1])

    async def _events(self, request: web.Request) -> web.StreamResponse:
        door = self._doors.get(request.match_info["organisation"])
        if door is None or not door.secret:
            return web.Response(status=404)
        try:
            async with asyncio.timeout(ARRIVES):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408)
        headers = request.headers
        if not is_signed(
            door.secret, body, headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", ""), time()
        ):
            return web.Response(status=401)
        try:
            asked = AsyncBoltRequest(body=body.decode(), query=request.query_string, headers=dict(headers))
        except Exception as error:  # Bolt takes it apart at once, and what is no request of Slack's breaks it in many ways
            log.warning("a signed request could not be read (%s)", type(error).__name__)
            return web.Response(status=400)
        answer = await door.app.async_dispatch(asked)
        kind = answer.headers.get("content-type", ["text/plain"])[0].partition(";")[0]
        return web.Response(status=answer.status, text=answer.body or "", content_type=kind)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        door = self._doors.get(request.match_info["organisation"])
        page = door.pages.get(request.match_info["page"]) if door else None
        return await page(request) if page else web.Response(status=404)


def is_signed(secret: str, body: bytes, stamp: str, signature: str, now: float) -> bool:
    """Whether Slack has signed this request, and lately: one that somebody kept is refused after five minutes."""
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12) or abs(now - int(stamp)) > FRESH:
        return False
    right = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={right}".encode(), signature.encode(errors="replace"))
