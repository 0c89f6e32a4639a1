"""`touchline run` with Discord, as a supervisor sees it: a process against a server on a socket."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.dispatch import LEASE
from tests.bot.discord.payloads import CHILD, GENERAL, SERVER
from tests.bot.discord.peer import TOKEN, Peer
from tests.bot.discord.socket_kit import NUMBER, recorded, taken_in, written
from tests.bot.running_kit import PATIENCE, begun, records, stopped

SECOND = """\
data_folder = "data"
organisations = ["first.toml", "second.toml"]
"""


async def started(config: Path, token: str = TOKEN) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "bot", "run", "--config", str(config))
    environment = os.environ | {"A_TOKEN": token}
    return await asyncio.create_subprocess_exec(*command, env=environment, stderr=asyncio.subprocess.PIPE)


@pytest.mark.clause("9.2")
@pytest.mark.slow
async def test_a_process_that_is_killed_leaves_no_gap(tmp_path: Path) -> None:
    async with Peer() as peer:
        config = written(tmp_path, peer)
        child = await started(config)
        await peer.until(lambda: bool(peer.called("GET", f"/channels/{GENERAL}/messages")))
        ids = [peer.post(GENERAL, CHILD, f"{NUMBER} {n}") for n in range(120)]
        await peer.until(lambda: any(peer.removed(GENERAL, id_) for id_ in ids))
        child.kill()
        await child.communicate()
        peer.forget_sessions()
        ids += [peer.post(GENERAL, CHILD, f"{NUMBER} and {n}") for n in range(60)]
        child = await started(config)
        await peer.until(lambda: bool(peer.called("DELETE", f"/channels/{GENERAL}/messages/{ids[-1]}")))
        # What was on its way when the first one died is done once its lease is over.
        await peer.until(lambda: not peer.messages[GENERAL], PATIENCE + LEASE.total_seconds())
        said = await stopped(child)
        assert child.returncode == 0, said
    assert {int(event.message) for event in taken_in(tmp_path / "data", GENERAL)} == set(ids)
    assert TOKEN not in said
    assert "07700" not in said


@pytest.mark.parametrize(("refuses", "says"), [(4014, "switch on “Server Members Intent”"), (0, "refuses the bot's token")])
async def test_what_keeps_it_from_watching_is_said_and_the_rest_goes_on(tmp_path: Path, refuses: int, says: str) -> None:
    async with Peer() as peer:
        peer.refuse = [refuses] if refuses else []
        child = await started(written(tmp_path, peer), TOKEN if refuses else "another")
        said = await begun(child, says)
        await recorded(tmp_path / "data", "discord.absent")
        more = await stopped(child)
    assert child.returncode == 1
    last = more.splitlines()[-1]
    assert last.startswith("Error: ")
    assert says in last
    assert "practice: stopped" in more, "the organisation went on until it was told to stop"
    assert TOKEN not in said + more
    assert records(tmp_path / "data" / "practice")[-1]["kind"] == "service.stopped"


async def test_several_organisations_have_one_client(tmp_path: Path) -> None:
    """The one whose server the bot is not in is told so; the other is watched, and all stop in order."""
    async with Peer() as peer:
        text = written(tmp_path, peer).read_text("utf-8")
        start, end = text.index("[organisation]"), text.index("[engine]")
        inner = text[start:end].replace("[organisation]\n", "").replace("[organisation.", "[")
        (tmp_path / "first.toml").write_text(inner, "utf-8")
        other = inner.replace('"practice"', '"elsewhere"').replace(str(SERVER), "720000000000000000")
        (tmp_path / "second.toml").write_text(other, "utf-8")
        (tmp_path / "config.toml").write_text(SECOND + text[end:], "utf-8")
        child = await started(tmp_path / "config.toml")
        said = await begun(child, "the bot is not in its Discord server")
        id_ = peer.post(GENERAL, CHILD, NUMBER)
        await peer.until(lambda: peer.removed(GENERAL, id_))
        more = await stopped(child)
    assert child.returncode == 0, more
    assert "ERROR elsewhere: the bot is not in its Discord server" in said
    assert len(peer.identified) == 1
    assert {"practice: stopped", "elsewhere: stopped"} <= {line.partition("INFO ")[2] for line in more.splitlines()}
