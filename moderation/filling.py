"""What is kept of a concern in several answers: how grave it is, whom one told of it, how it ended (map 8.10). Pure.

A platform asks for each answer by itself; together they are one text, a line for each, so that a note holds them in order.
Where there is only one line to write in, they stand side by side with “|” between them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from moderation.model import ActionKind, Case, Note

_BETWEEN: Final = re.compile(r"[|\n]")


@dataclass(frozen=True, slots=True)
class Question:
    """One answer that is asked for. `asks` has at most 45 characters; with `choices` one of these is the answer."""

    name: str
    asks: str
    choices: tuple[str, ...] = ()


#: How a concern can end. The first is no word against anybody: it does not count when somebody is met again.
NOTHING_WRONG: Final = "Nothing was wrong"
_ENDS: Final = (NOTHING_WRONG, "Talked it through", "Put right", "Handed over", "Nothing more can be done")
_AGENCIES: Final = (
    *("Police", "Children's services", "Designated officer (LADO)", "Governing body", "NSPCC", "Internet Watch Foundation"),
    *("Information Commissioner", "The platform", "Somebody else"),
)

QUESTIONS: Final[Mapping[ActionKind, tuple[Question, ...]]] = {
    ActionKind.ASSESS: (
        Question("severity", "How grave is it?", ("Low", "Medium", "High", "Danger now")),
        Question("at_risk", "Who is at risk?"),
        Question("next_step", "What is the next step?"),
    ),
    ActionKind.TOLD: (
        Question("agency", "Who was told?", _AGENCIES),
        Question("when", "When were they told?"),
        Question("by_whom", "Who told them?"),
        Question("reference", "Their reference, and what they said"),
    ),
    ActionKind.CLOSE: (
        Question("outcome", "How did it end?", _ENDS),
        Question("reason", "Why? It is kept with the concern."),
    ),
}


def put_together(kind: ActionKind, answers: Mapping[str, str]) -> str:
    """The answers as one text. What is missing stays empty, and is refused where the text is read."""
    last = len(QUESTIONS[kind]) - 1
    given = [answers.get(each.name, "").strip() for each in QUESTIONS[kind]]
    return "\n".join(text if place == last else " ".join(text.replace("|", "/").split()) for place, text in enumerate(given))


def filled(kind: ActionKind, text: str) -> tuple[str, ...] | None:
    """The answers in a text, in order; None where one is missing, or is none of the choices."""
    questions = QUESTIONS[kind]
    given = [part.strip() for part in _BETWEEN.split(text, len(questions) - 1)]
    if len(given) != len(questions) or not all(given):
        return None
    found = [_chosen(question, answer) for question, answer in zip(questions, given, strict=True)]
    return tuple(found) if all(found) else None


def kept(kind: ActionKind, text: str) -> str:
    """What is kept of what somebody wrote with something that they did: several answers a line each."""
    given = filled(kind, text) if kind in QUESTIONS else None
    return "\n".join(given) if given else text


def lacking(kind: ActionKind) -> str:
    """What is said to somebody who did not answer all of it."""
    asked = " | ".join(f"{each.asks} ({', '.join(each.choices)})" if each.choices else each.asks for each in QUESTIONS[kind])
    return f"Please answer all of it, with | between the answers: {asked}"


def answers(case: Case, kind: ActionKind) -> list[tuple[Note, tuple[str, ...]]]:
    """What was answered about a concern, and when and by whom, oldest first."""
    return [(note, found) for note in case.notes if note.kind == kind and (found := filled(kind, note.text)) is not None]


def _chosen(question: Question, answer: str) -> str:
    if not question.choices:
        return answer
    return next((each for each in question.choices if _same(each) == _same(answer)), "")


def _same(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
