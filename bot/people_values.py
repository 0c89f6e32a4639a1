"""The cells of `people.csv`: what people write in a spreadsheet, as values. A cell that cannot be read raises CellError."""

import re
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, TypeVar

from moderation.model import Reach, ResponsibleKind, Role

PLATFORMS: Final = ("discord", "slack", "archive")

_YES: Final = {"yes", "y", "true", "t", "1", "x", "✓"}
_NO: Final = {"no", "n", "false", "f", "0", "-"}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: What people call a role, and which of the product's it is. Only a hint: the file has to say it.
_OTHER_WORDS: Final = {
    **dict.fromkeys(("coach", "tutor", "teacher", "trainer", "volunteer", "manager", "committee", "assessor"), "staff"),
    **dict.fromkeys(("welfare", "welfare officer", "safeguarding", "dsl", "safeguarding lead"), "lead"),
    **dict.fromkeys(("player", "junior", "pupil", "kid", "youth", "minor"), "child"),
    **dict.fromkeys(("student", "apprentice", "trainee"), "learner"),
    **dict.fromkeys(("guardian", "mum", "dad", "mother", "father", "carer"), "parent"),
    **dict.fromkeys(("admin", "mod", "monitor"), "moderator"),
}

_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]{1,20})?[eE]\+?[0-9]{1,3}")
_DISCORD = re.compile(r"[0-9]{15,20}")
_SLACK = re.compile(r"[UWB][A-Z0-9]{5,20}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,63}(?:\.[^@\s.]{1,63}){1,8}")
_NUMBER = re.compile(r"[+(]?[0-9][0-9 ()\-]{5,20}")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T].{0,20})?")
_BRITISH_DAY = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})(?: .{0,20})?")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.][0-9]{1,2})?(?:[ T].{0,20})?")
_DAY_FIRST = re.compile(r"(?:[0-9]{1,2}[-/. ])?([0-9]{1,2})[-/.]([0-9]{4})")
_MONTH_NAME = re.compile(r"(?:[0-9]{1,2}[-/ ])?([a-z]{3,9})[-/ ]([0-9]{2}|[0-9]{4})")

Choice = TypeVar("Choice", bound=StrEnum)


class CellError(ValueError):
    """A cell cannot be read. The text is a sentence for a Problem; it repeats a word of a fixed set, never a name."""


def role_of(cell: str) -> Role:
    """The role, or UNKNOWN for an empty cell."""
    return _choice(Role, "role", cell, _OTHER_WORDS) if cell else Role.UNKNOWN


def kind_of(cell: str) -> ResponsibleKind:
    """Why an adult is told; an empty cell is a parent."""
    words = dict.fromkeys(("mum", "dad", "mother", "father", "guardian"), "parent")
    return _choice(ResponsibleKind, "responsible_adult_kind", cell, words) if cell else ResponsibleKind.PARENT


def _choice(kind: type[Choice], column: str, cell: str, other_words: dict[str, str]) -> Choice:
    word = cell.casefold()
    if word in set(kind):
        return kind(word)
    meant = other_words.get(word) or next(iter(get_close_matches(word[:40], [*kind], n=1)), "")
    hint = f"did you mean {meant}?" if meant else f"write one of {', '.join(kind)}"
    raise CellError(f"{column} '{cell[:40]}' is not known: {hint}")


def platform_of(cell: str, account: str) -> str:
    """The platform, or what the account's id shows it to be where the cell is empty."""
    word = cell.casefold()
    if word in PLATFORMS:
        return word
    if not word:
        if _DISCORD.fullmatch(account):
            return "discord"
        if _SLACK.fullmatch(account):
            return "slack"
        raise CellError("platform is missing: write discord, slack or archive")
    meant = next(iter(get_close_matches(word[:40], PLATFORMS, n=1)), "")
    hint = f"did you mean {meant}?" if meant else f"write one of {', '.join(PLATFORMS)}"
    raise CellError(f"platform '{cell[:40]}' is not known: {hint}")


def account_id(cell: str) -> str:
    """An account's id, free of what spreadsheets put round a number to keep it whole."""
    id_ = cell.removeprefix("=").strip("'\"").strip()
    if _SHORTENED.fullmatch(id_):
        raise CellError("the account number was shortened by the spreadsheet: set the column to Text and paste it again")
    return id_


def doubt_about(platform: str, account: str) -> str:
    """What seems wrong with an account's id, or nothing."""
    if platform == "discord" and not _DISCORD.fullmatch(account):
        return "the account is not a Discord id, which is 17 to 20 digits: use Copy User ID on the person's menu"
    if platform == "discord" and len(account) >= 18 and not account[15:].strip("0"):
        return "the account number ends in noughts and may have been rounded by the spreadsheet: compare it with Discord"
    if platform == "slack" and not _SLACK.fullmatch(account):
        return "the account is not a Slack member id, such as U0123ABCD: use Copy member ID on the person's profile"
    return ""


def yes_or_no(column: str, cell: str) -> bool | None:
    """Yes, no, or None for an empty cell."""
    word = cell.casefold()
    if not word or word == "?":
        return None
    if word in _YES or word in _NO:
        return word in _YES
    raise CellError(f"{column} is neither yes nor no")


def month(cell: str) -> str | None:
    """A month as "YYYY-MM", however a spreadsheet shows it ("2031-09", "01/09/2031", "Sep-31"); the day is let go."""
    word = cell.casefold()
    if not word:
        return None
    if match := _YEAR_MONTH.fullmatch(word):
        year, number = int(match[1]), int(match[2])
    elif match := _DAY_FIRST.fullmatch(word):
        year, number = int(match[2]), int(match[1])
    elif (match := _MONTH_NAME.fullmatch(word)) and match[1][:3] in _MONTHS:
        year, number = int(match[2]), _MONTHS.index(match[1][:3]) + 1
        year += 2000 if year < 100 else 0
    else:
        raise CellError("turns_18 is not a month: write it as 2031-09")
    if not (1950 <= year <= 2100 and 1 <= number <= 12):
        raise CellError("turns_18 is not a month that there is: write it as 2031-09")
    return f"{year:04}-{number:02}"


def day(column: str, cell: str) -> date | None:
    """A date ("2027-05-31", "31/05/2027", also with a time after it), or None for an empty cell."""
    if not cell:
        return None
    if match := _ISO_DAY.fullmatch(cell):
        year, number, of_month = int(match[1]), int(match[2]), int(match[3])
    elif match := _BRITISH_DAY.fullmatch(cell):
        year, number, of_month = int(match[3]), int(match[2]), int(match[1])
    else:
        raise CellError(f"{column} is not a date: write it as 2027-05-31")
    try:
        return date(year, number, of_month)
    except ValueError:
        raise CellError(f"{column} is not a date that there is: write it as 2027-05-31") from None


def reach_of(cell: str) -> tuple[Reach, str]:
    """How an adult is reached: by e-mail, or by a telephone call that a person makes (with no number, one is to be found)."""
    if not cell:
        return Reach.TELEPHONE, ""
    if _EMAIL.fullmatch(cell) and len(cell) <= 254:
        return Reach.EMAIL, cell
    if _NUMBER.fullmatch(cell):
        return Reach.TELEPHONE, cell
    raise CellError("responsible_adult_email is not an e-mail address")
