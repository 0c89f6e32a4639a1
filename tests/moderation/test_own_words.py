"""Words of an organisation's own: found as those of everybody are, and nowhere else (map 3.1)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detectors import look
from moderation.detectors.profanity import DETECTOR
from moderation.model import Category
from moderation.own_words import KINDS, OwnWord
from tests.moderation.builders import message

WORDS = (
    OwnWord("Boghead", "insult"),
    OwnWord("glomp", "profanity"),
    OwnWord("Lárk Rat", "hate"),
    OwnWord("area 99", "profanity"),
)


def kinds(text: str, words: tuple[OwnWord, ...] = WORDS) -> list[str]:
    view, here = message(text)
    club = replace(here.organisation, own_words=words)
    found = look(view, replace(here, organisation=club), detectors=(DETECTOR,))
    assert all(finding.category is Category.OFFENSIVE for finding in found)
    return [finding.kind for finding in found]


FOUND = [
    ("you boghead", "insult"),
    ("BOGHEAD!!", "insult"),
    ("b0ghe4d", "insult"),
    ("b o g h e a d", "insult"),
    ("bogheaaaad", "insult"),
    ("b​oghead", "insult"),
    ("ｂｏｇｈｅａｄ", "insult"),
    ("bоgheаd", "insult"),  # Cyrillic letters
    ("b*ghead", "insult"),
    ("what a gl0mp", "profanity"),
    ("lark-rat", "hate"),
    ("go home LARK  RATS, lark rat", "hate"),
    ("see you in area 99", "profanity"),
]


@pytest.mark.clause("3.1")
@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_a_word_is_found_however_it_is_disguised(text: str, kind: str) -> None:
    """Map 3.1."""
    assert kinds(text) == [kind]
    assert kinds(text, ()) == []


@pytest.mark.parametrize("text", ["bog", "the bog ahead", "head", "glomping along", "a lark", "rat", "area 9", "b*****d dog"])
def test_what_is_another_word_is_not_found(text: str) -> None:
    assert kinds(text, WORDS) == kinds(text, ())


@given(st.lists(st.text(max_size=30), max_size=4), st.text(max_size=60))
def test_whatever_is_written_down_can_be_looked_for(values: list[str], text: str) -> None:
    words = tuple(OwnWord(value, kind) for value, kind in zip(values, KINDS.values(), strict=False))
    assert set(kinds(text, words)) <= set(KINDS.values())
