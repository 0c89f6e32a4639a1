"""Slack keeps the contract of a platform, with an administrator's grant for removals and without one."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.slack.acting import SlackPlatform
from moderation.model import Contact, Place
from tests.bot.platform_contract import PlatformContract, Posted
from tests.bot.slack.acting_kit import grant
from tests.bot.slack.kit import Made, contact, workspace
from tests.bot.slack.peer import BOT, CHILD, JUNIORS, LEAD, SAFEGUARDING
from tests.bot.slack.peer.deeds import reading


@dataclass
class SlackHarness:
    """The workspace, looked at as its people see it: their direct messages, the channels, the lead's channel."""

    made: Made
    redraws = True

    @property
    def platform(self) -> SlackPlatform:
        assert isinstance(self.made.platform, SlackPlatform)
        return self.made.platform

    @property
    def lead(self) -> Contact:
        return contact(LEAD, "safeguarding lead")

    def restart(self) -> None:
        self.made.platform = SlackPlatform(self.made.workspace)

    async def post(self, text: str) -> Posted:
        ts = self.made.peer.post(JUNIORS, CHILD, text)
        return Posted(ts, self.made.account(CHILD), Place("slack", JUNIORS, "juniors"))

    def shown(self, place: str) -> Sequence[str]:
        if place not in self.made.peer.conversations:
            return []
        return [reading(message) for message in self.made.peer.history_of(place)]

    def closed(self, place: str) -> bool:
        return place in self.made.peer.conversations and not self.made.peer.conversations[place].sees(CHILD)

    def restricted(self, account: str) -> bool:
        return False  # Slack has no such thing

    def letters(self, address: str) -> Sequence[str]:
        return [text for is_card, text in self._received(address) if not is_card]

    def cards(self, address: str) -> Sequence[str]:
        return [text for is_card, text in self._received(address) if is_card]

    def _received(self, address: str) -> list[tuple[bool, str]]:
        """What somebody was sent, or was mentioned in beside the lead, and whether it is a card."""
        peer = self.made.peer
        posts = peer.said_by_bot(SAFEGUARDING)
        mentioned = [each for each in posts if {"type": "user", "user_id": address} in _elements(each)]
        direct = peer.letters(address) if peer.find(BOT, address) else []
        return [("C0FFEE" in reading(each) or "0DDBA1" in reading(each), reading(each)) for each in (*direct, *mentioned)]


def _elements(message: object) -> list[object]:
    """All that a message is made of."""
    inside = message.values() if isinstance(message, dict) else message if isinstance(message, list) else ()
    return [message, *(each for piece in inside for each in _elements(piece))]


class TestSlackWithoutAGrant(PlatformContract):
    """Nobody lets it remove: a person is asked each time."""

    @pytest.fixture
    async def harness(self, tmp_path: Path) -> AsyncIterator[SlackHarness]:
        async with workspace(tmp_path, SlackPlatform) as made:
            yield SlackHarness(made)


class TestSlackWithAGrant(PlatformContract):
    @pytest.fixture
    async def harness(self, tmp_path: Path) -> AsyncIterator[SlackHarness]:
        async with workspace(tmp_path, SlackPlatform) as made:
            await grant(made, LEAD)
            yield SlackHarness(made)


class TestSlackByDirectMessage(PlatformContract):
    """Without a channel for the lead, cards are direct messages."""

    @pytest.fixture
    async def harness(self, tmp_path: Path) -> AsyncIterator[SlackHarness]:
        async with workspace(tmp_path, SlackPlatform, lead_channel="") as made:
            yield SlackHarness(made)
