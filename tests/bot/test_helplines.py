"""Whom to ring: each number and page has a day on which it was compared, and what help names is among them."""

import re
from datetime import timedelta

from bot.discord.commands.help import NEEDS
from bot.helplines import HELPLINES, HOLDS, PAGES, unchecked
from moderation.allowlist import HELPLINES as NEVER_FLAGGED

#: The newest day; the tests must not begin to fail as time goes by.
NEWEST = max(each.checked_on for each in (*HELPLINES, *PAGES))


def test_what_is_given_is_never_flagged() -> None:
    assert {each.number for each in HELPLINES} == set(NEVER_FLAGGED)


def test_somebody_is_reminded_half_a_year_later() -> None:
    assert not unchecked(min(each.checked_on for each in (*HELPLINES, *PAGES)) + HOLDS)
    assert list(unchecked(NEWEST + HOLDS + timedelta(days=1))) == [*HELPLINES, *PAGES]


def test_help_names_no_number_and_no_page_that_nobody_has_compared() -> None:
    told = "\n".join(told for _, told in NEEDS.values())
    numbers = {number for number in re.findall(r"\*\*(\d[\d ]+\d)\*\*", told) if number != "55"}
    assert numbers <= {each.number for each in HELPLINES}
    assert {f"https://{page}" for page in re.findall(r"\*\*(www\.[a-z.]+)\*\*", told)} <= {each.page for each in PAGES}
