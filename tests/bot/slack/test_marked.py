"""Marked lines as rich text, and lines that somebody typed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counter.typed import Typed
from bot.seen import seen
from bot.slack.marked import at, bare, plain, rich
from tests.bot.slack.peer.limits import message_faults


def elements(text: str) -> list[dict[str, object]]:
    return list(rich(text)["elements"][0]["elements"])


def test_marks_are_read() -> None:
    noon = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    found = elements(f"**Ring** `/report` or `code` <@U01HELEN000> since {at(noon)}.")
    assert [each["type"] for each in found] == ["text", "text", "text", "text", "text", "text", "user", "text", "date", "text"]
    assert found[0] == {"type": "text", "text": "Ring", "style": {"bold": True}}
    assert found[2] == {"type": "text", "text": "/touchline report", "style": {"code": True}}
    assert found[4] == {"type": "text", "text": "code", "style": {"code": True}}
    assert found[6] == {"type": "user", "user_id": "U01HELEN000"}
    assert found[8]["fallback"] == "21 Nov 2026 12:00 UTC"


@given(st.text(max_size=300))
def test_what_others_wrote_is_text_and_nothing_else(text: str) -> None:
    found = elements(f"**a** {plain(text, 400)} b")
    assert [each for each in found if each["type"] != "text" or "style" in each] == found[:1]
    wanted = seen(text).translate({0xE000: "*", 0xE001: "`", 0xE002: "<"})
    assert bare(f"**a** {plain(text, 400)} b") == f"a {wanted} b"
    assert not message_faults([rich(f"**a** {plain(text, 400)} b")])


@pytest.mark.parametrize(
    ("typed", "words", "rest"),
    [
        ("case close 365CCB it is over", ["case", "close"], "365CCB it is over"),
        ('note "two words" the rest', ["note", "two words"], "the rest"),
        ("note “two words” “the rest”", ["note", "two words"], "the rest"),
        ("history <@U01HELEN000|helen marsh>", ["history", "<@U01HELEN000|helen marsh>"], ""),
        ('note "not closed', ["note", '"not'], "closed"),
        ("  ", ["", ""], ""),
        ('""', ["", ""], ""),
    ],
)
def test_a_line_is_read_word_by_word(typed: str, words: list[str], rest: str) -> None:
    line = Typed(typed)
    assert [line.word() for _ in words] == words
    assert line.rest() == rest


@given(st.text(max_size=200))
def test_any_line_comes_to_an_end(text: str) -> None:
    line = Typed(text)
    for _ in range(len(text) + 1):
        line.word()
    assert line.left == ""
