"""`/help`: what to do when something is wrong, by need, in words that a child of nine can read (map 9.4, 10.7)."""

from typing import Final

import discord
from discord import app_commands

from bot.counter import words
from bot.counter.needs import needs
from bot.discord.commands import _words as here
from bot.discord.commands._answering import NOBODY, Command

#: By what somebody needs: what the choice says, and what they are told.
NEEDS: Final = needs(here.MENU, here.MENU_IN_PRIVATE)


@app_commands.command(name="help", description=words.HELP)
@app_commands.describe(need=here.HELP_NEED)
@app_commands.choices(need=[app_commands.Choice(name=says, value=need) for need, (says, _) in NEEDS.items()])
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def help_(interaction: discord.Interaction, need: str = "worried") -> None:
    """Say what to do."""
    _, told = NEEDS[need]
    await interaction.response.send_message(told, ephemeral=True, allowed_mentions=NOBODY, suppress_embeds=True)


COMMANDS: Final[tuple[Command, ...]] = (help_,)
