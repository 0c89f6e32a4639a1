"""A mistake in the program stops neither the service nor what has nothing to do with it, and is in the record."""

import asyncio
import logging
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from bot import lifetime
from bot.packaged import wording
from bot.terminal.club import ALFIE, DAVE, HELEN, JO, JUNIORS, PETE
from bot.terminal.server import NAME
from bot.timers import AGAIN
from bot.without_record import LONGEST_WAIT
from moderation.context import Capability, Organisation
from moderation.model import Refused
from storage.store import UnavailableError
from tests.bot.service_kit import MINUTE, NUMBER, House, club, running
from tests.bot.test_lifetime import lives
from tests.bot.test_without_record import ITSELF, brought, gaps, noticed, said_plainly
from tests.bot.trouble_kit import pragma
from tests.storage.backup_kit import damage_entries

pytestmark = pytest.mark.usefixtures("marked")

HOUR = 60 * MINUTE


def without_tasks(**changes: object) -> Organisation:
    """The club with no words for tasks: a mistake of ours, on which whatever asks a person to do something fails."""
    words = wording()
    return club(wording=replace(words, texts={k: v for k, v in words.texts.items() if not k.startswith("task")}), **changes)


def failures(house: House, kind: str) -> list[dict[str, object]]:
    return [record["data"] for record in house.records() if record["kind"] == kind]


@pytest.mark.clause("8.9")
async def test_a_clock_that_cannot_ring_is_recorded_and_the_others_ring(tmp_path: Path) -> None:
    """Map 8.9: the end of exposure would ask a person to remove it, and cannot; the page to the deputy goes out."""
    can = frozenset(Capability) - {Capability.REMOVE_OTHERS}
    with running(tmp_path, without_tasks(capabilities={NAME: can, "email": can})) as house:
        await house.say(ALFIE, JUNIORS, "offensive.threat")
        await house.pass_time(45 * MINUTE)
        paged = len(brought(house))
        await house.pass_time(15 * MINUTE)
        assert len(brought(house)) > paged, "both clocks were due, and one of them rang"
        (failed,) = failures(house, "timer.failed")
        assert (failed["timer"], failed["error"]) == ("exposure", "KeyError")
        assert {"rule", "config"} <= failed.keys()
        await house.pass_time(AGAIN - MINUTE)
        assert len(failures(house, "timer.failed")) == 1
        await house.pass_time(MINUTE)
        assert len(failures(house, "timer.failed")) == 2
        assert gaps(house) == []


async def test_what_cannot_follow_from_an_effect_does_not_undo_what_became_of_it(tmp_path: Path) -> None:
    with running(tmp_path, without_tasks()) as house:
        house.platform.answers("remove_post", Refused("forbidden"))
        await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
        assert [data["outcome"] for data in house.settled("remove_post")] == ["refused"]
        (failed,) = failures(house, "followup.failed")
        assert (failed["of"], failed["error"]) == ("remove_post", "KeyError")
        assert brought(house) == ["helen"], "the others go on"
        other = await house.say(PETE, JUNIORS, f"ring {NUMBER}")
        assert house.standing(other) == "removed"
        assert house.store.counts().unsettled == 0


async def test_a_step_that_always_fails_is_recorded_once_and_the_lead_is_told(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """A row that this version cannot read stops all clocks. Messages are judged and removed all the same."""
    caplog.set_level(logging.DEBUG)
    house.store._connection.execute(
        "INSERT INTO timer (org, id, kind, due, case_id) VALUES ('practice', 't_x', 'of a later version', '2026-11-21', 'c_x')"
    )
    event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert house.standing(event) == "removed"
    for _ in range(10):
        await house.pass_time(MINUTE)
    assert [data["error"] for data in failures(house, "service.failed")] == ["ValueError"]
    assert said_plainly(house) == ["helen"]
    card = house.server.alerts["helen", ITSELF].card
    assert "there is a fault in the program" in card.headline
    assert "do not rely on it" in card.done[0]
    assert gaps(house) == []
    house.store._connection.execute("DELETE FROM timer WHERE id = 't_x'")
    await house.pass_time(LONGEST_WAIT)
    assert [gap["why"] for gap in gaps(house)] == ["fault"]


async def test_what_was_changed_from_outside_is_said_and_nothing_else_stops(house: House) -> None:
    """Somebody has written into an arrival that waits: nobody can read it any more."""
    await house.service.receive(house.event(DAVE.account, JUNIORS, "hello"))
    pragma(house.store, "query_only=OFF")
    house.store._connection.execute("UPDATE inbox SET payload = CAST(payload || x'00' AS BLOB)")
    await house.come_to_rest()
    assert said_plainly(house) == ["helen"]
    assert HELEN.account.id in house.shown_to()


# What it needs in order to begin


async def test_a_damaged_entry_at_the_start_ends_nothing_and_is_told(house: House) -> None:
    """When the service began last cannot be read. It takes nothing in and says so, and what is urgent is brought."""
    await lives(house)
    damage_entries(house.folder / "club.db", "service.started")
    stop, told = asyncio.Event(), noticed(house, "alert_lead")
    runs = asyncio.create_task(house.service.run(stop))
    await asyncio.wait([runs, asyncio.create_task(told.wait())], return_when=asyncio.FIRST_COMPLETED)
    assert not runs.done()
    with pytest.raises(UnavailableError, match="an entry of its ledger is damaged"):
        await house.service.receive(house.event(JO.account, JUNIORS, "disclosure.abuse"))
    await house.come_to_rest()
    assert "its file is damaged" in house.server.alerts["helen", ITSELF].card.headline
    assert brought(house) == ["helen", "tom"]
    damage_entries(house.folder / "club.db", "service.started")  # somebody has put it right
    stop.set()
    await runs
    assert house.kinds() == ["service.started", "service.stopped", "log.gap", "service.started", "service.stopped"]
    assert [(gap["why"], gap["refused"], gap["alerts"]) for gap in gaps(house)] == [("damaged", 1, 3)]


async def test_a_mistake_at_the_start_ends_nothing_and_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program cannot even say which version it is, as where it was not installed whole."""

    def not_installed(name: str) -> str:
        raise PackageNotFoundError(name)

    stop, told = asyncio.Event(), noticed(house, "alert_lead")
    with monkeypatch.context() as trouble:
        trouble.setattr(lifetime, "version", not_installed)
        runs = asyncio.create_task(house.service.run(stop))
        await asyncio.wait([runs, asyncio.create_task(told.wait())], return_when=asyncio.FIRST_COMPLETED)
        assert not runs.done()
        with pytest.raises(PackageNotFoundError):
            await house.service.receive(house.event(JO.account, JUNIORS, "disclosure.abuse"))
        await house.come_to_rest()
        assert "there is a fault in the program" in house.server.alerts["helen", ITSELF].card.headline
        assert brought(house) == ["helen", "tom"]
    stop.set()
    await runs
    assert house.kinds() == ["log.gap", "service.started", "service.stopped"]
    assert [gap["why"] for gap in gaps(house)] == ["fault"]
