"""Full names of children and learners on the roster (policy map 2.2). Whether a post may name them, the profile says.

A first name alone is never one, nor is a name that an adult bears. Where both parts of a name are ordinary words ("Will
Green"), it takes capitals, or words that only stand around a name. How people show themselves, in a nickname, is another rule
(5.18) and is left alone here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors import _name_words as ordinary_names
from moderation.model import Category, Finding, PartKind
from moderation.roster import Form, Named, name_words
from moderation.text import Reading

_OWN_NAMES: Final = frozenset({PartKind.NICKNAME, PartKind.WEBHOOK_NAME})
#: What may stand between two words of a name. A full stop ends a sentence, but for one after an initial.
_GAP = re.compile(r"(?:'s)?(?:[ _*~'\"`|/-]{1,3}|\.|, ?|[ ]?\n)")
_LOOK_AROUND = 24

_CERTAIN, _LIKELY, _UNSURE, _ORDINARY, _JOINED, _INITIAL = 950, 880, 760, 350, 850, 300
_REASON = "This looks like the full name of a child or learner on the register."


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a folded text: as names are compared, where it stands, and whether it was written with a capital."""

    text: str
    start: int
    end: int
    capital: bool


class FullName:
    name = "personal-details/name"
    version = 1
    clauses = ("2.2",)

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        roster = context.organisation.roster
        if not roster.given:
            return
        for part, (written, reading) in enumerate(zip(view.parts, view.readings, strict=True)):
            if written.kind in _OWN_NAMES:
                continue
            for row in _rows(reading):
                middles = {
                    place for place, word in enumerate(row) if word.capital and word.text not in ordinary_names.NO_MIDDLE
                }
                for named in roster.find([word.text for word in row], middles):
                    score = _score(reading.folded.text, row, named)
                    start, end = reading.folded.span(row[named.first].start, row[named.last - 1].end)
                    if score and not context.allowed.allows("name", reading.original[start:end]):
                        yield saw(self, Category.PERSONAL_DETAILS, "name", (part, start, end), score, _REASON)


def _rows(reading: Reading) -> Iterator[list[_Word]]:
    """The words of a text, parted where no name goes on."""
    layer, row = reading.folded, list[_Word]()
    shouted = reading.original.isupper()
    for text, start, end in name_words(layer.text):
        if row and not _goes_on(layer.text[row[-1].end : start], row[-1].text):
            yield row
            row = []
        capital = not shouted and reading.original[layer.starts[start]].isupper()
        row.append(_Word(text, start, end, capital))
    if row:
        yield row


def _goes_on(gap: str, before: str) -> bool:
    if gap in (". ", "."):
        return len(before) == 1 or gap == "."
    return len(gap) <= 3 and _GAP.fullmatch(gap) is not None


def _score(text: str, row: Sequence[_Word], named: Named) -> int:
    """How sure it is that these words name somebody of the roster."""
    first, second = row[named.first], row[min(named.split, named.last - 1)]
    if named.form is Form.JOINED:
        return _JOINED
    if named.form is Form.INITIAL:
        return _INITIAL
    gaps = [text[row[place].end : row[place + 1].start] for place in range(named.first, named.last - 1)]
    comma = any("," in gap for gap in gaps)
    if (comma and named.form is Form.FULL) or any("\n" in gap for gap in gaps):
        return _INITIAL
    given, family = (first, second) if named.form is Form.FULL else (second, first)
    ordinary = (given.text in ordinary_names.GIVEN) + (family.text in ordinary_names.FAMILY)
    capitals = given.capital and family.capital
    if named.form is Form.REVERSED and not comma:
        return _ORDINARY if ordinary else _UNSURE
    if not ordinary:
        return _CERTAIN
    if capitals:
        return _LIKELY
    if comma:
        return _ORDINARY
    if ordinary == 1:
        return _UNSURE
    before = text[max(0, first.start - _LOOK_AROUND) : first.start]
    end = row[named.last - 1].end
    called = ordinary_names.NAMING_BEFORE.search(before) and ordinary_names.NAMING_AFTER.match(text, end)
    return _UNSURE if called or ordinary_names.A_PERSON_AFTER.match(text, end) else _ORDINARY


DETECTOR = FullName()
