"""The register of low-level concerns about one adult, as a page for those who answer for the organisation (map 5.16, 5.16b).

It has a row for each small thing: when, what and where, with the reference of its concern. It holds no words of anybody and no
score. Whoever it is about is never shown it, and nobody else on the staff is: not that it is there, and not how long it is.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.desk import Denied, Desk
from bot.intake import person_of
from bot.member_pack.asking import Whose
from bot.paper.blocks import Paper, Table, Text
from bot.reading import visible
from moderation.cards import reference, role_said, where
from moderation.context import Organisation
from moderation.filling import answers
from moderation.masking import named
from moderation.model import Account, ActionKind, Case, CaseState, Category, Entry, Person, Sighting
from moderation.notices import Purpose, Reader
from moderation.pattern import KIND, WITHIN
from storage.store import Transaction

NOT_FOR_YOU: Final = "This register is for those who answer for safeguarding here."
NOTHING: Final = "Nothing is in the register about them."
#: What is small by itself and may add up: how staff write, and what crosses a boundary towards a child.
_KINDS: Final = frozenset({Category.STAFF_CONDUCT, Category.PRIVATE_CONTACT})
_NOTE: Final = (
    "Each of these is small by itself. A person weighs them: this is no score, and whoever it is about is not shown it."
)


@dataclass(frozen=True, slots=True)
class Small:
    """One small thing."""

    at: datetime
    what: str
    where: str
    reference: str
    stands: str


@dataclass(frozen=True, slots=True)
class Register:
    """All that there is about one adult, oldest first. `lately` of them are so new that they can be part of a pattern, and
    `pattern` says that a card about one was shown.
    """

    name: str
    role: str
    rows: tuple[Small, ...]
    lately: int
    pattern: bool

    @property
    def summary(self) -> str:
        pattern = " A card about a pattern was shown." if self.pattern else ""
        return f"{len(self.rows)} in all, {self.lately} of them in the last {WITHIN.days} days.{pattern} {_NOTE}"


def low_level(tx: Transaction, by: Account, organisation: Organisation, of: Account, now: datetime) -> Register | Denied:
    """The register about somebody, for one who answers for the organisation and whom it is not about."""
    desk, person = Desk(tx, by, organisation), person_of(tx, of)
    if desk.denied:
        return desk.denied
    if not desk.keeps_register or not desk.people.isdisjoint(Whose.of(tx, person.id).people | {person.id}):
        return Denied(NOT_FOR_YOU)
    return _register(tx, [case for case in tx.cases() if desk.sees(case)], organisation, person, now)


def for_officer(
    tx: Transaction, actor: str, officers: Collection[str], organisation: Organisation, person: Person, now: datetime
) -> Register | Denied:
    """The same at the command line, where an officer is known by their id. That they looked is an entry."""
    if actor not in officers or actor in Whose.of(tx, person.id).people | {person.id}:
        return Denied(NOT_FOR_YOU)
    tx.append(Entry("concerns.listed", actor, {}), now)
    return _register(tx, visible(tx, actor, officers), organisation, person, now)


def _register(
    tx: Transaction, visible_cases: Sequence[Case], organisation: Organisation, person: Person, now: datetime
) -> Register:
    them = Whose.of(tx, person.id).people | {person.id}
    theirs = [case for case in visible_cases if case.category in _KINDS and not them.isdisjoint(case.subjects)]
    seen = sorted(((case, sighting) for case in theirs for sighting in case.sightings), key=lambda pair: pair[1].at)
    return Register(
        named(person.name),
        role_said(person),
        tuple(_row(case, sighting, organisation) for case, sighting in seen),
        sum(now - sighting.at <= WITHIN for _, sighting in seen),
        any(finding.kind == KIND for _, sighting in seen for finding in sighting.findings),
    )


def paper(found: Register, organisation: Organisation, now: datetime) -> Paper:
    """The register as a paper, for a meeting with whoever decides about it."""
    local = organisation.calendar.local
    rows = tuple((_moment(local(row.at)), row.what, row.where, f"{row.reference}, {row.stands}") for row in found.rows)
    blocks = (
        Text(found.summary, large=True),
        Table("", ("When", "What", "Where", "Concern"), rows, (20, 36, 20, 24)) if rows else Text(NOTHING),
    )
    foot = f"{organisation.contacts.organisation}: confidential, of {_moment(local(now))}. Not for whoever it is about."
    return Paper("Low-level concerns about one adult", f"{found.name}, {found.role}", foot, blocks)


def _row(case: Case, sighting: Sighting, organisation: Organisation) -> Small:
    topics = dict.fromkeys(f"{f.category.value}.{f.kind}" for f in sighting.findings if f.category in _KINDS)
    said = dict.fromkeys(organisation.words(Purpose.HEADLINE, Reader.LEAD, topic, sighting.place.name) for topic in topics)
    return Small(sighting.at, "; ".join(said), where(sighting.place), reference(case.id), _stands(case))


def _stands(case: Case) -> str:
    if case.state is not CaseState.CLOSED:
        return "open"
    ends = answers(case, ActionKind.CLOSE)
    return f"closed: {ends[-1][1][0].lower()}" if ends else "closed"


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y, %H:%M}"
