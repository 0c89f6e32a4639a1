"""A drill: an invented incident in private, five steps, and a line in the register that somebody did it (map 8.4, 10.7).

Where somebody is stands in the buttons that they press: the incident and the answers so far, a digit each. Nothing is kept of
what they answered, and no concern is made.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.counter.drill import BEGINS, ENDS, INCIDENTS, LETTERS, NOT_FOR_YOU, RIGHT, STEP, TITLE, WRONG, Incident
from bot.desk import Denied
from bot.intake import person_of
from bot.register import accounts_of
from moderation.context import Organisation
from moderation.model import Account, Evidence, Shown
from storage.store import Transaction

#: A drill is to be done anew after so many months.
MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown of a drill: its text, and the buttons below, each with what is said and where it leads."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()


def begin(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Page | Denied:
    """The first page. Another incident each day."""
    if not person_of(tx, by).is_staff:
        return Denied(NOT_FOR_YOU)
    number = organisation.calendar.local(now).toordinal() % len(INCIDENTS)
    incident = INCIDENTS[number]
    return Page(f"**{TITLE}**\n{BEGINS}\n\n{incident.tells}\n\n{_asked(incident, 0)}", _buttons(number, ""))


def go_on(tx: Transaction, by: Account, organisation: Organisation, state: str, now: datetime) -> Page | Denied:
    """The page after an answer; after the last one it is written down that they did it: an entry of the register."""
    person, (incident, given) = person_of(tx, by), _read(state)
    if not person.is_staff:
        return Denied(NOT_FOR_YOU)
    steps = INCIDENTS[incident].steps
    last = steps[len(given) - 1]
    answered = int(given[-1])
    better = last.answers[last.right]
    said = RIGHT.format(why=last.why) if answered == last.right else WRONG.format(better=better, why=last.why)
    if len(given) < len(steps):
        return Page(f"{said}\n\n{_asked(INCIDENTS[incident], len(given))}", _buttons(incident, given))
    right = sum(int(answer) == step.right for answer, step in zip(given, steps, strict=True))
    today = organisation.calendar.local(now).date()
    shown = Shown(Evidence.DRILL, today, person.id, _later(today))
    others = tuple(each for each in person.shown if each.what is not Evidence.DRILL)
    tx.register(replace(person, shown=(*others, shown)), accounts_of(tx, person.id), person.id)
    return Page(f"{said}\n\n{ENDS.format(right=right, steps=len(steps))}")


def is_state(text: str) -> bool:
    """Whether it is where somebody can be in a drill: after one answer at least."""
    incident, _, given = text.partition(".")
    known = incident.isdecimal() and incident.isascii() and len(incident) == 1 and int(incident) < len(INCIDENTS)
    steps = len(INCIDENTS[int(incident)].steps) if known else 0
    return 1 <= len(given) <= steps and set(given) <= {str(number) for number in range(len(LETTERS))}


def _read(state: str) -> tuple[int, str]:
    incident, _, given = state.partition(".")
    return int(incident), given


def _asked(incident: Incident, number: int) -> str:
    step = incident.steps[number]
    asked = STEP.format(number=number + 1, steps=len(incident.steps), asks=step.asks)
    return "\n".join((asked, *(f"{letter}: {answer}" for letter, answer in zip(LETTERS, step.answers, strict=True))))


def _buttons(incident: int, given: str) -> tuple[tuple[str, str], ...]:
    return tuple((letter, f"{incident}.{given}{number}") for number, letter in enumerate(LETTERS))


def _later(day: date) -> date:
    """So many months later; the last day of a shorter month."""
    years, month = divmod(day.month - 1 + MONTHS, 12)
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, 28))
