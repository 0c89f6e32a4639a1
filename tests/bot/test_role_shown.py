"""Staff are reminded that their name is to say what they do (map 4.7): once a month, in private, and nothing follows."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.role_shown import remind
from bot.terminal.club import ALFIE, CERYS, DAVE, JUNIORS, PETE
from bot.terminal.server import NAME
from moderation.model import Member
from moderation.server import Guards, MemberFacts, ServerFacts
from tests.bot.service_kit import House, club, running

DAY = timedelta(days=1)


def facts(house: House, *who: Member, called: str = "") -> ServerFacts:
    members = {
        each.account.id: MemberFacts(replace(each.account, name=called or each.account.name), each.person, ()) for each in who
    }
    return ServerFacts(NAME, "s_1", house.clock(), members, (), (), Guards())


async def look(house: House, *who: Member, called: str = "") -> list[str]:
    """The server is looked at. Gives whom Touchline wrote to until now."""
    with house.store.transaction() as tx:
        remind(tx, facts(house, *who, called=called), house.organisation, house.clock())
    await house.come_to_rest()
    return [letter.address for letter in house.server.letters]


@pytest.mark.clause("4.7")
async def test_a_name_without_a_role_is_reminded_of_once_a_month(house: House) -> None:
    """Map 4.7: staff alone, and never a removal."""
    assert await look(house, DAVE, ALFIE, PETE) == ["dave"]
    letter = house.letters("dave")[0].text
    assert "such as “Alex Moor (coach)”" in letter
    assert "This is my own view." in letter
    house.clock.now += 29 * DAY
    assert await look(house, DAVE, CERYS) == ["dave", "cerys"]
    house.clock.now += DAY
    assert await look(house, DAVE, CERYS) == ["dave", "cerys", "dave"]
    assert "staff.reminded" in house.kinds()
    assert not [kind for kind in house.kinds() if kind == "post.removed"]
    assert "Dave" not in str([record for record in house.records() if record["kind"] == "staff.reminded"])


@pytest.mark.clause("4.7")
async def test_who_is_shown_with_a_role_is_not_reminded_and_no_more_than_the_policy_asks(house: House) -> None:
    assert await look(house, DAVE, called="Dave Ridley (coach)") == []
    names = replace(house.organisation.profile.names, staff_shown_as="any")
    free = replace(house.organisation, profile=replace(house.organisation.profile, names=names))
    with house.store.transaction() as tx:
        remind(tx, facts(house, DAVE), free, house.clock())
    await house.come_to_rest()
    assert house.server.letters == []


@pytest.mark.clause("5.1")
@pytest.mark.usefixtures("marked")
async def test_no_word_goes_to_somebody_about_whom_there_is_a_concern(house: House) -> None:
    """Decisions 17: it would warn them."""
    await house.say(DAVE, JUNIORS, "private_contact.secrecy")
    assert await look(house, DAVE) == []


@pytest.mark.clause("10.9")
async def test_practice_mode_holds_it_back(tmp_path: Path) -> None:
    with running(tmp_path, club(), shadow=True) as house:
        assert await look(house, DAVE) == []
