"""One thing that is held about somebody: what it says, what of it names others, and whether it goes out."""

import hashlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import datetime
from enum import StrEnum

from moderation.third_parties import Span, without


class Choice(StrEnum):
    """Whether an item goes out. Others' names never do; `masked` hides other private details as well. `decide` stands until an
    officer has put one of the others in its place, because software must not.
    """

    INCLUDE = "include"
    MASKED = "masked"
    WITHHELD = "withheld"
    DECIDE = "decide"

    @property
    def goes_out(self) -> bool:
        return self in {Choice.INCLUDE, Choice.MASKED}


class Sort(StrEnum):
    """What sort of thing an item is: the sections of the pack."""

    REGISTER = "register"
    ROLE = "role"
    MESSAGE = "message"
    CONCERN = "concern"
    NOTE = "note"
    ACTS = "acts"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Words:
    """A text that somebody wrote, with where others are named in it and where private details stand. `by` says whose it is."""

    by: str
    text: str
    names: tuple[Span, ...] = ()
    details: tuple[Span, ...] = ()

    def given(self, choice: Choice) -> str:
        return without(self.text, self.names, self.details if choice is Choice.MASKED else ())

    @property
    def masks(self) -> bool:
        return bool(self.names or self.details)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done: when, what in a plain sentence, and who, as a role or "you"."""

    at: datetime
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class Why:
    """A reason in plain words, and the clauses of the policy that it rests on, as (number, title)."""

    reason: str
    clauses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """`choice` is what is proposed and `because` says why, to the officer who decides. `folder` is where it is kept, and never
    goes out.
    """

    id: str
    sort: Sort
    what: str
    choice: Choice
    because: str
    at: datetime | None = None
    where: str = ""
    steps: tuple[Step, ...] = ()
    why: tuple[Why, ...] = ()
    words: tuple[Words, ...] = ()
    folder: str = ""

    @property
    def digest(self) -> str:
        """A hash of all that it says, by which a change since the review is noticed."""
        return hashlib.sha256(repr(astuple(self)).encode("utf-8", "surrogatepass")).hexdigest()

    def texts(self, choice: Choice) -> Iterator[str]:
        """Everything in it as it would go out."""
        yield from (self.what, self.where, *(step.what for step in self.steps), *(why.reason for why in self.why))
        yield from (words.given(choice) for words in self.words)
