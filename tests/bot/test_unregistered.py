"""A club whose register holds a child and few of its many people: the lead is not drowned by those whom it does not know."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.organisation import with_roster
from bot.replay.again import Answer
from bot.terminal.club import ALFIE, HELEN, JUNIORS, MEMBERS
from bot.terminal.server import NAME
from moderation.model import Account, Member, Person
from moderation.unregistered import MANY
from tests.bot.replay_kit import made_again
from tests.bot.service_kit import club, running


@pytest.mark.clause("5.4")
async def test_of_many_who_are_not_on_the_register_the_lead_is_told_of_a_few_at_once(tmp_path: Path) -> None:
    organisation = with_roster(club(), [each.person for each in MEMBERS], bytes(32))
    with running(tmp_path, organisation) as house:
        people = [Member(Account(NAME, f"new{n}", f"New {n}"), Person(f"p_new{n}", f"New {n}")) for n in range(MANY + 2)]

        async def all_write() -> None:
            for each in people:
                house.clock.now += timedelta(minutes=1)
                await house.say(each, JUNIORS, "hello everybody")
            await house.come_to_rest()

        await all_write()
        await house.say(ALFIE, JUNIORS, "hello you")
        await all_write()
        cases = house.cases()
        assert [case.author.account.id for case in cases] == [each.account.id for each in people[:MANY]]
        assert {past.outcome.answer for past in made_again(house)} == {Answer.SAME}
        await house.ends(HELEN, cases[0], "It is a new parent.")
        await all_write()
        assert len(house.cases()) > MANY, "there is room for another"
