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
