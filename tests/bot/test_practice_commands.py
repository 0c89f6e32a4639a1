"""The practice club's commands and buttons: a welfare officer can try all of it, by the words and checks of every platform."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.announcing.words import ONLY_CHAIN
from bot.counter import announcing, contacting, picturing
from bot.pictures.words import DOWN, OWN
from bot.slack.commands import all_commands as on_slack
from bot.terminal.commands import all_commands, give, press
from bot.terminal.evening import Line, act_out, offered, read_evening
from bot.terminal.server import Standing
from bot.terminal.session import Session, practice_session
from bot.terminal.typed import TypedError, read_typed

#: A Friday on which the office is open until five.
BEGINS = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.fixture
async def session() -> AsyncIterator[Session]:
    async with practice_session(BEGINS) as session:
        yield session


async def asks(session: Session, who: str, line: str) -> str:
    """Give a command as somebody, and give what they alone are answered."""
    await give(session, session.club.member(who).account, line)
    return answered(session, who)


async def presses(session: Session, who: str, label: str, words: str = "") -> str:
    offer = offered(session, who, label)
    assert offer is not None, f"{who} has no button {label!r}"
    await press(session, session.club.member(who).account, offer, words)
    return answered(session, who)


def answered(session: Session, who: str) -> str:
    answers = [letter for letter in session.server.letters if letter.answers]
    assert answers[-1].address == who
    return answers[-1].text


def written_to(session: Session, who: str) -> str:
    """What somebody was told last that is no answer to a command."""
    return [each for each in session.server.letters if each.address == who and not each.answers][-1].text


def shown(session: Session, place: str) -> list[str]:
    return [post.text for post in session.server.seen_in(place) if post.standing is Standing.SHOWN]


async def test_everybody_is_offered_what_they_may_give(session: Session) -> None:
    child, staff, lead = [await asks(session, who, "/help") for who in ("alfie", "dave", "helen")]
    assert "/report" in child
    assert "/announce" in staff
    assert "/photo – Pictures at the photo desk: desk, answer" in lead
    assert "/announce" not in child
    assert "/photo answer" in staff
    assert "desk," not in staff
    assert "/case" not in staff
    for name, command in all_commands().items():
        listed = lead if f"/{name}" in lead else await asks(session, "helen", f"/help {command.group}")
        assert (f"/{name}" in listed) is not command.hidden
    assert "It is not your fault." in await presses(session, "alfie", "Somebody is mean to me or to a friend")
    both = await asks(session, "dave", "/help photo")
    assert "Report Remove" in both
    assert "/photo answer" in both
    assert "Report Remove" not in await asks(session, "dave", "/photo")
    assert "Childline" in await asks(session, "alfie", "/who")
    assert "30 days" in await asks(session, "alfie", "/policy")
    assert "Did you mean /announce" in await asks(session, "dave", "/anounce fixtures x")
    assert "/contact list" in await asks(session, "dave", "/contact")
    assert "no command" in await asks(session, "jo", "/press down i_1"), "what a button says is not to be typed"


async def test_what_staff_announce_somebody_else_looks_at(session: Session) -> None:
    assert "Only staff" in await asks(session, "alfie", "/announce fixtures party at mine")
    assert "which place" in await asks(session, "dave", "/announce nowhere nets")
    assert "cannot be posted" in await asks(session, "dave", "/announce fixtures idiots, ring 07700 900 456")
    assert "Give the command “announce”" in await asks(session, "dave", "/team-post fixtures nets")
    assert "Helen Marsh is asked" in await asks(session, "dave", "/announce #fixtures Nets are at ten on Sunday.")
    assert offered(session, "dave", announcing.LABELS[announcing.ON_A_CARD[0]]) is None, "nobody approves what is their own"
    await presses(session, "helen", "Approve")
    assert [text for text in shown(session, "fixtures") if "Nets are at ten" in text and "Dave Ridley" in text]
    await asks(session, "dave", "/announce fixtures Bring a ball.")
    assert "already" not in await presses(session, "helen", "Decline", "They are too heavy for the small ones.")
    assert "too heavy" in written_to(session, "dave")


async def test_while_the_office_is_closed_it_waits_and_an_emergency_is_for_those_who_answer(session: Session) -> None:
    await session.pass_time(timedelta(hours=4))
    await asks(session, "dave", "/announce fixtures The ground is flooded.")
    assert "The office is closed." in await presses(session, "helen", "Approve")
    assert not shown(session, "fixtures")
    assert "is approved, and waits" in await asks(session, "dave", "/announcements")
    assert offered(session, "dave", announcing.LABELS[announcing.Answer.NOW]) is None, ONLY_CHAIN
    await asks(session, "helen", "/announcements")
    await presses(session, "helen", "Emergency", "They would come for nothing.")
    assert len(shown(session, "fixtures")) == 1


async def test_what_waits_for_somebody_comes_before_their_own_letters_that_wait_for_the_office(session: Session) -> None:
    """As many as are shown at once must not be those that nobody has to do anything about."""
    await session.pass_time(timedelta(hours=4))
    for number in range(announcing.SHOWN):
        assert "The office is closed." in await asks(session, "helen", f"/contact-parent @imran Pads of size {number}.")
    await asks(session, "dave", "/announce fixtures The ground is flooded.")
    waits = await asks(session, "helen", "/announcements")
    assert "The ground is flooded." in waits
    assert "1 more wait" in waits


async def test_contact_with_a_child_opens_after_a_parents_yes_and_closes(session: Session) -> None:
    said = await asks(session, "cerys", "/contact-request @imran today 16:00 16:30 his throwing, before the match")
    assert "is passed on" in said
    assert [offer.label for offer in session.server.letters[-2].offers] == [*contacting.LABELS.values()]
    assert "waits for an answer" in await asks(session, "helen", "/contact list")
    await presses(session, "farah", "Yes, and I am there too")
    await session.pass_time(timedelta(hours=1))
    place = session.place("contact")
    assert {account.id for account in place.members} == {"cerys", "imran", "farah", "helen"}
    assert place in session.open_to(session.club.member("imran").account)
    assert place not in session.open_to(session.club.member("alfie").account)
    await act_out(session, Line(1, "imran", "contact", says="do i keep my elbow up"))
    assert "do i keep my elbow up" in shown(session, place.id)
    await session.pass_time(timedelta(minutes=30))
    assert place not in session.open_to(session.club.member("imran").account)
    with pytest.raises(KeyError):
        session.place("contact")
    assert "Only staff" in await asks(session, "alfie", '/contact-request "Jo Lindqvist" today 18:00 18:30 to talk about it')
    reference = (await asks(session, "dave", "/contact-request @alfie today 18:00 18:30 his bowling action")).split()[2]
    assert "Sam Webb said no" in await asks(session, "helen", f"/contact answer {reference} decline telephone Sam Webb")


async def test_sessions_are_written_down_and_parents_told(session: Session) -> None:
    said = await asks(session, "cerys", '/session start "Nutrition talk" now @dave 60')
    assert "with Dave Ridley" in said
    reference = said.split()[3].rstrip(":")
    assert "Cerys Pugh" in await asks(session, "alfie", "/emergency")
    assert "Nutrition talk" in await asks(session, "dave", "/session list")
    assert "Nutrition talk" not in await asks(session, "alfie", "/session list")
    assert "Closed" in await asks(session, "cerys", f"/session end {reference} yes it went well")
    assert "Only staff" in await asks(session, "jo", "/change no nets")
    assert "4 adults" in await asks(session, "cerys", "/change Nets are in the sports hall tomorrow.")
    told = {letter.to for letter in session.server.letters if "sports hall" in letter.text}
    assert told == {"Farah Qadir", "Sam Webb", "Grace Osei", "Karin Lindqvist"}
    assert "posted there from now on" in await asks(session, "helen", "/session times fixtures")
    assert any("meets soon" in text for text in shown(session, "fixtures"))


async def test_staff_write_to_parents_and_apply_for_a_channel_and_a_child_asks_for_tips(session: Session) -> None:
    await asks(session, "dave", "/contact-parent @imran Imran forgot his bat, it is in the hut.")
    assert "forgot his bat" in written_to(session, "farah")
    assert "/tips on" in await asks(session, "maya", "/tips")
    assert await asks(session, "maya", "/tips on") != await asks(session, "maya", "/tips off")
    line = '/channel request under-12s children open @cerys @dave "told at nets" fixtures and news for the under-12s'
    assert "Please give it like this" in await asks(session, "dave", line.replace("open", "ajar"))
    await asks(session, "dave", line)
    assert "under-12s" in await asks(session, "dave", "/channel list")
    await presses(session, "helen", "Approve")
    assert "under-12s" in written_to(session, "dave")


async def test_a_phone_can_wait_while_the_juniors_meet(session: Session) -> None:
    await session.pass_time(timedelta(hours=19, minutes=30))
    await act_out(session, Line(1, "alfie", "juniors-chat", says="anyone seen my other glove"))
    assert "your phone can wait" in written_to(session, "alfie")
    assert shown(session, "juniors-chat") == ["anyone seen my other glove"]


async def test_a_picture_is_answered_for_and_taken_down(session: Session) -> None:
    await act_out(session, Line(1, "cerys", "photo-desk", says="[picture] our new kit"))
    assert await presses(session, "cerys", picturing.ASK, "fixtures none dressed kind club ours") == OWN
    assert "dressed" in await presses(session, "dave", picturing.ASK, "fixtures")
    answers = '/photo answer fixtures "Imran Qadir" dressed kind club ours'
    assert "stays at the photo desk" in await asks(session, "dave", answers)
    await asks(session, "farah", "/agree")
    await presses(session, "farah", "Pictures: yes")
    await asks(session, "tom", answers)
    assert "[picture] our new kit" in shown(session, "fixtures")
    assert await presses(session, "jo", picturing.TAKE_DOWN) == DOWN
    assert not shown(session, "fixtures")
    assert "taken down" in written_to(session, "cerys")
    assert "rule 5 (version 1)" in written_to(session, "cerys"), "by the number that the club's own statement gives it"
    assert offered(session, "jo", picturing.TAKE_DOWN) is None
    await act_out(session, Line(1, "jo", "juniors-chat", says="[picture] me and alfie"))
    assert not shown(session, "juniors-chat"), "one that nobody was asked about is held"


async def test_anybody_tells_of_something_and_staff_drill(session: Session) -> None:
    assert "Thank you for telling us" in await asks(session, "alfie", "/report @dave he keeps writing to me at night")
    assert {alert.to for alert in session.server.alerts.values()} == {"Helen Marsh"}
    assert "Thank you" in await asks(session, "maya", "/report anonymous somebody is hurting my friend")
    (newest, *_) = session.concerns()[::-1]
    assert "Maya" not in " ".join(str(alert.card) for alert in session.server.alerts.values() if alert.card.case == newest.id)
    assert await asks(session, "jo", "/report") == "What happened?"
    await asks(session, "dave", "/train")
    for _ in range(5):
        await presses(session, "dave", "A")
    assert "steps" in answered(session, "dave")


async def test_what_is_typed_is_read(session: Session) -> None:
    assert read_typed("dave /who", session) == read_typed("dave gives /who", session) == Line(1, "dave", gives="/who")
    assert [read_typed(f"wait {text}", session) for text in ("5", "20 minutes", "2 hours", "1 day")] == [5, 20, 120, 1440]
    await asks(session, "alfie", "/help")
    assert read_typed("alfie presses my message was hidden", session) == Line(1, "alfie", chooses="My message was hidden")
    with pytest.raises(TypedError, match="there are I am worried"):
        read_typed("alfie presses nonsense", session)
    with pytest.raises(TypedError, match="nobody here"):
        read_typed("zoe /who", session)


def test_the_evening_shows_one_of_each() -> None:
    """What an officer tries is played first, so that it is seen as it looks."""
    lines = read_evening().lines
    given_ = {line.gives.split()[0] for line in lines if line.gives}
    assert given_ == {
        *("/announce", "/case", "/change", "/consent", "/contact", "/contact-request", "/duty", "/emergency", "/mistake"),
        *("/person", "/session"),
    }
    chosen = {line.chooses for line in lines if line.chooses}
    assert chosen == {"Decline", "Yes", picturing.ASK, picturing.TAKE_DOWN, "Tom Okafor on Saturday"}


def test_what_can_be_asked_on_slack_can_be_asked_here_by_the_same_people() -> None:
    """But for what sets a workspace up. There a message is reported from its menu; here the bot makes every channel itself."""
    ours = {name: (each.for_watch, each.for_staff) for name, each in all_commands().items() if not each.hidden}
    theirs = {name: (each.for_watch, each.for_staff) for name, each in on_slack().items()}
    assert set(theirs) - set(ours) == {"attest", "authorise", "channel made", "setup"}
    assert set(ours) - set(theirs) == {"report message"}
    assert {name for name, whom in theirs.items() if ours.get(name, whom) != whom} == set()


NAMES = [name for name, each in all_commands().items() if not each.hidden]
WORDS = st.sampled_from([*NAMES, "fixtures", "@dave", '"', "now", "yes"]) | st.text(max_size=12)
LINES = st.lists(WORDS, max_size=6).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(who=st.sampled_from(["alfie", "dave", "helen", "farah"]), line=LINES)
async def test_whatever_is_given_is_answered_once(session: Session, who: str, line: str) -> None:
    before = len(session.server.letters)
    await give(session, session.club.member(who).account, f"/{line}")
    answers = [each for each in session.server.letters[before:] if each.answers]
    assert [each.address for each in answers] == [who]
    assert answers[0].text
