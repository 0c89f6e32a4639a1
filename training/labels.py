"""What the model is asked about a line: five heads, and the kinds within them."""

from typing import Final

#: The questions of the policy, each a head of the model.
HEADS: Final = ("offensive", "contact", "disclosure", "bullying", "comment")
KINDS: Final = {
    "offensive": ("insult", "hate", "threat", "sexual", "harassment"),
    "contact": ("off_platform", "secrecy", "meeting_alone", "asks_pictures", "asks_age_or_home", "gifts", "boundary"),
    "disclosure": ("self_harm", "suicidal", "abuse", "neglect", "bullied", "eating", "scared"),
    "bullying": (),
    "comment": ("complaint", "journalist"),
}
#: Every output of the model, in its order: the heads, then "head.kind".
OUTPUTS: Final = (*HEADS, *(f"{head}.{kind}" for head in HEADS for kind in KINDS[head]))
#: A label that authors give and the model is not asked for: swearing that is aimed at nobody is a matter for the word list.
SWEARING: Final = "offensive.profanity"
LABELS: Final = frozenset((*OUTPUTS, SWEARING)) - {"offensive", "contact", "disclosure", "comment"}
#: Two questions under one head, each of which decides for itself. The other kinds are compared with each other.
OF_THEIR_OWN: Final = frozenset({"comment.complaint", "comment.journalist"})
