"""The roster: what it finds, what it keeps to itself, and the policy that says whether a post may name people (map 2.2)."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.detectors import look
from moderation.detectors.full_name import DETECTOR
from moderation.model import Person, Reach, ResponsibleAdult, ResponsibleKind, Role, Verdict
from moderation.policy import decide
from moderation.roster import NO_ROSTER, Form, Named, Roster, name_words
from tests.moderation.builders import ROSTER, message
from tests.moderation.work import calls_of

KEY = b"a key for tests only"


def child(name: str, known_as: str = "", number: int = 1) -> Person:
    return Person(f"p_{number}", name, Role.CHILD, True, known_as=known_as)


def forms(roster: Roster, text: str) -> list[Form]:
    return [named.form for named in roster.find([word for word, _, _ in name_words(text)])]


ELLA = Roster.of([child("Ella Rose Shaw", "Ellie")], KEY)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ella shaw", Form.FULL),
        ("ella rose shaw", Form.FULL),
        ("ella r shaw", Form.FULL),
        ("ellie shaw", Form.FULL),
        ("ella shaw's", Form.FULL),
        ("ella shaws", Form.FULL),
        ("shaw ella", Form.REVERSED),
        ("ellashaw", Form.JOINED),
        ("e shaw", Form.INITIAL),
    ],
)
def test_the_forms_of_a_name(text: str, form: Form) -> None:
    assert forms(ELLA, text) == [form]
    assert forms(ELLA, f"well done {text} today") == [form]


@pytest.mark.parametrize(
    "text", ["ella", "shaw", "rose", "ellie", "ella rose", "ella and shaw", "ella the shaw", "shawella", "a shaw", ""]
)
def test_what_is_no_full_name(text: str) -> None:
    assert forms(ELLA, text) == []


def test_parts_of_different_people_make_no_name() -> None:
    roster = Roster.of([child("Ella Shaw"), child("Tom Patel", number=2)], KEY)
    assert forms(roster, "ella patel") == forms(roster, "tom shaw") == []
    assert forms(roster, "ella shaw tom patel") == [Form.FULL, Form.FULL]


def test_a_name_that_an_adult_bears_gives_no_child_away() -> None:
    coach = Person("p_9", "Ella Shaw", Role.STAFF, False)
    mother = ResponsibleAdult("Tom Patel", ResponsibleKind.PARENT, Reach.EMAIL, "tom@example.org")
    tom = Person("p_2", "Tom Patel", Role.CHILD, True, responsible_adults=(mother,))
    roster = Roster.of([child("Ella Shaw", "Ellie"), coach, tom, child("Asha Pell", number=3)], KEY, ["Asha Pell"])
    assert forms(roster, "ella shaw tom patel asha pell") == []
    assert forms(roster, "ellie shaw") == [Form.FULL]


@pytest.mark.parametrize(
    ("role", "minor", "meant"),
    [
        (Role.CHILD, None, True),
        (Role.LEARNER, False, True),
        (Role.UNKNOWN, True, True),
        (Role.UNKNOWN, None, False),
        (Role.PARENT, False, False),
        (Role.STAFF, False, False),
    ],
)
def test_whose_names_are_meant(role: Role, minor: bool | None, meant: bool) -> None:
    roster = Roster.of([Person("p_1", "Ella Shaw", role, minor)], KEY)
    assert bool(forms(roster, "ella shaw")) == meant


@pytest.mark.parametrize("name", ["Ella", "", " ", "...", "李", "E"])
def test_a_name_of_one_word_is_never_looked_for(name: str) -> None:
    assert not Roster.of([child(name)], KEY).given


def test_nothing_in_it_can_be_read_or_guessed_without_the_key() -> None:
    shown = repr(ELLA).lower()
    assert not any(word in shown for word in ("ella", "rose", "shaw", KEY.decode()))
    digests = {*ELLA.given, *ELLA.family, *ELLA.middle, *ELLA.joined}
    assert hmac.digest(KEY, b"ella", "sha256") in digests
    for name in (b"ella", b"shaw", b"rose", b"ellashaw"):
        assert hashlib.sha256(name).digest() not in digests
    assert digests.isdisjoint({*Roster.of([child("Ella Rose Shaw")], KEY[::-1]).given})


def test_whoever_bears_many_forms_of_a_name_is_kept_once() -> None:
    """Thousands of registers are in one process."""
    roster = Roster.of([child("Ella-Rose Mary Shaw-Lee"), child("Jo King", number=2)], KEY)
    kept = {id(people) for index in (roster.given, roster.family, roster.middle, roster.initial) for people in index.values()}
    assert len(kept) == 2


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Roster.of([], b"short")


NAMES = st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True)


@given(NAMES, NAMES, st.sampled_from([" ", "-", "_", " \u200b"]), st.booleans(), st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_registered_name_is_found_however_it_is_cased_and_spaced(
    given_name: str, family: str, gap: str, shouted: bool, more: str
) -> None:
    roster = Roster.of([child(f"{given_name} {family}")], KEY)
    written = f"{given_name}{gap}{family}"
    text = f"{written.upper() if shouted else written} {more}"
    view, _ = message(text)
    words = [word for word, _, _ in name_words(view.readings[0].folded.text)]
    assert any(named.first == 0 for named in roster.find(words))


@given(st.lists(st.sampled_from(["ella", "rose", "shaw", "khan", "e", "r", "ellashaw", "and", "nobody"]), max_size=30))
@settings(deadline=None)
def test_names_lie_in_order_and_apart(words: Sequence[str]) -> None:
    end = 0
    for named in ROSTER.find(words, range(len(words))):
        assert end <= named.first < named.split <= named.last <= len(words)
        end = named.last


@given(st.text(max_size=80), st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_any_register_can_be_read(name: str, known_as: str) -> None:
    roster = Roster.of([child(name, known_as)], KEY)
    assert isinstance(list(roster.find(["ella", "shaw"])), list)


@pytest.mark.parametrize("unit", ["ella ", "ella rose ", "e ", "shaw ", "anneke van der ", "ayesha khan ", "Ella-", "ella'"])
def test_twice_the_text_is_at_most_twice_the_work(unit: str) -> None:
    def work(text: str) -> int:
        view, context = message(text)
        return calls_of(lambda: list(DETECTOR.look(view, context)))

    short = unit * 400
    assert work(short * 2) <= 2.3 * work(short) + 2000


def test_no_roster_finds_nothing() -> None:
    assert list(NO_ROSTER.find(["ella", "shaw"])) == []
    assert Named(0, 1, 2, Form.FULL) in list(ROSTER.find(["ella", "shaw"]))


@pytest.mark.clause("2.2")
@pytest.mark.parametrize(
    ("profile", "verdict"),
    [
        ("training_provider", Verdict.REMOVE),
        ("sports_club", Verdict.ALLOW),
        ("sport_provider", Verdict.ALLOW),
        ("pre_school", Verdict.ALLOW),
        ("school", Verdict.ALLOW),
    ],
)
def test_whether_a_post_may_name_a_learner_is_the_profile_s_to_say(profile: str, verdict: Verdict) -> None:
    view, context = message("well done Ayesha Khan", "staff", profile=profile)
    findings = look(view, context)
    by_day = replace(view.event, at=view.event.at - timedelta(days=1, hours=4))  # in office hours nothing is said of the hour
    assert [(f.kind, f.clauses) for f in findings] == [("name", ("2.2",))]
    decision = decide(by_day, findings, context)
    assert decision.verdict is verdict
    assert any("allowed in this organisation" in line for line in decision.because) == (verdict is Verdict.ALLOW)
