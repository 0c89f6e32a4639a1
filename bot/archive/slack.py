"""A Slack workspace export: lists at the top, and for each conversation a folder with one file a day.

What an export cannot say is not made up. Of an edited message it keeps the newest text: one POSTED event at the time of
posting, whose id names the edit ("slack:channel:ts:edit:instant"). A deleted message of which replies are left is a tombstone:
a DELETED event without text. Exports that carry logs of edits and deletions (`message_changed`, `message_deleted`) give every
version: what was said first as POSTED, what it became as EDITED. Joining, leaving, pinning and the like are nobody's words.

No permalink can be known: the address of the workspace is not in its export. `Event.link` is empty.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import Final

from bot.archive.entries import Fault, Piece
from bot.archive.files import Files
from bot.archive.names import MESSAGES_KEPT, Recent, ShownNames
from bot.archive.pieces import pieces
from bot.archive.proposed import proposed_person
from bot.archive.read import Problem, Read
from bot.archive.record import Record, epoch_instant, record_of
from bot.archive.slack_index import PLACES, PLATFORM, USERS, Index, read_index
from bot.archive.slack_parts import parts_of
from bot.archive.slack_text import mentioned
from moderation.model import Account, Event, EventKind, Part, PartKind, Person, Place

DAY_FILE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.json")

_DELETED: Final = {"tombstone", "message_deleted"}
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
    *("huddle_thread", "sh_room_created", "channel_canvas_updated", "tabbed_canvas_updated", "joiner_notification"),
    *("joiner_notification_for_inviter", "message_replied", "app_conversation_join"),
}
_ENCRYPTED: Final = "ekm_access_denied"


class SlackArchive:
    """The conversations of one workspace."""

    kind: Final = "slack"
    platform: Final = PLATFORM

    def __init__(self, files: Files, root: str) -> None:
        inside = [entry for entry in files.entries if entry.name.startswith(root)]
        lists = {entry.name.removeprefix(root): entry for entry in inside}
        self.name = files.name
        self._index = read_index({name: lists[name] for name in (*USERS, *PLACES) if name in lists})
        self._days = tuple(entry for name, entry in lists.items() if _is_day(name))
        self._ends = tuple(accumulate(entry.size for entry in self._days))
        self.size = self._ends[-1] if self._ends else 0
        self._root = root
        self._problems = (*files.problems, *self._index.problems)

    def read(self, org: str) -> Iterator[Read]:
        """Every event and every problem: folders by name, days in order, messages as the export has them."""
        for problem in self._problems:
            yield Read(problem, 0)
        names, channel = ShownNames(), None
        for entry, end in zip(self._days, self._ends, strict=True):
            before = end - entry.size
            folder = entry.folder.removeprefix(self._root)
            if channel is None or channel.folder != folder:
                channel = _Channel(org, folder, self._index, names)
                if folder not in self._index.places:
                    yield Read(Problem(entry.folder, None, _UNLISTED), before)
            for piece in pieces(entry.chunks()):
                done = before + min(piece.end, entry.size)
                for item in channel.items(entry.name, piece):
                    yield Read(item, done)

    def people(self) -> Mapping[str, Person]:
        """Everyone in the list of users but the bots, with the role that their title proposes."""
        return self._people

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        accounts = self._index.accounts.values()
        return {account.id: proposed_person(account) for account in accounts if not account.automated}


_UNLISTED: Final = "is in none of the lists of conversations, so who was in it is not known; it was read all the same"


def _is_day(name: str) -> bool:
    folder, slash, base = name.partition("/")
    return bool(folder and slash and DAY_FILE.fullmatch(base))


class _Channel:
    """Turns the messages of one conversation into events, over all its days."""

    def __init__(self, org: str, folder: str, index: Index, names: ShownNames) -> None:
        self.folder = folder
        self._org, self._index, self._names = org, index, names
        self._place = index.places.get(folder) or Place(PLATFORM, folder, folder)
        self._authors: Recent[Account] = Recent(MESSAGES_KEPT)

    def items(self, file: str, piece: Piece | Fault) -> Iterator[Event | Problem]:
        if isinstance(piece, Fault):
            yield Problem(file, piece.line, piece.what)
            return
        message = record_of(piece)
        found = self._events(message) if message else "an entry is not a message, so it was skipped"
        if isinstance(found, str):
            yield Problem(file, piece.line, found)
        else:
            yield from found
            if message and (complaint := message.complaint(file, piece.line)):
                yield complaint

    def _events(self, message: Record) -> list[Event] | str:
        """What an entry makes known, or why nothing can be said of it."""
        subtype = message.text("subtype")
        if message.text("type") not in {"", "message"}:
            return "an entry is not a message, so it was skipped"
        if subtype == _ENCRYPTED:
            return "a message is encrypted with the organisation's own key, so its words are not in the export"
        if subtype in _NOTICES:
            return []
        if subtype == "message_changed":
            return self._changed(message)
        return self._deleted(message) if subtype in _DELETED else self._posted(message)

    def _posted(self, message: Record) -> list[Event] | str:
        ts = message.id("ts")
        at, author = epoch_instant(ts), self._author(message)
        if at is None:
            return "the time of a message cannot be read, so it was skipped"
        if author is None:
            return "a message does not say who wrote it, so it was skipped"
        self._authors.put(ts, author)
        edit = message.record("edited")
        edited = epoch_instant(edit.id("ts")) if edit else None
        thread = message.id("thread_ts")
        event = Event(
            id=f"{PLATFORM}:{self._place.id}:{ts}" + (f":edit:{edited.isoformat()}" if edited else ""),
            org=self._org,
            kind=EventKind.POSTED,
            at=at,
            author=author,
            place=self._place,
            message=ts,
            parts=parts_of(message, self._index.names),
            mentions=tuple(self._index.account(id_) for id_ in dict.fromkeys(mentioned(message.text("text")))),
            reply_to=self._reply_to(message, thread) if thread != ts else None,
            conversation=f"{self._place.id}:{thread}" if thread and thread != ts else self._place.id,
        )
        handle = "" if author.automated else self._index.handles.get(author.id, author.name)
        renamed = self._names.renamed(event, handle, self._shown_name(message, author))
        subtype = message.text("subtype")
        if subtype in _TITLES:
            event = _of_the_place(event, PartKind.THREAD_TITLE, message.text(_TITLES[subtype]))
        elif subtype in _TOPICS:
            event = _of_the_place(event, PartKind.STATUS, message.text(_TOPICS[subtype]))
        return [*([renamed] if renamed else []), event]

    def _changed(self, log: Record) -> list[Event] | str:
        """A log of an edit: what was said before, if the log has it, and what it became."""
        now, before = log.record("message"), log.record("previous_message")
        if now is None:
            return "the log of an edit has no message in it, so it was skipped"
        if now.text("subtype") in _DELETED:
            return self._deleted(Record({**log.raw, "deleted_ts": now.raw.get("ts")}, log.wrong))
        after = self._posted(now)
        first = self._posted(before) if before else []
        if isinstance(after, str):
            return after
        edited = epoch_instant((now.record("edited") or log).id("ts"))
        for number, event in enumerate(after):
            if event.kind is EventKind.POSTED:
                after[number] = replace(event, kind=EventKind.EDITED, at=edited or event.at)
        return [*(first if isinstance(first, list) else []), *after]

    def _deleted(self, log: Record) -> list[Event] | str:
        """A tombstone, or the log of a deletion: what was said, if the log has it, and that it is gone."""
        ts, at = log.id("deleted_ts") or log.id("ts"), epoch_instant(log.id("ts"))
        if at is None or epoch_instant(ts) is None:
            return "the time of a deleted message cannot be read, so it was skipped"
        before = log.record("previous_message")
        said = self._posted(before) if before else []
        author = (self._author(before) if before else None) or self._author(log) or self._index.account("USLACKBOT")
        gone = Event(
            id=f"{PLATFORM}:{self._place.id}:{ts}:deleted",
            org=self._org,
            kind=EventKind.DELETED,
            at=at,
            author=author,
            place=self._place,
            message=ts,
            conversation=self._place.id,
        )
        return [*(said if isinstance(said, list) else []), gone]

    def _author(self, message: Record) -> Account | None:
        """Who wrote: a member, or an app under the name that it chose."""
        comment = message.record("comment")
        user = message.id("user") or (comment.id("user") if comment else "")
        if user:
            profile = message.record("user_profile")
            return self._index.account(user, _display_name(profile))
        if bot := message.id("bot_id"):
            return Account(PLATFORM, bot, message.text("username"), automated=True)
        name = message.text("username")
        return Account(PLATFORM, f"app-{name}", name, automated=True) if name else None

    def _shown_name(self, message: Record, author: Account) -> str:
        """The name that stood above this message, which may since have changed."""
        return _display_name(message.record("user_profile")) or message.text("username") or author.name

    def _reply_to(self, message: Record, thread: str) -> Account | None:
        if parent := message.id("parent_user_id"):
            return self._index.account(parent)
        return self._authors.get(thread)


def _display_name(profile: Record | None) -> str:
    return (profile.text("display_name") or profile.text("real_name")) if profile else ""


def _of_the_place(event: Event, kind: PartKind, text: str) -> Event:
    """A new name, topic or purpose of a channel: words that everyone in it reads."""
    return replace(event, kind=EventKind.RENAMED, parts=(Part(kind, text),) if text.strip() else event.parts)
