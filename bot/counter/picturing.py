"""The photo desk as people see it: what its buttons and its form say, the same on every platform (map 6.1, 6.7)."""

from typing import Final

from moderation.model import Equipment, Maker

ASK: Final = "Answer for this picture"
TAKE_DOWN: Final = "Take this down"

#: The form.
TITLE: Final = "Who is in it?"
WHO: Final = "Children who can be seen"
WHO_HINT: Final = "Names as on the register, one a line. Only who is under 18. If there is none, write: none"
NONE: Final = "none"
CHOOSE: Final = "Type a name"
NONE_LABEL: Final = "… or none"
NOBODY: Final = "No child can be seen"
NOBODY_HINT: Final = "Nobody under 18, also not in the background."
CHECKED: Final = "What have you looked at?"
CHECKED_HINT: Final = "Tick what is true. What you leave out stops it."
CHECKED_TOO: Final = "What else have you looked at?"
DRESSED: Final = "Everybody is properly dressed for what they do"
KIND: Final = "Nobody is made fun of, and nobody would mind"
EQUIPMENT: Final = "With what was it taken?"
EQUIPMENTS: Final = {
    Equipment.ORGANISATION: "The organisation's own camera or phone",
    Equipment.OWN: "Somebody's own phone or camera",
}
MAKER: Final = "Whose picture is it?"
MAKERS: Final = {
    Maker.OURS: "One of us made it for the organisation",
    Maker.AGREED: "Somebody else's, who agreed and is named beside it",
    Maker.UNKNOWN: "I do not know",
}
TO: Final = "Where may it go?"


def names(typed: str) -> tuple[tuple[str, ...], bool]:
    """The names that somebody typed, a line or a comma apart, and whether they said that there is none."""
    found = tuple(name for line in typed.splitlines() for each in line.split(",") if (name := " ".join(each.split())))
    said_none = tuple(each.casefold() for each in found) == (NONE,)
    return ((), True) if said_none else (found, False)
