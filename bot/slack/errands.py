"""Whom Touchline has sent to a page of Slack's, and for what: known by a word that nobody can make up, good for a while.

The word says it all, and is signed. Nothing is remembered, so nobody is pushed out by whoever opens the page for installing the
app again and again, and it does not matter which process somebody comes back to, or whether it was started anew meanwhile. The
code that is brought back with it Slack takes once, and what it is worth is kept only if it is of who asked (`authorising`).
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from secrets import token_hex
from typing import Final

#: So long somebody may take on Slack's page.
GOOD_FOR: Final = timedelta(minutes=10)


class Purpose(StrEnum):
    """What somebody is to allow."""

    WATCHED = "watched"
    REMOVALS = "removals"
    INSTALLED = "installed"


#: What for, who, until when in seconds since 1970, something that makes it unlike any other, and the signature.
_WORD: Final = re.compile(rf"({'|'.join(Purpose)})\.([A-Z0-9]{{0,40}})\.([0-9]{{1,11}})\.[0-9a-f]{{16}}\.[0-9a-f]{{64}}")


@dataclass(frozen=True, slots=True)
class Errand:
    """`user` is the account that asked; "" for an installation, which nobody asks for in Slack."""

    purpose: Purpose
    user: str


class Errands:
    """Those of one workspace. `key` signs: what every process has to which somebody may come back, and nobody else."""

    def __init__(self, key: str = "") -> None:
        self._key = (key or token_hex(32)).encode()

    def send(self, purpose: Purpose, user: str, now: datetime) -> str:
        """The word with which somebody comes back."""
        said = f"{purpose}.{user}.{int((now + GOOD_FOR).timestamp())}.{token_hex(8)}"
        return f"{said}.{self._signature(said)}"

    def back(self, word: str, now: datetime) -> Errand | None:
        """Whose word it is; None for one that never was, or is too old."""
        match = _WORD.fullmatch(word)
        said, _, signature = word.rpartition(".")
        if match is None or not hmac.compare_digest(self._signature(said), signature):
            return None
        return Errand(Purpose(match[1]), match[2]) if now.timestamp() <= int(match[3]) else None

    def _signature(self, said: str) -> str:
        return hmac.new(self._key, f"touchline.errand.{said}".encode(), hashlib.sha256).hexdigest()
