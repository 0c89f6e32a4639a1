"""Spaces on Slack: the buttons of whoever decides on one, and the channel itself (map 8.13, 10.12).

A public channel is read by everybody in the workspace: so only what is for everybody is one, and whoever else is let in is
invited to a private channel. Where making it broke off it is known by its name, by who made it and when, and by being nothing
else: the lead's channel, a place of contact and the space of an earlier application are all made by the bot.

Source: `conversations.create`, `.setPurpose` and `.invite` (a hundred people at once; with `force` those who can be) on
docs.slack.dev.
"""

from collections.abc import Collection, Sequence
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.counter import spaces
from bot.slack.history import pages
from bot.slack.places import account_of, people
from bot.slack.refusals import NOT_CONNECTED
from bot.slack.trouble import code_of
from bot.slack.words import Block, plain
from bot.slack.workspace import NAME, Workspace
from bot.spaces import declared, key_of
from bot.spaces.deciding import Answer
from moderation.model import AlreadyDone, Done, MakeSpace, Outcome, Refused, Role, ShowPurpose

#: How the `action_id` of its buttons begins.
ACTION: Final = "command:space"
_STYLES: Final = {Answer.APPROVE: "primary", Answer.DECLINE: "danger"}
#: As many as Slack invites at once.
_AT_ONCE: Final = 100


async def make(workspace: Workspace, effect: MakeSpace) -> Outcome:
    """Make the channel, say what it is for, and let them in, the adults first. Raises `refusals.TROUBLE`."""
    known = workspace.directory.users
    if not workspace.directory.loaded:
        return NOT_CONNECTED
    if any(each.id not in known or known[each.id].deleted for each in effect.runners):
        return Refused("not_a_member")
    place = await _made(workspace, effect)
    if not place:
        return Refused("name_taken")
    await workspace.client.conversations_setPurpose(channel=place, purpose=effect.aim)
    asked = [each.id for each in (*effect.runners, *effect.watch)]
    await _invite(workspace, place, asked)
    inside = await workspace.directory.members_now(place)
    if not inside.issuperset(each.id for each in effect.runners):
        return Refused("not_let_in")
    if not effect.open_to_all:
        await _invite(workspace, place, _of(workspace, effect.roles))
    return Done(place)


async def show(workspace: Workspace, effect: ShowPurpose) -> Outcome:
    """Write above a channel what it is for. Raises `refusals.TROUBLE`."""
    channel = workspace.directory.conversations.get(effect.place)
    if channel is not None and channel.purpose == effect.text:
        return AlreadyDone(effect.place)
    await workspace.client.conversations_setPurpose(channel=effect.place, purpose=effect.text)
    return Done(effect.place)


def buttons(id_: str, offered: Sequence[Answer] = spaces.ON_A_CARD) -> list[Block]:
    """What can be said of one."""
    return [{"type": "actions", "elements": [_button(id_, what) for what in offered]}] if offered else []


def _button(id_: str, what: Answer) -> Block:
    style = {"style": _STYLES[what]} if what in _STYLES else {}
    text = plain(spaces.LABELS[what], 75)
    return {"type": "button", "action_id": f"{ACTION}:{what.value}", "text": text, "value": id_, **style}


async def _made(workspace: Workspace, effect: MakeSpace) -> str:
    """The id of the channel; "" where the name is that of another one."""
    private = not effect.open_to_all
    try:
        answered = await workspace.client.conversations_create(name=effect.name, is_private=private)
        return str(answered["channel"]["id"])
    except SlackApiError as error:
        if code_of(error) != "name_taken":
            raise
    kind = "private_channel" if private else "public_channel"
    request, others = await workspace.core.look(lambda tx: (tx.space_request(effect.request), declared(tx)))
    async for each in pages(workspace.client, "users.conversations", "channels", types=kind):
        ours = each.get("name") == effect.name and each.get("creator") == workspace.bot_user
        since = request is not None and each.get("created", 0) >= int(request.asked_at.timestamp())
        if ours and since and key_of(NAME, str(each["id"])) not in others:
            return str(each["id"])
    return ""


async def _invite(workspace: Workspace, place: str, wanted: Collection[str]) -> None:
    """Let in who is not in it yet."""
    inside = await workspace.directory.members_now(place)
    missing = [each for each in wanted if each not in inside]
    for start in range(0, len(missing), _AT_ONCE):
        some = missing[start : start + _AT_ONCE]
        await workspace.client.conversations_invite(channel=place, users=some, force=True)


def _of(workspace: Workspace, roles: Collection[Role]) -> list[str]:
    """The members with one of these roles on the register, the adults first: a child is never there with one of them alone."""
    found = ((user.id, workspace.person(account_of(user.id, workspace))) for user in people(workspace))
    meant = [(person.may_be_child, id_) for id_, person in found if person.role in roles]
    return [id_ for _, id_ in sorted(meant)]
