"""What people agreed to, and the organisation's own statement to which they did (map 5.12, 6.1, 6.2, 10.1 to 10.6).

A statement is kept in versions, an agreement as one row each time that somebody gave it or took it back: what stands is read
off them (`moderation.agreements`), so that nothing that was once agreed to is ever lost.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class StatementClause:
    """A numbered clause: its number as the organisation counts, its words, and the rows of the policy map that it says."""

    number: str
    text: str
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One version of the organisation's own statement, from 1.

    `hash` is the SHA-256 of the files it was read from, in hexadecimal. It is in force from the day `since`, in the
    organisation's zone. `simple` says the same in words for children; () where children are given the clauses themselves.
    """

    version: int
    hash: str
    since: date
    title: str
    clauses: tuple[StatementClause, ...]
    simple: tuple[StatementClause, ...] = ()


class Topic(StrEnum):
    """What somebody agrees to, or flags. Those of `moderation.agreements.OF_ADULTS` are for a child's adults to say."""

    STATEMENT = "statement"
    STATEMENT_FOR = "statement_for"
    CONTACT = "contact"
    PHOTOS = "photos"
    NEVER_SHOW = "never_show"
    PROFILES = "profiles"
    TELEPHONE = "telephone"
    EQUIPMENT = "equipment"
    PRIVATE_MESSAGES = "private_messages"
    WORK_ACCOUNT = "work_account"


class Way(StrEnum):
    """How it was said: by a button that they pressed themselves, by a link in a letter to an address that they confirmed, or
    on paper that somebody has seen.
    """

    BUTTON = "button"
    LINK = "link"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Somebody gave an agreement, or took it back (`given` False).

    `about` is the id of the person whom it is about, `by` of whoever pressed (of a link,
    a keyed code for the address) or, of paper, recorded it. `name` is how whoever
    agreed signed, `job` their job title where they have one, `signed` the day on which they did. `version` is that of the
    statement, 0 for what is no statement. `scope` is what it is limited to, in words. It counts up to and with `until`; None
    for ever.
    """

    topic: Topic
    about: str
    given: bool
    at: datetime
    way: Way
    by: str
    name: str
    signed: date
    job: str = ""
    version: int = 0
    scope: str = ""
    until: date | None = None
