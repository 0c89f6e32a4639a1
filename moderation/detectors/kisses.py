"""A kiss at the end of what staff write to children (clause 4.1).

A trailing `x` or `xx`, `xoxo`, "mwah", or an emoji that kisses. Not a multiplication (10 x 2), a fixture (U9 x U10), a
name or a numeral (Max X, Louis X), a letter of algebra or the cross in a box. A profile whose `tone.kisses` is ok has no such
clause.
"""

import re
from collections.abc import Iterable

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._emoji import FACES, HEARTS
from moderation.model import Category, Finding, PartKind

_REASON = "A member of staff signed off with a kiss where children may read it."
_PARTS = frozenset({PartKind.BODY, PartKind.TRANSCRIPT, PartKind.FORWARD})
_CROSS = r"(?P<kiss>[xX]{1,12}(?:[ ][xX]{1,6}){0,5}|(?:[xX][oO]){1,4}[xX]?)"
_AFTER = rf"[\s{FACES}{HEARTS}\ufe0f\U0001f300-\U0001faff☀-➿!.)*_~]{{0,12}}"
#: At the end of a line or of the message; a short signature may follow ("xx Mrs B").
_SIGN_OFF = re.compile(
    rf"(?<![^\s.,!?)\]~*_{FACES}{HEARTS}☀-➿\U0001f300-\U0001faff]){_CROSS}"
    rf"(?={_AFTER}(?:$|[ ](?:Mrs?|Miss|Ms|Coach)[ ][A-Z]\w{{0,14}}[.!]?{_AFTER}$))",
    re.MULTILINE,
)
#: In the middle: a small x between what is said and a new sentence ("… on the 12th x Let me know").
_MIDDLE = re.compile(r"(?<=[a-z.!?] )(?P<kiss>xx{1,5}|x)(?= [A-Z][a-z]{1,14}\b)")
_WORDS = re.compile(
    r"(?<!\w)(?:mwah+|kiss kiss|hugs and kisses|kisses from|lots of kisses|love and kisses|xoxo)(?!\w)", re.IGNORECASE
)
_EMOJI = re.compile(rf"[{FACES}]|[{HEARTS}]\ufe0f?(?=[\s{HEARTS}{FACES}\ufe0f!.xX]{{0,8}}\Z)|<3(?=\s{{0,3}}\Z)")

#: What stands before an x that is a letter, a number or a name.
_LETTER_BEFORE = re.compile(
    r"(?:\b(?:solve for|value of|letter|find|for|is|are|of|an?|the|mark(?:s|ed)?|with|press|label(?:led)?|by|times|and|"
    r"or|to|axis|plus|minus|equals|"
    r"game|section|part|class|form|group|team|year|chapter|act|unit|box|plan|option|point|gen|generation|model|planet|"
    r"iphone|windows|"
    r"series|vitamin|channel|malcolm|mr|professor|racer|project|area|volume|factor|louis|leo|pope|charles|no|your|their|"
    r"column|row|pitch|level|route|os|mac os)|[=+*/<>(-]|\d)\s*\Z",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"\b(?:at|in|by|for|til|till|until|from|before|after|about|around|than|half)\s+\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|ish|"
    r"mins?)?\s*\Z"
    r"|\d(?:am|pm|ish|th|st|nd|rd)\s*\Z",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.,!?)\]~*_\n]\s*\Z|\A\s*\Z|[^\x00-\u2190]\s*\Z")
_NAME_BEFORE = re.compile(
    r"(?:\A|[.!?,\n]\s*|(?:regards|thanks|wishes|love|best|cheers|from),?\s+)[A-Z][\w'’-]{1,15}\s+\Z", re.IGNORECASE
)
_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]{0,15}\s+\Z")


class Kisses:
    name = "staff_conduct/kisses"
    version = 2
    clauses = ("4.1",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        allowed = context.profile.tone.kisses == "ok"
        if allowed or not (context.author.is_staff and context.may_reach_children):
            return
        ends: dict[int, int] = {}
        found: list[tuple[int, int, int, int]] = []
        for pattern in (_SIGN_OFF, _MIDDLE, _WORDS, _EMOJI):
            for hit in view.find("raw", pattern, _PARTS):
                text = view.parts[hit.part].text
                score = _score(text, hit.start, hit.end, pattern)
                if score:
                    found.append((hit.part, hit.start, hit.end, score))
        for part, start, end, score in sorted(found, key=lambda each: (each[0], each[1], -each[2])):
            if start >= ends.get(part, 0):
                ends[part] = end
                yield saw(self, Category.STAFF_CONDUCT, "kisses", (part, start, end), score, _REASON)


def _score(text: str, start: int, end: int, pattern: re.Pattern[str]) -> int:
    kiss, before = text[start:end], text[max(0, start - 40) : start]
    if pattern is _EMOJI:
        return 880 if kiss in FACES else 720
    if pattern is _WORDS:
        return 300 if re.search(r"(?:\b(?:no|not|without|avoid|of)\s+)\Z|[\"'“‘]\s*\Z", before, re.IGNORECASE) else 850
    if pattern is _MIDDLE and len(kiss) == 1:
        return 200 if _CAPITALISED.search(before) else 450
    if len(kiss) > 1 and not (kiss.isupper() and set(kiss) == {"X"} and len(kiss) == 2 and not _SENTENCE_END.search(before)):
        return 900
    if _SENTENCE_END.search(before):
        return 880
    if _LETTER_BEFORE.search(before) and not _TIME_BEFORE.search(before):
        return 0
    if kiss.isupper() and _CAPITALISED.search(before):
        return 720 if _NAME_BEFORE.search(before) and len(text[:start].split()) > 2 else 250
    return 860


DETECTOR = Kisses()
