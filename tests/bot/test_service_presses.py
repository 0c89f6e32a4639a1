"""What becomes of a concern when somebody presses a button: each button, who may press it, and what is recorded."""

from dataclasses import replace

import pytest

from bot.terminal.club import ALFIE, CERYS, DAVE, FIXTURES, HELEN, JUNIORS, MAYA, NISHA, PETE, TOM
from moderation.model import ActionKind, CaseState, Member, Verdict
from storage.store import Judged
from tests.bot.service_kit import NUMBER, House, people, running

HELD = "offensive.sexual"  # removed at once; whether a child's adults are told is held for the lead
NO_REASON = "Please give a reason: it is kept with the concern."
BUTTONS = [kind for kind in ActionKind if kind is not ActionKind.APPEAL]

pytestmark = pytest.mark.usefixtures("marked")


async def removed(house: House) -> None:
    """Alfie's telephone number was posted and taken away."""
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")


def told(house: House) -> list[str]:
    return [letter.address for letter in house.server.letters]


# Each button


async def test_seen_claims_it_and_every_card_says_so(house: House) -> None:
    await removed(house)
    assert await house.press(TOM, ActionKind.SEEN, house.case) == "Thank you. It is yours now; nobody else will be paged."
    assert (house.case.state, house.case.claimed_by) == (CaseState.CLAIMED, "p_tom")
    assert ActionKind.SEEN not in house.card(HELEN).buttons
    assert house.records()[-2]["kind"] == "case.claimed"
    assert house.records()[-2]["actor"] == "p_tom"


async def test_only_the_first_to_press_seen_has_it(house: House) -> None:
    """Two press at once, before either card was drawn again: nobody is told that it is theirs when it is another's."""
    await removed(house)
    actions = [house.action(who, ActionKind.SEEN, house.case.id) for who in (NISHA, TOM)]
    for action in actions:
        await house.service.receive(action)
    first, second = await house.service.judge_waiting()
    assert "yours" in first.because[0]
    assert "yours" not in second.because[0]
    assert house.case.claimed_by == "p_nisha"
    assert house.kinds().count("case.claimed") == 1


@pytest.mark.clause("1.2", "7.6")
async def test_remove_takes_it_away_and_names_who_had_it_done(house: House) -> None:
    """Map 1.2: one press, one removal, and the record names the presser. Map 7.6."""
    event = await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    assert house.standing(event) == "shown"
    await house.press(TOM, ActionKind.REMOVE, house.case, "It is unkind.")
    assert house.standing(event) == "removed"
    assert len(house.platform.asked("remove_post")) == 1
    (asked,) = [record for record in house.records() if record["kind"] == "case.remove_asked"]
    assert asked["actor"] == "p_tom"
    assert told(house) == ["alfie"]
    again = await house.press(NISHA, ActionKind.REMOVE, house.case, "Me too.")
    assert again == "It has been removed already."
    assert len(house.platform.asked("remove_post")) == 1


@pytest.mark.clause("9.1")
async def test_a_disclosure_cannot_be_removed_by_pressing(house: House) -> None:
    event = await house.say(ALFIE, JUNIORS, "disclosure.abuse")
    assert ActionKind.REMOVE not in house.card(HELEN).buttons
    await house.press(HELEN, ActionKind.REMOVE, house.case, "Others can read it.")
    assert house.standing(event) == "shown"
    assert house.platform.asked("remove_post") == []


@pytest.mark.clause("8.5")
async def test_a_second_opinion_asks_somebody_else(house: House) -> None:
    """Map 8.5: the card comes to somebody who is neither the presser nor the subject."""
    await removed(house)
    assert "nisha" not in house.shown_to()
    answer = await house.press(TOM, ActionKind.SECOND_OPINION, house.case)
    assert answer == "Nisha Rao was asked to look."
    assert "nisha" in house.shown_to()
    answer = await house.press(NISHA, ActionKind.SECOND_OPINION, house.case)
    assert answer == "Helen Marsh was asked to look."


@pytest.mark.clause("1.5")
async def test_adults_are_told_when_a_lead_says_yes_and_only_then(house: House) -> None:
    """Map 1.5, safeguarding rule 2: nobody is told of what may be unsafe to tell until somebody has decided, with a reason."""
    await house.say(ALFIE, JUNIORS, HELD)
    assert told(house) == ["alfie"]
    assert {ActionKind.TELL_ADULT, ActionKind.DO_NOT_TELL} <= set(house.card(HELEN).buttons)
    assert await house.press(HELEN, ActionKind.TELL_ADULT, house.case, " ") == NO_REASON
    assert told(house) == ["alfie"]
    await house.press(HELEN, ActionKind.TELL_ADULT, house.case, "It is safe to tell his mother.")
    assert told(house) == ["alfie", "sam.webb@example.org"]
    assert {"adult.to_be_told", "adult.told"} <= set(house.kinds())
    assert ActionKind.TELL_ADULT not in house.card(HELEN).buttons
    assert "no open question" in await house.press(TOM, ActionKind.TELL_ADULT, house.case, "I say so too.")
    assert len(house.platform.asked("tell_responsible_adult")) == 1


@pytest.mark.clause("1.5")
async def test_not_telling_is_recorded_with_its_reason_and_nobody_is_told(house: House) -> None:
    """Map 1.5: choose no: the log holds the reason, sealed; nothing is sent."""
    await house.say(ALFIE, JUNIORS, "disclosure.abuse")
    assert await house.press(HELEN, ActionKind.DO_NOT_TELL, house.case) == NO_REASON
    assert "adult.not_told" not in house.kinds()
    await house.press(HELEN, ActionKind.DO_NOT_TELL, house.case, "It may be about his stepfather.")
    (record,) = [record for record in house.records() if record["kind"] == "adult.not_told"]
    assert (record["actor"], record["folder"]) == ("p_helen", house.case.id)
    assert house.case.notes[-1].text == "It may be about his stepfather."
    assert "stepfather" not in str(house.records())
    assert house.platform.asked("tell_responsible_adult") == []


@pytest.mark.clause("1.5")
async def test_a_yes_that_reaches_nobody_is_a_task(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Map 1.5: a child whose adults nobody knows: it is not said that they will be told, a person is asked to tell them."""
    lonely = people(alfie=replace(ALFIE.person, responsible_adults=()))
    stranger = [member for member in lonely if member.account != ALFIE.account]
    for members in (lonely, stranger):
        with running(tmp_path_factory.mktemp("club"), members=members) as house:
            await house.say(ALFIE, JUNIORS, HELD)
            answer = await house.press(HELEN, ActionKind.TELL_ADULT, house.case, "They should know.")
            assert "a person was asked to tell them" in answer
            assert house.platform.asked("tell_responsible_adult") == []
            assert any("by hand" in task for task in house.server.alerts["helen", house.case.id].tasks)


async def test_a_note_is_kept_sealed_and_changes_nothing_else(house: House) -> None:
    await removed(house)
    before = house.case
    assert await house.press(TOM, ActionKind.NOTE, house.case) == NO_REASON
    await house.press(TOM, ActionKind.NOTE, house.case, "He was told last week as well.")
    assert house.case.notes[-1].text == "He was told last week as well."
    assert house.case.state is before.state
    assert "last week" not in str(house.records())


@pytest.mark.clause("8.10")
async def test_a_closed_concern_takes_notes_and_its_authors_appeal_and_nothing_else(house: House) -> None:
    """Map 8.10: illegal transitions are refused."""
    await removed(house)
    await house.ends(HELEN, house.case, "Spoken to.")
    assert (house.case.state, house.case.outcome) == (CaseState.CLOSED, "Talked it through\nSpoken to.")
    assert house.card(HELEN).buttons == (ActionKind.NOTE,)
    for kind in BUTTONS:
        if kind not in {ActionKind.NOTE, ActionKind.REOPEN, ActionKind.LIFT, ActionKind.SHOW, ActionKind.HOLD, ActionKind.TOLD}:
            assert await house.press(TOM, kind, house.case, "A reason.") == "This concern is closed.", kind
    await house.press(TOM, ActionKind.NOTE, house.case, "He thanked us.")
    assert house.case.state is CaseState.CLOSED
    await house.press(ALFIE, ActionKind.APPEAL, house.case)
    assert house.case.state.value == "new"


# Who may press


@pytest.mark.clause("1.2")
@pytest.mark.parametrize("who", [ALFIE, MAYA, DAVE, CERYS, PETE], ids=lambda member: member.person.id)
async def test_nobody_but_those_who_watch_may_press(house: House, who: Member) -> None:
    """Map 1.2: a press by anybody else changes nothing, and is recorded."""
    event = await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    before = house.case
    for kind in BUTTONS:
        answer = await house.press(who, kind, before, "A reason.")
        assert answer.startswith("This is for the people who look after safeguarding here.")
    assert house.case == before
    assert house.standing(event) == "shown"
    refused = [record for record in house.records() if record["kind"] == "action.refused"]
    assert [record["actor"] for record in refused] == [who.person.id] * len(BUTTONS)
    assert set(house.shown_to()) == {"helen"}


@pytest.mark.parametrize("kind", [ActionKind.REMOVE, ActionKind.RESTORE, ActionKind.CLOSE])
async def test_what_needs_a_reason_is_not_done_without_one(house: House, kind: ActionKind) -> None:
    await removed(house)
    before = house.case
    assert await house.press(HELEN, kind, before, " \n") == NO_REASON
    assert house.case == before


async def test_a_press_on_a_concern_that_there_is_not(house: House) -> None:
    assert await house.press(HELEN, ActionKind.SEEN, "c_unknown") == "There is no such concern."
    assert house.kinds() == ["action.refused"]


async def test_a_press_that_is_delivered_twice_counts_once(house: House) -> None:
    await removed(house)
    action = house.action(TOM, ActionKind.NOTE, house.case.id, "Once.")
    assert await house.service.receive(action)
    assert not await house.service.receive(action)
    await house.come_to_rest()
    assert not await house.service.receive(action)
    await house.come_to_rest()
    assert [note.text for note in house.case.notes] == ["Once."]
    with house.store.transaction() as tx:
        judged = tx.judged(action.id)
    assert isinstance(judged, Judged)
    assert judged.verdict == Verdict.ALLOW


# Being wrong is normal


@pytest.mark.clause("1.11")
async def test_an_appeal_reaches_somebody_other_than_who_removed_it_and_one_press_restores_it(house: House) -> None:
    """Map 1.11: the appeal reaches a person who is not the remover; restoring posts the original; both are recorded."""
    await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    await house.press(NISHA, ActionKind.REMOVE, house.case, "It is unkind.")
    (letter,) = house.letters("alfie")
    assert letter.case == house.case.id, "the explanation carries “I think this is wrong”"
    answer = await house.press(ALFIE, ActionKind.APPEAL, house.case)
    assert answer == "Thank you for telling us. Somebody else will look at it again."
    assert house.platform.addressed("alert_lead")[-1] == "helen"
    assert "The author says that this was wrong: please decide again." in house.card(HELEN).next
    before = house.case
    assert "somebody else must decide" in await house.press(NISHA, ActionKind.RESTORE, before, "I was right.")
    assert house.case == before
    await house.press(HELEN, ActionKind.RESTORE, house.case, "It was a joke among friends.")
    restored = house.server.seen_in(JUNIORS.id)[-1]
    assert (restored.text, restored.standing) == ("Alfie Webb wrote: bullying.pile_on", "shown")
    assert "is back" in house.letters("alfie")[-1].text
    kinds = house.kinds()
    expected = ["case.appealed", "case.restore_asked", "sealed.opened", "post.restored", "person.told"]
    assert [kind for kind in kinds if kind in expected] == expected
    (opened,) = [record for record in house.records() if record["kind"] == "sealed.opened"]
    assert opened["actor"] == "p_helen", "it was opened for whoever asked, and for that reason"


@pytest.mark.clause("1.11")
async def test_an_appeal_is_looked_at_afresh(house: House) -> None:
    """Whoever had claimed the concern has not claimed the appeal."""
    await removed(house)
    await house.press(HELEN, ActionKind.SEEN, house.case)
    await house.press(ALFIE, ActionKind.APPEAL, house.case)
    assert (house.case.state, house.case.claimed_by) == (CaseState.NEW, None)
    await house.press(NISHA, ActionKind.SEEN, house.case)
    assert house.case.claimed_by == "p_nisha"


@pytest.mark.clause("1.11")
@pytest.mark.parametrize("who", [MAYA, DAVE, HELEN, NISHA], ids=lambda member: member.person.id)
async def test_only_the_author_can_appeal(house: House, who: Member) -> None:
    await removed(house)
    before = house.case
    await house.press(who, ActionKind.APPEAL, before)
    assert house.case == before


@pytest.mark.clause("1.11")
async def test_what_was_put_back_is_a_new_message_which_the_buttons_do_not_reach(house: House) -> None:
    """Map 1.11: pressing Remove again would touch the old message, and its author would be told that it went."""
    await removed(house)
    await house.press(NISHA, ActionKind.RESTORE, house.case, "It is the club's own.")
    assert not {ActionKind.REMOVE, ActionKind.RESTORE} & set(house.card(HELEN).buttons)
    before = house.case
    for kind in (ActionKind.REMOVE, ActionKind.RESTORE):
        assert "was put back already" in await house.press(HELEN, kind, before, "Once more.")
    assert house.case == before
    assert len(house.platform.asked("remove_post")) == len(house.platform.asked("restore_post")) == 1


async def test_nothing_is_restored_that_was_not_removed(house: House) -> None:
    await house.say(ALFIE, FIXTURES, "bullying.pile_on")
    answer = await house.press(HELEN, ActionKind.RESTORE, house.case, "It is fine.")
    assert answer == "Nothing was removed here, so there is nothing to restore."
    assert house.platform.asked("restore_post") == []
