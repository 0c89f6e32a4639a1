"""`/history`: how many concerns somebody was in, by kind. No words, no dates, no score (map 8.16, 8.17)."""

from typing import Final

import discord
from discord import app_commands

from bot import desk
from bot.counter import lines, words
from bot.desk import Denied
from bot.discord.club import account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import SHOWN_TO, Command, answer, begin


@app_commands.command(name="history", description=words.HISTORY)
@app_commands.describe(member=here.OF_MEMBER)
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def history(interaction: discord.Interaction, member: discord.Member) -> None:
    """Count."""
    club = await begin(interaction)
    if club is not None:
        by, of, organisation = account_of(interaction.user), account_of(member), club.core.organisation
        found = await club.core.look(lambda tx: desk.history(tx, by, organisation, of))
        if isinstance(found, Denied):
            await answer(interaction, found.says)
        else:
            await answer(interaction, lines.counts(found))


COMMANDS: Final[tuple[Command, ...]] = (history,)
