"""Names of schools: what the index knows, and what the detector makes of it beyond its table of examples."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.packaged import english_schools
from moderation.detectors import View
from moderation.detectors.school import DETECTOR
from moderation.model import Contacts
from moderation.schools import NO_SCHOOLS, Schools, name_key, word_key
from tests.moderation.builders import message
from tests.moderation.work import calls_of

# The index

SOME = Schools.of(["st marys", "beechen cliff", "Queen Elizabeths", "moor end"], ["QEGS"])


@pytest.mark.parametrize(
    ("one", "other"),
    [("mary's", "marys"), ("marys", "mary"), ("saint", "st"), ("james's", "james"), ("girls'", "girl"), ("edwards", "edward")],
)
def test_spellings_of_a_word_are_one(one: str, other: str) -> None:
    assert word_key(one) == word_key(other)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("St Mary's", 2),
        ("saint marys", 2),
        ("beechen cliff", 2),
        ("Queen Elizabeth's", 2),
        ("the moor end", 2),
        ("beechen", 0),
        ("", 0),
    ],
)
def test_a_name_is_found_in_its_spellings(written: str, words: int) -> None:
    keys = name_key(written)
    assert (SOME.at(keys, 0)[0] if keys else 0) == words


def test_the_longest_name_or_town_is_found_where_it_begins() -> None:
    index = Schools.of(["st marys", "st marys priory", "burton"], towns=["burton-on-trent", "Bath"])
    assert index.at(name_key("at st mary's priory now"), 1) == (3, True)
    assert index.at(name_key("at st mary's priory now"), 0) == (0, False)
    assert index.at(name_key("at st mary's"), 1) == (2, True)
    assert index.at(name_key("burton on trent"), 0) == (3, False)
    assert index.at(name_key("burton rugby"), 0) == (1, True)
    assert index.at(name_key("bath"), 0) == (1, False)


def test_names_written_together_and_by_letters() -> None:
    assert SOME.is_joined("stmarys")
    assert SOME.is_joined("beechencliff")
    assert not SOME.is_joined("beechen")
    assert SOME.short == {"qegs"}
    assert (NO_SCHOOLS.longest, NO_SCHOOLS.at(["st"], 0)) == (0, (0, False))


def test_the_packaged_list_is_of_england_and_holds_no_town_or_ordinary_word() -> None:
    index = english_schools()
    assert len(index.names) > 15_000
    assert {"beechen cliff", "st mary", "king edward"} <= index.names
    assert not {"bath", "leed", "northampton", "park", "grace", "discovery"} & index.names
    assert index.longest <= 6


# The detector


def found(text: str, allowed: list[str] | None = None, **rest: str) -> list[str]:
    view, context = message(text, allowed=allowed or [], **rest)  # type: ignore[arg-type]
    return [text[f.start : f.end] for f in DETECTOR.look(view, context) if f.score >= 700]


@pytest.mark.clause("2.3")
@pytest.mark.parametrize(
    "text", ["summer camp is at Larkmead School sports hall", "my lad goes to Larkmead School on camp days too"]
)
def test_what_the_organisation_publishes_is_left(text: str) -> None:
    assert found(text, ["Larkmead School, Fernlea Road, LS29 0ZR"]) == []
    assert found("and i go to Hollins High", ["Larkmead School, Fernlea Road, LS29 0ZR"]) == ["Hollins High"]


@pytest.mark.parametrize("role", ["child", "parent", "staff", "unknown", "learner"])
def test_it_is_judged_alike_whoever_writes_it(role: str) -> None:
    assert found("Mia goes to St Anne's", role=role) == ["St Anne's"]


@pytest.mark.parametrize(
    "disguise",
    ["i go to ｂｅｅｃｈｅｎ ｃｌｉｆｆ", "i go to bеechen cliff", "i go to beech\u200ben cliff", "I GO TO BEECHEN CLIFF"],
)
def test_disguises_are_seen_through(disguise: str) -> None:
    assert found(disguise) == [disguise[8:]]


def test_a_question_that_somebody_else_asked_is_answered() -> None:
    view, context = message("ralph allen", before=[("staff", "which school do you go to?")])
    assert [f.score >= 700 for f in DETECTOR.look(view, context)] == [True]
    view, context = message("ralph allen", before=[("staff", "who bowled well?")])
    assert not [f for f in DETECTOR.look(view, context) if f.score >= 400]


def test_without_a_gazetteer_a_school_word_still_tells() -> None:
    view, context = message("i go to harfield high")
    unlisted = replace(context, organisation=replace(context.organisation, schools=NO_SCHOOLS))
    assert [f.score >= 700 for f in DETECTOR.look(view, unlisted)] == [True]


def test_a_school_s_own_server_may_name_it() -> None:
    view, context = message("i love Chew Valley School, my teacher is great")
    own = Contacts("Chew Valley School", context.organisation.contacts.lead)
    ours = replace(context, organisation=replace(context.organisation, contacts=own))
    assert [f for f in DETECTOR.look(view, context) if f.score >= 700]
    assert not list(DETECTOR.look(view, ours))


PIECES = st.sampled_from(
    [
        "i go to ",
        "st ",
        "mary's ",
        "Beechen Cliff ",
        "school ",
        "High ",
        "at ",
        "year 9 ",
        "#",
        "primary",
        " & ",
        "the ",
        "\n",
        "İ",
        "ﬁ",
        "\U0001f600",
        "v ",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=30))
@settings(max_examples=200, deadline=None)
def test_findings_lie_in_the_text(pieces: list[str]) -> None:
    view, context = message("".join(pieces), before=["which school?"])
    for finding in DETECTOR.look(view, context):
        assert 0 <= finding.start < finding.end <= len(view.parts[0].text)
        assert 100 <= finding.score <= 1000


@pytest.mark.parametrize(
    "unit",
    ["i go to st mary's ", "st ", "school ", "a high ", "King ", "year 9 at ", "#stmarys ", "the the ", "primary-", "Ab "],
)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    short = unit * 100
    assert _work(short * 2) <= 2.3 * _work(short) + 500


def _work(text: str) -> int:
    view, context = message(text)
    return calls_of(lambda: list(DETECTOR.look(View.of(view.event), context)))
