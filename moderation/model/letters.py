"""What staff write to the adults who answer for a child, through the organisation (map 5.8, 5.10)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.model.messages import Account


class LetterStage(StrEnum):
    """Where a letter stands. All but the first are its end; of SENT the record says whether each adult got it."""

    HELD = "held"
    SENT = "sent"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AdultLetter:
    """A letter about one child. To whom it goes is decided when it is sent, and stands nowhere in it.

    `author` is a person's id and `by` the account that they wrote with; `child` is a person's id. `signed` is the line beneath:
    their registered name and role. `urgent` says that it does not wait for the office hours, `due` when it is sent where it
    does.
    """

    id: str
    author: str
    by: Account
    child: str
    text: str
    signed: str
    at: datetime
    urgent: bool = False
    stage: LetterStage = LetterStage.SENT
    due: datetime | None = None

    @property
    def words(self) -> str:
        """The text as it is sent, with who signs it."""
        return f"{self.text}\n\n{self.signed}"
