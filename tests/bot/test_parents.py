"""Letters of staff to the adults who answer for a child, in the practice club: who gets them, and when."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.email_platform import notice_letter
from bot.member_pack.asking import Whose
from bot.member_pack.items import Choice
from bot.member_pack.letters import letter_items
from bot.organisation import with_roster
from bot.packaged import profile
from bot.parents import words
from bot.parents.readers import to_read
from bot.parents.withdrawing import waiting, withdraw
from bot.parents.writing import children, write
from bot.people_file import KNOWN
from bot.register import Whom, keep_gone
from bot.replay.again import Answer
from bot.rota.changing import Given
from bot.sessions.judging import as_event
from bot.terminal.club import ALFIE, DAVE, HELEN, JO, JUNIORS, MAYA, PETE, TOM
from moderation.cards import reference
from moderation.contact_requests import may_answer
from moderation.engines import UNASKED
from moderation.fingerprint import fingerprint
from moderation.letters import LONGEST, MOST, is_too_many
from moderation.model import (
    Account,
    AdultLetter,
    Category,
    LetterStage,
    Member,
    Person,
    Reach,
    Refused,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
    Speed,
    TellLead,
    WriteToAdult,
)
from moderation.notices import Purpose, Reader
from moderation.sessions import may_be_written_to
from tests.bot.member_kit import said as pack_said
from tests.bot.member_kit import season
from tests.bot.replay_kit import made_again
from tests.bot.service_kit import House, club, running

#: A Friday, by day and in the evening; and when the office opens after it.
DAY, EVENING = datetime(2026, 11, 20, 11, tzinfo=UTC), datetime(2026, 11, 20, 20, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TEXT = "Alfie Webb did very well at nets today. Please bring his spare pads on Tuesday."
PETE_HERE = ResponsibleAdult("Pete Marlow", ResponsibleKind.PARENT, Reach.PLATFORM, PETE.account.id, confirmed=True)
GRAN = ResponsibleAdult("Ann Marlow", ResponsibleKind.CARER, Reach.EMAIL, "ann@example.org", confirmed=True)
AWAY = ResponsibleAdult("Rob Webb", ResponsibleKind.PARENT, Reach.EMAIL, "rob@example.org", no_contact=True, confirmed=True)
BOSS = ResponsibleAdult("Kim Lees", ResponsibleKind.EMPLOYER, Reach.EMAIL, "kim@example.org", confirmed=True)
NEW = ResponsibleAdult("Sue Webb", ResponsibleKind.PARENT, Reach.EMAIL, "sue@example.org")


class Office:
    """A house, and staff who write to parents in it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._given = 0

    def writes(self, text: str = TEXT, who: Member = DAVE, about: Whom = "Alfie Webb", urgent: bool = False) -> str:
        self._given += 1
        event = as_event(Given(f"terminal:letter:{self._given}", who.account, self.house.clock()), "practice", text)
        with self.house.store.transaction() as tx:
            return write(tx, self.house.organisation, event, UNASKED, about, urgent)

    def parents(self, child: Member, *adults: ResponsibleAdult) -> None:
        with self.house.store.transaction() as tx:
            tx.register(replace(child.person, responsible_adults=adults), [child.account], "p_helen")

    def sent(self) -> list[WriteToAdult]:
        effects = [planned.effect for planned in self.house.platform.asked("write_to_adult")]
        return [effect for effect in effects if isinstance(effect, WriteToAdult)]

    def told(self) -> list[TellLead]:
        effects = [planned.effect for planned in self.house.platform.asked("tell_lead")]
        return [effect for effect in effects if isinstance(effect, TellLead)]

    @property
    def kept(self) -> list[AdultLetter]:
        with self.house.store.transaction() as tx:
            return list(tx.adult_letters())

    def kinds(self) -> list[str]:
        return [kind for kind in self.house.kinds() if kind.startswith("letter.")]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A sports provider's, in practice mode, which must not hold any of it back."""
    with running(tmp_path, club(profile=profile("sport_provider")), shadow=True) as house:
        house.clock.now = DAY
        with house.store.transaction() as tx:
            house.organisation = with_roster(house.organisation, tx.people(), b"a key for these tests")
        made = Office(house)
        made.parents(ALFIE, PETE_HERE, GRAN, AWAY, BOSS, NEW)
        yield made


@pytest.mark.clause("5.8", "5.10")
async def test_it_goes_to_whom_the_register_names_signed_and_somebody_else_gets_a_copy(office: Office) -> None:
    answer = office.writes()
    assert answer.startswith("It goes to 2 adults who may be told about alfie")
    assert "Helen Marsh gets a copy" in answer
    await office.house.come_to_rest()
    assert [each.adult.name for each in office.sent()] == ["Pete Marlow", "Ann Marlow"]
    (text,) = {each.text for each in office.sent()}
    assert text == (
        f"Larkmead Cricket Club: a letter about alfie.\n\n{TEXT}\n\n— Dave Ridley, staff\n\n"
        "Questions? Ask Helen Marsh, welfare officer."
    )
    (copy,) = office.told()
    assert (copy.to.person, copy.about[0]) == ("p_helen", "p_dave")
    assert TEXT in copy.text
    assert not any(mark in answer + copy.text for mark in ("Pete", "ann@", PETE.account.id)), "nor where anybody is reached"
    assert office.kinds() == ["letter.sent"]
    assert office.house.kinds().count("adult.written_to") == 2
    assert "nets" not in str(office.house.records())
    assert office.kept[0].text == TEXT


@pytest.mark.clause("5.8", "5.17")
async def test_outside_office_hours_it_waits_and_then_goes_to_whom_the_register_names_by_then(office: Office) -> None:
    office.house.clock.now = EVENING
    assert "on Monday 23 November at 09:00" in office.writes()
    assert "It goes to 2 adults" in office.writes("Alfie is at the surgery with a cut. Please ring the club.", urgent=True)
    await office.house.come_to_rest()
    assert len(office.sent()) == 2, "what cannot wait does not"
    office.parents(ALFIE, replace(PETE_HERE, no_contact=True), GRAN)
    office.house.clock.now = MONDAY
    await office.house.come_to_rest()
    assert [each.adult.name for each in office.sent()[2:]] == ["Ann Marlow"]
    assert office.kinds() == ["letter.held", "letter.sent", "letter.sent"]


async def test_who_may_no_longer_be_written_to_at_the_last_moment_is_not(office: Office) -> None:
    office.writes()
    office.parents(ALFIE, replace(PETE_HERE, no_contact=True), GRAN)
    await office.house.come_to_rest()
    assert [each.adult.name for each in office.sent()] == ["Ann Marlow"]
    assert "Pete Marlow" in office.told()[-1].text, "and somebody hears of it"


@pytest.mark.parametrize("leaves", [DAVE, ALFIE], ids=["author", "child"])
async def test_one_that_waited_is_sent_to_nobody_once_either_has_left(office: Office, leaves: Member) -> None:
    office.house.clock.now = EVENING
    office.writes()
    person = replace(leaves.person, role=Role.UNKNOWN, former=leaves.person.role, left=EVENING.date())
    with office.house.store.transaction() as tx:
        tx.register(person, [leaves.account], "p_helen")
    office.house.clock.now = MONDAY
    await office.house.come_to_rest()
    assert not office.sent()
    (told,) = office.told()
    assert (told.subject, told.to.person) == (words.GONE_SUBJECT, "p_helen")
    assert office.kept[0].stage is LetterStage.STOPPED


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", words.NO_TEXT),
        ("x" * (LONGEST + 1), words.TOO_LONG.format(most=LONGEST)),
        ("Alfie and Maya Osei played well together.", words.OTHERS.format(child="alfie")),
        ("Ring me on 07700 900123 about Tuesday.", words.REFUSED),
        ("Alfie told me that his dad hits him every night.", words.STOPPED),
    ],
    ids=["empty", "long", "another child", "number", "disclosure"],
)
async def test_what_must_not_go_to_parents_is_sent_to_nobody(office: Office, text: str, says: str) -> None:
    assert office.writes(text).startswith(says)
    await office.house.come_to_rest()
    assert not office.sent()
    told = office.told()
    assert [each.subject for each in told] == ([words.STOPPED_SUBJECT] if says == words.STOPPED else [])
    assert all(each.about[0] == "p_dave" and each.to.person != "p_dave" for each in told)


def test_who_is_no_grown_staff_writes_nothing_and_sees_no_names(office: Office) -> None:
    for who in (ALFIE, PETE):
        assert office.writes(who=who) == words.NOT_YOURS
        with office.house.store.transaction() as tx:
            assert not children(tx, who.account, office.house.organisation)
    with office.house.store.transaction() as tx:
        opened: list[object] = []
        with patch.object(type(tx), "people", lambda self: opened.append(self)):
            names = [name for name, _ in children(tx, DAVE.account, office.house.organisation)]
    assert not opened, "it is asked for each letter that somebody types"
    assert {"Alfie Webb", "Jo Lindqvist"} <= set(names)
    assert not {"Dave Ridley", "Pete Marlow"} & set(names)
    for nobody in ("Dave Ridley", "Nobody At All", Account("terminal", "unknown")):
        assert office.writes(about=nobody) == words.NO_CHILD
    assert office.house.kinds().count("action.refused") == 2


async def test_harm_that_is_told_of_in_one_opens_a_concern_with_its_clock(office: Office) -> None:
    ours = office.house.organisation
    office.house.organisation = replace(ours, config=fingerprint(ours.profile, ours.wording, ours.contacts))
    assert office.writes("Alfie told me that his dad hits him every night.") == words.STOPPED
    await office.house.come_to_rest()
    case = office.house.case
    assert (case.category, case.speed, case.child, case.subjects) == (Category.DISCLOSURE, Speed.NOW, "p_alfie", ())
    assert len(case.alerted) == 2, "two people are told of a disclosure"
    assert (case.newest.post, case.newest.removed_by, case.newest.hidden) == (False, "", False), "it stands nowhere"
    assert case.adult_question_open
    (told,) = office.told()
    assert f"it is concern {reference(case.id)}." in told.text
    assert [(each.outcome.answer, each.outcome.why) for each in made_again(office.house)] == [(Answer.SAME, ())]
    office.house.clock.now += timedelta(minutes=office.house.organisation.profile.clocks.seen_within_minutes[Speed.NOW])
    before = len(office.house.case.alerted)
    await office.house.come_to_rest()
    assert len(office.house.case.alerted) > before, "nobody looked, so others are shown it"


async def test_what_stands_against_its_author_is_about_them_and_nothing_warns_them(office: Office) -> None:
    letters = len(office.house.letters(DAVE.account.id))
    secret = "Dont tell his mum about this, it is our secret. I will message him on snapchat tonight."
    assert office.writes(secret) == words.STOPPED
    await office.house.come_to_rest()
    assert office.house.case.subjects == ("p_dave",)
    assert len(office.house.letters(DAVE.account.id)) == letters


@pytest.mark.parametrize(
    "text",
    [
        "Alfie told me that his dad hits him every night. Ring me on 07700 900123.",
        "Alfie told me that his dad hits him every night, and Maya Osei has seen it.",
    ],
    ids=["a number", "another child"],
)
async def test_nothing_that_would_be_refused_hides_harm_that_is_told_of(office: Office, text: str) -> None:
    assert office.writes(text) == words.STOPPED
    await office.house.come_to_rest()
    assert office.house.case.category is Category.DISCLOSURE
    assert office.kinds() == ["letter.stopped"]


async def test_whoever_is_named_in_harm_that_is_told_of_is_shown_none_of_it(office: Office) -> None:
    """Nobody can be mentioned in a letter but by their name. Who signs it is named as well, and is no subject of it."""
    ours = office.house.organisation
    office.house.organisation = replace(ours, config=fingerprint(ours.profile, ours.wording, ours.contacts))
    with office.house.store.transaction() as tx:
        tx.register(replace(JO.person, responsible_adults=(PETE_HERE,)), [], "p_helen")
    told = "I must tell you of Jo Lindqvist: Jo told me that his dad hits him every night. Helen Marsh hits him too."
    assert office.writes(told, about="Jo Lindqvist") == words.STOPPED
    await office.house.come_to_rest()
    case = office.house.case
    assert (case.category, case.subjects, case.child) == (Category.DISCLOSURE, ("p_helen",), "p_jo")
    assert case.alerted
    assert HELEN.account.id not in {each.address for each in case.alerted}
    assert "p_helen" not in {each.to.person for each in office.told()}
    assert [(each.outcome.answer, each.outcome.why) for each in made_again(office.house)] == [(Answer.SAME, ())]


async def test_who_has_left_takes_nothing_back_and_is_shown_nothing(office: Office) -> None:
    office.house.clock.now = EVENING
    office.writes()
    (letter,) = office.kept
    person = replace(DAVE.person, role=Role.UNKNOWN, former=DAVE.person.role, left=EVENING.date())
    with office.house.store.transaction() as tx:
        tx.register(person, [DAVE.account], "p_helen")
        ours, now = office.house.organisation, office.house.clock()
        assert not waiting(tx, DAVE.account, ours, now)
        assert withdraw(tx, Given("terminal:back", DAVE.account, now), ours, letter.id) == words.NOT_KNOWN
    assert office.kept[0].stage is LetterStage.HELD


async def test_whoever_wrote_one_takes_it_back_while_it_waits_and_nobody_else_can(office: Office) -> None:
    office.house.clock.now = EVENING
    assert "take it back" in office.writes()
    (letter,) = office.kept

    def waits(who: Member) -> list[str]:
        with office.house.store.transaction() as tx:
            return [each.headline for each in waiting(tx, who.account, office.house.organisation, office.house.clock())]

    def takes_back(who: Member) -> str:
        with office.house.store.transaction() as tx:
            given_ = Given("terminal:back", who.account, office.house.clock())
            return withdraw(tx, given_, office.house.organisation, letter.id)

    assert waits(DAVE) == ["To the adults of alfie: waits for the office to open, until Monday 23 November at 09:00"]
    assert waits(HELEN) == []
    assert takes_back(HELEN) == words.NOT_KNOWN
    assert takes_back(DAVE) == words.WITHDRAWN
    assert takes_back(DAVE) == words.NOT_WAITING
    assert waits(DAVE) == []
    assert "when it opens" in office.writes(), "who thinks again may write the same once more"
    office.house.clock.now = MONDAY
    await office.house.come_to_rest()
    assert [each.adult.name for each in office.sent()] == ["Pete Marlow", "Ann Marlow"]
    assert office.kinds() == ["letter.held", "letter.withdrawn", "letter.held", "letter.sent"]


async def test_where_nobody_can_be_written_to_somebody_passes_it_on_and_the_lead_s_own_has_a_copy_too(office: Office) -> None:
    office.parents(JO, replace(PETE_HERE, reach=Reach.TELEPHONE, address="07700 900123"))
    assert "Helen Marsh is asked to pass it on" in office.writes("Jo has lost a glove.", about=JO.account)
    office.writes(who=HELEN)
    await office.house.come_to_rest()
    handed, copy = office.told()
    assert handed.subject == words.HAND_SUBJECT
    assert "07700" not in handed.text
    assert (copy.subject, copy.to.person == "p_helen") == (words.COPY_SUBJECT, False)


async def test_what_an_address_refuses_is_for_a_person_to_tell(office: Office) -> None:
    office.house.platform.always("write_to_adult", Refused("bounced"))
    office.writes()
    await office.house.come_to_rest()
    assert any("Pete Marlow could not be reached" in each.text for each in office.told())


def test_more_than_so_many_within_a_day_are_refused_and_the_same_twice_is_one(office: Office) -> None:
    for number in range(MOST):
        assert office.writes(f"Alfie needs pad number {number}.").startswith("It goes to")
    assert office.writes().startswith(f"You have written {MOST} of these within a day")
    office.house.clock.now += timedelta(days=1)
    office.writes()
    office._given -= 1
    assert office.writes() == words.TWICE


async def test_one_that_waited_does_not_go_where_there_is_a_concern_by_then_and_its_author_hears_nothing(
    office: Office,
) -> None:
    office.house.clock.now = EVENING
    office.writes()
    await office.house.say(DAVE, JUNIORS, "@alfie dont tell your mum about this, its our secret")
    await office.house.come_to_rest()
    heard = len(office.house.letters(DAVE.account.id))
    office.house.clock.now = MONDAY
    await office.house.come_to_rest()
    assert not office.sent()
    told = office.told()[-1]
    assert (told.subject, told.to.person, told.about[0]) == (words.CONCERN_SUBJECT, "p_helen", "p_dave")
    assert len(office.house.letters(DAVE.account.id)) == heard
    assert office.writes("He needs pads.").startswith("It goes to 2 adults"), "nothing gives it away"
    await office.house.come_to_rest()
    assert not office.sent()
    assert office.kept[-1].stage is LetterStage.STOPPED


async def test_nobody_whom_a_concern_of_the_child_is_about_reads_it_nor_passes_it_on(office: Office) -> None:
    await office.house.tell(ALFIE, "Pete hits me", about=PETE.account)
    assert office.writes().startswith("It goes to one adult")
    await office.house.come_to_rest()
    assert [each.adult.name for each in office.sent()] == ["Ann Marlow"]
    assert "p_pete" in office.told()[-1].about


async def test_the_copy_goes_to_nobody_who_is_named_in_it_has_left_or_must_not_know_of_the_child(office: Office) -> None:
    office.writes("Helen Marsh was short with Alfie today, and I am sorry for that.")
    lead = ResponsibleAdult("Helen Marsh", ResponsibleKind.PARENT, Reach.PLATFORM, HELEN.account.id, no_contact=True)
    office.parents(ALFIE, PETE_HERE, lead)
    office.writes("Alfie needs new pads.")
    office.parents(ALFIE, PETE_HERE)
    office.house.clock.now = EVENING
    office.writes("Alfie needs new gloves.")
    with office.house.store.transaction() as tx:
        keep_gone(tx, ["p_helen"], "p_tom")
    office.house.clock.now = MONDAY
    await office.house.come_to_rest()
    copies = [each for each in office.told() if each.subject == words.COPY_SUBJECT]
    assert [each.to.person for each in copies] == ["p_tom"] * 3
    assert "Questions? Ask Tom Okafor" in office.sent()[-1].text


def test_who_is_one_of_the_childs_own_adults_does_not_write_to_the_others(office: Office) -> None:
    """Least of all one who is marked "no contact": in the organisation's name nobody reaches whom they must not."""
    here = ResponsibleAdult("D. Ridley", ResponsibleKind.PARENT, Reach.PLATFORM, DAVE.account.id, no_contact=True)
    for own in (here, replace(here, name="dave ridley", reach=Reach.EMAIL, address="dave@example.org", no_contact=False)):
        office.parents(ALFIE, PETE_HERE, own)
        assert office.writes() == words.OWN
    assert not office.kept


def test_an_employer_reads_nothing_of_it_and_nobody_does_who_is_marked_in_another_way(office: Office) -> None:
    organisation = club(profile=profile("training_provider"))
    kinds = replace(organisation.profile.responsible_adults, kinds=frozenset(ResponsibleKind))
    organisation = replace(organisation, profile=replace(organisation.profile, responsible_adults=kinds))
    rob = replace(AWAY, reach=Reach.PLATFORM, address="rob", no_contact=False)
    child = replace(ALFIE.person, responsible_adults=(BOSS, AWAY, rob, PETE_HERE))
    assert list(to_read(organisation, child)) == [PETE_HERE]
    assert not may_be_written_to(child, Reach.PLATFORM, "rob")


@pytest.mark.clause("5.10", "5.12")
def test_where_employers_are_told_of_what_was_taken_away_the_parents_of_young_learners_are_written_to() -> None:
    """And asked: whoever is told of a removed post is one sentence of that policy, how staff write to parents another."""
    ours = club(profile=profile("training_provider"))
    young = Person("p_x", "Ada Cole", Role.LEARNER, True, responsible_adults=(BOSS, GRAN, NEW))
    assert ours.profile.responsible_adults.kinds == {ResponsibleKind.EMPLOYER}
    assert list(to_read(ours, young)) == [GRAN]
    assert may_answer(young, ours.profile) == (BOSS, GRAN, NEW)
    assert may_answer(replace(young, minor=False), ours.profile) == (BOSS,)


def test_the_same_words_once_more_are_one_letter_unless_they_cannot_wait(office: Office) -> None:
    """Nothing was answered, or somebody pressed twice: another press is another event."""
    office.house.clock.now = EVENING
    assert "when it opens" in office.writes()
    assert office.writes() == words.TWICE
    assert office.writes(urgent=True).startswith("It goes to")
    assert len(office.kept) == 2


@given(st.lists(st.tuples(st.sampled_from(["p_dave", "p_jo"]), st.integers(0, 3000)), max_size=40))
def test_the_day_s_letters_are_counted_by_author(ages: list[tuple[str, int]]) -> None:
    letters = [
        AdultLetter(str(index), who, DAVE.account, "p_alfie", TEXT, "", DAY - timedelta(minutes=age))
        for index, (who, age) in enumerate(ages)
    ]
    ours = sum(who == "p_dave" and age < 24 * 60 for who, age in ages)
    assert is_too_many(letters, "p_dave", DAY) == (ours >= MOST)


ADULTS = st.builds(
    ResponsibleAdult,
    name=st.just("Ann Marlow"),
    kind=st.sampled_from(ResponsibleKind),
    reach=st.sampled_from(Reach),
    address=st.sampled_from(["ann@example.org", "ANN@example.org", "pete", "07700 900123"]),
    no_contact=st.booleans(),
    confirmed=st.booleans(),
)


@given(st.lists(ADULTS, max_size=5))
def test_nobody_reads_one_whom_the_profile_does_not_name_or_who_must_not(adults: list[ResponsibleAdult]) -> None:
    organisation = club(profile=profile("sport_provider"))
    found = to_read(organisation, Person("p_x", "Ada Cole", Role.CHILD, True, responsible_adults=tuple(adults)))
    kinds = organisation.profile.responsible_adults.kinds
    assert all(each.confirmed and not each.no_contact and each.kind in kinds for each in found)
    assert not any(each.reach is Reach.TELEPHONE for each in found)
    assert len({(each.reach, each.address.casefold()) for each in found}) == len(found)


@pytest.mark.clause("5.10")
def test_an_answer_by_e_mail_reaches_the_organisation_where_it_has_a_mailbox() -> None:
    with_it = notice_letter("x_1", "ann@example.org", "Ann", "Larkmead", TEXT, "office@example.org")
    without = notice_letter("x_1", "ann@example.org", "Ann", "Larkmead", TEXT)
    assert (with_it.answers_to, without.answers_to) == ("office@example.org", "")
    assert "Your answer to this e-mail goes to Larkmead." in " ".join(with_it.text.split())
    assert "Nobody reads answers" in " ".join(without.text.split())


@pytest.mark.clause("5.8", "5.10")
async def test_who_asks_for_a_number_gives_one_or_invites_parents_elsewhere_is_shown_the_formal_way(
    tmp_path: Path,
) -> None:
    with running(tmp_path, club(profile=profile("sport_provider"))) as house:
        house.clock.now = DAY
        await house.say(DAVE, JUNIORS, "text me your number")
        way = house.organisation.words(Purpose.NEXT, Reader.LEAD, house.case.topic, "juniors", restore="")
        assert "“contact-parent”" in way
        assert not house.letters(DAVE.account.id), "whoever asked is told nothing"
        event = house.event(ALFIE.account, JUNIORS, "my number is 07700 900123 coach")
        await house.arrives(replace(event, mentions=(HELEN.account,)))
        assert any("They ask your grown-ups" in letter.text for letter in house.letters(ALFIE.account.id))
        assert any("“contact-parent”" in letter.text for letter in house.letters(HELEN.account.id))
        await house.say(TOM, JUNIORS, "Parents, join my whatsapp group for the lifts")
        assert any("“contact-parent”" in letter.text for letter in house.letters(TOM.account.id))


@pytest.mark.clause("5.8")
def test_the_register_has_no_place_for_a_child_s_number() -> None:
    kept = {field.name for field in fields(Person)} | set(KNOWN)
    assert not [name for name in kept if re.search("phone|mobile|number", name) and not name.startswith("adult")]


def test_the_pack_of_each_has_what_was_written_of_them_and_no_adult_s_name(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        here.house.organisation = replace(here.house.organisation, profile=profile("sport_provider"))
        Office(here.house).writes("Maya Osei did well. Grace will know.", about="Maya Osei", urgent=True)
        coach, other = (pack_said(here.pack(who)) for who in (DAVE, ALFIE))
        with here.house.store.transaction() as tx:
            ((_, item),) = letter_items(tx, Whose.of(tx, MAYA.person.id), lambda text: ())
    assert "did well" in coach
    assert "Maya Osei" not in coach
    assert "did well" not in other
    assert (item.choice, item.words[0].text) == (Choice.DECIDE, "Maya Osei did well. Grace will know.")
    assert "Ridley" not in str(item)
