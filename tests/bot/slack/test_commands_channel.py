"""`/touchline channel …` in a workspace: a form, a card, a channel in which nothing is amiss, and what channels are for."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.slack.spaces import ACTION
from bot.spaces import words
from bot.spaces.changing import reference
from bot.spaces.deciding import Answer
from moderation.model import SpaceRequest, SpaceState
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.commands_kit import answered, form, give, hand_in, kinds, reading_of, shown_to
from tests.bot.slack.peer import (
    BOT,
    CHILD,
    COACH,
    DEPUTY,
    JUNIORS,
    LEAD,
    OTHER_COACH,
    PARENT,
    SAFEGUARDING,
    STRANGER,
    Fault,
    reading,
)

AIM = "News of the junior matches & lifts to them"


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Connected]:
    async with connected(tmp_path, "http") as club:
        yield club


async def called(made: Connected, name: str) -> SpaceRequest:
    requests = await made.running.look(lambda tx: tx.space_requests())
    return next(each for each in requests if each.name == name)


async def apply(made: Connected, who: str, *runners: str, name: str = "Junior Matches", **changes: Any) -> str:
    view = await form(made, who, f"channel request {name}")
    values = {"name": name, "aim": AIM, "audience": "families", "promoted": "At training", "closed": "open", **changes}
    return await hand_in(made, who, view, runners=[*runners], **values)


async def approve(made: Connected, name: str) -> str:
    """The lead presses “Approve” on the card of one."""
    before = len(shown_to(made, LEAD))
    cards = made.peer.said_by_bot
    await made.peer.until(lambda: any(f"#{name}." in reading(each) for each in cards(SAFEGUARDING)))
    card = next(each for each in cards(SAFEGUARDING) if f"#{name}." in reading(each) and ACTION in str(each))
    assert AIM in reading(card)
    assert (await made.peer.press(LEAD, SAFEGUARDING, card["ts"], f"{ACTION}:{Answer.APPROVE}")).status == 200
    await made.peer.until(lambda: len(shown_to(made, LEAD)) > before)
    return reading_of(shown_to(made, LEAD)[-1])


async def amiss(made: Connected) -> dict[str, str]:
    lapses = await made.chat.attending(made.running.config.id).watch.walk()
    return {each.id: each.what for each in lapses}


@pytest.mark.clause("8.13", "10.12")
async def test_a_channel_is_applied_for_approved_and_made_and_nothing_is_amiss_in_it(made: Connected) -> None:
    peer = made.peer
    assert await give(made, CHILD, "channel request den") == words.NOT_YOURS
    assert words.RUNNERS_WANTED in await apply(made, COACH, COACH, CHILD)
    assert "passed on to Helen Marsh" in await apply(made, COACH, COACH, PARENT)
    before = await amiss(made)
    assert words.SAID_APPROVED.format(name="junior-matches") in await approve(made, "junior-matches")
    await peer.until(lambda: any("is there. It is for" in reading(each) for each in peer.letters(COACH)))
    place = next(each for each in peer.conversations.values() if each.name == "junior-matches")
    assert place.private, "everybody in the workspace would read a public one"
    assert place.purpose == AIM
    assert all(place.sees(each) for each in (BOT, COACH, PARENT, LEAD, DEPUTY, OTHER_COACH, CHILD))
    assert not place.sees(STRANGER)
    assert (await amiss(made)).keys() <= before.keys()
    assert {"space.requested", "space.approved"} <= set(await kinds(made))

    assert "passed on" in await apply(made, COACH, COACH, PARENT, name="Second", audience="everybody")
    peer.faults.append(Fault("conversations.create", "restricted_action"))
    await approve(made, "second")
    await peer.until(lambda: any("channel made" in reading(each) for each in peer.said_by_bot(SAFEGUARDING)))
    request = await called(made, "second")
    assert request.by_hand
    ref = reference(request.id)
    assert await give(made, COACH, f"channel made {ref} <#{JUNIORS}|juniors>") == words.NOT_TO_MAKE
    assert await give(made, LEAD, f"channel made {ref} <#{JUNIORS}|juniors>") == words.WAS_MADE.format(name="second")
    await peer.until(lambda: peer.conversations[JUNIORS].purpose == AIM)
    assert (await called(made, "second")).state is SpaceState.MADE

    assert "passed on" in await apply(made, COACH, COACH, PARENT, name="Third")
    listed = await answered(made, LEAD, "channel list")
    assert (await peer.press(LEAD, JUNIORS, listed.ts, f"{ACTION}:{Answer.DECLINE}")).status == 200
    assert words.SAID_DECLINED in await hand_in(made, LEAD, peer.modal(LEAD).id, why="There is one already.")
    await peer.until(lambda: any("There is one already." in reading(each) for each in peer.letters(COACH)))
    await apply(made, COACH, COACH, PARENT, name="Fourth")
    assert await give(made, COACH, f"channel withdraw {reference((await called(made, 'fourth')).id)}") == words.SAID_WITHDRAWN


@pytest.mark.clause("10.12")
async def test_what_a_channel_is_for_is_found_missing_said_and_shown(made: Connected) -> None:
    peer, where = made.peer, f"<#{JUNIORS}|juniors>"
    assert "#juniors" in (await amiss(made))["purposes:undeclared"]
    assert await give(made, COACH, f"channel purpose {where} {AIM}") == words.NOT_TO_DECLARE
    assert (await give(made, LEAD, f"channel purpose {where} {AIM}")).endswith(words.AND_SHOWN)
    await peer.until(lambda: peer.conversations[JUNIORS].purpose == AIM)
    assert "#juniors" not in (await amiss(made)).get("purposes:undeclared", "")
    assert "purposes:drifted" not in await amiss(made), "as Slack writes it down"
    peer.purpose(JUNIORS, "Anything at all", COACH)
    found = made.workspace.directory.conversations
    await peer.until(lambda: found[JUNIORS].purpose == "Anything at all")
    assert "above #juniors" in (await amiss(made))["purposes:drifted"]
    assert "Anything at all" in await give(made, LEAD, f"channel purpose {where}")
    assert "purposes:drifted" not in await amiss(made)
