"""`/session` on a club's server: written down by a coach, answered by a parent with a button, and closed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.sessions import words
from bot.sessions.times import told_to_parents
from bot.sessions.words import LABELS
from moderation.model import Account, HeldSession, Presence, Reach, ResponsibleAdult, ResponsibleKind
from tests.bot.discord.commands_kit import account_id, commanded, give
from tests.bot.discord.kit import Server, buttons, reading, until


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    """A sport provider's server. Kit, whom the register does not know, is confirmed as Alfie's parent."""
    async with commanded(tmp_path, "sport_provider") as made:
        alfie = Account(*account_id(made, "Alfie"))
        parent = ResponsibleAdult(
            "Kit Lowe", ResponsibleKind.PARENT, Reach.PLATFORM, str(made.member("Kit").id), confirmed=True
        )

        def change(tx: Any) -> None:
            tx.register(replace(tx.person_of(alfie), responsible_adults=(parent,)), [alfie], "p_helen")

        await made.running.write(change)
        yield made


async def session(made: Server) -> HeldSession:
    (found,) = await made.running.look(lambda tx: tx.held_sessions())
    return found


@pytest.mark.clause("6.11", "6.12")
async def test_a_coach_writes_it_down_a_parent_presses_and_the_coach_closes_it(club: Server) -> None:
    assert words.NOT_STAFF in await give(club, "Alfie", "session start", title="Our own chat")
    said = await give(
        club, "Dave", "session start", title="Nutrition talk", second=club.member("Nisha"), minutes=45, children="Alfie Webb"
    )
    assert "Held by Dave Ridley, member of staff, with Nisha Rao, moderator." in said
    assert "1 of 1 are asked" in said
    await until(lambda: club.letters("Kit"))
    (letter,) = club.letters("Kit")
    assert "“Nutrition talk” on Saturday 21 November, 18:00 to 18:45" in reading(letter)
    assert set(buttons(letter)) == {LABELS[Presence.PRESENT], LABELS[Presence.APPROVED]}
    shown = await club.client.get_partial_messageable(letter.channel_id).fetch_message(letter.id)
    pressed = await club.member("Kit").user.click(shown, label=LABELS[Presence.APPROVED])
    assert pressed.response is not None
    assert pressed.response.content == words.APPROVED
    (answer,) = (await session(club)).answers
    assert (answer.child, answer.says) == ("p_alfie", Presence.APPROVED)
    assert "Alfie Webb: their adult approves of not being there" in await give(club, "Nisha", "session list")
    assert "Nutrition" not in await give(club, "Maya", "session list")
    assert words.SAY_SECOND in await give(club, "Dave", "session end", happened="All as planned.")
    ended = await give(club, "Dave", "session end", happened="All as planned.", **{"second-adult": "yes"})
    assert words.ENDED in ended
    ending = (await session(club)).ending
    assert ending is not None
    assert (ending.by, ending.second_there, ending.happened) == ("p_dave", True, "All as planned.")


@pytest.mark.clause("6.12", "11.2", "11.3")
async def test_a_change_reaches_a_parent_and_anybody_is_told_whom_to_reach_now(club: Server) -> None:
    said = await give(club, "Dave", "change", text="Training is on Tuesday at six this week.")
    assert said.startswith("It goes out now to one adult")
    await until(lambda: club.letters("Kit"))
    assert "Training is on Tuesday at six this week.\n\n— Dave Ridley" in reading(club.letters("Kit")[0])
    assert await give(club, "Maya", "change", text="No training!") == words.NOT_FOR_YOU
    assert "Nobody is on duty by the rota now. Ask:\n**Helen Marsh**" in await give(club, "Maya", "emergency")
    await give(club, "Tom", "duty set", day="Saturday", **{"from": "17:00"})
    await give(club, "Dave", "session start", title="Nutrition talk", children="Maya Osei")
    shown = (await give(club, "Maya", "emergency")).splitlines()
    assert shown[1:3] == ["In danger now? Ring **999**.", "**On duty now**"]
    assert shown[3] == f"**Tom Okafor**, deputy welfare officer <@{club.member('Tom').id}>"
    assert shown[4:6] == ["**They hold a session now**", f"**Dave Ridley**, member of staff <@{club.member('Dave').id}>"]
    offered = await club.member("Dave").autocomplete(club.channel("juniors-chat"), "session end", "session", "")
    assert [each["name"] for each in offered] == ["Nutrition talk on Saturday 21 November, 18:00 to 19:00"]
    assert not await club.member("Maya").autocomplete(club.channel("juniors-chat"), "session end", "session", "")
    which = offered[0]["value"]
    said = await give(club, "Helen", "session answer", child="Maya Osei", says="present", session=which)
    assert "Still missing: nobody." in said
    assert words.NOT_THEIRS in await give(club, "Dave", "session times")
    assert words.TIMES_ON in await give(club, "Helen", "session times", where=club.channel("juniors-chat"))
    place = str(club.channel("juniors-chat").id)
    assert await club.running.look(told_to_parents) == ("discord", place)
    assert words.TIMES_OFF in await give(club, "Tom", "session times")
    times = await club.member("Dave").autocomplete(club.channel("juniors-chat"), "session start", "when", "")
    assert [each["value"] for each in times] == ["now"]
