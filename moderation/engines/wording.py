"""What an engine is given to read: a message's words with every disguise off and every emoji as its name.

The same function prepares the lines that the shipped model learns from, so it never meets a form that it was not shown.
"""

import re
from typing import Final

from anyascii import anyascii

from moderation.text import Layer, Reading
from moderation.text.layer import Edit, rewritten

#: Engines read this many characters of a text at most; a longer text is read in windows of its words (`windows`).
_OTHER: Final = re.compile(r"[^\x00-\x7f]")
_NOT_PLAIN: Final = re.compile(r"(?:\s|[^\x00-\x7f])+")
_WORD: Final = re.compile(r"[a-z]{2}")
_DRAWN_OUT: Final = re.compile(r"([a-z])\1\1")
_TOKEN: Final = re.compile(r"\S+")
#: A text of so many words is read whole: the model takes 64 tokens, some 45 words of chat.
WHOLE: Final = 40
#: Words in one window of a longer text: in many more, one sad sentence is lost among the others.
WINDOW: Final = 16
#: Most windows of one text. A message that Slack allows (40,000 characters) has more; its beginning and end are read.
MOST: Final = 30


def worded(reading: Reading) -> Layer:
    """The text as one line of plain lower-case words; emoji by name ("joy"), three of a drawn-out letter. With the way back."""
    spoken = reading.spoken
    edits: list[Edit] = []
    for found in _NOT_PLAIN.finditer(spoken.text):
        start, end = found.span()
        names = " ".join(_OTHER.sub(_named, found[0]).split())
        before, after = " " * (start > 0), " " * (end < len(spoken.text))
        plain = f"{before}{names}{after}" if names else before and after
        if plain != found[0]:
            edits.append((start, end, plain))
    return rewritten(spoken, "worded", edits)


def wording(reading: Reading) -> str:
    """What is read of a text: `worded`, or nothing when there is no word in it.

    Digits and signs alone say nothing to a model of language: what a bare "123" is, rules know from what was said before.
    """
    text = worded(reading).text
    return text if _WORD.search(text) else ""


def shortened(text: str) -> str:
    """A wording with one of each letter that was drawn out, for engines that know no words ("iiidiot")."""
    return _DRAWN_OUT.sub(r"\1", text)


def _named(found: re.Match[str]) -> str:
    return f" {anyascii(found[0]).strip(':').replace('_', ' ').lower()} "


def stretches(text: str) -> tuple[tuple[int, int], ...]:
    """A wording in pieces that a model reads whole, each overlapping half of the one before, as [start, end); one piece for a
    short text.
    """
    words = [found.span() for found in _TOKEN.finditer(text)]
    if len(words) <= WHOLE:
        return ((0, len(text)),)
    step = WINDOW // 2
    starts = list(range(0, len(words) - step, step))
    if len(starts) > MOST:
        starts = [*starts[: MOST // 2], *starts[-MOST // 2 :]]
    return tuple((words[start][0], words[min(start + WINDOW, len(words)) - 1][1]) for start in starts)


def windows(text: str) -> tuple[str, ...]:
    """The pieces themselves."""
    return tuple(text[start:end] for start, end in stretches(text))
