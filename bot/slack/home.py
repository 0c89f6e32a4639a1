"""The app's home tab: whom to ask and whom to ring, a way to tell of something, what is read and kept, what somebody has
authorised; and for those who watch, how many concerns wait for them (map 7.5, 8.6, 9.3, 9.5).

It is drawn anew for whoever opens it, each time.

Source: "App Home", `app_home_opened` and `views.publish` on docs.slack.dev.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot import desk
from bot.counter import words
from bot.counter.typed import Typed
from bot.desk import LONGEST, Denied
from bot.slack.authorising import invitation
from bot.slack.authorising_words import STOP
from bot.slack.commands import _words as here
from bot.slack.commands import report
from bot.slack.commands._asked import Asked, account
from bot.slack.commands.policy import paragraphs
from bot.slack.commands.who import lines
from bot.slack.marked import at, rich
from bot.slack.modals import opened as shown
from bot.slack.modals import page
from bot.slack.words import Block, plain
from bot.slack.workspace import NAME, Workspace
from moderation.model import Account

REPORT: Final = "home:report"
AUTHORISE: Final = "home:authorise"


async def opened(workspace: Workspace, event: Mapping[str, Any]) -> None:
    """Somebody opened it. Raises `refusals.TROUBLE` and StoreError."""
    user = event.get("user")
    if isinstance(user, str) and event.get("tab", "home") == "home":
        by = await account(workspace, user)
        view = {"type": "home", "blocks": await blocks(workspace, by)}
        await workspace.client.views_publish(user_id=user, view=view)


async def pressed(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Somebody pressed a button on theirs. Raises `refusals.TROUBLE` and StoreError."""
    user, trigger = str((body.get("user") or {}).get("id")), str(body.get("trigger_id"))
    for action in body.get("actions") or ():
        if action.get("action_id") == REPORT:
            by = workspace.directory.users.get(user)
            teller = workspace.directory.account(by) if by else Account(NAME, user)
            await report.asked_for(Asked(workspace, teller, Typed(""), trigger, trigger), "")
        elif action.get("action_id") == AUTHORISE:
            invited = await invitation(workspace, user)
            await shown(workspace, trigger, page(here.HOME_AUTHORISE, *invited["blocks"]))


async def blocks(workspace: Workspace, by: Account) -> Sequence[Block]:
    """What one person sees."""
    return [
        rich(here.IN_DANGER, "\n".join(await lines(workspace))),
        _button(here.HOME_REPORT, REPORT),
        *await _waiting(workspace, by),
        *await _authorised(workspace, by.id),
        {"type": "divider"},
        *(rich(paragraph) for paragraph in paragraphs(workspace)),
    ]


async def _waiting(workspace: Workspace, by: Account) -> Sequence[Block]:
    """How many concerns wait, of those that somebody may see."""
    core = workspace.core
    rows = await core.look(lambda tx: desk.concerns(tx, by, core.organisation))
    if isinstance(rows, Denied):
        return ()
    many = f"{LONGEST} or more" if len(rows) >= LONGEST else str(len(rows))
    waits = here.HOME_ONE_OPEN if len(rows) == 1 else here.HOME_OPEN.format(count=many)
    return [rich(waits if rows else words.NOTHING_OPEN)]


async def _authorised(workspace: Workspace, user: str) -> Sequence[Block]:
    """What somebody of the staff has authorised, and how to end it."""
    person = workspace.people.get(user)
    if person is None or not person.is_staff or workspace.access is None:
        return ()
    grant = (await workspace.grants.all()).get(user)
    if grant is None:
        return [rich(here.HOME_NOT_AUTHORISED), _button(here.HOME_AUTHORISE, AUTHORISE)]
    return [rich(here.HOME_AUTHORISED.format(since=at(grant.since))), _button(here.HOME_STOP, STOP)]


def _button(said: str, action: str) -> Block:
    return {"type": "actions", "elements": [{"type": "button", "action_id": action, "text": plain(said, 75)}]}
