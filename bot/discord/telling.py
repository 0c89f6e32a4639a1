"""Private words to one person: a direct message, or where that cannot be, a private thread with a second adult. Never in
public: somebody who can be reached in neither way was not told, and the record says so (decisions 19).
"""

from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.discord import words
from bot.discord.club import NAME, Club
from bot.discord.posting import Content, post
from bot.discord.refusals import CLOSED_TO_US
from moderation.model import Account, Outcome, Person, Reach, Refused, RetryLater, derived_id

#: Between two new conversations. Discord quarantines a bot that opens them in bulk; reports say after 20 to 100. A club of two
#: hundred in which something concerns everybody is told within minutes all the same, and by private threads after that.
BETWEEN: Final = timedelta(seconds=5)
#: New conversations within a day, well under what is reported.
A_DAY: Final = 40
DAY: Final = timedelta(days=1)
#: Somebody who takes no direct messages may change their mind.
CLOSED_FOR: Final = timedelta(hours=1)
#: Minutes until Discord puts a silent thread out of sight: a week, the longest it offers.
ARCHIVED_AFTER: Final = 10080
#: A child is never alone with one adult in a place that the bot made (map 5.2).
ADULTS_WITH_A_CHILD: Final = 2


class Pace:
    """When a new conversation may be opened. It forgets with the process: a bot that is restarted all day could open more."""

    def __init__(self) -> None:
        self._opened: deque[datetime] = deque()

    def opened(self, now: datetime) -> None:
        self._opened.append(now)

    def wait(self, now: datetime) -> timedelta:
        """How long to wait, nothing if it may be opened now."""
        while self._opened and now - self._opened[0] >= DAY:
            self._opened.popleft()
        if len(self._opened) >= A_DAY:
            return self._opened[0] + DAY - now
        return max(self._opened[-1] + BETWEEN - now, timedelta()) if self._opened else timedelta()


class Teller:
    """Tells the people of one club. What it remembers only spares calls."""

    def __init__(self, club: Club) -> None:
        self._club = club
        self._pace = Pace()
        self._closed: dict[int, datetime] = {}

    async def tell(
        self, effect: str, to: Account, content: Content, subjects: Collection[str], place: str = "", urgent: bool = False
    ) -> Outcome:
        """Deliver it once. `place` is where it happened, so that a thread can be there. What is urgent waits for no pace.

        Raises `refusals.TROUBLE`.
        """
        user, guild = number(to.id), self._club.guild
        if guild is None:
            return RetryLater(why="not_connected")
        if user is None or user == guild.me.id:
            return Refused("unknown_account")
        now = self._club.core.clock()
        wait = timedelta() if urgent or self._knows(user) else self._pace.wait(now)
        if timedelta() < wait <= BETWEEN:
            return RetryLater(int(wait.total_seconds()) + 1, "paced")
        if not wait and not self._is_closed(user, now):
            try:
                return await post(guild.me, await self.open(user), effect, content)
            except discord.Forbidden as error:
                if error.code not in CLOSED_TO_US:
                    raise
                self._closed[user] = now
        outcome = await self._tell_in_thread(guild, effect, to, content, subjects, place)
        if wait and isinstance(outcome, Refused):
            return RetryLater(int(wait.total_seconds()) + 1, "too_many_conversations")
        return outcome

    async def open(self, user: int) -> discord.DMChannel:
        """The conversation with somebody. Raises `refusals.TROUBLE`; whether it may be written to shows on writing only."""
        new = not self._knows(user)
        channel = await self._club.client.create_dm(discord.Object(user))
        if new:
            self._pace.opened(self._club.core.clock())
        return channel

    def _knows(self, user: int) -> bool:
        """Whether there is a conversation with somebody already, as far as the client knows."""
        known = self._club.client.get_user(user)
        return known is not None and known.dm_channel is not None

    def _is_closed(self, user: int, now: datetime) -> bool:
        since = self._closed.get(user)
        if since is not None and now - since >= CLOSED_FOR:
            del self._closed[user]
            return False
        return since is not None

    # The private thread

    async def _tell_in_thread(
        self, guild: discord.Guild, effect: str, to: Account, content: Content, subjects: Collection[str], place: str
    ) -> Outcome:
        member = guild.get_member(number(to.id) or 0)
        if member is None:
            return Refused("not_a_member")
        needed = ADULTS_WITH_A_CHILD if self._club.person(to).may_be_child else 1
        adults = [adult for adult in self._adults(guild, subjects) if adult.id != member.id][:needed]
        if len(adults) < needed:
            return Refused("no_second_adult")
        parent = self._parent(guild, place, [member, *adults])
        if parent is None:
            return Refused("no_place_for_a_thread")
        thread = await self._thread(parent, member, adults)
        return await post(guild.me, thread, effect, content)

    def _adults(self, guild: discord.Guild, subjects: Collection[str]) -> list[discord.Member]:
        """Those who answer for the organisation, are known adults, are on the server, and whom it is not about."""
        contacts = self._club.core.organisation.contacts
        found: dict[int, discord.Member] = {}
        for contact in (*contacts.chain, *contacts.monitors):
            person: Person | None = self._club.people.get(contact.address) if contact.reach is Reach.PLATFORM else None
            if person is None or not person.counts_as_second_adult or person.id in subjects:
                continue
            member = guild.get_member(number(contact.address) or 0)
            if member is not None:
                found.setdefault(member.id, member)
        return list(found.values())

    def _parent(self, guild: discord.Guild, place: str, people: list[discord.Member]) -> discord.TextChannel | None:
        """A channel that all of them see, so that they see a thread in it: where it happened, else any."""
        where = guild.get_channel_or_thread(number(place) or 0)
        near = where.parent if isinstance(where, discord.Thread) else where
        for channel in (near, *guild.text_channels):
            if isinstance(channel, discord.TextChannel) and not channel.is_news() and _can_hold_thread(channel, people):
                return channel
        return None

    async def _thread(
        self, parent: discord.TextChannel, member: discord.Member, adults: list[discord.Member]
    ) -> discord.Thread:
        """The thread of these people, made if there is none: the adults come first, so that nobody is ever alone in it."""
        people = [str(person.id) for person in (*adults, member)]
        name = words.THREAD.format(code=derived_id("", NAME, str(parent.id), *people)[:6])
        thread = next((thread for thread in parent.threads if _is_ours(thread, name)), None)
        if thread is None:
            archived = parent.archived_threads(private=True, limit=100)
            thread = await anext((each async for each in archived if _is_ours(each, name)), None)
        if thread is None:
            thread = await parent.create_thread(
                name=name,
                type=discord.ChannelType.private_thread,
                auto_archive_duration=ARCHIVED_AFTER,
                invitable=False,
                reason=words.AUDIT,
            )
        for person in (*adults, member):  # somebody may have left it; to be added twice changes nothing
            await thread.add_user(person)
        return thread


def _can_hold_thread(channel: discord.TextChannel, people: list[discord.Member]) -> bool:
    rights = channel.permissions_for(channel.guild.me)
    ours = rights.view_channel and rights.create_private_threads and rights.send_messages_in_threads
    return ours and all(channel.permissions_for(person).view_channel for person in people)


def number(id_: str) -> int | None:
    """An id of Discord's as a number; None for what is none, such as the address of somebody elsewhere."""
    return int(id_) if id_.isascii() and id_.isdecimal() and len(id_) <= 20 else None


def _is_ours(thread: discord.Thread, name: str) -> bool:
    return thread.name == name and thread.is_private() and thread.owner_id == thread.guild.me.id
