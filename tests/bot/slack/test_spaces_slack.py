"""A channel that was approved, made in a workspace where one of its name is there already, or where making it broke off."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.slack.acting import SlackPlatform
from bot.slack.refusals import NOT_CONNECTED
from bot.slack.setup_steps import LEAD_CHANNEL
from bot.spaces import declare
from moderation.model import Account, Done, MakeSpace, Refused, Role, SpaceFor, SpaceRequest
from tests.bot.slack.acting_kit import do, restart
from tests.bot.slack.kit import Made, workspace
from tests.bot.slack.peer import BOT, CHILD, COACH, DEPUTY, LEAD, PARENT, Fault

AIM = "News of the junior matches"
NAMED = "junior-matches"


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Made]:
    async with workspace(tmp_path, SlackPlatform) as made:
        yield made


async def approved(made: Made, name: str = NAMED) -> MakeSpace:
    """What is to be done about an application that was approved."""
    made.clock.now += timedelta(minutes=5)
    coach, parent, lead = (Account("slack", each) for each in (COACH, PARENT, LEAD))
    runners = ("p_dave", "p_karin")
    asked = SpaceRequest("sp_1", "p_dave", coach, name, AIM, SpaceFor.CHILDREN, "At training", runners, False, made.clock())
    await made.running.write(lambda tx: tx.keep_space_request(asked))
    return MakeSpace("sp_1", name, AIM, (Role.CHILD, Role.LEAD), (coach, parent), (lead,), uploads=False, open_to_all=False)


@pytest.mark.clause("8.13")
async def test_children_are_not_let_into_another_channel_that_the_bot_made(made: Made) -> None:
    staff = made.peer.create_channel(NAMED, [BOT, LEAD], private=True)
    concerns = made.peer.create_channel(LEAD_CHANNEL, [BOT, LEAD], private=True)
    assert await do(made, await approved(made, LEAD_CHANNEL), 1) == Refused("name_taken")
    effect = await approved(made)
    later = made.peer.create_channel("later", [BOT, LEAD], private=True)
    await made.running.write(lambda tx: declare(tx, "slack", later, "What staff talk about", "p_helen"))
    assert await do(made, effect, 2) == Refused("name_taken")
    assert await do(made, replace(effect, name="later"), 3) == Refused("name_taken")
    assert all(made.peer.conversations[each].members == [BOT, LEAD] for each in (staff, concerns, later))
    assert not made.peer.called("conversations.setPurpose")


@pytest.mark.clause("8.13")
async def test_what_broke_off_is_gone_on_with_and_no_child_is_there_with_one_adult_of_two(made: Made) -> None:
    effect = await approved(made)
    for method in ("conversations.setPurpose", "conversations.invite"):
        made.peer.faults.append(Fault(method, "internal_error"))
        assert (await do(made, effect)).kind == "retry_later"
        restart(made)
    made.peer.users[PARENT].deleted = True  # as the bot has not heard yet
    assert await do(made, effect) == Refused("not_let_in")
    (place,) = (each for each in made.peer.conversations.values() if each.name == NAMED)
    assert not place.sees(CHILD)
    made.peer.users[PARENT].deleted = False
    assert await do(made, effect) == Done(place.id)
    assert all(place.sees(each) for each in (COACH, PARENT, LEAD, CHILD))
    assert not place.sees(DEPUTY)


@pytest.mark.clause("8.13")
async def test_it_waits_until_it_is_known_who_is_there(made: Made) -> None:
    effect = await approved(made)
    made.workspace.directory.users, made.workspace.directory.loaded = {}, False
    assert await do(made, effect) == NOT_CONNECTED
