"""`/person` as those who answer for the club use it, and what everybody else is told."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import discord
import pytest

from bot.counter import words
from bot.discord.settings import SETTING
from bot.register.desk import NOT_YOURS, YOUR_OWN
from moderation.model import BOT, Account, Person, Role
from tests.bot.discord.commands_kit import account_id, commanded, give, kinds, show_to_everybody
from tests.bot.discord.kit import Server, until


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with commanded(tmp_path) as made:
        yield made


async def known(made: Server, name: str) -> Person:
    found = await made.running.look(lambda tx: tx.person_of(Account(*account_id(made, name))))
    assert found is not None
    return found


async def chosen(made: Server, who: str, typed: str, command: str = "person show", **options: object) -> str:
    """What stands for the first who is offered while somebody types."""
    found = await made.member(who).autocomplete(made.channel("juniors-chat"), command, "person", typed, **options)
    return str(found[0]["value"])


@pytest.mark.clause("5.20", "8.2")
async def test_the_register_is_kept_by_commands(club: Server) -> None:
    alfie = await chosen(club, "Helen", "alf")
    assert (await give(club, "Helen", "person show", person=alfie)).startswith("Alfie Webb: a child, under 18")
    said = await give(club, "Helen", "person age", person=alfie, **{"turns-18": "2031-04"})
    assert said.startswith("Alfie Webb is under 18 on the register until 2031-04")
    assert (await known(club, "Alfie")).turns_18 == "2031-04"
    said = await give(
        club, "Helen", "person parent", person=alfie, name="Lee Webb", kind="carer", address="01632 960111",
        **{"no-contact": True},
    )  # fmt: skip
    assert "NO CONTACT" in said
    said = await give(club, "Helen", "person adult", person=alfie, adult="Lee Webb", what="contact")
    assert said == "Lee Webb may be contacted about Alfie Webb."
    dave = await chosen(club, "Helen", "dave")
    said = await give(club, "Helen", "person appoint", person=dave, by="the committee", minute="4", **{"as": "moderator"})
    assert said.startswith("Dave Ridley is appointed as moderator by the committee")
    said = await give(club, "Helen", "person dates", person=dave, what="training", **{"renew-by": "2027-11-01"})
    assert "to be renewed by 1 November 2027" in said
    said = await give(club, "Helen", "person account", person=dave, elsewhere="U0DAVE001")
    assert said.startswith("That account is Dave Ridley's now")
    sheet = await give(club, "Tom", "person show", person=dave)
    assert "slack U0DAVE001" in sheet
    assert "Appointed as moderator by the committee" in sheet
    assert club.club.people[account_id(club, "Dave")[1]].role is Role.MODERATOR, "the server knows it at once"


@pytest.mark.clause("8.2")
async def test_nobody_else_keeps_it_and_nobody_their_own(club: Server) -> None:
    show_to_everybody(club)
    assert await give(club, "Nisha", "person role", person="Dave Ridley", role="staff") == NOT_YOURS
    assert "for the people who look after safeguarding" in await give(club, "Dave", "person show", person="Alfie Webb")
    assert (
        await give(club, "Helen", "person dates", person="Helen Marsh", what="training", **{"renew-by": "2027-11-01"})
        == YOUR_OWN
    )
    assert "action.refused" in await kinds(club)


@pytest.mark.clause("7.8")
async def test_whoever_leaves_loses_their_roles_on_the_server(club: Server) -> None:
    server = club.club.guild
    assert server is not None
    roles = {str(role.id): Role.STAFF for role in server.roles if role.name in {"Coach", "Safeguarding"}}
    settings = replace(club.club.settings, roles=roles)
    await club.running.write(lambda tx: tx.change_setting(SETTING, settings.text(), BOT))
    await club.club.refresh()
    assert names(server, club) >= {"Coach", "Safeguarding"}
    said = await give(club, "Helen", "person leave", person="Tom Okafor")
    assert said.startswith("Tom Okafor has left.")
    assert words.PERSON_ROLES_TAKEN in said
    await until(lambda: not {"Coach", "Safeguarding"} & names(server, club))
    assert (await known(club, "Tom")).left is not None
    assert "leaver.roles_taken" in await kinds(club)


def names(server: discord.Guild, club: Server) -> set[str]:
    """The roles that Tom has."""
    member = server.get_member(club.member("Tom").id)
    assert member is not None
    return {role.name for role in member.roles}
