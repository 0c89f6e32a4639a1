"""DiscordChatExporter's JSON: one file for each channel or thread, or several for a long one ("[part 2]").

What an export cannot say is not made up: only the newest text of an edited message is kept, so it is one POSTED event at the
time of posting, whose id names the edit ("discord:channel:message:edit:instant"). Deleted messages are not in it. Notices of
the platform ("Pinned a message.") are nobody's words and are passed over. A topic stands in the file's head without an author
or a time, so it is nobody's event. The title of a thread is read once; who gave it is known for a forum's post alone, which
has the id of its thread, and is otherwise an unknown person.

Who is in a direct conversation or private thread is not written down. A light pass over such a file gathers who wrote there
and who was added; a direct conversation with one voice gets an unknown second person, named as the channel is. Someone who was
there and never wrote stays unseen, so that a closed place may look lonelier than it was, never safer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Final

from bot.archive.discord_parts import parts_of
from bot.archive.entries import Fault, Piece
from bot.archive.files import Entry, Files
from bot.archive.names import ACCOUNTS_KEPT, MESSAGES_KEPT, Recent, ShownNames
from bot.archive.pieces import pieces
from bot.archive.proposed import proposed_person
from bot.archive.read import Problem, Read
from bot.archive.record import Record, instant, record_of
from moderation.model import Account, Audience, Event, EventKind, Part, PartKind, Person, Place, PlaceKind

PLATFORM: Final = "discord"
#: The head of a file (guild, channel) stands before its messages, within its first kilobytes.
_HEAD_BYTES = 256 * 1024
#: The most members that a closed place is given. A group conversation on Discord holds ten, a private thread a few.
_MEMBERS_KEPT = 200

#: Notices of the platform, for which the exporter puts in a sentence of its own.
_NOTICES: Final = {
    *("RecipientAdd", "RecipientRemove", "Call", "ChannelIconChange", "ChannelPinnedMessage", "GuildMemberJoin"),
    "ThreadCreated",
}
#: What people write. Any other kind is the platform's, read where it has words and passed over where it has none.
_WRITTEN: Final = {"", "Default", "Reply"}
_THREADS: Final = {PlaceKind.THREAD, PlaceKind.PRIVATE_CHANNEL}
_RENAMED_CHANNEL: Final = "Changed the channel name: "


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says before its messages."""

    entry: Entry
    guild: str
    guild_name: str
    place: Place
    closed: bool

    def link(self, message: str) -> str:
        guild = "@me" if self.guild in {"", "0"} else self.guild
        return f"https://discord.com/channels/{guild}/{self.place.id}/{message}"


def head_of(entry: Entry) -> Head | str:
    """The head of an exported channel, or in what way this is none."""
    guild: Record | None = None
    channel: Record | None = None
    for piece in pieces(entry.chunks()):
        if isinstance(piece, Piece):
            record = record_of(piece)
            if piece.key == "guild":
                guild = record
            elif piece.key == "channel":
                channel = record
            elif piece.key == "mod" and record and record.flag("normal"):
                return 'was written by a changed exporter in its own layout: export again without "normalized"'
        if (guild and channel) or piece.end > _HEAD_BYTES:
            break
    if guild is None or channel is None or not channel.id("id"):
        return "is not a channel exported by DiscordChatExporter as JSON, so it was not read"
    kind = _place_kind(channel.text("type"))
    audience = Audience.PRIVATE if kind in {PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT} else Audience.MIXED
    place = Place(PLATFORM, channel.id("id"), channel.text("name"), kind, audience)
    return Head(entry, guild.id("id"), guild.text("name"), place, closed=kind in _CLOSED)


_CLOSED: Final = {PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT, PlaceKind.PRIVATE_CHANNEL}


def _place_kind(kind: str) -> PlaceKind:
    """From the exporter's `ChannelKind`. A private thread is a closed place first and a thread second."""
    if kind.startswith("Direct"):
        return PlaceKind.GROUP_DIRECT if "Group" in kind else PlaceKind.DIRECT
    if "PrivateThread" in kind:
        return PlaceKind.PRIVATE_CHANNEL
    if "Thread" in kind:
        return PlaceKind.THREAD
    return PlaceKind.VOICE if "Voice" in kind else PlaceKind.CHANNEL


class DiscordArchive:
    """Channels of one server (or direct conversations), as DiscordChatExporter left them."""

    kind: Final = "discord"
    platform: Final = PLATFORM

    def __init__(self, files: Files, heads: Iterable[Head], problems: Iterable[Problem]) -> None:
        self._heads = tuple(heads)
        self._problems = (*files.problems, *problems)
        names = list(dict.fromkeys(head.guild_name for head in self._heads if head.guild_name))
        self.name = names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "") if names else files.name
        self._ends = tuple(accumulate(head.entry.size for head in self._heads))
        self.size = self._ends[-1] if self._ends else 0

    def read(self, org: str) -> Iterator[Read]:
        """Every event and every problem: files by name ("part 2" before "part 10"), messages as the export has them."""
        for problem in self._problems:
            yield Read(problem, 0)
        names = ShownNames()
        for head, end in zip(self._heads, self._ends, strict=True):
            before = end - head.entry.size
            place = replace(head.place, members=_members(head)) if head.closed else head.place
            reader = _Channel(org, replace(head, place=place), names)
            for piece in pieces(head.entry.chunks()):
                done = before + min(piece.end, head.entry.size)
                for item in reader.items(piece):
                    yield Read(item, done)

    def people(self) -> Mapping[str, Person]:
        """Everyone who wrote or was mentioned, with the role that their roles propose. Reads all files once."""
        return self._people

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        accounts: dict[str, Account] = {}
        for head in self._heads:
            for message in _messages(head.entry):
                for account in (_account(message.record("author")), *map(_account, message.records("mentions"))):
                    if account and not account.automated and (account.id in accounts or len(accounts) < ACCOUNTS_KEPT):
                        known = accounts.get(account.id)
                        accounts[account.id] = account if account.roles or known is None else known
        return {id_: proposed_person(account) for id_, account in accounts.items()}


def _messages(entry: Entry) -> Iterator[Record]:
    for piece in pieces(entry.chunks()):
        if isinstance(piece, Piece) and piece.key == "messages" and (message := record_of(piece)):
            yield message


def _members(head: Head) -> tuple[Account, ...]:
    """Who is seen in a closed place: those who wrote there, and those who were added and did not go."""
    seen: dict[str, Account] = {}
    for message in _messages(head.entry):
        author, kind = _account(message.record("author")), message.text("type")
        named = [account for account in map(_account, message.records("mentions")) if account]
        here = [author] if author else []
        here += named if kind == "RecipientAdd" else []
        for account in here[: _MEMBERS_KEPT - len(seen)]:
            seen[account.id] = account
        for account in named if kind == "RecipientRemove" else ():
            seen.pop(account.id, None)
    if head.place.kind is PlaceKind.DIRECT and len(seen) == 1:
        other = Account(PLATFORM, f"recipient-of-{head.place.id}", head.place.name)
        seen[other.id] = other
    return tuple(seen.values())


def _account(author: Record | None) -> Account | None:
    """Somebody as the export describes them at the time of export, by the name that others see."""
    if author is None or not (id_ := author.id("id")):
        return None
    roles = tuple(name for role in author.records("roles") if (name := role.text("name")))
    return Account(PLATFORM, id_, author.text("nickname") or author.text("name"), roles, author.flag("isBot"))


class _Channel:
    """Turns the messages of one file into events."""

    def __init__(self, org: str, head: Head, names: ShownNames) -> None:
        self._org, self._head, self._names = org, head, names
        self._authors: Recent[Account] = Recent(MESSAGES_KEPT)
        self._untitled = head.place.kind in _THREADS and bool(head.place.name.strip())

    def items(self, piece: Piece | Fault) -> Iterator[Event | Problem]:
        file = self._head.entry.name
        if isinstance(piece, Fault):
            yield Problem(file, piece.line, piece.what)
        elif piece.key == "messages":
            message = record_of(piece)
            found = self._events(message) if message else "an entry is not a message, so it was skipped"
            if isinstance(found, str):
                yield Problem(file, piece.line, found)
            else:
                yield from found
                if message and (complaint := message.complaint(file, piece.line)):
                    yield complaint

    def _events(self, message: Record) -> list[Event] | str:
        """What a message makes known, or why nothing can be said of it."""
        id_, kind, author = message.id("id"), message.text("type"), message.record("author")
        account, at = _account(author), instant(message.text("timestamp"))
        if not id_:
            return "a message has no id, so it was skipped"
        if author is None or account is None:
            return "a message does not say who wrote it, so it was skipped"
        if at is None:
            return "the time of a message cannot be read, so it was skipped"
        self._authors.put(id_, account)
        if kind in _NOTICES:
            return []
        place, parts = self._head.place, parts_of(message)
        if not parts and not message.wrong:
            return _EMPTY if kind in _WRITTEN else []
        edited = instant(message.text("timestampEdited"))
        event = Event(
            id=f"{PLATFORM}:{place.id}:{id_}" + (f":edit:{edited.isoformat()}" if edited else ""),
            org=self._org,
            kind=EventKind.POSTED,
            at=at,
            author=account,
            place=place,
            message=id_,
            parts=parts,
            mentions=tuple(named for named in map(_account, message.records("mentions")) if named),
            reply_to=self._reply_to(message),
            conversation=place.id,
            link=self._head.link(id_),
        )
        renamed = self._names.renamed(event, "" if account.automated else author.text("name"), account.name)
        said = _renamed_place(event, message.text("content")) if kind == "ChannelNameChange" else event
        return [*self._title(event), *([renamed] if renamed else []), said]

    def _title(self, event: Event) -> Iterator[Event]:
        """The title of a thread, once, at its first message."""
        if self._untitled:
            self._untitled = False
            place = event.place
            author = event.author if event.message == place.id else Account(PLATFORM, f"starter-of-{place.id}")
            yield Event(
                id=f"{PLATFORM}:{place.id}:{place.id}:title",
                org=event.org,
                kind=EventKind.RENAMED,
                at=event.at,
                author=author,
                place=place,
                message=event.message,
                parts=(Part(PartKind.THREAD_TITLE, place.name),),
                link=event.link,
            )

    def _reply_to(self, message: Record) -> Account | None:
        """Whom a message answers, where that message is in the same file and not long past."""
        reference = message.record("reference")
        if reference is None or reference.text("type") == "Forward":
            return None
        return self._authors.get(reference.id("messageId"))


_EMPTY: Final = "a message is empty here: it may be a poll or a forward, which this exporter left out, so look on Discord"


def _renamed_place(event: Event, sentence: str) -> Event:
    """A group's new name, which the exporter puts into a sentence of its own."""
    title = Part(PartKind.THREAD_TITLE, sentence.removeprefix(_RENAMED_CHANNEL))
    return replace(event, kind=EventKind.RENAMED, parts=(title,))
