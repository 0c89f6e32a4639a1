"""A club's year, and a few weeks of one: what must hold, whatever happens."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

import pytest

from storage.ledger import verify
from storage.ledger.export import write_export
from storage.sqlite import read_ledger
from tests.bot.year.days import DAY, HOUR, MINUTE
from tests.bot.year.drifts import DRIFTS
from tests.bot.year.events import Events
from tests.bot.year.truth import Truth
from tests.bot.year.world import world


async def play(folder: Path, seed: int, days: int, lived: int, every: timedelta) -> Truth:
    """Plan so many days, and live through the first of them."""
    random = Random(seed)
    async with world(folder, random, every) as made:
        truth = Truth(made)
        made.watch = truth.look
        people = Events(made, truth, random, days)
        people.plan()
        try:
            await made.until(made.now + lived * DAY)
        except AssertionError as error:
            error.add_note("\n".join([f"seed {seed}, {made.now:%d %b %Y %H:%M:%S}", *people.done[-12:]]))
            raise
    whole(folder / made.running.config.id, folder / "log.jsonl")
    return truth


def whole(store: Path, log: Path) -> None:
    """The record, by the verifier that is handed out."""
    with read_ledger(store) as ledger:
        volumes = ledger.volumes()
    for volume in volumes:
        with read_ledger(store, volume) as ledger, log.open("w", encoding="ascii") as file:
            write_export(ledger.entries(), file, ledger.org, ledger.origin)
        done = subprocess.run([sys.executable, "-I", verify.__file__, "--log", str(log)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


#: What there must have been of each, or the time has not tried what it is for.
TRIED: Final = (
    "case.escalated", "case.reminded", "case.overdue", "on_duty", "outside", "week", "let in", "contact", "announced",
    "refused", "pattern", "alert_lead", "tell_responsible_adult", "explain_to_author", "support_author", "nudge_author",
    "tell_lead", "ask_human", "post_notice",
)  # fmt: skip


@pytest.mark.clause("8.9")
@pytest.mark.parametrize("seed", [1])
async def test_weeks_of_a_club(tmp_path: Path, seed: int) -> None:
    """A server that changes is looked at when it does; between, each hour."""
    truth = await play(tmp_path, seed, 21, 14, HOUR)
    assert truth.seen["drift"] > len(DRIFTS) / 2


@pytest.mark.slow
@pytest.mark.clause("8.9", "10.4")
@pytest.mark.parametrize("seed", [7])
async def test_a_year_of_a_club(tmp_path: Path, seed: int) -> None:
    """A server is looked at within five minutes of whatever happens; between, each quarter of an hour."""
    truth = await play(tmp_path, seed, 365, 365, 15 * MINUTE)
    assert not [each for each in TRIED if not truth.seen[each]], truth.seen
    assert truth.seen["drift"] > len(DRIFTS)
    assert (truth.seen["month.reported"], truth.seen["year.reported"]) == (12, 1)
