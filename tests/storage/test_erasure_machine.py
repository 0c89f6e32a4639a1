"""Whatever officers do in whatever order: nothing is erased without two of them, its time, and nothing in the way."""

import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from storage.erasure import COOLING_OFF, EVERYTHING, Erasure, Hold, Kind, Retention
from storage.sqlite import SqliteStore
from storage.store import Store
from tests.storage.erasure_kit import CHAIR, DEPUTY, LEAD, OFFICERS, WHY, a_concern, opened
from tests.storage.store_kit import ORG, START, Clock, Seeded, closed, concern, decided, kinds, said, verified

#: The second concern is about the deputy.
ABOUT = {"c_one": {"p_robin", "p_sam"}, "c_two": {"p_robin", DEPUTY}}
PEOPLE = st.sampled_from([LEAD, DEPUTY, CHAIR, "p_sam"])
CONCERNS = st.sampled_from(sorted(ABOUT))


@dataclass
class Model:
    """What the rules should be, told anew and without their code."""

    used: dict[str, datetime]
    open: set[str] = field(default_factory=set)
    asked: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    kept_days: int | None = None
    cooling_days: int = 7

    def may_take_part(self, who: str, name: str) -> bool:
        return who in OFFICERS and who not in ABOUT[name] and name not in self.gone

    def is_due(self, name: str, now: datetime) -> bool:
        held = {name, EVERYTHING, *ABOUT[name]} & set(self.holds.values())
        over = self.kept_days is not None and now >= self.used[name] + timedelta(days=self.kept_days)
        return over and not held and name not in self.open


class Officers(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.place = tempfile.TemporaryDirectory(prefix="touchline-test-")
        self.store = self.opened()
        self.model = Model(dict.fromkeys(ABOUT, START))
        for number, (name, people) in enumerate(sorted(ABOUT.items())):
            a_concern(self.store, name, number, subjects=sorted(people - {"p_robin"}))
        self.held = [self.store.root()]

    def opened(self) -> Store:
        return SqliteStore.open(Path(self.place.name), ORG, self.clock, retention_days=7, entropy=Seeded(str(self.clock.now)))

    def teardown(self) -> None:
        self.store.close()
        self.place.cleanup()

    @rule(hours=st.sampled_from([1, 23, 24, 24 * 6, 24 * 30]))
    def time_passes(self, hours: int) -> None:
        self.clock.move(timedelta(hours=hours))

    @rule(days=st.sampled_from([0, 1, 30]))
    def the_retention_is_set(self, days: int) -> None:
        with self.store.transaction() as tx:
            tx.change_setting(Kind.CONCERN.setting, Retention(days, LEAD).text, LEAD)
        self.model.kept_days = days

    @rule(days=st.sampled_from([1, 7, 20]))
    def the_cooling_off_is_set(self, days: int) -> None:
        with self.store.transaction() as tx:
            tx.change_setting(COOLING_OFF, str(days), LEAD)
        self.model.cooling_days = days

    @rule(name=CONCERNS, who=PEOPLE)
    def somebody_requests(self, name: str, who: str) -> None:
        model = self.model
        allowed = model.may_take_part(who, name) and name not in model.asked and model.is_due(name, self.clock.now)
        with self.store.transaction() as tx:
            assert isinstance(tx.request_erasure(name, who, WHY, OFFICERS), Erasure) == allowed
        if allowed:
            model.asked[name] = (who, self.clock.now + timedelta(days=model.cooling_days))

    @rule(name=CONCERNS, who=PEOPLE)
    def somebody_approves(self, name: str, who: str) -> None:
        model, now = self.model, self.clock.now
        asker, not_before = model.asked.get(name, (who, now))
        allowed = model.may_take_part(who, name) and asker != who and now >= not_before and model.is_due(name, now)
        with self.store.transaction() as tx:
            assert isinstance(tx.approve_erasure(name, who, WHY, OFFICERS), Erasure) == allowed
        assert self.store.finish_erasures() == 0
        if allowed:
            model.gone.add(name)
            del model.asked[name]

    @rule(name=CONCERNS, who=PEOPLE)
    def somebody_withdraws(self, name: str, who: str) -> None:
        allowed = self.model.may_take_part(who, name) and name in self.model.asked
        with self.store.transaction() as tx:
            assert isinstance(tx.withdraw_erasure(name, who, WHY, OFFICERS), Erasure) == allowed
        if allowed:
            del self.model.asked[name]

    @rule(what=st.sampled_from(["c_one", "p_sam", EVERYTHING]), who=st.sampled_from([LEAD, DEPUTY, CHAIR]))
    def a_hold_is_placed(self, what: str, who: str) -> None:
        gone = "c_one" in self.model.gone and what != EVERYTHING
        with self.store.transaction() as tx:
            placed = tx.place_hold(what, who, WHY, OFFICERS)
        assert isinstance(placed, Hold) != gone
        if isinstance(placed, Hold):
            self.model.holds[placed.id] = what

    @precondition(lambda self: self.model.holds)
    @rule(which=st.integers(0, 9))
    def a_hold_is_lifted(self, which: int) -> None:
        hold = sorted(self.model.holds)[which % len(self.model.holds)]
        with self.store.transaction() as tx:
            assert isinstance(tx.lift_hold(hold, CHAIR, WHY, OFFICERS), Hold)
        del self.model.holds[hold]

    @rule(name=CONCERNS, open_again=st.booleans())
    def a_concern_is_opened_or_closed(self, name: str, open_again: bool) -> None:
        if name in self.model.gone:
            return
        case = concern(said("", sorted(ABOUT).index(name)), name, subjects=tuple(sorted(ABOUT[name] - {"p_robin"})))
        with self.store.transaction() as tx:
            size = self.store.root()[0]
            changed, entry = case if open_again else closed(case), opened(name, "case.changed")
            tx.commit_decision(decided(f"a_{size}", f"d_{size}", entry=entry, case=changed), None)
        (self.model.open.add if open_again else self.model.open.discard)(name)

    @rule()
    def it_is_started_again(self) -> None:
        self.store.close()
        self.store = self.opened()

    @invariant()
    def what_is_gone_is_gone_and_nothing_else(self) -> None:
        with self.store.transaction() as tx:
            assert {name for name in ABOUT if tx.case(name) is None} == self.model.gone
            assert {erasure.folder for erasure in tx.erasures()} == self.model.asked.keys()
        assert kinds(self.store).count("erasure.done") == len(self.model.gone)

    @invariant()
    def the_ledger_is_whole(self) -> None:
        assert verified(self.store, self.held).exit_code == 0


TestOfficers = Officers.TestCase
TestOfficers.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
