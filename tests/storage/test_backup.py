"""Backups: whole, checked, without keys and without what was deleted, and made while somebody writes."""

import os
import stat
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from storage.backup import Kind, back_up, demand_apart, read_label
from storage.sqlite.audit import audit
from storage.store import StoreError
from tests.storage.backup_kit import House, files, keys_in, killed_at, reads_the_concern, tampered
from tests.storage.erasure_kit import COOLED, WORDS, approve, request, traces
from tests.storage.store_kit import DAY, ORG, START

ROOT = Path(__file__).parents[2]
SECOND = timedelta(seconds=1)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_backup_is_one_file_that_only_its_owner_may_read_and_says_what_it_is(house: House) -> None:
    house.begin()
    saved = house.back_up()
    assert os.listdir(house.place) == ["larkmead-2026-11-21T093000Z.touchline-backup"]
    assert stat.S_IMODE(saved.path.stat().st_mode) == 0o600
    label = read_label(saved.path, Kind.RECORD)
    assert (label.org, label.made, label.expires) == (ORG, START, None)
    with closing(house.open()) as store:
        head = saved.whole.volumes[-1]
        assert (head.size, head.root) == store.root()
        assert (saved.whole.entries, saved.whole.until) == (head.size, START)


def test_it_is_made_while_another_process_writes_and_has_all_that_was_acknowledged_before(house: House) -> None:
    command = [sys.executable, "-m", "tests.storage.appender", str(house.club), "1"]
    sizes = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            acknowledged = 0
            for _ in range(3):
                acknowledged += len([process.stdout.readline() for _ in range(20)])
                saved = house.back_up()
                house.clock.move(SECOND)
                assert saved.whole.entries > acknowledged
                assert not saved.strays
                sizes.append(saved.whole.entries)
        finally:
            process.kill()
    assert sizes == sorted(sizes)


def test_the_last_commits_are_in_it_though_they_are_only_in_the_log_beside_the_database(house: House) -> None:
    house.begin()
    with closing(house.open()) as store:
        with store.transaction() as tx:
            tx.checkpoint(house.clock())
        before = (house.club / "club.db").read_bytes()
        with store.transaction() as tx:
            tx.change_setting("word", "value", "p_lead")
        assert (house.club / "club.db").read_bytes() == before
        assert house.back_up().whole.volumes[-1].size == store.root()[0]


def test_no_key_is_in_it_and_nothing_that_was_erased(house: House) -> None:
    house.begin()
    sought = traces(house.club, "c_case")
    older = house.back_up()
    keys = keys_in(house.club / "keys.db")
    with closing(house.open()) as store:
        request(store)
        house.clock.move(COOLED)
        approve(store)
        assert store.finish_erasures() == 0
        newer = house.back_up()
        keys += keys_in(house.club / "keys.db")
    assert sought["sealed.ciphertext 0"] in older.path.read_bytes()
    assert not [what for what, gone in sought.items() if gone in newer.path.read_bytes()]
    for path in house.place.iterdir():
        assert not [key for key in keys if key in path.read_bytes()]


def test_a_record_that_was_changed_is_no_backup(house: House) -> None:
    house.begin()
    with tampered(house.club / "club.db") as connection:
        connection.execute("UPDATE entry SET body = CAST(replace(body, 'p_lead', 'p_dead') AS BLOB) WHERE seq = 2")
    with pytest.raises(StoreError, match=r"is not whole.*entry 2 of volume 1: it was changed"):
        house.back_up()
    assert os.listdir(house.place) == []


def test_nothing_is_overwritten(house: House) -> None:
    house.begin()
    before = house.back_up().path.read_bytes()
    house.go_on()
    with pytest.raises(StoreError, match="nothing is overwritten"):
        house.back_up()
    assert [path.read_bytes() for path in house.place.iterdir()] == [before]


def test_older_ones_are_deleted_once_the_new_one_has_been_checked(house: House) -> None:
    house.begin()
    other = house.place / "another-2026-01-01T000000Z.touchline-backup"
    other.touch()
    names = []
    for _ in range(4):
        house.clock.move(DAY)
        house.go_on()
        names.append(house.back_up(keep=2).path.name)
    assert sorted(os.listdir(house.place)) == [other.name, *names[-2:]]


def test_an_older_one_with_another_history_is_kept_and_named(house: House) -> None:
    house.begin()
    order = house.both()
    house.go_on(3)
    house.clock.move(DAY)
    ahead = house.back_up()
    house.restore(order, house.root / "second")
    saved = back_up(house.root / "second", house.place, house.clock() + DAY, keep=1)
    assert [(path, why) for path, why in saved.strays] == [(ahead.path, "its history is not in the new one")]
    assert saved.pruned == (order.backup,)
    assert ahead.path.exists()


def test_one_that_cannot_be_read_is_kept_and_named(house: House) -> None:
    house.begin()
    broken = house.back_up().path
    broken.write_bytes(b"not a database at all" * 500)
    house.clock.move(DAY)
    ((path, why),) = house.back_up(keep=1).strays
    assert path == broken
    assert why.startswith("it cannot be read")


def test_the_backup_of_a_younger_volume_holds_the_older_ones(house: House) -> None:
    house.begin()
    with closing(house.open()) as store, store.transaction() as tx:
        tx.open_volume("touchline/larkmead/2027", house.clock())
    assert [head.origin for head in house.back_up().whole.volumes] == ["touchline/larkmead", "touchline/larkmead/2027"]


@pytest.mark.parametrize(
    ("place", "keys"),
    [("backups", "backups"), ("backups", "backups/keys"), ("backups/keys", "backups"), (ORG, None), (f"{ORG}/in", None)],
)
def test_the_places_must_be_apart(house: House, place: str, keys: str | None) -> None:
    for name in (f"{ORG}/in", "backups/keys"):
        (house.root / name).mkdir(parents=True)
    with pytest.raises(StoreError, match=r"one place|lies in the folder"):
        demand_apart(house.club, house.root / place, house.root / keys if keys else None)


def test_a_place_that_is_a_file_is_called_one(house: House) -> None:
    file = house.root / "export.jsonl"
    file.write_text("{}", "utf-8")
    with pytest.raises(StoreError, match=r"export.jsonl \(--to\) is a file, not a folder"):
        demand_apart(house.club, file, None)


def test_a_place_that_is_not_there_is_not_made(house: House) -> None:
    with pytest.raises(StoreError, match="is the disk connected"):
        demand_apart(house.club, house.root / "usb", None)


# Keys


def test_a_key_backup_says_until_when_and_has_every_key(house: House) -> None:
    house.begin()
    saved = house.back_up_keys(days=5)
    assert saved.path.name == "larkmead-2026-11-21T093000Z-until-2026-11-26T093000Z.touchline-keys"
    assert read_label(saved.path, Kind.KEYS).expires == saved.expires == START + 5 * DAY
    assert stat.S_IMODE(saved.path.stat().st_mode) == 0o600
    assert keys_in(saved.path) == keys_in(house.club / "keys.db")


def test_key_backups_that_have_expired_are_deleted_by_the_next_run(house: House) -> None:
    house.begin()
    first = house.back_up_keys(days=5)
    house.clock.move(4 * DAY)
    assert house.back_up_keys(days=5).expired == ()
    house.clock.move(DAY)
    assert house.back_up_keys(days=5).expired == (first.path,)
    assert len(os.listdir(house.keys_place)) == 2


def test_one_kind_is_not_taken_for_the_other(house: House) -> None:
    house.begin()
    order = house.both()
    assert order.keys is not None
    for path, kind in ((order.backup, Kind.KEYS), (order.keys, Kind.RECORD), (house.club / "club.db", Kind.RECORD)):
        with pytest.raises(StoreError, match="is not a backup of"):
            read_label(path, kind)


# Killed


@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_killed_at_any_step_it_leaves_a_whole_backup_or_none_and_the_next_one_tidies_up(house: House, stride: int) -> None:
    house.begin()
    for step in count(1, stride):
        house.clock.move(SECOND)
        died = killed_at(step, lambda: (house.back_up(keep=3), house.back_up_keys()))
        for path in house.place.glob("*.touchline-backup"):
            assert audit(path).entries > 0
        for path in house.keys_place.glob("*.touchline-keys"):
            assert keys_in(path) == keys_in(house.club / "keys.db")
        if not died:
            assert step > 20
            break
    assert len(list(house.place.glob("*.touchline-backup"))) <= 3
    assert not [name for name in (*files(house.place), *files(house.keys_place)) if name.endswith(".partial")]
    with closing(house.open()) as store:
        assert reads_the_concern(store) == WORDS


def test_a_key_backup_that_cannot_be_read_is_named_and_kept(house: House) -> None:
    house.begin()
    first = house.back_up_keys().path
    first.write_bytes(b"nothing")
    house.clock.move(DAY)
    assert house.back_up_keys().strays == (first,)
