"""A conversation of Slack's as a `Place`, and who can be in it.

A public channel is read by every full member of the workspace, whether they joined it or not; guests, and people of another
organisation, only see what they were let into. A private channel and a direct conversation have members. Apps are nobody.

Source: slack.com/help "Guest roles in Slack" and docs.slack.dev, the conversation object.
"""

from collections.abc import Iterator
from typing import Final

from bot.audience import LISTED, audience_of, has_young
from bot.slack.directory import Conversation, User
from bot.slack.workspace import NAME, Workspace
from moderation.model import Account, Audience, Place, PlaceKind

#: How events call a kind of conversation (`channel_type`): what a place is of which no more is known.
_TYPES: Final = {"im": PlaceKind.DIRECT, "mpim": PlaceKind.GROUP_DIRECT, "app_home": PlaceKind.DIRECT}


def place_of(id_: str, workspace: Workspace, kind: str = "") -> Place:
    """A place, with its audience, and with its members where it is closed and small.

    `kind` is Slack's `channel_type`, for a conversation of which the directory knows nothing. While its members, or those of
    the workspace, are not all known, nobody is listed and the audience is mixed: what is not known is never taken for safe.
    """
    conversation = workspace.directory.conversations.get(id_)
    if conversation is None:
        of_kind = _TYPES.get(kind, PlaceKind.DIRECT if id_.startswith("D") else PlaceKind.CHANNEL)
        direct = of_kind is not PlaceKind.CHANNEL
        return Place(NAME, id_, "", of_kind, Audience.PRIVATE if direct else _set_apart(id_, workspace) or Audience.MIXED)
    present = present_in(conversation, workspace)
    if conversation.direct or conversation.group:
        of_kind = PlaceKind.DIRECT if conversation.direct else PlaceKind.GROUP_DIRECT
        members = tuple(present or ())
        return Place(NAME, id_, " and ".join(each.name or each.id for each in members), of_kind, Audience.PRIVATE, members)
    set_apart, informs = _set_apart(id_, workspace), id_ in workspace.settings.information_channels
    if present is None:
        return Place(NAME, id_, conversation.name, audience=set_apart or Audience.MIXED, informs=informs)
    if is_closed(conversation, workspace) and len(present) <= LISTED:
        audience = set_apart if set_apart and not has_young(map(workspace.person, present)) else Audience.PRIVATE
        return Place(NAME, id_, conversation.name, PlaceKind.PRIVATE_CHANNEL, audience, tuple(present), informs)
    audience = set_apart or audience_of(map(workspace.person, present))
    return Place(NAME, id_, conversation.name, audience=audience, informs=informs)


def present_in(conversation: Conversation, workspace: Workspace) -> list[Account] | None:
    """Everybody who can be in a conversation, by id; None where that is not known."""
    known, members = workspace.directory.users, conversation.members
    if _is_open(conversation):
        if not workspace.directory.loaded or (conversation.shared and members is None):
            return None
        let_in = members or frozenset()
        ids = {user.id for user in people(workspace) if user.id in let_in or not (user.guest or user.stranger)}
        ids |= {id_ for id_ in let_in if id_ not in known}
    elif members is None:
        return None
    else:
        ids = {id_ for id_ in members if id_ not in known or _is_somebody(known[id_], workspace)}
    ids.discard(workspace.bot_user)
    return [account_of(id_, workspace) for id_ in sorted(ids)]


def people(workspace: Workspace) -> Iterator[User]:
    """Everybody who can use the workspace or one of its shared channels. Apps are nobody."""
    return (user for user in workspace.directory.users.values() if _is_somebody(user, workspace))


def is_closed(conversation: Conversation, workspace: Workspace) -> bool:
    """Whether a channel is for some people only. A private one in which everybody is, is everybody's."""
    if _is_open(conversation):
        return False
    members = conversation.members or frozenset()
    everybody = {user.id for user in people(workspace) if not (user.guest or user.stranger)}
    return not workspace.directory.loaded or not everybody or not everybody <= members


def is_with_bot(id_: str, workspace: Workspace) -> bool:
    """Whether a conversation is one of somebody with the bot alone."""
    conversation = workspace.directory.conversations.get(id_)
    if conversation is None or not conversation.direct:
        return False
    return conversation.joined or workspace.bot_user in (conversation.members or ())


def account_of(id_: str, workspace: Workspace, name: str = "") -> Account:
    """Somebody by id. Of one whom the directory does not know there is the id, and a name that a message gives."""
    user = workspace.directory.users.get(id_)
    return workspace.directory.account(user) if user and user.name else Account(NAME, id_, name)


def _is_open(conversation: Conversation) -> bool:
    return not (conversation.private or conversation.direct or conversation.group)


def _is_somebody(user: User, workspace: Workspace) -> bool:
    return not (user.deleted or user.automated or user.id == workspace.bot_user)


def _set_apart(id_: str, workspace: Workspace) -> Audience | None:
    """What `/touchline setup` says of a place goes before who can see it now, but for what `place_of` makes of a closed one."""
    return Audience.ADULTS if id_ in workspace.settings.adult_channels else None
