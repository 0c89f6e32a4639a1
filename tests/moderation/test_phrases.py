"""The notation of phrases, and what frames around them mean."""

import pytest

from moderation.detectors import Detector, View, disclosure, insult, private_contact, threat
from moderation.detectors._phrases import best, said, table
from tests.moderation.builders import event, message

NAMES = {"you": "you|u", "are": "{you} (are|r)"}


def _met(rules: str, text: str) -> list[str]:
    return [text[what.hit.start : what.hit.end] for what in said(View.of(event(text)), table(rules, NAMES))]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("go away", "oh GO  AWAY now", ["GO  AWAY"]),
        ("go away", "ago awayday", []),
        ("don't go", "dont go, don’t go, don t go", ["dont go", "don’t go", "don t go"]),
        ("{are} (not )?late", "u r late and you are not late", ["u r late", "you are not late"]),
        ("one .. five", "one two three four five", ["one two three four five"]),
        ("one .. five", "one two three four and five", []),
        ("one ... five", "one a b c d e f five", ["one a b c d e f five"]),
        ("one .. two", "one. two", ["one. two"]),
        ("go(END)", "go! go on", ["go"]),
        ("FIRSTgo(LAST)", "go", ["go"]),
        ("FIRSTgo(LAST)", "go on", []),
        ("go // home", "go home", []),
        ("go\n    // home", "go away", ["go"]),
    ],
)
def test_notation(phrase: str, text: str, found: list[str]) -> None:
    assert _met(f"kind 900 {phrase}", text) == found


def test_a_line_that_is_no_rule_is_named() -> None:
    with pytest.raises(ValueError, match="nine hundred"):
        table("kind nine hundred words", NAMES)


def test_the_best_of_each_kind_is_kept() -> None:
    rules = table("a 500 go away\na 900 away now\nb 600 go", NAMES)
    heard = [(what.phrase.score, what) for what in said(View.of(event("go away now, go")), rules)]
    assert [(score, what.phrase.kind) for score, what in best(heard)] == [(600, "b"), (900, "a"), (600, "b")]
    assert [score for score, _ in best(heard, across_kinds=True)] == [600, 900, 600]


def _score(detector: Detector, text: str, role: str = "child", audience: str = "mixed") -> int:
    view, context = message(text, role, audience)
    return max((found.score for found in detector.look(view, context)), default=0)


def test_a_death_wish_in_a_figure_of_speech_is_worth_a_look() -> None:
    """Clause 9.1: outright it is urgent; about homework it is a hint; about a warm-up it is nothing."""
    assert _score(disclosure.DETECTOR, "i want to die") >= 900
    assert 400 <= _score(disclosure.DETECTOR, "this homework makes me want to die lol") < 700
    assert _score(disclosure.DETECTOR, "this warm-up is killing me lol") < 400


@pytest.mark.parametrize(
    ("text", "kind"),
    [("add me on snap", "off_platform"), ("don't tell your mum", "secrecy"), ("send me a pic of you", "asks_pictures")],
)
def test_adults_are_judged_more_strictly_than_children(text: str, kind: str) -> None:
    """Clauses 5.1, 3.7: staff and the unknown act, children are at most worth a look, and adults among themselves nothing."""
    assert _score(private_contact.DETECTOR, text, "staff") >= 700
    assert _score(private_contact.DETECTOR, text, "unknown") >= 700
    assert _score(private_contact.DETECTOR, text, "child") < 700
    assert _score(private_contact.DETECTOR, text, "staff", "adults") == 0


@pytest.mark.parametrize("detector", [insult.DETECTOR, threat.DETECTOR], ids=["insult", "threat"])
@pytest.mark.parametrize("frame", ['he said "{}" to me', "don't say {} to people", "someone wrote {} and we reported it"])
@pytest.mark.parametrize("words", ["you are so ugly", "go back to your own country", "i'll kill you", "kys"])
def test_what_is_passed_on_is_not_the_reporters(detector: Detector, frame: str, words: str) -> None:
    """Clauses 3.2, 3.5: quotation to report or condemn."""
    assert _score(detector, frame.format(words)) < 400


@pytest.mark.parametrize("text", ["we'll smash them on Saturday", "I'll kill you lol in FIFA", "this warm-up is killing me"])
def test_sport_and_games_are_no_threat(text: str) -> None:
    """Clause 3.5."""
    assert _score(threat.DETECTOR, text) < 400
    assert _score(threat.DETECTOR, "I will hurt you at practice tmrw") >= 900
