"""The workspace as the checks look at it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.slack.facts import Asked, facts_of
from moderation.model import PlaceKind
from moderation.server import Right
from tests.bot.slack.peer.names import (
    BOT,
    CHILD,
    COACH,
    COACHES,
    FOREIGNER,
    GENERAL,
    JUNIORS,
    LEAD,
    OTHER_COACH,
    SHARED,
    STRANGER,
    TEAM,
    UNJOINED,
)
from tests.bot.slack.world import DIRECT, World, user

AT = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def test_the_people_and_places_of_a_workspace() -> None:
    world = World()
    world.add_user(user("U0GONE00000", deleted=True))
    facts = facts_of(world.workspace, AT)
    assert (facts.platform, facts.server, facts.at, facts.bot) == ("slack", TEAM, AT, BOT)
    assert facts.members[COACH].person.name == "Dave Ridley"
    assert facts.members[STRANGER].person.id == f"?{STRANGER}"
    assert facts.members[BOT].account.automated
    assert "U0GONE00000" not in facts.members
    places = {place.id: place for place in facts.places}
    assert DIRECT not in places
    assert (places[GENERAL].seen, places[UNJOINED].seen) == (True, False)
    assert (places[JUNIORS].kind, places[COACHES].kind) == (PlaceKind.CHANNEL, PlaceKind.PRIVATE_CHANNEL)
    assert BOT not in places[GENERAL].present
    assert {CHILD, COACH, STRANGER} <= places[JUNIORS].present
    assert (FOREIGNER in places[SHARED].present, FOREIGNER in places[GENERAL].present) == (True, False)
    assert facts.roles == ()


def test_rank_is_told_of_and_makes_nobody_present() -> None:
    world = World()
    world.add_user(user(LEAD, is_admin=True, is_owner=True, has_2fa=True))
    world.add_user(user(COACH, is_admin=True, has_2fa=False))
    facts = facts_of(world.workspace, AT)
    assert facts.members[LEAD].owner
    assert not facts.members[COACH].owner
    assert Right.ADMINISTRATOR in facts.members[COACH].rights
    assert facts.members[CHILD].rights == frozenset()
    assert facts.guards.without_two_factor == frozenset({COACH})
    assert {place.id: place for place in facts.places}[COACHES].present == {COACH, OTHER_COACH}


def test_guests_strangers_and_what_is_shared() -> None:
    world = World()
    world.add_user(user("U9", "Guest", is_ultra_restricted=True))
    guards = facts_of(world.workspace, AT).guards
    assert (guards.guests, guards.strangers, guards.shared_places) == (
        frozenset({"U9"}),
        frozenset({FOREIGNER}),
        frozenset({SHARED}),
    )
    assert (guards.authorised, guards.without_two_factor) == (None, None)
    assert facts_of(world.workspace, AT, Asked(authorised=[COACH])).guards.authorised == frozenset({COACH})


@pytest.mark.parametrize(
    ("uploads", "all_may"),
    [
        ("allow_all", True),
        ("type:regular", True),
        ("type:owner,type:admin", False),
        ("disallow_all", False),
        ("disable_all", False),
        ("hologram", None),
        (None, None),
        (7, None),
    ],
)
def test_who_may_upload(uploads: object, all_may: bool | None) -> None:
    asked = Asked(preferences={"disable_file_uploads": uploads})
    assert facts_of(World().workspace, AT, asked).guards.all_may_upload is all_may


@pytest.mark.parametrize(
    ("said", "kept"), [({"msg_edit_window_mins": -1, "display_real_names": True}, (-1, True)), ({}, (None, None))]
)
def test_preferences(said: dict[str, object], kept: tuple[int | None, bool | None]) -> None:
    guards = facts_of(World().workspace, AT, Asked(preferences=said)).guards
    assert (guards.edit_minutes, guards.real_names) == kept
    wrong = Asked(preferences={"msg_edit_window_mins": True, "display_real_names": "yes"})
    guards = facts_of(World().workspace, AT, wrong).guards
    assert (guards.edit_minutes, guards.real_names) == (None, None)


def test_whether_concerns_can_be_shown() -> None:
    world = World()
    assert facts_of(world.workspace, AT).guards.lead_channel is None
    for id_, can in ((COACHES, True), (GENERAL, False), ("C0GONE00000", False)):
        world.workspace.settings = replace(world.workspace.settings, lead_channel=id_)
        assert facts_of(world.workspace, AT).guards.lead_channel is can


def test_who_is_in_a_channel_that_does_not_tell_is_somebody() -> None:
    world = World()
    world.directory.conversations[COACHES] = replace(world.directory.conversations[COACHES], members=None)
    places = {place.id: place for place in facts_of(world.workspace, AT).places}
    assert places[COACHES].present == {f"unknown-in-{COACHES}"}


def test_there_are_no_facts_before_slack_has_told_of_the_workspace() -> None:
    world = World()
    world.directory.loaded = False
    with pytest.raises(LookupError):
        facts_of(world.workspace, AT)
