"""What staff write for many to read by Touchline: an announcement, or a post of the team (map 4.5, 4.6, 4.8, 5.6, 5.17)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.model.messages import Account, Place


class Stage(StrEnum):
    """Where an announcement stands. The last four are its end; of SENT the record says whether the platform took it."""

    WAITING = "waiting"
    HELD = "held"
    SENT = "sent"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What somebody wrote to be posted in a place, who signed it and what became of it.

    `author` is a person's id and `by` the account that they wrote with. `signed` is the line beneath: their registered name and
    role, or with `team` the team's. `saw` is what the detectors saw in it, for the one who looks, and `grave` says that it was
    something that its author is not told of. `decided_by` is the id of the second person, "" as long as there is none, and
    `reason` what they wrote. `due` is when it is sent where it waits for the office hours, and `post` the
    platform's reference of the post once it stands.
    """

    id: str
    author: str
    by: Account
    signed: str
    team: bool
    place: Place
    text: str
    at: datetime
    stage: Stage = Stage.WAITING
    saw: tuple[str, ...] = ()
    grave: bool = False
    decided_by: str = ""
    reason: str = ""
    due: datetime | None = None
    post: str = ""

    @property
    def words(self) -> str:
        """The text as it is posted, with who signs it."""
        return f"{self.text}\n\n{self.signed}"

    @property
    def is_open(self) -> bool:
        return self.stage in {Stage.WAITING, Stage.HELD}
