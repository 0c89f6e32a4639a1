"""What the bot was told of, or may see again, reaches the organisation: a club's server in memory."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.discord.places import learn_members
from moderation.model import Arrival, Event
from tests.bot.discord.kit import HIDDEN, SEEN, SERVER, Server, server, until
from tests.bot.discord.socket_kit import Step

WHEN = "2026-09-01T10:00:00+00:00"


async def briefly(_: float) -> None:
    await asyncio.sleep(0)


class Heard:
    """The first text of everything that the organisation was handed."""

    def __init__(self, club: Server) -> None:
        self.texts: list[str] = []
        self.events: list[Event] = []
        self._receive = club.running.receive
        club.running.receive = self.receive  # type: ignore[method-assign]

    async def receive(self, arrival: Arrival) -> bool:
        new = await self._receive(arrival)
        if isinstance(arrival, Event) and arrival.parts and new:
            self.texts.append(arrival.parts[0].text)
            self.events.append(arrival)
        return new

    def by(self, what: str, text: str) -> list[str]:
        """Whose a text was said to be, in what is called so."""
        said = (each for each in self.events if each.message.startswith(what) and each.parts[0].text == text)
        return [each.author.id for each in said]

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


async def test_a_name_that_was_seen_to_change_is_not_judged_again_when_names_are_read_back(club: Server) -> None:
    heard, inflow = Heard(club), club.client.inflow(SERVER)
    await until(lambda: not inflow._lanes.waiting)
    club.env.backend.edit_member(SERVER, club.member("Kit").id, {"nick": "bad name"})
    await until(lambda: heard.has("bad name"))
    inflow.regained()
    await until(lambda: inflow._catching_up and inflow._catching_up.done())
    assert heard.texts.count("bad name") == 1
    assert "Kit Lowe" not in heard.texts[heard.texts.index("bad name") :]


async def test_a_status_that_is_told_of_twice_is_judged_once_and_one_that_comes_back_again(club: Server) -> None:
    heard, room = Heard(club), club.guild.create_voice_channel("team talk").id
    await club.env.settle()
    for status in ("ring me", "ring me", "", "ring me"):
        club.client._see_voice_status({"guild_id": str(SERVER), "id": str(room), "status": status})
    await club.client.inflow(SERVER)._lanes.settled()
    assert heard.texts.count("ring me") == 2


async def test_threads_that_discord_does_not_tell_of_keep_nothing_waiting(club: Server) -> None:
    heard, channel = Heard(club), club.channel("juniors-chat").id
    club.env.inject_error("GET", f"/channels/{channel}/threads/archived/public", status=403, code=50001, times=None)
    club.client.inflow(SERVER).read_again(channel)
    await club.member("Maya").send(club.channel("juniors-chat"), "after it")
    await until(lambda: heard.has("after it"))
    assert club.club.unread == 0


async def test_a_title_that_is_set_again_at_once_is_judged_again(club: Server) -> None:
    heard, thread = Heard(club), await private_thread(club)
    club.client.inflow(SERVER)._pause = briefly
    known = club.client.get_channel(thread.id)
    assert isinstance(known, discord.Thread)
    known.owner_id = club.member("Alfie").id
    for title in ("bad title", "trip", "bad title"):
        club.env.backend.edit_channel(thread.id, {"name": title})
        await club.env.settle()
    await until(lambda: heard.texts.count("bad title") == 2)


async def test_a_title_that_was_seen_to_change_is_not_judged_once_more_when_its_thread_is_read_back(club: Server) -> None:
    """Its starter would be said to have given it, too."""
    heard, thread = Heard(club), await private_thread(club)
    inflow = club.client.inflow(SERVER)
    inflow._pause = briefly
    known = club.client.get_channel(thread.id)
    assert isinstance(known, discord.Thread)
    known.owner_id = club.member("Alfie").id
    for title in ("bad title", "trip", "bad title"):
        club.env.backend.edit_channel(thread.id, {"name": title})
        await club.env.settle()
    await until(lambda: heard.texts.count("bad title") == 2)
    inflow.read_again(thread.id)
    await club.member("Dave").send(thread, "after it")
    await until(lambda: heard.has("after it"))
    assert heard.texts.count("bad title") == 2
    assert heard.by("title:", "bad title") == [f"title-of-{thread.id}"] * 2


async def test_a_title_that_was_changed_while_nobody_listened_is_whose_the_message_about_it_says(club: Server) -> None:
    heard, thread, inflow = Heard(club), await private_thread(club), club.client.inflow(SERVER)
    await all_read(club)
    known = club.client.get_channel(thread.id)
    assert isinstance(known, discord.Thread)
    known.owner_id = club.member("Alfie").id
    inflow.take_title = lambda *_: None  # type: ignore[method-assign]
    await club.member("Dave").send(thread, "whose")
    club.env.backend.messages[thread.id][
        club.client.cached_messages[-1].id
    ].type = discord.MessageType.channel_name_change.value
    club.env.backend.edit_channel(thread.id, {"name": "whose"})
    await club.env.settle()
    inflow.read_again(thread.id)
    await until(lambda: heard.by("title:", "whose"))
    await all_read(club)
    assert heard.by("title:", "whose") == [str(club.member("Dave").id)]


async def all_read(club: Server) -> None:
    """Wait until everything was read back: a title that is found then counts as its starter's."""
    inflow = club.client.inflow(SERVER)
    await until(lambda: inflow._catching_up and inflow._catching_up.done())
    await inflow._lanes.settled()


async def test_a_changed_title_is_whose_the_message_about_it_says_and_never_the_starters(club: Server) -> None:
    heard, thread, pause = Heard(club), await private_thread(club), Step()
    await all_read(club)
    known = club.client.get_channel(thread.id)
    assert isinstance(known, discord.Thread)
    known.owner_id = club.member("Alfie").id
    await club.member("Dave").send(thread, "whose")
    told = club.client.cached_messages[-1]
    club.client.inflow(SERVER)._pause, club.client.inflow(SERVER)._latest = pause, told.created_at
    club.env.backend.edit_channel(thread.id, {"name": "whose"})
    await until(lambda: pause.waiting)
    told.type = discord.MessageType.channel_name_change
    club.client._see_message(told)
    await until(lambda: heard.by("title:", "whose"))
    club.env.backend.edit_channel(thread.id, {"name": "nobody's"})
    pause.over()
    await until(lambda: pause.waiting)
    pause.over()
    await until(lambda: heard.by("title:", "nobody's"))
    assert heard.by("title:", "whose") == [str(club.member("Dave").id)]
    assert heard.by("title:", "nobody's") == [f"title-of-{thread.id}"]


async def test_who_writes_to_the_bot_does_not_wait_for_the_server(club: Server) -> None:
    heard, inflow, maya = Heard(club), club.client.inflow(SERVER), club.member("Maya").id
    await until(lambda: not inflow._lanes.waiting)
    inflow.lost()
    club.env.backend.create_message(club.env.backend.get_dm_channel(maya).id, maya, "can I tell you something")
    await until(lambda: heard.has("can I tell you something"))


async def test_a_role_for_the_bot_makes_nobody_unknown(club: Server) -> None:
    guild = club.client.get_guild(SERVER)
    assert guild is not None
    assert club.club.knows_members(guild)
    guild._member_count = (guild.member_count or 0) + 1  # a frame that came twice
    club.env.backend.add_member_role(SERVER, club.env.backend.bot_user.id, club.guild.create_role("Viewer").id)
    await club.env.settle()
    assert club.club.knows_members(guild)


async def test_who_leaves_a_thread_while_it_is_asked_who_is_in_it_is_not_in_it(club: Server) -> None:
    """Nobody was known to be in it, so the answer names somebody whose leaving changed nothing that was known."""
    thread, dave, http = await private_thread(club), club.member("Dave").id, club.client.http
    known, ask = club.client.get_channel(thread.id), club.client.http.get_thread_members
    assert isinstance(known, discord.Thread)
    club.club.session_over()
    for member in known.members:
        known._pop_member(member.id)

    async def late(id_: str | int) -> Any:
        answer = await ask(id_)
        if dave in {int(each["user_id"]) for each in answer}:
            club.env.backend.remove_thread_member(thread.id, dave)
            for _ in range(50):
                await asyncio.sleep(0)
        return answer

    http.get_thread_members = late  # type: ignore[assignment,method-assign]
    await learn_members(known, club.club)
    assert dave not in {member.id for member in known.members}
    assert club.club.knows_members_of(known)


async def test_a_thread_that_names_somebody_who_has_left_is_read(club: Server) -> None:
    heard, thread = Heard(club), await private_thread(club)
    guild, known = club.client.get_guild(SERVER), club.client.get_channel(thread.id)
    assert guild is not None
    assert isinstance(known, discord.Thread)
    await learn_members(known, club.club)
    guild._member_count = (guild.member_count or 0) + 1
    known._add_member(discord.ThreadMember(known, {"id": known.id, "user_id": 42, "join_timestamp": WHEN, "flags": 0}))
    await club.member("Dave").send(thread, "said beside a ghost")
    await until(lambda: heard.has("said beside a ghost") or club.club.unread)
    assert club.club.unread == 0


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
