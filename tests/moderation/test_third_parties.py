"""Other people's names, accounts and numbers go out of a text that is given to one person, however they are written."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.third_parties import DETAIL, NAME, Named, Others, without

ELLA = Named(("Ella Shaw", "Shawzie"), ("900000000000000017", "ella.s"), ("odile@example.org", "07700 900456"))
SON = Named(("Siân O'Brien-Vale",), ("kestrel_9",))
ME = Named(("Alfie Shaw", "alf"), ("900000000000000018",), ("me@example.org",))
OTHERS = Others.of(
    [ELLA, SON, Named(("County Welfare Officer",)), Named(("", "")), ME], ME, ("Welfare Officer", "Shaw Lane CC")
)


def masked(text: str) -> str:
    return without(text, OTHERS.names_in(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ask Ella", "ask [name]"),
        ("ELLA'S bat, ella?", "[name]'S bat, [name]?"),
        ("Ella Shaw and Alfie Shaw", "[name] Shaw and Alfie Shaw"),
        ("ellashaw", "[name]"),
        ("e l l a said so", "[name] said so"),
        ("e l l a  s h a w!", "[name]!"),
        ("S h a w z i e  e l l a said", "[name] said"),
        ("V a l e  E-l-l-a, E_l_l_a and 3 l l a.", "[name], [name] and [name]."),
        ("i  s a w  e l l a  n o w", "i  s a w  [name]  n o w"),
        ("3lla", "[name]"),
        ("Еllа", "[name]"),  # with Cyrillic letters
        ("Sian, siân and O’Brien", "[name], [name] and [name]"),
        ("vale of tears", "[name] of tears"),
        ("shawzie!", "[name]!"),
        ("by <@900000000000000017> or <@!1234567890>", "by [name] or [name]"),
        ("@somebody.new hi @everyone", "[name] hi @everyone"),
        ("ella.s knows", "[name] knows"),
        ("kestrel_9.", "[name]."),
        ("mail ODILE@example.org.", "mail [name]."),
        ("ring 07700-900 456 or +44 7700 900456", "ring [name] or [name]"),
        ("01632 960961 07700 900456", "[name]"),
        ("id 111000000000000017", "id 111000000000000017"),
        ("the welfare officer of shaw lane", "the welfare officer of shaw lane"),
        ("alf: me@example.org, 900000000000000018", "alf: me@example.org, 900000000000000018"),
        ("umbrella, fellas", "umbrella, fellas"),
        ("", ""),
    ],
)
def test_others_go_and_the_rest_stays(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_a_detail_and_a_name_that_overlap_are_a_name_and_two_names_beside_each_other_are_one() -> None:
    text = "Ella  Shaw, 5 Mill Lane"
    assert without(text, [(0, 4), (6, 10)], [(12, 23)]) == f"{NAME}, {DETAIL}"
    assert without(text, [(6, 10)], [(0, 11), (12, 23)]) == f"{NAME} {DETAIL}"


@pytest.mark.parametrize("span", [(2, 2), (-1, 2), (0, 99)])
def test_a_span_that_is_none_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no span"):
        without("short", [span])


@pytest.mark.parametrize("text", ["saw Ella  shaw", "odile@EXAMPLE.org", "07700 900 456", "id 900000000000000017"])
def test_what_would_name_somebody_is_seen_before_it_goes_out(text: str) -> None:
    assert OTHERS.betrayed_by(text)
    assert not OTHERS.betrayed_by(masked(text))


@pytest.mark.parametrize(
    "text", ["J o  L i n d q v i s t said", "J o L i n d q v i s t", "L.i.n.d.q.v.i.s.t, J.o", "ask J o at nets"]
)
def test_a_short_given_name_that_is_spelt_out_goes_too(text: str) -> None:
    """Two letters alone are joined nowhere else: they are no word that a message is judged by."""
    jo = Others.of([Named(("Jo Lindqvist",))], ME)
    assert "o" not in re.sub(r"\[name\]|said|at nets", "", without(text, jo.names_in(text))).casefold()
    assert jo.betrayed_by("it was J o  L i n d q v i s t")


def test_nothing_of_it_is_shown_in_a_traceback() -> None:
    assert "ella" not in repr(OTHERS).casefold()


_letters = st.text(string.ascii_letters, min_size=3, max_size=9)
_between = st.sampled_from([" ", ", ", " and ", "\n", "-", "_", "'s ", "! ", " / ", "@", "**", "  "])

_written = st.sampled_from(["full", "given", "family", "upper", "joined", "lower"])


@settings(max_examples=150, deadline=None)
@given(
    people=st.lists(st.tuples(_letters, _letters), min_size=1, max_size=5),
    mine=st.tuples(_letters, _letters),
    pieces=st.lists(st.tuples(st.integers(0, 4), _written, _between)),
)
def test_no_part_of_anybody_elses_name_is_left(
    people: list[tuple[str, str]], mine: tuple[str, str], pieces: list[tuple[int, str, str]]
) -> None:
    others = Others.of([Named((" ".join(name),)) for name in people], Named((" ".join(mine),)))
    text = ""
    for number, how, between in pieces:
        given_name, family = people[number % len(people)]
        written = {"given": given_name, "family": family, "joined": given_name + family}.get(how, f"{given_name} {family}")
        text += (written.upper() if how == "upper" else written.lower() if how == "lower" else written) + between
    left = without(text, others.names_in(text)).replace(NAME, " ").casefold()
    own = {word.casefold() for word in mine}
    for word in {word.casefold() for name in people for word in name} - own:
        assert not re.search(rf"(?<![\w'@]){word}(?![\w'])", left), (text, left)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_masked(text: str) -> None:
    assert not OTHERS.betrayed_by(masked(text))
