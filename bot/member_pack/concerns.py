"""What a concern says to somebody who is in it, and what is proposed about giving it.

Nobody else's words are opened here, let alone given: not a reporter's, not a child's. What could warn somebody whom a concern
is about, or tell a parent what a child has told, is proposed to be withheld. The proposal errs that way, because an officer
looks at every item and can put it right, and nobody can call back what went out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.member_pack.asking import Standing, Whose
from bot.member_pack.items import Choice, Item, Sort, Step, Words
from bot.member_pack.words import about, place, what_happened, why_of
from moderation.model import (
    ActionKind,
    Case,
    CaseState,
    Category,
    Effect,
    ExplainToAuthor,
    NudgeAuthor,
    SupportAuthor,
    TellPerson,
    TellResponsibleAdult,
    Verdict,
)
from storage.store import Placed

_GRAVE: Final = frozenset({Category.PRIVATE_CONTACT, Category.DISCLOSURE, Category.REPORT})
#: What no pack gives as a reason, even beside others: it is the register of a lead, or it could warn somebody.
UNTOLD: Final = _GRAVE | {Category.STAFF_CONDUCT}
_GRAVE_VERDICTS: Final = frozenset({Verdict.PRESERVE, Verdict.URGENT})
#: Entries that show that somebody was told of a concern about a message of theirs.
_TOLD: Final = frozenset({"author.explained", "author.nudged", "author.supported"})
_WENT_OUT: Final = _TOLD | {"person.told", "adult.told"}
#: Entries that show that somebody decided against telling home.
_NOT_HOME: Final = frozenset({"adult.not_told"})

RECORD_IS_HELD: Final = "A record is held that you are part of. It is about other people too, so what it says is not given."


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom something was told, as a sentence begins, and in which words."""

    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """`bare`: all that is ever given of it is that there is a record."""

    choice: Choice
    because: str
    bare: bool = False


def propose(case: Case, whose: Whose, asker: Standing, kinds: frozenset[str]) -> Proposal:
    """What to propose about a concern. `kinds` are those of its entries."""
    author = case.author.person.id in whose.people
    subject = not whose.people.isdisjoint(case.subjects)
    another_child = case.child is not None and case.child not in whose.people
    grave = case.category in _GRAVE or any(sighting.verdict in _GRAVE_VERDICTS for sighting in case.sightings)
    grave = grave or (case.author.person.may_be_adult and not _seen_in(case).isdisjoint(UNTOLD))
    told = not kinds.isdisjoint(_TOLD)
    if author and not subject and case.category in {Category.DISCLOSURE, Category.REPORT}:
        if asker is Standing.SELF:
            because = "They may have told of something. They wrote it themselves, but others could see this pack: decide."
            return Proposal(Choice.DECIDE, because)
        return Proposal(Choice.WITHHELD, "They may have disclosed or reported something, and it is somebody else who asks.")
    if (author or subject) and (grave or another_child):
        because = "It is about them and a child, or may be a crime. Even that it is held could put a child at risk."
        return Proposal(Choice.WITHHELD, because, bare=True)
    if (author or subject) and case.category is Category.STAFF_CONDUCT:
        return Proposal(Choice.WITHHELD, "It is in the register of low-level concerns, which only the lead sees.", bare=True)
    if (author or subject) and case.category is Category.BULLYING and not told:
        return Proposal(Choice.WITHHELD, "It is about another child, and they were not told of it.", bare=True)
    if asker is not Standing.SELF and (case.adult_question_open or not kinds.isdisjoint(_NOT_HOME)):
        because = "Whether to tell the child's adults is open, or was answered with no, and it is not the child who asks."
        return Proposal(Choice.WITHHELD, because)
    if author or subject:
        return Proposal(Choice.INCLUDE, "It is about a message of theirs.")
    if grave or case.state is not CaseState.CLOSED:
        why = "may be a crime or about private contact" if grave else "is not closed"
        return Proposal(Choice.WITHHELD, f"Somebody else wrote it, and it {why}. Withheld unless you decide.", bare=True)
    return Proposal(Choice.INCLUDE, "Somebody else wrote it: who, and their words, are left out.")


def concern_item(
    id_: str, case: Case, whose: Whose, proposal: Proposal, steps: Sequence[Step], letters: Sequence[Words]
) -> Item:
    if proposal.bare:
        return Item(id_, Sort.CONCERN, RECORD_IS_HELD, proposal.choice, proposal.because, folder=case.id)
    author = case.author.person.id in whose.people
    count = case.earlier + len(case.sightings)
    messages = "a message" if count == 1 else f"{count} messages"
    what = f"{messages} of yours" if author else f"{messages} that had to do with you"
    why = tuple(dict.fromkeys(why for sighting in case.sightings for why in why_of(sighting, UNTOLD))) if author else ()
    return Item(
        id_,
        Sort.CONCERN,
        f"{what[0].upper()}{what[1:]}: {about(case.category)}.",
        proposal.choice,
        proposal.because,
        at=case.sightings[0].at,
        where=place(case.newest.place),
        steps=tuple(steps),
        why=why,
        words=tuple(letters),
        folder=case.id,
    )


def steps_of(
    case: Case, whose: Whose, entries: Sequence[Placed], letters: Mapping[str, Letter], role: Callable[[str], str]
) -> Iterator[Step]:
    """What was done about a concern, as far as it says something to them."""
    theirs = case.author.person.id in whose.people
    for entry in entries:
        letter = letters.get(str(entry.record["data"].get("effect")))
        told_them = letter is not None and entry.record["kind"] == "person.told"
        if what := "You were told." if told_them else what_happened(entry.record["kind"], entry.record["data"], theirs):
            yield Step(entry.at, what, role(entry.record["actor"]))


def letters_of(effects: Mapping[str, Effect], whose: Whose, own_accounts: frozenset[str]) -> dict[str, Letter]:
    """The letters that were meant for them or for an adult of theirs, by the id of the effect."""
    found: dict[str, Letter] = {}
    for id_, effect in effects.items():
        match effect:
            case ExplainToAuthor() | NudgeAuthor() | SupportAuthor() if effect.author.id in own_accounts:
                found[id_] = Letter("You were told", effect.text)
            case TellPerson() if effect.person.id in own_accounts:
                found[id_] = Letter("You were told", effect.text)
            case TellResponsibleAdult() if effect.child in whose.people:
                found[id_] = Letter("An adult responsible for you was told", effect.text)
    return found


def sent(letters: Mapping[str, Letter], entries: Sequence[Placed]) -> Sequence[Letter]:
    """Those of the letters that the record says went out, each text once, in the order in which they went."""
    went = (letters.get(str(e.record["data"].get("effect"))) for e in entries if e.record["kind"] in _WENT_OUT)
    return tuple(dict.fromkeys(letter for letter in went if letter is not None))


def _seen_in(case: Case) -> frozenset[Category]:
    return frozenset(finding.category for sighting in case.sightings for finding in sighting.findings)


def notes_of(case: Case, whose: Whose) -> Iterator[tuple[str, str]]:
    """What was written about a concern, with whose it is: their own reason for an appeal, and what others noted."""
    for note in case.notes:
        if note.text.strip():
            if note.by in whose.people:
                if note.kind == ActionKind.APPEAL:
                    yield "You", note.text
            else:
                yield "Somebody who looks after the place", note.text
