"""A training provider's workspace: a learner's name does not stay, and their employer is told (map 1.6, 2.2)."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.slack.workspace import NAME
from moderation.model import Account, Reach, ResponsibleAdult, ResponsibleKind
from tests.bot.slack.acting_kit import grant
from tests.bot.slack.app_kit import PATIENCE, connected
from tests.bot.slack.commands_kit import cases
from tests.bot.slack.peer import ADULT_LEARNER, COACH, JUNIORS, OWNER, PARENT, reading
from tests.bot.slack.staff_kit import patient


@pytest.mark.clause("1.6", "2.2")
async def test_a_learner_s_name_goes_and_the_employer_of_one_who_posts_a_number_is_told(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient) as made:
        boss = ResponsibleAdult("Rosa Webb", ResponsibleKind.EMPLOYER, Reach.PLATFORM, PARENT, confirmed=True)
        mum = replace(boss, name="Ann Hale", kind=ResponsibleKind.PARENT, address=COACH)

        def change(tx: Any) -> None:
            sam = Account(NAME, ADULT_LEARNER)
            tx.register(replace(tx.person_of(sam), responsible_adults=(boss, mum)), [sam], "p_helen")

        await made.workspace.core.write(change)
        await grant(made, OWNER)
        if ADULT_LEARNER not in made.peer.conversations[JUNIORS].members:
            made.peer.join(JUNIORS, ADULT_LEARNER)
        named, number = (
            made.peer.post(JUNIORS, *each) for each in ((COACH, "Well done Maya Osei!"), (ADULT_LEARNER, "07700 900123"))
        )
        await made.peer.until(lambda: made.peer.gone(JUNIORS, named) and made.peer.gone(JUNIORS, number))
        assert {case.newest.gravest.kind for case in await cases(made)} == {"name", "phone"}
        async with asyncio.timeout(PATIENCE):  # private messages go out one after another
            while not made.peer.letters(PARENT):
                made.clock.now += timedelta(seconds=1)
                await asyncio.sleep(0.01)
        assert "involved a learner whom you employ" in reading(made.peer.letters(PARENT)[-1])
        assert not any("young person" in reading(each) for each in made.peer.letters(COACH))
