"""A restore that is killed, step by step: the old record or the whole new one, and never half of each."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest

from storage.restore import Order, restore
from storage.store import StoreError
from tests.storage.backup_kit import House, killed_at, reads_the_concern
from tests.storage.erasure_kit import COOLED, WORDS, approve, request, still_there, traces
from tests.storage.store_kit import kinds


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def new(house: House) -> Path:
    return house.root / "new"


# Killed

#: Every so-manieth step in the quick suite, every one in the slow.
STRIDES = [7, pytest.param(1, marks=pytest.mark.slow)]


def killed_everywhere(house: House, order: Order, there: Path | None, stride: int) -> Iterator[Path]:
    """Folders into which a backup was restored, each time killed some steps later, until it is not. `there` is the record that
    was in them before.
    """
    for step in count(1, stride):
        house.clock.move(timedelta(seconds=1))
        folder = house.root / f"at-{step}"
        if there is not None:
            copytree(there, folder)
        if not killed_at(step, partial(house.restore, order, folder)):
            assert step > 30
            return
        yield folder


@pytest.mark.parametrize("stride", STRIDES)
def test_killed_at_any_step_the_bot_finds_the_old_record_or_the_new_one(house: House, stride: int) -> None:
    house.begin()
    order = house.both()
    old = house.go_on(3).size
    new_size = house.restore(order, new(house)).whole.entries + 1
    sizes = []
    for folder in killed_everywhere(house, replace(order, over=True), house.club, stride):
        with closing(house.open(folder)) as store:
            sizes.append(store.root()[0])
            assert reads_the_concern(store) == WORDS
            assert ("log.restored" in kinds(store)) == (sizes[-1] == new_size)
        assert not (folder / "restoring").exists()
    assert set(sizes) == {old, new_size}
    assert sizes == sorted(sizes, reverse=True)  # from one step on it is the new one


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("there", ["a record", "nothing"])
def test_killed_at_any_step_the_same_command_makes_it_whole(house: House, there: str, stride: int) -> None:
    house.begin()
    order = house.both()
    outcomes = []
    for folder in killed_everywhere(house, order, house.club if there == "a record" else None, stride):
        ready = (folder / "restoring").is_dir()
        outcomes.append(again(house, order, folder))
        assert (outcomes[-1] == "finished") == ready
        with closing(house.open(folder)) as store:
            assert kinds(store)[-1] == "log.restored"
            assert reads_the_concern(store) == WORDS
        assert not [path for path in folder.iterdir() if path.name.startswith("restoring")]
    assert {"anew", "finished"} <= set(outcomes) <= {"anew", "finished", "done before"}


def again(house: House, order: Order, folder: Path) -> str:
    try:
        return "finished" if restore(order, folder, house.clock) is None else "anew"
    except StoreError as error:
        if "is ahead of this backup: it has 1 entry more" not in str(error):
            raise
        return "done before"


@pytest.mark.parametrize("stride", STRIDES)
def test_killed_at_any_step_the_bot_finds_nothing_that_was_erased_since_the_backup(house: House, stride: int) -> None:
    """The keys of the backup hold it, and the bot may run on the old record for years."""
    house.begin()
    order = replace(house.both(), over=True)
    sought = traces(house.club, "c_case")
    with closing(house.open()) as store:
        request(store)
        house.clock.move(COOLED)
        approve(store)
        assert store.finish_erasures() == 0
    cut_off = 0
    for folder in killed_everywhere(house, order, house.club, stride):
        cut_off += (folder / "restoring.partial" / "keys.db").exists()
        house.open(folder).close()
        assert still_there(folder, sought) == []
        assert not (folder / "restoring.partial").exists()
    assert cut_off > 0


def test_what_cannot_be_taken_away_is_said(house: House) -> None:
    house.begin()
    elsewhere = house.root / "elsewhere"
    elsewhere.mkdir()
    (house.club / "restoring.partial").symlink_to(elsewhere)
    with pytest.raises(StoreError, match=r"left from a restore that was cut off, holds keys, and cannot be deleted"):
        house.open()


def test_what_a_restore_left_that_was_cut_off_while_it_got_ready_is_taken_away(house: House) -> None:
    house.begin()
    order = house.both()
    left = new(house) / "restoring.partial"
    left.mkdir(parents=True)
    (left / "keys.db").write_bytes(b"keys")
    house.restore(order, new(house))
    assert not left.exists()
