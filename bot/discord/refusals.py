"""What Discord answers when something did not work, as an outcome; and what need not be asked again.

Discord shuts an address out that gets 10,000 answers of 401, 403 or 429 in ten minutes, so what was forbidden is not asked
again while the bot's rights are what they were.
"""

import math
from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Final

import aiohttp
import discord

from moderation.model import Gone, Outcome, Refused, RetryLater

#: What may be raised by a call to Discord and is no fault of ours. A connection that breaks is an OSError, or the client's own.
TROUBLE: Final = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
#: A right can change without being seen to (the order of roles), so after this long it is asked again all the same.
ASKED_AGAIN: Final = timedelta(hours=1)

#: Discord's codes: a message, a channel or a user that there is not.
UNKNOWN_MESSAGE: Final = 10008
UNKNOWN_CHANNEL: Final = 10003
#: "Thread is archived": nobody is put into it, or taken out of it.
ARCHIVED: Final = 50083
#: "Cannot execute action on a system message": forbidden of that one, whatever may be done to the others of the place.
SYSTEM_MESSAGE: Final = 50021
#: The client knows nothing of the server now. That is no answer to what was asked, so it is no try.
NOT_CONNECTED: Final = RetryLater(why="not_connected", counts=False)
#: The person takes no direct messages from the bot: closed to it, or no server in common any more.
CLOSED_TO_US: Final = frozenset({50007, 50278})
#: "You are opening direct messages too fast". Discord names no time; ten minutes is its window for invalid requests.
TOO_FAST: Final = 40003
_TOO_FAST_WAIT: Final = 600


def outcome_of(error: Exception) -> Outcome:
    """What an error of a call means for the effect. Only codes are kept: a text of Discord's may repeat what was sent.

    Where Discord itself was not reached, it does not count as a try.
    """
    match error:
        case discord.RateLimited():
            return RetryLater(math.ceil(error.retry_after), "rate_limited")
        case discord.HTTPException() if error.code == TOO_FAST:
            return RetryLater(_TOO_FAST_WAIT, "too_many_conversations")
        case discord.HTTPException() if error.status == 429 or error.status >= 500:
            # A 500 may be about this one call; what is above it comes from what stands before Discord.
            return RetryLater(_wait(error), f"http_{error.status}", counts=error.status <= 500)
        case discord.Forbidden():
            return Refused(f"forbidden:{error.code}")
        case discord.NotFound():
            return Refused(f"not_found:{error.code}")
        case discord.HTTPException() if error.status == 401:
            return RetryLater(why="http_401")
        case discord.HTTPException():
            return Refused(f"http_{error.status}:{error.code}")
    return RetryLater(why=type(error).__name__, counts=isinstance(error, discord.DiscordException))


def of_removal(error: Exception) -> Outcome:
    """The same for a post that was to be removed: where it, or all around it, is not there any more, it is gone."""
    gone = isinstance(error, discord.NotFound) and error.code in {UNKNOWN_MESSAGE, UNKNOWN_CHANNEL}
    return Gone() if gone else outcome_of(error)


def _wait(error: discord.HTTPException) -> int:
    """Seconds that Discord asks to wait, 0 if it does not say."""
    try:
        return math.ceil(float(error.response.headers.get("Retry-After", "0")))
    except ValueError:
        return 0


class Forbidden:
    """What was forbidden of which thing, and which rights the bot had there then."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Hashable, Refused, datetime]] = {}

    def asked_before(self, what: str, call: str, rights: Hashable, now: datetime) -> Refused | None:
        """The refusal, if it would be the same; `rights` are the bot's there now, `call` is what is to be done to it."""
        known = self._known.get((what, call))
        if known is None or known[0] != rights or abs(now - known[2]) >= ASKED_AGAIN:  # a clock may be put back
            return None
        return known[1]

    def remember(self, what: str, call: str, rights: Hashable, outcome: Outcome, now: datetime) -> None:
        """Keep a refusal; anything else ends what was known."""
        if isinstance(outcome, Refused) and outcome.why.startswith("forbidden:"):
            if outcome.why != f"forbidden:{SYSTEM_MESSAGE}":
                self._known[what, call] = (rights, outcome, now)
        else:
            self._known.pop((what, call), None)
