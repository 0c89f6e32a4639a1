"""Small changes that a line survives: slips of the finger, chat spelling, stars in rude words.

Lines written for the project are shown several times; each time in a slightly different dress, so that the model does not
learn them by heart.
"""

import random
import re
from typing import Final

_CHAT: Final = {
    "you": "u", "are": "r", "your": "ur", "you're": "ur", "to": "2", "for": "4", "please": "pls", "because": "cos",
    "about": "abt", "know": "no", "tonight": "2nite", "tomorrow": "tmrw", "people": "ppl", "message": "msg", "really": "rly",
    "something": "smth", "someone": "some1", "anything": "anythin", "don't": "dnt",
    "with": "wiv", "what": "wot", "okay": "k", "picture": "pic", "never": "neva", "the": "da", "before": "b4",
}  # fmt: skip
_WORD: Final = re.compile(r"[a-z']+")
_RUDE: Final = re.compile(r"\b(?:fuck|shit|cunt|bitch|twat|wank|slut|whore|nigg|fag|dick|cock|bastard|retard|spaz|tran)[a-z]*")


def dressed(text: str, rng: random.Random) -> str:
    """A line in another dress. `text` is a wording: plain lower case."""
    text = _RUDE.sub(lambda word: _starred(word[0]) if rng.random() < 0.35 else word[0], text)
    if rng.random() < 0.3:
        text = text.replace("'", "")
    if rng.random() < 0.35:
        text = _WORD.sub(lambda word: _CHAT.get(word[0], word[0]) if rng.random() < 0.5 else word[0], text)
    words = text.split(" ")
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        at = rng.randrange(len(words))
        words[at] = _slipped(words[at], rng)
    if rng.random() < 0.2:
        words[-1] = words[-1].rstrip(".!?")
    return " ".join(words)


def _slipped(word: str, rng: random.Random) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    at = rng.randrange(1, len(word) - 1)
    match rng.randrange(3):
        case 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 1:
            return word[:at] + word[at + 1 :]
        case _:
            return word[:at] + word[at] + word[at:]


def _starred(word: str) -> str:
    return word[0] + "*" * (len(word) - 2) + word[-1] if len(word) > 4 else word[:1] + "*" + word[2:]


# --- disguises -------------------------------------------------------------------------------------------------------

_LEET: Final = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7"}
_LETTERS: Final = re.compile(r"[A-Za-z]{3,}")


def hidden(text: str, rng: random.Random) -> str:
    """A line as somebody writes who has been caught before: one disguise, on every word or on some. `text` is as it was typed.

    The same is done to harmless lines, so a disguise by itself decides nothing.
    """
    how = rng.choice(_DISGUISES)
    share = rng.choice((0.35, 1.0))
    return _LETTERS.sub(lambda word: how(word[0], rng) if rng.random() < share else word[0], text)


def _in_leet(word: str, rng: random.Random) -> str:
    return "".join(rng.choice(_LEET[c.lower()]) if c.lower() in _LEET and rng.random() < 0.8 else c for c in word)


def _with_a_star(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + "*" + word[at + 1 :]


def _drawn_out(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at] * rng.randint(3, 6) + word[at + 1 :]


def _dotted(word: str, rng: random.Random) -> str:
    return rng.choice(".-_").join(word)


def _spaced(word: str, rng: random.Random) -> str:
    return " " + " ".join(word) + " "


def _cut(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    return f"{word[:at]} {word[at:]}"


#: Stars and swapped letters are the commonest, and the ones that reading cannot undo by itself.
_DISGUISES: Final = (
    _in_leet, _with_a_star, _with_a_star, _with_a_star, _drawn_out, _dotted, _spaced, _slipped, _slipped, _cut,
)  # fmt: skip
