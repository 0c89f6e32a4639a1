"""The card that a lead reads on a phone in ten seconds: what, where, who, how sure, what was done, what is next.

A card is drawn from the concern and from what the platform confirmed, at the moment it is shown. It holds masked text only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from moderation.context import Organisation
from moderation.model import (
    ActionKind,
    AlertLead,
    AlreadyDone,
    AskHuman,
    Case,
    CaseState,
    Category,
    Done,
    Effect,
    Finding,
    Gone,
    Member,
    Outcome,
    Place,
    PlaceKind,
    RefreshCard,
    RemovePost,
    Restrict,
    Role,
    Sighting,
    Speed,
    Withheld,
)
from moderation.notices import Purpose, Reader

#: By kind of effect: while waiting, when confirmed, when it did not happen, and what practice mode held back. Alerts do not
#: report on themselves.
_DID = {
    "remove_post": (
        "Removing the post …",
        "The post was removed.",
        "The post is STILL THERE: the platform refused.",
        "Practice mode: the post would have been removed.",
    ),
    "restore_post": (
        "Putting the post back …",
        "The post was put back.",
        "The post could NOT be put back.",
        "Practice mode: the post would have been put back.",
    ),
    "hide_place": (
        "Closing the place …",
        "The place was closed; nothing was removed.",
        "The place is STILL OPEN.",
        "Practice mode: the place would have been closed.",
    ),
    "show_place": (
        "Opening the place again …",
        "The place was opened again.",
        "The place is STILL CLOSED.",
        "Practice mode: the place would have been opened again.",
    ),
    "restrict": (
        "Keeping them from writing …",
        "They were kept from writing for a while.",
        "They can STILL WRITE: the platform refused.",
        "Practice mode: they would have been kept from writing for a while.",
    ),
    "release": (
        "Letting them write again …",
        "They may write again.",
        "They could NOT be let write again.",
        "Practice mode: they would have been let write again.",
    ),
    "explain_to_author": (
        "Telling the author why …",
        "The author was told why.",
        "The author was NOT told why.",
        "Practice mode: the author would have been told why.",
    ),
    "support_author": (
        "Answering them …",
        "They got a kind first answer.",
        "They got NO answer: please speak to them.",
        "History: they would have got a kind first answer.",
    ),
    "tell_person": (
        "Telling somebody affected …",
        "Somebody affected was told.",
        "Somebody affected was NOT told.",
        "Practice mode: somebody affected would have been told.",
    ),
    "tell_responsible_adult": (
        "Telling a responsible adult …",
        "A responsible adult was told.",
        "A responsible adult was NOT told.",
        "Practice mode: a responsible adult would have been told.",
    ),
    "post_notice": (
        "Telling the channel …",
        "A neutral notice was posted.",
        "No notice was posted.",
        "Practice mode: a neutral notice would have been posted.",
    ),
}

#: A card is read in ten seconds: so many quotes, and so many reasons where it is not about more things than that.
_QUOTES = 3
_REASONS = 3
#: Of what people tell, so many: it is longer.
_TELLINGS = 2
#: Reports in which anybody may tell. In all others somebody gave the reason for what they had Touchline do.
_OF_ANYBODY = frozenset({"message", "worry", "staff"})
#: Disclosures that may be about those who look after the child.
_AT_HOME = frozenset({"abuse", "neglect", "scared"})

#: What somebody is to the organisation, as a card and those who read a concern are told.
ROLES = {
    Role.CHILD: "a child",
    Role.LEARNER: "a learner",
    Role.PARENT: "a parent",
    Role.EMPLOYER: "an employer",
    Role.STAFF: "a member of staff",
    Role.MODERATOR: "a moderator",
    Role.LEAD: "a lead",
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


def card(case: Case, effects: Sequence[tuple[Effect, Outcome | None]], organisation: Organisation) -> Card:
    """Draw the card of a concern from all its effects and what became of each, oldest first."""
    newest = case.newest
    order = sorted(case.sightings, key=lambda s: min(_gravity(f, organisation) for f in s.findings))
    topics = _topics(case, organisation)
    return Card(
        case=case.id,
        reference=reference(case.id),
        speed=case.speed,
        state=case.state,
        headline=" · ".join(_said_of(topics, Purpose.HEADLINE, case, organisation)),
        where=where(newest.place),
        who=_who(case),
        sure=_sure(topics[0].score),
        snippet="\n".join(_quotes(case, order)),
        why=_why(topics, newest),
        done=_done(case, effects),
        next=_next(case, topics, _said_of(topics, Purpose.NEXT, case, organisation)),
        buttons=_buttons(case),
        link=newest.link,
        told=tuple(_telling(s) for s in _picked(case, order, lambda s: s.said, _TELLINGS)),
    )


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


def _said_of(topics: Sequence[Finding], purpose: Purpose, case: Case, organisation: Organisation) -> Sequence[str]:
    """The words for each thing that a concern is about, each once."""
    place = case.newest.place.name
    said = [organisation.words(purpose, Reader.LEAD, f"{f.category.value}.{f.kind}", place) for f in topics]
    return tuple(dict.fromkeys(said))


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
    name = teller.person.name if teller is not None and teller.account.id else "Somebody"
    does = any(f.category is Category.REPORT and f.kind not in _OF_ANYBODY for f in sighting.findings)
    return f"{name} {'gave the reason' if does else 'told us'}: {sighting.said}"


def reference(case: str) -> str:
    """What a concern is called where people read it: the beginning of its id, such as "365CCB"."""
    return case.removeprefix("c_")[:6].upper()


def where(place: Place) -> str:
    """A place as a card and those who read a concern are told of it."""
    if not place.id:
        return "told to Touchline"
    if place.kind in {PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT}:
        return f"in private messages ({place.name})"
    return f"in #{place.name.lstrip('#')}"


def _who(case: Case) -> str:
    """Whom it is about, and of a report who told, where they gave their name."""
    count = case.earlier + len(case.sightings)
    about = described(case.author) + (f", {count} messages" if count > 1 else "")
    teller = case.newest.told_by
    if teller is None:
        return about
    told = f"told by {described(teller)}"
    return told if teller == case.author else f"{about}; {told}"


def described(member: Member) -> str:
    """Somebody as a card names them. A stand-in for whoever gave no name has no account."""
    person = member.person
    return f"{person.name}, {ROLES[person.role]}" if member.account.id else person.name


def _sure(score: int) -> str:
    if score >= 900:
        return "almost certain"
    return "likely" if score >= 700 else "not sure: please look"


def _done(case: Case, effects: Sequence[tuple[Effect, Outcome | None]]) -> tuple[str, ...]:
    lines: dict[str, int] = {}
    newest = {effect.message: index for index, (effect, _) in enumerate(effects) if isinstance(effect, RemovePost)}
    for index, (effect, outcome) in enumerate(effects):
        if isinstance(effect, AlertLead | RefreshCard):
            continue
        if isinstance(effect, RemovePost) and index < newest[effect.message]:
            continue  # it was tried again since, and how that went is how the post stands
        line = f"To do by hand: {effect.task}" if isinstance(effect, AskHuman) else _line(effect, outcome)
        if line:
            lines[line] = lines.get(line, 0) + 1
    if not lines and case.newest.post and case.newest.message:
        return ("Nothing was removed; the post can still be read.",)
    return tuple(line if count == 1 else f"{line[:-1]} ({count} times)." for line, count in lines.items())


def _line(effect: Effect, outcome: Outcome | None) -> str:
    kind = "release" if isinstance(effect, Restrict) and not effect.minutes else effect.kind
    if kind not in _DID:
        return ""
    waiting, confirmed, failed, held_back = _DID[kind]
    match outcome:
        case None:
            return waiting
        case Done() | AlreadyDone() if isinstance(effect, RemovePost) and effect.hold:
            return "The post is held until you decide."
        case Done() | AlreadyDone():
            return confirmed
        case Gone():
            return "The post was already gone."
        case Withheld():
            return held_back
        case _:
            return failed


def _next(case: Case, topics: Sequence[Finding], advice: Sequence[str]) -> tuple[str, ...]:
    if case.state is CaseState.CLOSED:
        return ("Closed.",)
    lines = [*advice]
    if _appeal_waits(case):
        lines.insert(0, "The author says that this was wrong: please decide again.")
    if case.adult_question_open:
        lines.append("Decide: should the child's adults be told? Yes or no, with a reason. It is not always safe to tell.")
        if any(finding.category is Category.DISCLOSURE and finding.kind in _AT_HOME for finding in topics):
            lines.append("What was told may be about one of those adults: find out who is safe before you press.")
    return tuple(lines)


def _appeal_waits(case: Case) -> bool:
    """Whether nobody has decided again since the author said last that it was wrong. Closing it is a decision too."""
    presses = [note.kind for note in case.notes if note.kind in {ActionKind.APPEAL, ActionKind.RESTORE, ActionKind.CLOSE}]
    return presses[-1:] == [ActionKind.APPEAL]


def _buttons(case: Case) -> tuple[ActionKind, ...]:
    if case.state is CaseState.CLOSED:
        return (ActionKind.NOTE,)
    buttons = [] if case.state is CaseState.CLAIMED else [ActionKind.SEEN]
    if case.removed_by and not case.newest.restored:
        buttons.append(ActionKind.RESTORE)
    elif not case.removed_by and case.newest.post and case.category is not Category.DISCLOSURE:
        buttons.append(ActionKind.REMOVE)
    buttons.append(ActionKind.SECOND_OPINION)
    if case.adult_question_open:
        buttons += [ActionKind.TELL_ADULT, ActionKind.DO_NOT_TELL]
    return (*buttons, ActionKind.NOTE, ActionKind.CLOSE)
