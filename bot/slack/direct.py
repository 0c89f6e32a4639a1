"""Direct messages that the bot is not in, of which Slack tells because a member of staff in them authorised the app (map 5.1).

Who is in the conversation is looked up before anything else, by their grant. Where an adult and a child are in it, whoever of
them wrote, it goes into the record like any message, from a private place with all who are in it. Somebody who is not on the
register counts as either (decisions 10). Between adults nothing is read, and nothing kept but an id (decisions 23).

A token that Slack takes no more is forgotten, and the workspace is looked at: somebody must learn that nobody watches now.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.archive.record import Record
from bot.slack import trouble
from bot.slack.calling import client_of
from bot.slack.directory import Conversation
from bot.slack.grants import Grant
from bot.slack.history import Receive, Tally, pages, read_back
from bot.slack.places import account_of
from bot.slack.reading import learn, read
from bot.slack.rights import STAFF
from bot.slack.stamps import UnreadableError
from bot.slack.workspace import NAME, Workspace
from moderation.model import Event

#: What Slack answers to somebody who is not in a conversation, or whose grant does not let us look at it.
_NOT_THEIRS: Final = {"channel_not_found", "missing_scope", "no_permission", "access_denied", "not_in_channel"}


async def arrived(event: Mapping[str, Any], workspace: Workspace, user: str) -> Sequence[Event]:
    """What a message event of a direct conversation comes to; nothing where all who are in it are adults, or all children.

    `user` is on whose behalf Slack tells of it. Raises `refusals.TROUBLE`, StoreError, and UnreadableError where nobody who
    authorised can say who is in it.
    """
    said = Record(event)
    id_ = said.id("channel")
    conversation = await _looked_up(id_, workspace, [user, said.id("user")]) or _both_sides(said, user)
    if conversation is None:
        raise UnreadableError("nobody who authorised the app can say who is in a direct conversation")
    workspace.directory.conversations[id_] = conversation
    await workspace.refresh()  # who is who now says what may be kept
    if not await _is_watched(conversation, workspace):
        mark = f"{NAME}:{id_}:{said.id('event_ts') or said.id('ts')}"
        await workspace.core.write(lambda tx: tx.pass_by(mark))
        return ()
    await learn(event, workspace)
    found = read(event, workspace)
    return [found] if found is not None else ()


async def catch_up(workspace: Workspace, receive: Receive, since: datetime, oldest: datetime, wide: bool) -> Tally:
    """Read back what was written since an instant between staff who authorised and children: in the conversations that are
    known, and if `wide`, in all that these members of staff are in. Nothing from before they authorised.

    Raises `refusals.TROUBLE` and StoreError.
    """
    tally, done = Tally(), set[str]()
    for grant in sorted((await watching(workspace)).values(), key=lambda each: each.since):
        try:
            for id_ in await _conversations_of(grant, workspace, wide):
                conversation = await workspace.directory.conversation(id_, _client(grant, workspace))
                if id_ in done or workspace.bot_user in (conversation.members or ()):
                    continue
                done.add(id_)
                if await _is_watched(conversation, workspace):
                    first, client = max(oldest, grant.since), _client(grant, workspace)
                    tally.add(await read_back(id_, workspace, max(since, first), first, wide, receive, client))
        except SlackApiError as error:
            if not trouble.is_dead(error):
                raise
            await forget([grant.user], workspace)
    return tally


async def watching(workspace: Workspace) -> Mapping[str, Grant]:
    """The grants by which direct messages are watched: those of whoever is staff now, for all of their direct messages."""
    grants = await workspace.grants.all()
    staff = {id_ for id_, person in workspace.people.items() if person.is_staff}
    return {user: grant for user, grant in grants.items() if user in staff and grant.scopes >= STAFF.keys()}


async def forget(users: Collection[str], workspace: Workspace, why: str = "refused") -> None:
    """Forget the grants of some accounts (see `Grants.revoke`), and have the lead told of it at once."""
    await workspace.grants.revoke(users, why)
    workspace.changed()


async def _looked_up(id_: str, workspace: Workspace, users: Iterable[str]) -> Conversation | None:
    """A conversation with its members, asked for by the first of these who can; None if nobody can."""
    known = workspace.directory.conversations.get(id_)
    if known is not None and known.members is not None:
        return known
    grants = await watching(workspace)
    for grant in [grants[user] for user in dict.fromkeys(users) if user in grants]:
        try:
            found = await workspace.directory.conversation(id_, _client(grant, workspace))
            if found.members is not None:
                return found
        except SlackApiError as error:
            if trouble.is_dead(error):
                await forget([grant.user], workspace)
            elif trouble.code_of(error) not in _NOT_THEIRS:
                raise
    return None


def _both_sides(said: Record, user: str) -> Conversation | None:
    """A conversation of two, when the other wrote: then both are known though nobody can be asked any more."""
    author = said.id("user")
    if said.text("channel_type") != "im" or not user or author in {"", user}:
        return None
    return Conversation(said.id("channel"), "", private=True, direct=True, members=frozenset({author, user}))


async def _is_watched(conversation: Conversation, workspace: Workspace) -> bool:
    """Whether an adult and a child can be in it, who are not the same person, and somebody of the staff; or the bot is, whom
    anybody may write to.
    """
    if workspace.bot_user in (conversation.members or ()):
        return True
    await learn({"type": "message", "channel": conversation.id}, workspace)
    known = workspace.directory.users
    # Somebody who was deactivated counts: what was written to them can still be changed, or taken away.
    members = [id_ for id_ in conversation.members or () if id_ not in known or not known[id_].automated]
    people = [workspace.person(account_of(id_, workspace)) for id_ in members]
    if not any(person.is_staff for person in people):
        return False  # somebody authorised it as one of the staff, and is none any more
    adults = {person.id for person in people if person.may_be_adult}
    children = {person.id for person in people if person.may_be_child}
    return bool(adults and children) and len(adults | children) > 1


async def _conversations_of(grant: Grant, workspace: Workspace, wide: bool) -> Sequence[str]:
    """The direct conversations of somebody: those that are known, or all. Who a conversation of two is with its list says."""
    known = workspace.directory.conversations
    if wide:
        async for each in pages(_client(grant, workspace), "users.conversations", "channels", types="im,mpim"):
            await workspace.directory.listed(each, grant.user, _client(grant, workspace))
    return [id_ for id_, each in known.items() if (each.direct or each.group) and grant.user in (each.members or ())]


def _client(grant: Grant, workspace: Workspace) -> AsyncWebClient:
    return client_of(workspace.client.base_url, grant.token)
