"""Postcodes (policy map 2.1, 2.4, 2.6), but for those of the organisation's own places (2.3).

A full postcode names some fifteen doors. It is read with its disguises: spaced out, with signs between, with an O for the
zero, with number words, with the letters by name ("lima sierra two nine"). The grounds of other clubs are not on the
allow-list; where the talk is of a match, a postcode is only worth a look.
"""

import re
from collections.abc import Iterator

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._postcodes import is_nearly_postcode, is_postcode
from moderation.detectors._spoken_postcodes import CONFUSED, LETTER_NAMES, spoken
from moderation.detectors._whereabouts import Whereabouts, whereabouts
from moderation.model import Category, Finding
from moderation.text import Layer, Reading
from moderation.text.layer import rewritten

_A_DIGIT = re.compile(r"[0-9]")
_GAP = r"([^a-z0-9]{0,3})"
#: Area, district and inward code with anything short between their characters. An O may stand for a zero, an I or L for a one.
_LOOSE = re.compile(
    rf"(?<![a-z0-9'])[a-z]{_GAP}(?:[a-z]{_GAP})?[0-9]{_GAP}(?:[0-9a-z]{_GAP})?[0-9oil]{_GAP}[a-z]{_GAP}[a-z](?![a-z0-9])"
)
_NOT_CODE = re.compile(r"[^a-z0-9]+")

_LETTER_NAME = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(LETTER_NAMES)})(?![a-z0-9])")

#: What looks like an inward code and is an ordinal or a measure: "b4 2nd half", "m25 2hr queue", "size s8 5px".
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|[04-9]th|[0-9]hr)\Z")
_MEASURE = re.compile(r"[0-9](?:ft|yd|lb|gb|tb|px|yr|pt|nt|xp|hp|dp|ea|pp|nd|st|rd|th|er|ers|ur|us|be|an|as|at|he|we|gd|go)\Z")

_AROUND = " .,!?-:;()[]\n\U0001f4cd\U0001f3e0"  # with a pin or a house drawn beside it
#: "it's …", "we're …", "but i think its …"; and "… thats us".
_POINTED_AT = re.compile(
    r"(?<![a-z])(?:its|it's|we're|home|code|postcode)(?:[ ](?:is|at|now))?[ ]?[=:(-]?[ ]?\Z|[\U0001f4cd\U0001f3e0][ ]?\Z"
)
_POINTED_AFTER = re.compile(
    r"[ ,.]{1,3}(?:thats (?:us|me|mine|ours|it)|is (?:us|me|mine|ours)|i think|dont (?:tell|stalk)|come get|or something|"
    r"(?:is|thats) where (?:i|we))(?![a-z])"
)

_NAME_SIGNS = tuple("/#=_@")  # beside a code they make it part of a link or of a user's name
_SHORTEST = 5  # "m16by" is often something else
_CERTAIN, _LEAST = 980, 200
_FOR_A_CUE, _AT_A_VENUE, _IN_A_NAME, _ORDINARY, _MISTYPED = 260, 550, 400, 250, 100


class Postcode:
    name = "personal-details/postcode"
    version = 2
    clauses = ("2.1", "2.4", "2.6")

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        for part, reading in enumerate(view.readings):
            layer = _readable(reading)
            if not _A_DIGIT.search(layer.text):
                continue
            for match, start, end in layer.find(_LOOSE):
                code = _code(match)
                if code is None or context.allowed.allows("postcode", code):
                    continue
                score = _score(match, reading.original[start:end], code)
                if score >= _LEAST:
                    yield saw(
                        self, Category.PERSONAL_DETAILS, "postcode", (part, start, end), score, "This looks like a UK postcode."
                    )


def _readable(reading: Reading) -> Layer:
    """The digit layer with codes dictated letter by letter or half by half put together, and spelled letters as letters."""
    layer = spoken(reading.digits)
    names = list(_LETTER_NAME.finditer(layer.text))
    if len(names) < 2:
        return layer
    return rewritten(layer, "spelled", ((*name.span(), LETTER_NAMES[name[0]]) for name in names))


def _code(match: re.Match[str]) -> str | None:
    compact = _NOT_CODE.sub("", match[0])
    code = f"{compact[:-3]}{compact[-3].translate(CONFUSED)}{compact[-2:]}"
    return code if is_postcode(code) or is_nearly_postcode(code) else None


def _score(match: re.Match[str], written: str, code: str) -> int:
    capitals = _in_capitals(written)
    score = _by_shape(match, written, len(code))
    text, (start, end) = match.string, match.span()
    place = whereabouts(text, start, end)
    if not is_postcode(code):
        score -= _MISTYPED
    if not text[:start].strip(_AROUND) and not text[end:].strip(_AROUND):
        score += _FOR_A_CUE  # the message says nothing else: an answer
    elif _POINTED_AT.search(text[max(0, start - 32) : start]) or _POINTED_AFTER.match(text, end):
        score += _FOR_A_CUE
    if _NOT_CODE.sub("", match[0])[-3].isalpha():
        if "_" in written:  # a user's name
            return _ORDINARY
        score = 760 if written[-3:].isupper() else 300
    if not capitals and (_ORDINAL.search(code) or (_MEASURE.search(code) and place is Whereabouts.UNSAID)):
        return _ORDINARY
    if text[start - 1 : start] in _NAME_SIGNS or text[end : end + 1] in _NAME_SIGNS:
        score -= _IN_A_NAME
    score = min(score, _CERTAIN)
    match place:
        case Whereabouts.LIVED_IN | Whereabouts.NAMED:
            return min(score + _FOR_A_CUE, _CERTAIN)
        case Whereabouts.VENUE | Whereabouts.PLAY:
            return min(score, _AT_A_VENUE)
        case Whereabouts.UNSAID:
            return score


def _in_capitals(written: str) -> bool:
    return written[0].isupper() and written[-2:].isupper()


def _by_shape(match: re.Match[str], written: str, length: int) -> int:
    """How likely a postcode is written with these gaps between its characters."""
    capitals = _in_capitals(written)
    gaps = [gap for gap in match.groups() if gap is not None]
    middle = gaps.pop(-3)
    after_area = gaps.pop(0 if match[2] is None else 1)
    if middle and after_area and all(gaps):
        return 850 if capitals else 800
    if any(gaps):
        return 700 if capitals else 300
    if after_area:
        return 860 if capitals else 380
    if middle in (" ", "\n", "  "):
        return 950 if capitals else 850
    if middle:
        return 880 if capitals else 700
    if capitals:
        return 900
    return 560 if length == _SHORTEST or not written.islower() else 740


DETECTOR = Postcode()
