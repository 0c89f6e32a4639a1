"""`/announce` and `/team-post`: staff have something posted where children read, after somebody else has looked at it;
`/announcements`: what waits (map 4.5, 4.6, 4.8, 5.6, 5.17).
"""

from typing import Final

import discord
from discord import app_commands

from bot.counter import announcing, words
from bot.discord.announcing import Writing, buttons
from bot.discord.club import account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import NOBODY, Command, answer, answer_each, club_here
from bot.discord.places import place_of

#: Discord shows these to whoever may write: it knows nothing of who is staff. Who is not is told so.
SHOWN_TO: Final = discord.Permissions(send_messages=True)
#: Where something can be announced. Discord offers a place only to who can see it.
Where = discord.TextChannel | discord.Thread


@app_commands.command(name="announce", description=words.ANNOUNCE)
@app_commands.describe(where=here.OF_PLACE)
@app_commands.rename(where="channel")
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def announce(interaction: discord.Interaction, where: Where) -> None:
    """Ask what is to be announced."""
    await _ask(interaction, where, team=False)


@app_commands.command(name="team-post", description=words.TEAM_POST)
@app_commands.describe(where=here.OF_PLACE)
@app_commands.rename(where="channel")
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def team_post(interaction: discord.Interaction, where: Where) -> None:
    """Ask what is to be posted in the team's name."""
    await _ask(interaction, where, team=True)


@app_commands.command(name="announcements", description=words.ANNOUNCEMENTS)
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def announcements(interaction: discord.Interaction) -> None:
    """Show what waits, each with its buttons."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    club = club_here(interaction)
    if club is None:
        await answer(interaction, here.NO_CLUB_HERE)
        return
    found, more = await announcing.waiting(club.core, account_of(interaction.user))
    views = [(each.headline, each.text, buttons(club.server, each.id, each.answers)) for each in found]
    await answer_each(interaction, views, more or ("" if found else announcing.NOTHING))


async def _ask(interaction: discord.Interaction, where: Where, team: bool) -> None:
    club = club_here(interaction)
    if club is None:
        await interaction.response.send_message(here.NO_CLUB_HERE, ephemeral=True, allowed_mentions=NOBODY)
    elif no := await announcing.refuse(club.core, account_of(interaction.user), team):
        await interaction.response.send_message(no, ephemeral=True, allowed_mentions=NOBODY)
    else:
        await interaction.response.send_modal(Writing(club, place_of(where, club), team))


COMMANDS: Final[tuple[Command, ...]] = (announce, announcements, team_post)
