"""Whom to ring: each number and page has a day on which it was compared, and what help names is among them."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.discord.commands.help import NEEDS
from bot.helplines import HELPLINES, HOLDS, LONG, PAGES, unchecked
from bot.terminal.club import DAVE, JUNIORS
from moderation.allowlist import HELPLINES as NEVER_FLAGGED
from moderation.model import TellLead
from tests.bot.service_kit import House

#: The newest day; the tests must not begin to fail as time goes by.
NEWEST = max(each.checked_on for each in (*HELPLINES, *PAGES))


def test_what_is_given_is_never_flagged() -> None:
    assert {each.number for each in HELPLINES} == set(NEVER_FLAGGED)


def test_somebody_is_reminded_half_a_year_later() -> None:
    assert not unchecked(min(each.checked_on for each in (*HELPLINES, *PAGES)) + HOLDS)
    assert list(unchecked(NEWEST + HOLDS + timedelta(days=1))) == [*HELPLINES, *PAGES]


@pytest.mark.usefixtures("marked")
@pytest.mark.clause("9.4")
@pytest.mark.parametrize(("days", "told"), [(LONG.days - 14, False), (LONG.days + 14, True)])
async def test_the_lead_is_told_when_nobody_has_looked_for_a_year(house: House, days: int, told: bool) -> None:
    """Map 9.4: a number that no longer holds, given to a child at night, is worse than none."""
    house.clock.now = datetime.combine(NEWEST, time(12), UTC) + timedelta(days=days)
    await house.say(DAVE, JUNIORS, "staff_conduct.kisses")
    await house.pass_time(timedelta(days=7))
    said = [each.effect for each in house.platform.asked("tell_lead")]
    texts = [each.text for each in said if isinstance(each, TellLead) and each.subject.startswith("For your week")]
    assert any("Childline, for children, day and night (0800 1111)" in text for text in texts) == told


def test_help_names_no_number_and_no_page_that_nobody_has_compared() -> None:
    told = "\n".join(told for _, told in NEEDS.values())
    numbers = {number for number in re.findall(r"\*\*(\d[\d ]+\d)\*\*", told) if number != "55"}
    assert numbers <= {each.number for each in HELPLINES}
    assert {f"https://{page}" for page in re.findall(r"\*\*(www\.[a-z.]+)\*\*", told)} <= {each.page for each in PAGES}
