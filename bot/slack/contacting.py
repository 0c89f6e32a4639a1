"""Contact with one child in a workspace: a private channel for those people, archived at its end; and the buttons by which an
adult says yes or no (map 5.13).

Whoever is in an archived channel can read it, and open it again: so they are taken out first. The channel is made with nobody
in it, and known by its name where making it broke off.

Source: `conversations.create`, `.invite`, `.kick` and `.archive` on docs.slack.dev.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.contact import answering
from bot.contact.answering import Press
from bot.counter.contacting import LABELS
from bot.rota.changing import Given
from bot.slack.history import pages
from bot.slack.places import account_of
from bot.slack.posting import answer, letter, post
from bot.slack.refusals import asked_to_wait
from bot.slack.trouble import code_of
from bot.slack.words import Block, plain
from bot.slack.workspace import NAME, Workspace
from moderation.model import Account, AlreadyDone, Done, Outcome

log = logging.getLogger(__name__)

#: How the `action_id` of its buttons begins.
ACTION: Final = "contact"


async def make(workspace: Workspace, name: str) -> Outcome:
    """A private channel in which there is nobody but Touchline. Raises `refusals.TROUBLE`."""
    try:
        answered = await workspace.client.conversations_create(name=name, is_private=True)
        return Done(str(answered["channel"]["id"]))
    except SlackApiError as error:
        if code_of(error) != "name_taken":
            raise
        async for each in pages(workspace.client, "users.conversations", "channels", types="private_channel"):
            if each.get("name") == name and each.get("creator") == workspace.bot_user:
                return Done(str(each["id"]))
        raise


async def let_in(workspace: Workspace, id_: str, place: str, people: Sequence[Account], text: str) -> Outcome:
    """Say what it is for, and let them in, the adults first: a child is never there with one. Raises `refusals.TROUBLE`."""
    await post(workspace, place, id_, letter(text))
    for each in people:
        await invite(workspace, place, each.id)
    return Done(place)


async def shut(workspace: Workspace, place: str) -> Outcome:
    """Take everybody out, the children first, and archive it. Raises `refusals.TROUBLE`."""
    inside = await workspace.directory.members_now(place) - {workspace.bot_user}
    for user in sorted(inside, key=lambda each: not workspace.person(account_of(each, workspace)).may_be_child):
        await take_out(workspace, place, user)
    try:
        await workspace.client.conversations_archive(channel=place)
    except SlackApiError as error:
        if code_of(error) != "already_archived":
            raise
        return AlreadyDone()
    return Done()


async def invite(workspace: Workspace, place: str, user: str) -> None:
    """Let somebody in who may be there already. Raises `refusals.TROUBLE`."""
    try:
        await workspace.client.conversations_invite(channel=place, users=[user])
    except SlackApiError as error:
        if code_of(error) != "already_in_channel":
            raise


async def take_out(workspace: Workspace, place: str, user: str) -> None:
    """Take somebody out who may be out already. Where a workspace lets no app do that, they stay. Raises `refusals.TROUBLE`."""
    try:
        await workspace.client.conversations_kick(channel=place, user=user)
    except SlackApiError as error:
        if asked_to_wait(error):
            raise
        log.info("somebody could not be taken out of a channel (%s)", code_of(error))


def buttons(request: str) -> Sequence[Block]:
    """What can be said, as blocks."""
    elements = [
        {"type": "button", "action_id": f"{ACTION}:{says.value}", "text": plain(LABELS[says], 75), "value": json.dumps(request)}
        for says in Press
    ]
    return ({"type": "actions", "elements": elements},)


async def pressed(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Somebody pressed one of them. Raises `refusals.TROUBLE`."""
    core, user = workspace.core, str((body.get("user") or {}).get("id"))
    organisation, address = core.organisation, body.get("response_url")
    for button in body.get("actions") or ():
        # As this bot made it: Slack gives back no other.
        says, request = Press(str(button.get("action_id")).rpartition(":")[2]), json.loads(str(button.get("value")))
        given = Given(f"{NAME}:contact:{user}:{button.get('action_ts')}", account_of(user, workspace), core.clock())
        said = await core.write(partial(answering.press, given=given, organisation=organisation, request=request, what=says))
        if isinstance(address, str) and not await answer(address, said):
            log.info("an answer to somebody came too late to be shown")
