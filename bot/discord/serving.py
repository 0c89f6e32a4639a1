"""Discord for one deployment: the one client for all organisations that name a server. See `bot.chat.Chat`."""

import asyncio
from typing import Final

from bot.config import OrganisationConfig
from bot.discord.acting import DiscordPlatform
from bot.discord.client import Discord
from bot.discord.club import NAME
from bot.platform import Core


class DiscordChat:
    """All servers of a deployment, over one connection."""

    name: Final = NAME
    #: Discord would tell each of two connections the same, and take an answer from either.
    alone: Final = True

    def __init__(self, token: str, api: str, gateway: str) -> None:
        self.client = Discord(token, api, gateway)
        self._servers: dict[str, int] = {}

    def watch(self, config: OrganisationConfig, core: Core) -> DiscordPlatform | None:
        """Watch the server that an organisation names."""
        if config.discord_server is None:
            return None
        self._servers[config.id] = config.discord_server
        club = self.client.watch(config.discord_server, core, config.id)
        core.on_change(self.client.guarding(config.discord_server).watch.changed)  # which reads the register anew
        return DiscordPlatform(club)

    async def attend(self, organisation: str) -> None:
        """Take in what arrives from its server, and guard it, until cancelled. It is guarded whatever the record lacks."""
        server = self._servers[organisation]
        self.client.meet(server)
        async with asyncio.TaskGroup() as together:
            together.create_task(self.client.inflow(server).open())
            together.create_task(self.client.guarding(server).run())

    async def stand_by(self, organisation: str) -> None:
        """Nothing arrives here: the process that is connected attends to all its servers."""
        await asyncio.Event().wait()

    async def leave(self, organisation: str) -> None:
        """The organisation stops."""
        await self.client.inflow(self._servers[organisation]).close()

    async def serve(self) -> str:
        """Be connected until `end`. Gives why that is not possible; raises what discord.py itself ended by."""
        return await self.client.serve()

    async def end(self) -> None:
        """Take leave of Discord."""
        await self.client.end()
