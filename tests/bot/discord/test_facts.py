"""What Discord tells of a server, as facts for the checks."""

from datetime import UTC, datetime
from typing import Any

import discord
import pytest

from bot.discord.facts import Asked, facts_of, rights_in
from bot.discord.rights import NEEDED, needed
from bot.discord.settings import Settings
from moderation.model import PlaceKind, Role
from moderation.server import InviteFacts, PlaceFacts, Right, ServerFacts
from tests.bot.discord.world import (
    ALL_SEE,
    BOT,
    CHANNELS,
    CHILD,
    COACH,
    COACH_ROLE,
    COACHES,
    FORUM,
    GENERAL,
    JUNIOR_ROLE,
    JUNIORS,
    MEMBERS,
    NOW,
    OTHER_BOT,
    OWNER,
    PARENT,
    ROLES,
    SECOND,
    SERVER,
    THREAD,
    UNKNOWN,
    VIEW,
    VOICE,
    World,
    channel,
    hidden_but_for,
    member,
    overwrite,
    role,
)

OUR_ROLE = 310
ATTACH = discord.Permissions(attach_files=True).value


def with_our_role(**more: Any) -> World:
    """A server on which the bot has what it asks for."""
    members = [member(BOT, [OUR_ROLE]), *(each for each in MEMBERS if each["user"]["id"] != str(BOT))]
    return World(members, [*ROLES, role(OUR_ROLE, needed().value, "Touchline")], **more)


def facts(world: World, asked: Asked | None = None) -> ServerFacts:
    return facts_of(world.club, NOW, asked or Asked())


def place(found: ServerFacts, id_: int) -> PlaceFacts:
    return next(each for each in found.places if each.id == str(id_))


def ids(*numbers: int) -> frozenset[str]:
    return frozenset(map(str, numbers))


def test_who_is_on_the_server() -> None:
    manager = discord.Permissions(manage_messages=True, kick_members=True).value
    world = World(roles=[role(SERVER, ALL_SEE, "@everyone"), role(COACH_ROLE, manager, "Coach"), role(JUNIOR_ROLE)])
    found = facts(world)
    assert (found.platform, found.server, found.at, found.bot) == ("discord", str(SERVER), NOW, str(BOT))
    assert found.members.keys() == ids(OWNER, BOT, COACH, SECOND, CHILD, PARENT, UNKNOWN, OTHER_BOT)
    coach = found.members[str(COACH)]
    assert (coach.person.role, coach.roles, coach.account.roles) == (Role.STAFF, (str(COACH_ROLE),), ("Coach",))
    assert coach.rights == {Right.MANAGE_POSTS, Right.KICK}
    assert found.members[str(UNKNOWN)].person.role is Role.UNKNOWN
    assert found.members[str(OWNER)].owner
    assert found.members[str(OWNER)].rights == frozenset(), "what was granted to them, not what their rank gives"
    assert found.members[str(OTHER_BOT)].account.automated
    roles = {(each.id, each.name, each.everyone) for each in found.roles}
    assert roles == {(str(SERVER), "@everyone", True), (str(COACH_ROLE), "Coach", False), (str(JUNIOR_ROLE), "role301", False)}


def test_every_right_is_one_of_discords() -> None:
    assert rights_in(discord.Permissions.all().value) == frozenset(Right)
    assert rights_in(0) == frozenset()


def test_places_and_who_can_be_in_them() -> None:
    category = channel(900, "club", kind=4)
    world = with_our_role(channels=[category, *CHANNELS, {**channel(901, "hidden"), "parent_id": "900"}])
    found = facts(world)
    assert "900" not in {each.id for each in found.places}, "a category is no place"
    general, juniors, voice = (place(found, id_) for id_ in (GENERAL, JUNIORS, VOICE))
    assert (general.kind, general.open_to_all, general.seen) == (PlaceKind.CHANNEL, True, True)
    assert general.present == ids(OWNER, COACH, SECOND, CHILD, PARENT, UNKNOWN)
    assert (juniors.kind, juniors.open_to_all) == (PlaceKind.PRIVATE_CHANNEL, False)
    assert juniors.present == ids(COACH, SECOND, CHILD)
    assert (voice.kind, place(found, FORUM).kind) == (PlaceKind.VOICE, PlaceKind.CHANNEL)
    assert place(found, 901).parent == "900"


def test_what_the_bot_does_not_see_is_said() -> None:
    """Whether Discord still tells of the channel, or only its list does."""
    hidden = hidden_but_for(COACH, CHILD, person=True)
    world = with_our_role(channels=[channel(GENERAL), channel(JUNIORS, "two", overwrites=hidden)])
    found = facts(world, Asked(channels={str(GENERAL): "general", "999": "nowhere"}))
    assert (place(found, JUNIORS).seen, place(found, JUNIORS).present) == (False, ids(COACH, CHILD))
    assert place(found, 999) == PlaceFacts("999", "nowhere", PlaceKind.CHANNEL, seen=False)
    assert len(found.places) == 3
    no_history = overwrite(OUR_ROLE, deny=discord.Permissions(read_message_history=True).value)
    assert not place(facts(with_our_role(channels=[channel(GENERAL, overwrites=[no_history])])), GENERAL).seen


def test_private_threads_are_their_members_and_one_that_was_not_asked_about_has_somebody_unknown() -> None:
    world = with_our_role()
    world.thread([COACH, CHILD])
    found = place(facts(world), THREAD)
    assert (found.kind, found.present, found.parent) == (PlaceKind.PRIVATE_CHANNEL, ids(COACH, CHILD), str(GENERAL))
    assert (found.open_to_all, found.seen, found.made_by_bot) == (False, True, False)
    world.thread([COACH], count=2)
    assert place(facts(world), THREAD).present == {str(COACH), f"unknown-in-{THREAD}"}
    blind = World()
    blind.thread([COACH, CHILD])
    assert not place(facts(blind), THREAD).seen, "without the right to manage threads"


def test_a_thread_of_the_bots_own_is_said_to_be() -> None:
    world = with_our_role()
    world.thread([CHILD, COACH, BOT], owner=BOT)
    found = facts(world, Asked(made_by_bot=(str(COACHES),)))
    assert place(found, THREAD).made_by_bot
    assert [each.id for each in found.places if each.made_by_bot] == [str(COACHES), str(THREAD)]


def test_who_is_in_a_voice_room_now() -> None:
    def state(id_: int) -> dict[str, Any]:
        return {"user_id": str(id_), "channel_id": str(VOICE), "session_id": "s", **dict.fromkeys(FLAGS, False)}

    world = World(voice_states=[state(COACH), state(CHILD), state(OTHER_BOT)])
    assert place(facts(world), VOICE).connected == ids(COACH, CHILD)
    assert place(facts(world), GENERAL).connected == frozenset()


FLAGS = ("deaf", "mute", "self_deaf", "self_mute", "self_video", "suppress")


@pytest.mark.parametrize(("allowed", "expected"), [(0, False), (ATTACH, True)])
def test_whether_everybody_may_post_pictures(allowed: int, expected: bool) -> None:
    world = World(channels=[channel(GENERAL, overwrites=[overwrite(SERVER, allow=allowed)])])
    assert place(facts(world), GENERAL).all_may_attach is expected


def test_how_the_server_is_guarded() -> None:
    found = facts(World()).guards
    assert (found.reads_messages, found.sees_members, found.community, found.two_factor) == (True, True, False, False)
    assert (found.verification_level, found.content_filter) == (1, 0)
    assert (found.discoverable, found.widget, found.vanity_link) == (False, False, False)
    assert (found.direct_messages_locked_until, found.can_lock_direct_messages, found.lead_channel) == (None, False, None)
    assert "manage_threads" in found.missing_rights
    open_wide = with_our_role(
        features=["COMMUNITY", "DISCOVERABLE"],
        mfa_level=1,
        widget_enabled=True,
        vanity_url_code="larkmead",
        verification_level=3,
        explicit_content_filter=2,
        incidents_data={"dms_disabled_until": "2026-11-22T18:00:00+00:00"},
        settings=Settings(lead_channel=str(GENERAL), roles={str(COACH_ROLE): Role.STAFF, "777": Role.CHILD}),
    )
    found = facts(open_wide, Asked(reads=False, drifted=("Numbers",), pinned={str(GENERAL): False})).guards
    assert (found.reads_messages, found.community, found.two_factor, found.discoverable) == (False, True, True, True)
    assert (found.widget, found.vanity_link, found.verification_level, found.content_filter) == (True, True, 3, 2)
    assert found.direct_messages_locked_until == datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    assert (found.can_lock_direct_messages, found.lead_channel, found.missing_rights) == (True, True, frozenset())
    assert found.mapped_roles == {str(COACH_ROLE): "staff", "777": "child"}
    assert (found.rules_drifted, found.contact_card_pinned) == (("Numbers",), {str(GENERAL): False})


@pytest.mark.parametrize(("channel", "usable"), [("999", False), (str(COACHES), False), (str(GENERAL), True), ("", None)])
def test_a_lead_channel_that_is_gone_or_closed_to_the_bot(channel: str, usable: bool | None) -> None:
    assert facts(with_our_role(settings=Settings(lead_channel=channel))).guards.lead_channel is usable


def test_rights_that_are_missing_are_named() -> None:
    found = facts(World(roles=[role(SERVER, VIEW), role(COACH_ROLE), role(JUNIOR_ROLE)])).guards
    assert found.missing_rights == NEEDED.keys() - {"view_channel"}
    assert facts(World(member_count=400)).guards.sees_members is False


def test_ways_in() -> None:
    world = World()

    def invite(**more: Any) -> discord.Invite:
        data = {"code": "abc", "channel": {"id": str(GENERAL), "name": "general", "type": 0}, "type": 0, **more}
        return discord.Invite(state=world.state, data=data, guild=world.guild, channel=world.channel(GENERAL))  # type: ignore[arg-type]

    eternal = invite(max_uses=0, uses=4, max_age=0, expires_at=None)
    limited = invite(max_uses=5, uses=2, inviter=world.payload(COACH)["author"], expires_at="2026-11-28T18:00:00+00:00")
    found = facts(world, Asked(invites=(eternal, limited))).guards.invites
    assert found == (
        InviteFacts("abc"),
        InviteFacts("abc", str(COACH), datetime(2026, 11, 28, 18, 0, tzinfo=UTC), 3),
    )


def test_of_a_server_that_the_client_does_not_know_nothing_is_said() -> None:
    world = World()
    world.state._remove_guild(world.guild)
    with pytest.raises(LookupError):
        facts(world)
