"""Adults whose telephone number or e-mail address somebody posts (map 1.4): found by keyed hash, told once, and nobody else."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.organisation import with_roster
from bot.replay.again import Answer
from bot.terminal.club import ALFIE, JUNIORS, MEMBERS, PETE
from moderation.model import (
    AskHuman,
    Event,
    EventKind,
    Part,
    PartKind,
    Person,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
    TellResponsibleAdult,
)
from moderation.reached import Reached, way_to
from tests.bot.replay_kit import made_again
from tests.bot.service_kit import House, club, running

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
KEY = b"a key for these tests"
ANN = ResponsibleAdult("Ann Lindqvist", ResponsibleKind.PARENT, Reach.TELEPHONE, "07700 900456")
ANN_MAIL = replace(ANN, reach=Reach.EMAIL, address="ann@example.org", confirmed=True)
BOB = ResponsibleAdult("Bob Osei", ResponsibleKind.PARENT, Reach.EMAIL, "bob@example.org", confirmed=True)


def said(*texts: str) -> Event:
    parts = tuple(Part(PartKind.BODY, text) for text in texts)
    return Event(
        "e_1", "practice", EventKind.POSTED, datetime(2026, 11, 21, 18, tzinfo=UTC), ALFIE.account, JUNIORS, "m_1", parts
    )


def people(*adults: ResponsibleAdult) -> list[Person]:
    return [Person("p_jo", "Jo Lindqvist", Role.CHILD, True, responsible_adults=adults)]


@pytest.mark.clause("1.4")
@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("her mum is on 07700 900456", (0,)),
        ("+44 7700 900 456 ring it", (0,)),
        ("0 7 7 0 0 9 0 0 4 5 6", (0,)),
        ("write to ANN@Example.org!", (1,)),
        ("07700900456 or ann@example.org", (0, 1)),
        ("07700 900457", ()),
        ("joann@example.org", ()),
        ("nothing at all", ()),
    ],
)
def test_a_number_or_address_is_found_however_it_is_written(text: str, places: tuple[int, ...]) -> None:
    register = people(ANN, ANN_MAIL)
    reached = Reached.of(register, KEY)
    assert reached.adults_in(said(text), register[0]) == places
    assert reached.children_in(said("hi", text)) == (("p_jo",) if places else ())
    assert "900456" not in repr(reached)


@given(st.text(max_size=200))
def test_whatever_is_written_nobody_is_found_who_is_not_in_it(text: str) -> None:
    register = people(ANN, ANN_MAIL)
    digits = "".join(c for c in text if c.isdecimal())
    found = Reached.of(register, KEY).adults_in(said(text), register[0])
    assert 0 not in found or len(digits) >= 9
    assert 1 not in found or "@" in text or "＠" in text or "﹫" in text


ADULTS = st.builds(
    ResponsibleAdult,
    name=st.sampled_from(["Ann Lindqvist", "ann lindqvist", "Bob Osei"]),
    kind=st.just(ResponsibleKind.PARENT),
    reach=st.sampled_from(Reach),
    address=st.sampled_from(["ann@example.org", "07700 900456", "kit"]),
    no_contact=st.booleans(),
    confirmed=st.booleans(),
)


@given(st.lists(ADULTS, min_size=1, max_size=5), st.booleans())
def test_nobody_is_told_who_must_not_be_nor_where_they_did_not_confirm(adults: list[ResponsibleAdult], told: bool) -> None:
    (child,) = people(*adults)
    way = way_to(child, adults[0], {"kit"} if told else ())
    same = [each for each in adults if each.name.casefold() == adults[0].name.casefold()]
    if way is None:
        assert any(each.no_contact or (told and each.address == "kit" and each.reach is Reach.PLATFORM) for each in same)
    else:
        assert not any(each.no_contact for each in same)
        assert way in same
        assert way == adults[0] or (way.confirmed and way.reach is not Reach.TELEPHONE)


def test_one_without_a_name_is_not_told_where_the_other_without_a_name_is_reached() -> None:
    """What is told is about whoever's address it was."""
    one = replace(ANN_MAIL, name="", confirmed=False)
    (child,) = people(one, replace(BOB, name=""))
    assert way_to(child, one, ()) == one


@contextmanager
def knowing(folder: Path, answers: Mapping[str, tuple[ResponsibleAdult, ...]]) -> Iterator[House]:
    """A house whose register says who answers for some children, by their ids."""
    everybody = [replace(each.person, responsible_adults=answers.get(each.person.id, ())) for each in MEMBERS]
    members = [replace(each, person=person) for each, person in zip(MEMBERS, everybody, strict=True)]
    with running(folder, with_roster(club(), everybody, KEY), members) as house:
        yield house


def told(house: House) -> list[tuple[str, str]]:
    effects = [planned.effect for planned in house.platform.asked("tell_responsible_adult")]
    return [(each.adult.name, each.text) for each in effects if isinstance(each, TellResponsibleAdult)]


@pytest.mark.clause("1.4")
async def test_each_is_told_at_an_address_they_confirmed_and_no_notice_names_anybody(tmp_path: Path) -> None:
    dee = replace(BOB, name="Dee Webb", address="07700 900321", reach=Reach.TELEPHONE, no_contact=True)
    maya = (BOB, replace(ANN, name="Cy Osei", address="07700 900789"))
    with knowing(tmp_path, {"p_jo": (ANN, ANN_MAIL), "p_maya": maya, "p_alfie": (dee,)}) as house:
        await house.say(ALFIE, JUNIORS, "jos mum is 07700 900456, bob@example.org, 07700 900789 and my own dad 07700 900321")
        await house.come_to_rest()
        assert sorted(name for name, _ in told(house)) == ["Ann Lindqvist", "Bob Osei"]
        for _, text in told(house):
            assert "may have held private details about you" in text
            assert not any(name in text for name in ("Alfie", "Ann", "Bob", "Jo", "Cy", "900"))
        tasks = [each.effect for each in house.platform.asked("ask_human")]
        asked = [each.task for each in tasks if isinstance(each, AskHuman)]
        assert [("Cy Osei" in each, "stood in a message" in each) for each in asked if "Cy Osei" in each] == [(True, True)]
        assert not any("Dee" in each for each in asked)
        assert not any(mark in str(house.records()) for mark in ("ann@", "900456", "Lindqvist"))
        assert {past.outcome.answer for past in made_again(house)} == {Answer.SAME}


async def test_who_posts_their_own_number_is_not_told_of_it_again(tmp_path: Path) -> None:
    here = ResponsibleAdult("Pete Marlow", ResponsibleKind.PARENT, Reach.PLATFORM, PETE.account.id, confirmed=True)
    with knowing(tmp_path, {"p_jo": (here, replace(here, reach=Reach.TELEPHONE, address="07700 900654"))}) as house:
        await house.say(PETE, JUNIORS, "ring me on 07700 900654")
        await house.come_to_rest()
        assert not told(house)
        assert not house.platform.asked("ask_human")
