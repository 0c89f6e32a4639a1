"""`/touchline contact-request` and `/touchline contact …` in a workspace: who is in the channel, and when (map 5.13)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.contact import words
from bot.contact.answering import Press
from bot.register.desk import NOT_YOURS
from bot.slack.contacting import ACTION
from bot.slack.workspace import NAME
from moderation.model import (
    Account,
    Appointment,
    ContactRequest,
    ContactState,
    Person,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
)
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.commands_kit import give, reading_of, shown_to
from tests.bot.slack.peer import BOT, CHILD, COACH, LEAD, OTHER_CHILD, PARENT, STRANGER, reading
from tests.storage.test_store_contact_requests import NOTED

PURPOSE = "talk about the bowling action"
APPOINTED = Appointment(Role.LEAD, "the committee", "minute 4", date(2026, 1, 12))


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Connected]:
    """Rosa is the employer of Alfie, whom this policy asks, and is reached in the workspace. The committee appointed Helen."""
    async with connected(tmp_path, "http") as club:
        adult = ResponsibleAdult("Rosa Webb", ResponsibleKind.EMPLOYER, Reach.PLATFORM, PARENT, confirmed=True)

        def change(tx: Any) -> None:
            alfie, helen, rosa = (Account(NAME, each) for each in (CHILD, LEAD, PARENT))
            tx.register(replace(tx.person_of(alfie), responsible_adults=(adult,)), [alfie], "p_helen")
            tx.register(replace(tx.person_of(helen), appointments=(APPOINTED,)), [helen], "p_helen")
            if tx.person_of(rosa) is None:
                tx.register(Person("p_rosa", "Rosa Webb", Role.PARENT, False), [rosa], "p_helen")

        await club.workspace.core.write(change)
        yield club


async def newest(made: Connected) -> ContactRequest:
    return (await made.running.look(lambda tx: tx.contact_requests()))[-1]


@pytest.mark.clause("5.13")
async def test_a_private_channel_is_open_to_these_people_for_this_time_alone(made: Connected) -> None:
    peer, asks = made.peer, f"contact-request <@{CHILD}> today 18:30 19:00 {PURPOSE}"
    assert await give(made, STRANGER, asks) == words.UNFIT["not_staff"]
    assert "is passed on" in await give(made, COACH, asks)
    await peer.until(lambda: peer.letters(PARENT))
    letter, where = peer.letters(PARENT)[-1], peer.find(BOT, PARENT)
    assert PURPOSE in reading(letter)
    assert where is not None
    await peer.press(PARENT, where.id, letter["ts"], f"{ACTION}:{Press.YES_WITH_ME.value}")
    await peer.until(lambda: shown_to(made, PARENT))
    assert reading_of(shown_to(made, PARENT)[-1]) == words.THANKS[True]
    peer.clock.now += timedelta(minutes=31)
    await peer.until(lambda: any(each.name.startswith("contact-") and each.sees(CHILD) for each in peer.conversations.values()))
    place = next(each for each in peer.conversations.values() if each.name.startswith("contact-"))
    assert place.private
    assert [each for each in (CHILD, COACH, LEAD, PARENT, OTHER_CHILD, STRANGER) if place.sees(each)] == [
        CHILD,
        COACH,
        LEAD,
        PARENT,
    ]
    assert PURPOSE in reading(peer.said_by_bot(place.id)[0])
    peer.post(place.id, COACH, "Shall we film it?")
    shown = await give(made, LEAD, "contact list")
    assert "open now; yes from Rosa Webb" in shown
    peer.clock.now += timedelta(minutes=30)
    await peer.until(lambda: place.archived)
    assert not any(place.sees(each) for each in (CHILD, COACH, LEAD, PARENT)), "whoever is in it could open it again"
    request = await newest(made)
    assert request.state is ContactState.CLOSING
    await made.running.write(lambda tx: tx.seal_contact(replace(request, version=request.version + 1), NOTED, made.clock.now))
    lines = await made.running.write(lambda tx: tx.contact_transcript(request, "p_helen", "to look"))
    assert "Shall we film it?" in [part.text for event in lines for part in event.parts]


@pytest.mark.clause("5.13")
async def test_those_who_keep_the_register_write_an_answer_down(made: Connected) -> None:
    said = await give(made, COACH, f'contact-request "Alfie Webb" tomorrow 18:30 19:00 {PURPOSE}')
    which = said.split()[2]
    assert "for the people who look after safeguarding" in await give(made, COACH, f"contact answer {which} approve telephone")
    said = await give(made, LEAD, f"contact answer {which} approve telephone")
    assert said == "Written down: Rosa Webb said yes, by telephone, as Helen Marsh recorded it."
    assert words.NOT_SECOND.format(name="Alfie Webb") in await give(made, LEAD, f"contact second {which} <@{CHILD}>")
    assert "is over" in await give(made, COACH, f"contact end {which}"), "whoever asked may end it"
    assert "did not come about" in await give(made, COACH, "contact list")
    assert NOT_YOURS not in await give(made, STRANGER, "contact list")
