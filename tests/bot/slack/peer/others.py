"""The Web API's auth.*, oauth.*, users.*, team.*, bots.* and apps.*: who calls, who is there, and how the workspace is set."""

from collections.abc import Mapping
from typing import Any, Final

from tests.bot.slack.peer import names
from tests.bot.slack.peer.api import Ask, Method, paged, refuse


def api_test(ask: Ask) -> Mapping[str, Any]:
    return {"args": dict(ask.said)}


def auth_test(ask: Ask) -> Mapping[str, Any]:
    user = ask.world.users.get(ask.token.user)
    if user is None:
        refuse("not_allowed_token_type")
    said = {"url": names.URL, "team": "Larkmead", "user": user.name, "team_id": names.TEAM, "user_id": user.id}
    bot = {"bot_id": names.BOT_ID} if ask.token.kind == "bot" else {}
    return {**said, **bot, "is_enterprise_install": False}


def auth_revoke(ask: Ask) -> Mapping[str, Any]:
    if ask.flag("test"):
        return {"revoked": False}
    ask.world.revoke(ask.token.user)
    return {"revoked": True}


def access(ask: Ask) -> Mapping[str, Any]:
    """oauth.v2.access: a code is good once, for ten minutes, at the address for which it was handed out."""
    if ask.text("client_id", "") != names.CLIENT_ID:
        refuse("invalid_client_id")
    if ask.text("client_secret", "") != names.CLIENT_SECRET:
        refuse("bad_client_secret")
    code = ask.world.codes.pop(ask.text("code", ""), None)
    if code is None or ask.world.seconds() > code.until:
        refuse("invalid_code")
    if ask.text("redirect_uri", "") != code.redirect:
        refuse("bad_redirect_uri")
    said: dict[str, Any] = {
        "app_id": names.APP,
        "authed_user": {"id": code.user},
        "team": {"id": names.TEAM, "name": "Larkmead"},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if code.scopes:
        token = ask.world.install(code.user, code.scopes)
        scope = ",".join(sorted(token.scopes))
        said["authed_user"] |= {"scope": scope, "access_token": token.value, "token_type": "user"}
    if code.bot_scopes:
        token = ask.world.install(names.BOT, code.bot_scopes)
        scope = ",".join(sorted(token.scopes))
        said |= {"scope": scope, "token_type": "bot", "access_token": token.value, "bot_user_id": names.BOT}
    return said


def users_list(ask: Ask) -> Mapping[str, Any]:
    ask.needs("users:read")
    some, cursor = ask.page([each for each in ask.world.users.values() if not each.foreign])
    sees = _sees(ask)
    return paged("members", [each.json(*sees) for each in some], cursor, cache_ts=int(ask.world.seconds()))


def users_info(ask: Ask) -> Mapping[str, Any]:
    """Also somebody of another organisation, if they are in a channel that is shared with them."""
    ask.needs("users:read")
    user = ask.world.users.get(ask.text("user"))
    if user is None:
        refuse("user_not_found")
    return {"user": user.json(*_sees(ask))}


def _sees(ask: Ask) -> tuple[bool, bool]:
    """Only an administrator is told who signs in with two factors, and only who has the scope for it of e-mail addresses."""
    user = ask.world.users[ask.token.user]
    return user.administrator or user.owner, "users:read.email" in ask.token.scopes


def bots_info(ask: Ask) -> Mapping[str, Any]:
    ask.needs("users:read")
    if ask.text("bot") != names.BOT_ID:
        refuse("bot_not_found")
    return {"bot": {"id": names.BOT_ID, "deleted": False, "name": "Touchline", "app_id": names.APP, "user_id": names.BOT}}


def team_info(ask: Ask) -> Mapping[str, Any]:
    ask.needs("team:read")
    return {"team": {"id": names.TEAM, "name": "Larkmead", "domain": "larkmead", "email_domain": "", "url": names.URL}}


def team_preferences(ask: Ask) -> Mapping[str, Any]:
    ask.needs("team.preferences:read")
    return dict(ask.world.preferences)


METHODS: Final[Mapping[str, Method]] = {
    "api.test": api_test,
    "auth.test": auth_test,
    "auth.revoke": auth_revoke,
    "oauth.v2.access": access,
    "users.list": users_list,
    "users.info": users_info,
    "bots.info": bots_info,
    "team.info": team_info,
    "team.preferences.list": team_preferences,
}
