"""The practice club's server keeps the contract of a platform."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.platform import Enclosed
from bot.terminal.club import ALFIE, CONTACTS, JUNIORS
from bot.terminal.server import NAME, Server, Standing
from moderation.model import Contact, Done, Planned, TellResponsibleAdult
from tests.bot.platform_contract import PARENT, WORDS, PlatformContract, Posted
from tests.bot.service_kit import Clock


class TerminalHarness:
    """The practice club's server: what is shown is in its lists."""

    def __init__(self) -> None:
        self.platform = Server(Clock())
        self._posts = 0

    @property
    def lead(self) -> Contact:
        return CONTACTS.lead

    def restart(self) -> None:
        """The server is the whole platform: an adapter of it has nothing of its own to forget."""
        self.platform = replace(self.platform)

    async def post(self, text: str) -> Posted:
        self._posts += 1
        post = self.platform.post(f"m{self._posts}", JUNIORS, ALFIE.account, text)
        return Posted(post.id, post.author, post.place)

    def shown(self, place: str) -> Sequence[str]:
        return [post.text for post in self.platform.seen_in(place) if post.standing is Standing.SHOWN]

    def closed(self, place: str) -> bool:
        return place in self.platform.closed_places

    def letters(self, address: str) -> Sequence[str]:
        return [letter.text for letter in self.platform.letters if letter.address == address]

    def cards(self, address: str) -> Sequence[str]:
        shown = [alert for alert in self.platform.alerts.values() if alert.address == address]
        return [" ".join((str(alert.card), *alert.tasks)) for alert in shown]


class TestTerminal(PlatformContract):
    @pytest.fixture
    def harness(self) -> TerminalHarness:
        return TerminalHarness()

    async def test_an_adult_is_written_to_by_mail_once(self, harness: TerminalHarness) -> None:
        """The practice club's server stands for the mail as well."""
        letter = Planned("x_mail", TellResponsibleAdult("p_alfie", PARENT, WORDS), "email")
        assert await harness.platform.perform(letter, Enclosed()) == Done()
        await harness.platform.perform(letter, Enclosed())
        (received,) = harness.platform.letters
        assert (received.address, received.by_mail, received.text) == (PARENT.address, True, WORDS)

    def test_it_is_named_as_it_is_configured(self, harness: TerminalHarness) -> None:
        assert harness.platform.name == NAME
