"""What every store keeps of letters to the adults who answer for a child: sealed, and gone with the child."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from moderation.model import Account, AdultLetter, Entry, LetterStage, Person, Role
from storage.sqlite import SqliteStore
from storage.store import Store
from tests.storage.conftest import Stores
from tests.storage.erasure_kit import COOLED, LEAD, approve, request, set_retention, still_there, traces
from tests.storage.store_kit import ORG, START, Clock, Seeded

WRITTEN = AdultLetter(
    "l_1", "p_dave", Account("discord", "7", "dave"), "p_maya", "Maya left her boots.", "— Dave Ridley, head coach", START
)
HELD = Entry("letter.held", "p_dave", {"letter": "l_1"})


def register(store: Store) -> None:
    with store.transaction() as tx:
        set_retention(tx)
        tx.register(Person("p_maya", "Maya Lindqvist", Role.CHILD, True), [], LEAD)
        tx.register(Person("p_alfie", "Alfie Turner", Role.CHILD, True), [], LEAD)


def test_one_is_kept_and_changed_and_listed(stores: Stores) -> None:
    store = stores.open()
    register(store)
    held = replace(WRITTEN, stage=LetterStage.HELD, due=START + timedelta(days=2))
    before = replace(WRITTEN, id="l_2", child="p_alfie", at=START - timedelta(days=2))
    with store.transaction() as tx:
        tx.keep_adult_letter(held, HELD, START)
        tx.keep_adult_letter(before, HELD, START)
    store.close()
    store = stores.open()
    with store.transaction() as tx:
        assert tx.adult_letter("l_1") == held
        assert tx.adult_letter("l_3") is None
        assert list(tx.adult_letters()) == [before, held]
        assert list(tx.adult_letters(START - timedelta(days=1))) == [held]
        tx.keep_adult_letter(WRITTEN, replace(HELD, kind="letter.sent"), START)
        assert tx.adult_letter("l_1") == WRITTEN
        steps = [each.record["kind"] for each in tx.entries_of(frozenset(), {"p_maya"})]
    assert steps[-2:] == ["letter.held", "letter.sent"], "each step is an entry of the child's"


def test_no_file_holds_the_words_and_nothing_is_left_of_a_child_who_is_erased(tmp_path: Path) -> None:
    club, clock = tmp_path / "club", Clock()
    with closing(SqliteStore.open(club, ORG, clock, retention_days=7, entropy=Seeded())) as store:
        register(store)
        with store.transaction() as tx:
            tx.keep_adult_letter(WRITTEN, HELD, START)
            tx.keep_adult_letter(replace(WRITTEN, id="l_2", child="p_alfie"), HELD, START)
        for path in club.iterdir():
            assert b"her boots" not in path.read_bytes(), path.name
        sought = traces(club, "p_maya", "her boots")
        clock.move(timedelta(days=400))
        request(store, "p_maya")
        clock.move(COOLED)
        approve(store, "p_maya")
        assert store.finish_erasures() == 0
        with store.reading() as tx:
            assert [each.id for each in tx.adult_letters()] == ["l_2"]
        assert still_there(club, sought) == []
