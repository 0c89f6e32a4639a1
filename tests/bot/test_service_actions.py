"""What people do about a concern by command: give it to somebody, open it again, keep somebody from writing, close a place."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.terminal.club import ALFIE, DAVE, HELEN, JUNIORS, MAYA, NISHA, TOM
from bot.terminal.server import NAME
from moderation.context import Capability
from moderation.model import ActionKind, CaseState, Category, Member, Refused
from moderation.restricting import LONGEST_RESTRICTION
from tests.bot.service_kit import MINUTE, NUMBER, House, club, running

pytestmark = pytest.mark.usefixtures("marked")

#: What asks for a reason, with all else that it needs.
HARSH = [(ActionKind.REOPEN, {}), (ActionKind.RESTRICT, {"minutes": 10}), (ActionKind.HIDE, {}), (ActionKind.SHOW, {})]


@pytest.mark.clause("8.10")
@pytest.mark.parametrize(("kind", "given"), HARSH, ids=[kind.value for kind, _ in HARSH])
async def test_what_is_harsh_needs_a_reason(house: House, kind: ActionKind, given: dict[str, int]) -> None:
    """Map 8.10: the reason is kept with the concern, sealed."""
    await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    before = house.case
    assert (await house.press(HELEN, kind, before, " ", **given)).startswith("Please give a reason")
    assert house.case == before


# Given to somebody, and opened again


@pytest.mark.clause("8.10")
@pytest.mark.parametrize("to", [NISHA, TOM], ids=lambda to: to.person.id)
async def test_a_concern_is_given_to_somebody_else_who_watches(house: House, to: Member) -> None:
    """Map 8.10: they are shown it, and nobody else is paged for it."""
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    answer = await house.press(HELEN, ActionKind.ASSIGN, house.case, to=to.account)
    assert answer == f"{to.person.name} was asked to deal with it."
    assert (house.case.claimed_by, house.case.state) == (to.person.id, CaseState.CLAIMED)
    assert house.card(to).case == house.case.id
    (entry,) = [record for record in house.records() if record["kind"] == "case.assigned"]
    assert (entry["actor"], entry["data"]["to"]) == ("p_helen", to.person.id)
    await house.pass_time(300 * MINUTE)
    assert "case.escalated" not in house.kinds()


@pytest.mark.clause("8.17")
@pytest.mark.parametrize("to", [ALFIE, DAVE, TOM, None], ids=["child", "staff", "subject", "nobody"])
async def test_it_is_given_to_nobody_else(house: House, to: Member | None) -> None:
    """Map 8.17: nor to whom it is about, in the same words."""
    await house.say(MAYA, JUNIORS, "@tom disclosure.abuse")
    before = house.case
    answer = await house.press(HELEN, ActionKind.ASSIGN, before, to=to.account if to else None)
    assert answer == "It can be given only to somebody who watches here and whom it is not about."
    assert house.case == before


@pytest.mark.clause("8.10")
async def test_a_closed_concern_is_opened_again_and_its_clock_runs(house: House) -> None:
    """Map 8.10: only a closed one, and then it is new to everybody."""
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert await house.press(HELEN, ActionKind.REOPEN, house.case, "Once more.") == "This concern is open."
    await house.ends(HELEN, house.case, "Spoken to.")
    await house.press(TOM, ActionKind.REOPEN, house.case, "It went on.")
    assert (house.case.state, house.case.claimed_by, house.case.outcome) == (CaseState.NEW, None, "")
    await house.pass_time(300 * MINUTE)
    assert "case.escalated" in house.kinds()
    assert "It went on." not in str(house.records())


@pytest.mark.clause("8.10")
async def test_what_is_grave_is_assessed_before_it_is_closed(house: House) -> None:
    """Map 8.10: assessed, acted on, closed with an outcome and its reason; what was written is sealed and nowhere else."""
    await house.say(ALFIE, JUNIORS, "disclosure.abuse")
    ending = "Handed over | The council leads."
    assert (await house.press(HELEN, ActionKind.CLOSE, house.case, ending)).startswith("Please assess it first")
    assert ActionKind.ASSESS in house.card(HELEN).buttons
    assert any(line.startswith("Assess it, once nobody is in danger") for line in house.card(HELEN).next)
    answer = await house.press(HELEN, ActionKind.ASSESS, house.case, "Very grave | Alfie | Ring the council")
    assert "How grave is it? (Low, Medium, High, Danger now)" in answer
    await house.press(HELEN, ActionKind.ASSESS, house.case, f"High | Alfie | Ring {NUMBER}")
    await house.press(TOM, ActionKind.TOLD, house.case, "Children's services | today | Tom | CS-9, they ring back")
    card = house.card(HELEN)
    assert not any(line.startswith("Assess it, once nobody is in danger") for line in card.next)
    assert any("Helen Marsh" in line and "high. At risk: Alfie." in line for line in card.done)
    assert NUMBER not in str(card.done)
    assert any(line.startswith("Told: Children's services, today. By Tom.") for line in card.done)
    assert (await house.press(HELEN, ActionKind.CLOSE, house.case, "Handed over")).startswith("Please answer all of it")
    assert (await house.press(HELEN, ActionKind.CLOSE, house.case, ending)).startswith("Closed.")
    assert any("handed over" in line for line in house.card(HELEN).done)
    assert {"case.assessed", "case.agency_told", "case.closed"} <= set(house.kinds())
    assert "CS-9" not in str(house.records())


@pytest.mark.clause("8.10")
async def test_what_became_graver_since_is_assessed_anew(house: House) -> None:
    """Map 8.10: that it was of little weight was said of something else."""
    await house.say(ALFIE, JUNIORS, "offensive.insult")
    await house.press(HELEN, ActionKind.ASSESS, house.case, "Low | Nobody | A word with him")
    await house.pass_time(MINUTE)
    await house.say(ALFIE, JUNIORS, "offensive.threat")
    assert "Assess it, once nobody is in danger" in str(house.card(HELEN).next)
    ending = "Talked it through | All is well."
    assert (await house.press(HELEN, ActionKind.CLOSE, house.case, ending)).startswith("Please assess it first")
    await house.press(HELEN, ActionKind.ASSESS, house.case, "High | The other boy | Ring his dad")
    assert (await house.press(HELEN, ActionKind.CLOSE, house.case, ending)).startswith("Closed.")


# Kept from writing


@pytest.mark.clause("1.8")
async def test_somebody_is_kept_from_writing_and_let_write_again(house: House) -> None:
    """Map 1.8: by the bot, with a reason, in the record; they are told kindly, and whom to ask."""
    await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    answer = await house.press(HELEN, ActionKind.RESTRICT, house.case, "To calm down.", minutes=30)
    assert answer == "They will be able to read and not to write for that time."
    assert not house.server.may_write("alfie")
    assert "For 30 minutes you can read here" in house.letters("alfie")[0].text
    assert "They were kept from writing for a while." in house.card(HELEN).done
    await house.press(HELEN, ActionKind.LIFT, house.case)
    assert house.server.may_write("alfie")
    kinds = [kind for kind in house.kinds() if kind.startswith(("case.", "author."))]
    assert kinds == ["case.restrict_asked", "author.restricted", "case.lift_asked", "author.released"]
    assert (await house.press(HELEN, ActionKind.LIFT, house.case)).startswith("Nobody is restricted")


async def test_a_restriction_is_over_by_itself(house: House) -> None:
    await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    await house.press(HELEN, ActionKind.RESTRICT, house.case, "To calm down.", minutes=30)
    await house.pass_time(timedelta(minutes=30))
    assert house.server.may_write("alfie")
    assert (await house.press(HELEN, ActionKind.LIFT, house.case)).startswith("Nobody is restricted")


@pytest.mark.parametrize("minutes", [-1, 0, LONGEST_RESTRICTION + 1])
async def test_a_restriction_has_an_end(house: House, minutes: int) -> None:
    await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    answer = await house.press(HELEN, ActionKind.RESTRICT, house.case, "To calm down.", minutes=minutes)
    assert answer == "Please say for how many minutes: from 1 to 40,320, which is 28 days."


async def test_nobody_is_restricted_for_telling_or_without_being_named(house: House) -> None:
    await house.say(ALFIE, JUNIORS, "disclosure.abuse")
    assert "telling of harm" in await house.press(HELEN, ActionKind.RESTRICT, house.case, "No.", minutes=5)
    await house.tell(MAYA, "I do not like it here.")
    worry = next(case for case in house.cases() if case.category is Category.REPORT)
    assert "names nobody" in await house.press(HELEN, ActionKind.RESTRICT, worry, "No.", minutes=5)


async def test_who_may_be_a_danger_is_restricted_without_a_word(house: House) -> None:
    """Decisions 17: a word could warn them."""
    await house.say(DAVE, JUNIORS, "private_contact.secrecy")
    await house.press(HELEN, ActionKind.RESTRICT, house.case, "Until we have spoken.", minutes=60)
    assert not house.server.may_write("dave")
    assert house.letters("dave") == []


@pytest.mark.parametrize(("kind", "given"), [(ActionKind.RESTRICT, {"minutes": 10}), (ActionKind.HIDE, {})], ids=str)
async def test_what_the_platform_does_not_let_the_bot_do_is_a_task(
    tmp_path: Path, kind: ActionKind, given: dict[str, int]
) -> None:
    with running(tmp_path, club(capabilities={NAME: frozenset({Capability.REMOVE_OTHERS})})) as house:
        await house.say(ALFIE, JUNIORS, "bullying.pile_on")
        assert "a person was asked" in await house.press(HELEN, kind, house.case, "It must stop.", **given)
        assert any("by hand" in task for task in house.server.alerts["helen", house.case.id].tasks)
        assert house.case.restricted_until is None
        assert not house.case.newest.hidden


async def test_a_refused_restriction_is_a_task_and_is_not_claimed(house: House) -> None:
    await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    house.platform.always("restrict", Refused("forbidden"))
    await house.press(HELEN, ActionKind.RESTRICT, house.case, "To calm down.", minutes=30)
    assert house.case.restricted_until is None
    assert house.letters("alfie") == []
    assert "author.restricted" not in house.kinds()
    assert any("by hand" in task for task in house.server.alerts["helen", house.case.id].tasks)


# Closing a place


@pytest.mark.clause("9.1b")
async def test_a_place_is_closed_and_opened_by_command(house: House) -> None:
    """Map 9.1b: nothing in it is removed; only what was closed for this concern is opened again."""
    event = await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    assert "closed no place" in await house.press(HELEN, ActionKind.SHOW, house.case, "It is over.")
    await house.press(HELEN, ActionKind.HIDE, house.case, "It must stop.")
    assert JUNIORS.id in house.server.closed_places
    assert house.standing(event) == "shown"
    assert await house.press(HELEN, ActionKind.HIDE, house.case, "Again.") == "It is closed already."
    await house.ends(HELEN, house.case, "It is over.")
    await house.press(HELEN, ActionKind.SHOW, house.case, "It is over.")
    assert JUNIORS.id not in house.server.closed_places
    assert {"place.hidden", "place.shown"} <= set(house.kinds())
    assert "The place was opened again." in house.card(HELEN).done


async def test_a_place_that_was_closed_for_a_threat_is_opened_again(house: House) -> None:
    await house.say(ALFIE, JUNIORS, "offensive.threat")
    assert JUNIORS.id in house.server.closed_places
    await house.press(HELEN, ActionKind.REMOVE, house.case, "It was reported.")
    await house.press(HELEN, ActionKind.SHOW, house.case, "It is gone.")
    assert JUNIORS.id not in house.server.closed_places


@pytest.mark.parametrize("kind", ["hide_place", "show_place"])
async def test_what_was_not_closed_or_opened_is_not_remembered_as_such(house: House, kind: str) -> None:
    await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    house.platform.always(kind, Refused("forbidden"))
    await house.press(HELEN, ActionKind.HIDE, house.case, "It must stop.")
    if kind == "show_place":
        await house.press(HELEN, ActionKind.SHOW, house.case, "It is over.")
    assert house.case.newest.hidden == (JUNIORS.id in house.server.closed_places) == (kind == "show_place")
    assert any("by hand" in task for task in house.server.alerts["helen", house.case.id].tasks)


# What a concern is called


async def test_a_concern_is_called_by_what_is_most_urgent_in_its_message(house: House) -> None:
    """A number that is taken away must not hide that a child was asked to keep a secret."""
    event = await house.say(DAVE, JUNIORS, f"ring me on {NUMBER} private_contact.secrecy")
    assert house.standing(event) == "removed"
    assert house.case.topic == "private_contact.secrecy"
    assert house.card(HELEN).headline == "A child may have been asked to keep a secret"
    assert NUMBER not in house.card(HELEN).snippet
