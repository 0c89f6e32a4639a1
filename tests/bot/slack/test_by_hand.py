"""Without an administrator's grant a person removes, and Slack's own word that the post is gone ends the task."""

from pathlib import Path

import pytest

from moderation.card_done import GONE
from tests.bot.service_kit import Clock
from tests.bot.slack.acting_kit import grant
from tests.bot.slack.app_kit import NUMBER, Way, connected
from tests.bot.slack.kit import Made
from tests.bot.slack.peer import CHILD, JUNIORS, LEAD, OTHER_CHILD, SAFEGUARDING, Peer
from tests.bot.slack.peer.deeds import reading

TASK = "To do by hand: Please remove the post in juniors by hand"


def says(made: Made, text: str) -> bool:
    """Whether a card in the lead's channel says something now."""
    return any(text in reading(each) for each in made.peer.said_by_bot(SAFEGUARDING) if "press:close" in str(each["blocks"]))


@pytest.mark.clause("1.1")
@pytest.mark.parametrize("way", ["http", "socket"])
@pytest.mark.parametrize("tells", [True, False], ids=["told what it was", "told nothing"])
@pytest.mark.parametrize("answered", [True, False], ids=["with replies", "alone"])
async def test_a_post_that_somebody_deletes_ends_the_task(tmp_path: Path, way: Way, tells: bool, answered: bool) -> None:
    async with connected(tmp_path, way) as made:
        made.peer.tells_previous = tells
        ts = made.peer.post(JUNIORS, CHILD, NUMBER)
        if answered:  # a tombstone takes its place
            made.peer.post(JUNIORS, OTHER_CHILD, "ok", thread=ts)
        await made.peer.until(lambda: says(made, TASK))
        assert not made.peer.called("chat.delete")
        made.peer.delete(JUNIORS, ts, LEAD)
        await made.peer.until(lambda: says(made, GONE))
        assert not says(made, TASK)
        last = await made.running.look(lambda tx: tx.newest_entry("removal.gone_by_hand", "post.removed"))
        assert last is not None
        assert last.kind == "removal.gone_by_hand"


@pytest.mark.clause("1.1")
@pytest.mark.parametrize("answered", [True, False], ids=["with replies", "alone"])
async def test_a_post_that_went_while_nobody_listened_ends_the_task(tmp_path: Path, answered: bool) -> None:
    async with Peer(Clock()) as peer:
        async with connected(tmp_path, "socket", peer=peer) as made:
            ts, other = (peer.post(JUNIORS, each, NUMBER) for each in (CHILD, OTHER_CHILD))
            if answered:
                peer.post(JUNIORS, OTHER_CHILD, "ok", thread=ts)
            await peer.until(lambda: says(made, TASK))
        peer.delete(JUNIORS, ts, LEAD)
        async with connected(tmp_path, "socket", peer=peer) as made:
            await peer.until(lambda: says(made, GONE))
            found = await made.running.look(lambda tx: [each for case in tx.cases() for each in case.sightings])
            assert {each.message: each.gone for each in found} == {ts: True, other: False}


async def test_where_slack_refuses_the_administrator_it_is_a_task_as_well(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        await grant(made, LEAD)
        made.peer.revoke(LEAD, told=False)
        ts = made.peer.post(JUNIORS, CHILD, NUMBER)
        await made.peer.until(lambda: says(made, TASK))
        assert says(made, "STILL THERE")
        assert not made.peer.gone(JUNIORS, ts)


async def test_with_a_grant_it_is_removed_and_its_author_told(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        await grant(made, LEAD)
        ts = made.peer.post(JUNIORS, CHILD, NUMBER)
        await made.peer.until(lambda: made.peer.gone(JUNIORS, ts) and made.peer.letters(CHILD))
        await made.peer.until(lambda: says(made, "The post was removed."))
        assert not says(made, TASK)
