"""The channel for contact with one child, as Discord has it: what checks see of it, and that none is used twice (map 5.13)."""

from pathlib import Path

import discord
import pytest

from bot.discord.facts import facts_of
from bot.platform import Enclosed
from moderation.model import Account, AlreadyDone, ClosePlace, Done, MakePlace, OpenPlace, Refused, RemovePlace
from tests.bot.discord.commands_kit import account_id
from tests.bot.discord.kit import Server, server
from tests.bot.platform_contract import planned


@pytest.mark.clause("5.13")
async def test_checks_see_who_is_in_it_and_no_place_is_used_twice(tmp_path: Path) -> None:
    async with server(tmp_path) as club:
        people = tuple(Account(*account_id(club, name)) for name in ("Dave", "Helen", "Alfie"))
        made = await perform(club, MakePlace("k_1", "contact-1"), 1)
        assert isinstance(made, Done)
        again = await perform(club, MakePlace("k_1", "contact-1"), 2)
        assert isinstance(again, Done | AlreadyDone)
        assert again.reference == made.reference, "where making it broke off"
        assert present(club, made.reference) == set()
        await perform(club, OpenPlace("k_1", made.reference, people, "what it is for"), 3)
        await club.env.settle()
        assert present(club, made.reference) == {each.id for each in people}
        channel = club.club.guild and club.club.guild.get_channel(int(made.reference))
        assert isinstance(channel, discord.TextChannel)
        alfie = channel.permissions_for(channel.guild.get_member(int(people[2].id)) or channel.guild.me)
        assert not any((alfie.create_private_threads, alfie.create_public_threads, alfie.send_messages_in_threads))
        await perform(club, ClosePlace("k_1", made.reference), 4)
        await club.env.settle()
        assert present(club, made.reference) == set()
        await channel.set_permissions(channel.guild.get_member(int(people[0].id)) or channel.guild.me, view_channel=True)
        assert await perform(club, RemovePlace("k_1", made.reference), 6) == Refused("in_use"), "somebody opened it by hand"
        await perform(club, ClosePlace("k_1", made.reference), 7)
        other = await perform(club, MakePlace("k_2", "contact-1"), 5)
        assert isinstance(other, Done)
        assert other.reference != made.reference, "what was written for one child is not shown to another"
        assert await perform(club, RemovePlace("k_1", made.reference), 8) == Done()
        assert await perform(club, RemovePlace("k_1", made.reference), 9) == AlreadyDone()
        await club.env.settle()
        assert club.club.guild is not None
        kept = {str(each.id) for each in club.club.guild.text_channels}
        assert made.reference not in kept
        assert {other.reference, str(club.channel("juniors-chat").id)} <= kept
        await perform(club, RemovePlace("k_2", "", "contact-2"), 11)
        assert await perform(club, RemovePlace("k_2", "", "contact-1"), 12) == Done(), "its id was erased with the child"
        assert await perform(club, RemovePlace("k_2", "", "juniors-chat"), 13) == AlreadyDone(), "which is not shut"
        await club.env.settle()
        assert other.reference not in {str(each.id) for each in club.club.guild.text_channels}
        assert await perform(club, RemovePlace("k_3", str(club.channel("juniors-chat").id)), 10) == Refused("in_use")


async def perform(club: Server, effect: MakePlace | OpenPlace | ClosePlace | RemovePlace, number: int) -> object:
    return await club.platform.perform(planned(effect, club.platform, number), Enclosed())


def present(club: Server, place: str) -> set[str]:
    facts = facts_of(club.club, club.clock())
    return {each for found in facts.places if found.id == place for each in found.present if each != facts.bot}
