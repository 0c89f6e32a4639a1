"""`/status`: what is watched and since when, what is amiss, whether this is practice, and whether others hold the record."""

from typing import Final

import discord
from discord import app_commands

from bot.counter import words
from bot.counter.acting import refused
from bot.counter.status import Status
from bot.discord.club import NAME, Club, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import LOOK, SHOWN_TO, Command, answer, begin
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import NAMED, plain


@app_commands.command(name="status", description=words.STATUS)
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def status(interaction: discord.Interaction) -> None:
    """Say it to those who watch."""
    club = await begin(interaction)
    if club is None:
        return
    by = account_of(interaction.user)
    if no := await club.core.look(lambda tx: refused(tx, by)):
        await answer(interaction, no)
        return
    known = await club.core.look(lambda tx: Status.of(tx, f"{NAME}:{club.server}"))
    said = "\n".join([_watches(club), *known.lines(club.core, NAME, LOOK)])
    await answer(interaction, embed=discord.Embed(title=here.STATUS_TITLE, description=cut(said, DESCRIPTION)))


COMMANDS: Final[tuple[Command, ...]] = (status,)


def _watches(club: Club) -> str:
    guild = club.guild
    places = len(guild.channels) + len(guild.threads) if guild else 0
    return here.STATUS_WATCHES.format(places=places, server=plain(guild.name if guild else "?", NAMED))
