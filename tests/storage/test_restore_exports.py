"""What exports tell a restore: all that happened after the backup, volume for volume, or it is said what is not known."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import pytest

from storage.erasure import Hold
from storage.ledger.export import write_export
from storage.restore import Order, Restored
from storage.sqlite import SqliteStore, read_ledger
from storage.store import StoreError
from tests.storage.backup_kit import House, files
from tests.storage.erasure_kit import COOLED, DEPUTY, LEAD, OFFICERS, approve, request, still_there, traces
from tests.storage.store_kit import DAY, ORG, START, Clock, Seeded, noted

NEXT = "touchline/larkmead/2027"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def order(house: House) -> Order:
    """A backup. In the same volume a concern was erased since and a hold placed, and then a new volume began."""
    house.begin()
    order = house.both()
    with closing(house.open()) as store:
        request(store)
        house.clock.move(COOLED)
        approve(store)
        assert store.finish_erasures() == 0
        with store.transaction() as tx:
            assert isinstance(tx.place_hold("p_robin", DEPUTY, "a court asked", OFFICERS), Hold)
    volume(house, NEXT)
    return order


def volume(house: House, origin: str) -> None:
    house.clock.move(DAY)
    with closing(house.open()) as store, store.transaction() as tx:
        tx.open_volume(origin, house.clock())


def exported(house: House, number: int, hidden: Callable[[bytes], bool] = lambda body: False) -> Path:
    """An export of a volume, without the bodies that are hidden."""
    path = house.root / f"export-{number}.jsonl"
    with read_ledger(house.club, number) as ledger, path.open("w") as file:
        withheld = {seq for seq, _, body in ledger.entries() if hidden(body)}
        write_export(ledger.entries(), file, ledger.org, ledger.origin, withheld.__contains__)
    return path


def restored(house: House, order: Order, *exports: Path) -> Restored:
    return house.restore(replace(order, exports=exports), house.root / "new")


def test_the_exports_of_all_volumes_tell_of_every_erasure_and_hold_in_whatever_order(house: House, order: Order) -> None:
    sought = traces_in_backup(house, order)
    done = restored(house, order, exported(house, 2), exported(house, 1))
    assert done.erased == 1
    assert [hold.folder for hold in done.officers.holds] == ["p_robin"]
    assert done.told is not None
    assert (done.told.until, done.told.withheld, done.told.missing) == (house.clock(), 0, "")
    assert still_there(house.root / "new", sought) == []


def traces_in_backup(house: House, order: Order) -> dict[str, bytes]:
    """What the backup holds of the concern that was erased."""
    house.restore(order, house.root / "first")
    return traces(house.root / "first", "c_case")


def test_one_volume_alone_that_does_not_join_onto_the_backup_is_refused(house: House, order: Order) -> None:
    said = r'continues volume "touchline/larkmead", and neither .* goes to the end of that .*ledger export DATA --volume 1'
    with pytest.raises(StoreError, match=said):
        restored(house, order, exported(house, 2))
    assert files(house.root / "new") == {}


def test_nor_may_a_volume_in_between_be_missing_or_end_early(house: House, order: Order) -> None:
    early = exported(house, 2).rename(house.root / "early.jsonl")
    house.go_on(2)
    volume(house, "touchline/larkmead/2028")
    first, second, third = (exported(house, number) for number in (1, 2, 3))
    for some in ([first, third], [first, early, third]):
        with pytest.raises(StoreError, match='continues volume "touchline/larkmead/2027"'):
            restored(house, order, *some)
    with pytest.raises(StoreError, match="exports of one volume"):
        restored(house, order, first, early, second, third)
    assert restored(house, order, first, third, second).erased == 1


def test_what_an_export_withholds_is_counted_from_the_end_of_the_backup_on(house: House, order: Order) -> None:
    about_it = exported(house, 1, lambda body: b'"erasure.' in body or b'"log.opened"' in body)
    done = restored(house, order, about_it, exported(house, 2))
    assert done.told is not None
    assert (done.erased, done.told.withheld) == (0, 3)


def test_a_volume_that_does_not_show_what_it_continues_is_refused(house: House, order: Order) -> None:
    second = exported(house, 2, lambda body: b'"log.opened"' in body)
    with pytest.raises(StoreError, match="the first entry of this volume is withheld"):
        restored(house, order, exported(house, 1), second)


def test_a_volume_that_follows_and_was_not_given_is_named(house: House, order: Order) -> None:
    told = restored(house, order, exported(house, 1)).told
    assert told is not None
    assert told.missing == NEXT


def test_a_new_volume_of_another_history_is_refused(house: House, order: Order) -> None:
    other = SqliteStore.open(house.root / "other", ORG, Clock(), retention_days=7, entropy=Seeded())
    with closing(other) as store, store.transaction() as tx:
        for number in range(3):
            tx.append(noted(number=number), START)
        tx.open_volume(NEXT, START)
    second = house.root / "second.jsonl"
    with read_ledger(house.root / "other", 2) as ledger, second.open("w") as file:
        write_export(ledger.entries(), file, ledger.org, ledger.origin)
    with pytest.raises(StoreError, match="another history"):
        restored(house, order, exported(house, 1), second)


def test_an_export_that_is_older_than_the_backup_is_refused(house: House) -> None:
    house.begin()
    older = exported(house, 1)
    house.go_on(2)
    with pytest.raises(StoreError, match="is older than the backup"):
        restored(house, house.both(), older)


def test_what_a_later_volume_calls_off_is_called_off(house: House) -> None:
    """Also if it was laid down in a volume that is not among the exports, because the backup has it."""
    house.begin()
    with closing(house.open()) as store:
        request(store)
    volume(house, NEXT)
    order = house.both()
    with closing(house.open()) as store, store.transaction() as tx:
        hold = tx.place_hold("p_robin", DEPUTY, "a court asked", OFFICERS)
        assert isinstance(hold, Hold)
        tx.withdraw_erasure("c_case", LEAD, "still needed", OFFICERS)
    volume(house, "touchline/larkmead/2028")
    with closing(house.open()) as store, store.transaction() as tx:
        assert isinstance(tx.lift_hold(hold.id, LEAD, "settled", OFFICERS), Hold)
    exports = exported(house, 2), exported(house, 3)
    rmtree(house.club)
    done = house.restore(replace(order, exports=exports))
    assert done.officers.holds == ()
    assert [each.folder for each in done.officers.withdrawn] == ["c_case"]
    with closing(house.open()) as store, store.reading() as look:
        assert look.erasures() == []
