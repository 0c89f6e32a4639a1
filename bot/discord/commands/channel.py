"""`/channel`: apply for a channel, decide on one, and say what each is for (map 8.13, 10.12)."""

from collections.abc import Awaitable, Callable
from typing import Final

import discord
from discord import app_commands

from bot.counter import spaces as words
from bot.discord.club import Club, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import NOBODY, Command, answer, answer_each, club_here
from bot.discord.commands._concerns import Choices
from bot.discord.places import place_of
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.spaces import Applying, buttons, given
from bot.discord.words import plain, seen
from bot.rota.changing import Given
from moderation.spaces import MOST_AIM, MOST_NAME

#: Discord shows these to whoever may write: it knows nothing of who is staff. Who is not is told so.
SHOWN_TO: Final = discord.Permissions(send_messages=True)
#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100

channel = app_commands.Group(name="channel", description=words.GROUP, default_permissions=SHOWN_TO, guild_only=True)

Name = app_commands.Range[str, 1, MOST_NAME]
Text = app_commands.Range[str, 1, MOST_AIM]
Where = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel


@channel.command(name="request", description=words.REQUEST)
@app_commands.describe(name=words.OF_NAME)
async def request(interaction: discord.Interaction, name: Name) -> None:
    """Open the form, for whoever may apply."""
    club = club_here(interaction)
    if club is None:
        await interaction.response.send_message(here.NO_CLUB_HERE, ephemeral=True, allowed_mentions=NOBODY)
    elif no := await words.refuse(club.core, account_of(interaction.user)):
        await interaction.response.send_message(no, ephemeral=True, allowed_mentions=NOBODY)
    else:
        await interaction.response.send_modal(Applying(club, name))


@channel.command(name="list", description=words.LIST)
async def list_(interaction: discord.Interaction) -> None:
    """Show them, each with its buttons."""
    club = await _begin(interaction)
    if club is None:
        return
    found, more = await words.listed(club.core, account_of(interaction.user))
    views = [(each.headline, each.text, buttons(club.server, each.id, each.answers)) for each in found]
    await answer_each(interaction, views, more or ("" if found else words.NOTHING))


async def _which(interaction: discord.Interaction, typed: str) -> Choices:
    """Those about which somebody can still do something."""
    club = club_here(interaction)
    found = await words.names(club.core, account_of(interaction.user)) if club else []
    fits = [(name, which) for name, which in found if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=cut(seen(name), _CHOICE), value=which) for name, which in fits[:_CHOICES]]


@channel.command(name="withdraw", description=words.WITHDRAW)
@app_commands.describe(which=words.OF_WHICH)
@app_commands.rename(which="application")
@app_commands.autocomplete(which=_which)
async def withdraw(interaction: discord.Interaction, which: str) -> None:
    await _change(interaction, lambda club, by: words.withdraw(club.core, by, which))


@channel.command(name="purpose", description=words.PURPOSE)
@app_commands.describe(where=words.OF_CHANNEL, text=words.OF_TEXT)
@app_commands.rename(where="channel", text="purpose")
async def purpose(interaction: discord.Interaction, where: Where, text: Text = "") -> None:
    shown = (where.topic or "") if isinstance(where, discord.TextChannel | discord.ForumChannel) else None
    await _change(interaction, lambda club, by: words.purpose(club.core, by, place_of(where, club), shown, text))


@channel.command(name="made", description=words.MADE)
@app_commands.describe(which=words.OF_WHICH, where=words.OF_CHANNEL)
@app_commands.rename(which="application", where="channel")
@app_commands.autocomplete(which=_which)
async def made(interaction: discord.Interaction, which: str, where: discord.TextChannel) -> None:
    await _change(interaction, lambda club, by: words.made(club.core, by, which, place_of(where, club)))


async def _begin(interaction: discord.Interaction) -> Club | None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    club = club_here(interaction)
    if club is None:
        await answer(interaction, here.NO_CLUB_HERE)
    return club


async def _change(interaction: discord.Interaction, how: Callable[[Club, Given], Awaitable[str]]) -> None:
    """Do something, and answer what came of it."""
    club = await _begin(interaction)
    if club is not None:
        await answer(interaction, plain(await how(club, given(club, interaction)), DESCRIPTION))


COMMANDS: Final[tuple[Command, ...]] = (channel,)
