"""`/tags`: whether staff may be mentioned with an @ by their colleagues (map 2.9)."""

from typing import Final, Literal

import discord
from discord import app_commands

from bot.counter import words
from bot.discord.club import account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import Command, answer, begin_anywhere
from bot.register.tags import tags as kept


@app_commands.command(name="tags", description=words.TAGS)
@app_commands.describe(stand=here.OF_TAGS)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def tags(interaction: discord.Interaction, stand: Literal["off", "on"]) -> None:
    if (club := await begin_anywhere(interaction)) is not None:
        by = account_of(interaction.user)
        await answer(interaction, await club.core.write(lambda tx: kept(tx, by, stand == "on")))


COMMANDS: Final[tuple[Command, ...]] = (tags,)
