"""What reviewers of the platforms are told is what the program does."""

import re

from bot.discord.client import INTENTS
from tools.review_packs import INTENT_REASONS, PAGE, PARTS, PRIVILEGED, filled


def test_the_page_is_current() -> None:
    page = PAGE.read_text("utf-8")
    assert filled(page) == page, "the program has changed: run `python -m tools.review_packs`"


def test_every_part_stands_in_the_page() -> None:
    assert set(re.findall(r"<!-- made: (\w+) -->", PAGE.read_text("utf-8"))) == set(PARTS)


def test_every_intent_that_is_asked_for_has_a_reason_and_no_other() -> None:
    assert {name for name, wanted in INTENTS if wanted} == set(INTENT_REASONS)


def test_the_privileged_ones_are_said_to_be() -> None:
    """Who is online is nobody's business, and is not asked for."""
    asked = {name for name, wanted in INTENTS if wanted} & PRIVILEGED
    assert asked == {"members", "message_content"}
    assert all(f"| `{name}` | **yes** |" in PAGE.read_text("utf-8") for name in asked)
