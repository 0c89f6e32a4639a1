"""The register of sessions in the practice club: who may hold one, who is asked, what the lead is told, and how it ends."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inspection import take_in
from bot.naming import either_called
from bot.packaged import profile
from bot.rota import changing
from bot.rota.changing import Given
from bot.sessions import answering, changes, choosing, ending, listing, starting, words
from bot.sessions.emergency import Reachable, reachable
from bot.sessions.starting import Wanted
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, JO, JUNIORS, MAYA, NISHA, PETE, TOM
from bot.terminal.server import NAME
from moderation.checks.voice_room import NOTICE
from moderation.model import (
    HeldSession,
    Member,
    Presence,
    Reach,
    Refused,
    ResponsibleAdult,
    ResponsibleKind,
    Speed,
    TellLead,
    WriteToAdult,
)
from moderation.profiles.values import Opening, Session
from moderation.server import Lapse, ServerFacts
from tests.bot.member_kit import said as pack_said
from tests.bot.member_kit import season
from tests.bot.service_kit import NUMBER, House, club, running
from tests.moderation.test_notices import grade

THURSDAY = Session(3, Opening(time(18), time(19, 30)))
#: A Wednesday, the day before one.
WEDNESDAY = datetime(2026, 11, 25, 12, tzinfo=UTC)
PETE_HERE = ResponsibleAdult("Pete Marlow", ResponsibleKind.PARENT, Reach.PLATFORM, PETE.account.id, confirmed=True)


class Club:
    """A house, and somebody at the counter of it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._given = 0

    def __call__(self, who: Member, what: Callable[..., str], *asked: object) -> str:
        self._given += 1
        given = Given(f"terminal:session:{self._given}", who.account, self.house.clock())
        with self.house.store.transaction() as tx:
            return what(tx, given, self.house.organisation, *asked)

    def starts(self, who: Member = DAVE, title: str = "Nutrition talk", **more: object) -> str:
        return self(who, starting.start, Wanted(title, **more))  # type: ignore[arg-type]

    def listed(self, who: Member) -> str:
        with self.house.store.transaction() as tx:
            return "\n".join(listing.listed(tx, who.account, self.house.organisation, self.house.clock()))

    @property
    def session(self) -> HeldSession:
        with self.house.store.transaction() as tx:
            (session,) = tx.held_sessions()
        return session

    def letters(self) -> list[WriteToAdult]:
        effects = [planned.effect for planned in self.house.platform.asked("write_to_adult")]
        return [effect for effect in effects if isinstance(effect, WriteToAdult)]

    def told(self) -> list[TellLead]:
        effects = [planned.effect for planned in self.house.platform.asked("tell_lead")]
        return [effect for effect in effects if isinstance(effect, TellLead)]

    def parents(self, child: Member, *adults: ResponsibleAdult) -> None:
        with self.house.store.transaction() as tx:
            tx.register(replace(child.person, responsible_adults=adults), [child.account], "p_helen")


def opened(folder: Path, kind: str) -> Iterator[Club]:
    settings = profile(kind)
    settings = replace(settings, hours=replace(settings.hours, sessions=(THURSDAY,)))
    with running(folder, club(profile=settings), shadow=True) as house:
        house.clock.now = WEDNESDAY
        yield Club(house)


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Club]:
    """S0: parents are there, or approve beforehand of being away. In practice mode, which must not hold any of it back."""
    yield from opened(tmp_path / "provider", "sport_provider")


@pytest.fixture
def trainer(tmp_path: Path) -> Iterator[Club]:
    """S2: parents are there, and a second member of staff is."""
    yield from opened(tmp_path / "trainer", "training_provider")


@pytest.mark.clause("6.11")
def test_without_a_second_member_of_staff_it_is_refused_where_the_policy_wants_one(trainer: Club, provider: Club) -> None:
    assert trainer.starts() == words.SECOND
    for wrong in (DAVE, PETE, ALFIE):
        assert "cannot be the second adult" in trainer.starts(second=wrong.account)
    assert trainer.starts(ALFIE, second=CERYS.account) == words.NOT_STAFF
    assert trainer.house.kinds() == ["action.refused"] * 5
    assert "Held by Dave Ridley, member of staff, with Cerys Pugh, member of staff." in trainer.starts(second=CERYS.account)
    assert (trainer.session.by, trainer.session.second) == ("p_dave", "p_cerys")
    assert "Written down as" in provider.starts()


@pytest.mark.clause("6.12")
async def test_parents_are_asked_by_letter_and_by_a_button_and_whoever_cannot_be_reached_by_a_person(provider: Club) -> None:
    provider.parents(ALFIE, PETE_HERE)
    provider.parents(JO, replace(PETE_HERE, reach=Reach.TELEPHONE, address="07700 900123"), replace(PETE_HERE, confirmed=False))
    said = provider.starts(when="thursday", children='"Alfie Webb", "Maya Osei", Jo Lindqvist')
    assert "on Thursday 26 November, 18:00 to 19:30" in said
    assert "2 of 3 are asked whether their adult is there. Answers are due by 17:30 on Thursday 26 November." in said
    assert "For a person to ask" in said
    assert "Jo Lindqvist" in said
    await provider.house.come_to_rest()
    here, letter = provider.letters()
    assert (here.adult.name, here.choices) == ("Pete Marlow", (Presence.PRESENT, Presence.APPROVED))
    assert (letter.adult.address, letter.choices) == ("grace.osei@example.org", ())
    assert "approves beforehand of not being there" in here.text
    assert "Press a button below" in here.text
    assert "tell Dave Ridley, or Helen Marsh, welfare officer" in letter.text
    assert "Maya" not in here.text, "nobody is told of another child"
    assert {each["does"] for each in provider.house.settled("write_to_adult")} == {"write_to_adult"}
    assert "adult.written_to" in provider.house.kinds()


def any_adult(number: int, reach: Reach, confirmed: bool, no_contact: bool) -> ResponsibleAdult:
    kinds = tuple(ResponsibleKind)
    return ResponsibleAdult(f"Adult {number}", kinds[number % 3], reach, f"a{number}", no_contact, confirmed)


@pytest.mark.clause("6.12", "11.2")
@given(st.lists(st.tuples(st.sampled_from(Reach), st.booleans(), st.booleans()), max_size=6), st.booleans())
def test_nobody_is_written_to_who_must_not_be_or_whose_address_was_not_confirmed(
    flags: list[tuple[Reach, bool, bool]], by_mail: bool
) -> None:
    """Decisions 24: whatever the register says of a child's adults."""
    adults = tuple(any_adult(number, *flag) for number, flag in enumerate(flags))
    ours = club() if by_mail else club(capabilities={NAME: frozenset()})
    found = list(starting.to_write_to(ours, replace(ALFIE.person, responsible_adults=adults)))
    assert all(adult.confirmed and not adult.no_contact and adult.reach is not Reach.TELEPHONE for adult in found)
    assert by_mail or all(adult.reach is Reach.PLATFORM for adult in found)
    assert len(found) == sum(
        confirmed and not no_contact and (reach is Reach.PLATFORM or (by_mail and reach is Reach.EMAIL))
        for reach, confirmed, no_contact in flags
    )


@pytest.mark.clause("6.12")
async def test_an_adult_answers_for_their_own_child_and_for_no_other(provider: Club, trainer: Club) -> None:
    provider.parents(ALFIE, PETE_HERE)
    provider.starts(children="Alfie Webb, Maya Osei")
    session = provider.session.id
    assert provider(PETE, answering.press, session, "p_alfie", Presence.APPROVED) == words.APPROVED
    for who, child in ((PETE, "p_maya"), (ALFIE, "p_alfie"), (DAVE, "p_alfie"), (PETE, "p_nobody")):
        assert provider(who, answering.press, session, child, Presence.PRESENT) == words.NOT_ASKED
    assert provider(PETE, answering.press, "se_nothing", "p_alfie", Presence.PRESENT) == words.NOT_ASKED
    (answer,) = provider.session.answers
    assert (answer.child, answer.says, answer.by, answer.recorded) == ("p_alfie", Presence.APPROVED, "p_pete", False)
    trainer.parents(ALFIE, PETE_HERE)
    trainer.starts(second=CERYS.account, children="Alfie Webb")
    assert trainer(PETE, answering.press, trainer.session.id, "p_alfie", Presence.APPROVED) == words.NO_ABSENCE
    assert trainer(PETE, answering.press, trainer.session.id, "p_alfie", Presence.PRESENT) == words.THANKS


@pytest.mark.clause("6.12")
async def test_the_lead_is_told_before_it_begins_whose_answers_are_missing(provider: Club) -> None:
    provider.starts(when="next", children="Alfie Webb, Maya Osei")
    said = provider(DAVE, answering.record, "", "Maya Osei", "approved")
    assert "Still missing: Alfie Webb." in said
    await provider.house.pass_time(timedelta(hours=29))
    assert not provider.told()
    await provider.house.pass_time(timedelta(minutes=30))
    (told,) = provider.told()
    assert (told.to.person, told.subject) == ("p_helen", words.MISSING)
    assert "for Alfie Webb whether" in told.text
    assert "Maya" not in told.text
    assert provider.house.clock() < provider.session.begins


@pytest.mark.clause("6.12")
async def test_nobody_is_told_where_every_answer_is_there_or_nobody_is_asked(provider: Club) -> None:
    provider.starts(children="Alfie Webb")
    provider(DAVE, answering.record, "", "alfie webb", "present")
    await provider.house.pass_time(timedelta(minutes=11))
    assert not provider.told()
    assert provider.house.kinds()[-1] == "session.in_order"


def test_who_is_named_must_be_a_child_of_the_register_and_a_session_must_be_planned(provider: Club) -> None:
    assert "There is nobody like that" in provider.starts(children="Nobody Else")
    assert "There is nobody like that" in provider.starts(children="Dave Ridley")
    assert provider.starts(when="monday") == words.NO_PLANNED
    assert provider.starts(title="  ") == words.NO_TITLE
    assert provider.starts(title="Ring 07700 900123 instead") == words.NOT_CALLED_THAT
    assert "4 of 4 are asked" in provider.starts(), "everybody, where nobody is named"


@pytest.mark.clause("6.11")
async def test_whoever_held_it_says_whether_a_second_adult_was_there_and_the_lead_hears_of_it_if_not(trainer: Club) -> None:
    trainer.starts(second=CERYS.account)
    assert trainer(HELEN, ending.end, "", None, "Fine.") == words.NO_SESSION, "it is not hers, and she did not say which"
    assert trainer(NISHA, ending.end, "ABCDEF", True, "Fine.") == words.NO_SESSION
    assert trainer(PETE, ending.end, "", True, "Fine.") == words.NOT_STAFF
    assert trainer(DAVE, ending.end, "", None, "Cerys had to go.") == words.SAY_SECOND
    assert trainer(DAVE, ending.end, "", True, "  ") == words.NO_HAPPENED
    assert trainer(DAVE, ending.end, "", False, "Cerys had to go.") == words.ENDED
    await trainer.house.come_to_rest()
    (told,) = trainer.told()
    assert (told.to.person, told.subject) == ("p_helen", words.ALONE)
    assert "They wrote: Cerys had to go." in told.text
    assert trainer(DAVE, ending.end, "", True, "Again.") == words.NO_SESSION
    assert "NO second adult was there" in trainer.listed(HELEN)
    await trainer.house.pass_time(timedelta(hours=3))
    assert len(trainer.told()) == 1, "it was closed"


async def test_one_that_nobody_closes_is_told(trainer: Club) -> None:
    trainer.starts(HELEN, second=CERYS.account, children="Maya Osei")
    trainer(CERYS, answering.record, "", "Maya Osei", "present")
    await trainer.house.pass_time(timedelta(hours=2))
    assert (
        "Please tell Helen Marsh, welfare officer: they write down" in trainer.house.letters("grace.osei@example.org")[-1].text
    )
    assert [each.subject for each in trainer.told()] == [words.LEFT_OPEN]


def test_the_list_says_who_answered_to_whom_it_concerns_and_to_others_what_is_planned(provider: Club) -> None:
    provider.starts(children="Alfie Webb, Maya Osei")
    provider(DAVE, answering.record, "", "Maya Osei", "present")
    assert "Maya Osei: their adult is there" in provider.listed(DAVE)
    assert "No answer yet: Alfie Webb" in provider.listed(NISHA)
    assert "Alfie" not in provider.listed(CERYS)
    assert "Nutrition talk" in provider.listed(CERYS)
    child = provider.listed(MAYA)
    assert child.startswith("Planned: Thursday 26 November, 18:00 to 19:30")
    assert "Nutrition" not in child


def test_no_entry_has_a_name_or_words_of_anybody(provider: Club) -> None:
    provider.starts(children="Alfie Webb")
    provider(DAVE, answering.record, "", "Alfie Webb", "present")
    provider(DAVE, ending.end, "", True, "Zanzibar went well.")
    ours = [each for each in provider.house.records() if each["kind"].startswith("session.")]
    assert [each["kind"] for each in ours] == ["session.started", "session.answered", "session.ended"]
    assert not {"Webb", "Zanzibar", "Nutrition", "Ridley"} & set(str(ours).replace("'", " ").split())
    assert {each["folder"] for each in ours} == {provider.session.id}


@pytest.mark.clause("6.12")
async def test_whoever_could_not_be_written_to_is_for_a_person_to_tell(provider: Club) -> None:
    provider.house.platform.always("write_to_adult", Refused("bounced"))
    provider.starts(when="next", children="Maya Osei")
    await provider.house.come_to_rest()
    (told,) = provider.told()
    assert told.to.person == "p_helen"
    assert "Grace Osei could not be reached" in told.text
    assert "Nutrition talk" in told.text
    assert "adult.not_written_to" in provider.house.kinds()


# A change of arrangements, and whom to reach now


@pytest.mark.clause("11.2")
async def test_a_change_reaches_each_adult_once_in_the_name_of_whoever_wrote_it(provider: Club) -> None:
    provider.parents(ALFIE, PETE_HERE)
    provider.parents(MAYA, PETE_HERE)
    provider.parents(JO, replace(PETE_HERE, no_contact=True), replace(PETE_HERE, reach=Reach.TELEPHONE, address="07700 900123"))
    said = provider(DAVE, changes.tell, "Training is on Tuesday at six this week, at the school field.")
    assert said.startswith("It goes out now to 2 adults")
    assert "For 1 of the children nobody can be written to: Helen Marsh is asked" in said
    await provider.house.come_to_rest()
    assert [each.adult.address for each in provider.letters()] == [PETE.account.id, "farah.qadir@example.org"]
    (text,) = {each.text for each in provider.letters()}
    assert "Larkmead Cricket Club: arrangements have changed.\n\nTraining is on Tuesday" in text
    assert "— Dave Ridley, " in text
    (told,) = provider.told()
    assert "Jo Lindqvist" in told.text
    assert "Training is on Tuesday" in told.text
    assert provider.house.kinds().count("adult.written_to") == 2
    (entry,) = [each for each in provider.house.records() if each["kind"] == "change.told"]
    assert (entry["actor"], entry["data"]["adults"], entry["data"]["by_hand"]) == ("p_dave", 2, 1)
    assert "Tuesday" not in str(provider.house.records())


@pytest.mark.clause("11.2")
async def test_what_would_be_taken_away_is_refused_and_what_is_graver_is_for_the_lead_alone(provider: Club) -> None:
    assert provider(ALFIE, changes.tell, "No training.") == words.NOT_FOR_YOU
    assert provider(DAVE, changes.tell, "x" * (changes.LONGEST + 1)) == words.CHANGE_TEXT.format(most=changes.LONGEST)
    refused = provider(DAVE, changes.tell, "Ring me on 07700 900123 about Tuesday.")
    assert refused.startswith(words.CHANGE_REFUSED)
    assert "mobile number" in refused
    said = provider(DAVE, changes.tell, "Tuesday then. Let's keep this our little secret, don't tell your mum.")
    assert said == words.CHANGE_NOT_SENT
    await provider.house.come_to_rest()
    assert not provider.letters()
    (told,) = provider.told()
    assert (told.to.person, told.about) == ("p_helen", ("p_dave",))
    assert "secret" not in told.text


def reached(club: Club, who: Member) -> Reachable:
    """Whom somebody is told of who asks whom to reach."""
    with club.house.store.transaction() as tx:
        return reachable(tx, club.house.organisation, who.account, club.house.clock())


@pytest.mark.clause("11.2", "8.16")
async def test_nobody_is_sent_to_whom_an_open_concern_is_about_and_who_it_is_about_sees_no_difference(provider: Club) -> None:
    """Safeguarding rule 1: to themselves they are shown as ever, or the list would tell them of the concern."""
    provider(NISHA, changing.put, NISHA.account, "wednesday", "10:00", "14:00")
    provider.starts(second=CERYS.account, children="Maya Osei")
    for each in (DAVE, NISHA, HELEN):
        await provider.house.say(each, JUNIORS, "Alfie, let's keep this our little secret, don't tell your mum.")
    told = reached(provider, MAYA)
    assert (told.on_duty, [each.name for each in told.instead]) == ((), ["Tom Okafor", "Ruth Bell"])
    assert [each.name for each in told.holding] == ["Cerys Pugh"]
    assert [each.name for each in reached(provider, DAVE).holding] == ["Dave Ridley", "Cerys Pugh"]
    assert [each.name for each in reached(provider, NISHA).on_duty] == ["Nisha Rao"]
    for case in provider.house.cases():
        await provider.house.ends(TOM, case, "Nothing in it")
    assert [each.name for each in reached(provider, MAYA).on_duty] == ["Nisha Rao"]


@pytest.mark.clause("11.2")
def test_whom_to_reach_now_is_who_is_on_duty_and_who_holds_the_session(provider: Club) -> None:
    def now() -> Reachable:
        return reached(provider, ALFIE)

    assert not now().on_duty
    assert [each.name for each in now().instead] == ["Helen Marsh", "Tom Okafor"]
    provider(NISHA, changing.put, NISHA.account, "wednesday", "10:00", "14:00")
    provider.starts(second=CERYS.account, children="Maya Osei")
    assert [each.name for each in now().on_duty] == ["Nisha Rao"]
    assert not now().instead
    assert [(each.name, each.address) for each in now().holding] == [("Dave Ridley", "dave"), ("Cerys Pugh", "cerys")]
    provider.house.clock.now += timedelta(hours=3)
    assert (now().on_duty, now().holding) == ((), ())
    assert "0800 1111" in {number for _, number in now().helplines}


@pytest.mark.clause("7.3")
def test_an_officer_means_a_session_by_what_people_call_it(provider: Club) -> None:
    said = provider.starts(children="Alfie Webb")
    called, id_ = said.split()[3].rstrip(":"), provider.session.id
    with provider.house.store.transaction() as tx:
        meant = [either_called(tx, typed, "p_helen", {"p_helen"}) for typed in (called, id_, "ABCDEF")]
    assert meant == [id_, id_, "ABCDEF"]


@pytest.mark.clause("7.4")
def test_the_pack_of_each_has_their_own_part_and_nobody_elses(tmp_path: Path) -> None:
    with season(tmp_path / "season") as here:
        settings = profile("sport_provider")
        here.house.organisation = replace(here.house.organisation, profile=settings)
        made = Club(here.house)
        made.starts(title="Alfie and Maya", second=CERYS.account, children="Alfie Webb, Maya Osei")
        made(DAVE, answering.record, "", "Alfie Webb", "approved")
        coach, child, other = (pack_said(here.pack(who)) for who in (DAVE, ALFIE, MAYA))
    assert "You held it." in coach
    assert "You said, or wrote down, for a child: their adult approves of not being there" in coach
    assert "Alfie and Maya" not in coach
    assert "You were expected at it: their adult approves of not being there" in child
    assert "You were expected at it: nobody said whether an adult was there" in other


@pytest.mark.clause("6.11")
async def test_a_room_is_not_warned_where_there_is_a_concern_about_the_adult_in_it(provider: Club) -> None:
    """Decisions 17: it would warn the wrong person. The lead is told all the same."""
    house = provider.house
    await house.say(DAVE, JUNIORS, "Let's keep this our little secret, don't tell your mum.")
    assert house.case.subjects == ("p_dave",)

    def does(adult: str) -> set[str]:
        lapse = Lapse(
            "voice_room", f"room_{adult}", ("6.11",), Speed.NOW, "One.", "Risk.", "Fix.", (adult,), notice=NOTICE, calls=True
        )
        with house.store.transaction() as tx:
            take_in(tx, ServerFacts(NAME, "s_1", house.clock()), [lapse], house.organisation, house.clock())
        inspected = [each for each in house.records() if each["kind"] == "server.inspected"]
        return {each["does"] for each in inspected[-1]["data"]["effects"]}

    assert does("p_dave") == {"tell_lead"}
    assert does("p_cerys") == {"tell_lead", "post_notice"}


# While a session of the club's own is on


@pytest.fixture
def cricket(tmp_path: Path) -> Iterator[House]:
    """S1, on a Thursday half an hour into the session. Not in practice mode, which holds notes back."""
    settings = profile("sports_club")
    settings = replace(settings, hours=replace(settings.hours, sessions=(THURSDAY,)))
    with running(tmp_path, club(profile=settings)) as house:
        house.clock.now = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)
        yield house


def notes(house: House, who: Member) -> list[str]:
    return [letter.text for letter in house.letters(who.account.id)]


@pytest.mark.clause("11.1", "11.4")
async def test_a_child_who_posts_gets_one_gentle_note_that_says_why(cricket: House) -> None:
    first = await cricket.say(ALFIE, JUNIORS, "who has my bat")
    await cricket.say(ALFIE, JUNIORS, "found it")
    await cricket.say(DAVE, JUNIORS, "Well done everybody.")
    assert notes(cricket, ALFIE) == [words.QUIET]
    assert cricket.standing(first) == "shown"
    assert not notes(cricket, DAVE)
    assert not cricket.cases(), "nothing was wrong with it"
    assert not [each for each in cricket.records() if "alfie" in str(each["data"])][1:], "and no entry says that they wrote"
    cricket.clock.now += timedelta(hours=1)
    await cricket.say(MAYA, JUNIORS, "see you next week")
    assert not notes(cricket, MAYA), "it is over"
    cricket.clock.now += timedelta(days=7, hours=-1)
    await cricket.say(ALFIE, JUNIORS, "here again")
    assert len(notes(cricket, ALFIE)) == 2


@pytest.mark.clause("11.1")
async def test_what_is_urgent_and_what_is_removed_goes_its_ordinary_way(cricket: House) -> None:
    await cricket.say(ALFIE, JUNIORS, "my coach touched me and told me not to tell anyone")
    await cricket.say(MAYA, JUNIORS, f"ring {NUMBER}")
    assert words.QUIET not in (*notes(cricket, ALFIE), *notes(cricket, MAYA))
    assert "support_author" in {planned.effect.kind for _, planned in cricket.platform.calls}
    assert "post.removed" in cricket.kinds()


@pytest.mark.clause("11.1")
async def test_what_is_not_urgent_is_written_to_a_child_when_it_is_over(cricket: House) -> None:
    await cricket.say(ALFIE, JUNIORS, f"@maya ring {NUMBER}")
    assert "post.removed" in cricket.kinds()
    assert not notes(cricket, MAYA), "Maya is told when the session is over"
    await cricket.pass_time(timedelta(minutes=61))
    assert len(notes(cricket, MAYA)) == 1


@pytest.mark.clause("11.1")
async def test_nobody_is_told_to_put_a_telephone_away_while_they_meet_by_video(cricket: House) -> None:
    Club(cricket).starts(title="Nutrition talk")
    await cricket.say(ALFIE, JUNIORS, "can you hear me")
    assert not notes(cricket, ALFIE)


@pytest.mark.clause("11.4")
def test_the_note_is_in_words_for_a_child_of_nine() -> None:
    assert grade(words.QUIET) <= 4
    assert "A phone takes your eyes off what is going on" in words.QUIET


@pytest.mark.clause("11.3")
async def test_parents_are_told_the_times_a_day_before_at_least_and_reminded_once_within_them(cricket: House) -> None:
    made = Club(cricket)
    cricket.server.post("m_first", JUNIORS, HELEN.account, "Hello.")
    cricket.clock.now = start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert made(PETE, choosing.choose, JUNIORS.id) == words.NOT_THEIRS
    assert made(HELEN, choosing.choose, JUNIORS.id) == words.TIMES_ON
    while cricket.clock.now < start + timedelta(days=14):
        await cricket.pass_time(timedelta(hours=1))
    posted = [post for post in cricket.server.posts.values() if "Parents and carers" in post.text]
    times = [(post.text.splitlines()[1], post.at) for post in posted]
    assert [text for text, _ in times] == [f"• Thursday {day}, 18:00 to 19:30" for day in ("26 November", "3 December")]
    begins = [datetime(2026, 11, 26, 18, tzinfo=UTC), datetime(2026, 12, 3, 18, tzinfo=UTC)]
    assert all(at - posted_at >= timedelta(hours=24) for at, (_, posted_at) in zip(begins, times, strict=True))
    cricket.clock.now = datetime(2026, 12, 10, 18, 30, tzinfo=UTC)
    for text in ("Is it over soon?", "Anybody?"):
        await cricket.say(PETE, JUNIORS, text)
    (note,) = notes(cricket, PETE)
    assert "is on until 19:30" in note
    assert made(HELEN, choosing.choose, "") == words.TIMES_OFF
    cricket.clock.now += timedelta(days=7)
    await cricket.say(PETE, JUNIORS, "Is it over soon?")
    assert len(notes(cricket, PETE)) == 1, "nobody told them of any times"
