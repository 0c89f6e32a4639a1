"""What people say by a button and what is recorded of paper, in the practice club: who may, what is kept, and who is let in."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.agreements import agreed_about, confirming, recording, signing, words
from bot.agreements.asking import AGAIN
from bot.agreements.asking import SETTING as ASKED
from bot.agreements.showing import sheet
from bot.agreements.signing import Press, Sheet
from bot.desk import Denied
from bot.inspection import completed, take_in
from bot.packaged import profile
from bot.register.desk import NOT_YOURS, YOUR_OWN
from bot.rota.changing import Given
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, JUNIORS, MAYA, NISHA, PETE, TOM
from bot.terminal.server import NAME
from moderation.agreements import may_be_pictured, never_shown
from moderation.cases import out_of_sight
from moderation.checks import inspect
from moderation.model import Agreement, Member, Person, Reach, ResponsibleAdult, ResponsibleKind, Role, Topic, Way
from moderation.server import Guards, Lapse, MemberFacts, RoleFacts, ServerFacts
from moderation.statement import read
from tests.bot.member_kit import said as pack_said
from tests.bot.member_kit import season
from tests.bot.service_kit import NUMBER, House, club, running

pytestmark = pytest.mark.usefixtures("marked")

TODAY = date(2026, 11, 21)
TEXT = b"# Our statement\n1 Be kind. [map 3.1]\n2 No telephone numbers. [map 2.1]\n"
SIMPLE = b"1 Be kind.\n"
PETE_HERE = ResponsibleAdult("Pete Marlow", ResponsibleKind.PARENT, Reach.PLATFORM, PETE.account.id, confirmed=True)


@pytest.fixture
def house(tmp_path: Any) -> Any:
    with running(tmp_path, club(profile=profile("sport_provider"))) as made:
        yield made


class Counter:
    """Gives commands and presses buttons as an adapter does, each with an id of its own."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._given = 0

    def __call__(self, who: Member, what: Callable[..., str], *words: object, **more: object) -> str:
        self._given += 1
        given = Given(f"terminal:consent:{self._given}", who.account, self.house.clock())
        with self.house.store.transaction() as tx:
            return what(tx, given, self.house.organisation, *words, **more)

    def imports(self, since: date = TODAY, file: bytes = TEXT) -> None:
        with self.house.store.transaction() as tx:
            tx.keep_statement(read(len(tx.statements()) + 1, since, file, SIMPLE), "p_helen")

    def registers(self, person: Person, *accounts: Any) -> None:
        with self.house.store.transaction() as tx:
            tx.register(person, accounts, "p_helen")

    def sheets(self, who: Member) -> Sequence[Sheet] | str:
        with self.house.store.transaction() as tx:
            return signing.sheets(tx, who.account, self.house.organisation, self.house.clock())

    def rows(self, person: str) -> Sequence[Agreement]:
        with self.house.store.transaction() as tx:
            return tx.agreements(person)

    def shows(self, who: Member, whom: Any) -> list[str]:
        with self.house.store.transaction() as tx:
            lines = sheet(tx, who.account, self.house.organisation, whom, self.house.clock())
        return [lines.says] if isinstance(lines, Denied) else list(lines)

    def looks(self, roles: Sequence[str] = ()) -> Sequence[Lapse]:
        """The server is looked at, with these roles on Alfie. Gives what was found."""
        members = {
            each.account.id: MemberFacts(each.account, each.person, tuple(roles) if each is ALFIE else ())
            for each in (HELEN, TOM, DAVE, ALFIE)
        }
        now, mapped = self.house.clock(), {"r_child": "child"}
        facts = ServerFacts(NAME, "s_1", now, members, (), (RoleFacts("r_child", "Juniors"),), Guards(mapped_roles=mapped))
        with self.house.store.transaction() as tx:
            seen, ours = completed(tx, facts, self.house.organisation, now)
            found = inspect(seen, ours)
            take_in(tx, seen, found, ours, now)
        return found


@pytest.fixture
def counter(house: House) -> Counter:
    return Counter(house)


def may_write(counter: Counter, who: Member = ALFIE) -> bool:
    return counter.house.server.may_write(who.account.id)


# Recorded on paper


@pytest.mark.clause("5.12", "10.1")
async def test_a_child_is_let_in_once_a_parent_and_they_agree_and_out_within_a_minute(house: House, counter: Counter) -> None:
    counter.imports()
    counter.looks(roles=["r_child"])
    await house.come_to_rest()
    assert not may_write(counter), "nothing was agreed to, and the role was there"
    assert "signed" not in counter(HELEN, recording.record, "Alfie Webb", "contact", "Sam Webb", "2026-11-01")
    await house.come_to_rest()
    assert not may_write(counter)
    sheet_of = counter.sheets(ALFIE)
    assert not isinstance(sheet_of, str)
    assert [each.text for each in sheet_of[0].clauses] == ["Be kind."], "in the words for children"
    assert counter(ALFIE, signing.press, Press.AGREE, "p_alfie", 1) == words.KEPT
    await house.come_to_rest()
    assert may_write(counter)
    assert counter(HELEN, recording.withdraw, "Alfie Webb", "contact").startswith("Alfie Webb: A parent approves of contact")
    asked = house.clock()
    await house.come_to_rest()
    assert not may_write(counter)
    assert house.clock() - asked < timedelta(seconds=60)
    assert {"member.admitted", "member.kept_out", "agreement.withdrawn"} <= set(house.kinds())
    assert may_write(counter, MAYA), "nobody else is kept out by it"


@pytest.mark.clause("10.2", "10.3")
def test_paper_has_who_recorded_it_and_when_it_was_signed(counter: Counter) -> None:
    counter.imports()
    said = counter(HELEN, recording.record, "Alfie Webb", "for-child", "sam webb", "2026-10-05", "", "training on Thursdays")
    assert "given by Sam Webb, on paper of 5 October 2026, recorded by Helen Marsh, version 1 of the statement" in said
    (row,) = counter.rows("p_alfie")
    assert (row.by, row.way, row.signed, row.version, row.until) == (
        "p_helen", Way.PAPER, date(2026, 10, 5), 1, date(2027, 10, 5)
    )  # fmt: skip
    assert counter(HELEN, recording.record, "Dave Ridley", "statement") == words.NO_JOB
    counter(HELEN, recording.record, "Dave Ridley", "statement", "", "2026-10-05", "head coach")
    (row,) = counter.rows("p_dave")
    assert (row.name, row.job, row.signed) == ("Dave Ridley", "head coach", date(2026, 10, 5))
    assert any("Dave Ridley, head coach, on paper of 5 October 2026" in line for line in counter.shows(HELEN, "Dave Ridley"))


@pytest.mark.parametrize(
    ("words_", "says"),
    [
        (("Alfie Webb", "nothing"), words.NO_TOPIC),
        (("Alfie Webb", "contact", "Pat Webb"), "Who signed? Give the name of one of the adults on the register: Sam Webb."),
        (("Alfie Webb", "contact", "Sam Webb", "2027-01-01"), words.NOT_YET),
        (("Alfie Webb", "contact", "Sam Webb", "2025-01-01"), words.TOO_OLD.format(months=12)),
        (("Alfie Webb", "contact", "Sam Webb", "last week"), "Please give a date that there is, such as 2027-05-31."),
        (
            ("Dave Ridley", "contact", "Sam Webb"),
            "That is not asked of Dave Ridley: they are a member of staff on the register.",
        ),
        (("Alfie Webb", "profiles"), "That is not asked of Alfie Webb: they are a child on the register."),
        (("Alfie Webb", "statement"), words.NO_STATEMENT),
        (("Nobody Known", "contact"), "There is nobody like that on the register"),
    ],
)
def test_what_is_no_paper_is_refused_in_words(counter: Counter, words_: tuple[str, ...], says: str) -> None:
    assert counter(HELEN, recording.record, *words_).startswith(says)
    assert not counter.rows("p_alfie")
    assert not counter.rows("p_dave")


@pytest.mark.parametrize("who", [NISHA, DAVE, ALFIE, PETE], ids=lambda who: who.account.id)
@pytest.mark.parametrize("what", [recording.record, recording.withdraw])
def test_only_those_who_keep_the_register_record_and_nobody_their_own(
    house: House, counter: Counter, who: Member, what: Callable[..., str]
) -> None:
    counter.imports()
    said = counter(who, what, "Alfie Webb", "contact")
    assert said == (NOT_YOURS if who is NISHA else out_of_sight(None, who.person))
    assert counter(HELEN, what, "Helen Marsh", "statement") == YOUR_OWN
    assert house.kinds()[-1] == "action.refused"
    assert len(counter.shows(who, "Alfie Webb")) == 1
    assert not counter.rows("p_alfie")


@pytest.mark.clause("6.1", "6.2")
def test_a_flag_stands_until_it_is_lifted_and_each_step_is_in_the_record(house: House, counter: Counter) -> None:
    counter(HELEN, recording.record, "Alfie Webb", "photos")
    assert may_be_pictured(ALFIE.person, counter.rows("p_alfie"), TODAY)
    counter(TOM, recording.record, "Alfie Webb", "never-show")
    assert never_shown(counter.rows("p_alfie"))
    assert any("must NOT be shown" in line and "never" in line for line in counter.shows(HELEN, "Alfie Webb"))
    assert "Taken back" in counter(HELEN, recording.withdraw, "Alfie Webb", "never-show")
    assert may_be_pictured(ALFIE.person, counter.rows("p_alfie"), TODAY)
    assert house.kinds()[-3:] == ["agreement.given", "agreement.given", "agreement.withdrawn"]
    assert "Webb" not in str(house.records())


def test_nothing_is_taken_back_that_was_not_given_but_a_parent_may_refuse(counter: Counter) -> None:
    assert counter(HELEN, recording.withdraw, "Alfie Webb", "contact") == words.NOTHING_STANDS.format(name="Alfie Webb")
    assert "Taken back by Sam Webb" in counter(HELEN, recording.withdraw, "Alfie Webb", "contact", "sam webb")
    assert counter.shows(HELEN, "Alfie Webb")[0] == "Alfie Webb: is KEPT OUT of where children are"


# By a button


@pytest.mark.clause("10.3", "10.5")
def test_staff_sign_with_name_and_job_title(counter: Counter) -> None:
    counter.imports()
    assert counter(DAVE, signing.press, Press.AGREE, "p_dave", 1) == words.SIGN
    assert counter(DAVE, signing.press, Press.AGREE, "p_dave", 1, "Dave  Ridley", "head coach") == words.KEPT
    (row,) = counter.rows("p_dave")
    assert (row.name, row.job, row.signed, row.way, row.by) == ("Dave Ridley", "head coach", TODAY, Way.BUTTON, "p_dave")
    assert counter(DAVE, signing.press, Press.TAKE_BACK, "p_dave", 1) == words.TAKEN_BACK
    assert not counter.rows("p_dave")[-1].given


@pytest.mark.clause("5.12", "10.2")
def test_a_parent_speaks_for_their_child_and_pictures_are_asked_apart(counter: Counter) -> None:
    counter.imports()
    assert counter.sheets(PETE) == words.NOTHING
    alfie = replace(ALFIE.person, responsible_adults=(replace(PETE_HERE, confirmed=False),))
    counter.registers(alfie, ALFIE.account)
    assert counter.sheets(PETE) == words.UNCONFIRMED
    assert counter(PETE, signing.press, Press.AGREE, "p_alfie", 1) == words.NOT_YOURS
    counter.registers(replace(alfie, responsible_adults=(PETE_HERE,)), ALFIE.account)
    found = counter.sheets(PETE)
    assert not isinstance(found, str)
    (sheet_,) = found
    assert (sheet_.about, sheet_.stands, len(sheet_.says)) == ("p_alfie", False, 2)
    assert sheet_.presses == (Press.AGREE, Press.PHOTOS_YES, Press.PHOTOS_NO, Press.TAKE_BACK)
    assert counter(PETE, signing.press, Press.AGREE, "p_alfie", 1) == words.KEPT
    assert {row.topic for row in counter.rows("p_alfie")} == {Topic.STATEMENT_FOR, Topic.CONTACT}
    assert counter(PETE, signing.press, Press.PHOTOS_YES, "p_alfie", 1) == words.KEPT
    assert counter(PETE, signing.press, Press.TAKE_BACK, "p_alfie", 1) == words.TAKEN_BACK
    assert [row.given for row in counter.rows("p_alfie")] == [True, True, True, False, False, False]


@pytest.mark.clause("1.6", "10.2")
def test_a_parent_is_asked_nothing_more_once_a_learner_is_of_age(counter: Counter) -> None:
    """As by letters and links: then an employer alone speaks for them."""
    counter.imports()
    young = replace(ALFIE.person, role=Role.LEARNER, responsible_adults=(PETE_HERE,))
    counter.registers(young, ALFIE.account)
    assert not isinstance(counter.sheets(PETE), str)
    counter.registers(replace(young, minor=False), ALFIE.account)
    assert counter.sheets(PETE) == words.NOTHING
    assert counter(PETE, signing.press, Press.AGREE, "p_alfie", 1) == words.NOT_YOURS
    assert not counter.rows("p_alfie")


@pytest.mark.parametrize(("who", "about"), [(DAVE, "p_alfie"), (ALFIE, "p_maya"), (PETE, "p_alfie"), (CERYS, "p_dave")])
def test_nobody_presses_for_somebody_else(house: House, counter: Counter, who: Member, about: str) -> None:
    counter.imports()
    for what in Press:
        assert counter(who, signing.press, what, about, 1, "Some Name", "coach") == words.NOT_YOURS
    assert not counter.rows(about)
    assert house.kinds()[-1] == "action.refused"


@pytest.mark.clause("10.1")
async def test_a_new_version_is_asked_for_again_and_needed_from_its_day(house: House, counter: Counter) -> None:
    counter.imports()
    counter(ALFIE, signing.press, Press.AGREE, "p_alfie", 1)
    counter(HELEN, recording.record, "Alfie Webb", "contact")
    counter.imports(since=TODAY + timedelta(days=7), file=TEXT + b"3 More.\n")
    assert counter(ALFIE, signing.press, Press.AGREE, "p_alfie", 1) == words.CHANGED
    counter.looks(roles=["r_child"])
    await house.come_to_rest()
    assert may_write(counter)
    assert any("/agree" in letter.text for letter in house.letters(ALFIE.account.id))
    house.clock.now += timedelta(days=8)
    counter.looks(roles=["r_child"])
    await house.come_to_rest()
    assert not may_write(counter)
    assert counter(ALFIE, signing.press, Press.AGREE, "p_alfie", 2) == words.KEPT
    await house.come_to_rest()
    assert may_write(counter)


def asked_of_dave(house: House) -> list[str]:
    """What Dave was asked to agree to: he is reminded of his name here as well."""
    return [letter.text for letter in house.letters(DAVE.account.id) if "statement" in letter.text]


@pytest.mark.clause("10.1")
async def test_each_is_written_to_once_a_fortnight_until_they_agree(house: House, counter: Counter) -> None:
    counter.looks()
    await house.come_to_rest()
    assert not asked_of_dave(house), "there is nothing to agree to yet"
    counter.imports()
    for _ in range(3):
        counter.looks()
        await house.come_to_rest()
    assert len(asked_of_dave(house)) == 1
    house.clock.now += AGAIN
    counter.looks()
    await house.come_to_rest()
    assert len(asked_of_dave(house)) == 2
    counter(DAVE, signing.press, Press.AGREE, "p_dave", 1, "Dave Ridley", "coach")
    house.clock.now += AGAIN
    counter.looks()
    await house.come_to_rest()
    assert len(asked_of_dave(house)) == 2
    house.clock.now += timedelta(days=340)
    counter.looks()
    await house.come_to_rest()
    assert len(asked_of_dave(house)) == 3, "a year is nearly over"
    with house.store.transaction() as tx:
        assert "Ridley" not in (tx.setting(ASKED) or "")
        assert agreed_about(tx, "p_dave").about(DAVE.person)


@pytest.mark.clause("5.1", "5.4")
async def test_staff_confirm_each_month_and_the_lead_hears_of_whoever_has_not(tmp_path: Path) -> None:
    with running(tmp_path, club(profile=profile("sports_club"))) as house:
        counter, day = Counter(house), timedelta(days=1)

        def letters() -> int:
            return len([each for each in house.letters(DAVE.account.id) if "I confirm" in each.text])

        async def days_later(days: int) -> None:
            house.clock.now += days * day
            counter.looks()
            await house.come_to_rest()

        await days_later(0)
        await days_later(1)
        assert letters() == 1, "no statement is needed, and nobody is asked each day"
        assert not [each for each in house.letters(ALFIE.account.id) if "confirm" in each.text]
        await days_later(7)
        assert letters() == 2
        (asked, *_) = counter.sheets(DAVE)
        assert isinstance(asked, Sheet)
        assert (asked.presses, asked.confirmed) == ((Press.AGREE, Press.CONFIRM, Press.TAKE_BACK), False)
        assert ["private messages" in asked.monthly[0], "my work" in asked.monthly[1]] == [True, True]
        assert counter(ALFIE, signing.press, Press.CONFIRM, "p_alfie", 0) == words.NOT_YOURS
        said = counter(DAVE, signing.press, Press.CONFIRM, "p_dave", 0)
        assert said == words.CONFIRMED.format(lead="Helen Marsh")
        rows = counter.rows("p_dave")
        assert [each.topic for each in rows] == [Topic.PRIVATE_MESSAGES, Topic.WORK_ACCOUNT]
        assert "Dave Ridley, by a button" in "".join(counter.shows(HELEN, "Dave Ridley"))
        assert house.kinds().count("agreement.given") == 2
        assert "Ridley" not in str(house.records())
        await days_later(25)
        assert letters() == 2
        await days_later(3)
        assert letters() == 3, "it is nearly over"
        (asked, *_) = counter.sheets(DAVE)
        assert isinstance(asked, Sheet)
        assert not asked.confirmed, "nobody is asked for what the card says is done"
        for _ in range(3):
            await days_later(7)
        told = "".join(each.text for each in house.letters(HELEN.account.id))
        assert "Dave Ridley has not said this month that no private messages passed" in told
        assert "has not said this month" not in "".join(each.text for each in house.letters(DAVE.account.id))
        counter(DAVE, signing.press, Press.CONFIRM, "p_dave", 0)
        await days_later(8)
        with house.store.transaction() as tx:
            asked_lately = tx.setting(confirming.SETTING) or ""
        assert ["p_tom" in asked_lately, "p_dave" in asked_lately] == [True, False], "who was asked long ago is not remembered"


@pytest.mark.clause("5.1", "10.3", "10.9")
async def test_nothing_lapses_of_what_practice_mode_asked_nobody(tmp_path: Path) -> None:
    async def weeks(house: House, count: int) -> str:
        """What lapses of Dave, when the server is looked at each week."""
        for _ in range(count):
            found = Counter(house).looks()
            await house.come_to_rest()
            house.clock.now += timedelta(days=7)
        return " ".join(each.what for each in found if each.what.startswith("Dave"))

    ours = club(profile=profile("sports_club"))
    with running(tmp_path, ours, shadow=True) as practising:
        Counter(practising).imports()
        assert await weeks(practising, 3) == ""
        assert not practising.letters(DAVE.account.id)
        now = practising.clock.now
    with running(tmp_path, ours) as house:
        house.clock.now = now
        after = await weeks(house, 4)
    assert "Dave Ridley has not said this month" in after
    assert "Dave Ridley has not agreed to the organisation's statement" in after


@pytest.mark.clause("5.12")
async def test_a_role_that_is_given_by_hand_is_taken_again(house: House, counter: Counter) -> None:
    counter.imports()
    for minutes in (0, 5, 31):
        house.server.kept_out.clear()
        house.clock.now += timedelta(minutes=minutes)
        counter.looks(roles=["r_child"])
        await house.come_to_rest()
    assert not may_write(counter)
    assert house.kinds().count("member.kept_out") == 2, "not again and again within half an hour"


@pytest.mark.clause("10.6")
async def test_a_notice_cites_a_clause_that_the_statement_in_force_has(house: House, counter: Counter) -> None:
    """Map 10.6: its number exists in the version then in force. Before there is one, none is made up."""
    cites = re.compile(r"Our rule ([\d.]+) \(version (\d+)\): ")

    def all_cited() -> list[tuple[str, ...]]:  # what the notices cite: the tip that follows one cites nothing
        found = (cites.search(each.text) for each in house.letters(ALFIE.account.id))
        return [each.groups() for each in found if each]

    await house.say(ALFIE, JUNIORS, f"ring me on {NUMBER}")
    await house.come_to_rest()
    assert house.letters(ALFIE.account.id)
    assert all_cited() == []
    counter.imports()
    counter.imports(since=TODAY + timedelta(days=7), file=b"7 Be kind.\n7.3 No numbers. [map 2.1]\n1 Kind.\n")
    so_far: list[tuple[str, ...]] = []
    for days, cited in ((0, ("2", "1")), (8, ("7.3", "2"))):
        house.clock.now += timedelta(days=days, minutes=30)
        await house.say(ALFIE, JUNIORS, f"ring me on {NUMBER} or {days}")
        await house.come_to_rest()
        so_far.append(cited)
        assert all_cited() == so_far
        with house.store.transaction() as tx:
            numbers = {each.number for each in tx.statements()[int(cited[1]) - 1].clauses}
        assert cited[0] in numbers
    assert [each["data"].get("statement") for each in house.records() if each["kind"] == "message.judged"] == [None, 1, 2]
    ours = replace(house.organisation, statement=read(3, TODAY, TEXT))
    assert ours.cited("2.1").startswith("2 (version 3): ")
    assert ours.cited("4.1").startswith("about this: ")


@pytest.mark.clause("10.3")
async def test_a_pack_has_all_that_somebody_signed(tmp_path: Path) -> None:
    with season(tmp_path / "season") as here:
        counter = Counter(here.house)
        counter.imports()
        counter(DAVE, signing.press, Press.AGREE, "p_dave", 1, "Dave Ridley", "head coach")
        counter(HELEN, recording.record, "Alfie Webb", "contact", "Sam Webb", "2026-11-01")
        mine, childs = (pack_said(here.pack(who)) for who in (DAVE, ALFIE))
    for part in (
        "Signed as: Dave Ridley",
        "Job title: head coach",
        "Date: Saturday 21 November 2026",
        "Version of the statement: 1",
    ):
        assert part in mine
    assert "A parent approves of contact" in childs
    assert "Signed as: Sam Webb" not in childs


def test_somebody_unknown_is_asked_nothing(counter: Counter) -> None:
    counter.imports()
    stranger = Member(replace(ALFIE.account, id="stranger"), Person("p_x", "X", Role.UNKNOWN))
    assert counter.sheets(stranger) == words.NOTHING
    assert counter(stranger, signing.press, Press.AGREE, "p_alfie", 1) == words.NOT_YOURS
