"""Texts of others on what the bot shows: whatever they hold, they are drawn as they were written, and mean nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.words import CUT, plain, seen, with_links
from tests.bot.discord.markdown import drawn, meanings

EXAMPLES = [
    ("[Touchline: sign in](https://evil.example)", ["link"]),
    ("[a](https://evil.example) [b](https://evil.example)", ["link"]),
    ("x](https://evil.example) [y", ["link"]),
    ("see https://evil.example/a", ["link"]),
    ("<https://evil.example>", ["link"]),
    ("<mailto:a@evil.example>", ["link"]),
    ("come to discord.gg/evil", ["invitation"]),
    ("hello <@123> and <@&4>", ["link", "mention"]),
    ("@everyone look", ["mention"]),
    ("# big", ["heading"]),
    ("a\n  ### big", ["heading"]),
    ("-# small", ["small"]),
    ("- one\n- two", ["list"]),
    ("1. one", ["list"]),
    ("> said", ["quotation"]),
    ("||hidden||", ["spoiler"]),
    ("`code`", ["code"]),
    ("```\ncode\n```", ["code"]),
    ("**bold**", ["bold"]),
    ("_leaning_", ["italics"]),
    ("~~gone~~", ["struck"]),
]

signs = [*"[]()<>`*_~|#-+>@:/\\ \n.!19ax", "](", "://", "||", "**", "\u202e", "\u200b", "\r", "\u2028"]
pieces = st.sampled_from([*(text for text, _ in EXAMPLES), *signs])
hostile = st.lists(st.one_of(pieces, st.text(max_size=8)), max_size=40).map("".join)


@pytest.mark.parametrize(("text", "means"), EXAMPLES)
def test_what_would_mean_something_is_drawn_as_it_stands(text: str, means: list[str]) -> None:
    assert meanings(text) == means
    assert meanings(plain(text, 4000)) == []


@given(hostile, st.integers(3, 200))
def test_nothing_that_is_shown_means_anything(text: str, length: int) -> None:
    said = plain(text, length)
    assert meanings(said) == []
    assert meanings(f"> {said}") == ["quotation"], "nor in a quotation of ours"
    assert len(said) <= length
    assert not [each for each in said if each != "\n" and unicodedata.category(each) in {"Cf", "Cc", "Cs"}]


@given(hostile)
def test_what_is_seen_is_what_was_written(text: str) -> None:
    written = "\n".join(line.lstrip(" ") for line in seen(text).split("\n"))
    assert drawn(plain(text, 8 * len(text) + 8)) == written


def test_ordinary_words_stay_as_they_are() -> None:
    words = "Alfie Webb-Osei, a child: 07700 900123. It's 50 % sure - isn't it? Yes!"
    assert plain(words, 200) == words


def test_only_links_into_the_server_itself_lead_anywhere() -> None:
    ours = "https://discord.com/channels/4001/12/345"
    shown = f"• #juniors: {ours}\n{ours[:-4]}, and so on"
    assert with_links(plain(shown, 400), 4001) == shown
    others = ours.replace("4001", "4002"), ours.replace("discord.com", "evil.example"), f"{ours}/6", f"{ours[:28]}/@me/12/345"
    for other in (*others, f"[x]({ours})"):
        assert with_links(plain(other, 400), 4001) == plain(other, 400)


def test_what_is_cut_is_cut_between_signs() -> None:
    assert plain("****", 6) == "\\*\\*" + CUT
    assert plain("****", 8) == "\\*" * 4
