"""Swearing in disguise, and the innocent words that hold a rude one (clause 3.1)."""

from collections.abc import Callable

import pytest

from moderation.detectors._words import WORDS, Level
from moderation.detectors.profanity import DETECTOR
from tests.moderation.builders import message

_FULLWIDTH = {code: code + 0xFEE0 for code in range(33, 127)}
_LOOKALIKES = str.maketrans("aceiopstuxy", "асеіорѕтυху")
_LEET = str.maketrans("aeios", "4310$")
_UPSIDE_DOWN = dict(zip("abcdefghijklmnopqrstuvwxyz", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz", strict=True))


def _first_vowel(word: str) -> int:
    return next(place for place, letter in enumerate(word) if place and letter in "aeiou")


def _starred(word: str) -> str:
    return word[: _first_vowel(word)] + "*" + word[_first_vowel(word) + 1 :]


def _drawn_out(word: str) -> str:
    return word[: _first_vowel(word)] + 4 * word[_first_vowel(word)] + word[_first_vowel(word) + 1 :]


DISGUISES: dict[str, Callable[[str], str]] = {
    "leet": lambda word: word.translate(_LEET),
    "zero-width": "\u200b".join,
    "look-alikes": lambda word: word.translate(_LOOKALIKES),
    "spaced": " ".join,
    "starred": _starred,
    "drawn out": _drawn_out,
    "dotted": ".".join,
    "fullwidth": lambda word: word.translate(_FULLWIDTH),
    "upside down": lambda word: "".join(_UPSIDE_DOWN[letter] for letter in reversed(word)),
    "emoji letters": lambda word: "".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in word),
    "struck through": lambda word: "".join(letter + "\u0336" for letter in word),
    "soft hyphens": "\u00ad".join,
}
WRITTEN = (
    "fuck",
    "fucking",
    "cunt",
    "wanker",
    "bastard",
    "bitch",
    "twats",
    "arsehole",
    "motherfucker",
    "tosser",
    "faggot",
    "retard",
)
INNOCENT = [
    "Scunthorpe",
    "Penistone",
    "cockerel",
    "class",
    "analysis",
    "Sussex",
    "shuttlecock",
    "Lightwater",
    "googly",
    "silly mid-off",
    "fine leg",
    "duck",
    "maiden",
    "bouncer",
    "Dick Howser",
    "Dick Turpin",
    "cock-a-doodle-doo",
    "pussy cat",
    "spade",
    "cracker",
    "nips",
    "hell of a catch",
    "Twatt",
    "Cockermouth",
    "Arsenal",
    "Matsushita",
    "snigger",
    "Niger",
    "wristwatch",
    "assess",
]


def _sees(text: str) -> list[tuple[str, int]]:
    view, context = message(text)
    return [(text[found.start : found.end], found.score) for found in DETECTOR.look(view, context)]


@pytest.mark.parametrize("word", WRITTEN)
@pytest.mark.parametrize("disguise", DISGUISES)
def test_disguises_are_seen_through(word: str, disguise: str) -> None:
    """Clause 3.1: a word list times twelve disguises. What is found is what was written, no more and no less."""
    hidden = DISGUISES[disguise](word)
    assert [(hidden, True)] == [(found, score >= 700) for found, score in _sees(hidden)]


@pytest.mark.parametrize("level", Level)
def test_every_form_of_the_list_is_found_at_its_level(level: Level) -> None:
    """Clause 3.1: strong words act, medium ones are at most worth a look, so that a profile's thresholds set its level."""
    missed = []
    for word in WORDS.values():
        scores = [score for _, score in _sees(f"that is {word.letters} then")]
        right = any(score >= 700 for score in scores) if level is Level.STRONG else all(400 <= score < 700 for score in scores)
        if word.level is level and not (scores and right):
            missed.append((word.letters, scores))
    assert missed == []


@pytest.mark.parametrize(
    "innocent",
    INNOCENT,
)
@pytest.mark.parametrize("around", ["{}", "we love {} so much", "{}!!!"])
def test_innocent_words_are_left_alone(innocent: str, around: str) -> None:
    """Clause 3.1: the Scunthorpe set, with the words of cricket."""
    assert _sees(around.format(innocent)) == []
    assert _sees(around.format(innocent).upper()) == []


@pytest.mark.parametrize(
    "being", ["gay", "a lesbian", "Muslim", "Jewish", "black", "trans", "autistic", "deaf", "Polish", "a Gypsy", "disabled"]
)
def test_being_something_is_never_offensive(being: str) -> None:
    """Clause 3.2: identity words alone are not on the list."""
    for text in (f"i am {being}", f"my mum is {being}", f"two of our players are {being} and proud"):
        assert _sees(text) == []
