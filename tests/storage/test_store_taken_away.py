"""What a store tells of messages that a platform says are gone, written against the protocol alone."""

from datetime import timedelta

from moderation.model import EventKind
from storage.store import Store
from tests.storage.store_kit import START, pressed, said


def test_an_arrival_is_found_by_its_id(store: Store) -> None:
    with store.transaction() as tx:
        tx.receive(said("hello", 1))
        tx.receive(pressed(1))
        assert tx.arrival(said("", 1).id) == said("hello", 1)
        assert tx.arrival(pressed(1).id) == pressed(1)
        assert tx.arrival("of nobody") is None


def test_what_is_gone_since_an_instant(store: Store) -> None:
    with store.transaction() as tx:
        tx.receive(said("hello", 1))
        for number in (4, 2, 3):
            tx.receive(said("", number, at=START + timedelta(hours=number), kind=EventKind.DELETED))
        gone = [event.at - START for event in tx.taken_away(START + timedelta(hours=3))]
    assert gone == [timedelta(hours=3), timedelta(hours=4)]
