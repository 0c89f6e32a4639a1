"""Discord divides what it tells over several connections (shards): one process has all, and each may be lost by itself."""

from pathlib import Path

from tests.bot.discord.payloads import CHILD, GENERAL
from tests.bot.discord.peer import Peer
from tests.bot.discord.socket_kit import NUMBER, connected, entries, knows, recorded, register

DIRECT = 720_000_000_000_000_001


async def test_a_server_is_read_on_its_shard_and_who_writes_to_the_bot_on_the_first(tmp_path: Path) -> None:
    register(tmp_path)
    async with Peer() as peer:
        peer.shards = 2
        assert peer.shard == 1
        async with connected(tmp_path, peer) as client:
            id_ = peer.post(GENERAL, CHILD, NUMBER)
            await peer.until(lambda: peer.removed(GENERAL, id_))
            peer.post(DIRECT, CHILD, "can I talk to somebody?")
            await knows(client, DIRECT, 1)
            assert sorted(said["shard"] for said in peer.identified) == [[0, 2], [1, 2]]


async def test_only_the_shard_that_was_lost_is_read_back(tmp_path: Path) -> None:
    register(tmp_path)
    async with Peer() as peer:
        peer.shards = 2
        async with connected(tmp_path, peer):
            await recorded(tmp_path, "discord.caught_up")
            for shard in (0, 1):
                peer.resumable = False
                known = len(peer.identified)
                await peer.hang_up(shard=shard)
                missed = peer.post(GENERAL, CHILD, f"{NUMBER} on {shard}")
                await peer.until(lambda known=known: len(peer.identified) > known)  # type: ignore[misc]
                await peer.until(lambda missed=missed: peer.removed(GENERAL, missed))  # type: ignore[misc]
                assert len(entries(tmp_path, "discord.caught_up")) == 1 or shard == 1
            await recorded(tmp_path, "discord.caught_up", 2)
