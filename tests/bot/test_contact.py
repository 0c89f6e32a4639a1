"""Contact with one child, asked for on each occasion: who may, who says yes, and that nothing is open without it (map 5.13)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.contact import answering, asking, words
from bot.contact.answering import Press
from bot.contact.asking import window
from bot.contact.reading import transcript
from bot.member_pack.asking import Whose
from bot.member_pack.contacts import contact_items
from bot.platform import Enclosed
from bot.register.desk import NOT_YOURS
from bot.replay.again import Answer
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, JUNIORS, MAYA, NISHA, PETE, TOM
from bot.terminal.server import NAME
from moderation.contact_requests import GRACE, LOOK, SETTLE, WAITING, is_open
from moderation.directly import OUT_OF_HOURS
from moderation.model import (
    Account,
    Appointment,
    Audience,
    Category,
    ContactState,
    EventKind,
    Member,
    Outcome,
    Person,
    PlaceKind,
    Planned,
    Reach,
    Refused,
    RetryLater,
    Role,
)
from storage.erasure import Refusal
from storage.store import TextErasedError
from tests.bot.contact_kit import PETE_HERE, PURPOSE, Counter, here, told
from tests.bot.replay_kit import erase, made_again
from tests.bot.service_kit import MINUTE, House, Moody, people, running

pytestmark = pytest.mark.usefixtures("marked")

SAM = ALFIE.person.responsible_adults[0]
GIVES_NO_REASON = ("concern", "no contact", "Sam", "Pete", "nobody", "telephone")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running(tmp_path) as made:
        yield made


@pytest.fixture
def counter(house: House) -> Counter:
    return Counter(house)


# The whole way


@pytest.mark.clause("5.13")
async def test_nothing_opens_before_a_parent_says_yes_and_it_closes_by_itself(house: House, counter: Counter) -> None:
    counter.registers(ALFIE, responsible_adults=(PETE_HERE,))
    assert "is passed on" in counter.asks()
    await house.come_to_rest()
    asked = told(house, PETE)
    assert all(each in asked for each in ("Dave Ridley", PURPOSE, "Saturday 21 November, 18:30 to 19:00", "second button"))
    await house.pass_time(31 * MINUTE)
    assert house.server.contact_places == {}, "its time has come, and nobody has said yes"
    assert counter(PETE, answering.press, counter.request.id, Press.YES_WITH_ME) == words.THANKS[True]
    await house.come_to_rest()
    assert counter.inside() == ["dave", "helen", "pete", "alfie"], "the lead is the second adult; the parent wants to be there"
    assert PURPOSE in house.server.seen_in(counter.request.place)[0].text
    child_reads = told(house, ALFIE)
    assert "You can talk with Dave Ridley now" in child_reads
    assert "Pete" not in child_reads
    said = await house.say(DAVE, replace(here(counter), members=counter.request.present), "Shall we film it?")
    await house.take_away(said)
    copied = [each.text for each in house.server.posts.values() if each.place.id == "copies"]
    assert len(copied) == 2, "the second adult reads it there, and nobody else without a reason"
    assert "film it" not in str(copied)
    await house.say(ALFIE, JUNIORS, "this is elsewhere")
    await house.pass_time(29 * MINUTE)
    assert counter.request.state is ContactState.CLOSING
    assert counter.inside() == []
    await house.say(ALFIE, here(counter), "on its way as it closed")
    await house.pass_time(SETTLE)
    assert counter.request.state is ContactState.CLOSED
    assert house.kinds().count("contact.transcript") == 1
    await house.say(ALFIE, here(counter), "too late")
    ref = counter.ref
    with house.store.transaction() as tx:
        found = transcript(tx, ref, "p_helen", "a parent asked what was said", ["p_helen"], house.clock)
    assert not isinstance(found, Refusal)
    assert [(each.kind, each.author.id) for each in found[1]] == [
        (EventKind.POSTED, "dave"), (EventKind.DELETED, "dave"), (EventKind.POSTED, "alfie")
    ]  # fmt: skip
    assert "filming" not in str(house.records())
    assert PURPOSE not in str(house.records())
    requested = next(each for each in house.records() if each["kind"] == "contact.requested")
    assert requested["actor"] == "p_dave"
    assert requested["sealed"], "the entry commits to the request with its purpose"


@pytest.mark.clause("5.13", "5.17")
async def test_in_the_time_that_a_parent_approved_nobody_is_reminded_of_the_hour_and_replay_says_the_same(
    house: House, counter: Counter
) -> None:
    """It is a Saturday evening. Elsewhere where children read, and once that time is over, it is not the hour."""
    await counter.approved()
    await house.pass_time(31 * MINUTE)
    place = replace(here(counter), kind=PlaceKind.PRIVATE_CHANNEL, audience=Audience.PRIVATE, members=counter.request.present)
    await house.say(DAVE, place, "well bowled today")
    assert not [case for case in house.cases() if case.category is Category.STAFF_CONDUCT]
    await house.pass_time(30 * MINUTE)
    await house.say(DAVE, place, "one more thing")
    (late,) = [case for case in house.cases() if case.category is Category.STAFF_CONDUCT]
    assert [each.gravest.kind for each in late.sightings] == [OUT_OF_HOURS]
    found = made_again(house)
    assert [each.outcome.answer for each in found] == [Answer.SAME] * len(found)


@pytest.mark.clause("5.13", "5.17")
async def test_what_was_written_in_that_time_is_so_however_late_it_is_judged(house: House, counter: Counter) -> None:
    await counter.approved()
    await house.pass_time(31 * MINUTE)
    place = replace(here(counter), kind=PlaceKind.PRIVATE_CHANNEL, audience=Audience.PRIVATE, members=counter.request.present)
    last = house.event(DAVE.account, place, "see you tomorrow")
    await house.pass_time(30 * MINUTE)
    assert counter.request.state is ContactState.CLOSING
    await house.arrives(last)
    assert not [case for case in house.cases() if case.category is Category.STAFF_CONDUCT]
    taken_back = replace(counter.request, why="declined")
    assert not is_open(taken_back, last.at), "nobody knows until when their yes stood"


@pytest.mark.clause("5.13")
async def test_a_parent_without_an_account_is_written_to_and_somebody_else_writes_the_answer_down(
    house: House, counter: Counter
) -> None:
    counter.asks()
    await house.come_to_rest()
    (letter,) = house.letters("sam.webb@example.org")
    assert letter.by_mail
    assert "Please tell Helen Marsh, welfare officer, yes or no" in letter.text
    assert f"contact answer {counter.ref}" in told(house, HELEN)
    assert counter(DAVE, answering.record, counter.ref, "approve", "telephone", "Sam Webb") != ""
    assert counter(NISHA, answering.record, counter.ref, "approve", "telephone", "Sam Webb") == NOT_YOURS
    assert counter.request.answer is None
    assert "Give one of these names: Sam Webb" in counter(HELEN, answering.record, counter.ref, "approve", "email", "Somebody")
    assert counter(HELEN, answering.record, "NOPE", "approve", "email", "") == words.NO_REQUEST
    assert counter(HELEN, answering.record, counter.ref, "perhaps", "email", "") == words.NO_ANSWER
    assert counter(HELEN, answering.record, counter.ref, "approve", "pigeon", "") == words.NO_WAY
    said = counter(HELEN, answering.record, counter.ref, "approve", "telephone", "sam webb")
    assert said == "Written down: Sam Webb said yes, by telephone, as Helen Marsh recorded it."
    assert "yes from Sam Webb by telephone, 21 November 2026, recorded by Helen Marsh" in counter.shows(HELEN)
    assert "Sam" not in counter.shows(DAVE)
    counter(TOM, answering.choose, counter.ref, "Cerys Pugh")
    await house.pass_time(30 * MINUTE)
    assert counter.inside() == ["dave", "cerys", "alfie"], "whom the lead chose"
    assert counter(TOM, answering.end, counter.ref) != ""
    await house.come_to_rest()
    assert counter.inside() == []


@pytest.mark.clause("5.13")
async def test_a_no_ends_it_at_any_time_and_whoever_asked_does_not_hear_whose_it_was(house: House, counter: Counter) -> None:
    await counter.approved()
    await house.pass_time(30 * MINUTE)
    assert counter.inside() == ["dave", "helen", "alfie"]
    assert counter(PETE, answering.press, counter.request.id, Press.YES) == words.ANSWERED
    assert counter(PETE, answering.press, counter.request.id, Press.NO) == words.THANKS[False]
    await house.come_to_rest()
    assert counter.inside() == []
    heard = told(house, DAVE)
    assert "is over, and nothing is open" in heard
    assert "Pete" not in heard
    assert "the answer was no" in told(house, HELEN)
    await house.pass_time(SETTLE)
    assert counter.request.state is ContactState.CLOSED


# Who may, and what nobody is told


@pytest.mark.clause("5.13")
@pytest.mark.parametrize(
    ("who", "says"),
    [
        (PETE, words.UNFIT["not_staff"]),
        (ALFIE, words.UNFIT["not_staff"]),
        (Member(Account(NAME, "nobody", "Nobody"), Person("p_x", "Nobody")), words.UNFIT["not_staff"]),
    ],
)
async def test_only_staff_on_the_register_ask(house: House, counter: Counter, who: Member, says: str) -> None:
    for whom in ("Maya Osei", "No One"):
        assert counter.asks(who, whom) == says, "the answer does not say whether there is such a child"
    assert "action.refused" in house.kinds()


@pytest.mark.clause("5.13", "8.2")
def test_an_expired_appointment_a_young_helper_and_somebody_who_left_do_not_ask(house: House, counter: Counter) -> None:
    over = Appointment(Role.MODERATOR, "the committee", "minute 4", date(2025, 1, 1), date(2026, 11, 20))
    counter.registers(NISHA, appointments=(over,))
    assert counter.asks(NISHA) == words.UNFIT["not_appointed"]
    counter.registers(CERYS, minor=True)
    assert counter.asks(CERYS) == words.UNFIT["not_adult"]
    counter.registers(DAVE, role=Role.UNKNOWN, former=Role.STAFF, left=date(2026, 11, 1))
    assert counter.asks(DAVE) == words.UNFIT["not_staff"]


def test_what_is_typed_is_answered_plainly(house: House, counter: Counter) -> None:
    assert counter.asks(whom="No One") == words.NO_CHILD
    assert counter.asks(whom="Pete Marlow") == words.NOT_A_CHILD.format(name="Pete Marlow")
    with house.store.transaction() as tx:
        tx.register(Person("p_new", "Robin Vale"), [], "p_helen")
    assert counter.asks(whom="Robin Vale") == words.MAY_BE_CHILD.format(name="Robin Vale"), "somebody unknown is a child here"
    assert counter.asks(purpose="chat") == words.PURPOSE
    assert counter.asks(purpose="text me on 07700 900123 about kit") == words.PURPOSE, "the child would read it"
    assert counter(DAVE, asking.ask, "Alfie Webb", PURPOSE, "today", "18:00", "23:00") == words.MISFIT["too_long"]
    assert counter(DAVE, asking.ask, "Alfie Webb", PURPOSE, "today", "16:00", "17:00") == words.MISFIT["over"]
    assert counter(DAVE, asking.ask, "Alfie Webb", PURPOSE, "2027-06-01", "16:00", "17:00") == words.MISFIT["too_far"]
    assert "quarters" in counter(DAVE, asking.ask, "Alfie Webb", PURPOSE, "today", "now", "17:00")
    with house.store.transaction() as tx:
        tx.register(replace(MAYA.person, id="p_away", name="Away Kid"), [], "p_helen")
    assert counter.asks(whom="Away Kid") == words.NO_ACCOUNT.format(name="Away Kid")
    for _ in range(WAITING):
        assert "is passed on" in counter.asks()
    assert counter.asks() == words.WAITING
    summer = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
    first, last = window(house.organisation, summer, "Friday", "23:00", "24:00")
    assert (first, last) == (datetime(2026, 6, 5, 22, tzinfo=UTC), datetime(2026, 6, 5, 23, tzinfo=UTC))


@pytest.mark.clause("5.13")
async def test_every_silent_reason_is_answered_alike_and_nobody_is_asked(house: House, counter: Counter) -> None:
    """A concern about whoever asks, a "no contact" adult, an unconfirmed one, none at all: nothing tells them apart."""
    usual = counter.asks().replace(counter.ref, "")
    await house.come_to_rest()
    assert len(house.letters("sam.webb@example.org")) == 1
    for adults in (
        (replace(PETE_HERE, no_contact=True),),
        (replace(SAM, confirmed=False),),
        (replace(SAM, reach=Reach.TELEPHONE, address="07700 900111"),),
        (),
    ):
        counter.registers(ALFIE, responsible_adults=adults)
        assert counter.asks().replace(counter.ref, "") == usual
        counter(HELEN, answering.end, counter.ref)
    counter.registers(ALFIE, responsible_adults=(PETE_HERE,))
    await house.say(DAVE, JUNIORS, "@alfie private_contact.secrecy")
    assert counter.asks().replace(counter.ref, "") == usual
    await house.come_to_rest()
    assert len(house.letters("sam.webb@example.org")) == 1, "of the first request alone"
    assert house.letters(PETE.account.id) == []
    assert not any(each in told(house, DAVE).replace("Sam Webb", "") for each in GIVES_NO_REASON)
    assert "Nobody was asked, because there is an open concern about Dave Ridley" in told(house, HELEN)
    assert "Nobody on the register may answer for Alfie Webb" in told(house, HELEN)
    assert "waits for an answer" in counter.shows(DAVE)
    assert counter(PETE, answering.press, counter.request.id, Press.YES) == words.THANKS[True], "they may answer all the same"
    assert counter.request.why == "concern"
    await house.pass_time(timedelta(hours=2))
    assert house.server.contact_places == {}


async def test_whoever_asks_neither_answers_nor_chooses(house: House, counter: Counter) -> None:
    counter.registers(ALFIE, responsible_adults=(replace(PETE_HERE, name="Helen Marsh", address=HELEN.account.id), SAM))
    counter.asks(HELEN)
    await house.come_to_rest()
    assert counter(HELEN, answering.record, counter.ref, "approve", "paper", "Sam Webb") == words.YOUR_OWN
    assert counter(HELEN, answering.press, counter.request.id, Press.YES) == words.NOT_YOURS
    assert counter(MAYA, answering.press, counter.request.id, Press.YES) == words.NOT_YOURS
    assert counter(TOM, answering.choose, counter.ref, "Helen Marsh") == words.NOT_SECOND.format(name="Helen Marsh")
    assert counter(TOM, answering.choose, counter.ref, "Pete Marlow") == words.NOT_SECOND.format(name="Pete Marlow")
    assert "A request for contact with a child" in told(house, TOM)
    assert "A request for contact with a child" not in told(house, HELEN)
    assert counter.shows(PETE) == words.NOT_SEEN
    assert counter(HELEN, answering.end, counter.ref) != ""
    assert counter.request.state is ContactState.ENDED


# What changes meanwhile


@pytest.mark.clause("5.13")
@pytest.mark.parametrize("when", ["approved", "open"])
@pytest.mark.parametrize("what", ["adult", "age", "left", "concern"])
async def test_what_it_rested_on_stands_no_more(house: House, counter: Counter, when: str, what: str) -> None:
    await counter.approved()
    if when == "open":
        await house.pass_time(30 * MINUTE)
        assert counter.inside() == ["dave", "helen", "alfie"]
    match what:
        case "adult":
            counter.registers(ALFIE, responsible_adults=(replace(PETE_HERE, no_contact=True),))
        case "age":
            counter.registers(ALFIE, responsible_adults=(PETE_HERE,), minor=False, role=Role.LEARNER)
        case "left":
            counter.registers(DAVE, role=Role.UNKNOWN, former=Role.STAFF, left=date(2026, 11, 21))
        case "concern":
            await house.say(DAVE, JUNIORS, "@alfie private_contact.secrecy")
    await house.pass_time(30 * MINUTE if when == "approved" else LOOK)
    assert counter.inside() == []
    assert counter.request.state is (ContactState.ENDED if when == "approved" else ContactState.CLOSING)
    assert "is over, and nothing is open" in told(house, DAVE)


async def test_without_a_second_adult_nothing_opens(house: House, counter: Counter) -> None:
    await counter.approved()
    for each in (HELEN, TOM, NISHA):
        counter.registers(each, appointments=())
    await house.pass_time(30 * MINUTE)
    assert house.server.contact_places == {}
    assert counter.request.why == "no_second_adult"


# What goes wrong


@pytest.mark.clause("5.13")
async def test_no_place_is_left_open_whatever_stops_and_starts_again(tmp_path: Path) -> None:
    """The program is gone from the moment it opened until long after its end, and nothing of what was begun is lost."""
    with running(tmp_path) as house:
        counter = Counter(house)
        await counter.approved()
        await house.pass_time(30 * MINUTE)
        place, inside = counter.request.place, house.server.contact_places
        assert inside[place]
    with running(tmp_path) as again:
        again.clock.now += timedelta(days=1)
        again.server.contact_places = inside
        await again.come_to_rest()
        assert inside[place] == ()
        await again.pass_time(SETTLE)
        assert Counter(again).request.state is ContactState.CLOSED


async def test_what_could_not_open_in_time_does_not_open_late(house: House, counter: Counter) -> None:
    await counter.approved()
    house.platform.always("open_place", RetryLater(why="not_connected", counts=False))
    await house.pass_time(30 * MINUTE)
    assert counter.request.state is ContactState.OPEN
    await house.pass_time(30 * MINUTE)
    house.platform.moods.clear()
    await house.pass_time(10 * MINUTE)
    assert counter.inside() == []
    assert "over" in [each.get("why") for each in house.settled("open_place")]
    assert "contact.shut" in house.kinds()


async def test_a_place_that_cannot_be_made_or_closed_is_a_persons_task(house: House, counter: Counter) -> None:
    await counter.approved()
    house.platform.answers("close_place", Refused("forbidden:50013"))
    await house.pass_time(30 * MINUTE)
    await house.pass_time(30 * MINUTE)
    assert "could NOT be closed" in told(house, HELEN)
    await house.say(ALFIE, here(counter), "still here")
    await house.pass_time(timedelta(hours=1))
    assert counter.request.state is ContactState.CLOSING, "what is written there is kept until somebody closed it"
    assert counter(TOM, answering.end, counter.ref) != ""
    assert counter.request.state is ContactState.CLOSED
    house.platform.answers("make_place", Refused("forbidden:50013"))
    house.platform.answers("ask_contact", Refused("not_a_member"))
    assert counter(DAVE, asking.ask, "Alfie Webb", PURPOSE, "today", "21:00", "21:30") != ""
    await house.come_to_rest()
    assert "could NOT be asked here" in told(house, HELEN)
    counter(HELEN, answering.record, counter.ref, "yes", "paper", "")
    await house.pass_time(timedelta(hours=1))
    assert (counter.request.state, counter.request.why) == (ContactState.ENDED, "no_place")


# What was written there


async def test_only_those_who_answer_for_it_open_what_was_written_and_not_whoever_asked(house: House, counter: Counter) -> None:
    await counter.approved()
    await house.pass_time(30 * MINUTE)
    await house.pass_time(30 * MINUTE)
    await house.pass_time(SETTLE)
    officers = ["p_helen", "p_dave"]

    def opens(who: str, reason: str = "an appeal", which: str = counter.ref) -> Any:
        with house.store.transaction() as tx:
            return transcript(tx, which, who, reason, officers, house.clock)

    assert not isinstance(opens("p_helen"), Refusal)
    assert all(isinstance(each, Refusal) for each in (opens("p_tom"), opens("p_dave"), opens("p_helen", " ")))
    assert isinstance(opens("p_helen", which="NOPE"), Refusal)
    assert house.kinds().count("sealed.refused") == 4
    assert counter(DAVE, asking.ask, "Alfie Webb", PURPOSE, "today", "20:30", "21:00") != words.WAITING
    with pytest.raises(TextErasedError):
        opens("p_helen", which=counter.ref)


class Dies(Moody):
    """What the platform has done is never written down: the answer is lost, and then the program ends."""

    kind = ""

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        outcome = await super().perform(planned, enclosed)
        if planned.effect.kind == self.kind:
            self.kind = ""
            raise ConnectionError
        return outcome


@pytest.mark.clause("5.13")
@pytest.mark.parametrize("kind", ["ask_contact", "make_place", "open_place", "close_place"])
async def test_what_the_platform_had_done_as_the_program_ended_is_done_once(tmp_path: Path, kind: str) -> None:
    everybody = people(alfie=replace(ALFIE.person, responsible_adults=(PETE_HERE,)))
    with running(tmp_path, members=everybody) as house:
        dies = Dies(house.server, house.clock)
        dies.kind = kind
        house.platform = dies
        house.service._dispatcher._platforms = {NAME: dies, "email": dies}
        counter = Counter(house)
        counter.asks()
        await house.come_to_rest()
        if dies.kind:
            counter(PETE, answering.press, counter.request.id, Press.YES)
        for minutes in (30, 30):
            if dies.kind:
                await house.pass_time(minutes * MINUTE)
        assert not dies.kind
        world, now = house.server, house.clock.now
    with running(tmp_path, members=everybody) as again:
        again.clock.now = now + timedelta(minutes=2)
        again.server.contact_places, again.server.performed = world.contact_places, world.performed
        again.server.letters = world.letters
        counter = Counter(again)
        await again.come_to_rest()
        if kind == "ask_contact":
            assert len(again.letters(PETE.account.id)) == 1, "they are asked once"
            counter(PETE, answering.press, counter.request.id, Press.YES)
        for _ in range(5):
            await again.pass_time(30 * MINUTE)
        assert counter.request.state is ContactState.CLOSED
        assert len(again.server.contact_places) == 1
        assert counter.inside() == []


@pytest.mark.clause("5.13", "7.4")
async def test_whoever_asks_what_is_held_is_given_their_own_part_alone(house: House, counter: Counter) -> None:
    await counter.approved()
    await house.pass_time(30 * MINUTE)
    await house.say(DAVE, here(counter), "Dave's own words")
    await house.say(ALFIE, here(counter), "Alfie's own words")
    await house.pass_time(30 * MINUTE)
    await house.pass_time(SETTLE)

    request = counter.request

    def packed(who: Member) -> str:
        with house.store.transaction() as tx:
            asked, whose = ("p_helen", "they asked"), Whose.of(tx, who.person.id)
            found = contact_items(tx, request, "i_1", whose, house.organisation, asked, lambda text: ())
            return "\n".join(words.text for item in found for words in item.words)

    child = packed(ALFIE)
    assert "asked to be in touch with you, for this: talk about" in child
    assert "You wrote there: Alfie's own words" in child
    assert not any(each in child for each in ("Dave", "Pete", "Helen"))
    assert "You wrote there: Dave's own words" in packed(DAVE)
    assert "second adult" in packed(HELEN)
    assert "You said, or wrote down, yes." in packed(PETE)
    assert packed(MAYA) == ""


@pytest.mark.clause("5.13")
async def test_who_does_not_answer_is_asked_once_more_and_whoever_asked_hears_that_it_is_over(
    house: House, counter: Counter
) -> None:
    counter.registers(ALFIE, responsible_adults=(PETE_HERE,))
    counter.asks()
    await house.come_to_rest()
    await house.pass_time(14 * MINUTE)
    assert words.ONCE_MORE not in told(house, PETE)
    await house.pass_time(MINUTE)
    assert (told(house, PETE).count("asks to be in touch"), told(house, PETE).count(words.ONCE_MORE)) == (2, 1)
    assert f"Nobody has answered the request {counter.ref} yet" in told(house, HELEN)
    assert "over, and nothing is open" not in told(house, DAVE)
    await house.pass_time(timedelta(hours=1))
    assert "over, and nothing is open" in told(house, DAVE)
    await house.pass_time(timedelta(days=3))
    assert told(house, PETE).count("asks to be in touch") == 2


@pytest.mark.clause("5.13")
async def test_the_place_goes_after_a_while_and_not_while_a_concern_may_need_it(house: House, counter: Counter) -> None:
    await counter.approved()
    await house.pass_time(30 * MINUTE)
    await house.say(ALFIE, replace(here(counter), members=counter.request.present), "see you on Monday")
    await house.pass_time(30 * MINUTE)
    await house.pass_time(SETTLE)
    place = counter.request.place
    assert counter.request.state is ContactState.CLOSED
    concern = await house.say(DAVE, JUNIORS, "@alfie private_contact.secrecy")
    await house.pass_time(GRACE - MINUTE)
    await house.pass_time(MINUTE)
    assert place in house.server.contact_places, "there is a concern, and what is in it may be needed"
    (case,) = [each for each in house.cases() if each.newest.message == concern.message]
    await house.ends(HELEN, case, "Nothing in it")
    house.platform.answers("remove_place", Refused("forbidden:50013"))
    await house.pass_time(GRACE)
    assert f"could NOT delete the place of the request {counter.ref}" in told(house, HELEN)
    assert "contact.place_over" in house.kinds()
    assert place in house.server.contact_places


@pytest.mark.clause("5.13")
async def test_the_record_is_there_before_the_place_goes(house: House, counter: Counter) -> None:
    await counter.approved()
    for each in (30 * MINUTE, 30 * MINUTE, SETTLE):
        await house.pass_time(each)
    assert list(house.server.contact_places) == [counter.request.place]
    await house.pass_time(GRACE - MINUTE)
    assert list(house.server.contact_places) == [counter.request.place]
    await house.pass_time(MINUTE)
    assert house.server.contact_places == {}
    kinds = house.kinds()
    assert kinds.index("contact.transcript") < kinds.index("contact.place_over") < kinds.index("contact.removed")
    ref = counter.ref
    with house.store.transaction() as tx:
        found = transcript(tx, ref, "p_helen", "a parent asked what was said", ["p_helen"], house.clock)
    assert not isinstance(found, Refusal)
    await house.pass_time(GRACE)
    assert house.kinds().count("contact.place_over") == 1


@pytest.mark.clause("5.13", "7.4")
async def test_where_the_child_is_erased_meanwhile_the_place_goes_all_the_same(house: House, counter: Counter) -> None:
    await counter.approved()
    for _ in range(2):
        await house.pass_time(30 * MINUTE)
    await house.pass_time(SETTLE)
    place = counter.request.place
    assert counter.request.state is ContactState.CLOSED
    erase(house, "p_alfie")
    with house.store.reading() as tx:
        assert not tx.contact_requests()
    assert place in house.server.contact_places
    await house.pass_time(GRACE)
    assert place not in house.server.contact_places
    assert house.kinds().count("contact.place_over") == 1
