"""Many processes and one organisation: one order of its ledger, keys that nobody misses, wake-ups, and who looks after whom."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from storage.erasure import Erasure, Refusal, Why
from storage.postgres import PostgresStore, database
from storage.postgres.shifts import Shifts
from storage.store import StoreError, TextErasedError, Transaction, UnavailableError
from storage.writer import Writer
from tests.storage.conftest import RETENTION_DAYS, Cluster
from tests.storage.erasure_kit import COOLED, LEAD, a_concern, approve, request, set_retention
from tests.storage.postgres_kit import Host, hosted
from tests.storage.store_kit import (
    CHILD,
    DAY,
    MINUTE,
    ORG,
    ROBIN,
    START,
    Clock,
    Seeded,
    closed,
    concern,
    decided,
    kinds,
    noted,
    notice,
    records,
    said,
    undone,
    verified,
)

LONG = timedelta(minutes=5)
OVER = timedelta(0)


@pytest.fixture
def host(cluster: Cluster, tmp_path: Path) -> Iterator[Host]:
    with hosted(cluster, tmp_path) as host:
        yield host


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def here(host: Host, clock: Clock) -> PostgresStore:
    return host.store(host.database(), clock=clock)


@pytest.fixture
def there(here: PostgresStore, host: Host, clock: Clock) -> PostgresStore:
    """The same organisation's store as another process has it."""
    return host.store(host.database(), clock=clock, entropy=Seeded("there"))


# One order


def test_what_one_appends_the_other_goes_on_from(here: PostgresStore, there: PostgresStore) -> None:
    for number, store in enumerate((here, there, there, here, there), start=2):
        with store.transaction() as tx:
            assert tx.append(noted(n=number), START) == number
    assert here.root() == there.root()
    assert here.root()[0] == 6
    assert verified(here, [there.root()]).exit_code == 0


def test_a_new_volume_of_one_is_the_others_too(here: PostgresStore, there: PostgresStore) -> None:
    with here.transaction() as tx:
        tx.open_volume(f"touchline/{ORG}/2027", START)
    with there.transaction() as tx:
        assert tx.append(noted(), START) == 2
    assert there.origin == f"touchline/{ORG}/2027"
    assert verified(there, [here.root()]).exit_code == 0


def test_the_entries_of_many_that_write_at_once_have_one_order_and_no_gap(host: Host) -> None:
    """Three processes with a writer each, and a hundred pieces of work handed to every one of them."""
    stores = [host.store(host.database(), entropy=Seeded(str(number))) for number in range(3)]
    with ExitStack() as held:
        writers = [held.enter_context(Writer(store)) for store in stores]
        answers = [
            writer.submit(lambda tx, n=(which, number): tx.append(noted(n=list(n)), START))  # type: ignore[misc]
            for number in range(100)
            for which, writer in enumerate(writers)
        ]
        numbers = [answer.result() for answer in answers]
    assert sorted(numbers) == list(range(2, 302))
    written = {record["seq"]: record["data"].get("n") for record in records(stores[0])}
    assert [written[number] for number in numbers] == [[which, n] for n in range(100) for which in range(3)]
    assert len({store.root() for store in stores}) == 1
    assert verified(stores[1], [stores[2].root()]).exit_code == 0


def test_two_that_begin_an_organisation_at_once_begin_it_once(host: Host) -> None:
    databases = [host.database() for _ in range(4)]
    with ThreadPoolExecutor(len(databases)) as together:
        stores = list(together.map(lambda database: host.store(database, entropy=Seeded(str(id(database)))), databases))
    assert kinds(stores[0]) == ["log.opened"]
    assert len({store.verifier_key for store in stores}) == 1


def test_whoever_looks_waits_for_nobody(here: PostgresStore, there: PostgresStore) -> None:
    with here.transaction() as tx:
        tx.append(noted(), START)
        with there.reading() as look:
            assert look.newest_entry("message.judged") is None
        assert there.root()[0] == there.counts().entries == 1


def test_whoever_waits_in_vain_for_a_turn_says_so(host: Host, here: PostgresStore) -> None:
    impatient = host.database()
    with impatient.shared() as connection:
        connection.execute("SET lock_timeout = '10ms'")
    with here.transaction(), pytest.raises(UnavailableError, match="another process holds this record") as caught:
        host.store(impatient, entropy=Seeded("impatient"))
    assert caught.value.why == "locked"


def test_whoever_stands_still_in_the_middle_loses_their_turn_and_what_they_did(host: Host, here: PostgresStore) -> None:
    database = host.database()
    with database.shared() as connection:
        connection.execute("SET idle_in_transaction_session_timeout = '50ms'")
    still = host.store(database, entropy=Seeded("still"))

    def stand_still(tx: Transaction) -> None:
        tx.append(noted(of="still"), START)
        with here.transaction() as other:  # waits for its turn, and gets it
            assert other.append(noted(of="here"), START) == 2
        tx.append(noted(of="still"), START)

    with pytest.raises(UnavailableError), still.transaction() as tx:
        stand_still(tx)
    with still.transaction() as tx:
        assert tx.append(noted(of="still"), START) == 3
    assert [record["data"].get("of") for record in records(here)] == [None, "here", "still"]


# Work


def test_an_arrival_is_taken_in_once_and_judged_once(here: PostgresStore, there: PostgresStore) -> None:
    event = said("hello")
    with here.transaction() as tx:
        assert tx.receive(event)
    with there.transaction() as tx:
        assert not tx.receive(event)
        assert tx.next_arrivals(9) == [event]
        tx.commit_decision(decided(event.id), event)
    with pytest.raises(StoreError, match="judged before"), here.transaction() as tx:
        tx.commit_decision(decided(event.id, "d_late"), event)


def test_an_effect_is_claimed_by_one_of_many(host: Host, here: PostgresStore) -> None:
    effects = [notice(f"x_{number}", f"c_{number}") for number in range(40)]
    with here.transaction() as tx:
        tx.commit_decision(decided("t", entry=noted(), effects=tuple(effects)), None)
    stores = [here, *(host.store(host.database(), entropy=Seeded(str(number))) for number in range(3))]

    def claims(store: PostgresStore) -> list[str]:
        found = []
        for _ in range(5):
            with store.transaction() as tx:
                found += [attempt.planned.id for attempt in tx.claim_effects(START, 3, MINUTE)]
        return found

    with ThreadPoolExecutor(len(stores)) as together:
        claimed = [effect for some in together.map(claims, stores) for effect in some]
    assert sorted(claimed) == sorted(effect.id for effect in effects)


# Keys


def test_nobody_seals_with_a_key_that_another_has_destroyed(here: PostgresStore, there: PostgresStore, clock: Clock) -> None:
    with here.transaction() as tx:
        set_retention(tx)
    a_concern(here)
    with there.transaction() as tx:
        before = tx.case("c_case")
    assert before is not None
    request(here)
    clock.move(COOLED)
    assert isinstance(approve(here), Erasure)
    assert here.finish_erasures() == there.finish_erasures() == 0
    assert kinds(there).count("erasure.done") == 1
    with there.transaction() as tx:
        assert tx.case("c_case") is None
        with pytest.raises(TextErasedError):
            tx.sealed_text("c_case", said("x").id, LEAD, "an appeal")
        again = closed(concern(said("back again", 9)))
        tx.commit_decision(decided("again", "d_again", entry=noted(), case=again), None)
    with here.transaction() as tx:
        assert tx.case("c_case") == again


def test_keys_that_nothing_needs_are_swept_by_whoever_starts_and_nobody_misses_them(host: Host, here: PostgresStore) -> None:
    with undone(here.transaction) as tx:
        tx.register(ROBIN, [CHILD], LEAD)
    another = host.store(host.database(), entropy=Seeded("another"))
    with here.transaction() as tx:
        tx.register(ROBIN, [CHILD], LEAD)
    with another.transaction() as tx:
        assert tx.people() == [ROBIN]
    with host.store(host.database(), entropy=Seeded("third")).transaction() as tx:
        assert tx.people() == [ROBIN]


def test_a_day_is_forgotten_once(here: PostgresStore, there: PostgresStore, clock: Clock) -> None:
    waiting = said("nobody has read this")
    with here.transaction() as tx:
        tx.receive(waiting)
    clock.move((RETENTION_DAYS + 1) * DAY)
    with ThreadPoolExecutor(2) as together:
        forgotten = sorted(together.map(lambda store: store.forget_expired(clock.now), (here, there)))
    assert forgotten == [0, 1]
    assert kinds(here).count("days.forgotten") == 1
    with there.transaction() as tx:
        assert tx.next_arrivals(9) == [waiting]


def test_nothing_is_erased_while_a_restore_left_older_keys_beside(host: Host, here: PostgresStore, clock: Clock) -> None:
    with here.transaction() as tx:
        set_retention(tx)
    a_concern(here)
    request(here)
    clock.move(COOLED)
    (host.folder / ORG / "replaced-20261121").mkdir()
    assert approve(here) == Refusal(Why.SET_ASIDE, aside=("replaced-20261121",))


def test_a_record_without_its_keys_is_not_opened(host: Host, here: PostgresStore) -> None:
    here.close()
    (host.folder / ORG / "keys.db").unlink()
    with pytest.raises(StoreError, match="the keys of larkmead are missing"):
        host.store(host.database())


# Waking


@pytest.fixture(autouse=True)
def told_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is told wakes: nobody looks where something is due (`test_postgres_lost`)."""
    monkeypatch.setattr(database, "_DUE_SECONDS", 3600)


def waits_for(signal: threading.Event) -> bool:
    return signal.wait(30)


def test_whoever_waits_is_woken_by_what_another_takes_in(host: Host, here: PostgresStore, there: PostgresStore) -> None:
    woken, elsewhere = threading.Event(), threading.Event()
    other = host.store(host.database(), "elsewhere")
    with there.woken_by_others(woken.set), other.woken_by_others(elsewhere.set):
        assert waits_for(woken), "once somebody listens, for what came before"
        assert waits_for(elsewhere)
        woken.clear()
        elsewhere.clear()
        with undone(here.transaction) as tx:
            tx.receive(said("lost", 1))
        with there.transaction() as tx:
            tx.receive(said("its own", 2))
        assert not woken.is_set()
        with here.transaction() as tx:
            tx.receive(said("hello", 3))
        assert waits_for(woken)
        assert not elsewhere.is_set()


def test_a_change_wakes_those_who_care_for_changes_and_nobody_else(here: PostgresStore, there: PostgresStore) -> None:
    changed, woken = threading.Event(), threading.Event()
    with there.changed_by_others(changed.set), there.woken_by_others(woken.set):
        assert waits_for(woken)
        assert waits_for(changed)
        for change in (lambda tx: tx.register(ROBIN, [CHILD], LEAD), lambda tx: tx.change_setting("a", "b", LEAD)):
            changed.clear()
            woken.clear()
            with here.transaction() as tx:
                change(tx)
            assert waits_for(changed)
            assert not woken.is_set()
        changed.clear()
        here.tell_others()
        assert waits_for(changed)


def test_nobody_is_woken_who_no_longer_waits(here: PostgresStore, there: PostgresStore) -> None:
    gone, woken = threading.Event(), threading.Event()
    with there.woken_by_others(woken.set):
        with there.woken_by_others(gone.set):
            assert waits_for(woken), "somebody listens now"
        gone.clear()
        woken.clear()
        with here.transaction() as tx:
            tx.commit_decision(decided("t", entry=noted(), effects=(notice("x_1"),)), None)
        assert waits_for(woken)
        assert not gone.is_set()


# Who looks after whom


@pytest.fixture
def shifts(host: Host) -> Callable[[str], Shifts]:
    return lambda worker: Shifts(host.database(), worker)


def test_each_organisation_is_looked_after_by_one(shifts: Callable[[str], Shifts]) -> None:
    workers = [shifts(f"w_{number}") for number in range(3)]
    orgs = [f"org_{number:02}" for number in range(12)]
    workers[0].offer(*orgs)
    workers[0].offer(*orgs)
    with ThreadPoolExecutor(len(workers)) as together:
        taken = [org for some in together.map(lambda worker: worker.claim(orgs, 4, LONG), workers) for org in some]
    assert len(set(taken)) == len(taken)
    taken += [org for worker in workers for org in worker.claim(orgs, 12, LONG)]
    assert sorted(taken) == orgs
    assert workers[0].claim(orgs, 12, LONG) == {}


def test_what_somebody_has_is_another_s_once_the_lease_is_over(shifts: Callable[[str], Shifts]) -> None:
    first, second = shifts("first"), shifts("second")
    both = ("one", "two")
    first.offer(*both)
    assert first.claim(both, 9, LONG) == {"one": None, "two": None}, "nobody has looked after them before"
    assert second.claim(both, 9, LONG) == {}
    assert first.renew(OVER) == {*both}
    assert list(second.claim(both, 1, LONG)) == ["one"]
    assert first.renew(LONG) == {"two"}, "what has lapsed goes on where nobody else has taken it on"
    assert second.claim(both, 9, LONG) == {}
    assert second.renew(LONG) == {"one"}
    second.give_back(*both)
    taken = first.claim(both, 9, LONG)
    assert list(taken) == ["one"]
    assert taken["one"] is not None, "when it was looked after last is known"
    first.withdraw("two")
    assert first.renew(LONG) == {"one"}


def test_nobody_takes_on_what_is_none_of_theirs(shifts: Callable[[str], Shifts]) -> None:
    worker = shifts("w")
    worker.offer("ours", "theirs")
    assert list(worker.claim(["ours"], 9, LONG)) == ["ours"]


def test_those_that_waited_longest_come_first(shifts: Callable[[str], Shifts]) -> None:
    worker, orgs = shifts("w"), ("a", "b", "c")
    worker.offer(*orgs)
    assert list(worker.claim(orgs, 2, OVER)) == ["a", "b"]
    assert list(worker.claim(orgs, 1, OVER)) == ["c"]


def test_who_is_there_is_counted(shifts: Callable[[str], Shifts]) -> None:
    first, second = shifts("first"), shifts("second")
    assert first.workers() == 0
    first.renew(LONG)
    second.renew(LONG)
    assert first.workers() == 2
    second.leave()
    assert first.workers() == 1
    first.renew(OVER)
    assert second.workers() == 0, "one that died is no longer counted once its lease is over"


# What went wrong


def test_a_unit_of_a_connection_that_was_cut_leaves_nothing(host: Host, here: PostgresStore) -> None:
    def cut(tx: Transaction) -> None:
        tx.append(noted(), START)
        host.connect("admin").execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        tx.append(noted(), START)

    with Writer(here) as writer:
        with pytest.raises(UnavailableError, match="PostgreSQL cannot be reached") as caught:
            writer.submit(cut).result()
        assert caught.value.why == "cannot_open"
        assert writer.failure is not None
    with here.transaction() as tx:
        assert tx.append(noted(), START) == 2
    assert verified(here, [here.root()]).exit_code == 0
