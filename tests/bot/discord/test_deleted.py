"""Posts of staff that somebody deletes by hand, on Discord: recorded whenever they were written, and told to the lead."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord.facts import facts_of
from bot.gone import gone_of_staff
from moderation.checks import inspect
from tests.bot.discord.kit import Server, server, until
from tests.bot.discord.payloads import COACH, GENERAL, SERVER
from tests.bot.discord.peer import Peer
from tests.bot.discord.socket_kit import connected, entries, knows, recorded, register


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with server(tmp_path) as made, made.at_work():
        yield made


def gone(post: int) -> dict[str, str]:
    return {"id": str(post), "channel_id": str(GENERAL), "guild_id": str(SERVER)}


async def deleted(club: Server, who: str, text: str) -> None:
    post = await club.member(who).send(club.channel("juniors-chat"), text)
    await club.env.settle()
    await club.member(who).delete(post)
    await club.env.settle()


@pytest.mark.clause("7.1")
@pytest.mark.parametrize("anew", [False, True], ids=["known to the client", "from before its start"])
async def test_a_post_of_staff_that_is_gone_is_recorded(tmp_path: Path, anew: bool) -> None:
    """Map 7.1: whoever wrote it is found in the record where Discord says only that a message is gone."""
    register(tmp_path)
    async with Peer() as peer:
        async with connected(tmp_path, peer) as client:
            await recorded(tmp_path, "discord.caught_up")
            post = peer.post(GENERAL, COACH, "meet me behind the pavilion")
            await knows(client, GENERAL, 1)
            if not anew:
                peer.tell("MESSAGE_DELETE", gone(post), GENERAL)
                await recorded(tmp_path, "post.gone")
        if anew:
            peer.forget_sessions()
            async with connected(tmp_path, peer):
                await recorded(tmp_path, "discord.caught_up", 2)
                peer.tell("MESSAGE_DELETE", gone(post), GENERAL)
                await recorded(tmp_path, "post.gone")
    (data,) = entries(tmp_path, "post.gone")
    assert (data["author"], data["removal_asked"]) == ("p_dave", False)


async def test_what_a_child_deletes_is_their_own_affair(club: Server) -> None:
    await deleted(club, "Alfie", "oh no")
    assert await club.running.look(lambda tx: gone_of_staff(tx, "discord", club.clock())) == {}


@pytest.mark.clause("7.1")
async def test_the_walk_tells_of_it(club: Server) -> None:
    await deleted(club, "Dave", "never mind")
    watch = club.client.guarding(club.guild.id).watch
    await club.env.settle()
    lapses = {lapse.id: lapse for lapse in await watch.walk()}
    assert lapses["staff_deleted:p_dave"].about == ("p_dave",)
    assert facts_of(club.club, club.clock()).guards.gone == {}, "only the record tells"
    assert not [each for each in inspect(facts_of(club.club, club.clock()), club.running.organisation) if "deleted" in each.id]


async def test_what_touchline_removed_is_not_counted(club: Server) -> None:
    await club.member("Dave").send(club.channel("juniors-chat"), "my mobile is 07700 900123")
    channel = club.channel("juniors-chat").id
    await until(lambda: not [each for each in club.posts(channel) if "07700" in each.content])
    await club.env.settle()
    assert await club.running.look(lambda tx: gone_of_staff(tx, "discord", club.clock())) == {}
