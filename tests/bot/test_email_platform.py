"""E-mail keeps the contract of a platform, over a real mail server; and what its letters say."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from bot.email_platform import EmailPlatform
from bot.platform import Enclosed
from moderation.model import (
    Account,
    AlertLead,
    AskHuman,
    CaseState,
    Contact,
    Done,
    NudgeAuthor,
    Place,
    Planned,
    Reach,
    Refused,
    RetryLater,
    TellResponsibleAdult,
)
from tests.bot.mail_kit import Postbox, mail_server, mailer, text_of
from tests.bot.platform_contract import CARD, PARENT, WORDS, PlatformContract, Posted
from tests.bot.service_kit import Clock

CLUB = "Larkmead Cricket Club"
LEAD = Contact("Helen Marsh", "welfare officer", Reach.EMAIL, "helen@example.org", "p_helen")
NOTE = "touchline/practice\n1284\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 touchline/practice Az3grlgt\n"


class EmailHarness:
    """A mail server, and mailboxes that show letters of one Message-ID once, as mail programs do. Nobody posts by e-mail: what
    a member posts stands somewhere that letters do not reach.
    """

    redraws = False

    def __init__(self, box: Postbox, port: int) -> None:
        self.box = box
        self._port = port
        self._posts: list[str] = []
        self.restart()

    @property
    def lead(self) -> Contact:
        return LEAD

    def restart(self) -> None:
        self.platform = EmailPlatform(mailer(self._port), CLUB, Clock())

    async def post(self, text: str) -> Posted:
        self._posts.append(text)
        author = Account("email", "robin.vale@example.org", "Robin Vale")
        return Posted(f"m{len(self._posts)}", author, Place("email", "letters", "letters"))

    def shown(self, place: str) -> Sequence[str]:
        return list(self._posts) if place == "letters" else []

    def closed(self, place: str) -> bool:
        return False

    def restricted(self, account: str) -> bool:
        return False

    def letters(self, address: str) -> Sequence[str]:
        found = {letter["Message-ID"]: " ".join(text_of(letter).split()) for letter in self.box.letters(address)}
        return list(found.values())

    def cards(self, address: str) -> Sequence[str]:
        return [letter for letter in self.letters(address) if "Reference " in letter]


@pytest.fixture
def harness() -> Iterator[EmailHarness]:
    box = Postbox()
    with mail_server(box) as port:
        yield EmailHarness(box, port)


class TestEmail(PlatformContract):
    @pytest.fixture
    def harness(self, harness: EmailHarness) -> EmailHarness:
        return harness


def alert(to: Contact = LEAD) -> Planned:
    return Planned("x_1", AlertLead(to, CARD.case), "email")


async def test_an_alert_says_nothing_in_its_subject_and_carries_the_checkpoint(harness: EmailHarness) -> None:
    await harness.platform.perform(alert(), Enclosed(card=CARD, checkpoint=NOTE))
    (letter,) = harness.box.letters(LEAD.address)
    assert letter["Subject"] == "Larkmead Cricket Club: please look now (reference C0FFEE)"
    assert letter["Message-ID"] == "<x_1@example.org>"
    assert f"----- checkpoint: from here -----\n\n{NOTE}\n----- to here -----" in text_of(letter)
    assert "An e-mail has no buttons:" in text_of(letter)
    assert "They must stop the bot first and start it again afterwards." in " ".join(text_of(letter).split())
    prose, _, _ = text_of(letter).partition("-----")
    assert max(map(len, prose.split("\n"))) <= 72


async def test_a_card_without_buttons_says_nothing_of_them(harness: EmailHarness) -> None:
    """Such as the one that goes out while the record cannot be written."""
    await harness.platform.perform(alert(), Enclosed(card=replace(CARD, buttons=())))
    (letter,) = harness.letters(LEAD.address)
    assert "buttons" not in letter
    assert "touchline read" not in letter
    assert "checkpoint" not in letter


async def test_what_another_has_closed_is_told_as_that(harness: EmailHarness) -> None:
    """Nobody is to be the only one who hears of something: the other hears of it, and is not asked to look in a hurry."""
    await harness.platform.perform(alert(), Enclosed(card=replace(CARD, state=CaseState.CLOSED)))
    (letter,) = harness.box.letters(LEAD.address)
    assert letter["Subject"] == "Larkmead Cricket Club: for you to know (reference C0FFEE)"
    words = " ".join(text_of(letter).split())
    assert "Touchline lets you know of what is closed already, as welfare officer of Larkmead Cricket Club." in words
    assert "goes on to the next person" not in words


async def test_a_task_comes_first_and_only_once(harness: EmailHarness) -> None:
    task = "Please remove the post by hand."
    shown = replace(CARD, done=(f"To do by hand: {task}",))
    ask = Planned("x_2", AskHuman(LEAD, CARD.case, task, "https://chat.example.org/m1"), "email")
    assert await harness.platform.perform(ask, Enclosed(card=shown)) == Done("<x_2@example.org>")
    (letter,) = harness.letters(LEAD.address)
    assert letter.count(task) == 1
    assert f"WHAT TO DO NEXT * {task} * Read it" in letter
    assert "Link: https://chat.example.org/m1" in letter


async def test_an_adult_gets_the_notice_and_a_subject_that_tells_nothing(harness: EmailHarness) -> None:
    planned = Planned("x_3", TellResponsibleAdult("p_robin", PARENT, WORDS), "email")
    assert isinstance(await harness.platform.perform(planned, Enclosed()), Done)
    (letter,) = harness.box.letters(PARENT.address)
    assert letter["Subject"] == "A note from Larkmead Cricket Club"
    assert text_of(letter).startswith(f"Dear Sam Vale,\n\n{WORDS}\n\n")


async def test_what_the_mail_server_says_is_the_outcome_and_a_refusal_may_be_tried_again(harness: EmailHarness) -> None:
    harness.box.answers[LEAD.address] = "450 later"
    assert await harness.platform.perform(alert(), Enclosed(card=CARD)) == RetryLater(why="recipient_refused")
    harness.box.answers[LEAD.address] = "550 never"
    assert await harness.platform.perform(alert(), Enclosed(card=CARD)) == Refused("recipient_refused")
    harness.box.answers.clear()
    assert isinstance(await harness.platform.perform(alert(), Enclosed(card=CARD)), Done)


async def test_it_never_writes_to_what_is_no_address(harness: EmailHarness) -> None:
    nudge = Planned("x_4", NudgeAuthor(Account("discord", "1", "Dave"), "juniors", WORDS), "email")
    assert await harness.platform.perform(nudge, Enclosed()) == Refused("not_by_email")
    on_the_server = replace(LEAD, reach=Reach.PLATFORM, address="900000000000000001")
    assert await harness.platform.perform(alert(on_the_server), Enclosed(card=CARD)) == Refused("no_address")
    assert not harness.box.received
