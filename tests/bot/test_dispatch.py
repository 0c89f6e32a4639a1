"""From the outbox to a platform and back: tries and waits, refusals, and no record of what was not confirmed."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import bot.service
from bot.dispatch import FIRST_WAIT, LEASE, LONGEST_WAIT, TRIES, TRIES_OUT_OF_REACH, Dispatcher
from bot.engines import Adviser
from bot.platform import Enclosed, Platform
from bot.service import Service
from bot.terminal.club import ALFIE, DAVE, FIXTURES, HELEN, JUNIORS, NISHA, TOM
from bot.terminal.server import NAME
from moderation.context import Capability
from moderation.model import (
    ActionKind,
    Gone,
    NeedsHuman,
    Outcome,
    Planned,
    Reach,
    Refused,
    RemovePost,
    ResponsibleAdult,
    ResponsibleKind,
    RetryLater,
)
from tests.bot.service_kit import MINUTE, NUMBER, START, House, club, people, running

LATER = RetryLater(why="http_503")
OUT_OF_REACH = RetryLater(why="not_connected", counts=False)
FORBIDDEN = Refused("forbidden")


async def until_settled(house: House) -> None:
    """Move the clock on, a longest wait at a time, until nothing is left to be done."""
    while house.store.counts().unsettled:
        await house.pass_time(LONGEST_WAIT)


def tasks(house: House, address: str) -> tuple[str, ...]:
    return house.server.alerts[address, house.case.id].tasks


# Tries and waits


async def test_a_failing_effect_is_tried_again_with_waits_that_double(house: House) -> None:
    house.platform.answers("remove_post", *[LATER] * 10)
    event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    at = START
    for wait in (2, 4, 8, 16, 32, 64, 128, 256, 512, 600):
        assert house.standing(event) == "shown"
        tried = len(house.platform.asked("remove_post"))
        await house.pass_time(timedelta(seconds=wait) - timedelta(microseconds=1))
        assert len(house.platform.asked("remove_post")) == tried, "it was tried before its time"
        await house.pass_time(timedelta(microseconds=1))
        at += timedelta(seconds=wait)
        assert house.platform.instants("remove_post")[-1] == at
    assert house.standing(event) == "removed"
    assert len({planned.id for planned in house.platform.asked("remove_post")}) == 1, "a retry is the same effect"
    assert [data["outcome"] for data in house.settled("remove_post")] == ["done"]


async def test_a_platform_that_says_how_long_to_wait_is_believed(house: House) -> None:
    house.platform.answers("remove_post", RetryLater(after=90, why="rate_limited"))
    event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await house.pass_time(timedelta(seconds=89))
    assert house.standing(event) == "shown"
    await house.pass_time(timedelta(seconds=1))
    assert house.standing(event) == "removed"
    assert house.platform.instants("remove_post") == [START, START + timedelta(seconds=90)]


@pytest.mark.clause("1.3", "1.4", "1.5")
async def test_an_alert_does_not_wait_for_what_fails_and_nobody_else_is_told_before_it_is_done(house: House) -> None:
    """Map 1.3, 1.4, 1.5: people are told only once the removal was confirmed; the lead (map 8.9) at the first attempt."""
    house.platform.answers("remove_post", LATER)
    await house.say(ALFIE, JUNIORS, f"@maya ring {NUMBER}")
    assert house.shown_to() == ["helen"]
    assert house.card(HELEN).done[0] == "Removing the post …"
    assert house.server.letters == []
    await house.pass_time(FIRST_WAIT)
    told = {letter.address for letter in house.server.letters}
    assert told == {"alfie", "maya", "sam.webb@example.org", "grace.osei@example.org"}
    done = house.card(HELEN).done
    assert done[:2] == ("The post was removed.", "The author was told why."), "the card is drawn again when it has been done"
    assert not any(line.endswith("…") for line in done)


async def test_what_never_works_becomes_a_task_for_a_person(house: House) -> None:
    """Map 1.1: no record says "removed" of what the platform never did."""
    house.platform.always("remove_post", LATER)
    event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await until_settled(house)
    tried = house.platform.instants("remove_post")
    assert len(tried) == TRIES
    assert all(later - earlier <= LONGEST_WAIT for earlier, later in pairwise(tried))
    (data,) = house.settled("remove_post")
    assert (data["outcome"], data["why"]) == ("needs_human", "gave_up")
    assert house.standing(event) == "shown"
    assert "post.removed" not in house.kinds()
    assert len(tasks(house, "helen")) == 1


async def test_while_a_platform_is_out_of_reach_nothing_is_given_up(house: House) -> None:
    """A night without Discord: what was to be removed is removed, and the lead told, within about a minute of its return."""
    house.platform.always("any", OUT_OF_REACH)
    event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    for _ in range(8 * 60):
        await house.pass_time(MINUTE)
    assert not house.settled("remove_post")
    assert not house.settled("alert_lead")
    tried = house.platform.instants("remove_post")
    assert all(later - earlier <= 2 * MINUTE for earlier, later in pairwise(tried))
    house.platform.moods.clear()
    await house.pass_time(2 * MINUTE)
    assert house.standing(event) == "removed"
    assert "helen" in house.shown_to()
    assert not any(line.endswith("…") for line in house.card(HELEN).done)


async def test_that_it_was_out_of_reach_uses_up_no_more_than_half_of_the_tries(house: House) -> None:
    house.platform.answers("remove_post", *[OUT_OF_REACH] * 50, *[LATER] * 50)
    event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await until_settled(house)
    assert len(house.platform.instants("remove_post")) == 50 + TRIES - TRIES_OUT_OF_REACH
    assert [data["why"] for data in house.settled("remove_post")] == ["gave_up"]
    assert house.standing(event) == "shown"


async def test_a_platform_that_raises_is_tried_again_and_only_the_type_of_its_error_is_kept(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """An error's text may hold what somebody wrote."""
    caplog.set_level(logging.DEBUG)
    house.platform.answers("remove_post", ValueError(f"cannot remove “ring {NUMBER}”"), KeyError(NUMBER))
    event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await house.pass_time(FIRST_WAIT)
    await house.pass_time(2 * FIRST_WAIT)
    assert house.standing(event) == "removed"
    logged = [record.getMessage() for record in caplog.records if record.name == "bot.dispatch"]
    assert [line.rsplit(" ", 1)[-1] for line in logged] == ["ValueError", "KeyError"]
    assert "07700 900" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records if record.name == "bot.dispatch")
    assert "07700 900" not in str(house.records())


async def test_an_effect_on_a_platform_that_is_not_there_needs_a_person(house: House) -> None:
    """An e-mail to a parent where no mail is set up: a task, and nobody is said to have been told."""
    house.service = Service(house.writer, house.organisation, {NAME: house.platform}, house.clock, Adviser())
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    (data,) = house.settled("tell_responsible_adult")
    assert (data["outcome"], data["why"]) == ("needs_human", "no_platform:email")
    assert "adult.told" not in house.kinds()
    assert any("Sam Webb" in task for task in tasks(house, "helen"))


# Refusals


@pytest.mark.clause("1.1")
async def test_a_refused_removal_is_a_task_and_nothing_claims_that_it_happened(house: House) -> None:
    """Map 1.1: the post is still there, the card says so, its followers are dropped, and a person can press Remove again."""
    house.platform.answers("remove_post", FORBIDDEN)
    event = await house.say(ALFIE, JUNIORS, f"@maya ring {NUMBER}")
    assert house.standing(event) == "shown"
    assert house.server.letters == []
    assert {p.effect.kind for _, p in house.platform.calls} == {"remove_post", "alert_lead", "ask_human"}
    kinds = house.kinds()
    assert kinds.count("effect.refused") == 1
    assert kinds.count("effect.dropped") == 5, "the explanation, the word to Maya, two parents and the notice"
    assert not {"post.removed", "author.explained", "person.told", "adult.told", "notice.posted"} & set(kinds)
    card = house.card(HELEN)
    assert "The post is STILL THERE: the platform refused." in card.done
    assert "The author was NOT told why." in card.done
    assert not any("was removed" in line or "was told" in line for line in card.done)
    assert any(line.startswith("To do by hand: Please remove the post") for line in card.done)
    assert ActionKind.REMOVE in card.buttons
    assert ActionKind.RESTORE not in card.buttons


async def test_a_removal_that_was_refused_can_be_pressed_again_and_the_card_then_says_how_it_stands(house: House) -> None:
    house.platform.answers("remove_post", FORBIDDEN)
    event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await house.press(TOM, ActionKind.REMOVE, house.case, "It is his own number.")
    assert house.standing(event) == "removed"
    assert house.kinds().count("post.removed") == 1
    assert [letter.address for letter in house.server.letters] == ["alfie"]
    card = house.card(HELEN)
    assert "The post was removed." in card.done
    assert not any("STILL THERE" in line for line in card.done)
    assert ActionKind.RESTORE in card.buttons


async def test_an_older_messages_refused_removal_leaves_the_newest_ones_alone(house: House) -> None:
    """Two messages of one concern: that the first is still there does not mean that the second is."""
    house.platform.answers("remove_post", LATER)
    first = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    house.platform.moods["remove_post"] = iter([])
    second = await house.say(ALFIE, JUNIORS, "or ring 07700 900456")
    house.platform.answers("remove_post", FORBIDDEN)
    await house.pass_time(FIRST_WAIT)
    assert (house.standing(first), house.standing(second)) == ("shown", "removed")
    assert ActionKind.RESTORE in house.card(HELEN).buttons
    await house.press(TOM, ActionKind.RESTORE, house.case, "It is the club's.")
    assert [post.text for post in house.server.posts.values() if post.author.automated][-1].endswith("or ring 07700 900456")


@pytest.mark.clause("9.2")
@pytest.mark.parametrize("refusal", [FORBIDDEN, NeedsHuman("no_direct_messages"), Gone()], ids=lambda outcome: outcome.kind)
async def test_an_alert_that_does_not_reach_somebody_goes_to_the_next_in_the_chain(house: House, refusal: Outcome) -> None:
    """Map 9.2: whoever cannot be reached is passed over, and no entry says that they were alerted."""
    house.platform.answers("alert_lead:helen", refusal)
    house.platform.answers("alert_lead:tom", refusal)
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert house.shown_to() == ["chair@example.org"]
    assert [data["outcome"] for data in house.settled("alert_lead")].count("done") == 1
    assert house.kinds().count("lead.alerted") == 1
    assert [alerted.address for alerted in house.case.alerted] == ["helen", "tom", "chair@example.org"]


@pytest.mark.clause("8.9")
async def test_when_nobody_can_be_reached_each_is_tried_once_and_everybody_again_when_the_clock_rings(house: House) -> None:
    house.platform.always("alert_lead", FORBIDDEN)
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    chain = ["helen", "tom", "chair@example.org", "county.welfare@example.org"]
    assert house.platform.addressed("alert_lead") == chain
    house.platform.moods.clear()
    await house.pass_time(240 * MINUTE)
    assert house.shown_to() == chain


async def test_a_task_that_does_not_reach_somebody_goes_to_the_next_in_the_chain(house: House) -> None:
    """A task is what is left when the bot could not do something: it must not be lost as well."""
    house.platform.answers("remove_post", FORBIDDEN)
    house.platform.always("ask_human:helen", FORBIDDEN)
    house.platform.always("ask_human:tom", FORBIDDEN)
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert len(tasks(house, "chair@example.org")) == 1
    assert [data["outcome"] for data in house.settled("ask_human")] == ["refused", "refused", "done"]


@pytest.mark.parametrize("kind", ["explain_to_author", "tell_person", "tell_responsible_adult", "post_notice"])
async def test_what_has_no_recipient_left_is_not_said_to_have_been_delivered(house: House, kind: str) -> None:
    """Only a post can be "gone" and the work thereby done: somebody who is gone was not told."""
    house.platform.always(kind, Gone())
    await house.say(ALFIE, JUNIORS, f"@maya ring {NUMBER}")
    assert {data["outcome"] for data in house.settled(kind)} == {"refused"}
    assert not any(record["kind"] in CLAIMS[kind] for record in house.records())
    assert not any(line in SAYS_TOLD[kind] for line in house.card(HELEN).done)


CLAIMS = {
    "explain_to_author": {"author.explained"},
    "tell_person": {"person.told"},
    "tell_responsible_adult": {"adult.told"},
    "post_notice": {"notice.posted"},
}
SAYS_TOLD = {
    "explain_to_author": {"The author was told why."},
    "tell_person": {"Somebody affected was told."},
    "tell_responsible_adult": {"A responsible adult was told.", "A responsible adult was told (2 times)."},
    "post_notice": {"A neutral notice was posted."},
}


async def test_a_post_that_was_gone_already_was_not_removed_by_the_bot(house: House) -> None:
    event = house.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
    await house.service.receive(event)  # it was never on the server: its author was quicker
    await house.come_to_rest()
    assert "post.removed" not in house.kinds()
    assert "post.already_gone" in house.kinds()
    assert "The post was already gone." in house.card(HELEN).done


@pytest.mark.clause("1.11")
@pytest.mark.parametrize("answer", [Gone(), FORBIDDEN], ids=lambda outcome: outcome.kind)
async def test_a_post_that_could_not_be_put_back_is_not_said_to_be_back(house: House, answer: Outcome) -> None:
    """Map 1.11: its author is told that it is back only when it is."""
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    house.platform.answers("restore_post", answer)
    await house.press(NISHA, ActionKind.RESTORE, house.case, "It is the club's own.")
    assert "post.restored" not in house.kinds()
    assert not any("is back" in letter.text for letter in house.server.letters)
    assert any("could not put it back" in task for task in tasks(house, "helen"))


# What a platform does not allow


@pytest.mark.clause("1.1")
@pytest.mark.parametrize("way", ["judged", "pressed", "exposure"])
async def test_where_the_bot_may_not_remove_it_never_tries(tmp_path: Path, marked: None, way: str) -> None:
    """Map 1.1 on Slack without an administrator's grant: a task, whichever way the removal would have come about."""
    can = frozenset(Capability) - {Capability.REMOVE_OTHERS}
    with running(tmp_path, club(capabilities={NAME: can, "email": can})) as house:
        text = f"ring {NUMBER}" if way == "judged" else "offensive.threat" if way == "exposure" else "bullying.pile_on"
        event = await house.say(ALFIE, JUNIORS, text)
        if way == "pressed":
            await house.press(TOM, ActionKind.REMOVE, house.case, "He is unkind.")
        await house.pass_time(61 * MINUTE)
        assert house.platform.asked("remove_post") == []
        assert house.standing(event) == "shown"
        assert len(tasks(house, "helen")) == 1
        assert not {"Removing the post …", "The post was removed."} & set(house.card(HELEN).done)
        assert house.case.removed_by == ""


# What is enclosed is fetched when it is performed


@pytest.mark.clause("1.11")
async def test_what_is_put_back_is_the_message_that_was_meant(house: House) -> None:
    """Map 1.11: another message of the same concern that comes in meanwhile is not put back in its place."""
    first = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    pressed = house.action(NISHA, ActionKind.RESTORE, house.case.id, "It is the club's own.")
    await house.service.receive(pressed)
    await house.arrives(house.event(ALFIE.account, JUNIORS, "or ring 07700 900456"))
    shown = [post.text for post in house.server.seen_in(JUNIORS.id) if post.standing == "shown" and "ring" in post.text]
    assert shown == [f"Alfie Webb wrote: ring {NUMBER}"]
    assert house.standing(first) == "removed"


@pytest.mark.clause("8.16")
async def test_a_card_that_waited_is_not_shown_to_whom_the_concern_is_now_about(house: House, marked: None) -> None:
    """Map 8.16, safeguarding rule 1: the concern grew between planning the alert and sending it, and is now about the lead."""
    house.platform.answers("alert_lead:helen", LATER)
    about_nobody = house.event(ALFIE.account, JUNIORS, "disclosure.bullied")
    about_helen = house.event(ALFIE.account, FIXTURES, "@helen disclosure.abuse")
    await house.arrives(about_nobody)
    await house.arrives(about_helen)
    await house.pass_time(FIRST_WAIT)
    assert house.case.subjects == ("p_helen",)
    assert house.shown_to() == ["tom", "chair@example.org"]


@pytest.mark.clause("8.16")
async def test_of_two_messages_that_come_together_the_second_may_be_about_the_lead(house: House, marked: None) -> None:
    """Map 8.16: both are judged before either's alert is sent."""
    first = house.event(DAVE.account, JUNIORS, "disclosure.bullied")
    second = house.event(DAVE.account, FIXTURES, "@helen disclosure.abuse")
    await house.arrives(first, second)
    assert house.case.subjects == ("p_helen",)
    assert "helen" not in house.shown_to()
    assert {"tom", "chair@example.org"} <= set(house.shown_to())


@pytest.mark.clause("1.5")
async def test_two_tasks_for_one_person_are_two(tmp_path: Path) -> None:
    """Map 1.5: both parents are reached by telephone, and neither is forgotten."""
    parents = tuple(
        ResponsibleAdult(name, ResponsibleKind.PARENT, Reach.TELEPHONE, number)
        for name, number in (("Sam Webb", "01632 960111"), ("Lee Webb", "01632 960112"))
    )
    alfie = replace(ALFIE.person, responsible_adults=parents)
    with running(tmp_path, members=people(alfie=alfie)) as house:
        await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
        named = [adult.name for adult in parents if any(adult.name in task for task in tasks(house, "helen"))]
        assert named == ["Sam Webb", "Lee Webb"]


class Unhurried:
    """A platform that takes posts away at once and lets every letter lie until it is told to go on."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.name, self.capabilities = platform.name, platform.capabilities
        self.go_on = asyncio.Event()
        self.removed: asyncio.Queue[str] = asyncio.Queue()

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        if planned.effect.kind == "explain_to_author":
            await self.go_on.wait()
        outcome = await self._platform.perform(planned, enclosed)
        if isinstance(planned.effect, RemovePost):
            self.removed.put_nowait(planned.effect.message)
        return outcome


async def test_a_removal_waits_for_no_letter(house: House) -> None:
    """A hundred letters may be on their way, each for seconds: what others could read is taken away all the same."""
    slow = Unhurried(house.platform)
    house.service = Service(house.writer, house.organisation, {NAME: slow, "email": slow}, house.clock, Adviser())
    stop = asyncio.Event()
    service = asyncio.create_task(house.service.run(stop))
    for place in (JUNIORS, FIXTURES):
        event = house.event(ALFIE.account, place, f"ring {NUMBER}")
        house.server.post(event.message, place, ALFIE.account, "ring")
        await house.service.receive(event)
        assert await slow.removed.get() == event.message
    assert house.server.letters == []
    slow.go_on.set()
    stop.set()
    await service
    assert [letter.address for letter in house.server.letters if letter.address == "alfie"] == ["alfie", "alfie"]


async def test_what_others_can_read_is_taken_away_before_anything_older_is_told(house: House) -> None:
    dispatcher = Dispatcher(house.writer, {NAME: house.platform, "email": house.platform}, house.organisation, house.clock)
    events = [house.event(ALFIE.account, place, f"ring {NUMBER}") for place in (JUNIORS, FIXTURES)]
    for event, place in zip(events, (JUNIORS, FIXTURES), strict=True):
        house.server.post(event.message, place, ALFIE.account, "ring")
        await house.service.receive(event)
        await house.service.judge_waiting()
        assert await dispatcher.dispatch_due(limit=1) == 1
    assert house.shown_to() == [], "the alert about the first was due before the second was written"
    assert [planned.effect.target for planned in house.platform.asked("remove_post")] == [event.message for event in events]


async def test_what_takes_longer_than_its_lease_is_one_try(house: House) -> None:
    """However long a letter is on its way: after a crash it is not given up as if it had been tried all that time."""
    slow = Unhurried(house.platform)
    dispatcher = Dispatcher(house.writer, {NAME: slow, "email": slow}, house.organisation, house.clock)
    event = house.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
    house.server.post(event.message, JUNIORS, ALFIE.account, "ring")
    await house.service.receive(event)
    await house.service.judge_waiting()
    for _ in range(4 * TRIES):
        dispatcher.begin(await house.writer.run(dispatcher.claim()))
        house.clock.now += LEASE
    await dispatcher.end(timedelta(0))
    house.platform.answers("explain_to_author", LATER)
    await house.pass_time(LEASE)
    assert not house.settled("explain_to_author")
    await house.pass_time(4 * FIRST_WAIT)
    assert [data["outcome"] for data in house.settled("explain_to_author")] == ["done"]


async def test_what_does_not_end_with_the_service_is_done_by_the_next(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.service, "GRACE", timedelta(0))
    slow = Unhurried(house.platform)
    house.service = Service(house.writer, house.organisation, {NAME: slow, "email": slow}, house.clock, Adviser())
    stop = asyncio.Event()
    service = asyncio.create_task(house.service.run(stop))
    event = house.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
    house.server.post(event.message, JUNIORS, ALFIE.account, "ring")
    await house.service.receive(event)
    await slow.removed.get()
    stop.set()
    await service
    assert house.server.letters == []
    house.service = Service(house.writer, house.organisation, {NAME: house.platform}, house.clock, Adviser())
    await house.pass_time(LEASE)
    assert "alfie" in {letter.address for letter in house.server.letters}
