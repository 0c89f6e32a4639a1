"""The allow-list: exact values in any spelling, never the rest of the message (policy map 2.3)."""

import pytest

from moderation.allowlist import HELPLINES, AllowList
from moderation.detectors import look
from moderation.weighing import weigh
from tests.moderation.builders import message

OWN = ("01632 960180", "office@example.org", "Larkmead Recreation Ground, 4 Mill Lane, Wexley LS29 0ZP")


@pytest.mark.clause("2.3")
@pytest.mark.parametrize(
    "text",
    [
        "ring the club on 01632 960180",
        "01632-960-180",
        "+44 1632 960180",
        "(01632) 960 180",
        "office@example.org",
        "OFFICE@EXAMPLE.ORG",
        "sat nav LS29 0ZP",
        "ls290zp",
        "4 Mill Lane, Wexley LS29 0ZP",
        *(f"you can ring {number}" for number in HELPLINES),
    ],
)
def test_the_organisations_own_details_and_helplines_are_left_alone(text: str) -> None:
    """Map 2.3: posting them, in any spacing, is never removed."""
    view, context = message(text, allowed=OWN)
    weighed = weigh(look(view, context), context.profile)
    assert [w.finding.kind for w in weighed] == []


@pytest.mark.clause("2.3")
@pytest.mark.parametrize(
    "text",
    [
        "the office is 01632 960180 and mine is 07700 900123",
        "office@example.org or robin@example.org",
        "ground is LS29 0ZP, i live at 12 Fernlea Road",
        "12 Mill Lane, Wexley",
    ],
)
def test_nothing_else_in_the_message_is_allowed_by_it(text: str) -> None:
    """Map 2.3: exact values only, never the rest of the message."""
    view, context = message(text, allowed=OWN)
    assert [w for w in weigh(look(view, context), context.profile) if w.certain]


@pytest.mark.parametrize("text", ["01632 960123", "someone@example.org", "LS29 0ZR"])
def test_other_values_are_not_allowed(text: str) -> None:
    kind = "email" if "@" in text else "postcode" if text.startswith("LS") else "phone"
    assert not AllowList.of(OWN).allows(kind, text)
