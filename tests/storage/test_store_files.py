"""The embedded store and its files: who may open them, what is in them, and what happens when they cannot be written."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from moderation.model import Done
from storage.guards import guard
from storage.sqlite import SqliteStore, read_ledger
from storage.store import StoreError, TextErasedError, Transaction, UnavailableError
from storage.writer import Writer
from tests.storage.store_kit import (
    CHILD,
    COACH,
    DAY,
    LEAD,
    MINUTE,
    ORG,
    PLACE,
    ROBIN,
    SAM,
    START,
    Clock,
    Seeded,
    alert,
    concern,
    decided,
    explanation,
    kinds,
    noted,
    notice,
    pressed,
    records,
    removal,
    said,
    undone,
    verified,
)

ROOT = Path(__file__).parents[2]


def opened(folder: Path, org: str = ORG, clock: Clock | None = None, origin: str | None = None) -> SqliteStore:
    return SqliteStore.open(folder, org, clock or Clock(), retention_days=7, entropy=Seeded(), origin=origin)


@pytest.fixture
def club(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(opened(tmp_path / "club")) as store:
        yield store


# Opening


def test_two_bots_cannot_have_one_store(club: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="another Touchline is running on"):
        opened(tmp_path / "club")
    club.close()
    opened(tmp_path / "club").close()


def test_nor_can_two_processes(club: SqliteStore, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.storage.test_store_files import opened, StoreError\n"
        "try: opened(Path(sys.argv[1]))\n"
        "except StoreError as error: print(error)"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "club")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "another Touchline is running on" in other.stdout


def test_a_writer_that_waits_in_vain_says_so(club: SqliteStore, tmp_path: Path) -> None:
    club._connection.set_authorizer(None)
    club._connection.execute("PRAGMA busy_timeout=1")
    with closing(sqlite3.connect(tmp_path / "club" / "club.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program holds it"), club.transaction():
            pass


def test_a_folder_belongs_to_one_organisation(club: SqliteStore, tmp_path: Path) -> None:
    club.close()
    with pytest.raises(StoreError, match="belongs to larkmead, and not to elsewhere"):
        opened(tmp_path / "club", "elsewhere")


def test_the_name_of_a_log_cannot_change(tmp_path: Path) -> None:
    opened(tmp_path, origin="example.org/larkmead").close()
    with closing(opened(tmp_path)) as again:
        assert again.origin == "example.org/larkmead"
    with pytest.raises(StoreError, match="its name cannot change"):
        opened(tmp_path, origin="example.org/another")


def test_a_store_that_could_not_be_opened_holds_nothing(club: SqliteStore, tmp_path: Path) -> None:
    club.close()
    with pytest.raises(StoreError):
        opened(tmp_path / "club", "elsewhere")
    opened(tmp_path / "club").close()


def test_what_a_newer_program_wrote_is_left_alone(club: SqliteStore, tmp_path: Path) -> None:
    club.close()
    with closing(sqlite3.connect(tmp_path / "club" / "club.db")) as newer, newer:
        newer.execute("INSERT INTO migration (name, at) VALUES ('0099_later', '')")
    with pytest.raises(StoreError, match=r"written by a newer Touchline \(it has 0099_later\)"):
        opened(tmp_path / "club")


def test_a_record_without_its_keys_is_not_opened(club: SqliteStore, tmp_path: Path) -> None:
    club.close()
    (tmp_path / "club" / "keys.db").unlink()
    with pytest.raises(StoreError, match="the keys of larkmead are missing"):
        opened(tmp_path / "club")


@pytest.mark.parametrize("name", ["club.db", "keys.db"])
def test_a_damaged_file_is_named(club: SqliteStore, tmp_path: Path, name: str) -> None:
    club.close()
    (tmp_path / "club" / name).write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match=rf"{name}: it is damaged"):
        opened(tmp_path / "club")


def test_an_emptied_record_is_not_begun_anew_beside_the_keys_of_the_old_one(club: SqliteStore, tmp_path: Path) -> None:
    with club.transaction() as tx:
        tx.receive(said("hello"))
    club.close()
    folder = tmp_path / "club"
    path = folder / "club.db"
    for emptied in (lambda: path.write_bytes(b""), path.unlink):
        emptied()
        for _ in range(2):
            with pytest.raises(UnavailableError, match="it is damaged: keep a copy of it, and restore the newest backup"):
                opened(folder)
            with pytest.raises(UnavailableError, match="it is damaged"), read_ledger(folder):
                pass


def test_only_their_owner_can_read_the_files(club: SqliteStore, tmp_path: Path) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "club").iterdir()}
    assert set(modes) >= {"club.db", "club.db-wal", "keys.db"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "club").stat().st_mode) == 0o700


def test_keys_that_nothing_refers_to_are_swept_at_the_start(club: SqliteStore, tmp_path: Path) -> None:
    event = said("call 07700 900123")
    with undone(club.transaction) as tx:
        tx.receive(event)
        tx.commit_decision(decided(event.id, entry=noted(), case=concern(event)), event)
    with club.transaction() as tx:
        tx.register(ROBIN, [CHILD], "p_lead")
        tx.change_setting("lead", "p_lead", "p_lead")
    assert club._vault.folders() == {"day/2026-11-21", "c_case", "p_robin", "settings"}
    club.close()
    with closing(opened(tmp_path / "club")) as again:
        assert again._vault.folders() == {"p_robin", "settings"}


# Reading beside a running bot


def test_the_ledger_is_read_beside_a_running_bot_and_without_keys(club: SqliteStore, tmp_path: Path) -> None:
    with club.transaction() as tx:
        tx.append(noted("message.judged"), START)
        with read_ledger(tmp_path / "club") as ledger:
            assert [seq for seq, _, _ in ledger.entries()] == [1]
    with read_ledger(tmp_path / "club") as ledger:
        assert (ledger.org, ledger.origin) == (ORG, f"touchline/{ORG}")
        assert list(ledger.entries()) == list(club.entries())


def test_a_damaged_first_entry_is_still_read_out(club: SqliteStore, tmp_path: Path) -> None:
    club.close()
    with closing(sqlite3.connect(tmp_path / "club" / "club.db")) as outside, outside:
        outside.execute("DROP TRIGGER entry_no_update")
        outside.execute("UPDATE entry SET body = x'ff' WHERE seq = 1")
    with read_ledger(tmp_path / "club") as ledger:
        assert ledger.origin == ""
        assert [body for _, _, body in ledger.entries()] == [b"\xff"]


def test_where_there_is_no_ledger_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no ledger in"), read_ledger(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


# What is in the files


def test_nothing_that_somebody_wrote_is_in_any_file(tmp_path: Path) -> None:
    """Neither words nor names nor a platform's ids of people, not even in the log beside the database."""
    clock = Clock()
    event = said("Zanzibar, my number is 07700 900123", conversation="direct:900000000000000001")
    with closing(opened(tmp_path, clock=clock)) as store:
        with store.transaction() as tx:
            tx.register(ROBIN, [CHILD], "p_lead")
            tx.register(SAM, [COACH], "p_lead")
            tx.change_setting("lead", LEAD.name, "p_lead")
            tx.receive(event)
            tx.receive(said("Zanzibar, nobody has judged this", 2))
            tx.receive(pressed(reason="Zanzibar, she asked"))
        with store.transaction() as tx:
            effects = (removal(), explanation("x_remove"), alert("x_remove"), notice("x_notice", CHILD.id))
            tx.commit_decision(decided(event.id, entry=noted(), case=concern(event), effects=effects), event)
            (attempt, *_) = tx.claim_effects(START, 8, MINUTE)
            tx.settle_effect(attempt, Done("Zanzibar"), START, noted("post.removed"))
            tx.sealed_text("c_case", event.id, "p_lead", "Zanzibar, to see")
        assert_hidden(tmp_path)
    assert_hidden(tmp_path)


def assert_hidden(folder: Path) -> None:
    words = (
        "Zanzibar",
        "07700",
        "900123",
        "Robin",
        "Sam Fold",
        "Asha",
        "Pell",
        "numbers private",
        CHILD.id,
        COACH.id,
        PLACE.name,
    )
    held = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "club.db" in held
    for name, content in held.items():
        for word in words:
            for encoding in ("utf-8", "utf-16-le"):
                assert word.encode(encoding) not in content, f"{word} is in {name}"


def test_of_a_forgotten_day_neither_key_nor_ciphertext_is_left(tmp_path: Path) -> None:
    clock = Clock()
    with closing(opened(tmp_path, clock=clock)) as store:
        with store.transaction() as tx:
            tx.receive(said("hello"))
            tx.commit_decision(decided(said("hello").id), said("hello"))
        ((ciphertext,),) = store._connection.execute("SELECT payload FROM inbox").fetchall()
        ((key,),) = store._vault._connection.execute("SELECT key FROM folder_key").fetchall()
        present = {path.name for path in tmp_path.iterdir() if ciphertext in path.read_bytes() or key in path.read_bytes()}
        assert present >= {"club.db-wal", "keys.db"}
        clock.move(9 * DAY)
        assert store.forget_expired(clock.now) == 1
        for path in tmp_path.iterdir():
            content = path.read_bytes()
            assert ciphertext not in content, path.name
            assert key not in content, path.name


# When nothing can be written


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anywhere, so these tests look for somebody who may not."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def unwritable() -> Iterator[Path]:
    """A folder that can be read and not written, with a store in it; outside pytest's own, which nobody else can enter."""
    with tempfile.TemporaryDirectory(prefix="touchline-test-") as place:
        folder = Path(place)
        opened(folder / "club").close()
        for path in (folder, folder / "club"):
            path.chmod(0o555)
        for path in (folder / "club").iterdir():
            path.chmod(0o444)
        yield folder
        for path in (folder, folder / "club"):
            path.chmod(0o700)


def test_a_folder_that_may_not_be_written_is_named(unwritable: Path) -> None:
    with as_nobody(), pytest.raises(StoreError, match=r"cannot be made \(Permission denied\): check who owns"):
        opened(unwritable / "new")


def test_a_store_that_may_not_be_written_is_named(unwritable: Path) -> None:
    with as_nobody(), pytest.raises(StoreError, match="check"):
        opened(unwritable / "club")


def append(tx: Transaction) -> int:
    return tx.append(noted(filler="x" * 500), START)


def until_it_fails(writer: Writer) -> tuple[list[int], str]:
    """Append one by one; give what was acknowledged, and why it ended."""
    acknowledged = []
    try:
        while True:
            acknowledged.append(writer.submit(append).result())
    except StoreError as error:
        return acknowledged, str(error)


def test_a_full_disk_is_said_and_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    store = opened(tmp_path)
    limit(store, 8)
    with Writer(store) as writer:
        acknowledged, why = until_it_fails(writer)
    assert "the disk is full: make room" in why
    assert len(acknowledged) > 3
    root = store.root()
    assert [record["seq"] for record in records(store)][1:] == acknowledged
    limit(store, 1 << 20)
    with Writer(store) as writer:
        assert writer.submit(append).result() == acknowledged[-1] + 1
    store.close()
    with closing(opened(tmp_path)) as again:
        assert verified(again, [root, again.root()]).exit_code == 0


def test_a_full_disk_under_many_pieces_acknowledges_only_what_is_there(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as store:
        limit(store, 8)
        with Writer(store) as writer:
            answers = [writer.submit(append) for _ in range(400)]
        failed = [answer.exception() for answer in answers if answer.exception()]
        assert failed
        assert all(isinstance(error, StoreError) for error in failed)
        acknowledged = [answer.result() for answer in answers if not answer.exception()]
        assert [record["seq"] for record in records(store)][1:] == acknowledged
        assert verified(store, [store.root()]).exit_code == 0


def limit(store: SqliteStore, more_pages: int) -> None:
    """Let the database grow by this many pages: to SQLite that is a full disk."""
    connection = store._connection
    connection.set_authorizer(None)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages + more_pages}")
    guard(connection)


UNTIL_THE_LIMIT = """
import resource, sys
from pathlib import Path
from storage.writer import Writer
from tests.storage.test_store_files import opened, until_it_fails
store = opened(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
acknowledged, why = until_it_fails(Writer(store))
print(*acknowledged)
print(why, file=sys.stderr)
"""


def test_a_file_that_may_not_grow_is_said_and_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    other = subprocess.run(
        [sys.executable, "-c", UNTIL_THE_LIMIT, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "club.db: " in other.stderr
    assert "disk" in other.stderr
    acknowledged = [int(line) for line in other.stdout.split()]
    assert len(acknowledged) > 3
    with closing(opened(tmp_path)) as store:
        assert [record["seq"] for record in records(store)][1 : len(acknowledged) + 1] == acknowledged
        assert kinds(store)[0] == "log.opened"
        assert verified(store, [store.root()]).exit_code == 0


def test_what_was_erased_is_no_longer_there_and_stops_nothing(club: SqliteStore) -> None:
    event = said("call 07700 900123")
    with club.transaction() as tx:
        tx.register(ROBIN, [CHILD], "p_lead")
        tx.register(SAM, [COACH], "p_lead")
        tx.receive(event)
        effects = (removal(), explanation("x_remove"), alert("x_remove"))
        tx.commit_decision(decided(event.id, entry=noted(), case=concern(event), effects=effects), event)
        tx.commit_decision(decided("t_1", "d_2", entry=noted(), effects=(notice("x_notice"),)), None)
    club._vault.destroy(["c_case", "p_robin"])
    with club.transaction() as tx:
        assert tx.case("c_case") is None
        assert tx.cases() == []
        assert tx.person_of(CHILD) is None
        assert tx.people() == [SAM]
        with pytest.raises(TextErasedError, match="c_case has been erased"):
            tx.sealed_text("c_case", event.id, "p_lead", "an appeal")
        assert [attempt.planned.id for attempt in tx.claim_effects(START, 8, MINUTE)] == ["x_notice"]
        assert tx.claim_effects(START, 8, MINUTE) == []
    dropped = [
        (record["data"]["effect"], record["data"]["why"]) for record in records(club) if record["kind"] == "effect.dropped"
    ]
    assert dropped == [("x_remove", "erased"), ("x_explain", "dropped"), ("x_alert", "erased")]
    assert verified(club, [club.root()]).exit_code == 0
