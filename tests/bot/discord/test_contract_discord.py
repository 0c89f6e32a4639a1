"""Discord keeps the contract of a platform."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.discord.acting import DiscordPlatform
from bot.discord.telling import number
from moderation.model import Contact, Place
from tests.bot.discord.kit import Server, reading, server
from tests.bot.platform_contract import PlatformContract, Posted


@dataclass
class DiscordHarness:
    """The club's server, looked at as its members see it: their direct messages, the channels, the lead's channel."""

    server: Server
    redraws = True

    @property
    def platform(self) -> DiscordPlatform:
        return self.server.platform

    @property
    def lead(self) -> Contact:
        return self.server.contact("Helen")

    def restart(self) -> None:
        self.server.restart()

    async def post(self, text: str) -> Posted:
        channel = self.server.channel("juniors-chat")
        message = await self.server.member("Alfie").send(channel, text)
        place = Place("discord", str(channel.id), "juniors-chat")
        return Posted(str(message.id), self.server.account("Alfie"), place)

    def shown(self, place: str) -> Sequence[str]:
        return [reading(message).strip() for message in self.server.posts(number(place) or 0)]

    def closed(self, place: str) -> bool:
        return not self.server.visible("Maya", int(place))

    def restricted(self, account: str) -> bool:
        backend = self.server.env.backend
        return backend.get_member(self.server.guild.id, int(account)).timed_out_until is not None

    def letters(self, address: str) -> Sequence[str]:
        return [text for is_card, text in self._received(address) if not is_card]

    def cards(self, address: str) -> Sequence[str]:
        return [text for is_card, text in self._received(address) if is_card]

    def _received(self, address: str) -> list[tuple[bool, str]]:
        """What somebody was sent, or was mentioned in beside the lead, and whether it is a card."""
        backend = self.server.env.backend
        direct = self.server.posts(backend.dm_channels.get(number(address) or 0, 0))
        mentioned = [each for each in self.server.posts(self.server.channel("safeguarding").id) if address in each.content]
        return [("C0FFEE" in each.content or "0DDBA1" in each.content, reading(each)) for each in (*direct, *mentioned)]


class TestDiscord(PlatformContract):
    @pytest.fixture
    async def harness(self, tmp_path: Path) -> AsyncIterator[DiscordHarness]:
        async with server(tmp_path) as made:
            yield DiscordHarness(made)


class TestDiscordByDirectMessage(PlatformContract):
    """Without a channel for the lead, cards are direct messages."""

    @pytest.fixture
    async def harness(self, tmp_path: Path) -> AsyncIterator[DiscordHarness]:
        async with server(tmp_path, lead_channel=False) as made:
            yield DiscordHarness(made)
