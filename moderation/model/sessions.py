"""A session that adults hold with children by voice or video: who answers for it, who is expected, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Presence(StrEnum):
    """What an adult says who is responsible for a child that is expected (map 6.12)."""

    PRESENT = "present"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class RollAnswer:
    """What was said about one child, by their id. `by` is the id of whoever pressed; of whoever wrote it down if `recorded`."""

    child: str
    says: Presence
    by: str
    at: datetime
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """How a session was closed, and by whom. `second_there` is what they say of the second adult; None where none was named
    and none is asked for.
    """

    at: datetime
    by: str
    second_there: bool | None
    happened: str


@dataclass(frozen=True, slots=True)
class HeldSession:
    """An entry of the register of sessions. People are ids; `second` is the second adult, "" for none.

    `asked` are the children whose adults are asked whether they are there, until `answer_by`; None where nobody is asked.
    Of each adult the newest answer about a child is kept; one that staff wrote down takes the place of all.
    """

    id: str
    platform: str
    title: str
    begins: datetime
    ends: datetime
    written: datetime
    by: str
    second: str = ""
    asked: tuple[str, ...] = ()
    answer_by: datetime | None = None
    answers: tuple[RollAnswer, ...] = ()
    ending: Ending | None = None
