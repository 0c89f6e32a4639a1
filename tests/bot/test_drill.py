"""The drill (map 8.4, 10.7): its words, its way through five steps, and what is left of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counter.drill import INCIDENTS, NOT_FOR_YOU
from bot.desk import Denied
from bot.drill import Page, begin, go_on, is_state
from bot.terminal.club import ALFIE, DAVE, HELEN, PETE
from moderation.model import Evidence, Member
from tests.bot.service_kit import House
from tests.moderation.test_notices import grade


def page(house: House, who: Member, state: str = "") -> Page | Denied:
    with house.store.transaction() as tx:
        now = house.clock.now
        if not state:
            return begin(tx, who.account, house.organisation, now)
        return go_on(tx, who.account, house.organisation, state, now)


def through(house: House, who: Member, letters: str) -> list[str]:
    """What is shown of a whole drill, with these answers."""
    found, texts = page(house, who), []
    for letter in letters:
        assert isinstance(found, Page)
        texts.append(found.text)
        found = page(house, who, dict(found.buttons)[letter])
    assert isinstance(found, Page)
    assert found.buttons == ()
    return [*texts, found.text]


@pytest.mark.clause("8.4", "10.7")
async def test_a_drill_leaves_no_concern_and_a_line_in_the_register(house: House) -> None:
    """Map 8.4: no live case; the day stands in the register, and is a training course of nobody's."""
    texts = through(house, DAVE, "ABCAB")
    assert "This is a drill." in texts[0]
    assert all(f"Step {number} of 5." in text for number, text in enumerate(texts[:5], 1))
    assert "That was the drill." in texts[5]
    assert house.cases() == []
    assert house.server.alerts == {}
    with house.store.transaction() as tx:
        person = tx.person_of(DAVE.account)
    assert person is not None
    (shown,) = [each for each in person.shown if each.what is Evidence.DRILL]
    assert (shown.seen, shown.renew_by, shown.by) == (date(2026, 11, 21), date(2027, 11, 21), "p_dave")
    assert [each for each in person.shown if each.what is not Evidence.DRILL] == [
        each for each in DAVE.person.shown if each.what is not Evidence.DRILL
    ]
    assert len([record for record in house.records()[house.begins :] if record["data"].get("person") == "p_dave"]) <= 1


@pytest.mark.parametrize("who", [ALFIE, PETE])
async def test_it_is_for_staff(house: House, who: Member) -> None:
    assert page(house, who) == Denied(NOT_FOR_YOU)
    assert page(house, who, "0.1") == Denied(NOT_FOR_YOU)


async def test_who_answers_right_is_told_so(house: House) -> None:
    found = page(house, HELEN)
    assert isinstance(found, Page)
    number = int(found.buttons[0][1][0])
    letters = "".join("ABC"[step.right] for step in INCIDENTS[number].steps)
    *_, last = through(house, HELEN, letters)
    assert "5 of 5" in last
    assert "Not that." not in last


@pytest.mark.parametrize("incident", INCIDENTS)
def test_an_incident_has_five_steps_in_plain_words(incident: object) -> None:
    found = next(each for each in INCIDENTS if each is incident)
    assert len(found.steps) == 5
    assert {step.right for step in found.steps} == {0, 1, 2}, "whoever always presses the same is not always right"
    for step in found.steps:
        assert len(set(step.answers)) == 3
        assert grade(f"{step.asks} {step.why}") <= 9


@given(st.text(max_size=12))
def test_only_where_somebody_can_be_is_a_state(text: str) -> None:
    if is_state(text):
        incident, _, given_ = text.partition(".")
        assert int(incident) < len(INCIDENTS)
        assert all(int(each) < 3 for each in given_)
        assert len(given_) <= 5


@pytest.mark.parametrize("text", ["", "0", "0.", "9.0", "0.3", "0.000000", "x.0", "٣.0", "-1.0"])
def test_anything_else_is_none(text: str) -> None:
    assert not is_state(text)
