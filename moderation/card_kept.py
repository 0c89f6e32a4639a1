"""What a card says that people kept with a concern: how it was assessed, who was told of it, how it ended (map 8.10, 8.18), and
what one of them asked for and another has to agree to (map 1.8).

Personal details in it are masked, as everywhere on a card; as it was written it stays sealed with the concern.
"""

from collections.abc import Iterator
from typing import Final

from moderation.case_types import last
from moderation.context import Organisation
from moderation.deadlines import shown_time
from moderation.filling import answers
from moderation.masking import named
from moderation.model import ActionKind, Case, CaseState
from moderation.putting_out import WITHIN, asked_last

#: Of what was written, so much: a card is read on a telephone.
_LENGTH: Final = 160
#: Of agencies that were told, the newest so many.
_TOLD: Final = 4


def kept(case: Case, organisation: Organisation) -> Iterator[str]:
    """The lines, in the order in which things are done."""
    for note, (severity, at_risk, next_step) in answers(case, ActionKind.ASSESS)[-1:]:
        by, at = _by(note.by, organisation), shown_time(note.at, organisation)
        yield f"Assessed by {by} on {at}: {severity.lower()}. At risk: {_shown(at_risk)} Next: {_shown(next_step)}"
    for _, (agency, when, by_whom, said) in answers(case, ActionKind.TOLD)[-_TOLD:]:
        yield f"Told: {agency}, {_shown(when)} By {_shown(by_whom)} Reference: {_shown(said)}"
    if held := last(case, ActionKind.HOLD):  # whether one was lifted since, `touchline erase list` shows
        yield f"A legal hold was placed on {shown_time(held, organisation)}: nothing of it is erased."
    if case.state is CaseState.CLOSED:
        for note, (outcome, _) in answers(case, ActionKind.CLOSE)[-1:]:
            yield f"Closed by {_by(note.by, organisation)} on {shown_time(note.at, organisation)}: {outcome.lower()}."


def asked(case: Case, organisation: Organisation) -> Iterator[str]:
    """What somebody has asked for and another decides with them; until when, because a card is not drawn again by itself."""
    note = asked_last(case)
    if note is not None and case.state is not CaseState.CLOSED:
        by, until = _by(note.by, organisation), shown_time(note.at + WITHIN, organisation)
        yield (
            f"Decide with {by}, who asked for them to be put out: {_shown(note.text)} It happens only if another of you gives "
            f"the command “case put-out” as well, until {until}."
        )


def _by(person: str, organisation: Organisation) -> str:
    contact = organisation.contacts.of_person(person)
    return contact.name if contact else "somebody who watches"


def _shown(text: str) -> str:
    flat = " ".join(named(text).split())
    return (f"{flat[: _LENGTH - 1]}…" if len(flat) > _LENGTH else flat).rstrip(".") + "."
