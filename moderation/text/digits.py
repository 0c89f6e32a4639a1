"""The digit layer: numbers that were written as words, turned into digits where they stand."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from moderation.text.layer import Edit, Layer, renamed, rewritten


class _Kind(Enum):
    DIGITS = auto()  # written as digits
    UNIT = auto()  # a word for one digit
    TEEN = auto()
    TENS = auto()
    ZERO = auto()  # `o` and `oh`: a zero beside other numbers, else a letter and a sigh
    REPEAT = auto()
    ROUND = auto()
    PLUS = auto()
    DRAWN = auto()  # letters only, drawn like digits: digits in a number that is long enough to be a telephone's


_FIRM = frozenset((_Kind.DIGITS, _Kind.UNIT, _Kind.TEEN, _Kind.TENS))
_REPEATABLE = frozenset((_Kind.DIGITS, _Kind.UNIT, _Kind.ZERO))

_UNITS = "zero one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_REPEATS = {"double": "2", "treble": "3", "triple": "3", "quadruple": "4"}
_WORDS = (
    {word: (_Kind.UNIT, str(value)) for value, word in enumerate(_UNITS.split())}
    | dict.fromkeys(("nought", "naught"), (_Kind.UNIT, "0"))
    | {word: (_Kind.TEEN, str(value)) for value, word in enumerate(_TEENS.split(), 10)}
    | {word: (_Kind.TENS, str(value)) for value, word in enumerate(_TENS.split(), 2)}
    | dict.fromkeys(("o", "oh"), (_Kind.ZERO, "0"))
    | {word: (_Kind.REPEAT, times) for word, times in _REPEATS.items()}
    | {"hundred": (_Kind.ROUND, "00"), "thousand": (_Kind.ROUND, "000"), "plus": (_Kind.PLUS, "+")}
)
_DIGITS = frozenset("0123456789")

_TOKEN = re.compile(r"[a-z]+|[0-9]+")
_GLUED_PART = rf"(?:oh|nought|naught|{'|'.join([*_UNITS.split(), *_REPEATS, 'hundred'])})"
_GLUED = re.compile(rf"(?:{_GLUED_PART}){{2,}}+")  # zerosevenseven
_PARTS = re.compile(_GLUED_PART)
_LOOKALIKE = re.compile(r"[oil]{1,6}")  # 077oo 9ool23
_LOOKALIKE_DIGITS = str.maketrans("oil", "011")
_NUMERAL = _DIGITS | frozenset("oil")
_CHUNK = 4  # from so many on an l at the end is a one (900l), below it may be litres
_LONG = 10  # digits of a telephone number without its first zero
_WIDEST_GAP = 3  # characters between two numbers of one run
_RUN = 3  # items from which tens, teens and round numbers are taken as dictated digits


_WORTHWHILE = re.compile(rf"{'|'.join(word for word in _WORDS if len(word) > 2)}|\boh?\b|[0-9][oil]|[oil][0-9]")


class _Item(NamedTuple):
    start: int
    end: int
    kind: _Kind
    value: str  # its digits; for a repeat, how often


def digits(folded: Layer) -> Layer:
    """The folded layer with number words as digits: `oh seven double seven` reads `0 7 77`; all else stays.

    A word for one digit is turned wherever it stands. `o`, `oh`, `double` and the like need numbers beside them; tens,
    teens and hundreds need a run of three numbers, so that `twenty three players` stays as it is while `oh seven
    twenty three` reads `0 7 23`.
    """
    if not _WORTHWHILE.search(folded.text):
        return renamed(folded, "digits")
    return rewritten(folded, "digits", (edit for run in _runs(folded.text) for edit in _edits(run)))


def _runs(text: str) -> Iterator[list[_Item]]:
    """Numbers with nothing between them but a short gap."""
    run: list[_Item] = []
    for token in _TOKEN.finditer(text):
        items = _items(text, *token.span())
        if run and (not items or items[0].start - run[-1].end > _WIDEST_GAP):
            yield run
            run = []
        run.extend(items)
    if run:
        yield run


def _items(text: str, start: int, end: int) -> list[_Item]:
    """The numbers that a token is, one or several or none."""
    word = text[start:end]
    if word[0] in _DIGITS:
        return [_Item(start, end, _Kind.DIGITS, word)]
    if known := _WORDS.get(word):
        return [_Item(start, end, *known)]
    if _LOOKALIKE.fullmatch(word):
        beside = (text[start - 1 : start] in _DIGITS) + (text[end : end + 1] in _DIGITS)
        if beside == 2 or (beside and (word == "o" * len(word) or _chunk(text, start, end) >= _CHUNK)):
            return [_Item(start, end, _Kind.UNIT, word.translate(_LOOKALIKE_DIGITS))]
        if len(word) > 1 or word == "l":  # an i alone is somebody who speaks
            return [_Item(start, end, _Kind.DRAWN, word.translate(_LOOKALIKE_DIGITS))]
    if _GLUED.fullmatch(word):
        return [_Item(start + part.start(), start + part.end(), *_WORDS[part[0]]) for part in _PARTS.finditer(word)]
    return []


def _chunk(text: str, start: int, end: int) -> int:
    """How many signs of a number stand together around some of them, as far as it matters."""
    while start and end - start < _CHUNK and text[start - 1] in _NUMERAL:
        start -= 1
    while end < len(text) and end - start < _CHUNK and text[end] in _NUMERAL:
        end += 1
    return end - start


def _is_long(run: Sequence[_Item]) -> bool:
    """Whether it has as many digits as a telephone number, a quarter of them written as such."""
    written = sum(len(item.value) for item in run if item.kind is _Kind.DIGITS)
    every = sum(len(item.value) for item in run if item.kind in (_Kind.DIGITS, _Kind.UNIT, _Kind.ZERO, _Kind.DRAWN))
    return every >= _LONG and 4 * written > every


def _edits(run: Sequence[_Item]) -> Iterator[Edit]:
    beside_numbers = len(run) > 1 and any(item.kind in _FIRM for item in run)
    dictated = sum(item.kind is not _Kind.DRAWN for item in run) >= _RUN
    drawn = any(item.kind is _Kind.DRAWN for item in run) and _is_long(run)
    place = 0
    while place < len(run):
        item = run[place]
        after = run[place + 1] if place + 1 < len(run) else None
        place += 1
        match item.kind:
            case _Kind.UNIT:
                yield item.start, item.end, item.value
            case _Kind.DRAWN if drawn:
                yield item.start, item.end, item.value
            case _Kind.ZERO if beside_numbers:
                yield item.start, item.end, item.value
            case _Kind.REPEAT if after and beside_numbers and after.kind in _REPEATABLE and len(after.value) == 1:
                yield item.start, after.end, after.value * int(item.value)
                place += 1
            case _Kind.TENS if after and after.kind is _Kind.UNIT and after.value != "0":
                if dictated:
                    yield item.start, after.end, item.value + after.value
                place += 1
            case _Kind.TENS if dictated:
                yield item.start, item.end, item.value + "0"
            case _Kind.TEEN if dictated:
                yield item.start, item.end, item.value
            case _Kind.ROUND if dictated and place > 1:
                yield item.start, item.end, item.value
            case _Kind.PLUS if after and dictated and place == 1:
                yield item.start, after.start, item.value
