"""Setting a server up: doing what was planned, a step at a time. What stands as it should is left alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import discord

from bot.discord import words
from bot.discord.cards import drawn
from bot.discord.club import NAME, Club
from bot.discord.contact_card import ContactCards
from bot.discord.posting import Content, post
from bot.discord.refusals import TROUBLE
from bot.discord.settings import SETTING, Settings
from bot.discord.setup import WATCHING, Answers, Plan, planned, ranks_lower
from bot.discord.telling import number
from bot.intake import person_of
from moderation.cards import Card
from moderation.model import Account, CaseState, Contact, Entry, Person, Reach, Speed, derived_id
from moderation.routing import watches
from storage.store import Transaction

#: The lead's channel, where Touchline makes it.
LEAD_CHANNEL: Final = "safeguarding-lead"
#: In Discord's audit log.
REASON: Final = "Touchline: setting up"
#: By this right Discord shows the commands of those who watch (`commands/_answering.py`).
SHOWS_COMMANDS: Final = "view_guild_insights"

_SEES: Final = discord.PermissionOverwrite(view_channel=True, send_messages=True, read_message_history=True)
_OURS: Final = discord.PermissionOverwrite(
    view_channel=True, send_messages=True, read_message_history=True, embed_links=True, manage_messages=True
)
_HIDDEN: Final = discord.PermissionOverwrite(view_channel=False)

PRACTICE: Final = Card(
    case="practice",
    reference="PRACTICE",
    speed=Speed.TODAY,
    state=CaseState.NEW,
    headline="PRACTICE: a telephone number was posted",
    where="#an-invented-channel",
    who="Robin Example, a child (invented)",
    sure="Sure",
    snippet="ring me on 07700 ••••••",
    why=("A child's number must not be where others can read it (policy clause 2.1).",),
    done=("This is practice: nothing was posted, and nothing was removed.",),
    next=("Nothing. A real card looks like this, and has buttons: seen, note, close and others.",),
    buttons=(),
)


@dataclass(frozen=True, slots=True)
class Result:
    """What was done, and what is left to a person, a sentence each."""

    done: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


async def carry_out(club: Club, guild: discord.Guild, answers: Answers, by: Account) -> Result:
    """Do what these answers ask for. Raises StoreError where it cannot be written down; what Discord refuses is said."""
    plan = await planned(club, guild, answers, by)
    if plan.refused:
        return Result(left=plan.refused)
    done: list[str] = []
    left = [*_of_config(club, answers), *filter(None, [plan.on_no_list()])]
    before = club.settings
    stands = guild.get_channel(number(before.lead_channel) or 0) and answers.lead_channel in {"", before.lead_channel}
    if plan.joining or answers.kept(before) != before or not stands:
        await _enter(club, by, "setup.due", registers=len(plan.joining), roles=len(answers.roles))
        await club.core.write(lambda tx: _write_down(tx, plan, answers, by))
        await club.refresh()
        done += [f"On the register now: {'; '.join(plan.counts())}."] if plan.joining else []
        done += ["What you chose is kept."] if club.settings != before else []
    try:
        done += await _lead_channel(club, guild, answers, by)
        left += _others_who_see(club, guild, answers)
    except TROUBLE as error:
        left.append(
            f"The lead's channel could NOT be made or put right ({type(error).__name__}). Give Touchline's role “Manage "
            "Channels” and “Manage Roles”, move it up to the top of the list of roles, and run this again."
        )
    if answers.contact_cards and (cards := await ContactCards(club).keep(begin=True)):
        done.append(f"The card that says whom to ask is pinned in {len(cards)} {'place' if len(cards) == 1 else 'places'}.")
    for role in _lacking_commands(guild, answers):
        try:
            await _show_commands(guild, role)
            done.append(f"Discord shows the commands of those who watch to “{words.plain(role.name, words.NAMED)}”.")
        except TROUBLE:
            name = words.plain(role.name, words.NAMED)
            left.append(f"Server Settings, Roles, “{name}”: switch on “View Server Insights”: so they are shown the commands.")
    if done:
        await _enter(club, by, "setup.done", registers=len(plan.joining), lead_channel=club.settings.lead_channel)
    return Result(tuple(done), tuple(left))


def _write_down(tx: Transaction, plan: Plan, answers: Answers, by: Account) -> None:
    actor = person_of(tx, by).id
    for each in plan.joining:
        versions = tx.register_versions(each.person.id)
        accounts = {(one.platform, one.id): one for one in (*(versions[-1].accounts if versions else ()), each.account)}
        tx.register(_whole(tx.person(each.person.id), each.person), tuple(accounts.values()), actor)
    tx.change_setting(SETTING, answers.kept(Settings.read(tx.setting(SETTING))).text(), actor)


def _whole(known: Person | None, person: Person) -> Person:
    """Somebody whom the register knows by another account already stays what they are there, unless this appoints them."""
    if known is None:
        return person
    appointed = person.role in WATCHING and ranks_lower(known.role, person.role)
    return replace(known, role=person.role) if appointed and not known.may_be_child else known


# The lead's channel


async def _lead_channel(club: Club, guild: discord.Guild, answers: Answers, by: Account) -> list[str]:
    """Have a channel that those who watch see, and nobody else; the first time with a practice alert. Raises `TROUBLE`."""
    wanted = _private_to(club, guild, answers)
    there = guild.get_channel(number(answers.lead_channel or club.settings.lead_channel) or 0)
    if isinstance(there, discord.TextChannel):
        wrong = {who: said for who, said in wanted.items() if there.overwrites_for(who).view_channel != said.view_channel}
        for who, said in wrong.items():
            await there.set_permissions(who, overwrite=said, reason=REASON)
        if str(there.id) == club.settings.lead_channel:
            return [f"{there.mention} is seen again by those who watch, and by nobody else."] if wrong else []
        channel = there
    else:
        # One that was made before something broke off, and so is not written down, is as it was made.
        same = (each for each in guild.text_channels if each.name == LEAD_CHANNEL and dict(each.overwrites) == wanted)
        channel = next(same, None) or await guild.create_text_channel(LEAD_CHANNEL, overwrites=wanted, reason=REASON)

    def write(tx: Transaction) -> None:
        settings = Settings.read(tx.setting(SETTING))
        tx.change_setting(SETTING, replace(settings, lead_channel=str(channel.id)).text(), person_of(tx, by).id)

    await club.core.write(write)
    await club.refresh()
    made = f"{channel.mention} is the lead's channel: those who watch see it, and nobody else but the owner and administrators."
    return [made, await practise(guild, channel, answers.lead)]


def _others_who_see(club: Club, guild: discord.Guild, answers: Answers) -> Iterator[str]:
    """Whom somebody let into the lead's channel who does not watch, as far as is known."""
    channel = guild.get_channel(number(club.settings.lead_channel) or 0)
    if channel is None:
        return
    ours = _private_to(club, guild, answers)
    for who, said in channel.overwrites.items():
        person = club.people.get(str(who.id))
        if not said.view_channel or who in ours or _is_own(guild, who) or (person is not None and watches(person)):
            continue
        called = "Somebody who has left" if isinstance(who, discord.Object) else who.name
        called = who.display_name if isinstance(who, discord.Member) else called
        yield f"{words.plain(called, words.NAMED)} can see {channel.mention}, too: take them out there, unless they watch."


def _is_own(guild: discord.Guild, who: object) -> bool:
    return isinstance(who, discord.Role) and who in guild.me.roles and who.managed


def _private_to(club: Club, guild: discord.Guild, answers: Answers) -> dict[Any, discord.PermissionOverwrite]:
    """Who sees the lead's channel: the bot, those who watch or were chosen to, and the roles of those who do."""
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        guild.me: _OURS,  # before everybody else is shut out, and the bot with them
        guild.default_role: _HIDDEN,
    }
    overwrites |= dict.fromkeys(_watching_roles(guild, answers), _SEES)
    watching = {*answers.watching, *(id_ for id_, person in club.people.items() if watches(person))}
    return overwrites | {member: _SEES for member in guild.members if str(member.id) in watching}


async def practise(guild: discord.Guild, channel: discord.TextChannel, lead: str) -> str:
    """Show an invented card, once in a channel, so that the lead sees how it will be. Says whether that worked."""
    embed, _ = drawn(PRACTICE, guild.id)
    rings = number(lead)
    content = Content("PRACTICE", embed, rings=rings)
    try:
        await post(guild.me, channel, derived_id("e_", "practice", str(channel.id)), content)
    except TROUBLE as error:
        return f"A practice alert could NOT be shown in it ({type(error).__name__}): look at Touchline's rights there."
    return "A practice alert is in it: the lead's telephone should have rung."


# What else there is


def _watching_roles(guild: discord.Guild, answers: Answers) -> Iterator[discord.Role]:
    for id_, kind in answers.roles.items():
        role = guild.get_role(number(id_) or 0)
        if role is not None and kind in WATCHING:
            yield role


def _lacking_commands(guild: discord.Guild, answers: Answers) -> Iterator[discord.Role]:
    for role in _watching_roles(guild, answers):
        if not getattr(role.permissions, SHOWS_COMMANDS) and not role.permissions.administrator:
            yield role


async def _show_commands(guild: discord.Guild, role: discord.Role) -> None:
    """Raises `TROUBLE` where the bot may not: it can give nobody a right that it has not, nor change a role above its own."""
    mine = guild.me.guild_permissions
    if not (mine.manage_roles and getattr(mine, SHOWS_COMMANDS) and role < guild.me.top_role):
        raise discord.ClientException("the bot may not change this role")
    permissions = role.permissions
    permissions.update(**{SHOWS_COMMANDS: True})
    await role.edit(permissions=permissions, reason=REASON)


def _of_config(club: Club, answers: Answers) -> Iterator[str]:
    """Where the configuration names others, by which a concern would go to the wrong person, or to whom it is about."""
    contacts = club.core.organisation.contacts
    for called, contact, chosen in (("lead", contacts.lead, answers.lead), ("deputy", contacts.deputy, answers.deputy)):
        person = club.people.get(chosen)
        if contact is None or not chosen:
            continue
        if contact.reach is Reach.PLATFORM and contact.address != chosen:
            yield (
                f"The configuration names another account as the {called} ({_name(contact)}), and that one is alerted. If you "
                f'chose right, write address = "{chosen}" under [organisation.contacts.{called}], and start Touchline again.'
            )
        elif person is not None and contact.person != person.id:
            yield (
                f'Write person = "{person.id}" under [organisation.contacts.{called}] in the configuration, and start Touchline'
                f" again: without it a concern about {_name(contact)} could be shown to them."
            )


def _name(contact: Contact) -> str:
    return words.plain(contact.name, words.NAMED)


async def _enter(club: Club, by: Account, kind: str, **codes: object) -> None:
    core = club.core
    data = {"platform": NAME, "server": str(club.server), "config": core.organisation.config, **codes}
    await core.write(lambda tx: tx.append(Entry(kind, person_of(tx, by).id, data), core.clock()))
