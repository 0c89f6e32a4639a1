"""The words on a card that every way of showing one shares. What it says of a concern comes from `moderation/cards.py`."""

from collections.abc import Mapping, Sequence
from typing import Final

from moderation.filling import QUESTIONS, Question, put_together
from moderation.model import ActionKind, CaseState, Speed

#: What each button of a card says, in the order in which a card shows them. The notices ask for them by these names.
BUTTONS: Final = {
    ActionKind.SEEN: "Seen",
    ActionKind.REMOVE: "Remove",
    ActionKind.RESTORE: "Restore",
    ActionKind.SECOND_OPINION: "Second opinion",
    ActionKind.TELL_ADULT: "Tell the adults",
    ActionKind.DO_NOT_TELL: "Do not tell",
    ActionKind.ANSWERED: "Answered",
    ActionKind.HOLD: "Legal hold",
    ActionKind.ASSESS: "Assess",
    ActionKind.TOLD: "Told outside",
    ActionKind.NOTE: "Note",
    ActionKind.CLOSE: "Close",
    ActionKind.APPEAL: "I think this is wrong",
}

SPEEDS: Final = {Speed.NOW: "look now", Speed.TODAY: "look today", Speed.WEEKLY: "look this week"}

STATES: Final = {
    CaseState.NEW: "nobody has said “seen” yet",
    CaseState.CLAIMED: "somebody is dealing with it",
    CaseState.CLOSED: "closed",
}

# The labels of a card

WHERE_AND_WHO: Final = "{who}\n{where}"
HOW_SURE: Final = "\nHow sure: {sure}"
DONE: Final = "What was done"
NEXT: Final = "What to do next"
WHY: Final = "Why"
#: Before the ledger's note, in the foot of a card. It is for checking the record later, and read by programs.
RECORD: Final = "Record: "
TASK: Final = "To do by hand"
THE_CARD: Final = "The concern: {link}"
#: Beside an urgent card that was shown to somebody else.
FOR_YOU_TOO: Final = "This concern is for you too."

# A post that was put back

WROTE: Final = "{name} wrote:"

# Asking for a reason. At most 45 characters, which is what Discord shows of a label.

REASON: Final = "Why? It is kept with the concern."
NOTE: Final = "Your note. It is kept with the concern."
ANSWERED: Final = "Who was answered or told, and what?"
HOLD: Final = "Who asks for it, and their reference?"
APPEAL: Final = "Do you want to say why? You don't have to."

# Answering a press

NOT_KEPT: Final = "This could not be kept just now. Please try again in a few minutes."
KEPT: Final = "This is kept, and will be dealt with. The card will show what came of it."


def questions(kind: ActionKind) -> Sequence[Question]:
    """What is asked of whoever presses a button, in order; what they answer is put together by `written`."""
    return QUESTIONS.get(kind) or (Question("reason", asked_for(kind)),)


def written(kind: ActionKind, answers: Mapping[str, str]) -> str:
    """The answers of a form, as the reason that goes with what was pressed."""
    return put_together(kind, answers) if kind in QUESTIONS else answers.get("reason", "")


def asked_for(kind: ActionKind) -> str:
    """What is asked of whoever presses a button."""
    asked = {ActionKind.APPEAL: APPEAL, ActionKind.NOTE: NOTE, ActionKind.ANSWERED: ANSWERED, ActionKind.HOLD: HOLD}
    return asked.get(kind, REASON)
