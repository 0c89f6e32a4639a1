"""`/contact-request` and `/contact` on a club's server: who sees the channel, and when (map 5.13)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.contact import words
from bot.contact.answering import Press
from bot.counter.contacting import LABELS
from bot.register.desk import NOT_YOURS
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
from tests.bot.discord.commands_kit import account_id, commanded, give, said, show_to_everybody
from tests.bot.discord.kit import PATIENCE, Server, reading, until

PURPOSE = "talk about the bowling action"
IN_IT = ("Alfie", "Dave", "Helen", "Kit")
APPOINTED = Appointment(Role.LEAD, "the committee", "minute 4", date(2026, 1, 12))


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    """Kit answers for Alfie, and is reached on the server. The committee appointed Helen."""
    async with commanded(tmp_path) as made:
        kit, alfie, helen = (Account(*account_id(made, name)) for name in ("Kit", "Alfie", "Helen"))
        adult = ResponsibleAdult("Kit Lowe", ResponsibleKind.PARENT, Reach.PLATFORM, kit.id, confirmed=True)

        def change(tx: Any) -> None:
            tx.register(replace(tx.person_of(alfie), responsible_adults=(adult,)), [alfie], "p_helen")
            tx.register(replace(tx.person_of(helen), appointments=(APPOINTED,)), [helen], "p_helen")
            tx.register(Person("p_kit", "Kit Lowe", Role.PARENT, False), [kit], "p_helen")

        await made.running.write(change)
        await made.club.refresh()
        yield made


async def newest(made: Server) -> ContactRequest:
    return (await made.running.look(lambda tx: tx.contact_requests()))[-1]


async def asks(made: Server, who: str) -> str:
    times = {"day": "today", "from": "18:30", "until": "19:00"}
    return await give(made, who, "contact-request", child=made.member("Alfie"), purpose=PURPOSE, **times)


async def passes(made: Server, minutes: int) -> None:
    made.clock.now += timedelta(minutes=minutes)


async def becomes(made: Server, holds: Callable[[ContactRequest], object]) -> ContactRequest:
    """The newest request, once it is so. The clock goes on meanwhile: what was not ready when it was due is looked at again."""
    async with asyncio.timeout(PATIENCE):
        while not holds(request := await newest(made)):
            made.clock.now += timedelta(seconds=1)
            await asyncio.sleep(0.01)
    return request


@pytest.mark.clause("5.13")
async def test_a_channel_is_open_to_these_people_for_this_time_alone(club: Server) -> None:
    assert await asks(club, "Alfie") == words.UNFIT["not_staff"]
    assert "is passed on" in await asks(club, "Dave")
    await until(lambda: club.letters("Kit"))
    assert PURPOSE in reading(club.letters("Kit")[-1])
    channel = await club.client.create_dm(discord.Object(club.member("Kit").id))
    letter = await channel.fetch_message(club.letters("Kit")[-1].id)
    assert said(await club.member("Kit").user.click(letter, label=LABELS[Press.YES_WITH_ME])) == words.THANKS[True]
    await passes(club, 31)
    request = await becomes(club, lambda request: request.place and club.visible("Alfie", int(request.place)))
    place = int(request.place)
    people = ("Alfie", "Dave", "Helen", "Kit", "Maya", "Nisha", "Tom")
    assert tuple(name for name in people if club.visible(name, place)) == IN_IT
    assert PURPOSE in reading(club.posts(place)[0])
    await club.member("Dave").send(
        simcord.ChannelHandle(club.env, club.guild, club.env.backend.channels[place]), "Shall we film it?"
    )
    shown = await give(club, "Tom", "contact list")
    assert "Dave Ridley with" in shown
    assert "open now; yes from Kit Lowe" in shown
    await passes(club, 30)
    await until(lambda: not any(club.visible(name, place) for name in IN_IT))
    await passes(club, 11)
    request = await becomes(club, lambda request: request.state is ContactState.CLOSED)
    lines = await club.running.write(lambda tx: tx.contact_transcript(request, "p_helen", "to look"))
    assert [part.text for event in lines for part in event.parts] == ["Shall we film it?"]


@pytest.mark.clause("5.13")
async def test_those_who_keep_the_register_write_an_answer_down(club: Server) -> None:
    show_to_everybody(club)
    await asks(club, "Dave")
    offered = await club.member("Helen").autocomplete(club.channel("juniors-chat"), "contact answer", "request", "dave")
    which = str(offered[0]["value"])
    assert await give(club, "Nisha", "contact answer", request=which, answer="approve", way="telephone") == NOT_YOURS
    told = await give(club, "Helen", "contact answer", request=which, answer="approve", way="telephone")
    assert told == "Written down: Kit Lowe said yes, by telephone, as Helen Marsh recorded it."
    chosen = await give(club, "Helen", "contact second", request=which, who=club.member("Olive"))
    assert chosen.startswith("Olive Grant is the second adult")
    assert "is over" in await give(club, "Helen", "contact end", request=which)
    assert "was not approved" not in await give(club, "Dave", "contact list")
