"""Whom a command is for, and how it is answered: to whoever gave it alone, mentioning nobody, and within three seconds."""

import logging
from collections.abc import Sequence
from typing import Any, Final, cast

import discord
from discord import app_commands

from bot.attendance import commanded
from bot.counter import Look
from bot.counter.acting import Asker
from bot.discord.cards import TITLE
from bot.discord.club import NAME, Club, account_of
from bot.discord.commands import _words as here
from bot.discord.posting import DESCRIPTION, TEXT, cut
from bot.discord.presses import Watches
from bot.discord.words import plain

log = logging.getLogger(__name__)

#: Discord shows the commands of those who watch to whom has this right. It gives nothing away but counts of visits, it is not
#: one of those by which somebody gets past the lock on direct messages, and members do not have it. `/setup` gives it to the
#: moderators' role; an administrator can also say under Server settings > Integrations who sees which command.
SHOWN_TO: Final = discord.Permissions(view_guild_insights=True)

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu

#: How what is answered is shown: Discord draws an instant by everybody's own clock.
LOOK: Final = Look(plain, lambda at: discord.utils.format_dt(at, "f"), lambda at: discord.utils.format_dt(at, "R"))

NOBODY: Final = discord.AllowedMentions.none()


def club_here(interaction: discord.Interaction) -> Club | None:
    """The club of the server in which a command was given."""
    return cast(Watches, interaction.client).clubs.get(interaction.guild_id or 0)


def clubs_of(interaction: discord.Interaction) -> Sequence[Club]:
    """The clubs that a command can be for: that of the server in which it was given, else all in which somebody is."""
    if here := club_here(interaction):
        return (here,)
    clubs, user = cast(Watches, interaction.client).clubs, interaction.user.id
    return tuple(
        club for club in clubs.values() if str(user) in club.people or (club.guild is not None and club.guild.get_member(user))
    )


def name_of(club: Club) -> str:
    return club.core.organisation.contacts.organisation


async def begin(interaction: discord.Interaction) -> Club | None:
    """Say that there will be an answer, and give the club of the server. None if it has none: that was answered."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    club = club_here(interaction)
    if club is None:
        await answer(interaction, here.NO_CLUB_HERE)
    else:
        await commanded(club.core, account_of(interaction.user))
    return club


async def begin_anywhere(interaction: discord.Interaction) -> Club | None:
    """The same for a command that may be given in a direct message: it is for the only club of whoever gives it there."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    clubs = clubs_of(interaction)
    if len(clubs) != 1:
        await answer(interaction, here.WHICH_CLUB if clubs else here.NO_CLUB)
        return None
    await commanded(clubs[0].core, account_of(interaction.user))
    return clubs[0]


async def answer(
    interaction: discord.Interaction,
    text: str = "",
    embed: discord.Embed | None = None,
    view: discord.ui.View | None = None,
    file: discord.File | None = None,
) -> None:
    """Answer what was said to be answered."""
    await interaction.edit_original_response(
        content=cut(text, TEXT),
        embeds=[embed] if embed else [],
        view=view,
        attachments=[file] if file else [],
        allowed_mentions=NOBODY,
    )


def asker(interaction: discord.Interaction, club: Club) -> Asker:
    """Whoever gave a command, for what they do about a concern."""
    return Asker(club.core, account_of(interaction.user), lambda step: arrival_id(interaction, step))


def arrival_id(interaction: discord.Interaction, step: str) -> str:
    """The id of what a command hands over: `step` tells several of one command apart."""
    return f"{NAME}:{step}:{interaction.id}"


async def answer_each(interaction: discord.Interaction, waiting: Sequence[tuple[str, str, discord.ui.View]], more: str) -> None:
    """Answer with several things that wait: each a headline, what it says, and its buttons. `more` is said below them."""
    for number, (headline, text, view) in enumerate(waiting):
        shown = discord.Embed(title=plain(headline, TITLE), description=plain(text, DESCRIPTION))
        if number:
            await interaction.followup.send(embed=shown, view=view, ephemeral=True, allowed_mentions=NOBODY)
        else:
            await answer(interaction, embed=shown, view=view)
    if more and waiting:
        await interaction.followup.send(more, ephemeral=True, allowed_mentions=NOBODY)
    elif more:
        await answer(interaction, more)
