"""The names of an organisation's children and learners, kept so that nobody can read them back (policy map 2.2).

Each name is an HMAC-SHA-256 under a key that is handed in. Of a plain hash 180,000 guesses found a whole roster in half a
second; without the key there is nothing to guess with. A given name alone is never found, only one that stands with a family
name of the same person: in either order, with a middle name or an initial between, or both as one word.
"""

import hmac
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from moderation.model import Person, Role
from moderation.text import read

#: Whose names a policy means that forbids names: children, and learners of whatever age (S2 l.46).
_MEANT: Final = frozenset({Role.CHILD, Role.LEARNER})
#: Beginnings of family names that have several words: `van der Berg`, `Al Hassan`.
_PARTICLE_WORDS = "van von der den de del della di da dos du la le al el bin ibn ben bint abu ap ab o mc mac st ter ten"
_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*")
_SHORTEST_KEY = 16
_LONGEST_NAME = 40  # letters of a given or a family name, or of both as one word
_MOST_WORDS = 4  # in which one given or family name may be written
_SHORTEST_JOINED = 7  # letters; shorter ones are too often ordinary words (jo + king)
_MOST_MIDDLE = 2

_People = frozenset[int]
_NOBODY: Final[_People] = frozenset()


class Form(Enum):
    """How a name was written."""

    FULL = auto()  # Ella Shaw, Ella J. Shaw, Ella Rose Shaw
    REVERSED = auto()  # Shaw, Ella
    JOINED = auto()  # ellashaw
    INITIAL = auto()  # E. Shaw


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a row of words: those of [first, last), of which the second part begins at `split` (`last` if joined).

    `people` are the numbers of those who bear it, as far as its form tells.
    """

    first: int
    split: int
    last: int
    form: Form
    people: frozenset[int] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True, repr=False)
class Roster:
    """Names by digest, each with the people who bear it (numbers, by which `ids` has their ids on the register).

    `joined` are whole names in one word; `most_words` in how many words a name of theirs may be written at most.
    """

    key: bytes = field(repr=False)
    given: Mapping[bytes, _People]
    family: Mapping[bytes, _People]
    middle: Mapping[bytes, _People]
    initial: Mapping[bytes, _People]
    joined: frozenset[bytes]
    most_words: int
    ids: tuple[str, ...] = ()

    @classmethod
    def everyone(cls, people: Iterable[Person], key: bytes) -> "Roster":
        """The names of everybody on a register, for `named_in`. Raises ValueError as `of` does."""
        return cls._made(list(people), key, lambda _: True, frozenset())

    @classmethod
    def of(cls, people: Iterable[Person], key: bytes, adults: Iterable[str] = ()) -> "Roster":
        """The roster of a register. `adults` are names of others who are no children, such as the published contacts'.

        A name that an adult bears too, one on the register or one who answers for a child, gives no child away and is left
        out. Raises ValueError for a key of fewer than 16 bytes.
        """
        register = list(people)
        of_adults = {form for name in (*adults, *_adults_of(register)) for form in _Parts.of(name).joined()}
        return cls._made(register, key, _is_meant, of_adults)

    @classmethod
    def _made(
        cls, register: Sequence[Person], key: bytes, meant: Callable[[Person], bool], without: Collection[str]
    ) -> "Roster":
        """The names of those who are meant, but for the given names that would make one of some joined names."""
        if len(key) < _SHORTEST_KEY:
            raise ValueError(f"the key of a roster has at least {_SHORTEST_KEY} bytes")
        index: tuple[dict[bytes, set[int]], ...] = ({}, {}, {}, {})
        joined: set[bytes] = set()
        most_words = 1
        for number, person in enumerate(register):
            if not meant(person):
                continue
            parts = _Parts.of(person.name, person.known_as).without(without)
            if not parts.given or not parts.family:
                continue
            names = (parts.given, parts.family, parts.middle, {name[0] for name in parts.given})
            for found, forms in zip(index, names, strict=True):
                for form in forms:
                    found.setdefault(_digest(key, form), set()).add(number)
            joined.update(_digest(key, form) for form in parts.joined() if len(form) >= _SHORTEST_JOINED)
            most_words = max(most_words, parts.words)
        ids = tuple(person.id for person in register)
        same: dict[_People, _People] = {}  # a person has many forms of a name, and of thousands of registers that adds up
        given, family, middle, initial = (
            {digest: same.setdefault(people := frozenset(who), people) for digest, who in found.items()} for found in index
        )
        return cls(key, given, family, middle, initial, frozenset(joined), min(most_words, _MOST_WORDS), ids)

    def __repr__(self) -> str:
        return f"Roster({len(_NOBODY.union(*self.given.values()))} people)"

    def find(self, words: Sequence[str], may_be_middle: Collection[int] = ()) -> Iterator[Named]:
        """The names in a row of words (lower-case letters only), from left to right, in linear time.

        `may_be_middle` are the places of words that may be middle names although nobody registered them.
        """
        search = _Search(self, words, may_be_middle)
        place = 0
        while self.given and place < len(words):
            found = search.at(place)
            if found:
                yield found
            place = found.last if found else place + 1

    def named_in(self, text: str) -> tuple[str, ...]:
        """The ids of those whose whole name stands in a text, each once. A name that several bear is nobody's."""
        words = [word for word, _, _ in name_words(read(text).folded.text)] if self.given else []
        whole = (found.people for found in self.find(words) if found.form in {Form.FULL, Form.REVERSED})
        return tuple(dict.fromkeys(self.ids[number] for people in whole if len(people) == 1 for number in people))


NO_ROSTER: Final = Roster(b"", {}, {}, {}, {}, frozenset(), 1)


class _Search:
    """One row of words looked through; each stretch of it is digested once."""

    def __init__(self, roster: Roster, words: Sequence[str], may_be_middle: Collection[int]) -> None:
        self._roster = roster
        self._words = words
        self._may_be_middle = may_be_middle
        self._digests: dict[str, bytes] = {}

    def at(self, first: int) -> Named | None:
        """The name that begins at a place."""
        roster = self._roster
        for form, one, other in (
            (Form.FULL, roster.given, roster.family),
            (Form.REVERSED, roster.family, roster.given),
        ):
            for split, people in self._borne(one, first):
                for start in self._after_middle(split, people) if form is Form.FULL else (split,):
                    for last, also in self._borne(other, start):
                        if people & also:
                            return Named(first, start, last, form, people & also)
        if self._digest(first, first + 1) in roster.joined:
            return Named(first, first + 1, first + 1, Form.JOINED)
        if len(self._words[first]) == 1:
            people = roster.initial.get(self._digest(first, first + 1), _NOBODY)
            for last, also in self._borne(roster.family, first + 1):
                if people & also:
                    return Named(first, first + 1, last, Form.INITIAL)
        return None

    def _borne(self, index: Mapping[bytes, _People], start: int) -> Iterator[tuple[int, _People]]:
        """Where a name that begins at a place may end, and who bears it; the longest first."""
        for end in range(min(start + self._roster.most_words, len(self._words)), start, -1):
            if people := index.get(self._digest(start, end)):
                yield end, people

    def _after_middle(self, place: int, people: _People) -> Iterator[int]:
        """Where a family name may begin after a given name: at once, or after a middle name or an initial or two."""
        yield place
        for after in range(place + 1, min(place + _MOST_MIDDLE, len(self._words) - 1) + 1):
            known = people & self._roster.middle.get(self._digest(after - 1, after), _NOBODY)
            if not known and after - 1 not in self._may_be_middle and len(self._words[after - 1]) > 1:
                return
            yield after

    def _digest(self, start: int, end: int) -> bytes:
        """The digest of some words as one; nothing for what is too long to be a name."""
        text = "".join(self._words[start:end])
        if len(text) > _LONGEST_NAME:
            return b""
        if text not in self._digests:
            self._digests[text] = _digest(self._roster.key, text)
        return self._digests[text]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of somebody's name in all the forms in which they are written, each as letters without gaps."""

    given: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    middle: frozenset[str] = frozenset()
    words: int = 1

    @classmethod
    def of(cls, name: str, known_as: str = "") -> "_Parts":
        last, comma, first = name.partition(",")
        tokens = _tokens(f"{first} {last}" if comma else name)
        known = _tokens(known_as)
        if len(tokens) < 2:
            tokens, known = (known, tokens) if len(known) > 1 else ([], [])
        if not tokens:
            return cls()
        begins = len(tokens) - 1
        while begins > 1 and tokens[begins - 1] in _PARTICLES:
            begins -= 1
        given = [tokens[0], *known[:1]]
        family = ["-".join(tokens[begins:]), *known[1:][-1:]]
        words = max(part.count("-") + 1 for part in (*given, *family))
        whole = _forms(family)
        return cls(_forms(given), whole | {f"{form}s" for form in whole}, _forms(tokens[1:begins]), words)

    def joined(self) -> Iterator[str]:
        return (given + family for given in self.given for family in self.family)

    def without(self, names: Collection[str]) -> "_Parts":
        """The same without the given names that would make, with a family name, one of some joined names."""
        mine = frozenset(given for given in self.given if not any(given + family in names for family in self.family))
        return _Parts(mine, self.family, self.middle, self.words)


def name_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a folded text as names are compared, with their places: without apostrophes and without a final 's."""
    for match in _TOKEN.finditer(text):
        word = match[0].removesuffix("'s")
        yield word.replace("'", ""), match.start(), match.start() + len(word)


def _tokens(name: str) -> list[str]:
    """The words of a registered name; a hyphen stays within its word."""
    folded = read(name[:200]).folded.text
    return ["-".join(parts) for token in folded.split() if (parts := [word for word, _, _ in name_words(token)])]


def _forms(names: Iterable[str]) -> frozenset[str]:
    """Each name without its hyphens, and each half of a double-barrelled one that is long enough to tell."""
    found = set()
    for name in names:
        found.add(name.replace("-", ""))
        halves = name.split("-")
        if _PARTICLES.isdisjoint(halves):
            found.update(half for half in halves if len(half) > 2)
    return frozenset(filter(None, found))


def _is_meant(person: Person) -> bool:
    return person.minor is True or person.role in _MEANT or person.former in _MEANT


def _adults_of(register: Iterable[Person]) -> Iterator[str]:
    for person in register:
        if not _is_meant(person) and person.role is not Role.UNKNOWN:
            yield person.name
        yield from (adult.name for adult in person.responsible_adults)


def _digest(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
