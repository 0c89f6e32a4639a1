"""`/restrict`, `/lift`, `/hide` and `/show`: keeping somebody from writing, or a place from being read, for a while (map 1.8).

Each belongs to a concern, where its reason is kept. Where none is named, one is made: those who answer for the organisation
learn of it, and it can be looked at and undone like any other.
"""

from collections.abc import Callable
from typing import Final

import discord
from discord import app_commands

from bot.desk import OPEN
from bot.discord.club import Club, account_of
from bot.discord.commands import _words as words
from bot.discord.commands._answering import SHOWN_TO, Command, answer, arrival_id, begin, refused
from bot.discord.commands._concerns import Reason, act, concerns, meant, press, reasons, visible
from bot.discord.places import place_of
from bot.discord.presses import decided
from moderation.cards import reference
from moderation.model import Account, ActionKind, Case, CaseState, Category, Place, Report
from moderation.restricting import LONGEST_RESTRICTION

AnyPlace = app_commands.AppCommandChannel | app_commands.AppCommandThread


@app_commands.command(name="restrict", description=words.RESTRICT)
@app_commands.describe(member=words.OF_MEMBER, minutes=words.OF_MINUTES, reason=words.OF_REASON, which=words.OF_CONCERN_TOO)
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
    of = account_of(member)
    await _for_a_while(
        interaction,
        ActionKind.RESTRICT,
        reason,
        which,
        lambda case: _wrote(case, of),
        words.NOT_THEIRS,
        about=of,
        minutes=minutes,
        never=_never(member),
    )


@app_commands.command(name="lift", description=words.LIFT)
@app_commands.describe(which=words.OF_CASE, reason=words.OF_REASON)
@app_commands.autocomplete(which=concerns(frozenset(CaseState)), reason=reasons)
@app_commands.rename(which="case")
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def lift(interaction: discord.Interaction, which: str, reason: Reason) -> None:
    """Let somebody write again."""
    await act(interaction, ActionKind.LIFT, which, reason)


@app_commands.command(name="hide", description=words.HIDE)
@app_commands.describe(channel=words.OF_PLACE, reason=words.OF_REASON, which=words.OF_CONCERN_TOO)
@app_commands.autocomplete(reason=reasons, which=concerns())
@app_commands.rename(which="case")
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def hide(interaction: discord.Interaction, channel: AnyPlace, reason: Reason, which: str = "") -> None:
    """Close a place. The newest open concern about something in it is the one meant, where none is named."""
    await _for_a_while(
        interaction,
        ActionKind.HIDE,
        reason,
        which,
        lambda case: case.newest.place.id == str(channel.id),
        words.NOT_THERE,
        where=channel,
    )


@app_commands.command(name="show", description=words.SHOW)
@app_commands.describe(channel=words.OF_PLACE, reason=words.OF_REASON)
@app_commands.autocomplete(reason=reasons)
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def show(interaction: discord.Interaction, channel: AnyPlace, reason: Reason) -> None:
    """Open a place again: whatever is closed for the same concern."""
    club = await begin(interaction)
    if club is None:
        return
    by, organisation, id_ = account_of(interaction.user), club.core.organisation, str(channel.id)
    no = await club.core.look(lambda tx: refused(tx, by))
    cases = await club.core.look(lambda tx: visible(tx, by, organisation, frozenset(CaseState)))
    hidden = next((case for case in cases if any(s.hidden and s.place.id == id_ for s in case.sightings)), None)
    said = await press(club, interaction, ActionKind.SHOW, hidden.id if hidden else "", reason)
    await answer(interaction, said if hidden or no else words.NOT_CLOSED)


COMMANDS: Final[tuple[Command, ...]] = (restrict, lift, hide, show)


def _wrote(case: Case, of: Account) -> bool:
    """Whether a concern is about a message of theirs, or about them; not one that they told of, nor one in which they told of
    harm: nobody is restricted for that.
    """
    theirs = (case.author.account.platform, case.author.account.id) == (of.platform, of.id)
    return theirs and case.newest.told_by != case.author and case.category is not Category.DISCLOSURE


async def _for_a_while(
    interaction: discord.Interaction,
    kind: ActionKind,
    reason: str,
    called: str,
    fits: Callable[[Case], bool],
    misfit: str,
    about: Account | None = None,
    where: AnyPlace | None = None,
    minutes: int = 0,
    never: str = "",
) -> None:
    """Find or make the concern that this belongs to, and do it. `misfit` is said of one that is named and does not fit, and
    `never` where Discord does not let anybody do it.
    """
    club = await begin(interaction)
    if club is None:
        return
    by, organisation = account_of(interaction.user), club.core.organisation
    if no := await club.core.look(lambda tx: refused(tx, by)) or never:
        await press(club, interaction, kind, "", reason)  # that it was tried is recorded
        await answer(interaction, no)
        return
    if called:
        case = await club.core.look(lambda tx: meant(tx, by, organisation, called))
        if case is not None and not fits(case):
            await answer(interaction, misfit)
            return
        await answer(interaction, await press(club, interaction, kind, case.id if case else "", reason, minutes=minutes))
        return
    found = await club.core.look(lambda tx: next((case.id for case in visible(tx, by, organisation, OPEN) if fits(case)), ""))
    said = ""
    if not found:
        place = _place(club, where) if where else None
        if where is not None and place is None:
            await answer(interaction, words.NOT_SEEN)
            return
        said, found = await _make(club, interaction, reason, about, place, minutes)
    if found:  # somebody is kept from writing with the concern that is made, a place is not
        said = "\n".join(filter(None, [await press(club, interaction, kind, found, reason, minutes=minutes), said]))
    await answer(interaction, said)


def _never(member: discord.Member) -> str:
    """Why Discord does not let anybody keep somebody from writing; "" where it does."""
    if member.id == member.guild.owner_id:
        return words.OWNER
    return words.ADMINISTRATOR if member.guild_permissions.administrator else ""


def _place(club: Club, where: AnyPlace) -> Place | None:
    """The place that somebody chose; None for one that the bot does not see."""
    channel = club.guild.get_channel_or_thread(where.id) if club.guild else None
    return place_of(channel, club) if channel is not None else None


async def _make(
    club: Club, interaction: discord.Interaction, reason: str, about: Account | None, place: Place | None, minutes: int
) -> tuple[str, str]:
    """Make a concern of somebody who is kept from writing with it, or of a place.

    Gives what is said of it, and its id; "" where that is not known, or there is nothing left to do.
    """
    report = Report(
        id=arrival_id(interaction, "reason"),
        org=club.core.organisation.id,
        at=club.core.clock(),
        by=account_of(interaction.user),
        words=reason.strip(),
        about=about,
        place=place,
        minutes=minutes,
    )
    said, decision = await decided(club, report)
    if minutes or decision is None or decision.case is None:
        return said, ""
    return words.MADE.format(reference=reference(decision.case.id)), decision.case.id
