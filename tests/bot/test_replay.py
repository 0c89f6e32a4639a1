"""Decisions made again out of the record: identically, or with what differs, or with why it cannot be told (decisions 13)."""

import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.committee.record import read_record
from bot.intake import judge, read, unjudged
from bot.organisation import everything_on, stands
from bot.packaged import profile
from bot.register import LEFT
from bot.replay import again as replayed
from bot.replay.again import Answer
from bot.replay.past import EVER, NEVER, Past, Span, again
from bot.replay.trial import tried
from bot.terminal.club import (
    ALFIE,
    ALLOWED,
    CERYS,
    COACHES,
    CONTACTS,
    DAVE,
    DAVE_AND_JO,
    FIXTURES,
    HELEN,
    JO,
    JUNIORS,
    MAYA,
    TOM,
)
from bot.terminal.server import NAME
from moderation import policy
from moderation.context import Context
from moderation.detectors import View, look, saw
from moderation.model import (
    BOT,
    Account,
    ActionKind,
    Arrival,
    Audience,
    Category,
    Entry,
    Event,
    EventKind,
    Finding,
    Member,
    Place,
    PlaceKind,
    Role,
    derived_id,
)
from storage.home import InFiles
from tests.bot.replay_kit import OFFICER, erase, made_again, marked
from tests.bot.service_kit import MINUTE, NUMBER, House, running

STRANGER = Member(Account(NAME, "stranger", "A. Stranger"), ALFIE.person)
WRITERS = (ALFIE, MAYA, CERYS, DAVE, HELEN, TOM, JO, STRANGER)
TO_TOUCHLINE = Place(NAME, "touchline", "touchline", PlaceKind.DIRECT, Audience.PRIVATE)
PLACES = (JUNIORS, FIXTURES, COACHES, DAVE_AND_JO)
TEXTS = (
    "see you at training",
    f"@maya ring {NUMBER}",
    "offensive.profanity",
    "offensive.threat @alfie",
    "offensive.sexual",
    "@dave disclosure.abuse",
    "private_contact.secrecy",
    "staff_conduct.kisses",
    "staff_conduct.emoji",
    "comment.complaint",
    "comment.journalist @cerys",
    "personal_details.email 07700 900111, 07700 900222, 07700 900333, 07700 900444",
)
OTHERS = (
    stands("practice", profile("school"), CONTACTS, ALLOWED, everything_on([NAME, "email"])),
    stands("practice", profile("pre_school"), CONTACTS, ALLOWED, everything_on([NAME, "email"])),
    stands("practice", profile("training_provider"), replace(CONTACTS, chair=None), ALLOWED, {NAME: frozenset()}),
)

DOES = (
    *("say", "say", "say", "private", "picture", "edit", "delete"),
    *("tell", "tell_of", "remove", "restrict", "change", "settings", "wait"),
)
Step = tuple[str, int, int, int]
STEPS = st.tuples(
    st.sampled_from(DOES),
    st.integers(0, len(WRITERS) - 1),
    st.integers(0, len(PLACES) - 1),
    st.integers(0, len(TEXTS) - 1),
)


class Life:
    """What happens in a house, step by step, and straight into its record."""

    def __init__(self, house: House) -> None:
        self.house, self.organisation = house, house.organisation
        self.said = [house.event(ALFIE.account, JUNIORS, "hello")]

    def goes_on(self, step: Step) -> None:
        does, who, where, what = step
        writer, place, text = WRITERS[who], PLACES[where], TEXTS[what]
        self.house.clock.now += timedelta(seconds=20)
        newest = self.said[-1]
        match does:
            case "say":
                self.said.append(self.house.event(writer.account, place, text))
                self.arrives(self.said[-1])
            case "private":
                told = self.house.event(writer.account, TO_TOUCHLINE, text)
                self.arrives(replace(told, to_bot=True))
            case "picture":
                posted = self.house.event(writer.account, place, text if what % 2 else "")
                self.arrives(replace(posted, pictures=(f"f_{what}",)))
            case "edit":
                again = self.house.event(newest.author, newest.place, text, kind=EventKind.EDITED, message=newest.message)
                self.arrives(again)
            case "delete":
                self.arrives(self.house.event(newest.author, newest.place, "", kind=EventKind.DELETED, message=newest.message))
            case "tell":
                self.arrives(self.house.report(writer, text, anonymous=where == 0, about=CERYS.account if where == 1 else None))
            case "tell_of" | "remove":
                self.arrives(self.house.report(writer, text, message=newest, remove=does == "remove"))
            case "restrict":
                self.arrives(self.house.report(HELEN, text, about=writer.account, minutes=5))
            case "change":
                self.changes(writer, where)
            case "settings":
                self.organisation = (self.house.organisation, *OTHERS)[where]
            case "wait":
                self.house.clock.now += timedelta(minutes=20 * (where + 1))

    def arrives(self, arrival: Arrival) -> None:
        with self.house.store.transaction() as tx:
            tx.receive(arrival)
            judge(tx, arrival, self.organisation, self.house.clock())

    def changes(self, of: Member, how: int) -> None:
        """Somebody's entry on the register becomes another, or a contact has left."""
        with self.house.store.transaction() as tx:
            if how == 3 or of is STRANGER:
                tx.change_setting(LEFT, f'["{TOM.person.id}"]' if tx.setting(LEFT) is None else "[]", BOT)
                return
            now = tx.person(of.person.id) or of.person
            role = (Role.CHILD, Role.STAFF, Role.PARENT)[how]
            tx.register(replace(now, role=role, minor=role is Role.CHILD, name=f"{now.name} {how}"), [of.account], BOT)


@settings(max_examples=6, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=14))
def test_every_decision_of_any_conversation_comes_out_as_it_was_made(steps: Sequence[Step]) -> None:
    """Whoever writes what, edits, deletes, reports; and whatever became of the register, the rota and the settings since."""
    with tempfile.TemporaryDirectory() as folder, marked(), running(Path(folder)) as house:
        life = Life(house)
        for step in steps:
            life.goes_on(step)
        found = made_again(house)
    told = [each for each in found if each.outcome.answer is not Answer.SAME]
    assert {each.outcome.why for each in told} <= {("it was refused, and the record does not say which report it was",)}
    assert all(each.was == "allow" for each in told)


@settings(max_examples=4, deadline=None)
@given(st.lists(STEPS.filter(lambda step: step[0] not in {"settings", "change"}), min_size=1, max_size=14))
def test_beside_itself_a_profile_would_have_done_the_same(steps: Sequence[Step]) -> None:
    """What would have become of the messages is told as truly as what became of them: concerns that the one opened, too."""
    with tempfile.TemporaryDirectory() as folder, marked(), running(Path(folder)) as house:
        life = Life(house)
        for step in steps:
            life.goes_on(step)
        with house.store.reading() as tx:
            found = tried(tx, house.organisation.profile, Span(), house.organisation)
    assert found.apart == 0
    assert all(was == would for was, would, _ in found.cells)


@pytest.mark.clause("5.16b")
async def test_what_was_closed_before_it_became_a_pattern_is_known_again(tmp_path: Path) -> None:
    """A lead who closes each small thing as it comes is shown the third with what it comes to, also when replayed."""
    with marked(), running(tmp_path) as house:
        for why in ("Talked it through", "Nothing was wrong", "Put right", "Put right"):
            await house.say(CERYS, JUNIORS, "staff_conduct.kisses")
            await house.press(HELEN, ActionKind.CLOSE, house.cases()[-1], f"{why} | We spoke.")
            await house.pass_time(24 * 60 * MINUTE)
        found = made_again(house)
    assert [(each.was, each.outcome.answer) for each in found] == [
        (was, Answer.SAME) for was in ("nudge", "nudge", "nudge", "alert")
    ]


async def test_what_a_whole_house_does_comes_out_too(tmp_path: Path) -> None:
    """With everything performed in between, and what is said to whom compared as well."""
    with marked(), running(tmp_path) as house:
        await house.say(ALFIE, JUNIORS, f"@maya ring {NUMBER}")
        await house.say(MAYA, JUNIORS, f"ring {NUMBER}")  # so soon that one notice is enough
        await house.say(CERYS, JUNIORS, "staff_conduct.kisses")
        await house.pass_time(2 * MINUTE)
        await house.say(CERYS, JUNIORS, "staff_conduct.emoji")
        await house.tell(MAYA, "disclosure.suicidal")
        mine = house.event(CERYS.account, COACHES, "training is at six", message="mine")
        await house.arrives(mine)
        await house.arrives(house.event(CERYS.account, COACHES, "at seven", kind=EventKind.EDITED, message="mine"))
        await house.take_away(mine)
        found = made_again(house)
    assert [(each.was, each.outcome.answer) for each in found] == [
        (was, Answer.SAME) for was in ("remove", "remove", "nudge", "alert", "urgent", "post.edited", "post.gone", "allow")
    ]


@pytest.fixture
async def past(tmp_path: Path) -> AsyncIterator[House]:
    """A house with a number that was taken away, and some harmless talk."""
    with marked(), running(tmp_path) as house:
        await house.say(MAYA, JUNIORS, "see you at training")
        await house.say(ALFIE, JUNIORS, f"@maya ring {NUMBER}")
        yield house


def whys(found: Sequence[Past]) -> list[tuple[str, ...]]:
    return [each.outcome.why for each in found if each.outcome.answer is not Answer.SAME]


async def test_what_differs_is_named(past: House) -> None:
    entries = list(read_record(InFiles(past.folder), past.organisation).entries)
    place = next(n for n, each in enumerate(entries) if each.kind == "message.judged")
    data = entries[place].data
    effects = [each for each in data["effects"] if each["does"] != "remove_post"]
    entries[place] = replace(entries[place], data={**data, "verdict": "alert", "effects": effects})
    with past.store.transaction() as tx:
        (first, _) = again(tx, entries, Span(), past.organisation, OFFICER)
    assert first.outcome.answer is Answer.DIFFERENT
    told = [line.partition(":")[0] for line in first.outcome.why]
    assert told == ["effects", "verdict"]
    assert first.outcome.why[1] == "verdict: alert then, remove now"
    assert "remove_post" in first.outcome.why[0].partition(" now")[0].rpartition(" then, ")[2]


async def test_other_rules_cannot_tell(past: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "RULE", "policy@99")
    assert whys(made_again(past)) == [("it was decided by another version of the rules (policy@3; this is policy@99)",)]


async def test_what_has_expired_is_said_and_what_is_kept_with_a_concern_stays(past: House) -> None:
    mine = past.event(CERYS.account, COACHES, "training is at six", message="mine")
    await past.arrives(mine)
    await past.take_away(mine)
    past.clock.now += timedelta(days=40)
    past.store.forget_expired(past.clock.now)
    found = made_again(past)
    assert [each.was for each in found] == ["remove", "post.gone"]
    assert whys(found) == [("what was written has been erased, or its time is over",)]


async def test_what_was_erased_is_said(past: House) -> None:
    case = past.case.id
    await past.press(HELEN, ActionKind.SEEN, case)
    await past.press(HELEN, ActionKind.CLOSE, case, "Nothing was wrong | It was a mistake.")
    erase(past, MAYA.person.id)
    gone = ("somebody's entry on the register, as it stood then, has been erased",)
    assert whys(made_again(past)) == [gone, gone], "the message about her, and her own"
    erase(past, case)
    assert whys(made_again(past)) == [("what was written has been erased, or its time is over",), gone]
    with past.store.reading() as tx:
        kept = [each for each in tx.judged_between(EVER, NEVER) if isinstance(each.arrival, Event) and not each.arrival.parts]
    assert [each.basis for each in kept] == [None], "nothing of it is left beside what arrived"


async def test_what_was_written_before_it_was_kept_is_said(tmp_path: Path) -> None:
    with marked(), running(tmp_path) as house:
        event = house.event(JO.account, JUNIORS, f"ring {NUMBER}")
        with house.store.transaction() as tx:
            tx.receive(event)
            decision, _ = read(tx, event, house.organisation, house.clock())
            tx.commit_decision(decision, event)
        house.clock.now += MINUTE
        await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
        found = made_again(house)
    assert whys(found) == [("it was written before Touchline kept what a decision rests on",)]
    assert len(found) == 2


async def test_what_could_not_be_judged_is_said(past: House) -> None:
    event = past.event(JO.account, JUNIORS, "hello")
    with past.store.transaction() as tx:
        tx.receive(event)
        unjudged(tx, event, past.organisation, past.clock(), "ValueError")
    assert whys(made_again(past)) == [("judging failed then, so a person was asked to read it",)]


async def test_a_list_that_became_another_cannot_tell(past: House) -> None:
    """A harmless message is read once more: if something is seen in it now, what it is looked up in may be why."""
    seen = partial(look, detectors=(Everything(),))
    with patch.object(replayed, "look", seen):
        assert whys(made_again(past)) == [("nothing was done then, now it would be: alert",)]
        with past.store.transaction() as tx:
            tx.append(Entry("allowlist.changed", BOT, {}), past.clock() + MINUTE)
        assert whys(made_again(past)) == [("the register or a list that it was read with became another since",)]


async def test_another_version_of_a_detector_cannot_tell(past: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replayed, "detectors", lambda: "r_other")
    with patch.object(replayed, "look", partial(look, detectors=(Everything(),))):
        assert whys(made_again(past)) == [("it was read by other versions of the detectors",)]


async def test_it_is_decided_by_who_answered_for_it_then(past: House) -> None:
    """Somebody who has left since was alerted then, and somebody whose entry became another was who they were."""
    with past.store.transaction() as tx:
        tx.change_setting(LEFT, f'["{HELEN.person.id}"]', BOT)
        tx.register(replace(ALFIE.person, role=Role.STAFF, minor=False), [ALFIE.account], BOT)
    past.clock.now += MINUTE
    await past.say(MAYA, JUNIORS, f"@alfie ring {NUMBER}")
    with past.store.transaction() as tx:
        tx.change_setting(LEFT, "[]", BOT)
    assert whys(made_again(past)) == []


async def test_no_words_are_kept_of_another_concern(past: House) -> None:
    """What is erased leaves nothing in the folder of another concern: ids and codes alone."""
    await past.say(ALFIE, JUNIORS, "disclosure.abuse zebrafinch")
    past.clock.now += timedelta(hours=3)
    event = await past.say(ALFIE, JUNIORS, "offensive.profanity")
    with past.store.transaction() as tx:
        (case,) = [each for each in tx.cases() if each.newest.event == event.id]
        found = tx.rested_on(case.id, derived_id("e_", event.id))
    assert found is not None
    others = [each for each in found[1].concerns if each.id != case.id]
    assert len(others) == 2
    for word in ("zebrafinch", "Alfie", "Webb", NUMBER, "Helen"):
        assert word not in repr(others)


async def test_who_only_spoke_there_before_is_not_kept_with_a_concern_of_others(past: House) -> None:
    """Their own folder can be erased and that concern lasts for years: it names the people whom it turned on."""
    await past.say(JO, JUNIORS, "see you at training")
    past.clock.now += MINUTE
    event = await past.say(ALFIE, JUNIORS, f"@maya ring {NUMBER}")
    with past.store.transaction() as tx:
        (case,) = [each for each in tx.cases() if each.newest.event == event.id]
        found = tx.rested_on(case.id, derived_id("e_", event.id))
        beside = [each.basis for each in tx.judged_between(event.at, event.at + MINUTE) if each.arrival.id == event.id]
    assert found is not None
    assert {"p_alfie", "p_maya"} <= {each.person for each in found[1].met}
    assert "p_jo" not in repr(found[1])
    assert "p_jo" in repr(beside), "what arrived keeps it for its few days, to be read once more"


class Everything:
    """A detector that sees something in every message."""

    name = "test/everything"
    version = 1
    clauses = ("10.6",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        return [saw(self, Category.OFFENSIVE, "insult", (0, 0, 0), 500, "A test sees it.")]
