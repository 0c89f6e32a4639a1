"""`/consent`: what people agreed to, as those who keep the register see it and record it (map 5.12, 6.1, 6.2, 10.1 to 10.3)."""

from collections.abc import Callable
from typing import Final

import discord
from discord import app_commands

from bot.agreements import recording
from bot.agreements.showing import sheet
from bot.agreements.words import TOPICS
from bot.counter import words
from bot.desk import Denied
from bot.discord.club import account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import SHOWN_TO, Command, answer, arrival_id, begin, club_here
from bot.discord.commands._concerns import Choices
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import plain, seen
from bot.intake import person_of
from bot.register import found, showing
from bot.register.desk import keeps
from bot.rota.changing import Given
from moderation.agreements import adults_of
from moderation.context import Organisation
from storage.store import Transaction

consent = app_commands.Group(name="consent", description=words.CONSENT, default_permissions=SHOWN_TO, guild_only=True)

COMMANDS: Final[tuple[Command, ...]] = (consent,)

#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100
_TOPICS: Final = [app_commands.Choice(name=cut(what, _CHOICE), value=word) for word, (_, what) in TOPICS.items()]
#: Characters of what somebody types.
Typed = app_commands.Range[str, 1, 200]


async def _people(interaction: discord.Interaction, typed: str) -> Choices:
    """Everybody on the register, to those who keep it."""
    club = club_here(interaction)
    if club is None:
        return []
    by, organisation = account_of(interaction.user), club.core.organisation
    people = await club.core.look(lambda tx: showing.people(tx, by, organisation))
    fits = [each for each in people if typed.casefold() in each.named.casefold()]
    return [app_commands.Choice(name=cut(seen(each.named), _CHOICE), value=each.id) for each in fits[:_CHOICES]]


async def _adults(interaction: discord.Interaction, typed: str) -> Choices:
    """The adults of the child that was chosen before, to those who keep the register."""
    club, whom = club_here(interaction), str(getattr(interaction.namespace, "person", ""))
    if club is None:
        return []
    by, organisation = account_of(interaction.user), club.core.organisation

    def names(tx: Transaction) -> tuple[str, ...]:
        child = found(tx, whom) if keeps(organisation, person_of(tx, by)) else None
        return adults_of(child) if child else ()

    fits = [name for name in await club.core.look(names) if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=cut(seen(name), _CHOICE), value=cut(name, _CHOICE)) for name in fits[:_CHOICES]]


@consent.command(name="show", description=words.CONSENT_SHOW)
@app_commands.describe(whom=here.OF_PERSON)
@app_commands.rename(whom="person")
@app_commands.autocomplete(whom=_people)
async def show(interaction: discord.Interaction, whom: Typed) -> None:
    club = await begin(interaction)
    if club is not None:
        by, organisation, now = account_of(interaction.user), club.core.organisation, club.core.clock()
        lines = await club.core.look(lambda tx: sheet(tx, by, organisation, whom, now))
        await answer(interaction, plain(lines.says if isinstance(lines, Denied) else "\n".join(lines), DESCRIPTION))


@consent.command(name="record", description=words.CONSENT_RECORD)
@app_commands.describe(
    whom=here.OF_PERSON, what=here.OF_TOPIC, adult=here.OF_SIGNER, signed=here.OF_SIGNED, job=here.OF_JOB, scope=here.OF_SCOPE
)
@app_commands.rename(whom="person", job="job-title", scope="limited-to")
@app_commands.choices(what=_TOPICS)
@app_commands.autocomplete(whom=_people, adult=_adults)
async def record(
    interaction: discord.Interaction, whom: Typed, what: str, adult: str = "", signed: str = "", job: str = "", scope: str = ""
) -> None:
    await _change(interaction, lambda tx, given, ours: recording.record(tx, given, ours, whom, what, adult, signed, job, scope))


@consent.command(name="withdraw", description=words.CONSENT_WITHDRAW)
@app_commands.describe(whom=here.OF_PERSON, what=here.OF_TOPIC, adult=here.OF_SIGNER)
@app_commands.rename(whom="person")
@app_commands.choices(what=_TOPICS)
@app_commands.autocomplete(whom=_people, adult=_adults)
async def withdraw(interaction: discord.Interaction, whom: Typed, what: str, adult: str = "") -> None:
    await _change(interaction, lambda tx, given, ours: recording.withdraw(tx, given, ours, whom, what, adult))


async def _change(interaction: discord.Interaction, how: Callable[[Transaction, Given, Organisation], str]) -> None:
    """Record something, and answer what came of it."""
    club = await begin(interaction)
    if club is not None:
        given = Given(arrival_id(interaction, "consent"), account_of(interaction.user), club.core.clock())
        organisation = club.core.organisation
        said = await club.core.write(lambda tx: how(tx, given, organisation))
        await answer(interaction, plain(said, DESCRIPTION))
