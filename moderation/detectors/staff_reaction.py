"""Hearts and kisses that staff put under what a child posted (policy map 4.1, 4.2).

A reaction is an emoji with a name beside it, and a child sees whose it is. A thumb or a tick answers a question and is nothing;
a heart under a child's picture is. It counts wherever the policy asks staff to leave out kisses, or emoji.
"""

import re
from collections.abc import Iterator
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._emoji import CLUSTER, FACES, HEARTS
from moderation.model import Category, Finding, PartKind

#: Hearts of every colour, and what kisses or adores; a platform's own emoji by what it is called.
_FOND: Final = re.compile(
    rf"[{FACES}{HEARTS}💙💚💛💜🖤🤍🤎🧡🩷🩵🩶💟❣🫰😻😽]|<a?:[a-z0-9_]{{0,20}}(?:heart|kiss|love|mwah|xoxo)[a-z0-9_]{{0,20}}:",
    re.IGNORECASE,
)
_CERTAIN, _ANY = 850, 250


class StaffReaction:
    name = "staff_conduct/reaction"
    version = 1
    clauses = ("4.2", "4.1")

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        tone = context.profile.tone
        asked = tone.kisses == "nudge" or tone.staff_emoji != "ok"
        if not (asked and context.author.is_staff and context.may_reach_children):
            return
        for hit in view.find("raw", CLUSTER, frozenset({PartKind.REACTION})):
            fond = _FOND.search(hit.match[0]) is not None
            reason = "A member of staff put a heart or a kiss under what a child posted." if fond else "A reaction of staff."
            yield saw(self, Category.STAFF_CONDUCT, "reaction", hit, _CERTAIN if fond else _ANY, reason)


DETECTOR = StaffReaction()
