"""The client that calls Slack's Web API."""

import logging
from typing import Final

from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

#: So long a call waits by itself where Slack puts it off, in seconds; whoever called decides about more.
PATIENCE: Final = 30.0
#: The same for what goes before an alert, which has other ways.
HURRIED: Final = 5.0
#: How often a call is repeated that Slack put off.
_REPEATED: Final = 2


class WaitsShortly(AsyncRateLimitErrorRetryHandler):
    """Repeats a call that Slack put off, where that is a matter of seconds. Nothing else is repeated: it may have been done."""

    def __init__(self, patience: float = PATIENCE) -> None:
        super().__init__(max_retry_count=_REPEATED)
        self._patience = patience

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        waits = {name.lower(): values for name, values in response.headers.items()}.get("retry-after", ["1"])
        return waits[0].isdecimal() and int(waits[0]) <= self._patience


def hurried(client: AsyncWebClient) -> AsyncWebClient:
    """The same client for what goes before an alert: where Slack puts a call off for long, that is said at once."""
    return AsyncWebClient(client.token, base_url=client.base_url, logger=silent(), retry_handlers=[WaitsShortly(HURRIED)])


def silent() -> logging.Logger:
    """For Bolt and slack_sdk: their lines repeat what somebody wrote, and tokens. The adapter says what matters itself."""
    made = logging.getLogger("bot.slack.silent")
    made.disabled = True
    made.setLevel(logging.CRITICAL)  # so that they do not even put their lines together
    return made


def client_of(address: str, token: str | None = None) -> AsyncWebClient:
    """A client for Slack at an address, with somebody's token."""
    return AsyncWebClient(token, base_url=address, logger=silent(), retry_handlers=[WaitsShortly()])
