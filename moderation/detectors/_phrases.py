"""A small notation for what people say, so that a rule reads like the sentence that it looks for.

A table holds one rule a line: its kind, its score in thousandths and a phrase, and after `//` what must not stand near:

    suicidal 950 {i} {really}{want_to} (die|be dead) // in hide and seek

In a phrase a space is any short gap between words, `'` an apostrophe or none, `(a|b)` a choice, `(really )?` may be
missing, ` .. ` is up to three words in between and ` ... ` up to six, `END` is the end of a sentence, `FIRST` and `LAST`
are the beginning and the end of the message, and `{name}` is a word of `_speech`. Whole words only. Everything is bounded,
so that no text can make it slow.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from moderation.detectors import Hit, LayerName, View

_GAP = r"(?:[^a-z0-9]{1,5}+)"
_WORDS = r"(?:[^a-z0-9.!?\n]{1,4}+[a-z0-9']{1,20}+){0,%d}?" + _GAP
_PLACES = {
    "END": r"(?=[^a-z0-9]{0,12}(?:[.!?\n]|\Z))",
    "FIRST": r"\A[^a-z0-9]{0,4}",
    "LAST": r"(?=[^a-z0-9]{0,12}\Z)",
}
_PLACE = re.compile("END|FIRST|LAST")
_NAME = re.compile(r"\{([a-z_]+)\}")
_RULE = re.compile(r"(?P<kind>[a-z_]+) (?P<score>[0-9]{3}) (?P<phrase>.+?)(?: // (?P<unless>.+))?")
#: How far around a phrase its surroundings reach, in characters: about a line and a half of a chat.
NEAR = 90


@dataclass(frozen=True, slots=True)
class Phrase:
    """One rule of a table. `unless` is searched within `NEAR` characters of what was said."""

    kind: str
    score: int
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase as it was met. `text`, `start` and `end` are of the layer, `hit` of the original."""

    phrase: Phrase
    hit: Hit
    text: str
    start: int
    end: int

    def near(self, pattern: re.Pattern[str], before: int = NEAR, after: int = NEAR) -> bool:
        """Whether a pattern begins within so many characters before it, or stands up to so many after it."""
        return pattern.search(self.text, max(0, self.start - before), self.end + after) is not None

    def after(self, pattern: re.Pattern[str], reach: int = NEAR) -> bool:
        return pattern.search(self.text, self.end, self.end + reach) is not None

    def before(self, pattern: re.Pattern[str], reach: int = NEAR) -> bool:
        """Whether a pattern stands before it. The phrase itself is out of sight."""
        return pattern.search(self.text, max(0, self.start - reach), self.start) is not None


def compiled(phrase: str, names: Mapping[str, str]) -> re.Pattern[str]:
    """A phrase as a pattern of whole words. KeyError for a `{name}` that is not in `names`."""
    return re.compile(rf"(?<![a-z0-9])(?:{_expanded(phrase, names)})(?![a-z0-9])")


def table(text: str, names: Mapping[str, str]) -> tuple[Phrase, ...]:
    """The rules of a table, in its order. ValueError names a line that is no rule; `#` begins a remark."""
    rules = []
    for line in _lines(text):
        rule = _RULE.fullmatch(line)
        if rule is None:
            raise ValueError(f"not a rule: {line!r}")
        unless = compiled(rule["unless"], names) if rule["unless"] else None
        rules.append(Phrase(rule["kind"], int(rule["score"]), compiled(rule["phrase"], names), unless))
    return tuple(rules)


def _lines(text: str) -> list[str]:
    """The rules, each in one line: an indented line goes on with the one before it, beside `|` without a space."""
    lines: list[str] = []
    for line in text.splitlines():
        more = line.strip()
        if line.startswith(" "):
            lines[-1] += more if lines[-1].endswith("|") or more.startswith("|") else " " + more
        elif line and not line.startswith("#"):
            lines.append(line.rstrip())
    return lines


def said(view: View, rules: Sequence[Phrase], layer: LayerName = "words") -> Iterator[Said]:
    """Every place where a rule of a table holds, in any part of a message."""
    texts = [getattr(reading, layer).text for reading in view.readings]
    for rule in rules:
        if not any(map(rule.pattern.search, texts)):  # hundreds of rules are tried on each message, and hardly one holds
            continue
        for hit in view.find(layer, rule.pattern):
            start, end = hit.match.span()
            found = Said(rule, hit, hit.match.string, start, end)
            if rule.unless is None or not found.near(rule.unless):
                yield found


def best(heard: Iterable[tuple[int, Said]], across_kinds: bool = False) -> list[tuple[int, Said]]:
    """Where several rules met on the same words, only the highest score of each kind (or of any), in their order."""
    kept: list[tuple[int, Said]] = []
    last: dict[str, int] = {}
    for score, what in sorted(heard, key=lambda pair: (pair[1].hit.part, pair[1].hit.start, -pair[0])):
        kind = "" if across_kinds else what.phrase.kind
        at = last.get(kind)
        if at is not None and (other := kept[at][1].hit).part == what.hit.part and what.hit.start < other.end:
            if score > kept[at][0]:
                kept[at] = (score, what)
        else:
            last[kind] = len(kept)
            kept.append((score, what))
    return kept


def _expanded(phrase: str, names: Mapping[str, str]) -> str:
    # A name may be written with other names, and never with itself.
    while _NAME.search(phrase):
        phrase = _NAME.sub(lambda name: f"({names[name[1]]})", phrase)
    phrase = _PLACE.sub(lambda place: _PLACES[place[0]], phrase).replace("'", r"['\s]?")
    phrase = re.sub(r"\((?!\?)", "(?:", phrase)
    return phrase.replace(" ... ", _WORDS % 6).replace(" .. ", _WORDS % 3).replace(" ", _GAP)
