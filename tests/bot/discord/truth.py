"""What is so on the server, worked out from Discord's own side of it, and what must follow from it within a minute.

Nothing of the bot's is asked but what it told, what it found and what it did. Who can be where is worked out anew, from
Discord's documentation of permissions.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import discord
from simcord.backend.access import channel_accessible
from simcord.backend.models import Channel
from simcord.enums import ChannelType

from moderation.model import Role
from tests.bot.discord.kit import PEOPLE, SERVER
from tests.bot.discord.simulated import Said, Simulation

MINUTE = timedelta(minutes=1)
#: What came and went is told again no sooner than after an hour, and looked at every five minutes.
AGAIN = timedelta(hours=1, minutes=6)
#: What nothing tells of is found by the next sweep.
SWEPT = timedelta(minutes=6)

VIEW = discord.Permissions(view_channel=True).value
CONNECT = discord.Permissions(connect=True).value
#: To read what is written, and what was written, and to see every thread.
READS = discord.Permissions(view_channel=True, read_message_history=True).value
THREADS = discord.Permissions(manage_threads=True).value
REMOVES = READS | discord.Permissions(manage_messages=True).value
LOCKS = discord.Permissions(manage_guild=True).value

_ROLES = {name: person.role if person else None for name, (person, _) in PEOPLE.items()}
CHILDREN = frozenset(name for name, role in _ROLES.items() if role in {Role.CHILD, None})
ADULTS = frozenset(name for name, role in _ROLES.items() if role is not Role.CHILD)
ACCOUNTABLE = frozenset(name for name, role in _ROLES.items() if role not in {Role.CHILD, None})
#: Whoever is told of what should not wait, the first whom it is not about.
CHAIN = ("Helen Marsh", "Tom Okafor")


@dataclass
class Contact:
    """A place that is open for private contact, and which adults it is about: since it is, and since the bot sees that."""

    adults: frozenset[str]
    began: datetime
    since: datetime
    names: re.Pattern[str]
    seen: bool

    @property
    def fit(self) -> str:
        """Who is to be told: the first in the chain whom it is not about."""
        return next((name for name in CHAIN if name not in self.adults), "")


@dataclass
class Truth:
    """Looks whenever all is at rest. Raises AssertionError for what must never be. `bad` are the posts that must not stand."""

    sim: Simulation
    contacts: dict[tuple[int, str], Contact] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)
    _since: dict[str, datetime] = field(default_factory=dict)
    _heard: int = 0
    _told: list[tuple[Said, frozenset[str]]] = field(default_factory=list)
    #: Also those that ended, as long as the bot was not told.
    _before: dict[tuple[int, str], Contact] = field(default_factory=dict)
    _names: dict[int, set[str]] = field(default_factory=dict)
    _excused: set[int] = field(default_factory=set)
    #: Since when the bot was not told what happens in a place. What it says of that place since then counts.
    _dark: dict[int, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.backend = self.sim.server.env.backend
        self.people = {member.id: name for name, member in self.sim.server.members.items()}

    def look(self) -> None:
        self._look_at_contacts()
        self._hear()
        for contact in self.contacts.values():
            self._demand_told(contact)
        self._look_at_lock()
        self._look_at_sight()
        self._look_at_posts()

    # Private contact

    def _look_at_contacts(self) -> None:
        """A contact goes on while the same person would have to be told of it."""
        now = dict(self._private())
        self._before = {key: was for key, was in self._before.items() if not self._seen(key[0])} | self.contacts
        for key, contact in now.items():
            was = self._before.get(key)
            if was is not None and was.fit == contact.fit:
                contact.began = was.began
                contact.since = was.since if was.seen and contact.seen else contact.since
        self.contacts = now

    def _private(self) -> Iterable[tuple[tuple[int, str], Contact]]:
        guild, now = self.backend.guilds[SERVER], self.sim.now
        for channel in self.backend.channels.values():
            if channel.guild_id != SERVER or channel.type == ChannelType.CATEGORY:
                continue
            seen = self._seen(channel.id)
            began = now if seen else self._dark.setdefault(channel.id, now)
            if seen:
                self._dark.pop(channel.id, None)
            names = self._names.setdefault(channel.id, set())
            names.add(re.escape(channel.name))
            name = f"(?:{'|'.join(sorted(names))})"
            if self._open_for_contact(present := self._present(channel)):
                told = re.compile(rf"#{name}\b|“{name}” is open|can be in .*“{name}”")
                yield (channel.id, "place"), Contact(present & ADULTS, began, now, told, seen)
            there = [id_ for id_, state in guild.voice_states.items() if state.channel_id == channel.id]
            connected = frozenset(self.people[id_] for id_ in there)
            if self._open_for_contact(connected):
                yield (channel.id, "voice"), Contact(connected & ADULTS, began, now, re.compile(f"“{name}” now: "), seen)

    def _open_for_contact(self, people: frozenset[str]) -> bool:
        if len(people & ACCOUNTABLE) >= 2:
            return False
        return any(adult != child for adult in people & ADULTS for child in people & CHILDREN)

    def _present(self, channel: Channel) -> frozenset[str]:
        """Who was given sight of a place. To have been added to a thread is to have been given it, for an owner too."""
        if channel.type == ChannelType.PRIVATE_THREAD:
            if channel.thread_metadata.archived:
                return frozenset()
            added = [id_ for id_ in channel.thread_members if id_ in self.people]
            return frozenset(self.people[id_] for id_ in added if channel_accessible(self.backend, channel.parent_id, id_))
        if channel.is_thread:
            return frozenset() if channel.thread_metadata.archived else self._present(self.backend.channels[channel.parent_id])
        wanted = VIEW | CONNECT if channel.type == ChannelType.VOICE else VIEW
        return frozenset(name for id_, name in self.people.items() if self.granted(id_, channel, wanted))

    def granted(self, id_: int, channel: Channel, wanted: int) -> bool:
        """By roles and overwrites alone: rank is left out."""
        guild = self.backend.guilds[SERVER]
        if id_ not in guild.members:
            return False
        roles = [SERVER, *guild.members[id_].role_ids]
        value = 0
        for role in roles:
            value |= guild.roles[role].permissions if role in guild.roles else 0
        by_target = {each.target_id: each for each in channel.overwrites}
        for targets in ([SERVER], roles[1:], [id_]):
            given = [by_target[target] for target in targets if target in by_target]
            for each in given:
                value &= ~each.deny
            for each in given:
                value |= each.allow
        return value & wanted == wanted

    def _seen(self, place: int) -> bool:
        """Whether the bot is told what happens in a place. It is told when one is deleted that it saw."""
        gone = place not in self.backend.channels
        return self.sim.line.up and (gone or channel_accessible(self.backend, place, self.backend.bot_user.id))

    def _bot_may(self, rights: int, channel: int | None = None) -> bool:
        return self.backend.compute_permissions(SERVER, self.backend.bot_user.id, channel) & rights == rights

    # What was told

    def _hear(self) -> None:
        """To whom each thing was told, and that nobody of them is part of it."""
        new, self._heard = self.sim.said[self._heard :], len(self.sim.said)
        for said in new:
            if "Please look now" not in said.text:
                continue
            readers = self._readers(said.channel)
            self._told.append((said, readers))
            for contact in self.contacts.values():
                if contact.seen and contact.names.search(said.text) and readers & contact.adults:
                    self._fault(f"{sorted(readers & contact.adults)} was told of what they are part of: {said.text[:300]}")
        self._told = [(said, readers) for said, readers in self._told if self.sim.now - said.at < timedelta(days=3)]

    def _readers(self, channel: int) -> frozenset[str]:
        at = self.backend.channels[channel]
        if at.guild_id is None:
            return frozenset(self.people[id_] for id_ in at.recipient_ids)
        return frozenset(name for id_, name in self.people.items() if channel_accessible(self.backend, channel, id_))

    def _demand_told(self, contact: Contact) -> None:
        if not contact.seen or self.sim.now - contact.since <= MINUTE or not contact.fit:
            return
        for said, readers in self._told:
            in_time = contact.began - AGAIN <= said.at <= contact.since + MINUTE
            if in_time and contact.fit in readers and contact.names.search(said.text):
                return
        self._fault(f"nobody was told of {contact.names.pattern} with {sorted(contact.adults)} since {contact.since}")

    # The lock, and what is out of sight

    def _look_at_lock(self) -> None:
        binds = "COMMUNITY" in self.sim.incidents.features and self._bot_may(LOCKS)
        off = self.sim.incidents.off
        self._demand("private messages were not locked", off and binds, lambda: False)
        self._demand("no lapse says that they cannot be locked", off and not binds, lambda: self._is_found("dm_lock:"))

    def _look_at_sight(self) -> None:
        for channel in self.backend.channels.values():
            if channel.guild_id != SERVER or channel.type not in {ChannelType.TEXT, ChannelType.VOICE}:
                continue
            lapse, text = f"unseen_place:{channel.id}", channel.type == ChannelType.TEXT
            hidden = not self._bot_may(READS if text else READS | CONNECT, channel.id)
            threads = text and not self._bot_may(THREADS, channel.id)
            self._demand(f"#{channel.name} is hidden and no lapse", hidden, partial(self._is_found, lapse), SWEPT)
            said = partial(self._is_found, lapse, "blind:manage_threads")
            self._demand(f"threads in #{channel.name} are hidden and no lapse", threads, said, SWEPT)

    def _is_found(self, *starts: str) -> bool:
        return any(id_.startswith(starts) for id_ in self.sim.found)

    def _demand(self, what: str, wrong: bool, found: Callable[[], bool], within: timedelta = MINUTE) -> None:
        """What is wrong for so long must have been found, while there is a connection."""
        if not wrong or not self.sim.line.up or found():
            self._since.pop(what, None)
        elif self.sim.now - self._since.setdefault(what, self.sim.now) > within:
            self._fault(f"{what} since {self._since.pop(what)}")

    # Posts

    def _look_at_posts(self) -> None:
        for place, messages in self.backend.messages.items():
            for id_ in self.bad & messages.keys():
                if not (self._bot_may(REMOVES, place) and self._bot_may(REMOVES)):
                    self._excused.add(id_)  # it was given to a person, or will be when it is seen
                what = f"message {id_} in #{self.backend.channels[place].name} stands"
                self._demand(what, id_ not in self._excused, lambda: False)
        if self.sim.line.up and (missing := self.sim.delivered - self.sim.received):
            self._fault(f"{sorted(missing)} arrived and were not taken in")
        for id_, count in self.sim.removals.items():
            if count > 1:
                self._fault(f"message {id_} was removed {count} times")

    def _fault(self, what: str) -> None:
        raise AssertionError(f"{self.sim.now:%d %H:%M:%S} {what}")
