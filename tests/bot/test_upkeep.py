"""Once a month staff are asked to look at posts of theirs that have grown old (map 10.10)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.terminal.club import ALFIE, CERYS, DAVE, PETE
from bot.terminal.server import NAME
from bot.upkeep import MOST, is_due, remind
from moderation.model import Account, Member
from moderation.upkeep import Standing
from tests.bot.service_kit import START, House

DAY = timedelta(days=1)


def post(who: Member | Account, at: datetime, link: str) -> Standing:
    return Standing(who if isinstance(who, Account) else who.account, "#news", at, f"https://example.org/{link}")


OLD, NEW = datetime(2026, 5, 20, 23, 30, tzinfo=UTC), datetime(2026, 5, 21, 9, tzinfo=UTC)


async def look(house: House, *posts: Standing) -> None:
    """The server is looked at, if it is time for that."""
    with house.store.transaction() as tx:
        if is_due(tx, NAME, "s_1", house.organisation, house.clock()):
            remind(tx, NAME, "s_1", posts, house.organisation, house.clock())
    await house.come_to_rest()


def links(house: House, who: Member) -> list[list[str]]:
    """What each letter to somebody lists."""
    return [
        [line.rpartition("/")[2] for line in letter.text.splitlines() if line.startswith("• #")]
        for letter in house.letters(who.account.id)
    ]


@pytest.mark.clause("10.10")
async def test_each_is_reminded_once_a_month_of_exactly_what_is_stale(house: House) -> None:
    """Six months are over on 21 May; OLD was written on the 21st by the clocks of London, and so was what is NEW."""
    older = OLD - 30 * DAY
    stood = [
        post(DAVE, older, "a"), post(DAVE, OLD - timedelta(hours=2), "b"), post(DAVE, NEW, "fresh"),
        post(DAVE, OLD, "same-day"),
        post(CERYS, older, "c"), post(ALFIE, older, "childs"), post(PETE, older, "parents"),
        post(Account(NAME, "gone", "Somebody"), older, "of-nobody-known"),
    ]  # fmt: skip
    await look(house, *stood)
    assert (links(house, DAVE), links(house, CERYS)) == ([["a", "b"]], [["c"]])
    assert {letter.address for letter in house.server.letters} == {"dave", "cerys"}
    text = house.letters("dave")[0].text
    assert "older than 6 months" in text
    assert "20 April 2026" in text or "21 April 2026" in text
    assert "Cerys" not in text
    house.clock.now += 29 * DAY
    await look(house, *stood)
    assert len(links(house, DAVE)) == 1, "one letter a month"
    house.clock.now += DAY
    await look(house, *stood[1:4])
    assert links(house, DAVE)[1:] == [["b", "same-day", "fresh"]], "and what was taken away is not listed"
    reminded = [record for record in house.records() if record["kind"] == "staff.reminded"]
    assert len(reminded) == 2
    assert "example.org" not in str(reminded)


@pytest.mark.clause("10.10")
async def test_two_who_look_at_once_send_one_letter_and_so_do_two_accounts(house: House) -> None:
    second = Account(NAME, "dave-at-work", "Dave")
    with house.store.transaction() as tx:
        tx.register(DAVE.person, [DAVE.account, second], "p_helen")
    posts = [post(DAVE, OLD - 30 * DAY, "a"), post(second, OLD - 29 * DAY, "b")]
    for _ in range(2):  # each had asked before the other wrote
        with house.store.transaction() as tx:
            remind(tx, NAME, "s_1", posts, house.organisation, house.clock())
    await house.come_to_rest()
    (letter,) = house.server.letters
    assert [line.rpartition("/")[2] for line in letter.text.splitlines() if line.startswith("• #")] == ["a", "b"]


@pytest.mark.clause("10.10")
async def test_whoever_left_is_not_written_to_and_nobody_is_told_of_it(house: House) -> None:
    with house.store.transaction() as tx:
        tx.register(replace(DAVE.person, left=START.date()), [DAVE.account], "p_helen")
    await look(house, post(DAVE, OLD - 30 * DAY, "a"))
    assert house.server.letters == []


async def test_of_very_many_the_oldest_are_listed_and_the_rest_are_counted(house: House) -> None:
    await look(house, *(post(DAVE, OLD - each * DAY, str(each)) for each in range(1, MOST + 4)))
    (letter,) = house.letters("dave")
    assert links(house, DAVE)[0] == [str(each) for each in range(MOST + 3, 3, -1)]
    assert "and 3 more" in letter.text
    assert len(letter.text) < 2000
