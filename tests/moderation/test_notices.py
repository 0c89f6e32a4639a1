"""Every word that Touchline says by itself: to whom, at what reading age, and what it never says (safeguarding rules 5, 9)."""

import re
from pathlib import Path

import pytest

from bot.packaged import PROFILES, profile, wording
from moderation.explaining import REASONS
from moderation.model import Category
from moderation.notices import Purpose, Reader
from moderation.notices.checks import READERS, placeholders, wrong_with

WORDS = wording()
TEXTS = sorted(WORDS.texts.items())
KEYS = [key for key, _ in TEXTS]

#: Names as they might be: nobody's. What is filled in is measured with the rest.
FILLED = {
    "lead": "Sam Hill",
    "lead_title": "welfare officer",
    "organisation": "Larkmead",
    "place": "#under-13s",
    "clause": "2.1",
    "adult": "Mrs Reed",
    "time": "an hour",
    "session": "Thursday's session",
    "restore": "restore it",
    "reference": "365CCB",
    "since": "Friday 20 November at 18:00",
    "due": "Monday 23 November at 18:00",
    "outside": "Jo Reed, county welfare officer",
}


def filled(key: str) -> str:
    return WORDS.texts[key].format_map({name: FILLED[name] for name in placeholders(key)})


# How hard the words are


def syllables(word: str) -> int:
    """Syllables of an English word: groups of vowels, without a silent e at the end, at least one."""
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = bool(re.search(r"[^aeiouy](e|es|ed)$", word)) and not re.search(r"([^aeiouyl]le|[td]ed)$", word)
    return max(1, groups - silent)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text: the school year in the United States; a reader is about five years older."""
    text = re.sub(r"\b(\d[\d ]*\d|\d+\.\d+|\d)\b", "", text)
    sentences = [s for s in re.split(r"[.!?:]+(?:\s|$)", text) if re.search(r"[A-Za-z]", s)]
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


SYLLABLES = [("hide", 1), ("hidden", 2), ("message", 2), ("place", 1), ("safe", 1), ("people", 2), ("secret", 2), ("needed", 2)]


@pytest.mark.parametrize(("word", "count"), SYLLABLES)
def test_the_measure_counts_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_measure_tells_easy_from_hard() -> None:
    assert grade("The cat sat on the mat. It was a fat cat.") < 1
    hard = "Inappropriate communications constitute an infringement of organisational confidentiality obligations."
    assert grade(hard) > 15


@pytest.mark.parametrize("key", [key for key in KEYS if ".child" in key])
def test_a_child_of_nine_can_read_what_is_said_to_children(key: str) -> None:
    """Grade 4 is read at nine to ten, and the safeguarding rules ask for nine."""
    assert grade(filled(key)) <= 4, f"{key}: grade {grade(filled(key)):.1f}"


@pytest.mark.parametrize("key", [key for key in KEYS if ".child" not in key and not key.startswith(("task", "next"))])
def test_everybody_else_reads_plain_words_too(key: str) -> None:
    assert grade(filled(key)) <= 10, f"{key}: grade {grade(filled(key)):.1f}"


# What is never said

FORBIDDEN = re.compile(
    r"\b(violat\w*|offen[cs]e\w*|warning\w*|warned|punish\w*|banned|guilty|illegal|abusive|inappropriate|"
    r"perpetrator|victim\w*|fault of|shame\w*|naughty|bad behaviour|broke (the|our|a) rules?|misconduct|strike)\b",
    re.IGNORECASE,
)


@pytest.mark.clause("1.9")
@pytest.mark.parametrize("key", [key for key in KEYS if not key.startswith(("task", "next", "headline"))])
def test_nobody_is_blamed(key: str) -> None:
    assert not FORBIDDEN.search(WORDS.texts[key])


@pytest.mark.parametrize("key", [key for key in KEYS if not key.startswith(("task", "next", "headline"))])
def test_there_is_always_somebody_to_ask(key: str) -> None:
    assert "{lead}" in WORDS.texts[key]
    assert "{lead_title}" in WORDS.texts[key]


@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith(("explain", "held"))])
def test_an_explanation_names_the_rule_and_how_to_say_that_it_was_wrong(key: str) -> None:
    """Map 1.3, 1.11."""
    assert "{clause}" in WORDS.texts[key]
    assert "“I think this is wrong”" in WORDS.texts[key]


@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith(("explain.child", "held.child"))])
def test_a_child_is_not_in_trouble(key: str) -> None:
    assert "not in trouble" in WORDS.texts[key] or "not your fault" in WORDS.texts[key]


@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith(("tell", "notice"))])
def test_what_others_are_told_says_nothing_about_who_wrote(key: str) -> None:
    """Map 1.4, 1.7: no recipient's notice reveals another."""
    said = WORDS.texts[key].lower()
    for word in ("author", "wrote", "posted by", "was sent by", "reported by", "who wrote"):
        assert word not in said
    if not key.endswith(".restored"):
        assert "your message" not in said


# The first answer to a disclosure


SUPPORT = [key for key in KEYS if key.startswith("support")]
ASKING = re.compile(r"\bwhy\b|are you sure|promise|\?|\bdid (he|she|they|you)\b|really|calm down", re.IGNORECASE)


@pytest.mark.parametrize("key", SUPPORT)
def test_a_disclosure_is_thanked_and_never_questioned(key: str) -> None:
    """Safeguarding rule 5, map 9.1: no leading question, no promise of secrecy."""
    said = WORDS.texts[key]
    assert not ASKING.search(said)
    assert said.startswith("Thank you for telling us")
    assert "not your fault" in said
    assert re.search(r"(can ?not|can't) (keep this a|be kept) secret", said)
    assert re.search(r"(one of them will talk|speak) with you", said)
    assert "999" in said


@pytest.mark.parametrize("key", SUPPORT)
def test_a_disclosure_is_answered_with_whom_to_ring(key: str) -> None:
    said = WORDS.texts[key]
    if key.startswith("support.child"):
        assert "Childline" in said
        assert "0800 1111" in said
    if not key.startswith("support.child") or key.endswith(("suicidal", "self_harm")):
        assert "116 123" in said


@pytest.mark.parametrize("key", SUPPORT)
def test_the_lead_is_offered_and_not_announced_as_the_reader(key: str) -> None:
    """The concern may be about the lead: then others see it, and a child must not be told that the lead will."""
    assert re.search(r"can also (talk|turn) to \{lead\}", WORDS.texts[key])
    assert WORDS.texts[key].count("{lead}") == 1


HELPLINES = {"0800 1111", "0808 800 5000", "116 123", "999", "101"}


@pytest.mark.parametrize("key", KEYS)
def test_only_known_helplines_are_given(key: str) -> None:
    numbers = set(re.findall(r"\b\d[\d ]+\d\b", WORDS.texts[key]))
    assert numbers <= HELPLINES


# What must be there


def test_each_purpose_and_reader_has_a_text() -> None:
    assert set(READERS) == set(Purpose)
    for purpose, readers in READERS.items():
        for reader in readers:
            assert f"{purpose}.{reader}" in WORDS.texts


@pytest.mark.parametrize("name", PROFILES)
def test_each_response_of_each_profile_can_be_said(name: str) -> None:
    """Whatever a profile answers with, there are words for it that name its category."""
    for topic in profile(name).responses:
        for purpose, readers in READERS.items():
            for reader in readers:
                assert WORDS.say(purpose, reader, topic, **FILLED)
        assert WORDS.say(Purpose.HEADLINE, Reader.LEAD, topic, **FILLED) != WORDS.texts["headline.lead"]


def test_each_topic_is_about_a_known_category() -> None:
    special = {"restored", "restricted", "remove", "restore", "hide", "show", "restrict", "lift", "support", "tell_adult"}
    special |= {"type", "put_out"}
    special |= {topic for topic, _ in REASONS.values()}
    for key in KEYS:
        topic = key.split(".")[2:3]
        assert not topic or topic[0] in special or topic[0] in set(Category)


def test_the_texts_have_nothing_wrong() -> None:
    assert not list(wrong_with(WORDS.texts))


WRONG = [
    ({"explain.child": None}, "explain.child", "There is no text for explain.child"),
    (
        {"explain.child.link": "See {place}, {clause} and {author}."},
        "explain.child.link",
        "uses {author}, which nobody fills in",
    ),
    ({"tell.child": "Rule {clause}."}, "tell.child", "uses {clause}"),
    ({"task.lead.remove": "Ring {adult}."}, "task.lead.remove", "uses {adult}"),
    ({"notice.everyone.link": "Hello {lead"}, "notice.everyone.link", "braces"),
    ({"explian.child": "Hello."}, "explian.child", "is not the key of a notice"),
    ({"notice.child": "Hello."}, "notice.child", "is not the key of a notice"),
    ({"notice.everyone.Link": "Hello."}, "notice.everyone.Link", "is not the key of a notice"),
]


@pytest.mark.parametrize(("change", "key", "says"), WRONG, ids=[f"{row[1]}-{row[2][:10]}" for row in WRONG])
def test_a_broken_file_of_notices_is_refused(change: dict[str, str | None], key: str, says: str) -> None:
    texts = {**WORDS.texts, **change}
    found = dict(wrong_with({k: text for k, text in texts.items() if text is not None}))
    assert says in found[key]


def test_the_file_is_small_enough_to_read_aloud() -> None:
    """A notice is read on a telephone: none is longer than a short letter."""
    assert max(len(text) for text in WORDS.texts.values()) <= 700
    assert max(len(text) for key, text in WORDS.texts.items() if key.startswith("headline")) <= 60
    assert Path(__file__).parents[2].joinpath("moderation/notices/en.toml").stat().st_size < 60_000
