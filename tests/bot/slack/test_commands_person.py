"""`/touchline person …` as those who answer for the organisation use it, and what everybody else is told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.register.desk import NOBODY, NOT_YOURS, YOUR_OWN
from bot.slack.commands import _words as here
from bot.slack.commands import all_commands
from bot.slack.workspace import NAME
from moderation.model import Account, Person, Reach, Role
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.commands_kit import give, kinds
from tests.bot.slack.peer import CHILD, COACH, DEPUTY, LEAD, STRANGER


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Connected]:
    async with connected(tmp_path, "http") as club:
        yield club


async def known(made: Connected, user: str) -> Person | None:
    return await made.workspace.core.look(lambda tx: tx.person_of(Account(NAME, user)))


@pytest.mark.clause("5.20", "8.2", "8.3")
async def test_the_register_is_kept_by_commands(made: Connected) -> None:
    name = "Alfie Webb"
    assert (await give(made, LEAD, f"person show {name}")).startswith(f"{name}: a child")
    assert "until 2031-04" in await give(made, LEAD, f"person age <@{CHILD}|alfie> 2031-04")
    said = await give(made, LEAD, f'person parent "{name}" "Lee Webb" carer <mailto:lee.webb@example.org|lee.webb@example.org>')
    assert "Lee Webb, carer, by e-mail" in said
    assert "is sent a code" in await give(made, LEAD, f'person adult "{name}" "Lee Webb" ask')
    assert "That is not the code." in await give(made, LEAD, f'person adult "{name}" "Lee Webb" confirm 1234 5678')
    assert "confirmed on paper" in await give(made, LEAD, f'person adult "{name}" "Lee Webb" paper')
    child = await known(made, CHILD)
    assert child is not None
    (lee,) = [each for each in child.responsible_adults if each.name == "Lee Webb"]
    assert (lee.reach, lee.address, lee.confirmed) == (Reach.EMAIL, "lee.webb@example.org", True)
    said = await give(made, LEAD, f'person appoint <@{COACH}> as moderator by "the committee" "minute 4" until 2027-05-31')
    assert "is appointed as moderator by the committee (minute 4), until 31 May 2027." in said
    assert "to be renewed by 1 November 2027" in await give(made, LEAD, f"person dates <@{COACH}> training 2027-11-01")
    assert made.workspace.person(Account(NAME, COACH)).role is Role.MODERATOR, "the workspace knows it at once"
    assert "on the register now" in await give(made, LEAD, f"person role <@{COACH}> staff")
    assert "on the register, as a parent" in await give(made, LEAD, 'person add "Karin Lindqvist" parent')
    assert "on the register, as a parent" in await give(made, LEAD, f"person add <@{STRANGER}> parent")
    assert await give(made, LEAD, "person show Nobody Here") == NOBODY
    assert "beside what they have" in await give(made, LEAD, 'person account "Karin Lindqvist" 900000000000000009')
    assert "no longer" in await give(made, LEAD, 'person account "Karin Lindqvist" 900000000000000009 gone')
    assert await give(made, LEAD, 'person account "Karin Lindqvist" nonsense') == here.NOBODY
    assert "is no former child" in await give(made, LEAD, "person release Karin Lindqvist")


@pytest.mark.clause("7.8")
async def test_somebody_leaves(made: Connected) -> None:
    said = await give(made, LEAD, f"person leave <@{COACH}>")
    assert "has left" in said
    assert here.SLACK_ROLES_LEFT in said
    coach = await known(made, COACH)
    assert coach is not None
    assert (coach.role, coach.former) == (Role.UNKNOWN, Role.STAFF)


@pytest.mark.clause("8.2", "8.16")
async def test_nobody_else_keeps_it_and_nobody_their_own(made: Connected) -> None:
    each = [name for name in all_commands() if name.startswith("person ")]
    for who in (CHILD, COACH, STRANGER):
        for name in each:
            said = await give(made, who, f'{name} "Alfie Webb" child no x y')
            assert "for the people who look after safeguarding" in said or said == here.NOBODY, name
    assert await give(made, LEAD, f"person role <@{LEAD}> staff") == YOUR_OWN
    assert await give(made, DEPUTY, f"person role <@{COACH}> parent") != NOT_YOURS, "the deputy answers for it too"
    assert "action.refused" in await kinds(made)
