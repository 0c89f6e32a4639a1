"""What a store finds about one person, written against the protocol alone."""

from dataclasses import replace

from moderation.model import Entry, ExplainToAuthor, RemovePost
from storage.erasure import Step
from storage.store import Store
from tests.storage.erasure_kit import ACCOUNT, DEPUTY, LEAD, OFFICERS, a_concern, approve, request, set_retention, somebody
from tests.storage.store_kit import CHILD, COACH, ROBIN, START, Clock, pressed, said


def test_every_version_of_a_register_entry(store: Store) -> None:
    with store.transaction() as tx:
        tx.register(ROBIN, [CHILD], LEAD)
        tx.register(replace(ROBIN, turns_18="2030-01"), [CHILD, ACCOUNT], LEAD)
    with store.transaction() as tx:
        first, second = tx.register_versions(ROBIN.id)
        assert (first.version, first.person, [a.id for a in first.accounts]) == (1, ROBIN, [CHILD.id])
        assert (second.version, second.person.turns_18, len(second.accounts)) == (2, "2030-01", 2)
        assert tx.register_versions("p_nobody") == []


def test_what_somebody_sent_under_whatever_account(store: Store) -> None:
    with store.transaction() as tx:
        for number, author in enumerate((CHILD, COACH, ACCOUNT), start=1):
            tx.receive(said("hello", number, author=author))
        tx.receive(pressed(1))
        stranger = tx.pseudonym(CHILD)
        assert [a.id for a in tx.arrivals_by({stranger})] == [said("", 1).id]
        tx.register(ROBIN, [CHILD, ACCOUNT], LEAD)
        assert [a.id for a in tx.arrivals_by({ROBIN.id})] == [said("", 1).id, said("", 3).id]
        assert [a.id for a in tx.arrivals_by({tx.pseudonym(COACH)})] == [said("", 2).id, pressed(1).id]
        assert tx.arrivals_by(()) == []


def test_entries_of_whoever_acted_and_of_folders_in_all_volumes(store: Store) -> None:
    with store.transaction() as tx:
        tx.append(Entry("case.noted", "p_one", {"says": '"actor":"p_two"'}, "c_1"), START)
        tx.append(Entry("case.noted", "p_two", {}, "c_2"), START)
        tx.open_volume(f"{store.origin}/2027", START)
        tx.append(Entry("case.closed", "p_one", {}, "c_2"), START)
        found = [(each.volume, each.record["kind"], each.record["actor"]) for each in tx.entries_of({"p_one"}, ())]
        assert found == [(1, "case.noted", "p_one"), (2, "case.closed", "p_one")]
        assert [each.record["actor"] for each in tx.entries_of((), {"c_2"})] == ["p_two", "p_one"]
        assert len(tx.entries_of({"p_one"}, {f"c_{number}" for number in range(1000)})) == 3
        assert tx.entries_of((), ()) == []


def test_the_effects_of_a_concern_by_their_ids(store: Store) -> None:
    a_concern(store)
    with store.transaction() as tx:
        found = tx.effects_by_id("c_case")
    assert {id_: type(effect) for id_, effect in found.items()} == {"x_c_case": RemovePost, "x_c_case_told": ExplainToAuthor}


def test_what_was_erased_about_somebody(store: Store, clock: Clock) -> None:
    with store.transaction() as tx:
        set_retention(tx)
        somebody(tx)
    a_concern(store)
    request(store)
    clock.now = START.replace(day=29)
    approve(store)
    with store.transaction() as tx:
        assert tx.erased_about({"p_sam"}) == []
    store.finish_erasures()
    with store.transaction() as tx:
        assert tx.erased_about({"p_sam"}) == [("c_case", clock.now)]
        assert tx.erased_about({"p_lead"}) == []


def test_the_reason_for_an_export_is_sealed_and_can_be_read_by_another_officer(store: Store) -> None:
    with store.transaction() as tx:
        somebody(tx)
        export = tx.begin_export(LEAD, "p_robin", "a letter of 3 May", {"standing": "self"})
    with store.transaction() as tx:
        entry = tx.newest_entry("member.gathered")
        assert entry is not None
        assert entry.data == {"export": export, "person": "p_robin", "standing": "self"}
        assert tx.reasons_for(export, DEPUTY, "the board asks", OFFICERS) == [(Step.REQUEST, "a letter of 3 May")]
