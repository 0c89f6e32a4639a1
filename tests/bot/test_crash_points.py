"""Kill the process at any point, start it again: nothing is lost, nothing is doubled, and no record claims what did not happen.

Every commit that writes and every call of the platform has a crash point on either side (see `crash_child.py`). At each of them
a process is killed in its turn; a new one then goes on in the same folder, with everything delivered again. What came of it is
compared with what comes of the same stream when nothing is killed. The quick test takes every so-many-th point, the slow ones
all of them, and pairs.
"""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

import pytest

from moderation.model import Event
from moderation.records import CONFIRMED
from storage.ledger.record import decode
from storage.sqlite import SqliteStore
from tests.bot.crash_child import CRASHED, ORG, instant, read_journal, stream
from tests.bot.service_kit import Clock
from tests.storage.store_kit import verified

ROOT: Final = Path(__file__).parents[2]
#: Two processes at once: as many as the smallest machine has cores.
TOGETHER: Final = 2
#: How many points the quick test takes at most.
QUICK: Final = 60
SIGKILLED: Final = -9


@dataclass(frozen=True)
class Player:
    """A program that plays the stream in a folder, in a fork for each time."""

    process: subprocess.Popen[str]

    def play(self, folder: Path, crash_at: int = 0, *, kill: bool = False) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        folder.mkdir(exist_ok=True)
        print(json.dumps({"folder": str(folder), "crash_at": crash_at, "kill": kill}), file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())


@contextmanager
def players() -> Iterator[SimpleQueue[Player]]:
    """Players to take and to put back."""
    command = [sys.executable, "-m", "tests.bot.crash_child"]
    free: SimpleQueue[Player] = SimpleQueue()
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(TOGETHER)
    ]
    for process in processes:
        free.put(Player(process))
    try:
        yield free
    finally:
        for process in processes:
            process.communicate()


# What came of it


@dataclass(frozen=True)
class Aftermath:
    """A folder after the stream was played to its end."""

    folder: Path

    @cached_property
    def journal(self) -> Sequence[dict[str, Any]]:
        return read_journal(self.folder / "chat.jsonl")

    @cached_property
    def did(self) -> Sequence[dict[str, Any]]:
        """What the chat server did: each thing once, or it would stand here twice."""
        return [line for line in self.journal if line.get("result") == "done"]

    @cached_property
    def records(self) -> Sequence[dict[str, Any]]:
        with self._store() as store:
            return [decode(body) for _, _, body in store.entries()]

    @property
    def points(self) -> int:
        return int(self.journal[-1]["passed"])

    def state(self) -> Counter[str]:
        """The chat server's lasting state, as everything that was done to it, without ids that depend on the hour.

        How often a card was drawn again is no part of it: it is, after a crash, for what was then done late.
        """
        told = ("kind", "target", "platform", "message", "says")
        lasting = [line for line in self.did if line["kind"] != "refresh_card"]
        return Counter(json.dumps({key: line[key] for key in told if key in line}) for line in lasting)

    def kinds(self) -> Counter[str]:
        return Counter(record["kind"] for record in self.records)

    def outcomes(self) -> Counter[str]:
        return Counter(record["data"]["effect"] for record in self.records if "effect" in record["data"])

    def check(self, whole: "Aftermath") -> None:
        """Nothing lost, nothing doubled, nothing claimed that is not so; `whole` is what comes of it without a crash."""
        self._nothing_waits_and_the_ledger_verifies()
        self._each_arrival_was_judged_once(whole)
        self._each_effect_was_settled_once()
        assert self.state() == whole.state()
        assert len({line["id"] for line in self.did}) == len(self.did), "something was done twice"
        self._what_is_claimed_is_so()
        more = self.kinds() - whole.kinds()
        # Each opening is an entry, also one whose process died before it was used; what was done late is drawn on the cards.
        assert set(more) <= {"sealed.opened", "case.redrawn", "card.refreshed"}
        assert not whole.kinds() - self.kinds()

    def _nothing_waits_and_the_ledger_verifies(self) -> None:
        with self._store() as store:
            counts = store.counts()
            assert (counts.waiting, counts.unsettled) == (0, 0)
            assert verified(store).exit_code == 0

    def _each_arrival_was_judged_once(self, whole: "Aftermath") -> None:
        with self._store() as store, store.transaction() as tx:
            for arrival in stream():
                assert tx.judged(arrival.id) is not None, arrival.id
        judged = Counter(r["data"]["event"] for r in self.records if r["kind"] == "message.judged")
        assert set(judged.values()) == {1}
        assert judged == Counter(r["data"]["event"] for r in whole.records if r["kind"] == "message.judged")
        new = Counter(line["acknowledged"] for line in self.journal if line.get("new"))
        assert max(new.values()) == 1, "an arrival was taken for new twice"

    def _each_effect_was_settled_once(self) -> None:
        planned = [effect["id"] for record in self.records for effect in record["data"].get("effects", ())]
        assert len(planned) == len(set(planned))
        assert self.outcomes() == Counter(planned)

    def _what_is_claimed_is_so(self) -> None:
        """An entry that says that something was done names what the chat server has done, and the other way round."""
        confirmed = {line["id"]: line["kind"] for line in self.did}
        claimed = {r["data"]["effect"]: r["kind"] for r in self.records if r["kind"] in CONFIRMED.values()}
        assert claimed == {effect: CONFIRMED[kind] for effect, kind in confirmed.items()}

    @contextmanager
    def _store(self) -> Iterator[SqliteStore]:
        store = SqliteStore.open(self.folder, ORG, Clock(instant(len(stream()))), retention_days=30)
        try:
            yield store
        finally:
            store.close()


# The tests


@pytest.fixture(scope="module")
def free() -> Iterator[SimpleQueue[Player]]:
    with players() as free:
        yield free


@pytest.fixture(scope="module")
def whole(free: SimpleQueue[Player], tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    """What comes of the stream when nothing is killed."""
    folder = tmp_path_factory.mktemp("whole")
    player = free.get()
    assert player.play(folder) == 0
    free.put(player)
    return Aftermath(folder)


def crash(free: SimpleQueue[Player], folder: Path, *points: int) -> tuple[bool, Aftermath]:
    """Play, killed at each of the points in turn (the second counts from the second start), and then to the end.

    Gives also whether every point was reached: what is ready at one moment is committed together, so that one run has a few
    points more than another.
    """
    player, reached = free.get(), True
    try:
        for point in points:
            kill = point % 2 == 0
            ended = player.play(folder, point, kill=kill)
            assert ended in {0, SIGKILLED if kill else CRASHED}, "it was not killed there"
            reached &= ended != 0
        assert player.play(folder) == 0, "it does not start again"
    finally:
        free.put(player)
    return reached, Aftermath(folder)


def crash_at_each(free: SimpleQueue[Player], whole: Aftermath, folder: Path, crashes: Sequence[tuple[int, ...]]) -> None:
    with ThreadPoolExecutor(TOGETHER) as pool:
        ran = pool.map(lambda points: (points, crash(free, folder / "-".join(map(str, points)), *points)), crashes)
        killed = 0
        for points, (reached, aftermath) in ran:
            killed += reached
            try:
                aftermath.check(whole)
            except AssertionError as error:
                raise AssertionError(f"after a crash at {points} of {whole.points} points") from error
    assert killed >= 0.9 * len(crashes)


def test_the_stream_is_worth_killing(whole: Aftermath) -> None:
    """Every kind of arrival and most kinds of effect are in it, and it passes many crash points."""
    whole.check(whole)
    assert whole.points > 200
    not_in_it = {
        "adult.written_to",
        "announcement.published",
        "author.nudged",
        "author.restricted",
        "contact.asked",
        "contact.made",
        "contact.opened",
        "contact.removed",
        "contact.shut",
        "contact.told",
        "human.asked",
        "lead.informed",
        "member.admitted",
        "member.put_out",
        "picture.asked",
        "picture.offered",
        "picture.published",
        "place.made",
        "place.shown",
        "purpose.shown",
    }
    assert set(CONFIRMED.values()) - {record["kind"] for record in whole.records} == not_in_it
    happened = {"post.gone", "case.claimed", "case.appealed", "case.restore_asked", "case.escalated", "case.still_exposed"}
    assert happened <= whole.kinds().keys()
    assert whole.outcomes().total() == len(whole.did)
    assert sum(isinstance(arrival, Event) for arrival in stream()) < len(stream())
    assert "07700 900" not in json.dumps(whole.records)


@pytest.mark.clause("9.2")
def test_killed_at_points_throughout_nothing_is_lost_doubled_or_claimed(
    free: SimpleQueue[Player], whole: Aftermath, tmp_path: Path
) -> None:
    """Map 9.2: killed between receiving and acknowledging, and everywhere else: none lost, none doubled."""
    step = -(-whole.points // QUICK)
    crash_at_each(free, whole, tmp_path, [(point,) for point in range(1, whole.points + 1, step)])


@pytest.mark.slow
@pytest.mark.clause("9.2")
def test_killed_at_every_point(free: SimpleQueue[Player], whole: Aftermath, tmp_path: Path) -> None:
    """Map 9.2: at every commit and every effect, before and after."""
    crash_at_each(free, whole, tmp_path, [(point,) for point in range(1, whole.points + 1)])


@pytest.mark.slow
@pytest.mark.clause("9.2")
def test_killed_again_while_it_recovers(free: SimpleQueue[Player], whole: Aftermath, tmp_path: Path) -> None:
    """Map 9.2: the second process is killed as well, before the third goes on."""
    chance = random.Random(20261121)
    pairs = {(chance.randrange(1, whole.points), chance.randrange(1, 30)) for _ in range(120)}
    crash_at_each(free, whole, tmp_path, [pair for pair in sorted(pairs) if sum(pair) < whole.points])
