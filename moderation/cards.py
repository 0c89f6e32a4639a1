"""The card that a lead reads on a phone in ten seconds: what, where, who, how sure, what was done, what is next.

A card is drawn from the concern and from what the platform confirmed, at the moment it is shown. It holds masked text only.
"""

from collections.abc import Sequence
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
    Gone,
    Member,
    Outcome,
    Place,
    PlaceKind,
    RefreshCard,
    RemovePost,
    Restrict,
    Role,
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
    """What is shown; each platform draws it its own way. `buttons` are the actions that make sense now, in order."""

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


def card(case: Case, effects: Sequence[tuple[Effect, Outcome | None]], organisation: Organisation) -> Card:
    """Draw the card of a concern from all its effects and what became of each, oldest first."""
    newest = case.newest
    return Card(
        case=case.id,
        reference=reference(case.id),
        speed=case.speed,
        state=case.state,
        headline=organisation.words(Purpose.HEADLINE, Reader.LEAD, case.topic, newest.place.name),
        where=where(newest.place),
        who=_who(case),
        sure=_sure(newest.gravest.score),
        snippet=newest.snippet,
        why=(*newest.reasons[:3], f"Policy clause {', '.join(newest.gravest.clauses)}."),
        done=_done(effects),
        next=_next(case, organisation.words(Purpose.NEXT, Reader.LEAD, case.topic, newest.place.name)),
        buttons=_buttons(case),
        link=newest.link,
    )


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


def _done(effects: Sequence[tuple[Effect, Outcome | None]]) -> tuple[str, ...]:
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


def _next(case: Case, advice: str) -> tuple[str, ...]:
    if case.state is CaseState.CLOSED:
        return ("Closed.",)
    lines = [advice]
    if case.appealed:
        lines.insert(0, "The author says that this was wrong: please decide again.")
    if case.adult_question_open:
        lines.append("Decide: should the child's adults be told? Yes or no, with a reason. It is not always safe to tell.")
    return tuple(lines)


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
