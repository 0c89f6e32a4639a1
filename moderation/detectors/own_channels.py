"""Staff who use channels of their own: a private e-mail address, a private group with parents (policy map 5.10, 5.11).

An address at a provider for anybody (Gmail, Outlook …) where children may read is the one; whose address it is cannot be
known, so a member of staff who passes on a parent's is reminded too, and that one is a personal detail besides. Drawing parents
into one's own WhatsApp or Facebook is the other, wherever it is said: the organisation's account or website is the formal way.
A profile whose `staff_parent_contact` is free has no such clause.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._phrases import Said, best, compiled, said, table
from moderation.mail_domains import ENDINGS, PROVIDERS
from moderation.model import Category, Finding

_AT, _DOT = r"(?:[ ]?(?:@|[(\[{][ ]?at[ ]?[)\]}])[ ]?|[ ]at[ ])", r"(?:[ ]?(?:\.|[(\[{][ ]?dot[ ]?[)\]}])[ ]?|[ ]dot[ ])"
_ADDRESS = re.compile(
    rf"(?<![a-z0-9._%+-])[a-z0-9](?:[a-z0-9._%+-]{{0,62}}[a-z0-9_])?{_AT}(?:{PROVIDERS}){_DOT}(?:{ENDINGS.replace('.', _DOT)})"
    r"(?![a-z0-9-])"
)
_NAMES = {
    "app": "whats ?app|whatsap|watsapp|wa|facebook|fb|messenger|insta|instagram|snap|snapchat|telegram|signal|viber|"
    "imessage|i ?message|face ?time",
    "group": "group|group chat|chat|broadcast|community|list|page|gc",
    "own": "my|my own|my personal|my private|mine",
}
_RULES = table(
    """
parent_channel 860 (join|add yourselves? to|come (on|in)to|jump (on|in)to|get (on|in)to|hop on) {own} {app}( {group})?
parent_channel 850 (add|message|msg|text|ring|find|dm|contact|get|reach|friend|follow|ping|catch|speak to) me
    (directly |privately |)(on|via|through|by|over|at) ({own} )?{app}
parent_channel 850 (made|set up|setting up|created|started|starting|making|run|running|i'll make|got|have|there's) ((a|
    an|our|my|the|new|private|little|separate|unofficial|parents) ){0,3}{app} {group}
parent_channel 850 (add|adding|added|put|putting|invite|inviting) (you|u|everyone|(all )?(of )?(the )?parents|mums|dads|people|
    yourselves) (all )?(in|on|to|into) (a |an |the |my |our )?((new|private|little|separate|unofficial|parents) ){0,2}{app}
parent_channel 840 (mums|dads|parents) {app}( {group})?|{app} {group} (for|of|with) ((the|all|our|[a-z0-9]{1,8}) ){0,3}(parents|
    mums|dads|families|carers)|join (the|our) (parents )?{app}( {group})?
parent_channel 840 (send|accept|sent|got|take) (me )?((a|your|my|any) ){0,2}(friend|follow) requests?|(add|friend) me
    (as a friend )?on {app}|
    {own} {app} is|here's {own} {app}|{app} me( (if|on|when|and|about|any ?time|for|with|your|instead)|(END))
""",
    _NAMES,
)
_PARENTS = compiled(
    "(parents?|mums?|dads?|carers?|famil(y|ies)|guardians?|your (son|daughter|child|lad|girl|boy|little ?(one|ones)|kids?)|"
    "mr|mrs|ms|miss|grandparents?|(his|her|their) (mum|mam|dad))",
    {},
)
#: The organisation's own, or a refusal.
_FORMAL = compiled(
    "(official|club's|clubs|school's|the (club|school|office|nursery|team|pre ?school|college|centre|work) (phone|account|"
    "number|mobile|page|whatsapp|facebook)|"
    "(club|school|pta|nursery|centre|college|committee|office|work|organisation's) (account|phone|facebook|instagram|"
    "whatsapp|page|insta)|"
    "don't|do not|never|cannot|can't|won't|not able|unable|no longer|instead of|rather than|policy|not allowed|please use|"
    "leave|left|removed|close[ds]?|closing|"
    "not (join|use|on|run|set)|is there|are there|aren't|isn't)",
    {},
)


class OwnChannels:
    name = "staff-conduct/own-channels"
    version = 1
    clauses = ("5.10", "5.11")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        if context.author.is_staff:
            if context.may_reach_children:
                yield from self._addresses(view, context)
            if context.profile.staff_parent_contact != "free":
                yield from self._groups(view)

    def _addresses(self, view: View, context: Context) -> Iterator[Finding]:
        for hit in view.find("folded", _ADDRESS):
            if not context.allowed.allows("email", hit.match[0]):
                reason = "A member of staff gave an e-mail address that is not the organisation's where children may read it."
                found = saw(self, Category.STAFF_CONDUCT, "personal_email", hit, 850, reason)
                yield replace(found, clauses=("5.11",))

    def _groups(self, view: View) -> Iterator[Finding]:
        for score, what in best((_score(what), what) for what in said(view, _RULES, "folded")):
            reason = "A member of staff seems to invite parents to a private account or group."
            found = saw(self, Category.STAFF_CONDUCT, "parent_channel", what.hit, score, reason)
            yield replace(found, clauses=("5.10",))


def _score(what: Said) -> int:
    if what.near(_FORMAL, 60, 60):
        return 300
    to_parents = what.near(_PARENTS)
    return what.phrase.score if to_parents or "my" in what.text[what.start : what.end].split() else 550


DETECTOR = OwnChannels()
