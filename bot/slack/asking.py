"""What events do not tell of a workspace, asked for: settings, the app's scopes, pinned cards, who has authorised it."""

from collections.abc import Mapping
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.gone import gone_of_staff
from bot.slack.attesting import standing
from bot.slack.contact_card import wanted
from bot.slack.direct import watching
from bot.slack.facts import Asked
from bot.slack.rights import BOT
from bot.slack.trouble import code_of
from bot.slack.workspace import NAME, Workspace

#: What an app must be allowed to, to do its work: without one of these something is not read, or not done.
NEEDED: Final = frozenset(BOT)


async def asked(workspace: Workspace) -> Asked:
    """Ask for all of it. What Slack refuses stays unknown. Raises `refusals.TROUBLE` and StoreError."""
    answer = await workspace.client.auth_test()
    headers = {str(key).lower(): str(value) for key, value in answer.headers.items()}
    scopes = frozenset(filter(None, (each.strip() for each in headers.get("x-oauth-scopes", "").split(","))))
    cards, asks = workspace.settings.contact_cards, wanted(workspace)
    stands = {channel: await _is_pinned(workspace, channel, cards.get(channel, "")) for channel in asks}
    return Asked(
        preferences=await _preferences(workspace),
        authorised=await _authorised(workspace),
        revoked=await workspace.grants.ended(),
        pinned={channel: stands[channel] for channel in asks if asks[channel]},
        noticed={channel: stands[channel] for channel in asks if not asks[channel]},
        missing=sorted(NEEDED - scopes) if scopes else (),
        attested=await workspace.core.look(lambda tx: standing(tx, workspace.team)),
        gone=await workspace.core.look(lambda tx: gone_of_staff(tx, NAME, workspace.core.clock())),
    )


async def _authorised(workspace: Workspace) -> frozenset[str] | None:
    if workspace.access is None:
        return None  # nobody can
    return frozenset(await watching(workspace))


async def _preferences(workspace: Workspace) -> Mapping[str, object]:
    try:
        answer = await workspace.client.api_call("team.preferences.list")
    except SlackApiError as error:
        _only_refused(error)
        return {}
    return answer.data if isinstance(answer.data, dict) else {}


async def _is_pinned(workspace: Workspace, channel: str, ts: str) -> bool:
    if not ts:
        return False
    try:
        answer = await workspace.client.pins_list(channel=channel)
    except SlackApiError as error:
        _only_refused(error)
        return False
    items = answer.get("items")
    return any(_ts_of(each) == ts for each in items) if isinstance(items, list) else False


def _ts_of(item: object) -> object:
    message = item.get("message") if isinstance(item, dict) else None
    return message.get("ts") if isinstance(message, dict) else None


#: Slack's answers to a question that it will not answer this bot.
_REFUSED: Final = {
    *("missing_scope", "not_allowed_token_type", "no_permission", "channel_not_found", "not_in_channel", "access_denied"),
    *("unknown_method", "team_not_eligible", "paid_teams_only"),
}


def _only_refused(error: SlackApiError) -> None:
    """Raises what is no refusal of this one question."""
    if code_of(error) not in _REFUSED:
        raise error
