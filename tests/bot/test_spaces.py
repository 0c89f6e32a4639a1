"""A channel that staff apply for, in the practice club: approved by another, made by the bot, each step recorded (map 8.13);
and what channels are for (map 10.12).
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.register import keep_gone
from bot.spaces import clock, deciding, declaring, words
from bot.spaces.changing import reference
from bot.spaces.deciding import Answer
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, NISHA, PETE, TOM
from bot.terminal.server import NAME
from moderation.model import (
    BOT,
    Account,
    Decision,
    Entry,
    MakeSpace,
    Member,
    NeedsHuman,
    Place,
    PlaceKind,
    Refused,
    RetryLater,
    Role,
    SpaceFor,
    SpaceState,
    Verdict,
)
from moderation.profiles import Profile
from moderation.spaces import AGAIN, LAPSE, REMIND, WAITING
from tests.bot.service_kit import MINUTE, House, running
from tests.bot.spaces_kit import AIM, Counter, told
from tests.storage.store_kit import concern

pytestmark = pytest.mark.usefixtures("marked")

THERE = Place(NAME, "junior-matches", "junior-matches")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running(tmp_path) as house:
        yield house


@pytest.fixture
def counter(house: House) -> Counter:
    return Counter(house)


def recorded(house: House) -> list[str]:
    return [kind for kind in house.kinds() if kind.startswith("space.")]


@pytest.mark.clause("8.13", "10.12")
async def test_one_is_made_once_somebody_else_approves_of_its_five_answers(house: House, counter: Counter) -> None:
    assert "passed on to Helen Marsh" in counter.asks()
    await house.come_to_rest()
    (card,) = counter.cards()
    assert card.to.name == "Helen Marsh"
    answers = ("Dave Ridley", "#junior-matches", AIM, words.FOR[SpaceFor.FAMILIES], "open to all", "At training", "Cerys Pugh")
    assert all(each in card.text for each in answers)
    assert house.server.spaces == {}
    assert counter.says(HELEN, Answer.APPROVE) == words.SAID_APPROVED.format(name="junior-matches")
    await house.come_to_rest()
    (planned,) = house.platform.asked("make_space")
    made = planned.effect
    assert isinstance(made, MakeSpace)
    assert made.roles == (Role.CHILD, Role.LEARNER, Role.PARENT, Role.MODERATOR, Role.LEAD)
    assert [each.id for each in made.runners] == ["dave", "cerys"]
    assert [each.id for each in made.watch] == ["helen", "tom", "nisha"]
    assert made.uploads == house.organisation.profile.images.public_upload
    assert house.server.spaces == {"junior-matches": AIM}
    assert counter.request.state is SpaceState.MADE
    assert counter.purposes == {"terminal/junior-matches": AIM}
    assert all("is there. It is for" in told(house, each) for each in (DAVE, CERYS))
    assert recorded(house) == ["space.requested", "space.approved", "space.made"]
    requested, approved, _ = (each for each in house.records() if each["kind"].startswith("space."))
    assert (requested["actor"], approved["actor"]) == ("p_dave", "p_helen")
    assert requested["data"]["runners"] == ["p_dave", "p_cerys"]
    assert "lifts" not in str(house.records())
    assert counter.says(HELEN, Answer.DECLINE, "too late") == words.NOT_WAITING.format(stands="is there")


@pytest.mark.clause("8.13")
@pytest.mark.parametrize(
    "runners",
    [(), (DAVE,), (DAVE, DAVE), (DAVE, ALFIE), (DAVE, "Nobody")],
    ids=["nobody", "one", "one twice", "a child", "unknown"],
)
async def test_fewer_than_two_who_count_as_adults_are_refused_and_logged(
    house: House, counter: Counter, runners: tuple[Member | str, ...]
) -> None:
    chosen = tuple(each.account if isinstance(each, Member) else each for each in runners)
    assert counter.asks(runners=chosen) == words.RUNNERS_WANTED
    assert house.records()[-1]["kind"] == "action.refused"
    assert house.records()[-1]["data"] == {"does": "space_request", "why": "runners", "runners": min(len(chosen), 1)}
    with house.store.reading() as tx:
        assert not tx.space_requests()


@pytest.mark.clause("8.13")
async def test_who_may_not_apply_and_what_does_not_fit(house: House, counter: Counter) -> None:
    for who in (ALFIE, PETE):
        assert counter.asks(who) == words.NOT_YOURS
        assert house.records()[-1]["data"]["does"] == "space_request"
    assert counter.asks(name="!!!") == words.MISFIT["name"]
    for aim in ("short", "x" * 251, "Ring me on 07700 900123 about it"):
        assert counter.asks(aim=aim) == words.MISFIT["aim"]
    assert counter.asks(promoted=" ") == words.MISFIT["promoted"]
    assert "passed on" in counter.asks()
    assert counter.asks(CERYS) == words.NAME_WAITS, "each would be taken for the other where making one broke off"
    for number in range(WAITING - 1):
        assert "passed on" in counter.asks(name=f"room {number}")
    assert counter.asks() == words.WAITS_ALREADY


@pytest.mark.clause("8.13")
async def test_where_nobody_else_is_left_to_decide_it_is_not_passed_on(house: House, counter: Counter) -> None:
    assert counter.asks(HELEN, runners=(HELEN.account, TOM.account)) == words.NOBODY
    house.organisation = replace(house.organisation, profile=_decided_by_watch(house))
    assert "passed on to Nisha Rao" in counter.asks(HELEN, runners=(HELEN.account, TOM.account))


@pytest.mark.clause("8.13")
async def test_whoever_applied_or_is_to_run_it_does_not_decide(house: House, counter: Counter) -> None:
    assert "passed on to Tom Okafor" in counter.asks(runners=(HELEN.account, DAVE.account))
    for who, says in ((DAVE, words.OWN), (HELEN, words.OWN), (CERYS, words.NOT_KNOWN), (NISHA, words.NOT_KNOWN)):
        assert counter.says(who, Answer.APPROVE) == says
        assert house.records()[-1]["data"]["does"] == "space_approve"
    house.organisation = replace(house.organisation, profile=_decided_by_watch(house))
    assert [each.answers for each in counter.sees(NISHA)] == [(Answer.APPROVE, Answer.DECLINE)], "as the profile says"
    assert counter.sees(HELEN) == []
    assert [each.answers for each in counter.sees(DAVE)] == [(Answer.WITHDRAW,)]
    assert counter.says(TOM, Answer.DECLINE) == words.ASK_WHY
    assert counter.says(TOM, Answer.DECLINE, "There is one already.") == words.SAID_DECLINED
    await house.come_to_rest()
    assert "There is one already." in told(house, DAVE)
    assert recorded(house) == ["space.requested", "space.declined"]
    assert "already" not in str(house.records())


@pytest.mark.clause("8.13")
async def test_a_concern_about_who_would_run_it_stops_it_and_they_do_not_learn_of_it(house: House, counter: Counter) -> None:
    counter.asks()
    await house.say(CERYS, replace(THERE, id="juniors-chat"), "private_contact.secrecy here")
    assert counter.says(HELEN, Answer.APPROVE) == words.CANNOT.format(why=words.WHY["concern"])
    house.organisation = replace(house.organisation, profile=_decided_by_watch(house))
    assert counter.says(NISHA, Answer.APPROVE) == words.CANNOT_SAY, "of a concern about staff only the chain knows"
    assert counter.request.state is SpaceState.ASKED
    assert "concern" not in "".join(each.text for each in counter.sees(DAVE))


@pytest.mark.clause("8.13")
async def test_what_it_rests_on_is_looked_at_again_as_it_is_made(house: House, counter: Counter) -> None:
    counter.asks()
    counter.says(HELEN, Answer.APPROVE)
    with house.store.transaction() as tx:
        tx.register(replace(CERYS.person, role=Role.UNKNOWN), [CERYS.account], "p_helen")
    await house.come_to_rest()
    assert counter.request.state is SpaceState.STOPPED
    assert house.server.spaces == {}
    assert "came to nothing" in told(house, DAVE)
    assert "not all of those" in told(house, HELEN)
    assert "not all of those" not in told(house, DAVE)


@pytest.mark.clause("8.13")
async def test_of_three_who_were_to_run_it_none_is_let_in_who_may_not_any_more(house: House, counter: Counter) -> None:
    counter.asks(runners=(DAVE.account, CERYS.account, PETE.account))
    with house.store.transaction() as tx:
        tx.register(replace(PETE.person, role=Role.UNKNOWN), [PETE.account], "p_helen")
    assert counter.says(HELEN, Answer.APPROVE) == words.CANNOT.format(why=words.WHY["runners"])
    with house.store.transaction() as tx:
        tx.register(PETE.person, [PETE.account], "p_helen")
    assert counter.says(HELEN, Answer.APPROVE) == words.SAID_APPROVED.format(name="junior-matches")
    with house.store.transaction() as tx:
        tx.register(replace(NISHA.person, role=Role.UNKNOWN, left=house.clock().date()), [NISHA.account], "p_helen")
        keep_gone(tx, ["p_nisha"], "p_helen")
    await house.come_to_rest()
    assert house.server.spaces == {}, "who watches no more would be let in by name"
    assert counter.request.by_hand
    assert "Nisha" not in told(house, HELEN)


@pytest.mark.clause("8.13")
async def test_two_entries_of_one_human_are_one_person(house: House, counter: Counter) -> None:
    second = [
        Member(Account(NAME, f"{each.account.id}_2", "x"), replace(each.person, id=f"{each.person.id}_2"))
        for each in (DAVE, HELEN)
    ]
    with house.store.transaction() as tx:
        for each in second:
            tx.register(each.person, [each.account], "p_helen")
    dave, helen = second
    assert counter.asks(runners=(DAVE.account, dave.account)) == words.RUNNERS_WANTED
    assert "passed on to Tom Okafor" in counter.asks(HELEN)
    assert counter.says(helen, Answer.APPROVE) == words.OWN


@pytest.mark.clause("8.13", "8.16")
async def test_who_else_a_concern_is_about_does_not_learn_of_it(house: House, counter: Counter) -> None:
    counter.asks()
    counter.says(HELEN, Answer.APPROVE)
    with house.store.transaction() as tx:
        event = house.event(CERYS.account, replace(THERE, id="juniors-chat"), "hello")
        tx.receive(event)
        case = replace(concern(event, "c_both", subjects=("p_cerys", "p_helen")), org=house.organisation.id)
        entry = Entry("case.opened", BOT, {}, "c_both")
        made = Decision("d_both", house.organisation.id, event.id, house.clock(), Verdict.ALLOW, entry, case=case)
        tx.commit_decision(made, event)
    await house.come_to_rest()
    assert counter.request.state is SpaceState.STOPPED
    assert "open concern" in told(house, TOM)
    assert "open concern" not in told(house, HELEN)


@pytest.mark.clause("8.13")
async def test_nobody_is_to_make_by_hand_what_may_not_be_made_any_more(house: House, counter: Counter) -> None:
    house.platform.answers("make_space", Refused("forbidden:restricted_action"))
    house.server.post("m_1", THERE, HELEN.account, "I made it")
    counter.asks()
    counter.says(HELEN, Answer.APPROVE)
    await house.come_to_rest()
    await house.say(CERYS, replace(THERE, id="juniors-chat"), "private_contact.secrecy here")
    said = counter(HELEN, declaring.by_hand, reference(counter.request.id), THERE)
    assert said == words.CANNOT.format(why=words.WHY["concern"])
    await house.pass_time(AGAIN + MINUTE)
    assert told(house, HELEN).count("channel made") == 1
    assert counter.request.state is SpaceState.STOPPED


@pytest.mark.clause("8.13")
async def test_it_is_taken_back_reminded_of_once_or_lapses(house: House, counter: Counter) -> None:
    counter.asks()
    assert counter(CERYS, deciding.withdraw, reference(counter.request.id)) == words.NOT_KNOWN, "it is not hers"
    assert counter(DAVE, deciding.withdraw, reference(counter.request.id)) == words.SAID_WITHDRAWN
    await house.pass_time(LAPSE + MINUTE)
    assert counter.request.state is SpaceState.WITHDRAWN
    counter.asks(name="second")
    await house.pass_time(REMIND + MINUTE)
    assert [each.subject.startswith("Still waits") for each in counter.cards()] == [False, False, True]
    await house.pass_time(LAPSE - REMIND)
    assert counter.request.state is SpaceState.LAPSED
    assert "Nobody decided on your application" in told(house, DAVE)
    await house.pass_time(LAPSE)
    assert recorded(house) == ["space.requested", "space.withdrawn", "space.requested", "space.reminded", "space.lapsed"]


@pytest.mark.clause("8.13", "10.12")
@pytest.mark.parametrize("mood", [Refused("forbidden:restricted_action"), NeedsHuman("gave_up")], ids=lambda mood: mood.kind)
async def test_what_the_platform_refuses_is_a_task_until_somebody_has_done_it(
    house: House, counter: Counter, mood: Refused | NeedsHuman
) -> None:
    house.platform.answers("make_space", mood)
    house.server.post("m_1", THERE, HELEN.account, "I made it")
    counter.asks()
    counter.says(HELEN, Answer.APPROVE)
    await house.come_to_rest()
    ref = reference(counter.request.id)
    assert counter.request.by_hand
    assert f"channel made {ref}" in told(house, HELEN)
    await house.pass_time(AGAIN + MINUTE)
    assert told(house, HELEN).count(f"channel made {ref}") == 2
    assert counter(DAVE, declaring.by_hand, ref, THERE) == words.NOT_TO_MAKE
    assert counter(HELEN, declaring.by_hand, ref, replace(THERE, kind=PlaceKind.THREAD)) == words.NO_PLACE
    assert counter(HELEN, declaring.by_hand, ref, THERE) == words.WAS_MADE.format(name="junior-matches")
    await house.come_to_rest()
    assert counter.request.state is SpaceState.MADE
    assert house.server.spaces == {"junior-matches": AIM}, "what it is for is shown there"
    assert "is there. It is for" in told(house, CERYS)
    await house.pass_time(AGAIN + MINUTE)
    assert told(house, HELEN).count(f"channel made {ref}") == 2


@pytest.mark.clause("8.13")
async def test_what_waits_for_a_person_can_be_declined_or_taken_back(house: House, counter: Counter) -> None:
    for who, what in ((HELEN, Answer.DECLINE), (DAVE, Answer.WITHDRAW)):
        house.platform.answers("make_space", Refused("forbidden:restricted_action"))
        counter.asks()
        counter.says(HELEN, Answer.APPROVE)
        await house.come_to_rest()
        assert [each.answers for each in counter.sees(who) if each.id == counter.request.id] == [(what,)]
        assert counter.says(HELEN, Answer.APPROVE) == words.NOT_WAITING.format(stands="is approved, and is being made")
        assert counter.says(who, what, "not now") in {words.SAID_DECLINED, words.SAID_WITHDRAWN}
    await house.pass_time(AGAIN + MINUTE)
    assert told(house, HELEN).count("channel made") == 2, "nobody is reminded of it"
    assert "not now" in told(house, DAVE)
    assert recorded(house)[-1] == "space.withdrawn"


@pytest.mark.clause("8.13")
async def test_nobody_is_to_make_by_hand_what_the_bot_will_make_yet(house: House, counter: Counter) -> None:
    house.platform.always("make_space", RetryLater(3600, "not_connected", counts=False))
    counter.asks()
    counter.says(HELEN, Answer.APPROVE)
    await house.pass_time(REMIND + MINUTE)
    assert counter.request.state is SpaceState.APPROVED
    assert "channel made" not in told(house, HELEN), "there would be two of it"
    assert [each.subject.startswith("Still waits") for each in counter.cards()] == [False]


@pytest.mark.clause("8.13")
async def test_a_name_that_is_taken_is_told_and_nothing_is_made_twice(house: House, counter: Counter) -> None:
    for _ in range(2):
        counter.asks()
        counter.says(HELEN, Answer.APPROVE)
        await house.come_to_rest()
    assert counter.request.state is SpaceState.STOPPED
    assert "apply again with another name" in told(house, DAVE)
    with house.store.transaction() as tx:
        first = tx.space_requests()[0]
        clock.settled(tx, house.platform.asked("make_space")[0].effect, Refused("late"), house.organisation, house.clock())
        assert tx.space_request(first.id) == first, "what was made stays made"


@pytest.mark.clause("10.12")
async def test_what_a_channel_is_for_is_said_by_those_who_decide(house: House, counter: Counter) -> None:
    place = Place(NAME, "fixtures", "fixtures")
    house.server.post("m_1", place, HELEN.account, "hello")
    for who in (DAVE, ALFIE, NISHA):
        assert counter(who, declaring.purpose, place, "", AIM) == words.NOT_TO_DECLARE
        assert house.records()[-1]["data"]["does"] == "space_purpose"
    assert counter(HELEN, declaring.purpose, place, "") == words.NOTHING_SHOWN
    assert counter(HELEN, declaring.purpose, place, "", "tiny") == words.MISFIT["aim"]
    assert counter(HELEN, declaring.purpose, replace(place, kind=PlaceKind.DIRECT), "", AIM) == words.NO_PLACE
    assert counter(HELEN, declaring.purpose, place, "x" * 251) == words.MISFIT["aim"], "what stands there is not cut"
    said = words.DECLARED.format(place="fixtures", text=AIM)
    assert counter(HELEN, declaring.purpose, place, "old words", AIM) == f"{said} {words.AND_SHOWN}"
    assert counter(TOM, declaring.purpose, place, f" {AIM}\n") == said, "what stands there already"
    await house.come_to_rest()
    assert counter.purposes == {"terminal/fixtures": AIM}
    assert house.server.spaces == {"fixtures": AIM}
    assert [each["actor"] for each in house.records() if each["kind"] == "space.purpose"] == ["p_helen", "p_tom"]
    assert "lifts" not in str(house.records())


def _decided_by_watch(house: House) -> Profile:
    return replace(house.organisation.profile, spaces=replace(house.organisation.profile.spaces, decided_by="watch"))
