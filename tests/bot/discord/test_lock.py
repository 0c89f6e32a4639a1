"""The lock on private messages: never off for more than a minute, whatever anybody does."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord import lock
from bot.discord.lock import LOOK, RENEWED, DmLock
from bot.discord.turns import Turns
from storage.store import UnavailableError
from tests.bot.discord.kit import ORG, Server, server
from tests.bot.running_kit import records
from tests.bot.service_kit import Clock

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass
class Incidents:
    """Discord's side of it: simcord has no incident actions. Setting more than a day ahead is refused, as Discord does."""

    clock: Clock
    until: datetime | None = None
    invites: datetime | None = None
    features: list[str] = field(default_factory=lambda: ["COMMUNITY"])
    failures: list[int] = field(default_factory=list)
    silent: bool = False
    puts: list[dict[str, Any]] = field(default_factory=list)
    #: Since when private messages are open although they were locked once, and how long they were, each time.
    lifted: datetime | None = None
    outages: list[timedelta] = field(default_factory=list)
    meddled: bool = False

    @property
    def off(self) -> bool:
        return self.until is None or self.until <= self.clock.now

    async def get_guild(self, server: int, *, with_counts: bool) -> dict[str, Any]:
        if self.silent:
            raise failure(503)
        return {"id": str(server), "features": self.features, "incidents_data": self._told()}

    async def edit_incident_actions(self, server: int, payload: dict[str, Any]) -> dict[str, Any]:
        self.puts.append(payload)
        if self.failures:
            raise failure(self.failures.pop(0))
        until = datetime.fromisoformat(payload["dms_disabled_until"])
        if until - self.clock.now > DAY:
            raise failure(400)
        if self.off and self.until is not None:
            self.lifted = self.until
        if self.lifted is not None:
            self.outages.append(self.clock.now - self.lifted)
        self.until, self.lifted, self.meddled = until, None, False
        if "invites_disabled_until" not in payload:
            self.invites = None
        return self._told()

    def _told(self) -> dict[str, Any]:
        return {
            "dms_disabled_until": self.until.isoformat() if self.until else None,
            "invites_disabled_until": self.invites.isoformat() if self.invites else None,
        }


def failure(status: int, code: int = 0) -> discord.HTTPException:
    kind = {403: discord.Forbidden, 503: discord.DiscordServerError}.get(status, discord.HTTPException)
    response = SimpleNamespace(status=status, reason="", headers={})
    return kind(response, {"code": code or (50013 if status == 403 else 0), "message": ""})


@dataclass
class Locked:
    club: Server
    incidents: Incidents
    lock: DmLock
    found_off: list[datetime]
    folder: Path

    def entries(self, kind: str) -> list[dict[str, Any]]:
        return [record["data"] for record in records(self.folder / ORG) if record["kind"] == f"dm_lock.{kind}"]

    def anew(self, pause: Callable[[float], Any] | None = None) -> None:
        """The program starts again."""
        self.lock = DmLock(self.club.club, lambda: self.found_off.append(self.club.clock.now), pause or nothing)


async def nothing(seconds: float) -> None:
    return None


@asynccontextmanager
async def locked(folder: Path) -> AsyncIterator[Locked]:
    async with server(folder) as club:
        incidents = Incidents(club.clock)
        club.client.http.get_guild = incidents.get_guild  # type: ignore[assignment,method-assign]
        club.client.http.edit_incident_actions = incidents.edit_incident_actions  # type: ignore[assignment,method-assign]
        made = Locked(club, incidents, None, [], folder)  # type: ignore[arg-type]
        made.anew()
        yield made


async def test_it_is_set_kept_and_renewed_well_before_it_lapses(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        await it.lock.look()
        assert it.lock.until == it.incidents.until is not None
        assert not it.found_off, "it was never on before"
        first = it.incidents.until
        it.club.clock.now = first - RENEWED - MINUTE
        await it.lock.look()
        assert len(it.incidents.puts) == 1, "more than half of the day is left"
        it.club.clock.now = first - RENEWED
        await it.lock.look()
        assert it.incidents.until == it.club.clock.now + timedelta(hours=23, minutes=55)
        assert [each["why"] for each in it.entries("due")] == ["first", "due"]
        assert [each["until"] for each in it.entries("set")] == [first.isoformat(), it.incidents.until.isoformat()]


async def test_lifted_by_hand_it_is_set_again_and_said(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        await it.lock.look()
        it.incidents.until = None
        it.club.clock.now += MINUTE / 2
        await it.lock.look()
        assert not it.incidents.off
        assert it.found_off == [it.club.clock.now]
        assert (len(it.entries("lifted")), it.entries("due")[-1]["why"]) == (1, "lifted")


async def test_lifted_while_the_bot_was_away(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        await it.lock.look()
        it.incidents.until = None
        it.club.clock.now += HOUR
        it.anew()
        await it.lock.look()
        assert (len(it.entries("lifted")), len(it.found_off), it.incidents.off) == (1, 1, False)
        it.club.clock.now += 2 * DAY
        it.anew()
        await it.lock.look()
        assert len(it.entries("lifted")) == 1, "it ran out: nobody lifted it"
        assert it.entries("due")[-1]["why"] == "lapsed"
        assert len(it.found_off) == 2, "and private messages were open all the same"


async def test_paused_invites_stay_paused(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        paused = it.incidents.invites = it.club.clock.now + HOUR
        await it.lock.look()
        assert it.incidents.invites == paused
        it.club.clock.now += 13 * HOUR
        await it.lock.look()
        assert "invites_disabled_until" not in it.incidents.puts[-1], "that is over: Discord takes no time that has passed"


async def test_a_refusal_is_written_once_and_not_asked_for_again_until_rights_change(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        it.incidents.failures = [403]
        for _ in range(20):
            await it.lock.look()
            it.club.clock.now += timedelta(seconds=LOOK)
        assert len(it.incidents.puts) == 1
        assert [each["why"] for each in it.entries("refused")] == ["forbidden:50013"]
        assert it.lock.until is None
        await it.club.rights(deafen_members=True)
        await it.lock.look()
        assert not it.incidents.off


@pytest.mark.parametrize(("features", "granted", "why"), [([], True, "not_community"), (["COMMUNITY"], False, "no_right")])
async def test_what_cannot_be_is_not_asked_for(tmp_path: Path, features: list[str], granted: bool, why: str) -> None:
    async with locked(tmp_path) as it:
        it.incidents.features = features
        await it.club.rights(manage_guild=granted)
        await it.lock.look()
        await it.lock.look()
        assert ([each["why"] for each in it.entries("refused")], it.incidents.puts) == ([why], [])
        it.incidents.features = ["COMMUNITY"]
        await it.club.rights(manage_guild=True)
        await it.lock.look()
        assert not it.incidents.off


async def test_one_intent_however_often_it_is_tried(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        it.incidents.failures = [503, 429, 503]
        for _ in range(4):
            await it.lock.look()
        assert (len(it.entries("due")), len(it.entries("set")), it.incidents.off) == (1, 1, False)


async def test_while_discord_does_not_tell_what_is_so_what_the_gateway_told_counts(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        await it.lock.look()
        it.incidents.silent = True
        guild = it.club.client.get_guild(it.club.guild.id)
        assert guild is not None
        guild.features.append("COMMUNITY")
        it.incidents.until = None  # and so the gateway's copy says, which never heard of the lock
        await it.lock.look()
        assert not it.incidents.off


async def never(*_: object, **__: object) -> dict[str, Any]:
    """A call that Discord takes, and does not answer."""
    await asyncio.Event().wait()
    return {}


async def test_a_look_that_discord_does_not_answer_holds_nothing_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with locked(tmp_path) as it:
        guild = it.club.client.get_guild(it.club.guild.id)
        assert guild is not None
        guild.features.append("COMMUNITY")
        monkeypatch.setattr(it.club.client.http, "get_guild", never)
        it.lock = DmLock(it.club.club, lambda: None, nothing, patience=0)
        await it.lock.look()
        assert not it.incidents.off, "what the gateway told counts"


async def test_a_lock_that_discord_does_not_confirm_is_set_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with locked(tmp_path) as it:
        it.lock = DmLock(it.club.club, lambda: None, nothing, patience=0)
        with monkeypatch.context() as silent:
            silent.setattr(it.club.client.http, "edit_incident_actions", never)
            await it.lock.look()
        assert (it.lock.until, it.entries("set")) == (None, [])
        await it.lock.look()
        assert not it.incidents.off
        assert (len(it.entries("due")), len(it.entries("set"))) == (1, 1)


async def test_a_record_that_cannot_be_written_does_not_leave_them_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with locked(tmp_path) as it:

        async def full(work: object) -> None:
            raise UnavailableError("disk_full", "the disk is full")

        monkeypatch.setattr(it.club.running, "write", full)
        await it.lock.look()
        assert not it.incidents.off


@pytest.mark.parametrize("answer", [MemoryError, asyncio.Event().wait])
async def test_nor_does_a_writer_that_has_died_or_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    async with locked(tmp_path) as it:

        async def broken(work: object) -> None:
            if answer is MemoryError:
                raise MemoryError
            await answer()

        monkeypatch.setattr(lock, "WRITING", 0)
        for does in ("write", "look"):
            monkeypatch.setattr(it.club.running, does, broken)
        await it.lock.look()
        assert not it.incidents.off


async def test_a_clock_that_is_fast_does_not_leave_them_open(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        it.incidents.clock = Clock()
        it.club.clock.now += 10 * MINUTE
        await it.lock.look()
        assert it.incidents.until is None, "Discord takes no more than a day from its own now"
        for _ in range(6 * 60):
            await it.lock.look()
            assert not it.incidents.off
            for clock in (it.club.clock, it.incidents.clock):
                clock.now += 10 * MINUTE
        assert len(it.incidents.puts) < 100


async def test_a_clock_that_was_put_back_keeps_no_refusal_for_ever(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        it.incidents.failures = [403]
        await it.lock.look()
        it.club.clock.now -= 30 * DAY
        await it.lock.look()
        assert not it.incidents.off


async def test_discord_is_asked_again_when_it_wants_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with locked(tmp_path) as it:

        async def busy(*_: object, **__: object) -> dict[str, Any]:
            raise discord.RateLimited(20)

        monkeypatch.setattr(it.club.client.http, "edit_incident_actions", busy)
        await it.lock.look()
        assert it.lock._wait == 20


async def test_a_token_that_is_refused_is_not_tried_again_and_again(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        it.incidents.failures = [401]
        await it.lock.look()
        assert it.lock._wait == lock.REFUSED


@pytest.mark.parametrize(("clubs", "at_most"), [(1, 0.2), (300, MINUTE.total_seconds()), (1_200, MINUTE.total_seconds())])
async def test_looks_at_many_servers_are_spread_and_each_has_its_turn_within_a_minute(clubs: int, at_most: float) -> None:
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    turn = Turns(lambda: clubs, pause)
    await asyncio.gather(*(turn() for _ in range(clubs)))
    assert sum(waits) <= at_most
    assert min(waits) >= 1 / 25


@pytest.mark.clause("5.1")
@pytest.mark.parametrize("days", [6, pytest.param(30, marks=pytest.mark.slow)])
async def test_days_of_meddling(days: int, tmp_path: Path) -> None:
    """Somebody lifts or shortens the lock at any second, Discord fails now and then, and not every change is told of."""
    luck = random.Random(5)
    async with locked(tmp_path) as it:
        end = it.club.clock.now + days * DAY
        edits = sorted(it.club.clock.now + timedelta(seconds=luck.uniform(60, days * 86_400)) for _ in range(5 * days))
        over, least = asyncio.Event(), DAY

        async def pause(seconds: float) -> None:
            """Time passes, and what is meant to happen in it happens."""
            nonlocal least
            until = it.club.clock.now + timedelta(seconds=seconds)
            while edits and edits[0] <= until:
                meddled = edits.pop(0)
                it.incidents.meddled = True
                it.incidents.until = luck.choice([None, meddled + timedelta(seconds=luck.uniform(0, 7200))])
                if it.incidents.until is None:
                    it.incidents.lifted = it.incidents.lifted or meddled
                    if luck.random() < 0.5:
                        it.lock.changed()
                if luck.random() < 0.2:
                    it.incidents.failures = [503]
            it.club.clock.now = until
            if not it.incidents.meddled and it.incidents.until is not None:
                least = min(least, it.incidents.until - until)
            if until > end:
                over.set()
                await asyncio.Event().wait()

        it.anew(pause)
        running = asyncio.create_task(it.lock.run())
        await over.wait()
        running.cancel()
        assert not edits
        assert max(it.incidents.outages) <= MINUTE
        assert least >= HOUR
        assert len(it.incidents.outages) > 5 * days / 3
        assert it.entries("set")


async def test_a_server_that_says_nothing_of_it_is_as_it_was(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        asked = it.incidents.get_guild

        async def less(server: int, *, with_counts: bool) -> dict[str, Any]:
            return {
                key: value for key, value in (await asked(server, with_counts=with_counts)).items() if key != "incidents_data"
            }

        it.club.client.http.get_guild = less  # type: ignore[assignment,method-assign]
        for _ in range(5):
            await it.lock.look()
            it.club.clock.now += timedelta(seconds=LOOK)
        assert (len(it.incidents.puts), it.entries("lifted")) == (1, [])


async def test_a_refusal_that_lasts_does_not_fill_the_record(tmp_path: Path) -> None:
    async with locked(tmp_path) as it:
        it.incidents.failures = [400] * 50
        for _ in range(50):
            await it.lock.look()
        assert (len(it.entries("due")), len(it.entries("refused"))) == (1, 1)
