"""Adults whose telephone number or e-mail address stands in a message (map 1.4), compared by keyed hash, as names are.

Of children the register has no number (decisions 15): these are the adults who answer for one. A number counts by the digits
that are the same with and without the code of its country, however it is written.
"""

import hmac
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from moderation.model import Event, Person, Reach, ResponsibleAdult
from moderation.text import read

_EMAIL: Final = re.compile(r"[\w.%+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_NUMBER: Final = re.compile(r"\+?[0-9](?:[ ()./-]{0,3}[0-9]){7,24}")
_DIGIT: Final = re.compile(r"[0-9]")
#: The end of a telephone number that is the same with and without the code of its country.
_SAME_END: Final = 9
_BY_ADDRESS: Final = frozenset({Reach.EMAIL, Reach.TELEPHONE})


@dataclass(frozen=True, slots=True, repr=False)
class Reached:
    """The children by the digests of what their adults are reached by."""

    key: bytes = field(repr=False)
    children: Mapping[bytes, frozenset[str]]

    @classmethod
    def of(cls, people: Iterable[Person], key: bytes) -> "Reached":
        """Those of a register."""
        found: dict[bytes, set[str]] = {}
        for person in people:
            for adult in person.responsible_adults:
                if mark := _mark(adult):
                    found.setdefault(_digest(key, mark), set()).add(person.id)
        return cls(key, {digest: frozenset(ids) for digest, ids in found.items()})

    def __repr__(self) -> str:
        return f"Reached({len(self.children)} addresses)"

    def children_in(self, event: Event) -> tuple[str, ...]:
        """The ids of the children one of whose adults is reached by what stands in a message, each once."""
        found = (self.children.get(digest, frozenset()) for digest in self._in(event))
        return tuple(sorted(frozenset().union(*found)))

    def adults_in(self, event: Event, child: Person) -> tuple[int, ...]:
        """Which adults of a child these are, as places in the list of them."""
        said = frozenset(self._in(event))
        marks = ((place, _mark(adult)) for place, adult in enumerate(child.responsible_adults))
        return tuple(place for place, mark in marks if mark and _digest(self.key, mark) in said)

    def _in(self, event: Event) -> Iterator[bytes]:
        marks = (mark for part in event.parts for mark in _marks(part.text)) if self.children else ()
        return (_digest(self.key, mark) for mark in dict.fromkeys(marks))


NOBODY_REACHED: Final = Reached(b"", {})


def way_to(child: Person, met: ResponsibleAdult, told: Collection[str]) -> ResponsibleAdult | None:
    """How an adult whose address was met is told of it: where they confirmed that they are reached, else as a person would
    reach them. None for one who may not be written to, or whose account is among those that wrote or were `told` already.
    """
    same = [adult for adult in child.responsible_adults if adult.name.casefold() == met.name.casefold()]
    ways = same if met.name else [met]  # whoever has no name on the register need not be the other who has none
    if any(way.no_contact or (way.reach is Reach.PLATFORM and way.address in told) for way in ways):
        return None
    return next((way for way in ways if way.confirmed and way.reach is not Reach.TELEPHONE), met)


def each_once(met: Sequence[tuple[Person, ResponsibleAdult]]) -> Sequence[tuple[Person, ResponsibleAdult]]:
    """The same adult may answer for several children: they are told for the first."""
    return [*{(adult.name.casefold(), _mark(adult)): (child, adult) for child, adult in reversed(met)}.values()][::-1]


def _marks(text: str) -> Iterator[str]:
    reading = read(text)
    yield from (match[0].casefold() for source in (text, reading.folded.text) for match in _EMAIL.finditer(source))
    numbers = [match[0] for match in _NUMBER.finditer(text)]
    numbers += [match[0] for match, _, _ in reading.digits.find(_NUMBER)]
    for number in numbers:
        digits = "".join(_DIGIT.findall(number))
        yield from (digits[end - _SAME_END : end] for end in range(_SAME_END, len(digits) + 1))


def _mark(adult: ResponsibleAdult) -> str:
    """What is compared of an address; "" for one that nobody could post, such as an account's id."""
    if adult.reach not in _BY_ADDRESS:
        return ""
    if "@" in adult.address:
        return adult.address.casefold()
    digits = "".join(_DIGIT.findall(adult.address))
    return digits[-_SAME_END:] if len(digits) >= _SAME_END else ""


def _digest(key: bytes, mark: str) -> bytes:
    return hmac.digest(key, mark.encode("utf-8", "surrogatepass"), "sha256")
