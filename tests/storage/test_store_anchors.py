"""What a store knows of the outside: holders, deliveries, the alarm. None of it makes the ledger grow."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage.anchoring import Alarm, Appointed, Failure, HolderKind, HolderState, Position
from storage.store import Store, StoreError
from tests.storage.conftest import Stores
from tests.storage.store_kit import DAY, ORG, START, kinds, noted, records

HELEN = Appointed("officer:1", HolderKind.OFFICER, "helen@example.org", "p_helen")
TOM = Appointed("officer:2", HolderKind.OFFICER, "tom@example.com", "p_tom")


def appoint(store: Store, *holders: Appointed) -> None:
    with store.transaction() as tx:
        tx.appoint(holders, "config", START)


def holders(store: Store) -> tuple[HolderState, ...]:
    with store.transaction() as tx:
        return tx.anchoring().holders


def test_a_delivery_is_no_growth(store: Store) -> None:
    appoint(store, HELEN, TOM)
    size = store.root()
    with store.transaction() as tx:
        tx.delivered("officer:1", Position(1, 1), START)
        tx.not_delivered("officer:2", Failure(START, 1, "unreachable", START + DAY))
        tx.hurry()
        tx.set_alarm(Alarm(START, START))
    assert store.root() == size
    first, second = holders(store)
    assert (first.received, first.received_at, first.failure) == (Position(1, 1), START, None)
    assert second.failure == Failure(START, 1, "unreachable", START + DAY)
    assert first.wanted == second.wanted == Position(1, size[0])


def test_a_delivery_ends_the_failures_before_it(store: Store) -> None:
    appoint(store, HELEN)
    with store.transaction() as tx:
        tx.not_delivered("officer:1", Failure(START, 3, "unreachable", START + DAY))
        tx.delivered("officer:1", Position(1, 1), START)
    assert holders(store)[0].failure is None


def test_who_is_appointed_is_an_entry_and_no_address_is_anywhere(store: Store, tmp_path: Path) -> None:
    appoint(store, HELEN, TOM)
    appoint(store, HELEN, TOM)
    assert kinds(store).count("anchor.holders") == 1
    (entry,) = (record for record in records(store) if record["kind"] == "anchor.holders")
    assert [holder["name"] for holder in entry["data"]["holders"]] == ["officer:1", "officer:2"]
    store.close()
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"helen@" not in files
    assert b"tom@" not in files


def test_nobody_inherits_what_another_received(store: Store) -> None:
    """The first officer goes and the second becomes the first: it is the mailbox that has received something, not the place."""
    appoint(store, HELEN, TOM)
    with store.transaction() as tx:
        tx.delivered("officer:1", Position(1, 1), START)
    appoint(store, Appointed("officer:1", HolderKind.OFFICER, TOM.identity))
    (left,) = holders(store)
    assert (left.name, left.received) == ("officer:1", None)
    assert kinds(store).count("anchor.holders") == 2


def test_an_urgent_alert_hurries_everybody_but_whom_it_is_about(store: Store) -> None:
    appoint(store, HELEN, TOM)
    with store.transaction() as tx:
        tx.hurry(except_for=["p_helen"])
    first, second = holders(store)
    assert (first.wanted, second.wanted) == (None, Position(1, store.root()[0]))


def test_it_hurries_no_officer_of_whom_nobody_knows_who_they_are(store: Store) -> None:
    """The alert may be about them. A witness is a machine, and is hurried."""
    witness = Appointed("witness:1", HolderKind.WITNESS, "https://witness.example.org")
    appoint(store, HELEN, Appointed("officer:2", HolderKind.OFFICER, "somebody@example.com"), witness)
    with store.transaction() as tx:
        tx.hurry()
    assert [holder.name for holder in holders(store) if holder.wanted] == ["officer:1", "witness:1"]


def test_the_state_of_the_ledger_is_told(store: Store) -> None:
    with store.transaction() as tx:
        before = tx.anchoring()
        assert (before.ledger, before.position, before.opened) == (f"touchline/{ORG}", Position(1, 1), START)
        assert (before.signed, before.closed) == (None, ())
        tx.checkpoint(START)
        last = tx.open_volume(f"touchline/{ORG}/2027", START + DAY)
        after = tx.anchoring()
    assert (after.ledger, after.position, after.opened) == (f"touchline/{ORG}", Position(2, 1), START + DAY)
    assert (after.signed, after.closed) == (Position(1, 2), (Position(1, 2),))
    with store.transaction() as tx:
        assert tx.signed_at(Position(1, 2)) == last
        with pytest.raises(StoreError, match="no checkpoint was signed"):
            tx.signed_at(Position(2, 1))


def test_the_alarm_stays_until_it_is_taken_back(store: Store) -> None:
    alarm = Alarm(START, START + DAY, frozenset({"lead", "deputy"}), Failure(START, 2, "unreachable", START + DAY))
    with store.transaction() as tx:
        tx.set_alarm(alarm)
        assert tx.anchoring().alarm == alarm
        tx.set_alarm(None)
        assert tx.anchoring().alarm is None


def test_it_can_be_read_beside_a_running_bot(store: Store, stores: Stores) -> None:
    appoint(store, HELEN)
    with store.transaction() as tx:
        tx.append(noted("log.gap", n=1), START + DAY)
        expected = tx.anchoring()
    with stores.read() as ledger:
        assert ledger.anchoring() == expected
        assert [gap.data["n"] for gap in ledger.recent("log.gap", START)] == [1]
        assert not list(ledger.recent("log.gap", START + DAY + timedelta(seconds=1)))
        assert ledger.backlog() == (None, None)
