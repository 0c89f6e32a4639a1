"""Patterns of unkindness (clause 3.3)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.detectors import View
from moderation.detectors.pile_on import DETECTOR
from moderation.model import Account, Event, EventKind
from tests.moderation.builders import NOW, event, message

UNKIND = ("{} ur so annoying", "{} nobody asked", "{} stop talking", "{} u are so boring", "{} ur rubbish", "{} go away")
MEMBERS = ("amy", "ben", "cal", "amy", "ben", "cal")


def _who(name: str) -> Account:
    return Account("discord", f"u_{name}", name.title())


def _scores(talk: list[Event]) -> list[int]:
    """What each message of a talk scores, with those before it as its window."""
    _, context = message("")
    scores = []
    for place, said in enumerate(talk):
        findings = DETECTOR.look(View.of(said), replace(context, window=tuple(talk[:place])))
        scores.append(max((found.score for found in findings), default=0))
    return scores


def _talk(targets: list[str], minutes: int = 2, authors: tuple[str, ...] = MEMBERS, how: str = "name") -> list[Event]:
    talk = []
    for number, (author, target, text) in enumerate(zip(authors, targets, UNKIND, strict=True)):
        said = event(
            text.format(target if how == "name" else "").strip(), at=NOW + timedelta(minutes=minutes * number), number=number
        )
        said = replace(said, author=_who(author))
        if how == "reply":
            said = replace(said, reply_to=_who(target))
        if how == "mention":
            said = replace(said, mentions=(_who(target),))
        talk.append(said)
    return talk


@pytest.mark.parametrize("how", ["name", "reply", "mention"])
def test_many_at_one_is_raised_once(how: str) -> None:
    """Clause 3.3: six mild messages by three members at one target in ten minutes are one finding."""
    scores = _scores(_talk(["jake"] * 6, how=how))
    assert [score >= 700 for score in scores].count(True) == 1
    assert all(score < 400 for score in scores if score < 700)


@pytest.mark.parametrize("how", ["name", "reply", "mention"])
def test_the_same_spread_over_six_is_nothing(how: str) -> None:
    """Clause 3.3: the control."""
    assert all(score < 400 for score in _scores(_talk(["jake", "ella", "noah", "mia", "tom", "lily"], how=how)))


def test_one_again_and_again() -> None:
    """Clause 3.3: four by one author are a pattern too."""
    scores = _scores(_talk(["jake"] * 6, authors=("amy",) * 6, minutes=1))
    assert [score >= 700 for score in scores] == [False, False, False, True, False, False]


def test_over_a_long_time_it_is_no_pattern() -> None:
    assert all(score < 400 for score in _scores(_talk(["jake"] * 6, minutes=20)))


def test_an_edited_message_counts_once() -> None:
    first, second = _talk(["jake"] * 6)[:2]
    edits = [replace(first, id=f"e_{n}", kind=EventKind.EDITED, at=first.at + timedelta(seconds=n)) for n in range(1, 5)]
    assert all(score < 400 for score in _scores([first, *edits, second]))


def test_about_oneself_it_is_none() -> None:
    talk = [replace(said, author=_who("jake")) for said in _talk(["jake"] * 6, minutes=1)]
    assert all(score < 400 for score in _scores(talk))
