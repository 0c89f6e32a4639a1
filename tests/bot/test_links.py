"""Links in letters: what they carry, what opening them changes (nothing), and what is kept of an answer, over real HTTP."""

import asyncio
import logging
import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agreements import signing
from bot.agreements.asking import AGAIN
from bot.contact import asking
from bot.links import words
from bot.links.serving import LARGEST, OFTEN
from bot.links.tokens import LENGTH, Link, read, written
from bot.links.words import Choice
from bot.register import adults
from bot.sessions import starting
from bot.terminal.club import ALFIE, DAVE, HELEN
from moderation.contact_requests import may_answer
from moderation.model import AnsweredBy, ContactState, Reach, ResponsibleAdult, ResponsibleKind, Role, Topic, Way
from tests.bot.contact_kit import PURPOSE
from tests.bot.link_kit import KIM, PUBLIC, SAM, Post, posting
from tests.bot.running_kit import LEAD

LEE = replace(KIM, name="Lee Webb", address="lee.webb@example.org")
KEYS = st.binary(min_size=32, max_size=32)
LINKS = st.builds(
    lambda letter, at: Link(f"x_{letter}", datetime.fromtimestamp(at, UTC)),
    st.text("0123456789abcdef", min_size=20, max_size=20),
    st.integers(0, 2**32 - 1),
)


# What a link carries


@given(LINKS, KEYS)
def test_a_link_is_read_as_it_was_written_and_holds_nothing_but_codes(link: Link, key: bytes) -> None:
    token = written(link, key)
    assert len(token) == LENGTH
    assert set(token) <= set(string.hexdigits.lower() + "x_-")
    assert read(token, key) == link


@given(LINKS, KEYS, st.data())
@settings(max_examples=300)
def test_a_link_of_which_any_character_is_another_is_none(link: Link, key: bytes, data: st.DataObject) -> None:
    token = written(link, key)
    at = data.draw(st.integers(0, LENGTH - 1))
    other = data.draw(st.characters().filter(lambda each: each != token[at]))
    assert read(token[:at] + other + token[at + 1 :], key) is None
    assert read(token[:at] + token[at + 1 :], key) is None
    assert read(token[:at] + other + token[at:], key) is None


@given(LINKS, KEYS, KEYS, st.integers(1, 2**20))
def test_nobody_else_signs_it_and_nobody_makes_it_last_longer(link: Link, key: bytes, another: bytes, longer: int) -> None:
    token = written(link, key)
    assert key == another or read(token, another) is None
    later = written(Link(link.letter, datetime.fromtimestamp(longer, UTC)), another)
    assert key == another or read(later, key) is None


@given(st.text(max_size=100), KEYS)
def test_whatever_is_asked_for_is_no_link(token: str, key: bytes) -> None:
    assert read(token, key) is None


# To confirm where somebody is reached


@pytest.mark.clause("1.5")
async def test_an_adult_confirms_by_a_link_that_they_are_reached_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with posting(tmp_path) as post:
        await post.registers(KIM)
        assert "is sent a code" in await post.does(adults.ask, "Alfie Webb", "Kim Webb")
        letter = await post.letter(KIM.address)
        assert words.CONFIRM_HERE.format(until="4 December 2026") in " ".join(letter.split())
        path = await post.linked(KIM.address)
        before = len(post.kept())
        caplog.clear()  # of what the mail server of these tests logs

        page = await post.opens(path)
        again = await post.opens(path)
        assert (page.status, again.page) == (200, page.page)
        assert words.CONFIRM_TITLE in page.page
        assert not any(name in page.page.lower() for name in ("alfie", "webb"))
        for method, status in (("HEAD", 405), ("PUT", 405), ("DELETE", 405), ("PATCH", 405), ("OPTIONS", 405)):
            assert (await post.opens(path, method, data=b"says=confirm")).status == status
        for form in (
            b"",
            b"says=",
            b"says=yes",
            b"says=confirm&says=confirm",
            b"confirm",
            b"\xff" * 9,
            b"says=%63%6fnfirm&a=b&c=d",
        ):
            refused = await post.opens(path, "POST", data=form)
            assert refused.status == (200 if form == b"says=yes" else 400), form
            assert words.KEPT[Choice.CONFIRM] not in refused.page
        assert (await post.opens(path, "POST", data=b"says=confirm&a=" + b"b" * LARGEST)).status == 413
        await broken(post, path)
        assert not (await post.adult("Kim Webb")).confirmed
        assert len(post.kept()) == before, "nothing of all that changes anything"

        said = await post.presses(path, "confirm")
        assert (said.status, words.KEPT[Choice.CONFIRM] in said.page) == (200, True)
        confirmed = await post.adult("Kim Webb")
        assert (confirmed.confirmed, confirmed.code, confirmed.paper) == (True, "", "")
        (entry,) = post.entries("adult.confirmed")
        assert (entry["data"]["way"], entry["data"]["person"]) == ("link", "p_alfie")
        assert entry["actor"].startswith("a_")
        after = len(post.kept())
        assert words.SAID[Choice.CONFIRM] in (await post.opens(path)).page
        assert words.ALREADY in (await post.presses(path, "confirm")).page
        assert len(post.kept()) == after, "it is said once"

        token = path.rsplit("/", 1)[1]
        assert token not in caplog.text
        assert "/answer/" not in caplog.text
        assert KIM.address not in str(post.machine.records())
        assert token not in str(post.machine.records())


async def broken(post: Post, path: str) -> None:
    """What no browser sends: a request in which there is a control character, and one that ends before its form has come."""
    for sent in (f"POST /club{path} HTTP/1.1\r\nHost: \x01\r\n", f"GET /club{path}\x00 HTTP/1.1\r\nHost: x\r\n", f"{path}\r\n"):
        reader, writer = await asyncio.open_connection("127.0.0.1", post.pages.port)
        writer.write(f"{sent}Content-Length: 12\r\n\r\nsays=con".encode())
        writer.write_eof()
        answer = await reader.read()
        writer.close()
        assert b" 200 " not in answer


async def test_what_is_no_link_or_is_over_says_nothing(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        await post.registers(KIM)
        await post.does(adults.ask, "Alfie Webb", "Kim Webb")
        path = await post.linked(KIM.address)
        token = path.rsplit("/", 1)[1]
        other = "1" if token[-1] == "0" else "0"
        for wrong in (
            f"{path[:-1]}{other}",
            path[:-1],
            f"{path}0",
            path.replace("practice", "elsewhere"),
            f"{path}/x",
            "/answer/",
        ):
            for method in ("GET", "POST"):
                refused = await post.opens(wrong, method, data=b"says=confirm")
                assert (refused.status, words.UNKNOWN_TITLE in refused.page) == (404, True), wrong
                assert not any(name in refused.page.lower() for name in ("larkmead", "helen", "kim", "alfie"))

        await post.does(adults.done, "Alfie Webb", "no-contact", "Kim Webb")
        assert await over(post, path, "confirm"), "whoever must not be contacted is asked nothing"
        await post.does(adults.done, "Alfie Webb", "contact", "Kim Webb")
        assert await over(post, path, "confirm"), "and confirms anew, by another letter"
        await post.does(adults.ask, "Alfie Webb", "Kim Webb")
        newer = await post.linked(KIM.address, 2)
        assert (await post.opens(newer)).status == 200
        post.passes(timedelta(days=13, hours=5))  # to the last minute of the day that the letter names
        assert (await post.opens(newer)).status == 200
        post.passes(timedelta(hours=1))
        assert await over(post, newer, "confirm"), "its days are over"
        assert not (await post.adult("Kim Webb")).confirmed
        await post.registers(replace(KIM, address="kim@example.org", code="00"))
        assert await over(post, newer, "confirm")


async def over(post: Post, path: str, says: str) -> bool:
    """Whether a link is answered as one that is over, which names nobody but whom to speak with, and keeps nothing."""
    before = len(post.kept())
    found = [await post.opens(path), await post.presses(path, says)]
    assert not any(name in each.page.lower() for each in found for name in ("kim", "alfie", "webb"))
    assert all(words.OVER_TITLE in each.page and LEAD.name in each.page for each in found)
    assert len(post.kept()) == before
    return [each.status for each in found] == [410, 410]


async def test_every_answer_forbids_what_no_page_of_ours_needs_and_a_link_is_not_asked_for_ever(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        await post.registers(KIM)
        await post.does(adults.ask, "Alfie Webb", "Kim Webb")
        path = await post.linked(KIM.address)
        answers = [await post.opens(path), await post.opens(path + "x"), await post.opens(path, "PUT")]
        answers += [await post.opens("/elsewhere"), await post.presses(path, "nothing")]
        for each in answers:
            strict(each.headers)
            assert "<script" not in each.page
        left = OFTEN - sum(each.status in {200, 400} for each in answers)
        assert [(await post.opens(path)).status for _ in range(left + 1)] == [200] * left + [429]
        assert words.OFTEN in (await post.presses(path, "confirm")).page
        post.passes(timedelta(minutes=1))
        assert (await post.presses(path, "confirm")).status == 200
        post.open.clear()
        assert words.BUSY in (await post.opens(path)).page, "its record is not open"


def strict(headers: Mapping[str, str]) -> None:
    policy = headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


# To agree


@pytest.mark.clause("5.12", "6.1", "10.2")
async def test_a_parent_agrees_refuses_and_takes_back_by_a_link(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        await post.imports()
        await post.looks()
        path = await post.linked(SAM)
        page = (await post.opens(path)).page
        for part in (
            "This is about alfie.",
            "1 Be kind.",
            "I have read this statement and agree to it.",
            words.PHOTOS_TITLE,
            words.NO_TO_PICTURES,
        ):
            assert part in page
        assert "Webb" not in page

        async def rows() -> dict[Topic, bool]:
            found = await post.club.look(lambda tx: tx.agreements("p_alfie"))
            assert all((each.way, each.name, each.by[:2]) == (Way.LINK, "Sam Webb", "a_") for each in found)
            assert all(each.version == (1 if each.topic is Topic.STATEMENT_FOR else 0) for each in found if each.given)
            return {each.topic: each.given for each in found}

        assert await rows() == {}
        assert words.KEPT[Choice.YES] in (await post.presses(path, "yes")).page
        assert await rows() == {Topic.STATEMENT_FOR: True, Topic.CONTACT: True}
        page = (await post.opens(path)).page
        assert (words.SAID[Choice.YES] in page, words.TAKE_BACK in page) == (True, True)
        assert words.ALREADY in (await post.presses(path, "yes")).page
        assert len(post.entries("agreement.given")) == 2
        assert {each["data"]["way"] for each in post.entries("agreement.given")} == {"link"}
        assert words.KEPT[Choice.PHOTOS_YES] in (await post.presses(path, "photos_yes")).page
        assert (await rows())[Topic.PHOTOS]
        assert words.KEPT[Choice.PHOTOS_NO] in (await post.presses(path, "photos_no")).page
        assert await rows() == {Topic.STATEMENT_FOR: True, Topic.CONTACT: True, Topic.PHOTOS: False}
        assert words.KEPT[Choice.NO] in (await post.presses(path, "no")).page
        assert await rows() == {Topic.STATEMENT_FOR: False, Topic.CONTACT: False, Topic.PHOTOS: False}
        assert words.ALREADY in (await post.presses(path, "no")).page
        post.passes(AGAIN)
        await post.looks()
        await post.imports(b"# Our statement\n1 Be kind, always. [map 3.1]\n")
        assert await over(post, path, "yes"), "there is another version now"
        assert len(post.machine.box.letters(SAM)) == 1, "whoever said no is not asked again and again"


async def test_a_no_that_was_never_a_yes_counts_and_letters_are_as_before_without_pages(tmp_path: Path) -> None:
    async with posting(tmp_path / "with") as post:
        await post.imports()
        await post.looks()
        path = await post.linked(SAM)
        await post.presses(path, "no")
        kept = await post.club.look(lambda tx: tx.agreements("p_alfie"))
        assert {(each.topic, each.given) for each in kept} == {
            (Topic.STATEMENT_FOR, False), (Topic.CONTACT, False), (Topic.PHOTOS, False)
        }  # fmt: skip
    async with posting(tmp_path / "without", public="") as post:
        await post.imports()
        await post.looks()
        await post.registers(KIM)
        await post.does(adults.ask, "Alfie Webb", "Kim Webb")
        letter = await post.letter(KIM.address)
        assert "this code, in person or by telephone" in " ".join(letter.split())
        assert PUBLIC not in letter
        assert post.machine.box.letters(SAM) == [], "nobody is asked by a letter who could not answer it"


@pytest.mark.clause("10.2")
async def test_whoever_said_yes_is_not_asked_again_because_another_said_no(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        await post.registers(*(await post.child()).responsible_adults, replace(KIM, confirmed=True))
        await post.imports()
        await post.looks()
        sam, kim = await post.linked(SAM), await post.linked(KIM.address)
        assert words.KEPT[Choice.YES] in (await post.presses(kim, "yes")).page
        assert words.KEPT[Choice.NO] in (await post.presses(sam, "no")).page
        assert words.SAID[Choice.YES] in (await post.opens(kim)).page, "each sees what they said themselves"
        post.passes(AGAIN)
        await post.registers(*(await post.child()).responsible_adults, replace(LEE, confirmed=True))
        await post.looks()
        await post.letter(LEE.address)
        assert [len(post.machine.box.letters(each)) for each in (SAM, KIM.address)] == [1, 1]


@pytest.mark.clause("1.6", "10.2")
async def test_nobody_answers_who_was_not_asked_or_for_somebody_who_is_of_age(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        await post.imports()
        await post.looks()
        path = await post.linked(SAM)
        (sam,) = (await post.child()).responsible_adults
        await post.registers(replace(sam, name="Lee Webb"))
        assert await over(post, path, "yes"), "the mailbox is somebody else's now, who was not asked"
        await post.registers(sam)
        assert (await post.opens(path)).status == 200
        await post.registers(sam, replace(sam, reach=Reach.TELEPHONE, address="01632 960003", no_contact=True))
        assert await over(post, path, "yes"), "they must not be contacted, wherever that is marked"
        grown = replace(ALFIE.person, role=Role.LEARNER, minor=False)
        await post.club.write(lambda tx: tx.register(grown, [ALFIE.account], "p_helen"))
        assert await over(post, path, "yes"), "a parent says nothing for a learner who is of age"
        employer = ResponsibleAdult("Ashdown Builders", ResponsibleKind.EMPLOYER, Reach.EMAIL, "hr@example.org")
        ours = post.club.organisation.profile
        told = replace(ours, responsible_adults=replace(ours.responsible_adults, kinds=frozenset(ResponsibleKind)))
        assert may_answer(replace(grown, responsible_adults=(sam, employer)), told) == (employer,)
        assert may_answer(replace(ALFIE.person, responsible_adults=(sam, employer)), told) == (sam, employer)


# Contact with one child


@pytest.mark.clause("5.13")
async def test_a_parent_answers_by_a_link_whether_there_may_be_contact(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        for _ in range(2):
            await post.imports()
        for topic, about in ((Topic.STATEMENT, "p_alfie"), (Topic.STATEMENT_FOR, "p_alfie"), (Topic.CONTACT, "p_alfie")):
            await agreed(post, topic, about)
        ask = (asking.ask, "Alfie Webb", PURPOSE, "today", "18:30", "19:00")
        await post.does(*ask, who=DAVE)
        letter = await post.letter(SAM)
        assert "Please tell Helen Marsh" in " ".join(letter.split())
        path = await post.linked(SAM)
        page = (await post.opens(path)).page
        assert "May we be in touch with alfie?" in page
        assert not any(part in page for part in ("Dave", "Webb", PURPOSE)), "the page says less than the letter"

        async def request() -> tuple[ContactState, AnsweredBy | None]:
            found = (await post.club.look(lambda tx: tx.contact_requests()))[-1]
            return found.state, found.answer.way if found.answer else None

        assert await request() == (ContactState.ASKED, None)
        assert words.KEPT[Choice.YES] in (await post.presses(path, "yes")).page
        assert await request() == (ContactState.APPROVED, AnsweredBy.LINK)
        assert words.ALREADY in (await post.presses(path, "yes")).page
        (approved,) = post.entries("contact.approved")
        assert approved["data"]["way"] == "link"
        assert words.TAKE_BACK in (await post.opens(path)).page
        assert words.KEPT[Choice.NO] in (await post.presses(path, "no")).page
        assert (await request())[0] is ContactState.DECLINED
        assert words.NOT_NOW in (await post.presses(path, "yes")).page, "it is over"
        assert post.entries("contact.ended")[-1]["data"]["way"] == "link"
        await post.does(*ask, who=HELEN)
        letter, second = await post.letter(SAM, 2), await post.opens(await post.linked(SAM, 2))
        assert {line[:5] for line in letter.splitlines()} >= {"What ", "When:"}, "each on a line of its own"
        assert "Ask Tom Okafor, deputy welfare officer." in second.page, "nobody is sent to whoever asks"
        post.passes(timedelta(hours=2))
        assert await over(post, path, "yes")


@pytest.mark.clause("5.13")
async def test_after_another_adults_yes_only_a_no_can_be_said_and_the_page_asks_for_no_yes(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        await post.registers(*(await post.child()).responsible_adults, replace(KIM, confirmed=True))
        await post.imports()
        for topic in (Topic.STATEMENT, Topic.STATEMENT_FOR, Topic.CONTACT):
            await agreed(post, topic, "p_alfie")
        await post.does(asking.ask, "Alfie Webb", PURPOSE, "today", "18:30", "19:00", who=DAVE)
        sam, kim = await post.linked(SAM), await post.linked(KIM.address)
        assert words.KEPT[Choice.YES] in (await post.presses(sam, "yes")).page
        page = (await post.opens(kim)).page
        assert "You can still say no" in page
        assert "If you say yes" not in page
        assert "Sam" not in page, "who said it is not told"
        assert words.KEPT[Choice.NO] in (await post.presses(kim, "no")).page
        assert (await post.club.look(lambda tx: tx.contact_requests()))[-1].state is ContactState.DECLINED


@pytest.mark.clause("6.12")
async def test_a_parent_answers_by_a_link_whether_they_are_there_at_a_session(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        wanted = starting.Wanted("Bowling, one to one", minutes=60, second=HELEN.account, children="Alfie Webb")
        await post.does(starting.start, wanted, who=DAVE)
        assert "Please tell Dave Ridley" in " ".join((await post.letter(SAM)).split())
        path = await post.linked(SAM)
        page = (await post.opens(path)).page
        assert "alfie is expected at a session by voice or video" in page
        assert not any(part in page for part in ("Dave", "Webb", "one to one")), "the page says less than the letter"
        assert words.KEPT[Choice.APPROVED] in (await post.presses(path, "approved")).page
        page = (await post.opens(path)).page
        assert words.SAID[Choice.APPROVED] in page
        assert words.LABELS[Choice.PRESENT] in page
        assert words.KEPT[Choice.PRESENT] in (await post.presses(path, "present")).page, "they may think again"
        assert words.ALREADY in (await post.presses(path, "present")).page
        said = [(each["data"]["person"], each["data"]["says"]) for each in post.entries("session.answered")]
        assert said == [("p_alfie", "approved"), ("p_alfie", "present")]
        assert words.NOT_NOW in (await post.presses(path, "yes")).page
        post.passes(timedelta(hours=1))
        assert await over(post, path, "present")


async def agreed(post: Post, topic: Topic, about: str) -> None:
    """It was said by a button."""
    now = post.machine.clock()
    form = signing.Agreement(
        topic, about, True, now, Way.BUTTON, about, "Sam Webb", now.date(), version=2, until=now.date() + timedelta(days=300)
    )
    await post.club.write(lambda tx: tx.agree(form))
