"""What every store keeps of contact that staff ask for with a child: versions that entries commit to, and a transcript."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from moderation.model import Account, ContactRequest, ContactState, Entry, Event, EventKind, Part, PartKind, Person, Place, Role
from storage.erasure import Refusal, Why
from storage.sqlite import SqliteStore
from storage.store import Store, StoreError, TextErasedError
from tests.storage.conftest import Stores
from tests.storage.erasure_kit import COOLED, LEAD, approve, request, set_retention, still_there, traces
from tests.storage.store_kit import ORG, START, Clock, Seeded, records

DAVE, ROBIN = Account("discord", "1", "Dave"), Account("discord", "7", "Robin")
PURPOSE = "about the bowling action"
ASKED = ContactRequest(
    "k_1", "p_dave", DAVE, "p_robin", ROBIN, PURPOSE, START, START + timedelta(minutes=30), START - timedelta(hours=1)
)  # fmt: skip
OPEN = replace(ASKED, state=ContactState.OPEN, place="55", version=2)
NOTED = Entry("contact.noted", "p_dave", {})


def line(number: int, text: str) -> Event:
    place = Place("discord", "55", "contact-1")
    parts = (Part(PartKind.BODY, text),)
    return Event(f"discord:{number}", ORG, EventKind.POSTED, START, DAVE, place, str(number), parts)


def begun(store: Store) -> None:
    with store.transaction() as tx:
        set_retention(tx)
        tx.register(Person("p_robin", "Robin Vale", Role.CHILD, True), [ROBIN], LEAD)
        tx.keep_contact(ASKED, NOTED, START)
        tx.keep_contact(OPEN, NOTED, START)
        tx.hear_contact(OPEN, line(1, "Zanzibar"))
        tx.hear_contact(OPEN, line(2, "yes"))
        tx.hear_contact(OPEN, line(1, "Zanzibar"))


@pytest.mark.clause("5.13")
def test_each_change_is_a_version_and_what_was_written_is_sealed_in_order(stores: Stores) -> None:
    first = stores.open()
    begun(first)
    with first.transaction() as tx, pytest.raises(StoreError, match="changed meanwhile"), tx.savepoint():
        tx.keep_contact(OPEN, NOTED, START)
    first.close()
    store = stores.open()
    with store.reading() as tx:
        assert tx.contact_request("k_1") == OPEN
        assert tx.contact_request("k_2") is None
        assert tx.contact_at("discord", "55") == OPEN
        assert tx.contact_at("slack", "55") is None
        assert tx.contact_at("discord", "") is None
    closed = replace(OPEN, state=ContactState.CLOSED, version=3)
    with store.transaction() as tx:
        with pytest.raises(TextErasedError), tx.savepoint():
            tx.contact_transcript(OPEN, LEAD, "too soon")
        tx.seal_contact(closed, NOTED, START)
    with store.transaction() as tx:
        assert tx.contact_at("discord", "55") is None
        assert not tx.contact_requests(live=True)
        assert list(tx.contact_requests()) == [closed]
        assert list(tx.contact_transcript(closed, LEAD, "a parent asked")) == [line(1, "Zanzibar"), line(2, "yes")]
    kept = [each for each in records(store) if each["kind"] == "contact.noted"]
    assert len({each["sealed"]["box"] for each in kept}) == 3
    (transcript,) = [each for each in records(store) if each["kind"] == "contact.transcript"]
    assert (transcript["data"], transcript["folder"]) == ({"request": "k_1", "lines": 2}, "p_robin")
    assert records(store)[-1]["kind"] == "sealed.opened"
    assert PURPOSE not in str(records(store))


@pytest.mark.clause("5.13", "7.3")
def test_no_file_holds_a_word_of_it_and_it_goes_with_the_child(tmp_path: Path) -> None:
    club, clock = tmp_path / "club", Clock()
    with closing(SqliteStore.open(club, ORG, clock, retention_days=7, entropy=Seeded())) as store:
        begun(store)
        for path in club.iterdir():
            assert PURPOSE.encode() not in path.read_bytes(), path.name
            assert b"Zanzibar" not in path.read_bytes(), path.name
        sought = traces(club, "p_robin", "Robin Vale")
        clock.move(timedelta(days=400))
        refused = request(store, "p_robin")
        assert isinstance(refused, Refusal), "while it is open: nobody could close a place of which nothing is known"
        assert refused.why is Why.BUSY
        with store.transaction() as tx:
            tx.seal_contact(replace(OPEN, state=ContactState.CLOSED, version=3), NOTED, START)
        request(store, "p_robin")
        clock.move(COOLED)
        approve(store, "p_robin")
        assert store.finish_erasures() == 0
        with store.reading() as tx:
            assert not tx.contact_requests()
            assert tx.contact_at("discord", "55") is None
        assert still_there(club, sought) == []
