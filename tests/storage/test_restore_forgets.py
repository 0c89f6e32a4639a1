"""What a restore does about erasures and keys: what was erased stays so, and what cannot be read is said."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from moderation.model import EventKind
from storage.backup import back_up, back_up_keys
from storage.erasure import Erasure, Hold, Kind, Refusal, Why
from storage.restore import Unreadable
from storage.sqlite import SqliteStore
from storage.standing import Lost
from storage.store import StoreError, TextErasedError
from tests.storage.backup_kit import House, files, keys_in, reads_the_concern
from tests.storage.erasure_kit import (
    COOLED,
    DEPUTY,
    LEAD,
    OFFICERS,
    WORDS,
    a_concern,
    approve,
    request,
    set_retention,
    somebody,
    still_there,
    traces,
)
from tests.storage.store_kit import (
    CHILD,
    DAY,
    ORG,
    START,
    Clock,
    Seeded,
    decided,
    export,
    kinds,
    noted,
    records,
    said,
    verified,
)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def new(house: House) -> Path:
    return house.root / "new"


def erase(house: House, folder: str = "c_case") -> None:
    with closing(house.open()) as store:
        request(store, folder)
        house.clock.move(COOLED)
        approve(store, folder)
        assert store.finish_erasures() == 0


# Erasures


def test_what_the_present_record_says_was_erased_does_not_come_back(house: House) -> None:
    house.begin()
    sought = traces(house.club, "c_case")
    order = house.both()
    erase(house)
    done = house.restore(replace(order, over=True))
    assert done.erased == 1
    assert done.aside is not None
    done.aside.rename(house.root / "aside")
    assert still_there(house.club, sought) == []
    with closing(house.open()) as store:
        assert kinds(store)[-2:] == ["log.restored", "erasure.replayed"]
        with pytest.raises(TextErasedError):
            reads_the_concern(store)
        for arrival in _inbox(store):
            assert WORDS not in repr(arrival)


def _inbox(store: SqliteStore) -> list[Any]:
    with store.transaction() as tx:
        return [*tx.window("c_1", START + 30 * DAY, 99), *tx.next_arrivals(99)]


def test_nothing_is_called_erased_while_what_a_restore_set_aside_holds_it(house: House) -> None:
    house.begin()
    order = house.both()
    house.go_on(3)
    sought = traces(house.club, "c_case")
    aside = house.restore(replace(order, over=True)).aside
    assert aside is not None
    with closing(house.open()) as store:
        request(store)
        house.clock.move(COOLED)
        refusal = approve(store)
        assert isinstance(refusal, Refusal)
        assert refusal == Refusal(Why.SET_ASIDE, aside=(aside.name,))
        assert aside.name in refusal.says
        assert records(store)[-1]["data"] == {"does": "approve", "folder": "c_case", "why": "set_aside"}
        assert [erasure.approved_by for erasure in _waiting(store)] == [""]
        rmtree(aside)
        assert isinstance(approve(store), Erasure)
        assert store.finish_erasures() == 0
    assert still_there(house.club, sought) == []


def _waiting(store: SqliteStore) -> Sequence[Erasure]:
    with store.reading() as tx:
        return tx.erasures()


def test_nor_what_a_newer_export_says(house: House) -> None:
    house.begin()
    sought = traces(house.club, "c_case")
    order = house.both()
    erase(house)
    paper = house.root / "export.jsonl"
    with closing(house.open()) as store:
        paper.write_text(export(store))
    done = house.restore(replace(order, exports=[paper]), new(house))
    assert done.erased == 1
    assert still_there(new(house), sought) == []


def test_an_export_of_another_history_or_a_changed_one_is_refused(house: House) -> None:
    house.begin()
    order = house.both()
    paper = house.root / "export.jsonl"
    with closing(SqliteStore.open(house.root / "other", ORG, Clock(), retention_days=7, entropy=Seeded())) as store:
        with store.transaction() as tx:
            for number in range(40):
                tx.append(noted(number=number), START)
        paper.write_text(export(store))
        with pytest.raises(StoreError, match="another history"):
            house.restore(replace(order, exports=[paper]), new(house))
        paper.write_text(export(store).replace("p_bot", "p_bat", 1))
        with pytest.raises(StoreError, match="not a whole export"):
            house.restore(replace(order, exports=[paper]), new(house))
    assert files(new(house)) == {}


def test_what_was_approved_in_the_backup_and_not_yet_done_is_done(house: House) -> None:
    house.begin()
    sought = traces(house.club, "c_case")
    with closing(house.open()) as store:
        request(store)
        house.clock.move(COOLED)
        approve(store)
        order = house.both()
    done = house.restore(order, new(house))
    assert done.unreadable == Unreadable(0, 0, 0)
    assert still_there(new(house), sought) == []
    with closing(house.open(new(house))) as store:
        assert kinds(store)[-3:] == ["erasure.approved", "log.restored", "erasure.done"]


def test_somebody_who_came_back_after_an_erasure_stays(house: House) -> None:
    house.begin()
    erase(house, "p_robin")
    with closing(house.open()) as store, store.transaction() as tx:
        somebody(tx, name="Robin Vale")
    house.restore(house.both(), new(house))
    with closing(house.open(new(house))) as store, store.transaction() as tx:
        assert [person.name for person in tx.people()] == ["Robin Vale"]


def test_nor_another_wording_of_a_message_whose_concern_came_back_without_its_key(house: House) -> None:
    house.begin()
    corrected = replace(said(f"{WORDS} corrected", 501, kind=EventKind.EDITED), message=said("", 1).message)
    with closing(house.open()) as store, store.transaction() as tx:
        tx.receive(corrected)
        tx.commit_decision(decided(corrected.id, "d_edit"), corrected)
    backup = house.back_up().path
    erase(house)
    done = house.restore(replace(house.both(), backup=backup, over=True))
    assert done.erased == 1
    with closing(house.open()) as store:
        assert [arrival.message for arrival in _inbox(store)[:2]] == ["m_1", "m_1"]
        assert WORDS not in repr(_inbox(store))


# What officers laid down since


def place_hold(house: House, on: str, by: str = DEPUTY) -> str:
    with closing(house.open()) as store, store.transaction() as tx:
        hold = tx.place_hold(on, by, "a claim came in", OFFICERS)
        assert isinstance(hold, Hold)
        return hold.id


def holds(house: House, folder: Path) -> list[tuple[str, str]]:
    with closing(house.open(folder)) as store, store.transaction() as tx:
        return [(hold.folder, hold.placed_by) for hold in tx.holds()]


def test_a_hold_that_stands_in_the_present_record_is_placed_again_with_an_entry(house: House) -> None:
    house.begin()
    order = house.both()
    place_hold(house, "c_case")
    with closing(house.open()) as store, store.transaction() as tx:
        (about,) = [hold.about for hold in tx.holds()]
    lifted = place_hold(house, "everything")
    with closing(house.open()) as store, store.transaction() as tx:
        assert isinstance(tx.lift_hold(lifted, LEAD, "settled", OFFICERS), Hold)
        set_retention(tx, 99, [Kind.CONCERN])
    with closing(house.open()) as store:
        request(store, "p_robin")
    done = house.restore(replace(order, over=True))
    with closing(house.open()) as store:
        (restored,) = [each for each in records(store) if each["kind"] == "log.restored"]
    assert restored["data"]["officers"] == {"requests": ["p_robin"], "settings": [Kind.CONCERN.setting], "lifted": []}
    assert [hold.folder for hold in done.officers.holds] == ["c_case"]
    assert [each.folder for each in done.officers.requests] == ["p_robin"]
    assert done.officers.settings == (Kind.CONCERN.setting,)
    assert holds(house, house.club) == [("c_case", DEPUTY)]
    with closing(house.open()) as store:
        assert kinds(store)[-2:] == ["log.restored", "hold.replayed"]
        refusal = request(store)
        assert isinstance(refusal, Refusal)
        assert refusal.why is Why.HELD
        with store.transaction() as tx:
            (hold,) = tx.holds()
            assert hold.about == about
            # The numbers of the lost entries are given out anew, and with them the ids: each must stay its own.
            assert isinstance(tx.place_hold("everything", LEAD, "another claim", OFFICERS), Hold)
            assert isinstance(tx.lift_hold(hold.id, LEAD, "settled", OFFICERS), Hold)


def test_and_one_that_a_newer_export_tells_of_also_if_what_it_is_on_did_not_come_back(house: House) -> None:
    house.begin()
    order = house.both()
    with closing(house.open()) as store, store.transaction() as tx:
        somebody(tx, "p_later")
    place_hold(house, "p_later")
    paper = house.root / "export.jsonl"
    with closing(house.open()) as store:
        paper.write_text(export(store))
    house.restore(replace(order, exports=[paper]), new(house))
    assert holds(house, new(house)) == [("p_later", DEPUTY)]


def test_a_hold_that_the_backup_knows_is_not_placed_twice(house: House) -> None:
    house.begin()
    place_hold(house, "c_case")
    done = house.restore(replace(house.both(), over=True))
    assert done.officers == Lost()
    assert holds(house, house.club) == [("c_case", DEPUTY)]


def test_a_request_that_was_withdrawn_is_withdrawn_again_and_a_hold_that_was_lifted_stands_and_is_named(house: House) -> None:
    house.begin()
    with closing(house.open()) as store:
        request(store)
    hold = place_hold(house, "p_robin")
    order = house.both()
    with closing(house.open()) as store, store.transaction() as tx:
        assert isinstance(tx.withdraw_erasure("c_case", DEPUTY, "still needed", OFFICERS), Erasure)
        assert isinstance(tx.lift_hold(hold, LEAD, "settled", OFFICERS), Hold)
    house.clock.move(COOLED)
    done = house.restore(replace(order, over=True))
    assert [each.folder for each in done.officers.withdrawn] == ["c_case"]
    assert [each.folder for each in done.officers.lifted] == ["p_robin"]
    assert (done.officers.holds, done.officers.requests) == ((), ())
    assert holds(house, house.club) == [("p_robin", DEPUTY)]
    with closing(house.open()) as store:
        restored, withdrawn = records(store)[-2:]
        assert restored["data"]["officers"] == {"requests": [], "settings": [], "lifted": ["p_robin"]}
        assert (withdrawn["kind"], withdrawn["actor"], withdrawn["data"]["folder"]) == ("erasure.withdrawn", "p_bot", "c_case")
        assert approve(store) == Refusal(Why.NOT_REQUESTED)


# Keys


def test_keys_that_have_expired_are_refused(house: House) -> None:
    house.begin()
    order = house.both()
    house.clock.move(14 * DAY)
    with pytest.raises(StoreError, match="expired on 2026-12-05 09:30 UTC"):
        house.restore(order, new(house))


def test_keys_of_another_record_are_refused(house: House) -> None:
    house.begin()
    order = house.both()
    (house.root / "elsewhere").mkdir()
    other = House(house.root / "elsewhere")
    other.begin()
    with pytest.raises(StoreError, match="holds other keys"):
        house.restore(replace(order, keys=other.back_up_keys().path), new(house))
    assert files(new(house)) == {}


def test_an_older_key_backup_leaves_what_came_later_unreadable_and_says_so(house: House) -> None:
    house.begin()
    keys = house.back_up_keys().path
    house.clock.move(DAY)
    with closing(house.open()) as store:
        a_concern(store, "c_later", 2)
        with store.transaction() as tx:
            tx.receive(said("a day later", 78))
            somebody(tx, "p_late", "Late Vale")
    order = replace(house.both(), keys=keys)
    done = house.restore(order, new(house))
    assert done.unreadable == Unreadable(concerns=1, people=1, arrivals=1)
    with closing(house.open(new(house))) as store:
        assert reads_the_concern(store) == WORDS
        with store.transaction() as tx:
            assert [arrival.id for arrival in tx.next_arrivals(5)] == [said("", 77).id]
            assert [case.id for case in tx.cases()] == ["c_case"]
            assert len(tx.window("c_1", START + 9 * DAY, 9)) == 1
            somebody(tx, "p_late", "Late Vale")
        assert store.forget_expired(START + 30 * DAY) > 0


def test_an_older_key_backup_does_not_stop_a_hold_or_an_erasure_that_was_asked_for_since(house: House) -> None:
    house.begin()
    keys = house.back_up_keys().path
    with closing(house.open()) as store:
        request(store)
        with store.transaction() as tx:
            tx.place_hold("p_robin", DEPUTY, "a court asked", {DEPUTY})
    house.clock.move(DAY)
    house.restore(replace(house.both(), keys=keys), new(house))
    with closing(house.open(new(house))) as store, store.reading() as tx:
        assert [erasure.folder for erasure in tx.erasures()] == ["c_case"]
        assert [hold.folder for hold in tx.holds()] == ["p_robin"]


def test_without_keys_the_record_stays_whole_and_is_signed_with_a_new_key(house: House) -> None:
    before = house.begin()
    order = replace(house.both(), keys=None)
    old = keys_in(house.club / "keys.db")
    done = house.restore(order, new(house))
    assert done.unreadable == Unreadable(concerns=1, people=1, arrivals=1)
    with closing(house.open(new(house))) as store:
        entry = records(store)[-1]
        assert (entry["kind"], entry["data"]["keys"]) == ("log.restored", "new")
        assert entry["data"]["key"] == done.verifier_key == store.verifier_key
        assert not set(old) & set(keys_in(new(house) / "keys.db"))
        assert verified(store, [(before.size, before.root)]).exit_code == 0
        with store.transaction() as tx:
            assert (tx.people(), tx.cases(), tx.next_arrivals(9), tx.setting("erasure.cooling_off")) == ([], [], [], None)
            somebody(tx)
            assert tx.person_of(replace(CHILD, id="900000000000000077")) is not None
        a_concern(store, "c_new", 5)
        assert reads_the_concern(store, "c_new", 5) == WORDS
    again = back_up(new(house), house.place, house.clock() + DAY)
    assert again.whole.keys[-1] == done.verifier_key
    restored = house.restore(
        replace(order, backup=again.path, keys=back_up_keys(new(house), house.keys_place, house.clock() + DAY).path),
        house.root / "third",
    )
    assert restored.verifier_key == done.verifier_key
