"""What spreads harm: telling others how to hurt or starve themselves, urging or daring them to, recruiting for violence
(clause 3.8).

It is taken away because others see it. Whoever may speak of themselves is never silenced by it: then a person looks, at once.
Phrases know only what they were told of, and people who spread such things find new ones: docs/evaluation.md says so.
"""

from collections.abc import Iterable

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._evidence import LOOK_ONLY
from moderation.detectors._phrases import best
from moderation.detectors._spreading import speaks_of_oneself, spread
from moderation.model import Category, Finding

_REASONS = {
    "self_harm": "This may tell others how to hurt themselves, or urge them to.",
    "dare": "This may dare others to do something that could kill them.",
    "eating": "This may urge others not to eat, or tell them how.",
    "violence": "This may urge others to join or copy violence for a cause.",
}


class Spreading:
    name = "offensive/spreading"
    version = 2
    clauses = ("3.8",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        most = LOOK_ONLY if speaks_of_oneself(view) or _has_told(context) else 1000
        for score, what in best(spread(view), across_kinds=True):
            yield saw(self, Category.OFFENSIVE, "harmful", what.hit, min(score, most), _REASONS[what.phrase.kind])


def _has_told(context: Context) -> bool:
    """Whether its author told of harm, or it was told of them as a child, and that is still open: nothing of theirs goes by
    itself then. Whom else somebody told of may be who did it.
    """
    return any(
        case.category is Category.DISCLOSURE
        and context.author.id in {case.child, *((each.told_by or case.author).person.id for each in case.sightings)}
        for case in context.open_cases
    )


DETECTOR = Spreading()
