"""What the register of sessions must not do: hush a child who asked for help, write to whom it must not, or be silent about
the wrong person.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.organisation import with_roster
from bot.packaged import profile
from bot.replay.again import Answer
from bot.rota.changing import Given
from bot.sessions import answering, changes, ending, starting, words
from bot.sessions.starting import Wanted
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, JUNIORS, MAYA, PETE
from moderation.cards import reference
from moderation.fingerprint import fingerprint
from moderation.model import Category, Presence, ResponsibleKind, RetryLater, Speed
from storage.store import Transaction
from tests.bot.replay_kit import made_again
from tests.bot.service_kit import House, club, running
from tests.bot.test_sessions import PETE_HERE, THURSDAY, Club, notes, opened


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Club]:
    """S0: parents are there, or approve beforehand of being away."""
    yield from opened(tmp_path, "sport_provider")


@pytest.fixture
def trainer(tmp_path: Path) -> Iterator[Club]:
    """S2: parents are there, and a second member of staff is."""
    yield from opened(tmp_path, "training_provider")


@pytest.fixture
def cricket(tmp_path: Path) -> Iterator[House]:
    """S1, on a Thursday half an hour into the session."""
    settings = profile("sports_club")
    settings = replace(settings, hours=replace(settings.hours, sessions=(THURSDAY,)))
    with running(tmp_path, club(profile=settings)) as house:
        house.clock.now = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)
        yield house


@pytest.mark.clause("11.1")
async def test_a_child_who_told_of_something_is_not_told_that_it_can_wait(cricket: House) -> None:
    await cricket.say(ALFIE, JUNIORS, "my coach touched me and told me not to tell anyone")
    heard = await cricket.say(DAVE, JUNIORS, "Well done everybody.")
    await cricket.tell(MAYA, "this is about Dave, he frightens me", message=heard)
    await cricket.say(ALFIE, JUNIORS, "are you there")
    await cricket.say(MAYA, JUNIORS, "is anybody there")
    assert words.QUIET not in (*notes(cricket, ALFIE), *notes(cricket, MAYA))


@pytest.mark.clause("6.12", "11.2")
async def test_a_letter_on_its_way_does_not_reach_an_adult_who_may_no_longer_be_written_to(provider: Club) -> None:
    """A platform can be out of reach for hours. When and where a child will be is not for somebody who must not know it."""
    house = provider.house
    house.platform.answers("write_to_adult", RetryLater(600, "outage"), RetryLater(600, "outage"))
    provider.parents(ALFIE, PETE_HERE)
    provider.starts(when="next", children="Alfie Webb")
    provider(DAVE, changes.tell, "Training is on Tuesday at six this week, at the school field.")
    await house.come_to_rest()
    provider.parents(ALFIE, replace(PETE_HERE, no_contact=True))
    await house.pass_time(timedelta(hours=1))
    assert not house.letters(PETE.account.id)
    kept = [told for told in provider.told() if told.subject == "An adult was not written to: please look"]
    assert len(kept) == 2
    assert all("Pete Marlow may not be written to" in told.text and "Training" not in told.text for told in kept)


@pytest.mark.clause("6.12")
async def test_a_child_without_a_name_on_the_register_does_not_keep_the_others_from_being_asked(provider: Club) -> None:
    nameless = replace(ALFIE, person=replace(ALFIE.person, name="", known_as=""))
    provider.parents(nameless, PETE_HERE)
    assert "4 of 4 are asked" in provider.starts()
    await provider.house.come_to_rest()
    assert "Larkmead Cricket Club: your child is expected at" in provider.letters()[0].text
    assert "p_alfie" in provider.listed(DAVE), "whoever holds it can tell who is meant"


class Counted:
    """A unit of work of which it is counted how often the whole register is read."""

    def __init__(self, tx: Transaction) -> None:
        self.tx, self.reads = tx, 0

    def __getattr__(self, name: str) -> object:
        self.reads += name == "people"
        return getattr(self.tx, name)


@pytest.mark.parametrize("typed", ["a," * 4000, "Alfie Webb," * 700, ",".join(f"Kid {number}" for number in range(900))])
def test_a_long_line_of_names_does_not_hold_up_everybody_elses_messages(provider: Club, typed: str) -> None:
    """All messages wait for a unit of work. The register is read for each name, so once for each, and to the first unknown."""
    given = Given("terminal:long", DAVE.account, provider.house.clock())
    with provider.house.store.transaction() as tx:
        counted = Counted(tx)
        starting.start(cast(Transaction, counted), given, provider.house.organisation, Wanted("Talk", children=typed))
    assert counted.reads <= 2


@pytest.mark.clause("6.12")
async def test_what_one_parent_says_does_not_take_away_what_the_other_said(provider: Club) -> None:
    other = replace(PETE_HERE, name="Cerys Pugh", kind=ResponsibleKind.CARER, address=CERYS.account.id)
    provider.parents(ALFIE, PETE_HERE, other)
    provider.starts(children="Alfie Webb")
    for who, says in ((PETE, Presence.PRESENT), (CERYS, Presence.APPROVED)):
        provider(who, answering.press, provider.session.id, "p_alfie", says)
    assert "Alfie Webb: their adult is there" in provider.listed(DAVE)
    provider(PETE, answering.press, provider.session.id, "p_alfie", Presence.APPROVED)
    assert "Alfie Webb: their adult approves of not being there" in provider.listed(DAVE)
    provider(DAVE, answering.record, "", "Alfie Webb", "present")
    assert "Alfie Webb: their adult is there (as staff wrote down)" in provider.listed(HELEN)
    assert len(provider.session.answers) == 1


@pytest.mark.clause("6.11")
async def test_one_that_is_called_off_alarms_nobody(trainer: Club) -> None:
    trainer.starts(when="next", second=CERYS.account, children="Maya Osei")
    assert trainer(DAVE, ending.end, "", None, "Called off: the hall is flooded.") == words.CALLED_OFF
    await trainer.house.pass_time(timedelta(days=2))
    assert not trainer.told()
    assert "Closed: Called off" in trainer.listed(HELEN)


@pytest.mark.clause("6.11")
async def test_nobody_is_the_only_one_who_hears_of_what_they_did_themselves(trainer: Club) -> None:
    """Safeguarding rule 1: a lead who leaves a session open, or who was to be its second adult and was not there."""
    trainer.starts(HELEN, second=CERYS.account, children="Maya Osei")
    trainer(CERYS, answering.record, "", "Maya Osei", "present")
    await trainer.house.pass_time(timedelta(hours=2))
    trainer.starts(DAVE, second=HELEN.account)
    trainer(DAVE, ending.end, "", False, "Helen was ill.")
    await trainer.house.come_to_rest()
    told = [(each.subject, each.to.person) for each in trainer.told()]
    assert told == [(words.LEFT_OPEN, "p_tom"), (words.ALONE, "p_tom")]


def recorded(provider: Club) -> House:
    """The house, whose decisions can be made again: the version of its settings is theirs."""
    ours = provider.house.organisation
    provider.house.organisation = replace(ours, config=fingerprint(ours.profile, ours.wording, ours.contacts))
    return provider.house


@pytest.mark.clause("11.2")
@pytest.mark.parametrize(
    ("more", "about"), [("", ()), (" Ring me on 07700 900123.", ("p_dave",))], ids=["harm alone", "and a number"]
)
async def test_harm_that_is_told_of_in_a_change_opens_a_concern_with_its_clock(
    provider: Club, more: str, about: tuple[str, ...]
) -> None:
    """What is refused in it hides nothing graver, and its author is told the same as ever."""
    house = recorded(provider)
    assert provider(DAVE, changes.tell, f"Alfie told me that his dad hits him every night.{more}") == words.CHANGE_NOT_SENT
    await house.come_to_rest()
    case = house.case
    assert (case.category, case.speed, case.subjects) == (Category.DISCLOSURE, Speed.NOW, about)
    assert (case.newest.post, case.newest.removed_by, case.newest.hidden) == (False, "", False), "it stands nowhere"
    assert len(case.alerted) == 2, "two people are told of a disclosure"
    assert not provider.letters()
    assert not (about and house.letters(DAVE.account.id)), "nothing warns whoever it is about"
    (told,) = provider.told()
    assert (told.to.person, told.subject) == ("p_helen", words.CHANGE_HELD)
    assert f"it is concern {reference(case.id)}." in told.text
    assert [(each.outcome.answer, each.outcome.why) for each in made_again(house)] == [(Answer.SAME, ())]
    provider._given -= 1
    assert provider(DAVE, changes.tell, f"Alfie told me that his dad hits him every night.{more}") == words.CHANGE_NOT_SENT
    await house.come_to_rest()
    assert (len(house.case.sightings), len(provider.told())) == (1, 1), "once, however often it is given"
    house.clock.now += timedelta(minutes=house.organisation.profile.clocks.seen_within_minutes[Speed.NOW])
    await house.come_to_rest()
    assert len(house.case.alerted) > 2, "nobody looked, so others are shown it"


@pytest.mark.clause("8.16", "11.2")
async def test_a_change_that_tells_of_harm_reaches_somebody_whoever_is_named_in_it(provider: Club) -> None:
    house = recorded(provider)
    ours = replace(house.organisation, contacts=replace(house.organisation.contacts, chair=None, outside=None))
    with house.store.transaction() as tx:
        ours = with_roster(ours, tx.people(), b"a key for these tests")
    house.organisation = replace(ours, config=fingerprint(ours.profile, ours.wording, ours.contacts))
    told = "Alfie told me that his dad hits him every night. Please ring Helen Marsh or Tom Okafor."
    assert provider(DAVE, changes.tell, told) == words.CHANGE_NOT_SENT
    await house.come_to_rest()
    assert [each.address for each in house.case.alerted] == ["helen", "tom"]
    assert [each.outcome.answer for each in made_again(house)] == [Answer.SAME]


@pytest.mark.clause("8.16", "11.2")
async def test_who_is_named_in_a_change_that_tells_of_harm_hears_nothing_of_it(provider: Club) -> None:
    house = recorded(provider)
    with house.store.transaction() as tx:
        house.organisation = with_roster(house.organisation, tx.people(), b"a key for these tests")
    told = "No nets today: Jo told me that his dad hits him every night. Helen Marsh hits him too."
    assert provider(DAVE, changes.tell, told) == words.CHANGE_NOT_SENT
    await house.come_to_rest()
    case = house.case
    assert case.subjects == ("p_helen",)
    assert HELEN.account.id not in {each.address for each in case.alerted}
    assert [each.to.person for each in provider.told()] == ["p_tom"]
