"""What staff wrote without its kisses, to be copied (map 4.1)."""

from dataclasses import replace

import pytest

from moderation.detectors import View, all_detectors
from moderation.model import Category, Event, Finding, PartKind
from moderation.rewriting import offered, rewritten
from tests.moderation.builders import message
from tests.moderation.test_detector_examples import rows

BY_NAME = {detector.name: detector for detector in all_detectors()}
FLAGGED = [row for row in rows("flag") if "kisses" in row.id and row.values[1].get("part", "body") == "body"]


def seen(text: str, profile: str = "sports_club") -> tuple[Event, list[Finding]]:
    view, context = message(text, "staff", "mixed", (), profile=profile)
    found = [f for name in ("staff_conduct/kisses", "staff-conduct/tone") for f in BY_NAME[name].look(view, context)]
    return view.event, [each for each in found if each.score >= 400]


@pytest.mark.clause("4.1")
@pytest.mark.parametrize(("detector", "row"), FLAGGED)
def test_what_is_offered_holds_no_kiss_any_more(detector: object, row: dict[str, str]) -> None:
    event, found = seen(row["text"])
    text = rewritten(event, found)
    assert not [each for each in seen(text)[1] if each.kind == "kisses"]
    assert set(text.split()) <= set(row["text"].split()) | set(text.replace(".", " . ").split())


REWRITTEN = [
    ("See you Thursday x", "See you Thursday"),
    ("Well done today Aisha, so proud of you xx", "Well done today Aisha, so proud of you"),
    ("Training is 6pm tonight X", "Training is 6pm tonight"),
    ("10 x 2 minutes, U9 x U10", ""),
    ("xxx", ""),
]


@pytest.mark.clause("4.1")
@pytest.mark.parametrize(("text", "left"), REWRITTEN)
def test_the_rest_stays_as_it_was_written(text: str, left: str) -> None:
    assert rewritten(*seen(text)) == left
    assert offered(*seen(text)).endswith(left)
    assert bool(offered(*seen(text))) == bool(left)


def test_nothing_is_offered_of_what_is_more_than_how_staff_write() -> None:
    """Neither a number nor a name comes back in a reminder (map 2.7)."""
    event, found = seen("Ring me on 07700 900123 xx")
    number = replace(found[0], category=Category.PERSONAL_DETAILS, kind="phone")
    assert rewritten(event, [*found, number]) == ""
    long, found = seen("Well done everybody. " * 60 + "xx")
    assert rewritten(long, found) == ""
    spoken = replace(event, parts=(replace(event.parts[0], kind=PartKind.TRANSCRIPT),))
    assert rewritten(spoken, found) == ""
    assert View.of(event).event is event
