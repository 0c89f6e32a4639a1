"""What every platform must do, whatever it is: a suite that an adapter joins by offering a `Harness`.

    class TestTerminal(PlatformContract):
        @pytest.fixture
        def harness(self) -> Harness: ...

The suite looks only at what people would see. What a platform does not let an adapter do, the adapter says it could not do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Protocol, get_args

import pytest

from bot.platform import Enclosed, Platform
from moderation.cards import Card
from moderation.context import Capability
from moderation.model import (
    Account,
    ActionKind,
    Admit,
    AlertLead,
    AlreadyDone,
    AskContact,
    AskHuman,
    CaseState,
    ClosePlace,
    Contact,
    CopyMessage,
    Done,
    Effect,
    Event,
    EventKind,
    ExplainToAuthor,
    Gone,
    HidePlace,
    MakePlace,
    MakeSpace,
    NeedsHuman,
    NudgeAuthor,
    OfferTakeDown,
    OpenPlace,
    Outcome,
    Part,
    PartKind,
    Place,
    Planned,
    PostNotice,
    Presence,
    Publish,
    PublishPicture,
    PutOut,
    Reach,
    RefreshCard,
    Refused,
    RemovePlace,
    RemovePost,
    ResponsibleAdult,
    ResponsibleKind,
    RestorePost,
    Restrict,
    Role,
    ShowPicture,
    ShowPlace,
    ShowPurpose,
    Speed,
    SupportAuthor,
    TellLead,
    TellOfContact,
    TellPerson,
    TellResponsibleAdult,
    WriteToAdult,
)


@dataclass(frozen=True, slots=True)
class Posted:
    """A post that a member has made on the harness's server."""

    message: str
    author: Account
    place: Place


class Harness(Protocol):
    """A platform with a server behind it that a test can look into. Everything is as people would see it."""

    @property
    def platform(self) -> Platform: ...

    @property
    def lead(self) -> Contact:
        """Somebody who is shown cards on this platform."""

    def restart(self) -> None:
        """Begin again with a new adapter, which remembers nothing; the server stays as it is. Where it cannot tell what was
        done before, what it does once more must be shown once all the same.
        """

    @property
    def redraws(self) -> bool:
        """Whether a card that was shown can be drawn again in its place; a letter cannot."""

    async def post(self, text: str) -> Posted:
        """A member posts something in an open channel."""

    def shown(self, place: str) -> Sequence[str]:
        """The texts that a reader of a place sees now, oldest first."""

    def closed(self, place: str) -> bool:
        """Whether members can no longer read a place."""

    def restricted(self, account: str) -> bool:
        """Whether a member can read and not write now."""

    def letters(self, address: str) -> Sequence[str]:
        """The texts that one person was sent privately, oldest first."""

    def cards(self, address: str) -> Sequence[str]:
        """The cards on one person's screen now, each as all that can be read on it."""


NOBODY: Final = Account("nowhere", "900000000000000404", "nobody")
NOWHERE: Final = "900000000000000405"
NO_REQUEST: Final = "k_00000000000000000405"
WORDS: Final = "We hid your message. Questions? Ask Asha Pell."
SUBJECT: Final = "Please look today: two things about the server"
CARD: Final = Card(
    case="c_contract",
    reference="C0FFEE",
    speed=Speed.NOW,
    state=CaseState.NEW,
    headline="A telephone number was posted",
    where="in #juniors-chat",
    who="Robin Vale, a child",
    sure="almost certain",
    snippet="ring 07•••••••12",
    why=("It looks like a telephone number.", "Policy clause 2.1."),
    done=("The post was removed.",),
    next=("Read it, then press Seen.",),
    buttons=(ActionKind.SEEN, ActionKind.CLOSE),
)
PARENT: Final = ResponsibleAdult("Sam Vale", ResponsibleKind.PARENT, Reach.EMAIL, "sam.vale@example.org", confirmed=True)


def planned(effect: Effect, platform: Platform, number: int = 1) -> Planned:
    return Planned(f"x_contract_{number}", effect, platform.name)


def original(posted: Posted, text: str) -> Event:
    """A post as it was taken in, which is what comes enclosed when it is to be put back."""
    return Event(
        id=f"{posted.place.platform}:{posted.message}",
        org="larkmead",
        kind=EventKind.POSTED,
        at=datetime(2026, 11, 21, 18, 0, tzinfo=UTC),
        author=posted.author,
        place=posted.place,
        message=posted.message,
        parts=(Part(PartKind.BODY, text),),
    )


def to_author(kind: str, posted: Posted) -> Effect:
    """A private word to whoever wrote a post."""
    match kind:
        case "explain_to_author":
            return ExplainToAuthor(posted.author, posted.place.id, WORDS, CARD.case)
        case "nudge_author":
            return NudgeAuthor(posted.author, posted.place.id, WORDS)
        case "support_author":
            return SupportAuthor(posted.author, posted.place.id, WORDS)
    return TellPerson(posted.author, WORDS)


TO_AUTHOR: Final = ("explain_to_author", "nudge_author", "support_author", "tell_person")

#: Each kind of effect, at something that is not there.
AT_NOTHING: Final[Sequence[Effect]] = (
    RemovePost(NOWHERE, NOWHERE),
    RestorePost(NOWHERE, NOWHERE, NOBODY, CARD.case),
    HidePlace(NOWHERE),
    ShowPlace(NOWHERE),
    Restrict(NOBODY, 10, CARD.case),
    PutOut(NOBODY, CARD.case),
    Admit(NOBODY, Role.CHILD, let_in=False),
    ExplainToAuthor(NOBODY, NOWHERE, WORDS, CARD.case),
    NudgeAuthor(NOBODY, NOWHERE, WORDS),
    SupportAuthor(NOBODY, NOWHERE, WORDS),
    TellPerson(NOBODY, WORDS),
    TellResponsibleAdult("p_nobody", replace(PARENT, reach=Reach.PLATFORM, address=NOBODY.id), WORDS),
    WriteToAdult(
        "p_nobody", replace(PARENT, reach=Reach.PLATFORM, address=NOBODY.id), WORDS, "se_contract", (Presence.PRESENT,)
    ),
    PostNotice(NOWHERE, WORDS),
    Publish(NOWHERE, WORDS, "n_0"),
    ShowPicture(NOWHERE, NOWHERE, "i_1", WORDS),
    PublishPicture(NOWHERE, NOWHERE, NOWHERE, "i_1"),
    OfferTakeDown(NOWHERE, NOWHERE, "i_1", WORDS),
    CopyMessage(NOWHERE, NOWHERE, WORDS),
    MakePlace(NO_REQUEST, "contact-404"),
    MakeSpace(NO_REQUEST, "space-404", WORDS, (Role.CHILD,), (NOBODY,), (), uploads=False, open_to_all=False),
    ShowPurpose(NOWHERE, WORDS),
    ClosePlace(NO_REQUEST, NOWHERE),
    RemovePlace(NO_REQUEST, NOWHERE),
    AskContact(NO_REQUEST, replace(PARENT, reach=Reach.PLATFORM, address=NOBODY.id), WORDS),
    TellOfContact(NO_REQUEST, NOBODY, WORDS),
    OpenPlace(NO_REQUEST, NOWHERE, (NOBODY,), WORDS),
    AlertLead(Contact("Nobody", "nobody", Reach.PLATFORM, NOBODY.id), CARD.case),
    RefreshCard(Contact("Nobody", "nobody", Reach.PLATFORM, NOBODY.id), CARD.case),
    AskHuman(Contact("Nobody", "nobody", Reach.PLATFORM, NOBODY.id), CARD.case, WORDS),
    TellLead(Contact("Nobody", "nobody", Reach.PLATFORM, NOBODY.id), SUBJECT, WORDS),
)


class PlatformContract:
    """The suite. A subclass gives the `harness`."""

    @pytest.fixture
    def harness(self) -> Harness:
        raise NotImplementedError

    async def do(self, harness: Harness, effect: Effect, number: int = 1, enclosed: Enclosed | None = None) -> Outcome:
        return await harness.platform.perform(planned(effect, harness.platform, number), enclosed or Enclosed())

    def can(self, harness: Harness, capability: Capability) -> bool:
        return capability in harness.platform.capabilities

    def test_it_says_who_it_is_and_what_it_can(self, harness: Harness) -> None:
        assert harness.platform.name
        assert harness.platform.capabilities <= frozenset(Capability)

    # Removing

    @pytest.mark.parametrize("hold", [False, True])
    async def test_a_removed_post_is_no_longer_shown(self, harness: Harness, hold: bool) -> None:
        posted = await harness.post("the first")
        other = await harness.post("the second")
        outcome = await self.do(harness, RemovePost(posted.place.id, posted.message, hold))
        if not self.can(harness, Capability.REMOVE_OTHERS):
            assert isinstance(outcome, Refused | NeedsHuman)
            assert "the first" in harness.shown(posted.place.id)
            return
        assert isinstance(outcome, Done)
        assert "the first" not in harness.shown(posted.place.id)
        assert "the second" in harness.shown(other.place.id)

    async def test_the_same_removal_again_is_already_done(self, harness: Harness) -> None:
        """After a crash between doing and recording. "Gone" is as true where the platform cannot tell whose removal it was."""
        if not self.can(harness, Capability.REMOVE_OTHERS):
            pytest.skip("this platform cannot remove others' posts")
        posted = await harness.post("the first")
        assert isinstance(await self.do(harness, RemovePost(posted.place.id, posted.message)), Done)
        assert isinstance(await self.do(harness, RemovePost(posted.place.id, posted.message)), AlreadyDone | Gone)
        harness.restart()
        assert isinstance(await self.do(harness, RemovePost(posted.place.id, posted.message)), AlreadyDone | Gone)

    async def test_a_post_that_somebody_else_took_away_is_gone(self, harness: Harness) -> None:
        if not self.can(harness, Capability.REMOVE_OTHERS):
            pytest.skip("this platform cannot remove others' posts")
        posted = await harness.post("the first")
        assert isinstance(await self.do(harness, RemovePost(posted.place.id, posted.message), 1), Done)
        assert isinstance(await self.do(harness, RemovePost(posted.place.id, posted.message), 2), Gone)
        assert isinstance(await self.do(harness, RemovePost(posted.place.id, NOWHERE), 3), Gone)

    # Putting back

    async def test_a_post_is_put_back_quoting_its_author_once(self, harness: Harness) -> None:
        posted = await harness.post("the first")
        await self.do(harness, RemovePost(posted.place.id, posted.message), 1)
        before = len(harness.shown(posted.place.id))
        effect = RestorePost(posted.place.id, posted.message, posted.author, CARD.case)
        enclosed = Enclosed(post=original(posted, "the first"))
        outcome = await self.do(harness, effect, 2, enclosed)
        if not self.can(harness, Capability.POST_NOTICE):
            assert isinstance(outcome, Refused | NeedsHuman)
            assert len(harness.shown(posted.place.id)) == before
            return
        assert isinstance(outcome, Done)
        assert isinstance(await self.do(harness, effect, 2, enclosed), AlreadyDone)
        harness.restart()
        assert isinstance(await self.do(harness, effect, 2, enclosed), AlreadyDone)
        shown = harness.shown(posted.place.id)
        assert len(shown) == before + 1
        assert "the first" in shown[-1]
        assert posted.author.name in shown[-1]

    async def test_without_the_post_nothing_is_put_back(self, harness: Harness) -> None:
        posted = await harness.post("the first")
        await self.do(harness, RemovePost(posted.place.id, posted.message), 1)
        before = list(harness.shown(posted.place.id))
        outcome = await self.do(harness, RestorePost(posted.place.id, posted.message, posted.author, CARD.case), 2)
        assert isinstance(outcome, Refused | NeedsHuman)
        assert list(harness.shown(posted.place.id)) == before

    # Closing a place

    async def test_a_place_is_closed_and_what_is_in_it_stays(self, harness: Harness) -> None:
        posted = await harness.post("the first")
        outcome = await self.do(harness, HidePlace(posted.place.id))
        if not self.can(harness, Capability.HIDE_PLACE):
            assert isinstance(outcome, Refused | NeedsHuman)
            assert not harness.closed(posted.place.id)
            return
        assert isinstance(outcome, Done)
        assert harness.closed(posted.place.id)
        assert isinstance(await self.do(harness, HidePlace(posted.place.id)), AlreadyDone)

    async def test_a_closed_place_is_opened_again(self, harness: Harness) -> None:
        posted = await harness.post("the first")
        await self.do(harness, HidePlace(posted.place.id), 1)
        outcome = await self.do(harness, ShowPlace(posted.place.id), 2)
        assert not harness.closed(posted.place.id)
        if not self.can(harness, Capability.HIDE_PLACE):
            assert isinstance(outcome, Refused | NeedsHuman)
            return
        assert isinstance(outcome, Done)
        assert isinstance(await self.do(harness, ShowPlace(posted.place.id), 2), AlreadyDone)
        assert "the first" in harness.shown(posted.place.id)

    # Keeping somebody from writing

    async def test_somebody_is_kept_from_writing_and_let_write_again(self, harness: Harness) -> None:
        posted = await harness.post("the first")
        outcome = await self.do(harness, Restrict(posted.author, 10, CARD.case), 1)
        if not self.can(harness, Capability.RESTRICT):
            assert isinstance(outcome, Refused | NeedsHuman)
            assert not harness.restricted(posted.author.id)
            return
        assert isinstance(outcome, Done)
        assert harness.restricted(posted.author.id)
        assert "the first" in harness.shown(posted.place.id)
        assert isinstance(await self.do(harness, Restrict(posted.author, 0, CARD.case), 2), Done)
        assert not harness.restricted(posted.author.id)

    # Telling people

    @pytest.mark.parametrize("kind", TO_AUTHOR)
    async def test_a_private_word_is_delivered_once_and_to_nobody_else(self, harness: Harness, kind: str) -> None:
        posted = await harness.post("the first")
        before = list(harness.shown(posted.place.id))
        effect = to_author(kind, posted)
        outcome = await self.do(harness, effect)
        if isinstance(outcome, Refused | NeedsHuman) and not self.can(harness, Capability.MESSAGE_PRIVATELY):
            assert not harness.letters(posted.author.id)
            return
        assert isinstance(outcome, Done)
        assert isinstance(await self.do(harness, effect), AlreadyDone)
        harness.restart()
        assert isinstance(await self.do(harness, effect), AlreadyDone | Done)
        (letter,) = harness.letters(posted.author.id)
        assert WORDS in letter
        assert list(harness.shown(posted.place.id)) == before, "never a public mention of an author"
        assert not harness.letters(harness.lead.address)

    async def test_two_words_to_one_person_are_two(self, harness: Harness) -> None:
        posted = await harness.post("the first")
        for number in (1, 2):
            assert isinstance(await self.do(harness, TellPerson(posted.author, f"{WORDS} {number}"), number), Done)
        assert len(harness.letters(posted.author.id)) == 2

    async def test_what_the_lead_is_told_reaches_them_once_and_nobody_else(self, harness: Harness) -> None:
        posted = await harness.post("the first")
        before = list(harness.shown(posted.place.id))
        effect = TellLead(harness.lead, SUBJECT, WORDS)
        assert isinstance(await self.do(harness, effect), Done)
        assert isinstance(await self.do(harness, effect), AlreadyDone)
        harness.restart()
        assert isinstance(await self.do(harness, effect), AlreadyDone | Done)
        (letter,) = harness.letters(harness.lead.address)
        assert WORDS in letter
        assert not harness.letters(posted.author.id)
        assert list(harness.shown(posted.place.id)) == before

    @pytest.mark.clause("4.5")
    async def test_an_announcement_stands_there_once_with_who_signs_it(self, harness: Harness) -> None:
        posted = await harness.post("the first")
        effect = Publish(posted.place.id, f"{WORDS}\n\n— Dave Ridley, head coach", "n_contract")
        outcome = await self.do(harness, effect)
        if not self.can(harness, Capability.POST_NOTICE):
            assert isinstance(outcome, Refused | NeedsHuman)
            return
        assert isinstance(outcome, Done)
        assert isinstance(await self.do(harness, effect), AlreadyDone)
        harness.restart()
        assert isinstance(await self.do(harness, effect), AlreadyDone)
        (shown,) = [text for text in harness.shown(posted.place.id) if WORDS in text]
        assert "— Dave Ridley, head coach" in shown

    async def test_the_place_is_told_once(self, harness: Harness) -> None:
        posted = await harness.post("the first")
        before = list(harness.shown(posted.place.id))
        outcome = await self.do(harness, PostNotice(posted.place.id, WORDS))
        if not self.can(harness, Capability.POST_NOTICE):
            assert isinstance(outcome, Refused | NeedsHuman)
            assert list(harness.shown(posted.place.id)) == before
            return
        assert isinstance(outcome, Done)
        assert isinstance(await self.do(harness, PostNotice(posted.place.id, WORDS)), AlreadyDone)
        harness.restart()
        assert isinstance(await self.do(harness, PostNotice(posted.place.id, WORDS)), AlreadyDone)
        shown = harness.shown(posted.place.id)
        assert len(shown) == len(before) + 1
        assert WORDS in shown[-1]

    # Cards

    async def test_a_card_is_shown_once_with_what_matters(self, harness: Harness) -> None:
        effect = AlertLead(harness.lead, CARD.case)
        assert isinstance(await self.do(harness, effect, 1, Enclosed(card=CARD)), Done)
        assert isinstance(await self.do(harness, effect, 1, Enclosed(card=CARD)), AlreadyDone)
        harness.restart()
        assert isinstance(await self.do(harness, effect, 1, Enclosed(card=CARD)), AlreadyDone | Done)
        (card,) = harness.cards(harness.lead.address)
        for line in (CARD.headline, CARD.reference, CARD.where, CARD.who, CARD.snippet, *CARD.why, *CARD.done, *CARD.next):
            assert line in card

    async def test_a_card_is_drawn_again_in_its_place(self, harness: Harness) -> None:
        await self.do(harness, AlertLead(harness.lead, CARD.case), 1, Enclosed(card=CARD))
        later = replace(CARD, state=CaseState.CLOSED, next=("Closed.",), done=("The post was put back.",))
        outcome = await self.do(harness, RefreshCard(harness.lead, CARD.case), 2, Enclosed(card=later))
        (card,) = harness.cards(harness.lead.address)
        if not harness.redraws:
            assert isinstance(outcome, Refused | NeedsHuman), "nothing says that it was drawn again"
            assert "The post was removed." in card
            return
        assert isinstance(outcome, Done)
        assert "The post was put back." in card
        assert "The post was removed." not in card

    async def test_cards_of_two_concerns_are_two(self, harness: Harness) -> None:
        await self.do(harness, AlertLead(harness.lead, CARD.case), 1, Enclosed(card=CARD))
        other = replace(CARD, case="c_other", reference="0DDBA1")
        await self.do(harness, AlertLead(harness.lead, "c_other"), 2, Enclosed(card=other))
        assert len(harness.cards(harness.lead.address)) == 2

    async def test_a_task_is_shown_with_its_card(self, harness: Harness) -> None:
        task = AskHuman(harness.lead, CARD.case, "Please remove the post by hand.")
        assert isinstance(await self.do(harness, task, 1, Enclosed(card=CARD)), Done)
        assert isinstance(await self.do(harness, task, 1, Enclosed(card=CARD)), AlreadyDone)
        shown = " ".join(harness.cards(harness.lead.address))
        assert shown.count("Please remove the post by hand.") == 1
        assert CARD.reference in shown

    @pytest.mark.parametrize("kind", [AlertLead, RefreshCard])
    async def test_without_a_card_nothing_is_shown(self, harness: Harness, kind: type[AlertLead] | type[RefreshCard]) -> None:
        outcome = await self.do(harness, kind(harness.lead, CARD.case))
        assert isinstance(outcome, Refused | NeedsHuman)
        assert not harness.cards(harness.lead.address)

    # What is not there

    @pytest.mark.parametrize("effect", AT_NOTHING, ids=lambda effect: effect.kind)
    async def test_at_what_is_not_there_it_neither_raises_nor_claims(self, harness: Harness, effect: Effect) -> None:
        """Expected failures are outcomes. Where it says "done", somebody can see that it is."""
        outcome = await self.do(harness, effect, 1, Enclosed(card=CARD))
        assert isinstance(outcome, get_args(Outcome))
        if isinstance(outcome, Gone):
            assert isinstance(effect, RemovePost)
        if isinstance(effect, MakePlace | MakeSpace | ClosePlace | RemovePlace | CopyMessage | PutOut):
            return  # what is made or copied was not there, what is not there is closed, and who is not there is out
        if isinstance(outcome, Done | AlreadyDone):
            seen = [*harness.letters(NOBODY.id), *harness.cards(NOBODY.id), *harness.shown(NOWHERE)]
            assert seen or harness.closed(NOWHERE) or harness.restricted(NOBODY.id)

    def test_every_kind_of_effect_is_tried_at_nothing(self) -> None:
        assert {type(effect) for effect in AT_NOTHING} == set(get_args(Effect))
