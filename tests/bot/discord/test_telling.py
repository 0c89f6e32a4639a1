"""Private words: by direct message, paced; else in a private thread in which a child is never alone with one adult; never in
public."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import discord
import pytest

from bot.discord import telling
from bot.discord.refusals import TOO_FAST
from bot.platform import Enclosed
from moderation.model import (
    AlreadyDone,
    Done,
    Effect,
    ExplainToAuthor,
    NudgeAuthor,
    Outcome,
    Person,
    Planned,
    Refused,
    RetryLater,
    Role,
    SupportAuthor,
    TellPerson,
)
from tests.bot.discord.kit import HIDDEN, SERVER, Server, buttons, reading, server
from tests.bot.platform_contract import WORDS
from tests.bot.service_kit import START


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with server(tmp_path) as made:
        yield made


async def do(club: Server, effect: Effect, id_: str = "x_1", *subjects: str) -> Outcome:
    return await club.platform.perform(Planned(id_, effect, "discord"), Enclosed(subjects=subjects))


def explain(club: Server, name: str = "Alfie") -> ExplainToAuthor:
    return ExplainToAuthor(club.account(name), str(club.channel("juniors-chat").id), WORDS, "c_1")


def threads(club: Server) -> list[int]:
    return [thread.id for name in ("juniors-chat", "coaches", "safeguarding") for thread in club.channel(name).threads]


def inside(club: Server, thread: int) -> set[str]:
    """Who is in a thread, the bot left out."""
    members = club.env.backend.channels[thread].thread_members
    return {name for name, member in club.members.items() if member.id in members}


# Direct messages


@pytest.mark.clause("1.3")
async def test_an_explanation_can_be_answered_with_i_think_this_is_wrong(club: Server) -> None:
    assert isinstance(await do(club, explain(club)), Done)
    (letter,) = club.letters("Alfie")
    assert letter.content.startswith(WORDS)
    assert list(buttons(letter)) == ["I think this is wrong"]


async def test_after_a_restart_it_knows_its_own_letter_again_and_nobody_elses(club: Server) -> None:
    assert isinstance(await do(club, explain(club)), Done)
    club.restart()
    assert isinstance(await do(club, explain(club)), AlreadyDone)
    (letter,) = club.letters("Alfie")
    await club.member("Maya").send_dm(letter.content)  # a member's copy of it is no letter of the bot's
    club.restart()
    assert isinstance(await do(club, TellPerson(club.account("Maya"), WORDS), "x_1"), Done)


async def test_words_too_long_for_a_message_are_all_there(club: Server) -> None:
    words = "word " * 700
    assert isinstance(await do(club, TellPerson(club.account("Maya"), words)), Done)
    (letter,) = club.letters("Maya")
    assert words.strip() in reading(letter)


async def test_new_conversations_are_opened_one_by_one(club: Server) -> None:
    assert isinstance(await do(club, explain(club, "Alfie"), "x_1"), Done)
    assert isinstance(await do(club, explain(club, "Maya"), "x_2"), RetryLater)
    assert isinstance(await do(club, explain(club, "Alfie"), "x_3"), Done), "that conversation is open"
    club.clock.now += telling.BETWEEN
    assert isinstance(await do(club, explain(club, "Maya"), "x_2"), Done)
    assert len(club.letters("Maya")) == 1


@pytest.mark.clause("9.1")
async def test_a_first_answer_to_somebody_who_disclosed_waits_for_no_pace(club: Server) -> None:
    assert isinstance(await do(club, explain(club, "Alfie"), "x_1"), Done)
    support = SupportAuthor(club.account("Maya"), str(club.channel("juniors-chat").id), WORDS)
    assert isinstance(await do(club, support, "x_2"), Done)


def test_no_more_than_so_many_are_opened_in_a_day() -> None:
    pace, now = telling.Pace(), timedelta()
    for number in range(telling.A_DAY):
        now = number * telling.BETWEEN
        assert pace.wait(START + now) == timedelta()
        pace.opened(START + now)
    assert pace.wait(START + now + telling.BETWEEN) == telling.DAY - now - telling.BETWEEN
    assert pace.wait(START + telling.DAY) == timedelta()


async def test_over_the_days_number_a_private_thread_takes_its_place(club: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "A_DAY", 1)
    assert isinstance(await do(club, explain(club, "Dave"), "x_0"), Done)
    club.clock.now += telling.BETWEEN
    assert isinstance(await do(club, explain(club)), Done)
    assert not club.letters("Alfie")
    assert len(threads(club)) == 1
    stranger = await do(club, TellPerson(club.account("Kit"), WORDS), "x_2", "p_helen", "p_tom", "p_nisha")
    assert isinstance(stranger, RetryLater), "without a second adult it waits for the next day"
    assert stranger.after > telling.BETWEEN.total_seconds()


@pytest.mark.parametrize(("status", "code", "outcome"), [(429, 0, "http_429"), (503, 0, "http_503"), (400, TOO_FAST, "too")])
async def test_what_may_pass_is_tried_again(club: Server, status: int, code: int, outcome: str) -> None:
    club.env.inject_error("POST", "/users/@me/channels", status=status, code=code)
    assert isinstance(answer := await do(club, explain(club)), RetryLater)
    assert answer.why.startswith(outcome)
    assert isinstance(await do(club, explain(club)), Done)


# The private thread


@pytest.mark.clause("5.2", "1.3")
@pytest.mark.parametrize("code", [50007, 50278])
async def test_whoever_takes_no_direct_messages_is_told_in_a_thread_with_two_adults(club: Server, code: int) -> None:
    club.closes_messages("Alfie", code)
    before = len(club.posts(club.channel("juniors-chat").id))
    assert isinstance(await do(club, explain(club)), Done)
    (thread,) = threads(club)
    assert inside(club, thread) == {"Alfie Webb", "Helen Marsh", "Tom Okafor"}
    assert not club.visible("Maya", thread)
    (post,) = [each for each in club.posts(thread) if each.content]
    assert WORDS in post.content
    assert "Alfie" not in (club.env.backend.channels[thread].name or ""), "its name names nobody"
    assert not [each for each in club.posts(club.channel("juniors-chat").id)[before:] if WORDS in each.content]
    assert list(buttons(post)) == ["I think this is wrong"]


async def test_the_thread_is_found_again_after_a_restart_and_used_again(club: Server) -> None:
    club.closes_messages("Alfie")
    assert isinstance(await do(club, explain(club), "x_1"), Done)
    club.restart()
    assert isinstance(await do(club, explain(club), "x_1"), AlreadyDone)
    assert isinstance(await do(club, explain(club), "x_2"), Done)
    (thread,) = threads(club)
    assert len([each for each in club.posts(thread) if WORDS in each.content]) == 2


async def test_an_archived_thread_is_used_again(club: Server) -> None:
    club.closes_messages("Alfie")
    assert isinstance(await do(club, explain(club), "x_1"), Done)
    (thread,) = threads(club)
    club.env.backend.edit_channel(thread, {}, thread_metadata={"archived": True})
    await club.env.settle()
    assert isinstance(await do(club, explain(club), "x_2"), Done)
    assert threads(club) == [thread]


async def test_nobody_whom_it_is_about_is_the_second_adult(club: Server) -> None:
    club.closes_messages("Alfie")
    assert isinstance(await do(club, explain(club), "x_1", "p_tom"), Done)
    (thread,) = threads(club)
    assert inside(club, thread) == {"Alfie Webb", "Helen Marsh", "Nisha Rao"}


@pytest.mark.clause("5.2", "1.3")
async def test_without_two_adults_a_child_is_not_told_and_that_is_said(club: Server) -> None:
    club.closes_messages("Alfie")
    assert await do(club, explain(club), "x_1", "p_tom", "p_nisha") == Refused("no_second_adult")
    assert not threads(club)


@pytest.mark.clause("10.12")
async def test_somebody_unknown_counts_as_a_child_when_they_are_written_to(club: Server) -> None:
    club.closes_messages("Kit")
    assert await do(club, explain(club, "Kit"), "x_1", "p_tom", "p_nisha") == Refused("no_second_adult")


async def test_with_an_adult_one_more_adult_is_enough(club: Server) -> None:
    club.closes_messages("Dave")
    nudge = NudgeAuthor(club.account("Dave"), str(club.channel("coaches").id), WORDS)
    assert isinstance(await do(club, nudge), Done)
    (thread,) = threads(club)
    assert inside(club, thread) == {"Dave Ridley", "Helen Marsh"}
    assert club.channel("coaches").threads, "it is where it happened"


async def test_a_contact_who_is_not_known_to_be_an_adult_does_not_count(club: Server) -> None:
    await club.running.write(lambda tx: tx.register(Person("p_tom", "Tom", Role.UNKNOWN), [club.account("Tom")], "p_bot"))
    await club.club.refresh()
    club.closes_messages("Alfie")
    assert isinstance(await do(club, explain(club)), Done)
    (thread,) = threads(club)
    assert inside(club, thread) == {"Alfie Webb", "Helen Marsh", "Nisha Rao"}


async def test_a_thread_is_only_where_all_of_them_can_see_it(club: Server) -> None:
    await club.grant("juniors-chat", "Alfie", HIDDEN)
    club.closes_messages("Alfie")
    assert await do(club, explain(club)) == Refused("no_private_place")


@pytest.mark.clause("5.2")
async def test_somebody_with_two_accounts_is_one_adult(club: Server) -> None:
    helen, tom = Person("p_helen", "Helen Marsh", Role.LEAD, False), Person("p_tom", "Tom Okafor", Role.MODERATOR, False)
    await club.running.write(lambda tx: tx.register(tom, [], "p_bot"))
    await club.running.write(lambda tx: tx.register(helen, [club.account("Helen"), club.account("Tom")], "p_bot"))
    await club.club.refresh()
    club.closes_messages("Alfie")
    assert isinstance(await do(club, explain(club)), Done)
    (thread,) = threads(club)
    assert inside(club, thread) == {"Alfie Webb", "Helen Marsh", "Nisha Rao"}
    assert await do(club, explain(club), "x_2", "p_nisha") == Refused("no_second_adult")
    club.closes_messages("Tom")
    club.clock.now += telling.BETWEEN
    assert isinstance(await do(club, explain(club, "Tom"), "x_3"), Done)
    newest = max(threads(club))
    assert inside(club, newest) == {"Tom Okafor", "Nisha Rao"}, "nobody is a second adult to themselves"


async def manages_threads(club: Server, channel: str, name: str) -> None:
    await club.grant(channel, name, discord.PermissionOverwrite(view_channel=True, manage_threads=True))


@pytest.mark.clause("8.17")
async def test_no_thread_is_where_somebody_whom_it_is_about_manages_threads(club: Server) -> None:
    """Whoever manages threads sees every private one, a time out or not."""
    club.closes_messages("Alfie")
    await manages_threads(club, "juniors-chat", "Dave")
    support = SupportAuthor(club.account("Alfie"), str(club.channel("juniors-chat").id), WORDS)
    assert await do(club, support, "x_1", "p_dave") == Refused("no_private_place")
    club.env.backend.edit_member(SERVER, club.member("Dave").id, {"timed_out_until": "2999-01-01T00:00:00+00:00"})
    await club.env.settle()
    assert await do(club, support, "x_1", "p_dave") == Refused("no_private_place")
    club.guild.create_text_channel("quiet-corner")
    await club.env.settle()
    assert isinstance(await do(club, support, "x_1", "p_dave"), Done)
    assert not threads(club)
    (thread,) = club.guild.channels["quiet-corner"].threads
    assert inside(club, thread.id) == {"Alfie Webb", "Helen Marsh", "Tom Okafor"}


@pytest.mark.clause("8.17")
async def test_no_thread_is_made_where_the_owner_whom_it_is_about_sees_them_all(club: Server) -> None:
    club.closes_messages("Alfie")
    assert await do(club, explain(club), "x_1", "p_olive") == Refused("no_private_place")


@pytest.mark.clause("8.17")
async def test_nor_where_a_subject_does_who_is_not_on_the_register(club: Server) -> None:
    club.closes_messages("Alfie")
    await manages_threads(club, "juniors-chat", "Kit")
    kit = await club.running.look(lambda tx: tx.pseudonym(club.account("Kit")))
    assert await do(club, explain(club), "x_1", kit) == Refused("no_private_place")
    assert isinstance(await do(club, explain(club, "Alfie"), "x_1", "p_alfie"), Done), "they may know of it who are told"


@pytest.mark.clause("8.17")
@pytest.mark.parametrize("archived", [False, True])
async def test_a_thread_that_somebody_else_came_into_is_not_used_again(club: Server, archived: bool) -> None:
    club.closes_messages("Alfie")
    first = await do(club, explain(club), "x_1")
    assert isinstance(first, Done)
    (thread,) = threads(club)
    club.env.backend.add_thread_member(thread, club.member("Dave").id)
    club.env.backend.edit_channel(thread, {}, thread_metadata={"archived": archived})
    await club.env.settle()
    assert isinstance(await do(club, explain(club), "x_2"), Done)
    assert isinstance(await do(club, explain(club), "x_3"), Done)
    (new,) = set(threads(club)) - {thread}
    assert inside(club, new) == {"Alfie Webb", "Helen Marsh", "Tom Okafor"}
    assert len([each for each in club.posts(new) if WORDS in each.content]) == 2
    assert len([each for each in club.posts(thread) if WORDS in each.content]) == 1


async def test_somebody_who_left_cannot_be_told(club: Server) -> None:
    effect = explain(club)
    club.closes_messages("Alfie", 50278)
    club.guild.remove_member(club.member("Alfie"))
    await club.env.settle()
    assert await do(club, effect) == Refused("not_a_member")


async def test_closed_messages_are_not_tried_again_for_an_hour(club: Server) -> None:
    club.closes_messages("Alfie")
    await do(club, explain(club), "x_1")

    def tried() -> int:
        direct = club.env.backend.dm_channels[club.member("Alfie").id]
        return len([each for each in club.env.http_requests if each.method == "POST" and f"/{direct}/messages" in each.path])

    once = tried()
    await do(club, explain(club), "x_2")
    assert tried() == once
    club.clock.now += telling.CLOSED_FOR
    await do(club, explain(club), "x_3")
    assert tried() == once + 1
