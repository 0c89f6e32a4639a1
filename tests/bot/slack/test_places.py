"""Who can be in a conversation of Slack's, and what that makes of it."""

from dataclasses import replace

import pytest

from bot.slack.directory import Conversation
from bot.slack.places import is_with_bot, place_of
from moderation.model import Audience, Person, PlaceKind, Role
from tests.bot.slack.peer.names import (
    BOT,
    CHILD,
    COACH,
    COACHES,
    FOREIGNER,
    GENERAL,
    JUNIORS,
    OTHER_COACH,
    PARENT,
    SHARED,
    STRANGER,
    UNJOINED,
)
from tests.bot.slack.world import DIRECT, GROUP, NAMES, WITH_BOT, World, user

CLOSED = "C0CLOSED000"


def closed(world: World, *members: str) -> str:
    world.directory.conversations[CLOSED] = Conversation(CLOSED, "closed", private=True, members=frozenset(members))
    return CLOSED


def ids(world: World, id_: str) -> set[str]:
    return {account.id for account in place_of(id_, world.workspace).members}


@pytest.mark.parametrize(
    ("id_", "kind", "audience"),
    [
        (GENERAL, PlaceKind.CHANNEL, Audience.MIXED),
        (JUNIORS, PlaceKind.CHANNEL, Audience.MIXED),  # who did not join it can read it all the same
        (UNJOINED, PlaceKind.CHANNEL, Audience.MIXED),
        (SHARED, PlaceKind.CHANNEL, Audience.MIXED),
        (COACHES, PlaceKind.PRIVATE_CHANNEL, Audience.ADULTS),
        (DIRECT, PlaceKind.DIRECT, Audience.PRIVATE),
        (GROUP, PlaceKind.GROUP_DIRECT, Audience.PRIVATE),
        (WITH_BOT, PlaceKind.DIRECT, Audience.PRIVATE),
        ("C0NOBODY000", PlaceKind.CHANNEL, Audience.MIXED),
        ("D0NOBODY000", PlaceKind.DIRECT, Audience.PRIVATE),
    ],
)
def test_what_a_place_is(id_: str, kind: PlaceKind, audience: Audience) -> None:
    place = place_of(id_, World().workspace)
    assert (place.id, place.kind, place.audience) == (id_, kind, audience)


def test_a_public_channel_is_everybodys() -> None:
    world = World()
    assert place_of(JUNIORS, world.workspace).members == ()
    world.directory.users = {id_: each for id_, each in world.directory.users.items() if id_ in {CHILD, COACH, BOT}}
    assert place_of(JUNIORS, world.workspace).audience is Audience.CHILDREN
    world.add_user(user("U9", "Guest", is_restricted=True))
    assert place_of(JUNIORS, world.workspace).audience is Audience.CHILDREN, "a guest only sees what they were let into"
    world.directory.conversations[JUNIORS] = replace(world.directory.conversations[JUNIORS], members=frozenset({"U9"}))
    assert place_of(JUNIORS, world.workspace).audience is Audience.MIXED


def test_what_is_not_known_is_not_taken_for_safe() -> None:
    world = World(adult_channels=())
    world.directory.users = {id_: each for id_, each in world.directory.users.items() if id_ == COACH}
    world.directory.conversations[SHARED] = replace(world.directory.conversations[SHARED], members=None)
    assert place_of(UNJOINED, world.workspace).audience is Audience.ADULTS
    assert place_of(GENERAL, world.workspace).audience is Audience.MIXED, "some in it are not known"
    assert place_of(SHARED, world.workspace).audience is Audience.MIXED
    world.directory.loaded = False
    assert place_of(UNJOINED, world.workspace).audience is Audience.MIXED
    world.directory.conversations[COACHES] = replace(world.directory.conversations[COACHES], members=None)
    place = place_of(COACHES, world.workspace)
    assert (place.audience, place.kind, place.members) == (Audience.MIXED, PlaceKind.CHANNEL, ())


def test_a_closed_channel_lists_the_people_in_it() -> None:
    world = World()
    place = place_of(closed(world, CHILD, COACH, BOT, "U0GONE00000"), world.workspace)
    assert (place.kind, place.audience) == (PlaceKind.PRIVATE_CHANNEL, Audience.PRIVATE)
    assert ids(world, CLOSED) == {CHILD, COACH, "U0GONE00000"}, "somebody of whom Slack told nothing is somebody"
    world.add_user(user("U0GONE00000", deleted=True))
    world.add_user(user("U0APP000000", is_bot=True))
    closed(world, CHILD, COACH, BOT, "U0GONE00000", "U0APP000000")
    assert ids(world, CLOSED) == {CHILD, COACH}
    assert ids(world, SHARED) == set()
    assert ids(world, WITH_BOT) == {CHILD}


def test_a_private_channel_in_which_everybody_is_is_everybodys() -> None:
    world = World()
    place = place_of(closed(world, *NAMES), world.workspace)
    assert (place.kind, place.members) == (PlaceKind.CHANNEL, ())


def test_a_crowd_is_not_listed() -> None:
    world = World()
    for number in range(40):
        world.add_user(user(f"U{number}", f"n{number}"))
    world.workspace.people = {f"U{number}": Person(f"p{number}", "", Role.STAFF, False) for number in range(40)}
    place = place_of(closed(world, *(f"U{number}" for number in range(40))), world.workspace)
    assert (place.kind, place.audience, place.members) == (PlaceKind.CHANNEL, Audience.ADULTS, ())


def test_a_direct_conversation_is_named_after_who_is_in_it() -> None:
    world = World()
    assert place_of(GROUP, world.workspace).name == "Alfie and Dave and Rosa"
    assert [account.id for account in place_of(GROUP, world.workspace).members] == sorted({CHILD, COACH, PARENT})


def test_which_conversation_is_with_the_bot() -> None:
    world = World()
    assert is_with_bot(WITH_BOT, world.workspace)
    assert not any(is_with_bot(id_, world.workspace) for id_ in (DIRECT, GROUP, GENERAL, "D0NOBODY000"))
    # Of a conversation that was asked for with somebody's grant it is not said whether the bot is in it.
    known = world.directory.conversations[WITH_BOT]
    world.directory.conversations[WITH_BOT] = replace(known, joined=False)
    assert is_with_bot(WITH_BOT, world.workspace)


def test_a_channel_of_adults_is_what_setup_says() -> None:
    world = World(adult_channels=(GENERAL, "C0NOBODY000"))
    assert place_of(GENERAL, world.workspace).audience is Audience.ADULTS
    assert place_of("C0NOBODY000", world.workspace).audience is Audience.ADULTS
    assert {STRANGER, OTHER_COACH, FOREIGNER} <= world.directory.users.keys()


@pytest.mark.clause("5.2")
@pytest.mark.parametrize(
    ("other", "audience"), [(CHILD, Audience.PRIVATE), (STRANGER, Audience.ADULTS), (PARENT, Audience.ADULTS)]
)
def test_a_closed_channel_of_adults_is_none_with_a_child_in_it(other: str, audience: Audience) -> None:
    world = World(adult_channels=(CLOSED,))
    assert place_of(closed(world, COACH, other, BOT), world.workspace).audience is audience
