"""`/person`: the register of who is who, for those who answer for the organisation (map 5.20, 7.8, 8.2 to 8.4)."""

from collections.abc import Callable, Sequence
from typing import Final

import discord
from discord import app_commands

from bot.counter import words
from bot.desk import Denied
from bot.discord.club import Club, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import SHOWN_TO, Command, answer, arrival_id, begin, club_here
from bot.discord.commands._concerns import Choices
from bot.discord.leaving import left
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import plain, seen
from bot.intake import person_of
from bot.people_values import platform_of
from bot.register import adults, changing, leaving, showing
from bot.register.words import EVIDENCE, KINDS
from bot.rota.changing import Given
from bot.setting_up import WATCHING
from moderation.cards import ROLES
from moderation.context import Organisation
from moderation.model import Account, Role
from storage.store import Transaction

person = app_commands.Group(name="person", description=words.PERSON, default_permissions=SHOWN_TO, guild_only=True)

COMMANDS: Final[tuple[Command, ...]] = (person,)

#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100
#: Characters of what somebody types.
Typed = app_commands.Range[str, 1, 200]

Change = Callable[[Transaction, Given, Organisation], str]


def _choices(named: Sequence[tuple[str, str]]) -> Choices:
    return [app_commands.Choice(name=cut(seen(name), _CHOICE), value=value) for name, value in named[:_CHOICES]]


_ROLES: Final = _choices([(ROLES[role], role.value) for role in Role if role not in WATCHING])
_WATCHING: Final = _choices([(ROLES[role], role.value) for role in (Role.MODERATOR, Role.LEAD)])
_KINDS: Final = _choices([(named, kind.value) for kind, named in KINDS.items()])
_EVIDENCE: Final = _choices([(named, what.value) for what, named in EVIDENCE.items()])
_WAYS: Final = _choices([(does, way) for way, does in adults.WAYS.items()])


async def _people(interaction: discord.Interaction, typed: str) -> Choices:
    """Everybody on the register, to those who keep it."""
    club = club_here(interaction)
    if club is None:
        return []
    by, organisation = account_of(interaction.user), club.core.organisation
    found = await club.core.look(lambda tx: showing.people(tx, by, organisation))
    return _choices([(each.named, each.id) for each in found if typed.casefold() in each.named.casefold()])


async def _adults(interaction: discord.Interaction, typed: str) -> Choices:
    """The adults of the child that was chosen before."""
    club, whom = club_here(interaction), getattr(interaction.namespace, "person", "")
    if club is None or not whom:
        return []
    by, organisation = account_of(interaction.user), club.core.organisation
    found = await club.core.look(lambda tx: showing.adults(tx, by, organisation, str(whom)))
    return _choices([(each.named, each.id) for each in found if typed.casefold() in each.named.casefold()])


@person.command(name="show", description=words.PERSON_SHOW)
@app_commands.describe(whom=here.OF_PERSON)
@app_commands.rename(whom="person")
@app_commands.autocomplete(whom=_people)
async def show(interaction: discord.Interaction, whom: Typed) -> None:
    club = await begin(interaction)
    if club is not None:
        by, organisation, now = account_of(interaction.user), club.core.organisation, club.core.clock()
        found = await club.core.look(lambda tx: showing.sheet(tx, by, organisation, whom, now))
        await answer(interaction, plain(found.says if isinstance(found, Denied) else "\n".join(found), DESCRIPTION))


@person.command(name="add", description=words.PERSON_ADD)
@app_commands.describe(role=here.OF_ROLE, member=here.OF_NEW_ACCOUNT, name=here.OF_NEW_NAME, age=here.OF_AGE)
@app_commands.choices(role=_ROLES)
async def add(
    interaction: discord.Interaction, role: str, member: discord.Member | None = None, name: str = "", age: str = ""
) -> None:
    account = account_of(member) if member else None
    await _change(interaction, lambda tx, given, ours: changing.add(tx, given, ours, account, name, role, age))


@person.command(name="account", description=words.PERSON_ACCOUNT)
@app_commands.describe(whom=here.OF_PERSON, member=here.OF_ACCOUNT, elsewhere=here.OF_ELSEWHERE, no_longer=here.OF_NO_LONGER)
@app_commands.rename(whom="person", no_longer="no-longer")
@app_commands.autocomplete(whom=_people)
async def account(
    interaction: discord.Interaction,
    whom: Typed,
    member: discord.Member | None = None,
    elsewhere: str = "",
    no_longer: bool = False,
) -> None:
    how = changing.unbind if no_longer else changing.bind

    def change(tx: Transaction, given: Given, ours: Organisation) -> str:
        try:
            theirs = account_of(member) if member else Account(platform_of("", elsewhere.strip()), elsewhere.strip())
        except ValueError:
            return "Please choose the account, or give its id on another platform."
        return how(tx, given, ours, whom, theirs)

    await _change(interaction, change)


@person.command(name="role", description=words.PERSON_ROLE)
@app_commands.describe(whom=here.OF_PERSON, role=here.OF_ROLE)
@app_commands.rename(whom="person")
@app_commands.choices(role=_ROLES)
@app_commands.autocomplete(whom=_people)
async def role(interaction: discord.Interaction, whom: Typed, role: str) -> None:
    await _change(interaction, lambda tx, given, ours: changing.become(tx, given, ours, whom, role))


@person.command(name="age", description=words.PERSON_AGE)
@app_commands.describe(whom=here.OF_PERSON, turns_18=here.OF_AGE)
@app_commands.rename(whom="person", turns_18="turns-18")
@app_commands.autocomplete(whom=_people)
async def age(interaction: discord.Interaction, whom: Typed, turns_18: Typed) -> None:
    await _change(interaction, lambda tx, given, ours: changing.age(tx, given, ours, whom, turns_18))


@person.command(name="parent", description=words.PERSON_PARENT)
@app_commands.describe(
    whom=here.OF_PERSON, name=here.OF_ADULT_NAME, kind=here.OF_ADULT_KIND, address=here.OF_ADDRESS,
    member=here.OF_ADULT_ACCOUNT, no_contact=here.OF_NO_CONTACT,
)  # fmt: skip
@app_commands.rename(whom="person", no_contact="no-contact")
@app_commands.choices(kind=_KINDS)
@app_commands.autocomplete(whom=_people)
async def parent(
    interaction: discord.Interaction,
    whom: Typed,
    name: Typed,
    kind: str,
    address: str = "",
    member: discord.Member | None = None,
    no_contact: bool = False,
) -> None:
    where = account_of(member) if member else address
    await _change(interaction, lambda tx, given, ours: adults.add(tx, given, ours, whom, name, kind, where, no_contact))


@person.command(name="adult", description=words.PERSON_ADULT)
@app_commands.describe(whom=here.OF_PERSON, adult=here.OF_ADULT, what=here.OF_WHAT, code=here.OF_CODE)
@app_commands.rename(whom="person")
@app_commands.choices(what=_WAYS)
@app_commands.autocomplete(whom=_people, adult=_adults)
async def adult(interaction: discord.Interaction, whom: Typed, adult: Typed, what: str, code: str = "") -> None:
    await _change(interaction, lambda tx, given, ours: adults.done(tx, given, ours, whom, what, adult, code))


@person.command(name="appoint", description=words.PERSON_APPOINT)
@app_commands.describe(
    whom=here.OF_PERSON, role=here.OF_APPOINTED_AS, by=here.OF_APPOINTED_BY, minute=here.OF_MINUTE, until=here.OF_LAST_DAY
)
@app_commands.rename(whom="person", role="as")
@app_commands.choices(role=_WATCHING)
@app_commands.autocomplete(whom=_people)
async def appoint(interaction: discord.Interaction, whom: Typed, role: str, by: Typed, minute: Typed, until: str = "") -> None:
    await _change(interaction, lambda tx, given, ours: changing.appoint(tx, given, ours, whom, role, by, minute, until))


@person.command(name="dates", description=words.PERSON_DATES)
@app_commands.describe(whom=here.OF_PERSON, what=here.OF_EVIDENCE, renew_by=here.OF_RENEW, seen_on=here.OF_SEEN)
@app_commands.rename(whom="person", renew_by="renew-by", seen_on="seen")
@app_commands.choices(what=_EVIDENCE)
@app_commands.autocomplete(whom=_people)
async def dates(interaction: discord.Interaction, whom: Typed, what: str, renew_by: Typed, seen_on: str = "") -> None:
    await _change(interaction, lambda tx, given, ours: changing.saw(tx, given, ours, whom, what, renew_by, seen_on))


@person.command(name="release", description=words.PERSON_RELEASE)
@app_commands.describe(whom=here.OF_PERSON)
@app_commands.rename(whom="person")
@app_commands.autocomplete(whom=_people)
async def release(interaction: discord.Interaction, whom: Typed) -> None:
    await _change(interaction, lambda tx, given, ours: changing.release(tx, given, ours, whom))


@person.command(name="leave", description=words.PERSON_LEAVE)
@app_commands.describe(whom=here.OF_PERSON)
@app_commands.rename(whom="person")
@app_commands.autocomplete(whom=_people)
async def leave(interaction: discord.Interaction, whom: Typed) -> None:
    club = await begin(interaction)
    if club is None:
        return
    organisation, given = club.core.organisation, _given(interaction, club)
    gone = await club.core.write(lambda tx: leaving.leave(tx, given, organisation, whom))
    said = gone.says
    if gone.accounts:
        by = await club.core.look(lambda tx: person_of(tx, given.by).id)
        taken = await left(club, by)
        said += f"\n{words.PERSON_ROLES_TAKEN if taken else words.PERSON_ROLES_LEFT}"
    await answer(interaction, plain(said, DESCRIPTION))


async def _change(interaction: discord.Interaction, how: Change) -> None:
    """Change the register, and answer what came of it. What is known of people on this server is read anew."""
    club = await begin(interaction)
    if club is not None:
        organisation, given = club.core.organisation, _given(interaction, club)
        said = await club.core.write(lambda tx: how(tx, given, organisation))
        await club.refresh()
        await answer(interaction, plain(said, DESCRIPTION))


def _given(interaction: discord.Interaction, club: Club) -> Given:
    return Given(arrival_id(interaction, "person"), account_of(interaction.user), club.core.clock())
