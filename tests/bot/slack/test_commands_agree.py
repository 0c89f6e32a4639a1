"""`/touchline agree` and `/touchline consent …` in a workspace: what is shown, what is kept, and what a person has to do."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.agreements import words
from bot.agreements.signing import Press
from bot.counter.agreeing import LABELS
from bot.register.desk import NOT_YOURS
from bot.slack.commands.agree import ACTION
from bot.slack.guarding import Watch
from bot.slack.workspace import NAME
from moderation.model import Account, Agreement, Topic
from moderation.statement import read
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.commands_kit import answered, give, hand_in, reading_of, shown_to
from tests.bot.slack.peer import CHILD, COACH, JUNIORS, LEAD, STRANGER

TEXT = b"# Our statement\n1 Be kind.\n2 No telephone numbers.\n"


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Connected]:
    async with connected(tmp_path, "http") as club:
        core = club.workspace.core
        await core.write(lambda tx: tx.keep_statement(read(1, core.clock().date(), TEXT, b"1 Kind!\n"), "p_helen"))
        yield club


async def rows(made: Connected, user: str) -> list[Agreement]:
    core = made.workspace.core
    person = await core.look(lambda tx: tx.person_of(Account(NAME, user)))
    assert person is not None
    return list(await core.look(lambda tx: tx.agreements(person.id)))


async def press(made: Connected, user: str, ts: str, what: Press) -> str:
    before = len(shown_to(made, user))
    assert (await made.peer.press(user, JUNIORS, ts, f"{ACTION}:{what.value}")).status == 200
    await made.peer.until(lambda: len(shown_to(made, user)) > before)
    return reading_of(shown_to(made, user)[-1])


@pytest.mark.clause("10.1")
async def test_a_child_sees_it_in_their_words_and_says_yes(made: Connected) -> None:
    shown = await answered(made, CHILD, "agree")
    assert "Kind!" in reading_of(shown)
    assert await press(made, CHILD, shown.ts, Press.AGREE) == words.KEPT
    assert [(each.topic, each.given, each.version) for each in await rows(made, CHILD)] == [(Topic.STATEMENT, True, 1)]
    assert await press(made, CHILD, shown.ts, Press.TAKE_BACK) == words.TAKEN_BACK
    assert await give(made, STRANGER, "agree") == words.NOTHING


@pytest.mark.clause("10.3")
async def test_staff_sign_in_a_form(made: Connected) -> None:
    shown = await answered(made, COACH, "agree")
    assert "Be kind." in reading_of(shown)
    assert (await made.peer.press(COACH, JUNIORS, shown.ts, f"{ACTION}:{Press.AGREE.value}")).status == 200
    said = await hand_in(made, COACH, made.peer.modal(COACH).id, name="Dave Ridley", job="head coach")
    assert words.KEPT in said
    (row, *_) = await rows(made, COACH)
    assert (row.name, row.job) == ("Dave Ridley", "head coach")
    assert LABELS[Press.AGREE] in reading_of(shown)


@pytest.mark.clause("5.4")
async def test_staff_confirm_by_a_button_what_they_say_each_month(made: Connected) -> None:
    shown = await answered(made, COACH, "agree")
    assert "The account that I use here is one for my work" in reading_of(shown)
    assert "Thank you" in await press(made, COACH, shown.ts, Press.CONFIRM)
    assert [each.topic for each in await rows(made, COACH)] == [Topic.WORK_ACCOUNT]
    assert await press(made, COACH, shown.ts, Press.TAKE_BACK) == words.TAKEN_BACK
    assert "the account is one for work: TAKEN BACK by Dave" in await give(made, LEAD, f"consent show <@{COACH}>")


@pytest.mark.clause("5.12", "10.2")
async def test_paper_is_recorded_and_what_is_taken_back_is_a_task_for_a_person(made: Connected) -> None:
    name = "Alfie Webb"
    await give(made, LEAD, f'person parent "{name}" "Sam Webb" parent <mailto:sam.webb@example.org|sam.webb@example.org>')
    said = await give(made, LEAD, f'consent record "{name}" contact "Sam Webb" 2026-11-01 "" Thursdays only')
    assert "given by Sam Webb, on paper of 1 November 2026" in said
    assert "limited to: Thursdays only" in said
    assert "Taken back by Sam Webb" in await give(made, LEAD, f'consent withdraw "{name}" contact')
    assert "is KEPT OUT" in await give(made, LEAD, f"consent show <@{CHILD}>")
    lapses = [each for each in await Watch(made.workspace).walk() if each.check == "agreements" and each.key == "p_alfie"]
    assert [each.speed for each in lapses] == ["now"]
    assert "#" in lapses[0].what
    # What the child types is there in whole: on Slack the word alone is no command.
    await made.peer.until(lambda: any("Type /touchline agree" in each["text"] for each in made.peer.letters(CHILD)))


async def test_nobody_else_records_anything(made: Connected) -> None:
    for who in (CHILD, COACH, STRANGER):
        for command in ("show", "record", "withdraw"):
            said = await give(made, who, f'consent {command} "Alfie Webb" contact')
            assert said != NOT_YOURS
            assert "for the people who look after safeguarding" in said
    assert not await rows(made, CHILD)
