"""The card that a lead reads on a phone in ten seconds: what, where, who, how sure, what was done, what is next (map 10.7).
Of a child whose posts hurt, also what came before (map 1.10).

A card is drawn from the concern and from what the platform confirmed, at the moment it is shown. It holds masked text only.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from moderation.card_copied import timeline, to_report
from moderation.card_done import done
from moderation.card_kept import asked, kept
from moderation.case_types import OF_ANYBODY, is_grave, is_to_be_assessed, is_worth_keeping, last, type_of
from moderation.context import Organisation
from moderation.deadlines import Deadline, deadline, shown_time
from moderation.ladder import history, on_ladder, proposal
from moderation.masking import named
from moderation.model import (
    ActionKind,
    AlreadyDone,
    Case,
    CaseState,
    CaseType,
    Category,
    Done,
    Effect,
    Finding,
    Member,
    Outcome,
    Person,
    Place,
    PlaceKind,
    RemovePost,
    Role,
    Sighting,
    Speed,
)
from moderation.notices import Purpose, Reader

#: Between two sentences of a piece of advice.
_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-Z])")

#: A card is read in ten seconds: so many quotes, and so many reasons where it is not about more things than that.
_QUOTES = 3
_REASONS = 3
#: Of what people tell, so many: it is longer.
_TELLINGS = 2
#: What stays, whatever it says.
_NEVER_REMOVED = frozenset({Category.DISCLOSURE, Category.COMMENT})
#: Disclosures that may be about those who look after the child.
_AT_HOME = frozenset({"abuse", "neglect", "scared"})
#: What somebody who watches may never have met before, at an hour when there is nobody to ask (map 10.7).
_INCIDENTS = frozenset({Category.DISCLOSURE, Category.PRIVATE_CONTACT})
_ASSESS = "Assess it, once nobody is in danger: how grave it is, who is at risk, what is next (the button “Assess”)."
_STEPS = "Step by step: give the command “help incident”."

#: What somebody is to the organisation, as a card and those who read a concern are told.
ROLES = {
    Role.CHILD: "a child",
    Role.LEARNER: "a learner",
    Role.PARENT: "a parent",
    Role.EMPLOYER: "an employer",
    Role.STAFF: "a member of staff",
    Role.MODERATOR: "a moderator",
    Role.LEAD: "the safeguarding lead",
    Role.UNKNOWN: "somebody not on the register",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown; each platform draws it its own way. `buttons` are the actions that make sense now, in order.

    `snippet` quotes the author, a message a line; `told` is what others said of it, each line saying who.
    """

    case: str
    reference: str
    speed: Speed
    state: CaseState
    headline: str
    where: str
    who: str
    sure: str
    snippet: str
    why: tuple[str, ...]
    done: tuple[str, ...]
    next: tuple[str, ...]
    buttons: tuple[ActionKind, ...]
    link: str = ""
    told: tuple[str, ...] = ()


def card(
    case: Case, effects: Sequence[tuple[Effect, Outcome | None]], organisation: Organisation, others: Sequence[Case] = ()
) -> Card:
    """Draw the card of a concern from all its effects and what became of each, oldest first. `others` are concerns of the same
    author, as far as they are known.
    """
    newest = case.newest
    order = sorted(case.sightings, key=lambda s: min(_gravity(f, organisation) for f in s.findings))
    topics = _topics(case, organisation)
    advice = _said_once(_said_of(topics, Purpose.NEXT, case, organisation, restore=_restore(case, effects)))
    waits, counted = deadline(case, organisation), on_ladder(case, others, organisation)
    return Card(
        case=case.id,
        reference=reference(case.id),
        speed=case.speed,
        state=case.state,
        headline=headline(case, organisation),
        where=where(newest.place),
        who=_who(case),
        sure=_sure(topics[0].score),
        snippet="\n".join(_quotes(case, order)),
        why=(*_why(topics, newest), *timeline(newest, organisation), *history(counted, organisation)),
        done=(*done(case, effects), *kept(case, organisation)),
        next=(
            *_first_asked(case, organisation),
            *_by_when(case, organisation, waits),
            *asked(case, organisation),
            *_next(case, topics, (*advice, *proposal(counted, organisation))),
        ),
        buttons=_buttons(case, waits),
        link=newest.link,
        told=tuple(_telling(s) for s in _picked(case, order, lambda s: s.said, _TELLINGS)),
    )


def headline(case: Case, organisation: Organisation) -> str:
    """What a concern is about in a line, wherever it is listed: every topic of it, the gravest first."""
    return " · ".join(_said_of(_topics(case, organisation), Purpose.HEADLINE, case, organisation))


def _gravity(finding: Finding, organisation: Organisation) -> tuple[bool, bool, int, int, bool, int]:
    """What is read first: a disclosure, a life in danger before all, then what is urgent, grave, aimed at somebody and sure."""
    response = organisation.profile.response(finding.category, finding.kind)
    told, life = finding.category is Category.DISCLOSURE, finding.kind == "suicidal"
    return not told, not life, list(Speed).index(response.speed), -response.do.rank, finding.kind == "profanity", -finding.score


def _topics(case: Case, organisation: Organisation) -> Sequence[Finding]:
    """What the concern is about, each kind of thing once, the gravest first: nothing that came later takes one away."""
    found: dict[tuple[Category, str], Finding] = {}
    for sighting in case.sightings:
        for finding in sighting.findings:
            if (
                finding is sighting.gravest
                or finding.category is Category.DISCLOSURE
                or _sure_of_its_kind(finding, case, organisation)
            ):
                key = finding.category, finding.kind
                found[key] = max(finding, found.get(key, finding), key=lambda f: f.score)
    return sorted(found.values(), key=lambda f: _gravity(f, organisation))


def _sure_of_its_kind(finding: Finding, case: Case, organisation: Organisation) -> bool:
    """Whether what was seen beside the gravest in a message is as sure as what Touchline acts on, and of the same category."""
    return (
        finding.category is case.category and finding.score >= organisation.profile.response(finding.category, finding.kind).act
    )


def _said_of(
    topics: Sequence[Finding], purpose: Purpose, case: Case, organisation: Organisation, **values: str
) -> Sequence[str]:
    """The words for each thing that a concern is about, each once."""
    place = case.newest.place.name
    said = [organisation.words(purpose, Reader.LEAD, f"{f.category.value}.{f.kind}", place, **values) for f in topics]
    return tuple(dict.fromkeys(said))


def _said_once(advice: Sequence[str]) -> Sequence[str]:
    """The advice without sentences that stand in a later piece of it as well: what is done last is said last, and once."""
    kept: list[str] = []
    said: set[str] = set()
    for piece in reversed(advice):
        sentences = [each for each in _SENTENCES.split(piece) if each not in said]
        said.update(sentences)
        kept.append(" ".join(sentences))
    return [piece for piece in reversed(kept) if piece]


def _restore(case: Case, effects: Sequence[tuple[Effect, Outcome | None]]) -> str:
    """What is to be done with a post that was right after all: what still stands nobody can put back."""
    removed = any(isinstance(effect, RemovePost) and isinstance(came, Done | AlreadyDone) for effect, came in effects)
    return "restore it" if removed or any(each.gone for each in case.sightings) else "leave it"


def _why(topics: Sequence[Finding], newest: Sighting) -> tuple[str, ...]:
    reasons = tuple(dict.fromkeys(finding.reason for finding in topics))
    others = [reason for reason in newest.reasons if reason not in reasons]
    clauses = dict.fromkeys(clause for finding in topics for clause in finding.clauses)
    return (*reasons, *others[: max(0, _REASONS - len(reasons))], f"Policy clause {', '.join(clauses)}.")


def _picked(case: Case, order: Sequence[Sighting], text: Callable[[Sighting], str], most: int) -> Sequence[Sighting]:
    """Those whose text a card shows: the gravest, one of each other kind, and the newest last. No text twice."""
    fit = list({text(s): s for s in reversed(order) if text(s)}.values())[::-1]
    kinds = {s.gravest.kind: s for s in reversed(fit)}
    first = [s for s in fit if kinds[s.gravest.kind] is s]
    if case.category is Category.DISCLOSURE:
        first += [s for s in fit if s not in first]
    last = [s for s in fit if text(s) == text(case.newest)]
    return [*[s for s in first if s not in last][: most - len(last)], *last]


def _quotes(case: Case, order: Sequence[Sighting]) -> Sequence[str]:
    """What was written, a line each. The newest, on which the buttons act, says so where it is not alone."""
    picked = [s.snippet for s in _picked(case, order, lambda s: s.snippet, _QUOTES)]
    if len(picked) > 1 and picked[-1] == case.newest.snippet:
        picked[-1] = f"Newest: {picked[-1]}"
    return picked


def _telling(sighting: Sighting) -> str:
    """What whoever told of it said, as theirs and as nobody else's."""
    teller = sighting.told_by
    name = named(teller.person.name) if teller is not None and teller.account.id else "Somebody"
    return f"{name} {'gave the reason' if _does(sighting) else 'told us'}: {sighting.said}"


def _does(sighting: Sighting) -> bool:
    """Whether somebody had Touchline do something, and told of nothing."""
    return any(f.category is Category.REPORT and f.kind not in OF_ANYBODY for f in sighting.findings)


def reference(case: str) -> str:
    """What a concern is called where people read it: the beginning of its id, such as "365CCB"."""
    return case.removeprefix("c_")[:6].upper()


def where(place: Place) -> str:
    """A place as a card and those who read a concern are told of it."""
    if not place.id:
        return "told to Touchline"
    if place.kind in {PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT}:
        return f"in private messages ({named(place.name)})"
    if not place.name:
        return "seen everywhere: what somebody is called, or says of themselves"
    return f"in #{named(place.name).lstrip('#')}"


def _who(case: Case) -> str:
    """Whom it is about, and of a report who told, where they gave their name."""
    count = case.earlier + len(case.sightings)
    about = described(case.author) + (f", {count} messages" if count > 1 else "")
    teller = case.newest.told_by
    if teller is None:
        return about
    told = f"{'done' if _does(case.newest) else 'told'} by {described(teller)}"
    return told if teller == case.author else f"{about}; {told}"


def described(member: Member) -> str:
    """Somebody as a card names them. A stand-in for whoever gave no name has no account."""
    person = member.person
    name = named(person.name)
    return f"{name}, {role_said(person)}" if member.account.id else name


def role_said(person: Person) -> str:
    """What somebody is to the organisation, or was before they left."""
    return f"formerly {ROLES[person.former]}" if person.former else ROLES[person.role]


def _sure(score: int) -> str:
    if score >= 900:
        return "almost certain"
    return "likely" if score >= 700 else "not sure: please look"


def _first_asked(case: Case, organisation: Organisation) -> tuple[str, ...]:
    """Who is on duty and was shown it, while nobody has it: so that all who read the card know who looks first."""
    shown = {alerted.address for alerted in case.alerted}
    names = [each.name for each in organisation.on_duty if each.address in shown and each.person not in case.subjects]
    return (f"On duty now: {' and '.join(names)}.",) if names and case.state is CaseState.NEW else ()


def _by_when(case: Case, organisation: Organisation, waits: Deadline | None) -> tuple[str, ...]:
    """By when who must hear of it, with the steps of its procedure, as long as somebody waits (map 2.10, 8.7, 8.17)."""
    if waits is None:
        return ()
    type_, outside = type_of(case), organisation.contacts.outside
    topic = f"type.{type_.value}"
    if type_ is CaseType.ALLEGATION:
        topic += f".{organisation.profile.people.allegations_first_to}"
    values = {
        "since": shown_time(waits.since, organisation),
        "due": shown_time(waits.due, organisation),
        "outside": f"{outside.name}, {outside.title}, {outside.address}" if outside else "nobody is named in the settings",
    }
    return (organisation.words(Purpose.NEXT, Reader.LEAD, topic, case.newest.place.name, **values),)


def _next(case: Case, topics: Sequence[Finding], advice: Sequence[str]) -> tuple[str, ...]:
    if case.state is CaseState.CLOSED:
        return ("Closed.",)
    lines = [*advice, *([_ASSESS] if is_to_be_assessed(case) else []), *to_report(case, topics)]
    if _appeal_waits(case):
        lines.insert(0, "The author says that this was wrong: please decide again.")
    if case.adult_question_open:
        lines.append("Decide: should the child's adults be told? Yes or no, with a reason. It is not always safe to tell.")
        if any(finding.category is Category.DISCLOSURE and finding.kind in _AT_HOME for finding in topics):
            lines.append("What was told may be about one of those adults: find out who is safe before you press.")
    if any(f.category in _INCIDENTS or (f.category is Category.REPORT and f.kind in OF_ANYBODY) for f in topics):
        lines.append(_STEPS)
    return tuple(lines)


def _appeal_waits(case: Case) -> bool:
    """Whether nobody has decided again since the author said last that it was wrong. Closing it is a decision too."""
    presses = [note.kind for note in case.notes if note.kind in {ActionKind.APPEAL, ActionKind.RESTORE, ActionKind.CLOSE}]
    return presses[-1:] == [ActionKind.APPEAL]


def _buttons(case: Case, waits: Deadline | None) -> tuple[ActionKind, ...]:
    if case.state is CaseState.CLOSED:
        return (ActionKind.NOTE,)
    buttons = [] if case.state is CaseState.CLAIMED else [ActionKind.SEEN]
    if case.removed_by and not case.newest.restored:
        buttons.append(ActionKind.RESTORE)
    elif not (case.removed_by or case.newest.gone) and case.newest.post and case.category not in _NEVER_REMOVED:
        buttons.append(ActionKind.REMOVE)
    if waits is not None:
        buttons.append(ActionKind.ANSWERED)
    buttons.append(ActionKind.SECOND_OPINION)
    if case.adult_question_open:
        buttons += [ActionKind.TELL_ADULT, ActionKind.DO_NOT_TELL]
    if is_worth_keeping(case) and last(case, ActionKind.HOLD) is None:
        buttons.append(ActionKind.HOLD)
    if is_grave(case):
        buttons += [ActionKind.ASSESS, ActionKind.TOLD]
    return (*buttons, ActionKind.NOTE, ActionKind.CLOSE)
