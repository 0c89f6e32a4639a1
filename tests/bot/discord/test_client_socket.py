"""The real discord.py against a server on a socket: what is posted is removed, whatever the network does."""

import asyncio
from pathlib import Path

import discord
import pytest

from bot.discord.acting import DiscordPlatform
from bot.platform import Enclosed
from moderation.model import Planned, RemovePost, RetryLater
from tests.bot.discord.payloads import CHILD, COACH, GENERAL, HIDDEN, OPEN_THREAD, ROOM, SERVER
from tests.bot.discord.peer import PATIENCE, TOKEN, Fault, Peer
from tests.bot.discord.socket_kit import NUMBER, Quick, connected, entries, recorded, register

SLOW_DOWN = {"message": "You are being rate limited.", "retry_after": 0.001, "global": False}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    register(tmp_path)
    return tmp_path


@pytest.mark.clause("1.1")
async def test_a_message_in_is_a_removal_out(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer):
        await peer.until(lambda: bool(peer.called("GET", f"/channels/{GENERAL}/messages")))
        harmless = peer.post(GENERAL, COACH, "See you on Saturday.")
        id_ = peer.post(GENERAL, CHILD, NUMBER)
        await peer.until(lambda: peer.removed(GENERAL, id_))
        assert not peer.removed(GENERAL, harmless)
        assert peer.identified[0]["intents"] & (1 << 15), "asks for what was written"
        assert not peer.identified[0]["intents"] & (1 << 8), "never asks who is online"
        assert peer.beats


async def test_an_edit_is_read_anew(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer):
        id_ = peer.post(GENERAL, CHILD, "See you on Saturday.")
        peer.edit(GENERAL, id_, NUMBER)
        await peer.until(lambda: peer.removed(GENERAL, id_))


async def test_what_was_edited_away_at_once_is_read_as_it_was(folder: Path) -> None:
    """Both frames may come in one packet; discord.py changes the first message when it handles the second."""
    async with Peer() as peer, connected(folder, peer):
        await peer.until(lambda: bool(peer.called("GET", f"/channels/{GENERAL}/messages")))
        id_ = peer.post(GENERAL, CHILD, NUMBER)
        peer.edit(GENERAL, id_, "See you on Saturday.")
        await peer.until(lambda: peer.removed(GENERAL, id_))


async def test_threads_and_voice_rooms_are_read(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer):
        await peer.until(lambda: bool(peer.called("GET", f"/channels/{GENERAL}/messages")))
        peer.open_thread(OPEN_THREAD, GENERAL, "Lifts")
        for place in (OPEN_THREAD, ROOM):
            id_ = peer.post(place, CHILD, NUMBER)
            await peer.until(lambda place=place, id_=id_: peer.removed(place, id_))  # type: ignore[misc]


async def test_a_hidden_channel_sends_nothing(folder: Path) -> None:
    """What the bot cannot see it cannot judge: that is a finding of the checks, and never a claim."""
    async with Peer() as peer, connected(folder, peer) as client:
        hidden = peer.post(HIDDEN, CHILD, NUMBER)
        id_ = peer.post(GENERAL, CHILD, NUMBER)
        await peer.until(lambda: peer.removed(GENERAL, id_))
        assert not peer.removed(HIDDEN, hidden)
        guild = client.get_guild(SERVER)
        assert guild is not None
        assert guild.get_channel(HIDDEN) is None
        assert str(HIDDEN) in {channel["id"] for channel in await client.http.get_all_guild_channels(SERVER)}


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [(429, SLOW_DOWN, {"Via": "1.1 google"}), (502, {}, {}), (500, {}, {})],
    ids=["rate limit", "bad gateway", "server error"],
)
async def test_a_removal_that_fails_is_done_again(
    folder: Path, status: int, body: dict[str, object], headers: dict[str, str]
) -> None:
    async with Peer() as peer, connected(folder, peer):
        path = f"/channels/{GENERAL}/messages/"
        peer.faults.append(Fault("DELETE", path, status, body, headers))
        id_ = peer.post(GENERAL, CHILD, NUMBER)
        await peer.until(lambda: len(peer.called("DELETE", f"{path}{id_}")) == 2)
        await peer.until(lambda: id_ not in peer.messages[GENERAL])
        assert not peer.faults


async def test_being_told_to_slow_down_holds_nothing_up_for_ever(folder: Path) -> None:
    """A call that is given up while Discord wants all calls to wait does not leave the others waiting."""
    async with Peer() as peer, connected(folder, peer) as client:
        told = {"message": "", "retry_after": 20, "global": True}
        peer.faults.append(Fault("GET", f"/guilds/{SERVER}", 429, told, {"Via": "1.1 google"}))
        asking = asyncio.create_task(client.http.get_guild(SERVER, with_counts=False))
        await peer.until(lambda: not peer.faults)
        while client.http._global_over.is_set():  # noqa: ASYNC110 - the answer is on its way
            await asyncio.sleep(0.01)
        asking.cancel()
        id_ = peer.post(GENERAL, CHILD, NUMBER)
        await peer.until(lambda: peer.removed(GENERAL, id_))


async def test_who_has_to_wait_long_is_told_so_and_does_not_wait(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer) as client:
        told = {"message": "", "retry_after": 600, "global": False}
        peer.faults.append(Fault("DELETE", f"/channels/{GENERAL}/messages/", 429, told, {"Via": "1.1 google"}))
        removal = Planned("x_1", RemovePost(str(GENERAL), "1"), "discord")
        outcome = await DiscordPlatform(client.clubs[SERVER]).perform(removal, Enclosed())
        assert outcome == RetryLater(600, "rate_limited")


async def test_a_resumed_session_tells_what_was_missed_and_duplicates_change_nothing(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer):
        await recorded(folder, "discord.caught_up")
        first = peer.post(GENERAL, CHILD, NUMBER)
        await peer.until(lambda: peer.removed(GENERAL, first))
        await peer.hang_up()
        second = peer.post(GENERAL, CHILD, f"{NUMBER} again")
        await peer.until(lambda: peer.removed(GENERAL, second))
        assert peer.resumed == 1
        peer.repeat()
        third = peer.post(GENERAL, CHILD, f"{NUMBER} once more")
        await peer.until(lambda: peer.removed(GENERAL, third))
        assert [len(peer.called("DELETE", f"/channels/{GENERAL}/messages/{id_}")) for id_ in (first, second, third)] == [
            1,
            1,
            1,
        ]
    assert len(entries(folder, "discord.caught_up")) == 1, "a resumed session needs no reading back"


async def test_a_lost_session_is_followed_by_reading_back(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer):
        first = peer.post(GENERAL, CHILD, NUMBER)
        await peer.until(lambda: peer.removed(GENERAL, first))
        peer.resumable = False
        await peer.hang_up()
        peer.forget_sessions()
        second = peer.post(GENERAL, CHILD, f"{NUMBER} again")
        await peer.until(lambda: peer.removed(GENERAL, second))
        assert peer.resumed == 0
        assert len(peer.identified) == 2


@pytest.mark.parametrize(("code", "says"), [(4014, "Message Content Intent"), (4004, "refuses the bot's token")])
async def test_what_cannot_be_mended_here_is_said_with_its_fix(code: int, says: str) -> None:
    async with Peer() as peer:
        peer.refuse.append(code)
        assert says in await Quick(TOKEN, peer.api, peer.gateway).serve()


async def test_a_wrong_token_is_said_with_its_fix() -> None:
    async with Peer() as peer:
        assert "make a new one in the developer portal" in await Quick("another", peer.api, peer.gateway).serve()
        assert not peer.identified


async def test_a_discord_that_does_not_answer_is_asked_again(folder: Path) -> None:
    async def at_once(_: float) -> None:
        return None

    async with Peer() as peer:
        peer.faults.append(Fault("GET", "/users/@me", 503, {}, times=2))
        async with connected(folder, peer, pause=at_once):
            id_ = peer.post(GENERAL, CHILD, NUMBER)
            await peer.until(lambda: peer.removed(GENERAL, id_))


async def test_it_ends_at_once_while_the_gateway_says_nothing() -> None:
    async with Peer() as peer:
        peer.silent = True
        client = Quick(TOKEN, peer.api, peer.gateway)
        serving = asyncio.create_task(client.serve())
        await peer.until(lambda: peer.connections == 1)
        await ends(client, serving)


async def test_it_ends_at_once_while_the_gateway_refuses() -> None:
    async with Peer() as peer:
        client = Quick(TOKEN, peer.api, f"{peer.gateway}nowhere")
        serving = asyncio.create_task(client.serve())
        await peer.until(lambda: bool(peer.called("GET", "/gateway/bot")))
        await ends(client, serving)


async def test_it_ends_at_once_while_it_logs_in() -> None:
    async with Peer() as peer:
        peer.faults.append(Fault("GET", "/users/@me", 503, {}, times=100))
        client = Quick(TOKEN, peer.api, peer.gateway)
        serving = asyncio.create_task(client.serve())
        await peer.until(lambda: bool(peer.called("GET", "/users/@me")))
        await ends(client, serving)


async def test_it_ends_at_once_after_a_connection_that_cannot_be_made_again(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer) as client:
        await client.wait_until_ready()
        peer.silent = True
        await peer.hang_up()
        await peer.until(lambda: peer.connections == 2)


async def ends(client: Quick, serving: asyncio.Task[str]) -> None:
    async with asyncio.timeout(PATIENCE):
        await client.end()
        assert await serving == ""


async def test_a_server_that_the_bot_is_not_in_is_said_with_the_way_in(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with Peer() as peer:
        peer.in_server = False
        async with connected(folder, peer) as client:
            await client.wait_until_ready()
    said = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert any("the bot is not in its Discord server" in line and "discord.com/oauth2/authorize" in line for line in said)


async def test_two_clients_have_two_addresses() -> None:
    async with Peer() as one, Peer() as other:
        clients = [Quick(TOKEN, peer.api, peer.gateway) for peer in (one, other)]
        for client in clients:
            await client.login(TOKEN)
            await client.http.close()
        assert len(one.calls) == len(other.calls) > 0
    assert discord.http.Route.BASE.startswith("https://discord.com/"), "nothing global was changed"


async def test_a_bot_that_is_not_told_what_was_written_says_so(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with Peer() as peer, connected(folder, peer) as client:
        peer.post(GENERAL, CHILD, "")
        id_ = peer.post(GENERAL, CHILD, NUMBER)
        await peer.until(lambda: peer.removed(GENERAL, id_))
        assert client.reads is True
    assert any("without what was written in them" in record.message for record in caplog.records)
