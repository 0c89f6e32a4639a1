"""Tips for children: one after a notice, once a week for each, and one a week to whoever asks (map 9.6)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.packaged import profile
from bot.rota.changing import Given
from bot.terminal.club import ALFIE, DAVE, FIXTURES, HELEN, JO, JUNIORS, PETE
from bot.tips import said, series, tips, words
from moderation.calendar import is_out_of_hours
from moderation.model import Agreement, Category, Decision, Finding, Member, Refused, Topic, Verdict, Way
from moderation.tips import Tip, tip_after
from tests.bot.service_kit import MINUTE, NUMBER, START, House, club, running
from tests.moderation.test_notices import FORBIDDEN, grade

WEEK = timedelta(days=7)
TAUGHT = club(profile=profile("sports_club"))
EVERY = [*tips().after_notice, *tips().weekly]


@pytest.fixture
def taught(tmp_path: Path) -> Iterator[House]:
    """The practice club, which shows tips."""
    with running(tmp_path, TAUGHT) as house:
        yield house


def shown(house: House, to: str = "alfie") -> list[str]:
    """The tips that somebody was sent, of those that follow a notice."""
    texts = {said(tip, TAUGHT): tip.id for tip in tips().after_notice}
    return [texts[letter.text] for letter in house.letters(to) if letter.text in texts]


# The texts


@pytest.mark.parametrize("tip", EVERY, ids=lambda tip: tip.id)
def test_a_child_of_nine_can_read_it(tip: Tip) -> None:
    text = said(tip, TAUGHT)
    assert grade(text) <= 4, f"{grade(text):.1f}"
    assert not FORBIDDEN.search(text)
    assert len(text) < 450
    assert "Helen Marsh" in text, "there is always somebody to ask"


def test_each_has_a_name_of_its_own_and_a_version() -> None:
    assert len({tip.id for tip in EVERY}) == len(EVERY)
    assert all(tip.version >= 1 for tip in EVERY)
    assert all(tip.after for tip in tips().after_notice)
    assert not any(tip.after for tip in tips().weekly)
    assert {name for tip in EVERY for name in placeholders_of(tip.text)} <= {
        "lead",
        "lead_title",
        "organisation",
        "childline",
        "danger",
    }
    assert not [tip.id for tip in EVERY if "offensive.profanity" in tip.after or "offensive" in tip.after], "swearing has none"


def placeholders_of(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


# After a notice


@pytest.mark.clause("9.6")
async def test_a_tip_comes_once_a_week_for_each_rule_and_after_the_notice(taught: House) -> None:
    await taught.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    notice, tip = taught.letters("alfie")
    assert notice.text.startswith("We hid your message")
    assert tip.text.startswith("A tip: why keep a phone number off here?")
    await taught.say(ALFIE, FIXTURES, f"i said ring {NUMBER}")
    await taught.say(ALFIE, JUNIORS, "or mail alfie.webb@example.org")
    assert shown(taught) == ["phone", "email"], "each rule has its own, once"
    await taught.pass_time(WEEK - MINUTE)
    await taught.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert shown(taught) == ["phone", "email"]
    await taught.pass_time(MINUTE)
    await taught.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert shown(taught) == ["phone", "email", "phone"]
    given = [record["data"] for record in taught.records() if record["kind"] == "tip.given"]
    assert [(each["person"], each["tip"]) for each in given][:2] == [("p_alfie", "phone@1"), ("p_alfie", "email@1")]
    assert not any(NUMBER in str(record) for record in taught.records())


@pytest.mark.clause("9.6")
@pytest.mark.parametrize(
    ("who", "text"),
    [(ALFIE, "this is fucking shit"), (DAVE, f"ring {NUMBER}"), (ALFIE, "we were 147 for 6 off 20 overs")],
    ids=["swearing", "staff", "ordinary"],
)
async def test_nothing_else_has_a_tip(taught: House, who: Member, text: str) -> None:
    await taught.say(who, JUNIORS, text)
    assert shown(taught, who.account.id) == []


@pytest.mark.clause("9.6")
async def test_nobody_who_may_have_told_of_harm_is_taught(taught: House) -> None:
    """Not with the same words, and not while what they told is open; once it is closed it may be."""
    await taught.say(JO, JUNIORS, f"i want to kill myself, ring {NUMBER}")
    await taught.say(JO, JUNIORS, f"ring {NUMBER}")
    assert shown(taught, "jo") == []
    for case in taught.cases():
        await taught.ends(HELEN, case, "we spoke")
    await taught.say(JO, JUNIORS, f"ring {NUMBER}")
    assert shown(taught, "jo") == ["phone"]


@pytest.mark.clause("9.6", "10.9")
async def test_practice_sends_none_and_an_organisation_may_want_none(tmp_path: Path) -> None:
    with running(tmp_path / "a", TAUGHT, shadow=True) as practising:
        await practising.say(ALFIE, JUNIORS, f"ring {NUMBER}")
        turn(practising, ALFIE, on=True)
        for _ in range(2):
            due = due_of(practising)
            assert due
            await practising.pass_time(due - practising.clock.now)
        assert practising.letters("alfie") == []
        with practising.store.transaction() as tx:
            assert tx.tips_shown("p_alfie") == {}, "what was not sent does not count: it comes once practice is over"
            kept = tx.tip_series("p_alfie")
        assert (kept.sent if kept else None) == 0
    with running(tmp_path / "b") as without:  # as the kit has it
        await without.say(ALFIE, JUNIORS, f"ring {NUMBER}")
        assert len(without.letters("alfie")) == 1


@pytest.mark.clause("9.6")
async def test_where_the_notice_did_not_arrive_the_tip_does_not_either(taught: House) -> None:
    taught.platform.always("explain_to_author", Refused("closed"))
    await taught.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert taught.letters("alfie") == []


# Each week


def turn(house: House, who: Member, on: bool) -> str:
    given = Given(f"turn{house.clock.now.isoformat()}", who.account, house.clock.now)
    with house.store.transaction() as tx:
        return series.turn(tx, given, house.organisation, on)


def due_of(house: House) -> datetime | None:
    with house.store.transaction() as tx:
        kept = tx.tip_series("p_alfie")
    return kept.due if kept else None


@pytest.mark.clause("9.6")
async def test_the_series_is_off_until_a_child_asks_and_ends_by_itself(taught: House) -> None:
    await taught.pass_time(4 * WEEK)
    assert taught.letters("alfie") == []
    assert turn(taught, ALFIE, on=True).startswith("You will get one short tip a week")
    assert turn(taught, ALFIE, on=True).startswith("You get the weekly tips already")
    while due := due_of(taught):
        await taught.pass_time(due - taught.clock.now)
    letters = taught.letters("alfie")
    assert len(letters) == len(tips().weekly)
    assert letters[0].text.startswith("Your tip 1 of 12\n\n")
    assert "That was the last one." in letters[-1].text
    given = [record for record in taught.records() if record["kind"] == "tip.given"]
    at = [datetime.fromisoformat(record["at"]).astimezone(UTC) for record in given]
    assert not any(is_out_of_hours(TAUGHT.calendar, each) for each in at)
    assert all(WEEK - timedelta(days=1) <= later - earlier <= WEEK + timedelta(days=4) for earlier, later in pairwise(at))
    assert [record["data"]["tip"] for record in given] == [tip.code for tip in tips().weekly]
    assert turn(taught, ALFIE, on=False) == words.ALREADY_OFF, "it is over"


@pytest.mark.clause("9.6")
async def test_it_stops_at_a_word_and_starts_anew_with_one_clock(taught: House) -> None:
    turn(taught, ALFIE, on=True)
    assert turn(taught, ALFIE, on=False) == words.OFF
    await taught.pass_time(2 * WEEK)
    assert taught.letters("alfie") == []
    turn(taught, ALFIE, on=True)
    turn(taught, ALFIE, on=False)
    turn(taught, ALFIE, on=True)
    await taught.pass_time(timedelta(days=2))
    assert taught.letters("alfie") == [], "the office is closed by now, so it waits on"
    await taught.pass_time(timedelta(hours=16))
    assert len(taught.letters("alfie")) == 1, "and the clock of the one that was stopped sends nothing"


@pytest.mark.clause("9.6")
@pytest.mark.parametrize("why", ["left", "taken_back", "told"])
async def test_whoever_left_or_took_it_back_gets_no_more(taught: House, why: str) -> None:
    turn(taught, ALFIE, on=True)
    with taught.store.transaction() as tx:
        if why == "left":
            tx.register(replace(ALFIE.person, left=START.date()), [ALFIE.account], "p_helen")
        if why == "taken_back":
            day = START.date()
            tx.agree(Agreement(Topic.STATEMENT, "p_alfie", False, START, Way.PAPER, "p_helen", "Alfie Webb", day))
    if why == "told":
        await taught.tell(ALFIE, "i am scared of somebody at home")
    await taught.pass_time(timedelta(days=1, hours=16))
    assert not [letter for letter in taught.letters("alfie") if letter.text.startswith("Your tip")]
    with taught.store.transaction() as tx:
        kept = tx.tip_series("p_alfie")
    assert (kept is not None) == (why == "told"), "whoever told of something gets them later"


@pytest.mark.clause("9.6")
def test_a_tip_tells_nobody_of_what_only_the_lead_sees() -> None:
    """The post goes for the number in it, of which they had the tip; that it looked like bullying is for the lead alone."""
    findings = tuple(
        Finding(category, kind, 0, 0, 1, 990, "rule@1", ("2.1",), "")
        for category, kind in ((Category.PERSONAL_DETAILS, "phone"), (Category.BULLYING, "bullying"))
    )
    decision = Decision("d_1", "org", "e_1", START, Verdict.REMOVE, findings=findings)
    given = [tip_after(decision, ALFIE.person, tips(), TAUGHT.profile, had) for had in ({}, {"phone": START})]
    assert [each.id if each else None for each in given] == ["phone", None]


async def test_whoever_took_it_back_is_not_promised_tips(taught: House) -> None:
    with taught.store.transaction() as tx:
        day = START.date()
        tx.agree(Agreement(Topic.STATEMENT, "p_alfie", False, START, Way.PAPER, "p_helen", "Alfie Webb", day))
    assert turn(taught, ALFIE, on=True).startswith("We can't send you tips just now")
    assert due_of(taught) is None


def test_it_is_for_children_on_the_register(taught: House) -> None:
    assert turn(taught, DAVE, on=True) == words.FOR_CHILDREN
    stranger = replace(PETE, account=replace(PETE.account, id="stranger"))
    assert "We do not know you yet" in turn(taught, stranger, on=True)
