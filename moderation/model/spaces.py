"""A space that somebody on the staff applies for: a channel, its aim, its audience and those who run it (map 8.13, 10.12)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.model.messages import Account


class SpaceFor(StrEnum):
    """For whom it is. Those who run it, and those who watch, are in it besides."""

    CHILDREN = "children"
    FAMILIES = "families"
    PARENTS = "parents"
    STAFF = "staff"
    EVERYBODY = "everybody"


class SpaceState(StrEnum):
    """How far it has come. APPROVED until it is there: it is being made, or a person is to make it (`SpaceRequest.by_hand`)."""

    ASKED = "asked"
    APPROVED = "approved"
    MADE = "made"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class SpaceRequest:
    """Somebody applies for a space on the platform of their account.

    `by` and `runners` are ids of persons on the register; `name` is what the channel is to be called. `closed`: only those are
    in it whom its runners have let in. `decided_by` is the id of whoever approved or declined it, `reason` what they wrote,
    `place` the platform's id of it, "" while there is none. `why` is a code for why it came to nothing. `asked_at` is when it
    was applied for; `reminded` that whoever may decide was told twice; `by_hand` that the platform refused to make it.
    """

    id: str
    by: str
    asker: Account
    name: str
    aim: str
    audience: SpaceFor
    promoted: str
    runners: tuple[str, ...]
    closed: bool
    asked_at: datetime
    state: SpaceState = SpaceState.ASKED
    decided_by: str = ""
    reason: str = ""
    place: str = ""
    why: str = ""
    reminded: bool = False
    by_hand: bool = False

    @property
    def platform(self) -> str:
        return self.asker.platform

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in {SpaceState.ASKED, SpaceState.APPROVED}
