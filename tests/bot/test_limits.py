"""What is said when an organisation has used up what was agreed, and what is looked at first all the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.limits import Limit, Limits, Measured
from bot.service import Service
from bot.shares import SAVED, Share, Shares
from bot.terminal.club import ALFIE, HELEN, JO, JUNIORS
from bot.terminal.server import NAME
from moderation.model import BOT, Account, Person
from storage.home import InFiles
from tests.bot.service_kit import House, running
from tests.bot.test_host import CONFIG
from tests.bot.test_shares import Seconds

DAY = timedelta(days=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running(tmp_path) as house:
        yield house


def limited(house: House, rate: float) -> Seconds:
    """Give the club a share of a machine, and a clock for it."""
    seconds = Seconds()
    platforms, share = {NAME: house.platform, "email": house.platform}, Share("practice", Shares(2, seconds), rate)
    adviser = house.service._adviser
    house.service = Service(house.writer, house.organisation, platforms, house.clock, adviser, share=share)
    return seconds


def said_of(house: House, limit: Limit) -> list[bool]:
    return [record["data"]["reached"] for record in house.records() if record["kind"] == limit.entry]


async def test_what_is_above_the_limit_waits_and_the_lead_hears_of_it_once(house: House) -> None:
    seconds = limited(house, 0.1)
    posts = [house.event(ALFIE.account, JUNIORS, f"number {count}") for count in range(int(0.1 * SAVED) + 5)]
    await house.arrives(*posts)
    with house.store.transaction() as tx:
        waiting = tx.next_arrivals(99)
    assert [each.id for each in waiting] == [each.id for each in posts[6:]], "nothing is lost, and the order is kept"
    assert said_of(house, Limit.MESSAGES) == [True]
    (letter,) = [each for each in house.letters(HELEN.account.id) if "messages wait" in each.text]
    assert "close the channels" in letter.text
    told = replace(house.event(JO.account, JUNIORS, "my stepdad hits me"), to_bot=True, conversation="dm")
    await house.arrives(told)
    assert house.case.author.account == JO.account, "a child who tells Touchline of something does not wait behind a flood"
    seconds.now += SAVED
    await house.come_to_rest()
    await house.come_to_rest()
    with house.store.transaction() as tx:
        assert tx.next_arrivals(99) == []
    seconds.now += SAVED
    await house.come_to_rest()
    assert said_of(house, Limit.MESSAGES) == [True, False]
    assert len([each for each in house.letters(HELEN.account.id) if "messages wait" in each.text]) == 1


async def test_who_begins_after_a_flood_says_that_it_is_over(house: House) -> None:
    limited(house, 0.1)
    await house.arrives(*(house.event(ALFIE.account, JUNIORS, f"number {count}") for count in range(9)))
    limited(house, 100)
    await house.come_to_rest()
    assert said_of(house, Limit.MESSAGES) == [True, False]


async def test_once_a_day_it_is_looked_how_large_record_and_register_are(house: House) -> None:
    limits = Limits(storage=1, accounts=len(house.members))
    home = InFiles(house.folder)
    measured = Measured(house.writer, house.organisation, limits, home, house.clock, (NAME, "email"))
    await measured.tend()
    with house.store.transaction() as tx:
        tx.register(Person("p_new", "Someone Else"), [Account(NAME, "new", "Someone")], BOT)
    await measured.tend()
    assert not said_of(house, Limit.ACCOUNTS), "not at the start, and once a day"
    (house.folder / "club.db-wal-of-a-test").write_bytes(bytes(2_000_000))
    for _ in range(2):
        house.clock.now += DAY
        await measured.tend()
    assert (said_of(house, Limit.ACCOUNTS), said_of(house, Limit.STORAGE)) == ([True], [True])
    (house.folder / "club.db-wal-of-a-test").unlink()
    house.clock.now += DAY
    await measured.tend()
    assert said_of(house, Limit.STORAGE) == [True, False]
    await house.come_to_rest()
    assert len([each for each in house.letters(HELEN.account.id) if "agreed" in each.text]) == 2


def test_a_list_with_more_accounts_than_agreed_is_not_imported(tmp_path: Path) -> None:
    config, file = tmp_path / "config.toml", tmp_path / "people.csv"
    text = CONFIG.replace('[store]\ndatabase_env = "TOUCHLINE_DATABASE"\n', "")
    config.write_text(text + "\n[limits]\naccounts = 2\n", "utf-8")
    people = [f"discord,10000000000000000{number},Alfie Pell {number},member" for number in (1, 2, 3)]
    command = ["people", "import", str(file), "--config", str(config), "--as", "p_helen"]
    file.write_text("\n".join(["platform,account,name,role", *people]), "utf-8")
    refused = CliRunner().invoke(main, command)
    assert (refused.exit_code, "3 accounts on the register, and 2 were agreed" in refused.output) == (1, True), refused.output
    file.write_text("\n".join(["platform,account,name,role", *people[:2]]), "utf-8")
    assert CliRunner().invoke(main, command).exit_code == 0
    assert CliRunner().invoke(main, command).exit_code == 0, "the same list again adds nobody"
