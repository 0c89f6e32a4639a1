"""What Slack says happened -> `Event`s. Everybody is read alike, other apps and strangers too; the bot itself is not.

`learn` asks Slack for whom and what an event names and nobody here knows; `read` reads it out of what is known. The id of
an event is the same however often and by whatever way Slack tells of it, pushed or listed:

    slack:{channel}:{ts}:{version}           a post or an edit; `version` is the `ts` of the edit, else 0
    slack:{channel}:{ts}:{version}:{hash}    what was added without an edit: the preview of a link, a file's description
    slack:{channel}:{ts}:deleted
    slack:{team}:{user}:name:{hash}          names and a status as they were found
    slack:{team}:{user}:name:{hash}:{when}   ones that were seen to change, so that they count again when they come back
    slack:{channel}:title:{hash}             a channel's name as it was found; also {channel}:topic:… for topic and purpose
    slack:{channel}:title:{hash}:{minute}    one that was seen to change: Slack tells of it in two ways

What is no message has no `ts` as its `Event.message`: "name:…", "title:…" or "topic:…" (`stamps.is_message` tells).

Sources: the message event and its subtypes, `user_change` and `channel_rename` on docs.slack.dev.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.archive.record import Record, epoch_instant
from bot.slack.naming import named, of_place, renamed
from bot.slack.parts import mentions_of, parts_of, pictures_of, preview_of
from bot.slack.places import account_of, is_with_bot, place_of
from bot.slack.refusals import asked_to_wait
from bot.slack.stamps import UnreadableError, hash_of, instant, is_message, minute, permalink
from bot.slack.workspace import NAME, Workspace
from moderation.model import Account, Event, EventKind, PlaceKind

_DELETED: Final = {"tombstone", "message_deleted"}
#: Messages of Slack's that repeat a name or a topic of the channel; `member` holds it.
_TITLES: Final = {"channel_name": "name", "group_name": "name"}
_TOPICS: Final = {
    "channel_topic": "topic",
    "group_topic": "topic",
    "channel_purpose": "purpose",
    "group_purpose": "purpose",
}
#: What Slack itself notes down, in words of its own. A subtype that is not known is read like any message.
_NOTICES: Final = {
    *("channel_join", "channel_leave", "channel_archive", "channel_unarchive", "channel_convert_to_private"),
    *("channel_convert_to_public", "channel_posting_permissions", "group_join", "group_leave", "group_archive"),
    *("group_unarchive", "pinned_item", "unpinned_item", "bot_add", "bot_remove", "bot_enable", "bot_disable"),
    *("channel_canvas_updated", "tabbed_canvas_updated", "joiner_notification", "joiner_notification_for_inviter"),
    *("message_replied", "app_conversation_join", "assistant_app_thread", "reminder_add"),
}
_HUDDLES: Final = {"huddle_thread", "sh_room_created"}
_ENCRYPTED: Final = "ekm_access_denied"
#: Answers that asking once more would not change: whom or what they are about stays unknown, and the event is read without.
_ASKED_IN_VAIN: Final = {
    *("channel_not_found", "user_not_found", "user_not_visible", "missing_scope", "not_in_channel", "access_denied"),
    *("not_authed", "invalid_auth", "token_revoked", "token_expired", "account_inactive", "no_permission", "is_archived"),
    *("method_not_supported_for_channel_type", "team_access_not_granted", "not_allowed_token_type", "invalid_arguments"),
}
#: How many people one event has looked up: Slack waits three seconds for an answer.
_ASKED: Final = 20


async def learn(event: Mapping[str, Any], workspace: Workspace, client: AsyncWebClient | None = None) -> None:
    """Ask Slack for the conversation and the people of a message event that the directory does not know; and for a conversation
    that the bot was let into.

    `client` calls with the grant of somebody who is in a direct conversation that the bot is not in. Raises what the directory
    raises where Slack could not answer now; where it will not, whom or what it is about stays unknown.
    """
    said = Record(event)
    directory, id_ = workspace.directory, said.id("channel")
    known = directory.conversations.get(id_)
    if said.text("type") == "member_joined_channel" and id_ and said.id("user") == workspace.bot_user:
        if known is None or not known.joined:
            await _asked(directory.conversation(id_))
        return
    if said.text("type") != "message":
        return
    message = said.record("message") or said.record("previous_message") or said
    if id_ and (known is None or (known.members is None and (known.private or not known.joined))):
        await _asked(directory.conversation(id_, client))
        known = directory.conversations.get(id_)
    of_place = sorted(known.members or ()) if known and (known.direct or known.group) else []
    named = (message.id("user"), message.id("parent_user_id"), *of_place, *mentions_of(message))
    for user in [each for each in dict.fromkeys(named) if each and each not in directory.users][:_ASKED]:
        await _asked(directory.user(user), now=True)


def read(event: Mapping[str, Any], workspace: Workspace) -> Event | None:
    """What an event of Slack's makes known, of whatever type: nothing for most types, and for what the bot did itself.

    Call it before `Directory.see`: what is new is told from what is known. Raises UnreadableError.
    """
    said = Record(event)
    found: Event | None = None
    match said.text("type"):
        case "message":
            found = _message(said, workspace)
        case "team_join" | "user_change" | "user_profile_changed" | "user_status_changed":
            if user := said.record("user"):
                found = named(workspace.directory.user_of(user), workspace, user.id("updated"))
        case "channel_rename" | "group_rename" | "channel_created":
            if channel := said.record("channel"):
                found = renamed(channel, said, workspace)
    return found


def read_listed(message: Mapping[str, Any], channel: str, workspace: Workspace) -> Event | None:
    """A message as a history lists it or a shortcut hands it over, which do not say where it stands. Raises UnreadableError."""
    return _message(Record({**message, "channel": channel}), workspace)


async def as_edit(event: Event, message: Mapping[str, Any], workspace: Workspace) -> Event:
    """A message that a history lists, as an edit where the record holds what it said before. Raises StoreError."""
    edit = Record(message).record("edited")
    at = epoch_instant(edit.id("ts")) if edit else None
    if event.kind is not EventKind.POSTED or at is None:
        return event
    known = await workspace.core.look(lambda tx: tx.arrival(_first_of(event)))
    return replace(event, kind=EventKind.EDITED, at=at) if isinstance(known, Event) else event


async def by_whom(event: Event, workspace: Workspace) -> Event:
    """A message that was taken away, with who wrote it where the record still holds it: Slack need not say that, and of what
    stands in the place of a message it says that it is its own. Any other event as it is. Raises StoreError.
    """
    if event.kind is not EventKind.DELETED:
        return event
    known = await workspace.core.look(lambda tx: tx.arrival(_first_of(event)))
    return replace(event, author=known.author) if isinstance(known, Event) else event


def _first_of(event: Event) -> str:
    """The id under which a message arrived first, as a rule."""
    return f"{NAME}:{event.place.id}:{event.message}:0"


async def _asked(asking: Awaitable[object], now: bool = False) -> None:
    """`now`: what Slack puts off is not waited for, so that no event is held back."""
    try:
        await asking
    except SlackApiError as error:
        if error.response.get("error") not in _ASKED_IN_VAIN and not (now and asked_to_wait(error)):
            raise


def _message(said: Record, workspace: Workspace) -> Event | None:
    subtype, channel = said.text("subtype"), said.id("channel")
    if not channel:
        raise UnreadableError("a message does not say where it stands")
    if subtype == _ENCRYPTED:
        raise UnreadableError("a message is encrypted with the organisation's own key")
    if subtype in _NOTICES:
        return None
    if subtype == "message_changed":
        return _changed(said, channel, workspace)
    if subtype in _DELETED:
        return _deleted(said, channel, workspace)
    if subtype in _TITLES or subtype in _TOPICS:
        return _retitled(said, channel, workspace)
    return _posted(said, channel, workspace, said.text("channel_type"))


def _posted(message: Record, channel: str, workspace: Workspace, kind: str) -> Event | None:
    """A message as it now stands. One without text is an event too: that somebody wrote in private matters without words."""
    ts = message.id("ts")
    at, author = instant(ts), _author(message, workspace)
    if author is None:
        raise UnreadableError("a message does not say who wrote it")
    if _is_own(message, workspace):
        return None
    place, parts = place_of(channel, workspace, kind), parts_of(message, _names_in(workspace))
    if message.text("subtype") in _HUDDLES and not parts and place.kind is PlaceKind.CHANNEL:
        return None
    thread = message.id("thread_ts")
    thread = thread if is_message(thread) and thread != ts else ""
    return Event(
        id=f"{NAME}:{channel}:{ts}:{_version(message, workspace)}",
        org=workspace.core.organisation.id,
        kind=EventKind.POSTED,
        at=at,
        author=author,
        place=place,
        message=ts,
        parts=parts,
        mentions=tuple(account_of(id_, workspace) for id_ in mentions_of(message)),
        reply_to=_reply_to(message, workspace) if thread else None,
        conversation=f"{channel}:{thread}" if thread else channel,
        link=permalink(channel, ts, workspace, thread),
        to_bot=is_with_bot(channel, workspace),
        pictures=pictures_of(message),
    )


def _changed(said: Record, channel: str, workspace: Workspace) -> Event | None:
    """An edit, or what Slack or an app added later. None where nothing is: a reply below it, a mark, a huddle that ended."""
    now, before = said.record("message"), said.record("previous_message")
    if now is None:
        raise UnreadableError("a change of a message does not say how it stands now")
    if now.text("subtype") in _DELETED:  # what was below it stays, and so does its place
        return _gone(now.id("ts"), said, before, channel, workspace)
    if now.text("subtype") in _NOTICES or now.text("subtype") in _TITLES or now.text("subtype") in _TOPICS:
        return None
    event = _posted(now, channel, workspace, said.text("channel_type"))
    if event is None:
        return None
    if now.text("subtype") in _HUDDLES and not event.parts:
        return None
    # What a change without an edit is, only its words tell: Slack numbers edits alone.
    unnumbered = _version(now, workspace) == (_version(before, workspace) if before is not None else "0")
    if unnumbered and before is not None and parts_of(before, _names_in(workspace)) == event.parts:
        return None
    id_ = f"{event.id}:{hash_of(event.parts)}" if unnumbered else event.id
    edit = now.record("edited")
    at = (epoch_instant(edit.id("ts")) if edit else None) or epoch_instant(said.id("event_ts")) or event.at
    return replace(event, id=id_, kind=EventKind.EDITED, at=at)


def _deleted(said: Record, channel: str, workspace: Workspace) -> Event | None:
    return _gone(said.id("deleted_ts") or said.id("ts"), said, said.record("previous_message"), channel, workspace)


def _gone(ts: str, said: Record, before: Record | None, channel: str, workspace: Workspace) -> Event | None:
    """A message that was taken away. Who wrote it is known only where Slack still tells."""
    if before is not None and _is_own(before, workspace):
        return None
    written = instant(ts)
    author = (_author(before, workspace) if before else None) or Account(NAME, f"author-of-{ts}")
    return Event(
        id=f"{NAME}:{channel}:{ts}:deleted",
        org=workspace.core.organisation.id,
        kind=EventKind.DELETED,
        at=epoch_instant(said.id("event_ts")) or epoch_instant(said.id("ts")) or written,
        author=author,
        place=place_of(channel, workspace, said.text("channel_type")),
        message=ts,
        conversation=channel,
        link=permalink(channel, ts, workspace),
    )


def _retitled(said: Record, channel: str, workspace: Workspace) -> Event | None:
    """A name, a topic or a purpose of the channel in the message that Slack writes of it, with who did it."""
    ts, subtype = said.id("ts"), said.text("subtype")
    author = _author(said, workspace) or account_of(f"author-of-{ts}", workspace)
    if _is_own(said, workspace):
        return None
    if subtype in _TITLES:
        return of_place("title", channel, said.text(_TITLES[subtype]), author, instant(ts), workspace, minute(instant(ts)))
    return of_place("topic", channel, said.text(_TOPICS[subtype]), author, instant(ts), workspace, f":{ts}")


def _author(message: Record, workspace: Workspace) -> Account | None:
    """Who wrote: somebody, whoever started a huddle, or an app under the name that it chose."""
    room, comment = message.record("room"), message.record("comment")
    if room and (starter := room.id("created_by")):
        return account_of(starter, workspace)
    profile = message.record("user_profile")
    given = (profile.text("display_name") or profile.text("real_name")) if profile else ""
    if user := message.id("user") or (comment.id("user") if comment else ""):
        return account_of(user, workspace, given)
    app = message.record("bot_profile")
    name = message.text("username") or (app.text("name") if app else "")
    if bot := message.id("bot_id"):
        return Account(NAME, bot, name, automated=True)
    return Account(NAME, f"app-{name[:80]}", name, automated=True) if name else None


def _is_own(message: Record, workspace: Workspace) -> bool:
    """Whether the bot itself wrote a message."""
    return bool(workspace.bot_user) and message.id("user") == workspace.bot_user


def _reply_to(message: Record, workspace: Workspace) -> Account | None:
    """Who began the thread, where Slack says it."""
    root = message.record("root")
    parent = message.id("parent_user_id") or (root.id("user") if root else "")
    return account_of(parent, workspace) if parent else None


def _version(message: Record, workspace: Workspace) -> str:
    """Which version of a message this is: the same whether it is pushed or listed."""
    edit, preview = message.record("edited"), preview_of(message, _names_in(workspace))
    edited = edit.id("ts") if edit else ""
    return f"{edited if is_message(edited) else '0'}{f':{hash_of(preview)}' if preview else ''}"


def _names_in(workspace: Workspace) -> Callable[[str], str]:
    directory = workspace.directory

    def name(id_: str) -> str:
        user, conversation = directory.users.get(id_), directory.conversations.get(id_)
        return (user.name if user else conversation.name if conversation else "") or id_

    return name
