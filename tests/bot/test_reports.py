"""What people tell: it always reaches somebody whom it is not about, in their own words, and never gives away who told."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.engines import Adviser
from bot.reading import Reading, read_concern
from bot.terminal.club import ALFIE, CERYS, DAVE, DAVE_AND_JO, HELEN, JO, JUNIORS, MAYA, NISHA, PETE, TOM
from bot.terminal.server import NAME
from bot.without_record import GRACE
from moderation.cards import reference
from moderation.context import Capability
from moderation.engines import Said
from moderation.model import Account, ActionKind, Category, Event, EventKind, Member, Part, PartKind, Place, Report, Role, Speed
from moderation.reports import for_engine, words_of
from moderation.text import Reading as Text
from storage.erasure import Refusal
from storage.store import StoreError
from tests.bot.service_kit import NUMBER, START, House, club, running
from tests.bot.trouble_kit import read_only

pytestmark = pytest.mark.usefixtures("marked")

OFFICERS = {"p_helen", "p_tom"}
#: Nothing of this may be said to whoever tells (map 9.1).
NEVER_SAID = re.compile(r"\bwhy\b|are you sure|promise|\?|really", re.IGNORECASE)


def said(house: House, who: Member, place: Place, text: str) -> Event:
    """A message that nobody has sent to the bot: it comes with the report."""
    event = house.event(who.account, place, text)
    house.server.post(event.message, place, who.account, text)
    return event


def reached(house: House) -> set[str]:
    return set(house.platform.addressed("alert_lead", "refresh_card", "ask_human"))


def everything_shown(house: House) -> str:
    return str([house.server.alerts, house.server.letters])


def opened_report(house: House) -> Report:
    """The newest report of the only concern, as it was told."""
    case = house.case
    with house.store.transaction() as tx:
        return tx.sealed_report(case.id, case.newest.event, "p_tom", "to read it")


# It reaches somebody


KINDS = [
    ("a message", ALFIE, MAYA, None, "message", {"helen"}),
    ("a message of staff", ALFIE, DAVE, None, "staff", {"helen"}),
    ("a worry", ALFIE, None, None, "worry", {"helen"}),
    ("a worry about a child", ALFIE, None, MAYA, "worry", {"helen"}),
    ("somebody on the staff", PETE, None, DAVE, "staff", {"helen"}),
    ("the lead", ALFIE, None, HELEN, "staff", {"tom"}),
    ("a message of the lead", ALFIE, HELEN, None, "staff", {"tom"}),
    ("a colleague", CERYS, None, DAVE, "staff", {"helen"}),
    ("a monitor", TOM, None, NISHA, "staff", {"helen"}),
]


@pytest.mark.clause("1.8", "8.5", "8.16", "8.17", "5.3")
@pytest.mark.parametrize(("_what", "who", "writer", "about", "kind", "to"), KINDS, ids=[row[0] for row in KINDS])
async def test_a_report_reaches_somebody_whom_it_is_not_about_at_once(
    house: House, _what: str, who: Member, writer: Member | None, about: Member | None, kind: str, to: set[str]
) -> None:
    """Map 1.8, 5.3, 8.5, 8.16, 8.17: whoever tells is answered with whom to ask, and the subject learns nothing."""
    message = said(house, writer, JUNIORS, "hello there") if writer else None
    answer = await house.tell(who, "I do not like it.", message=message, about=about.account if about else None)
    case = house.case
    assert (case.category, case.newest.gravest.kind, case.speed) == (Category.REPORT, kind, Speed.NOW)
    assert reached(house) == to
    of = writer or about
    assert case.subjects == ((of.person.id,) if of else ())
    assert case.author == (of or who)
    about_lead = of is not None and of.person.role is Role.LEAD
    asks = "Tom Okafor, our deputy welfare officer" if about_lead else "Helen Marsh, our welfare officer"
    assert asks in answer[0], "nobody is sent to whom they told of"
    assert answer[1] == f"Your report has the number {reference(case.id)}."
    assert not NEVER_SAID.search(" ".join(answer))
    assert house.letters(who.account.id) == []
    assert "report.received" in house.kinds()
    if message is not None:
        assert house.standing(message) == "shown", "nothing is removed by itself"


@pytest.mark.clause("8.16")
@pytest.mark.parametrize(
    ("words", "to"),
    [
        ("Helen keeps asking me for pictures", {"tom"}),
        ("the Welfare Officer shouts at us", {"tom"}),
        ("HELEN MARSH and Tom both laughed", {"chair@example.org"}),
        ("the chair fell over and Dave laughed", {"helen"}),
        ("helena is mean", {"helen"}),
    ],
)
async def test_whoever_is_named_in_the_words_is_not_shown_them(house: House, words: str, to: set[str]) -> None:
    """Map 8.16: a child who writes of the lead to the bot need not know a command for it."""
    await house.tell(ALFIE, words)
    assert reached(house) == to


@pytest.mark.clause("10.9")
async def test_practice_mode_never_holds_a_report_back(tmp_path: Path) -> None:
    """Map 10.9: alerts and answers go out as ever."""
    with running(tmp_path, shadow=True) as house:
        answer = await house.tell(ALFIE, "disclosure.abuse")
        assert reached(house) == {"helen", "tom"}
        assert [letter.address for letter in house.server.letters] == ["alfie"]
        assert answer[0] == house.letters("alfie")[0].text


@pytest.mark.clause("9.2")
async def test_a_report_that_cannot_be_recorded_is_brought_all_the_same(house: House) -> None:
    """Map 9.2: those who answer for it see the card, and the platform is asked to send it again."""
    report = house.report(ALFIE, "Coach hit me.", about=DAVE.account)
    with read_only(house):
        with pytest.raises(StoreError):
            await house.service.receive(report)
        await house.come_to_rest()
        await house.pass_time(GRACE)
        cards = [alert.card for alert in house.server.alerts.values() if "Dave Ridley" in alert.card.who]
        assert [card.headline for card in cards] == ["Somebody told us of a member of staff"]
        assert cards[0].buttons == ()


async def test_a_report_that_comes_twice_counts_once(house: House) -> None:
    report = house.report(ALFIE, "I do not like it.")
    assert await house.service.receive(report)
    assert not await house.service.receive(report)
    await house.come_to_rest()
    assert len(house.case.sightings) == 1


# In their own words


@pytest.mark.clause("9.1")
async def test_the_words_are_kept_exactly_and_only_sealed(house: House) -> None:
    """Map 9.1: their own words, byte for byte; the card is masked and the ledger has codes alone."""
    words = f"  he sed ring me on {NUMBER},\r\n\u202eok?\ud83d \x00 "
    await house.tell(ALFIE, words, about=DAVE.account)
    kept = opened_report(house)
    assert kept.words == words
    assert NUMBER not in everything_shown(house)
    assert house.card(HELEN).snippet == "", "what Alfie says of Dave is not quoted as Dave's"
    assert house.card(HELEN).told[0].startswith("Alfie Webb told us: he sed")
    assert not any(text in str(house.records()[house.begins :]) for text in ("he sed", "Dave", "dave", "alfie", "Alfie"))


@pytest.mark.clause("9.1")
@pytest.mark.parametrize(
    ("words", "text"), [("disclosure.abuse", ""), ("disclosure.suicidal", "hi"), ("look at this", "disclosure.self_harm")]
)
async def test_what_may_be_a_disclosure_is_told_to_two_and_never_removed(house: House, words: str, text: str) -> None:
    """Map 9.1: the rules of a disclosure win, and no adult is told by itself."""
    message = said(house, MAYA, JUNIORS, text) if text else None
    await house.tell(ALFIE, words, message=message)
    case = house.case
    assert case.category is Category.DISCLOSURE
    assert "Somebody reported" in str(case.newest.reasons) or "Somebody told" in str(case.newest.reasons)
    assert reached(house) == {"helen", "tom"}
    assert case.adult_question_open
    assert case.child == ("p_maya" if text.startswith("disclosure") else "p_alfie")
    assert house.platform.asked("tell_responsible_adult") == []
    assert ActionKind.REMOVE not in house.card(HELEN).buttons
    assert len(house.letters("alfie")) == (0 if text.startswith("disclosure") else 1), "who tells of harm is answered for sure"
    assert house.letters("maya") == []


async def test_a_threat_in_the_message_is_said_on_the_card(house: House) -> None:
    await house.tell(ALFIE, "he is scary", message=said(house, JO, JUNIORS, "offensive.threat"))
    assert house.case.category is Category.REPORT
    assert {finding.kind for finding in house.case.newest.findings} == {"message", "threat"}
    assert len(house.card(HELEN).why) == 3


@pytest.mark.clause("1.8")
async def test_what_stands_in_private_messages_cannot_be_removed(house: House) -> None:
    """Map 1.8: the bot may know of it and cannot reach it: it says so, and claims nothing."""
    message = said(house, DAVE, DAVE_AND_JO, "our little talk")
    await house.tell(JO, "he writes at night", message=message)
    assert house.case.newest.place.id == DAVE_AND_JO.id
    assert ActionKind.REMOVE not in house.card(HELEN).buttons
    assert "no post here" in await house.press(HELEN, ActionKind.REMOVE, house.case, "It must go.")
    answer = await house.tell(HELEN, "It must go.", message=message, remove=True)
    assert "Touchline cannot remove" in answer[0]
    assert house.platform.asked("remove_post") == []


# Without a name


ANONYMOUS = [
    ("a worry", ALFIE, None, None),
    ("about somebody", ALFIE, None, DAVE),
    ("a message", ALFIE, (MAYA, JUNIORS), None),
    ("their own message", ALFIE, (ALFIE, JUNIORS), None),
    ("a private message", JO, (DAVE, DAVE_AND_JO), None),
    ("a member of staff", CERYS, None, DAVE),
]


@pytest.mark.clause("9.3")
@pytest.mark.parametrize(("_what", "who", "wrote", "about"), ANONYMOUS, ids=[row[0] for row in ANONYMOUS])
@pytest.mark.parametrize("words", ["I do not like it.", "disclosure.abuse"])
async def test_who_gives_no_name_is_named_nowhere_but_in_what_is_sealed(
    house: House, _what: str, who: Member, wrote: tuple[Member, Place] | None, about: Member | None, words: str
) -> None:
    """Map 9.3: not in the concern, its cards or the record; only an opening with a reason shows it, and is recorded."""
    message = said(house, *wrote, "what was written") if wrote else None
    answer = await house.tell(who, words, message=message, about=about.account if about else None, anonymous=True)
    case = house.case
    own = wrote is not None and wrote[0] is who
    shown = str(house.server.alerts) + str(replace(case, author=HELEN) if own else case)
    for name in (who.person.name, who.person.id, f"id='{who.account.id}'"):
        assert own or name not in shown
        assert name not in str(house.records()[house.begins :])
    assert case.newest.told_by is not None
    assert case.newest.told_by.person.name == "somebody who gave no name"
    assert "told by somebody who gave no name" in house.card(HELEN).who
    assert case.child != who.person.id or own
    assert house.letters(who.account.id) == [], "where letters are refused, a second adult would deliver it"
    assert "not see your name" in answer[0] or "without your name" in answer[0]
    await house.press(HELEN, ActionKind.NOTE, case, "A note.")

    def opened(tellers: bool) -> Report:
        with house.store.transaction() as tx:
            reading = read_concern(tx, case.id, "p_helen", "a life is at risk", OFFICERS, house.clock, tellers)
        assert isinstance(reading, Reading)
        ((_, report),) = reading.messages
        assert isinstance(report, Report)
        return report

    assert opened(False).words == words
    assert opened(False).by.id == ""
    assert own or who.person.name not in str(opened(False))
    assert "tellers.opened" not in house.kinds()
    assert opened(True).by == who.account
    assert house.kinds()[-2:] == ["tellers.opened", "sealed.opened"]


async def test_only_an_officer_with_a_reason_learns_who_told(house: House) -> None:
    await house.tell(ALFIE, "I do not like it.", about=TOM.account, anonymous=True)
    case = house.case.id
    for actor, reason in [("p_helen", " "), ("p_tom", "to know"), ("p_nisha", "to know")]:
        with house.store.transaction() as tx:
            assert isinstance(read_concern(tx, case, actor, reason, OFFICERS, house.clock, True), Refusal)
    assert "tellers.opened" not in house.kinds()


# What belongs together


async def test_reports_of_one_persons_messages_are_one_concern_but_not_what_they_tell_themselves(house: House) -> None:
    await house.tell(ALFIE, "one", message=said(house, DAVE, JUNIORS, "hello"))
    await house.tell(MAYA, "two", message=said(house, DAVE, JUNIORS, "hello again"))
    assert len(house.case.sightings) == 2
    before = house.case
    answer = await house.tell(DAVE, "I am worried about a parent.")
    mine = next(case for case in house.cases() if case.id != before.id)
    assert mine.subjects == ()
    assert reference(before.id) not in " ".join(answer)
    assert next(case for case in house.cases() if case.id == before.id) == before


async def test_nobody_is_given_the_number_of_a_concern_about_them(house: House) -> None:
    await house.tell(ALFIE, "he joined in", message=said(house, MAYA, JUNIORS, "hello"), about=DAVE.account)
    about_dave = house.case
    answer = await house.tell(DAVE, "she is rude", message=said(house, MAYA, JUNIORS, "hello again"))
    assert reference(about_dave.id) not in " ".join(answer)
    assert len(house.cases()) == 2


# Having something taken away


@pytest.mark.clause("1.2", "1.1")
async def test_who_watches_has_a_post_taken_away_that_nothing_flagged(house: House) -> None:
    """Map 1.1, 1.2: with a reason, by the bot, in the record; its author is told why and can say that it was wrong."""
    event = await house.say(ALFIE, JUNIORS, "a joke that went wrong")
    assert house.cases() == []
    before = house.records()
    assert (await house.tell(NISHA, " ", message=event, remove=True))[0].startswith("Please give a reason")
    assert [record["kind"] for record in house.records()[len(before) :]] == ["action.refused"]
    answer = await house.tell(NISHA, "It is about Jo's brother.", message=event, remove=True)
    assert answer[0] == "It will be removed and its author told why."
    assert house.standing(event) == "removed"
    assert (house.case.removed_by, house.case.newest.gravest.kind) == ("p_nisha", "removal")
    (letter,) = house.letters("alfie")
    assert letter.case == house.case.id
    assert reached(house) == {"helen"}
    (received,) = [record for record in house.records() if record["kind"] == "report.received"]
    assert received["actor"] == "p_nisha"
    await house.press(ALFIE, ActionKind.APPEAL, house.case)
    assert "somebody else must decide" in await house.press(NISHA, ActionKind.RESTORE, house.case, "No.")
    await house.press(HELEN, ActionKind.RESTORE, house.case, "It was harmless.")
    assert house.server.seen_in(JUNIORS.id)[-1].text == "Alfie Webb wrote: a joke that went wrong"


@pytest.mark.clause("1.2")
@pytest.mark.parametrize("who", [MAYA, PETE, DAVE], ids=lambda who: who.person.id)
async def test_others_who_ask_for_a_removal_have_reported_it(house: House, who: Member) -> None:
    """Map 1.2: only designated people remove."""
    event = await house.say(ALFIE, JUNIORS, "a joke that went wrong")
    await house.tell(who, "take it away", message=event, remove=True)
    assert house.standing(event) == "shown"
    assert (house.case.newest.gravest.kind, house.case.speed) == ("message", Speed.NOW)


@pytest.mark.clause("4.9", "6.8")
@pytest.mark.parametrize("who", [DAVE, HELEN, NISHA], ids=lambda who: who.person.id)
async def test_staff_take_back_a_mistake_of_their_own_without_blame(house: House, who: Member) -> None:
    """Map 4.9: the post is gone, the record has it, what it said is kept; nobody is paged and nobody is blamed."""
    house.clock.now -= timedelta(days=1, hours=6)  # in office hours: nothing is said of the hour
    event = await house.say(who, JUNIORS, "wrong channel, sorry")
    answer = await house.tell(who, "", message=event, remove=True)
    assert house.standing(event) == "removed"
    assert "a copy is kept" in answer[0]
    assert "Thank you" in answer[0]
    assert (house.case.speed, house.case.newest.gravest.kind, house.case.removed_by) == (Speed.WEEKLY, "mistake", who.person.id)
    assert reached(house) == set()
    assert house.letters(who.account.id) == []
    assert opened_report(house).message == event


async def test_a_child_takes_their_own_post_away_on_the_platform(house: House) -> None:
    event = await house.say(ALFIE, JUNIORS, "oops")
    await house.tell(ALFIE, "", message=event, remove=True)
    assert house.standing(event) == "shown"


async def test_a_disclosure_is_not_removed_whoever_asks(house: House) -> None:
    event = said(house, ALFIE, JUNIORS, "disclosure.abuse")
    answer = await house.tell(NISHA, "Others should not read it.", message=event, remove=True)
    assert "not removed" in answer[0]
    assert house.standing(event) == "shown"
    assert reached(house) == {"helen", "tom"}


async def test_where_the_bot_may_not_remove_a_person_is_asked(tmp_path: Path) -> None:
    capabilities = {NAME: frozenset(Capability) - {Capability.REMOVE_OTHERS}, "email": frozenset(Capability)}
    with running(tmp_path, club(capabilities=capabilities)) as house:
        event = await house.say(ALFIE, JUNIORS, "a joke that went wrong")
        answer = await house.tell(NISHA, "It is about Jo's brother.", message=event, remove=True)
        assert "a person was asked" in answer[0]
        assert house.case.removed_by == ""
        assert any("by hand" in task for task in house.server.alerts["helen", house.case.id].tasks)


# When things go wrong


async def test_a_report_on_which_judging_fails_reaches_a_person(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("with words in it")

    monkeypatch.setattr("bot.intake.look", fails)
    await house.tell(ALFIE, "Coach hit me.", about=DAVE.account)
    assert reached(house) == {"helen"}
    assert house.case.subjects == ("p_dave",)
    assert "with words" not in str(house.records())


async def test_strangers_and_automata_can_be_reported(house: House) -> None:
    stranger = Account(NAME, "hook", "A webhook", automated=True)
    await house.tell(ALFIE, "spam", message=replace(said(house, MAYA, JUNIORS, "hello"), author=stranger))
    assert house.case.author.account == stranger
    assert reached(house) == {"helen"}


class Hears:
    """An engine that thinks of one thing alone: whether somebody tells of harm."""

    id = "hears@1"

    def read(self, reading: Text) -> Said:
        return Said({"disclosure": 990, "disclosure.abuse": 990} if "hurts me" in reading.original else {})


@pytest.mark.parametrize(("words", "text"), [("he hurts me", "hello"), ("", "he hurts me"), ("look", "he hurts me")])
def test_an_engine_reads_the_words_or_else_the_message_and_never_both_as_one(words: str, text: str) -> None:
    """Who tells of harm in the words must not seem to be who wrote the message."""
    message = Event("e", "o", EventKind.POSTED, START, DAVE.account, JUNIORS, "m", (Part(PartKind.BODY, text),))
    report = Report("r", "o", START, ALFIE.account, words=words, message=message)
    adviser = Adviser(Hears())
    assert bool(adviser.opinion(report).scores) == ("hurts" in (words or text))
    assert for_engine(report) == (words_of(report) if words else message)
