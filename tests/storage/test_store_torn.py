"""A torn log beside the database, a damaged file, a copy without its log: what was written is there, or its loss is found.

SQLite promises that a commit which it has acknowledged was handed to the disk and confirmed (`synchronous=FULL`). A loss of
power tears what came after that. Here the log is torn everywhere, also where a disk that keeps its word never tears it: then
the store opens with the commits before the tear, in order and whole, and whoever holds a newer checkpoint finds out.
"""

import shutil
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from moderation.model import Entry
from storage.ledger.export import write_export
from storage.ledger.verify import Answer, verify
from storage.sqlite import SqliteStore, read_ledger
from storage.store import StoreError
from tests.storage.store_kit import ORG, START, Clock, Seeded, concern, decided, noted, said, verified

COMMITS = 24
#: Of SQLite's write-ahead log: its own header, and that of each frame, which is a page.
LOG_HEADER, FRAME = 32, 24 + 4096


@dataclass(frozen=True)
class Taken:
    """A folder as it lay on the disk while the store was open, with the length of the log and the root after each commit."""

    folder: Path
    lengths: Sequence[int]
    roots: Sequence[tuple[int, bytes]]
    bodies: Sequence[bytes]

    def copy(self, to: Path) -> Path:
        shutil.rmtree(to, ignore_errors=True)
        return shutil.copytree(self.folder, to)

    def before(self, length: int) -> int:
        """How many entries there were in the last commit that had ended when the log was so long."""
        return max((root[0] for end, root in zip(self.lengths, self.roots, strict=True) if end <= length), default=0)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """As a loss of power leaves it: nothing was closed in order."""
    living, lying = tmp_path_factory.mktemp("living"), tmp_path_factory.mktemp("lying") / "club"
    SqliteStore.open(living, ORG, Clock(), retention_days=7, entropy=Seeded()).close()  # its tables are no longer in the log
    with closing(SqliteStore.open(living, ORG, Clock(), retention_days=7, entropy=Seeded("again"))) as store:
        log = living / "club.db-wal"
        lengths, roots = [0], [store.root()]
        for number in range(COMMITS):
            event = said("call 07700 900123", number)
            with store.transaction() as tx:
                tx.receive(event)
                case = concern(event, f"c_{number}")
                tx.commit_decision(decided(event.id, f"d_{number}", entry=noted(filler="x" * 90 * number), case=case), event)
            lengths.append(log.stat().st_size)
            roots.append(store.root())
        assert lengths == sorted(set(lengths)), "each commit made the log longer"
        shutil.copytree(living, lying, ignore=shutil.ignore_patterns("*-shm"))
        return Taken(lying, lengths, roots, [body for _, _, body in store.entries()])


def answer(folder: Path, held: tuple[int, bytes]) -> Answer:
    """What whoever holds one checkpoint is told about the ledger in a folder."""
    out = StringIO()
    with read_ledger(folder) as ledger:
        write_export(ledger.entries(), out, ledger.org, ledger.origin)
    return verify(BytesIO(out.getvalue().encode("ascii")), [held])


def holds_a_prefix(taken: Taken, folder: Path, entries: int) -> None:
    """The store opens with exactly so many entries, each concern with its text, and goes on from there."""
    with closing(SqliteStore.open(folder, ORG, Clock(), retention_days=7)) as store:
        assert [body for _, _, body in store.entries()] == list(taken.bodies[:entries])
        for held in taken.roots:
            assert answer(folder, held).headline.startswith("YES" if held[0] <= entries else "NO"), held
        assert store.counts().open_cases == entries - 1
        with store.transaction() as tx:
            for case in tx.cases():
                event = said("", int(case.id.removeprefix("c_"))).id
                assert tx.sealed_text(case.id, event, "p_lead", "to look").parts[0].text == "call 07700 900123"
            tx.append(Entry("log.gap", "p_bot", {}), START)
        assert verified(store, [taken.roots[[size for size, _ in taken.roots].index(entries)]]).exit_code == 0


@settings(max_examples=25)
@given(cut=st.floats(0, 1), junk=st.binary(max_size=100))
@example(cut=0.0, junk=b"")
@example(cut=1.0, junk=b"")
@example(cut=1.0, junk=b"torn" * 20)
def test_a_log_that_was_torn_at_any_byte_holds_every_commit_before_it(
    taken: Taken, tmp_path_factory: pytest.TempPathFactory, cut: float, junk: bytes
) -> None:
    folder = taken.copy(tmp_path_factory.getbasetemp() / "torn")
    log = folder / "club.db-wal"
    length = int(cut * taken.lengths[-1])
    log.write_bytes(log.read_bytes()[:length] + junk)
    holds_a_prefix(taken, folder, taken.before(length))


def test_a_log_torn_at_the_very_end_of_each_commit_and_a_byte_before_it(taken: Taken, tmp_path: Path) -> None:
    for length in taken.lengths[1::5]:
        for less in (0, 1):
            folder = taken.copy(tmp_path / "torn")
            (folder / "club.db-wal").write_bytes((taken.folder / "club.db-wal").read_bytes()[: length - less])
            holds_a_prefix(taken, folder, taken.before(length - less))


@settings(max_examples=25)
@given(where=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
@example(where=0.0, flip=1)
def test_a_flipped_byte_in_the_log_ends_it_there_and_is_not_hidden(
    taken: Taken, tmp_path_factory: pytest.TempPathFactory, where: float, flip: int
) -> None:
    folder = taken.copy(tmp_path_factory.getbasetemp() / "flipped")
    log = folder / "club.db-wal"
    content = bytearray(log.read_bytes()[: taken.lengths[-1]])
    at = int(where * len(content))
    content[at] ^= flip
    log.write_bytes(content)
    whole = 0 if at < LOG_HEADER else LOG_HEADER + (at - LOG_HEADER) // FRAME * FRAME
    holds_a_prefix(taken, folder, taken.before(whole))


def test_a_copy_of_the_database_without_its_log_lacks_commits_and_a_held_checkpoint_finds_it(
    taken: Taken, tmp_path: Path
) -> None:
    """Which is why a backup is made by `touchline backup`, and not by cp."""
    folder = taken.copy(tmp_path / "copied")
    (folder / "club.db-wal").unlink()
    holds_a_prefix(taken, folder, 1)


@pytest.mark.parametrize("flips", [60, pytest.param(1500, marks=pytest.mark.slow)])
def test_damage_in_the_database_itself_is_refused_or_found_and_never_hidden(taken: Taken, tmp_path: Path, flips: int) -> None:
    """A flipped byte anywhere: where the ledger can still be read, a held checkpoint says YES only to what was written."""
    folder = taken.copy(tmp_path / "damaged")
    SqliteStore.open(folder, ORG, Clock(), retention_days=7).close()
    assert not (folder / "club.db-wal").exists()
    with read_ledger(folder) as ledger:
        whole_entries = list(ledger.entries())
    whole = (folder / "club.db").read_bytes()
    chance, found, held = Random(20261121), 0, taken.roots[-1]
    for _ in range(flips):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        (folder / "club.db").write_bytes(content)
        try:
            said_of_it = answer(folder, held)
            with read_ledger(folder) as ledger:
                entries = list(ledger.entries())
        except StoreError:
            found += 1
            continue
        assert (entries == whole_entries) == said_of_it.headline.startswith("YES")
        found += said_of_it.exit_code != 0
    assert found


@pytest.mark.parametrize("flips", [10, pytest.param(300, marks=pytest.mark.slow)])
def test_a_damaged_database_is_opened_or_refused_in_a_sentence(taken: Taken, tmp_path: Path, flips: int) -> None:
    chance = Random(20261122)
    for _ in range(flips):
        folder = taken.copy(tmp_path / "damaged")
        content = bytearray((folder / "club.db").read_bytes())
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        (folder / "club.db").write_bytes(content)
        with suppress(StoreError), closing(SqliteStore.open(folder, ORG, Clock(), retention_days=7)) as store:  # noqa: SIM117
            with store.transaction() as tx:
                tx.append(noted(), START)
