"""What was opened is remembered for a while: never beyond its key, never in the place of another, never without bound."""

import gc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.model import CaseState, Done, Event
from storage.opened import Opened
from storage.store import Store, StoreError, TextErasedError
from storage.vault import Vault
from tests.storage.store_kit import (
    DAY,
    MINUTE,
    START,
    Clock,
    Seeded,
    alert,
    concern,
    decided,
    noted,
    notice,
    removal,
    said,
    undone,
)

SECRET = b"call 07700 900123"
LABEL = ("arrival", "e_1")


def judged(store: Store, event: Event) -> None:
    with store.transaction() as tx:
        tx.receive(event)
        tx.commit_decision(decided(event.id, f"d_{event.id}"), event)


class Said:
    """What a box is unpacked to."""

    def __init__(self, text: bytes) -> None:
        self.text = text


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with closing(Vault.open(tmp_path / "keys.db", "larkmead", Seeded(), START, new=True)) as vault:
        yield vault


def read(vault: Vault, folder: str, box: bytes) -> Said:
    return vault.read_box(Said, folder, box, *LABEL)


def test_a_box_is_opened_once(vault: Vault) -> None:
    box = vault.seal("day/1", SECRET, *LABEL).ciphertext
    assert read(vault, "day/1", box) is read(vault, "day/1", box)
    assert read(vault, "day/1", box).text == SECRET


def test_what_was_destroyed_is_neither_answered_nor_held(vault: Vault) -> None:
    kept, gone = (vault.seal(folder, SECRET, *LABEL).ciphertext for folder in ("day/1", "day/2"))
    stays, held = read(vault, "day/1", kept), ref(read(vault, "day/2", gone))
    vault.destroy(["day/2"])
    gc.collect()
    assert held() is None
    with pytest.raises(TextErasedError):
        read(vault, "day/2", gone)
    vault.seal("day/2", b"anew", *LABEL)  # the folder has another key now
    with pytest.raises(StoreError, match="another key"):
        read(vault, "day/2", gone)
    assert read(vault, "day/1", kept) is stays


def test_what_is_sealed_in_its_place_takes_the_words_before_it_out_of_memory(vault: Vault) -> None:
    """An erasure blanks what the inbox still holds: the same label, the same key, other words."""
    before = vault.seal("day/1", SECRET, *LABEL).ciphertext
    held = ref(read(vault, "day/1", before))
    after = vault.seal("day/1", b"", *LABEL).ciphertext
    gc.collect()
    assert held() is None
    assert read(vault, "day/1", after).text == b""
    assert read(vault, "day/1", before).text == SECRET, "whatever lies on the disk is what is said"
    assert read(vault, "day/1", after).text == b""


def test_what_was_changed_or_lies_elsewhere_is_opened_and_refused(vault: Vault) -> None:
    box = vault.seal("day/1", SECRET, *LABEL).ciphertext
    vault.seal("day/2", SECRET, *LABEL)
    read(vault, "day/1", box)
    for folder, other, label in (
        ("day/1", box[:-1] + bytes([box[-1] ^ 1]), LABEL),
        ("day/2", box, LABEL),
        ("day/1", box, ("arrival", "e_2")),
    ):
        with pytest.raises(StoreError, match="changed from outside"):
            vault.read_box(Said, folder, other, *label)


def test_nothing_is_held_once_the_vault_is_closed(vault: Vault) -> None:
    held = ref(read(vault, "day/1", vault.seal("day/1", SECRET, *LABEL).ciphertext))
    vault.close()
    gc.collect()
    assert held() is None


_STEPS = st.lists(st.tuples(st.sampled_from("kgdf"), st.sampled_from("ab"), st.sampled_from("xyz"), st.binary(max_size=9)))


@given(_STEPS, st.integers(0, 40))
def test_whatever_is_kept_and_dropped_it_gives_the_last_of_a_label_and_no_more_than_there_is_room_for(
    steps: list[tuple[str, str, str, bytes]], room: int
) -> None:
    opened, last = Opened(room), dict[tuple[str, str], bytes]()
    for does, folder, name, box in steps:
        if does == "k":
            opened.keep(folder, box, (name,), b"value " + box)
            last[folder, name] = box
        elif does == "d":
            opened.drop(folder, (name,))
            last.pop((folder, name), None)
        elif does == "f":
            opened.drop_folder(folder)
            last = {key: value for key, value in last.items() if key[0] != folder}
        elif (found := opened.get(folder, box, (name,))) is not None:
            assert last[folder, name] == box
            assert found == b"value " + box
        there = [value for (folder, name), value in last.items() if opened.get(folder, value, (name,)) is not None]
        assert sum(map(len, there)) <= room


def test_those_used_longest_ago_give_way() -> None:
    opened = Opened(room=10)
    for name in "ab":
        opened.keep("day/1", b"12345", (name,), name)
    assert opened.get("day/1", b"12345", ("a",)) == "a"
    opened.keep("day/1", b"12345", ("c",), "c")
    assert [opened.get("day/1", b"12345", (name,)) for name in "abc"] == ["a", None, "c"]


# The store, which has read everything before


def test_what_was_read_before_is_gone_with_its_day(store: Store, clock: Clock) -> None:
    judged(store, said("hello"))
    with store.transaction() as tx:
        assert tx.window("c_1", START + DAY, 9) == tx.window("c_1", START + DAY, 9) == [said("hello")]
    clock.move(8 * DAY)
    assert store.forget_expired(clock.now) == 1
    with store.transaction() as tx:
        assert tx.window("c_1", clock.now, 9) == []
        assert tx.receive(said("hello", at=clock.now)), "it is not known any more"
        assert tx.next_arrivals(9) == [said("hello", at=clock.now)]


def test_a_concern_is_read_as_it_stands_after_each_change(store: Store) -> None:
    event = said("call 07700 900123")
    with store.transaction() as tx:
        tx.receive(event)
        tx.commit_decision(decided(event.id, entry=noted(), case=concern(event), effects=(removal(), alert(None))), event)
    for state in (CaseState.CLAIMED, CaseState.CLOSED):
        with store.transaction() as tx:
            case = concern(event, state=state)
            tx.commit_decision(decided("t", f"d_{state}", entry=noted(), case=case), None)
            assert tx.case("c_case") == case
            assert tx.cases(open_only=True) == ([case] if state is CaseState.CLAIMED else [])
    with store.transaction() as tx:
        assert [settled.outcome for settled in tx.effects_of("c_case")] == [None, None]
        attempt, _ = tx.claim_effects(START, 8, MINUTE)
        tx.settle_effect(attempt, Done("m_1"), START, noted())
        assert [settled.outcome for settled in tx.effects_of("c_case")] == [Done("m_1"), None]


def test_what_was_undone_is_not_remembered(store: Store) -> None:
    event = said("call 07700 900123")
    judged(store, said("before", 2))
    for words in ("one", "two"):
        with undone(store.transaction) as tx:
            tx.receive(said(words))
            assert tx.next_arrivals(9) == [said(words)]
    with store.transaction() as tx:
        assert tx.next_arrivals(9) == []
        tx.receive(event)
        assert tx.next_arrivals(9) == [event]


def test_what_is_to_be_first_comes_before_what_was_planned_before_it(store: Store) -> None:
    event = said("call 07700 900123")
    with store.transaction() as tx:
        tx.receive(event)
        effects = (notice("x_1"), notice("x_2", "c_2"), removal())
        tx.commit_decision(decided(event.id, entry=noted(), effects=effects), event)
        kinds = [attempt.planned.effect.kind for attempt in tx.claim_effects(START, 2, MINUTE, first=["remove_post"])]
        assert kinds == ["remove_post", "post_notice"]
        assert [attempt.planned.id for attempt in tx.claim_effects(START, 2, MINUTE)] == ["x_2"]
