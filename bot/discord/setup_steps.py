"""Setting a server up: doing what was planned, a step at a time. What stands as it should is left alone."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import discord

from bot.discord import words
from bot.discord.club import NAME, Club
from bot.discord.contact_card import ContactCards
from bot.discord.posting import post
from bot.discord.practice import practice
from bot.discord.refusals import TROUBLE
from bot.discord.settings import SETTING, Settings
from bot.discord.setup import Answers, planned
from bot.discord.telling import number
from bot.intake import person_of
from bot.setting_up import WATCHING, Plan, Result, of_config, register
from moderation.model import Account, Entry, derived_id
from moderation.routing import watches
from storage.store import Transaction

#: The lead's channel, where Touchline makes it.
LEAD_CHANNEL: Final = "safeguarding-lead"
#: What is to be done about people of whom no role says who they are.
CHOOSE: Final = "choose the roles of children and staff"
#: What was laid down before is in the record, and this version of Touchline cannot read it.
UNREAD: Final = (
    "What was set up here before could not be read, so it was laid down anew from what you chose now. Give /setup once more "
    "and look through each line: channels of adults and channels that inform may be missing."
)
#: In Discord's audit log.
REASON: Final = "Touchline: setting up"
#: By this right Discord shows the commands of those who watch (`commands/_answering.py`).
SHOWS_COMMANDS: Final = "view_guild_insights"

_SEES: Final = discord.PermissionOverwrite(view_channel=True, send_messages=True, read_message_history=True)
_OURS: Final = discord.PermissionOverwrite(
    view_channel=True, send_messages=True, read_message_history=True, embed_links=True, manage_messages=True
)
_HIDDEN: Final = discord.PermissionOverwrite(view_channel=False)


async def carry_out(club: Club, guild: discord.Guild, answers: Answers, by: Account) -> Result:
    """Do what these answers ask for. Raises StoreError where it cannot be written down; what Discord refuses is said."""
    plan = await planned(club, guild, answers, by)
    if plan.refused:
        return Result(left=plan.refused)
    done: list[str] = []
    contacts = club.core.organisation.contacts
    left = [
        *of_config(contacts, club.people, answers.lead, answers.deputy, lambda name: words.plain(name, words.NAMED)),
        *filter(None, [plan.on_no_list(CHOOSE), plan.for_the_lead()]),
    ]
    before = club.settings
    read = await club.core.look(lambda tx: Settings.is_read(tx.setting(SETTING)))
    left += [] if read else [UNREAD]
    stands = guild.get_channel(number(before.lead_channel) or 0) and answers.lead_channel in {"", before.lead_channel}
    if plan.joining or answers.kept(before) != before or not (stands and read):
        await _enter(club, by, "setup.due", registers=len(plan.joining), roles=len(answers.roles))
        await club.core.write(lambda tx: _write_down(tx, plan, answers, by, None if read else before))
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


def _write_down(tx: Transaction, plan: Plan, answers: Answers, by: Account, instead: Settings | None) -> None:
    """`instead` is what it builds on where what was stored cannot be read."""
    actor = person_of(tx, by).id
    register(tx, plan.joining, actor)
    tx.change_setting(SETTING, answers.kept(instead or Settings.read(tx.setting(SETTING))).text(), actor)


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
    return [made, await practise(club, guild, channel, answers.lead)]


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


async def practise(club: Club, guild: discord.Guild, channel: discord.TextChannel, lead: str) -> str:
    """Show an invented card, once in a channel, so that the lead sees how it will be. Says whether that worked."""
    content = practice(club.core.organisation, guild.id, number(lead), club.core.clock())
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


async def _enter(club: Club, by: Account, kind: str, **codes: object) -> None:
    core = club.core
    data = {"platform": NAME, "server": str(club.server), "config": core.organisation.config, **codes}
    await core.write(lambda tx: tx.append(Entry(kind, person_of(tx, by).id, data), core.clock()))
