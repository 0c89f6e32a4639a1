"""Intake: one arrival in, one decision out, in one transaction. The straight path that every message takes.

An engine is asked before (`bot.engines`), because it takes longer than a transaction may; its opinion comes in as data.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol

from bot.agreements import with_statement
from bot.attendance import arrived
from bot.contact.hearing import heard
from bot.copying import copied
from bot.pictures import arriving, released
from bot.register import entries_of, gone
from bot.replay.then import keep_settings
from bot.replay.watching import Watching
from bot.rota import with_duty
from bot.sessions import quiet
from bot.tips import showing
from moderation import by_hand, cases, policy, records, reports
from moderation.contact_requests import is_open
from moderation.context import Context, Organisation
from moderation.detectors import View, look
from moderation.engines import UNASKED, Opinion
from moderation.model import (
    BOT,
    Account,
    Action,
    ActionKind,
    Arrival,
    Audience,
    Case,
    CaseState,
    Category,
    ContactRequest,
    Decision,
    Entry,
    Event,
    EventKind,
    Finding,
    Member,
    Person,
    Picture,
    Place,
    PlaceKind,
    Report,
    ResponsibleAdult,
    Role,
    Speed,
    Verdict,
    derived_id,
)
from moderation.pattern import WITHIN, counts
from moderation.pictures import may_upload
from moderation.routing import watches
from moderation.unregistered import is_of_unknown
from moderation.weighing import Weighed, verdict_of, weigh
from storage.erasure import Refusal
from storage.store import Registered, Transaction

#: Named in entries that intake itself makes (map 7.6).
RULE: Final = "intake@1"
#: How many earlier messages of a conversation are read together with a new one.
WINDOW: Final = 30

_PRIVATE = frozenset({PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT})


class Known(Protocol):
    """What intake must know to judge a message: a store's transaction, or memory where nothing is to be kept."""

    def person_of(self, account: Account) -> Person | None: ...
    def pseudonym(self, account: Account) -> str: ...
    def window(self, conversation: str, before: datetime, limit: int) -> Sequence[Event]: ...
    def cases(self, about: str | None = None, open_only: bool = False, since: datetime | None = None) -> Sequence[Case]: ...
    def last_planned(self, kind: str, target: str) -> datetime | None: ...
    def register_versions(self, person: str) -> Sequence[Registered]: ...
    def pictures_with(self, platform: str, ids: Iterable[str]) -> Sequence[Picture]: ...
    def contact_at(self, platform: str, place: str) -> ContactRequest | None: ...


def judge(tx: Transaction, arrival: Arrival, organisation: Organisation, now: datetime, opinion: Opinion = UNASKED) -> Decision:
    """Judge one arrival that is in the inbox and commit the decision, all within the given transaction."""
    configured = organisation
    organisation = with_statement(tx, with_duty(tx, organisation, now), now)
    if isinstance(arrival, Event):
        arrival, opinion = heard_as(tx, arrival, opinion)
    basis = None
    if isinstance(arrival, Action):
        decision = _press(tx, arrival, organisation, now)
    else:
        watching = Watching(tx)
        if isinstance(arrival, Report):
            decision, seen = hear(watching, arrival, organisation, now, opinion)
        else:
            decision, seen = read(watching, arrival, organisation, now, opinion)
        basis = watching.basis(arrival, decision, seen, organisation, opinion, gone(tx))
        keep_settings(tx, configured)
    kept = reports.kept(arrival, decision.findings, organisation.profile) if isinstance(arrival, Report) else arrival
    tx.commit_decision(decision, kept, basis)
    arrived(tx, arrival, organisation, now)
    if isinstance(arrival, Event):
        heard(tx, arrival)
        copied(tx, arrival, partial(person_of, tx), decision, organisation)
    if isinstance(arrival, Event):
        arriving.arrived(tx, arrival, organisation, now, partial(_fits, tx, arrival, organisation, now, opinion))
    if isinstance(arrival, Event):
        quiet.note(tx, arrival, decision, organisation, now)
        showing.show(tx, arrival, decision, organisation, now)
    if isinstance(arrival, Event) and arrival.kind is EventKind.DELETED:
        for case in [each for each in tx.cases(open_only=True) if by_hand.is_awaited(each, arrival)]:
            tx.commit_decision(by_hand.found_gone(case, arrival, organisation, now), None)
    return decision


def _fits(known: Known, event: Event, organisation: Organisation, now: datetime, opinion: Opinion) -> bool:
    """Whether the words of a post could stand where children read them, whoever reads them now (map 6.2)."""
    open_place = replace(event.place, kind=PlaceKind.CHANNEL, audience=Audience.CHILDREN, members=())
    _, seen = read(known, replace(event, place=open_place, pictures=()), organisation, now, opinion)
    return verdict_of(weigh(seen, organisation.profile)) in {Verdict.ALLOW, Verdict.NUDGE}


def once(arrival: Arrival, decide: Callable[[Transaction], Decision]) -> Callable[[Transaction], Decision | None]:
    """None where another process was quicker, which may believe, too, that the organisation is its own to look after."""
    return lambda tx: None if tx.judged(arrival.id) else decide(tx)


def unjudged(tx: Transaction, arrival: Arrival, organisation: Organisation, now: datetime, error: str) -> Decision:
    """Hand an arrival on which judging failed to a person. Only the type of the error is kept: its text may hold a message."""
    organisation = with_statement(tx, with_duty(tx, organisation, now), now)
    if isinstance(arrival, Event):
        arrival = as_heard(tx, arrival)
    if isinstance(arrival, Action):
        entry = Entry(
            "action.failed", BOT, {"does": arrival.kind.value, "error": error, "rule": RULE, "config": organisation.config}
        )
        because = ("This did not work. It is recorded; please tell whoever runs Touchline.",)
        decision = Decision(derived_id("d_", arrival.id), arrival.org, arrival.id, now, Verdict.ALLOW, entry, because=because)
    else:
        reason = f"Touchline could not judge this message ({error}), so a person must read it."
        finding = Finding(Category.UNREAD, "judging_failed", 0, 0, 0, 1000, RULE, ("9.2",), reason)
        if isinstance(arrival, Report):
            told = told_of(tx, arrival)
            decision = reports.decide(arrival, [finding], told, context_of(tx, arrival, told, organisation, now, UNASKED))
        else:
            decision = policy.decide(arrival, [finding], snapshot(tx, arrival, organisation, now))
    tx.commit_decision(decision, arrival)
    if isinstance(arrival, Event):
        heard(tx, arrival)
        copied(tx, arrival, partial(person_of, tx), decision, organisation)
    return decision


def as_heard(known: Known, event: Event) -> Event | Report:
    """What somebody writes to Touchline alone is a report: whoever asks "can I tell you something" is answered, and somebody
    hears of it (map 5.3, 9.1). Not so those who watch, who answer there what they were shown: that is read like any post.
    """
    tells = event.to_bot and event.kind is EventKind.POSTED and bool(event.parts)
    if not tells or watches(person_of(known, event.author)):
        return event
    return reports.from_private_message(event)


def heard_as(known: Known, event: Event, opinion: Opinion) -> tuple[Event | Report, Opinion]:
    """The same, with what an engine said of the event."""
    heard = as_heard(known, event)
    return heard, reports.as_told(opinion, event) if isinstance(heard, Report) else opinion


def read(
    known: Known, event: Event, organisation: Organisation, now: datetime, opinion: Opinion = UNASKED
) -> tuple[Decision, tuple[Finding, ...]]:
    """Judge a message without committing anything: the decision, and all that the detectors saw."""
    context = snapshot(known, event, organisation, now, opinion)
    findings = look(View.of(event), context)
    if findings:
        called = named(known, event, organisation.called_in(event))
        context = replace(context, named=called, reached=_reached(known, event, organisation))
    return policy.decide(event, findings, context), findings


def look_over(
    known: Known, event: Event, organisation: Organisation, now: datetime, opinion: Opinion = UNASKED
) -> tuple[Weighed, ...]:
    """What would count in a message that somebody has not posted yet. Nothing is decided about it."""
    context = snapshot(known, event, organisation, now, opinion)
    return weigh(look(View.of(event), context), organisation.profile)


def look_into(
    tx: Transaction, written: Event, called: str, seen: Sequence[Finding], organisation: Organisation, now: datetime,
    opinion: Opinion, about: Sequence[Account] = (),
) -> Case | None:  # fmt: skip
    """Open a concern about what somebody wanted to have sent, as it is written: it stands nowhere, so its place has no id, and
    is `called` what it was to be. `seen` is what was found in it, `about` an account of whoever it is about. It is kept and
    recorded like any message, so that the decision can be made again. None where that was done before.
    """
    place = Place(written.place.platform, "", called, PlaceKind.DIRECT, Audience.PRIVATE)
    unsent = replace(written, place=place, message="", mentions=tuple(about))
    if not tx.receive(unsent):
        return None
    configured = organisation
    organisation, watching = with_statement(tx, with_duty(tx, organisation, now), now), Watching(tx)
    context = snapshot(watching, unsent, organisation, now, opinion)
    context = replace(context, named=named(watching, unsent, organisation.called_in(unsent)))
    decision = policy.decide(unsent, seen, context)
    basis = watching.basis(unsent, decision, seen, organisation, opinion, gone(tx))
    keep_settings(tx, configured)
    tx.commit_decision(decision, unsent, basis)
    return decision.case


def hear(
    known: Known, report: Report, organisation: Organisation, now: datetime, opinion: Opinion = UNASKED
) -> tuple[Decision, tuple[Finding, ...]]:
    """Judge a report without committing anything: the words as the reporter's, and the message as its writer's."""
    told = told_of(known, report)
    context = context_of(known, report, told, organisation, now, opinion)
    of_words = reports.for_engine(report) is not report.message
    seen = list(look(View.of(reports.words_of(report)), context if of_words else replace(context, opinion=UNASKED)))
    if report.message is not None:
        asked = UNASKED if of_words else opinion
        of_message = look(View.of(report.message), snapshot(known, report.message, organisation, now, asked))
        seen += [replace(finding, part=finding.part + 1) for finding in of_message]
    return reports.decide(report, seen, told, context), tuple(seen)


def told_of(known: Known, report: Report) -> reports.Told:
    by, about, message = report.by, report.about, report.message
    return reports.Told(
        Member(by, person_of(known, by)),
        Member(message.author, person_of(known, message.author)) if message else None,
        Member(about, person_of(known, about)) if about else None,
    )


def context_of(
    known: Known, report: Report, told: reports.Told, organisation: Organisation, now: datetime, opinion: Opinion
) -> Context:
    """What is known about a report: who reports, who is mentioned in the message, and the open concerns that it may join.

    Where somebody is to be kept from writing, those are all that are open: what they told of may be a concern about others.
    """
    context = snapshot(known, reports.words_of(report), organisation, now, opinion)
    of = None if report.minutes else (told.of or told.by).person.id
    mentions = report.message.mentions if report.message else ()
    return replace(context, affected=_members(known, mentions), open_cases=tuple(known.cases(about=of, open_only=True)))


def _press(tx: Transaction, action: Action, organisation: Organisation, now: datetime) -> Decision:
    by = person_of(tx, action.by)
    case = tx.case(action.case)
    if case is None:
        entry = Entry("action.refused", by.id, {"does": action.kind.value, "why": "unknown_case"})
        because = (cases.out_of_sight(None, by),)
        return Decision(derived_id("d_", action.id), action.org, action.id, now, Verdict.ALLOW, entry, because=because)
    child = tx.person(case.child) if case.child else None
    to = person_of(tx, action.to) if action.to else None
    graver = action.kind in {ActionKind.RESTRICT, ActionKind.PUT_OUT}
    concerns = tx.cases(open_only=True) if graver else ()
    of = tx.person_of(case.author.account) if graver else None
    human = entries_of(tx, by) if graver else frozenset[str]()
    decision = cases.press(case, action, by, child, organisation, now, to, concerns, of, human)
    return _held(tx, decision, case, action, by, organisation) if action.kind is ActionKind.HOLD else decision


def _held(tx: Transaction, decision: Decision, case: Case, action: Action, by: Person, organisation: Organisation) -> Decision:
    """Place the legal hold that was decided on: only those who answer for the organisation may, and that the record knows
    (map 8.18)."""
    if decision.case is None:
        return decision
    officers = frozenset(contact.person for contact in organisation.contacts.chain if contact.person)
    answer = tx.place_hold(case.id, by.id, action.reason, officers)
    if not isinstance(answer, Refusal):
        return decision
    entry = records.of_person("action.refused", by.id, case.id, does=action.kind.value)
    because = (answer.says,)
    return Decision(decision.id, action.org, action.id, decision.at, Verdict.ALLOW, entry, because=because)


def snapshot(known: Known, event: Event, organisation: Organisation, now: datetime, opinion: Opinion = UNASKED) -> Context:
    """What is known about an event: its people, its place, the talk before it and the open concerns about its author."""
    author = person_of(known, event.author)
    present = _members(known, event.place.members)
    others = dict.fromkeys((*event.mentions, *([event.reply_to] if event.reply_to else [])))
    window = tuple(known.window(event.conversation, event.at, WINDOW)) if event.conversation else ()
    merging = timedelta(seconds=organisation.profile.merging.notice_seconds)
    last_notice = known.last_planned("post_notice", event.place.id)
    theirs = known.cases(about=author.id, open_only=True, since=now - WITHIN if author.is_staff else None)
    return Context(
        now=now,
        organisation=organisation,
        author=author,
        audience=_audience(event, present),
        present=present,
        affected=_members(known, tuple(others)),
        window=window,
        speakers=_members(known, tuple({each.author.id: each.author for each in window}.values())),
        open_cases=tuple(case for case in theirs if case.state is not CaseState.CLOSED),
        small=tuple(case for case in theirs if counts(case)) if author.is_staff else (),
        notice_posted=last_notice is not None and now - last_notice < merging,
        unknown=_unknown(known, author) if _is_stranger(event, author, organisation) else 0,
        danger=author.is_staff and event.kind is EventKind.POSTED and _is_danger(known, event, author),
        opinion=opinion,
        released=released(known, event, organisation, now) if event.pictures and may_upload(author) else frozenset(),
        approved=author.is_staff and is_open(known.contact_at(event.place.platform, event.place.id), event.at),
    )


def _is_stranger(event: Event, author: Person, organisation: Organisation) -> bool:
    """Whether somebody posts who is not on the register, where there is one: else concerns need not be looked through."""
    return author.role is Role.UNKNOWN and event.kind is EventKind.POSTED and bool(organisation.roster.given)


def _unknown(known: Known, author: Person) -> int:
    """How many others an open concern says of that they are not on the register."""
    others = (case for case in known.cases(open_only=True) if case.author.person.id != author.id)
    return sum(map(is_of_unknown, others))


def _is_danger(known: Known, event: Event, author: Person) -> bool:
    """Whether something urgent, which is not about the author, is open in the place, or of whom they answer: they may help."""
    whom = event.reply_to.id if event.reply_to else ""
    return any(
        case.speed is Speed.NOW
        and author.id not in case.subjects
        and (case.author.account.id == whom or any(sighting.place.id == event.place.id for sighting in case.sightings))
        for case in known.cases(open_only=True)
    )


def person_of(known: Known, account: Account) -> Person:
    """Who an account is. Someone not on the register is a stand-in with an unknown role, never a guess (decisions 10)."""
    return known.person_of(account) or Person(known.pseudonym(account), account.name)


def _members(known: Known, accounts: Sequence[Account]) -> tuple[Member, ...]:
    return tuple(Member(account, person_of(known, account)) for account in accounts if not account.automated)


def named(known: Known, event: Event, people: Iterable[str]) -> tuple[Member, ...]:
    """Those who are called in a message, with their account on its platform, if they have one there."""
    found = []
    for versions in filter(None, map(known.register_versions, people)):
        newest, platform = versions[-1], event.place.platform
        account = next((each for each in newest.accounts if each.platform == platform), Account(platform, ""))
        found.append(Member(replace(account, name=newest.person.name), newest.person))
    return tuple(found)


def _reached(known: Known, event: Event, organisation: Organisation) -> tuple[tuple[Person, ResponsibleAdult], ...]:
    """The adults whose number or e-mail address stands in a message, each with a child for whom they answer."""
    found = (known.register_versions(child) for child in organisation.reached.children_in(event))
    children = [versions[-1].person for versions in found if versions]
    places = ((child, place) for child in children for place in organisation.reached.adults_in(event, child))
    return tuple((child, child.responsible_adults[place]) for child, place in places)


def _audience(event: Event, present: Sequence[Member]) -> Audience:
    """Who can read the place: what the adapter says, or what its members are where those are known."""
    if present and not any(member.person.may_be_child for member in present):
        return Audience.ADULTS
    return Audience.PRIVATE if event.place.kind in _PRIVATE else event.place.audience
