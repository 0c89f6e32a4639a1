"""What every store keeps of announcements: sealed, changed as they go on, and gone with whoever wrote them."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from moderation.model import Account, Announcement, Person, Place, Role, Stage
from storage.sqlite import SqliteStore
from storage.store import Store
from tests.storage.conftest import Stores
from tests.storage.erasure_kit import COOLED, LEAD, approve, request, set_retention, still_there, traces
from tests.storage.store_kit import ORG, START, Clock, Seeded

BY = Account("discord", "7", "dave")
WRITTEN = Announcement(
    "n_1", "p_dave", BY, "— Dave Ridley, head coach", False, Place("discord", "9", "u11-news"), "No training tomorrow.", START
)


def register(store: Store) -> None:
    with store.transaction() as tx:
        set_retention(tx)
        tx.register(Person("p_dave", "Dave Ridley", Role.STAFF, False), [BY], LEAD)
        tx.register(Person("p_cerys", "Cerys Pugh", Role.STAFF, False), [], LEAD)


def test_one_is_kept_and_changed_and_listed(stores: Stores) -> None:
    store = stores.open()
    register(store)
    other = replace(WRITTEN, id="n_2", author="p_cerys", at=START - timedelta(hours=1))
    held = replace(WRITTEN, stage=Stage.HELD, decided_by="p_cerys", due=START + timedelta(days=2))
    with store.transaction() as tx:
        tx.keep_announcement(WRITTEN)
        tx.keep_announcement(other)
        tx.keep_announcement(held)
    store.close()
    store = stores.open()
    with store.transaction() as tx:
        assert tx.announcement("n_1") == held
        assert tx.announcement("n_3") is None
        assert list(tx.announcements()) == [other, held]
        assert list(tx.announcements("p_dave")) == [held]
        tx.keep_announcement(replace(held, stage=Stage.SENT))
        assert list(tx.announcements(open_only=True)) == [other]


def test_no_file_holds_the_words_and_nothing_is_left_of_whoever_is_erased(tmp_path: Path) -> None:
    club, clock = tmp_path / "club", Clock()
    with closing(SqliteStore.open(club, ORG, clock, retention_days=7, entropy=Seeded())) as store:
        register(store)
        with store.transaction() as tx:
            tx.keep_announcement(WRITTEN)
            tx.keep_announcement(replace(WRITTEN, id="n_2", author="p_cerys"))
        for path in club.iterdir():
            assert b"No training" not in path.read_bytes(), path.name
        sought = traces(club, "p_dave", "No training")
        clock.move(timedelta(days=400))
        request(store, "p_dave")
        clock.move(COOLED)
        approve(store, "p_dave")
        assert store.finish_erasures() == 0
        with store.reading() as tx:
            assert [each.id for each in tx.announcements()] == ["n_2"]
        assert still_there(club, sought) == []
