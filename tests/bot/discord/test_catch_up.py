"""What was written while nobody listened is read back: in order, once, and wherever it can stand."""

import asyncio
from pathlib import Path

import discord
import pytest

from bot.discord import catch_up
from moderation.model import Event, EventKind, PlaceKind
from tests.bot.discord.payloads import CHILD, COACH, GENERAL, OLD_THREAD, OPEN_THREAD, ROOM, SERVER, everyone
from tests.bot.discord.peer import GRANTED, Fault, Peer
from tests.bot.discord.socket_kit import NUMBER, connected, entries, knows, now, recorded, register, taken_in
from tests.bot.trouble_kit import pragma

HARMLESS = "See you on Saturday."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    register(tmp_path)
    return tmp_path


async def briefly(_: float) -> None:
    await asyncio.sleep(0.01)


async def once_connected(folder: Path, peer: Peer) -> None:
    """The first evening: the server is known, and nothing was written."""
    async with connected(folder, peer):
        await recorded(folder, "discord.caught_up")


@pytest.mark.clause("9.2")
async def test_downtime_is_read_back_in_order_and_once(folder: Path) -> None:
    async with Peer() as peer:
        await once_connected(folder, peer)
        peer.forget_sessions()
        ids = [peer.post(GENERAL, CHILD if n % 2 else COACH, f"{HARMLESS} {n}") for n in range(230)]
        bad = peer.post(GENERAL, CHILD, NUMBER)
        async with connected(folder, peer):
            await recorded(folder, "discord.caught_up", 2)
            await peer.until(lambda: peer.removed(GENERAL, bad))
        last = entries(folder, "discord.caught_up")[-1]
        assert (last["new"], last["known"], last["unreadable"]) == (231, 0, 0)
        assert [int(event.message) for event in taken_in(folder, GENERAL)] == [*ids, bad]
        peer.forget_sessions()
        async with connected(folder, peer):
            await recorded(folder, "discord.caught_up", 3)
        last = entries(folder, "discord.caught_up")[-1]
        assert last["new"] == 0, "what is known changes nothing"
        assert 0 < last["known"] <= catch_up.KNOWN, "and little of it is read again"
        assert len(peer.called("DELETE", f"/channels/{GENERAL}/messages/{bad}")) == 1


async def test_nothing_from_before_the_server_was_watched_is_read(folder: Path) -> None:
    async with Peer() as peer:
        before = peer.post(GENERAL, CHILD, NUMBER)
        await once_connected(folder, peer)
        async with connected(folder, peer):
            after = peer.post(GENERAL, CHILD, f"{NUMBER} again")
            await peer.until(lambda: peer.removed(GENERAL, after))
        assert not peer.removed(GENERAL, before)


async def test_threads_and_voice_rooms_are_read_back_archived_ones_too(folder: Path) -> None:
    async with Peer() as peer:
        await once_connected(folder, peer)
        peer.forget_sessions()
        peer.open_thread(OPEN_THREAD, GENERAL, "Lifts")
        peer.open_thread(OLD_THREAD, GENERAL, "Kit", archived=True)
        posts = {place: peer.post(place, CHILD, NUMBER) for place in (OPEN_THREAD, OLD_THREAD, ROOM)}
        async with connected(folder, peer):
            for place, id_ in posts.items():
                await peer.until(lambda place=place, id_=id_: peer.removed(place, id_))  # type: ignore[misc]


async def test_an_edit_of_a_known_post_is_found(folder: Path) -> None:
    async with Peer() as peer:
        async with connected(folder, peer):
            await recorded(folder, "discord.caught_up")
            edited = peer.post(GENERAL, CHILD, HARMLESS)
            bad = peer.post(GENERAL, CHILD, NUMBER)
            await peer.until(lambda: peer.removed(GENERAL, bad))
        peer.forget_sessions()
        peer.edit(GENERAL, edited, f"{NUMBER} instead")
        async with connected(folder, peer):
            await peer.until(lambda: peer.removed(GENERAL, edited))


async def test_live_posts_wait_behind_what_is_read_back(folder: Path) -> None:
    async with Peer() as peer:
        await once_connected(folder, peer)
        peer.forget_sessions()
        missed = [peer.post(GENERAL, CHILD, f"{HARMLESS} {n}") for n in range(3)]
        peer.faults.append(Fault("GET", f"/channels/{GENERAL}/messages", 503, times=2))
        async with connected(folder, peer, pause=briefly):
            await peer.until(lambda: not peer.faults)
            live = peer.post(GENERAL, CHILD, NUMBER)
            await peer.until(lambda: peer.removed(GENERAL, live))
        assert [int(event.message) for event in taken_in(folder, GENERAL)] == [*missed, live]


async def test_history_that_must_not_be_read_is_counted_and_never_taken_for_silence(folder: Path) -> None:
    async with Peer() as peer:
        await once_connected(folder, peer)
        peer.forget_sessions()
        peer.rights = GRANTED & ~discord.Permissions(read_message_history=True).value
        peer.post(GENERAL, CHILD, NUMBER)
        async with connected(folder, peer):
            await recorded(folder, "discord.caught_up", 2)
            live = peer.post(GENERAL, CHILD, f"{NUMBER} again")
            await peer.until(lambda: peer.removed(GENERAL, live))
    last = entries(folder, "discord.caught_up")[-1]
    assert (last["places"], last["unreadable"]) == (0, 2)


async def test_history_that_may_be_read_now_is_read_then(folder: Path) -> None:
    async with Peer() as peer:
        await once_connected(folder, peer)
        peer.forget_sessions()
        peer.rights = GRANTED & ~discord.Permissions(read_message_history=True).value
        missed = peer.post(GENERAL, CHILD, NUMBER)
        async with connected(folder, peer):
            await recorded(folder, "discord.caught_up", 2)
            peer.rights = GRANTED
            peer.tell("GUILD_ROLE_UPDATE", {"guild_id": str(SERVER), "role": everyone(GRANTED)})
            await peer.until(lambda: peer.removed(GENERAL, missed))


async def test_threads_that_are_not_told_of_keep_nothing_else_from_being_read(folder: Path) -> None:
    """A server that wants two-factor refuses a bot whose maker has none, whatever its rights are."""
    async with Peer() as peer:
        await once_connected(folder, peer)
        peer.forget_sessions()
        missed = peer.post(GENERAL, CHILD, NUMBER)
        peer.faults.append(Fault("GET", f"/channels/{GENERAL}/threads/archived", 403, {"code": 60003, "message": ""}, times=99))
        async with connected(folder, peer):
            await peer.until(lambda: peer.removed(GENERAL, missed))
            await recorded(folder, "discord.caught_up", 2)
    assert entries(folder, "discord.caught_up")[-1]["unreadable"] == 1
    assert len(peer.called("GET", f"/channels/{GENERAL}/threads/archived")) <= 4


async def test_edits_of_an_old_post_do_not_hide_what_is_known(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer) as client:
        await recorded(folder, "discord.caught_up")
        first, last = (peer.post(GENERAL, CHILD, f"{HARMLESS} {n}") for n in range(2))
        for n in range(catch_up.KNOWN + 1):
            peer.edit(GENERAL, first, f"{HARMLESS} {n}")
            await knows(client, GENERAL, 3 + n)
        known = await client.clubs[SERVER].core.look(lambda tx: catch_up.known_of(tx, str(GENERAL), now()))
    assert known == catch_up.Known(first, last)


@pytest.mark.clause("9.2")
async def test_while_the_record_cannot_be_written_nothing_is_lost(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer, pause=briefly) as client:
        await recorded(folder, "discord.caught_up")
        store = client.clubs[SERVER].core._store  # type: ignore[attr-defined]
        pragma(store, "query_only=ON")
        ids = [peer.post(GENERAL, CHILD, f"{NUMBER} {n}") for n in range(3)]
        async with asyncio.timeout(30):
            while client.clubs[SERVER].core._writer.failure is None:  # type: ignore[attr-defined]  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        pragma(store, "query_only=OFF")
        for id_ in ids:
            await peer.until(lambda id_=id_: peer.removed(GENERAL, id_))  # type: ignore[misc]
    assert [int(event.message) for event in taken_in(folder, GENERAL)] == ids


async def test_names_that_were_changed_meanwhile_are_read(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer) as client:
        await recorded(folder, "discord.caught_up")
        look = client.clubs[SERVER].core.look
        name = await look(lambda tx: [each for each in tx.arrivals_by({"p_jo"}) if isinstance(each, Event)])
    assert [(event.kind, event.parts[0].text) for event in name] == [(EventKind.RENAMED, "jo")]


async def test_a_direct_message_to_the_bot_is_read_and_what_came_before_it(folder: Path) -> None:
    async with Peer() as peer:
        await once_connected(folder, peer)
        peer.forget_sessions()
        direct = peer.new_id()
        missed = peer.post(direct, CHILD, "Dave keeps asking me to meet him alone")
        async with connected(folder, peer) as client:
            await recorded(folder, "discord.caught_up", 2)
            live = peer.post(direct, CHILD, "please do not tell anybody")
            await knows(client, direct, 2)
    said = taken_in(folder, direct)
    assert [int(event.message) for event in said] == [missed, live]
    assert {event.place.kind for event in said} == {PlaceKind.DIRECT}
