"""Channels in which children write are slowed down while a session is on, and are then as they were (map 11.1)."""

import json
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.discord.guarding import Guarding
from bot.discord.quiet import SETTING, SLOW
from bot.packaged import profile
from moderation.profiles.values import Opening, Session
from tests.bot.discord.kit import Server, server
from tests.bot.discord.test_lock import Incidents

#: The clock of the server stands at six o'clock on a Saturday.
SATURDAY = Session(5, Opening(time(17, 30), time(19)))


def pace(made: Server, name: str) -> int:
    guild = made.club.guild
    assert guild is not None
    channel = guild.get_channel(made.channel(name).id)
    return channel.slowmode_delay  # type: ignore[union-attr]


@pytest.mark.clause("11.1")
async def test_channels_of_children_are_slow_during_a_session_and_then_as_they_were(tmp_path: Path) -> None:
    settings = profile("sports_club")
    settings = replace(settings, hours=replace(settings.hours, sessions=(SATURDAY,)))
    async with server(tmp_path, kind=settings) as made:
        made.client.http.get_guild = Incidents(made.clock).get_guild  # type: ignore[assignment,method-assign]
        practises = [True]
        watch = Guarding(made.club, lambda: practises[0], lambda: True).watch

        async def walk() -> list[int]:
            made.clock.now += timedelta(minutes=5)
            await watch.walk()
            await made.env.settle()
            return [pace(made, name) for name in ("juniors-chat", "coaches")]

        assert await walk() == [0, 0], "practice mode changes nothing"
        practises[0] = False
        assert await walk() == [SLOW, 0], "a channel of adults stays as it is"
        assert await walk() == [SLOW, 0]
        kept = await made.running.look(lambda tx: json.loads(tx.setting(SETTING) or "{}"))
        assert kept == {str(made.channel("juniors-chat").id): 0}
        made.clock.now += timedelta(hours=1)
        assert await walk() == [0, 0]
        assert await made.running.look(lambda tx: tx.setting(SETTING)) == "{}"
