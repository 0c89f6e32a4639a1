"""What people type of dates, ages and roles, and how the register is said in words."""

from datetime import date
from typing import Final

from bot.people_values import CellError, day, month, role_of
from moderation.model import Evidence, Person, Reach, ResponsibleAdult, ResponsibleKind, Role, derived_id

_ADULT: Final = frozenset({"no", "adult", "18", "over"})
_MINOR: Final = frozenset({"yes", "child", "minor", "under"})

KINDS: Final = {
    ResponsibleKind.PARENT: "parent",
    ResponsibleKind.CARER: "carer",
    ResponsibleKind.EMPLOYER: "employer",
}
REACHED: Final = {
    Reach.PLATFORM: "by an account here",
    Reach.EMAIL: "by e-mail",
    Reach.TELEPHONE: "by telephone, which a person does",
}
EVIDENCE: Final = {
    Evidence.BACKGROUND_CHECK: "background check",
    Evidence.TRAINING: "safeguarding training",
    Evidence.DRILL: "drill",
}


def on(day: date) -> str:
    """Such as "21 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def date_of(typed: str, today: date) -> date:
    """A date that somebody typed: "today", "2027-05-31", "31/05/2027". Raises ValueError with what to say."""
    word = typed.strip().casefold()
    if word == "today":
        return today
    try:
        if found := day("", word):
            return found
    except CellError:
        pass
    raise ValueError("Please give a date that there is, such as 2027-05-31.")


def age_of(typed: str) -> tuple[bool, str | None]:
    """Whether somebody is under 18, and the month in which that ends if it was said: "2029-04", "yes" or "no".

    Raises ValueError with what to say.
    """
    word = typed.strip().casefold()
    if word in _ADULT or word in _MINOR:
        return word in _MINOR, None
    try:
        if found := month(word):
            return True, found
    except CellError:
        pass
    raise ValueError("Please give the month in which they turn 18, such as 2029-04; or “yes” (under 18) or “no” (18 or over).")


def role_called(typed: str) -> Role:
    """Raises ValueError with what to say."""
    word = typed.strip()
    if not word:
        raise ValueError(f"Please say what they are: {', '.join(Role)}.")
    try:
        return role_of(word)
    except CellError as error:
        said = f"{str(error)[:1].upper()}{str(error)[1:]}"
        raise ValueError(said if said.endswith("?") else f"{said}.") from None


def evidence_called(typed: str) -> Evidence:
    """What was shown, by any word of it. Raises ValueError with what to say."""
    word = typed.strip().casefold().replace(" ", "_")
    if word in {"dbs", "check", "background", Evidence.BACKGROUND_CHECK}:
        return Evidence.BACKGROUND_CHECK
    if word in {"training", "course", "safeguarding_training"}:
        return Evidence.TRAINING
    raise ValueError("Please say what was seen: “check” (of their background) or “training”.")


def adult_id(adult: ResponsibleAdult) -> str:
    """What tells one adult of a child from another, by where they are reached, or by name where nobody knows that."""
    return derived_id("a_", adult.reach, adult.address.casefold() or adult.name.casefold())[:12]


def adult_said(adult: ResponsibleAdult) -> str:
    """One responsible adult in a line, for those who keep the register."""
    where = f" ({adult.address})" if adult.address else ""
    if adult.no_contact:
        stands = "NO CONTACT: is told nothing"
    elif adult.confirmed:
        stands = "confirmed on paper" if adult.paper else "confirmed"
    elif adult.reach is Reach.TELEPHONE:
        stands = "rung by a person"
    else:
        stands = "asked to confirm" if adult.code else "NOT confirmed: nothing of substance goes there"
    return f"{adult.name or 'somebody without a name'}, {KINDS[adult.kind]}, {REACHED[adult.reach]}{where}; {stands}"


def age_said(person: Person) -> str:
    age = {True: "under 18", False: "18 or over", None: "of an age that nobody has said"}[person.minor]
    return f"{age}, turns 18 in {person.turns_18}" if person.turns_18 and person.minor is not False else age
