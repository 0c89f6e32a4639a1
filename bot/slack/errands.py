"""Whom Touchline has sent to a page of Slack's, and for what: known by a word that nobody can guess, good once and for a while.

Nothing of it is written down: after a restart the link is asked for again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from secrets import token_urlsafe
from typing import Final

#: So long somebody may take on Slack's page.
GOOD_FOR: Final = timedelta(minutes=10)
#: No more are out to install the app, a page that anybody can open: the oldest is forgotten.
BOUND: Final = 100


class Purpose(StrEnum):
    """What somebody is to allow."""

    WATCHED = "watched"
    REMOVALS = "removals"
    INSTALLED = "installed"


@dataclass(frozen=True, slots=True)
class Errand:
    """`user` is the account that asked; "" for an installation, which nobody asks for in Slack."""

    purpose: Purpose
    user: str
    until: datetime


class Errands:
    """Those of one workspace."""

    def __init__(self) -> None:
        self._out: dict[str, Errand] = {}

    def send(self, purpose: Purpose, user: str, now: datetime) -> str:
        """The word with which somebody comes back. Who asks again has only the newest."""
        alike = [word for word, each in self._out.items() if (each.purpose, each.user) == (purpose, user)]
        for word in alike if user else alike[: 1 - BOUND]:
            del self._out[word]
        word = token_urlsafe(24)
        self._out[word] = Errand(purpose, user, now + GOOD_FOR)
        return word

    def back(self, word: str, now: datetime) -> Errand | None:
        """Whose word it is. It is good no more after this; None for one that never was, or is too old."""
        found = self._out.pop(word, None)
        return found if found is not None and now <= found.until else None
