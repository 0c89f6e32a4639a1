"""`/contact-request` and `/contact`: contact with one child, asked for on each occasion (map 5.13)."""

from collections.abc import Callable
from typing import Final

import discord
from discord import app_commands

from bot.contact import answering, asking, showing
from bot.counter import contacting as words
from bot.desk import Denied
from bot.discord.club import Club, account_of
from bot.discord.commands._answering import SHOWN_TO, Command, answer, arrival_id, begin, begin_anywhere, club_here
from bot.discord.commands._concerns import Choices
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import plain, seen
from bot.rota.changing import Given
from moderation.contact_requests import LEAST_PURPOSE, MOST_PURPOSE
from moderation.context import Organisation
from storage.store import Transaction

contact = app_commands.Group(name="contact", description=words.CONTACT, default_permissions=SHOWN_TO, guild_only=True)

#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100
_ANSWERS: Final = [app_commands.Choice(name=says, value=word) for word, says in words.ANSWER_WORDS.items()]
_WAYS: Final = [app_commands.Choice(name=says, value=word) for word, says in words.WAY_WORDS.items()]
#: Characters of what somebody types.
Typed = app_commands.Range[str, 1, 200]
Purpose = app_commands.Range[str, LEAST_PURPOSE, MOST_PURPOSE]


@app_commands.command(name="contact-request", description=words.REQUEST)
@app_commands.describe(
    child=words.OF_CHILD, purpose=words.OF_PURPOSE, day=words.OF_DAY, begins=words.OF_BEGINS, ends=words.OF_ENDS
)
@app_commands.rename(begins="from", ends="until")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def request(
    interaction: discord.Interaction, child: discord.User, purpose: Purpose, day: Typed, begins: Typed, ends: Typed
) -> None:
    """Ask for it. Whether somebody may is decided there."""
    club, whom = await begin_anywhere(interaction), account_of(child)
    await _change(interaction, club, lambda tx, given, ours: asking.ask(tx, given, ours, whom, purpose, day, begins, ends))


async def _requests(interaction: discord.Interaction, typed: str) -> Choices:
    """Those that are not over, to whom may see them."""
    club = club_here(interaction)
    if club is None:
        return []
    by, organisation, now = account_of(interaction.user), club.core.organisation, club.core.clock()
    found = await club.core.look(lambda tx: showing.names(tx, by, organisation, now))
    fits = [(name, which) for name, which in found if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=cut(seen(name), _CHOICE), value=which) for name, which in fits[:_CHOICES]]


@contact.command(name="list", description=words.LIST)
async def list_(interaction: discord.Interaction) -> None:
    club = await begin(interaction)
    if club is not None:
        by, organisation, now = account_of(interaction.user), club.core.organisation, club.core.clock()
        found = await club.core.look(lambda tx: showing.listed(tx, by, organisation, now))
        await answer(interaction, plain(found.says if isinstance(found, Denied) else "\n".join(found), DESCRIPTION))


@contact.command(name="answer", description=words.ANSWER)
@app_commands.describe(which=words.OF_REQUEST, says=words.OF_ANSWER, way=words.OF_WAY, adult=words.OF_ADULT)
@app_commands.rename(which="request", says="answer")
@app_commands.choices(says=_ANSWERS, way=_WAYS)
@app_commands.autocomplete(which=_requests)
async def answered(interaction: discord.Interaction, which: Typed, says: str, way: str, adult: str = "") -> None:
    club = await begin(interaction)
    await _change(interaction, club, lambda tx, given, ours: answering.record(tx, given, ours, which, says, way, adult))


@contact.command(name="second", description=words.SECOND)
@app_commands.describe(which=words.OF_REQUEST, who=words.OF_SECOND)
@app_commands.rename(which="request")
@app_commands.autocomplete(which=_requests)
async def second(interaction: discord.Interaction, which: Typed, who: discord.Member) -> None:
    whom = account_of(who)
    club = await begin(interaction)
    await _change(interaction, club, lambda tx, given, ours: answering.choose(tx, given, ours, which, whom))


@contact.command(name="end", description=words.END)
@app_commands.describe(which=words.OF_REQUEST)
@app_commands.rename(which="request")
@app_commands.autocomplete(which=_requests)
async def end(interaction: discord.Interaction, which: Typed) -> None:
    club = await begin(interaction)
    await _change(interaction, club, lambda tx, given, ours: answering.end(tx, given, ours, which))


async def _change(
    interaction: discord.Interaction, club: Club | None, how: Callable[[Transaction, Given, Organisation], str]
) -> None:
    """Do something, and answer what came of it."""
    if club is not None:
        given = Given(arrival_id(interaction, "contact"), account_of(interaction.user), club.core.clock())
        organisation = club.core.organisation
        said = await club.core.write(lambda tx: how(tx, given, organisation))
        await answer(interaction, plain(said, DESCRIPTION))


COMMANDS: Final[tuple[Command, ...]] = (request, contact)
