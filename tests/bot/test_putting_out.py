"""Putting somebody out of the server: two people, a child never without the lead, and what a report to the platform asks for
(map 1.8).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.terminal.club import ALFIE, DAVE, HELEN, JUNIORS, MAYA, NISHA, PETE, TOM
from bot.terminal.server import NAME
from moderation.context import Capability
from moderation.model import Account, ActionKind, Category, Member, Role
from tests.bot.service_kit import House, club, running

pytestmark = pytest.mark.usefixtures("marked")

LINK = "https://discord.com/channels/9001/9002/9003"
ASKED = "somebody else who watches must agree within a week"
DECIDED = "Two of you have decided it"


async def asks(house: House, *who: Member) -> Sequence[str]:
    """They ask for it, one after another. Gives what each is told."""
    (case,) = [case for case in house.cases() if case.category is Category.OFFENSIVE]
    return [await house.press(each, ActionKind.PUT_OUT, case, "He goes on insulting people.") for each in who]


@pytest.mark.clause("1.8")
async def test_two_people_put_somebody_out_and_one_alone_does_not(house: House) -> None:
    """Map 1.8: with a reason; who asks twice is still one person."""
    await house.say(PETE, JUNIORS, "offensive.insult")
    assert ASKED in (await asks(house, NISHA))[0]
    assert house.server.may_write("pete")
    (waits,) = [line for line in house.card(HELEN).next if "case put-out" in line]
    assert waits.startswith("Decide with Nisha Rao, who asked for them to be put out: He goes on insulting people.")
    assert waits.endswith("until Saturday 28 November at 18:00.")
    assert "asked for it already" in (await asks(house, NISHA))[0]
    assert house.server.may_write("pete")
    assert DECIDED in (await asks(house, TOM))[0]
    assert not house.server.may_write("pete")
    assert {"case.put_out_asked", "member.put_out"} <= set(house.kinds())
    assert any("They are out of the server" in line for line in house.card(HELEN).done)
    assert "case put-out" not in str(house.card(HELEN).next)
    assert "insulting" not in str(house.records())


@pytest.mark.clause("1.8")
async def test_a_child_is_put_out_by_nobody_without_the_lead(house: House) -> None:
    """Map 1.8, 1.10: whoever may be a child, with the lead or whoever answers in the lead's place, in either order."""
    await house.say(ALFIE, JUNIORS, "offensive.insult")
    moderator = replace(PETE, person=replace(PETE.person, role=Role.MODERATOR))
    with house.store.transaction() as tx:
        tx.register(moderator.person, [moderator.account], "p_helen")
    said = await asks(house, NISHA, moderator)
    assert "one of the two of you must be the safeguarding lead" in said[0]
    assert "one of the two of you must be the safeguarding lead" in said[1]
    assert house.server.may_write("alfie")
    assert DECIDED in (await asks(house, HELEN))[0]
    assert not house.server.may_write("alfie")


@pytest.mark.clause("1.8")
async def test_two_entries_of_one_human_are_one_person(house: House) -> None:
    """Map 1.8: a file of people that does not say so has an entry for each account of theirs."""
    await house.say(PETE, JUNIORS, "offensive.insult")
    other = Member(Account(NAME, "nisha_2", "nisha r."), replace(NISHA.person, id="p_nisha_2", name="nisha  RAO"))
    himself = Member(Account(NAME, "pete_2", "pete"), replace(NISHA.person, id="p_pete_2", name="Pete Marlow"))
    with house.store.transaction() as tx:
        for each in (other, himself):
            tx.register(each.person, [each.account], "p_helen")
    assert ASKED in (await asks(house, NISHA))[0]
    assert "asked for it already" in (await asks(house, other))[0]
    assert "cannot put yourself out" in (await asks(house, himself))[0]
    assert house.server.may_write("pete")
    assert DECIDED in (await asks(house, TOM))[0]


async def test_after_a_week_it_is_asked_anew(house: House) -> None:
    await house.say(PETE, JUNIORS, "offensive.insult")
    await asks(house, NISHA)
    await house.pass_time(timedelta(days=8))
    assert ASKED in (await asks(house, TOM))[0]
    assert house.server.may_write("pete")
    assert DECIDED in (await asks(house, NISHA))[0]


@pytest.mark.clause("1.8")
async def test_who_somebody_is_counts_as_it_stands_when_it_is_decided(house: House) -> None:
    """Map 1.8: whoever was put right on the register as a child since they wrote is put out by nobody without the lead."""
    await house.say(PETE, JUNIORS, "offensive.insult")
    with house.store.transaction() as tx:
        tx.register(replace(PETE.person, role=Role.CHILD, minor=True), [PETE.account], "p_helen")
        tx.register(replace(DAVE.person, role=Role.MODERATOR), [DAVE.account], "p_helen")
    assert "must be the safeguarding lead" in (await asks(house, NISHA, DAVE))[1]
    assert house.server.may_write("pete")


@pytest.mark.clause("1.8", "8.17")
async def test_whoever_told_of_harm_is_not_put_out_past_those_who_answer_for_it(house: House) -> None:
    """What Maya told is about the lead: nothing else that she wrote lets the lead put her out."""
    await house.say(MAYA, JUNIORS, "@helen disclosure.abuse")
    await house.say(MAYA, JUNIORS, "offensive.insult")
    assert "Before Maya" in (await asks(house, NISHA, HELEN))[1]
    assert house.server.may_write("maya")
    assert DECIDED in (await asks(house, TOM))[0]


async def test_what_was_closed_since_is_asked_anew(house: House) -> None:
    """Also where its author had it opened again."""
    await house.say(ALFIE, JUNIORS, "offensive.insult")
    (case,) = house.cases()
    await asks(house, NISHA)
    await house.ends(HELEN, case, "Spoken to.")
    await house.press(ALFIE, ActionKind.APPEAL, case)
    assert ASKED in (await asks(house, HELEN))[0]
    assert house.server.may_write("alfie")


REFUSED = [(HELEN, "answer for safeguarding here"), (TOM, "answer for safeguarding here")]


@pytest.mark.clause("8.16")
@pytest.mark.parametrize(("whom", "says"), REFUSED)
async def test_who_answers_for_safeguarding_is_put_out_by_nobody(house: House, whom: Member, says: str) -> None:
    await house.say(whom, JUNIORS, "offensive.insult")
    other = TOM if whom is HELEN else HELEN
    assert says in (await asks(house, other))[0]
    assert house.server.may_write(whom.account.id)


async def test_nobody_is_put_out_for_telling_of_harm(house: House) -> None:
    await house.say(ALFIE, JUNIORS, "disclosure.abuse")
    answer = await house.press(HELEN, ActionKind.PUT_OUT, house.case, "He writes too much.")
    assert answer == "Nobody is put out for telling of harm."
    await house.tell(ALFIE, "The gate is open.")
    report = next(case for case in house.cases() if case.category is Category.REPORT)
    assert "names nobody" in await house.press(HELEN, ActionKind.PUT_OUT, report, "He writes too much.")


@pytest.mark.clause("1.8")
async def test_where_touchline_may_not_a_person_is_asked(tmp_path: Path) -> None:
    able = {NAME: frozenset(Capability) - {Capability.PUT_OUT}, "email": frozenset(Capability)}
    with running(tmp_path, replace(club(), capabilities=able)) as house:
        await house.say(PETE, JUNIORS, "offensive.insult")
        assert "a person was asked to" in (await asks(house, NISHA, HELEN))[1]
        assert any("put them out" in task for alert in house.server.alerts.values() for task in alert.tasks)


@pytest.mark.clause("1.8")
async def test_a_card_has_what_a_report_to_the_platform_asks_for(house: House) -> None:
    """Map 1.8: the address, the time and the account, ready to be copied; and no picture."""
    event = replace(house.event(PETE.account, JUNIORS, "offensive.threat"), link=LINK)
    await house.arrives(event)
    (line,) = [line for line in house.card(HELEN).next if line.startswith("To report it to the platform")]
    assert line.endswith(f"{LINK}, posted on {event.at:%d.%m.%Y at %H:%M} UTC, by the account pete.")
