"""Grooming over a talk: what an adult writes to a child adds up (clauses 3.7, 5.1, 5.16; decisions 10, 12)."""

import json
import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detectors import View, look
from moderation.detectors.private_contact import DETECTOR as WORDS
from moderation.detectors.private_contact_pair import DETECTOR, HALF_LIFE, NO_PATTERN, Sign, total
from moderation.model import Account, Audience, Category, Event, EventKind, Reach, ResponsibleAdult, ResponsibleKind, Verdict
from moderation.policy import decide
from tests.moderation.talks import account, context_of, findings, member, said, scores
from tests.moderation.work import calls_of
from training.rows import HERE

CONVERSATIONS = tomllib.loads(Path(__file__).with_name("conversations.toml").read_text("utf-8"))
STRANGERS = [json.loads(line) for line in (HERE / "held_out" / "talks" / "whimbrel.jsonl").read_text("utf-8").splitlines()]
ACT, LOOK = 700, 400

#: Small things of one adult, none of which is worth a look by itself; the last one makes the pattern.
SLOWLY = [
    ("staff", 0, "I could do you some extra sessions, one to one"),
    ("child", 2, "cool how much"),
    ("staff", 4, "Nothing, my treat"),
    ("child", 6, "my dad could bring me"),
    ("staff", 7, "No need for your dad, I can collect you"),
    ("staff", 20, "and keep it between us"),
]


def by(who: str) -> list[tuple[str, float, str]]:
    return [(who if each == "staff" else each, at, text) for each, at, text in SLOWLY]


# The conversations of the rules' own author


def lines(row: dict[str, Any]) -> list[tuple[str, float, str]]:
    return [(who, at, text) for who, at, text in row["lines"]]


def test_there_are_enough_conversations() -> None:
    assert (len(CONVERSATIONS["grooming"]), len(CONVERSATIONS["ordinary"])) >= (12, 24)


@pytest.mark.parametrize("row", CONVERSATIONS["grooming"], ids=lambda row: row["about"])
def test_grooming_reaches_the_lead(row: dict[str, Any]) -> None:
    """Map 3.7."""
    assert max(scores(DETECTOR, said(lines(row)))) >= LOOK


def test_nearly_all_of_it_by_itself() -> None:
    """Map 3.7."""
    most = [max(scores(DETECTOR, said(lines(row)))) for row in CONVERSATIONS["grooming"]]
    assert sum(score >= ACT for score in most) >= 0.9 * len(most)


@pytest.mark.parametrize("row", CONVERSATIONS["ordinary"], ids=lambda row: row["about"])
def test_what_a_club_writes_every_day_does_not(row: dict[str, Any]) -> None:
    """Map 3.7."""
    assert max(scores(DETECTOR, said(lines(row)))) < LOOK


# The conversations of a stranger to the rules: how many are seen is for `make eval`


def strange(row: dict[str, Any]) -> tuple[list[Event], Account]:
    """The messages, and the adult's account."""
    roles = {"adult": row["adult"], "child": "child", "other_adult": "staff"}
    return said([(roles[who], at, text) for at, (who, text) in enumerate(row["lines"])]), account(row["adult"])


def test_most_of_them_are_seen_by_rules_alone() -> None:
    talks = [strange(row)[0] for row in STRANGERS if row["kind"] == "grooming"]
    seen = [any(max(scores(each, talk)) >= LOOK for each in (DETECTOR, WORDS)) for talk in talks]
    assert sum(seen) > len(seen) / 2


@pytest.mark.clause("3.7")
@pytest.mark.parametrize("number", range(len(STRANGERS)))
def test_of_what_a_stranger_wrote_the_lead_alone_is_called(number: int) -> None:
    """Map 3.7, decisions 17: nothing is removed for it, and the adult is not called."""
    talk, adult = strange(STRANGERS[number])
    for place, event in enumerate(talk):
        context = context_of(talk, place)
        decision = decide(event, look(View.of(event), context), context)
        seen = {finding.category for finding in decision.findings}
        if event.author == adult and seen == {Category.PRIVATE_CONTACT}:
            assert decision.verdict in {Verdict.ALERT, Verdict.ALLOW}
            assert {planned.effect.kind for planned in decision.effects} <= {"alert_lead", "refresh_card"}


# What becomes of it


def test_the_lead_is_told_once_and_the_author_nothing() -> None:
    """Map 3.7, decisions 17: nothing is deleted, the author is not called, the lead is."""
    talk = said(SLOWLY)
    context = context_of(talk, len(talk) - 1)
    decision = decide(talk[-1], look(View.of(talk[-1]), context), context)
    assert decision.verdict is Verdict.ALERT
    assert [planned.effect.kind for planned in decision.effects] == ["alert_lead"]
    assert decision.case is not None
    assert decision.case.subjects == (context.author.id,)


def test_the_sum_leaves_the_finding_alone() -> None:
    """Decisions 12: neither the reason nor the place tells what it is made of."""
    reasons = {finding.reason for finding in findings(DETECTOR, said(SLOWLY))}
    assert reasons == {finding.reason for finding in findings(DETECTOR, said(by("unknown")))}
    assert not any(char.isdigit() for reason in reasons for char in reason)


# Who to whom


def test_staff_are_noticed_sooner() -> None:
    slowly = [line for line in SLOWLY if line[2] != "Nothing, my treat"]
    staff, other = (
        max(scores(DETECTOR, said([(who if w == "staff" else w, a, t) for w, a, t in slowly]))) for who in ("staff", "unknown")
    )
    assert staff > other > 0


def test_who_is_unknown_counts_as_an_adult_towards_a_child() -> None:
    """Decisions 10."""
    assert max(scores(DETECTOR, said(by("unknown")))) >= ACT


@pytest.mark.parametrize("who", ["child2", "learner"])
def test_children_among_themselves_are_not_a_pair(who: str) -> None:
    assert scores(DETECTOR, said(by(who))) == [0] * len(SLOWLY)


def test_adults_among_themselves_are_not_a_pair() -> None:
    talk = said([("parent" if who == "child" else who, at, text) for who, at, text in SLOWLY])
    assert scores(DETECTOR, talk)[1:] == [0] * (len(SLOWLY) - 1)


def test_a_parent_may_write_to_their_own_child() -> None:
    adult = ResponsibleAdult("Sam", ResponsibleKind.PARENT, Reach.PLATFORM, "u_parent")
    own = replace(member("child").person, responsible_adults=(adult,))
    loving = said([("child", 0, "night x"), ("parent", 1, "night night gorgeous"), ("parent", 2, "keep your present secret")])
    strangers = scores(DETECTOR, loving)
    assert max(strangers) > 0
    assert scores(DETECTOR, loving, [own]) == [0, 0, 0]
    no_contact = replace(own, responsible_adults=(replace(adult, no_contact=True),))
    assert scores(DETECTOR, loving, [no_contact]) == strangers


def test_what_answers_an_adult_was_not_written_to_a_child() -> None:
    talk = said(SLOWLY)
    replied = [replace(each, reply_to=account("parent")) if each.author == account("staff") else each for each in talk]
    assert scores(DETECTOR, [*said([("parent", -1, "hello")]), *replied]) == [0] * 7


def test_signs_towards_several_children_are_not_added_up() -> None:
    """One small thing to each of six is not a pair."""
    texts = [text for who, _, text in SLOWLY if who == "staff"]
    talk = said([("staff", minute, text) for minute, text in enumerate(texts)])
    spread = [replace(each, reply_to=account(f"child{n}")) for n, each in enumerate(talk)]
    children = said([(f"child{n}", -9, "hi") for n in range(len(texts))])
    assert max(scores(DETECTOR, [*children, *spread])) < LOOK <= max(scores(DETECTOR, [*children, *talk]))


def test_among_adults_only_nothing_is_looked_for() -> None:
    talk = said(SLOWLY, "adults")
    assert scores(DETECTOR, talk) == [0] * len(SLOWLY)
    assert context_of(talk, 0).audience is Audience.ADULTS


def test_a_child_s_answer_is_never_what_is_found() -> None:
    """Safeguarding: the finding is about the adult, so that no child's words are brought as theirs."""
    for place, (who, _, _) in enumerate(SLOWLY):
        if who == "child":
            assert findings(DETECTOR, said(SLOWLY), place) == []


def test_what_the_child_answers_adds_to_it() -> None:
    asked = [
        ("unknown", 0, "are you on snap"),
        ("child", 1, "ok"),
        ("unknown", 2, "fancy a lift home after"),
        ("child", 3, "ok"),
        ("unknown", 4, "sure?"),
    ]
    refused = [(who, at, "im not allowed" if text == "ok" else text) for who, at, text in asked]
    assert max(scores(DETECTOR, said(refused))) > max(scores(DETECTOR, said(asked)))


# Over time


def test_one_message_alone_is_for_others_to_judge() -> None:
    assert scores(DETECTOR, said([("staff", 0, " ".join(text for who, _, text in SLOWLY if who == "staff"))]))[0] <= NO_PATTERN


def test_an_edit_or_a_deletion_takes_nothing_away() -> None:
    talk = said(SLOWLY)
    changed = replace(talk[0], id="e_edit", kind=EventKind.EDITED, parts=(replace(talk[0].parts[0], text="Nets at six"),))
    gone = replace(talk[2], id="e_gone", kind=EventKind.DELETED, parts=())
    whole = findings(DETECTOR, talk)
    assert findings(DETECTOR, [*talk[:5], changed, gone, talk[5]]) == whole


def test_an_edit_counts_once() -> None:
    talk = said(SLOWLY[:1])
    edits = [replace(talk[0], id=f"e_{n}", kind=EventKind.EDITED) for n in range(9)]
    assert scores(DETECTOR, [*talk, *edits]) == scores(DETECTOR, talk) * 10


def test_it_fades() -> None:
    late = [(who, at + (60 * 24 * 25 if at == 20 else 0), text) for who, at, text in SLOWLY]
    assert max(scores(DETECTOR, said(late))) < max(scores(DETECTOR, said(SLOWLY)))
    years = [(who, at + (60 * 24 * 400 if at == 20 else 0), text) for who, at, text in SLOWLY]
    assert scores(DETECTOR, said(years))[-1] <= NO_PATTERN


def test_after_the_pattern_an_ordinary_message_raises_nothing() -> None:
    talk = said([*SLOWLY, ("staff", 30, "See you on Thursday")])
    assert scores(DETECTOR, talk)[-1] == 0


# The sum

KINDS = ("off_platform", "secrecy", "meeting_alone", "asks_pictures", "boundary")
SIGNS = st.lists(
    st.builds(
        Sign,
        kind=st.sampled_from(KINDS),
        points=st.integers(1, 1000),
        message=st.sampled_from("abcdef"),
        age=st.timedeltas(min_value=timedelta(), max_value=timedelta(days=30)),
    ),
    max_size=12,
)


@given(SIGNS, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_signs_means_nothing(signs: list[Sign], chance: Any, staff: bool) -> None:
    """Stages are not sequential."""
    shuffled = signs[:]
    chance.shuffle(shuffled)
    assert total(shuffled, signs[:3], staff) == total(signs, signs[:3][::-1], staff)


@given(SIGNS, SIGNS, SIGNS)
def test_more_signs_never_lower_it(signs: list[Sign], more: list[Sign], answers: list[Sign]) -> None:
    assert (
        total(signs)
        <= total([*signs, *more])
        <= total([*signs, *more], answers)
        <= total([*signs, *more], answers, staff=True)
        <= 1000
    )


@given(SIGNS, st.timedeltas(min_value=timedelta(), max_value=timedelta(days=30)))
def test_time_never_raises_it(signs: list[Sign], passed: timedelta) -> None:
    assert total([replace(sign, age=sign.age + passed) for sign in signs]) <= total(signs)


def test_half_is_left_after_the_half_life() -> None:
    assert Sign("secrecy", 400, "a", HALF_LIFE).weight == 200


@given(SIGNS)
def test_one_kind_is_no_pattern(signs: list[Sign]) -> None:
    assert total([replace(sign, kind="gifts") for sign in signs]) <= NO_PATTERN


def test_different_kinds_count_for_more_than_the_same() -> None:
    same = [Sign("secrecy", 200, each, timedelta()) for each in "abc"]
    other = [replace(sign, kind=kind) for sign, kind in zip(same, KINDS, strict=False)]
    assert total(same) < LOOK <= total(other)


def work(talk: list[Event]) -> int:
    """How many calls it takes to judge the last message of a talk; a clock would measure the machine."""
    context, view = context_of(talk, len(talk) - 1), View.of(talk[-1])
    return calls_of(lambda: list(DETECTOR.look(view, context)))


def test_a_window_of_twice_the_length_is_at_most_twice_the_work() -> None:
    short, long = ([(SLOWLY[n % 6][0], n, SLOWLY[n % 6][2]) for n in range(count)] for count in (15, 30))
    work(said(long))  # what was read once is remembered: compare talks that are both new or both known
    assert work(said(long)) <= 2.3 * work(said(short))
