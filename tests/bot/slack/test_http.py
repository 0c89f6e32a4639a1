"""Slack over HTTP: what is not signed by Slack, or too old or too large, is refused before anything of it is read."""

import json
from collections.abc import Mapping
from pathlib import Path
from time import time

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from bot.slack.http import FRESH, LARGEST, is_signed
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.peer import CHILD, JUNIORS, SIGNING_SECRET, TEAM

NOW = 1_795_284_000
EVENTS = "/slack/larkmead/events"


def signed(body: str, secret: str = SIGNING_SECRET, at: float | None = None) -> Mapping[str, str]:
    stamp = str(int(time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature, "Content-Type": "application/json"}


@given(st.text(), st.integers(-FRESH, FRESH))
def test_what_slack_signs_is_taken(body: str, late: int) -> None:
    headers = signed(body.encode("utf-8", "replace").decode(), at=NOW + late)
    raw = body.encode("utf-8", "replace")
    assert is_signed(SIGNING_SECRET, raw, headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"], NOW)
    assert not is_signed("another", raw, headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"], NOW)
    assert not is_signed(SIGNING_SECRET, raw + b" ", headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"], NOW)


@given(st.text(max_size=40), st.text(max_size=80), st.binary(max_size=80))
def test_nothing_else_is_and_nothing_breaks_it(stamp: str, signature: str, body: bytes) -> None:
    assert not is_signed(SIGNING_SECRET, body, stamp, signature, NOW)


@pytest.mark.parametrize("late", [FRESH + 1, -FRESH - 1])
def test_a_request_that_somebody_kept_is_refused(late: int) -> None:
    headers = signed("{}", at=NOW - late)
    assert not is_signed(SIGNING_SECRET, b"{}", headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"], NOW)


async def answered(made: Connected, path: str, body: str | bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    async with aiohttp.ClientSession() as http, http.post(f"{made.address}{path}", data=body, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_only_what_slack_sends_comes_through_the_door(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        ts = made.peer.ts()
        message = {"type": "message", "channel": JUNIORS, "user": CHILD, "text": "hello", "ts": ts, "event_ts": ts}
        body = json.dumps({"type": "event_callback", "team_id": TEAM, "event": message, "event_id": "Ev1"})
        assert (await answered(made, EVENTS, body, signed(body)))[0] == 200
        await made.knows(JUNIORS, 1)
        refused = [
            (401, EVENTS, body, {}),
            (401, EVENTS, body, signed(body, "another")),
            (401, EVENTS, body, signed(body, at=time() - FRESH - 10)),
            (401, EVENTS, body + " ", signed(body)),
            (401, EVENTS, body, {**signed(body), "X-Slack-Request-Timestamp": "soon"}),
            (413, EVENTS, body + " " * LARGEST, signed(body + " " * LARGEST)),
            (404, "/slack/elsewhere/events", body, signed(body)),
            (400, EVENTS, "{" * 100_000, signed("{" * 100_000)),
            (400, EVENTS, "[" * 100_000, signed("[" * 100_000)),
        ]
        for status, path, sent, headers in refused:
            assert (await answered(made, path, sent, headers))[0] == status, (status, path, headers)
        assert len(await made.running.look(lambda tx: tx.window(JUNIORS, made.clock().replace(year=2027), 9))) == 1


async def test_slack_finds_out_that_the_address_is_ours(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        body = json.dumps({"type": "url_verification", "challenge": "a-challenge", "token": "of-no-meaning"})
        status, said = await answered(made, EVENTS, body, signed(body))
        assert status == 200
        assert "a-challenge" in said


async def test_a_proxy_may_pass_the_path_of_the_public_address_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bot.slack.app_kit.PUBLIC", "https://bot.example.org/touchline/")
    async with connected(tmp_path, "http") as made:
        assert made.workspace.access is not None
        assert made.workspace.access.address == "https://bot.example.org/touchline/slack/larkmead"
        body = json.dumps({"type": "url_verification", "challenge": "a-challenge", "token": "of-no-meaning"})
        for path in (EVENTS, f"/touchline{EVENTS}"):
            assert (await answered(made, path, body, signed(body)))[0] == 200


async def test_before_the_organisation_runs_and_after_nothing_is_acknowledged(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        made.peer.post(JUNIORS, CHILD, "hello")
        await made.knows(JUNIORS, 1)
        await made.chat.leave("larkmead")
        body = json.dumps({"type": "event_callback", "team_id": TEAM, "event": {"type": "message"}})
        assert (await answered(made, EVENTS, body, signed(body)))[0] == 503
