"""What an engine is given to read: a message's words with every disguise off and every emoji as its name.

The same function prepares the lines that the shipped model learns from, so it never meets a form that it was not shown.
"""

import re
from typing import Final

from anyascii import anyascii

from moderation.text import Reading

#: Engines read this many characters of a text at most; a longer text is read in windows of its words (`windows`).
_NOT_PLAIN: Final = re.compile(r"[^\x00-\x7f]")
_WORD: Final = re.compile(r"[a-z]{2}")
_DRAWN_OUT: Final = re.compile(r"([a-z])\1\1")
_SPACES: Final = re.compile(r"\s+")
#: A text of so many words is read whole: the model takes 64 tokens, some 45 words of chat.
WHOLE: Final = 40
#: Words in one window of a longer text: in many more, one sad sentence is lost among the others.
WINDOW: Final = 16
#: Most windows of one text. A message that Slack allows (40,000 characters) has more; its beginning and end are read.
MOST: Final = 30


def wording(reading: Reading) -> str:
    """The text as one line of plain lower-case words; emoji by name ("joy"), three of a drawn-out letter.

    Empty when there is no word in it.

    Digits and signs alone say nothing to a model of language: what a bare "123" is, rules know from what was said before.
    """
    text = _SPACES.sub(" ", _NOT_PLAIN.sub(_named, reading.spoken.text)).strip()
    return text if _WORD.search(text) else ""


def shortened(text: str) -> str:
    """A wording with one of each letter that was drawn out, for engines that know no words ("iiidiot")."""
    return _DRAWN_OUT.sub(r"\1", text)


def _named(found: re.Match[str]) -> str:
    return f" {anyascii(found[0]).strip(':').replace('_', ' ').lower()} "


def windows(text: str) -> tuple[str, ...]:
    """A wording in pieces that a model reads whole, each overlapping half of the one before; one piece for a short text."""
    words = text.split(" ")
    if len(words) <= WHOLE:
        return (text,)
    step = WINDOW // 2
    starts = list(range(0, len(words) - step, step))
    if len(starts) > MOST:
        starts = [*starts[: MOST // 2], *starts[-MOST // 2 :]]
    return tuple(" ".join(words[start : start + WINDOW]) for start in starts)
