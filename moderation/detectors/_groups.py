"""Rows of digits as people write and dictate them: groups, and what stands between one group and the next."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

_GROUP = re.compile(r"[0-9]+")
_WORD = re.compile(r"[a-z']+")

#: What is a number of another sort by its look: it ends a row of digits.
_ELSE = re.compile(
    r"""
      &\#x?[0-9a-f]{2,6};                                                             # an entity
    | (?<![0-9:])(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![0-9]|:[0-9])                      # 18:30
    | (?<![0-9.:])[0-9]{1,2}[.:][0-5][0-9](?=[ ]?[ap]\.?m\b)                            # 6.30pm
    | (?<![0-9/.-])(?:[0-3]?[0-9]([/.-])[01]?[0-9]\1(?:19|20)?[0-9]{2}
        |(?:19|20)[0-9]{2}([/.-])[01][0-9]\2[0-3][0-9])(?![0-9]|[/.-][0-9])             # 14/09/2024
    | [£$€][ ]?(?!0[0-9])[0-9][0-9.,]{0,15} | [0-9]{1,6}(?:\.[0-9]{1,4})?[ ]?[%£€]                # £4.50
    | (?<![0-9])[0-9]{1,4}(?:st|nd|rd|th|s|am|pm|k|km|m|cm|mm|kg|g|lbs?|ft|mph|p|px|gb|mb|yrs?|mins?|hrs?|secs?|pts?)
        (?![a-z])                                                                       # 10th, u12s, 5km
    | (?<![0-9.])(?:(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])\.){3}
      (?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])(?!\.?[0-9])                      # 127.0.0.1
    """,
    re.VERBOSE,
)
_STOP_SIGNS = re.compile(r"[%£$€=?@]")

#: Said between two groups of one number.
_FILLER_WORDS = (
    "then and next ok okay k lol lmao haha hahaha ha um umm uh erm er hmm wait so also plus dash dot space gap pause slash "
    "hyphen point comma star x the is it its it's rest last bit after that followed by finally now here comes goes yh yeah "
    "ye yep thats that's bracket brackets close open again lastly with an a"
)
#: Ties the number beside it to something else: a time, a score, a measure, a month.
_UNIT_WORDS = (
    "am pm for off v vs at from to til till until overs over runs run all min mins minute minutes hour hours hr hrs sec secs "
    "second seconds year years yr yrs old day days week weeks month months goals goal points pts of per percent degrees out "
    "wickets each people players kids laps reps sets miles mile metres meters steps quid pounds pence grand million billion "
    "or jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov "
    "november dec december mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun "
    "sunday under between page pages room pitch lane court won lost drew beat nil no team teams "
    "pin code passcode password id account expires expiry exp order ref version port"
)
_FILLERS, _UNITS = frozenset(_FILLER_WORDS.split()), frozenset(_UNIT_WORDS.split())

#: Words that sound like a digit or are a digit misspelt; read as one only where digits are dictated one by one.
_SOUNDS = {
    "won": "1", "wun": "1", "to": "2", "too": "2", "tu": "2", "tree": "3", "free": "3", "thre": "3", "for": "4", "fore": "4",
    "foor": "4", "fife": "5", "fiv": "5", "sicks": "6", "sevn": "7", "sevun": "7", "seben": "7", "ate": "8", "ait": "8",
    "eigth": "8", "eigt": "8", "nein": "9", "nien": "9", "niner": "9", "nin": "9", "owe": "0", "nil": "0", "zip": "0",
    "zer0": "0", "zerro": "0", "zro": "0", "null": "0",
}  # fmt: skip
_A_SOUND = "|".join(_SOUNDS)
_SOUND = re.compile(rf"(?<![a-z0-9])(?:{_A_SOUND})(?=[ ,.-]{{1,2}}(?:[0-9](?![0-9])|(?:{_A_SOUND})(?![a-z]))|\Z)")
_SINGLE = re.compile(r"(?<![a-z0-9])[0-9](?![a-z0-9])")
_DICTATED = 6  # single digits in a line
_WIDEST = 24  # characters between two groups of one row
_MOST_WORDS = 3
_MESSAGE_EDGE = 48  # characters between a row and its message's edge over which the next message may carry it on


class Gap(IntEnum):
    """What stands before a group, from the tightest to the loosest."""

    SIGNS = 0
    FILLER = 1
    MESSAGE = 2
    WORDS = 3


class Group(NamedTuple):
    """Digits at [start, end) of a line's digit layer, `line` being the place of the line among those that were read."""

    digits: str
    line: int
    start: int
    end: int
    gap: Gap
    between: str


Row = list[Group]


def rows(lines: Sequence[str], joined: bool) -> Iterator[Row]:
    """Every row of groups in the digit layers of some lines. `joined`: a row may go on from one line to the next."""
    row: Row = []
    for number, text in enumerate(lines):
        if row and not joined:
            yield row
            row = []
        first = True
        for start, end in _groups(text):
            gap = _across(lines, row[-1], number, start) if joined and first and row else _within(text, row, start)
            first = False
            if gap is None and row:
                yield row
                row = []
            before = text[row[-1].end : start] if row and row[-1].line == number else ""
            row.append(Group(text[start:end], number, start, end, gap or Gap.SIGNS, before))
    if row:
        yield row


def sounded(text: str) -> str:
    """A digit layer with the words that sound like digits turned too, if digits are dictated; every place stays as it was."""
    if len(_SINGLE.findall(text)) < _DICTATED:
        return text
    return _SOUND.sub(lambda word: _SOUNDS[word[0]].ljust(len(word[0])), text)


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Where the groups are. What is a number of another sort is no group; the gap over it is then too wide or has signs."""
    taken = [found.span() for found in _ELSE.finditer(text)]
    place = 0
    for group in _GROUP.finditer(text):
        start, end = group.span()
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        if place == len(taken) or end <= taken[place][0]:
            yield start, end


def _within(text: str, row: Row, start: int) -> Gap | None:
    if not row:
        return None
    between = text[row[-1].end : start]
    if len(between) > _WIDEST or _GROUP.search(between) or _STOP_SIGNS.search(between):
        return None
    words = _WORD.findall(between)
    if not words:
        return Gap.SIGNS
    if len(words) > _MOST_WORDS or not _UNITS.isdisjoint(words):
        return None
    return Gap.FILLER if _FILLERS.issuperset(words) else Gap.WORDS


def _across(lines: Sequence[str], last: Group, number: int, start: int) -> Gap | None:
    """Whether a row that one message ends with may go on in the next. A message without digits between does no harm."""
    left = lines[last.line][last.end :]
    right = lines[number][:start]
    if max(len(left), len(right)) > _MESSAGE_EDGE or _GROUP.search(left) or _GROUP.search(right):
        return None
    return Gap.MESSAGE
