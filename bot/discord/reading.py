"""What Discord says happened -> an `Event`. Everybody is read alike, other bots and webhooks too; the bot itself is not.

The id of an event is the same however often and by whatever way Discord tells of it:

    discord:{channel}:{message}:{version}          a post or an edit; `version` is the time of the edit in milliseconds, else 0
    discord:{channel}:{message}:{version}:{hash}   what Discord added without an edit: the preview of a link
    discord:{channel}:{message}:deleted
    discord:{server}:{user}:name:{hash}            a name as it was found; also {thread}:title:{hash}
    discord:{server}:{user}:name:{hash}:{instant}  a name that was seen to change, so that it counts again when it comes back
    discord:{thread}:title:{hash}:{minute}         a title that was seen to change: Discord tells of it in two ways. The minute
                                                   alone tells them from another change; one that comes back within it is told
                                                   from the one before by the inflow, which calls one that is new to its
                                                   thread as if it was found. Also {room}:status:…, and
                                                   {channel}:{user}:blocked:…, of which a repetition is none
    discord:{channel}:{message}:{user}:reaction:{hash}

What is no message has no number as its `Event.message`: "name:…", "title:…", "status:…", "blocked:…" or "reaction:…"
(`is_message` tells).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import discord
from discord.abc import GuildChannel

from bot.discord.club import NAME, Club, account_of
from bot.discord.parts import bounded, parts_of, pictures_of
from bot.discord.places import Crowd, place_of
from moderation.model import Account, Arrival, Audience, Event, EventKind, Part, PartKind, Place, PlaceKind, derived_id

#: Begins the id of an account that stands for whoever wrote a message that is gone, where Discord does not say who it was.
NOBODY_KNOWN: Final = "author-of-"
#: What the `Event.message` of a reaction begins with: "reaction:{message}:{user}:{emoji}".
REACTION: Final = "reaction"
#: Colons in the id of a title as it was found.
_TITLE: Final = 3

_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

#: What people write. Other kinds are Discord's own sentences, which are read where they hold words of somebody's.
_WRITTEN: Final = {
    *(discord.MessageType.default, discord.MessageType.reply),
    *(discord.MessageType.chat_input_command, discord.MessageType.context_menu_command),
}
#: Messages that repeat a title, a topic or blocked words.
_REPEATED: Final = {
    *(discord.MessageType.channel_name_change, discord.MessageType.thread_created),
    *(discord.MessageType.stage_topic, discord.MessageType.auto_moderation_action),
}


def is_message(id_: str) -> bool:
    """Whether `Event.message` is a message that can be removed, rather than a name, a title, a status or something blocked."""
    return id_.isdecimal()


def posted(message: discord.Message, club: Club, crowd: Crowd | None = None) -> Event | None:
    """A message that has arrived or was read back. None for the bot's own, and for Discord's sentences without anybody's words.

    A message without any text is an event without parts: that somebody wrote in a private place matters without the words.
    """
    if is_own(message.author, club):
        return None
    if message.type in _REPEATED:
        return _repeated(message, club)
    parts = parts_of(message)
    if not parts and message.type not in _WRITTEN:
        return None
    return _event(message, club, EventKind.POSTED, parts, message.created_at, _version(message), crowd)


def edited(message: discord.Message, club: Club, before: discord.Message | None = None) -> Event | None:
    """A message as it stands after an update: `payload.message`, or the one that was fetched where `holds_all` says no.

    `before` is the cached message, where there is one. None where no word is new: pinning, and flags.
    """
    if is_own(message.author, club) or message.type in _REPEATED:
        return None
    parts, version, at = parts_of(message), _version(message), message.edited_at
    if before is not None and parts == parts_of(before) and at == before.edited_at:
        return None
    if at is None and before is None and not (message.embeds or message.author.bot):
        return None  # never edited, and nothing in it that Discord or an application adds later
    if at is None or (before.edited_at == at if before else message.embeds):
        # The preview of a link, or a bot's answer that was announced first: it changes and is not called an edit.
        version = f"{version}:{_hash(parts)}"
    return _event(message, club, EventKind.EDITED, parts, at or club.core.clock(), version)


def holds_all(payload: discord.RawMessageUpdateEvent) -> bool:
    """Whether an update carries the message as it now is. Where not, the message must be fetched before it is read."""
    return {"content", "author", "embeds", "attachments"} <= payload.data.keys()


def deleted(
    payload: discord.RawMessageDeleteEvent | discord.RawBulkMessageDeleteEvent, club: Club, at: datetime
) -> Sequence[Event]:
    """Messages that were taken away, an event each. Who wrote one is known only while discord.py still holds it."""
    if isinstance(payload, discord.RawMessageDeleteEvent):
        ids, cached = [payload.message_id], [payload.cached_message] if payload.cached_message else []
    else:
        ids, cached = sorted(payload.message_ids), payload.cached_messages
    authors = {message.id: message.author for message in cached}
    place = _place_by_id(payload.channel_id, club)
    events = []
    for id_ in ids:
        author = authors.get(id_)
        if author is None or not is_own(author, club):
            account = account_of(author) if author else Account(NAME, f"{NOBODY_KNOWN}{id_}")
            event_id = f"{NAME}:{place.id}:{id_}:deleted"
            events.append(_plain(event_id, club, EventKind.DELETED, at, account, place, str(id_), ()))
    return events


def by_whom(gone: Event, first: Arrival | None) -> Event:
    """A message that was taken away, with who wrote it where the record still holds it (`first_of`): Discord tells no more than
    its id of what was written before the bot was started.
    """
    return replace(gone, author=first.author) if isinstance(first, Event) else gone


def first_of(gone: Event) -> str:
    """The id under which a message arrived that is gone now."""
    return f"{NAME}:{gone.place.id}:{gone.message}:0"


def as_found(event: Event) -> str:
    """The id that a title would have, were it found as it stands; "" for what is no title that was seen to change."""
    found, _, minute = event.id.rpartition(":")
    changed = event.kind is EventKind.RENAMED and event.message.startswith("title:") and found.count(":") == _TITLE
    return found if changed and f":{minute}" == _minute(event.at) else ""


def named(
    user: discord.Member | discord.User, club: Club, at: datetime, before: discord.Member | discord.User | None = None
) -> Event | None:
    """The names under which others see somebody, where one of them is new: all of them for whoever has just joined.

    The event is one for all of their names as they are now: names that were seen to change are known when they are looked at.
    """
    known = set(_names(before)) if before else set()
    new = [name for name in _names(user) if name not in known]
    if not new or is_own(user, club):
        return None
    parts = bounded(Part(PartKind.NICKNAME, name) for name in new)
    standing = bounded(Part(PartKind.NICKNAME, name) for name in _names(user))
    id_ = f"{NAME}:{club.server}:{user.id}:name:{_hash(standing)}"
    return _plain(id_, club, EventKind.RENAMED, at, account_of(user), server_place(club), f"name:{user.id}", parts)


def titled(
    thread: discord.Thread, club: Club, at: datetime, before: str | None = None, by: discord.abc.User | None = None
) -> Event | None:
    """The title of a thread or of a forum's post: as it was found, or changed from `before`. `by` is who gave it, if known.

    Without `by` it is its starter's; one that was changed is nobody's, because whoever may manage threads can have done it. The
    message that Discord puts into the thread says who it was, and is the same event, so that one is to be handed over first.
    """
    changed = before is not None
    author = by or (None if changed else thread.owner)
    if thread.name == before or (author and is_own(author, club)):
        return None
    account = account_of(author) if author else Account(NAME, f"title-of-{thread.id}" if changed else str(thread.owner_id))
    return _title(thread.id, thread.name, place_of(thread, club), account, club, at, changed)


def status_set(
    room: GuildChannel, status: str | None, club: Club, at: datetime, by: discord.abc.User | None = None
) -> Event | None:
    """What stands under the name of a voice room, or a stage's topic. Discord tells of it without saying who wrote it."""
    parts = bounded([Part(PartKind.STATUS, status or "")])
    if not parts or (by and is_own(by, club)):
        return None
    account = account_of(by) if by else Account(NAME, f"status-of-{room.id}")
    id_ = f"{NAME}:{room.id}:status:{_hash(parts)}{_minute(at)}"
    return _plain(id_, club, EventKind.RENAMED, at, account, place_of(room, club), f"status:{room.id}", parts)


def blocked(execution: discord.AutoModAction, club: Club, at: datetime) -> Event | None:
    """What Discord's AutoMod kept from being posted (decisions 18). None for its other actions: those posts arrive themselves.

    It happened without an id or a time, and once for each rule: the same words of one person in one place count once a minute.
    """
    if execution.action.type is not discord.AutoModRuleActionType.block_message:
        return None
    parts = bounded([Part(PartKind.BODY, execution.content or execution.matched_content or "")])
    if not parts or execution.channel_id is None:
        return None
    member = execution.member
    account = account_of(member) if member else Account(NAME, str(execution.user_id))
    place = _place_by_id(execution.channel_id, club)
    hash_ = _hash(parts)
    id_ = f"{NAME}:{place.id}:{execution.user_id}:blocked:{hash_}{_minute(at)}"
    return _plain(id_, club, EventKind.POSTED, at, account, place, f"blocked:{hash_}", parts)


def is_staffs(member: discord.Member | None, club: Club) -> bool:
    return member is not None and club.person(account_of(member)).is_staff


def reacted(payload: discord.RawReactionActionEvent, writer: int, club: Club, at: datetime) -> Event | None:
    """A reaction of staff to what a child posted (map 4.2). Nobody else's is read; the same one given again is no other."""
    member = club.guild.get_member(writer) if club.guild else None
    to = account_of(member) if member else Account(NAME, str(writer))
    if payload.member is None or not is_staffs(payload.member, club) or to.automated or not club.person(to).may_be_child:
        return None
    place, emoji, by = _place_by_id(payload.channel_id, club), str(payload.emoji), account_of(payload.member)
    about, parts = f"{payload.message_id}:{by.id}", (Part(PartKind.REACTION, emoji),)
    id_, message = f"{NAME}:{place.id}:{about}:reaction:{_hash(parts)}", f"{REACTION}:{about}:{emoji}"
    event = _plain(id_, club, EventKind.POSTED, at, by, place, message, parts)
    return replace(event, reply_to=to, conversation="", link=f"{event.link}/{payload.message_id}")


def is_own(user: discord.abc.User, club: Club) -> bool:
    """Whether somebody is the bot itself."""
    return club.client.user is not None and user.id == club.client.user.id


def server_place(club: Club) -> Place:
    """Where a name is seen: everywhere on the server."""
    return Place(NAME, str(club.server), club.guild.name if club.guild else "")


def _repeated(message: discord.Message, club: Club) -> Event | None:
    """A title or a topic in the message that Discord writes of it: the same event as the one by itself, with who did it.

    AutoMod's message in its alert channel repeats what `blocked` reads where it was written, or what arrived as a post.
    """
    at, author = message.created_at, message.author
    if message.type is discord.MessageType.stage_topic and isinstance(message.channel, GuildChannel):
        return status_set(message.channel, message.content, club, at, author)
    if message.type is discord.MessageType.thread_created:
        # The thread is what this message in the channel above it refers to.
        thread = message.reference.channel_id if message.reference else message.channel.id
        return _title(thread, message.content, _place_by_id(thread, club), account_of(author), club, at, changed=False)
    if message.type is discord.MessageType.channel_name_change:
        place = place_of(message.channel, club)
        return _title(message.channel.id, message.content, place, account_of(author), club, at, changed=True)
    return None


def _title(thread: int, title: str, place: Place, author: Account, club: Club, at: datetime, changed: bool) -> Event | None:
    parts = bounded([Part(PartKind.THREAD_TITLE, title)])
    if not parts:
        return None
    id_ = f"{NAME}:{thread}:title:{_hash(parts)}{_minute(at) if changed else ''}"
    return _plain(id_, club, EventKind.RENAMED, at, author, place, f"title:{thread}", parts)


def _event(
    message: discord.Message,
    club: Club,
    kind: EventKind,
    parts: tuple[Part, ...],
    at: datetime,
    version: str,
    crowd: Crowd | None = None,
) -> Event:
    place = place_of(message.channel, club, crowd)
    author = account_of(message.author)
    if place.kind is PlaceKind.DIRECT and not place.members:
        # A direct message to the bot in a conversation that discord.py has not met names nobody but its author.
        place = Place(NAME, place.id, author.name, PlaceKind.DIRECT, Audience.PRIVATE, (author,))
    answered = message.reference.resolved if message.reference else None
    return Event(
        id=f"{NAME}:{place.id}:{message.id}:{version}",
        org=club.core.organisation.id,
        kind=kind,
        at=at,
        author=author,
        place=place,
        message=str(message.id),
        parts=parts,
        mentions=tuple(account_of(user) for user in message.mentions),
        reply_to=account_of(answered.author) if isinstance(answered, discord.Message) else None,
        conversation=place.id,
        link=message.jump_url,
        pictures=pictures_of(message),
    )


def _plain(
    id_: str, club: Club, kind: EventKind, at: datetime, author: Account, place: Place, message: str, parts: tuple[Part, ...]
) -> Event:
    """An event without the company of a message: nobody mentioned, nothing answered. A name is no part of a conversation."""
    where = "" if place.id == str(club.server) else f"/{place.id}"
    link = f"https://discord.com/channels/{club.server}{where}"
    conversation = "" if kind is EventKind.RENAMED else place.id
    return Event(id_, club.core.organisation.id, kind, at, author, place, message, parts, conversation=conversation, link=link)


def _place_by_id(id_: int, club: Club) -> Place:
    """A place of which only the id was told. One that discord.py does not know is open to anybody, as far as is known."""
    channel = club.client.get_channel(id_)
    return place_of(channel, club) if channel else Place(NAME, str(id_), "")


def instant_of(at: datetime) -> int:
    """An instant as it stands in an id: microseconds."""
    return (at - _EPOCH) // _MICROSECOND


def _minute(at: datetime) -> str:
    return f":{int(at.timestamp()) // 60}"


def _version(message: discord.Message) -> str:
    return str(round(message.edited_at.timestamp() * 1000)) if message.edited_at else "0"


def _names(user: discord.Member | discord.User) -> list[str]:
    names = (user.nick if isinstance(user, discord.Member) else None, user.global_name, user.name)
    return list(dict.fromkeys(name for name in names if name))


def _hash(parts: Sequence[Part]) -> str:
    return derived_id("", *(text for part in parts for text in (part.kind.value, part.text)))
