"""`/restrict`, `/lift`, `/hide` and `/show`: keeping somebody from writing, or a place from being read, for a while (map 1.8).

Each belongs to a concern, where its reason is kept. Where none is named, one is made: those who answer for the organisation
learn of it, and it can be looked at and undone like any other.
"""

from typing import Final

import discord
from discord import app_commands

from bot.counter import acting, words
from bot.discord.club import Club, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import SHOWN_TO, Command, answer, asker, begin
from bot.discord.commands._concerns import Reason, act, concerns, reasons
from bot.discord.places import place_of
from moderation.model import ActionKind, CaseState, Place
from moderation.restricting import LONGEST_RESTRICTION

AnyPlace = app_commands.AppCommandChannel | app_commands.AppCommandThread


@app_commands.command(name="restrict", description=words.RESTRICT)
@app_commands.describe(member=here.OF_MEMBER, minutes=here.OF_MINUTES, reason=here.OF_REASON, which=here.OF_CONCERN_TOO)
@app_commands.autocomplete(reason=reasons, which=concerns())
@app_commands.rename(which="case")
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def restrict(
    interaction: discord.Interaction,
    member: discord.Member,
    minutes: app_commands.Range[int, 1, LONGEST_RESTRICTION],
    reason: Reason,
    which: str = "",
) -> None:
    """Keep somebody from writing. Their newest open concern is the one meant, where none is named."""
    club = await begin(interaction)
    if club is not None:
        asks, of = asker(interaction, club), account_of(member)
        await answer(interaction, await acting.restrict(asks, of, minutes, reason, which, _never(member)))


@app_commands.command(name="lift", description=words.LIFT)
@app_commands.describe(which=here.OF_CASE, reason=here.OF_REASON)
@app_commands.autocomplete(which=concerns(frozenset(CaseState)), reason=reasons)
@app_commands.rename(which="case")
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def lift(interaction: discord.Interaction, which: str, reason: Reason) -> None:
    """Let somebody write again."""
    await act(interaction, ActionKind.LIFT, which, reason)


@app_commands.command(name="hide", description=words.HIDE)
@app_commands.describe(channel=here.OF_PLACE, reason=here.OF_REASON, which=here.OF_CONCERN_TOO)
@app_commands.autocomplete(reason=reasons, which=concerns())
@app_commands.rename(which="case")
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def hide(interaction: discord.Interaction, channel: AnyPlace, reason: Reason, which: str = "") -> None:
    """Close a place. The newest open concern about something in it is the one meant, where none is named."""
    club = await begin(interaction)
    if club is not None:
        asks = asker(interaction, club)
        await answer(interaction, await acting.hide(asks, str(channel.id), lambda: _place(club, channel), reason, which))


@app_commands.command(name="show", description=words.SHOW)
@app_commands.describe(channel=here.OF_PLACE, reason=here.OF_REASON)
@app_commands.autocomplete(reason=reasons)
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def show(interaction: discord.Interaction, channel: AnyPlace, reason: Reason) -> None:
    """Open a place again: whatever is closed for the same concern."""
    club = await begin(interaction)
    if club is not None:
        await answer(interaction, await acting.show(asker(interaction, club), str(channel.id), reason))


COMMANDS: Final[tuple[Command, ...]] = (restrict, lift, hide, show)


def _never(member: discord.Member) -> str:
    """Why Discord does not let anybody keep somebody from writing; "" where it does."""
    if member.id == member.guild.owner_id:
        return here.OWNER
    return here.ADMINISTRATOR if member.guild_permissions.administrator else ""


def _place(club: Club, where: AnyPlace) -> Place | None:
    """The place that somebody chose; None for one that the bot does not see."""
    channel = club.guild.get_channel_or_thread(where.id) if club.guild else None
    return place_of(channel, club) if channel is not None else None
