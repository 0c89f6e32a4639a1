"""The place for contact with one child, attacked: never open to others, without its second adult, or too long (map 5.13)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.contact import answering, words
from bot.contact.answering import Press
from bot.contact.clock import may_open, settled
from bot.contact.reading import transcript
from bot.contact.watching import AGAIN
from bot.inspection import take_in
from bot.terminal.club import ALFIE, DAVE, HELEN, JUNIORS, MAYA, MEMBERS, PETE, TOM
from bot.terminal.server import NAME
from moderation.model import ContactState, Done, OpenPlace, PlaceKind, Reach, Refused
from moderation.server import MemberFacts, PlaceFacts, ServerFacts
from storage.erasure import Refusal
from tests.bot.contact_kit import PETE_HERE, Counter, told
from tests.bot.service_kit import MINUTE, House, running

pytestmark = pytest.mark.usefixtures("marked")

THEM = ("dave", "helen", "alfie")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running(tmp_path) as made:
        yield made


@pytest.fixture
def counter(house: House) -> Counter:
    return Counter(house)


async def opened(house: House, counter: Counter) -> None:
    await counter.approved()
    await house.pass_time(30 * MINUTE)
    assert counter.inside() == [*THEM]


async def looked(house: House, counter: Counter, *present: str, seen: bool = True) -> ContactState:
    """What becomes of it when a platform tells that these are in its place."""
    place = PlaceFacts(counter.request.place, "contact", PlaceKind.PRIVATE_CHANNEL, frozenset(present), seen=seen)
    members = {each.account.id: MemberFacts(each.account, each.person) for each in MEMBERS}
    with house.store.transaction() as tx:
        take_in(tx, ServerFacts(NAME, "s_1", house.clock(), members, (place,)), (), house.organisation, house.clock())
    await house.come_to_rest()
    return counter.request.state


@pytest.mark.clause("5.13", "5.2")
@pytest.mark.parametrize(
    ("present", "seen"),
    [(("dave", "alfie"), True), (("helen", "alfie"), True), (("alfie",), True), ((*THEM, "nisha"), True), (THEM, False)],
)
async def test_a_child_is_not_left_with_one_adult_or_with_others(
    house: House, counter: Counter, present: tuple[str, ...], seen: bool
) -> None:
    """The second adult left the server, or was taken out; somebody was let in by hand; Touchline does not see it any more."""
    await opened(house, counter)
    assert await looked(house, counter, *THEM) is ContactState.OPEN
    assert await looked(house, counter, "dave") is ContactState.OPEN, "before the child comes in"
    assert await looked(house, counter, *present, seen=seen) is ContactState.CLOSING
    assert counter.inside() == []
    assert "its place was not as it was opened" in told(house, HELEN)


@pytest.mark.clause("5.13")
async def test_a_place_that_could_not_be_closed_is_tried_again_by_itself(house: House, counter: Counter) -> None:
    await opened(house, counter)
    house.platform.always("close_place", Refused("forbidden:50013"))
    await house.pass_time(30 * MINUTE)
    assert counter.inside() == [*THEM]
    assert await looked(house, counter, *THEM) is ContactState.CLOSING
    assert told(house, HELEN).count("could NOT be closed") == 1
    house.platform.moods.clear()
    house.clock.now += AGAIN
    await looked(house, counter, *THEM)
    assert counter.inside() == []
    await house.pass_time(10 * MINUTE)
    assert counter.request.state is ContactState.CLOSED


@pytest.mark.clause("5.13")
async def test_what_opened_it_comes_after_what_closed_it(house: House, counter: Counter) -> None:
    """A try to open it was under way as it was ended: the platform may have done both, in that order."""
    await opened(house, counter)
    request = counter.request
    assert counter(HELEN, answering.end, counter.ref) != ""
    await house.come_to_rest()
    house.server.contact_places[request.place] = request.present
    with house.store.transaction() as tx:
        late = OpenPlace(request.id, request.place, request.present, "")
        settled(tx, late, Done(), house.organisation, house.clock())
    await house.come_to_rest()
    assert counter.inside() == []
    await house.pass_time(10 * MINUTE)
    assert counter.request.state is ContactState.CLOSED


@pytest.mark.clause("5.13")
async def test_what_waited_to_open_is_looked_at_again(house: House, counter: Counter) -> None:
    """The program was away between the decision to open and the doing, and the clock may have been put back."""
    await opened(house, counter)

    def may(at: timedelta = timedelta()) -> bool:
        with house.store.reading() as tx:
            return may_open(tx, tx.contact_requests()[-1].id, house.organisation, house.clock() + at)

    assert may()
    assert not may(-31 * MINUTE)
    assert not may(30 * MINUTE)
    counter.registers(ALFIE, responsible_adults=(replace(PETE_HERE, no_contact=True),))
    assert not may()


@pytest.mark.clause("5.13")
async def test_an_account_that_is_another_childs_by_now_is_not_let_in(house: House, counter: Counter) -> None:
    await counter.approved()
    with house.store.transaction() as tx:
        tx.register(replace(ALFIE.person, responsible_adults=(PETE_HERE,)), [], HELEN.person.id)
        tx.register(MAYA.person, [MAYA.account, ALFIE.account], HELEN.person.id)
    await house.pass_time(30 * MINUTE)
    assert house.server.contact_places == {}
    assert counter.request.why == "not_a_child"


@pytest.mark.clause("5.13")
@pytest.mark.parametrize("reach", [(Reach.EMAIL, "dave@example.org"), (Reach.PLATFORM, DAVE.account.id)])
async def test_a_coach_who_is_their_parent_approves_nothing_for_themselves(
    house: House, counter: Counter, reach: tuple[Reach, str]
) -> None:
    """Neither by a button or a letter of their own, nor as a lead wrote it down in good faith."""
    himself = replace(PETE_HERE, name="Dave Ridley", reach=reach[0], address=reach[1])
    counter.registers(ALFIE, responsible_adults=(himself,))
    counter.asks()
    await house.come_to_rest()
    assert "asks to be in touch" not in told(house, "dave@example.org") + told(house, DAVE)
    assert counter(HELEN, answering.record, counter.ref, "approve", "paper", "Dave Ridley") == words.NOBODY_MAY.format(
        whole="Alfie Webb"
    )
    assert counter(DAVE, answering.press, counter.request.id, Press.YES) == words.NOT_YOURS
    counter.registers(ALFIE, responsible_adults=(himself, PETE_HERE))
    assert "said yes" in counter(HELEN, answering.record, counter.ref, "approve", "paper", "Pete Marlow")


@pytest.mark.clause("5.13")
async def test_an_adult_whom_a_concern_of_the_child_is_about_is_not_asked_and_their_yes_opens_nothing(
    house: House, counter: Counter
) -> None:
    """What is to be talked about may be what the child told of them (safeguarding rules 1 and 2). They are answered as any."""
    counter.registers(ALFIE, responsible_adults=(PETE_HERE,))
    await house.say(PETE, JUNIORS, "@alfie private_contact.secrecy")
    counter.asks()
    await house.come_to_rest()
    assert "asks to be in touch" not in told(house, PETE)
    assert "Nobody on the register may answer for Alfie Webb" in told(house, HELEN)
    assert counter(PETE, answering.press, counter.request.id, Press.YES) == words.THANKS[True]
    assert counter.request.why == "adult_changed"


@pytest.mark.clause("5.13")
async def test_one_parents_no_is_not_undone_by_asking_the_other_again(house: House, counter: Counter) -> None:
    """Two parents, apart: whoever asked is answered as usual, nobody is asked again for that time, and a lead looks."""
    await counter.approved()
    assert counter(PETE, answering.press, counter.request.id, Press.NO) == words.THANKS[False]
    await house.come_to_rest()
    asked = told(house, PETE).count("asks to be in touch")
    assert "is passed on" in counter.asks(begins="18:45")
    await house.come_to_rest()
    assert told(house, PETE).count("asks to be in touch") == asked
    assert "said no to Dave Ridley for that time already" in told(house, HELEN)
    assert "said no" not in told(house, DAVE)


@pytest.mark.clause("5.13", "8.16")
async def test_what_was_written_there_is_not_opened_by_whom_a_concern_of_the_child_is_about(
    house: House, counter: Counter
) -> None:
    await opened(house, counter)
    await house.pass_time(30 * MINUTE)
    await house.pass_time(10 * MINUTE)
    await house.say(TOM, JUNIORS, "@alfie private_contact.secrecy")

    def opens(who: str) -> object:
        with house.store.transaction() as tx:
            return transcript(tx, ref, who, "to look", ["p_helen", "p_tom"], house.clock)

    ref = counter.ref
    assert isinstance(opens("p_tom"), Refusal)
    assert not isinstance(opens("p_helen"), Refusal)
