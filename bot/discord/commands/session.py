"""`/session`: sessions that staff hold with children by voice or video are written down, and closed (map 6.11, 6.12)."""

from collections.abc import Callable, Sequence
from typing import Final

import discord
from discord import app_commands

from bot.counter import sessions as asked
from bot.discord.club import Club, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import Command, answer, arrival_id, begin_anywhere, clubs_of
from bot.discord.commands._concerns import Choices
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import plain, seen
from bot.rota.changing import Given
from bot.sessions import answering, choosing, ending, listing, starting
from bot.sessions.starting import Wanted
from bot.sessions.words import HAPPENED, LABELS, TITLE, TYPED
from moderation.context import Organisation
from storage.store import Transaction

session = app_commands.Group(
    name="session",
    description=asked.SESSION,
    allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
)

COMMANDS: Final[tuple[Command, ...]] = (session,)

#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100
_YES_NO: Final = [app_commands.Choice(name="Yes", value="yes"), app_commands.Choice(name="No", value="no")]
_SAYS: Final = [app_commands.Choice(name=LABELS[says], value=typed) for typed, says in TYPED.items()]


async def _times(interaction: discord.Interaction, typed: str) -> Choices:
    club = _only(interaction)
    return _matching(asked.times(club.core.organisation, club.core.clock()) if club else [], typed)


async def _open(interaction: discord.Interaction, typed: str) -> Choices:
    club = _only(interaction)
    if club is None:
        return []
    by, organisation = account_of(interaction.user), club.core.organisation
    return _matching(await club.core.look(lambda tx: listing.open_of(tx, by, organisation)), typed)


def _only(interaction: discord.Interaction) -> Club | None:
    clubs = clubs_of(interaction)
    return clubs[0] if len(clubs) == 1 else None


def _matching(named: Sequence[tuple[str, str]], typed: str) -> Choices:
    found = [(name, value) for name, value in named if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=cut(seen(name), _CHOICE), value=value) for name, value in found[:_CHOICES]]


@session.command(name="start", description=asked.SESSION_START)
@app_commands.describe(
    title=here.OF_TITLE, when=here.OF_SESSION_TIME, second=here.OF_SECOND, minutes=here.OF_LENGTH, children=here.OF_CHILDREN
)
@app_commands.autocomplete(when=_times)
async def start(
    interaction: discord.Interaction,
    title: app_commands.Range[str, 1, TITLE],
    when: str = asked.NOW,
    second: discord.User | None = None,
    minutes: app_commands.Range[int, 0, 600] = 0,
    children: app_commands.Range[str, 0, HAPPENED] = "",
) -> None:
    wanted = Wanted(title, when, minutes, account_of(second) if second else None, children)
    await _write(interaction, lambda tx, given, ours: starting.start(tx, given, ours, wanted))


@session.command(name="list", description=asked.SESSION_LIST)
async def list_(interaction: discord.Interaction) -> None:
    club = await begin_anywhere(interaction)
    if club is not None:
        by, organisation, now = account_of(interaction.user), club.core.organisation, club.core.clock()
        found = await club.core.look(lambda tx: listing.listed(tx, by, organisation, now))
        await answer(interaction, embed=discord.Embed(description=plain("\n".join(found), DESCRIPTION)))


@session.command(name="answer", description=asked.SESSION_ANSWER)
@app_commands.describe(child=here.OF_CHILD, says=here.OF_SAYS, which=here.OF_SESSION)
@app_commands.rename(which="session")
@app_commands.choices(says=_SAYS)
@app_commands.autocomplete(which=_open)
async def answer_(interaction: discord.Interaction, child: app_commands.Range[str, 1, 100], says: str, which: str = "") -> None:
    await _write(interaction, lambda tx, given, ours: answering.record(tx, given, ours, which, child, says))


@session.command(name="end", description=asked.SESSION_END)
@app_commands.describe(happened=here.OF_HAPPENED, second=here.OF_SECOND_THERE, which=here.OF_SESSION)
@app_commands.rename(second="second-adult", which="session")
@app_commands.choices(second=_YES_NO)
@app_commands.autocomplete(which=_open)
async def end(
    interaction: discord.Interaction, happened: app_commands.Range[str, 1, HAPPENED], second: str = "", which: str = ""
) -> None:
    there = {"yes": True, "no": False}.get(second)
    await _write(interaction, lambda tx, given, ours: ending.end(tx, given, ours, which, there, happened))


@session.command(name="times", description=asked.SESSION_TIMES)
@app_commands.describe(where=here.OF_TIMES)
async def times(interaction: discord.Interaction, where: discord.TextChannel | discord.Thread | None = None) -> None:
    place = str(where.id) if where else ""
    await _write(interaction, lambda tx, given, ours: choosing.choose(tx, given, ours, place))


async def _write(interaction: discord.Interaction, how: Callable[[Transaction, Given, Organisation], str]) -> None:
    club = await begin_anywhere(interaction)
    if club is not None:
        organisation = club.core.organisation
        given = Given(arrival_id(interaction, "session"), account_of(interaction.user), club.core.clock())
        said = await club.core.write(lambda tx: how(tx, given, organisation))
        await answer(interaction, embed=discord.Embed(description=plain(said, DESCRIPTION)))
