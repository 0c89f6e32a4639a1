"""Somebody tells of harm: to themselves, or to somebody they know (clauses 9.1, 3.8).

Phrases said outright always reach the lead; recall comes first, because a disclosure is never removed and a false alarm
costs only a look. What is plainly a figure of speech (of a warm-up, of homework, of a game) is at most a hint, and so are
the very words that urge others, where nothing is said of their author.
"""

from collections.abc import Iterable
from dataclasses import replace

from moderation.context import Context
from moderation.detectors import View
from moderation.detectors._disclosure_names import NAMES
from moderation.detectors._evidence import evidence
from moderation.detectors._harm_around import BULLIED, NEGLECT, SCARED
from moderation.detectors._harm_by_others import ABUSE
from moderation.detectors._harm_eating import EATING
from moderation.detectors._harm_to_self import SELF_HARM, SUICIDAL
from moderation.detectors._phrases import Said, best, said, table
from moderation.detectors._speech import FICTION, FIGURE, LAUGH
from moderation.detectors._speech import NAMES as SPEECH
from moderation.detectors._spreading import HINT, only_for_others
from moderation.model import Category, Finding

_RULES = table("\n".join((SUICIDAL, SELF_HARM, EATING, ABUSE, SCARED, NEGLECT, BULLIED)), SPEECH | NAMES)

_REASONS = {
    "suicidal": "This may be about not wanting to live.",
    "self_harm": "This may be about somebody hurting themselves.",
    "eating": "This may be about an eating problem.",
    "abuse": "This may be about somebody being hurt, touched, controlled or threatened.",
    "scared": "Somebody may be afraid of a person or a place.",
    "neglect": "Somebody may not be getting food, warmth or care at home.",
    "bullied": "Somebody may be being bullied.",
}
#: What an adult writes of themselves is no child's disclosure; of danger to life it is told all the same.
_OF_A_CHILD = frozenset({"scared", "eating", "bullied"})


class Disclosure:
    name = "disclosure/words"
    version = 5
    clauses = ("9.1", "3.8")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        grown = context.author.is_staff
        heard = [(_score(what, grown), what) for what in said(view, _RULES)]
        found = tuple(evidence(self, Category.DISCLOSURE, context, best(heard), _REASONS, dict.fromkeys(_REASONS, 1000)))
        # Words that only urge others may be taken away from them (map 3.8). What is said beside them, and what the model alone
        # hears in the whole of it, may be a disclosure: that is never lowered.
        urges = only_for_others(view) if any(each.score > HINT for each in found) else ()
        for each in found:
            urged = any(each.part == hit.part and each.start < hit.end and hit.start < each.end for hit in urges)
            yield replace(each, score=min(each.score, HINT)) if urged else each


def _score(what: Said, grown: bool) -> int:
    score, kind = what.phrase.score, what.phrase.kind
    if what.near(FICTION, before=60, after=40):
        score = min(score, 350)
    if kind in ("suicidal", "self_harm") and what.near(FIGURE, 45, 60):
        # A death wish outright stays a hint, whatever it is said of (the homework, the cross country).
        score = min(score, 500 if score >= 850 else 350)
    elif what.near(LAUGH):
        score -= 150 if score >= 800 else 250
    if grown and kind in _OF_A_CHILD:
        score -= 250
    return max(score, 0)


DETECTOR = Disclosure()
