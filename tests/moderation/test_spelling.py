"""Disguised words, given back by whoever knows the words of chat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.engines.shipped import HERE
from moderation.engines.spelling import Spelling, read_words
from moderation.engines.wording import shortened, wording
from moderation.text import read

COUNTS = {
    "a": 800, "i": 700, "and": 600, "it": 500, "of": 500, "you": 900, "are": 400, "an": 300, "good": 200, "don't": 90,
    "my": 300, "up": 90, "hate": 80, "get": 80, "got": 70, "idiot": 60, "god": 60, "shot": 50, "feel": 50, "fell": 40,
    "shut": 50, "keep": 40, "week": 40, "secret": 30, "group": 30, "groups": 20, "weeks": 15, "god's": 4, "sacred": 3,
    "the": 900, "th": 4, "whites": 20, "whit": 2, "title": 10, "class": 20, "welcome": 30, "ask": 60, "see": 200, "yes": 200,
}  # fmt: skip
PAIRS = {"you are": 50, "an idiot": 20, "i feel": 30, "i fell": 10, "are good": 12, "my god": 12, "i got": 9, " i": 100}
SPELLING = Spelling(COUNTS, PAIRS, ["braked", "shit"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("keep it a sec*et", "keep it a secret"),
        ("you id*ot", "you idiot"),
        ("s*cret and se**et", "secret and secret"),
        ("d*n't", "don't"),
        ("sh*t", "sh*t"),  # shot or worse: the list of rude words reads it
        ("y*u are", "you are"),
        ("***", "***"),
        ("5 * 4 * 3", "5 * 4 * 3"),
        ("qz*xv", "qz*xv"),
        ("you are goood", "you are good"),
        ("my goood", "my god"),
        ("i feeel", "i feel"),
        ("keeep it", "keep it"),
        ("zzzoom", "zoom"),
        ("secert", "secret"),
        ("braked", "braked"),
        ("y0u 4re 4n 1d10t", "you are an idiot"),
        ("1 h4te you", "1 hate you"),
        ("1 h4te y0u", "i hate you"),
        ("group5 and week5", "group5 and week5"),
        ("u11 at 4pm, pitch3, 5km, 400m, b4, gr8", "u11 at 4pm, pitch3, 5km, 400m, b4, gr8"),
        ("th3 whit35", "the whites"),  # hardly anybody writes what is left without the digits
        ("get 10s, 3rd and 45k", "get 10s, 3rd and 45k"),
        ("y0u 4re 4n 45k", "you are an ask"),  # among words in digits it is one, too
        ("y0u 4re, 533", "you are, see"),
        ("w*lcome! cl*ss t*tle", "welcome! class title"),  # rude words stand within good ones
        ("id iot", "idiot"),
        ("keep up", "keep up"),
        ("", ""),
    ],
)
def test_a_disguised_word_is_given_back_and_others_stay(written: str, meant: str) -> None:
    assert SPELLING.seen_through(written) == meant


@given(st.text(alphabet="abit *10'.", max_size=400))
def test_nothing_but_words_is_touched(text: str) -> None:
    """Whatever is no letter, digit or sign of a disguise stays, and so does what was made of it."""
    through = SPELLING.seen_through(text)
    assert [each for each in through if each == "."] == [each for each in text if each == "."]
    assert len(through) <= len(text)


def test_the_shipped_words_are_whole() -> None:
    words, pairs = read_words((HERE / "words.txt").read_text("ascii"))
    assert words["the"] > words["them"] > 1
    assert pairs["in the"] > 2
    assert all(times > 1 for times in words.values())


@pytest.mark.parametrize(
    "written",
    [
        "y.o.u a.r.e a s.t.u.p.i.d l.o.s.e.r",
        "yoooou are a stuuuuupid looooser",
        "y0u 4r3 a 5tup1d l053r",
        "you are a st*pid l*ser",
        "you are a stpuid lsoer",
        "yoᴉ are a stupid loser",
    ],
)
def test_the_shipped_words_see_through_what_is_read_of_a_message(written: str) -> None:
    words, pairs = read_words((HERE / "words.txt").read_text("ascii"))
    seen = Spelling(words, pairs).seen_through(wording(read(written)))
    assert "a stupid loser" in seen


def test_an_engine_without_words_is_given_one_of_each_letter() -> None:
    assert shortened(wording(read("stuuuuupid"))) == "stupid"
