"""What staff have announced, in the practice club: read by the detectors, looked at by another, sent once, recorded."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.announcing import words
from bot.announcing.deciding import Answer
from bot.announcing.drafting import LONGEST, as_event, draft
from bot.packaged import profile
from bot.platform import Enclosed
from bot.replay.again import Answer as Again
from bot.rota.changing import Given
from bot.terminal.club import ALFIE, CERYS, COACHES, DAVE, DAVE_AND_JO, HELEN, JUNIORS, NISHA, PETE, TOM
from moderation.cards import reference
from moderation.engines import UNASKED
from moderation.fingerprint import fingerprint
from moderation.model import (
    Agreement,
    Category,
    Event,
    Member,
    Part,
    PartKind,
    Place,
    Refused,
    Role,
    Speed,
    Stage,
    Topic,
    Way,
)
from tests.bot.announcing_kit import DAY, EVENING, MONDAY, SIGNED, TEXT, Counter, made
from tests.bot.member_kit import said, season
from tests.bot.replay_kit import made_again
from tests.bot.service_kit import NUMBER, House

pytestmark = pytest.mark.usefixtures("marked")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from made(tmp_path)


@pytest.fixture
def counter(house: House) -> Counter:
    return Counter(house)


@pytest.mark.clause("4.5", "4.8", "5.6")
async def test_it_appears_signed_after_another_has_looked_at_it(house: House, counter: Counter) -> None:
    assert counter.writes() == words.ASKED.format(name="Helen Marsh")
    await house.come_to_rest()
    assert not counter.posted
    asked = counter.asked()
    assert [effect.to.name for effect in asked] == ["Helen Marsh"]
    assert f"{TEXT}\n\n{SIGNED}" in asked[0].text
    assert counter.says(HELEN, Answer.APPROVE) == words.SENT.format(place="juniors-chat")
    await house.come_to_rest()
    assert counter.posted == [f"{TEXT}\n\n{SIGNED}"]
    assert words.POSTED.format(place="juniors-chat") in [letter.text for letter in house.letters(DAVE.account.id)]
    assert "settled already" in counter.says(TOM, Answer.DECLINE, "too late")
    drafted, approved = [each for each in house.records() if each["kind"] in {"announcement.drafted", "announcement.approved"}]
    assert (drafted["actor"], approved["actor"]) == ("p_dave", "p_helen")
    assert approved["data"]["author"] == "p_dave"
    assert approved["data"]["place"] == "terminal/juniors-chat"
    assert re.fullmatch("[0-9a-f]{64}", approved["data"]["text"])
    assert approved["data"]["text"] == drafted["data"]["text"]
    assert "announcement.published" in house.kinds()
    assert "flooded" not in str(house.records())
    assert "Ridley" not in str(house.records())


@pytest.mark.clause("4.8")
@pytest.mark.parametrize("who", [DAVE, CERYS, ALFIE, PETE], ids=lambda who: who.account.id)
async def test_one_approver_who_is_the_author_or_not_designated_is_refused(house: House, counter: Counter, who: Member) -> None:
    counter.writes()
    for what in Answer:
        if not (who is DAVE and what is Answer.WITHDRAW):
            said = counter.says(who, what, "because")
            assert said in {words.OWN, words.NOT_FOR_YOU, words.NOT_KNOWN, words.ONLY_CHAIN}
            assert house.records()[-1]["kind"] == "action.refused"
    await house.come_to_rest()
    assert counter.kept[0].stage is Stage.WAITING
    assert not counter.posted
    assert [each.answers for each in counter.sees(who)] == ([(Answer.WITHDRAW,)] if who is DAVE else [])


@pytest.mark.clause("4.8")
async def test_nobody_whom_it_names_and_no_subject_of_a_concern_approves_it(house: House, counter: Counter) -> None:
    everyone = house.organisation.everyone.everyone([each.person for each in house.members], b"a key for tests only")
    house.organisation = replace(house.organisation, everyone=everyone)
    counter.writes(text="Well done Helen Marsh for the medal.")
    await house.come_to_rest()
    assert [effect.to.name for effect in counter.asked()] == ["Tom Okafor"]
    assert counter.says(HELEN, Answer.APPROVE) == words.NOT_FOR_YOU
    await house.say(TOM, JUNIORS, "private_contact.secrecy here")
    assert counter.says(TOM, Answer.APPROVE) == words.NOT_FOR_YOU
    assert counter.says(NISHA, Answer.APPROVE) == words.SENT.format(place="juniors-chat")


async def test_what_would_be_taken_away_is_refused_with_the_reason(house: House, counter: Counter) -> None:
    said = counter.writes(text=f"Ring me on {NUMBER}")
    assert said.startswith(words.REFUSED)
    assert "mobile number" in said
    assert not counter.kept
    assert house.kinds()[-1] == "announcement.refused"
    assert counter.writes(text="link.unknown is held elsewhere") == words.ASKED.format(name="Helen Marsh")
    assert counter.kept[0].grave
    said = counter.writes(text="staff_conduct.kisses at the end")
    assert "A small reminder" in said
    assert counter.kept


async def test_what_its_author_must_not_be_told_goes_to_a_designated_person(house: House, counter: Counter) -> None:
    house.organisation = replace(house.organisation, profile=profile("school"))
    said = counter.writes(text="private_contact.secrecy, everybody")
    assert said == words.ASKED.format(name="Helen Marsh"), "as for any other"
    await house.come_to_rest()
    assert words.SAW in counter.asked()[0].text
    assert words.SAW not in counter.sees(DAVE)[0].text
    assert not counter.sees(CERYS)
    assert words.SAW in counter.sees(NISHA)[0].text


async def test_harm_that_is_told_of_in_one_opens_a_concern_with_its_clock(house: House, counter: Counter) -> None:
    """Whatever else is in it. Somebody else looks at the announcement as at any other."""
    ours, told = house.organisation, "disclosure.abuse: tell everybody"
    house.organisation = replace(ours, config=fingerprint(ours.profile, ours.wording, ours.contacts))
    assert counter.writes(text=f"{told}, ring {NUMBER}").startswith(words.REFUSED)
    await house.come_to_rest()
    case = house.case
    assert (case.category, case.speed, case.subjects) == (Category.DISCLOSURE, Speed.NOW, ())
    assert (case.newest.post, case.newest.removed_by, case.newest.hidden) == (False, "", False), "it stands nowhere"
    assert len(case.alerted) == 2, "two people are told of a disclosure"
    assert counter.writes(text=told) == words.ASKED.format(name="Helen Marsh")
    counter._given -= 1
    assert counter.writes(text=told).startswith("You have handed that in already"), "once, however often it is handed in"
    await house.come_to_rest()
    assert len(house.case.sightings) == 2
    assert f"It is concern {reference(case.id)}." in counter.asked()[0].text
    assert [(each.outcome.answer, each.outcome.why) for each in made_again(house)] == [(Again.SAME, ())] * 2
    assert counter.writes(text="link.unknown is held elsewhere") == words.ASKED.format(name="Helen Marsh")
    assert house.case, "what would only be held is no concern: another looks at it anyway"


async def test_it_is_declined_with_a_reason_or_taken_back(house: House, counter: Counter) -> None:
    counter.writes()
    assert counter.says(TOM, Answer.DECLINE) == words.WHY
    assert counter.says(TOM, Answer.DECLINE, "We do train.") == words.DECLINED
    house.clock.now += timedelta(minutes=1)
    counter.writes(text="Bring your boots.")
    assert counter.says(DAVE, Answer.WITHDRAW) == words.WITHDRAWN
    await house.come_to_rest()
    assert [each.stage for each in counter.kept] == [Stage.DECLINED, Stage.WITHDRAWN]
    assert any("We do train." in letter.text for letter in house.letters(DAVE.account.id))
    assert not counter.posted
    assert {"announcement.declined", "announcement.withdrawn"} <= set(house.kinds())
    assert not counter.sees(DAVE)
    assert not counter.sees(TOM)


@pytest.mark.clause("4.8")
async def test_only_somebody_who_could_approve_it_is_asked(house: House, counter: Counter) -> None:
    """Not the subject of a concern, who would learn of it, nor a contact by e-mail who is nobody here and has no button."""
    await house.say(TOM, JUNIORS, "private_contact.secrecy here")
    assert counter.writes(HELEN) == words.ASKED.format(name="Nisha Rao")


async def test_who_is_spoken_with_about_private_contact_gets_no_hint(house: House, counter: Counter) -> None:
    """Decisions 17: a kind word might warn them."""
    await house.say(DAVE, JUNIORS, "private_contact.secrecy here")
    assert counter.writes(text="staff_conduct.kisses at the end") == words.ASKED.format(name="Helen Marsh")


@pytest.mark.clause("4.5")
def test_the_job_title_that_they_gave_is_read_as_well(house: House, counter: Counter) -> None:
    house.organisation = replace(house.organisation, profile=profile("pre_school"))
    dave, job = DAVE.person.id, f"coach, ring {NUMBER}"
    signed = Agreement(Topic.STATEMENT, dave, True, DAY, Way.BUTTON, dave, "D. Ridley", DAY.date(), job, 1)
    with house.store.transaction() as tx:
        tx.agree(signed)
    assert counter.writes().startswith(words.REFUSED)


def test_the_same_form_twice_is_one_announcement(house: House, counter: Counter) -> None:
    event = as_event(counter.given(DAVE), "practice", JUNIORS, TEXT)
    with house.store.transaction() as tx:
        first, again = (draft(tx, house.organisation, event, UNASKED) for _ in range(2))
    assert first == words.ASKED.format(name="Helen Marsh")
    assert again == words.TWICE.format(stands=words.STANDS[Stage.WAITING])
    assert len(counter.kept) == 1


# Office hours


@pytest.mark.clause("5.17")
async def test_it_waits_for_the_office_and_is_sent_once_when_that_opens(house: House, counter: Counter) -> None:
    house.clock.now = EVENING
    counter.writes()
    assert "on Monday 23 November at 09:00" in counter.says(NISHA, Answer.APPROVE)
    await house.come_to_rest()
    assert "Monday 23 November at 09:00" in house.letters(DAVE.account.id)[-1].text
    house.clock.now = MONDAY - timedelta(minutes=1)
    await house.come_to_rest()
    assert not counter.posted
    house.clock.now = MONDAY
    await house.come_to_rest()
    await house.pass_time(timedelta(days=3))
    assert counter.posted == [f"{TEXT}\n\n{SIGNED}"]
    kinds = [kind for kind in house.kinds() if kind.startswith("announcement.")]
    assert kinds == ["announcement.drafted", "announcement.approved", "announcement.sent", "announcement.published"]


@pytest.mark.clause("5.17")
async def test_where_the_bot_was_down_while_the_office_was_open_it_waits_on_and_that_is_said(
    house: House, counter: Counter
) -> None:
    house.clock.now = EVENING
    counter.writes()
    counter.says(NISHA, Answer.APPROVE)
    house.clock.now = MONDAY + timedelta(hours=11)
    await house.come_to_rest()
    assert not counter.posted
    kinds = [kind for kind in house.kinds() if kind.startswith("announcement.")]
    assert kinds == ["announcement.drafted", "announcement.approved", "announcement.held"]
    assert "Tuesday 24 November at 09:00" in house.letters(DAVE.account.id)[-1].text
    house.clock.now = MONDAY + timedelta(days=1)
    await house.come_to_rest()
    assert len(counter.posted) == 1


@pytest.mark.clause("5.17")
async def test_in_an_emergency_the_chain_sends_it_at_once_with_a_reason_that_is_kept(house: House, counter: Counter) -> None:
    house.clock.now = EVENING
    counter.writes()
    assert counter.says(NISHA, Answer.NOW, "I like it") == words.ONLY_CHAIN
    counter.says(NISHA, Answer.APPROVE)
    assert [Answer.NOW in each.answers for who in (HELEN, NISHA, DAVE) for each in counter.sees(who)] == [True, False, False]
    assert counter.says(HELEN, Answer.NOW) == words.WHY
    assert counter.says(HELEN, Answer.NOW, "The roof came down.") == words.SENT.format(place="juniors-chat")
    await house.come_to_rest()
    assert len(counter.posted) == 1
    house.clock.now = MONDAY + timedelta(hours=1)
    await house.come_to_rest()
    assert len(counter.posted) == 1, "the clock that still rang sends nothing twice"
    (entry,) = [each for each in house.records() if each["kind"] == "announcement.overridden"]
    assert entry["actor"] == "p_helen"
    assert re.fullmatch("[0-9a-f]{64}", entry["data"]["reason"])
    assert (counter.kept[0].decided_by, counter.kept[0].reason) == ("p_nisha", "The roof came down.")


async def test_what_is_taken_back_or_of_somebody_who_has_left_is_not_sent(house: House, counter: Counter) -> None:
    house.clock.now = EVENING
    counter.writes()
    counter.says(NISHA, Answer.APPROVE)
    assert counter.says(DAVE, Answer.WITHDRAW) == words.WITHDRAWN
    counter.writes(CERYS)
    counter.says(NISHA, Answer.APPROVE)
    with house.store.transaction() as tx:
        tx.register(replace(CERYS.person, role=Role.PARENT), [CERYS.account], "p_helen")
    house.clock.now = MONDAY
    await house.come_to_rest()
    assert not counter.posted
    assert [each.stage for each in counter.kept] == [Stage.WITHDRAWN, Stage.WITHDRAWN]
    (told,) = [effect for effect in counter.asked() if effect.subject == words.NOT_POSTED]
    assert TEXT in told.text


@pytest.mark.clause("4.8", "5.17")
async def test_what_nobody_looks_at_is_reminded_of_once_and_lapses(house: House, counter: Counter) -> None:
    counter.writes()
    await house.come_to_rest()
    (first,) = counter.asked()
    await house.pass_time(timedelta(days=1))
    _, again = counter.asked()
    assert (again.to, again.announcement) == (first.to, counter.newest)
    assert words.STILL_WAITS in again.text
    await house.pass_time(timedelta(days=2))
    assert counter.kept[0].stage is Stage.LAPSED
    assert house.letters(DAVE.account.id)[-1].text == words.LAPSED.format(place="juniors-chat")
    assert "was looked at by nobody in time" in counter.says(HELEN, Answer.APPROVE)
    await house.pass_time(timedelta(days=9))
    assert (len(counter.asked()), counter.posted) == (2, [])
    counter.writes(text="Kit day is on Friday.")
    counter.says(NISHA, Answer.APPROVE)
    await house.pass_time(timedelta(days=9))
    assert len(counter.asked()) == 3, "nobody is reminded of what was looked at"
    assert len(counter.posted) == 1


@pytest.mark.clause("5.6", "5.17")
async def test_what_somebody_wrote_about_whom_there_is_a_concern_by_then_is_looked_at_again(
    house: House, counter: Counter
) -> None:
    house.clock.now = EVENING
    counter.writes()
    counter.says(NISHA, Answer.APPROVE)
    await house.come_to_rest()
    await house.say(DAVE, JUNIORS, "private_contact.secrecy here")
    told = len(house.letters(DAVE.account.id))
    house.clock.now = MONDAY
    await house.come_to_rest()
    assert counter.posted == []
    asked = counter.asked()[-1]
    assert "Since then there is an open concern about Dave Ridley" in asked.text
    assert (asked.announcement, asked.about[0]) == (counter.newest, "p_dave")
    assert len(house.letters(DAVE.account.id)) == told, "its author learns nothing of it"
    assert counter.kept[0].stage is Stage.WAITING
    counter.says(HELEN, Answer.APPROVE)
    await house.come_to_rest()
    assert len(counter.posted) == 1


@pytest.mark.clause("4.8", "5.17")
async def test_what_is_tried_again_is_posted_once(house: House, counter: Counter) -> None:
    """It is asked again with the same id, and what stands there already is not posted again."""
    counter.writes()
    counter.says(HELEN, Answer.APPROVE)
    house.platform.answers("publish", ConnectionError(), ConnectionError())
    await house.come_to_rest()
    for _ in range(3):
        await house.pass_time(timedelta(minutes=1))
    ids = {planned.id for planned in house.platform.asked("publish")}
    assert len(ids) == 1
    (planned, *_) = house.platform.asked("publish")
    assert (await house.server.perform(planned, Enclosed())).kind == "already_done"
    assert len(counter.posted) == 1


async def test_what_cannot_be_posted_is_told_to_the_lead(house: House, counter: Counter) -> None:
    counter.writes()
    counter.says(HELEN, Answer.APPROVE)
    house.platform.always("publish", Refused("forbidden"))
    await house.come_to_rest()
    (told,) = [effect for effect in counter.asked() if "could not be posted" in effect.subject]
    assert TEXT in told.text
    assert not any("stands in" in letter.text for letter in house.letters(DAVE.account.id))
    assert "announcement.failed" in house.kinds()


# The team, adults, and other policies


@pytest.mark.clause("4.6")
async def test_the_team_posts_and_the_record_knows_who(house: House, counter: Counter) -> None:
    assert counter.writes(team=True) == words.NO_TEAM
    house.organisation = replace(house.organisation, profile=profile("pre_school"))
    assert counter.writes(team=True) == words.SENT.format(place="juniors-chat")
    await house.come_to_rest()
    assert counter.posted == [f"{TEXT}\n\n— The team of Larkmead Cricket Club"]
    (entry,) = [each for each in house.records() if each["kind"] == "announcement.drafted"]
    assert (entry["actor"], entry["data"]["team"]) == ("p_dave", True)
    assert counter.writes(text=f"Ring us on {NUMBER}", team=True).startswith(words.REFUSED)


async def test_practice_mode_does_not_hold_back_what_a_person_decided(tmp_path: Path) -> None:
    for house in made(tmp_path, shadow=True):
        counter = Counter(house)
        counter.writes()
        counter.says(HELEN, Answer.APPROVE)
        await house.come_to_rest()
        assert len(counter.posted) == 1


@pytest.mark.parametrize(
    ("who", "text", "place", "says"),
    [
        (ALFIE, TEXT, JUNIORS, words.NOT_YOURS),
        (PETE, TEXT, JUNIORS, words.NOT_YOURS),
        (DAVE, "  ", JUNIORS, words.NO_TEXT),
        (DAVE, "a" * (LONGEST + 1), JUNIORS, words.TOO_LONG.format(most=LONGEST)),
        (DAVE, TEXT, DAVE_AND_JO, words.NOT_THERE),
        (DAVE, TEXT, COACHES, words.SENT.format(place="coaches")),
    ],
)
def test_what_is_no_announcement_is_said_so(counter: Counter, who: Member, text: str, place: Place, says: str) -> None:
    assert counter.writes(who, text, place) == says


async def test_where_nobody_else_could_look_that_is_said(house: House, counter: Counter) -> None:
    contacts = house.organisation.contacts
    alone = replace(contacts, deputy=None, chair=None, outside=None, monitors=())
    house.organisation = replace(house.organisation, contacts=alone)
    assert counter.writes(HELEN) == words.NOBODY
    assert not counter.kept


@pytest.mark.clause("7.4")
async def test_it_is_in_the_pack_of_whoever_wrote_it_without_who_looked_at_it(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        counter = Counter(here.house)
        counter.writes(CERYS, "Well done Maya Osei for the medal.")
        counter.says(HELEN, Answer.DECLINE, "Ask her first.")
        pack = said(here.pack(CERYS))
    assert "for the medal" in pack
    assert "Maya" not in pack
    assert "Ask her first" not in pack


# What is written without it


def answering(event: Event, to: Member) -> Event:
    return replace(event, reply_to=to.account)


@pytest.mark.clause("5.17")
async def test_what_is_written_in_the_evening_stays_and_is_reminded_of_once(house: House, counter: Counter) -> None:
    house.clock.now = EVENING
    first = await house.say(DAVE, JUNIORS, "See you all on Saturday")
    await house.pass_time(timedelta(hours=4))
    second = await house.say(DAVE, JUNIORS, "And bring water")
    await house.arrives(answering(house.event(NISHA.account, JUNIORS, "Thanks, we have seen it"), ALFIE))
    assert [house.standing(each) for each in (first, second)] == ["shown", "shown"]
    (letter,) = house.letters(DAVE.account.id)
    assert "“announce”" in letter.text
    assert not house.letters(NISHA.account.id)
    assert "author.nudged" in house.kinds()


@pytest.mark.clause("5.6")
async def test_a_post_in_a_channel_that_informs_is_held_unless_a_child_may_be_in_danger(house: House) -> None:
    news = replace(JUNIORS, id="u11-news", name="u11-news", informs=True)
    held = await house.say(DAVE, news, "Kit day is on Friday")
    assert house.standing(held) == "held"
    assert "“announce”" in house.letters(DAVE.account.id)[-1].text
    assert house.standing(await house.say(NISHA, news, "Kit day is on Friday")) == "shown"
    told = house.event(ALFIE.account, news, "disclosure.abuse at home")
    await house.arrives(told)
    assert house.standing(await house.say(DAVE, news, "I am coming to you now")) == "shown"


def test_the_parts_of_a_draft_are_its_words() -> None:
    event = as_event(Given("terminal:1", DAVE.account, DAY), "practice", JUNIORS, f"  {TEXT}\n")
    assert event.parts == (Part(PartKind.BODY, TEXT),)
