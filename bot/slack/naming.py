"""What people and channels are called, and what they say of themselves -> `Event`s of kind RENAMED."""

from collections.abc import Sequence
from datetime import datetime

from bot.archive.record import Record, epoch_instant
from bot.slack.directory import SLACKBOT, Conversation, User
from bot.slack.parts import bounded
from bot.slack.places import account_of, place_of
from bot.slack.stamps import hash_of, minute
from bot.slack.workspace import NAME, Workspace
from moderation.model import Account, Event, EventKind, Part, PartKind, Place


def named(user: User, workspace: Workspace, when: str = "") -> Event | None:
    """The names, the status and the title under which others see somebody, where one of them is new: all for one who is new.

    `when` is Slack's number of the change ("" for names that were found and not seen to change).
    """
    return _named(user, workspace.directory.users.get(user.id), workspace, when)


def found(user: User, workspace: Workspace) -> Event | None:
    """All names, the status and the title of somebody as they were found: what is known of them already changes nothing."""
    return _named(user, None, workspace, "")


def _named(user: User, known: User | None, workspace: Workspace, when: str) -> Event | None:
    new = [part for part in _names(user) if known is None or part not in _names(known)]
    parts = bounded(new)
    if not parts or not user.id or user.id == workspace.bot_user or user.id == SLACKBOT:
        return None
    id_ = f"{NAME}:{workspace.team}:{user.id}:name:{hash_of(parts)}{f':{when}' if when and known else ''}"
    return Event(
        id=id_,
        org=workspace.core.organisation.id,
        kind=EventKind.RENAMED,
        at=workspace.core.clock(),
        author=workspace.directory.account(user),
        place=Place(NAME, workspace.team, ""),  # a name is seen everywhere
        message=f"name:{user.id}",
        parts=parts,
        link=f"{workspace.url}team/{user.id}" if workspace.url else "",
    )


def titled(conversation: Conversation, workspace: Workspace) -> Sequence[Event]:
    """The name, the topic and the purpose of a channel as they were found. The name is taken for its creator's."""
    if conversation.direct or conversation.group:
        return ()
    id_, at = conversation.id, workspace.core.clock()
    standing = (
        ("title", conversation.name, conversation.creator),
        ("topic", conversation.topic, conversation.topic_by),
        ("topic", conversation.purpose, conversation.purpose_by),
    )
    events = (
        of_place(kind, id_, text, account_of(by or f"author-of-{id_}", workspace), at, workspace)
        for kind, text, by in standing
        if not by or by != workspace.bot_user
    )
    return [event for event in events if event is not None]


def renamed(channel: Record, said: Record, workspace: Workspace) -> Event | None:
    """A channel's name by itself: Slack does not say who gave it one, except to a new channel."""
    id_, name = channel.id("id"), channel.text("name")
    known = workspace.directory.conversations.get(id_)
    if not id_ or (known is not None and known.name == name):
        return None
    at = epoch_instant(said.id("event_ts")) or workspace.core.clock()
    creator = channel.id("creator")
    if creator and creator == workspace.bot_user:
        return None
    author = account_of(creator or f"author-of-{id_}", workspace)
    changed = "" if said.text("type") == "channel_created" else minute(at)
    return of_place("title", id_, name, author, at, workspace, changed)


def of_place(
    kind: str, channel: str, text: str, author: Account, at: datetime, workspace: Workspace, changed: str = ""
) -> Event | None:
    """Words that everybody reads who sees a channel: its "title", or as a "topic" what it is for. `changed` ends the id."""
    parts = bounded([Part(PartKind.THREAD_TITLE if kind == "title" else PartKind.STATUS, text)])
    if not parts:
        return None
    return Event(
        id=f"{NAME}:{channel}:{kind}:{hash_of(parts)}{changed}",
        org=workspace.core.organisation.id,
        kind=EventKind.RENAMED,
        at=at,
        author=author,
        place=place_of(channel, workspace),
        message=f"{kind}:{channel}",
        parts=parts,
        link=f"{workspace.url}archives/{channel}" if workspace.url else "",
    )


def _names(user: User) -> tuple[Part, ...]:
    """What others see of somebody by their name: names, what they are, and how they are."""
    names = dict.fromkeys(filter(None, (user.name, user.real_name)))
    written = filter(None, (*user.about, user.status))
    return (*(Part(PartKind.NICKNAME, name) for name in names), *(Part(PartKind.STATUS, text) for text in written))
