"""A removal that a person must do is tracked until the platform says that the post is gone. The clock is moved by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.terminal.club import ALFIE, HELEN, JUNIORS, MAYA, TOM
from bot.terminal.server import NAME
from moderation.card_done import GONE
from moderation.context import Capability
from moderation.model import Account, ActionKind, AskHuman, Event, EventKind, Refused
from tests.bot.service_kit import MINUTE, NUMBER, House, club, running

pytestmark = [pytest.mark.usefixtures("marked"), pytest.mark.clause("1.1")]

CAN = frozenset(Capability) - {Capability.REMOVE_OTHERS}
TASK = "To do by hand: Please remove the post"
#: What a concern of each speed may wait.
NOW, TODAY = 15 * MINUTE, 240 * MINUTE


@pytest.fixture
def bound(tmp_path: Path) -> Iterator[House]:
    """The club where the bot may remove nothing."""
    with running(tmp_path, club(capabilities={NAME: CAN, "email": CAN})) as house:
        yield house


def asked(house: House) -> list[str]:
    """Everybody who was asked to remove something, in order, again and again."""
    tasks = [planned.effect for planned in house.platform.asked("ask_human")]
    return [task.to.address for task in tasks if isinstance(task, AskHuman) and task.removes]


def done(house: House) -> list[str]:
    return [line for line in house.card(HELEN).done if line.startswith(("To do", GONE[:-1]))]


def pending(house: House) -> list[str]:
    """The kinds of the entries that say of a removal that it is pending, and of those that say it is over."""
    found = []
    for record in house.records():
        named = record["data"].get("effects", ())
        if any(each.get("removal") == "pending_human" for each in named) or record["kind"] == "removal.gone_by_hand":
            found.append(record["kind"])
    return found


async def test_it_is_done_when_the_platform_says_that_the_post_is_gone(bound: House) -> None:
    event = await bound.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert asked(bound) == ["helen"]
    assert bound.case.newest.asked_by == "p_bot"
    assert bound.case.removed_by == ""
    await bound.take_away(event)
    assert bound.case.newest.gone
    assert done(bound) == [GONE]
    assert pending(bound) == ["message.judged", "removal.gone_by_hand"]
    assert "post.removed" not in bound.kinds()
    await bound.pass_time(timedelta(days=3))
    assert asked(bound) == ["helen"], "nobody is asked again"
    assert bound.store.counts().unsettled == 0
    assert ActionKind.REMOVE not in bound.card(HELEN).buttons
    assert await bound.press(HELEN, ActionKind.REMOVE, bound.case, "To be sure.") == "It has been removed already."


async def test_until_then_all_who_answer_are_reminded_ever_more_rarely(bound: House) -> None:
    event = await bound.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await bound.press(TOM, ActionKind.SEEN, bound.case)
    chain = ["helen", "tom", "chair@example.org", "county.welfare@example.org"]
    expected = ["helen"]
    for wait in (TODAY, TODAY, 2 * TODAY, 4 * TODAY, timedelta(days=1), timedelta(days=1)):
        await bound.pass_time(wait - timedelta(microseconds=1))
        assert asked(bound) == expected
        await bound.pass_time(timedelta(microseconds=1))
        expected += chain
        assert asked(bound) == expected
    assert len(done(bound)) == 1, "a card says once what is to be done"
    assert done(bound)[0].startswith(TASK)
    assert pending(bound) == ["message.judged", *["removal.pending_human"] * 6]
    await bound.take_away(event)
    await bound.pass_time(timedelta(days=3))
    assert asked(bound) == expected


async def test_a_concern_that_is_closed_reminds_nobody(bound: House) -> None:
    await bound.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await bound.ends(HELEN, bound.case, "It is the club's own number: it may stay.")
    await bound.pass_time(timedelta(days=3))
    assert asked(bound) == ["helen"]


async def test_nobody_is_reminded_of_a_concern_about_themselves(bound: House) -> None:
    await bound.say(HELEN, JUNIORS, "bullying.pile_on")
    await bound.press(TOM, ActionKind.REMOVE, bound.case, "Not here.")
    await bound.pass_time(timedelta(days=3))
    assert asked(bound)
    assert "helen" not in asked(bound)


async def test_what_a_person_wants_removed_is_tracked_as_well(bound: House) -> None:
    event = await bound.say(ALFIE, JUNIORS, "bullying.pile_on")
    assert not asked(bound)
    await bound.press(TOM, ActionKind.REMOVE, bound.case, "He is unkind.")
    assert bound.case.newest.asked_by == "p_tom"
    await bound.pass_time(TODAY)
    assert len(asked(bound)) > 1
    await bound.take_away(event)
    assert pending(bound) == ["case.remove_asked", "removal.pending_human", "removal.gone_by_hand"]


async def test_a_removal_that_the_platform_refuses_is_tracked_as_well(house: House) -> None:
    house.platform.always("remove_post", Refused("forbidden:cant_delete_message"))
    event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert asked(house) == ["helen"]
    assert house.case.newest.asked_by == "p_bot"
    assert "The post is STILL THERE: the platform refused." in house.card(HELEN).done
    await house.pass_time(TODAY)
    assert len(asked(house)) > 1
    await house.take_away(event)
    assert done(house) == [GONE]
    assert "The post is STILL THERE: the platform refused." not in house.card(HELEN).done
    assert pending(house) == ["case.needs_human", "removal.pending_human", "removal.gone_by_hand"]
    assert "post.removed" not in house.kinds()


async def test_one_that_the_bot_removes_after_all_waits_for_nobody(house: House) -> None:
    house.platform.answers("remove_post", Refused("forbidden:token_revoked"))
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert asked(house) == ["helen"]
    await house.press(HELEN, ActionKind.REMOVE, house.case, "The grant is there again.")
    assert "The post was removed." in house.card(HELEN).done
    assert not done(house)
    await house.pass_time(timedelta(days=3))
    assert asked(house) == ["helen"]


async def test_a_platform_need_not_say_whose_post_it_was(bound: House) -> None:
    """Slack tells of a deletion without what stood there, when it likes."""
    event = await bound.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    nobody = Account(NAME, f"author-of-{event.message}")
    await bound.service.receive(bound.event(nobody, JUNIORS, "", kind=EventKind.DELETED, message=event.message))
    await bound.come_to_rest()
    assert bound.case.newest.gone


async def test_another_message_that_goes_is_not_it(bound: House) -> None:
    event = await bound.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    elsewhere = replace(JUNIORS, id="elsewhere")
    for place, message in ((elsewhere, event.message), (JUNIORS, "another")):
        await bound.service.receive(bound.event(ALFIE.account, place, "", kind=EventKind.DELETED, message=message))
    await bound.come_to_rest()
    assert not bound.case.newest.gone


async def test_each_of_several_messages_is_waited_for(bound: House) -> None:
    first, second = [await bound.say(ALFIE, JUNIORS, f"ring {number}") for number in (NUMBER, "07700 900456")]
    assert [s.asked_by for s in bound.case.sightings] == ["p_bot", "p_bot"]
    await bound.take_away(second)
    assert len(done(bound)) == 2
    assert GONE in done(bound)
    before = len(asked(bound))
    await bound.pass_time(TODAY)
    assert len(asked(bound)) == before + 4, "once for all that stands in one place"
    await bound.take_away(first)
    assert done(bound) == [f"{GONE[:-1]} (2 times)."]
    await bound.pass_time(timedelta(days=3))
    assert len(asked(bound)) == before + 4


async def test_every_concern_about_a_message_hears_that_it_is_gone(bound: House) -> None:
    event = await bound.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await bound.tell(TOM, "It must go.", message=event, remove=True)
    waiting = [case for case in bound.cases() if any(s.asked_by for s in case.sightings)]
    assert len(waiting) == 2
    await bound.take_away(event)
    assert all(case.newest.gone for case in bound.cases())
    assert pending(bound).count("removal.gone_by_hand") == 2


async def test_the_same_deletion_again_changes_nothing(bound: House) -> None:
    event = await bound.say(MAYA, JUNIORS, f"ring {NUMBER}")
    gone: Event = bound.event(MAYA.account, JUNIORS, "", kind=EventKind.DELETED, message=event.message)
    for each in (gone, gone, replace(gone, id=f"{gone.id}:again")):
        await bound.service.receive(each)
        await bound.come_to_rest()
    assert pending(bound).count("removal.gone_by_hand") == 1
