"""`/touchline session …` in a training provider's workspace: a second adult is named, and attested at the end (map 6.11)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.sessions import words
from bot.sessions.times import told_to_parents
from bot.sessions.words import LABELS
from bot.slack.commands import _words as here
from bot.slack.roll_call import ACTION
from bot.slack.workspace import NAME
from moderation.model import Account, HeldSession, Presence, Reach, ResponsibleAdult, ResponsibleKind
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.commands_kit import give, shown_to
from tests.bot.slack.peer import BOT, CHILD, COACH, JUNIORS, LEAD, OTHER_COACH, PARENT, reading


async def session(made: Connected) -> HeldSession:
    (found,) = await made.running.look(lambda tx: tx.held_sessions())
    return found


@pytest.mark.clause("6.11", "6.12", "11.2")
async def test_it_is_written_down_answered_by_a_button_and_the_second_adult_attested(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        child = Account(NAME, CHILD)
        parent = ResponsibleAdult("Rosa Webb", ResponsibleKind.PARENT, Reach.PLATFORM, PARENT, confirmed=True)

        def change(tx: Any) -> None:
            tx.register(replace(tx.person_of(child), responsible_adults=(parent,)), [child], "p_helen")

        await made.running.write(change)
        assert await give(made, COACH, 'session start "Portfolio review" now') == words.SECOND
        said = await give(made, COACH, f'session start "Portfolio &amp; review" now <@{OTHER_COACH}> 30 "Alfie Webb"')
        assert "1 of 1 are asked whether their adult is there" in said
        await made.peer.until(lambda: made.peer.letters(PARENT))
        (letter,) = made.peer.letters(PARENT)
        assert (await session(made)).title == "Portfolio & review", "as they typed it, not as Slack writes it"
        assert LABELS[Presence.PRESENT] in reading(letter)
        assert LABELS[Presence.APPROVED] not in reading(letter), "the policy wants the adult to be there"
        before = len(shown_to(made, PARENT))
        place = made.peer.find(BOT, PARENT)
        assert place is not None
        assert (await made.peer.press(PARENT, place.id, letter["ts"], f"{ACTION}:{Presence.PRESENT.value}")).status == 200
        await made.peer.until(lambda: len(shown_to(made, PARENT)) > before)
        (answer,) = (await session(made)).answers
        assert (answer.child, answer.says) == ("p_alfie", Presence.PRESENT)
        assert await give(made, COACH, "session end All went well.") == words.SAY_SECOND
        assert "their adult is there" in await give(made, OTHER_COACH, "session list")
        assert await give(made, COACH, "session end no She had to go.") == words.ENDED
        ending = (await session(made)).ending
        assert ending is not None
        assert (ending.second_there, ending.happened) == (False, "She had to go.")
        assert "Nobody is on duty by the rota now" in await give(made, CHILD, "emergency")
        assert (await give(made, COACH, "change The review is on Tuesday at ten.")).startswith("It goes out now to one adult")
        await made.peer.until(lambda: len(made.peer.letters(PARENT)) == 2)
        assert "The review is on Tuesday at ten." in reading(made.peer.letters(PARENT)[1])
        assert await give(made, CHILD, "change No review!") == words.NOT_FOR_YOU
        assert await give(made, LEAD, f"session times <#{JUNIORS}|juniors>") == words.TIMES_ON
        assert await made.running.look(told_to_parents) == (NAME, JUNIORS)
        assert await give(made, LEAD, "session times off") == words.TIMES_OFF
        assert await give(made, LEAD, "session times nowhere") == here.NO_CHANNEL
