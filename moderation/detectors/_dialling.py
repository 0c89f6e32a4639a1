"""What a row of digits would be if it were dialled in the United Kingdom.

`phonenumbers` (Google's numbering data) says which numbers are in use; the ranges that Ofcom keeps for drama ("Telephone
numbers for use in TV and radio drama programmes") are in nobody's use, so it calls them invalid, but a child who writes one
has written what looks like a telephone number all the same, and every example and test uses them.
"""

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from phonenumbers import NumberParseException, PhoneNumber, is_valid_number, parse

UK = 44
LONGEST = 15  # digits in an international number (ITU-T E.164)
SHORTEST = 10

_DRAMA = re.compile(
    r"(?:11[345678]|1[23456]1)4960[0-9]{3}"  # Leeds, Sheffield, Nottingham … Birmingham, Edinburgh … Manchester
    r"|2079460[0-9]{3}|1914980[0-9]{3}|2896496[0-9]{3}|2920180[0-9]{3}"  # London, Tyneside, Northern Ireland, Cardiff
    r"|1632960[0-9]{3}"  # no area
    r"|7700900[0-9]{3}|8081570[0-9]{3}|9098790[0-9]{3}|3069990[0-9]{3}"
)
_MOBILE = re.compile(r"7[0-9]{9}")
_LANDLINE = re.compile(r"[12][0-9]{8,9}")
_SERVICE = re.compile(r"[389][0-9]{9}|80[0-9]{7}|5[56][0-9]{8}|8001111|845464[0-9]")


class Line(Enum):
    """Whose number it can be."""

    MOBILE = auto()
    LANDLINE = auto()
    #: 03, 05, 08 and 09: helplines, firms and councils, hardly ever a family.
    SERVICE = auto()
    ABROAD = auto()


class Dialled(NamedTuple):
    """`known`: the number is in a range that is in use or kept for drama. `prefixed`: written with 0 or a country's code."""

    line: Line
    known: bool
    prefixed: bool


def dialled(digits: str, plus: bool) -> Dialled | None:
    """What a row of digits would reach, or None. `plus`: a plus sign stands before it."""
    if not SHORTEST <= len(digits) <= LONGEST:
        return None
    if plus:
        return _international(digits)
    if digits.startswith("00"):
        return _international(digits[2:])
    if digits.startswith("0"):
        return _british(digits[1:], prefixed=True)
    if digits.startswith("44") and len(digits) >= 12:
        return _british(digits[2:].removeprefix("0"), prefixed=True)
    if len(digits) == SHORTEST and digits[0] in "127":
        return _british(digits, prefixed=False)
    return None


def _international(digits: str) -> Dialled | None:
    if digits.startswith("44"):
        return _british(digits[2:].removeprefix("0"), prefixed=True)
    if not digits or digits[0] == "0":
        return None
    return Dialled(Line.ABROAD, _known_abroad(digits), prefixed=True)


def _british(national: str, prefixed: bool) -> Dialled | None:
    if _MOBILE.fullmatch(national):
        line = Line.MOBILE
    elif _LANDLINE.fullmatch(national):
        line = Line.LANDLINE
    elif _SERVICE.fullmatch(national):
        line = Line.SERVICE
    else:
        return None
    return Dialled(line, _known(national), prefixed)


@lru_cache(maxsize=1024)
def _known(national: str) -> bool:
    if _DRAMA.fullmatch(national):
        return True
    return is_valid_number(PhoneNumber(country_code=UK, national_number=int(national)))


@lru_cache(maxsize=1024)
def _known_abroad(digits: str) -> bool:
    try:
        return is_valid_number(parse(f"+{digits}"))
    except NumberParseException:
        return False
