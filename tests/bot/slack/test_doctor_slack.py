"""`touchline doctor` on a workspace: beside a running bot and without one, and what it says when Slack does not let it look."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.config import read_config
from bot.engines import Adviser
from bot.running import Running
from bot.slack.manifest import manifest
from bot.slack.oauth import NOWHERE
from moderation.checks import inspect
from moderation.model import PlaceKind
from moderation.server import Guards, PlaceFacts, Right, ServerFacts
from tests.bot.service_kit import Clock
from tests.bot.slack.kit import register
from tests.bot.slack.peer import BOT, JUNIORS, TEAM, UNJOINED, Fault, Peer
from tests.bot.slack.test_manifest import SLACK
from tests.moderation.builders import NOW, organisation
from tests.moderation.servers import PEOPLE, having, place, server


async def run(*options: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, main, [*options])


async def configured(folder: Path, peer: Peer) -> Path:
    """A configuration as `touchline setup` writes it, for the peer in the place of Slack."""
    file = folder / "club.toml"
    assert (await run("setup", "--config", str(file), "--id", "larkmead", *SLACK)).exit_code == 0
    file.write_text(f'{file.read_text()}\n[slack]\napi_address = "{peer.api}"\n')
    return file


async def looked(file: Path, *options: str) -> dict[str, Any]:
    return dict(json.loads((await run("doctor", "--config", str(file), "--json", *options)).output))


async def test_a_workspace_is_looked_at_and_put_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Peer(Clock()) as peer:
        peer.follow(manifest(NOWHERE))
        monkeypatch.setenv("TOUCHLINE_SLACK_BOT_TOKEN", peer.bot_token)
        file = await configured(tmp_path, peer)
        (ours,) = read_config(file).organisations
        async with Running(ours, read_config(file).data_folder, Adviser(), Clock()) as core:
            await core.write(register)

        found = await looked(file)
        assert (found["server"], found["knows_register"]) == (TEAM, True)
        lapses = {(each["check"], each["key"]) for each in found["lapses"]}
        assert lapses >= {("unseen_place", UNJOINED), ("edit_window", ""), ("attested", "deletes")}
        assert "Touchline is not in #unjoined" in (await run("doctor", "--config", str(file))).output

        mended = await looked(file, "--fix")
        assert {"platform": "slack", "check": "unseen_place", "key": UNJOINED, "done": True, "why": ""} in mended["fixed"]
        assert BOT in peer.conversations[UNJOINED].members
        assert ("unseen_place", UNJOINED) not in {(each["check"], each["key"]) for each in mended["lapses"]}

        async with Running(ours, read_config(file).data_folder, Adviser(), Clock()):
            beside = await looked(file)
        assert not beside["knows_register"]
        assert {each["check"] for each in beside["lapses"]} <= {"blind", "edit_window", "openness", "real_names"}


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault("auth.test", "invalid_auth"), "Slack refuses the bot's token (invalid_auth)"),
        (Fault("auth.test", "team_added_to_org"), "Slack does not answer (team_added_to_org)"),
    ],
)
async def test_why_it_cannot_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault, says: str) -> None:
    async with Peer(Clock()) as peer:
        monkeypatch.setenv("TOUCHLINE_SLACK_BOT_TOKEN", peer.bot_token)
        file = await configured(tmp_path, peer)
        peer.faults.append(fault)
        result = await run("doctor", "--config", str(file))
        assert result.exit_code == 1
        assert says in result.output


def test_a_missing_scope_is_said_in_the_words_of_slack() -> None:
    facts = ServerFacts("slack", TEAM, NOW, guards=Guards(missing_rights=frozenset({"channels:history"}), unread=1))
    missing, unread = (lapse for lapse in inspect(facts, organisation()) if lapse.check == "blind")
    assert missing.what == "Touchline's app lacks “channels:history”."
    assert "touchline slack manifest" in missing.fix
    assert "Server Settings" not in f"{missing}{unread}"
    assert "slack.unread" in unread.fix


def test_nothing_on_slack_speaks_of_discord() -> None:
    """Not even of a lock that an owner would get past."""
    ids = frozenset(PEOPLE)
    room = PlaceFacts(JUNIORS, "juniors", PlaceKind.PRIVATE_CHANNEL, ids, seen=False)
    guards = Guards(
        missing_rights=frozenset({"chat:write"}),
        lead_channel=False,
        contact_card_pinned={JUNIORS: False},
        notice_posted={JUNIORS: False},
        gone={"p_coach": 2},
        guests=frozenset({"visitor"}),
        strangers=frozenset({"guest"}),
        shared_places=frozenset({JUNIORS}),
        without_two_factor=frozenset({"coach"}),
        edit_minutes=-1,
        all_may_upload=True,
        real_names=True,
        attested={"deletes": None, "sign_up": None},
    )
    facts = having(server(place("coach robin")), "coach", owner=True, rights=frozenset({Right.ADMINISTRATOR, Right.KICK}))
    there = ServerFacts("slack", TEAM, NOW, facts.members, (*facts.places, room), guards=guards)
    for profile in ("sports_club", "training_provider", "school"):
        found = inspect(there, organisation(profile))
        assert {lapse.check for lapse in found} >= {
            "unseen_place",
            "blind",
            "lead_channel",
            "outsiders",
            "notice",
            "two_factor",
        }
        assert "staff_bypass" not in {lapse.check for lapse in found}
        for lapse in found:
            for word in ("Discord", "Server Settings", "@everyone", "“/setup", "“/remove", "Per-server"):
                assert word not in f"{lapse.what} {lapse.risk} {lapse.fix}", lapse
