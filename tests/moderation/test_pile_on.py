"""Patterns of unkindness (clause 3.3)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detectors import View
from moderation.detectors.pile_on import DETECTOR
from moderation.engines import Opinion
from moderation.model import Account, Event, EventKind, Member, Person, Role
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


# At whom, where nobody is named


def _at(minute: float, author: str, text: str, number: int) -> Event:
    return replace(event(text, at=NOW + timedelta(minutes=minute), number=number), author=_who(author))


def _chat(*lines: tuple[str, str], apart: float = 0.5) -> list[Event]:
    return [_at(number * apart, author, text, number) for number, (author, text) in enumerate(lines)]


JOINED_IN = _chat(("jake", "can i play"), ("amy", "nobody asked"), ("ben", "ur so slow"), ("cal", "he ruins everything"))


def test_those_who_join_in_need_not_name_anybody() -> None:
    """Clause 3.3: to the face of whoever wrote last, and then of whom all speak."""
    assert [score >= 700 for score in _scores(JOINED_IN)] == [False, False, False, True]


def test_long_after_nobody_is_meant() -> None:
    assert all(score < 400 for score in _scores(_chat(*[(e.author.name, e.parts[0].text) for e in JOINED_IN], apart=4)))


@pytest.mark.parametrize(
    "text", ["nobody likes jake", "ur so boring jake", "why is jake always so slow", "omg jake's so annoying"]
)
def test_a_name_may_stand_anywhere(text: str) -> None:
    """Clause 3.3: a name of somebody who is there is a target without a mention."""
    talk = _chat(("jake", "hi all"), ("amy", "jake go away"), ("ben", "jake nobody asked"), ("ella", "hello"), ("cal", text))
    assert _scores(talk)[-1] >= 700


@pytest.mark.parametrize(
    "text", ["jake said the ref was awful", "jake and i hate maths", "this map is trash, anyone seen where jake is"]
)
def test_a_name_that_is_only_there_is_not_meant(text: str) -> None:
    talk = _chat(("jake", "hi all"), ("amy", "jake go away"), ("ben", "jake nobody asked"), ("ella", "hello"), ("cal", text))
    assert _scores(talk)[-1] < 400


def test_somebody_present_is_known_by_name() -> None:
    """Clause 3.3: also one who has not written."""
    _, context = message("")
    jake = Member(_who("jake9"), Person("p_jake", "Jake Ames", Role.CHILD, True))
    talk = _chat(("amy", "nobody likes jake"), ("ben", "so boring jake"), ("cal", "only losers pick jake, worst"))
    view, before = View.of(talk[-1]), tuple(talk[:-1])
    assert max(f.score for f in DETECTOR.look(view, replace(context, window=before, present=(jake,)))) >= 700
    assert max((f.score for f in DETECTOR.look(view, replace(context, window=before))), default=0) < 400


@pytest.mark.parametrize(
    "texts",
    [
        ("happy birthday jake", "happy birthday jake ur so old", "hbd jake you muppet", "happy birthday u idiot"),
        ("well done jake", "jake well played, not bad", "unlucky jake", "legend jake"),
        ("jake not rubbish at all", "jake love you ur so annoying", "sorry jake that was mean", "jake don't listen"),
    ],
)
def test_a_friendly_pile_is_none(texts: tuple[str, ...]) -> None:
    """Clause 3.3: the control."""
    assert all(score < 400 for score in _scores(_chat(*zip(MEMBERS, texts, strict=False))))


def test_two_who_tease_each_other_alike_are_no_pattern() -> None:
    lines = [("amy", "ben ur so bad"), ("ben", "amy ur trash")] * 6
    assert all(score < 400 for score in _scores(_chat(*lines)))


def test_a_target_who_answers_once_is_still_a_target() -> None:
    lines = [("amy", "ben ur so bad")] * 4 + [("ben", "amy shut up")] + [("amy", "ben ur so bad")]
    assert max(_scores(_chat(*lines))) >= 700


# What the model says


def test_the_model_s_word_counts_for_this_message_alone() -> None:
    """Clause 3.3: an unkind message without an unkind word."""
    talk = _chat(
        ("jake", "hi"), ("amy", "jake go away"), ("ben", "jake nobody asked"), ("cal", "jake nice haircut did your nan do it")
    )
    _, context = message("", opinion=Opinion("test@1", {"bullying": 800}))
    now = replace(context, window=tuple(talk[:-1]))
    assert [f.score >= 700 for f in DETECTOR.look(View.of(talk[-1]), now)] == [True]
    _, unsure = message("", opinion=Opinion("test@1", {"bullying": 200}))
    assert list(DETECTOR.look(View.of(talk[-1]), replace(unsure, window=tuple(talk[:-1])))) == []


def test_the_model_alone_makes_no_pattern() -> None:
    [said] = _chat(("amy", "jake nice haircut"))
    _, context = message("", opinion=Opinion("test@1", {"bullying": 990}))
    assert all(f.score < 400 for f in DETECTOR.look(View.of(said), context))


@given(st.permutations(range(5)))
def test_whose_message_comes_first_makes_no_difference(order: list[int]) -> None:
    """The last makes the pattern, in whatever order those before it came."""
    talk = _talk(["jake"] * 6)
    spread = [replace(talk[place], at=NOW + timedelta(minutes=minute)) for minute, place in enumerate(order)]
    assert sum(score >= 700 for score in _scores([*spread, talk[5]])) == 1
