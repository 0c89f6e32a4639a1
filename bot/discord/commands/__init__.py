"""The slash commands, and the one in a message's menu: what people can ask of Touchline on Discord.

One file is one command or group; this package finds every module in it that defines `COMMANDS`. A command reads what was typed,
asks the organisation, and answers whoever gave it, and nobody else. Whether they may is decided there: what Discord shows to
whom (`default_permissions`) only keeps the list short.
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Final

import discord
from discord import app_commands

from bot.counter import words
from bot.discord.club import Club
from bot.discord.commands._answering import Command
from bot.discord.refusals import TROUBLE
from moderation.model import BOT
from moderation.plugins import found_in

log = logging.getLogger(__name__)

#: The setting that says which commands this organisation's Discord was told of: the hash of their definitions.
SETTING: Final = "discord.commands"
#: How long until Discord is told again where it did not answer, in seconds.
AGAIN: Final = 60.0


@cache
def all_commands() -> tuple[Command, ...]:
    """Every command in this package, by file. A module without `COMMANDS` is refused at once."""
    found: list[Command] = []
    for file, commands in found_in(__name__, __path__, "COMMANDS"):
        if not isinstance(commands, tuple):
            raise TypeError(f"{file} defines no tuple COMMANDS")
        found += commands
    return tuple(found)


class Commands(app_commands.CommandTree[discord.Client]):
    """All of them on one client."""

    def __init__(self, client: discord.Client) -> None:
        super().__init__(client)
        self._told = ""
        self._telling = asyncio.Lock()
        for command in all_commands():
            self.add_command(command)

    async def register(self, club: Club, pause: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """Tell Discord of them if they have changed since this club's Discord was told last. The client must be logged in.

        They are registered once for all servers: Discord lets an application do that two hundred times a day, and a program
        that is started again and again must not use that up. What Discord refuses is not tried again before the next start.
        """
        digest = self._digest()
        if await club.core.look(lambda tx: tx.setting(SETTING)) == digest:
            return
        async with self._telling:
            while self._told != digest:
                try:
                    await self.sync()
                except TROUBLE as error:
                    if isinstance(error, discord.HTTPException) and error.status < 500 and error.status != 429:
                        log.error("Discord refuses the commands (HTTP %d, code %d)", error.status, error.code)
                        return
                    log.warning("Discord could not be told of the commands (%s): tried again", type(error).__name__)
                    await pause(AGAIN)
                else:
                    self._told = digest
        await club.core.write(lambda tx: tx.change_setting(SETTING, digest, BOT))

    def _digest(self) -> str:
        """The hash of what would be registered, and for which application."""
        defined = [command.to_dict(self) for command in self.get_commands()]
        text = json.dumps([self.client.application_id, defined], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """A command failed. What it was given may be what somebody wrote, so only the error's type is said."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        log.error("a command failed: %s (%s)", interaction.command.name if interaction.command else "", type(cause).__name__)
        try:
            if interaction.response.is_done():
                await interaction.edit_original_response(content=words.FAILED)
            elif interaction.type is discord.InteractionType.application_command:
                await interaction.response.send_message(words.FAILED, ephemeral=True)
        except TROUBLE as trouble:
            log.warning("whoever gave it could not be told (%s)", type(trouble).__name__)
