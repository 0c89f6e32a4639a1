"""The practice club's server keeps the contract of a platform."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.platform import Enclosed
from bot.terminal.club import ALFIE, CONTACTS, JUNIORS
from bot.terminal.server import NAME, Server, Standing
from bot.terminal.words import record_line
from moderation.model import AlertLead, Contact, Done, Planned, RefreshCard, TellResponsibleAdult
from tests.bot.platform_contract import CARD, PARENT, WORDS, PlatformContract, Posted
from tests.bot.service_kit import Clock


class TerminalHarness:
    """The practice club's server: what is shown is in its lists."""

    redraws = True

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

    def restricted(self, account: str) -> bool:
        return not self.platform.may_write(account)

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

    async def test_a_card_keeps_the_checkpoint_of_its_alert_when_it_is_drawn_again(self, harness: TerminalHarness) -> None:
        note = "touchline/practice\n1284\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 touchline/practice Az3grlgt\n"
        alert = Planned("x_1", AlertLead(harness.lead, CARD.case), NAME)
        again = Planned("x_2", RefreshCard(harness.lead, CARD.case), NAME)
        await harness.platform.perform(alert, Enclosed(card=CARD, checkpoint=note))
        await harness.platform.perform(again, Enclosed(card=CARD))
        (shown,) = harness.platform.alerts.values()
        assert shown.checkpoint == note
        assert record_line(shown.checkpoint) == "Record: 1,284 entries, CsUYap…"

    def test_it_is_named_as_it_is_configured(self, harness: TerminalHarness) -> None:
        assert harness.platform.name == NAME
