"""What every store does with effects: their order, who follows whom, leases, and what is written down of them."""

from dataclasses import replace

import pytest

from moderation.model import (
    AlreadyDone,
    Done,
    Gone,
    NeedsHuman,
    Outcome,
    Planned,
    Refused,
    RetryLater,
    Waits,
    Withheld,
)
from storage.store import Attempt, Store, Transaction
from tests.storage.conftest import Stores
from tests.storage.store_kit import (
    DAY,
    MINUTE,
    START,
    alert,
    concern,
    decided,
    explanation,
    kinds,
    noted,
    notice,
    records,
    removal,
    said,
)


def plan(store: Store, *effects: Planned, name: str = "d_1", about_concern: bool = True) -> None:
    case = concern(said("call 07700 900123")) if about_concern else None
    with store.transaction() as tx:
        tx.commit_decision(decided("t_0", name, entry=noted(), effects=effects, case=case), None)


def claim(tx: Transaction, limit: int = 8) -> list[str]:
    return [attempt.planned.id for attempt in tx.claim_effects(START, limit, MINUTE)]


def perform(store: Store, outcome: Outcome) -> None:
    """Claim one effect and settle or postpone it."""
    with store.transaction() as tx:
        (attempt,) = tx.claim_effects(START, 1, MINUTE)
        settle(tx, attempt, outcome)


def settle(tx: Transaction, attempt: Attempt, outcome: Outcome) -> None:
    if isinstance(outcome, RetryLater):
        tx.postpone_effect(attempt, outcome, START + MINUTE)
    else:
        tx.settle_effect(attempt, outcome, START, noted(f"effect.{outcome.kind}", effect=attempt.planned.id))


def test_effects_go_out_in_the_order_in_which_they_were_planned(store: Store) -> None:
    plan(store, notice("x_3"), notice("x_1"))
    plan(store, notice("x_2"), name="d_2")
    with store.transaction() as tx:
        assert claim(tx, 2) == ["x_3", "x_1"]
        assert claim(tx) == ["x_2"]


def test_an_attempt_says_what_it_belongs_to(store: Store) -> None:
    plan(store, removal(), about_concern=True)
    plan(store, notice("x_2"), name="d_2", about_concern=False)
    with store.transaction() as tx:
        assert tx.claim_effects(START, 8, MINUTE) == [
            Attempt(removal(), "d_1", "c_case", 1),
            Attempt(notice("x_2"), "d_2", None, 1),
        ]


def test_nobody_else_gets_an_effect_until_its_lease_ends(stores: Stores) -> None:
    first = stores.open()
    plan(first, removal())
    with first.transaction() as tx:
        assert claim(tx) == ["x_remove"]
        assert claim(tx) == []
    first.close()  # as after a crash: nothing was settled
    with stores.open().transaction() as tx:
        assert tx.claim_effects(START + MINUTE - MINUTE / 60, 8, MINUTE) == []
        (again,) = tx.claim_effects(START + MINUTE, 8, MINUTE)
        assert again.tries == 2


def test_a_clock_that_is_put_back_lets_nothing_wait_for_the_time_before(store: Store) -> None:
    plan(store, notice("x_1"), removal())
    earlier = START - DAY
    with store.transaction() as tx:
        assert [each.planned.id for each in tx.claim_effects(earlier, 1, MINUTE)] == ["x_1"]
        assert [each.planned.id for each in tx.claim_effects(earlier, 8, MINUTE)] == ["x_remove"]
        assert tx.claim_effects(earlier, 8, MINUTE) == []


@pytest.mark.parametrize("postponed", [False, True])
def test_leases_and_waits_go_on_from_a_clock_that_is_put_back(store: Store, postponed: bool) -> None:
    plan(store, removal())
    earlier = START - DAY
    with store.transaction() as tx:
        (attempt,) = tx.claim_effects(START, 8, MINUTE)
        if postponed:
            tx.postpone_effect(attempt, RetryLater(), START + MINUTE)
        assert tx.claim_effects(earlier, 8, MINUTE) == []
        assert tx.claim_effects(earlier + MINUTE, 8, MINUTE)


OUTCOMES: dict[str, tuple[Outcome, list[str], list[str]]] = {
    "done": (Done("m_9"), ["x_explain", "x_alert"], []),
    "already done": (AlreadyDone(), ["x_explain", "x_alert"], []),
    "gone": (Gone(), ["x_explain", "x_alert"], []),
    "withheld": (Withheld("shadow"), ["x_explain", "x_alert"], []),
    "refused": (Refused("forbidden"), ["x_alert"], ["x_explain"]),
    "needs a human": (NeedsHuman("no_right"), ["x_alert"], ["x_explain"]),
    "later": (RetryLater(5), ["x_alert"], []),
}


@pytest.mark.parametrize(("outcome", "follow", "dropped"), OUTCOMES.values(), ids=OUTCOMES)
def test_what_follows_an_effect_goes_by_what_became_of_it(
    store: Store, outcome: Outcome, follow: list[str], dropped: list[str]
) -> None:
    plan(store, removal(), explanation("x_remove"), alert("x_remove"))
    perform(store, outcome)
    with store.transaction() as tx:
        assert claim(tx) == follow
    drops = [record["data"] for record in records(store) if record["kind"] == "effect.dropped"]
    assert [drop["effect"] for drop in drops] == dropped
    assert all(drop["after"] == "x_remove" for drop in drops)


@pytest.mark.parametrize(("outcome", "follow", "dropped"), list(OUTCOMES.values())[:-1], ids=list(OUTCOMES)[:-1])
def test_an_effect_may_be_planned_after_what_it_follows_was_settled(
    store: Store, outcome: Outcome, follow: list[str], dropped: list[str]
) -> None:
    plan(store, removal())
    perform(store, outcome)
    plan(store, explanation("x_remove"), alert("x_remove"), name="d_2")
    with store.transaction() as tx:
        assert claim(tx) == follow
    assert kinds(store).count("effect.dropped") == len(dropped)


def test_nothing_that_waits_goes_out_before_what_it_follows(store: Store) -> None:
    plan(store, removal(), explanation("x_remove"), alert("x_remove"), alert(None, "x_other"))
    with store.transaction() as tx:
        assert claim(tx) == ["x_remove", "x_other"]
        assert claim(tx) == []


def test_what_is_dropped_takes_its_own_followers_along_but_never_an_alert(store: Store) -> None:
    plan(
        store,
        removal(),
        explanation("x_remove", "x_2"),
        explanation("x_2", "x_3"),
        alert("x_3", "x_4"),
        explanation("x_4", "x_5"),
    )
    perform(store, Refused("forbidden"))
    drops = [record["data"] for record in records(store) if record["kind"] == "effect.dropped"]
    assert [(drop["effect"], drop["after"]) for drop in drops] == [("x_2", "x_remove"), ("x_3", "x_2")]
    perform(store, Done())
    with store.transaction() as tx:
        assert claim(tx) == ["x_5"]
        came = [settled.outcome for settled in tx.effects_of("c_case")]
    assert came == [Refused("forbidden"), Refused("dropped"), Refused("dropped"), Done(), None]
    assert store.counts().unsettled == 1


def test_a_postponed_effect_waits_and_its_tries_are_counted(store: Store) -> None:
    plan(store, removal(), explanation("x_remove"))
    perform(store, RetryLater(60))
    with store.transaction() as tx:
        assert claim(tx) == []
        (again,) = tx.claim_effects(START + MINUTE, 8, MINUTE)
        assert again.tries == 2
        assert [settled.outcome for settled in tx.effects_of("c_case")] == [None, None]
        settle(tx, again, Done())
        assert claim(tx) == ["x_explain"]


def test_a_postponed_effect_is_counted_on_from_where_it_is_put_back(store: Store) -> None:
    plan(store, removal())
    with store.transaction() as tx:
        (attempt,) = tx.claim_effects(START, 8, MINUTE)
        tx.postpone_effect(replace(attempt, tries=7), RetryLater(), START + MINUTE)
        (again,) = tx.claim_effects(START + MINUTE, 8, MINUTE)
        assert again.tries == 8


def test_what_somebody_is_at_work_on_is_neither_claimed_nor_counted_nor_in_the_way_of_the_rest(store: Store) -> None:
    plan(store, notice("x_1"), notice("x_2"), notice("x_3"))
    with store.transaction() as tx:
        assert claim(tx, 2) == ["x_1", "x_2"]
        late = tx.claim_effects(START + MINUTE, 2, MINUTE, besides=["x_1", "x_2"])
        assert [attempt.planned.id for attempt in late] == ["x_3"]
        again = tx.claim_effects(START + MINUTE, 8, MINUTE)
        assert [(attempt.planned.id, attempt.tries) for attempt in again] == [("x_1", 2), ("x_2", 2)]


def test_what_became_of_an_effect_is_written_once(store: Store) -> None:
    plan(store, removal(), explanation("x_remove"))
    with store.transaction() as tx:
        (attempt,) = tx.claim_effects(START, 8, MINUTE)
        settle(tx, attempt, Done("m_9"))
        settle(tx, attempt, Refused("forbidden"))
        tx.postpone_effect(attempt, RetryLater(), START)
        assert tx.effects_of("c_case")[0].outcome == Done("m_9")
        assert claim(tx) == ["x_explain"]
    assert kinds(store) == ["log.opened", "message.judged", "effect.done"]


def test_settling_and_postponing_are_not_confused(store: Store) -> None:
    plan(store, removal())
    with store.transaction() as tx:
        (attempt,) = tx.claim_effects(START, 8, MINUTE)
        with pytest.raises(ValueError, match="postponed, not settled"):
            tx.settle_effect(attempt, RetryLater(), START, noted())
        with pytest.raises(ValueError, match="only an effect that will be tried again"):
            tx.postpone_effect(attempt, Done(), START)


def test_an_effect_that_is_planned_twice_is_one(store: Store) -> None:
    plan(store, removal())
    plan(store, removal(), name="d_2")
    assert store.counts().unsettled == 1
    perform(store, Done())
    plan(store, removal(), name="d_3")
    assert store.counts().unsettled == 0


@pytest.mark.parametrize(
    "other",
    [removal(message="m_2"), replace(removal(), platform="slack"), replace(removal(), waits=Waits.FOR_ATTEMPT)],
    ids=["target", "platform", "order"],
)
def test_one_id_for_two_effects_is_a_mistake(store: Store, other: Planned) -> None:
    plan(store, removal())
    with pytest.raises(ValueError, match="differently"):
        plan(store, other, name="d_2")
    assert kinds(store) == ["log.opened", "message.judged"]


def test_the_last_time_that_something_was_planned_for_a_target(store: Store) -> None:
    with store.transaction() as tx:
        for name, at in (("d_1", START + MINUTE), ("d_2", START)):
            decision = decided(name, name, entry=noted(), effects=(notice(f"x_{name}"),))
            tx.commit_decision(replace(decision, at=at), None)
        assert tx.last_planned("post_notice", "c_1") == START + MINUTE
        assert tx.last_planned("post_notice", "c_2") is None
        assert tx.last_planned("remove_post", "c_1") is None


def test_what_was_planned_is_found_by_its_id_for_as_long_as_it_is_kept(store: Store) -> None:
    plan(store, notice("x_here"), about_concern=False)
    with store.transaction() as tx:
        assert tx.planned("x_here") == notice("x_here")
        assert tx.planned("x_elsewhere") is None
    perform(store, Done("m_9"))
    with store.transaction() as tx:
        assert tx.planned("x_here") == notice("x_here"), "also when it is done"
    store.forget_expired(START + 60 * DAY)
    with store.transaction() as tx:
        assert tx.planned("x_here") is None


def test_effects_of_a_kind_are_found_with_what_became_of_them(store: Store) -> None:
    plan(store, removal(), notice("x_here"))
    perform(store, Done("m_9"))
    plan(store, notice("x_elsewhere"), name="d_2", about_concern=False)
    with store.transaction() as tx:
        assert [settled.effect for settled in tx.effects_of_kind("post_notice")] == [notice("").effect] * 2
        assert [settled.outcome for settled in tx.effects_of_kind("remove_post")] == [Done("m_9")]
        assert tx.effects_of_kind("tell_lead") == []


def test_effects_of_a_concern_are_those_of_all_its_decisions(store: Store) -> None:
    plan(store, removal())
    plan(store, notice("x_elsewhere"), name="d_2", about_concern=False)
    plan(store, alert(None), name="d_3")
    with store.transaction() as tx:
        assert [settled.effect for settled in tx.effects_of("c_case")] == [removal().effect, alert(None).effect]
        assert tx.effects_of("c_unknown") == []
        assert [attempt.planned.id for attempt in tx.claim_effects(START + DAY, 8, MINUTE)] == [
            "x_remove",
            "x_elsewhere",
            "x_alert",
        ]
