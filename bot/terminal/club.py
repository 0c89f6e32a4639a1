"""The practice club: Larkmead Cricket Club, invented, with everybody in it. Numbers are Ofcom's drama numbers."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.terminal.server import NAME
from moderation.model import (
    Account,
    Appointment,
    Audience,
    Contact,
    Contacts,
    Evidence,
    Member,
    Person,
    Place,
    PlaceKind,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
    Shown,
)
from moderation.profiles.values import session

#: When the club saw what those who watch had to show, and for how many years that is valid.
_SEEN: Final = date(2026, 1, 12)
_YEARS: Final = 10


def _member(name: str, role: Role, minor: bool, *adults: ResponsibleAdult) -> Member:
    key = name.split()[0].lower()
    return Member(Account(NAME, key, name), Person(f"p_{key}", name, role, minor, known_as=key, responsible_adults=adults))


def _parent(name: str, address: str) -> ResponsibleAdult:
    return ResponsibleAdult(name, ResponsibleKind.PARENT, Reach.EMAIL, address, confirmed=True)


def _watching(name: str, role: Role) -> Member:
    """Somebody whom the committee appointed, and whose check and training were seen."""
    member = _member(name, role, False)
    appointed = Appointment(role, "the committee", "minute 4 of 12 January 2026", _SEEN)
    shown = tuple(Shown(what, _SEEN, "p_helen", _SEEN.replace(year=_SEEN.year + _YEARS)) for what in Evidence)
    return replace(member, person=replace(member.person, appointments=(appointed,), shown=shown))


HELEN: Final = _watching("Helen Marsh", Role.LEAD)
TOM: Final = _watching("Tom Okafor", Role.MODERATOR)
NISHA: Final = _watching("Nisha Rao", Role.MODERATOR)
DAVE: Final = _member("Dave Ridley", Role.STAFF, False)
CERYS: Final = _member("Cerys Pugh", Role.STAFF, False)
ALFIE: Final = _member("Alfie Webb", Role.CHILD, True, _parent("Sam Webb", "sam.webb@example.org"))
MAYA: Final = _member("Maya Osei", Role.CHILD, True, _parent("Grace Osei", "grace.osei@example.org"))
JO: Final = _member("Jo Lindqvist", Role.CHILD, True, _parent("Karin Lindqvist", "karin@example.org"))
IMRAN: Final = _member("Imran Qadir", Role.CHILD, True, _parent("Farah Qadir", "farah.qadir@example.org"))
PETE: Final = _member("Pete Marlow", Role.PARENT, False)

MEMBERS: Final = (HELEN, TOM, NISHA, DAVE, CERYS, ALFIE, MAYA, JO, IMRAN, PETE)

#: Of one child the mother is here herself, so that she can press buttons.
FARAH: Final = _member("Farah Qadir", Role.PARENT, False)
_FARAH: Final = ResponsibleAdult(FARAH.person.name, ResponsibleKind.PARENT, Reach.PLATFORM, FARAH.account.id, confirmed=True)
_IMRAN: Final = replace(IMRAN, person=replace(IMRAN.person, responsible_adults=(_FARAH,)))


def _by_first_name(member: Member) -> Member:
    return replace(member, person=replace(member.person, known_as=member.person.name.split()[0]))


#: The members of the practice club.
HERE: Final = tuple(map(_by_first_name, (*(_IMRAN if member is IMRAN else member for member in MEMBERS), FARAH)))

JUNIORS: Final = Place(NAME, "juniors-chat", "juniors-chat")
FIXTURES: Final = Place(NAME, "fixtures", "fixtures")
COACHES: Final = Place(NAME, "coaches", "coaches", PlaceKind.PRIVATE_CHANNEL, Audience.ADULTS, (DAVE.account, CERYS.account))
DAVE_AND_JO: Final = Place(
    NAME, "dave-jo", "Dave Ridley and Jo Lindqvist", PlaceKind.DIRECT, Audience.PRIVATE, (DAVE.account, JO.account)
)
_GROWN: Final = tuple(member.account for member in (HELEN, TOM, NISHA, DAVE, CERYS))
PHOTO_DESK: Final = Place(NAME, "photo-desk", "photo-desk", PlaceKind.PRIVATE_CHANNEL, Audience.ADULTS, _GROWN)
PLACES: Final = (JUNIORS, FIXTURES, COACHES, DAVE_AND_JO, PHOTO_DESK)

#: What each place is for.
PURPOSES: Final = {
    JUNIORS: "The juniors talk with each other and with their coaches",
    FIXTURES: "Dates, places and lifts for everybody",
    COACHES: "The coaches plan the sessions",
    PHOTO_DESK: "Pictures wait here until somebody has looked at them",
}

#: When the juniors meet, each week.
SESSIONS: Final = (session("saturday 10:00-12:00"),)

CONTACTS: Final = Contacts(
    organisation="Larkmead Cricket Club",
    lead=Contact("Helen Marsh", "welfare officer", Reach.PLATFORM, HELEN.account.id, HELEN.person.id),
    deputy=Contact("Tom Okafor", "deputy welfare officer", Reach.PLATFORM, TOM.account.id, TOM.person.id),
    chair=Contact("Ruth Bell", "chair", Reach.EMAIL, "chair@example.org"),
    outside=Contact("County Welfare Officer", "county welfare officer", Reach.EMAIL, "county.welfare@example.org"),
    monitors=(Contact("Nisha Rao", "moderator", Reach.PLATFORM, NISHA.account.id, NISHA.person.id),),
)

#: The club's own published details: never flagged (map 2.3).
ALLOWED: Final = ("01632 960180", "Larkmead Recreation Ground, Mill Lane", "LS29 0ZP", "office@example.org")

_MENTION = re.compile(r"@(\w{2,30})")


@dataclass(frozen=True, slots=True)
class Club:
    """Who and what there is in the practice club."""

    members: tuple[Member, ...] = HERE
    places: tuple[Place, ...] = PLACES

    def member(self, key: str) -> Member:
        """A member by first name, in any case. Raises KeyError with the names there are."""
        for member in self.members:
            if member.account.id == key.lower():
                return member
        raise KeyError(f"nobody here is called {key!r}; there are {', '.join(m.account.id for m in self.members)}")

    def place(self, key: str) -> Place:
        for place in self.places:
            if place.id == key.lstrip("#").lower():
                return place
        raise KeyError(f"there is no place {key!r}; there are {', '.join(p.id for p in self.places)}")

    def mentioned_in(self, text: str) -> tuple[Account, ...]:
        """Who is mentioned with an @ and a first name."""
        names = {name.lower() for name in _MENTION.findall(text)}
        return tuple(member.account for member in self.members if member.account.id in names)
