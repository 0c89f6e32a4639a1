"""What intake asks while it judges, remembered: ids, versions, codes and scores, no words (decisions 13).

The words that are judged are kept with the arrival. What else a decision rests on is the register in its versions, the open
concerns, the settings, and the engine's scores; with these it can be made again, and nothing of them is copied that is kept
elsewhere. Of concerns other than the one that the decision is about only codes stay: a concern that is erased leaves no words
in another one's folder.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Final

from moderation.contact_requests import is_open
from moderation.context import Organisation
from moderation.detectors import all_detectors, rule
from moderation.engines import Opinion
from moderation.model import (
    Account,
    Basis,
    Case,
    CaseState,
    Category,
    ContactRequest,
    Decision,
    Event,
    EventKind,
    Finding,
    Member,
    Met,
    Person,
    Picture,
    Report,
    Sighting,
    Speed,
    derived_id,
)
from moderation.pattern import counts
from moderation.pictures import files_released
from moderation.policy import RULE, own_parts
from moderation.reports import RULE as REPORTS
from moderation.unregistered import is_of_unknown
from storage.store import Registered, Transaction

#: Of each kind of finding in an open concern so many of its newest messages matter (`moderation.case_types.told`).
_OF_EACH: Final = 2


class Watching:
    """A transaction as intake asks it (`bot.intake.Known`)."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._met: dict[tuple[str, str], Met] = {}
        self._people: dict[tuple[str, str], Person] = {}
        self._named: dict[str, Registered] = {}
        self._concerns: dict[str, Case] = {}
        self._others: dict[str, Case] = {}
        self._noticed: dict[str, datetime] = {}
        self._window: Sequence[Event] = ()
        self._pictures: Sequence[Picture] = ()
        self._contact: ContactRequest | None = None

    def person_of(self, account: Account) -> Person | None:
        person = self._tx.person_of(account)
        if person is not None:
            key = (account.platform, account.id)
            self._people[key] = person
            self._met[key] = Met(*key, person.id, self._tx.register_version(person.id))
        return person

    def pseudonym(self, account: Account) -> str:
        known = self._tx.pseudonym(account)
        self._met[account.platform, account.id] = Met(account.platform, account.id, known, 0)
        return known

    def window(self, conversation: str, before: datetime, limit: int) -> Sequence[Event]:
        self._window = self._tx.window(conversation, before, limit)
        return self._window

    def cases(self, about: str | None = None, open_only: bool = False, since: datetime | None = None) -> Sequence[Case]:
        found = self._tx.cases(about, open_only, since)
        rest = ((case.id, case) for case in found if case.state is not CaseState.CLOSED or counts(case))
        (self._others if about is None else self._concerns).update(rest)
        return found

    def last_planned(self, kind: str, target: str) -> datetime | None:
        at = self._tx.last_planned(kind, target)
        if at is not None:
            self._noticed[target] = at
        return at

    def register_versions(self, person: str) -> Sequence[Registered]:
        versions = self._tx.register_versions(person)
        if versions:
            self._named[person] = versions[-1]
        return versions

    def pictures_with(self, platform: str, ids: Iterable[str]) -> Sequence[Picture]:
        self._pictures = self._tx.pictures_with(platform, ids)
        return self._pictures

    def contact_at(self, platform: str, place: str) -> ContactRequest | None:
        self._contact = self._tx.contact_at(platform, place)
        return self._contact

    def basis(
        self,
        judged: Event | Report,
        decision: Decision,
        seen: Sequence[Finding],
        organisation: Organisation,
        opinion: Opinion,
        left: Sequence[str],
    ) -> Basis:
        """What this decision rests on. `seen` is what the detectors saw, `organisation` as it was judged by, and `left` are the
        people who had left.
        """
        report = isinstance(judged, Report)
        # Of all concerns that are open a message can turn on these alone (`Context.danger`, `Context.unknown`).
        others = {id_: case for id_, case in self._others.items() if report or case.speed is Speed.NOW or is_of_unknown(case)}
        concerns = sorted((others | self._concerns).values(), key=lambda case: (case.opened_at, case.id))
        own = decision.case.id if decision.case else ""
        staff = self._staff(decision.findings)
        theirs = {(each.platform, each.id) for each in (*_people_of(judged), *staff)}
        passing = {(each.author.platform, each.author.id) for each in self._window} - theirs
        return Basis(
            decides=REPORTS if report else RULE,
            reads=detectors(),
            config=organisation.config,
            event=judged.id,
            at=decision.at,
            met=tuple(met for key, met in self._met.items() if key not in passing),
            named=self._called(judged, organisation),
            reached=self._reached(judged, organisation),
            passing=tuple(met for key, met in self._met.items() if key in passing),
            staff=staff,
            same=self._same(judged),
            before=len(self._window),
            released=self._released(judged, organisation, decision.at),
            approved=isinstance(judged, Event) and is_open(self._contact, judged.at),
            concerns=tuple(_codes(case, judged, case.id == own) for case in concerns),
            noticed=self._noticed,
            findings=tuple(each for each in seen if each in decision.findings),
            engine=opinion.engine,
            scores=opinion.scores,
            details=opinion.details,
            failed=opinion.failed,
            on_duty=tuple(each.person for each in organisation.on_duty if each.person),
            left=tuple(left),
            can={name: tuple(sorted(able)) for name, able in organisation.capabilities.items()},
        )

    def _called(self, judged: Event | Report, organisation: Organisation) -> tuple[Met, ...]:
        called = organisation.called_in(judged) if isinstance(judged, Event) else ()
        found = ((id_, self._named.get(id_)) for id_ in called)
        return tuple(Met("", "", id_, registered.version) for id_, registered in found if registered)

    def _reached(self, judged: Event | Report, organisation: Organisation) -> tuple[Met, ...]:
        """Each by the child and their place in the list of the child's adults."""
        if not isinstance(judged, Event):
            return ()
        found = ((id_, self._named.get(id_)) for id_ in organisation.reached.children_in(judged))
        return tuple(
            Met("", str(place), id_, registered.version)
            for id_, registered in found
            if registered
            for place in organisation.reached.adults_in(judged, registered.person)
        )

    def _staff(self, findings: Iterable[Finding]) -> tuple[Account, ...]:
        """Who is told when the press asks; of anything else they need not be kept."""
        if not any(finding.category is Category.COMMENT for finding in findings):
            return ()
        writers = {(each.author.platform, each.author.id): each.author for each in self._window}
        known = ((account, self._people.get(key)) for key, account in writers.items() if not account.automated)
        return tuple(account for account, person in known if person is not None and person.is_staff)

    def _released(self, judged: Event | Report, organisation: Organisation, at: datetime) -> tuple[str, ...]:
        if isinstance(judged, Report) or not self._pictures:
            return ()
        return tuple(sorted(files_released(self._pictures, judged, organisation.called_in(judged), at)))

    def _same(self, judged: Event | Report) -> bool | None:
        if not isinstance(judged, Event) or judged.kind is not EventKind.EDITED:
            return None
        before = next((each for each in reversed(self._window) if each.message == judged.message), None)
        return None if before is None else own_parts(before) == own_parts(judged)


def _people_of(judged: Event | Report) -> Iterator[Account]:
    """Whose accounts stand in a message, or in a report and the message that it is about."""
    if isinstance(judged, Report):
        yield from (judged.by, *([judged.about] if judged.about else []))
        if judged.message is not None:
            yield from _people_of(judged.message)
    else:
        yield from (judged.author, *judged.place.members, *judged.mentions, *([judged.reply_to] if judged.reply_to else []))


@cache
def detectors() -> str:
    """A code for all detectors with their versions."""
    return derived_id("r_", *sorted(map(rule, all_detectors())))


def _codes(case: Case, judged: Event | Report, own: bool) -> Case:
    """A concern without what anybody wrote, and with no more of its messages than a decision can turn on. `own`: the decision
    belongs to it, so that its people are kept with it anyway.
    """
    every = case.sightings if case.category is Category.STAFF_CONDUCT else _newest(case.sightings, judged)
    sightings = tuple(_code(each, own) for each in every)
    case = replace(case, sightings=sightings, notes=(), outcome="")
    return case if own else replace(case, author=_nameless(case.author), alerted=())


def _newest(sightings: Sequence[Sighting], judged: Event | Report) -> Sequence[Sighting]:
    """The newest message, the newest in this place, those of each kind, and what is known of the very message."""
    event = judged if isinstance(judged, Event) else judged.message
    times: dict[object, int] = {}
    kept: list[Sighting] = []
    for each in reversed(sightings):
        kinds = {(finding.category, finding.kind) for finding in each.findings}
        here = event is not None and (
            each.message == event.message or (each.place.id == event.place.id and not times.get("here"))
        )
        if not kept or here or any(times.get(kind, 0) < _OF_EACH for kind in kinds):
            kept.append(each)
        for counted in (*kinds, *(["here"] if here else [])):
            times[counted] = times.get(counted, 0) + 1
    return kept[::-1]


def _code(sighting: Sighting, own: bool) -> Sighting:
    findings = tuple(replace(finding, reason="") for finding in sighting.findings)
    bare = replace(sighting, findings=findings, snippet="", said="", link="")
    if own:
        return bare
    teller = None if sighting.told_by is None else _nameless(sighting.told_by)
    return replace(bare, place=replace(sighting.place, name="", members=()), told_by=teller)


def _nameless(member: Member) -> Member:
    account, person = member.account, member.person
    return Member(Account(account.platform, account.id), Person(person.id, "", person.role, person.minor))
