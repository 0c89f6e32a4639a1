"""The whole adapter, as `touchline run` starts it, against the peer: over HTTP and over Socket Mode alike."""

import json
from pathlib import Path
from time import time
from typing import Any

import pytest

from tests.bot.service_kit import Clock
from tests.bot.slack.app_kit import Way, connected
from tests.bot.slack.peer import CHILD, COACH, JUNIORS, Peer

BOTH = pytest.mark.parametrize("way", ["http", "socket"])


def texts(known: Any) -> list[str]:
    return [each.parts[0].text for each in known]


@BOTH
async def test_what_was_said_while_it_was_down_is_read_back(tmp_path: Path, way: Way) -> None:
    async with Peer(Clock()) as peer:
        async with connected(tmp_path, way, peer=peer) as made:
            first = peer.post(JUNIORS, CHILD, "first")
            peer.post(JUNIORS, COACH, "an answer", thread=first)
            await peer.settle()
            await made.knows(JUNIORS, 1)
        peer.post(JUNIORS, CHILD, "while you were out")
        peer.post(JUNIORS, COACH, "another answer", thread=first)
        peer.edit(JUNIORS, first, "first, changed")
        async with connected(tmp_path, way, peer=peer) as made:
            known = texts(await made.knows(JUNIORS, 3))
            assert sorted(known) == ["first", "first, changed", "while you were out"]
            assert texts(await made.knows(f"{JUNIORS}:{first}", 2)) == ["an answer", "another answer"]


async def test_what_is_not_signed_or_not_lately_is_refused(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        peer, kind = made.peer, "application/json"
        event = {"type": "message", "user": CHILD, "text": "forged", "channel": JUNIORS, "ts": "1795284000.000100"}
        body = json.dumps(peer.envelope(event, []))
        assert (await peer.push.send(body, kind, secret="another"))[0] == 401
        assert (await peer.push.send(body, kind, at=time() - 360))[0] == 401
        assert (await peer.push.send(" " * (1024 * 1024 + 1), kind))[0] == 413
        assert (await peer.push.send("[" * 100_000, kind))[0] in {200, 400, 404}
        assert not await made.knows(JUNIORS, 0)
