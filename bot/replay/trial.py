"""The messages of some time under another profile: what would have been done with them (map 10.9; decisions 13).

Each message is read again twice, with the engine's scores of then: by the settings that were in force, and by those with the
other profile, which has a story of its own: what it would have opened as a concern, later messages join. A message of which the
first reading does not come out as the record has it is not compared: something else than the profile has changed there.

Not among them is what the committee's report leaves out as well: small things about how staff write, and what is about those
who answer for the organisation or watch.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from bot.intake import as_heard, hear, read
from bot.replay.past import Span
from bot.replay.then import AsItWas, CannotTellError, opinion_then, organisation_then
from moderation.context import Organisation
from moderation.model import (
    Account,
    Action,
    Basis,
    Case,
    Category,
    Decision,
    Event,
    EventKind,
    PostNotice,
    Report,
    TellResponsibleAdult,
    Verdict,
)
from moderation.profiles import Profile
from storage.store import Transaction

#: What counts as a message. A name and a deletion are judged as well, and compared nowhere.
_SAID: Final = frozenset({EventKind.POSTED, EventKind.EDITED})

Move = tuple[Verdict, bool]
"""What is done with a message, and whether an adult responsible for a child is told of it at once."""

Cell = tuple[Move, Move, Category | None]
"""What was done, what would have been done, and what the message was about; None where neither does anything."""


@dataclass
class Compared:
    """How many messages there are of each kind; `apart` were not compared. `first` is when the oldest was written."""

    cells: Counter[Cell] = field(default_factory=Counter)
    apart: int = 0
    first: datetime | None = None


class _OtherStory(AsItWas):
    """What intake asks, with the people and the talk of then, and with the concerns that another profile would have opened."""

    def __init__(self, tx: Transaction, basis: Basis, story: "_Story") -> None:
        super().__init__(tx, basis, None)
        self._story = story

    def cases(self, about: str | None = None, open_only: bool = False, since: datetime | None = None) -> Sequence[Case]:
        return self._story.cases(about)

    def last_planned(self, kind: str, target: str) -> datetime | None:
        return self._story.noticed.get(target)


class _Story:
    """The concerns and notices of the other profile, as they come."""

    def __init__(self) -> None:
        self.noticed: dict[str, datetime] = {}
        self._concerns: dict[str, Case] = {}
        self._about: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def cases(self, about: str | None) -> Sequence[Case]:
        found = self._concerns if about is None else self._about.get(about, {})
        return [self._concerns[case] for case in found]

    def goes_on(self, decision: Decision) -> None:
        if decision.case is not None:
            self._concerns[decision.case.id] = decision.case
            for person in (decision.case.author.person.id, *decision.case.subjects):
                self._about[person][decision.case.id] = None
        for planned in decision.effects:
            if isinstance(planned.effect, PostNotice):
                self.noticed[planned.effect.place] = decision.at


def tried(tx: Transaction, profile: Profile, span: Span, today: Organisation) -> Compared:
    """What another profile would have done with the messages of a span, as far as they are kept. `begin_replay` comes first.

    What people told Touchline goes into the other profile's story, and is not counted.
    """
    found, story = Compared(), _Story()
    ours = {each.person for each in (*today.contacts.chain, *today.contacts.monitors) if each.person}
    for kept in tx.judged_between(span.since, span.until):
        if isinstance(kept.arrival, Action):
            continue
        try:
            both = None if kept.basis is None else _both(tx, kept.arrival, kept.basis, profile, story, today)
        except CannotTellError:
            both = None
        event = kept.arrival
        if not isinstance(event, Event) or event.kind not in _SAID or event.to_bot:
            continue
        found.first = found.first or event.at
        if both is None or both[0].verdict != kept.verdict:
            found.apart += 1
        elif not _left_out(tx, both, event.author, ours):
            found.cells[_cell(*both)] += 1
    return found


def _both(
    tx: Transaction, arrival: Event | Report, basis: Basis, profile: Profile, story: _Story, today: Organisation
) -> tuple[Decision, Decision]:
    """What arrived by the settings of then, and by those with the other profile."""
    known, other = AsItWas(tx, basis, None), _OtherStory(tx, basis, story)
    then = organisation_then(tx, basis, 0, today)
    was = _judged(known, arrival, then, basis)
    would = _judged(other, arrival, replace(then, profile=profile), basis)
    story.goes_on(would)
    return was, would


def _judged(known: AsItWas, arrival: Event | Report, organisation: Organisation, basis: Basis) -> Decision:
    heard = as_heard(known, arrival) if isinstance(arrival, Event) else arrival
    if isinstance(heard, Report):
        return hear(known, heard, organisation, basis.at, opinion_then(basis))[0]
    return read(known, heard, organisation, basis.at, opinion_then(basis))[0]


def _left_out(tx: Transaction, both: tuple[Decision, Decision], author: Account, ours: set[str]) -> bool:
    person = tx.person_of(author)
    about = {person.id} if person else set()
    for decision in both:
        if decision.case is not None:
            about.update(decision.case.subjects)
            if decision.findings[0].category is Category.STAFF_CONDUCT:
                return True
    return not about.isdisjoint(ours)


def _cell(was: Decision, would: Decision) -> Cell:
    """What it was about is what the graver of the two decisions says."""
    graver = max((would, was), key=lambda decision: decision.verdict.rank)
    return _move(was), _move(would), graver.findings[0].category if graver.findings else None


def _move(decision: Decision) -> Move:
    return decision.verdict, any(isinstance(planned.effect, TellResponsibleAdult) for planned in decision.effects)
