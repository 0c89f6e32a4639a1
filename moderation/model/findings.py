"""What was seen in a message, and how serious the answer is."""

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What kind of thing was seen. `docs/interfaces.md` fixes these names and the kinds within each."""

    PERSONAL_DETAILS = "personal_details"
    OFFENSIVE = "offensive"
    BULLYING = "bullying"
    PRIVATE_CONTACT = "private_contact"
    DISCLOSURE = "disclosure"
    STAFF_CONDUCT = "staff_conduct"
    MEDIA = "media"
    LINK = "link"
    IMPERSONATION = "impersonation"
    CONFIDENTIAL = "confidential"
    #: Somebody says something to the organisation that a person must answer: a complaint, or a question of the press.
    COMMENT = "comment"
    #: A person told of something, or had something taken away.
    REPORT = "report"
    #: A detector failed or a message could not be read: a human must look.
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a detector saw.

    `part` indexes `Event.parts`; `start` and `end` are character offsets into that part's original text, `end` exclusive
    (both 0 for a finding about the whole message). `score` is 0 to 1000 thousandths. `rule` is "detector@version".
    `reason` is one plain sentence for a welfare officer and never repeats what was written. `earlier` are the ids of the
    events before it with which it is a pattern.
    """

    category: Category
    kind: str
    part: int
    start: int
    end: int
    score: int
    rule: str
    clauses: tuple[str, ...]
    reason: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """A personal detail where an engine saw one: its kind, its place as in `Finding`, and how sure, in thousandths."""

    kind: str
    part: int
    start: int
    end: int
    score: int


class Verdict(StrEnum):
    """The one word for a decision. `Verdict.rank` orders them by decisions 11: a disclosure is never removed."""

    ALLOW = "allow"
    NUDGE = "nudge"
    ALERT = "alert"
    HOLD = "hold"
    REMOVE = "remove"
    PRESERVE = "preserve"
    URGENT = "urgent"

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}
