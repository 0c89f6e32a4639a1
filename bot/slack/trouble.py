"""What keeps the bot from watching a workspace, in a sentence that says what to do about it."""

from typing import Final

from slack_sdk.errors import SlackApiError

REFUSED: Final = (
    "Slack refuses the bot's token ({code}), so nothing is being watched there: install the app again and put its Bot User "
    "OAuth Token, which begins with xoxb-, where the configuration says"
)
APP_REFUSED: Final = (
    "Slack refuses the token for Socket Mode ({code}), so nothing is being watched there: in the app's settings, switch Socket "
    "Mode on, make an app-level token with connections:write, which begins with xapp-, and put it where the configuration says"
)
ELSEWHERE: Final = (
    "the bot's token is for the workspace {found}, and the configuration names {team}, so nothing is being watched: correct "
    "workspace, or install the app there"
)
WAITS: Final = "the app is not installed on its Slack workspace yet, so nothing is being watched there: open {link}"
SWITCHED_OFF: Final = "Socket Mode was switched off in the app's settings, so nothing is being watched: switch it on again"
TOO_MANY: Final = (
    "Slack closes the connection because this app has too many: another Touchline may be running with the same token"
)

#: A token that is worth nothing any more, whatever is asked with it.
DEAD: Final = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)
#: What else is answered to a request for a connection and mended by no second one. Source: docs.slack.dev,
#: `apps.connections.open`.
_NO_CONNECTION: Final = {
    *("not_allowed_token_type", "missing_scope", "no_permission", "org_login_required", "team_access_not_granted"),
    *("access_denied", "forbidden_team"),
}


def code_of(error: BaseException) -> str:
    """Slack's code for an error, "" for one that Slack did not answer with."""
    # Where Slack's answer was no JSON, the error holds aiohttp's response in its place.
    data = getattr(error.response, "data", None) if isinstance(error, SlackApiError) else None
    code = data.get("error") if isinstance(data, dict) else ""
    return code if isinstance(code, str) else ""


def is_dead(error: BaseException) -> bool:
    """Whether the token that was called with is refused, so that asking again would not mend it."""
    return code_of(error) in DEAD


def has_no_connection(error: BaseException) -> bool:
    """Whether Socket Mode is refused to the token that asked for a connection."""
    return is_dead(error) or code_of(error) in _NO_CONNECTION
