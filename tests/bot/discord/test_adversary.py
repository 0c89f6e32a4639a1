"""Days with an adversary on the server: what must hold, whatever they do."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from storage.ledger import verify
from storage.ledger.export import write_export
from storage.sqlite import read_ledger
from tests.bot.discord.adversary import Adversary
from tests.bot.discord.kit import ORG
from tests.bot.discord.simulated import simulation
from tests.bot.discord.truth import Truth


async def play(folder: Path, seed: int, days: float) -> None:
    random = Random(seed)
    async with simulation(folder, random) as sim:
        truth = Truth(sim)
        sim.watch = truth.look
        adversary = Adversary(sim, truth, random)
        end, done = sim.now + timedelta(days=days), []
        try:
            while sim.now < end:
                await sim.until(sim.now + adversary.pause())
                done.append(f"{sim.now:%d %H:%M:%S} {adversary.act()}")
                await sim.rest()
        except AssertionError as error:
            error.add_note("\n".join([f"seed {seed}", *done[-12:], *sorted(sim.found)]))
            raise
        waiting = await sim.server.running.look(lambda tx: tx.next_arrivals(1))
        assert not waiting, "something that arrived was not judged"
        assert truth.bad & sim.removals.keys(), "there was something to remove"
    whole(folder)


def whole(folder: Path) -> None:
    """The record, by the verifier that is handed out."""
    log = folder / "log.jsonl"
    with read_ledger(folder / ORG) as ledger, log.open("w", encoding="ascii") as file:
        write_export(ledger.entries(), file, ledger.org, ledger.origin)
    done = subprocess.run([sys.executable, "-I", verify.__file__, "--log", str(log)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.clause("5.2")
@pytest.mark.parametrize("seed", [1])
async def test_a_day_with_an_adversary(tmp_path: Path, seed: int) -> None:
    await play(tmp_path, seed, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [30])
async def test_thirty_days_with_an_adversary(tmp_path: Path, seed: int) -> None:
    await play(tmp_path, seed, 30)
