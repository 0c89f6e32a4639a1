"""Clocks: a concern that nobody looks at goes up the chain, and exposure ends. The clock is moved by hand."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.engines import Adviser
from bot.register.leaving import leave
from bot.rota.changing import Given
from bot.service import Service
from bot.terminal.club import ALFIE, CERYS, CONTACTS, FIXTURES, HELEN, IMRAN, JUNIORS, NISHA, TOM
from bot.terminal.server import NAME
from moderation.model import ActionKind, CaseState, Refused, Speed
from tests.bot.service_kit import MINUTE, NUMBER, House, club, running

pytestmark = pytest.mark.usefixtures("marked")

LEAD = "helen.marsh@example.org"
CHAIN = ["helen", "tom", "chair@example.org", "county.welfare@example.org"]
QUARTER = 15 * MINUTE
HOUR = 60 * MINUTE


def alerted(house: House) -> list[str]:
    """Everybody who was alerted, in order, again and again."""
    return house.platform.addressed("alert_lead")


@pytest.mark.clause("8.9")
async def test_what_nobody_looks_at_goes_up_the_chain_and_then_to_everybody_until_somebody_does(house: House) -> None:
    """Map 8.9: a concern at speed "now" pages at each 15 minutes, not a moment earlier, until it is claimed."""
    await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    expected = CHAIN[:1]
    for following in ([CHAIN[1]], [CHAIN[2]], [CHAIN[3]], CHAIN, CHAIN, CHAIN):
        await house.pass_time(QUARTER - timedelta(microseconds=1))
        assert alerted(house) == expected
        await house.pass_time(timedelta(microseconds=1))
        expected += following
        assert alerted(house) == expected
    assert house.kinds().count("case.escalated") == 6
    await house.press(TOM, ActionKind.SEEN, house.case)
    await house.pass_time(24 * HOUR)
    assert alerted(house) == expected
    assert house.case.claimed_by == "p_tom"
    assert house.store.counts().unsettled == 0


def with_letters(folder: Path) -> AbstractContextManager[House]:
    """A house whose lead and moderator have another way to them."""
    lead, nisha = replace(CONTACTS.lead, email=LEAD), replace(CONTACTS.monitors[0], email="nisha@example.org")
    return running(folder, replace(club(), contacts=replace(CONTACTS, lead=lead, monitors=(nisha,))))


@pytest.mark.clause("8.9")
async def test_whose_account_does_not_answer_is_written_to_as_the_next_in_the_chain_is_asked(tmp_path: Path) -> None:
    """Map 8.9: the second page goes to the same person by the other way to them, once, and then with everybody else's."""
    with with_letters(tmp_path) as house:
        await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
        expected = CHAIN[:1]
        everybody = [LEAD, *CHAIN]
        for following in ([LEAD, CHAIN[1]], [CHAIN[2]], [CHAIN[3]], everybody, everybody):
            await house.pass_time(QUARTER - timedelta(microseconds=1))
            assert alerted(house) == expected
            await house.pass_time(timedelta(microseconds=1))
            expected += following
            assert alerted(house) == expected
        assert house.platform.asked("alert_lead")[1].platform == "email"
        await house.press(HELEN, ActionKind.SEEN, house.case)
        await house.pass_time(HOUR)
        assert alerted(house) == expected
        assert house.store.counts().unsettled == 0


@pytest.mark.clause("8.9", "9.2")
async def test_whose_account_cannot_be_reached_is_written_to_at_once(tmp_path: Path) -> None:
    with with_letters(tmp_path) as house:
        house.platform.answers("alert_lead:helen", Refused("forbidden"))
        house.platform.answers(f"alert_lead:{LEAD}", Refused("forbidden"))
        await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
        assert alerted(house) == ["helen", LEAD, "tom"], "where the letter fails too, the next was asked already"
        assert [each.address for each in house.case.alerted] == ["helen", LEAD, "tom"]


@pytest.mark.clause("8.9", "9.2")
async def test_whose_first_way_is_the_second_of_their_other_office_is_followed_by_the_next(tmp_path: Path) -> None:
    """The chair watches as well: a letter that fails is the chair's, whom nobody was asked beside."""
    watching = replace(CONTACTS.monitors[0], email="chair@example.org")
    chain = replace(CONTACTS, deputy=None, monitors=(watching,))
    with running(tmp_path, replace(club(), contacts=chain)) as house:
        house.platform.answers("alert_lead:chair@example.org", Refused("forbidden"))
        await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
        await house.pass_time(QUARTER)
        assert alerted(house) == ["helen", "chair@example.org", "county.welfare@example.org"]


@pytest.mark.clause("8.9", "8.17")
async def test_whom_it_is_about_is_reached_by_no_way(tmp_path: Path) -> None:
    with with_letters(tmp_path) as house:
        await house.say(HELEN, JUNIORS, "private_contact.secrecy")
        for _ in range(6):
            await house.pass_time(QUARTER)
        assert not {"helen", LEAD} & set(alerted(house))
        assert house.kinds().count("case.escalated") == 6


@pytest.mark.clause("8.9")
@pytest.mark.parametrize(
    ("text", "speed", "minutes"),
    [
        ("private_contact.secrecy", Speed.NOW, 15),
        ("disclosure.abuse", Speed.NOW, 15),
        ("bullying.pile_on", Speed.TODAY, 240),
        (f"ring {NUMBER}", Speed.TODAY, 240),
    ],
)
async def test_each_speed_pages_at_its_own_time(house: House, text: str, speed: Speed, minutes: int) -> None:
    """Map 8.9: each severity pages at its exact minutes."""
    await house.say(ALFIE, JUNIORS, text)
    assert house.case.speed is speed
    at_once = len(alerted(house))
    await house.pass_time(minutes * MINUTE - timedelta(microseconds=1))
    assert len(alerted(house)) == at_once
    await house.pass_time(timedelta(microseconds=1))
    assert len(alerted(house)) == at_once + 1


async def test_a_nudge_pages_nobody(house: House) -> None:
    await house.say(CERYS, JUNIORS, "staff_conduct.kisses")
    await house.pass_time(7 * 24 * HOUR)
    assert house.case.speed is Speed.WEEKLY
    assert alerted(house) == []


@pytest.mark.clause("8.9")
async def test_a_graver_message_that_joins_a_concern_is_paged_at_its_own_speed(house: House) -> None:
    """Map 8.9: swearing waits four hours to be seen; a threat a minute later, in the same concern, waits a quarter of one."""
    await house.say(ALFIE, JUNIORS, "offensive.profanity")
    await house.pass_time(MINUTE)
    await house.say(ALFIE, FIXTURES, "offensive.threat")
    assert house.case.speed is Speed.NOW
    await house.pass_time(QUARTER)
    assert alerted(house) == ["helen", "helen", "tom"]


@pytest.mark.clause("8.9")
async def test_whoever_has_seen_the_lesser_thing_has_not_seen_the_graver_one(house: House) -> None:
    await house.say(ALFIE, JUNIORS, "offensive.profanity")
    await house.press(NISHA, ActionKind.SEEN, house.case)
    await house.say(ALFIE, FIXTURES, "offensive.threat")
    assert house.case.state is CaseState.NEW
    await house.pass_time(QUARTER)
    assert alerted(house)[-1] == "tom"
    await house.press(TOM, ActionKind.SEEN, house.case)
    assert house.case.claimed_by == "p_tom"


@pytest.mark.clause("8.9")
async def test_a_concern_has_one_clock_also_where_it_was_set_anew(house: House) -> None:
    """A graver message, or a leaver, sets it anew: the earlier instant calls nobody, then or ever after."""
    await house.say(ALFIE, JUNIORS, "offensive.profanity")
    await house.pass_time(233 * MINUTE)
    await house.press(NISHA, ActionKind.SEEN, house.case)
    await house.pass_time(MINUTE)
    given = Given("terminal:person:1", HELEN.account, house.clock())
    with house.store.transaction() as tx:
        leave(tx, given, house.organisation, NISHA.account)
    await house.come_to_rest()
    for minutes in (6, 233, 1, 6, 234):
        await house.pass_time(minutes * MINUTE)
    assert house.kinds().count("case.escalated") == 2, "four hours after she left, and four hours later"


async def test_a_message_that_is_no_graver_starts_no_clock_of_its_own(house: House) -> None:
    """A flood must not run through the chain in a quarter of an hour."""
    for _ in range(5):
        await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    before = len(alerted(house))
    await house.pass_time(QUARTER)
    assert alerted(house)[before:] == ["tom"]


@pytest.mark.clause("1.11")
async def test_an_appeal_that_nobody_looks_at_is_paged_like_a_new_concern(house: House) -> None:
    """Map 1.11, 8.9: the clock of the concern had long been stopped when its author appealed."""
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await house.press(HELEN, ActionKind.SEEN, house.case)
    await house.pass_time(240 * MINUTE)
    assert alerted(house) == ["helen"]
    await house.press(ALFIE, ActionKind.APPEAL, house.case)
    assert alerted(house) == ["helen", "nisha"]
    await house.pass_time(240 * MINUTE)
    assert alerted(house) == ["helen", "nisha", "tom"]


# Exposure


@pytest.mark.clause("9.1b")
async def test_exposure_ends_when_nobody_has_removed_it(house: House) -> None:
    """Map 9.1b: first the place is closed and the lead told; only when the clock rings is the post removed."""
    event = await house.say(ALFIE, JUNIORS, "offensive.threat")
    assert JUNIORS.id in house.server.closed_places
    await house.press(HELEN, ActionKind.SEEN, house.case)
    await house.pass_time(HOUR - timedelta(microseconds=1))
    assert house.standing(event) == "shown"
    await house.pass_time(timedelta(microseconds=1))
    assert house.standing(event) == "removed"
    order = [kind for kind in house.kinds() if kind in {"place.hidden", "lead.alerted", "case.still_exposed", "post.removed"}]
    assert order == ["place.hidden", "lead.alerted", "case.still_exposed", "post.removed", "lead.alerted"]
    assert "The post was removed." in house.card(HELEN).done


@pytest.mark.clause("9.1b")
async def test_exposure_has_ended_already_when_somebody_pressed_remove(house: House) -> None:
    event = await house.say(ALFIE, JUNIORS, "offensive.threat")
    await house.press(HELEN, ActionKind.REMOVE, house.case, "It was reported to Discord.")
    await house.pass_time(HOUR)
    assert house.standing(event) == "removed"
    assert len(house.platform.asked("remove_post")) == 1
    assert "case.still_exposed" not in house.kinds()


@pytest.mark.clause("9.1b")
async def test_every_message_that_was_kept_for_a_report_goes_when_its_exposure_ends(house: House) -> None:
    """Map 9.1b: a later message of the same concern, removed at once, must not leave the threat standing for ever."""
    first = await house.say(ALFIE, JUNIORS, "offensive.threat")
    await house.pass_time(10 * MINUTE)
    second = await house.say(ALFIE, FIXTURES, "offensive.threat")
    await house.pass_time(10 * MINUTE)
    third = await house.say(ALFIE, FIXTURES, "offensive.profanity")
    assert len(house.cases()) == 1
    assert [house.standing(event) for event in (first, second, third)] == ["shown", "shown", "removed"]
    await house.pass_time(50 * MINUTE)
    assert [house.standing(event) for event in (first, second, third)] == ["removed"] * 3


@pytest.mark.clause("9.1b")
async def test_a_removal_at_the_end_of_exposure_that_is_refused_is_a_task(house: House) -> None:
    event = await house.say(ALFIE, JUNIORS, "offensive.threat")
    house.platform.answers("remove_post", Refused("forbidden"))
    await house.pass_time(HOUR)
    assert house.standing(event) == "shown"
    assert house.case.removed_by == ""
    assert any("remove the post" in task for task in house.server.alerts["helen", house.case.id].tasks)


async def test_a_closed_concern_rings_no_clock(house: House) -> None:
    event = await house.say(IMRAN, JUNIORS, "offensive.threat")
    await house.ends(HELEN, house.case, "A quotation from the play they rehearse.")
    await house.pass_time(24 * HOUR)
    assert house.standing(event) == "shown"
    assert alerted(house) == ["helen"]


async def test_clocks_survive_the_process(house: House) -> None:
    """A deadline is a row: another service on the same store rings it."""
    await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    house.service = Service(
        house.writer, house.organisation, {NAME: house.platform, "email": house.platform}, house.clock, Adviser()
    )
    await house.pass_time(QUARTER)
    assert alerted(house) == ["helen", "tom"]
