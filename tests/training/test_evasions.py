"""Disguises: put on exactly where they should be, the same each time, and undone by reading where that is promised."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from moderation.text import read
from training.evaluation.evasions import OF_DETAILS, OF_WORDS, Disguise, disguised, suits

EVERY = [*OF_WORDS, *OF_DETAILS]
WORD = st.text(string.ascii_lowercase, min_size=3, max_size=12)


@pytest.mark.parametrize("how", [how for how in OF_WORDS if how.folds], ids=lambda how: how.name)
@given(word=WORD)
def test_reading_gives_back_what_was_disguised_where_that_is_promised(how: Disguise, word: str) -> None:
    plain = f"you are {word} ok"
    hidden, _ = disguised(plain, [(8, 8 + len(word))], how)
    assume(hidden != plain)  # no letter of it has such a form
    assert read(hidden).words.text.split() == read(plain).words.text.split()


@pytest.mark.parametrize("how", [how for how in OF_WORDS if how.name in {"spaced", "dotted", "leet", "drawn out"}],
                         ids=lambda how: how.name)  # fmt: skip
def test_the_commonest_disguises_of_common_insults_are_read(how: Disguise) -> None:
    for word in ("idiot", "moron"):
        hidden, _ = disguised(f"what a {word} mate", [(7, 7 + len(word))], how)
        assert word in read(hidden).words.text.split()


@pytest.mark.parametrize("how", EVERY, ids=lambda how: how.name)
@given(before=st.text(string.ascii_letters + " ,", max_size=12), after=st.text(string.ascii_letters + " ,", max_size=12))
def test_only_the_place_is_disguised_and_where_it_is_now_is_known(how: Disguise, before: str, after: str) -> None:
    detail = "07700 900123" if "PHONE" in how.of else "ella@example.org" if how.of else "stupid idiot"
    text = f"{before} {detail} {after}"
    place = (len(before) + 1, len(before) + 1 + len(detail))
    hidden, [(start, end)] = disguised(text, [place], how)
    assert (hidden, [(start, end)]) == disguised(text, [place], how)
    assert hidden[:start] == text[: place[0]]
    assert hidden[end:] == text[place[1] :]
    assert hidden[start:end] != detail


def test_every_disguise_looks_like_something_and_has_a_name_of_its_own() -> None:
    for disguises in (OF_WORDS, OF_DETAILS):
        assert len({how.name for how in disguises}) == len(disguises)
        assert all(how.example for how in disguises)


@pytest.mark.parametrize(
    ("name", "detail", "does"),
    [
        ("number words", "07700 900123", True),
        ("number words", "07700nine00123", False),
        ("dotted digits", "+44 7700 900123", True),
        ("at and dot", "ella@example.org", True),
        ("shouting", "LS29 0ZP", False),
    ],
)
def test_a_disguise_suits_what_it_changes_as_a_whole(name: str, detail: str, does: bool) -> None:
    [how] = [how for how in OF_DETAILS if how.name == name]
    assert suits(how, detail) is does


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("number words", "plus four four seven seven oh oh nine oh oh one two three"),
        ("number words, doubles", "plus double four double seven double oh nine double oh one two three"),
        ("spaced digits", "+4 4 7 7 0 0 9 0 0 1 2 3"),
    ],
)
def test_numbers_are_said_as_people_say_them(name: str, hidden: str) -> None:
    [how] = [how for how in OF_DETAILS if how.name == name]
    assert how.put_on("+44 7700 900123") == hidden
