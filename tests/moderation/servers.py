"""Invented chat servers as facts, in few words: who is there by a word, and a place by who can be in it."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from moderation.model import Account, Person, PlaceKind, Reach, ResponsibleAdult, ResponsibleKind, Role
from moderation.server import Guards, MemberFacts, PlaceFacts, RoleFacts, ServerFacts
from tests.moderation.builders import NOW

PLATFORM: Final = "discord"
BOT: Final = "touchline"


def _member(key: str, name: str, role: Role, minor: bool | None, automated: bool = False) -> MemberFacts:
    return MemberFacts(Account(PLATFORM, key, name, automated=automated), Person(f"p_{key}", name, role, minor))


#: Everybody by the id of their account. Robin's parent, Sam, is one whom the register names as such.
PEOPLE: Final = {
    member.account.id: member
    for member in (
        _member("lead", "Asha Pell", Role.LEAD, False),
        _member("moderator", "Nisha Rao", Role.MODERATOR, False),
        _member("coach", "Dave Ridley", Role.STAFF, False),
        _member("helper", "Cerys Pugh", Role.STAFF, False),
        _member("sam", "Sam Vale", Role.PARENT, False),
        _member("pete", "Pete Marlow", Role.PARENT, False),
        _member("robin", "Robin Vale", Role.CHILD, True),
        _member("maya", "Maya Osei", Role.CHILD, True),
        _member("visitor", "Visitor", Role.UNKNOWN, None),
        _member("guest", "Guest", Role.UNKNOWN, None),
        _member(BOT, "Touchline", Role.UNKNOWN, None, automated=True),
        _member("musicbot", "Music", Role.UNKNOWN, None, automated=True),
    )
}
_SAM: Final = ResponsibleAdult("Sam Vale", ResponsibleKind.PARENT, Reach.PLATFORM, "sam", confirmed=True)
PEOPLE["robin"] = replace(PEOPLE["robin"], person=replace(PEOPLE["robin"].person, responsible_adults=(_SAM,)))
#: A second account of Dave's: still one person.
PEOPLE["coach2"] = replace(PEOPLE["coach"], account=Account(PLATFORM, "coach2", "Dave"))


def place(present: str = "", id_: str = "c_1", name: str = "u13-chat", connected: str = "", **more: Any) -> PlaceFacts:
    kind = PlaceKind.VOICE if connected else PlaceKind.CHANNEL
    return PlaceFacts(
        id_, name, **{"kind": kind} | more, present=frozenset(present.split()), connected=frozenset(connected.split())
    )


def server(
    *places: PlaceFacts, roles: tuple[RoleFacts, ...] = (), at: datetime = NOW, people: str = "", **guards: Any
) -> ServerFacts:
    """A server with everybody on it, or those whom `people` names; `guards` are as in `Guards`."""
    members = {key: PEOPLE[key] for key in (people.split() or PEOPLE)}
    return ServerFacts(PLATFORM, "s_1", at, members, places, roles, Guards(**guards), BOT)


def having(facts: ServerFacts, who: str, **more: Any) -> ServerFacts:
    """The same server, with somebody on it otherwise: their roles, rights, or that they own it."""
    return replace(facts, members={**facts.members, who: replace(facts.members[who], **more)})
