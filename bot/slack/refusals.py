"""What Slack answers when something did not work, as an outcome; and what need not be asked again.

Source: the errors of `chat.postMessage`, `chat.delete`, `chat.postEphemeral` and `conversations.open` on docs.slack.dev.
"""

from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.trouble import DEAD as DEAD
from bot.slack.trouble import code_of
from moderation.model import Gone, Outcome, Refused, RetryLater

#: What may be raised by a call to Slack and is no fault of ours. A connection that breaks is an OSError, or aiohttp's own.
TROUBLE: Final = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)

#: Nobody can be reached by this token now. That is no answer to what was asked, so it is no try.
NOT_CONNECTED: Final = RetryLater(why="not_connected", counts=False)
#: Answers after which the same call may go well.
_PASSES: Final = frozenset(
    {
        *("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"),
        *("team_added_to_org", "accesslimited", "fetch_members_failed"),
    }
)
#: The person takes no messages from this app: its messages are switched off, or closed to it.
CLOSED_TO_US: Final = frozenset({"messages_tab_disabled", "cannot_dm_bot", "restricted_action", "not_allowed_to_dm"})
#: There is nobody to be told.
NOBODY: Final = frozenset({"user_not_found", "user_not_visible", "user_disabled", "users_list_not_supplied"})
#: Whatever Slack says, it is asked again after an hour, in seconds.
LONGEST_WAIT: Final = 3_600
MESSAGE_GONE: Final = "message_not_found"


def outcome_of(error: BaseException) -> Outcome:
    """What an error of a call means for the effect. Only codes are kept: a text of Slack's may repeat what was sent.

    Where Slack itself was not reached, or takes the bot's token no more, it does not count as a try.
    """
    said, status = code_of(error), _status(error)
    if said in DEAD:
        return RetryLater(why=said, counts=False)
    if status == 429:
        return RetryLater(asked_to_wait(error), "rate_limited")
    if status >= 500:
        # A 500 may be about this one call; what is above it comes from what stands before Slack.
        return RetryLater(asked_to_wait(error), f"http_{status}", counts=status <= 500)
    if said in _PASSES:
        return RetryLater(asked_to_wait(error), said)
    if said:
        return Refused(f"{'not_found' if said.endswith('_not_found') else 'forbidden'}:{said}")
    return RetryLater(why=type(error).__name__, counts=isinstance(error, SlackClientError))


def of_removal(error: BaseException) -> Outcome:
    """The same for a post that was to be removed, with somebody's own token: only a message that Slack does not find is gone.

    A conversation that is not found may be one that this account may not see.
    """
    said = code_of(error)
    if said == MESSAGE_GONE:
        return Gone()
    return Refused(f"forbidden:{said}") if said in DEAD else outcome_of(error)


def _status(error: BaseException) -> int:
    if not isinstance(error, SlackApiError):
        return 0
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", None)
    return status if isinstance(status, int) else 0


def asked_to_wait(error: BaseException) -> int:
    """Seconds that Slack asks to wait before it is called again (`Retry-After`): an hour at most, 0 if it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    said = next((str(value) for name, value in headers.items() if str(name).lower() == "retry-after"), "0")
    return min(int(said), LONGEST_WAIT) if said.isascii() and said.isdecimal() and len(said) <= 6 else 0
