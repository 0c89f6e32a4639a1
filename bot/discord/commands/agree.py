"""`/agree`: what somebody is asked to agree to here, for themselves or for a child for whom they answer (map 10.1 to 10.3)."""

from collections.abc import Sequence
from typing import Final

import discord
from discord import app_commands

from bot.agreements import signing
from bot.agreements.signing import Sheet
from bot.counter import words
from bot.counter.agreeing import chosen
from bot.discord.agreeing import attached, buttons, card
from bot.discord.club import Club, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import Command, answer, clubs_of
from bot.discord.commands._concerns import Choices
from bot.discord.posting import cut
from bot.discord.words import seen

#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100


async def _whose(interaction: discord.Interaction, typed: str) -> Choices:
    """Those for whom somebody can say something."""
    named = [(sheet.name, sheet.about) for _, sheet in await _asked(interaction)]
    fits = [(name, about) for name, about in named if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=cut(seen(name), _CHOICE), value=cut(about, _CHOICE)) for name, about in fits[:_CHOICES]]


@app_commands.command(name="agree", description=words.AGREE)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.describe(whose=here.OF_WHOSE)
@app_commands.rename(whose="for")
@app_commands.autocomplete(whose=_whose)
async def agree(interaction: discord.Interaction, whose: str = "") -> None:
    """Show it; where it is asked in no server, of each club of theirs the first that asks them something."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await _asked(interaction)
    if not found:
        said = await _said(interaction)
        await answer(interaction, said)
        return
    sheet = chosen([sheet for _, sheet in found], whose)
    club = next(club for club, each in found if each is sheet)
    await answer(interaction, embed=card(sheet), view=buttons(club.server, sheet), file=attached(sheet))


async def _asked(interaction: discord.Interaction) -> Sequence[tuple[Club, Sheet]]:
    """All that is asked of somebody, with the club that asks it."""
    found = [(club, await _sheets(interaction, club)) for club in clubs_of(interaction)]
    return [(club, sheet) for club, sheets in found if not isinstance(sheets, str) for sheet in sheets]


async def _said(interaction: discord.Interaction) -> str:
    """What somebody is told of whom nothing is asked."""
    said = [await _sheets(interaction, club) for club in clubs_of(interaction)[:1]]
    return next((each for each in said if isinstance(each, str)), here.NO_CLUB)


async def _sheets(interaction: discord.Interaction, club: Club) -> Sequence[Sheet] | str:
    by, organisation, now = account_of(interaction.user), club.core.organisation, club.core.clock()
    return await club.core.look(lambda tx: signing.sheets(tx, by, organisation, now))


COMMANDS: Final[tuple[Command, ...]] = (agree,)
