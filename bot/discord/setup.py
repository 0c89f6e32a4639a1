"""Setting a server up: what was answered -> what that would do. `setup_steps.py` does it, `commands/setup.py` asks.

Safe to be done again: what stands as it should is left alone, and nobody who is on the register loses anything by it. Who
watches is said by Discord's administrator only as long as nobody watches; from then on the lead says it, so that whoever gets
hold of an administrator's account cannot quietly make themselves one of those who see everything. So it is with who people are
of whom nothing is known, and with where only adults are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import discord

from bot.discord import words
from bot.discord.club import NAME, Club, account_of
from bot.discord.facts import facts_of
from bot.discord.places import Crowd
from bot.discord.settings import Settings
from bot.discord.telling import number
from bot.new_club import UNDER_AGE, YOUNGEST
from bot.setting_up import (
    RANK,
    THEIRS,
    WATCHING,
    YOUNG,
    Joining,
    Plan,
    joining,
    may_appoint,
    may_vouch,
    ranks_lower,
    record_refusal,
)
from moderation.checks.blind import CHECK as BLIND
from moderation.model import Account, Contact, Reach, Role
from moderation.pictures import wants_desk
from moderation.routing import watches


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered; `minimum_age` is 0 as long as it was not. `roles` are by the ids of the server's roles; `lead`,
    `deputy` and `monitor` are ids of accounts. `lead_channel` is the id of a channel to take as the lead's: "" for the one that
    there is, or else a new one.
    """

    minimum_age: int = 0
    roles: Mapping[str, Role] = field(default_factory=dict)
    lead: str = ""
    deputy: str = ""
    monitor: str = ""
    adult_channels: tuple[str, ...] = ()
    information_channels: tuple[str, ...] = ()
    lead_channel: str = ""
    contact_cards: bool = True

    @property
    def watching(self) -> Mapping[str, Role]:
        """Who is to watch, by account, as what."""
        chosen = {self.deputy: Role.MODERATOR, self.monitor: Role.MODERATOR, self.lead: Role.LEAD}
        return {id_: role for id_, role in chosen.items() if id_}

    def kept(self, settings: Settings) -> Settings:
        """The settings with what was answered."""
        return replace(
            settings,
            roles=dict(self.roles),
            minimum_age=self.minimum_age,
            adult_channels=self.adult_channels,
            information_channels=self.information_channels,
        )


def standing(club: Club) -> Answers:
    """What is set up now, as answers to begin with."""
    settings, contacts, guild = club.settings, club.core.organisation.contacts, club.guild
    accounts = {person.id: id_ for id_, person in club.people.items()}
    led = any(person.role is Role.LEAD for person in club.people.values())

    def account(contact: Contact | None) -> str:
        if contact is None or guild is None:
            return ""
        id_ = contact.address if contact.reach is Reach.PLATFORM else accounts.get(contact.person or "", "")
        person = club.people.get(id_)
        appointed = person is not None and watches(person)
        return id_ if guild.get_member(number(id_) or 0) and (appointed or not led) else ""

    return Answers(
        minimum_age=settings.minimum_age,
        roles=_there(settings.roles, guild) if guild else settings.roles,
        lead=account(contacts.lead),
        deputy=account(contacts.deputy),
        monitor=account(next(iter(contacts.monitors), None)),
        adult_channels=settings.adult_channels,
        information_channels=settings.information_channels,
        lead_channel=settings.lead_channel,
        contact_cards=bool(settings.contact_cards) or not settings.lead_channel,
    )


def missing(club: Club, guild: discord.Guild) -> tuple[str, ...]:
    """What is not set up yet, and what the bot may not do and how to grant it, in sentences."""
    settings = club.settings
    lapses = BLIND.look(facts_of(club, club.core.clock()), club.core.organisation)
    found = [f"{lapse.what} {lapse.risk} {lapse.fix}" for lapse in lapses]
    if settings.minimum_age < YOUNGEST:
        found.append("Nobody has said how old the youngest is who has an account here.")
    if not settings.roles:
        found.append("It is not known which roles children, staff and parents have.")
    if not any(watches(person) for person in club.people.values()):
        found.append("Nobody on the register watches: concerns would be seen by nobody here.")
    channel = guild.get_channel(number(settings.lead_channel) or 0)
    if channel is None:
        found.append("There is no channel for the lead.")
    if not settings.contact_cards:
        found.append("No card says whom to ask where children are.")
    if wants_desk(club.core.organisation.profile) and guild.get_channel(number(club.photo_desk) or 0) is None:
        found.append("There is no photo desk, where staff post pictures to be looked at first: choose one with `/photo desk`.")
    return tuple(found)


# Who may, and what it would do


async def planned(club: Club, guild: discord.Guild, answers: Answers, by: Account) -> Plan:
    """What these answers would do, given by somebody who manages the server. What was not theirs to answer is an entry.

    Raises StoreError.
    """
    await club.refresh()
    contacts = club.core.organisation.contacts
    appoints, vouches = await club.core.look(lambda tx: (may_appoint(tx, by), may_vouch(tx, by, contacts)))
    beyond = {} if appoints else dict(_beyond(club, guild, answers, vouches))
    if beyond:
        await record_refusal(club.core, NAME, str(club.server), by, beyond)
    refused = (*_refusals(club, guild, answers, appoints), *beyond.values())
    if refused:
        return Plan(refused=refused)
    joined: list[Joining] = []
    unclear, kept, unlisted, waiting = [], 0, 0, 0
    for member in guild.members:
        if member.bot:
            continue
        role, before = _proposed(member, answers), club.people.get(str(member.id))
        appointed = answers.watching.get(str(member.id))
        if appointed is not None and (before is None or ranks_lower(before.role, appointed)):
            joined.append(joining(contacts, account_of(member), appointed, before))
        elif before is not None:
            kept += 1
        elif role is Role.UNKNOWN:
            unclear.append(member.display_name)
        elif role is not None and not vouches:
            waiting += 1
        elif role is not None and (appoints or role not in WATCHING):
            adult = _are_adult(answers, role)
            joined.append(joining(contacts, account_of(member), role, None, minor=False if adult else None))
        else:
            unlisted += 1
    return Plan(tuple(joined), kept, tuple(unclear), unlisted, waiting)


def _refusals(club: Club, guild: discord.Guild, answers: Answers, appoints: bool) -> Iterator[str]:
    if answers.minimum_age < YOUNGEST:
        yield UNDER_AGE if answers.minimum_age else "Say first how old the youngest is who has an account on this server."
    for id_ in answers.roles:
        role = guild.get_role(number(id_) or 0)
        if role is None or role.is_default() or role.managed:
            called = words.plain(role.name, words.NAMED) if role else "one that is gone"
            yield f"The role “{called}” says nothing about anybody: everybody has it, or a program does. Choose another."
    known = {id_: club.people.get(id_) for id_ in answers.watching}
    for id_, person in known.items():
        member = guild.get_member(number(id_) or 0)
        if member is None or member.bot:
            yield "Somebody whom you chose to watch is not on this server, or is a program."
        elif person is not None and (person.minor or person.role in YOUNG):
            yield f"{words.plain(member.display_name, words.NAMED)} is a child or learner on the register and cannot watch."
    chosen = [id_ for id_ in (answers.lead, answers.deputy, answers.monitor) if id_]
    if len(set(chosen)) < len(chosen):
        yield "Lead, deputy and second monitor must be different people: a concern about one goes to another."
    moved = answers.lead_channel not in {"", club.settings.lead_channel}
    chosen_channel = guild.get_channel(number(answers.lead_channel) or 0)
    if moved and not (
        isinstance(chosen_channel, discord.TextChannel) and chosen_channel.permissions_for(guild.me).view_channel
    ):
        yield "Touchline cannot see the channel that you chose for the lead: let its role in there first, or choose another."
    crowd = Crowd(guild)
    for id_ in _set_apart(club, answers):
        channel = guild.get_channel(number(id_) or 0)
        if channel is not None and any(_is_young(club, crowd.people[each], answers) for each in crowd.present_in(channel)):
            yield f"Somebody young can see {channel.mention}, so it is no channel of adults. Close it to them first."
    if appoints and not answers.lead and not any(person.role is Role.LEAD for person in club.people.values()):
        yield "Choose the safeguarding lead: somebody must be told of what is found."


def _beyond(club: Club, guild: discord.Guild, answers: Answers, vouches: bool) -> Iterator[tuple[str, str]]:
    """What is not for somebody to answer who does not appoint, by its name: who manages the server, once there is a lead."""
    known, stands = {id_: club.people.get(id_) for id_ in answers.watching}, _there(club.settings.roles, guild)
    new = [id_ for id_, role in answers.watching.items() if (person := known[id_]) is None or ranks_lower(person.role, role)]
    if new or _watching(answers.roles) != _watching(stands):
        yield "watching", f"Who watches is set up already, and only the safeguarding lead can change that: {THEIRS}."
    if answers.lead_channel not in {"", club.settings.lead_channel}:
        yield "lead_channel", f"Only the safeguarding lead can choose another channel for the lead: {THEIRS}."
    if vouches:
        return
    if answers.roles != stands:
        yield "roles", f"Only the safeguarding lead can say which roles say who somebody is: {THEIRS}."
    if _set_apart(club, answers):
        yield "adult_channels", f"Only the safeguarding lead can say that a channel is for adults alone: {THEIRS}."


def _set_apart(club: Club, answers: Answers) -> list[str]:
    """The channels that are to be of adults and were not."""
    return [id_ for id_ in answers.adult_channels if id_ not in club.settings.adult_channels]


def _is_young(club: Club, member: discord.Member, answers: Answers) -> bool:
    """Whether somebody is young on the register, or is to be by these answers."""
    person, role = club.people.get(str(member.id)), _proposed(member, answers)
    return person.may_be_child if person else role is not None and role in YOUNG and not _are_adult(answers, role)


def _are_adult(answers: Answers, role: Role) -> bool:
    """Whether all who have a role are adults, going by how old the youngest is who has an account."""
    return answers.minimum_age >= 18 and role is not Role.CHILD


def _there(roles: Mapping[str, Role], guild: discord.Guild) -> dict[str, Role]:
    """Without the roles that are gone."""
    return {id_: role for id_, role in roles.items() if guild.get_role(number(id_) or 0)}


def _watching(roles: Mapping[str, Role]) -> dict[str, Role]:
    return {id_: role for id_, role in roles.items() if role in WATCHING}


def _proposed(member: discord.Member, answers: Answers) -> Role | None:
    """What somebody's roles on the server propose; UNKNOWN where they speak against each other, None where they say nothing."""
    said = {answers.roles[str(role.id)] for role in member.roles if str(role.id) in answers.roles}
    if said & YOUNG and said - YOUNG:
        return Role.UNKNOWN
    return next((role for role in (*RANK, *YOUNG) if role in said), None)
