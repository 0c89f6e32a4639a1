"""Spaces that are applied for, and what spaces are for (map 8.13, 10.12): the rules alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from moderation.checks import inspect
from moderation.model import Account, PlaceKind, SpaceFor, SpaceRequest, SpaceState, Speed
from moderation.server import PlaceFacts
from moderation.spaces import (
    AGAIN,
    LAPSE,
    MOST_NAME,
    REMIND,
    fits_aim,
    has_young,
    misfit,
    next_ring,
    says_another,
    slug,
)
from tests.moderation.builders import NOW, organisation
from tests.moderation.servers import PLATFORM, place, server

CLUB = organisation("sports_club")
ASKED = SpaceRequest(
    "sp_1", "p_dave", Account(PLATFORM, "7"), "matches", "News of matches", SpaceFor.CHILDREN, "At training",
    ("p_dave", "p_cerys"), False, NOW,
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Junior Matches", "junior-matches"),
        ("  #U13 – lifts & kit!  ", "u13-lifts-kit"),
        ("tŷ-bach", "tŷ-bach"),
        ("under_13s", "under-13s"),
        ("x" * 99, "x" * MOST_NAME),
        ("!?", ""),
    ],
)
def test_a_name_as_channels_have_it(typed: str, name: str) -> None:
    assert slug(typed) == name


@given(some.text(max_size=200))
def test_every_name_is_one_that_both_platforms_take(typed: str) -> None:
    name = slug(typed)
    assert len(name) <= MOST_NAME
    assert slug(name) == name
    assert all(each.isalnum() or each == "-" for each in name)
    assert not name.startswith("-")


@pytest.mark.clause("8.13")
def test_what_does_not_fit() -> None:
    assert misfit("matches", "News of matches", "At training") == ""
    assert misfit("", "News of matches", "At training") == "name"
    assert misfit("ring-07700-900123", "News of matches", "At training") == "name"
    assert misfit("matches", "News of matches", "") == "promoted"
    assert not fits_aim("Write to me at coach@example.org")


@pytest.mark.clause("8.13")
def test_the_clock_of_one() -> None:
    assert next_ring(ASKED, NOW) == NOW + REMIND
    assert next_ring(replace(ASKED, reminded=True), NOW + REMIND) == NOW + LAPSE
    by_hand = replace(ASKED, state=SpaceState.APPROVED, by_hand=True)
    assert next_ring(by_hand, NOW + timedelta(days=1)) == NOW + timedelta(days=1) + AGAIN
    for state in SpaceState:
        rings = next_ring(replace(ASKED, state=state), NOW) is not None
        assert rings == (state is SpaceState.ASKED)


@pytest.mark.clause("6.4", "8.13")
def test_where_there_are_children() -> None:
    assert [each for each in SpaceFor if not has_young(each)] == [SpaceFor.PARENTS, SpaceFor.STAFF]


def lapses(*places: PlaceFacts, **declared: str) -> dict[str, str]:
    club = replace(CLUB, purposes={f"{PLATFORM}/{id_}": text for id_, text in declared.items()})
    found = [each for each in inspect(server(*places), club) if each.check == "purposes"]
    assert all(each.speed is Speed.WEEKLY and not each.about for each in found)
    return {each.key: each.what for each in found}


@pytest.mark.clause("10.12")
def test_spaces_without_a_purpose_are_one_finding_and_what_was_changed_by_hand_another() -> None:
    kinds = (PlaceKind.CHANNEL, PlaceKind.PRIVATE_CHANNEL, PlaceKind.VOICE, PlaceKind.CHANNEL)
    four = [place(id_=f"c_{number}", name=f"room-{number}", kind=kind) for number, kind in enumerate(kinds)]
    thread = place(id_="c_9", kind=PlaceKind.PRIVATE_CHANNEL, parent="c_0")  # for what the channel above it is for
    what = lapses(*four, thread, place(id_="c_8", kind=PlaceKind.THREAD))
    assert what == {"undeclared": "Nobody has said what #room-0, #room-1, the voice room “room-2” and 1 other are for."}
    assert lapses(four[0]) == {"undeclared": "Nobody has said what #room-0 is for."}
    assert lapses(replace(four[0], purpose="News  of MATCHES"), c_0="News of matches") == {}
    assert lapses(replace(four[0], purpose=""), c_0="News of matches").keys() == {"drifted"}
    assert lapses(replace(four[2], purpose=None), c_2="Talking") == {}, "nothing can stand above it"
    assert lapses(replace(four[0], purpose="anything"), c_0="") == {}, "a place of contact: its request says what for"
    assert not [each for each in inspect(server(*four), CLUB) if each.check == "purposes"], "nobody looked"


@given(some.text(max_size=60))
def test_what_is_shown_as_it_was_declared_is_not_another(text: str) -> None:
    assert not says_another(text, f"  {text} ")
    assert says_another(text, f"{text} more")
