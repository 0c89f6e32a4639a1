"""`/agree` and `/consent` on a club's server: what is shown, what is kept, and the role that is taken and given by it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.agreements import words
from bot.agreements.signing import Press
from bot.counter.agreeing import CONFIRMED, FILE, LABELS
from bot.discord.facts import facts_of
from bot.register.desk import NOT_YOURS
from moderation.model import Account, Agreement, Reach, ResponsibleAdult, ResponsibleKind, Role, Topic
from moderation.statement import read
from tests.bot.discord.commands_kit import account_id, commanded, give, kinds, show_to_everybody
from tests.bot.discord.kit import Server, until

TEXT = b"# Our statement\n1 Be kind.\n2 No telephone numbers.\n"


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    """Alfie has the juniors' role, which `/setup` was told means a child."""
    async with commanded(tmp_path) as made:
        role = made.guild.create_role("Juniors")
        made.env.backend.add_member_role(made.guild.id, made.member("Alfie").id, role.id)
        await made.env.settle()
        await made.set_up(roles={str(role.id): Role.CHILD})
        yield made


async def imports(made: Server, file: bytes = TEXT) -> None:
    today = made.clock.now.date()
    await made.running.write(lambda tx: tx.keep_statement(read(len(tx.statements()) + 1, today, file, b"1 Kind!\n"), "p_helen"))


async def rows(made: Server, name: str) -> list[Agreement]:
    account = Account(*account_id(made, name))

    def found(tx: Any) -> list[Agreement]:
        person = tx.person_of(account)
        return list(tx.agreements(person.id))

    return await made.running.look(found)


def roles(made: Server, name: str) -> set[str]:
    guild = made.club.guild
    assert guild is not None
    member = guild.get_member(made.member(name).id)
    assert member is not None
    return {role.name for role in member.roles} - {"@everyone"}


async def parents(made: Server, *adults: ResponsibleAdult) -> None:
    account = Account(*account_id(made, "Alfie"))

    def change(tx: Any) -> None:
        tx.register(replace(tx.person_of(account), responsible_adults=adults), [account], "p_helen")

    await made.running.write(change)
    await made.club.refresh()


SAM = ResponsibleAdult("Sam Webb", ResponsibleKind.PARENT, Reach.EMAIL, "sam.webb@example.org", confirmed=True)


async def asked(made: Server, who: str) -> Any:
    """The card that only they see."""
    result = await made.member(who).slash(made.channel("juniors-chat"), "agree")
    assert result.response is not None
    assert result.response.ephemeral
    return result.response


@pytest.mark.clause("5.12", "10.1")
async def test_the_role_is_taken_without_agreement_and_given_with_it(club: Server) -> None:
    await parents(club, SAM)
    assert await give(club, "Alfie", "agree") == words.NOTHING, "there is no statement yet"
    await imports(club)
    await club.running.inspect(facts_of(club.club, club.clock.now))
    await until(lambda: "Juniors" not in roles(club, "Alfie"))
    shown = await asked(club, "Alfie")
    assert "Kind!" in shown.embeds[0].description
    pressed = await club.member("Alfie").click(shown, label=LABELS[Press.AGREE])
    assert pressed.response is not None
    assert words.KEPT in pressed.response.content
    assert "Juniors" not in roles(club, "Alfie"), "no parent approves yet"
    said = await give(
        club, "Helen", "consent record", person="Alfie Webb", what="contact", adult="Sam Webb", signed="2026-11-01"
    )
    assert "given by Sam Webb, on paper of 1 November 2026, recorded by Helen Marsh" in said
    await until(lambda: "Juniors" in roles(club, "Alfie"))
    before = club.clock.now
    said = await give(club, "Helen", "consent withdraw", person="Alfie Webb", what="contact")
    assert "Taken back by Sam Webb" in said
    await until(lambda: "Juniors" not in roles(club, "Alfie"))
    assert club.clock.now - before < timedelta(seconds=60)
    assert "Alfie Webb: is KEPT OUT" in await give(club, "Tom", "consent show", person="Alfie Webb")


@pytest.mark.clause("10.3")
async def test_staff_sign_in_a_form(club: Server) -> None:
    await imports(club)
    shown = await asked(club, "Dave")
    opened = await club.member("Dave").click(shown, label=LABELS[Press.AGREE])
    await club.member("Dave").submit_modal(opened, {"name": "Dave Ridley", "job": "head coach"})
    (row, *_) = await rows(club, "Dave")
    assert (row.topic, row.name, row.job, row.signed) == (
        Topic.STATEMENT, "Dave Ridley", "head coach", club.clock.now.date()
    )  # fmt: skip
    assert "agreement.given" in await kinds(club)


@pytest.mark.clause("5.1", "5.4")
async def test_staff_confirm_by_a_button_what_they_say_each_month(club: Server) -> None:
    shown = await asked(club, "Dave")
    (meant,) = (field.value for field in shown.embeds[0].fields)
    assert "no private messages passed" in meant
    pressed = await club.member("Dave").click(shown, label=LABELS[Press.CONFIRM])
    assert pressed.response is not None
    assert "Thank you" in pressed.response.content
    assert [each.topic for each in await rows(club, "Dave")] == [Topic.PRIVATE_MESSAGES, Topic.WORK_ACCOUNT]
    assert CONFIRMED in str((await asked(club, "Dave")).embeds[0].fields[0].value)
    said = await give(club, "Helen", "consent show", person="Dave Ridley")
    assert "no private messages with children: given by Dave Ridley, by a button" in said


@pytest.mark.clause("10.2")
async def test_nobody_else_records_and_nobody_sees(club: Server) -> None:
    show_to_everybody(club)
    await imports(club)
    assert await give(club, "Nisha", "consent record", person="Alfie Webb", what="contact") == NOT_YOURS
    assert await give(club, "Nisha", "consent show", person="Alfie Webb") == NOT_YOURS
    assert not await rows(club, "Alfie")


async def test_a_long_statement_comes_as_a_file(club: Server) -> None:
    await imports(club, b"\n".join(b"%d " % number + b"word " * 200 for number in range(1, 20)))
    shown = await asked(club, "Dave")
    assert [each.filename for each in shown.attachments] == [FILE]
