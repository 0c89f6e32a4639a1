"""Who can be in a place, against two independent oracles, and what is made of it."""

import random
from functools import partial
from itertools import cycle
from typing import Any

import discord
import pytest

from bot.audience import audience_of
from bot.discord.facts import facts_of
from bot.discord.places import Crowd, learn_members, members_known, place_of, present_in, unlearned
from bot.discord.settings import Settings
from moderation.checks.private_place import CHECK as PRIVATE_PLACE
from moderation.model import Audience, Person, PlaceKind, Role
from tests.bot.discord.world import (
    ALL_SEE,
    BOT,
    CHILD,
    COACH,
    COACH_ROLE,
    COACHES,
    GENERAL,
    JUNIOR_ROLE,
    JUNIORS,
    NOW,
    OWNER,
    PARENT,
    PEOPLE,
    SECOND,
    SERVER,
    UNKNOWN,
    VIEW,
    VOICE,
    World,
    channel,
    hidden_but_for,
    member,
    overwrite,
    role,
    thread_member,
)
from tests.moderation.builders import organisation

ADMINISTRATOR = discord.Permissions(administrator=True).value
CONNECT = discord.Permissions(connect=True).value
NOISE = discord.Permissions(send_messages=True, manage_messages=True).value
BITS = (VIEW, CONNECT, ADMINISTRATOR, NOISE)

# The permission algorithm


def documented(person: dict[str, Any], roles: dict[str, int], place: dict[str, Any]) -> bool:
    """Whether somebody can be in a place, as Discord's documentation of permissions works it out, administrators left out."""
    value = roles[str(SERVER)]
    for id_ in person["roles"]:
        value |= roles.get(id_, 0)
    by_target = {(each["type"], each["id"]): each for each in place["permission_overwrites"]}

    def apply(value: int, allow: int, deny: int) -> int:
        return (value & ~deny) | allow

    if everyone := by_target.get((0, str(SERVER))):
        value = apply(value, int(everyone["allow"]), int(everyone["deny"]))
    allow = deny = 0
    for id_ in person["roles"]:
        if each := by_target.get((0, id_)):
            allow |= int(each["allow"])
            deny |= int(each["deny"])
    value = apply(value, allow, deny)
    if each := by_target.get((1, person["user"]["id"])):
        value = apply(value, int(each["allow"]), int(each["deny"]))
    wanted = VIEW | (CONNECT if place["type"] == 2 else 0)
    return value & wanted == wanted


def bits(chance: random.Random, likely: float = 0.4) -> int:
    return sum(bit for bit in BITS if chance.random() < likely)


def some_server(chance: random.Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    ids = range(300, 300 + chance.randrange(5))
    roles = [role(SERVER, bits(chance) & ~ADMINISTRATOR), *(role(id_, bits(chance)) for id_ in ids)]
    members = [member(1000 + n, chance.sample(ids, chance.randint(0, len(ids)))) for n in range(5)]
    targets = [(SERVER, False), *((id_, False) for id_ in ids), (399, False), *((1000 + n, True) for n in range(6))]
    channels = []
    for number in range(4):
        chosen = chance.sample(targets, chance.randint(0, len(targets)))
        given = [overwrite(id_, bits(chance), bits(chance), person) for id_, person in chosen]
        channels.append(channel(200 + number, kind=chance.choice((0, 2, 5, 15)), overwrites=given))
    return members, roles, channels


@pytest.mark.clause("5.2")
def test_who_can_be_in_a_place_is_what_discord_documents_and_what_discord_py_says() -> None:
    """10,000 pairs of a member and a place, owners and administrators among them: rank alone never makes anybody present."""
    chance, pairs = random.Random(20261121), 0
    for _ in range(500):
        members, roles, channels = some_server(chance)
        world = World(members, roles, channels, owner=1000)
        plain = [{**each, "permissions": str(int(each["permissions"]) & ~ADMINISTRATOR)} for each in roles]
        for place in channels:  # overwrites cannot make an administrator, whatever they hold
            for each in place["permission_overwrites"]:
                each["allow"] = str(int(each["allow"]) & ~ADMINISTRATOR)
        stripped = World(members, plain, channels, owner=1)
        crowd, values = Crowd(world.guild), {each["id"]: int(each["permissions"]) for each in roles}
        for place in channels:
            id_ = int(place["id"])
            wanted = discord.Permissions(VIEW | (CONNECT if place["type"] == 2 else 0))
            present = crowd.present_in(world.channel(id_))
            by_documentation = {int(each["user"]["id"]) for each in members if documented(each, values, place)}
            there = stripped.channel(id_)
            by_library = {each.id for each in stripped.guild.members if there.permissions_for(each) >= wanted}
            assert present == by_documentation == by_library
            pairs += len(members)
    assert pairs == 10_000


def test_a_thousand_members_and_a_hundred_channels_are_worked_out_by_sets_of_roles() -> None:
    """Each set of roles once for each channel, not each member: what makes it quick, counted rather than timed."""
    chance = random.Random(1)
    roles = [role(SERVER, 0), *(role(id_, bits(chance)) for id_ in range(300, 310))]
    members = [member(1000 + n, [300 + n % 10]) for n in range(1000)]
    channels = [channel(5000 + n, overwrites=[overwrite(300 + n % 10, allow=VIEW)]) for n in range(100)]
    world = World(members, roles, channels)
    crowd = Crowd(world.guild)
    assert len(crowd._groups) == 10
    assert all(present_in(each, world.guild) == crowd.present_in(each) for each in world.guild.channels[:3])
    assert all(crowd.present_in(each) for each in world.guild.channels)


# Places


def test_an_open_channel_is_mixed_and_lists_nobody() -> None:
    world = World()
    place = place_of(world.channel(GENERAL), world.club)
    assert (place.id, place.name, place.kind) == (str(GENERAL), "general", PlaceKind.CHANNEL)
    assert (place.audience, place.members) == (Audience.MIXED, ())


def test_a_closed_channel_lists_who_is_in_it_without_the_owner_and_bots() -> None:
    world = World()
    place = place_of(world.channel(COACHES), world.club)
    assert (place.kind, place.audience) == (PlaceKind.PRIVATE_CHANNEL, Audience.ADULTS)
    assert [account.id for account in place.members] == [str(COACH), str(SECOND)]
    assert place.members[0].roles == ("Coach",)


def test_staff_and_children_alone_are_a_place_of_children() -> None:
    world = World()
    assert place_of(world.channel(JUNIORS), world.club).audience is Audience.CHILDREN


def test_a_channel_of_everybody_is_no_closed_place_whatever_role_opens_it() -> None:
    admitted = [member(each, [COACH_ROLE]) for each in (COACH, SECOND, CHILD)]
    world = World([*admitted, member(OWNER), member(BOT)])
    place = place_of(world.channel(COACHES), world.club)
    assert (place.kind, place.members) == (PlaceKind.CHANNEL, ())
    left_out = World([*admitted, member(PARENT), member(BOT)])
    assert len(place_of(left_out.channel(COACHES), left_out.club).members) == 3


def test_a_channel_that_everyone_sees_but_for_most_is_closed() -> None:
    """Shutting everybody out one by one does not make two people's channel an open one."""
    out = [overwrite(each, deny=VIEW, person=True) for each in (OWNER, SECOND, PARENT, UNKNOWN)]
    world = World(channels=[channel(GENERAL, overwrites=out)])
    place = place_of(world.channel(GENERAL), world.club)
    assert place.kind is PlaceKind.PRIVATE_CHANNEL
    assert {account.id for account in place.members} == {str(COACH), str(CHILD)}


def test_a_closed_channel_of_more_than_thirty_is_not_listed() -> None:
    many = [member(1000 + n, [COACH_ROLE]) for n in range(31)]
    world = World([*many, member(CHILD, [301])])
    place = place_of(world.channel(COACHES), world.club)
    assert (place.kind, place.members) == (PlaceKind.CHANNEL, ())
    fewer = World([*many[1:], member(CHILD, [301])])
    assert len(place_of(fewer.channel(COACHES), fewer.club).members) == 30


@pytest.mark.parametrize(
    ("roles", "audience"),
    [
        ([], Audience.MIXED),
        ([Role.STAFF, Role.LEAD], Audience.ADULTS),
        ([Role.STAFF, Role.PARENT, Role.EMPLOYER], Audience.ADULTS),
        ([Role.CHILD], Audience.CHILDREN),
        ([Role.CHILD, Role.LEARNER, Role.STAFF, Role.MODERATOR], Audience.CHILDREN),
        ([Role.CHILD, Role.STAFF, Role.PARENT], Audience.MIXED),
        ([Role.CHILD, Role.EMPLOYER], Audience.MIXED),
        ([Role.STAFF, Role.UNKNOWN], Audience.MIXED),
    ],
)
def test_the_audience_follows_from_who_is_there(roles: list[Role], audience: Audience) -> None:
    assert audience_of(Person(f"p_{n}", "", each) for n, each in enumerate(roles)) is audience


def test_an_adult_learner_is_another_adult_among_children() -> None:
    learner = Person("p_1", "", Role.LEARNER, minor=False)
    assert audience_of([learner]) is Audience.ADULTS
    assert audience_of([learner, PEOPLE[CHILD]]) is Audience.MIXED


def test_what_setup_set_apart_is_for_adults_and_so_are_its_threads() -> None:
    world = World(settings=Settings(adult_channels=(str(COACHES),)), channels=_channels(COACHES, UNKNOWN, PARENT))
    assert place_of(world.channel(COACHES), world.club).audience is Audience.ADULTS
    assert place_of(world.thread(kind=11, parent=COACHES), world.club).audience is Audience.ADULTS
    assert place_of(world.channel(JUNIORS), world.club).audience is Audience.CHILDREN


@pytest.mark.clause("5.2")
def test_a_place_that_was_set_apart_is_none_of_adults_while_a_child_can_see_it() -> None:
    apart = Settings(adult_channels=(str(COACHES), str(GENERAL)))
    world = World(settings=apart, channels=_channels(COACHES, COACH, CHILD))
    closed = place_of(world.channel(COACHES), world.club)
    assert (closed.kind, closed.audience) == (PlaceKind.PRIVATE_CHANNEL, Audience.CHILDREN)
    assert place_of(world.thread([COACH, CHILD], parent=COACHES), world.club).audience is Audience.CHILDREN
    assert place_of(world.channel(GENERAL), world.club).audience is Audience.MIXED
    facts = facts_of(world.club, NOW)
    assert str(COACHES) in {lapse.key for lapse in PRIVATE_PLACE.look(facts, organisation())}


def _channels(closed: int, *present: int) -> list[dict[str, Any]]:
    """A channel for these people alone, beside one that everybody sees and one of children."""
    theirs = channel(closed, "closed", overwrites=hidden_but_for(*present, person=True))
    juniors = channel(JUNIORS, "juniors", overwrites=hidden_but_for(COACH_ROLE, JUNIOR_ROLE))
    return [theirs, juniors, channel(GENERAL, "general")]


def test_while_members_are_not_all_known_nothing_is_taken_for_safe() -> None:
    world = World(member_count=500)
    place = place_of(world.channel(COACHES), world.club)
    assert (place.audience, place.members) == (Audience.MIXED, ())


def test_a_voice_room_is_for_those_who_may_come_in() -> None:
    no_entry = [overwrite(SERVER, deny=CONNECT), overwrite(COACH_ROLE, allow=CONNECT)]
    world = World(channels=[channel(VOICE, "room", 2, no_entry), channel(GENERAL)])
    assert present_in(world.channel(VOICE), world.guild) == {COACH, SECOND}
    assert place_of(World().channel(VOICE), world.club).kind is PlaceKind.VOICE


# Threads and direct messages


def test_a_public_thread_is_seen_by_whoever_sees_the_channel_above() -> None:
    world = World()
    thread = world.thread(kind=11, parent=JUNIORS)
    assert present_in(thread, world.guild) == {COACH, SECOND, CHILD}
    assert place_of(thread, world.club).kind is PlaceKind.PRIVATE_CHANNEL
    assert place_of(world.thread(kind=11), world.club).kind is PlaceKind.THREAD


def test_a_private_thread_is_its_members_even_an_owner_who_was_added() -> None:
    world = World()
    thread = world.thread([COACH, CHILD, OWNER, BOT])
    assert present_in(thread, world.guild) == {COACH, CHILD, OWNER}
    place = place_of(thread, world.club)
    assert (place.kind, place.audience) == (PlaceKind.PRIVATE_CHANNEL, Audience.MIXED)
    assert [account.id for account in place.members] == [str(OWNER), str(COACH), str(CHILD)]


def test_somebody_who_lost_the_channel_above_is_no_second_adult_in_the_thread() -> None:
    world = World(channels=[channel(GENERAL, overwrites=hidden_but_for(COACH, CHILD, person=True))])
    assert present_in(world.thread([COACH, CHILD, SECOND]), world.guild) == {COACH, CHILD}


class Threads:
    """Discord's answer to who is in a thread; a test may have somebody come or go while it is on its way."""

    def __init__(self, *answers: list[int]) -> None:
        self.answers, self.asked, self.meanwhile = list(answers), 0, lambda: None

    async def get_thread_members(self, _: int) -> list[dict[str, Any]]:
        self.asked += 1
        self.meanwhile()
        return [thread_member(id_) for id_ in self.answers[min(self.asked, len(self.answers)) - 1]]


async def test_who_is_in_a_private_thread_is_unknown_until_asked() -> None:
    world = World()
    thread = world.thread(count=3)
    assert not members_known(thread, world.club)
    assert unlearned(world.guild, world.club) == [thread]
    assert place_of(thread, world.club).members == ()
    world.state.http = Threads([COACH, CHILD, BOT])
    await learn_members(thread, world.club)
    assert unlearned(world.guild, world.club) == []
    assert {account.id for account in place_of(thread, world.club).members} == {str(COACH), str(CHILD)}
    thread._pop_member(CHILD)
    assert [account.id for account in place_of(thread, world.club).members] == [str(COACH)]


async def test_a_number_of_members_that_does_not_follow_is_not_believed() -> None:
    """Its maker and the bot are two; the bot and somebody who was added are two as well, while the maker is missing."""
    world = World()
    thread = world.thread([CHILD], count=1)
    assert place_of(thread, world.club).members == ()
    world.state.http = Threads([COACH, CHILD])
    await learn_members(thread, world.club)
    assert {account.id for account in place_of(thread, world.club).members} == {str(COACH), str(CHILD)}
    again = world.thread([CHILD], count=1)
    assert not members_known(again, world.club), "it was out of sight in between: it is another object"
    world.club.learned(again)
    world.club.session_over()
    assert not members_known(again, world.club)


async def test_members_who_change_while_they_are_read_stay_unknown() -> None:
    world = World()
    thread = world.thread([COACH], count=2)
    world.state.http = http = Threads([COACH, CHILD])
    comes_and_goes = cycle([partial(thread._pop_member, COACH), partial(thread._add_member, thread.members[0])])
    http.meanwhile = lambda: next(comes_and_goes)()
    await learn_members(thread, world.club)
    assert not members_known(thread, world.club)


async def test_who_comes_while_the_answer_is_on_its_way_is_not_lost() -> None:
    world = World()
    thread = world.thread([COACH], count=2)
    world.state.http = http = Threads([COACH, SECOND], [COACH, SECOND, CHILD])
    http.meanwhile = lambda: thread._add_member(discord.ThreadMember(thread, thread_member(CHILD)))
    await learn_members(thread, world.club)
    assert {each.id for each in thread.members} == {COACH, SECOND, CHILD}
    assert http.asked == 2


def test_a_direct_message_with_the_bot_is_private() -> None:
    world = World()
    data = {"id": "700", "type": 1, "recipients": [world.payload(CHILD)["author"]]}
    direct = discord.DMChannel(me=world.state.user, state=world.state, data=data)
    place = place_of(direct, world.club)
    assert (place.kind, place.audience, place.name) == (PlaceKind.DIRECT, Audience.PRIVATE, "jo")
    assert [account.id for account in place.members] == [str(CHILD)]


def test_a_place_of_which_only_the_id_is_known_is_open_to_anybody_or_private() -> None:
    world = World()
    somewhere = discord.PartialMessageable(world.state, id=701, guild_id=SERVER)
    assert place_of(somewhere, world.club).audience is Audience.MIXED
    elsewhere = discord.PartialMessageable(world.state, id=702)
    assert place_of(elsewhere, world.club).audience is Audience.PRIVATE


def test_an_owner_with_no_role_is_in_nothing_that_is_closed() -> None:
    world = World(
        channels=[channel(GENERAL, overwrites=hidden_but_for(COACH_ROLE))], roles=[role(SERVER, ALL_SEE), role(COACH_ROLE)]
    )
    assert OWNER not in present_in(world.channel(GENERAL), world.guild)
