"""Engines: texts in, scores out. The one part of `moderation` that loads a file.

An engine says how much a text looks like something, and where personal details stand in it; it decides nothing. Intake asks it
before judging, many texts at once and off the event loop, and hands its opinion to the detectors as data, so that judging stays
pure and can be repeated from the record. To add one, write a module here with a class that keeps `Engine`, and name it in
`bot/engines.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from moderation.model import Detail
from moderation.text import Reading


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an engine said of one message.

    engine   "name@version", as the record carries it; empty where no engine was asked
    scores   thousandths, by "category" or "category.kind" of `moderation.model`; what the engine knows nothing about is absent
    details  the personal details that it saw, in the order of parts and places
    failed   the type of the error if it could not say; a person then reads the message
    """

    engine: str = ""
    scores: Mapping[str, int] = field(default_factory=dict)
    details: tuple[Detail, ...] = ()
    failed: str = ""

    def of(self, category: str, kind: str = "") -> int:
        """Its score of a category, or of a kind within it; 0 where it says nothing."""
        return self.scores.get(f"{category}.{kind}" if kind else category, 0)


#: No engine was asked: rules alone.
UNASKED: Final = Opinion()


@dataclass(frozen=True, slots=True)
class Seen:
    """A personal detail in one text: its kind, [start, end) in the original, and how sure, in thousandths."""

    kind: str
    start: int
    end: int
    score: int


@dataclass(frozen=True, slots=True)
class Said:
    """What an engine said of one text: as in `Opinion`. Nothing, of a text without words."""

    scores: Mapping[str, int] = field(default_factory=dict)
    details: tuple[Seen, ...] = ()


class Engine(Protocol):
    """Reads texts. Deterministic: of the same text it says the same, alone or among others, on every machine of one kind."""

    @property
    def id(self) -> str:
        """ "name@version", for the record."""
        ...

    def read(self, reading: Reading) -> Said:
        """What it says of a text. The scores are of its `wording`."""
        ...


class ModelError(Exception):
    """A model's file is missing, or is not the file that it should be. Says which, and what to do."""
