"""What staff get of a reminder, and what they say for themselves: a text to copy (map 4.1), and not to be tagged (map 2.9)."""

from datetime import UTC, datetime

import pytest

from bot.register.tags import NOT_FOR_YOU, OFF, ON, tags
from bot.terminal.club import ALFIE, CERYS, DAVE, JUNIORS
from tests.bot.service_kit import House

OFFICE_HOURS = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.clause("4.1")
async def test_a_reminder_brings_the_text_without_its_kisses(house: House) -> None:
    house.clock.now = OFFICE_HOURS
    await house.say(DAVE, JUNIORS, "Well played today, see you Thursday xx")
    (letter,) = house.letters("dave")
    assert letter.text.endswith("To copy, without it:\nWell played today, see you Thursday")
    assert "Well played" not in str(house.records())


@pytest.mark.clause("2.9")
async def test_who_asks_not_to_be_tagged_is_not_without_a_reminder(house: House) -> None:
    """Map 2.9: an opted-out mention is flagged, an opted-in one is not."""
    house.clock.now = OFFICE_HOURS
    await house.say(DAVE, JUNIORS, "@cerys can you bring the balls?")
    assert house.letters("dave") == []
    with house.store.transaction() as tx:
        assert tags(tx, CERYS.account, False) == OFF
        assert tags(tx, ALFIE.account, False) == NOT_FOR_YOU
    await house.say(DAVE, JUNIORS, "@cerys and the bibs?")
    assert len(house.letters("dave")) == 1
    with house.store.transaction() as tx:
        assert tags(tx, CERYS.account, True) == ON
    await house.say(DAVE, JUNIORS, "@cerys and the cones?")
    assert len(house.letters("dave")) == 1
