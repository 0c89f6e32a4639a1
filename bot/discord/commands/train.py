"""`/train`: a drill with an invented incident, for staff, volunteers and those who watch (map 8.4, 10.7)."""

from typing import Final

import discord
from discord import app_commands

from bot.counter import words
from bot.desk import Denied
from bot.discord.club import account_of
from bot.discord.commands._answering import Command, answer, begin_anywhere
from bot.discord.drilling import buttons
from bot.drill import begin as begun


@app_commands.command(name="train", description=words.TRAIN)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def train(interaction: discord.Interaction) -> None:
    """Begin."""
    if (club := await begin_anywhere(interaction)) is not None:
        by, core = account_of(interaction.user), club.core
        organisation, now = core.organisation, core.clock()
        page = await core.look(lambda tx: begun(tx, by, organisation, now))
        if isinstance(page, Denied):
            await answer(interaction, page.says)
        else:
            await answer(interaction, page.text, view=buttons(club, page))


COMMANDS: Final[tuple[Command, ...]] = (train,)
