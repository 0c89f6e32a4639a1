"""Discord at the addresses that the configuration gives, for one client and no other.

discord.py knows two places to call: the constant `Route.BASE`, and the gateway that Discord names. Both are put right where a
request leaves the client, so that nothing global is changed and two clients in one process can have two addresses. What answers
an interaction goes another way (`discord.webhook`), which finds its adapter in a context variable.
"""

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


class Addressed(HTTPClient):
    """The client's calls, to `api` in place of Discord's own address, and its connections, to `gateway`.

    A session is resumed where Discord says, which may be another machine than the one that began it.
    """

    def __init__(self, client: discord.Client, api: str, gateway: str) -> None:
        super().__init__(client.loop)
        self._api = api.rstrip("/")
        self._gateway = gateway

    async def request(self, route: Route, **more: Any) -> Any:
        return await super().request(_at(self._api, route), **more)

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
