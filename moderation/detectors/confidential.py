"""Confidential material (policy map 2.5): shown to a person who decides, never removed by itself.

Four kinds: a marking ("CONFIDENTIAL: safeguarding"), a record of somebody who is named ("Ella has an EHCP"), somebody's health,
and a file whose name says that it holds such things ("register.xlsx"). What people say of themselves is theirs to say, and what
parents say of their own child is theirs; a child who tells that they have a social worker has broken no confidence.
"""

import re
from collections.abc import Iterator
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors import _case_words as case
from moderation.detectors._handle_words import NOT_NAMES
from moderation.model import Category, Finding, PartKind
from moderation.text import Layer, Reading

_HELD = re.compile(rf"(?<![a-z0-9'])(?P<who>[a-z][a-z'-]{{1,20}}?)(?P<holds>{case.HOLDS})\Z")
_ABOUT = re.compile(rf"(?:{case.ABOUT})(?P<who>[a-z][a-z'-]{{2,20}})(?![a-z])")
_OWN_CHILD = re.compile(
    r"(?<![a-z])(?:my|our)[ ](?:[a-z]{2,9}[ ])?(?:son|daughter|lad|girl|boy|kids?|child|children|twins?|youngest|eldest|"
    r"oldest|grandson|granddaughter|brother|sister)(?![a-z])"
)
_NO_NAMES = """
he she they it we you who that this there someone somebody everyone nobody anyone one person child kid lad girl boy player
players coach club team school mum dad cricket football rugby hockey netball autism adhd asthma epilepsy diabetes dyslexia
anxiety depression monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december the our his her their my your and but training covid english britain british anybody
member members staff children parents parent mate friend pupil student learner apprentice council nhs police england
government charity family people kids support week day month year room today tomorrow sport policy course lead officer
safeguarding welfare childline samaritans nspcc mind barnardos uk please thanks hello hi hey dear sorry yes no ok okay
"""
_NO_CHILDREN: Final = frozenset(_NO_NAMES.split()) | NOT_NAMES
_MARKED, _STAFF_MARKED_LINE, _RECORD, _HEALTH, _BY_OTHERS, _OWN, _FILE, _FILE_MENTIONED = 820, 780, 780, 740, 560, 330, 780, 360
_AMONG_ADULTS = 560  # where no child reads it may be the place for it: the lead has a look

_REASONS: Final = {
    "marking": "This is marked as confidential, and may not be meant for this place.",
    "record": "This looks like case work or a staff matter about somebody who is named.",
    "medical": "This looks like the health of somebody who is named.",
    "file": "This looks like a file that holds details of people.",
}


class Material:
    name = "confidential/material"
    version = 1
    clauses = ("2.5",)

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        most = 1000 if context.may_reach_children else _AMONG_ADULTS
        for part, (written, reading) in enumerate(zip(view.parts, view.readings, strict=True)):
            layer = reading.folded
            by_staff = context.author.is_staff
            for kind, start, end, score in _seen(layer, reading, by_staff, written.kind is PartKind.FILE_NAME):
                place = (part, *layer.span(start, end))
                yield saw(self, Category.CONFIDENTIAL, kind, place, min(score, most), _REASONS[kind])


def _seen(layer: Layer, reading: Reading, by_staff: bool, is_file_name: bool) -> Iterator[tuple[str, int, int, int]]:
    """Kind, place in the layer and score of everything that looks confidential."""
    text = layer.text
    for match in case.MARKING.finditer(text):
        group = "mark" if match["mark"] else "line"
        yield "marking", *match.span(group), _MARKED if group == "mark" else _STAFF_MARKED_LINE
    for kind, pattern, score in (("record", case.RECORD, _RECORD), ("medical", case.HEALTH, _HEALTH)):
        for match in pattern.finditer(text):
            if who := _whom(layer, reading, match):
                own = _OWN_CHILD.search(text, max(0, who[0] - 40), match.end()) is not None
                worth = _OWN if own else score if by_staff else _BY_OTHERS
                yield kind, min(who[0], match.start()), max(who[1], match.end()), worth
    for match in case.FILE.finditer(text):
        start = match.start("file") + len(match["file"]) - len(match["file"].lstrip(" ,'-"))
        yield "file", start, match.end("file"), _FILE if is_file_name else _FILE_MENTIONED


def _whom(layer: Layer, reading: Reading, match: re.Match[str]) -> tuple[int, int] | None:
    """Where somebody is named of whom this is said, in the layer: before it, or after it."""
    before = layer.text[max(0, match.start() - 72) : match.start()]
    offset = match.start() - len(before)
    if (held := _HELD.search(before)) and _is_name(layer, reading, offset + held.start("who"), offset + held.end("who")):
        return offset + held.start("who"), offset + held.end("who")
    about = _ABOUT.match(layer.text, match.end())
    if about and _is_name(layer, reading, *about.span("who")):
        return about.span("who")
    return None


def _is_name(layer: Layer, reading: Reading, start: int, end: int) -> bool:
    """Whether a word is written as a name is, and is none of those that begin sentences."""
    word = layer.text[start:end]
    first, last = layer.span(start, end)
    written = reading.original[first:last]
    capital = written[:1].isupper() and not (reading.original.isupper() and len(reading.original) > len(written))
    return capital and len(word) > 2 and word not in _NO_CHILDREN


DETECTOR = Material()
