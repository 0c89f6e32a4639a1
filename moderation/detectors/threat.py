"""Threats, and telling somebody to harm themselves (clauses 3.2, 3.5).

"I'll … you", "watch your back", "I know where you live", "tell anyone and you're dead"; and "kill yourself" in all its
spellings. Sport and games are full of the same words (we'll smash them on Saturday): there they mean nothing, unless a
real time or place stands beside them. What is quoted, reported or condemned is somebody else's.
"""

import re
from collections.abc import Iterable

from moderation.context import Context
from moderation.detectors import View
from moderation.detectors._evidence import evidence
from moderation.detectors._phrases import Said, best, compiled, said, table
from moderation.detectors._speech import FICTION, GAME, LAUGH, SPORT, reported
from moderation.detectors._threat_phrases import NAMES, RULES
from moderation.model import Category, Finding

_RULES = table(RULES, NAMES)
_REASONS = {
    "threat": "This looks like a threat to somebody.",
    "harassment": "This looks like telling somebody to hurt or kill themselves.",
}
_REAL = compiled("{place}", NAMES)
_EARNEST = re.compile(r"\b(?:irl|real life|not in (?:a |the )?game|not a game|for real)\b")
_NEGATED = compiled(
    "(don't|dont|never|not|won't|wont|wouldn't|would never|no ?one|nobody|isn't|can't|cant|promise (not|i won't)|nor)|"
    "i'm not (gonna|going to)",
    NAMES,
)
_FIGURE = re.compile(
    r"\b(?:mum|mam|dad|nan|coach|miss|sir|teacher|boss|gaffer|wife|missus)(?:'?s)? (?:is |are |was )?(?:gonna|going to|"
    r"will|'ll|would|gonny) "
    r"(?:\w{1,10} ){0,2}(?:kill|murder|batter|end)"
)


class Threat:
    name = "offensive/threat"
    version = 2
    clauses = ("3.2", "3.5")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        heard = ((_score(what), what) for what in said(view, _RULES))
        yield from evidence(self, Category.OFFENSIVE, context, best(heard, across_kinds=True), _REASONS, {"threat": 1000})


def _score(what: Said) -> int:
    score, kind = what.phrase.score, what.phrase.kind
    real = what.near(_REAL, 40, 60)
    if kind == "threat":
        if real and score < 900:
            score += 80
        if (what.near(GAME) and not what.near(_EARNEST)) or (what.near(SPORT) and what.phrase.score < 800 and not real):
            score -= 500
        elif what.near(LAUGH):
            score -= 150 if score >= 850 else 300
        if what.near(_FIGURE):
            score = min(score, 250)
        if what.before(_NEGATED, 12):
            score = min(score, 300)
    if what.near(FICTION, 60, 40) and not what.near(_EARNEST):
        score = min(score, 350)
    if reported(what):
        score = min(score, 380)
    return max(score, 0)


DETECTOR = Threat()
