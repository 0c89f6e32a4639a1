"""The register as those who answer for the organisation keep it by commands: who may, what is refused, and what is written."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import Denied
from bot.organisation import with_roster
from bot.register import Whom, accounts_of, adults, changing, leaving
from bot.register.adults import TRIES
from bot.register.changing import APPOINTED, LAST_LEAD
from bot.register.desk import NOBODY, NOT_YOURS, YOUR_OWN
from bot.register.showing import people, sheet
from bot.register.words import adult_id, age_of, date_of
from bot.rota import SETTING, rota_of, with_duty
from bot.rota.changing import Given
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, JUNIORS, MAYA, MEMBERS, NISHA, PETE, TOM
from moderation.cases import out_of_sight
from moderation.context import Organisation
from moderation.duty import Rota, Turn, text_of
from moderation.model import (
    BOT,
    Account,
    ActionKind,
    CaseState,
    Contact,
    Evidence,
    Member,
    Person,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    RetryLater,
    Role,
    TellPerson,
)
from tests.bot.service_kit import NUMBER, House, club, running

pytestmark = pytest.mark.usefixtures("marked")

NEW = Account("terminal", "robin", "Robin Vale")
SLACK = Account("slack", "U0ROBIN01", "robin")


class Counter:
    """Gives commands as an adapter does: each with an id of its own."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._given = 0

    def __call__(self, who: Member, what: Callable[..., str], *words: object) -> str:
        self._given += 1
        given, ours = Given(f"terminal:person:{self._given}", who.account, self._house.clock()), self._house.organisation
        with self._house.store.transaction() as tx:
            return what(tx, given, ours, *words)

    def leaves(self, who: Member, whom: Whom) -> leaving.Left:
        self._given += 1
        given = Given(f"terminal:person:{self._given}", who.account, self._house.clock())
        with self._house.store.transaction() as tx:
            return leaving.leave(tx, given, self._house.organisation, whom)

    def person(self, whom: str | Account) -> Person:
        with self._house.store.transaction() as tx:
            found = tx.person_of(whom) if isinstance(whom, Account) else tx.person(whom)
        assert found is not None
        return found

    def sheet(self, who: Member, whom: Whom) -> Sequence[str]:
        with self._house.store.transaction() as tx:
            lines = sheet(tx, who.account, self._house.organisation, whom, self._house.clock())
        return [lines.says] if isinstance(lines, Denied) else lines


@pytest.fixture
def counter(house: House) -> Counter:
    return Counter(house)


# Who may


EVERY: list[tuple[Callable[..., str], tuple[object, ...]]] = [
    (changing.bind, (SLACK,)),
    (changing.unbind, (SLACK,)),
    (changing.become, ("staff",)),
    (changing.age, ("no",)),
    (changing.appoint, ("moderator", "the committee", "minute 4")),
    (changing.saw, ("training", "2027-05-01")),
    (changing.release, ()),
    (adults.add, ("Sam", "parent", "sam@example.org")),
    (adults.remove, ("a_1",)),
    (adults.contact, ("a_1", True)),
    (adults.ask, ("a_1",)),
    (adults.confirm, ("a_1", "1234")),
    (adults.paper, ("a_1",)),
]


@pytest.mark.parametrize(("what", "words"), EVERY, ids=lambda each: getattr(each, "__name__", ""))
@pytest.mark.parametrize("who", [NISHA, DAVE, ALFIE, PETE], ids=lambda who: who.account.id)
@pytest.mark.clause("5.20", "8.2")
def test_only_those_who_answer_for_the_organisation_keep_the_register(
    house: House, counter: Counter, who: Member, what: Callable[..., str], words: tuple[object, ...]
) -> None:
    before = counter.person("p_cerys")
    says = counter(who, what, CERYS.account, *words)
    assert says == (NOT_YOURS if who is NISHA else out_of_sight(None, who.person))
    assert counter.person("p_cerys") == before
    assert house.kinds()[-1] == "action.refused"


@pytest.mark.parametrize(("what", "words"), EVERY, ids=lambda each: getattr(each, "__name__", ""))
@pytest.mark.clause("8.2")
def test_nobody_changes_what_is_their_own(
    house: House, counter: Counter, what: Callable[..., str], words: tuple[object, ...]
) -> None:
    before = counter.person("p_helen")
    assert counter(HELEN, what, HELEN.account, *words) == YOUR_OWN
    assert counter.leaves(HELEN, HELEN.account).says == YOUR_OWN
    assert counter.person("p_helen") == before
    assert house.kinds()[-1] == "action.refused"


def test_nobody_else_is_shown_anybody(house: House, counter: Counter) -> None:
    assert counter.sheet(NISHA, ALFIE.account) == [NOT_YOURS]
    assert counter.sheet(ALFIE, ALFIE.account) == [out_of_sight(None, ALFIE.person)]
    with house.store.transaction() as tx:
        assert people(tx, NISHA.account, house.organisation) == ()
        assert next(each.named for each in people(tx, TOM.account, house.organisation)) == "Alfie Webb, a child"
    assert "sam.webb@example.org" in "\n".join(counter.sheet(TOM, "Alfie  webb")), "the deputy answers for it too"


# Somebody's place


@pytest.mark.clause("5.20")
def test_somebody_is_added_with_accounts_on_two_platforms(house: House, counter: Counter) -> None:
    assert counter(HELEN, changing.add, NEW, "Robin Vale", "child", "2029-04") == "Robin Vale is on the register, as a child."
    assert counter(HELEN, changing.bind, NEW, SLACK).startswith("That account is Robin Vale's now")
    robin = counter.person(SLACK)
    assert (robin.role, robin.minor, robin.turns_18, robin.id) == (Role.CHILD, True, "2029-04", counter.person(NEW).id)
    assert counter(HELEN, changing.bind, MAYA.account, SLACK) == changing.ANOTHERS.format(name="Robin Vale")
    assert counter(HELEN, changing.unbind, NEW, NEW).startswith("That account is no longer Robin Vale's.")
    with house.store.transaction() as tx:
        assert tx.person_of(NEW) is None
        assert [account.id for account in accounts_of(tx, robin.id)] == [SLACK.id]
    bodies = json.dumps(house.records())
    assert "Robin" not in bodies, "entries know people by their ids alone"


def test_what_cannot_be_added_is_said(counter: Counter) -> None:
    for words, says in [
        ((NEW, "Robin", "moderator"), APPOINTED),
        ((NEW, "Robin", "wizard"), "Role 'wizard' is not known"),
        ((NEW, "Robin", "child", "next year"), "Please give the month"),
        ((NEW, "Robin", "child", "no"), "Robin is 18 or over"),
        ((None, " ", "parent"), changing.NO_NAME),
        ((ALFIE.account, "Alfie", "child"), "Alfie Webb is on the register already, as a child."),
    ]:
        assert counter(HELEN, changing.add, *words).startswith(says)
    assert counter(HELEN, changing.add, None, "Karin Lindqvist", "parent") == "Karin Lindqvist is on the register, as a parent."
    assert (
        counter(HELEN, changing.become, "Karin Lindqvist", "staff")
        == "Karin Lindqvist is a member of staff on the register now."
    )
    assert counter(HELEN, changing.become, "Nobody Here", "staff") == NOBODY


@pytest.mark.clause("5.20")
def test_a_birthday_is_no_date_and_nothing_flips_by_itself(house: House, counter: Counter) -> None:
    counter(HELEN, changing.age, ALFIE.account, "2026-12")
    assert counter(HELEN, changing.age, ALFIE.account, "no") == changing.NOT_YET.format(name="Alfie Webb", month="2026-12")
    house.clock.now += timedelta(days=400)
    assert counter.person("p_alfie").may_be_child, "nobody said so"
    assert counter(HELEN, changing.age, ALFIE.account, "no").startswith(
        "Alfie Webb is 18 or over on the register, by your word."
    )
    assert not counter.person("p_alfie").may_be_child


@pytest.mark.clause("8.2")
async def test_whoever_watches_is_appointed_and_somebody_else_hears_of_it(house: House, counter: Counter) -> None:
    assert counter(HELEN, changing.become, CERYS.account, "moderator") == APPOINTED
    assert counter(HELEN, changing.appoint, CERYS.account, "moderator", "", "4").startswith("Please say who appointed them")
    assert counter(HELEN, changing.appoint, ALFIE.account, "lead", "me", "4").startswith("Alfie Webb is, or may be, a child")
    assert counter(HELEN, changing.appoint, CERYS.account, "moderator", "me", "4", "2026-01-01").startswith(
        "Please give a last"
    )
    says = counter(HELEN, changing.appoint, CERYS.account, "moderator", "the committee", "minute 4 of 3 November", "31/05/2027")
    assert says == "Cerys Pugh is appointed as moderator by the committee (minute 4 of 3 November), until 31 May 2027."
    (appointed,) = counter.person("p_cerys").appointments
    assert (appointed.role, appointed.since, appointed.until) == (Role.MODERATOR, date(2026, 11, 21), date(2027, 5, 31))
    await house.come_to_rest()
    assert house.platform.addressed("tell_lead") == ["tom"], "neither whoever did it nor whom it is about"
    assert counter(HELEN, changing.become, CERYS.account, "staff").startswith("Cerys Pugh is a member of staff")
    assert counter.person("p_cerys").appointments[0].until == date(2026, 11, 21), "it ended with the role"


@pytest.mark.clause("8.3", "8.4")
def test_of_checks_and_training_dates_are_kept_and_never_a_number(counter: Counter) -> None:
    for words, says in [
        (("dbs", "001234567890"), "Please give a date"),
        (("passport", "2027-01-01"), "Please say what was seen"),
        (("dbs", "2026-11-01"), "Please give a day for its renewal"),
        (("dbs", "2077-11-01"), "Please give a day for its renewal"),
        (("training", "2028-01-01", "2026-12-24"), "It cannot have been seen on a day that is still to come."),
    ]:
        assert counter(HELEN, changing.saw, NISHA.account, *words).startswith(says)
    says = counter(HELEN, changing.saw, NISHA.account, "dbs", "2029-05-01", "2026-11-02")
    assert says == "Nisha Rao: background check seen on 2 November 2026 by Helen Marsh, to be renewed by 1 May 2029."
    counter(TOM, changing.saw, NISHA.account, "dbs", "2029-06-01")
    (shown,) = [each for each in counter.person("p_nisha").shown if each.what is Evidence.BACKGROUND_CHECK]
    assert (shown.what, shown.seen, shown.by, shown.renew_by) == (
        Evidence.BACKGROUND_CHECK, date(2026, 11, 21), "p_tom", date(2029, 6, 1),
    )  # fmt: skip


# Responsible adults


def parent(counter: Counter) -> tuple[str, ResponsibleAdult]:
    (adult,) = [each for each in counter.person("p_alfie").responsible_adults if each.name == "Lee Webb"]
    return adult_id(adult), adult


@pytest.mark.clause("1.5")
async def test_an_adult_confirms_where_they_are_reached_before_anything_of_substance_goes_there(
    house: House, counter: Counter
) -> None:
    """Decisions 24: a code that is sent there, and told to somebody who keeps the register."""
    counter(HELEN, adults.add, ALFIE.account, "Lee Webb", "carer", "lee.webb@example.org")
    which, adult = parent(counter)
    assert not adult.confirmed
    counter(HELEN, adults.ask, ALFIE.account, which)
    code = _letter(house).split("this code, in person or by telephone: ")[1][:9]
    assert counter(HELEN, adults.confirm, ALFIE.account, which, "1") == "That is not the code."
    assert counter(HELEN, adults.confirm, ALFIE.account, which, code) == "Lee Webb has confirmed it, and is told of Alfie Webb."
    assert parent(counter)[1].confirmed
    assert counter(HELEN, adults.confirm, ALFIE.account, which, code).startswith("Lee Webb was sent no code")
    assert code.replace(" ", "") not in json.dumps(house.records()).replace(" ", "")


def _letter(house: House) -> str:
    """What waits to be sent by e-mail."""
    with house.store.transaction() as tx:
        rows = tx.claim_effects(house.clock() + timedelta(days=1), 50, timedelta(minutes=1))
    return next(each.planned.effect.text for each in rows if isinstance(each.planned.effect, TellPerson))


@pytest.mark.clause("1.5")
def test_a_code_cannot_be_guessed_and_paper_is_somebody_s_word(counter: Counter) -> None:
    counter(HELEN, adults.add, ALFIE.account, "Lee Webb", "carer", "lee.webb@example.org")
    which, _ = parent(counter)
    counter(HELEN, adults.ask, ALFIE.account, which)
    for _ in range(TRIES - 1):
        assert counter(HELEN, adults.confirm, ALFIE.account, which, "12345678") == "That is not the code."
    assert counter(HELEN, adults.confirm, ALFIE.account, which, "12345678").endswith("this one is used up.")
    assert parent(counter)[1].code == ""
    counter(HELEN, adults.paper, ALFIE.account, which)
    assert (parent(counter)[1].confirmed, parent(counter)[1].paper) == (True, "p_helen")


@pytest.mark.clause("1.5")
def test_no_contact_is_asked_nothing_and_is_not_lost_by_the_way(house: House, counter: Counter) -> None:
    counter(HELEN, adults.add, ALFIE.account, "Lee Webb", "parent", "01632 960111", True)
    which, adult = parent(counter)
    assert (adult.reach, adult.no_contact) == (Reach.TELEPHONE, True)
    for what in (adults.ask, adults.paper):
        assert "no contact" in counter(HELEN, what, ALFIE.account, which)
    assert counter(HELEN, adults.remove, ALFIE.account, which) == adults.IS_NO_CONTACT.format(adult="Lee Webb")
    assert parent(counter)[1] == adult
    counter(HELEN, adults.contact, ALFIE.account, which, True)
    assert counter(HELEN, adults.remove, ALFIE.account, which) == "Lee Webb is no longer told about Alfie Webb."
    assert [each.name for each in counter.person("p_alfie").responsible_adults] == ["Sam Webb"]
    assert house.platform.asked("tell_person") == []


def test_what_is_no_adult_of_a_child_is_said(counter: Counter) -> None:
    for whom, words, says in [
        (CERYS.account, ("Sam", "parent", "sam@example.org"), "Only children and learners"),
        (MAYA.account, ("", "parent", "sam@example.org"), "Please give their name."),
        (MAYA.account, ("Sam", "friend", "sam@example.org"), "Please say “parent”"),
        (MAYA.account, ("Sam", "parent", "not an address"), "Please say “parent”"),
        (MAYA.account, ("Grace", "parent", "Grace.Osei@example.org"), "Maya Osei has an adult at that address already."),
    ]:
        assert counter(HELEN, adults.add, whom, *words).startswith(says)
    for number in range(7):
        assert counter(HELEN, adults.add, MAYA.account, f"A{number}", "parent", f"a{number}@example.org").startswith(
            "Maya Osei:"
        )
    assert counter(HELEN, adults.add, MAYA.account, "One", "parent", "more@example.org") == adults.FULL
    assert counter(HELEN, adults.ask, MAYA.account, "a_none") == adults.NO_ADULT.format(name="Maya Osei")


# Leaving


@pytest.mark.clause("7.8")
async def test_a_leaver_loses_what_they_had_and_others_go_on(house: House, counter: Counter) -> None:
    with house.store.transaction() as tx:
        turns = tuple(Turn(m.person.id, 5, time(), time()) for m in (TOM, NISHA))
        tx.change_setting(SETTING, text_of(Rota(turns=turns)), BOT)
    await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    await house.press(TOM, ActionKind.SEEN, house.case)
    left = counter.leaves(HELEN, TOM.account)
    assert [each.id for each in left.accounts] == [TOM.account.id]
    assert left.says.splitlines()[:2] == [
        "Tom Okafor has left. They are no longer among the staff here.",
        "Concerns handed over: 1.",
    ]
    assert "take them out of the configuration, which names them as deputy welfare officer" in left.says
    tom = counter.person("p_tom")
    assert (tom.role, tom.former, tom.left, tom.may_be_child) == (Role.UNKNOWN, Role.MODERATOR, date(2026, 11, 21), False)
    assert (house.case.state, house.case.claimed_by) == (CaseState.NEW, None)
    before = house.platform.addressed("alert_lead").count("tom")
    await house.come_to_rest()
    for _ in range(8):
        await house.pass_time(timedelta(minutes=15))
    assert house.platform.addressed("alert_lead").count("tom") == before, "no concern goes to somebody who has left"
    assert "chair@example.org" in house.platform.addressed("alert_lead"), "whoever comes next is asked in their place"
    with house.store.transaction() as tx:
        assert [turn.person for turn in rota_of(tx, house.organisation).turns] == ["p_nisha"]
        assert with_duty(tx, house.organisation, house.clock()).contacts.deputy is None
    (reminder,) = [p.effect for p in house.platform.asked("tell_person")]
    assert isinstance(reminder, TellPerson)
    assert reminder.person.id == "tom"
    assert "stays confidential" in reminder.text
    assert await house.press(TOM, ActionKind.SEEN, house.case) == out_of_sight(None, counter.person("p_tom"))
    assert counter.leaves(HELEN, TOM.account).says == "Tom Okafor has left already."
    counter(HELEN, changing.become, TOM.account, "staff")
    with house.store.transaction() as tx:
        back = with_duty(tx, house.organisation, house.clock()).contacts.deputy
    assert back is not None
    assert back.person == "p_tom"
    assert counter.person("p_tom").role is Role.STAFF, "and nobody watches again who was not appointed again"


@pytest.mark.clause("7.8")
async def test_what_was_on_its_way_to_a_leaver_does_not_arrive(house: House, counter: Counter) -> None:
    await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    for kind in ("alert_lead", "refresh_card"):
        house.platform.answers(f"{kind}:nisha", RetryLater())
    await house.press(HELEN, ActionKind.SECOND_OPINION, house.case)
    counter.leaves(HELEN, NISHA.account)
    await house.pass_time(timedelta(minutes=5))
    assert "nisha" not in house.shown_to()
    assert house.store.counts().unsettled == 0


@pytest.mark.clause("7.8")
def test_the_only_one_who_leads_cannot_leave_before_there_is_a_deputy(house: House, counter: Counter) -> None:
    house_without_deputy = _without_deputy(house.organisation)
    with house.store.transaction() as tx:
        tx.register(Person("p_ruth", "Ruth Bell", Role.STAFF, minor=False), (Account("terminal", "ruth"),), BOT)
        ruth = Given("terminal:leave:1", Account("terminal", "ruth"), house.clock())
        assert leaving.leave(tx, ruth, house_without_deputy, HELEN.account).says == LAST_LEAD.format(name="Helen Marsh")
        assert changing.become(tx, ruth, house_without_deputy, HELEN.account, "staff") == LAST_LEAD.format(name="Helen Marsh")
        changing.appoint(tx, ruth, house_without_deputy, NISHA.account, "lead", "the committee", "today")
        assert leaving.leave(tx, ruth, house_without_deputy, HELEN.account).accounts


def _without_deputy(ours: Organisation) -> Organisation:
    chair = Contact("Ruth Bell", "chair", Reach.PLATFORM, "ruth", "p_ruth")
    return replace(ours, contacts=replace(ours.contacts, deputy=None, chair=chair))


@pytest.mark.clause("5.5")
def test_a_former_child_is_protected_until_a_lead_says_that_it_is_long_enough_ago(house: House, counter: Counter) -> None:
    counter.leaves(HELEN, ALFIE.account)
    alfie = counter.person("p_alfie")
    assert (alfie.former, alfie.role, alfie.may_be_child) == (Role.CHILD, Role.UNKNOWN, True)
    assert (
        counter(HELEN, changing.release, ALFIE.account)
        == "Alfie Webb stays protected as a former child until 21 November 2031."
    )
    house.clock.now += timedelta(days=5 * 366)
    assert counter.person("p_alfie").may_be_child
    counter(HELEN, changing.release, ALFIE.account)
    assert not counter.person("p_alfie").may_be_child


# What people type


@given(st.text(max_size=40))
@settings(max_examples=300)
def test_whatever_is_typed_is_a_date_an_age_or_a_sentence(typed: str) -> None:
    today = date(2026, 11, 21)
    for read in (lambda: date_of(typed, today), lambda: age_of(typed)):
        said = ""
        try:
            read()
        except ValueError as error:
            said = str(error)
        assert said == "" or said.startswith("Please give")


# Who may be affected


@pytest.fixture
def knowing(tmp_path: Path) -> Iterator[House]:
    """The practice club, which knows the names of its children by their hashes; Sasha has no account here."""
    sasha = Person("p_sasha", "Sasha Brand", Role.CHILD, minor=True, responsible_adults=(_MOTHER,))
    register = [*(member.person for member in MEMBERS), sasha]
    with running(tmp_path, with_roster(club(), register, bytes(32))) as house:
        with house.store.transaction() as tx:
            tx.register(sasha, (), BOT)
        yield house


_MOTHER = ResponsibleAdult("Kim Brand", ResponsibleKind.PARENT, Reach.EMAIL, "kim.brand@example.org", confirmed=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Maya Osei's number is", {"maya", "grace.osei@example.org"}),
        ("OSEI, Maya:", {"maya", "grace.osei@example.org"}),
        ("Maya's number is", set()),  # a given name alone is anybody's
        ("Sasha Brand lives there,", {"kim.brand@example.org"}),  # who has no account is told through their adults
        ("@maya Maya Osei", {"maya", "grace.osei@example.org"}),  # once
        ("Dave Ridley's new number:", {"dave"}),
        ("Alfie Webb here,", set()),  # the author is told why, and no second time
        ("Maya Osei and Sasha Brand", {"maya", "grace.osei@example.org", "kim.brand@example.org"}),
    ],
)
@pytest.mark.clause("1.4", "1.5")
async def test_whoever_is_called_by_their_whole_name_is_told_and_nobody_else(knowing: House, text: str, told: set[str]) -> None:
    await knowing.say(ALFIE, JUNIORS, f"{text} {NUMBER}")
    letters = {letter.address: letter.text for letter in knowing.server.letters}
    assert set(letters) == told | {"alfie", "sam.webb@example.org"}
    assert not [text for text in letters.values() if "Maya" in text or "Sasha" in text or NUMBER in text]


@pytest.mark.clause("1.4")
async def test_a_name_in_a_message_of_which_nothing_comes_tells_nobody(knowing: House) -> None:
    await knowing.say(ALFIE, JUNIORS, "Well done Maya Osei!")
    assert not knowing.server.letters
