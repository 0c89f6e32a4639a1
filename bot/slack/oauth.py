"""Slack's OAuth: the page of Slack's to which somebody is sent, and what they bring back.

Source: docs.slack.dev, "Installing with OAuth" (v2) and `oauth.v2.access`. A code is worth nothing without the app's secret,
which is not given away: so PKCE is not needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from slack_sdk.errors import SlackApiError

from bot.archive.record import Record
from bot.slack import rights, trouble
from bot.slack.calling import client_of
from bot.slack.errands import Purpose
from bot.slack.grants import Grant
from bot.slack.workspace import Access, Workspace

#: Where a browser is sent that cannot reach Touchline: nothing is there, and its address is copied from the browser.
NOWHERE: Final = "https://localhost/touchline"
#: The longest address that is looked at.
_LONGEST: Final = 2_000

#: What is asked for each time.
SCOPES: Final[Mapping[Purpose, frozenset[str]]] = {
    Purpose.WATCHED: frozenset(rights.STAFF),
    Purpose.REMOVALS: frozenset(rights.REMOVER),
    Purpose.INSTALLED: frozenset(rights.BOT),
}


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What Slack gave for a code: a grant, and of which workspace."""

    grant: Grant
    team: str


def back_to(access: Access) -> str:
    """Where Slack sends a browser back to. It must be among the redirect URLs in the app's settings."""
    return f"{access.address}/authorised" if access.address else NOWHERE


def page_of_slack(workspace: Workspace, access: Access, purpose: Purpose, word: str) -> str:
    """The address of Slack's page on which somebody allows it, or not."""
    scopes = ",".join(sorted(SCOPES[purpose]))
    asked = {
        "client_id": access.client_id,
        ("scope" if purpose is Purpose.INSTALLED else "user_scope"): scopes,
        "redirect_uri": back_to(access),
        "state": word,
        "team": workspace.team,
    }
    return f"{urljoin(workspace.client.base_url, '/oauth/v2/authorize')}?{urlencode(asked)}"


def brought_back(address: str) -> Mapping[str, str]:
    """What stands in the address of a page: `state`, and `code` or `error`. Nothing for what is no address."""
    try:
        found = parse_qs(urlsplit(address.strip()[:_LONGEST]).query, max_num_fields=10)
    except ValueError:
        return {}
    return {name: values[0] for name, values in found.items()}


async def redeem(workspace: Workspace, access: Access, purpose: Purpose, code: str) -> Redeemed | None:
    """What a code is worth; None where Slack gives nothing for it that is of use. Raises `refusals.TROUBLE`."""
    answer = await client_of(workspace.client.base_url).oauth_v2_access(
        client_id=access.client_id, client_secret=access.client_secret, code=code, redirect_uri=back_to(access)
    )
    said = Record(answer.data if isinstance(answer.data, dict) else {})
    team, app = said.record("team"), purpose is Purpose.INSTALLED
    given = said if app else said.record("authed_user")
    if team is None or given is None:
        return None
    user, token = said.id("bot_user_id") if app else given.id("id"), given.text("access_token")
    scopes = frozenset(filter(None, given.text("scope").split(",")))
    return Redeemed(Grant(user, scopes, workspace.core.clock(), token), team.id("id")) if user and token else None


async def is_taken(workspace: Workspace, token: str) -> bool:
    """Whether Slack still takes a token. Raises `refusals.TROUBLE` where it does not say now."""
    try:
        await client_of(workspace.client.base_url, token).auth_test()
    except SlackApiError as error:
        if not trouble.is_dead(error):
            raise
        return False
    return True


async def give_back(workspace: Workspace, token: str) -> Any:
    """Have Slack make a token worth nothing. Raises `refusals.TROUBLE`."""
    return await client_of(workspace.client.base_url, token).auth_revoke()
