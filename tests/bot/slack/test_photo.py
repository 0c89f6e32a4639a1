"""The photo desk in a workspace: its form with the register's names, the picture that a person shares, and “Take this down”."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.pictures import desks, words
from bot.slack.picturing import ANSWER, DOWN, SHORTCUT, WHO
from bot.slack.setup_plan import missing
from moderation.model import (
    Account,
    Agreement,
    Picture,
    PictureStage,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    Topic,
    Way,
)
from storage.store import Transaction
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.commands_kit import cases, form, give, hand_in, reading_of, shown_to
from tests.bot.slack.peer import CHILD, COACH, COACHES, JUNIORS, LEAD, OTHER_COACH, reading

FILE = {"id": "F01MATCH", "name": "match.png", "title": "Match", "mimetype": "image/png"}


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Connected]:
    async with connected(tmp_path, "http") as club:
        assert await give(club, LEAD, f"photo desk <#{COACHES}|coaches>") == words.CHOSEN
        yield club


async def pictures(made: Connected) -> list[Picture]:
    return list(await made.running.look(lambda tx: tx.pictures(*PictureStage)))


def below(made: Connected, channel: str, ts: str) -> list[Any]:
    """What the bot said in the thread of a post."""
    return [each for each in made.peer.said_by_bot(channel) if each.get("thread_ts") == ts]


async def told(made: Connected, user: str, before: int) -> str:
    await made.peer.until(lambda: len(shown_to(made, user)) > before)
    return reading_of(shown_to(made, user)[-1])


async def answer(made: Connected, user: str, card: str, **values: Any) -> str:
    assert (await made.peer.press(user, COACHES, card, ANSWER)).status == 200
    view = made.peer.modal(user).id
    filled = {"dressed": ["yes"], "kind": ["yes"], "equipment": "organisation", "maker": "ours", "to": JUNIORS, **values}
    return await hand_in(made, user, view, **filled)


def permits(tx: Transaction, now: datetime) -> None:
    """Whoever answers for Alfie says so, on paper that the lead has seen."""
    alfie = tx.person("p_alfie")
    assert alfie is not None
    mum, day = ResponsibleAdult("Sam Webb", ResponsibleKind.PARENT, Reach.EMAIL, "sam.webb@example.org"), now.date()
    tx.register(replace(alfie, responsible_adults=(mum,)), [Account("slack", CHILD)], "p_helen")
    until = day + timedelta(days=9)
    tx.agree(Agreement(Topic.PHOTOS, "p_alfie", True, now, Way.PAPER, "p_helen", "Sam Webb", day, until=until))


@pytest.mark.clause("6.1", "6.6", "6.7")
async def test_a_picture_is_answered_for_shared_by_hand_and_taken_down(made: Connected) -> None:
    peer = made.peer
    upload = peer.post(COACHES, COACH, "Great match!", files=[FILE])
    await peer.until(lambda: below(made, COACHES, upload))
    (card,) = below(made, COACHES, upload)
    assert words.WAITING.format(name="Dave Ridley") in reading(card)
    before = len(shown_to(made, COACH))
    assert (await peer.press(COACH, COACHES, card["ts"], ANSWER)).status == 200
    assert words.OWN in await told(made, COACH, before)
    assert (await peer.press(OTHER_COACH, COACHES, card["ts"], ANSWER)).status == 200
    view = peer.modal(OTHER_COACH).id
    offered = await peer.suggest(OTHER_COACH, view, WHO, "webb")
    assert [(each["text"]["text"], each["value"]) for each in offered.body["options"]] == [("Alfie Webb", "p_alfie")]
    filled = {"dressed": ["yes"], "kind": ["yes"], "equipment": "organisation", "maker": "ours", "to": JUNIORS}
    assert "may be shown" in await hand_in(made, OTHER_COACH, view, **{WHO: ["p_alfie"]}, **filled)
    await made.running.write(partial(permits, now=made.running.clock()))
    assert words.OUT_BY_HAND in await answer(made, OTHER_COACH, card["ts"], **{WHO: ["p_alfie"]})
    await peer.until(lambda: len(below(made, COACHES, upload)) == 3)
    assert "share it to “juniors”" in reading(below(made, COACHES, upload)[-1])
    shared = peer.post(JUNIORS, COACH, "", files=[FILE])
    await peer.until(lambda: below(made, JUNIORS, shared))
    (offer,) = below(made, JUNIORS, shared)
    assert words.OFFER in reading(offer)
    before = len(shown_to(made, CHILD))
    assert (await peer.press(CHILD, JUNIORS, offer["ts"], DOWN)).status == 200
    assert words.DOWN_BY_HAND in await told(made, CHILD, before)
    assert "media" in [each.category for each in await cases(made)]
    (picture,) = await pictures(made)
    (shows,) = picture.published
    assert (picture.stage, shows.message) == (PictureStage.DOWN, shared)
    assert shared.replace(".", "") in shows.link


@pytest.mark.clause("6.1", "6.6")
async def test_the_shortcut_takes_down_what_the_desk_let_out_and_sends_others_to_the_report(made: Connected) -> None:
    peer = made.peer
    upload = peer.post(COACHES, COACH, "", files=[FILE])
    await peer.until(lambda: below(made, COACHES, upload))
    assert await give(made, COACH, "photo answer") == words.NONE_WAITS
    assert (await form(made, LEAD, "photo answer")) == peer.modal(LEAD).id
    assert words.OUT_BY_HAND in await answer(made, LEAD, below(made, COACHES, upload)[0]["ts"], nobody=["yes"])
    shared, talk = peer.post(JUNIORS, COACH, "", files=[FILE]), peer.post(JUNIORS, COACH, "Well played")
    await peer.until(lambda: below(made, JUNIORS, shared))
    for ts, said in ((talk, words.NOT_OURS), (shared, words.DOWN_BY_HAND), (shared, words.ASKED_ALREADY)):
        before = len(shown_to(made, CHILD))
        assert (await peer.shortcut(CHILD, SHORTCUT, JUNIORS, ts)).status == 200
        assert said in await told(made, CHILD, before)
    assert await made.running.look(desks) == {"slack": COACHES}
    assert not [each for each in missing(made.workspace) if "photo desk" in each]
    assert words.NOT_AMONG_ADULTS in await give(made, LEAD, f"photo desk <#{JUNIORS}|juniors-chat>")


@pytest.mark.clause("6.1")
async def test_a_picture_in_a_thread_of_the_desk_waits_in_that_thread(made: Connected) -> None:
    peer = made.peer
    first = peer.post(COACHES, COACH, "Pictures of Saturday, please")
    peer.post(COACHES, COACH, "Here is one", files=[FILE], thread_ts=first)
    await peer.until(lambda: below(made, COACHES, first))
    (card,) = below(made, COACHES, first)
    assert words.WAITING.format(name="Dave Ridley") in reading(card)
    assert words.OUT_BY_HAND in await answer(made, OTHER_COACH, card["ts"], nobody=["yes"])
    await peer.until(lambda: len(below(made, COACHES, first)) == 2)
    above = peer.post(JUNIORS, COACH, "Saturday")
    peer.post(JUNIORS, COACH, "", files=[FILE], thread_ts=above)
    await peer.until(lambda: below(made, JUNIORS, above))
    assert words.OFFER in reading(below(made, JUNIORS, above)[-1])
