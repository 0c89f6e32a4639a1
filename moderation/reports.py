"""Reports: what becomes of it when a person tells of a message, of somebody or of a worry (map 1.8, 4.9, 5.3, 8.5, 8.16, 9.1,
9.3). Pure.

A report is judged like a message, and always reaches somebody whom it is not about. The detectors read what was told as data:
whether a child tells of harm decides who is told and how the child is answered, and nothing decides whether it counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from moderation import records
from moderation.cards import reference
from moderation.cases import take_away
from moderation.changing import shown
from moderation.context import Context
from moderation.detectors import MAX_PART
from moderation.engines import Opinion
from moderation.explaining import explained
from moderation.masking import named, snippet
from moderation.model import (
    BOT,
    Account,
    Case,
    Category,
    Contacts,
    Decision,
    Entry,
    Event,
    EventKind,
    ExplainToAuthor,
    Finding,
    Member,
    Part,
    PartKind,
    Person,
    Place,
    PlaceKind,
    Report,
    Sighting,
    Speed,
    SupportAuthor,
    Verdict,
    derived_id,
)
from moderation.notices import Purpose
from moderation.opening import clocks, joined, once, people_to_tell
from moderation.plan import Plan, reader_of
from moderation.profiles import Profile, TellAdult
from moderation.restricting import RESTRICTION, how_long, refusal, restrict
from moderation.routing import beside, to_alert, watches
from moderation.text import read
from moderation.weighing import Weighed, weigh

RULE: Final = "reports/person@1"
#: The kind of the report that closing a place by hand is.
CLOSING: Final = "closing"

#: Each kind of report: its clauses, and the sentence for whoever reads the card.
KINDS: Final = {
    "message": (("1.8", "9.1"), "Somebody reported this message."),
    "worry": (("9.1", "9.3"), "Somebody told of a worry."),
    "staff": (("8.16", "8.17"), "Somebody told of something about a member of staff."),
    "removal": (("1.1", "1.2"), "Somebody who watches here asked for this message to be taken away."),
    RESTRICTION: (("1.8",), "Somebody who watches here kept somebody else from writing."),
    CLOSING: (("1.8", "9.1b"), "Somebody who watches here closed this place while something in it is looked into."),
    "mistake": (("4.9",), "A member of staff took back a post of their own, and said so."),
}
_NO_NAME: Final = "somebody who gave no name"
_BETWEEN_PEOPLE: Final = frozenset({PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT})


@dataclass(frozen=True, slots=True)
class Told:
    """Who is in a report: `by` reports, `writer` wrote the message, `about` is named. None for nobody."""

    by: Member
    writer: Member | None = None
    about: Member | None = None

    @property
    def of(self) -> Member | None:
        """Whom it is about, for what belongs together."""
        return self.writer or self.about


def from_private_message(event: Event) -> Report:
    """What somebody wrote to Touchline alone, as a report: all that stands in it, also what they passed on (map 5.3)."""
    words = "\n".join(part.text for part in event.parts)
    return Report(event.id, event.org, event.at, event.author, words=words, in_private=True)


def as_told(opinion: Opinion, event: Event) -> Opinion:
    """What an engine said of such a message, each detail at its place in the words of the report."""
    begins = list(accumulate((len(part.text) + 1 for part in event.parts), initial=0))
    moved = (
        replace(each, part=0, start=begins[each.part] + each.start, end=begins[each.part] + each.end)
        for each in opinion.details
    )
    return replace(opinion, details=tuple(moved))


def as_message(report: Report) -> Event:
    """What was told, as one message: the reporter's own words, then what stands in the message that they point at."""
    parts = report.message.parts if report.message else ()
    return replace(words_of(report), parts=(Part(PartKind.BODY, report.words), *parts))


def words_of(report: Report) -> Event:
    """The reporter's own words as a private message of theirs, so that they are read like any other."""
    place = Place(report.by.platform, "", "a report", PlaceKind.DIRECT)
    body = (Part(PartKind.BODY, report.words),)
    return Event(report.id, report.org, EventKind.POSTED, report.at, report.by, place, "", body)


def for_engine(report: Report) -> Event:
    """What an engine is asked about: the words, or the message where there are none. Never both as one, or who tells of harm
    in the words would seem to be who wrote the message.
    """
    return words_of(report) if report.words.strip() or report.message is None else report.message


def kept(report: Report, findings: Sequence[Finding], profile: Profile) -> Report:
    """A report as it is kept for good: of a mistake of somebody's own only that it was, where the profile says so (map 6.8)."""
    if report.message is None or not _is_forgotten(findings, profile):
        return report
    return replace(report, message=replace(report.message, parts=()))


def _is_forgotten(findings: Sequence[Finding], profile: Profile) -> bool:
    """Nothing is, in which anything else was seen: whoever takes back what must be looked into does not take it away."""
    own = bool(findings) and all(finding.kind == "mistake" for finding in findings)
    return own and profile.deletion.own_mistake_keeps != "sealed_text"


def decide(report: Report, seen: Sequence[Finding], told: Told, context: Context) -> Decision:
    """The decision for one report. `seen` is what the detectors saw, its parts counted as in `as_message`."""
    by = told.by.person
    takes_back = report.remove and told.writer is not None and told.writer.person.id == by.id and by.is_staff
    restricts = report.minutes != 0 and told.about is not None and watches(by)
    closes = report.closes and report.place is not None and watches(by)
    asks = restricts or closes or (report.remove and report.message is not None and (takes_back or watches(by)))
    if asks and not takes_back and not report.words.strip():
        return _refused(report, by, context, "no_reason", "Please give a reason: it is kept with the concern.")
    if restricts and told.about is not None:
        no = refusal(told.about.person, by, report.minutes, context.organisation, context.open_cases)
        if no:
            return _refused(report, by, context, "not_allowed", no, of=told.about.person.id)
    report = replace(report, anonymous=report.anonymous and not asks)
    kind = RESTRICTION if restricts else CLOSING if closes else "mistake" if takes_back else "removal" if asks else ""
    first = _finding(report, told, kind)
    weighed = weigh((first, *(() if restricts or closes else seen)), context.profile)
    disclosure = weighed[0] if weighed[0].finding.category is Category.DISCLOSURE else None
    weighed = tuple(sorted(weighed, key=lambda w: (w is not disclosure, w.finding is not first)))
    acting = "" if report.anonymous or takes_back else by.id
    as_kept = kept(report, [w.finding for w in weighed], context.profile)
    case = joined(_case(as_kept, weighed, disclosure is not None, told, context, asks), context, acting)

    plan = Plan(derived_id("d_", report.id), context.organisation, case.newest.place.platform)
    removed, answer = None, ""
    if restricts:
        case, removed, answer = restrict(case, report.minutes, plan, context.now)
    elif closes:
        answer = "The place can be closed with it."
    elif asks:
        case, removed, answer = _removal(case, by, report.words, plan, takes_back)
    words, answers = _answer(report, disclosure, told, case, context)
    if answers:
        plan.add(SupportAuthor(report.by, case.newest.place.id, words))
    if case.speed is not Speed.WEEKLY:
        plan.alert(case, people_to_tell(case.category), removed, acting)
        for contact in beside(context.organisation.contacts, case.subjects, [a.address for a in case.alerted], by.id):
            plan.show(case, contact, removed)  # whoever gave no name is not left out, because that would name them
            case = shown(case, contact, context.now)
    verdict = Verdict.REMOVE if removed and not restricts else weighed[0].verdict
    counted = tuple(w.finding for w in weighed)
    actor = by.id if asks else BOT
    config, engine = context.organisation.config, context.opinion.engine
    return Decision(
        plan.decision,
        report.org,
        report.id,
        context.now,
        verdict,
        records.of_report(report, actor, verdict, counted, plan.effects, case.id, config, engine, context.organisation.version),
        counted,
        plan.effects,
        case,
        clocks(case, context),
        (answer or words, f"{'It is concern' if asks else 'Your report has the number'} {reference(case.id)}."),
    )


def _finding(report: Report, told: Told, kind: str) -> Finding:
    if not kind:
        others = [m.person for m in (told.writer, told.about) if m is not None and m.person.id != told.by.person.id]
        of_staff = any(person.is_staff for person in others)
        kind = "staff" if of_staff else "message" if report.message else "worry"
    clauses, reason = KINDS[kind]
    by = named(told.by.person.name)
    if kind == CLOSING:
        reason = f"{by} closed this place while something in it is looked into."
    if kind == RESTRICTION and told.about is not None:
        reason = f"{by} keeps {named(told.about.person.name)} from writing for {how_long(report.minutes)}."
    return Finding(Category.REPORT, kind, 0, 0, 0, 1000, RULE, clauses, reason)


def _refused(report: Report, by: Person, context: Context, why: str, says: str, **codes: str) -> Decision:
    does = "restrict" if report.minutes else "remove"
    data = {"does": does, "why": why, "rule": RULE, "config": context.organisation.config, **codes}
    entry = Entry("action.refused", by.id, data)
    return Decision(derived_id("d_", report.id), report.org, report.id, context.now, Verdict.ALLOW, entry, because=(says,))


# The concern


def _case(report: Report, weighed: Sequence[Weighed], disclosed: bool, told: Told, context: Context, asks: bool) -> Case:
    first = weighed[0]
    found = [w.finding for w in weighed]
    teller = _nameless(report) if report.anonymous else told.by
    place, link = _place(report)
    quoted, said = _quotes(report, found, told)
    sighting = Sighting(
        event=report.id,
        at=report.at,
        place=place,
        message=report.message.message if report.message else "",
        verdict=first.verdict,
        findings=tuple(found),
        snippet=quoted,
        link=link,
        told_by=teller,
        said=said,
        post=report.message is not None and place.kind not in _BETWEEN_PEOPLE,
    )
    child = _child(report, weighed, told) if disclosed else None
    return Case(
        id=derived_id("c_", report.id),
        org=report.org,
        category=first.finding.category,
        speed=first.response.speed,
        opened_at=context.now,
        author=told.of or teller,
        subjects=_subjects(report, disclosed, told, context, asks),
        sightings=(sighting,),
        child=child,
        adult_question_open=child is not None and first.response.tell_adult is TellAdult.HELD,
    )


def _quotes(report: Report, found: Sequence[Finding], told: Told) -> tuple[str, str]:
    """What whoever it is about wrote, and what whoever tells of it said: never the words of one as the other's.

    What somebody tells of themselves, or of nobody, is their own; masked both, as ever.
    """
    whole = as_message(report)
    said = snippet(whole, _first_in(0, found)) if report.words.strip() else ""
    if report.message is None and not report.closes and told.of in {None, told.by}:
        return said, ""
    seen_in = [finding.part for finding in found if 0 < finding.part < len(whole.parts)]
    for part in (*seen_in, *range(1, len(whole.parts))):
        if whole.parts[part].text.strip():
            return snippet(whole, _first_in(part, found)), said
    return "", said


def _first_in(part: int, found: Sequence[Finding]) -> Sequence[Finding]:
    """The findings as a snippet of one part wants them: it is cut around the first, which must be in that part."""
    return [next((f for f in found if f.part == part), replace(found[0], part=part, start=0, end=0)), *found]


def _nameless(report: Report) -> Member:
    """Stands for whoever gave no name. It is nobody's account, and the same for nobody else."""
    return Member(Account(report.by.platform, ""), Person(derived_id("a_", report.id), _NO_NAME))


def _place(report: Report) -> tuple[Place, str]:
    """Where it was, and a link to it. Who talks to whom in private would say who gave no name."""
    place = report.message.place if report.message else report.place
    if place is None:
        return Place(report.by.platform, "", "a report"), ""
    if report.anonymous and place.kind in _BETWEEN_PEOPLE:
        return Place(place.platform, "", "", place.kind, place.audience), ""
    return place, report.message.link if report.message else ""


def _subjects(report: Report, disclosed: bool, told: Told, context: Context, asks: bool) -> tuple[str, ...]:
    """Whom it is about: never whoever reports, nor a child who discloses.

    Those who answer for the organisation and are named in the words are told nothing of it either: a machine cannot read
    whether a child complains of them or trusts them, and others can be told (safeguarding rule 1). Not so in the reason that
    somebody who watches gives for what they do: nobody is to keep that from the lead by naming the lead.
    """
    people = [m.person for m in (told.writer, told.about) if m is not None]
    mentioned = [m.person for m in context.affected if m.person.is_staff] if disclosed else []
    own = () if report.anonymous else (told.by.person.id,)
    about = [p.id for p in (*people, *mentioned) if p.id not in own and not (disclosed and p.may_be_child)]
    contacts = context.organisation.contacts
    named = [] if asks else [person for person in _named(report.words, contacts) if person not in own]
    return once((*about, *named) if to_alert(contacts, (*about, *named)) else about)


def _named(words: str, contacts: Contacts) -> Sequence[str]:
    """The persons among the contacts whose name, first name or title stands in a text; "chair" alone is no title."""
    said = read(words[:MAX_PART]).folded.text
    found = []
    for contact in (*contacts.chain, *contacts.monitors):
        names = [contact.name, *contact.name.split()[:1], *([contact.title] if " " in contact.title.strip() else [])]
        forms = [read(name).folded.text.strip() for name in names]
        if contact.person and any(form and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", said) for form in forms):
            found.append(contact.person)
    return found


def _child(report: Report, weighed: Sequence[Weighed], told: Told) -> str | None:
    """The child who tells of harm, as far as it may be known: in the words who reports, in the message who wrote it."""
    parts = {w.finding.part for w in weighed if w.finding.category is Category.DISCLOSURE}
    writer, by = told.writer, told.by
    if parts - {0} and writer is not None and writer.person.may_be_child:
        return writer.person.id
    return by.person.id if 0 in parts and not report.anonymous and by.person.may_be_child else None


# What is done


def _removal(case: Case, by: Person, reason: str, plan: Plan, takes_back: bool) -> tuple[Case, str | None, str]:
    """Take the post away, and tell its author why, unless it was their own (map 1.2, 4.9). The answer for whoever asked."""
    if not case.newest.post:
        return case, None, "What stands in private messages Touchline cannot remove: please report it to the platform."
    if case.category is Category.DISCLOSURE:
        return case, None, "Somebody may need help here, so it is not removed. It was shown to those who answer for it."
    author, place = case.author, case.newest.place
    case, removed = take_away(case, case.newest, by.id, plan)
    if removed is None:
        return case, None, "Touchline may not remove it here, so a person was asked to."
    if takes_back:
        forgotten = _is_forgotten(case.newest.findings, plan.organisation.profile)
        copy = "nothing of it is kept but that it was there" if forgotten else "a copy is kept for the record"
        return case, removed, f"Your post will be taken away, and {copy}. Thank you for putting it right."
    topic, clause = explained(case.newest.findings, plan.organisation.profile, reason)
    words = plan.organisation.words(Purpose.EXPLAIN, reader_of(author.person), topic, place.name, clause)
    plan.add(ExplainToAuthor(author.account, place.id, words, case.id), after=removed)
    return case, removed, "It will be removed and its author told why."


def _answer(report: Report, disclosure: Weighed | None, told: Told, case: Case, context: Context) -> tuple[str, bool]:
    """What whoever reports is told, where they report; and whether it is also sent to them, so that it cannot be lost.

    It is sent to those who tell of harm in their own words. To others it is not, because a letter could be found by somebody
    else; and not to whoever gave no name, because where letters are refused a second adult is asked to deliver it. Whoever
    wrote to Touchline in private is answered there, once for all that they write of it.
    """
    tells = disclosure is not None and disclosure.finding.part == 0 and not report.anonymous
    topic = "report.anonymous" if report.anonymous else "report.still_there" if report.remove else "report"
    if tells and disclosure is not None:
        topic = f"{disclosure.finding.category.value}.{disclosure.finding.kind}"
    reader, place = reader_of(told.by.person), case.newest.place.name
    words = context.organisation.words(Purpose.SUPPORT, reader, topic, place, subjects=case.subjects)
    return words, tells or (report.in_private and len(case.sightings) == 1)
