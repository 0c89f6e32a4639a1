"""Byte for byte: of what was erased or has expired, no file holds key, ciphertext or words. And killed at any step."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from moderation.model import Event, EventKind, Place
from storage import database
from storage.erasure import Erasure, erased_folders
from storage.sqlite import SqliteStore, read_ledger
from storage.sqlite.erasure import cut_log, scrub, take_out
from storage.vault import Vault
from tests.storage import erasure_child
from tests.storage.erasure_kit import (
    COOLED,
    LEAD,
    OFFICERS,
    WHY,
    WORDS,
    a_concern,
    approve,
    request,
    set_retention,
    somebody,
    still_there,
    traces,
)
from tests.storage.store_kit import DAY, MINUTE, ORG, PLACE, START, Clock, Seeded, decided, kinds, records, said, verified

#: A message so long that it takes many overflow pages.
LONG = WORDS + " and so on" * 2_000
CONCERNS = 60


def opened(folder: Path, clock: Clock) -> SqliteStore:
    return SqliteStore.open(
        folder, ORG, clock, retention_days=7, entropy=Seeded(str(folder.stat().st_ino if folder.exists() else 0))
    )


def fill(store: SqliteStore, concerns: int) -> None:
    """Concerns of all sizes, read often, so that many small boxes share a page and have moved from page to page."""
    chance = Random(20261121)
    with store.transaction() as tx:
        set_retention(tx)
        for number in range(10):
            somebody(tx, f"p_{number}", f"Zanzibar number {number}")
            somebody(tx, f"p_{number}", f"Zanzibar number {number} of Example Lane")
    events = {"c_case": a_concern(store, "c_case", 1, LONG)}
    for number in range(2, concerns):
        words = WORDS + "x" * chance.choice((0, 0, 100, 700, 9_000))
        events[f"c_{number}"] = a_concern(store, f"c_{number}", number, words)
    with store.transaction() as tx:
        for _ in range(20 * concerns):
            name = chance.choice(sorted(events))
            tx.sealed_text(name, events[name].id, LEAD, "Zanzibar, to look" + "!" * chance.randrange(100))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SqliteStore]:
    with closing(opened(tmp_path, clock)) as store:
        fill(store, CONCERNS)
        yield store


def erase(store: SqliteStore, clock: Clock, *folders: str) -> None:
    for folder in folders:
        assert isinstance(request(store, folder), Erasure)
    clock.move(COOLED)
    for folder in folders:
        assert isinstance(approve(store, folder), Erasure)
    assert store.finish_erasures() == 0


@pytest.mark.clause("7.3")
def test_of_an_erased_concern_no_file_holds_key_ciphertext_or_words(store: SqliteStore, clock: Clock, tmp_path: Path) -> None:
    folders = [f"c_{number}" for number in range(2, CONCERNS, 3)] + ["c_case", "p_3", "p_4"]
    sought = {f"{folder} {what}": gone for folder in folders for what, gone in traces(tmp_path, folder, "Zanzibar").items()}
    assert len(sought) > 100
    assert {line.split(" in ")[1] for line in still_there(tmp_path, sought)} >= {"club.db-wal", "keys.db"}
    erase(store, clock, *folders)
    assert still_there(tmp_path, sought) == []
    assert verified(store, [store.root()]).exit_code == 0
    store.close()
    assert still_there(tmp_path, sought) == []
    with closing(opened(tmp_path, clock)) as again:
        assert still_there(tmp_path, sought) == []
        assert len([kind for kind in kinds(again) if kind == "erasure.done"]) == len(folders)


def test_deleting_boxes_leaves_copies_behind_and_scrubbing_none(tmp_path: Path, clock: Clock) -> None:
    """Why there is a VACUUM: rows that moved from page to page have left copies, which deleting does not overwrite."""
    chance = Random(2)
    boxes = {f"c_{number}": chance.randbytes(chance.randint(300, 900)) for number in range(2500)}
    with closing(opened(tmp_path, clock)):
        with closing(sqlite3.connect(tmp_path / "club.db")) as connection, connection:
            rows = [(ORG, sha256(box).hexdigest(), folder, chance.randbytes(32), box) for folder, box in boxes.items()]
            connection.executemany("INSERT INTO sealed (org, box, folder, name, ciphertext) VALUES (?, ?, ?, ?, ?)", rows)
        gone = {folder: boxes[folder] for folder in chance.sample(sorted(boxes), 400)}
        for folder in gone:
            take_out(tmp_path / "club.db", ORG, folder)
        assert cut_log(tmp_path / "club.db")
        left = still_there(tmp_path, gone)
        assert scrub(tmp_path / "club.db")
        assert still_there(tmp_path, gone) == []
        if not left:
            pytest.skip("this SQLite had left nothing behind, so this showed nothing")


def test_deleting_keys_leaves_copies_behind_and_destroying_none(tmp_path: Path) -> None:
    chance, drawn = Random(0), Seeded()
    gone: dict[str, bytes] = {}
    kept: list[tuple[str, bytes]] = []
    with closing(Vault.open(tmp_path / "keys.db", ORG, drawn, START, new=True)) as vault:
        for _ in range(40):
            with vault._connection as connection:
                connection.execute("BEGIN")
                for _ in range(100):
                    kept.append((f"c_{drawn(10).hex()}", drawn(32)))
                    connection.execute("INSERT INTO folder_key (org, folder, key) VALUES (?, ?, ?)", (ORG, *kept[-1]))
                    if chance.random() < 0.5:
                        folder, key = kept.pop(chance.randrange(len(kept)))
                        gone[folder] = key
                        connection.execute("DELETE FROM folder_key WHERE org = ? AND folder = ?", (ORG, folder))
        content = (tmp_path / "keys.db").read_bytes()
        left = [folder for folder, key in gone.items() if key in content]
        folder, _ = kept.pop()
        vault.destroy([folder])
        content = (tmp_path / "keys.db").read_bytes()
        assert [folder for folder, key in gone.items() if key in content] == []
        assert all(key in content for _, key in kept)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["keys.db"]
        if not left:
            pytest.skip("this SQLite had left nothing behind, so this showed nothing")


def test_of_a_day_that_has_expired_no_file_holds_key_ciphertext_or_words(tmp_path: Path, clock: Clock) -> None:
    with closing(opened(tmp_path, clock)) as store:
        for number in range(1, 40):
            event = said(WORDS + "y" * (number * 97 % 5000), number)
            with store.transaction() as tx:
                tx.receive(event)
                tx.commit_decision(decided(event.id, f"d_{number}"), event)
        day = "day/2026-11-21"
        sought = traces(tmp_path, day, "Zanzibar")
        assert len(sought) == 41
        clock.move(9 * DAY)
        assert store.forget_expired(clock.now) == 1
        assert still_there(tmp_path, sought) == []


def test_while_somebody_reads_it_is_not_called_done(
    store: SqliteStore, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader may need the log that holds the bytes; the erasure is done when the reader has finished."""
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.0)
    sought = traces(tmp_path, "c_case", LONG)
    request(store)
    clock.move(COOLED)
    approve(store)
    with read_ledger(tmp_path) as ledger:
        next(ledger.entries())
        assert store.finish_erasures() == 1
        assert "erasure.done" not in kinds(store)
        assert not [line for line in still_there(tmp_path, sought) if line.startswith("key")]
        with store.transaction() as tx:
            assert tx.case("c_case") is None
    assert store.finish_erasures() == 0
    assert kinds(store)[-1] == "erasure.done"
    assert still_there(tmp_path, sought) == []


def test_somebody_who_came_back_meanwhile_stays(
    store: SqliteStore, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their new entry has the old name and a new key, and what was approved was the old one."""
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.0)
    request(store, "p_3")
    clock.move(COOLED)
    approve(store, "p_3")
    with read_ledger(tmp_path) as ledger:
        next(ledger.entries())
        assert store.finish_erasures() == 1
    with store.transaction() as tx:
        again = somebody(tx, "p_3", "Zanzibar Returned")
    assert store.finish_erasures() == 0
    with store.transaction() as tx:
        assert tx.person("p_3") == again


def test_a_crash_between_deleting_a_key_and_writing_its_file_anew_is_made_up_for(tmp_path: Path, clock: Clock) -> None:
    opened(tmp_path, clock).close()
    with closing(sqlite3.connect(tmp_path / "keys.db")) as keys, keys:
        keys.executemany("INSERT INTO folder_key VALUES (?, ?, ?)", [(ORG, f"c_{n}", n.to_bytes(32)) for n in range(999)])
        keys.execute("DELETE FROM folder_key")
    written = (tmp_path / "keys.db").stat().st_size
    opened(tmp_path, clock).close()
    assert (tmp_path / "keys.db").stat().st_size < written


def test_other_wordings_of_an_erased_message_lose_their_words_and_nothing_else_does(tmp_path: Path, clock: Clock) -> None:
    """A first wording that was harmless, an edit after the concern; not one that nobody has judged, nor another's."""
    with closing(opened(tmp_path, clock)) as store:
        with store.transaction() as tx:
            set_retention(tx)
        wordings = [
            edited("Zanzibar, at first", 500, "m_1"),
            edited("Zanzibar, corrected", 501, "m_1"),
            edited("elsewhere", 502, "m_1", Place("discord", "c_2", "under-15s")),
            edited("another's", 503, "m_2"),
            edited("not judged", 504, "m_1"),
        ]
        a_concern(store)
        with store.transaction() as tx:
            for event in wordings:
                tx.receive(event)
            for number, event in enumerate(wordings[:4]):
                tx.commit_decision(decided(event.id, f"d_edit_{number}"), event)
        with closing(sqlite3.connect(tmp_path / "club.db")) as rows:
            found = rows.execute("SELECT payload FROM inbox ORDER BY position").fetchall()
        sought = {f"wording {number}": found[number][0] for number in (0, 1, 2)}
        erase(store, clock, "c_case")
        assert still_there(tmp_path, sought) == []
        with store.reading() as tx:
            left = [part.text for event in tx.window("c_1", START + DAY, 99) for part in event.parts]
            assert left == ["elsewhere", "another's"]
            (waits,) = tx.next_arrivals(9)
            assert waits == wordings[4]


def edited(text: str, number: int, message: str, place: Place = PLACE) -> Event:
    return replace(said(text, number, kind=EventKind.EDITED), message=message, place=place)


# A restore


def test_a_restore_erases_again_what_its_backup_brought_back(store: SqliteStore, clock: Clock, tmp_path: Path) -> None:
    sought = traces(tmp_path, "c_case", LONG) | traces(tmp_path, "p_3")
    store.close()
    backup = copytree(tmp_path, tmp_path.with_name("restored"))
    with closing(opened(tmp_path, clock)) as again:
        erase(again, clock, "c_case", "p_3")
        erased = erased_folders(again.entries())
    assert len(erased) == 2
    with closing(opened(backup, clock)) as restored:
        with restored.transaction() as tx:
            assert tx.case("c_case") is not None
        assert restored.replay_erasures(erased, LEAD) == 2
        assert restored.replay_erasures(erased, LEAD) == 0
        assert still_there(backup, sought) == []
        with restored.transaction() as tx:
            assert tx.case("c_case") is None
            assert tx.person("p_3") is None
        assert kinds(restored)[-2:] == ["erasure.replayed"] * 2
        assert verified(restored).exit_code == 0


def test_keys_that_come_back_by_themselves_are_destroyed_before_anything_is_opened(
    store: SqliteStore, clock: Clock, tmp_path: Path
) -> None:
    store.close()
    old = (tmp_path / "keys.db").read_bytes()
    with closing(opened(tmp_path, clock)) as again:
        erase(again, clock, "c_case")
        erased = erased_folders(again.entries())
    (tmp_path / "keys.db").write_bytes(old)
    with closing(Vault.open(tmp_path / "keys.db", ORG, Seeded("later"), START, new=False)) as vault:
        assert vault.destroy_exactly(erased) == {"c_case"}
        assert vault.key_id("c_case") is None
        assert vault.key_id("c_2") is not None


# Killed at any step


@pytest.mark.clause("7.3")
def test_killed_at_any_step_it_is_finished_or_not_begun(tmp_path: Path) -> None:
    """From asking to done: at every statement that changes a file, before and after."""
    clock = Clock()
    template = tmp_path / "template"
    template.mkdir()
    with closing(opened(template, clock)) as store:
        fill(store, 8)
    sought = traces(template, "c_case", LONG) | traces(template, "p_3")
    children = {}
    for die_at in range(1, 200):
        folder = copytree(template, tmp_path / str(die_at))
        process = os.fork()
        if process == 0:
            erasure_child.main(folder, die_at)
            os._exit(0)
        children[die_at] = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        check(folder, sought)
        if children[die_at] == 0:
            break
    assert children.pop(max(children)) == 0, "the last of them was not killed"
    assert len(children) > 40
    assert set(children.values()) == {-signal.SIGKILL}


def check(folder: Path, sought: dict[str, bytes]) -> None:
    """Whatever was approved is gone byte for byte at the next start, and said to be once; what was not is all there."""
    clock = Clock(START + COOLED + MINUTE)
    with closing(opened(folder, clock)) as store:
        happened = kinds(store)
        for name, kind in (("c_case", "concern"), ("p_3", "person")):
            approved = [r for r in records(store) if r["kind"] == "erasure.approved" and r["data"]["folder"] == name]
            done = [r for r in records(store) if r["kind"] == "erasure.done" and r["data"]["folder"] == name]
            with store.transaction() as tx:
                there = tx.case(name) if kind == "concern" else tx.person(name)
                assert (there is None) == bool(approved)
                assert len(done) == len(approved) <= 1
            if approved:
                assert store._vault.key_id(name) is None
        if happened.count("erasure.approved") == 2:
            assert still_there(folder, sought) == []
        assert verified(store, [store.root()]).exit_code == 0
        with store.transaction() as tx:
            assert all(not erasure.approved_by for erasure in tx.erasures())
            assert tx.request_erasure("c_2", LEAD, WHY, OFFICERS)
            assert tx.case("c_2") is not None
