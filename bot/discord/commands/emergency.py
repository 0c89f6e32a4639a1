"""`/emergency`: whom to reach now. `/change`: parents are told at once that arrangements have changed (map 11.2)."""

from typing import Final

import discord
from discord import app_commands

from bot.counter import sessions as asked
from bot.counter.sessions import lines
from bot.discord.club import Club, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import NOBODY, Command, answer, arrival_id, begin_anywhere, clubs_of
from bot.discord.commands.who import line
from bot.discord.posting import DESCRIPTION
from bot.discord.words import NAMED, plain
from bot.rota.changing import Given
from bot.sessions import changes
from bot.sessions.emergency import reachable
from moderation.model import Account

#: As many cards as Discord takes in one answer.
_CARDS: Final = 10


@app_commands.command(name="emergency", description=asked.EMERGENCY)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def emergency(interaction: discord.Interaction) -> None:
    """Say it; of every club of theirs, where it is asked in none."""
    cards = [await _card(club, account_of(interaction.user)) for club in clubs_of(interaction)[:_CARDS]]
    said = "" if cards else here.NO_CLUB
    await interaction.response.send_message(said, embeds=cards, ephemeral=True, allowed_mentions=NOBODY)


@app_commands.command(name="change", description=asked.CHANGE)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.describe(text=here.OF_CHANGE)
async def change(interaction: discord.Interaction, text: app_commands.Range[str, 1, changes.LONGEST]) -> None:
    club = await begin_anywhere(interaction)
    if club is not None:
        organisation = club.core.organisation
        given = Given(arrival_id(interaction, "change"), account_of(interaction.user), club.core.clock())
        said = await club.core.write(lambda tx: changes.tell(tx, given, organisation, text))
        await answer(interaction, plain(said, DESCRIPTION))


COMMANDS: Final[tuple[Command, ...]] = (emergency, change)


async def _card(club: Club, by: Account) -> discord.Embed:
    organisation, now = club.core.organisation, club.core.clock()
    found = await club.core.look(lambda tx: reachable(tx, organisation, by, now))
    said = "\n".join(lines(found, lambda contact: line(contact, on_duty=False)))
    return discord.Embed(title=plain(found.organisation, NAMED), description=said[:DESCRIPTION])
