"""Copies of what staff write to a child on a club's server: a channel that those who watch read, and nobody else (map 5.7)."""

from pathlib import Path

import pytest

from bot.discord.copying import CHANNEL, SETTING
from bot.platform import Enclosed
from moderation.model import CopyMessage, Done, Refused
from tests.bot.discord.kit import Server, reading, server, until
from tests.bot.platform_contract import planned


def place_of(club: Server) -> int:
    return next((each.id for each in club.env.backend.channels.values() if each.name == CHANNEL), 0)


@pytest.mark.clause("5.7")
async def test_what_a_coach_writes_to_a_child_is_read_by_those_who_watch(tmp_path: Path) -> None:
    async with server(tmp_path) as club, club.at_work():
        alfie = club.member("Alfie").id
        said = await club.member("Dave").send(club.channel("juniors-chat"), f"<@{alfie}> see you at six")
        await club.member("Dave").send(club.channel("juniors-chat"), "training is at six, everybody")
        await until(lambda: place_of(club) and club.posts(place_of(club)))
        await club.member("Dave").edit(said, f"<@{alfie}> see you at seven")
        await until(lambda: len(club.posts(place_of(club))) == 2)
        first, second = (reading(each) for each in club.posts(place_of(club)))
        assert "Dave Ridley wrote, to Alfie Webb, in juniors-chat:" in first
        assert "see you at six" in first
        assert "see you at seven" in second
        seen = [name for name in ("Helen", "Tom", "Nisha", "Dave", "Alfie", "Kit") if club.visible(name, place_of(club))]
        assert seen == ["Helen", "Tom", "Nisha"]


async def test_the_channel_is_found_again_and_kept_for_those_who_watch(tmp_path: Path) -> None:
    async with server(tmp_path) as club:
        copy = CopyMessage("1", "2", "Dave wrote: see you")
        assert isinstance(await club.platform.perform(planned(copy, club.platform, 1), Enclosed()), Done)
        await club.running.write(lambda tx: tx.change_setting(SETTING, "", "p_helen"))
        club.restart()
        assert isinstance(await club.platform.perform(planned(copy, club.platform, 2), Enclosed()), Done)
        assert sum(each.name == CHANNEL for each in club.env.backend.channels.values()) == 1
        await club.rights(manage_channels=False, manage_roles=False)
        club.env.backend.delete_channel(place_of(club))
        await club.env.settle()
        outcome = await club.platform.perform(planned(copy, club.platform, 3), Enclosed())
        assert isinstance(outcome, Refused)
