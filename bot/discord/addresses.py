"""Discord at the addresses that the configuration gives, for one client and no other.

discord.py knows two places to call: the constant `Route.BASE`, and the gateway that Discord names. Both are put right where a
request leaves the client, so that nothing global is changed and two clients in one process can have two addresses. What answers
an interaction goes another way (`discord.webhook`), which finds its adapter in a context variable.
"""

import asyncio
from typing import Any, Final

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

#: Where the configuration points when nobody changed it.
API: Final = Route.BASE
GATEWAY: Final = str(DiscordWebSocket.DEFAULT_GATEWAY)
#: So long a call waits by itself when Discord asks it to, in seconds: the least that discord.py takes. Of a longer wait whoever
#: called is told: a removal that has to wait for ten minutes must not keep the alert about it waiting.
PATIENCE: Final = 30.0


class Addressed(HTTPClient):
    """The client's calls, to `api` in place of Discord's own address, and its connections, to `gateway`.

    A session is resumed where Discord says, which may be another machine than the one that began it.
    """

    def __init__(self, client: discord.Client, api: str, gateway: str) -> None:
        super().__init__(client.loop, max_ratelimit_timeout=PATIENCE)
        self._api = api.rstrip("/")
        self._gateway = gateway

    async def request(self, route: Route, **more: Any) -> Any:
        try:
            return await super().request(_at(self._api, route), **more)
        except asyncio.CancelledError:
            # When Discord tells the bot to slow down as a whole, discord.py holds every call back until the one that was told
            # has waited. Where that one is given up, nobody else would let them go. Who then calls too soon is told again.
            self._global_over.set()
            raise

    async def get_bot_gateway(self) -> tuple[int, str, Any]:
        shards, _, limits = await super().get_bot_gateway()
        return shards, self._gateway, limits

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        wanted = yarl.URL(url)
        if wanted.origin() == DiscordWebSocket.DEFAULT_GATEWAY.origin():  # a new session begins where every session begins
            wanted = yarl.URL(self._gateway).with_query(wanted.query)
        return await super().ws_connect(str(wanted), compress=compress)

    def answer_here(self) -> None:
        """Send what answers an interaction to the same address, from here on in this task and in those that it starts."""
        async_context.set(_Answers(self._api))


class _Answers(AsyncWebhookAdapter):
    def __init__(self, api: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._api = api

    async def request(self, route: Route, session: aiohttp.ClientSession, **more: Any) -> Any:
        return await super().request(_at(self._api, route), session, **more)


def _at(api: str, route: Route) -> Route:
    route.url = api + route.url.removeprefix(Route.BASE)
    return route
