"""Killed without warning, again and again: what was acknowledged is there, whole, and the record goes on from it."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from storage.sqlite import SqliteStore
from tests.storage.store_kit import ORG, Clock, records, said, verified

ROOT = Path(__file__).parents[2]


def run_until_killed(folder: Path, first: int, lines: int) -> list[str]:
    """Start the appender, kill it once it has acknowledged so many, and give all that it had said by then."""
    command = [sys.executable, "-m", "tests.storage.appender", str(folder), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            said_by_then = [process.stdout.readline() for _ in range(lines)]
        finally:
            process.kill()
        said_by_then += process.stdout.readlines()
    return [line.strip() for line in said_by_then if line.endswith("\n")]


@pytest.mark.parametrize("rounds", [4, pytest.param(60, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, rounds: int) -> None:
    chance = Random(20261121)
    acknowledged: list[str] = []
    held: list[tuple[int, bytes]] = []
    for number in range(rounds):
        acknowledged += run_until_killed(tmp_path, 1 + 100_000 * number, chance.randrange(1, 200))
        with closing(SqliteStore.open(tmp_path, ORG, Clock(), retention_days=7)) as store:
            held.append(store.root())
            assert verified(store, held).exit_code == 0
            written = [record["data"]["message"] for record in records(store) if record["kind"] == "message.judged"]
            assert set(acknowledged) <= set(written)
            assert len(written) == len(set(written)) == len(store_cases(store))
    assert len(acknowledged) > rounds


def store_cases(store: SqliteStore) -> list[str]:
    """The concerns, each of which must have its entry and the text that the entry commits to."""
    with store.transaction() as tx:
        cases = [case.id for case in tx.cases()]
        for case in cases[-3:]:
            number = int(case.removeprefix("c_m_"))
            assert tx.sealed_text(case, said("", number).id, "p_lead", "to look") == said("call 07700 900123", number)
    return cases
