"""Words meant to hurt somebody in the group: leaving out, mocking, ganging up, with or without a rude word (clause 3.3).

Bullying of children by children is mostly built from harmless words, so phrases find little of it: this is the model's
reading of the whole message. Insults and threats in plain words have detectors of their own, and what adds up over several
messages is `pile_on`.
"""

from collections.abc import Iterable

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.model import Category, Finding


class Bullying:
    name = "bullying/unkind"
    version = 1
    clauses = ("3.3",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        score = context.opinion.of(Category.BULLYING)
        if score and context.may_reach_children:
            reason = "This may be meant to hurt or to leave out somebody in the group."
            yield saw(self, Category.BULLYING, "unkind", (0, 0, 0), score, reason)


DETECTOR = Bullying()
