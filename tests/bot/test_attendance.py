"""Who of those who watch was here lately: a day and nothing more is kept of them, and nothing of anybody else (map 8.1)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.attendance import PERIOD, lately, take_stock
from bot.rota import SETTING
from bot.terminal.club import ALFIE, CERYS, COACHES, DAVE, HELEN, JUNIORS, NISHA, TOM
from moderation.duty import Away, HandOver, Rota, Turn, text_of
from moderation.model import ActionKind, Role
from tests.bot.member_kit import said, season
from tests.bot.service_kit import START, House

DAY = timedelta(days=1)


def kept(house: House) -> dict[str, date]:
    with house.store.reading() as tx:
        return dict(tx.attendance())


def here(house: House) -> frozenset[str]:
    with house.store.transaction() as tx:
        take_stock(tx, house.organisation, house.clock())
        return lately(tx, house.organisation, house.clock())


async def test_of_those_who_watch_the_newest_day_is_kept_and_of_nobody_else(house: House) -> None:
    """Map 8.1."""
    for who in (ALFIE, DAVE, CERYS, TOM):
        await house.say(who, JUNIORS, "good training today")
    assert kept(house) == {TOM.person.id: START.date()}
    house.clock.now += 3 * DAY
    await house.say(TOM, JUNIORS, "see you all tomorrow")
    assert kept(house) == {TOM.person.id: (START + 3 * DAY).date()}


async def test_an_older_message_that_comes_late_changes_nothing(house: House) -> None:
    house.clock.now += 5 * DAY
    await house.say(TOM, JUNIORS, "good training today")
    await house.arrives(replace(house.event(TOM.account, JUNIORS, "read back later"), at=START))
    assert kept(house) == {TOM.person.id: (START + 5 * DAY).date()}


async def test_whoever_presses_is_here(house: House) -> None:
    await house.say(ALFIE, JUNIORS, "fuck this")
    assert kept(house) == {}
    await house.press(HELEN, ActionKind.SEEN, house.case)
    assert kept(house) == {HELEN.person.id: START.date()}


async def test_that_a_post_is_gone_says_of_nobody_that_they_were_here(house: House) -> None:
    event = await house.say(TOM, JUNIORS, "good training today")
    house.clock.now += DAY
    await house.take_away(event)
    assert kept(house) == {TOM.person.id: START.date()}


async def test_who_tells_without_a_name_leaves_no_day(house: House) -> None:
    await house.tell(TOM, "something feels wrong at training", anonymous=True)
    assert kept(house) == {}
    await house.tell(TOM, "something feels wrong at training")
    assert kept(house) == {TOM.person.id: START.date()}


async def test_whoever_is_new_has_a_whole_period_and_then_is_away(house: House) -> None:
    everybody = here(house)
    assert {HELEN.person.id, TOM.person.id} <= everybody
    assert not {ALFIE.person.id, DAVE.person.id} & everybody
    house.clock.now += PERIOD * DAY
    assert here(house) == everybody
    await house.say(TOM, JUNIORS, "good training today")
    house.clock.now += DAY
    assert here(house) == {TOM.person.id}


async def test_who_no_longer_watches_is_forgotten(house: House) -> None:
    here(house)
    assert TOM.person.id in kept(house)
    with house.store.transaction() as tx:
        tx.register(replace(TOM.person, role=Role.PARENT), [TOM.account], "p_somebody")
    contacts = replace(house.organisation.contacts, deputy=None, monitors=())
    with house.store.transaction() as tx:
        take_stock(tx, replace(house.organisation, contacts=contacts), house.clock())
    assert TOM.person.id not in kept(house)
    assert HELEN.person.id in kept(house)


async def test_it_is_gone_with_whoever_is_erased(tmp_path: Path) -> None:
    with season(tmp_path) as here_:
        await here_.house.say(NISHA, COACHES, "good training today")
        assert NISHA.person.id in kept(here_.house)
        here_.erase(NISHA.person.id)
        assert NISHA.person.id not in kept(here_.house)


@pytest.mark.clause("7.4")
async def test_it_is_in_their_pack_with_their_own_turns_and_nobody_elses(tmp_path: Path) -> None:
    """Map 7.4, 8.8."""
    turns = (Turn(NISHA.person.id, 0, time(18), time(22)), Turn(HELEN.person.id, 1, time(9), time(10)))
    hand_overs = (HandOver(date(2026, 11, 30), time(18), NISHA.person.id, HELEN.person.id),)
    away = (Away(NISHA.person.id, datetime.combine(date(2026, 12, 1), time()), datetime.combine(date(2026, 12, 25), time())),)
    with season(tmp_path) as here_:
        with here_.house.store.transaction() as tx:
            tx.change_setting(SETTING, text_of(Rota(turns=turns, hand_overs=hand_overs, aways=away)), HELEN.person.id)
        await here_.house.say(NISHA, JUNIORS, "good training today")
        pack = said(here_.pack(NISHA))
    for line in (
        "You are on duty each Monday, 18:00 to 22:00.",
        "Somebody else takes your turn on Monday 30 November, from 18:00.",
        "You take no turns until Thursday 24 December.",
        "as one of those who watch: ",
    ):
        assert line in pack
    assert "Tuesday" not in pack
