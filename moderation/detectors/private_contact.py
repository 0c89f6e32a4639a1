"""Somebody draws a child into private contact (clauses 5.1, 5.5, 5.8, 3.7, 5.16).

Adults are judged strictly, and whoever is not on the register counts as one (decisions 10). Children ask each other for
a snap or an age all the time: theirs is at most worth a look. A parent who arranges a lift is not a danger; one who says
"don't tell your mum" may be. Openness (parents, a second leader, the club's telephone) is the opposite of a secret.
"""

import re
from collections.abc import Iterable, Sequence

from moderation.context import Context
from moderation.detectors import View
from moderation.detectors._contact_asks import AGE_OR_HOME, BOUNDARY, GIFTS, PICTURES
from moderation.detectors._contact_moves import MEETING, OFF_PLATFORM, SECRECY
from moderation.detectors._contact_names import NAMES
from moderation.detectors._evidence import LOOK_ONLY, evidence
from moderation.detectors._phrases import Phrase, Said, best, compiled, said, table
from moderation.detectors._speech import FICTION, GAME, LESSON, reported
from moderation.model import Category, Finding, Person, Role

_RULES = table("\n".join((OFF_PLATFORM, SECRECY, MEETING, PICTURES, AGE_OR_HOME, GIFTS, BOUNDARY)), NAMES)
_REASONS = {
    "off_platform": "This asks to talk somewhere that nobody here can see.",
    "secrecy": "This asks somebody to keep something from their family or from others.",
    "meeting_alone": "This tries to be alone with somebody.",
    "asks_pictures": "This asks for a picture or video of somebody.",
    "asks_age_or_home": "This asks about age, home or who is there.",
    "gifts": "This offers a gift, money or a favour.",
    "boundary": "This crosses a boundary between an adult and a child.",
}
#: What is taken off for authors who are not staff or unknown. Children say most of this to their friends.
_CHILD = {
    "off_platform": 450,
    "secrecy": 300,
    "meeting_alone": 440,
    "asks_pictures": 300,
    "asks_age_or_home": 480,
    "gifts": 480,
    "boundary": 560,
}
_PARENT = {
    "off_platform": 380,
    "secrecy": 0,
    "meeting_alone": 420,
    "asks_pictures": 150,
    "asks_age_or_home": 420,
    "gifts": 380,
    "boundary": 60,
}

#: Others are told, or are there. Never an excuse for a secret or for crossing a boundary.
_OPEN = compiled(
    "parents?|carers?|guardians?|mums and dads|{your} (mum|mam|dad|nan|carer|parent)s? (and|can|is|are|will|to|too|there|"
    "said|says|has|knows|welcome|or|with)|"
    "with {your} (mum|mam|dad|nan|carer|parents?|form tutor|social worker)|ask {your} (mum|mam|dad|parents?|carer)|"
    "{my} (mum|mam|dad|nan|parents) (said|says|is|can|will|knows|and|to)|my (mum|dad|nan|mam)s?|"
    "copy(ing)? .. in|copied|two (coaches|adults|leaders|staff)|another (coach|leader|adult|member)|second (coach|adult|"
    "leader)|door (stays |will be )?(open|ajar)|everyone (can|come|bring|meet|please|welcome|who|will|should|stay|"
    "together|gets|needs|send|from)|(hi|hey|hello|morning|evening|please|well done|for|can|thanks) everyone|everyone(END)|"
    "all of (you|us)|you all|whole (team|group|squad)|group (chat|call)|as a group|the (group|main|team) (chat|channel)|"
    "open channel|guys|lads and|(minibus|committee|rota|register|reception)|the office|office hours|"
    "(duty|club|office|work|centre|team|college|school) (phone|number|mobile|account|e-?mail|line|tablet)|welfare|(son|"
    "daughter|my (lad|boy|girl|twins|kids|child))|the (team|squad|lads|girls|boys)|members|volunteers|"
    "under ?(1[0-9]|[6-9])s|u(1[0-9]|[6-9])s?|teams|squad",
    NAMES,
)
#: Talk about the rules themselves, and warnings.
_RULE_TALK = compiled(
    "policy|policies|not allowed|aren't allowed|isn't allowed|against (the|our) (rules|policy)|the rules|"
    "staff (don't|must|should|aren't|can't)|leaders (can't|don't|aren't)|coaches (don't|must)|nobody should|no ?one should|"
    "(if|when) (anyone|someone|somebody|anybody|an adult|a stranger|a grown ?up|any adult|people|a coach|"
    "someone online) (ever |online ){0,2}(asks?|tells?|wants?|offers?|messages?|sends?) (you|u|for|to|your)|"
    "scam|spam|virus|hacked|phishing|don't fall for|beware|messages like (that|this)|reported|blocked|"
    "under 18s|safeguarding|training slide|it protects|breach|online safety|e-?safety|grooming|predators?|"
    "(to|from|with|by) strangers|strangers online|"
    "warning sign|signs of|county lines|webinar|guidance|code of conduct",
    NAMES,
)
#: … but not when the rules are what they mean to get round.
_DESPITE = re.compile(
    r"\b(?:rules|policy|allowed|supposed|under 18s|reported|safeguarding)\b"
    r"[^.!?\n]{0,60}\b(?:but|so|tho|though|anyway|unless)\b"
)
#: A refusal, or a warning not to. Asking for a secret is built the same way, so it excuses none.
_DECLINES = compiled(
    "we don't|we dont|i (can't|cannot|can not|don't|do not|won't|am unable|wouldn't) "
    "(accept|give|drive|add|promise|keep|share|meet)|"
    "please (don't|do not|never|keep)|never (give|send|share|meet|add|accept|post)",
    NAMES,
)
_TO_PARENTS = re.compile(
    r"\b(?:parents|carers|mrs \w{2,15}|dear (?:all|parents)|your (?:son|daughter|child|lad|little one|boy|girl|kids?)|"
    r"(?:he|she)'s|pick-?up|collect(?:ing)? (?:him|her|them))\b"
)


class PrivateContact:
    name = "private_contact/words"
    version = 2
    clauses = ("5.1", "5.5", "5.8", "3.7", "5.16")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        # What is told to Touchline itself stands in no place: it asks nobody for anything, and may quote who did.
        if not context.may_reach_children or not view.event.place.id:
            return
        heard = phrases(view, context.author)
        # What children ask of each other is at most worth a look, whoever notices it.
        alone = dict.fromkeys(_REASONS, 1000 if context.author.may_be_adult else LOOK_ONLY)
        yield from evidence(self, Category.PRIVATE_CONTACT, context, heard, _REASONS, alone)


def phrases(view: View, author: Person, rules: Sequence[Phrase] = _RULES) -> list[tuple[int, Said]]:
    """What an author's words come to by some rules of these kinds: the best of each kind at each place."""
    return best((_score(what, author), what) for what in said(view, rules))


def _score(what: Said, author: Person) -> int:
    score, kind = what.phrase.score, what.phrase.kind
    if not author.may_be_adult:
        score -= _CHILD[kind]
    elif author.role in (Role.PARENT, Role.EMPLOYER):
        score -= _PARENT[kind]
    if kind not in ("secrecy", "boundary"):
        opened = kind != "asks_age_or_home" and (what.before(_OPEN, 60) or what.after(_OPEN, 60))
        if opened or (author.is_staff and (what.before(_TO_PARENTS, 120) or what.after(_TO_PARENTS, 60))):
            score -= 420
    about_rules = (what.near(_RULE_TALK) or what.near(LESSON)) and not what.near(_DESPITE)
    if about_rules or (kind not in ("secrecy", "boundary") and what.near(_DECLINES)):
        score -= 500
    if what.near(FICTION, 60, 40) or (
        what.near(GAME, 40, 40) and kind not in ("gifts", "off_platform") and author.role is not Role.UNKNOWN
    ):
        score = min(score, 350)
    if not author.is_staff and author.role is not Role.UNKNOWN and reported(what):
        score = min(score, 300)
    return max(score, 0)


DETECTOR = PrivateContact()
