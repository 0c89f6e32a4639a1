"""What somebody is asked to agree to, as a card shows it, and what its buttons say (map 10.1 to 10.3)."""

from collections.abc import Sequence
from typing import Final

from bot.agreements.signing import Press, Sheet

LABELS: Final = {
    Press.AGREE: "I agree",
    Press.CONFIRM: "I confirm",
    Press.PHOTOS_YES: "Pictures: yes",
    Press.PHOTOS_NO: "Pictures: no",
    Press.TAKE_BACK: "I take it back",
}
TITLE: Final = "What we agree on here"
FOR: Final = "About {name}"
MEANS: Final = "“{button}” means:"
ASKED: Final = "What is asked"
MONTHLY: Final = "Each month again. If you cannot say it, do not press it: speak with your safeguarding lead."
CONFIRMED: Final = "You have confirmed this for this month."
STANDS: Final = "You have agreed to this already."
#: The form by which staff sign.
SIGN: Final = "Sign"
NAME: Final = "Your name, as your signature"
JOB: Final = "Your job title"
#: The file that holds a statement which is too long to be shown.
FILE: Final = "statement.txt"
TOO_LONG: Final = "The statement is longer than fits here. Please read it before you agree: {where}"
IN_A_FILE: Final = "it is attached as a file."
ASK_FOR_IT: Final = "ask your safeguarding lead for it."


def clauses(sheet: Sheet) -> str:
    """The statement, a paragraph for each clause."""
    return "\n\n".join(f"{each.number} {each.text}" for each in sheet.clauses)


def means(sheet: Sheet) -> Sequence[str]:
    """What the buttons mean, a line each."""
    lines = [*_meaning(Press.AGREE, sheet.says), *([sheet.photos] if sheet.photos else [])]
    lines += [STANDS] if sheet.stands and sheet.says else []
    if sheet.monthly:
        lines += [*_meaning(Press.CONFIRM, sheet.monthly), CONFIRMED if sheet.confirmed else MONTHLY]
    return lines


def _meaning(what: Press, says: Sequence[str]) -> Sequence[str]:
    return [MEANS.format(button=LABELS[what]), *(f"• {each}" for each in says)] if says else []


def chosen(found: Sequence[Sheet], name: str = "") -> Sheet:
    """The one that is meant by a name or an id, else the first of which something is still to be said."""
    meant = name.casefold().strip()
    named = [each for each in found if meant and meant in {each.about.casefold(), each.name.casefold()}]
    return next(iter(named or [each for each in found if not (each.stands and each.confirmed)] or found))
