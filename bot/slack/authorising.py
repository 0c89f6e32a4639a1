"""How staff let Touchline be told of their direct messages, how an administrator lets it remove posts, and how it is installed.

Each is sent to a page of Slack's with a word that is theirs alone, good for ten minutes, and comes back with a code, good once.
What that is worth is kept only if it is the account that asked, in this organisation's workspace, and somebody of the staff.
Where a browser cannot reach Touchline, they copy the address of the page they end up on into a form.

    /slack/<organisation>/install       the way to the page on which the app is installed
    /slack/<organisation>/authorised    the way back
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any, Final

from aiohttp import web

from bot.slack import authorising_words as words
from bot.slack import trouble
from bot.slack.authorising_words import Answer
from bot.slack.direct import forget
from bot.slack.errands import Errand, Purpose
from bot.slack.oauth import SCOPES, Redeemed, brought_back, give_back, is_taken, page_of_slack, redeem
from bot.slack.refusals import TROUBLE
from bot.slack.settings import SETTING, Settings
from bot.slack.workspace import Workspace
from storage.store import Transaction

log = logging.getLogger(__name__)

#: What Slack answers to a code that is worth nothing.
_WORTHLESS: Final = {"invalid_code", "code_already_used", "invalid_grant", "code_expired"}
#: A page of ours runs nothing, loads nothing and is not kept; its address, which holds a code, is told to nobody.
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<body style="font: 1.1em/1.5 sans-serif; max-width: 34em; margin: 3em auto; padding: 0 1em"><h1>{title}</h1><p>{text}</p>
</body></html>
"""


async def invitation(workspace: Workspace, user: str, purpose: Purpose = Purpose.WATCHED) -> Mapping[str, Any]:
    """What somebody is shown who asks to authorise: `text` and `blocks` of a message for them alone.

    Raises `refusals.TROUBLE` and StoreError.
    """
    if workspace.access is None:
        return words.plain(words.NOT_SET_UP)
    if (refusal := await _refused(workspace, user, purpose)) is not None:
        return words.plain(refusal)
    word = workspace.errands.send(purpose, user, workspace.core.clock())
    grant = (await workspace.grants.all()).get(user)
    link = page_of_slack(workspace, workspace.access, purpose, word)
    return words.invited(purpose, link, pastes=not workspace.access.address, stands=grant is not None)


# Pages


async def install(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """The way to Slack's page on which the app is installed. Slack asks who may do that; nobody else is asked."""
    if workspace.access is None:
        return _shown(words.NOT_SET_UP)
    word = workspace.errands.send(Purpose.INSTALLED, "", workspace.core.clock())
    raise web.HTTPFound(page_of_slack(workspace, workspace.access, Purpose.INSTALLED, word), headers=_HEADERS)


async def back(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """The page on which a browser ends up that comes back from Slack."""
    return _shown(await come_back(workspace, request.query))


def _shown(answer: Answer) -> web.Response:
    page = _PAGE.format(title=escape(answer.title), text=escape(answer.text))
    return web.Response(status=200 if answer.well else 400, text=page, content_type="text/html", headers=_HEADERS)


# What is pressed and filled in


async def pressed(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """A button of an invitation. Raises `refusals.TROUBLE` and StoreError."""
    user, action = str(body["user"]["id"]), str(body["actions"][0]["action_id"])
    if action == words.PASTE:
        await workspace.client.views_open(trigger_id=body["trigger_id"], view=words.FORM)
    elif action == words.STOP:
        answer = await taken_back(workspace, user)
        await workspace.client.views_open(trigger_id=body["trigger_id"], view=words.told(answer))


async def submitted(workspace: Workspace, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The form with the address of the page on which somebody ended up. Raises StoreError."""
    address = str(body["view"]["state"]["values"][words.ADDRESS][words.ADDRESS].get("value") or "")
    said = brought_back(address)
    if "state" not in said:
        return {"response_action": "errors", "errors": {words.ADDRESS: words.NO_ADDRESS}}
    answer = await come_back(workspace, said, str(body["user"]["id"]))
    return {"response_action": "update", "view": words.told(answer)}


async def taken_back(workspace: Workspace, user: str) -> Answer:
    """Somebody takes back what they authorised, all of it. Raises StoreError."""
    grant = (await workspace.grants.all()).get(user)
    if grant is None:
        return words.NONE_STANDS
    try:
        await give_back(workspace, grant.token)
    except TROUBLE as error:
        if not trouble.is_dead(error):
            return words.NOT_NOW
    await forget([user], workspace, "revoked")
    await workspace.refresh()
    return words.TAKEN_BACK


# Coming back


async def come_back(workspace: Workspace, said: Mapping[str, str], user: str = "") -> Answer:
    """What becomes of it when somebody comes back from Slack's page. `user` is who brings it, where that is known."""
    errand, access = workspace.errands.back(said.get("state", ""), workspace.core.clock()), workspace.access
    if errand is None or access is None or (user and errand.user != user):
        return words.OVER
    if not said.get("code"):
        return words.DECLINED if "error" in said else words.OVER
    try:
        given = await redeem(workspace, access, errand.purpose, said["code"])
    except TROUBLE as error:
        return words.OVER if trouble.code_of(error) in _WORTHLESS else words.NOT_NOW
    return await _kept(workspace, errand, given) if given is not None else words.OVER


async def _kept(workspace: Workspace, errand: Errand, given: Redeemed) -> Answer:
    """Keep what was given if it is what was asked for, by who asked; else it is given back."""
    try:
        refusal = await _unfit(workspace, errand, given)
        if refusal is not None:
            standing = {grant.token for grant in await workspace.grants.everything()}
            if given.grant.token not in standing:  # the grant of somebody else, who did not mean to end it
                await give_back(workspace, given.grant.token)
            return refusal
    except TROUBLE:
        return words.NOT_NOW
    if errand.purpose is Purpose.INSTALLED:
        await workspace.grants.install(given.grant)
        return words.INSTALLED
    await workspace.grants.keep(given.grant)
    if errand.purpose is Purpose.REMOVALS:
        await workspace.core.write(lambda tx: _removes(tx, workspace, errand.user))
    await workspace.refresh()
    workspace.changed()
    return words.GIVEN[errand.purpose]


async def _unfit(workspace: Workspace, errand: Errand, given: Redeemed) -> Answer | None:
    if given.team != workspace.team:
        return words.ELSEWHERE
    if not given.grant.scopes >= SCOPES[errand.purpose]:
        return words.NOT_ALL
    if errand.purpose is Purpose.INSTALLED:
        return None
    if given.grant.user != errand.user:
        return words.SOMEBODY_ELSE
    return await _refused(workspace, errand.user, errand.purpose)


async def _refused(workspace: Workspace, user: str, purpose: Purpose) -> Answer | None:
    """Why somebody is not let; None if they are. Of nobody but staff are direct messages watched."""
    person = workspace.people.get(user)
    if person is None or not person.is_staff:
        return words.NOT_STAFF
    if purpose is Purpose.REMOVALS:
        who = await workspace.directory.user(user)
        if not (who.administrator or who.owner):
            return words.NO_ADMINISTRATOR
    return None


def _removes(tx: Transaction, workspace: Workspace, user: str) -> None:
    """From now on posts are removed with this account's grant."""
    settings = replace(Settings.read(tx.setting(SETTING)), remover=user)
    tx.change_setting(SETTING, settings.text(), workspace.people[user].id)


# Ended


async def end_of_others(workspace: Workspace) -> None:
    """End what was given by whoever is among the staff no more: Slack is told that their tokens are worth nothing, and they are
    forgotten. What Slack does not take now is tried again when this is. `people` are as of the last refresh. Raises StoreError.
    """
    for user, grant in (await workspace.grants.all()).items():
        person = workspace.people.get(user)
        if person is not None and person.is_staff:
            continue
        try:
            await give_back(workspace, grant.token)
        except TROUBLE as error:
            if not trouble.is_dead(error):
                log.warning("what somebody gave who is no staff now could not be given back yet: tried again")
                continue
        await forget([user], workspace, "left" if person is not None and person.left is not None else "not_staff")
        await workspace.refresh()


async def revoked(event: Mapping[str, Any], workspace: Workspace) -> None:
    """Slack tells that tokens were revoked, or that the app was taken out of the workspace. Raises StoreError, and
    `refusals.TROUBLE` where Slack does not answer: then it tells of it again.

    It may tell so late, when somebody has authorised anew: so each token is tried.
    """
    standing = await workspace.grants.everything()
    if event.get("type") == "tokens_revoked":
        tokens = event.get("tokens")
        listed = tokens.values() if isinstance(tokens, dict) else ()
        named = {user for some in listed if isinstance(some, list) for user in some if isinstance(user, str)}
        standing = [grant for grant in standing if grant.user in named]
    taken = await asyncio.gather(*(is_taken(workspace, grant.token) for grant in standing))
    gone = [grant.user for grant, still in zip(standing, taken, strict=True) if not still]
    if gone:
        await forget(gone, workspace, "revoked")
        await workspace.refresh()
