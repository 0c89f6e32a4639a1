"""What every store keeps of spaces that are applied for: sealed, changed as they go on, and gone with whoever applied."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from moderation.model import Account, Person, Role, SpaceFor, SpaceRequest, SpaceState
from storage.sqlite import SqliteStore
from storage.store import Store
from tests.storage.conftest import Stores
from tests.storage.erasure_kit import COOLED, LEAD, approve, request, set_retention, still_there, traces
from tests.storage.store_kit import ORG, START, Clock, Seeded

BY = Account("discord", "7", "dave")
ASKED = SpaceRequest(
    "sp_1", "p_dave", BY, "matches", "News of the junior matches", SpaceFor.FAMILIES, "At training",
    ("p_dave", "p_cerys"), False, START,
)  # fmt: skip


def register(store: Store) -> None:
    with store.transaction() as tx:
        set_retention(tx)
        tx.register(Person("p_dave", "Dave Ridley", Role.STAFF, False), [BY], LEAD)
        tx.register(Person("p_cerys", "Cerys Pugh", Role.STAFF, False), [], LEAD)


def test_one_is_kept_and_changed_and_listed(stores: Stores) -> None:
    store = stores.open()
    register(store)
    other = replace(ASKED, id="sp_2", by="p_cerys", asked_at=START - timedelta(hours=1))
    approved = replace(ASKED, state=SpaceState.APPROVED, decided_by="p_helen", by_hand=True)
    with store.transaction() as tx:
        for each in (ASKED, other, approved):
            tx.keep_space_request(each)
    store.close()
    store = stores.open()
    with store.transaction() as tx:
        assert tx.space_request("sp_1") == approved
        assert tx.space_request("sp_3") is None
        assert list(tx.space_requests()) == [other, approved]
        assert list(tx.space_requests("p_dave")) == [approved]
        tx.keep_space_request(replace(approved, state=SpaceState.MADE, place="9"))
        assert list(tx.space_requests(open_only=True)) == [other]


def test_no_file_holds_the_words_and_nothing_is_left_of_whoever_is_erased(tmp_path: Path) -> None:
    club, clock = tmp_path / "club", Clock()
    with closing(SqliteStore.open(club, ORG, clock, retention_days=7, entropy=Seeded())) as store:
        register(store)
        with store.transaction() as tx:
            tx.keep_space_request(ASKED)
            tx.keep_space_request(replace(ASKED, id="sp_2", by="p_cerys"))
        for path in club.iterdir():
            assert b"junior matches" not in path.read_bytes(), path.name
        sought = traces(club, "p_dave", "junior matches")
        clock.move(timedelta(days=400))
        request(store, "p_dave")
        clock.move(COOLED)
        approve(store, "p_dave")
        assert store.finish_erasures() == 0
        with store.reading() as tx:
            assert [each.id for each in tx.space_requests()] == ["sp_2"]
        assert still_there(club, sought) == []
