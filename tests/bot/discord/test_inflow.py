"""What the bot was told of, or may see again, reaches the organisation: a club's server in memory."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from moderation.model import Arrival, Event
from tests.bot.discord.kit import HIDDEN, SEEN, SERVER, Server, server, until


class Heard:
    """The first text of everything that the organisation was handed."""

    def __init__(self, club: Server) -> None:
        self.texts: list[str] = []
        self._receive = club.running.receive
        club.running.receive = self.receive  # type: ignore[method-assign]

    async def receive(self, arrival: Arrival) -> bool:
        new = await self._receive(arrival)
        if isinstance(arrival, Event) and arrival.parts and new:
            self.texts.append(arrival.parts[0].text)
        return new

    def has(self, text: str) -> bool:
        return text in self.texts


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with server(tmp_path) as made:
        made.clock.now = made.env.backend.clock.now()
        made.client.inflow(SERVER)._since = made.clock.now - timedelta(days=1)
        async with made.at_work():
            yield made


async def private_thread(club: Server) -> simcord.ChannelHandle:
    channel = club.client.get_channel(club.channel("juniors-chat").id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="trip", type=discord.ChannelType.private_thread)
    for name in ("Dave", "Alfie"):
        club.env.backend.add_thread_member(thread.id, club.member(name).id)
    await club.env.settle()
    return simcord.ChannelHandle(club.env, club.guild, club.env.backend.channels[thread.id])


async def test_what_was_said_is_taken_in_though_nobody_tells_who_is_there(club: Server) -> None:
    heard, thread = Heard(club), await private_thread(club)
    await until(lambda: heard.has("trip") or not club.client.inflow(SERVER)._lanes.waiting)
    club.club.session_over()

    async def silent(*_: object) -> None:
        raise TimeoutError

    club.client.http.get_thread_members = silent  # type: ignore[assignment,method-assign]
    await club.member("Dave").send(thread, "said meanwhile")
    await until(lambda: heard.has("said meanwhile"))
    assert club.club.unread == 0


async def test_a_name_that_is_set_again_at_once_is_judged_again(club: Server) -> None:
    heard, kit = Heard(club), club.member("Kit").id
    for nick in ("bad name", "Member 0001", "bad name"):
        club.env.backend.edit_member(SERVER, kit, {"nick": nick})
        await club.env.settle()
    await until(lambda: heard.texts.count("bad name") == 2)


async def test_a_title_that_is_set_again_at_once_is_judged_again(club: Server) -> None:
    heard, thread = Heard(club), await private_thread(club)
    known = club.client.get_channel(thread.id)
    assert isinstance(known, discord.Thread)
    known.owner_id = club.member("Alfie").id
    for title in ("bad title", "trip", "bad title"):
        club.env.backend.edit_channel(thread.id, {"name": title})
        await club.env.settle()
    await until(lambda: heard.texts.count("bad title") == 2)


async def test_a_role_that_the_bot_is_given_back_opens_what_was_said_before(club: Server) -> None:
    role, me = club.guild.create_role("Viewer"), club.env.backend.bot_user.id
    club.env.backend.add_member_role(SERVER, me, role.id)
    hidden = club.guild.create_text_channel("hidden", overwrites={club.guild.default_role: HIDDEN, role: SEEN})
    await club.env.settle()
    club.env.backend.remove_member_role(SERVER, me, role.id)
    heard = Heard(club)
    await club.member("Olive").send(hidden, "said unseen")
    club.env.backend.add_member_role(SERVER, me, role.id)
    await club.env.settle()
    await until(lambda: heard.has("said unseen"))


async def test_a_channel_that_is_shown_again_is_read_with_its_threads(club: Server) -> None:
    juniors, bot, heard = club.channel("juniors-chat"), club.env.backend.bot_user.id, Heard(club)
    channel = club.client.get_channel(juniors.id)
    assert isinstance(channel, discord.TextChannel)
    threads = [await channel.create_thread(name=name, type=discord.ChannelType.public_thread) for name in ("open", "closed")]
    for overwrite in (HIDDEN, SEEN):
        allow, deny = overwrite.pair()
        club.env.backend.set_overwrite(juniors.id, Overwrite(bot, OverwriteType.MEMBER, allow.value, deny.value))
        await club.env.settle()
        if overwrite is HIDDEN:
            for thread in threads:
                handle = simcord.ChannelHandle(club.env, club.guild, club.env.backend.channels[thread.id])
                await club.member("Dave").send(handle, f"unseen in {thread.name}")
            club.env.backend.edit_channel(threads[1].id, {}, thread_metadata={"archived": True})
            await club.env.settle()
    await until(lambda: heard.has("unseen in open") and heard.has("unseen in closed"))


async def test_a_private_thread_is_read_when_the_bot_is_put_back_into_it(club: Server) -> None:
    await club.rights(manage_threads=False)
    heard, thread, bot = Heard(club), await private_thread(club), club.env.backend.bot_user.id
    club.env.backend.remove_thread_member(thread.id, bot)
    await club.env.settle()
    await club.member("Dave").send(thread, "said while the bot was out")
    club.env.backend.add_thread_member(thread.id, bot)
    await club.env.settle()
    await until(lambda: heard.has("said while the bot was out"))


async def test_a_message_without_words_alarms_nobody_once_one_was_read(club: Server, caplog: pytest.LogCaptureFixture) -> None:
    heard = Heard(club)
    await club.member("Maya").send(club.channel("juniors-chat"), "hello")
    await until(lambda: heard.has("hello"))
    message = club.client.cached_messages[-1]
    message.content = ""
    caplog.clear()
    club.client._notice(message)
    assert club.client.reads is True
    assert not caplog.records


async def test_what_was_let_go_is_counted_and_recorded(club: Server) -> None:
    inflow, place = club.client.inflow(SERVER), club.channel("juniors-chat").id
    inflow.let_go(place, ValueError())
    await until(lambda: inflow.club.unread == 1)
    entry = await club.running.look(lambda tx: tx.newest_entry("discord.unread"))
    assert entry is not None
    assert entry.data["place"] == str(place)
