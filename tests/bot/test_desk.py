"""What somebody is shown by a command: only those who watch, never what is about themselves, and never what was written."""

import pytest

from bot import desk
from bot.desk import Count, Denied, Policy, Row, Who
from bot.organisation import bare
from bot.packaged import PROFILES
from bot.terminal.club import ALFIE, CERYS, DAVE, FIXTURES, HELEN, JUNIORS, MAYA, NISHA, PETE, TOM
from moderation.cards import Card, reference
from moderation.model import Account, Case, CaseState, Category, Member
from tests.bot.service_kit import MINUTE, NUMBER, House

pytestmark = pytest.mark.usefixtures("marked")

STRANGER = Account("terminal", "nobody", "Nobody")


def listed(house: House, who: Member, *states: CaseState) -> list[str]:
    with house.store.transaction() as tx:
        rows = desk.concerns(tx, who.account, house.organisation, states or desk.OPEN)
    assert not isinstance(rows, Denied)
    return [row.case for row in rows if isinstance(row, Row)]


def shown(house: House, who: Member, called: str) -> Card | Denied:
    with house.store.transaction() as tx:
        return desk.concern(tx, who.account, house.organisation, called)


def counted(house: House, who: Member, of: Member) -> list[Count] | Denied:
    with house.store.transaction() as tx:
        found = desk.history(tx, who.account, house.organisation, of.account)
    return found if isinstance(found, Denied) else list(found)


def of(house: House, category: Category) -> Case:
    (case,) = [case for case in house.cases() if case.category is category]
    return case


@pytest.mark.clause("8.16")
@pytest.mark.parametrize("who", [ALFIE.account, DAVE.account, PETE.account, STRANGER], ids=lambda who: who.id)
async def test_only_those_who_watch_are_shown_anything(house: House, who: Account) -> None:
    """Map 8.16: everybody else gets the sentence that a button would give."""
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    called, organisation = reference(house.case.id), house.organisation
    with house.store.transaction() as tx:
        answers = [
            desk.concerns(tx, who, organisation),
            desk.concern(tx, who, organisation, called),
            desk.history(tx, who, organisation, ALFIE.account),
        ]
    assert [isinstance(answer, Denied) for answer in answers] == [True] * 3
    assert len(set(map(str, answers))) == 1


async def test_a_list_has_what_is_open_or_what_is_asked_for(house: House) -> None:
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await house.say(MAYA, JUNIORS, "bullying.pile_on")
    closed, open_ = of(house, Category.PERSONAL_DETAILS), of(house, Category.BULLYING)
    await house.ends(HELEN, closed, "Spoken to.")
    assert listed(house, TOM) == [open_.id]
    assert listed(house, TOM, CaseState.CLOSED) == [closed.id]
    assert set(listed(house, TOM, *CaseState)) == {closed.id, open_.id}


@pytest.mark.clause("8.17")
async def test_to_whom_it_is_about_it_is_as_if_there_were_none(house: House) -> None:
    """Map 8.17: not in a list, a count or an answer; nor does it make a reference mean more than one."""
    await house.tell(ALFIE, "He shouts.", about=TOM.account)
    case = house.case
    assert listed(house, HELEN) == [case.id]
    assert listed(house, TOM) == []
    assert shown(house, TOM, reference(case.id)) == shown(house, TOM, "c_000000") == Denied("There is no such concern.")
    await house.say(TOM, JUNIORS, f"ring {NUMBER}")
    about_tom = counted(house, TOM, TOM)
    assert isinstance(about_tom, Denied)
    assert isinstance(counted(house, NISHA, TOM), list)


@pytest.mark.parametrize("called", ["{reference}", "{id}", " {reference} ", "C_{reference}"])
async def test_a_concern_is_shown_as_its_card(house: House, called: str) -> None:
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    before = len(house.records())
    found = shown(house, TOM, called.format(reference=reference(house.case.id), id=house.case.id))
    assert isinstance(found, Card)
    assert found == house.card(HELEN)
    assert NUMBER not in str(found)
    assert len(house.records()) == before, "a card is masked: looking at it is no entry"


@pytest.mark.parametrize("called", ["", "c_", "c_0", "%", "c_0000000000", "x" * 5000, "\x00"])
async def test_what_means_no_concern(house: House, called: str) -> None:
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert shown(house, TOM, called) == Denied("There is no such concern.")


async def test_a_history_is_counts_alone_and_small_ones_are_not_given(house: House) -> None:
    for _ in range(desk.FEW):
        await house.say(ALFIE, FIXTURES, f"ring {NUMBER}")
        await house.pass_time(60 * MINUTE)
    await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    found = counted(house, TOM, ALFIE)
    assert found == [Count("private details in a message", desk.FEW), Count("unkindness in a message", None)]
    assert counted(house, TOM, MAYA) == []


@pytest.mark.clause("5.16b")
async def test_the_small_things_about_staff_are_for_those_who_answer_for_it(house: House) -> None:
    """Map 5.16b: a row that only the lead sees."""
    await house.say(CERYS, JUNIORS, "staff_conduct.kisses")
    assert listed(house, HELEN) == [house.case.id]
    assert listed(house, NISHA) == []
    assert counted(house, NISHA, CERYS) == []
    assert counted(house, HELEN, CERYS) == [Count("how staff write", None)]


@pytest.mark.clause("8.6")
def test_everybody_is_told_whom_to_ask_and_whom_to_ring(house: House) -> None:
    """Map 8.6: the lead first, and the helplines."""
    card = desk.who(house.organisation)
    assert isinstance(card, Who)
    assert [contact.name for contact in card.contacts][:2] == ["Helen Marsh", "Tom Okafor"]
    assert card.on_duty == ()
    assert {number for _, number in card.helplines} == {"999", "101", "111", "0800 1111", "0808 800 5000", "116 123"}


@pytest.mark.parametrize("name", PROFILES)
def test_every_promise_can_be_said(name: str) -> None:
    promises = desk.policy(bare(name, ["terminal"]))
    assert isinstance(promises, Policy)
    assert len(promises.promises) == len(Category)
    said = {promise.about: promise.does for promise in promises.promises}
    assert "never taken away" in said["what somebody tells of harm to them"]
