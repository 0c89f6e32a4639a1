"""Setting a server up: what was answered -> what that would do. `setup_steps.py` does it, `commands/setup.py` asks.

Safe to be done again: what stands as it should is left alone, and nobody who is on the register loses anything by it. Who
watches is said by Discord's administrator only as long as nobody watches; from then on the lead says it, so that whoever gets
hold of an administrator's account cannot quietly make themselves one of those who see everything.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import discord

from bot.archive.proposed import person_id
from bot.discord import words
from bot.discord.club import NAME, Club, account_of
from bot.discord.facts import facts_of
from bot.discord.settings import Settings
from bot.discord.telling import number
from bot.intake import person_of
from bot.new_club import UNDER_AGE, YOUNGEST
from moderation.checks.blind import CHECK as BLIND
from moderation.model import Account, Contact, Person, Reach, Role
from moderation.routing import watches
from storage.store import Transaction

#: What may be proposed by a role, and who outranks whom where somebody has several.
_RANK: Final = (Role.LEAD, Role.MODERATOR, Role.STAFF, Role.EMPLOYER, Role.PARENT)
_YOUNG: Final = frozenset({Role.CHILD, Role.LEARNER})
_MANY: Final = {
    Role.CHILD: "children",
    Role.LEARNER: "learners",
    Role.PARENT: "parents",
    Role.EMPLOYER: "employers",
    Role.STAFF: "staff and volunteers",
    Role.MODERATOR: "moderators",
    Role.LEAD: "lead",
}
#: Those who look at concerns.
WATCHING: Final = frozenset({Role.LEAD, Role.MODERATOR})


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


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody as the register will have them. `before` is what they were on it, None for somebody new."""

    account: Account
    person: Person
    before: Person | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What setting up would do. `kept` counts those who are on the register already; `unclear` names those whose roles speak
    against each other: they are left out. `unlisted` counts those of whom nothing says who they are. `refused` says why nothing
    can be done, a sentence each.
    """

    joining: tuple[Joining, ...] = ()
    kept: int = 0
    unclear: tuple[str, ...] = ()
    unlisted: int = 0
    refused: tuple[str, ...] = ()

    def counts(self) -> tuple[str, ...]:
        """How many are registered as what, a line each."""
        count = Counter(each.person.role for each in self.joining)
        return tuple(f"{many}: {count[role]}" for role, many in _MANY.items() if count[role])

    def on_no_list(self) -> str:
        """How many people would stay strangers to Touchline, in a sentence; "" for nobody."""
        if not self.unlisted:
            return ""
        many = "1 person is" if self.unlisted == 1 else f"{self.unlisted} people are"
        return (
            f"{many} on no list, so Touchline does not know whether they are children: choose the roles of children and staff."
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
    return tuple(found)


# Who may, and what it would do


def may_appoint(tx: Transaction, by: Account) -> bool:
    """Whether somebody may say who watches: anybody who manages the server while nobody leads, and then the lead."""
    leads = [person for person in tx.people() if person.role is Role.LEAD]
    return not leads or person_of(tx, by).role is Role.LEAD


async def planned(club: Club, guild: discord.Guild, answers: Answers, by: Account) -> Plan:
    """What these answers would do, given by somebody who manages the server."""
    await club.refresh()
    appoints = await club.core.look(lambda tx: may_appoint(tx, by))
    refused = tuple(_refusals(club, guild, answers, appoints))
    if refused:
        return Plan(refused=refused)
    joining: list[Joining] = []
    unclear, kept, unlisted = [], 0, 0
    for member in guild.members:
        if member.bot:
            continue
        role, before = _proposed(member, answers), club.people.get(str(member.id))
        appointed = answers.watching.get(str(member.id))
        if appointed is not None and (before is None or ranks_lower(before.role, appointed)):
            joining.append(_join(club, member, appointed, before))
        elif before is not None:
            kept += 1
        elif role is Role.UNKNOWN:
            unclear.append(member.display_name)
        elif role is not None and (appoints or role not in WATCHING):
            adult = answers.minimum_age >= 18 and role is not Role.CHILD
            joining.append(_join(club, member, role, None, minor=False if adult else None))
        else:
            unlisted += 1
    return Plan(tuple(joining), kept, tuple(unclear), unlisted)


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
        elif person is not None and (person.minor or person.role in _YOUNG):
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
    if appoints:
        if not answers.lead and not any(person.role is Role.LEAD for person in club.people.values()):
            yield "Choose the safeguarding lead: somebody must be told of what is found."
        return
    new = [id_ for id_, role in answers.watching.items() if (person := known[id_]) is None or ranks_lower(person.role, role)]
    if new or _watching(answers.roles) != _watching(_there(club.settings.roles, guild)):
        yield "Who watches is set up already, and only the safeguarding lead can change that. Let them give this command."
    if moved:
        yield "Only the safeguarding lead can choose another channel for the lead. Let them give this command."


def _there(roles: Mapping[str, Role], guild: discord.Guild) -> dict[str, Role]:
    """Without the roles that are gone."""
    return {id_: role for id_, role in roles.items() if guild.get_role(number(id_) or 0)}


def _watching(roles: Mapping[str, Role]) -> dict[str, Role]:
    return {id_: role for id_, role in roles.items() if role in WATCHING}


def _proposed(member: discord.Member, answers: Answers) -> Role | None:
    """What somebody's roles on the server propose; UNKNOWN where they speak against each other, None where they say nothing."""
    said = {answers.roles[str(role.id)] for role in member.roles if str(role.id) in answers.roles}
    if said & _YOUNG and said - _YOUNG:
        return Role.UNKNOWN
    return next((role for role in (*_RANK, *_YOUNG) if role in said), None)


def ranks_lower(before: Role, appointed: Role) -> bool:
    ranks = (*_RANK, *sorted(set(Role) - set(_RANK)))
    return ranks.index(before) > ranks.index(appointed)


def _join(club: Club, member: discord.Member, role: Role, before: Person | None, minor: bool | None = None) -> Joining:
    account = account_of(member)
    if before is not None:
        return Joining(account, replace(before, role=role), before)
    contacts = club.core.organisation.contacts
    ids = (
        contact.person
        for contact in (*contacts.chain, *contacts.monitors)
        if contact.reach is Reach.PLATFORM and contact.address == account.id
    )
    return Joining(
        account, Person(next(filter(None, ids), None) or person_id(NAME, account.id), member.display_name, role, minor)
    )
