"""Who is in the club of the year, by which address each is reached, and its chat server as it should be.

It is the practice club, with a child more, adults of children who may not be written to, and a stranger with every right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Final

from bot.config import OrganisationConfig
from bot.packaged import profile
from bot.terminal.club import ALFIE, CERYS, CONTACTS, DAVE, HELEN, IMRAN, JO, JUNIORS, MAYA, NISHA, PETE, TOM
from bot.terminal.server import BOT_ACCOUNT, NAME
from moderation.model import (
    Account,
    Evidence,
    Member,
    Person,
    PlaceKind,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
    Shown,
)
from moderation.profiles.values import Opening, Session
from moderation.server import Guards, MemberFacts, PlaceFacts, RoleFacts, ServerFacts
from tests.bot.running_kit import OFFICERS
from tests.bot.year.days import BEGINS, DAY, ENDS

SERVER: Final = "larkmead"
CHAIR, COUNTY = "chair@example.org", "county.welfare@example.org"

SAM, KIM = "sam.webb@example.org", "kim.webb@example.org"
GRACE, KARIN, FARAH = "grace.osei@example.org", "karin@example.org", "farah.qadir@example.org"
LEE, UMA = "lee.vale@example.org", "uma.vale@example.org"


def _adult(name: str, address: str, confirmed: bool = False, no_contact: bool = False) -> ResponsibleAdult:
    return ResponsibleAdult(name, ResponsibleKind.PARENT, Reach.EMAIL, address, no_contact, confirmed)


def _with(member: Member, *adults: ResponsibleAdult, turns_18: str | None = None) -> Member:
    return replace(member, person=replace(member.person, responsible_adults=adults, turns_18=turns_18))


#: His parents live apart, and one of them is not to hear of him.
ALFIE_OF_TWO: Final = _with(
    ALFIE, _adult("Sam Webb", SAM, confirmed=True), _adult("Kim Webb", KIM, confirmed=True, no_contact=True)
)
#: Came with a file: nobody has said that these addresses are theirs, and nobody will.
ROBIN: Final = Member(
    Account(NAME, "robin", "Robin Vale"),
    Person(
        "p_robin", "Robin Vale", Role.CHILD, True, known_as="Robin",
        responsible_adults=(_adult("Lee Vale", LEE), _adult("Uma Vale", UMA)),
    ),
)  # fmt: skip
#: Comes of age in the spring.
JO_GROWING: Final = _with(JO, _adult("Karin Lindqvist", KARIN, confirmed=True), turns_18="2027-04")
#: Her father is here; her mother is written to.
IMRAN_OF_PETE: Final = _with(
    IMRAN,
    ResponsibleAdult("Pete Marlow", ResponsibleKind.PARENT, Reach.PLATFORM, PETE.account.id, confirmed=True),
    _adult("Farah Qadir", FARAH, confirmed=True),
)
CHILDREN: Final = (ALFIE_OF_TWO, MAYA, JO_GROWING, IMRAN_OF_PETE, ROBIN)
STAFF: Final = (HELEN, TOM, NISHA, DAVE, CERYS)
EVERYBODY: Final = (*STAFF, PETE, *CHILDREN)
#: Has every right on the server, and is nobody on the register.
EVE: Final = Account(NAME, "eve", "Eve Marsh-Holt")

#: Who reads what comes to an address. A person's id on the register where they are on it.
READS: Final[Mapping[str, str]] = {
    **{member.account.id: member.person.id for member in EVERYBODY},
    **{adult.address: adult.name for member in CHILDREN for adult in member.person.responsible_adults if "@" in adult.address},
    CHAIR: "chair",
    COUNTY: "county",
    **{officer.address: "officer" for officer in OFFICERS.officers},
}
NAMES: Final = frozenset(member.person.name for member in EVERYBODY) | frozenset(
    adult.name for member in CHILDREN for adult in member.person.responsible_adults
)

DESK: Final = PlaceFacts("desk", "Photo desk", PlaceKind.CHANNEL, frozenset(each.account.id for each in STAFF))
_ROLES: Final = {Role.CHILD: "r_child", Role.STAFF: "r_staff", Role.MODERATOR: "r_staff", Role.LEAD: "r_staff"}
_THURSDAY: Final = Session(3, Opening(time(18), time(19, 30)))


def config() -> OrganisationConfig:
    settings = profile("sports_club")
    settings = replace(settings, hours=replace(settings.hours, sessions=(_THURSDAY,)))
    return OrganisationConfig("larkmead", settings, CONTACTS, (), False, None, OFFICERS, review=date(2027, 9, 1))


def trained(member: Member, day: date) -> Person:
    """Whoever watches has done the drill."""
    drill = Shown(Evidence.DRILL, day, member.person.id, date(day.year + 1, day.month, day.day))
    return replace(member.person, shown=(*member.person.shown, drill))


def server_of(people: Mapping[str, Person], kept_out: Iterable[str]) -> ServerFacts:
    """The server with nothing amiss on it, as far as that is for its settings to say. `people` are by account."""
    members = {id_: _member(id_, person, id_ in kept_out) for id_, person in people.items()}
    adults = frozenset(id_ for id_, person in people.items() if person.is_staff or person.role is Role.PARENT)
    children = frozenset(id_ for id_, person in people.items() if person.role is Role.CHILD)
    staff = frozenset(id_ for id_, person in people.items() if person.is_staff)
    return ServerFacts(
        NAME,
        SERVER,
        BEGINS,
        members,
        (
            PlaceFacts(JUNIORS.id, JUNIORS.name, PlaceKind.CHANNEL, adults | children),
            PlaceFacts("coaches", "coaches", PlaceKind.PRIVATE_CHANNEL, staff),
            replace(DESK, present=staff),
            PlaceFacts("hall", "Hall", PlaceKind.VOICE, adults | children),
        ),
        (RoleFacts("r_child", "Juniors"), RoleFacts("r_staff", "Coaches"), RoleFacts("r_guest", "Guests")),
        Guards(
            reads_messages=True, sees_members=True, community=True, two_factor=True, verification_level=2, content_filter=2,
            discoverable=False, widget=False, vanity_link=False, direct_messages_locked_until=ENDS + DAY, lead_channel=True,
            can_lock_direct_messages=True, contact_card_pinned={JUNIORS.id: True}, notice_posted={JUNIORS.id: True},
            mapped_roles={"r_child": "child", "r_staff": "staff"}, unread=0,
        ),
        BOT_ACCOUNT.id,
    )  # fmt: skip


def _member(id_: str, person: Person, kept_out: bool) -> MemberFacts:
    roles = () if kept_out or person.role not in _ROLES else (_ROLES[person.role],)
    return MemberFacts(Account(NAME, id_, shown(person)), person, roles)


def shown(person: Person) -> str:
    """A name as the policy wants it shown (clause 5.18)."""
    first, _, last = person.name.partition(" ")
    if person.role is Role.CHILD:
        return f"{first} {last[:1]}"
    return f"{person.name} ({person.role.value})" if person.is_staff else person.name
