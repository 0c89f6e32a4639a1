"""Names in what checks say: one line, and nothing in it that cannot be seen. It goes into e-mails as well."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.checks._words import name_of

NAMES = [
    ("Robin Vale", "Robin Vale"),
    ("  Robin \n\t Vale ", "Robin Vale"),
    ("evil\u202egnp.exe", "evilgnp.exe"),
    ("\u2066Robin\u2069", "Robin"),
    ("Ro\u200bbin\ufeff", "Robin"),
    ("Robin\x00\x1b[31m", "Robin[31m"),
    ("half\ud83d", "half"),
    ("Jörg O'Neill-Žižek 🏏", "Jörg O'Neill-Žižek 🏏"),
    ("\u202e", ""),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_a_name_is_shown_as_it_looks(name: str, shown: str) -> None:
    assert name_of(name) == shown


@given(st.text(max_size=200))
def test_nothing_hides_in_a_name(name: str) -> None:
    shown = name_of(name)
    assert len(shown) <= 60
    assert not {unicodedata.category(each) for each in shown} & {"Cc", "Cf", "Cs"}
    assert shown == " ".join(shown.split())
