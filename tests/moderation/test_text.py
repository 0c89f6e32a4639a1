"""Reading text: what evasions fold to, that ordinary talk is left alone, and that every match leads back."""

import re
import sys
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.text import Layer, Reading, read
from moderation.text.confusables import LOOKALIKES
from moderation.text.folding import fold_characters, tidied
from moderation.text.layer import original

LAYERS = ("raw", "rendered", "folded", "words", "letters", "digits")


def layer(text: str, name: str) -> Layer:
    found = getattr(read(text), name)
    assert isinstance(found, Layer)
    assert found.name == name
    return found


RENDERED = {
    # Discord
    "||secret|| f||u||ck": "secret fuck",
    "**bold** *lean* ***both*** __under__ ~~gone~~ `code`": "bold lean both under gone code",
    "```\nblock\n```": "\nblock\n",
    "fu**c**k": "fuck",
    "f**k this sh**t": "f**k this sh**t",
    "f*ck and sh*t": "f*ck and sh*t",
    "my_insta_name and _ella_07_": "my_insta_name and ella_07",
    r"\*not\* \|\|hidden\|\|": "*not* ||hidden||",
    "> said\nno, > 3": "said\nno, > 3",
    ">>> all of it": "all of it",
    "## Heading\n-# small": "Heading\nsmall",
    "[mask](https://example.org/a_(b)_c) on": "mask (https://example.org/a_(b)_c) on",
    "[**mask**](<https://example.org>)": "mask (<https://example.org>)",
    "[[no]](https://example.org)": "[no] (https://example.org)",
    "[not](a link) [nor this]": "[not](a link) [nor this]",
    "https://example.org/__a__/_b_": "https://example.org/__a__/_b_",
    "<https://example.org/a>": "https://example.org/a",
    "<@123456789012345678> <@!123> <@&42> <#12>": "@ @ @ #",
    "<@07700900123>": "@07700900123",
    "<:fire:123> <a:wave:123>": ":fire: :wave:",
    "</touchline report:123>": "/touchline report",
    "<t:1700000000:R>": "(date)",
    # Slack
    "<https://example.org/?a=1&amp;b=2|label>": "(https://example.org/?a=1&b=2) label",
    "<tel:07700900123|07700 900123>": "(tel:07700900123) 07700 900123",
    "<mailto:a@example.org|write>": "(mailto:a@example.org) write",
    "<@U123> <@U123|sam> <#C123|under-11s> <!here>": "@ @sam #under-11s @here",
    "<!subteam^S123|@coaches> <!subteam^S123>": "@coaches @",
    "<!date^1700000000^{date}|14 November>": "14 November",
    "a &lt;b&gt; &amp;lt; c": "a <b> &lt; c",
    "&lt;@U123&gt;": "<@U123>",
    "&gt; said": "said",
    ":zero::seven: :regional_indicator_a: :alphabet-white-b: :keycap_ten: :ball:": "07 a b 10 :ball:",
    # neither
    "a < b > c, i <3 u, 2 * 3 * 4": "a < b > c, i <3 u, 2 * 3 * 4",
    "**": "**",
    "": "",
}


@pytest.mark.parametrize(("text", "expected"), RENDERED.items())
def test_markup_is_resolved_to_what_a_reader_sees(text: str, expected: str) -> None:
    assert read(text).rendered.text == expected


FOLDED = {
    "ѕһіt Ѕсһооl": "shit school",
    "Ροκε": "poke",
    "ｆｕｃｋ": "fuck",
    "𝐟𝓊𝔠𝗸 𝕪𝚘𝒖": "fuck you",
    "ⓕⓤⓒⓚ 🅕🅤🅒🅚 🄵🅄🄲🄺 🅵🆄🅲🅺": "fuck fuck fuck fuck",
    "ᶠᵘᶜᵏ ₕₑ": "fuck he",
    "ғᴜᴄᴋ": "fuck",
    "Ⅶ Ⅽ": "vii c",
    "ᗷᑌᒪᒪY 乃ㄩㄥㄥㄚ": "bully bully",
    "ɟuɔʞ": "fuck",
    "f\u200bu\u200dc\u2060k\u00ad\ufeff": "fuck",
    "f\U000e0061uck": "fuck",
    "f̶u̶c̶k̶ ẑ̸͓a̷l̴g̵o̶": "fuck zalgo",
    "cafés naïve Łódź straße": "cafes naive lodz strasse",
    "f\x00u\x1bck": "fuck",
    "a\t b \u3000\u3164c \r\n\n d": "a b c\nd",
    "NOOOOO waaay": "noo waay",
    "www.example.org": "www.example.org",
    "077 111 000": "077 111 000",
    "0️⃣7️⃣ ①❷⓷ ٠७ ²₃ 🔟": "07 123 07 23 10",
    "🅰🇧 😀👍🏽 ❤": "ab 😀👍🏽 ❤",
    "don’t – “so” … ´no´": "don't - \"so\" ... 'no'",
    "¯\\_(ツ)_/¯": "-_(tsu)_/-",
    "£5 or €5": "£5 or €5",
    "\ud800a": "\ud800a",
    "fu[c](https://example.org)k": "fuc (https://example.org)k",
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.items())
def test_disguises_fold_to_plain_characters(text: str, expected: str) -> None:
    assert read(text).folded.text == expected


WORDS = {
    # leet
    "sh1t b1tch3s n00b id10t pu55y 5h1t": "shit bitches noob idiot pussy shit",
    "a$$ ki$$ $hit @ss @sshole 4rse": "ass kiss shit ass asshole arse",
    "sh!t d!ckhead tw@t f@g b@stard ret@rd": "shit dickhead twat fag bastard retard",
    "fu(k h€lp sh111t l0ser123": "fuck help shit loser123",
    # drawn out and spelled out
    "fuuuuck yooou": "fuck you",
    "f u c k   o f f": "fuck off",
    "f.u.c.k f-u-c-k f_u_c_k f*u*c*k": "fuck fuck fuck fuck",
    "i d i o t": "idiot",
    "s h 1 t": "shit",
    "f👏u👏c👏k": "fuck",
    "🇫 🇺 🇨 🇰": "fuck",
    "f\nu\nc\nk": "fuck",
    # hidden letters
    "f**k f*ck f#ck f.ck sh.t f..k": "f**k f*ck f*ck f*ck sh*t f**k",
    "s*** off": "s*** off",
    # turned round
    "noʎ ʞɔnɟ": "you fuck",
    "\u202ekcuf\u202c ok": "fuck ok",
    # behind labels
    "fu[c](https://example.org/1234567)k": "fuck",
    "fu<https://example.org|c>k": "fuck",
}


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
def test_hidden_words_become_readable(text: str, expected: str) -> None:
    assert read(text).words.text == expected


@pytest.mark.parametrize(
    "text",
    [
        "u11 u11s u12a u9girls y7 yr10b year7 team1 pitch3",
        "4th of may, the 1st xi at 7pm or 19:30, 5aside, 10x2, 3v3, 1on1, 6till8",
        "we won 3-1 then lost 2-0",
        "b4 m8 gr8 l8r b2b u2 ps5 mp3 4get 2moro 2day every1",
        "leeds road, ls29 0zp and sw1a 1aa and ls290zp",
        "b0b@example.org, j4ck@example.org",
        "https://example.org/w4tch?v=b1tch and example.org/c4t",
        "a b c and w x y z and x x x and r u a boy and u 4 a",
        "you and u 1 1 and b 2 b",
        "@sam can you come @coach",
        "player(s) and coach(es), ok!see you",
        "£5 or us$50, 10% off, q&a, me+you",
        "ok.so that is it...yes e.g. this i.e. that at 7 p.m. mr. smith",
        "wa.me/447700900123 and t.me/someone",
        "user@host has root@box",
        "that is all, thanks!!",
    ],
)
def test_ordinary_talk_is_left_alone(text: str) -> None:
    reading = read(text)
    assert reading.folded.text == text
    assert reading.words.text == text


DIGITS = {
    "oh seven seven double oh nine double zero one two three": "0 7 7 00 9 00 1 2 3",
    "double seven treble three triple 0": "77 333 000",
    "zero seven seven hundred nine": "0 7 7 00 9",
    "oh seven twenty three twelve ninety": "0 7 23 12 90",
    "plus four four seven": "+4 4 7",
    "zerosevenseven": "077",
    "O77oo 9ool23, o 7 7 o": "07700 900123, 0 7 7 0",
    "O77OO 9OO l23": "07700 900 123",
    "O 7 7 O O 9 O O l 2 3": "0 7 7 0 0 9 0 0 1 2 3",
    "2 l of milk": "2 l of milk",
    "O77OO 9OOOl2 and O77OO9OOOOl": "07700 900012 and 07700900001",
    "+44 77OO 9OO lOl": "+44 7700 900 101",
    "Ol632-96O-4ll": "01632-960-411",
    "０７𝟕 :zero::nine: ٣": "077 09 3",
    "call [me](tel:07700900123)": "call me (tel:07700900123)",
    "077[00](https://example.org)900123": "07700900123",
    "[chat](https://wa.me/447700900123)": "chat (https://wa.me/447700900123)",
    # prose
    "we won 12 lol 3 oi oi 4": "we won 12 lol 3 oi oi 4",
    "30 oil drums, 10l each": "30 oil drums, 10l each",
    "one of us, for two": "1 of us, for 2",
    "twenty three players, ten bibs, a hundred": "twenty three players, ten bibs, a hundred",
    "oh no, oh dear, o come on, double the plus": "oh no, oh dear, o come on, double the plus",
    "someone phoned, nobody often": "someone phoned, nobody often",
}


@pytest.mark.parametrize(("text", "expected"), DIGITS.items())
def test_number_words_become_digits(text: str, expected: str) -> None:
    assert read(text).digits.text == expected


def test_letters_are_all_that_is_left_for_matching_across_spacing() -> None:
    assert read("F u, CK\n(o-f-f) 4 now").letters.text == "fuckoffnow"


@pytest.mark.parametrize(
    ("text", "name", "pattern", "expected"),
    [
        ("you ||fu||ck!", "rendered", "fuck", "fu||ck"),
        ("oi ѕһіt!", "folded", "shit", "ѕһіt"),
        ("oi f\u200bu\u200bck!", "folded", "fuck", "f\u200bu\u200bck"),
        ("f̶u̶c̶k̶!", "folded", "fuck", "f̶u̶c̶k̶"),
        ("see NOOOOOO way", "folded", "noo", "NOOOOOO"),
        ("see NOOOOOO way", "words", "no", "NOOOOOO"),
        ("a  \n b", "folded", r"\n", "  \n "),
        ("so f u c k off", "words", "fuck", "f u c k"),
        ("so f.ụ.c.k off", "letters", "fuckoff", "f.ụ.c.k off"),
        ("a b1tch3s", "words", "bitches", "b1tch3s"),
        ("oi ʞɔnɟ, no", "folded", "kcnf", "ʞɔnɟ"),
        ("a noʎ ʞɔnɟ b", "words", "fuck", "ʞɔnɟ"),
        ("x [mask](https://example.org) y", "rendered", r"https://[\w.]+", "https://example.org"),
        ("x <https://example.org|mask> y", "folded", r"mask", "mask"),
        ("fu<https://example.org|c>k", "words", "fuck", "fu<https://example.org|c>k"),
        ("hi <@123> you", "folded", "@", "<@123>"),
        ("call 0️⃣7️⃣7️⃣ now", "folded", "077", "0️⃣7️⃣7️⃣"),
        ("it is oh seven double seven ok", "digits", "0 7 77", "oh seven double seven"),
        ("oh one twenty-three ok", "digits", "23", "twenty-three"),
        (":zero::seven: x", "digits", "07", ":zero::seven:"),
        ("tag 🆗 x", "folded", "k", "🆗"),
    ],
)
def test_a_match_leads_back_to_exactly_what_was_written(text: str, name: str, pattern: str, expected: str) -> None:
    [(match, start, end)] = layer(text, name).find(re.compile(pattern))
    assert text[start:end] == expected
    assert layer(text, name).span(*match.span()) == (start, end)


def test_find_gives_every_match_and_no_empty_one() -> None:
    found = read("Ab aaaab").folded.find(re.compile("a*"))
    assert [(match[0], start, end) for match, start, end in found] == [("a", 0, 1), ("aa", 3, 7)]


@pytest.mark.parametrize("span", [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_a_span_that_is_empty_or_outside_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no span"):
        read("abc").raw.span(*span)


def test_a_layer_does_not_show_its_content() -> None:
    assert repr(read("private words").folded) == "Layer(name='folded')"
    assert "private" not in repr(read("private words"))


def test_plain_text_costs_no_new_map() -> None:
    reading = read("Training is on Thursday, bring a ball")
    assert reading.folded.starts is reading.rendered.starts
    assert isinstance(reading.folded.starts, range)


FRAGMENTS = [
    *("f", "U", "c", "k", "one ", "oh ", "double ", "twenty ", "hundred ", "plus ", "0", "7", "7pm", "B", "www."),
    *("||", "**", "*", "_", "__", "~~", "`", "```", "\\", "> ", "# ", "[", "](", "](https://example.org)", "]", ")"),
    *("<", ">", "<@", "<@1>", "<https://example.org|", "<tel:07700900123|", "|", "&lt;", ":one:", "<:a:1>"),
    *(" ", "\n", "\t", "\u200b", "\u0336", "\ufe0f", "\u20e3", "\u202e", "\u202c", "\U000e0041", "\ud83d", "\x00"),
    *("с", "ｋ", "ɔ", "ʞ", "ɟ", "🆎", "🇺", "😀", "ﷺ", "$", "@", "!", "1", "3", ".", "(", "+", "£", "#", "www"),
]
anything = st.text(st.characters(exclude_categories=()), max_size=60)
hostile_mix = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=2), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(anything | hostile_mix)
def test_every_layer_of_any_text_leads_back(text: str) -> None:
    reading = read(text)
    for name in LAYERS:
        found = getattr(reading, name)
        assert len(found.starts) == len(found.ends) == len(found.text)
        assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
        assert all(before <= after for before, after in pairwise(found.starts))
        assert all(before <= after for before, after in pairwise(found.ends))
    assert reading.raw.text == reading.original == text


@settings(max_examples=200, deadline=None)
@given(anything | hostile_mix)
def test_the_shape_of_each_layer(text: str) -> None:
    reading = read(text)
    assert re.fullmatch("[a-z]*", reading.letters.text)
    for found in (reading.folded, reading.words):
        assert not re.search(r"[A-Z]|\s\s|[^\S \n]", found.text)
    assert not re.search(r"(?!www\.)([a-z])\1\1", reading.folded.text)
    again = tidied(fold_characters(original(reading.folded.text)), "folded", repeats=2)
    assert again.text == reading.folded.text


@given(st.text(st.sampled_from("abcdefgh ABC,.!?'"), max_size=60))
def test_plain_ascii_folds_to_its_own_lower_case(text: str) -> None:
    expected = re.sub(r"([a-z])\1{2,}", r"\1\1", re.sub(" +", " ", text.lower()))
    assert read(text).folded.text == expected


def disguised(letter: str) -> st.SearchStrategy[str]:
    """The letter as it is, or as one of its likenesses, with or without something invisible on it."""
    if letter == " ":
        return st.sampled_from(" \t\u00a0\u3000\u3164")
    fullwidth, bold = chr(ord(letter) - 0x20 + 0xFF00), chr(ord(letter) - ord("a") + 0x1D41A)
    circled, regional = chr(ord(letter) - ord("a") + 0x24D0), chr(ord(letter) - ord("a") + 0x1F1E6)
    likeness = st.sampled_from([letter, letter.upper(), fullwidth, bold, circled, regional, *LOOKALIKES[letter]])
    unseen = st.sampled_from(["", "\u200b", "\u0336", "\u0301\u0323", "\u2066", "\ufe0f", "\U000e0061", "\x00"])
    return st.tuples(likeness, unseen).map("".join)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["meet me by the sports hall", "quick brown fox jumps", "lazy dogs have vexed wizards"]).flatmap(
        lambda plain: st.tuples(st.just(plain), st.tuples(*map(disguised, plain)).map("".join))
    )
)
def test_any_mix_of_likenesses_folds_to_the_plain_words(case: tuple[str, str]) -> None:
    plain, written = case
    folded = read(written).folded
    assert folded.text == plain
    start, end = folded.span(0, len(plain))
    assert start == 0
    assert read(written[end:]).folded.text == ""


def test_no_character_is_the_likeness_of_two_letters() -> None:
    everything = "".join(LOOKALIKES.values())
    assert len(set(everything)) == len(everything)
    assert not any(character.isascii() for character in everything)


HOSTILE = [
    *("a", "Z", " ", "\n", "\x00", "\ud800", "с", "ﷺ", "😀", "\u0336", "e\u0301", "\u200b", "\U000e0041", "ɐɔ ", "\u202ea"),
    *("*", "**a", "a**a ", "_a ", "||", "||a", "`", "\\*", "> \n", "[", "](", "[a](https://a", "](https://", "[a](https://a)"),
    *("<", "<a", "<@1>", "<http://a|", "<http://a|b>", "&lt;", ":a", ":one:", "https://", "www."),
    *("b1tch ", "1a", "$a", "a@", "a@a.", "a.a.a/", "f u c k ", "a.", "b..", "a*", "f#", "ls29 "),
    *("one", "1one", "oh ", "double ", "twenty ", "1oil", "plus ", "a|'"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hundred_thousand_hostile_characters_are_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    reading = read(text)
    for name in LAYERS:
        found = getattr(reading, name)
        assert len(found.starts) == len(found.text) <= 8 * len(text)


@pytest.mark.parametrize("unit", HOSTILE)
def test_twice_the_text_is_at_most_twice_the_work(unit: str) -> None:
    """Counted in calls of Python and C functions, not in time, so that a busy machine cannot fail it."""
    small = calls_for(unit * 400)
    assert calls_for(unit * 800) <= 2 * small + 100


def calls_for(text: str) -> int:
    all_layers(read(text))  # what is remembered between texts is remembered now
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        all_layers(read(text))
    finally:
        sys.setprofile(before)
    return calls


def all_layers(reading: Reading) -> None:
    for name in LAYERS:
        getattr(reading, name)
