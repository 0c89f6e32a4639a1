"""Insults and hatred aimed at somebody, by how the sentence is built rather than by a list of rude words (clauses 3.2, 3.3).

"You are …", "shut up, you …", "nobody wants you here", "go back to …": aimed at a person, these hurt without any
swearing. A laugh or a game makes a mild one banter; what is quoted, reported or condemned is somebody else's; and being
something (gay, Muslim, autistic) is never an insult by itself.
"""

from collections.abc import Iterable

from moderation.context import Context
from moderation.detectors import View
from moderation.detectors._evidence import LOOK_ONLY, evidence
from moderation.detectors._insult_phrases import NAMES, RULES
from moderation.detectors._phrases import Said, best, compiled, said, table
from moderation.detectors._speech import FICTION, GAME, IDENTITY, LAUGH, passed_on, reported
from moderation.model import Category, Finding

_RULES = table(RULES, NAMES)
_REASONS = {
    "insult": "This looks like an insult aimed at somebody.",
    "harassment": "This looks like shutting somebody out or shaming them in front of others.",
    "hate": "This looks like an attack on people for who they are.",
    "sexual": "This reads like a sexual remark.",
}
_FOND = compiled(
    "love (you|u|ya|ye|him|her|that|them)|luv (you|u|ya)|bestie|best mate|never change|legend|proud of (you|u)|our thing|"
    "miss (you|u)|"
    "well played|wp|gg|as a joke|its a joke|it's a joke|{my} (bro|bestie|girl|dog|cat) (is|from)|how did (you|u)|"
    "so (good|cute|sweet)",
    NAMES,
)
_HEARTS = compiled("❤|🥰|😘|💕|💖|🤗|🫶|🧡|💛|💚|💙|💜", {})
_NOT = compiled(
    "(not|isn't|isnt|aren't|arent|ain't|never|don't think|dont think|wasn't|if|even if|doesn't mean|stop (saying|"
    "thinking|worrying)|who says|"
    "(says|say|said|think|thinks|thought|feel like|sometimes|what if|worried|worry) (that )?)",
    NAMES,
)


class Insult:
    name = "offensive/insult"
    version = 2
    clauses = ("3.2", "3.3")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        heard = ((_score(what), what) for what in said(view, _RULES))
        alone = dict.fromkeys(_REASONS, _most(view))
        yield from evidence(self, Category.OFFENSIVE, context, best(heard, across_kinds=True), _REASONS, alone)


def _most(view: View) -> int:
    """How much the model may say by itself: where somebody is named for what they are, or is quoted, a person decides."""
    texts = [reading.words.text for reading in view.readings]
    return LOOK_ONLY if any(IDENTITY.search(text) or passed_on(text) for text in texts) else 1000


def _score(what: Said) -> int:
    score, kind = what.phrase.score, what.phrase.kind
    if kind == "insult" and (what.near(LAUGH) or what.near(_HEARTS) or what.near(_FOND)):
        score -= 300
    if kind != "hate" and what.near(GAME, 40, 40):
        score -= 250
    if what.near(FICTION, 60, 40) or reported(what):
        score = min(score, 350)
    if what.before(_NOT, 14):
        score = min(score, 300)
    return max(score, 0)


DETECTOR = Insult()
