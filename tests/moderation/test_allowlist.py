"""The organisation's own contacts may be posted in any spelling, and nothing beside them may (policy map 2.3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.allowlist import HELPLINES, AllowList
from moderation.detectors import look
from moderation.model import Category
from tests.moderation.builders import message

OWN = [
    "Larkmead Cricket Club, Hollins Drive, Wexley LS29 0ZP",
    "12 Fernlea Road, Wexley, LS29 0ZR",
    "The Lodge 40 Tannery Rd LS29 0ZS",
    "0151 496 0101",
    "01632 960500",
    "+44 7700 900500",
    "welfare@larkmead.example.org",
    "Larkmead School",
    "@lark.side.press",
    "https://www.tiktok.com/@lark_side08",
]
ALLOWED = AllowList.of(OWN)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone", "0151 496 0101"),
        ("phone", "0151-496-0101"),
        ("phone", "+44 (0)151 496 0101"),
        ("phone", "0044 151 4960101"),
        ("phone", "441514960101"),
        ("phone", "oh one five one four nine six oh one oh one"),
        ("phone", "0️⃣1️⃣6️⃣3️⃣2️⃣ 960 500"),
        ("phone", "07700 900 500"),
        ("phone", "7700900500"),
        ("email", "Welfare@Larkmead.Example.org"),
        ("postcode", "LS29 0ZP"),
        ("postcode", "ls290zr"),
        ("postcode", "l s 2 9 0 z s"),
        ("address", "Larkmead Cricket Club, Hollins Drive, Wexley LS29 0ZP"),
        ("address", "Hollins Drive LS29 0ZP"),
        ("address", "12 fernlea rd, ls29 0zr"),
        ("address", "12 Fernlea Road"),
        ("address", "40 Tannery Road, Wexley, LS29 0ZS"),
        ("school", "larkmead school"),
    ],
)
def test_own_contacts_are_allowed_in_any_spelling(kind: str, text: str) -> None:
    assert ALLOWED.allows(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone", "0151 496 0102"),
        ("phone", "07700 900123"),
        ("phone", "1632 960500 1"),
        ("phone", ""),
        ("email", "welfare@larkmead.example.com"),
        ("email", "a.welfare@larkmead.example.org"),
        ("postcode", "LS29 0ZX"),
        ("address", "14 Hollins Drive"),
        ("address", "112 Fernlea Road"),
        ("address", "flat 3, 12 Fernlea Road"),
        ("address", "12 Fernlea Road, BS1 1AA"),
        ("address", "12 Fernlea Roadside"),
        ("address", "14 Acacia Avenue, Wexley, LS29 0ZR"),
        ("address", ""),
        ("school", "Fernlea School"),
    ],
)
def test_nothing_else_is(kind: str, text: str) -> None:
    assert not ALLOWED.allows(kind, text)


@pytest.mark.parametrize("number", [*HELPLINES, "08001111", "oh eight hundred one one one one", "116123", "0808-800-5000"])
def test_helplines_are_always_allowed(number: str) -> None:
    assert AllowList.of([]).allows("phone", number)


@given(st.lists(st.sampled_from(" .-/"), min_size=12, max_size=12))
def test_spacing_never_matters(gaps: list[str]) -> None:
    spaced = "".join(digit + gap for digit, gap in zip("01514960101", gaps, strict=False))
    assert ALLOWED.allows("phone", spaced)


@given(st.text(max_size=60), st.sampled_from(["phone", "email", "postcode", "address", "handle"]))
def test_any_text_can_be_asked_about(text: str, kind: str) -> None:
    assert isinstance(ALLOWED.allows(kind, text), bool)


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_values_make_a_list_that_still_has_the_helplines(values: list[str]) -> None:
    assert AllowList.of(values).allows("phone", "0800 1111")


@pytest.mark.clause("2.3")
@pytest.mark.parametrize(
    "text",
    [
        "our ground is Larkmead Cricket Club, Hollins Drive, Wexley LS29 0ZP",
        "away fans park at LS29 0ZP",
        "office is 12 Fernlea Road LS29 0ZR",
        "presentation evening at The Lodge, 40 Tannery Road, LS29 0ZS doors 7pm",
        "club office number is 0151 496 0101, or 01632 960500, or oh seven seven double oh nine hundred five double oh",
        "email welfare@larkmead.example.org if you are worried, or welfare at larkmead dot example dot org",
        "childline 0800 1111, samaritans 116 123, NSPCC 0808 800 5000, or 999, 101, 111",
        "my favourite insta is @lark.side.press, or instagram.com/lark.side.press, follow lark_side08 on tiktok",
    ],
)
def test_the_organisations_own_details_and_helplines_are_left_alone(text: str) -> None:
    view, context = message(text, "staff", allowed=OWN)
    assert [f for f in look(view, context) if f.category is Category.PERSONAL_DETAILS] == []


@pytest.mark.clause("2.3")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("meet at the ground LS29 0ZP or mine, LS29 8QX", ["LS29 8QX"]),
        ("office is 0151 496 0101, i'm 07700 900123", ["07700 900123"]),
        ("12 Fernlea Road is the nursery, i live at 14 Fernlea Road", ["14 Fernlea Road"]),
        ("cc welfare@larkmead.example.org and ella.vale@example.org", ["ella.vale@example.org"]),
    ],
)
def test_nothing_else_in_the_message_is_allowed_by_it(text: str, found: list[str]) -> None:
    view, context = message(text, allowed=OWN)
    personal = [f for f in look(view, context) if f.category is Category.PERSONAL_DETAILS and f.score >= 700]
    assert [text[f.start : f.end] for f in personal] == found
