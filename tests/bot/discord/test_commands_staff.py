"""`/contact-parent` and `/mistake` on a server: a form and one letter, and a post that its author takes back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.announcing.deciding import Answer
from bot.counter import words as counter
from bot.counter.announcing import LABELS
from bot.discord.commands import _words as here
from bot.parents import words
from moderation.model import Account, Person, Reach, ResponsibleAdult, ResponsibleKind, Role
from tests.bot.discord.commands_kit import account_id, cases, commanded, give, kinds, said
from tests.bot.discord.kit import Server, reading, until

LETTER = "Alfie left **his boots** here. We keep them until Tuesday."


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    """On a Friday evening, when the office is closed. Kit answers for Alfie, and is reached on the server."""
    async with commanded(tmp_path) as made:
        made.clock.now = datetime(2026, 11, 20, 20, tzinfo=UTC)
        kit, alfie = (Account(*account_id(made, name)) for name in ("Kit", "Alfie"))
        adult = ResponsibleAdult("Kit Lowe", ResponsibleKind.PARENT, Reach.PLATFORM, kit.id, confirmed=True)

        def change(tx: Any) -> None:
            tx.register(replace(tx.person_of(alfie), responsible_adults=(adult,)), [alfie], "p_helen")
            tx.register(Person("p_kit", "Kit Lowe", Role.PARENT, False), [kit], "p_helen")

        await made.running.write(change)
        await made.club.refresh()
        yield made


@pytest.mark.clause("5.8", "5.10")
async def test_staff_write_to_a_child_s_adults_and_see_no_address(club: Server) -> None:
    here_, dave = club.channel("juniors-chat"), club.member("Dave")
    assert await give(club, "Alfie", "contact-parent", child="Maya Osei") == words.NOT_YOURS
    assert await club.member("Alfie").autocomplete(here_, "contact-parent", "child", "") == []
    assert await give(club, "Dave", "contact-parent", child="Helen Marsh") == words.NO_CHILD
    (choice,) = await dave.autocomplete(here_, "contact-parent", "child", "alf")
    waits = await dave.slash(here_, "contact-parent", child=choice["value"])
    told = said(await dave.submit_modal(waits, {"text": LETTER, "urgent": False}))
    assert "on Monday 23 November at 09:00" in told
    mentioned = await dave.slash(here_, "contact-parent", child=f"<@{club.member('Alfie').id}>")
    told = said(await dave.submit_modal(mentioned, {"text": LETTER, "urgent": True}))
    assert "It goes to one adult" in told
    assert "Kit" not in told
    await until(lambda: club.letters("Kit"))
    (letter,) = (reading(each) for each in club.letters("Kit"))
    assert r"\*\*his boots\*\*" in letter
    assert "— Dave Ridley, staff" in letter
    await until(lambda: any("your copy" in reading(each) for each in club.posts(club.channel("safeguarding").id)))
    assert {"letter.held", "letter.sent"} <= set(await kinds(club))
    assert "To the adults" not in await give(club, "Helen", "announcements")
    waits = await dave.slash(here_, "announcements")
    assert "To the adults of Alfie: waits for the office to open, until Monday 23 November at 09:00" in said(waits)
    for says in (words.WITHDRAWN, words.NOT_WAITING):
        assert said(await dave.click(waits.response, label=LABELS[Answer.WITHDRAW])) == says
    assert "letter.withdrawn" in await kinds(club)


@pytest.mark.clause("4.9")
async def test_staff_take_back_a_post_of_their_own_and_nobody_is_blamed(club: Server) -> None:
    place = club.channel("juniors-chat")
    mine = await club.member("Dave").send(place, "The kit list goes to the parents' channel, sorry")
    theirs = await club.member("Maya").send(place, "ok")
    assert await give(club, "Dave", "mistake", message=str(theirs.id)) == counter.MISTAKE_NOT_YOURS
    assert await give(club, "Maya", "mistake", message=str(theirs.id)) == counter.MISTAKE_NOT_STAFF
    assert await give(club, "Dave", "mistake", message="1") == here.NO_MESSAGE
    told = await give(club, "Dave", "mistake", message=mine.jump_url)
    assert "a copy is kept for the record. Thank you" in told
    await until(lambda: mine.id not in club.env.backend.messages[place.id])
    assert theirs.id in club.env.backend.messages[place.id]
    (case,) = await cases(club)
    assert case.newest.gravest.kind == "mistake"
    assert not any("hidden" in reading(each) for each in club.letters("Dave"))
