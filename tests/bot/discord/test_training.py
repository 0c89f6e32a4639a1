"""A training provider's server: a learner's name does not stay, and their employer is told (map 1.6, 2.2)."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from moderation.model import Account, Reach, ResponsibleAdult, ResponsibleKind
from tests.bot.discord.commands_kit import account_id, cases
from tests.bot.discord.kit import PATIENCE, Server, reading, server, until


async def gone(made: Server, who: str, text: str) -> None:
    place = made.channel("juniors-chat")
    post = await made.member(who).send(place, text)
    await until(lambda: post.id not in made.env.backend.messages[place.id])


@pytest.mark.clause("1.6", "2.2")
async def test_a_learner_s_name_goes_and_the_employer_of_one_who_posts_a_number_is_told(tmp_path: Path) -> None:
    async with server(tmp_path, kind="training_provider") as made, made.at_work():
        kit, alfie = (Account(*account_id(made, name)) for name in ("Kit", "Alfie"))
        boss = ResponsibleAdult("Kit Lowe", ResponsibleKind.EMPLOYER, Reach.PLATFORM, kit.id, confirmed=True)
        mum = replace(boss, name="Ann Webb", kind=ResponsibleKind.PARENT, address=account_id(made, "Dave")[1])

        def change(tx: Any) -> None:
            tx.register(replace(tx.person_of(alfie), responsible_adults=(boss, mum)), [alfie], "p_helen")

        await made.running.write(change)
        await made.club.refresh()
        await gone(made, "Dave", "Well done Maya Osei!")
        await gone(made, "Alfie", "ring me on 07700 900123")
        assert {case.newest.gravest.kind for case in await cases(made)} == {"name", "phone"}
        async with asyncio.timeout(PATIENCE):  # private messages go out one after another
            while not made.letters("Kit"):
                made.clock.now += timedelta(seconds=1)
                await asyncio.sleep(0.01)
        assert "involved a learner whom you employ" in reading(made.letters("Kit")[-1])
        assert not any("young person" in reading(each) for each in made.letters("Dave"))
