"""`/tips`: a child asks for one tip a week on how to stay safe, or wants no more of them (map 9.6)."""

from typing import Final, Literal

import discord
from discord import app_commands

from bot.counter import words
from bot.discord.club import account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import Command, answer, arrival_id, begin_anywhere
from bot.rota.changing import Given
from bot.tips import series


@app_commands.command(name="tips", description=words.TIPS)
@app_commands.describe(weekly=here.OF_TIPS)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def tips(interaction: discord.Interaction, weekly: Literal["on", "off"]) -> None:
    if (club := await begin_anywhere(interaction)) is not None:
        core = club.core
        given = Given(arrival_id(interaction, "tips"), account_of(interaction.user), core.clock())
        said = await core.write(lambda tx: series.turn(tx, given, core.organisation, weekly == "on"))
        await answer(interaction, said)


COMMANDS: Final[tuple[Command, ...]] = (tips,)
