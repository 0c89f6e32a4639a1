"""When the record cannot be written nothing is removed and nobody is told anything, but those who answer for it are alerted."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.terminal.club import ALFIE, CONTACTS, DAVE, DAVE_AND_JO, FIXTURES, HELEN, IMRAN, JO, JUNIORS, MAYA, PETE
from bot.without_record import CALM, GRACE, LONGEST_WAIT
from moderation.masking import MASK
from moderation.model import ActionKind, AlertLead, Event, Member, Place, Reach, Refused
from storage.store import StoreError
from tests.bot.service_kit import MINUTE, NUMBER, START, House, club, contacts, running
from tests.bot.trouble_kit import TROUBLES, Trouble, almost_full, locked, read_only, unreadable
from tests.storage.store_kit import verified

pytestmark = pytest.mark.usefixtures("marked")

CHAIN = ["helen", "tom", "chair@example.org", "county.welfare@example.org"]
ITSELF = "c_touchline"


@pytest.fixture(params=TROUBLES)
def trouble(request: pytest.FixtureRequest) -> Trouble:
    return TROUBLES[request.param]


async def refused(house: House, who: Member, place: Place, text: str) -> Event:
    """Somebody posts, and the platform is not acknowledged."""
    event = house.event(who.account, place, text)
    house.server.post(event.message, event.place, event.author, text)
    await sent_again(house, event)
    return event


async def sent_again(house: House, event: Event) -> None:
    with pytest.raises(StoreError):
        await house.service.receive(event)
    await house.come_to_rest()


def alerted(house: House) -> list[tuple[str, bool]]:
    """To whom alerts went, again and again, and whether each was about Touchline itself."""
    effects = [planned.effect for planned in house.platform.asked("alert_lead")]
    return [(effect.to.address, effect.case == ITSELF) for effect in effects if isinstance(effect, AlertLead)]


def said_plainly(house: House) -> list[str]:
    """To whom the plain alert went, again and again."""
    return [address for address, plain in alerted(house) if plain]


def brought(house: House) -> list[str]:
    """To whom alerts about concerns went, again and again."""
    return [address for address, plain in alerted(house) if not plain]


def gaps(house: House) -> list[dict[str, object]]:
    return [record["data"] for record in house.records() if record["kind"] == "log.gap"]


async def recovers(house: House) -> None:
    await house.pass_time(LONGEST_WAIT)


# Nothing is done


@pytest.mark.clause("9.2")
async def test_nothing_is_removed_and_nobody_is_told_but_the_lead_and_the_gap_is_the_first_record(
    house: House, trouble: Trouble
) -> None:
    """Map 9.2: not acknowledged, so the platform sends it again; when it can be recorded it is dealt with as ever."""
    before = len(house.records())
    with trouble(house):
        event = await refused(house, ALFIE, JUNIORS, f"@maya ring {NUMBER}")
        await house.pass_time(GRACE)
        assert {planned.effect.kind for _, planned in house.platform.calls} == {"alert_lead"}
        assert said_plainly(house) == ["helen"]
        assert house.standing(event) == "shown"
        assert house.server.letters == []
        card = house.server.alerts["helen", ITSELF].card
        assert card.headline.startswith("Touchline cannot write its record since 18:00 on 21 November: ")
        assert "Nothing is being removed" in card.done[0]
        assert "1 message could not be taken in" in card.done[1]
        assert "#juniors-chat" in card.next[0]
        assert card.buttons == ()
        await sent_again(house, event)
        assert len(house.records()) == before
    await recovers(house)
    assert await house.service.receive(event)
    await house.come_to_rest()
    assert house.standing(event) == "removed"
    (gap,) = gaps(house)
    assert house.records()[before]["kind"] == "log.gap", "nothing is written before it"
    assert (gap["refused"], gap["alerts"], gap["clean"]) == (1, 1, False)
    assert gap["since"] == "2026-11-21T18:00:00.000000Z"
    assert gap["why"] in TROUBLES
    assert verified(house.store).exit_code == 0


async def test_what_was_planned_before_is_not_done_either(house: House, trouble: Trouble) -> None:
    """It is in the outbox, and judged; that it is being done can no longer be written down."""
    event = house.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
    house.server.post(event.message, event.place, event.author, "")
    await house.service.receive(event)
    await house.service.judge_waiting()
    with trouble(house):
        await house.come_to_rest()
        assert house.platform.asked("remove_post") == []
    await recovers(house)
    assert house.standing(event) == "removed"


async def test_what_was_done_and_could_not_be_recorded_is_confirmed_again(house: House) -> None:
    """The disk fills between doing and recording: the intent is on disk, and the same removal is asked for again."""
    with ExitStack() as trouble:

        def fills() -> Iterator[None]:
            trouble.enter_context(read_only(house))
            yield None

        house.platform.moods["remove_post"] = fills()
        event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
        assert house.standing(event) == "removed"
        assert "post.removed" not in house.kinds()
    await recovers(house)
    await house.pass_time(MINUTE)
    assert house.kinds().count("post.removed") == 1
    assert len({planned.id for planned in house.platform.asked("remove_post")}) == 1
    assert [data["outcome"] for data in house.settled("remove_post")] == ["already_done"]


async def test_a_press_is_refused_and_changes_nothing(house: House, trouble: Trouble) -> None:
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    before = house.case
    with trouble(house):
        with pytest.raises(StoreError):
            await house.service.receive(house.action(HELEN, ActionKind.RESTORE, before.id, "It is the club's."))
        await house.come_to_rest()
    await recovers(house)
    assert house.case == before
    assert gaps(house)[0]["refused"] == 1


# What is urgent


@pytest.mark.clause("9.1")
async def test_what_is_urgent_is_still_brought_to_those_who_answer_for_it(house: House, trouble: Trouble) -> None:
    """Map 9.1: two people see a disclosure, masked as ever; the child is not answered, because that could not be recorded."""
    with trouble(house):
        event = await refused(house, JO, JUNIORS, f"disclosure.abuse ring {NUMBER}")
        assert brought(house) == ["helen", "tom"]
        (card,) = [alert.card for (to, case), alert in house.server.alerts.items() if (to, case != ITSELF) == ("tom", True)]
        assert NUMBER not in card.snippet
        assert MASK in card.snippet
        assert card.buttons == ()
        assert "cannot write its record" in card.done[-1]
        assert house.server.letters == []
        await sent_again(house, event)
        await sent_again(house, event)
        assert brought(house) == ["helen", "tom"], "once, however often it is sent"
    await recovers(house)
    assert gaps(house)[0]["alerts"] == len(brought(house)) + len(said_plainly(house))
    assert await house.service.receive(event)
    await house.come_to_rest()
    assert [letter.address for letter in house.server.letters] == ["jo"]
    assert house.kinds().count("lead.alerted") == 2


async def test_what_is_not_urgent_waits(house: House) -> None:
    with read_only(house):
        await refused(house, ALFIE, JUNIORS, "offensive.profanity")
        assert brought(house) == []


async def test_a_flood_of_one_concern_is_one_alert(house: House) -> None:
    with read_only(house):
        for _ in range(20):
            await refused(house, ALFIE, JUNIORS, "offensive.threat")
        assert brought(house) == ["helen"]
        assert said_plainly(house) == ["helen"]
    await recovers(house)
    assert gaps(house)[0]["refused"] == 20


async def test_what_waits_to_be_judged_is_read_too(house: House, trouble: Trouble) -> None:
    """It was taken in and acknowledged: nobody would send it again."""
    event = house.event(JO.account, JUNIORS, "disclosure.abuse")
    await house.service.receive(event)
    with trouble(house):
        await house.come_to_rest()
        assert brought(house) == ["helen", "tom"]
    await recovers(house)
    assert gaps(house)[0]["refused"] == 0
    assert house.kinds().count("message.judged") == 1


async def test_an_alert_that_was_recorded_and_never_sent_is_sent(house: House, trouble: Trouble) -> None:
    event = house.event(PETE.account, FIXTURES, "offensive.threat")
    await house.service.receive(event)
    await house.service.judge_waiting()
    with trouble(house):
        await house.come_to_rest()
        assert brought(house) == ["helen"]
        assert house.server.closed_places == set()
    await recovers(house)
    assert house.kinds().count("lead.alerted") == 1


# Whom it is about


@pytest.mark.clause("8.17")
@pytest.mark.parametrize("trouble", [read_only, unreadable])
async def test_the_subject_is_never_the_one_alerted(house: House, trouble: Trouble) -> None:
    """Map 8.17, safeguarding rule 1: also where not even the register can be read."""
    with trouble(house):
        await refused(house, HELEN, JUNIORS, "offensive.threat")
        await refused(house, MAYA, JUNIORS, "@helen disclosure.abuse")
        await refused(house, DAVE, DAVE_AND_JO, "private_contact.secrecy")
        assert brought(house) == ["tom", "tom", "chair@example.org", "helen"]


@pytest.mark.clause("8.17")
async def test_without_the_register_a_lead_by_email_comes_after_those_who_cannot_be_the_author(tmp_path: Path) -> None:
    """Map 8.17: her account may be the one that wrote, and nothing but the register could say so. Where nobody else can be
    reached she is shown it all the same: somebody must be.
    """
    by_email = club(contacts=contacts(lead=replace(CONTACTS.lead, reach=Reach.EMAIL, address="lead@example.org")))
    with running(tmp_path, by_email) as house:
        with read_only(house):
            await refused(house, PETE, JUNIORS, "offensive.threat")
            assert brought(house) == ["lead@example.org"], "the register says that it was not she"
        await recovers(house)
        with unreadable(house):
            await refused(house, HELEN, JUNIORS, "offensive.threat")
            await refused(house, MAYA, FIXTURES, "@helen disclosure.abuse")
            assert brought(house)[1:] == ["tom", "tom", "chair@example.org"]
            for other in ("tom", "chair@example.org", "county.welfare@example.org"):
                house.platform.always(f"alert_lead:{other}", Refused("down"))
            await refused(house, DAVE, DAVE_AND_JO, "private_contact.secrecy")
            assert brought(house)[-1] == "lead@example.org"


# How the lead is told


async def test_the_plain_alert_is_repeated_and_goes_to_more_people_each_time(house: House) -> None:
    with read_only(house):
        await refused(house, ALFIE, JUNIORS, "hello")
        for minutes, expected in ((14, 1), (15, 3), (74, 3), (75, 6), (134, 6), (135, 10), (195, 14)):
            while house.clock.now < START + minutes * MINUTE:
                await house.pass_time(MINUTE)
            assert len(said_plainly(house)) == expected, minutes
        assert said_plainly(house)[-4:] == CHAIN
    await recovers(house)
    assert gaps(house)[0]["alerts"] == 14


async def test_a_lock_that_is_soon_gone_alarms_nobody(house: House) -> None:
    with locked(house):
        await refused(house, ALFIE, JUNIORS, "hello")
        await house.pass_time(GRACE - timedelta(seconds=1))
    await recovers(house)
    assert house.platform.calls == []
    assert [gap["why"] for gap in gaps(house)] == ["locked"]


async def test_whoever_cannot_be_reached_is_passed_over_and_when_nobody_can_all_are_tried_again(house: House) -> None:
    house.platform.always("alert_lead:helen", Refused("no_direct_messages"))
    house.platform.answers("alert_lead:tom", ValueError(NUMBER))
    with read_only(house):
        await refused(house, IMRAN, JUNIORS, "offensive.threat")
        assert [to for to, _ in house.server.alerts] == ["chair@example.org", "tom"]
        assert gaps(house) == []
    await recovers(house)
    assert gaps(house)[0]["alerts"] == 2
    house.platform.always("alert_lead", Refused("down"))
    with read_only(house):
        await refused(house, JO, JUNIORS, "disclosure.abuse")
        tried = len(house.platform.calls)
        await house.pass_time(MINUTE / 2)
        assert len(house.platform.calls) == tried
        house.platform.moods.clear()
        await house.pass_time(MINUTE)
        assert {to for to, case in house.server.alerts if case != ITSELF} >= {"helen", "tom"}


async def test_when_it_has_been_well_for_a_while_the_lead_is_told_so(house: House) -> None:
    with read_only(house):
        await refused(house, ALFIE, JUNIORS, "hello")
    await recovers(house)
    assert len(said_plainly(house)) == 1
    await house.pass_time(CALM)
    assert len(said_plainly(house)) == 2
    card = house.server.alerts["helen", ITSELF].card
    assert card.headline == "Touchline works again since 18:01 on 21 November."
    (record,) = [record for record in house.records() if record["kind"] == "lead.told"]
    assert record["data"]["people"] == 1
    await house.pass_time(CALM)
    assert len(said_plainly(house)) == 2


async def test_a_disk_on_which_only_little_fits_is_one_trouble(house: House) -> None:
    """Short entries can be written and messages cannot: it comes and goes. Few gaps are written and one alert is sent."""
    with almost_full(house):
        for _ in range(300):
            house.clock.now += timedelta(seconds=1)
            with pytest.raises(StoreError, match="the disk is full"):
                await house.service.receive(house.event(ALFIE.account, JUNIORS, "x" * 6000))
            await house.come_to_rest()
    assert 1 <= len(gaps(house)) < 15
    assert said_plainly(house) == ["helen"]


async def test_nothing_that_was_written_is_logged_or_recorded(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    house.platform.always("any", ValueError(NUMBER))
    with read_only(house):
        await refused(house, JO, JUNIORS, f"disclosure.abuse ring {NUMBER}")
    await recovers(house)
    assert "07700 900" not in caplog.text + str(house.records())


async def test_what_is_refused_while_the_gap_is_being_recorded_is_in_the_next(house: House) -> None:
    """It was handed in just before the writer was told to go on, and its refusal was heard of just after."""
    with read_only(house):
        await refused(house, ALFIE, JUNIORS, "hello")
    house.clock.now += LONGEST_WAIT
    late = house.event(ALFIE.account, JUNIORS, "hello again")
    answer, _ = await asyncio.gather(house.service.receive(late), house.service.round(), return_exceptions=True)
    assert isinstance(answer, StoreError)
    await house.come_to_rest()
    assert [(gap["refused"], gap["why"]) for gap in gaps(house)] == [(1, "read_only"), (1, "read_only")]


# Going on


def noticed(house: House, kind: str) -> asyncio.Event:
    """Is set when an effect of a kind is asked for."""
    happened = asyncio.Event()

    def notices() -> Iterator[None]:
        happened.set()
        yield None

    house.platform.moods[kind] = notices()
    return happened


async def test_the_service_runs_on_and_finds_out_by_itself_that_it_can_write_again(house: House) -> None:
    stop, alerted, removed = asyncio.Event(), noticed(house, "alert_lead"), noticed(house, "remove_post")
    event = house.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
    house.server.post(event.message, event.place, event.author, "")
    with read_only(house):
        runs = asyncio.create_task(house.service.run(stop))
        for _ in range(5):
            with pytest.raises(StoreError):
                await house.service.receive(event)
        await alerted.wait()
    house.clock.now += LONGEST_WAIT
    while not removed.is_set():
        with suppress(StoreError):  # it wakes the service up
            await house.service.receive(event)
    stop.set()
    await house.service.receive(event)
    await runs
    kinds = house.kinds()
    assert kinds[:3] == ["log.gap", "service.started", "message.judged"]
    assert kinds[-1] == "service.stopped"
    assert gaps(house)[0]["refused"] == 1


async def test_a_platform_that_fails_as_well_stops_nothing(house: House) -> None:
    house.platform.always("any", RuntimeError("down"))
    with read_only(house):
        await refused(house, ALFIE, JUNIORS, "offensive.threat")
    house.platform.moods.clear()
    await recovers(house)
    assert gaps(house)[0]["alerts"] == 0


async def test_two_services_one_after_the_other_in_one_folder(tmp_path: Path) -> None:
    with running(tmp_path) as house:
        with read_only(house):
            await refused(house, ALFIE, JUNIORS, "hello")
        await recovers(house)
        assert len(gaps(house)) == 1
    with running(tmp_path) as again:
        await again.come_to_rest()
        assert len(gaps(again)) == 1
