"""`/touchline contact-parent` and `mistake` in a workspace: a form and one letter, and a post that its author takes back."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.announcing.deciding import Answer
from bot.counter import words as counter
from bot.parents import words
from bot.slack.announcing import ACTION
from bot.slack.commands import _words as here
from bot.slack.workspace import NAME
from moderation.model import Account, Person, Reach, ResponsibleAdult, ResponsibleKind, Role
from tests.bot.slack.app_kit import connected
from tests.bot.slack.commands_kit import answered, cases, form, give, hand_in, kinds, reading_of, shown_to
from tests.bot.slack.peer import CHILD, COACH, JUNIORS, PARENT, SAFEGUARDING, reading
from tests.bot.slack.test_slack_commands import link

LETTER = "Alfie left *his boots* here. We keep them until Tuesday."


@pytest.mark.clause("4.9", "5.8", "5.10")
async def test_staff_write_to_a_child_s_adults_and_take_back_a_post_of_their_own(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", kind="sport_provider") as made:
        peer = made.peer
        made.clock.now = datetime(2026, 11, 20, 20, tzinfo=UTC)
        adult = ResponsibleAdult("Rosa Webb", ResponsibleKind.PARENT, Reach.PLATFORM, PARENT, confirmed=True)

        def change(tx: Any) -> None:
            alfie, rosa = (Account(NAME, each) for each in (CHILD, PARENT))
            tx.register(replace(tx.person_of(alfie), responsible_adults=(adult,)), [alfie], "p_helen")
            if tx.person_of(rosa) is None:
                tx.register(Person("p_rosa", "Rosa Webb", Role.PARENT, False), [rosa], "p_helen")

        await made.workspace.core.write(change)
        assert await give(made, CHILD, f"contact-parent <@{CHILD}> hello") == words.NOT_YOURS
        assert await give(made, COACH, "contact-parent") == words.NO_CHILD
        told = await hand_in(made, COACH, await form(made, COACH, f"contact-parent <@{CHILD}|alfie> {LETTER}"), text=LETTER)
        assert "on Monday 23 November at 09:00" in told
        view = await form(made, COACH, 'contact-parent "Alfie Webb"')
        told = await hand_in(made, COACH, view, text=LETTER, urgent=["yes"])
        assert "It goes to one adult" in told
        assert "Rosa" not in told
        await peer.until(lambda: peer.letters(PARENT))
        assert LETTER in reading(peer.letters(PARENT)[-1])
        await peer.until(lambda: any("your copy" in reading(each) for each in peer.said_by_bot(SAFEGUARDING)))
        assert {"letter.held", "letter.sent"} <= set(await kinds(made))
        listed = await answered(made, COACH, "announcements")
        assert "To the adults of Alfie: waits for the office to open" in reading_of(listed)
        assert (await peer.press(COACH, JUNIORS, listed.ts, f"{ACTION}:{Answer.WITHDRAW}")).status == 200
        await peer.until(lambda: words.WITHDRAWN in reading_of(shown_to(made, COACH)[-1]))
        assert "letter.withdrawn" in await kinds(made)

        mine, theirs = [peer.post(JUNIORS, who, "wrong channel, sorry") for who in (COACH, CHILD)]
        assert await give(made, COACH, f"mistake {link(JUNIORS, theirs)}") == counter.MISTAKE_NOT_YOURS
        assert await give(made, CHILD, f"mistake {link(JUNIORS, theirs)}") == counter.MISTAKE_NOT_STAFF
        assert await give(made, COACH, "mistake nothing") == here.NO_MESSAGE
        told = await give(made, COACH, f"mistake {link(JUNIORS, mine)}")
        assert "taken away" in told or "a person was asked" in told
        (case,) = await cases(made)
        assert case.newest.gravest.kind == "mistake"
