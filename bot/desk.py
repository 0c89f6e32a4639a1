"""What somebody on a platform may see by a command, as plain data that an adapter shows in its own way (map 8.6, 8.16, 8.17).

Cards are masked, so looking at one is no entry; sealed text is never opened here. To whoever a concern is about it is as if
there were none, in lists, counts and answers alike.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.helplines import HELPLINES
from bot.intake import person_of
from bot.member_pack.asking import Whose
from bot.member_pack.words import about
from moderation.cards import Card, card, headline, reference, where
from moderation.cases import out_of_sight
from moderation.context import Organisation
from moderation.model import Account, Case, CaseState, Category, Contact, Person, Speed, Verdict
from moderation.profiles import Response
from moderation.routing import answers_for_it, watches
from storage.store import Transaction

OPEN: Final = frozenset({CaseState.NEW, CaseState.CLAIMED})
#: As many concerns as a list shows, the newest of them.
LONGEST: Final = 25
#: A smaller count about one person is not given: it would say more of them than it tells (safeguarding rule 7).
FEW: Final = 5
#: So many characters of a reference are enough, if no other concern begins with them.
LEAST: Final = 4

_DOES: Final = {
    Verdict.ALLOW: "may stay",
    Verdict.NUDGE: "its author gets a kind private reminder",
    Verdict.ALERT: "shown to those who look after safeguarding",
    Verdict.HOLD: "waits until somebody has looked at it",
    Verdict.REMOVE: "taken away, and its author told why",
    Verdict.PRESERVE: "the place is closed, and it is reported before it goes",
    Verdict.URGENT: "answered kindly and shown to two people; never taken away",
}
#: What is meant by these before anything has happened.
_TELLING: Final = {
    Category.DISCLOSURE: "what somebody tells of harm to them",
    Category.REPORT: "what somebody reports",
    Category.PRIVATE_CONTACT: "private contact between adults and children",
}
_PROPOSED: Final = "shown to those who look after safeguarding, who decide"


@dataclass(frozen=True, slots=True)
class Denied:
    """Why somebody is not shown something, in a sentence for them."""

    says: str


@dataclass(frozen=True, slots=True)
class Row:
    """A concern in a list."""

    case: str
    reference: str
    headline: str
    where: str
    state: CaseState
    speed: Speed
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How many concerns of one kind somebody was in; None for fewer than `FEW`."""

    what: str
    times: int | None


@dataclass(frozen=True, slots=True)
class Who:
    """Who answers for an organisation, the first to ask first, who of them is on duty now, and whom to ring."""

    organisation: str
    contacts: tuple[Contact, ...]
    on_duty: tuple[Contact, ...]
    helplines: tuple[tuple[str, str], ...] = tuple((each.whom, each.number) for each in HELPLINES)


@dataclass(frozen=True, slots=True)
class Promise:
    """What is done about one kind of thing."""

    about: str
    does: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What an organisation does about messages, by its settings. `title` is the kind of organisation."""

    organisation: str
    title: str
    promises: tuple[Promise, ...]


def concerns(
    tx: Transaction, by: Account, organisation: Organisation, states: Collection[CaseState] = OPEN
) -> Sequence[Row] | Denied:
    """The concerns in some states that somebody may see, the newest first, at most `LONGEST`."""
    desk = Desk(tx, by, organisation)
    if desk.denied:
        return desk.denied
    found = [case for case in reversed(tx.cases()) if case.state in states and desk.sees(case)]
    return [_row(case, organisation) for case in found[:LONGEST]]


def concern(tx: Transaction, by: Account, organisation: Organisation, called: str) -> Card | Denied:
    """The card of a concern, by its reference or the beginning of its id.

    One that somebody may not see neither is found nor makes a beginning mean more than one.
    """
    desk = Desk(tx, by, organisation)
    if desk.denied:
        return desk.denied
    start = "c_" + called.strip().casefold().removeprefix("c_")
    found = [case for case in tx.cases() if case.id.startswith(start) and desk.sees(case)]
    if len(start) < len("c_") + LEAST or not found:
        return Denied(out_of_sight(None, desk.person))
    if len(found) > 1:
        return Denied(f"Several concerns begin like that: {', '.join(reference(case.id) for case in found)}. Give more of it.")
    effects = [(each.effect, each.outcome) for each in tx.effects_of(found[0].id)]
    return card(found[0], effects, organisation, tx.cases(about=found[0].author.person.id))


def history(tx: Transaction, by: Account, organisation: Organisation, of: Account) -> Sequence[Count] | Denied:
    """How many concerns somebody wrote in or was the subject of, by category, the most frequent first: no words, no dates, no
    score.
    """
    desk, person = Desk(tx, by, organisation), person_of(tx, of)
    if desk.denied:
        return desk.denied
    if person.id in desk.people:
        return Denied("Nobody is shown this about themselves. You may ask the organisation for what is held about you.")
    them = Whose.of(tx, person.id)
    ours = (case for case in tx.cases() if not them.people.isdisjoint({case.author.person.id, *case.subjects}))
    counts = Counter(case.category for case in ours if desk.sees(case))
    return [Count(about(category), times if times >= FEW else None) for category, times in counts.most_common()]


def who(organisation: Organisation) -> Who:
    """Who is in charge and whom to ask, and whom first at this hour: for everybody (map 8.6, 11.2)."""
    contacts = organisation.contacts
    return Who(contacts.organisation, tuple(dict.fromkeys((*contacts.chain, *contacts.monitors))), organisation.on_duty)


def policy(organisation: Organisation) -> Policy:
    """What is done about each kind of message here: for everybody."""
    settings = organisation.profile
    told = {category: _TELLING.get(category) or about(category) for category in Category}
    promises = tuple(Promise(told[category], _does(settings.responses[category])) for category in Category)
    return Policy(organisation.contacts.organisation, settings.title, promises)


class Desk:
    """What one person may see. `keeps_register`: the small things about staff are for those who answer for the organisation."""

    def __init__(self, tx: Transaction, by: Account, organisation: Organisation) -> None:
        self.person: Person = person_of(tx, by)
        self.people = Whose.of(tx, self.person.id).people | {tx.pseudonym(by)}
        self.denied = None if watches(self.person) else Denied(out_of_sight(None, self.person))
        self.keeps_register = answers_for_it(self.person, organisation)

    def sees(self, case: Case) -> bool:
        """Whether they may be told of a concern."""
        if case.category is Category.STAFF_CONDUCT and not self.keeps_register:
            return False
        return watches(self.person) and self.people.isdisjoint(case.subjects)


def _row(case: Case, organisation: Organisation) -> Row:
    place = case.newest.place
    return Row(case.id, reference(case.id), headline(case, organisation), where(place), case.state, case.speed, case.opened_at)


def _does(response: Response) -> str:
    return _PROPOSED if response.mode == "propose" else _DOES[response.do]
