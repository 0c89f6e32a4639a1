"""What the record says of the time in which the service was not there, and of what had changed when it came back."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pytest

from bot import lifetime
from bot.engines import Adviser
from bot.service import Service
from bot.shadow import Shadow
from bot.terminal.club import ALFIE, JUNIORS
from bot.terminal.server import NAME
from moderation.allowlist import AllowList
from moderation.engines import Said
from moderation.model import BOT, Entry
from moderation.own_words import OwnWord
from moderation.schools import Schools
from moderation.text import Reading
from storage.store import StoreError
from tests.bot.service_kit import MINUTE, NUMBER, House, club, running
from tests.bot.trouble_kit import Trouble, disk_error, read_only
from tests.storage.store_kit import DAY, verified


@dataclass
class Quiet:
    """An engine that finds nothing."""

    id: str = "quiet@1"

    def read(self, reading: Reading) -> Said:
        return Said()


async def lives(house: House, killed: bool = False, seen: datetime | None = None, **changes: Any) -> None:
    """Let a service begin on the house's store and end: in order, or as a process does that is killed."""
    platforms = {NAME: house.platform, "email": house.platform}
    parts: dict[str, Any] = {"organisation": house.organisation, "platforms": platforms, "adviser": Adviser()} | changes
    house.service = Service(house.writer, clock=house.clock, **parts)
    stop = asyncio.Event()
    if not killed:
        stop.set()
        await house.service.run(stop, seen)
        return
    begun = asyncio.Event()

    def notices() -> Iterator[None]:
        begun.set()
        yield None

    event = house.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
    house.server.post(event.message, event.place, event.author, "")
    house.platform.moods["remove_post"] = notices()
    runs = asyncio.create_task(house.service.run(stop))
    await house.service.receive(event)
    await begun.wait()
    runs.cancel()
    await asyncio.wait([runs])


class Waited(asyncio.Event):
    """An event that tells when somebody begins to wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Event()

    async def wait(self) -> Literal[True]:
        self.begun.set()
        return await super().wait()


async def at_rest(house: House, stop: asyncio.Event) -> asyncio.Task[None]:
    """The house's service, running: it has begun, has nothing to do, and waits for the next tick."""
    house.service._wake = wake = Waited()
    runs = asyncio.create_task(house.service.run(stop))
    await wake.begun.wait()
    return runs


def since_registered(house: House) -> list[dict[str, Any]]:
    return house.records()[house.begins :]


async def test_the_first_time_there_is_no_gap(house: House) -> None:
    await lives(house)
    assert house.kinds() == ["service.started", "service.stopped"]
    (started, _) = since_registered(house)
    assert started["data"]["settings"] == started["data"]["config"] == house.organisation.config


async def test_the_time_between_two_services_is_a_gap_in_the_record(tmp_path: Path) -> None:
    """What was deleted meanwhile nobody saw (decisions 22)."""
    with running(tmp_path) as house:
        await lives(house)
        at = house.clock.now
    with running(tmp_path) as again:
        again.clock.now = at + 90 * MINUTE
        await lives(again)
        assert again.kinds() == ["log.gap", "service.started", "service.stopped"]
        gap = since_registered(again)[0]["data"]
        assert (gap["since"], gap["until"]) == ("2026-11-21T18:00:00.000000Z", "2026-11-21T19:30:00.000000Z")
        assert (gap["why"], gap["clean"]) == ("stopped", True)
        assert verified(again.store).exit_code == 0


async def test_of_a_service_that_was_killed_that_is_said(tmp_path: Path) -> None:
    with running(tmp_path) as house:
        await lives(house, killed=True)
        last = house.records()[-1]
    with running(tmp_path) as again:
        again.clock.now += 5 * MINUTE
        await lives(again)
        gap = since_registered(again)[0]
        assert gap["kind"] == "log.gap"
        assert (gap["data"]["why"], gap["data"]["clean"]) == ("died", False)
        assert gap["data"]["since"] == last["at"]


async def test_what_was_done_by_a_command_in_between_does_not_make_it_an_accident(tmp_path: Path) -> None:
    with running(tmp_path) as house:
        await lives(house)
        house.clock.now += MINUTE
        with house.store.transaction() as tx:
            tx.change_setting("lead", "p_tom", "p_helen")
        house.clock.now += MINUTE
        await lives(house)
        (gap,) = [record["data"] for record in house.records() if record["kind"] == "log.gap"]
        assert (gap["since"], gap["clean"]) == ("2026-11-21T18:00:00.000000Z", True)


# What had changed


async def test_each_change_of_what_it_runs_as_is_an_entry_with_both_values(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Map 7.6: the settings are a hash; the allow-list and the schools are one that only this store can make."""
    await lives(house)
    await lives(house)
    unchanged = house.kinds()
    assert not [kind for kind in unchanged if kind.endswith(".changed")]
    monkeypatch.setattr(lifetime, "version", lambda name: "9.9.9")
    after = replace(club(config="f" * 64), allowed=AllowList.of(["01632 960999"]), schools=Schools.of(["Beechen Cliff"]))
    after = replace(after, own_words=(OwnWord("boghead", "insult"),))
    platforms = {NAME: Shadow(house.platform), "email": house.platform}
    await lives(house, organisation=after, platforms=platforms, adviser=Adviser(Quiet()))
    changed = {record["kind"]: record["data"] for record in house.records() if record["kind"].endswith(".changed")}
    assert set(changed) == set(lifetime._CHANGED.values())
    assert (changed["config.changed"]["before"], changed["config.changed"]["now"]) == (house.organisation.config, "f" * 64)
    assert changed["program.changed"]["now"] == "9.9.9"
    assert (changed["engine.changed"]["before"], changed["engine.changed"]["now"]) == ("", "quiet@1")
    assert (changed["shadow.changed"]["before"], changed["shadow.changed"]["now"]) == ([], [NAME])
    for kind in ("allowlist.changed", "schools.changed", "words.changed"):
        assert len(changed[kind]["now"]) == 64
        assert changed[kind]["before"] != changed[kind]["now"]
    assert all({"rule", "config"} <= data.keys() for data in changed.values())
    assert "960999" not in str(house.records())
    assert "boghead" not in str(house.records())
    await lives(house, organisation=after, platforms=platforms, adviser=Adviser(Quiet()))
    assert not [kind for kind in house.kinds()[-3:] if kind.endswith(".changed")]


# A gap over a restart


@pytest.mark.parametrize("trouble", [read_only, disk_error])
async def test_a_gap_that_was_open_when_the_process_ended_is_recorded_by_the_next(tmp_path: Path, trouble: Trouble) -> None:
    marker = tmp_path / "gap"
    with running(tmp_path) as house:
        await lives(house, marker=marker)
        house.service = Service(house.writer, house.organisation, {NAME: house.platform}, house.clock, Adviser(), marker)
        house.clock.now += MINUTE
        with trouble(house):
            with pytest.raises(StoreError):
                await house.service.receive(house.event(ALFIE.account, JUNIORS, "hello"))
            await house.come_to_rest()
            assert len(house.platform.calls) == 1
    remembered = trouble is read_only  # else the marker could not be written either
    with running(tmp_path) as again:
        again.clock.now += 60 * MINUTE
        await lives(again, marker=marker)
        gap = since_registered(again)[0]
        assert gap["kind"] == "log.gap"
        assert gap["data"]["since"] == "2026-11-21T18:00:00.000000Z"
        expected = ("read_only", 1, 1) if remembered else ("stopped", 0, 0)
        assert (gap["data"]["why"], gap["data"]["refused"], gap["data"]["alerts"]) == expected
        await lives(again, marker=marker)
        assert [record["data"]["why"] for record in again.records() if record["kind"] == "log.gap"][-1] == "stopped"


async def test_a_service_that_begins_where_it_cannot_write_records_both_when_it_can(tmp_path: Path) -> None:
    with running(tmp_path) as house:
        await lives(house)
        house.clock.now += MINUTE
        house.service = Service(house.writer, house.organisation, {NAME: house.platform}, house.clock, Adviser())
        stop, alerted = asyncio.Event(), asyncio.Event()

        def notices() -> Iterator[None]:
            alerted.set()
            yield None

        house.platform.moods["alert_lead"] = notices()
        with read_only(house):
            runs = asyncio.create_task(house.service.run(stop))
            await alerted.wait()
        house.clock.now += MINUTE
        stop.set()
        await runs
        assert house.kinds()[2:] == ["log.gap", "service.started", "service.stopped"]
        gap = since_registered(house)[2]["data"]
        assert (gap["since"], gap["until"]) == ("2026-11-21T18:00:00.000000Z", "2026-11-21T18:02:00.000000Z")
        assert (gap["why"], gap["alerts"], gap["clean"]) == ("read_only", 1, True)


async def test_a_write_of_somebody_else_that_failed_is_a_gap_also_just_before_the_end(house: House) -> None:
    """Checkpoints are signed by the same writer: what failed there, this service has not heard of before it ends."""
    stop = asyncio.Event()
    runs = await at_rest(house, stop)
    with read_only(house), pytest.raises(StoreError):
        await house.writer.run(lambda tx: tx.append(Entry("anchor.silent", BOT, {}), house.clock()))
    stop.set()
    await runs
    assert house.kinds() == ["service.started", "log.gap", "service.stopped"]
    assert since_registered(house)[1]["data"]["why"] == "read_only"


async def test_why_the_end_could_not_be_recorded_is_known_at_the_next_start(tmp_path: Path) -> None:
    with running(tmp_path) as house:
        marker = tmp_path / "gap"
        house.service = Service(house.writer, house.organisation, {NAME: house.platform}, house.clock, Adviser(), marker)
        stop = asyncio.Event()
        runs = await at_rest(house, stop)
        with read_only(house):
            stop.set()
            await runs
        await lives(house, marker=marker)
        assert house.kinds() == ["service.started", "log.gap", "service.started", "service.stopped"]
        gap = since_registered(house)[1]["data"]
        assert (gap["why"], gap["clean"]) == ("read_only", False)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"why": 1}', b"\xff" * 512, b'"x"', b"{}"])
async def test_a_marker_that_makes_no_sense_stops_nothing(house: House, tmp_path: Path, content: bytes) -> None:
    marker = tmp_path / "gap"
    marker.write_bytes(content)
    await lives(house, marker=marker)
    assert house.kinds() == ["service.started", "service.stopped"]


# What is forgotten


async def test_what_the_retention_is_over_for_is_forgotten_by_itself_and_that_is_an_entry(house: House) -> None:
    """Decisions 4: the text of an ordinary message lives for as long as the profile says; no officer need end it."""
    event = await house.say(ALFIE, JUNIORS, "see you at six")
    await house.pass_time(30 * DAY)
    with house.store.transaction() as tx:
        assert tx.judged(event.id) is not None
    await house.pass_time(DAY)
    with house.store.transaction() as tx:
        assert tx.judged(event.id) is None
    (record,) = since_registered(house)
    assert (record["kind"], record["actor"]) == ("days.forgotten", "p_bot")
    assert record["data"]["folders"] == ["day/2026-11-21"]
    assert record["data"]["config"] == house.organisation.config


async def test_of_one_that_another_process_saw_the_gap_begins_then(house: House) -> None:
    """On a host it is known until when somebody looked after the organisation, also where nothing was said for hours."""
    await lives(house, killed=True)
    await house.writer.run(lambda tx: None)  # what it had handed in is written before the clock moves
    died = house.clock()
    house.clock.now += DAY
    before, after = died + 23 * 60 * MINUTE, died + 3 * DAY
    for seen, since in ((before, "2026-11-22T17:00:00.000000Z"), (after, "2026-11-22T18:00:00.000000Z")):
        await lives(house, seen=seen)
        gap = [record["data"] for record in house.records() if record["kind"] == "log.gap"][-1]
        assert (gap["since"], gap["clean"], gap["why"]) == (since, False, "died")
        with house.store.transaction() as tx:
            tx.append(Entry("service.started", BOT, {}), house.clock())  # killed again at once
