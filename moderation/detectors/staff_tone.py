"""How staff write where children read: emoji, slang, ill words about people, rudeness (policy map 3.4, 4.2, 4.3, 4.4).

The profile says what its policy asks for: `tone.staff_emoji`, `tone.slang`, `tone.negative_comments`. What it allows is not
found at all. Every policy asks staff for a professional manner (4.4), so rudeness is found under each of them, and contempt
for a person too: where no clause speaks of negative comments it is called unprofessional.

Warmth is no fault: "well done lads", "so proud of you", "haha thank you" pass, and so does an emoji that marks a line.
Dialects and languages of these islands ("nowt", "the morra", "cariad") are not slang.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from moderation.context import Context
from moderation.detectors import Hit, View, saw
from moderation.detectors._emoji import CLOSES, CLUSTER, FACES, HEARTS, MARKS
from moderation.detectors._phrases import Said, best, said, table
from moderation.detectors._speech import FICTION
from moderation.detectors._tone_names import NAMES
from moderation.detectors._tone_rude import NEGATIVE, RUDE
from moderation.detectors._tone_slang import SLANG
from moderation.model import Category, Finding, PartKind

_PARTS = frozenset({PartKind.BODY, PartKind.TRANSCRIPT, PartKind.FORWARD})
_SLANG = table(SLANG, NAMES)
_RUDE = table(RUDE + NEGATIVE, NAMES)
_RUDE_ONLY = tuple(rule for rule in _RUDE if rule.kind != "negative")
_REASONS = {
    "emoji": "A member of staff used emoji where children may read it, and the policy asks them not to.",
    "slang": "A member of staff used slang or text speak where children may read it.",
    "negative": "A member of staff spoke ill of children, parents, colleagues or the organisation where children may read it.",
    "unprofessional": "A member of staff wrote something rude or unprofessional where children may read it.",
}
#: The clause that a reminder names.
_CLAUSES = {"emoji": ("4.2", "4.4"), "slang": ("4.3", "4.4"), "negative": ("3.4", "4.4"), "unprofessional": ("4.4",)}
#: One casual word alone is only a hint; with another it is slang.
_CASUAL, _TOGETHER = 380, 750

#: What is named or quoted, not said: a lesson about words, a policy, somebody else's sentence.
_NAMED = re.compile(
    r"\b(?:avoid|such as|e\.?g\.?|for example|words? like|phrases? like|means?|meaning|acronym|stands for|slang|text ?speak|"
    r"policy|word of the|the word|the phrase|please don't (?:say|write|use|call)|do not (?:say|write|use|call)|"
    r"don't (?:say|write|use|call)|instead of|spelling|vocabulary|apologi[sz]e|i'm sorry|i am sorry|sorry (?:for|that|if))\b"
)
_QUOTED = re.compile(r"(?:\A|[\s(])[\"'][^\"'\n]{0,40}\Z")
_SUPPOSED = re.compile(r"\b(?:if|whether|when|in case|unless|nobody|no one|never|not all)\b[^.,!?\n]{0,25}\Z")


class StaffTone:
    name = "staff-conduct/tone"
    version = 2
    clauses = ("4.4", "4.3", "4.2", "3.4")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        if not (context.author.is_staff and context.may_reach_children):
            return
        tone = context.profile.tone
        if tone.staff_emoji != "ok":
            yield from self._emoji(view, everywhere=tone.staff_emoji == "ban", but_kisses=tone.kisses == "nudge")
        if tone.slang == "nudge":
            yield from self._slang(view)
        yield from self._rude(view, no_ill_words=tone.negative_comments == "nudge")

    def _emoji(self, view: View, everywhere: bool, but_kisses: bool) -> Iterator[Finding]:
        for hit in view.find("raw", CLUSTER, _PARTS):
            text = hit.match.string
            closes = CLOSES.match(text, hit.end) is not None
            rest = hit.match[0]
            if but_kisses and closes:
                rest = rest.strip(f"{FACES}{HEARTS}\ufe0f ")
            if not rest:
                continue
            if MARKS.fullmatch(rest):
                score = 250
            elif everywhere:
                score = 850
            else:
                score = 760 if closes and text[: hit.start].strip() else 250
            yield self._saw("emoji", hit, score)

    def _slang(self, view: View) -> Iterator[Finding]:
        heard = best((what.phrase.score, what) for what in said(view, _SLANG, "folded") if not _is_named(what))
        together = len({what.text[what.start : what.end] for _, what in heard}) > 1
        for score, what in heard:
            score = _TOGETHER if together and score == _CASUAL else score
            yield self._saw("slang", what.hit, score)

    def _rude(self, view: View, no_ill_words: bool) -> Iterator[Finding]:
        rules = _RUDE if no_ill_words else _RUDE_ONLY
        for score, what in best(((_rudeness(what), what) for what in said(view, rules, "folded")), across_kinds=True):
            kind = what.phrase.kind
            if kind == "contempt":
                kind = "negative" if no_ill_words else "unprofessional"
            yield self._saw(kind, what.hit, score)

    def _saw(self, kind: str, hit: Hit, score: int) -> Finding:
        return replace(saw(self, Category.STAFF_CONDUCT, kind, hit, score, _REASONS[kind]), clauses=_CLAUSES[kind])


def _rudeness(what: Said) -> int:
    score = what.phrase.score
    if _is_named(what):
        return min(score, 300)
    if what.phrase.kind in ("contempt", "negative") and what.before(_SUPPOSED, 50):
        return min(score, 350)
    return score


def _is_named(what: Said) -> bool:
    """Whether a word is spoken of, quoted, or part of a story, and not used."""
    return what.before(_NAMED, 60) or what.before(_QUOTED, 45) or what.near(FICTION, 60, 40)


DETECTOR = StaffTone()
