"""Contact with one child that a member of staff asks for: on each occasion, with its purpose and its time (map 5.13)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.model.messages import Account


class ContactState(StrEnum):
    """How far it has come. Its place is there from OPEN to CLOSING, and people are in it only while it is OPEN."""

    ASKED = "asked"
    APPROVED = "approved"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    DECLINED = "declined"
    ENDED = "ended"


class AnsweredBy(StrEnum):
    """How a responsible adult answered: by a button of their own, by a link in the letter that asked them, or in a way that
    somebody wrote down for them.
    """

    BUTTON = "button"
    LINK = "link"
    TELEPHONE = "telephone"
    EMAIL = "email"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class ContactAnswer:
    """What a responsible adult said. `name` is theirs, `by` the id of whoever pressed or wrote it down."""

    approves: bool
    at: datetime
    name: str
    way: AnsweredBy
    by: str


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """Somebody asks for contact with a child, from `begins` to `ends`.

    `by` and `child` are the ids of persons on the register, `asker` and `who` their accounts on `platform`. `second` is the id
    of whom a lead chose as the second adult, "" where nobody did; `joins` the account of a parent who wants to be there.
    `place` is the platform's id of its place, "" while there is none, `present` who was let in. `why` is a code for why it
    ended before its time. `version` counts its changes, from 1.
    """

    id: str
    by: str
    asker: Account
    child: str
    who: Account
    purpose: str
    begins: datetime
    ends: datetime
    asked_at: datetime
    state: ContactState = ContactState.ASKED
    answer: ContactAnswer | None = None
    second: str = ""
    joins: Account | None = None
    place: str = ""
    present: tuple[Account, ...] = ()
    why: str = ""
    version: int = 1

    @property
    def platform(self) -> str:
        return self.who.platform

    @property
    def is_over(self) -> bool:
        return self.state in {ContactState.CLOSED, ContactState.DECLINED, ContactState.ENDED}
