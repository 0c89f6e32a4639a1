"""The straight path of one organisation: what arrives is judged once, whoever wrote it and whatever fails on the way."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import intake, service
from bot.packaged import wording
from bot.terminal.club import ALFIE, CERYS, DAVE, FIXTURES, HELEN, IMRAN, JO, JUNIORS, MAYA, MEMBERS, NISHA, PETE, TOM
from bot.terminal.server import Standing
from moderation.context import Context
from moderation.detectors import View, all_detectors, look
from moderation.masking import MASK
from moderation.model import Account, ActionKind, Category, EventKind, Finding, Member, Part, PartKind, Verdict
from moderation.notices import Wording
from tests.bot.service_kit import MINUTE, NUMBER, House, club, running

SECRET = "my aunt in Ilkley"
PATIENCE = 30.0


# Each arrival once


async def test_a_duplicate_changes_nothing(house: House) -> None:
    """The platform delivers again what it thinks was not taken: before it was judged, and after."""
    event = house.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
    house.server.post(event.message, event.place, event.author, f"ring {NUMBER}")
    assert await house.service.receive(event)
    assert not await house.service.receive(event)
    await house.come_to_rest()
    assert not await house.service.receive(event)
    await house.come_to_rest()
    assert house.kinds().count("message.judged") == 1
    assert len(house.platform.asked("remove_post")) == 1
    assert len(house.letters("alfie")) == 1


async def test_what_arrived_before_a_restart_is_judged_after_it(tmp_path: Path) -> None:
    with running(tmp_path) as before:
        event = before.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
        await before.service.receive(event)
    with running(tmp_path) as after:
        after.server.post(event.message, event.place, event.author, f"ring {NUMBER}")
        await after.come_to_rest()
        assert after.standing(event) == "removed"
        assert after.kinds().count("message.judged") == 1


async def test_ordinary_talk_leaves_no_record_and_is_judged(house: House) -> None:
    event = await house.say(ALFIE, JUNIORS, "we were 147 for 6 off 20 overs")
    assert house.kinds() == []
    assert house.platform.calls == []
    with house.store.transaction() as tx:
        judged = tx.judged(event.id)
    assert judged is not None
    assert judged.verdict == Verdict.ALLOW


async def test_it_runs_by_itself_and_stops_when_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, and not when it would have looked next."""
    monkeypatch.setattr(service, "TICK", timedelta(days=1))
    alerted, stop = asyncio.Event(), asyncio.Event()

    def noticing() -> Iterator[None]:
        alerted.set()
        yield None

    house.platform.moods["alert_lead"] = noticing()
    runs = asyncio.create_task(house.service.run(stop))
    event = house.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
    house.server.post(event.message, event.place, event.author, f"ring {NUMBER}")
    await house.service.receive(event)
    await alerted.wait()
    stop.set()
    async with asyncio.timeout(PATIENCE):
        await runs
    assert house.standing(event) == "removed"
    assert house.store.counts().unsettled == 0


# Nobody is exempt


STRANGER = Member(Account("terminal", "stranger", "New Here"), replace(PETE.person, id="p_nobody"))


@pytest.mark.clause("1.1", "2.6")
@pytest.mark.parametrize("who", [*MEMBERS, STRANGER], ids=lambda member: member.account.id)
async def test_nobody_is_exempt(house: House, who: Member) -> None:
    """Map 1.1, 2.6: child, parent, coach, moderator, lead and stranger: the same post, exactly one removal."""
    event = await house.say(who, JUNIORS, f"ring {NUMBER}")
    assert house.standing(event) == "removed"
    assert len(house.platform.asked("remove_post")) == 1
    assert house.kinds().count("post.removed") == 1


# Whatever fails on the way


class Crashes:
    """A detector with a bug, whose error repeats what was written."""

    name = "test/crashes"
    version = 1
    clauses = ("9.2",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        raise RuntimeError("".join(part.text for part in view.parts))


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One detector crashes at every message; the others are as they are."""
    monkeypatch.setattr(intake, "look", partial(look, detectors=(Crashes(), *all_detectors())))


@pytest.mark.usefixtures("crashing")
@pytest.mark.clause("9.2")
async def test_a_detector_that_crashes_asks_for_a_person_while_the_others_go_on(house: House) -> None:
    """Map 9.2, design rule 4: the number is still removed, and a person reads what could not be checked."""
    number = await house.say(ALFIE, JUNIORS, f"{SECRET}, ring {NUMBER}")
    plain = await house.say(MAYA, JUNIORS, SECRET)
    assert house.standing(number) == "removed"
    assert house.standing(plain) == "shown"
    by_author = {case.author.person.id: case for case in house.cases()}
    assert by_author["p_alfie"].newest.verdict is Verdict.REMOVE
    assert by_author["p_maya"].category is Category.UNREAD
    reasons = house.card(HELEN, by_author["p_maya"]).why
    assert any("RuntimeError" in reason and "a person must read" in reason for reason in reasons)


@pytest.mark.usefixtures("crashing")
@pytest.mark.clause("2.7")
async def test_what_could_not_be_checked_is_not_repeated_anywhere(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Map 2.7: what was not checked cannot be masked, so the card shows none of it; the error's text is kept nowhere."""
    caplog.set_level(logging.DEBUG)
    await house.say(MAYA, JUNIORS, SECRET)
    assert house.card(HELEN).snippet == ""
    for shown in (caplog.text, str(house.records()), str(house.server.alerts), str(house.server.letters), str(house.case)):
        assert "Ilkley" not in shown


def speechless(purpose: str) -> Wording:
    """The notices with every text of one purpose missing: a bug of ours on which judging fails."""
    words = wording()
    return replace(words, texts={key: text for key, text in words.texts.items() if not key.startswith(purpose)})


@pytest.mark.clause("9.2")
async def test_an_arrival_on_which_judging_fails_is_handed_to_a_person_and_blocks_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Map 9.2: one message among others cannot be judged. It is read by a person; the others are judged; nothing is kept of
    the error but its type."""
    caplog.set_level(logging.DEBUG)
    with running(tmp_path, club(wording=speechless("explain.child"))) as house:
        poison = house.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
        before, after = (house.event(who.account, JUNIORS, f"ring {NUMBER}") for who in (DAVE, PETE))
        await house.arrives(before, poison, after)
        assert [house.standing(event) for event in (before, poison, after)] == ["removed", "shown", "removed"]
        (unread,) = [case for case in house.cases() if case.category is Category.UNREAD]
        assert unread.author.person.id == "p_alfie"
        assert "(KeyError)" in house.card(HELEN, unread).why[0]
        assert house.card(HELEN, unread).snippet == ""
        assert house.store.counts().waiting == 0
        assert "07700 900" not in caplog.text + str(house.records())


async def test_a_press_on_which_judging_fails_says_so_and_changes_nothing(tmp_path: Path, marked: None) -> None:
    with running(tmp_path, club(wording=speechless("tell_adult"))) as house:
        await house.say(ALFIE, JUNIORS, "offensive.sexual")
        before = house.case
        answer = await house.press(HELEN, ActionKind.TELL_ADULT, before, "They should know.")
        assert answer == "This did not work. It is recorded; please tell whoever runs Touchline."
        assert house.case == before
        assert house.records()[-1]["kind"] == "action.failed"
        assert house.records()[-1]["data"]["error"] == "KeyError"


# Who is told


@pytest.mark.clause("1.7")
async def test_five_removals_in_a_minute_make_one_notice(house: House) -> None:
    """Map 1.7: merged when several; it names nobody."""
    for index, who in enumerate((ALFIE, MAYA, JO, DAVE, PETE)):
        house.clock.now += MINUTE / 5 if index else 0 * MINUTE
        await house.say(who, JUNIORS, f"ring {NUMBER}")
    assert len(house.platform.asked("remove_post")) == 5
    assert house.kinds().count("notice.posted") == 1
    (notice,) = [post for post in house.server.seen_in(JUNIORS.id) if post.author.automated]
    assert not any(name in notice.text for member in MEMBERS if member is not HELEN for name in member.person.name.split())
    await house.say(ALFIE, FIXTURES, f"ring {NUMBER}")
    assert house.kinds().count("notice.posted") == 2, "another place has not been told"
    await house.pass_time(MINUTE)
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert house.kinds().count("notice.posted") == 3


@pytest.mark.clause("1.3", "1.4", "1.5")
async def test_those_who_are_told_are_those_whom_it_concerns_and_none_learns_of_another(house: House) -> None:
    """Map 1.3, 1.4, 1.5: author, whoever was mentioned, and the adults of the children among them; by name of nobody."""
    await house.say(ALFIE, JUNIORS, f"@maya @dave ring {NUMBER}")
    told = {letter.address: letter for letter in house.server.letters}
    assert set(told) == {"alfie", "maya", "dave", "sam.webb@example.org", "grace.osei@example.org"}
    assert {address for address, letter in told.items() if letter.by_mail} == {"sam.webb@example.org", "grace.osei@example.org"}
    others = [name for member in MEMBERS if member is not HELEN for name in member.person.name.split()]
    for letter in told.values():
        assert not [name for name in others if name in letter.text.split()]
        assert "Helen Marsh" in letter.text, "there is always somebody to ask"
    assert told["alfie"].case == house.case.id
    assert {letter.case for address, letter in told.items() if address != "alfie"} == {""}


@pytest.mark.clause("9.1", "3.8")
async def test_a_disclosure_is_thanked_and_kept_and_two_people_are_told(house: House) -> None:
    """Map 9.1: nothing is removed, no parent is told, the words are kept exactly, and they got a kind answer at once."""
    text = "i want to kill myself"
    event = await house.say(JO, JUNIORS, text)
    assert house.standing(event) == "shown"
    assert house.shown_to() == ["helen", "tom"]
    (letter,) = house.server.letters
    assert letter.address == "jo"
    assert "0800 1111" in letter.text
    for never in ("why", "are you sure", "i promise"):
        assert never not in letter.text.lower()
    case = house.case
    with house.store.transaction() as tx:
        kept = tx.sealed_text(case.id, event.id, "p_helen", "to record it")
    assert [part.text for part in kept.parts] == [text]


# What is recorded of deletions


@pytest.mark.clause("7.1")
async def test_a_deletion_by_staff_is_recorded_with_what_was_there(house: House, marked: None) -> None:
    """Map 7.1: what staff take away is in the record; what they wrote is still sealed."""
    event = await house.say(DAVE, JUNIORS, "confidential.records")
    await house.take_away(event)
    (record,) = [record for record in house.records() if record["kind"] == "post.gone"]
    case = house.case
    assert record["folder"] == case.id
    assert (record["data"]["author"], record["data"]["removal_asked"]) == ("p_dave", False)
    with house.store.transaction() as tx:
        assert tx.sealed_text(case.id, event.id, "p_helen", "deleted").parts == event.parts
    ordinary = await house.say(CERYS, FIXTURES, "training is at six")
    await house.take_away(ordinary)
    assert [r["data"]["author"] for r in house.records() if r["kind"] == "post.gone"] == ["p_dave", "p_cerys"]


@pytest.mark.clause("7.1")
async def test_staff_edit_and_delete_and_both_are_recorded(house: House) -> None:
    """Map 7.1: the record has the edit and the deletion with their times, and the inbox both versions, sealed."""
    first = await house.say(DAVE, JUNIORS, "come at six")
    house.clock.now += MINUTE
    edit = house.event(DAVE.account, JUNIORS, "come at seven", kind=EventKind.EDITED, message=first.message)
    await house.arrives(edit)
    preview = replace(edit, id=f"{edit.id}:preview", parts=(*edit.parts, Part(PartKind.EMBED, "a map of the ground")))
    await house.arrives(replace(preview, at=edit.at + MINUTE))
    await house.take_away(first)
    recorded = [(record["kind"], record["data"]["author"]) for record in house.records() if record["kind"].startswith("post.")]
    assert recorded == [("post.edited", "p_dave"), ("post.gone", "p_dave")]
    with house.store.reading() as tx:
        assert {tx.arrival(first.id), tx.arrival(edit.id)} == {first, edit}


@pytest.mark.clause("7.1")
async def test_a_childs_edit_is_not_recorded(house: House) -> None:
    first = await house.say(IMRAN, JUNIORS, "see you at six")
    await house.arrives(house.event(IMRAN.account, JUNIORS, "see you at seven", kind=EventKind.EDITED, message=first.message))
    assert house.kinds() == []


@pytest.mark.clause("7.1")
async def test_a_childs_deletion_is_recorded_only_when_a_concern_is_about_it(house: House, marked: None) -> None:
    """Map 7.1, least intrusion. Any message of the concern counts, not its newest alone."""
    ordinary = await house.say(IMRAN, JUNIORS, "see you at six")
    await house.take_away(ordinary)
    assert house.kinds() == []
    first = await house.say(IMRAN, JUNIORS, "bullying.pile_on")
    await house.say(IMRAN, FIXTURES, "bullying.pile_on")
    await house.take_away(first)
    assert house.kinds().count("post.gone") == 1


@pytest.mark.clause("7.1")
async def test_what_the_bot_removed_is_not_said_to_have_been_deleted_by_its_author(house: House) -> None:
    """Map 7.1: platforms report the bot's own removals like any deletion, without saying whose it was."""
    event = await house.say(DAVE, JUNIORS, f"ring {NUMBER}")
    assert house.server.posts[event.message].standing is Standing.REMOVED
    echo = replace(house.event(DAVE.account, JUNIORS, "", message=event.message), kind=event.kind.DELETED)
    await house.service.receive(echo)
    await house.come_to_rest()
    (record,) = [record for record in house.records() if record["kind"] == "post.gone"]
    assert record["data"]["removal_asked"] is True


# What was leaked is not repeated


@pytest.mark.clause("2.7")
async def test_the_number_is_nowhere_but_in_the_sealed_text(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Map 2.7: in no ledger entry, log record, letter or card, nor in the clear in the files of the store."""
    caplog.set_level(logging.DEBUG)
    for who in (ALFIE, DAVE, HELEN):
        await house.say(who, JUNIORS, f"@maya ring me on {NUMBER} or 07700900456, +44 7700 900789 after six")
    events = [post for post in house.server.posts.values() if post.standing is Standing.REMOVED]
    assert len(events) == 3
    for case in house.cases():
        await house.press(TOM, ActionKind.SECOND_OPINION, case)
        await house.press(TOM, ActionKind.NOTE, case, f"it was {NUMBER}")
        await house.ends(TOM, case, f"spoken to about {NUMBER}")
    house.platform.always("tell_person", ValueError(f"no {NUMBER}"))
    await house.say(NISHA, JUNIORS, f"@maya ring {NUMBER}")
    await house.pass_time(300 * MINUTE)
    shown = {
        "ledger": str(house.records()),
        "log": caplog.text,
        "letters": str(house.server.letters),
        "cards": str(house.server.alerts),
        "channel": str([post.text for post in house.server.posts.values() if post.author.automated]),
        "asked of the platform": str(house.platform.calls),
        "files": b"".join(path.read_bytes() for path in sorted(house.folder.iterdir())).decode("latin-1"),
    }
    for where, text in shown.items():
        for number in ("7700 900", "07700900123", "07700900456"):  # not shorter: hashes are full of digits
            assert number not in text, where
    assert MASK in shown["cards"]
