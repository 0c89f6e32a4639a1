"""Somebody with every right on a club's server, who does all that could get a child alone with an adult, or hide a post.

What they do follows from a seed. Nothing is ever done with the bot's knowledge: it goes to Discord's side of the server.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random

import discord
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel, Overwrite, Poll, PollAnswer
from simcord.enums import ChannelType, OverwriteType

from tests.bot.discord.kit import SERVER, bot_role
from tests.bot.discord.simulated import Simulation
from tests.bot.discord.truth import Truth

VIEW = discord.Permissions(view_channel=True).value
CONNECT = discord.Permissions(connect=True).value
#: What of the bot's they take away.
OURS = ("view_channel", "manage_threads", "manage_messages", "manage_guild", "read_message_history", "manage_channels")
#: What they give away.
GIVEN = (0, VIEW, VIEW | CONNECT, discord.Permissions(administrator=True).value, discord.Permissions(manage_threads=True).value)
KEPT = ("juniors-chat", "coaches", "safeguarding")
CHILDREN = ("Alfie", "Maya")
ADULTS = ("Dave", "Olive", "Nisha", "Helen", "Tom", "Kit")
MOST_PLACES = 9


class Adversary:
    """Plays on one server. `act` does one thing; `pause` is how long they wait before the next."""

    def __init__(self, sim: Simulation, truth: Truth, random: Random) -> None:
        self.sim, self.truth, self.random = sim, truth, random
        self.backend = sim.server.env.backend
        self.guild = self.backend.guilds[SERVER]
        self.ours = bot_role(sim.server.guild)
        self._count = 0
        self._undo: list[Callable[[], object]] = []
        acts = {
            self._post: 14, self._edit: 6, self._forward: 3, self._poll: 2, self._delete: 4, self._rename: 3,
            self._overwrite: 10, self._role: 3, self._member_role: 4, self._blind: 3, self._undo_one: 16,
            self._open_place: 5, self._close_place: 4, self._thread: 6, self._thread_member: 10, self._archive: 2,
            self._voice: 10, self._lift_lock: 4, self._community: 1, self._come_or_go: 2, self._line: 4,
        }  # fmt: skip
        self._acts, self._weights = list(acts), list(acts.values())
        sim.line.repeats = 0.1

    def pause(self) -> timedelta:
        """Mostly some minutes; now and then they do many things within one."""
        return timedelta(
            seconds=self.random.choice((1, 3, 20, 50, 70)) if self.random.random() < 0.4 else self.random.uniform(60, 1800)
        )

    def act(self) -> str:
        (does,) = self.random.choices(self._acts, self._weights)
        does()
        return does.__name__

    # Whom, where, and with which words

    def _someone(self, names: tuple[str, ...] = (*CHILDREN, *ADULTS)) -> int:
        here = [member.id for name in names if (member := self.sim.server.member(name)).id in self.guild.members]
        return self.random.choice(here)

    def _channels(self, *kinds: ChannelType) -> list[Channel]:
        ids = (*self.guild.channel_ids, *self.guild.thread_ids)
        return [self.backend.channels[id_] for id_ in ids if self.backend.channels[id_].type in kinds]

    def _a_channel(self, *kinds: ChannelType) -> Channel | None:
        return self.random.choice(self._channels(*kinds) or [None])

    def _name(self, what: str) -> str:
        self._count += 1
        return f"{what}-{self._count:04}"

    def _where(self, *kinds: ChannelType) -> tuple[Channel, int] | None:
        """A place, and a child who can write in it."""
        open_to = [
            (channel, child.id)
            for channel in self._channels(*(kinds or (ChannelType.TEXT, ChannelType.PUBLIC_THREAD)))
            for child in map(self.sim.server.member, CHILDREN)
            if self.truth.granted(child.id, self.backend.channels[channel.parent_id] if channel.is_thread else channel, VIEW)
            and not (channel.is_thread and channel.thread_metadata.archived)
        ]
        return self.random.choice(open_to) if open_to else None

    def _words(self) -> tuple[str, bool]:
        """Something to write, and whether it must not stand."""
        self._count += 1
        if self.random.random() < 0.3:
            return f"my number is 07700 {900000 + self.random.randrange(1000)} ok {self._count}", True
        return f"Are we training on pitch {self._count}?", False

    def _later(self, undo: Callable[[], object]) -> None:
        self._undo.append(undo)

    # Writing

    def _post(self) -> None:
        if where := self._where():
            words, bad = self._words()
            message = self.backend.create_message(where[0].id, where[1], words)
            if bad:
                self.truth.bad.add(message.id)

    def _edit(self) -> None:
        standing = [
            message
            for channel in self._channels(ChannelType.TEXT, ChannelType.PUBLIC_THREAD)
            for message in self.backend.messages[channel.id].values()
            if message.author_id != self.backend.bot_user.id and message.type == 0 and message.content and not message.poll
        ][-20:]
        if standing:
            message = self.random.choice(standing)
            words, bad = self._words()
            (self.truth.bad.add if bad else self.truth.bad.discard)(message.id)
            self.backend.edit_message(message.channel_id, message.id, {"content": words})

    def _forward(self) -> None:
        """A post that says a number and is removed at once, forwarded while it stands."""
        source, to = self._where(ChannelType.TEXT), self._where(ChannelType.TEXT)
        if source and to:
            words, bad = self._words()
            message = self.backend.create_message(source[0].id, source[1], words)
            reference = {"type": 1, "channel_id": str(source[0].id), "message_id": str(message.id)}
            with suppress(BackendError):  # Discord lets nobody forward from where they may not read back
                self.truth.bad |= (
                    {self.backend.create_message(to[0].id, source[1], "", reference=reference).id} if bad else set()
                )
            self.truth.bad |= {message.id} if bad else set()

    def _poll(self) -> None:
        if where := self._where(ChannelType.TEXT):
            words, bad = self._words()
            poll = Poll(words, [PollAnswer(1, "Yes"), PollAnswer(2, "No")], self.backend.iso_after(3600))
            message = self.backend.create_message(where[0].id, where[1], "", poll=poll)
            self.truth.bad |= {message.id} if bad else set()

    def _delete(self) -> None:
        channel = self._a_channel(ChannelType.TEXT, ChannelType.PUBLIC_THREAD)
        if channel and self.backend.messages[channel.id]:
            self.backend.delete_message(channel.id, self.random.choice(list(self.backend.messages[channel.id])[-5:]))

    def _rename(self) -> None:
        if self.random.random() < 0.5:
            self.backend.edit_member(SERVER, self._someone(), {"nick": self._name("nick")})
        elif channel := self._a_channel(ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD, ChannelType.VOICE):
            self.backend.edit_channel(channel.id, {"name": self._name("lair")})

    # Who can be where

    def _overwrite(self) -> None:
        channel = self._a_channel(ChannelType.TEXT, ChannelType.VOICE)
        if channel is None:
            return
        roles = [role for role in self.guild.roles if role != self.ours]
        target = self.random.choice(
            [SERVER, self.random.choice(roles), self._someone(), self._someone(), self.backend.bot_user.id]
        )
        right = self.random.choice((VIEW, VIEW, VIEW | CONNECT, discord.Permissions(manage_threads=True).value))
        kind = OverwriteType.ROLE if target in self.guild.roles else OverwriteType.MEMBER
        old = list(channel.overwrites)
        given = (right, 0) if self.random.random() < 0.5 else (0, right)
        self.backend.set_overwrite(channel.id, Overwrite(target, kind, *given))

        def undo() -> None:
            if channel.id in self.backend.channels:
                self.backend.edit_channel(channel.id, {}, overwrites=old)

        self._later(undo)

    def _role(self) -> None:
        role = self.random.choice([role for role in self.guild.roles.values() if role.id != self.ours])
        old = role.permissions
        changed = old ^ VIEW if role.id == SERVER else self.random.choice(GIVEN)
        self.backend.edit_role(SERVER, role.id, {"permissions": changed})
        self._later(lambda: self.backend.edit_role(SERVER, role.id, {"permissions": old}))

    def _member_role(self) -> None:
        who = self._someone()
        role = self.random.choice([role for role in self.guild.roles if role not in {SERVER, self.ours}])
        had = role in self.guild.members[who].role_ids

        def give(give: bool) -> None:
            if who in self.guild.members:
                (self.backend.add_member_role if give else self.backend.remove_member_role)(SERVER, who, role)

        give(not had)
        self._later(lambda: give(had))

    def _blind(self) -> None:
        """Take a right away from the bot."""
        right = discord.Permissions(**{self.random.choice(OURS): True}).value
        role = self.guild.roles[self.ours]
        self.backend.edit_role(SERVER, self.ours, {"permissions": role.permissions & ~right})
        self._later(lambda: self.backend.edit_role(SERVER, self.ours, {"permissions": role.permissions | right}))

    def _undo_one(self) -> None:
        if self._undo:
            self._undo.pop(self.random.randrange(len(self._undo)))()

    def _open_place(self) -> None:
        """A place for one adult and a child, sometimes hidden from the bot. The owner may be the adult."""
        if len(self.guild.channel_ids) >= MOST_PLACES:
            self._close_place()
        right = VIEW | CONNECT
        people = {self._someone(CHILDREN), self._someone(ADULTS)}
        overwrites = [Overwrite(SERVER, OverwriteType.ROLE, 0, right)]
        overwrites += [Overwrite(id_, OverwriteType.MEMBER, right, 0) for id_ in people]
        if self.random.random() < 0.7:
            overwrites.append(Overwrite(self.ours, OverwriteType.ROLE, right, 0))
        kind = self.random.choice((ChannelType.TEXT, ChannelType.VOICE))
        self.backend.create_channel(SERVER, self._name("den"), type=kind, overwrites=overwrites)

    def _close_place(self) -> None:
        made = [channel for channel in self._channels(ChannelType.TEXT, ChannelType.VOICE) if channel.name not in KEPT]
        if made:
            channel = self.random.choice(made)
            for id_ in [id_ for id_ in self.guild.thread_ids if self.backend.channels[id_].parent_id == channel.id]:
                self.backend.delete_channel(id_)
            for id_, state in list(self.guild.voice_states.items()):
                if state.channel_id == channel.id:
                    self.backend.set_voice_state(SERVER, id_, None)
            self.backend.delete_channel(channel.id)

    # Threads

    def _thread(self) -> None:
        parent = self._a_channel(ChannelType.TEXT)
        if parent is None:
            return
        if len(self.guild.thread_ids) >= MOST_PLACES:
            self.backend.delete_channel(self.random.choice(self.guild.thread_ids))
        kind = ChannelType.PRIVATE_THREAD if self.random.random() < 0.7 else ChannelType.PUBLIC_THREAD
        thread = self.backend.create_thread(parent.id, self._name("thread"), self._someone(ADULTS), type=kind)
        if kind == ChannelType.PRIVATE_THREAD and self.random.random() < 0.8:
            self.backend.add_thread_member(thread.id, self._someone(CHILDREN))

    def _thread_member(self) -> None:
        thread = self._a_channel(ChannelType.PRIVATE_THREAD)
        if thread is None or thread.thread_metadata.archived:  # Discord lets nobody be put into an archived one, or out of it
            return
        who = self.random.choice([self._someone(), self._someone(), self.backend.bot_user.id])
        (self.backend.remove_thread_member if who in thread.thread_members else self.backend.add_thread_member)(thread.id, who)

    def _archive(self) -> None:
        thread = self._a_channel(ChannelType.PRIVATE_THREAD, ChannelType.PUBLIC_THREAD)
        if thread is not None:
            archived = not thread.thread_metadata.archived
            self.backend.edit_channel(thread.id, {}, thread_metadata={"archived": archived})

    # Everything else

    def _voice(self) -> None:
        who, room = self._someone(), self._a_channel(ChannelType.VOICE)
        leaves = self.random.random() < 0.3
        self.backend.set_voice_state(SERVER, who, room.id if room and not leaves else None)

    def _lift_lock(self) -> None:
        self.sim.incidents.until = None

    def _community(self) -> None:
        features = self.sim.incidents.features
        features[:] = [] if features else ["COMMUNITY"]
        self.sim.line.features = features
        self.backend.edit_guild(SERVER, {"description": self._name("Community")})

    def _come_or_go(self) -> None:
        who = self.sim.server.member(self.random.choice(("Kit", "Dave", "Maya"))).id
        if who in self.guild.members:
            self.backend.set_voice_state(SERVER, who, None)
            self.backend.remove_member(SERVER, who)
        else:
            self.backend.add_member(SERVER, who, announce=True)

    def _line(self) -> None:
        """The gateway is lost, and comes back: with what was missed, or with nothing of it."""
        line = self.sim.line
        if line.up:
            line.drop()
        else:
            (line.resume if self.random.random() < 0.5 else line.begin_anew)()
