"""A letter to a responsible adult that waited is not sent to whom the register does not name any more (map 1.5, 5.13)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.register import adults
from bot.terminal.club import ALFIE, HELEN, JUNIORS, MEMBERS
from moderation.model import ContactState, Person, Reach, RetryLater
from tests.bot.contact_kit import Counter, told
from tests.bot.service_kit import NUMBER, House, club, running

LATER = RetryLater(why="http_503")
SAM = "sam.webb@example.org"
AGAIN = timedelta(hours=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running(tmp_path, club(), MEMBERS) as house:
        yield house


def changed(how: str) -> Person:
    """Alfie, as he is on the register since."""
    (adult,) = ALFIE.person.responsible_adults
    adults = {
        "no_contact": (replace(adult, no_contact=True),), "unconfirmed": (replace(adult, confirmed=False),), "gone": (),
        "moved": (replace(adult, address="sam.new@example.org"),),
        "no_contact_elsewhere": (adult, replace(adult, reach=Reach.TELEPHONE, address="01632 960003", no_contact=True)),
    }  # fmt: skip
    return replace(ALFIE.person, responsible_adults=adults[how])


@pytest.mark.clause("1.5")
@pytest.mark.parametrize("how", ["no_contact", "unconfirmed", "gone", "moved"])
async def test_a_letter_about_a_removal_is_not_sent_to_whom_it_may_not_go_any_more(house: House, how: str) -> None:
    house.platform.answers("tell_responsible_adult", LATER)
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert house.letters(SAM) == []
    Counter(house).registers(ALFIE, responsible_adults=changed(how).responsible_adults)
    await house.pass_time(AGAIN)
    assert [each for each in house.server.letters if "sam" in each.address] == []
    assert [data["why"] for data in house.settled("tell_responsible_adult")] == ["no_contact"]
    (task,) = house.server.alerts["helen", house.case.id].tasks
    assert "may not be written to any more" in task
    assert "Tell them nothing of it" in task


@pytest.mark.clause("5.13")
@pytest.mark.parametrize("how", ["no_contact", "unconfirmed", "gone", "moved"])
async def test_nobody_is_asked_about_contact_who_may_not_be_written_to_any_more(house: House, how: str) -> None:
    counter = Counter(house)
    house.platform.answers("ask_contact", LATER)
    counter.asks()
    await house.come_to_rest()
    counter.registers(ALFIE, responsible_adults=changed(how).responsible_adults)
    await house.pass_time(timedelta(minutes=5))
    assert [each for each in house.server.letters if "sam" in each.address] == []
    assert "was not asked about the request" in told(house, HELEN)
    assert "could NOT be asked" not in told(house, HELEN)


@pytest.mark.clause("5.13")
async def test_a_question_about_contact_that_is_over_is_not_asked_and_is_nobodys_task(house: House) -> None:
    counter = Counter(house)
    house.platform.always("ask_contact", RetryLater(why="not_connected", counts=False))
    counter.asks()
    await house.come_to_rest()
    await house.pass_time(timedelta(minutes=61))
    assert counter.request.state is ContactState.ENDED
    house.platform.moods.clear()
    await house.pass_time(timedelta(minutes=11))
    assert house.letters(SAM) == []
    assert "asked about the request" not in told(house, HELEN)


@pytest.mark.clause("1.5")
@pytest.mark.parametrize("how", ["", "no_contact", "no_contact_elsewhere", "gone", "moved", "left"])
async def test_a_code_is_not_sent_to_whom_it_may_not_go_any_more(house: House, how: str) -> None:
    counter = Counter(house)
    (adult,) = ALFIE.person.responsible_adults
    counter.registers(ALFIE, responsible_adults=(replace(adult, confirmed=False),))
    house.platform.answers("tell_person", LATER)
    assert "is sent a code" in counter(HELEN, adults.ask, "Alfie Webb", adult.name)
    await house.come_to_rest()
    assert house.letters(SAM) == []
    if how == "left":
        counter.registers(ALFIE, responsible_adults=(replace(adult, confirmed=False),), left=house.clock().date())
    elif how:
        counter.registers(ALFIE, responsible_adults=changed(how).responsible_adults)
    await house.pass_time(AGAIN)
    sent = [each for each in house.server.letters if "sam" in each.address]
    assert len(sent) == (0 if how else 1)
