"""Telephone numbers, however they are written (policy map 2.1, 2.4, 2.6), but for the organisation's own (2.3).

A number is a row of digit groups, in this message or begun in the author's earlier ones, that would reach a telephone in
the United Kingdom or, with a plus sign, abroad. How it is grouped, what is said around it and what else stands in the row
say how likely it is that it was meant as one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors import _phone_cues as cues
from moderation.detectors._dialling import LONGEST, SHORTEST, Dialled, Line, dialled
from moderation.detectors._earlier import TAIL, earlier
from moderation.detectors._groups import Gap, Group, Row, rows, sounded
from moderation.model import Category, Finding

_Spans = list[tuple[int, int]]

_A_DIGIT = re.compile(r"[0-9]")

#: By what it reaches, and whether that range is in use.
_SCORES: Final = {
    (Line.MOBILE, True): 950,
    (Line.MOBILE, False): 800,
    (Line.LANDLINE, True): 860,
    (Line.LANDLINE, False): 380,
    (Line.SERVICE, True): 350,
    (Line.SERVICE, False): 150,
    (Line.ABROAD, True): 860,
    (Line.ABROAD, False): 350,
}
#: The same without the leading zero, which ten digits of anything may look like.
_UNPREFIXED: Final = {
    (Line.MOBILE, True): 620,
    (Line.MOBILE, False): 380,
    (Line.LANDLINE, True): 280,
    (Line.LANDLINE, False): 100,
}
_FOR_A_CUE = 340
_DICTATED = 120  # ten digits given one by one, or as somebody's number, are hardly anything else
_LABELLED, _LABELLED_IN_GROUPS = 350, 550  # at most; a number with another name but grouped like a telephone's
_CERTAIN, _LEAST, _LOCAL_SCORE = 990, 100, 600
_IN_A_LINK, _AMONG_LETTERS, _OTHER_DIGITS = 600, 350, 300
_GAPS: Final = {Gap.SIGNS: 0, Gap.FILLER: 15, Gap.MESSAGE: 15, Gap.WORDS: 110}
_UNPREFIXED_WORDS = 300
_A_LIST, _PAIRS = 600, 300
_LONG_ROW = 40  # groups; in a longer row only a number with its prefix is looked for
_OWN_SHORTEST = 6  # digits: 116 123 stands for itself, 999 may be part of any number
_COUNTING = "01234567890123456789"

_REASONS: Final = {
    Line.MOBILE: "This looks like a UK mobile number",
    Line.LANDLINE: "This looks like a UK landline number",
    Line.SERVICE: "This looks like the number of an organisation or a service",
    Line.ABROAD: "This looks like a telephone number of another country",
}


@dataclass(frozen=True, slots=True)
class _Number:
    """Groups [start, end) of a row that could be dialled. `spelled` are its digits, with the plus sign if it has one."""

    row: Row
    start: int
    end: int
    line: Line
    score: int
    spelled: str

    @property
    def groups(self) -> Sequence[Group]:
        return self.row[self.start : self.end]


class Phone:
    name = "personal-details/phone"
    version = 1
    clauses = ("2.1", "2.4", "2.6")

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        layers = [reading.digits for reading in view.readings]
        if not any(_A_DIGIT.search(layer.text) for layer in layers):
            return
        lines = [sounded(layer.text) for layer in layers]
        first = 0
        own = context.allowed.dialled
        numbers = list(_numbers(lines, own, joined=False))
        if not numbers and sum(map(len, lines)) <= TAIL:
            before = [sounded(reading.digits.text) for reading in earlier(view, context)]
            first = len(before)
            numbers = list(_numbers([*before, *lines], own, joined=True))
        for number in numbers:
            if context.allowed.allows("phone", number.spelled):
                continue
            for line, groups in groupby(number.groups, key=lambda group: group.line):
                pieces = list(groups)
                if line >= first:
                    start, end = layers[line - first].span(pieces[0].start, pieces[-1].end)
                    reason = _REASONS[number.line] + ("." if len(pieces) == len(number.groups) else ", given in pieces.")
                    yield saw(self, Category.PERSONAL_DETAILS, "phone", (line - first, start, end), number.score, reason)


def _numbers(lines: Sequence[str], own: Set[str], joined: bool) -> Iterator[_Number]:
    """The numbers in some digit layers but `own`; where two share digits, the likelier."""
    links = [_links(text) for text in lines]
    for row in (part for whole in rows(lines, joined) for part in _between(whole, own)):
        if sum(len(group.digits) for group in row) >= SHORTEST:
            taken: set[int] = set()
            for number in sorted(_candidates(row, lines, links), key=lambda n: (-n.score, -len(n.spelled), n.start)):
                places = range(number.start, number.end)
                if taken.isdisjoint(places):
                    taken.update(places)
                    yield number
    for index, text in enumerate(lines):
        for match in cues.LOCAL.finditer(text):
            group = Group(match["number"], index, *match.span("number"), Gap.SIGNS, "")
            yield _Number([group], 0, 1, Line.LANDLINE, _LOCAL_SCORE, match["number"])


def _between(row: Row, own: Set[str]) -> Iterator[Row]:
    """What is left of a row without the organisation's own numbers, which would else lend their digits to others."""
    begin = start = 0
    while start < len(row):
        if end := _end_of_own(row, start, own):
            yield _cut(row, begin, start)
            begin = start = end
        else:
            start += 1
    yield _cut(row, begin, len(row))


def _end_of_own(row: Row, start: int, own: Set[str]) -> int | None:
    digits = ""
    for end in range(start + 1, min(start + LONGEST, len(row)) + 1):
        digits += row[end - 1].digits
        if len(digits) >= _OWN_SHORTEST and digits in own:
            return end
    return None


def _cut(row: Row, start: int, end: int) -> Row:
    """A stretch of a row as a row of its own."""
    return [row[start]._replace(gap=Gap.SIGNS, between=""), *row[start + 1 : end]] if start < end else []


def _candidates(row: Row, lines: Sequence[str], links: Sequence[_Spans]) -> Iterator[_Number]:
    backwards = any(cues.BACKWARDS.search(lines[line]) for line in {group.line for group in row})
    for start, first in enumerate(row):
        plus = cues.PLUS.search(lines[first.line], max(0, first.start - 8), first.start) is not None
        digits = ""
        for end in range(start + 1, min(start + LONGEST, len(row)) + 1):
            digits += row[end - 1].digits
            if len(digits) > LONGEST or (len(row) > _LONG_ROW and digits[0] != "0" and not plus):
                break
            for spelled in (digits, digits[::-1]) if backwards else (digits,):
                reached = dialled(spelled, plus)
                if reached is not None and not _is_counting(spelled, reached.prefixed):
                    score = _score(row, start, end, reached, lines)
                    if _lies_in(links[first.line], first.start):
                        score -= _IN_A_LINK
                    if score >= _LEAST:
                        yield _Number(row, start, end, reached.line, score, "+" * plus + spelled)


def _score(row: Row, start: int, end: int, reached: Dialled, lines: Sequence[str]) -> int:
    groups = row[start:end]
    first, last = groups[0], groups[-1]
    openings = [first, *(group for group in groups if group.gap is Gap.MESSAGE)]
    before = [lines[group.line][max(0, group.start - cues.BEFORE) : group.start] for group in openings]
    after = lines[last.line][last.end : last.end + cues.AFTER]
    own = any(map(cues.OWN.search, before)) or cues.OWN_AFTER.match(after) is not None
    cued = own or any(map(cues.CUE.search, before)) or cues.CUE_AFTER.match(after) is not None

    score = (_SCORES if reached.prefixed else _UNPREFIXED)[reached.line, reached.known]
    if own or (cued and reached.line is not Line.SERVICE):
        score += _FOR_A_CUE
    if not reached.prefixed:
        score += _DICTATED * (len(groups) >= SHORTEST - 2) + _DICTATED * own
        score -= _UNPREFIXED_WORDS * any(group.gap is Gap.WORDS for group in groups[1:])
    score = min(score, _CERTAIN)
    score -= sum(_GAPS[group.gap] for group in groups[1:])
    if _is_a_list(groups):
        score -= _A_LIST
    if reached.line is Line.LANDLINE and len(first.digits) == 2 and not cued:
        score -= _PAIRS
    if _stands_among_digits(row, start, end):
        score -= _OTHER_DIGITS
    if any(_is_a_fraction(row, place) for place in range(start, end)):
        score -= _A_LIST
    glued = cues.GLUED.search(before[0])
    if (glued and not cues.GLUED_CUE.search(glued[0])) or cues.GLUED_AFTER.match(after):
        score -= _AMONG_LETTERS
    if cues.LABEL.search(before[0]):
        score = min(score, _LABELLED_IN_GROUPS if len(groups) > 1 and reached.prefixed else _LABELLED)
    return score


def _is_a_list(groups: Sequence[Group]) -> bool:
    """Pairs with commas between or in ascending order, such as the shirts of a team, or a row of scores (0-7, 1-2, 3-3)."""
    pairs = [group.digits for group in groups if len(group.digits) == 2]
    commas = sum("," in group.between for group in groups[1:])
    if len(pairs) >= 3 and (commas >= 3 or pairs == sorted(set(pairs))):
        return True
    within, between = ({group.between for group in groups[start::2]} for start in (1, 2))
    return len(groups) >= 6 and within.isdisjoint(between)


def _is_a_fraction(row: Row, place: int) -> bool:
    """The digits after the point of 3.14159265."""
    group = row[place]
    return group.between == "." and len(group.digits) > 6 and len(row[place - 1].digits) == 1


def _is_counting(digits: str, prefixed: bool) -> bool:
    """Whether somebody counts, or runs a finger along the keys."""
    if prefixed:
        return digits in _COUNTING
    return any(_COUNTING[step : step + 6] in digits for step in range(10))


def _stands_among_digits(row: Row, start: int, end: int) -> bool:
    """Whether it was cut out of a longer row without any sign of its own where it begins or ends."""
    first, last = row[start], row[end - 1]
    cut_before = start > 0 and first.gap is Gap.SIGNS and len(first.digits) < 3
    cut_after = end < len(row) and row[end].gap is Gap.SIGNS and len(last.digits) < 3 and len(row[end].digits) < 3
    return cut_before or cut_after


def _links(text: str) -> _Spans:
    """Where the links are that do not themselves call or write to a number."""
    return [link.span() for link in cues.LINK.finditer(text) if not cues.CALLING_LINK.search(link[0])]


def _lies_in(spans: _Spans, place: int) -> bool:
    index = bisect_right(spans, place, key=itemgetter(0)) - 1
    return index >= 0 and place < spans[index][1]


DETECTOR = Phone()
