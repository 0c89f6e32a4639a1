"""Messages as detectors get them: a view of an invented message and what is known around it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.packaged import english_schools, wording
from bot.packaged import profile as ready_profile
from moderation.allowlist import AllowList
from moderation.context import Capability, Context, Organisation
from moderation.detectors import View
from moderation.engines import UNASKED, Opinion
from moderation.model import (
    Account,
    Audience,
    Contact,
    Contacts,
    Event,
    EventKind,
    Member,
    Part,
    PartKind,
    Person,
    Place,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
)
from moderation.roster import Roster

NOW = datetime(2026, 6, 13, 17, 30, tzinfo=UTC)
APART = timedelta(seconds=20)

LEAD = Contact("Asha Pell", "welfare officer", Reach.PLATFORM, "u_lead", "p_lead")
CONTACTS = Contacts("Larkmead Cricket Club", LEAD)
_MINOR = {Role.CHILD: True, Role.LEARNER: True, Role.UNKNOWN: None}


_MOTHER = ResponsibleAdult("Sam Vale", ResponsibleKind.PARENT, Reach.EMAIL, "sam.vale@example.org")
_CHILDREN = (
    *("Ella Shaw", "Ayesha Khan", "Oliver James Patterson", "Ellie-Mae Robinson", "Charlie O'Neill", "Zoë Müller"),
    *("Rio Santos-Clarke", "Anneke van der Berg", "Will Green", "Mark Wood", "Grace Hope", "Jo King"),
)
#: Invented children, one of whom goes by another name and one of whom is named like her mother; and a coach.
REGISTER = (
    *(Person(f"p_c{number}", name, Role.CHILD, True) for number, name in enumerate(_CHILDREN)),
    Person("p_nell", "Eleanor Vane", Role.CHILD, True, known_as="Nell"),
    Person("p_sam", "Sam Vale", Role.CHILD, True, responsible_adults=(_MOTHER,)),
    Person("p_dave", "Dave Ridley", Role.STAFF, False),
)
ROSTER = Roster.of(REGISTER, b"a key for tests only", [LEAD.name])


def organisation(profile: str = "sports_club", allowed: Sequence[str] = ()) -> Organisation:
    """An invented club with a ready profile. `allowed` are its own contacts as they would be written in its settings."""
    return Organisation(
        id="larkmead",
        profile=ready_profile(profile),
        wording=wording(),
        contacts=CONTACTS,
        allowed=AllowList.of(allowed),
        capabilities={"discord": frozenset(Capability)},
        config="c_test",
        schools=english_schools(),
        roster=ROSTER,
    )


def person(role: str = "child", name: str = "Robin Vale") -> Person:
    known = Role(role)
    return Person(f"p_{role}", name, known, _MINOR.get(known, False))


def account(role: str = "child") -> Account:
    return Account("discord", f"u_{role}", f"{role}1")


def member(role: str) -> Member:
    return Member(account(role), person(role))


def place(audience: str = "mixed") -> Place:
    return Place("discord", "c_1", "under-13s", audience=Audience(audience))


def event(
    text: str, *, role: str = "child", audience: str = "mixed", part: str = "body", at: datetime = NOW, number: int = 0
) -> Event:
    """One message. A part that is not the body stands after an empty body, as platforms send it."""
    kind = PartKind(part)
    parts = (Part(kind, text),) if kind is PartKind.BODY else (Part(PartKind.BODY, ""), Part(kind, text))
    return Event(
        id=f"e_{number}",
        org="larkmead",
        kind=EventKind.POSTED,
        at=at,
        author=account(role),
        place=place(audience),
        message=f"m_{number}",
        parts=parts,
        conversation="c_1",
    )


def message(
    text: str,
    role: str = "child",
    audience: str = "mixed",
    before: Sequence[str | tuple[str, str]] = (),
    *,
    part: str = "body",
    allowed: Sequence[str] = (),
    profile: str = "sports_club",
    present: Sequence[str] = (),
    opinion: Opinion | None = None,
    tags: Sequence[str] = (),
) -> tuple[View, Context]:
    """A message and its context.

    `before` are earlier lines of the same conversation, oldest first and twenty seconds apart: a text of the same author,
    or (role, text) of somebody else. `present` are the roles of those who are in a closed place,
    `tags` of those who are mentioned ("staff, untagged" is one who asked not to be).
    """
    lines = [(role, line) if isinstance(line, str) else line for line in before]
    window = tuple(
        event(line, role=who, audience=audience, at=NOW - APART * (len(lines) - index), number=index)
        for index, (who, line) in enumerate(lines)
    )
    tagged = [_tagged(each) for each in tags]
    said = event(text, role=role, audience=audience, part=part, number=len(lines))
    said = replace(said, mentions=tuple(each.account for each in tagged))
    context = Context(
        now=NOW,
        organisation=organisation(profile, allowed),
        author=person(role),
        audience=Audience(audience),
        present=tuple(member(each) for each in present),
        affected=tuple(tagged),
        window=window,
        speakers=tuple(member(who) for who in dict.fromkeys(who for who, _ in lines)),
        opinion=opinion or UNASKED,
    )
    return View.of(said), context


def _tagged(role: str) -> Member:
    """Somebody of a role who is tagged in a message: never its author."""
    role, _, untagged = role.partition(", ")
    told = Person(f"p_tagged_{role}", "Robin Tagg", Role(role), _MINOR.get(Role(role), False), no_tags=bool(untagged))
    return Member(Account("discord", f"u_tagged_{role}"), told)
