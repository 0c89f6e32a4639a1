"""Who learns that the bot is gone from its server: those who answer for the organisation, by e-mail."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.direct import EMAIL
from bot.discord.absence import GRACE, Absence
from bot.discord.guarding import Guarding
from bot.email_platform import EmailPlatform
from moderation.model import Contact, Reach
from storage.store import UnavailableError
from tests.bot.discord.kit import ORG, SERVER, Server, server
from tests.bot.mail_kit import Postbox, mail_server, mailer, text_of
from tests.bot.running_kit import records

CHAIR = Contact("Ruth Bell", "chair", Reach.EMAIL, "chair@example.org")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Watched:
    """A server whose chair reads e-mail, and whether the bot is on it."""

    club: Server
    box: Postbox
    folder: Path

    @property
    def absence(self) -> Absence:
        return self.club.client.guarding(SERVER).absence

    async def look(self, after: timedelta = timedelta()) -> int:
        """Look so long after; how many letters the chair has by then."""
        self.club.clock.now += after
        await self.absence.look()
        return len(self.box.letters(CHAIR.address))

    def said(self) -> str:
        return " ".join(text_of(self.box.letters(CHAIR.address)[-1]).split())

    def entries(self) -> list[tuple[str, Mapping[str, Any]]]:
        kept = records(self.folder / ORG)
        return [(each["kind"], each["data"]) for each in kept if each["kind"] in {"discord.absent", "discord.back"}]


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    box = Postbox()
    with mail_server(box) as port:
        async with server(tmp_path) as club:
            running = club.running
            running.platforms[EMAIL] = EmailPlatform(mailer(port), "Larkmead Cricket Club", club.clock)
            contacts = replace(running.config.contacts, chair=CHAIR)
            service = running._service
            service.organisation = replace(service.organisation, contacts=contacts)
            yield Watched(club, box, tmp_path)


async def test_thrown_out_is_told_at_once_then_daily_and_when_it_is_over(watched: Watched) -> None:
    assert await watched.look() == 0
    guild = watched.club.club.guild
    watched.club.env.backend.remove_guild(SERVER)
    await watched.club.env.settle()
    assert await watched.look(MINUTE) == 1
    assert "it is not in the server any more" in watched.said()
    assert await watched.look(MINUTE) == await watched.look(DAY - 5 * MINUTE) == 1
    assert await watched.look(5 * MINUTE) == 2
    watched.club.client.dispatch("guild_join", guild)
    assert await watched.look(MINUTE) == 3
    assert "has seen the chat again" in watched.said()
    assert await watched.look(2 * DAY) == 3
    kinds, data = zip(*watched.entries(), strict=True)
    assert kinds == ("discord.absent", "discord.absent", "discord.back")
    assert {each["why"] for each in data} == {"not_in_server"}
    assert data[0]["told"] == data[1]["told"] == 1
    assert len({each["since"] for each in data}) == 1


async def test_thrown_out_while_there_was_no_session(watched: Watched) -> None:
    """discord.py keeps a server that a new session does not tell of."""
    watched.club.client.dispatch("shard_connect", 0)
    assert watched.club.club.guild is not None
    assert await watched.look(MINUTE) == 0
    watched.club.client.dispatch("shard_ready", 0)
    assert await watched.look(MINUTE) == 1


async def test_no_session_is_told_after_some_minutes(watched: Watched) -> None:
    client = watched.club.client
    client.dispatch("shard_disconnect", 0)
    assert await watched.look(GRACE - MINUTE) == 0
    client.dispatch("shard_resumed", 0)
    client.dispatch("shard_disconnect", 0)
    assert await watched.look(GRACE - MINUTE) == 0, "it was there meanwhile"
    assert await watched.look(MINUTE) == 1
    client.dispatch("shard_resumed", 0)
    assert await watched.look() == 2


async def test_another_server_or_shard_is_none_of_its_business(watched: Watched) -> None:
    client = watched.club.client
    other = watched.club.env.create_guild("Elsewhere")
    await watched.club.env.settle()
    guild = client.get_guild(other.id)
    assert isinstance(guild, discord.Guild)
    client.dispatch("guild_remove", guild)
    client.dispatch("shard_disconnect", 1)
    assert await watched.look(DAY) == 0


async def test_refused_is_told_and_remembered_by_a_program_that_was_started_anew(watched: Watched) -> None:
    watched.absence.refused()
    assert await watched.look(MINUTE) == 1
    assert "Discord refuses it" in watched.said()
    running = watched.club.running
    watched.club.client._guardings[SERVER] = Guarding(watched.club.club, lambda: running.practises, lambda: None)
    watched.absence.refused()
    assert await watched.look(MINUTE) == 1
    assert await watched.look(DAY) == 2


async def test_a_record_that_cannot_be_read_keeps_it_from_nobody(watched: Watched) -> None:
    async def damaged(work: Callable[..., Any]) -> Any:
        raise UnavailableError("damaged", "damaged")

    watched.club.running.look = damaged  # type: ignore[method-assign]
    watched.absence.refused()
    for _ in range(3):
        with pytest.raises(UnavailableError):
            await watched.look(MINUTE)
    assert len(watched.box.letters(CHAIR.address)) == 1


async def test_whoever_could_not_be_told_is_tried_again(watched: Watched) -> None:
    watched.box.answers[CHAIR.address] = "450 later"
    watched.club.env.backend.remove_guild(SERVER)
    await watched.club.env.settle()
    assert await watched.look() == await watched.look(MINUTE) == 0
    watched.box.answers.clear()
    assert await watched.look(MINUTE) == 1
    assert [data["told"] for _, data in watched.entries()] == [0, 1]
