"""What was written while nobody listened, read back place by place, oldest first, the way that everything takes (map 9.2).

Where to begin is found in the record: the last messages of a place that were judged. They are read once more, because one of
them may have been edited meanwhile; what is known already changes nothing. So it needs no mark of its own that a crash could
leave behind, or ahead. Nothing is read from before the server was watched, nor from before what the organisation keeps: what is
forgotten is no longer recognised (`Store.forget_expired`).

Source: Discord's documentation. `GET /channels/{id}/messages` answers with an empty list where READ_MESSAGE_HISTORY is missing;
archived threads are listed newest first, by when they were archived, and private ones need MANAGE_THREADS.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import discord
from discord.utils import time_snowflake

from bot.discord.club import Club
from bot.discord.places import Crowd, is_private_thread, learn_members, members_known
from bot.discord.reading import is_message, posted, titled
from bot.platform import Core
from moderation.model import BOT, Entry, Event
from storage.store import Transaction

log = logging.getLogger(__name__)

#: Named in the entries about it (map 7.6).
RULE: Final = "discord_catch_up@1"
#: The setting that says since when which server is watched: "server instant".
SINCE: Final = "discord.since"
#: How many known messages are read again, for edits: as many as Discord gives in one answer.
KNOWN: Final = 100
#: How many are taken in side by side. Fewer than are read again: one of them that was not taken in is found there.
TOGETHER: Final = 25

#: Where messages can be written and read back. A forum has only threads.
Written = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
#: A direct conversation with the bot is known by its id alone.
Place = Written | discord.PartialMessageable
Receive = Callable[[Event], Awaitable[bool]]


@dataclass(slots=True)
class Tally:
    """What became of one catching up, in numbers: `unreadable` counts places, `new`, `known` and `unread` messages.

    Unread are those that Touchline could not make anything of: a fault of its own.
    """

    places: int = 0
    new: int = 0
    known: int = 0
    unreadable: int = 0
    unread: int = 0

    def entry(self, config: str) -> Entry:
        counts = {field.name: getattr(self, field.name) for field in fields(self)}
        return Entry("discord.caught_up", BOT, {**counts, "rule": RULE, "config": config})


@dataclass(frozen=True, slots=True)
class Known:
    """What the record knows of a place: the oldest and the newest of the last messages that were judged there, 0 for none."""

    oldest: int = 0
    newest: int = 0


@dataclass(slots=True)
class Places:
    """What can be read back on a server, and how many places cannot."""

    readable: list[Written] = field(default_factory=list)
    unreadable: int = 0


async def watched_since(core: Core, server: int) -> datetime:
    """Since when this server is watched for the organisation. The first time it is asked that is now, and is kept."""
    known, _, since = (await core.look(lambda tx: tx.setting(SINCE)) or "").partition(" ")
    if known == str(server):
        return datetime.fromisoformat(since)
    at = core.clock()
    await core.write(lambda tx: tx.change_setting(SINCE, f"{server} {at.isoformat()}", BOT))
    return at


def horizon(core: Core, since: datetime) -> datetime:
    """Nothing is read back from before this."""
    return max(since, core.clock() - timedelta(days=core.organisation.profile.retention.arrivals_days))


async def places_of(guild: discord.Guild, oldest: datetime) -> Places:
    """Every place of a server that holds messages: channels, voice rooms, threads, and threads archived since an instant.

    Raises discord.HTTPException or OSError when Discord does not answer.
    """
    found = Places()
    written: list[Written] = [*guild.text_channels, *guild.voice_channels, *guild.stage_channels, *guild.threads]
    for channel in written:
        if readable(channel):
            found.readable.append(channel)
        else:
            found.unreadable += 1
    parents: list[discord.TextChannel | discord.ForumChannel] = [*guild.text_channels, *guild.forums]
    for parent in parents:
        try:
            async for thread in archived(parent, oldest):
                found.readable.append(thread)
        except (discord.NotFound, discord.Forbidden):  # gone meanwhile; or not told, whatever rights the bot seems to have
            found.unreadable += 1
    return found


async def archived(parent: discord.TextChannel | discord.ForumChannel, oldest: datetime) -> AsyncIterator[discord.Thread]:
    """The threads under a channel that were archived since an instant, as far as the bot may see them.

    Raises discord.HTTPException or OSError when Discord does not answer.
    """
    if not readable(parent):
        return
    manages = parent.permissions_for(parent.guild.me).manage_threads
    closed = manages and isinstance(parent, discord.TextChannel) and not parent.is_news()
    for private in (False, True) if closed else (False,):
        async for thread in _archived(parent, private, oldest):
            yield thread


def readable(channel: Written | discord.ForumChannel) -> bool:
    """Whether the bot may see a place and what was written there before."""
    rights = channel.permissions_for(channel.guild.me)
    return rights.view_channel and rights.read_message_history


async def _archived(
    parent: discord.TextChannel | discord.ForumChannel, private: bool, oldest: datetime
) -> AsyncIterator[discord.Thread]:
    threads = (
        parent.archived_threads(private=private, limit=None)
        if isinstance(parent, discord.TextChannel)
        else parent.archived_threads(limit=None)
    )
    async for thread in threads:
        if thread.archive_timestamp < oldest:
            return
        yield thread


async def read_back(place: Place, club: Club, oldest: datetime, receive: Receive) -> Tally:
    """Read back one place since an instant, or since what is known of it, and hand everything over in order.

    Raises discord.HTTPException or OSError when Discord does not answer, and what `receive` raises: then it is to be done
    again. A place that is gone, or closed to the bot, holds nothing.
    """
    known = await club.core.look(partial(known_of, place=str(place.id), now=club.core.clock()))
    tally, crowd = Tally(places=1), None
    thread = place if isinstance(place, discord.Thread) else None
    if thread and thread.archived and thread.last_message_id is not None and thread.last_message_id <= known.newest:
        return tally
    try:
        if thread and is_private_thread(thread) and not members_known(thread, club):
            await learn_members(thread, club)
        if not isinstance(place, discord.PartialMessageable):
            crowd = Crowd(place.guild)
        after = discord.Object(max(time_snowflake(oldest), known.oldest - 1))
        events: list[Event | None] = []
        async for message in place.history(limit=None, after=after, oldest_first=True):
            try:
                events.append(posted(message, club, crowd))
            except Exception as error:  # one message must not keep the others from being read; the error may hold its text
                log.error("a message could not be read back (%s): the record counts it", type(error).__name__)
                tally.unread += 1
            if len(events) >= TOGETHER:
                await _take(events, receive, tally)
                events.clear()
        await _take(events, receive, tally)
    except (discord.NotFound, discord.Forbidden):
        tally.unreadable += 1
    if thread:
        # After what was written there: a message about a new title says whose it is, and it would be its starter's else.
        await _take([titled(thread, club, thread.created_at or oldest)], receive, Tally())
    return tally


async def _take(events: list[Event | None], receive: Receive, tally: Tally) -> None:
    """Hand a few over together, in order, so that they share a commit."""
    new = await asyncio.gather(*(receive(event) for event in events if event is not None))
    tally.new += sum(new)
    tally.known += len(new) - sum(new)


def known_of(tx: Transaction, place: str, now: datetime) -> Known:
    """What the record knows of a place. Posts alone count: an edit is about an old message, however new it is, and what AutoMod
    blocked is no message. However many of those there were, they hide no post.
    """
    limit = KNOWN
    while True:
        window = tx.window(place, now + timedelta(days=1), limit, posts_only=True)
        ids = [int(event.message) for event in window if is_message(event.message)][-KNOWN:]
        if len(ids) == KNOWN or len(window) < limit:
            return Known(min(ids), max(ids)) if ids else Known()
        limit *= 2
