"""`/duty`: the rota of who is on duty, and who is shown what happens first (map 8.8)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import discord
from discord import app_commands

from bot.counter import lines, words
from bot.desk import Denied
from bot.discord.club import account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import LOOK, SHOWN_TO, Command, answer, arrival_id, begin, club_here
from bot.discord.commands._concerns import Choices, Complete
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import plain, seen
from bot.rota import changing
from bot.rota.changing import Given
from bot.rota.week import Choice, parts, shifts, week
from bot.rota.words import WEEKDAYS, on_date
from moderation.context import Organisation
from moderation.duty import DAY
from moderation.model import Account
from storage.store import Transaction

duty = app_commands.Group(name="duty", description=words.DUTY, default_permissions=SHOWN_TO, guild_only=True)

COMMANDS: Final[tuple[Command, ...]] = (duty,)

#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100
#: Dates that are offered after the days of the week, from today.
_DATES: Final = 14
#: Characters of a day or a time that somebody types.
Typed = app_commands.Range[str, 1, 40]


async def _days(interaction: discord.Interaction, typed: str) -> Choices:
    """The days of the week, then the dates ahead."""
    return _matching([*((f"each {name}", name) for name in WEEKDAYS), *_dates(interaction)], typed)


async def _until(interaction: discord.Interaction, typed: str) -> Choices:
    return _matching(_dates(interaction), typed)


def _dates(interaction: discord.Interaction) -> list[tuple[str, str]]:
    club = club_here(interaction)
    if club is None:
        return []
    today = changing.today(club.core.organisation, club.core.clock())
    return [(on_date(day), day.isoformat()) for day in (today + DAY * number for number in range(_DATES))]


def _of_rota(choices: Callable[[Transaction, Account, Organisation, datetime], Sequence[Choice]]) -> Complete:
    """Offers what there is of the rota to those who watch."""

    async def complete(interaction: discord.Interaction, typed: str) -> Choices:
        club = club_here(interaction)
        if club is None:
            return []
        by, organisation, now = account_of(interaction.user), club.core.organisation, club.core.clock()
        found = await club.core.look(lambda tx: choices(tx, by, organisation, now))
        return _matching([(each.named, each.id) for each in found], typed)

    return complete


def _matching(named: Sequence[tuple[str, str]], typed: str) -> Choices:
    found = [(name, value) for name, value in named if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=cut(seen(name), _CHOICE), value=value) for name, value in found[:_CHOICES]]


@duty.command(name="show", description=words.DUTY_SHOW)
async def show(interaction: discord.Interaction) -> None:
    club = await begin(interaction)
    if club is not None:
        by, organisation, now = account_of(interaction.user), club.core.organisation, club.core.clock()
        found = await club.core.look(lambda tx: week(tx, by, organisation, now))
        if isinstance(found, Denied):
            await answer(interaction, found.says)
        else:
            said = cut("\n".join(lines.week(found, LOOK)), DESCRIPTION)
            await answer(interaction, embed=discord.Embed(title=words.DUTY_TITLE, description=said))


@duty.command(name="set", description=words.DUTY_SET)
@app_commands.describe(day=here.OF_DAY, begins=here.OF_BEGINS, ends=here.OF_ENDS, member=here.OF_ON_DUTY)
@app_commands.rename(begins="from", ends="to")
@app_commands.autocomplete(day=_days)
async def set_(
    interaction: discord.Interaction,
    day: Typed,
    begins: Typed = "00:00",
    ends: Typed = "24:00",
    member: discord.Member | None = None,
) -> None:
    whom = account_of(member or interaction.user)
    await _change(interaction, lambda tx, given, ours: changing.put(tx, given, ours, whom, day, begins, ends))


@duty.command(name="swap", description=words.DUTY_SWAP)
@app_commands.describe(turn=here.OF_SHIFT, to=here.OF_TAKER)
@app_commands.autocomplete(turn=_of_rota(shifts))
async def swap(interaction: discord.Interaction, turn: Typed, to: discord.Member) -> None:
    taker = account_of(to)
    await _change(interaction, lambda tx, given, ours: changing.swap(tx, given, ours, turn, taker))


@duty.command(name="away", description=words.DUTY_AWAY)
@app_commands.describe(until=here.OF_UNTIL, member=here.OF_ON_DUTY)
@app_commands.autocomplete(until=_until)
async def away(interaction: discord.Interaction, until: Typed, member: discord.Member | None = None) -> None:
    whom = account_of(member or interaction.user)
    await _change(interaction, lambda tx, given, ours: changing.leave(tx, given, ours, until, whom))


@duty.command(name="clear", description=words.DUTY_CLEAR)
@app_commands.describe(what=here.OF_PART)
@app_commands.autocomplete(what=_of_rota(parts))
async def clear(interaction: discord.Interaction, what: Typed) -> None:
    await _change(interaction, lambda tx, given, ours: changing.clear(tx, given, ours, what))


async def _change(interaction: discord.Interaction, how: Callable[[Transaction, Given, Organisation], str]) -> None:
    """Change the rota, and answer what came of it."""
    club = await begin(interaction)
    if club is not None:
        organisation = club.core.organisation
        given = Given(arrival_id(interaction, "duty"), account_of(interaction.user), club.core.clock())
        said = await club.core.write(lambda tx: how(tx, given, organisation))
        await answer(interaction, plain(said, DESCRIPTION))
