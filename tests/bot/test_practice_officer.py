"""The practice club as a welfare officer tries it: a whole case, the rota, consent, the register, and who is refused what."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.card_words import BUTTONS
from bot.counter import words
from bot.register.desk import NOT_YOURS, YOUR_OWN
from bot.terminal.commands import all_commands
from bot.terminal.evening import Line, act_out
from bot.terminal.server import Standing
from bot.terminal.session import Session, practice_session
from bot.terminal.typed import TypedError, read_typed
from moderation.model import ActionKind, CaseState

#: A Friday on which the office is open until five.
BEGINS = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
#: How those are refused who do not watch.
NOT_FOR_YOU = ("This is for the people who look after", "Only ", "Those who look after")


@pytest.fixture
async def session() -> AsyncIterator[Session]:
    async with practice_session(BEGINS) as session:
        yield session


async def does(session: Session, typed: str) -> str:
    """Do what somebody types, as in the plain practice club; give what whoever did it is answered."""
    line = read_typed(typed, session)
    if isinstance(line, int):
        await session.pass_time(timedelta(minutes=line))
        return ""
    before = len(session.server.letters)
    said = await act_out(session, line)
    answers = [letter for letter in session.server.letters[before:] if letter.answers]
    assert all(letter.address == line.who for letter in answers)
    return said or "".join(letter.text for letter in answers)


def written_to(session: Session, who: str) -> str:
    return [each for each in session.server.letters if each.address == who and not each.answers][-1].text


async def test_a_case_from_the_report_to_its_end(session: Session) -> None:
    await does(session, "alfie /report @dave he keeps writing to me at night, he says not to tell my mum")
    (case,) = session.concerns()
    listed = await does(session, "helen /case list")
    assert case.id[2:8].upper() in listed
    shown = await does(session, "helen /case show @dave")
    assert "Alfie Webb told us" in shown
    assert "Buttons: Seen" in shown
    await does(session, f"helen presses seen about {case.id[2:8]}")
    assert "kept with the concern" in await does(session, "helen /case note @dave rang his mother")
    asked = await does(session, "helen /case assess @dave")
    assert "with | between the answers: How grave is it? (Low, Medium" in asked
    assert "assessment is kept" in await does(session, "helen /case assess @dave high | Alfie | ring the county today")
    assert "told" in await does(session, "helen presses tell the adults about dave because she is safe to tell")
    assert any(letter.by_mail and letter.to == "Sam Webb" for letter in session.server.letters)
    await does(session, "helen /case told @dave governing body | today, 20.10 | Helen | CW-118")
    assert "Tom Okafor was asked" in await does(session, "helen /case assign @dave @tom")
    assert "Closed" in await does(session, "tom /case close @dave handed over | they lead from here")
    assert words.NOTHING_OPEN in await does(session, "helen /case list")
    assert "closed" in await does(session, "helen /case list closed")
    assert "fewer than five" in await does(session, "helen /history @dave")
    assert session.concerns()[0].state is CaseState.CLOSED
    assert [note.kind for note in session.concerns()[0].notes].count(ActionKind.NOTE) == 1
    assert "Please say “open”" in await does(session, "helen /case list mine")
    assert "Please give it like this" in await does(session, "helen /case note")


async def test_whoever_it_is_about_and_whoever_does_not_watch_learns_nothing(session: Session) -> None:
    await does(session, "alfie /report @tom he keeps writing to me at night")
    assert words.NOTHING_OPEN in await does(session, "tom /case list")
    assert "no such concern" in await does(session, "tom /case show @tom")
    assert "no such concern" in await does(session, f"tom /case show {session.concerns()[0].id[2:8]}")
    for who in ("dave", "alfie", "farah"):
        for name, command in all_commands().items():
            if command.for_watch and name != "remove":  # that is a report of it
                said = await does(session, f"{who} /{command.usage[1:]}")
                assert said.startswith(("This is for the people", "Only ", "Those who look after")), (
                    f"{who} gives {command.usage}: {said}"
                )
    assert NOT_YOURS in await does(session, "nisha /person show dave")
    assert YOUR_OWN in await does(session, "helen /person role @helen staff")
    assert not [letter for letter in session.server.letters if letter.address == "tom" and not letter.answers]


async def test_a_turn_is_handed_over_and_a_gap_is_told(session: Session) -> None:
    assert "There is no rota yet" in await does(session, "helen /duty show")
    assert "each Saturday" in await does(session, "helen /duty set saturday from 09:00 to 13:00 @tom")
    await does(session, "tom /duty swap")
    assert "in place of Tom Okafor" in await does(session, "tom presses tom okafor because @nisha")
    assert "in place of Tom Okafor" in written_to(session, "nisha")
    assert "Nisha Rao, 09:00 to 13:00" in await does(session, "helen /duty show")
    assert "away until" in await does(session, "nisha /duty away 2026-11-29")
    await does(session, "wait 10 minutes")
    assert "Nobody is on duty" in written_to(session, "helen"), "the club is looked over by itself"
    assert "Nobody is on duty" in await does(session, "helen /doctor")
    assert "days on which nobody is on duty" in await does(session, "helen /status")
    await does(session, "helen /duty clear")
    assert "No longer so" in await does(session, "helen presses nisha rao is away")


async def test_a_consent_is_taken_back_and_given_again(session: Session) -> None:
    """What everybody agreed to before the evening stands; a child reads it in words of their own."""
    assert "may be here" in await does(session, "helen /consent show imran")
    assert "version 1 of the statement" in await does(session, "helen /consent show dave")
    assert "Grown-ups here do not write to you in secret." in await does(session, "alfie /agree")
    assert "Adults write to children where others can read it" in await does(session, "dave /agree")
    assert "Taken back" in await does(session, 'helen /consent withdraw @imran contact "Farah Qadir"')
    assert "kept out" in await does(session, "imran in juniors-chat: hello")
    assert not session.server.posts
    assert "is kept out until then" in await does(session, "helen /doctor")
    await does(session, 'helen /consent record @imran contact "Farah Qadir" today')
    assert not await does(session, "imran in juniors-chat: hello")
    assert len(session.server.posts) == 1


async def test_somebody_leaves_and_comes_back(session: Session) -> None:
    assert "a member of staff" in await does(session, "helen /person show dave")
    assert words.PERSON_ROLES_TAKEN in await does(session, "helen /person leave @dave")
    assert "confidential" in written_to(session, "dave")
    assert "Somebody has left" in written_to(session, "tom")
    assert "not in #coaches" in await does(session, "dave in coaches: hi all")
    assert "Only staff" in await does(session, "dave /change no nets")
    await does(session, "alfie /report @dave he still writes to me")
    assert "Dave Ridley, formerly a member of staff" in await does(session, "helen /case show @dave")
    await does(session, "helen /person role @dave staff")
    assert not await does(session, "dave in coaches: hi all")
    assert "Please say what they are" in await does(session, 'helen /person add "Ken Frost"')
    assert (await does(session, 'helen /person add "Ken Frost" coach')).endswith("did you mean staff?")
    assert "on the register" in await does(session, 'helen /person add "Ken Frost" staff')
    await does(session, 'helen /person parent @jo "Nils Lindqvist" parent nils@example.org')
    await does(session, 'helen /person adult @jo "Nils Lindqvist" ask')
    letter = next(each for each in session.server.letters if each.to == "Nils Lindqvist")
    assert letter.by_mail
    code = "".join(each for each in letter.text.partition("code")[2] if each.isdigit())[:8]
    assert "has confirmed it" in await does(session, f'helen /person adult @jo "Nils Lindqvist" confirm {code}')
    assert "nobody here" not in await does(session, "helen /person account @dave @dave gone")


async def test_posts_people_and_places_are_kept_back_and_let_go(session: Session) -> None:
    await does(session, "cerys in juniors-chat: the list is in the drawer")
    assert "Thank you for putting it right" in await does(session, "cerys /mistake")
    assert [post.standing for post in session.server.posts.values()] == [Standing.REMOVED]
    assert "nothing here that still stands" in await does(session, "cerys /mistake")
    await does(session, "jo in juniors-chat: you can not come on sunday")
    assert words.MISTAKE_NOT_STAFF in await does(session, "jo /mistake")
    assert "Thank you" in await does(session, "maya /report message @jo it hurt")
    assert "come on sunday" in " ".join(alert.card.snippet for alert in session.server.alerts.values())
    await does(session, "helen /remove @jo it was unkind")
    assert "There is no such message" in await does(session, "helen /remove @jo it was unkind")
    await does(session, "helen /restrict @dave 60 while it is looked into")
    assert "kept out for now" in await does(session, "dave in fixtures: hi")
    await does(session, "helen /lift @dave it has been looked into")
    assert not await does(session, "dave in fixtures: hi")
    await does(session, "helen /hide juniors-chat it is heated there")
    assert "closed for now" in await does(session, "alfie in juniors-chat: hi")
    await does(session, "helen /show juniors-chat it has cooled")
    assert not await does(session, "alfie in juniors-chat: hi")
    await does(session, "helen /case put-out @dave he threatens people")
    assert not session.server.kept_out
    await does(session, "nisha /case put-out @dave he does")
    assert session.server.kept_out == {"dave"}
    assert "Thank you" in await does(session, "maya /report message from jo was horrid"), "words may begin so"


async def test_the_record_and_the_state_of_things(session: Session) -> None:
    assert "Nothing is amiss" in await does(session, "helen /doctor")
    status = await does(session, "helen /status")
    assert "In force" in status
    assert "Nothing else was found amiss" in status
    assert "touchline/practice" in await does(session, "helen /ledger checkpoint")
    assert "The record is whole" in await does(session, "helen /ledger verify")
    assert "asked not to tag you" in await does(session, "dave /tags off")
    assert "Please give it like this" in await does(session, "dave /tags")
    assert "Written down" in await does(session, "helen /channel purpose fixtures Dates and places")


async def test_buttons_are_pressed_by_what_they_say(session: Session) -> None:
    await does(session, "jo in juniors-chat: ring 07700 900 456")
    for kind, label in BUTTONS.items():
        assert read_typed(f"helen presses {label}", session) == Line(1, "helen", presses=kind)
    with pytest.raises(TypedError, match="Second opinion"):
        read_typed("helen presses nonsense", session)
    with pytest.raises(TypedError, match="nobody here"):
        read_typed("helen presses seen about ABCDEF", session)


async def test_a_group_alone_lists_what_is_in_it(session: Session) -> None:
    listed = await does(session, "helen /duty")
    assert all(f"/duty {name}" in listed for name in ("show", "set", "swap", "away", "clear"))
    assert "Did you mean /case list" in await does(session, "helen /case lst")
    assert "There is no command" in await does(session, "alfie /duty")
    told = await does(session, "alfie /help report")
    assert "/report @dave" in told
    assert "/report message" in told
    assert "/mistake" in await does(session, "dave /mistaek")
