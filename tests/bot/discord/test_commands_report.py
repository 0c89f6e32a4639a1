"""`/report` and the command in a message's menu: whoever tells of something is heard, and nobody else learns of it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.counter import words
from bot.discord.commands import _words as here
from moderation.cards import reference
from moderation.model import Case, Category
from tests.bot.discord.commands_kit import account_id, cases, commanded, give, said
from tests.bot.discord.kit import Server, reading, until

MENU = words.REPORT_MESSAGE


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with commanded(tmp_path) as made:
        yield made


def cards(club: Server, case: Case) -> list[str]:
    """What stands in the lead's channel of a concern."""
    shown = [reading(each) for each in club.posts(club.channel("safeguarding").id)]
    return [each for each in shown if reference(case.id) in each]


async def pick(club: Server, who: str, message: Any, values: dict[str, Any]) -> str:
    """Choose the command in a message's menu, and send the form."""
    shown = await club.member(who).context_menu(club.channel("juniors-chat"), MENU, message)
    assert shown.modal is not None
    return said(await club.member(who).submit_modal(shown, values))


@pytest.mark.clause("5.3", "8.16", "8.5")
async def test_a_report_reaches_the_lead_and_nobody_sees_it(club: Server) -> None:
    """Map 5.3 and 8.16: the words go to those who answer for it; the answer is for whoever reports alone."""
    answer = await give(club, "Alfie", "report", what="The gate was open all evening.", about=club.member("Dave"))
    (case,) = await cases(club)
    assert reference(case.id) in answer
    assert (case.author.account.platform, case.author.account.id) == account_id(club, "Dave")
    await until(lambda: cards(club, case))
    assert club.posts(club.channel("juniors-chat").id) == []
    assert not club.letters("Dave")


@pytest.mark.clause("9.3")
@pytest.mark.parametrize("form", [True, False])
async def test_a_name_can_be_left_out(club: Server, form: bool) -> None:
    """Map 9.3: the card does not say who it was."""
    if form:
        shown = await club.member("Alfie").slash(club.channel("juniors-chat"), "report")
        said(await club.member("Alfie").submit_modal(shown, {"words": "Somebody takes my things.", "anonymous": True}))
    else:
        await give(club, "Alfie", "report", what="Somebody takes my things.", without_my_name=True)
    (case,) = await cases(club)
    await until(lambda: cards(club, case))
    assert all("somebody who gave no name" in card and "Alfie" not in card for card in cards(club, case))
    assert case.author.account.id == ""


async def test_without_words_there_is_a_form(club: Server) -> None:
    shown = await club.member("Maya").slash(club.channel("juniors-chat"), "report", without_my_name=True)
    assert shown.modal is not None
    assert shown.modal["title"] == words.FORM
    assert all(
        len(each.get("label", "")) <= 45 and len(each.get("description", "")) <= 100 for each in shown.modal["components"]
    )
    assert here.FORM_CLUB not in str(shown.modal), "there is one club alone"
    box = next(each["component"] for each in shown.modal["components"] if each["component"]["custom_id"] == "anonymous")
    assert box["default"] is True


@pytest.mark.clause("5.1", "9.1")
async def test_a_message_is_reported_from_its_menu(club: Server) -> None:
    """Map 5.1e: the message goes with it, though nothing more is written."""
    message = await club.member("Dave").send(club.channel("juniors-chat"), "See you at the match on Sunday")
    answer = await pick(club, "Alfie", message, {"anonymous": False})
    (case,) = await cases(club)
    assert reference(case.id) in answer
    assert case.category is Category.REPORT
    assert case.newest.message == str(message.id)
    assert case.newest.post
    assert (case.author.account.platform, case.author.account.id) == account_id(club, "Dave")


async def test_of_a_message_of_touchlines_it_is_said_where_it_stands(club: Server) -> None:
    here = club.client.get_partial_messageable(club.channel("juniors-chat").id)
    message = await here.send("Alfie Webb wrote: …")
    await pick(club, "Maya", message, {"words": "I do not want this here.", "anonymous": False})
    (case,) = await cases(club)
    assert case.newest.place.id == str(club.channel("juniors-chat").id)
    assert not case.newest.post


async def test_a_report_to_the_bot_in_private_is_for_the_club_that_they_are_in(club: Server) -> None:
    """In a direct message nothing says which club is meant; there is one in which both are."""
    result = await club.member("Alfie").user.slash("report", what="It is about training.")
    (case,) = await cases(club)
    assert reference(case.id) in said(result)


async def test_where_it_could_be_several_clubs_they_are_asked_which(club: Server) -> None:
    other = club.env.create_guild("Larkmead Juniors", owner=club.env.create_user("otto", global_name="Otto Lind"))
    other.add_member(club.member("Alfie").user)
    club.client.watch(other.id, club.running, club.running.config.id)
    await club.client.inflow(other.id).open()
    await club.env.settle()
    try:
        shown = await club.member("Alfie").user.slash("report", what="It is about a match.")
        assert shown.modal is not None
        select = next(each["component"] for each in shown.modal["components"] if each["component"]["custom_id"] == "club")
        assert {each["value"] for each in select["options"]} == {str(club.guild.id), str(other.id)}
        await club.member("Alfie").user.submit_modal(
            shown, {"club": [str(other.id)], "words": "It is about a match.", "anonymous": False}
        )
        assert len(await cases(club)) == 1
    finally:
        await club.client.inflow(other.id).close()
