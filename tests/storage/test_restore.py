"""Restoring: what was saved comes back and goes on, what was erased does not, and nothing that is ahead is replaced."""

import hashlib
import os
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from storage.backup import back_up
from storage.ledger.note import Head
from storage.restore import Unreadable
from storage.sqlite.audit import Relation
from storage.store import Checkpoint, StoreError
from tests.storage.backup_kit import House, files, reads_the_concern, tampered
from tests.storage.erasure_kit import WORDS
from tests.storage.store_kit import DAY, decided, kinds, noted, records, said, verified


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def new(house: House) -> Path:
    return house.root / "new"


def held(*checkpoints: Checkpoint) -> list[Head]:
    return [Head(each.origin, each.size, each.root) for each in checkpoints]


def test_a_restored_record_can_be_read_goes_on_and_fits_older_checkpoints(house: House) -> None:
    before = house.begin()
    order = house.both()
    house.clock.move(DAY)
    done = house.restore(replace(order, held=held(before)), new(house))
    assert (done.was.relation, done.lost, done.erased, done.aside) == (Relation.NONE, 0, 0, None)
    assert done.unreadable == Unreadable(0, 0, 0)
    assert sorted(os.listdir(new(house))) == ["club.db", "club.lock", "keys.db"]
    with closing(house.open(new(house))) as store:
        assert reads_the_concern(store) == WORDS
        with store.transaction() as tx:
            assert [arrival.id for arrival in tx.next_arrivals(5)] == [said("", 77).id]
            tx.append(noted(), house.clock())
            after = tx.checkpoint(house.clock())
        assert verified(store, [(before.size, before.root), (after.size, after.root)]).exit_code == 0
        assert store.verifier_key == done.verifier_key


def test_its_first_entry_says_what_was_restored(house: House) -> None:
    last = house.begin()
    order = house.both()
    house.clock.move(DAY)
    house.restore(order, new(house))
    with closing(house.open(new(house))) as store:
        (entry,) = records(store, last.size + 1)
        with store.reading() as tx:
            assert tx.anchoring().signed == tx.anchoring().position
    assert entry["kind"] == "log.restored"
    assert entry["data"] == {
        "backup": {"origin": last.origin, "size": last.size, "root": last.root.hex(), "made": "2026-11-21T09:30:00.000000Z"},
        "keys": {"made": "2026-11-21T09:30:00.000000Z"},
        "replaced": {"is": "none", "more": 0, "waiting": 0},
        "lost": 0,
        "officers": {"requests": [], "settings": [], "lifted": []},
        "unreadable": {"concerns": 0, "people": 0, "arrivals": 0},
    }


def test_a_younger_volume_comes_back_with_the_older_ones(house: House) -> None:
    before = house.begin()
    with closing(house.open()) as store, store.transaction() as tx:
        tx.open_volume("touchline/larkmead/2027", house.clock())
    done = house.restore(replace(house.both(), held=held(before)), new(house))
    assert [head.origin for head in done.whole.volumes] == ["touchline/larkmead", "touchline/larkmead/2027"]
    with closing(house.open(new(house))) as store:
        assert kinds(store) == ["log.opened", "log.restored"]


# What must not be restored


def edited(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE entry SET body = CAST(replace(body, 'p_lead', 'p_dead') AS BLOB) WHERE seq = 2")


def edited_with_its_hash(connection: sqlite3.Connection) -> None:
    edited(connection)
    (body,) = connection.execute("SELECT body FROM entry WHERE seq = 2").fetchone()
    connection.execute("UPDATE entry SET leaf = ? WHERE seq = 2", (hashlib.sha256(b"\x00" + body).digest(),))


def cut_in_the_middle(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM entry WHERE seq = 3")


def cut_at_the_end(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)")


def two_organisations(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO entry SELECT 'another', volume, seq, leaf, body FROM entry WHERE seq = 1")


def not_signed(connection: sqlite3.Connection) -> None:
    (note,) = connection.execute("SELECT note FROM checkpoint").fetchone()
    text, _, line = note.rpartition(" ")
    signature = b64decode(line)
    forged = b64encode(signature[:4] + bytes(64)).decode()
    connection.execute("UPDATE checkpoint SET note = ?", (f"{text} {forged}\n",))


@pytest.mark.parametrize(
    "change",
    [edited, edited_with_its_hash, cut_in_the_middle, cut_at_the_end, two_organisations, not_signed],
)
def test_a_backup_that_was_changed_is_refused_and_nothing_is_touched(
    house: House, change: Callable[[sqlite3.Connection], None]
) -> None:
    house.begin()
    order = house.both()
    with tampered(order.backup) as connection:
        change(connection)
    before = files(house.club)
    with pytest.raises(StoreError, match=r"cannot be restored: .*Nothing was changed"):
        house.restore(replace(order, over=True))
    assert files(house.club) == before


def test_one_cut_at_its_end_with_its_checkpoints_is_found_by_an_officers_alone(house: House) -> None:
    checkpoint = house.begin()
    order = replace(house.both(), held=held(checkpoint))
    with tampered(order.backup) as connection:
        cut_at_the_end(connection)
        connection.execute("DELETE FROM checkpoint")
    assert house.restore(order, new(house)).lost == 1


def test_a_backup_with_broken_bytes_is_refused(house: House) -> None:
    house.begin()
    order = house.both()
    content = order.backup.read_bytes()
    order.backup.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError, match="damaged"):
        house.restore(order, new(house))


def test_a_history_that_officers_do_not_know_is_refused(house: House) -> None:
    checkpoint = house.begin()
    order = house.both()
    with pytest.raises(StoreError, match="the history up to there is another one"):
        house.restore(replace(order, held=[Head(checkpoint.origin, checkpoint.size, bytes(32))]), new(house))


def test_what_officers_hold_beyond_the_backup_is_counted_as_lost(house: House) -> None:
    house.begin()
    order = house.both()
    newer = house.go_on(16)
    done = house.restore(replace(order, held=held(newer)), new(house))
    assert done.lost == 16
    with closing(house.open(new(house))) as store:
        assert records(store)[-1]["data"]["lost"] == 16
        assert verified(store, [(newer.size, newer.root)]).exit_code == 1


def test_a_record_that_is_ahead_is_not_replaced(house: House) -> None:
    house.begin()
    order = house.both()
    house.go_on(3)
    before = files(house.club)
    with pytest.raises(StoreError, match="is ahead of this backup: it has 3 entries more, the newest of 2026-11-21 09:30 UTC"):
        house.restore(order)
    assert files(house.club) == before


def test_unless_it_is_given_up_then_it_is_set_aside_whole(house: House) -> None:
    house.begin()
    order = house.both()
    house.go_on(3)
    before = files(house.club)
    done = house.restore(replace(order, over=True))
    assert done.aside is not None
    assert files(done.aside) == before
    assert (done.was.relation, done.was.more) == (Relation.LONGER, 3)
    with closing(house.open()) as store:
        assert records(store)[-1]["data"]["replaced"] == {"is": "longer", "more": 3, "waiting": 0}


def test_nor_one_with_messages_that_were_acknowledged_and_that_no_entry_tells_of(house: House) -> None:
    house.begin()
    order = house.both()
    with closing(house.open()) as store, store.transaction() as tx:
        assert tx.receive(said("I want to tell somebody something", 99))
    before = files(house.club)
    with pytest.raises(StoreError, match="holds 1 message that came in and nobody has judged yet, and this backup does not"):
        house.restore(order)
    assert files(house.club) == before
    done = house.restore(replace(order, over=True))
    assert (done.was.relation, done.was.waiting) == (Relation.SAME, 1)
    with closing(house.open()) as store:
        assert records(store)[-1]["data"]["replaced"] == {"is": "same", "more": 0, "waiting": 1}


def test_what_waits_in_both_or_was_judged_without_an_entry_is_no_loss(house: House) -> None:
    house.begin()
    copytree(house.club, house.root / "older")
    with closing(house.open()) as store, store.transaction() as tx:
        waits = tx.next_arrivals(1)[0]
        tx.commit_decision(decided(waits.id, "d_harmless"), waits)
    done = house.restore(house.both(), house.root / "older")
    assert (done.was.relation, done.was.waiting) == (Relation.SAME, 0)


def test_two_histories_are_both_kept(house: House) -> None:
    house.begin()
    order = house.both()
    house.go_on(2)
    house.restore(order, new(house))
    before = files(new(house))
    other = back_up(house.club, house.place, house.clock() + DAY).path
    with pytest.raises(StoreError, match=r"are two histories.*Keep both"):
        house.restore(replace(order, backup=other), new(house))
    assert files(new(house)) == before


def test_a_record_that_is_the_same_or_behind_is_replaced_and_set_aside(house: House) -> None:
    house.begin()
    copytree(house.club, new(house))
    house.go_on(2)
    order = house.both()
    for folder, relation in ((new(house), Relation.SHORTER), (house.club, Relation.SAME)):
        before = files(folder)
        done = house.restore(order, folder)
        assert done.was.relation is relation
        assert done.aside is not None
        assert files(done.aside) == before


@pytest.mark.parametrize("damage", [b"no database at all" * 999, b"SQLite format 3\x00" + bytes(9000)])
def test_a_record_that_cannot_be_read_is_set_aside_only_when_it_is_given_up(house: House, damage: bytes) -> None:
    house.begin()
    order = house.both()
    (house.club / "club.db").write_bytes(damage)
    with pytest.raises(StoreError, match="cannot be read to its end"):
        house.restore(order)
    done = house.restore(replace(order, over=True))
    assert done.aside is not None
    assert (done.aside / "club.db").read_bytes() == damage
    assert done.unknown
    with closing(house.open()) as store:
        assert reads_the_concern(store) == WORDS


def test_not_while_a_bot_holds_the_folder(house: House) -> None:
    house.begin()
    order = house.both()
    with closing(house.open()), pytest.raises(StoreError, match="another Touchline is running"):
        house.restore(order)
