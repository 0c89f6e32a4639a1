"""What the bot does to posts, names, places and people, and what it makes of a refusal."""

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from bot.discord import rights, words
from bot.discord.refusals import ASKED_AGAIN, outcome_of
from bot.platform import Enclosed
from moderation.context import Capability
from moderation.model import (
    AlreadyDone,
    Done,
    Effect,
    Gone,
    HidePlace,
    NeedsHuman,
    Outcome,
    Planned,
    PostNotice,
    PutOut,
    Refused,
    RemovePost,
    Restrict,
    RetryLater,
    ShowPlace,
)
from tests.bot.discord.kit import HIDDEN, SEEN, Server, reading, server
from tests.bot.discord.test_lock import failure
from tests.bot.platform_contract import WORDS


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with server(tmp_path) as made:
        yield made


async def do(club: Server, effect: Effect, id_: str = "x_1", *subjects: str) -> Outcome:
    return await club.platform.perform(Planned(id_, effect, "discord"), Enclosed(subjects=subjects))


def place(club: Server, name: str = "juniors-chat") -> str:
    return str(club.channel(name).id)


def calls(club: Server, method: str) -> int:
    return len([each for each in club.env.http_requests if each.method == method])


# Rights


def test_the_bot_asks_for_no_more_than_it_names_and_never_for_everything() -> None:
    assert not rights.needed().administrator
    assert rights.missing(rights.needed()) == ()
    assert rights.capabilities(rights.needed()) == frozenset(Capability)


@pytest.mark.parametrize(
    ("right", "lost"),
    [
        ("manage_messages", Capability.REMOVE_OTHERS),
        ("send_messages", Capability.POST_NOTICE),
        ("moderate_members", Capability.RESTRICT),
        ("kick_members", Capability.PUT_OUT),
        ("manage_roles", Capability.HIDE_PLACE),
    ],
)
async def test_what_it_may_not_do_it_does_not_claim(club: Server, right: str, lost: Capability) -> None:
    assert club.platform.capabilities == frozenset(Capability)
    await club.rights(**{right: False})
    if right == "send_messages":  # @everyone has it too
        club.env.backend.edit_role(club.guild.id, club.guild.id, {"permissions": discord.Permissions(view_channel=True).value})
        await club.env.settle()
    too = {Capability.FORWARD} if right == "send_messages" else set()
    assert club.platform.capabilities == frozenset(Capability) - {lost} - too


# Removing


@pytest.mark.clause("1.1", "5.19")
async def test_names_and_titles_are_taken_away_like_posts(club: Server) -> None:
    maya = club.member("Maya")
    assert await do(club, RemovePost(str(club.guild.id), f"name:{maya.id}"), "x_1") == Done()
    nick = club.env.backend.get_member(club.guild.id, maya.id).nick
    assert nick == words.MEMBER.format(number=f"{maya.id % 10_000:04}")
    assert await do(club, RemovePost(str(club.guild.id), f"name:{maya.id}"), "x_2") == Gone()
    thread = club.env.backend.create_thread(club.channel("juniors-chat").id, "ring me", maya.id)
    await club.env.settle()
    assert await do(club, RemovePost(str(thread.id), f"title:{thread.id}"), "x_3") == Done()
    assert thread.name == words.TITLE
    assert await do(club, RemovePost(str(thread.id), f"title:{thread.id}"), "x_4") == Gone()


async def test_the_title_of_an_archived_thread_is_taken_away_and_it_is_archived_still(club: Server) -> None:
    """discord.py forgets a thread that is archived; Discord shows its title all the same, and renames none that is."""
    thread = club.env.backend.create_thread(club.channel("juniors-chat").id, "ring me", club.member("Maya").id)
    await club.env.settle()
    assert club.club.guild is not None
    known = club.club.guild.get_thread(thread.id)
    assert known is not None
    await known.edit(archived=True)
    await club.env.settle()
    assert club.club.guild.get_thread(thread.id) is None
    before = calls(club, "PATCH")
    assert await do(club, RemovePost(str(thread.id), f"title:{thread.id}")) == Done()
    assert thread.name == words.TITLE
    assert thread.thread_metadata is not None
    assert (thread.thread_metadata.archived, calls(club, "PATCH") - before) == (True, 2)


async def test_a_thread_that_is_not_there_has_no_title(club: Server) -> None:
    assert await do(club, RemovePost("404", "title:404"), "x_1") == Gone()
    assert await do(club, RemovePost(place(club), f"title:{place(club)}"), "x_2") == Refused("no_thread")
    club.env.inject_error("GET", "/channels/*", status=403, code=50001)
    assert await do(club, RemovePost("405", "title:405"), "x_3") == Refused("forbidden:50001"), "it may well be there"


async def test_somebody_whom_the_client_does_not_know_yet_is_asked_for(club: Server) -> None:
    """After a start the members of a big server come in bit by bit: whoever is not known yet is not gone."""
    alfie, kit = club.account("Alfie"), club.member("Kit").id
    guild = club.club.guild
    assert guild is not None
    for user in (int(alfie.id), kit):
        guild._members.pop(user)
    assert await do(club, RemovePost(str(guild.id), f"name:{kit}"), "x_1") == Done()
    assert club.env.backend.get_member(guild.id, kit).nick == words.MEMBER.format(number=f"{kit % 10_000:04}")
    assert await do(club, Restrict(alfie, 60, "c_1"), "x_2") == Done()
    club.guild.remove_member(club.member("Maya"))
    await club.env.settle()
    assert await do(club, RemovePost(str(guild.id), f"name:{club.member('Maya').id}"), "x_3") == Gone()


async def test_what_was_kept_from_being_posted_is_gone(club: Server) -> None:
    assert await do(club, RemovePost(place(club), "blocked:0123abcd")) == Gone()
    assert await do(club, RemovePost(place(club), "odd:1"), "x_2") == Refused("no_post")


# Refusals


async def test_a_forbidden_call_is_not_made_again_until_rights_change(club: Server) -> None:
    message = await club.member("Alfie").send(club.channel("juniors-chat"), "the first")
    remove = RemovePost(place(club), str(message.id))
    await club.rights(manage_messages=False)
    assert await do(club, remove, "x_1") == Refused("forbidden:50013")
    asked = calls(club, "DELETE")
    assert await do(club, remove, "x_2") == Refused("forbidden:50013")
    assert calls(club, "DELETE") == asked
    assert isinstance(await do(club, PostNotice(place(club), WORDS), "x_3"), Done), "another kind of call is another question"
    await club.rights(manage_messages=True)
    assert await do(club, remove, "x_4") == Done()


async def test_that_one_name_must_stay_keeps_no_other_from_being_taken_away(club: Server) -> None:
    """Who owns the server keeps their nickname whatever the bot may do."""
    olive, kit = club.member("Olive").id, club.member("Kit").id
    club.env.inject_error("PATCH", f"/guilds/*/members/{olive}", status=403, code=50013, times=None)
    assert await do(club, RemovePost(str(club.guild.id), f"name:{olive}"), "x_1") == Refused("forbidden:50013")
    asked = calls(club, "PATCH")
    assert await do(club, RemovePost(str(club.guild.id), f"name:{olive}"), "x_2") == Refused("forbidden:50013")
    assert calls(club, "PATCH") == asked, "hers is not asked for again"
    assert await do(club, RemovePost(str(club.guild.id), f"name:{kit}"), "x_3") == Done()


async def test_a_title_that_must_stay_keeps_no_post_in_the_thread(club: Server) -> None:
    thread = club.env.backend.create_thread(club.channel("juniors-chat").id, "ring me", club.member("Maya").id)
    club.env.backend.create_message(thread.id, club.member("Kit").id, "filth")
    await club.env.settle()
    (post,) = club.posts(thread.id)
    club.env.inject_error("PATCH", f"/channels/{thread.id}", status=403, code=50013)
    assert await do(club, RemovePost(str(thread.id), f"title:{thread.id}"), "x_1") == Refused("forbidden:50013")
    assert await do(club, RemovePost(str(thread.id), str(post.id)), "x_2") == Done()


async def test_a_message_of_discords_own_keeps_no_post_of_the_place(club: Server) -> None:
    message = await club.member("Alfie").send(club.channel("juniors-chat"), "the first")
    club.env.inject_error("DELETE", "/channels/*/messages/404", status=403, code=50021)
    assert await do(club, RemovePost(place(club), "404"), "x_1") == Refused("forbidden:50021")
    assert await do(club, RemovePost(place(club), str(message.id)), "x_2") == Done()


@pytest.mark.parametrize(
    ("error", "counts"),
    [(failure(429), True), (failure(500), True), (failure(503), False), (failure(524), False), (TimeoutError(), False)],
    ids=lambda each: str(getattr(each, "status", "")) or type(each).__name__,
)
def test_where_discord_was_not_reached_it_is_no_try(error: Exception, counts: bool) -> None:
    outcome = outcome_of(error)
    assert isinstance(outcome, RetryLater)
    assert outcome.counts is counts


async def test_after_an_hour_a_forbidden_call_is_made_again(club: Server) -> None:
    message = await club.member("Alfie").send(club.channel("juniors-chat"), "the first")
    club.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50001)
    assert await do(club, RemovePost(place(club), str(message.id)), "x_1") == Refused("forbidden:50001")
    club.clock.now += ASKED_AGAIN
    assert await do(club, RemovePost(place(club), str(message.id)), "x_2") == Done()


@pytest.mark.parametrize("status", [429, 500, 502])
async def test_what_fails_for_now_is_tried_again_and_never_doubled(club: Server, status: int) -> None:
    club.env.inject_error("POST", "/channels/*/messages", status=status)
    assert isinstance(await do(club, PostNotice(place(club), WORDS)), RetryLater)
    assert isinstance(await do(club, PostNotice(place(club), WORDS)), Done)
    assert len(club.posts(club.channel("juniors-chat").id)) == 1


@pytest.mark.clause("1.7")
async def test_a_notice_mentions_nobody_and_makes_no_telephone_ring(club: Server) -> None:
    await do(club, PostNotice(place(club), f"@everyone <@{club.member('Alfie').id}> {WORDS}"))
    (post,) = club.posts(club.channel("juniors-chat").id)
    assert not post.ping_user_ids
    assert not post.mention_everyone
    assert post.flags & discord.MessageFlags.suppress_notifications.flag


async def test_before_it_is_connected_it_waits(club: Server) -> None:
    club.club.server = 404
    assert await do(club, PostNotice(place(club), WORDS)) == RetryLater(why="not_connected", counts=False)
    assert club.platform.capabilities == frozenset(Capability)


# Places


@pytest.mark.clause("9.1b")
async def test_a_closed_place_is_seen_by_those_who_watch_and_whom_it_is_not_about(club: Server) -> None:
    channel = club.channel("coaches").id
    await club.grant("coaches", "Maya", SEEN)
    assert await do(club, HidePlace(str(channel)), "x_1", "p_nisha") == Done()
    seen_by = {name for name in club.members if club.visible(name, channel)}
    assert seen_by == {"Helen Marsh", "Tom Okafor", "Olive Grant"}, "Olive owns the server"
    assert isinstance(await do(club, PostNotice(str(channel), WORDS), "x_2"), Done), "the bot still sees it"
    club.restart()
    assert await do(club, HidePlace(str(channel)), "x_1", "p_nisha") == AlreadyDone()


async def test_an_opened_place_is_as_it_was_and_keeps_what_was_changed_since(club: Server) -> None:
    channel = club.channel("coaches").id
    await club.grant("coaches", "Maya", SEEN)
    await club.grant("coaches", "Alfie", discord.PermissionOverwrite(send_messages=False, view_channel=False))
    before = {name: club.visible(name, channel) for name in club.members}
    await do(club, HidePlace(str(channel)), "x_1")
    await club.grant("coaches", "Dave", discord.PermissionOverwrite(send_messages=False, view_channel=False))
    club.restart()
    await do(club, HidePlace(str(channel)), "x_2", "p_tom")
    assert await do(club, ShowPlace(str(channel)), "x_3") == Done()
    assert {name: club.visible(name, channel) for name in club.members} == before
    overwrites = {each.target_id: each for each in club.env.backend.channels[channel].overwrites}
    assert overwrites[club.member("Dave").id].deny == discord.Permissions(send_messages=True).value
    assert await do(club, ShowPlace(str(channel)), "x_4") == AlreadyDone()


async def test_a_voice_room_is_closed_like_a_channel(club: Server) -> None:
    room = club.guild.create_voice_channel("team talk")
    await club.env.settle()
    assert await do(club, HidePlace(str(room.id))) == Done()
    assert not club.visible("Alfie", room.id)


async def test_a_private_thread_loses_its_members_and_gets_them_back(club: Server) -> None:
    alfie, dave = club.member("Alfie"), club.member("Dave")
    thread = club.env.backend.create_thread(club.channel("juniors-chat").id, "nets", dave.id, type=12)
    club.env.backend.add_thread_member(thread.id, alfie.id)
    await club.env.settle()
    assert await do(club, HidePlace(str(thread.id)), "x_1") == Done()
    assert not club.visible("Alfie", thread.id)
    assert not club.visible("Dave", thread.id)
    assert club.visible("Helen", thread.id)
    assert thread.thread_metadata is not None
    assert thread.thread_metadata.locked
    club.restart()
    assert await do(club, HidePlace(str(thread.id)), "x_1") == AlreadyDone()
    assert await do(club, ShowPlace(str(thread.id)), "x_2") == Done()
    assert club.visible("Alfie", thread.id)
    assert club.visible("Dave", thread.id)


async def test_who_has_left_keeps_nobody_else_out_of_a_thread_that_is_opened_again(club: Server) -> None:
    alfie, dave = club.member("Alfie"), club.member("Dave")
    thread = club.env.backend.create_thread(club.channel("juniors-chat").id, "nets", dave.id, type=12)
    club.env.backend.add_thread_member(thread.id, alfie.id)
    await club.env.settle()
    assert await do(club, HidePlace(str(thread.id)), "x_1") == Done()
    first = min(alfie, dave, key=lambda member: str(member.id))
    other = dave if first is alfie else alfie
    club.guild.remove_member(first)
    await club.env.settle()
    club.env.inject_error("PUT", f"/channels/{thread.id}/thread-members/{first.id}", status=404, code=10007)
    assert await do(club, ShowPlace(str(thread.id)), "x_2") == Done()
    assert other.id in thread.thread_members


async def test_an_open_thread_is_locked_and_given_to_a_person(club: Server) -> None:
    """Whoever reads the channel reads its threads, so nothing may say that it was closed."""
    thread = club.env.backend.create_thread(club.channel("juniors-chat").id, "nets", club.member("Maya").id)
    await club.env.settle()
    assert await do(club, HidePlace(str(thread.id))) == NeedsHuman("thread_can_be_read")
    assert thread.thread_metadata is not None
    assert thread.thread_metadata.locked


# People


@pytest.mark.clause("1.8")
async def test_somebody_is_given_a_time_out_and_let_write_again(club: Server) -> None:
    alfie = club.account("Alfie")
    assert await do(club, Restrict(alfie, 60, "c_1"), "x_1") == Done()
    assert club.env.backend.get_member(club.guild.id, int(alfie.id)).timed_out_until
    assert await do(club, Restrict(alfie, 0, "c_1"), "x_2") == Done()
    assert not club.env.backend.get_member(club.guild.id, int(alfie.id)).timed_out_until
    assert await do(club, Restrict(alfie, 60 * 24 * 29, "c_1"), "x_3") == Refused("too_long")
    club.guild.remove_member(club.member("Alfie"))
    await club.env.settle()
    assert await do(club, Restrict(alfie, 60, "c_1"), "x_4") == Refused("not_a_member")


@pytest.mark.clause("1.8")
async def test_somebody_is_put_out_of_the_server(club: Server) -> None:
    alfie = club.account("Alfie")
    assert await do(club, PutOut(alfie, "c_1"), "x_1") == Done()
    assert club.client.get_guild(club.guild.id).get_member(int(alfie.id)) is None  # type: ignore[union-attr]
    assert await do(club, PutOut(alfie, "c_1"), "x_2") == AlreadyDone(), "as after a crash"
    await club.rights(kick_members=False)
    assert isinstance(await do(club, PutOut(club.account("Maya"), "c_1"), "x_3"), Refused)


# The gateway of the tests


async def test_the_bot_is_told_nothing_of_a_place_that_it_cannot_see(club: Server) -> None:
    hidden = club.guild.create_text_channel("hidden", overwrites={club.guild.default_role: HIDDEN})
    await club.env.settle()
    assert club.client.get_channel(hidden.id) is None
    await club.grant("hidden", "Maya", SEEN)
    await club.member("Maya").send(hidden, "unseen")
    assert not [message for message in club.client.cached_messages if message.content == "unseen"]
    assert reading(club.posts(hidden.id)[0]).startswith("unseen")
