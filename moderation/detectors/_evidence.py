"""Two kinds of evidence about one question: phrases that a rule knows, and how the whole message reads to the model.

Critical phrases reach a person whatever the model says. Any other phrase and the model are weighed together, so that a phrase
in an innocent sentence loses and one in a worrying sentence wins. Where no phrase was met the model speaks alone; where no
model was asked, phrases do.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from moderation.context import Context
from moderation.detectors import Detector, saw
from moderation.detectors._phrases import Said
from moderation.model import Category, Finding

#: From here on a phrase is critical: it always brings the message to a person, whatever the model says, and stands as it is
#: unless the model sees nothing at all in the message; in a disclosure it always stands.
CRITICAL: Final = 900
_NOTHING: Final = 60
#: What a person is shown and nothing is done about by itself. A phrase that its rule had marked down (a quotation, a game)
#: comes no higher; a critical one no lower.
LOOK_ONLY: Final = 690
#: How much a phrase counts beside the model, in logits. On lines by strangers phrases of contact were right 128 times and wrong
#: 94, those of disclosure 34 and 17 (most lines were near-misses), so the model decides and the phrase tips the scales.
_PHRASE: Final = 0.8


def agreed(rule: int, model: int, stands: bool = False) -> int:
    """What a phrase's score and the model's come to together, in thousandths. A critical phrase that `stands` keeps its own."""
    together = _thousandths(_PHRASE * _logit(rule) + _logit(model))
    if rule >= CRITICAL:
        return max(together, rule if stands or model > _NOTHING else LOOK_ONLY)
    return min(together, LOOK_ONLY) if rule < 400 else together


def evidence(
    detector: Detector,
    category: Category,
    context: Context,
    heard: Iterable[tuple[int, Said]],
    reasons: Mapping[str, str],
    alone: Mapping[str, int],
) -> Iterator[Finding]:
    """The findings of phrases with the model's opinion weighed in; the model's own where no phrase was met.

    `alone` holds the kinds for which the model may speak by itself here, and the most that it may then say.
    """
    asked = bool(context.opinion.scores)
    model = context.opinion.of(category)
    met = False
    for score, what in heard:
        met = True
        kind = what.phrase.kind
        # A joke that brings two people too many is better than a cry for help that waits until somebody looks.
        stands = category is Category.DISCLOSURE
        yield saw(detector, category, kind, what.hit, agreed(score, model, stands) if asked else score, reasons[kind])
    if not met and model:
        kind = likeliest(category, context)
        if kind in alone:
            yield saw(detector, category, kind, (0, 0, 0), min(model, alone[kind]), reasons[kind])


def of_one_kind(
    detector: Detector,
    category: Category,
    kind: str,
    context: Context,
    heard: Iterable[tuple[int, Said]],
    reason: str,
    most: int,
) -> Iterator[Finding]:
    """The findings of phrases, and the model's own, of a kind that the model was asked about by itself: the surer one counts.

    These phrases are hardly ever wrong, and the model misses what they see. No score comes above `most`.
    """
    model = context.opinion.of(category, kind)
    phrases = list(heard)
    for score, what in phrases:
        yield saw(detector, category, kind, what.hit, min(max(score, model), most), reason)
    if not phrases and model:
        yield saw(detector, category, kind, (0, 0, 0), min(model, most), reason)


def likeliest(category: Category, context: Context) -> str:
    """The kind that the model thinks most of, within a category."""
    kinds = {key.partition(".")[2]: score for key, score in context.opinion.scores.items() if key.startswith(f"{category}.")}
    return max(kinds, key=lambda kind: kinds[kind], default="")


def _logit(thousandths: int) -> float:
    share = min(max(thousandths, 5), 995) / 1000
    return math.log(share / (1 - share))


def _thousandths(logit: float) -> int:
    return round(1000 / (1 + math.exp(-logit)))
