"""What every store remembers of the lapses of servers."""

from datetime import timedelta

from moderation.model import KnownLapse, Speed
from storage.store import Store
from tests.storage.conftest import Stores
from tests.storage.store_kit import DAY, START

SERVER = "discord:s_1"
PLACE = KnownLapse("private_place", "c_1", Speed.NOW, START, told=START, told_to="k_1")
WIDGET = KnownLapse("openness", "widget", Speed.TODAY, START - DAY, mended=START)
CARD = KnownLapse("contact_card", "c_1", Speed.TODAY, START + timedelta(microseconds=1))


def keep(store: Store, *lapses: KnownLapse, server: str = SERVER) -> None:
    with store.transaction() as tx:
        tx.keep_lapses(server, lapses)


def kept(store: Store, server: str = SERVER) -> list[KnownLapse]:
    with store.transaction() as tx:
        return list(tx.lapses(server))


def test_nothing_is_known_of_a_server_at_first(store: Store) -> None:
    assert kept(store) == []


def test_lapses_are_remembered_by_check_and_key_and_after_a_restart(stores: Stores) -> None:
    first = stores.open()
    keep(first, PLACE, WIDGET, CARD)
    first.close()
    assert kept(stores.open()) == [CARD, WIDGET, PLACE]


def test_what_is_kept_is_all_that_is_known(store: Store) -> None:
    keep(store, PLACE, WIDGET)
    keep(store, CARD)
    assert kept(store) == [CARD]
    keep(store)
    assert kept(store) == []


def test_each_server_has_its_own(store: Store) -> None:
    keep(store, PLACE)
    keep(store, CARD, server="slack:s_1")
    keep(store, server="slack:s_2")
    assert (kept(store), kept(store, "slack:s_1")) == ([PLACE], [CARD])


def test_a_unit_that_fails_changes_nothing_and_none_makes_an_entry(store: Store) -> None:
    keep(store, PLACE)
    before = store.root()
    try:
        with store.transaction() as tx:
            tx.keep_lapses(SERVER, [CARD])
            raise KeyError
    except KeyError:
        pass
    assert kept(store) == [PLACE]
    assert store.root() == before
