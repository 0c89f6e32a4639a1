"""An organisation as it stands, put together from its profile, the notices, its contacts and its allow-list."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from bot.config import read_config
from bot.packaged import english_schools, profile, wording
from moderation.agreements import is_protected
from moderation.allowlist import AllowList
from moderation.context import Capability, Organisation, Young
from moderation.fingerprint import fingerprint
from moderation.mail_domains import of_contacts
from moderation.model import Contact, Contacts, Person, Reach
from moderation.own_words import OwnWord
from moderation.pictures import is_child
from moderation.profiles import Profile
from moderation.reached import Reached
from moderation.roster import Roster
from moderation.schools import Schools

#: Stands for the people of an organisation that has not named them: old exports and single texts need no names.
NOBODY_NAMED: Final = Contacts(
    organisation="your organisation",
    lead=Contact("the safeguarding lead", "safeguarding lead", Reach.PLATFORM, "lead"),
    deputy=Contact("the deputy", "deputy safeguarding lead", Reach.PLATFORM, "deputy"),
)


def stands(
    id_: str,
    settings: Profile,
    contacts: Contacts,
    allow: Iterable[str],
    capabilities: Mapping[str, frozenset[Capability]],
    schools: Schools | None = None,
    own_words: tuple[OwnWord, ...] = (),
    email_domains: tuple[str, ...] = (),
) -> Organisation:
    """The organisation with its fingerprint, in English notices. Without schools of its own it knows those of England, and
    without e-mail domains of its own those of its published contacts.
    """
    words = wording()
    return Organisation(
        id=id_,
        profile=settings,
        wording=words,
        contacts=contacts,
        allowed=AllowList.of(allow),
        capabilities=capabilities,
        config=fingerprint(settings, words, contacts),
        schools=english_schools() if schools is None else schools,
        own_words=own_words,
        email_domains=email_domains or of_contacts(contacts),
    )


def bare(name: str, platforms: Iterable[str]) -> Organisation:
    """An organisation of which only the kind is known, on platforms that allow everything."""
    return stands("example", profile(name), NOBODY_NAMED, (), everything_on(platforms))


def configured(path: Path, platforms: Iterable[str], today: date) -> Organisation:
    """The one organisation of a configuration file, on platforms that allow everything. Raises FileError."""
    config = read_config(path)
    first = config.organisations[0]
    allowed, words = first.allowed(today), first.own_words(today)
    can, domains = everything_on(platforms), first.email_domains
    return stands(first.id, first.profile, first.contacts, allowed, can, first.schools, words, domains)


def with_roster(organisation: Organisation, people: Iterable[Person], key: bytes) -> Organisation:
    """The organisation, knowing the names of the children and learners on its register (map 2.2), of its staff (map 5.18), and
    of everybody, to know whom a message names, and what the adults of children are reached by (map 1.4). Whom somebody may
    choose is known by name: nobody's entry is opened for each letter that they type.

    The key need not outlive the process: the roster is made anew from the register. Those whose names are published are adults.
    """
    register = list(people)
    contacts = organisation.contacts
    adults = [contact.name for contact in (*contacts.chain, *contacts.monitors)]
    staff = tuple(person.name for person in register if person.is_staff)
    ours = sorted((person for person in register if is_child(person)), key=lambda person: person.name.casefold())
    young = tuple(Young(person.id, person.name, person.known_as, is_protected(person)) for person in ours)
    everyone, reached = Roster.everyone(register, key), Reached.of(register, key)
    roster = Roster.of(register, key, adults)
    return replace(organisation, roster=roster, everyone=everyone, reached=reached, staff=staff, young=young)


def everything_on(platforms: Iterable[str]) -> dict[str, frozenset[Capability]]:
    return {platform: frozenset(Capability) for platform in platforms}
