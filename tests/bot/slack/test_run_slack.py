"""`touchline run` with Slack, as a supervisor sees it: a process against a server on a socket."""

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moderation.model import Arrival, Event
from storage.sqlite import SqliteStore
from tests.bot.running_kit import begun, records, stopped
from tests.bot.slack.kit import ORG, register
from tests.bot.slack.peer import CHILD, DEPUTY, JUNIORS, LEAD, TEAM, Fault, Peer

CONFIG = """\
data_folder = "data"

[organisation]
id = "{org}"
name = "Larkmead Training"
profile = "training_provider"
starts_shadow = false

[organisation.contacts.lead]
name = "Helen Marsh"
title = "safeguarding lead"
reach = "platform"
address = "{lead}"

[organisation.contacts.deputy]
name = "Tom Okafor"
title = "deputy safeguarding lead"
reach = "platform"
address = "{deputy}"

[organisation.slack]
workspace = "{team}"
bot_token_env = "A_BOT"
app_token_env = "AN_APP"

[engine]
name = "none"

[slack]
api_address = "{api}"
"""


def now() -> datetime:
    return datetime.now(UTC)


def written(folder: Path, peer: Peer) -> Path:
    """A configuration for `touchline run`, with its people on the register."""
    path = folder / "config.toml"
    path.write_text(CONFIG.format(org=ORG, lead=LEAD, deputy=DEPUTY, team=TEAM, api=peer.api), "utf-8")
    with closing(SqliteStore.open(folder / "data" / ORG, ORG, now, retention_days=30)) as store, store.transaction() as tx:
        register(tx)
    return path


async def process(config: Path, **secrets: str) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "bot", "run", "--config", str(config))
    return await asyncio.create_subprocess_exec(*command, env=os.environ | secrets, stderr=asyncio.subprocess.PIPE)


async def started(config: Path, peer: Peer, bot: str = "") -> asyncio.subprocess.Process:
    return await process(config, A_BOT=bot or peer.bot_token, AN_APP=peer.app_token)


def taken_in(folder: Path) -> Sequence[Arrival]:
    """What the record knows of the juniors' channel, judged or not yet. Only while nothing else has it open."""
    with closing(SqliteStore.open(folder / "data" / ORG, ORG, now, retention_days=30)) as store, store.reading() as tx:
        return [*tx.window(JUNIORS, now().replace(year=2100), 10_000), *tx.next_arrivals(10_000)]


@pytest.mark.clause("9.2")
@pytest.mark.slow
async def test_a_process_that_is_killed_leaves_no_gap(tmp_path: Path) -> None:
    async with Peer() as peer:
        config = written(tmp_path, peer)
        child = await started(config, peer)
        await begun(child, "read back on Slack")
        await peer.until(lambda: peer.connections)
        stamps = [peer.post(JUNIORS, CHILD, f"pass {number}") for number in range(120)]
        await peer.until(lambda: len(peer.delivered) > 40)
        child.kill()
        await child.communicate()
        stamps += [peer.post(JUNIORS, CHILD, f"and pass {number}") for number in range(60)]
        child = await started(config, peer)
        said = await begun(child, "read back on Slack")
        more = await stopped(child)
        assert child.returncode == 0, more
    posted = [each.message for each in taken_in(tmp_path) if isinstance(each, Event) and each.place.id == JUNIORS]
    assert sorted(each for each in posted if not each.startswith(("title", "topic"))) == sorted(stamps)
    assert peer.bot_token not in said + more
    assert "and pass" not in said + more


async def test_what_keeps_it_from_watching_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    async with Peer() as peer:
        child = await started(written(tmp_path, peer), peer, "xoxb-of-nobody")
        said = await begun(child, "Slack refuses the bot's token (invalid_auth)")
        more = await stopped(child)
    assert child.returncode == 1
    assert "Slack refuses the bot's token" in more.splitlines()[-1]
    assert "larkmead: stopped" in more
    assert "staff cannot authorise it" in said
    assert "xoxb-of-nobody" not in said + more
    assert records(tmp_path / "data" / ORG)[-1]["kind"] == "service.stopped"
    assert len(peer.called("auth.test")) == 1


async def test_it_ends_in_order(tmp_path: Path) -> None:
    async with Peer() as peer:
        peer.faults.append(Fault("users.list", "internal_error", 500))
        child = await started(written(tmp_path, peer), peer)
        await peer.until(lambda: peer.called("auth.test"))
        said = await stopped(child)
    assert child.returncode == 0, said
    assert said.splitlines()[-1].endswith("larkmead: stopped")
