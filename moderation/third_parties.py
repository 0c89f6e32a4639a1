"""Other people in a text that is given to one person: their names, accounts, addresses and numbers, however they are written.

A card masks what was found and keeps enough to tell it apart (`masking.py`). What leaves the organisation keeps nothing: a name
becomes `[name]`, whatever else points to somebody becomes `[private detail]`. Every part of a name is taken for the name,
alone and in any case, because children write "saw will at nets"; so an ordinary word can be lost, and that is the safe side.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from moderation.context import Context
from moderation.detectors import View, look
from moderation.model import Category, Event, Finding
from moderation.roster import name_words
from moderation.text import read

NAME: Final = "[name]"
DETAIL: Final = "[private detail]"

#: A finding of this score or more hides what it found: well below what a post is removed for, because a person can show it.
SURE_ENOUGH: Final = 300
_DETAILS: Final = frozenset({Category.PERSONAL_DETAILS, Category.CONFIDENTIAL})

_WORD = re.compile(r"\w{2,64}")
_HANDLE = re.compile(r"[\w][\w.-]{2,63}")
_EMAIL = re.compile(r"[\w.%+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_NUMBER = re.compile(r"\+?[0-9](?:[ ()./-]{0,3}[0-9]){5,24}")
#: How platforms write that somebody is mentioned, by id or by name.
_MENTION = re.compile(r"<@[!&]?\w{2,40}(?:\|[^<>\n]{0,64})?>|(?<![\w.])@(?!(?:everyone|here|channel)\b)[\w.-]{2,40}")
#: Single letters with something between them, as somebody spells out what should not be found: "J o  L i n d".
_SPELT = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,4}[^\W_](?![^\W_]))+")
_LETTER = re.compile(r"[^\W_]")
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>]{1,2000}")
#: Any word is read so here, where a message is read with more care: to hide too much is the safe side.
_LEET = str.maketrans("013457", "oieast")
_DIGIT = re.compile(r"[0-9]")
#: The end of a telephone number that is the same with and without the code of its country.
_SAME_END: Final = 9
_LONGEST_NUMBER: Final = 15
#: A shorter account id or handle, or one of letters alone, could be an ordinary word: that it stands in a text says nothing.
_TELLING: Final = 6
#: A given and a family name this near to each other are one name.
_BETWEEN_NAMES: Final = 2

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as they may be met in a text. `addresses` are e-mail addresses and telephone numbers, `handles` account ids and
    the like. Any of it may be empty.
    """

    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Others:
    """Everybody else, as words to look for. Not shown in a traceback."""

    words: frozenset[str] = field(repr=False)
    handles: frozenset[str] = field(repr=False)
    numbers: frozenset[str] = field(repr=False)
    telling: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, others: Iterable[Named], theirs: Named, known: Iterable[str] = ()) -> "Others":
        """Those to hide from a text for somebody. What is a part of their own name stays readable, and so do words that are
        `known` to everybody: the organisation's name and the titles in it.
        """
        own = {word for text in (*theirs.names, *known) for word in _words(text)}
        own_handles = {handle.casefold() for handle in (*theirs.handles, *theirs.addresses)}
        words: set[str] = set()
        handles: set[str] = set()
        numbers: set[str] = set()
        telling: set[str] = set()
        for other in others:
            for name in other.names:
                parts = [word for word in _words(name) if word not in own]
                words.update(parts)
                whole = " ".join(name.casefold().split())
                if len(parts) > 1 and " " in whole:
                    telling.add(whole)
                    folded = list(_folded(name))
                    words.add(folded[0] + folded[-1] if folded else parts[0])
            marks = {mark.casefold() for mark in (*other.handles, *other.addresses) if len(mark) > 1} - own_handles
            handles |= marks
            telling |= {mark for mark in marks if len(mark) >= _TELLING and not mark.isalpha()}
            numbers |= {end for mark in other.addresses if mark.casefold() in marks and "@" not in mark and (end := _end(mark))}
        return cls(frozenset(words), frozenset(handles), frozenset(numbers), frozenset(telling))

    def __repr__(self) -> str:
        return f"Others({len(self.words)} words)"

    def names_in(self, text: str) -> tuple[Span, ...]:
        """Where somebody is named or mentioned, as [start, end) of the text; spans may overlap."""
        return tuple(self._names(text))

    def betrayed_by(self, text: str) -> bool:
        """Whether a whole name, an account, an address or a number of somebody stands in a text that is ready to go out."""
        plain = " ".join(text.casefold().split())
        spelt = [letters for letters, _ in _spelt(text.casefold())]
        return (
            any(_stands_in(plain, mark) for mark in self.telling)
            or any("".join(_LETTER.findall(mark)) in letters for mark in self.telling for letters in spelt)
            or any(True for _ in self._numbers(text))
        )

    def _names(self, text: str) -> Iterator[Span]:
        reading = read(text)
        for layer in (reading.folded, reading.words):
            for word, start, end in name_words(layer.text):
                if word in self.words:
                    yield layer.span(start, end)
        for start, end in self._spelt_in(reading.folded.text):
            yield reading.folded.span(start, end)
        for match in _WORD.finditer(text):
            word = match[0].casefold()
            if word in self.words or word.translate(_LEET) in self.words:
                yield match.span()
        for pattern in (_HANDLE, _EMAIL):
            for match in pattern.finditer(text):
                mark = match[0].rstrip(".-")
                if mark.casefold() in self.handles:
                    yield match.start(), match.start() + len(mark)
        yield from (match.span() for match in _MENTION.finditer(text))
        yield from self._numbers(text)

    def _spelt_in(self, text: str) -> Iterator[Span]:
        """Where a name is spelt out, letter by letter; nobody can tell where a word ends there, so within others too."""
        for letters, places in _spelt(text):
            for written in {letters, letters.translate(_LEET)}:
                for word in self.words:
                    at = written.find(word)
                    while at >= 0:
                        yield places[at], places[at + len(word) - 1] + 1
                        at = written.find(word, at + 1)

    def _numbers(self, text: str) -> Iterator[Span]:
        for match in _NUMBER.finditer(text):
            digits = "".join(_DIGIT.findall(match[0]))
            ends = {digits, *(digits[end - _SAME_END : end] for end in range(_SAME_END, len(digits) + 1))}
            if not self.numbers.isdisjoint(ends):
                yield match.span()


def details_in(event: Event, context: Context) -> Sequence[tuple[Span, ...]]:
    """For each part of a message, where private details stand: what the detectors see, and anything that has the form of an
    address, a number or a link. Whose they are cannot be told.
    """
    view = View.of(event)
    findings = look(view, context)
    found = [finding for finding in findings if _hides(finding)]
    unread = {finding.part for finding in findings if finding.category is Category.UNREAD}
    spans: list[tuple[Span, ...]] = []
    for index, (part, reading) in enumerate(zip(event.parts, view.readings, strict=True)):
        seen = [(f.start, f.end) for f in found if f.part == index and f.end > f.start]
        formed = [match.span() for pattern in (_EMAIL, _NUMBER, _LINK) for match in pattern.finditer(part.text)]
        dialled = [(start, end) for _, start, end in reading.digits.find(_NUMBER)]
        whole = [(0, len(part.text))] if index in unread and part.text else []
        spans.append(tuple(sorted({*seen, *formed, *dialled, *whole})))
    return spans


def without(text: str, names: Iterable[Span], details: Iterable[Span] = ()) -> str:
    """The text with each name and detail replaced by a word for it; where they overlap, a name it is.

    Raises ValueError for a span outside the text, which would leave something that was meant to go.
    """
    pieces: list[str] = []
    done = 0
    for start, end, word in _merged([(*span, NAME) for span in names] + [(*span, DETAIL) for span in details], text):
        pieces += text[done:start], word
        done = end
    return "".join((*pieces, text[done:]))


def _merged(spans: Iterable[tuple[int, int, str]], text: str) -> list[tuple[int, int, str]]:
    merged: list[tuple[int, int, str]] = []
    for start, end, word in sorted(spans):
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span [{start}, {end}) in a text of {len(text)} characters")
        first, last, before = merged[-1] if merged else (0, -1, "")
        if start <= last or (start - last <= _BETWEEN_NAMES and before == word == NAME and not text[last:start].strip()):
            merged[-1] = first, max(last, end), NAME if NAME in {before, word} else DETAIL
        else:
            merged.append((start, end, word))
    return merged


def _spelt(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """What is spelt out in a text, joined, and where each letter stands."""
    for match in _SPELT.finditer(text):
        places = [letter.start() for letter in _LETTER.finditer(text, match.start(), match.end())]
        yield "".join(text[place] for place in places), places


def _stands_in(text: str, mark: str) -> bool:
    """Whether something stands in a text, and not within a longer word."""
    at = text.find(mark)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(mark) : at + len(mark) + 1]
        if not any(c.isalnum() for c in around):
            return True
        at = text.find(mark, at + 1)
    return False


def _hides(finding: Finding) -> bool:
    return finding.category in _DETAILS and finding.score >= SURE_ENOUGH


def _words(name: str) -> Iterator[str]:
    """The words of a name in every form in which they are compared, but for single letters."""
    yield from (word for word in _folded(name) if len(word) > 1)
    yield from (match[0].casefold() for match in _WORD.finditer(name))


def _folded(name: str) -> Iterator[str]:
    return (word for word, _, _ in name_words(read(name[:200]).folded.text))


def _end(number: str) -> str:
    """The digits by which a telephone number is told from others; nothing for what is none, such as an account's id."""
    digits = "".join(_DIGIT.findall(number))
    return digits[-_SAME_END:] if _TELLING <= len(digits) <= _LONGEST_NUMBER else ""
