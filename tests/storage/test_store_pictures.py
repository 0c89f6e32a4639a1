"""What every store keeps of the photo desk: sealed, by ids alone; who can be seen in a picture goes with whoever is erased."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from moderation.model import Account, Answers, Equipment, Maker, Person, Picture, PictureStage, Published, Role
from storage.sqlite import SqliteStore
from storage.store import Store
from tests.storage.conftest import Stores
from tests.storage.erasure_kit import COOLED, LEAD, approve, request, set_retention, still_there, traces
from tests.storage.store_kit import ORG, START, Clock, Seeded, records

PICTURE = Picture("i_1", "discord", "900", "901", "5", "p_coach", START, ("777001", "777002"), ("p_maya",), False)
ANSWERS = Answers(LEAD, START, "300", True, True, False, Equipment.OWN, Maker.AGREED)


def register(store: Store) -> None:
    with store.transaction() as tx:
        set_retention(tx)
        tx.register(Person("p_robin", "Robin Vale", Role.CHILD, True), [Account("discord", "7")], LEAD)
        tx.register(Person("p_maya", "Maya Osei", Role.CHILD, True), [], LEAD)


@pytest.mark.clause("6.1")
def test_a_picture_is_kept_as_it_stands_with_who_is_in_it(stores: Stores) -> None:
    first = stores.open()
    register(first)
    before = len(records(first))
    answered = replace(
        PICTURE, stage=PictureStage.RELEASED, answers=ANSWERS, published=(Published("55", "there"),), offers=("56",)
    )
    with first.transaction() as tx:
        tx.keep_picture(PICTURE)
        tx.keep_picture(replace(PICTURE, id="i_2"))
        tx.keep_picture(answered)
        tx.keep_pictured("i_1", ["p_robin", "p_maya", "p_robin"])
        tx.keep_pictured("i_2", ["p_robin"])
        tx.keep_pictured("i_2", ())
    assert len(records(first)) == before, "nothing of it is an entry"
    first.close()
    store = stores.open()
    with store.reading() as tx:
        assert tx.picture("i_1") == answered
        assert tx.picture("i_3") is None
        assert [each.id for each in tx.pictures(PictureStage.WAITING)] == ["i_2"]
        assert [each.id for each in tx.pictures(PictureStage.WAITING, PictureStage.RELEASED)] == ["i_1", "i_2"]
        assert list(tx.pictured("i_1")) == ["p_maya", "p_robin"]
        assert not tx.pictured("i_2")


@pytest.mark.clause("6.1", "6.6")
def test_a_picture_is_found_by_what_hangs_on_it_and_by_what_shows_it(stores: Stores) -> None:
    store = stores.open()
    shown = replace(PICTURE, stage=PictureStage.SHOWN, answers=ANSWERS, published=(Published("55"),), offers=("56",))
    other = replace(PICTURE, id="i_2", files=("777009",))
    with store.transaction() as tx:
        tx.keep_picture(shown)
        tx.keep_picture(other)
    with store.reading() as tx:
        for each in ("777001", "777002", "55", "56"):
            assert tx.pictures_with("discord", (each,)) == [shown]
        assert tx.pictures_with("discord", ("777009", "777001", "55", "nothing")) == [shown, other]
        assert tx.pictures_with("slack", ("777001",)) == []
        assert tx.pictures_with("discord", ()) == []
    with store.transaction() as tx:
        tx.keep_picture(replace(shown, files=("777003",), offers=()))
    with store.reading() as tx:
        assert [each.id for each in tx.pictures_with("discord", ("777003",))] == ["i_1"]
        assert tx.pictures_with("discord", ("777001", "56")) == []
        assert [each.id for each in tx.pictures(PictureStage.SHOWN)] == ["i_1"]
        assert tx.pictures() == []


@pytest.mark.clause("6.1")
def test_no_file_says_which_picture_somebody_is_in_and_it_goes_with_them(tmp_path: Path) -> None:
    club, clock = tmp_path / "club", Clock()
    with closing(SqliteStore.open(club, ORG, clock, retention_days=7, entropy=Seeded())) as store:
        register(store)
        with store.transaction() as tx:
            tx.keep_picture(PICTURE)
            tx.keep_pictured("i_1", ["p_robin", "p_maya"])
        for path in club.iterdir():
            assert b"777001" not in path.read_bytes(), path.name
        sought = traces(club, "p_robin", "Robin Vale")
        clock.move(timedelta(days=400))
        request(store, "p_robin")
        clock.move(COOLED)
        approve(store, "p_robin")
        assert store.finish_erasures() == 0
        with store.reading() as tx:
            assert list(tx.pictured("i_1")) == ["p_maya"]
        assert still_there(club, sought) == []
