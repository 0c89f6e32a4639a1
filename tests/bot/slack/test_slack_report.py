"""`/touchline report` and the two shortcuts: whoever tells of something is heard, and nobody else learns of it."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.slack.commands.report import OF_ANYTHING, OF_MESSAGE
from moderation.cards import reference
from moderation.model import Audience, Case, PlaceKind
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.commands_kit import cases, form, give, hand_in, shown_to
from tests.bot.slack.peer import (
    BOT,
    CHILD,
    COACH,
    DEPUTY,
    GENERAL,
    HIDDEN,
    JUNIORS,
    LEAD,
    OTHER_CHILD,
    SAFEGUARDING,
    UNJOINED,
    reading,
)


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Connected]:
    async with connected(tmp_path, "http") as found:
        yield found


def cards(made: Connected, case: Case) -> list[str]:
    """What stands in the lead's channel of a concern."""
    shown = [reading(each) for each in made.peer.said_by_bot(SAFEGUARDING)]
    return [each for each in shown if reference(case.id) in each]


async def pick(made: Connected, who: str, channel: str, ts: str) -> str:
    """Choose “Report” in a message's menu: the id of the form."""
    answer = await made.peer.shortcut(who, OF_MESSAGE, channel, ts)
    assert (answer.status, answer.body) == (200, None)
    return made.peer.modal(who).id


@pytest.mark.clause("5.3", "8.16", "8.5")
async def test_a_report_reaches_the_lead_and_nobody_sees_it(made: Connected) -> None:
    """Map 5.3 and 8.16: the words go to those who answer for it; the answer is for whoever reports alone."""
    said = await give(made, CHILD, f"report <@{COACH}|dave> left the gate open & went away")
    (case,) = await cases(made)
    assert reference(case.id) in said
    assert case.author.account.id == COACH
    await made.peer.until(lambda: cards(made, case))
    assert "@dave left the gate open & went away" in cards(made, case)[0], "as it was typed"
    assert not [each for each in made.peer.letters(COACH) if "gate" in reading(each)]
    assert not shown_to(made, COACH)


@pytest.mark.clause("9.3")
@pytest.mark.parametrize("text", ["report anonymous Somebody takes my things.", "report anonymous", "report"])
async def test_a_name_can_be_left_out(made: Connected, text: str) -> None:
    """Map 9.3: the card does not say who it was, by the line or by the form."""
    if text.endswith("."):
        await give(made, CHILD, text)
    else:
        view, ticked = await form(made, CHILD, text), {} if "anonymous" in text else {"anonymous": ["yes"]}
        await hand_in(made, CHILD, view, words="Somebody takes my things.", **ticked)
    (case,) = await cases(made)
    await made.peer.until(lambda: cards(made, case))
    assert all("somebody who gave no name" in card and "Alfie" not in card for card in cards(made, case))
    assert case.author.account.id == ""


async def test_the_form_says_whom_it_is_about(made: Connected) -> None:
    view = await form(made, CHILD, "report")
    said = await hand_in(made, CHILD, view, words="He shouts at us.", about=DEPUTY)
    (case,) = await cases(made)
    assert reference(case.id) in said
    assert case.author.account.id == DEPUTY
    assert case.author.person.id in case.subjects


async def test_the_shortcut_for_anything_opens_the_form(made: Connected) -> None:
    await made.peer.shortcut(CHILD, OF_ANYTHING)
    said = await hand_in(made, CHILD, made.peer.modal(CHILD).id, words="It is about training.")
    (case,) = await cases(made)
    assert reference(case.id) in said


@pytest.mark.clause("5.1", "9.1")
async def test_a_message_is_reported_from_its_menu(made: Connected) -> None:
    """Map 5.1e: the message goes with it, though nothing more is written."""
    ts = made.peer.post(JUNIORS, COACH, "See you at the match on Sunday")
    said = await hand_in(made, CHILD, await pick(made, CHILD, JUNIORS, ts))
    (case,) = await cases(made)
    assert reference(case.id) in said
    assert (case.newest.message, case.newest.post, case.author.account.id) == (ts, True, COACH)


@pytest.mark.clause("5.1", "5.3")
@pytest.mark.parametrize(("reporter", "writer"), [(CHILD, COACH), (COACH, CHILD)])
async def test_a_private_message_that_the_bot_cannot_see_is_reported(made: Connected, reporter: str, writer: str) -> None:
    """Map 5.1: whoever chooses it hands it over; the other one is not told, and nothing is posted there."""
    channel = made.peer.open_dm(CHILD, COACH)
    ts = made.peer.post(channel, writer, "do not tell anybody that we talked")
    await hand_in(made, reporter, await pick(made, reporter, channel, ts), words="I do not want this.")
    (case,) = await cases(made)
    assert case.author.account.id == writer
    assert (case.newest.place.kind, case.newest.place.audience) == (PlaceKind.DIRECT, Audience.PRIVATE)
    assert {each.id for each in case.newest.place.members} == {CHILD, COACH}
    assert not case.newest.post, "there is nothing there that Touchline could remove"
    await made.peer.until(lambda: cards(made, case))
    assert "do not tell anybody" in cards(made, case)[0]
    assert len(made.peer.history_of(channel)) == 1


async def test_a_closed_channel_that_the_bot_is_not_in_is_out_of_its_reach(made: Connected) -> None:
    ts = made.peer.post(HIDDEN, COACH, "nobody else reads this")
    await hand_in(made, CHILD, await pick(made, CHILD, HIDDEN, ts))
    open_ = made.peer.post(UNJOINED, COACH, "anybody could read this")
    await hand_in(made, OTHER_CHILD, await pick(made, OTHER_CHILD, UNJOINED, open_))
    (case,) = await cases(made)
    closed, public = case.sightings
    assert not closed.post
    assert public.place.name == "unjoined"


async def test_of_a_message_of_touchlines_it_is_said_where_it_stands(made: Connected) -> None:
    ts = made.peer.post(JUNIORS, BOT, "Alfie Webb wrote: …")
    await hand_in(made, OTHER_CHILD, await pick(made, OTHER_CHILD, JUNIORS, ts), words="I do not want this here.")
    (case,) = await cases(made)
    assert case.newest.place.id == JUNIORS
    assert not case.newest.post


async def test_a_message_that_is_too_long_for_a_form_is_cut(made: Connected) -> None:
    noise = "".join(random.Random(5).choices("abcdefghijklmnopqrstuvwxyz0123456789 ", k=8_000))
    ts = made.peer.post(JUNIORS, COACH, f"meet me alone {noise}")
    view = await pick(made, CHILD, JUNIORS, ts)
    assert len(made.peer.views[view].view["private_metadata"]) <= 3000
    said = await hand_in(made, CHILD, view)
    case = next(each for each in await cases(made) if reference(each.id) in said)
    assert case.newest.message == ts


async def test_a_form_that_is_handed_in_twice_is_one_report(made: Connected) -> None:
    view = await form(made, CHILD, "report")
    shown = made.peer.views[view]
    before = dict(shown.view)
    await hand_in(made, CHILD, view, words="It is about training.")
    made.peer.views[view].view = before
    await hand_in(made, CHILD, view, words="It is about training.")
    assert len(await cases(made)) == 1


async def test_somebody_who_waits_too_long_is_told(made: Connected) -> None:
    ts = made.peer.post(JUNIORS, COACH, "See you")
    made.peer.trigger = lambda user: "gone"  # type: ignore[method-assign]
    await made.peer.shortcut(CHILD, OF_MESSAGE, JUNIORS, ts)
    await made.peer.until(lambda: shown_to(made, CHILD))
    assert "Please do it again" in made.peer.told(CHILD)[0]


async def test_over_a_socket_it_is_the_same(tmp_path: Path) -> None:
    async with connected(tmp_path, "socket") as made:
        assert "Helen Marsh" in await give(made, CHILD, "who", GENERAL)
        channel = made.peer.open_dm(CHILD, COACH)
        ts = made.peer.post(channel, COACH, "our secret")
        said = await hand_in(made, CHILD, await pick(made, CHILD, channel, ts))
        assert reference((await cases(made))[0].id) in said
        assert await give(made, LEAD, "case list")
