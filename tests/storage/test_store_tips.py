"""What every store keeps of tips for children: the newest time of each, and how far the weekly ones have come."""

from datetime import timedelta

from moderation.model import Person, Role, TipSeries
from storage.store import Store
from tests.storage.conftest import Stores
from tests.storage.erasure_kit import COOLED, LEAD, approve, request, set_retention
from tests.storage.store_kit import START, Clock

LATER = START + timedelta(days=7, microseconds=1)


def test_the_newest_time_of_each_tip_and_one_series_are_kept(stores: Stores) -> None:
    store = stores.open()
    with store.transaction() as tx:
        assert (tx.tips_shown("p_alfie"), tx.tip_series("p_alfie")) == ({}, None)
        for person, tip, at in (("p_alfie", "phone", START), ("p_alfie", "phone", LATER), ("p_jo", "links", START)):
            tx.keep_tip(person, tip, at)
        tx.keep_tip_series("p_alfie", TipSeries("discord", START))
        tx.keep_tip_series("p_alfie", TipSeries("discord", LATER, 3))
    store.close()
    store = stores.open()
    with store.transaction() as tx:
        assert (tx.tips_shown("p_alfie"), tx.tips_shown("p_jo")) == ({"phone": LATER}, {"links": START})
        assert tx.tip_series("p_alfie") == TipSeries("discord", LATER, 3)
        tx.keep_tip_series("p_alfie", None)
        assert tx.tip_series("p_alfie") is None


def test_they_go_with_whoever_is_erased(store: Store, clock: Clock) -> None:
    with store.transaction() as tx:
        set_retention(tx)
        for id_ in ("p_alfie", "p_jo"):
            tx.register(Person(id_, id_, Role.CHILD, True), [], LEAD)
            tx.keep_tip(id_, "phone", START)
            tx.keep_tip_series(id_, TipSeries("discord", START))
    clock.move(timedelta(days=400))
    request(store, "p_alfie")
    clock.move(COOLED)
    approve(store, "p_alfie")
    assert store.finish_erasures() == 0
    with store.reading() as tx:
        assert (tx.tips_shown("p_alfie"), tx.tip_series("p_alfie")) == ({}, None)
        assert tx.tips_shown("p_jo")
