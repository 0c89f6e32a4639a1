"""Of two workers on a host one is killed, again and again, at whatever it is doing: nothing is unjudged and nothing doubled."""

import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.homes import Homes
from bot.terminal.club import MEMBERS
from moderation.model import BOT
from tests.bot.host_child import ORG, now
from tests.bot.running_kit import PATIENCE, records_of
from tests.postgres import Cluster

MESSAGES, KILLS = 40, 4


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    with cluster.prepared() as conninfo:
        yield conninfo


class Child:
    """One worker."""

    def __init__(self, database: str, folder: Path, journal: Path) -> None:
        command = [sys.executable, "-m", "tests.bot.host_child", database, str(folder), str(journal)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1
        )

    def take(self, number: int) -> bool:
        """Hand a message over. Whether it was acknowledged."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(f"{number}\n")
            return self.process.stdout.readline().strip() == str(number)
        except BrokenPipeError:
            return False

    def kill(self) -> int:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        return self.process.pid

    def end(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(PATIENCE)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_whoever_is_killed_is_followed_and_nothing_is_lost_or_doubled(database: str, tmp_path: Path, seed: int) -> None:
    chance, journal, folder = random.Random(seed), tmp_path / "journal", tmp_path / "data"
    with closing(Homes(database)) as homes:
        home = homes.of(folder / ORG, ORG)
        with closing(home.open(ORG, now, retention_days=30)) as store, store.transaction() as tx:
            for member in MEMBERS:
                tx.register(member.person, [member.account], BOT)
        workers, killed = [Child(database, folder, journal) for _ in range(2)], set()
        at = set(chance.sample(range(5, MESSAGES), KILLS))
        for number in range(MESSAGES):
            if number in at:
                which = chance.randrange(2)
                # So that it is killed anywhere in its work, and not always where it has just answered.
                time.sleep(chance.random() * 0.3)
                killed.add(workers[which].kill())
                workers[which] = Child(database, folder, journal)
            acknowledged = chance.choice(workers).take(number)
            while not acknowledged:  # as a platform does, which sends again what nobody acknowledged
                acknowledged = chance.choice(workers).take(number)
        until = time.monotonic() + 2 * PATIENCE
        while True:
            with home.read() as ledger:
                counts = ledger.counts()
            if counts.waiting == counts.unsettled == 0:
                break
            assert time.monotonic() < until, counts
            time.sleep(0.1)
        assert [worker.end() for worker in workers] == [0, 0]
        entries = records_of(home)
        assert home.audit().entries == len(entries)
        assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
        with closing(home.open(ORG, now, retention_days=30)) as store, store.reading() as tx:
            judged = [tx.judged(f"terminal:juniors-chat:m{number}") for number in range(MESSAGES)]
            assert all(judged), "nothing is unjudged"
    removed = [entry["data"]["effect"] for entry in entries if entry["kind"] == "post.removed"]
    assert len(removed) == len(set(removed)) == MESSAGES // 2
    tries = defaultdict(list)
    for line in journal.read_text("ascii").splitlines():
        effect, process = line.split()
        tries[effect].append(int(process))
    again = {effect: by for effect, by in tries.items() if not killed.issuperset(by[:-1])}
    assert not again, "what is done is done again only where whoever did it was killed before it could say so"
