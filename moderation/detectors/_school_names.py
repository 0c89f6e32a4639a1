"""Where in a text a school's name may stand, and what makes it look like one. Whose school it is, the cues around it say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from moderation.detectors import _school_words as words_of
from moderation.schools import SILENT, Schools, word_key
from moderation.text import Layer, Reading

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+|'(?=[ ]))?")
#: What may stand between the words of one name.
_LINKS = frozenset((" ", "-", " & ", "&", "/"))
_AFTER_SAINT = frozenset((". ", "."))
_MOST_WORDS = 5
_MOST_SMALL_WORDS = 3
_A_SCHOOL_WORD = re.compile("[a-z]{3,}")
_TRIGGERS = frozenset(
    [
        "at",
        "@",
        "is",
        "was",
        "to",
        "in",
        "from",
        "of",
        "for",
        "called",
        "named",
        "attend",
        "attends",
        "attending",
        "attended",
        "into",
        "by",
        "go",
        "goes",
        "school",
        "college",
        "starting",
        "start",
        "starts",
        "skl",
        "nursery",
        "form",
        "run",
        "sch",
        "academy",
    ]
)

_NO_NAME_ALONE = words_of.FUNCTION | words_of.ORDINARY | words_of.FIRST_NAMES | words_of.PLACE_ENDS | words_of.NOT_SCHOOLS


class Look(Enum):
    """What a name looks like, from what is known of it."""

    LISTED_SCHOOL = auto()  # a name on the list with a school word: "beechen cliff school"
    LISTED = auto()  # a name on the list alone
    SAINT = auto()  # a saint's name, which churches, clubs and hospitals bear too
    PLACE = auto()  # a name on the list that is a place's too: "sefton park", a village
    SCHOOL = auto()  # an unknown name with a school word: "harfield juniors"
    LOOSE = auto()  # the same with a word that has other meanings, or in small letters: "harfield high"
    ACTIVITY = auto()  # something is taught there: "wexley rugby college"
    LETTERS = auto()  # capitals: "QEGS"
    LISTED_LETTERS = auto()  # letters that schools are called by
    CAPITALS = auto()  # an unknown name in capitals
    TOWN = auto()  # a town, after which few schools are called by its name alone
    SMALL = auto()  # unknown words in small letters


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the layer: where it stands, what it compares by, and whether it begins with a capital in the original."""

    start: int
    end: int
    word: str
    key: str
    capital: bool
    linked: bool  # to the word before


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of the `words` layer, with the tokens [first, last) that it is made of."""

    start: int
    end: int
    look: Look
    first: int
    last: int
    words: int


class Names:
    """The names in one reading. Every look at a place costs a bounded number of steps."""

    def __init__(self, reading: Reading, schools: Schools) -> None:
        self.layer = reading.words
        self.schools = schools
        self.original = reading.original
        letters = [c for c in reading.original if c.isalpha()]
        self.shouted = sum(map(str.isupper, letters)) * 10 > len(letters) * 7 and len(letters) > 8
        self.tokens = tuple(self._read(self.layer))

    def _read(self, layer: Layer) -> Iterator[Token]:
        done, before = 0, ""
        for match in _TOKEN.finditer(layer.text):
            start, end = match.span()
            gap = layer.text[done:start]
            linked = bool(before) and (gap in _LINKS or (before in ("st", "ss") and gap in _AFTER_SAINT))
            capital = not self.shouted and self.original[layer.starts[start]].isupper()
            word = match[0].replace("'", "")
            yield Token(start, end, word, word_key(match[0]), capital, linked)
            done, before = end, word

    def __iter__(self) -> Iterator[Name]:
        """Names in order, none overlapping another. What tells by itself goes before what only the words before it make one."""
        sure: list[Name] = []
        for at in range(len(self.tokens)):
            floor = sure[-1].last if sure else 0
            if at >= floor and (name := self._listed(at, floor) or self._with_kind(at, floor)):
                sure.append(name)
        at = 0
        for name in sure:
            yield from self._bare_between(at, name.first)
            yield name
            at = name.last
        yield from self._bare_between(at, len(self.tokens))

    def _bare_between(self, first: int, last: int) -> Iterator[Name]:
        done = first
        for at in range(first, last):
            if at >= done and (name := self._bare(at, last)):
                done = name.last
                yield name

    def _listed(self, at: int, floor: int) -> Name | None:
        tokens = self.tokens
        if tokens[at].word in SILENT or tokens[at].key not in self.schools.begins:
            return self._joined(at)
        run = [at]
        while len(run) < self.schools.longest and run[-1] + 1 < len(tokens):
            upto = run[-1] + 1
            while upto < len(tokens) - 1 and tokens[upto].word in SILENT and tokens[upto].linked and upto - run[-1] < 3:
                upto += 1
            if not tokens[upto].linked:
                break
            run.append(upto)
        count, is_name = self.schools.at([tokens[n].key for n in run], 0)
        if not count:
            return self._joined(at)
        last = run[count - 1] + 1
        key = tokens[at].key
        with_kind = self._kind_after(last)
        first = self._capitals_before(at, floor) if tokens[at].capital else at
        if with_kind > last and not is_name:
            return None
        if with_kind > last:
            is_club = tokens[last].word == "academy" and tokens[last - 1].word in words_of.CLUBS
            return self._name(first, with_kind, Look.ACTIVITY if is_club else Look.LISTED_SCHOOL)
        # A word that begins a longer name with a school word is no name of its own: "park" of "park lane primary".
        if self._unknown_kind_after(last) is not None:
            return None
        if not is_name:
            return None if self._goes_on_in_capitals(at, last) else self._name(first, last, Look.TOWN)
        if count == 1 and not self._can_stand_alone(at):
            return None
        if key in ("st", "our") or tokens[at].word in ("holy", "sacred", "all"):
            return self._name(first, last, Look.SAINT)
        is_place = (
            tokens[last - 1].word in words_of.PLACE_ENDS or " ".join(tokens[n].key for n in run[:count]) in self.schools.towns
        )
        return self._name(first, last, Look.PLACE if is_place else Look.LISTED)

    def _can_stand_alone(self, at: int) -> bool:
        """Whether one listed word may be a school's name: no ordinary word, no child's name, no part of a longer name."""
        token = self.tokens[at]
        if token.word in _NO_NAME_ALONE:
            return False
        return not self._goes_on_in_capitals(at, at + 1)

    def _goes_on_in_capitals(self, at: int, last: int) -> bool:
        """Whether a name in capitals is the beginning of a longer one: "Liverpool" of "Liverpool Blue Coat"."""
        after = self.tokens[last] if last < len(self.tokens) else None
        return bool(
            self.tokens[at].capital and after and after.linked and after.capital and after.word not in words_of.FUNCTION
        )

    def _joined(self, at: int) -> Name | None:
        token = self.tokens[at]
        if len(token.word) >= 8 and self.schools.is_joined(token.word) and token.key not in self.schools.names:
            return self._name(at, at + 1, Look.SAINT if token.word.startswith("st") else Look.LISTED)
        return None

    def _kind_after(self, at: int) -> int:
        """Where the school words after a name end; `at` when none stands there."""
        end = upto = at
        while upto < len(self.tokens) and self.tokens[upto].linked and upto - at < 8:
            word = self.tokens[upto].word
            if word in words_of.KINDS or self._is_sixth_form(upto):
                end = upto + 1
            elif word not in words_of.BETWEEN or (word == "for" and not self._next_is(upto + 1, ("boys", "girls"))):
                break
            elif word in ("boys", "girls", "form") and end > at:
                end = upto + 1
            upto += 1
        if (
            end == at + 1
            and self.tokens[at].word == "high"
            and self._next_is(end, ("street", "road", "wycombe", "five", "jump"))
        ):
            return at
        return end

    def _is_sixth_form(self, at: int) -> bool:
        return at > 0 and self.tokens[at].word == "form" and self.tokens[at - 1].word in ("sixth", "6th")

    def _next_is(self, at: int, words: Sequence[str]) -> bool:
        return at < len(self.tokens) and self.tokens[at].linked and self.tokens[at].word in words

    def _unknown_kind_after(self, at: int) -> int | None:
        """Where a school word stands within the two unknown words that follow: the name is longer than what is listed."""
        for upto in range(at, min(at + 3, len(self.tokens))):
            token = self.tokens[upto]
            if not token.linked or token.word in words_of.FUNCTION:
                return None
            if token.word in words_of.KINDS and upto > at:
                return upto
        return None

    def _capitals_before(self, at: int, floor: int) -> int:
        """Where the words in capitals that lead up to a name begin: "Liverpool" of "Liverpool Blue Coat"."""
        first = at
        while first > max(floor, at - 2) and self.tokens[first].linked:
            token = self.tokens[first - 1]
            if not token.capital or token.word in words_of.FUNCTION | words_of.ORDINARY | words_of.FIRST_NAMES:
                break
            first -= 1
        return first

    def _with_kind(self, at: int, floor: int) -> Name | None:
        """An unknown name before a school word, found from that word leftwards."""
        token = self.tokens[at]
        if token.word == "ysgol":
            return self._welsh(at)
        if not token.linked or not (token.word in words_of.KINDS or self._is_sixth_form(at)):
            return None
        nearest = at - 1
        while (
            nearest > max(floor, at - 4) and self.tokens[nearest].linked and self.tokens[nearest].word in words_of.BEFORE_KIND
        ):
            nearest -= 1
        if nearest < floor:
            return None
        first = self._leftwards(nearest, floor)
        if first > nearest:
            return None
        last = self._kind_after(at)
        if last == at:
            return None
        kinds = {self.tokens[n].word for n in range(nearest + 1, last)}
        before = self.tokens[nearest].word
        if before in words_of.ACTIVITY or ("academy" in kinds and before in words_of.CLUBS):
            return self._name(first, last, Look.ACTIVITY)
        capital = all(
            self.tokens[n].capital or self.tokens[n].word in ("of", "the", "and", "on", "le") for n in range(first, nearest + 1)
        )
        saint = self.tokens[first].key == "st" and nearest > first
        sure = (capital or saint) and (not kinds <= words_of.LOOSE_KINDS or saint or self.tokens[at].capital)
        return self._name(first, last, Look.SCHOOL if sure else Look.LOOSE)

    def _leftwards(self, nearest: int, floor: int) -> int:
        """The first token of an unknown name whose last word is `nearest`; nearest + 1 when that cannot be one."""
        capitals = self.tokens[nearest].capital
        most = _MOST_WORDS if capitals else _MOST_SMALL_WORDS
        stop = words_of.FUNCTION if capitals else words_of.FUNCTION | words_of.ORDINARY
        joins = ("of", "the", "and", "on", "le") if capitals else ()
        first = nearest + 1
        for at in range(nearest, max(floor, nearest + 1 - most) - 1, -1):
            token = self.tokens[at]
            if token.word in joins and at < nearest:
                if at == 0 or not token.linked or not self.tokens[at - 1].capital:
                    break
                continue
            if token.word in stop or (capitals and not token.capital) or (not token.word.isalpha() and not capitals):
                break
            first = at
            if not token.linked:
                break
        if first < nearest and self.tokens[first].word in words_of.FIRST_NAMES and self.tokens[first + 1].word == "of":
            return first + 2
        return first

    def _welsh(self, at: int) -> Name | None:
        last = at + 1
        while (
            last < min(at + 5, len(self.tokens))
            and self.tokens[last].linked
            and self.tokens[last].word not in words_of.FUNCTION - {"y"}
        ):
            if self.tokens[at].capital and self.tokens[last].word not in ("y", "yr") and not self.tokens[last].capital:
                break
            last += 1
        return self._name(at, last, Look.SCHOOL) if last > at + 1 else None

    def _bare(self, at: int, most: int) -> Name | None:
        """A name that only the words before it can make a school's: letters, unknown words."""
        token = self.tokens[at]
        if token.word in words_of.FUNCTION or not token.word.isalpha():
            return None
        if at and self.tokens[at - 1].word not in _TRIGGERS and self.tokens[at - 1].word not in SILENT:
            return None
        start, end = self.layer.span(token.start, token.end)
        written = self.original[start:end]
        if 3 <= len(token.word) <= 7 and token.word not in words_of.NOT_SCHOOLS:
            listed = token.word in self.schools.short
            if written.isupper() and not self.shouted:
                return self._name(at, at + 1, Look.LISTED_LETTERS if listed else Look.LETTERS)
            if listed and (len(token.word) >= 4 or token.word.endswith(("hs", "gs"))):
                return self._name(at, at + 1, Look.LISTED_LETTERS)
        if at + 1 < most and self._is_after_title(at + 1, token.word):
            return self._name(at, at + 2, Look.SAINT)
        last = at
        while last < min(at + 4, most) and (last == at or self.tokens[last].linked):
            each = self.tokens[last]
            if (
                each.word in words_of.FUNCTION
                or each.word in words_of.NOT_SCHOOLS
                or each.word.isdigit()
                or each.capital != token.capital
            ):
                break
            if not each.capital and (
                (each.word in words_of.ORDINARY and each.word not in words_of.BEGINNINGS) or last - at >= _MOST_SMALL_WORDS
            ):
                break
            last += 1
        if last == at or self.tokens[last - 1].word in words_of.BEGINNINGS:
            return None
        if token.capital and last - at > 1 and self.tokens[last - 1].word in ("boys", "girls"):
            return self._name(at, last, Look.LOOSE)
        return self._name(at, last, Look.CAPITALS if token.capital else Look.SMALL)

    def _is_after_title(self, at: int, before: str) -> bool:
        """Whether a word goes on a name begun with a title, or a nursery's: "st toms", "tiny turtles"."""
        token = self.tokens[at]
        common = words_of.FUNCTION | words_of.ORDINARY | words_of.NOT_SCHOOLS | words_of.PLACE_ENDS
        begun = before in words_of.TITLES or (before in words_of.NURSERY_BEGINNINGS and token.word.endswith("s"))
        return begun and token.linked and len(token.word) > 3 and token.word.isalpha() and token.word not in common

    def _name(self, first: int, last: int, look: Look) -> Name:
        article = self.tokens[first - 1] if first > 1 and self.tokens[first].linked else None
        if article and article.word == "the" and article.capital:
            first -= 1
        return Name(self.tokens[first].start, self.tokens[last - 1].end, look, first, last, last - first)
