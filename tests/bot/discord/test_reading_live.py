"""Reading what the real discord.py client dispatches, in memory: a post, an edit, a forward, a name, a thread, a delete."""

import discord
import simcord

from bot.discord.club import Club
from bot.discord.places import learn_members, members_known, place_of
from bot.discord.reading import deleted, edited, holds_all, named, posted, titled
from moderation.model import Audience, Event, EventKind, PartKind, PlaceKind
from tests.bot.discord.world import NOW, PEOPLE, Core


class Reader(discord.Client):
    """Reads all that the gateway brings and keeps it."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), max_messages=None)
        self.club: Club | None = None
        self.read: list[Event | None] = []

    async def on_message(self, message: discord.Message) -> None:
        if self.club:
            self.read.append(posted(message, self.club))

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        assert holds_all(payload)
        if self.club:
            self.read.append(edited(payload.message, self.club, payload.cached_message))

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if self.club:
            self.read += deleted(payload, self.club, NOW)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        if self.club:
            self.read.append(named(after, self.club, NOW, before))

    async def on_thread_create(self, thread: discord.Thread) -> None:
        if self.club:
            self.read.append(titled(thread, self.club, NOW))


def watch(env: simcord.Env, guild: simcord.GuildHandle) -> Reader:
    reader = env.bot
    assert isinstance(reader, Reader)
    reader.club = Club(reader, guild.id, Core())
    return reader


async def test_what_the_gateway_brings_is_read() -> None:
    async with simcord.run(Reader()) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        jo = guild.add_member(env.create_user("jo"))
        reader = watch(env, guild)

        message = await jo.send(channel, "hello")
        await jo.edit(message, "ring me")
        await jo.forward(message, channel)
        await jo.delete(message)

        first, second, third, fourth = reader.read
        assert [event.kind for event in (first, second, third, fourth)] == [
            EventKind.POSTED,
            EventKind.EDITED,
            EventKind.POSTED,
            EventKind.DELETED,
        ]
        assert first.id == f"discord:{channel.id}:{message.id}:0"
        assert second.parts[0].text == "ring me"
        assert second.id.startswith(f"discord:{channel.id}:{message.id}:")
        assert second.id != first.id
        assert [(part.kind, part.text) for part in third.parts] == [(PartKind.FORWARD, "ring me")]
        assert fourth.message == str(message.id)


async def test_a_private_thread_is_its_members_once_they_were_asked_for() -> None:
    async with simcord.run(Reader()) as env:
        guild = env.create_guild()
        handle = guild.create_text_channel("general")
        dave, jo = (guild.add_member(env.create_user(name)) for name in ("dave", "jo"))
        reader = watch(env, guild)
        assert reader.club
        reader.club.people = {str(dave.id): PEOPLE[103], str(jo.id): PEOPLE[105]}
        channel = reader.get_channel(handle.id)
        assert isinstance(channel, discord.TextChannel)

        thread = await channel.create_thread(name="just us")
        for each in (dave, jo):
            await thread.add_user(discord.Object(each.id))
        await env.settle()
        await learn_members(thread, reader.club)

        assert members_known(thread, reader.club)
        place = place_of(thread, reader.club)
        assert (place.kind, place.audience) == (PlaceKind.PRIVATE_CHANNEL, Audience.CHILDREN)
        assert {account.id for account in place.members} == {str(dave.id), str(jo.id)}
