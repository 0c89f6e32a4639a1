"""Private words to one person: a direct message, or where that cannot be, a private thread with a second adult. Never in
public: somebody who can be reached in neither way was not told, and the record says so (map 1.3, 5.2; decisions 19).
"""

from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.discord import words
from bot.discord.club import NAME, Club, account_of
from bot.discord.posting import Content, post
from bot.discord.refusals import CLOSED_TO_US
from moderation.model import Account, Outcome, Person, Reach, Refused, RetryLater, derived_id
from storage.store import Transaction

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
        person = self._club.person(to)
        needed = ADULTS_WITH_A_CHILD if person.may_be_child else 1
        adults = self._adults(guild, {*subjects, person.id})[:needed]
        if len(adults) < needed:
            return Refused("no_second_adult")
        if subjects and not self._club.knows_members(guild):  # one of them may be somebody of whom the client does not know
            return RetryLater(why="members_not_known")
        apart = await self._accounts_of(guild, frozenset(subjects), to)
        parent = self._parent(guild, place, [member, *adults], apart)
        if parent is None:
            return Refused("no_private_place")
        return await post(guild.me, await self._thread(parent, member, adults), effect, content)

    def _adults(self, guild: discord.Guild, but: Collection[str]) -> list[discord.Member]:
        """Those who answer for the organisation, are known adults and are on the server, but for some persons. Each stands
        once: somebody with two accounts is one adult.
        """
        contacts = self._club.core.organisation.contacts
        found: dict[str, discord.Member] = {}
        for contact in (*contacts.chain, *contacts.monitors):
            person: Person | None = self._club.people.get(contact.address) if contact.reach is Reach.PLATFORM else None
            if person is None or not person.counts_as_second_adult or person.id in but:
                continue
            member = guild.get_member(number(contact.address) or 0)
            if member is not None:
                found.setdefault(person.id, member)
        return list(found.values())

    async def _accounts_of(self, guild: discord.Guild, subjects: frozenset[str], to: Account) -> list[discord.Member]:
        """The accounts on the server of those whom it is about, but for whoever is told."""

        def read(tx: Transaction) -> list[discord.Member]:
            others = subjects - self._club.ids_of(tx, [to])
            if not others:
                return []
            people = (each for each in guild.members if not each.bot)
            return [each for each in people if not others.isdisjoint(self._club.ids_of(tx, [account_of(each)]))]

        return await self._club.core.look(read)

    def _parent(
        self, guild: discord.Guild, place: str, people: list[discord.Member], apart: list[discord.Member]
    ) -> discord.TextChannel | None:
        """A channel that all of them see, so that they see a thread in it: where it happened, else any."""
        where = guild.get_channel_or_thread(number(place) or 0)
        near = where.parent if isinstance(where, discord.Thread) else where
        for channel in (near, *guild.text_channels):
            if isinstance(channel, discord.TextChannel) and not channel.is_news() and _can_hold_thread(channel, people, apart):
                return channel
        return None

    async def _thread(
        self, parent: discord.TextChannel, member: discord.Member, adults: list[discord.Member]
    ) -> discord.Thread:
        """The thread of these people, made if there is none: the adults come first, so that nobody is ever alone in it."""
        people = (*adults, member)
        name = words.THREAD.format(code=derived_id("", NAME, str(parent.id), *(str(each.id) for each in people))[:6])
        thread = await _of_these_alone(parent, name, people)
        if thread is None:
            thread = await parent.create_thread(
                name=name,
                type=discord.ChannelType.private_thread,
                auto_archive_duration=ARCHIVED_AFTER,
                invitable=False,
                reason=words.AUDIT,
            )
        elif thread.archived:  # nobody can be added to an archived one
            await thread.edit(archived=False, reason=words.AUDIT)
        for person in people:  # somebody may have left it; to be added twice changes nothing
            await thread.add_user(person)
        return thread


async def _of_these_alone(parent: discord.TextChannel, name: str, people: Collection[discord.Member]) -> discord.Thread | None:
    """The bot's thread of this name in which there is nobody else. Whoever may manage threads can have come into one."""
    meant = {parent.guild.me.id, *(person.id for person in people)}
    for thread in parent.threads:
        if _is_ours(thread, name) and await _holds_only(thread, meant):
            return thread
    async for thread in parent.archived_threads(private=True, limit=100):
        if _is_ours(thread, name) and await _holds_only(thread, meant):
            return thread
    return None


async def _holds_only(thread: discord.Thread, meant: Collection[int]) -> bool:
    return all(each.id in meant for each in await thread.fetch_members())


def _can_hold_thread(channel: discord.TextChannel, people: list[discord.Member], apart: list[discord.Member]) -> bool:
    """Whether a thread of some people can be in a channel, out of sight of others: whoever manages threads reads all of them,
    the owner and administrators among them.
    """
    rights = channel.permissions_for(channel.guild.me)
    ours = rights.view_channel and rights.create_private_threads and rights.send_messages_in_threads
    seen = all(channel.permissions_for(person).view_channel for person in people)
    return ours and seen and not any(_manages(channel, person) for person in apart)


def _manages(channel: discord.TextChannel, member: discord.Member) -> bool:
    """Whether somebody may manage threads. A time out takes that away, and ends."""
    lasting = discord.Member._copy(member)
    lasting.timed_out_until = None
    return channel.permissions_for(lasting).manage_threads


def number(id_: str) -> int | None:
    """An id of Discord's as a number; None for what is none, such as the address of somebody elsewhere."""
    return int(id_) if id_.isascii() and id_.isdecimal() and len(id_) <= 20 else None


def _is_ours(thread: discord.Thread, name: str) -> bool:
    return thread.name == name and thread.is_private() and thread.owner_id == thread.guild.me.id
