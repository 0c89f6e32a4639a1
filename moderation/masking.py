"""Masking: personal details made unreadable wherever they are shown, but still told apart (`07•••••••12`)."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from moderation.model import Category, Event, Finding
from moderation.text import read

#: What is never shown outside the sealed text: personal details.
MASKED = frozenset({Category.PERSONAL_DETAILS, Category.CONFIDENTIAL})
#: And words that are the harm by themselves. What a sentence says, a threat or an insult, whoever reads the card must know.
MASKED_WORDS = frozenset({"profanity", "hate", "sexual"})

#: A snippet is cut to this many characters around what was found: a card is read on a phone.
SNIPPET = 160

MASK = "•"
#: In a name: nine digits or more, which a season ("2026-27") and a date are not, and an e-mail address.
_NUMBER: Final = re.compile(r"\+?[0-9](?:[ ()._/\-]{0,3}[0-9]){8,24}")
_EMAIL: Final = re.compile(r"[\w.%+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_BOTH_ENDS_FROM = 8  # characters: a shorter span would give too much away with two kept at each end


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with each span [start, end) masked, one `•` for every masked character, so that all offsets stay.

    A span of eight characters or more keeps its first two and last two, a shorter one its first only, one of a single
    character nothing. Spans that overlap or touch are masked as one; they may come in any order. ValueError for an empty
    span or one outside the text, which would leave something unmasked that was meant to be.
    """
    pieces: list[str] = []
    done = 0
    for start, end in _merged(spans, len(text)):
        pieces += text[done:start], _masked(text[start:end])
        done = end
    return "".join((*pieces, text[done:]))


def named(name: str) -> str:
    """What a place or a person is called, with any telephone number or e-mail address in it masked (map 2.7).

    Whoever may not write their number in a message can call themselves by it, and every card and notice would repeat it.
    """
    spans = [(start, end) for _, start, end in read(name).digits.find(_NUMBER)]
    return mask(name, [*spans, *(match.span() for match in _EMAIL.finditer(name))])


def _merged(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not 0 <= start < end <= length:
            raise ValueError(f"no span [{start}, {end}) in a text of {length} characters")
        if merged and start <= merged[-1][1]:
            first, last = merged[-1]
            merged[-1] = first, max(last, end)
        else:
            merged.append((start, end))
    return merged


def _masked(shown: str) -> str:
    if len(shown) >= _BOTH_ENDS_FROM:
        return shown[:2] + MASK * (len(shown) - 4) + shown[-2:]
    kept = shown[0] if len(shown) > 1 else ""
    return kept + MASK * (len(shown) - len(kept))


def _is_masked(finding: Finding, text: str) -> bool:
    if finding.category is not Category.OFFENSIVE:
        return finding.category in MASKED
    one_word = not any(map(str.isspace, text[finding.start : finding.end]))
    return finding.kind == "profanity" or (finding.kind in MASKED_WORDS and one_word)


def snippet(event: Event, findings: Sequence[Finding]) -> str:
    """A line of the message for a card, masked: the part and place of the first finding, the gravest.

    Nothing at all of a message that could not be checked to its end: what was not seen cannot be masked (map 2.7).
    """
    if not event.parts or any(finding.category is Category.UNREAD for finding in findings):
        return ""
    gravest = findings[0]
    text = event.parts[gravest.part].text
    spans = [(f.start, f.end) for f in findings if f.part == gravest.part and f.end > f.start and _is_masked(f, text)]
    shown = "".join(c if c.isprintable() else " " for c in mask(text, spans))
    start = max(0, min(gravest.start - SNIPPET // 3, len(shown) - SNIPPET))
    cut = shown[start : start + SNIPPET].strip()
    return ("… " if start > 0 else "") + cut + (" …" if start + SNIPPET < len(shown) else "")
