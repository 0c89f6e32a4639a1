"""Postcodes told aloud: letter by letter, by name or sound ("en en one four ex are"), and half by half ("bs6 then 5tf")."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from moderation.detectors._postcodes import is_postcode
from moderation.text import Layer
from moderation.text.layer import Edit, rewritten

LETTER_NAMES: Final = {
    name: letter
    for letter, names in {
        "a": "alpha alfa", "b": "bravo bee", "c": "charlie cee", "d": "delta dee", "e": "echo", "f": "foxtrot eff",
        "g": "golf gee", "h": "hotel aitch haitch", "i": "india", "j": "juliet juliett jay", "k": "kilo kay",
        "l": "lima el ell", "m": "mike em", "n": "november en", "o": "oscar", "p": "papa pee", "q": "quebec queue",
        "r": "romeo ar", "s": "sierra ess es", "t": "tango tee", "u": "uniform", "v": "victor vee", "w": "whiskey whisky",
        "x": "xray ex", "y": "yankee wye", "z": "zulu zed zee",
    }.items()
    for name in names.split()
}  # fmt: skip
#: Words that sound like a letter or a figure, which count only within a code that is told letter by letter.
_SOUNDS: Final = {
    "are": "r", "you": "u", "why": "y", "sea": "c", "see": "c", "be": "b", "tea": "t",
    "pea": "p", "ay": "a", "gee": "g", "ef": "f",
    "oh": "0", "o": "o", "zero": "0", "nought": "0", "one": "1", "won": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
#: What an outward or inward figure is mistaken for.
CONFUSED: Final = str.maketrans({"o": "0", "i": "1", "l": "1"})

_SAID = {**LETTER_NAMES, **_SOUNDS}
_PIECE = rf"(?:{'|'.join(sorted(_SAID, key=lambda word: -len(word)))}|[a-z]{{1,2}}|[0-9]{{1,2}})"
_RUN = re.compile(rf"(?<![a-z0-9'])(?:{_PIECE}[ ,.-]{{1,2}}){{2,11}}{_PIECE}(?![a-z0-9'])")
_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST, _LONGEST = 5, 7
_FEWEST_NAMES = 2  # letters that are named beyond doubt

_OUTWARD, _INWARD = r"[a-z]{1,2}[0-9][0-9a-z]?", r"[0-9][ ]?(?:(?:and[ ])?then[ ])?[a-z][ ]?[a-z]"
_HALVES = re.compile(
    rf"(?<![a-z0-9'])(?P<out>{_OUTWARD})[ ,.]{{1,3}}(?:[a-z]{{2,8}}[ ,]{{1,2}}){{0,3}}"
    rf"(?:then|space|gap|second|2nd|next|other|last|end|rest)(?:[ ](?:bit|half|part|is|its)){{0,2}}[ ](?:and[ ])?"
    rf"(?P<in>{_INWARD})(?![a-z0-9'])"
)
#: "2nd", "5km": what follows a "then" and is no half of a code.
_NO_HALF = re.compile(r"[0-9](?:nd|st|rd|th|am|pm|km|ft|kg|hr|yd|cm|mm|up|on|of|in|to|so|we|he|it|go|is|at|by|us|as|an)")
#: "P05 1AB", "1P4 3NU": a figure in an area that is drawn like its letter. The digit layer reads the area LL as "11".
_AREA_FIGURE = re.compile(
    r"(?<![a-z0-9])(?:[cpy]0|0[lx]|1[gmpv])(?=[0-9]{1,2}[ ]?[0-9][a-z]{2}(?![a-z0-9]))"
    r"|(?<![a-z0-9])11(?=[1-7][0-9][ ]?[0-9][a-z]{2}(?![a-z0-9]))"
)
_AREA_LETTER = str.maketrans("01", "oi")


def spoken(layer: Layer) -> Layer:
    """The layer with every such code put together: "nn1 4xr"."""
    return rewritten(layer, "told", _told(layer.text))


def _told(text: str) -> Iterator[Edit]:
    edits = sorted((*_runs(text), *_halves(text), *_confused(text)))
    done = 0
    for start, end, code in edits:
        if start >= done:
            yield start, end, code
            done = end


def _runs(text: str) -> Iterator[Edit]:
    for run in _RUN.finditer(text):
        words = list(_WORD.finditer(text, *run.span()))
        if any(word[0] in _SAID for word in words) and (found := _code_in(words)):
            yield found


def _code_in(words: list[re.Match[str]]) -> Edit | None:
    """The longest code that words next to each other spell out."""
    for first, last in sorted(combinations(range(len(words) + 1), 2), key=lambda ends: ends[0] - ends[1]):
        told = words[first:last]
        named = sum(word[0] in LETTER_NAMES or len(word[0]) == 1 for word in told)
        code = "".join(_SAID.get(word[0], word[0]) for word in told)
        if _SHORTEST <= len(code) <= _LONGEST and named >= _FEWEST_NAMES and len(told) > 2 and is_postcode(code):
            return told[0].start(), told[-1].end(), f"{code[:-3]} {code[-3:]}"
    return None


def _halves(text: str) -> Iterator[Edit]:
    for match in _HALVES.finditer(text):
        inward = re.sub(r"[^0-9a-z]|then|and", "", match["in"])
        if not _NO_HALF.fullmatch(inward) and is_postcode(f"{match['out']}{inward}"):
            yield *match.span(), f"{match['out']} {inward}"


def _confused(text: str) -> Iterator[Edit]:
    for match in _AREA_FIGURE.finditer(text):
        yield *match.span(), "ll" if match[0] == "11" else match[0].translate(_AREA_LETTER)
