"""Birthdays and ages (policy map 2.1, 2.4, 2.5, 2.6).

A day and a month that are tied to a birth are a detail that finds somebody ("born 3/4/2012", "my birthday is 3rd april", or the
day alone where somebody just asked for it). A party, a match and a club's anniversary have days too. An age by itself is only
evidence: children say it all the time; with a place, a school, a picture or a wish to be written to it finds a child.
"""

import re
from collections.abc import Iterator
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors import _ages as ages
from moderation.detectors._dates import DATE, HAS_YEAR, MONTH_OF_YEAR, NAMED, PACKED, WHOLE, YEAR
from moderation.detectors._earlier import WITHIN
from moderation.model import Category, EventKind, Finding
from moderation.text import Layer, read

_WORTHWHILE = re.compile(r"[0-9]|birth|bday|b-day|born|(?<![a-z])(?:turn|d\.?o\.?b|i'?m|i am|he'?s|she'?s|is|aged?)(?![a-z])")

_WHOSE = r"(?:my|her|his|our|their|me|mi|ur|your)"
_BIRTHDAY = r"(?:birthday|birthdays|b[ '-]?day|bdays|birfday|bithday|brithday|birthdate)"
_LINK = (
    r"(?:'?s)?(?:[ ,:=>-]{0,3}(?:is|was|it's|its|falls|will|be|on|actually|literally|the|in|at|coming|up|this|next|year|a|"
    r"yesterday|tomorrow|"
    r"today|exactly|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![a-z])){0,6}[ ,:=>-]{0,3}"
)
_NO_BIRTH = r"(?:party|parties|bash|do|disco|meal|cake|tea|sleepover|event|card|trip|drinks|fund|night|weekend|lunch|bbq|treat)"
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?[ ](?:the[ ])?)?"
_BIRTH = re.compile(
    rf"""(?<![a-z])(?:
      (?:d\.?o\.?b\.?|d[ ]o[ ]b|date[ ]of[ ]birth|birth[ ]?date|day[ ]of[ ]birth)(?:'s|s)?
        (?:[^a-z0-9\n]{{1,3}}(?!born)[a-z']{{1,14}}){{0,4}}?[^a-z0-9\n]{{0,4}}(?P<dob>{DATE}|{PACKED})
    | (?:born|(?:(?<=,[ ])|(?<=\())b(?:[.:]|(?=[ ]?[0-9])))[ ]{{0,2}}[:(-]?[ ]?
      (?:[a-z]{{2,10}}[ ]){{0,2}}?(?:in[ ]20[0-2][0-9],?[ ])?
      (?:on[ ]|in[ ]|the[ ]|at[ ]|day[ ]){{0,3}}{_DAY_NAME}(?P<born>{DATE}|
    {PACKED})
    | (?P<whose>[a-z']{{1,16}}[ ])?(?P<what>{_BIRTHDAY}){_LINK}{_DAY_NAME}(?P<birthday>{NAMED}|{WHOLE}|{PACKED})
    | {_WHOSE}[ ]{_BIRTHDAY}(?:[ ]?(?:is|it's|its|'s|s|:|=|-))[ ]?(?:on[ ]|the[ ]){{0,2}}(?P<mine>{DATE})
    | {_BIRTHDAY}(?:[ ]?[:=-]|[ ]is)[ ]?(?P<field>{DATE})
    | (?:turn(?:s|ed|ing)?|be|become|becomes|becoming|am|i'?m|is|he's|she's|hes|
    shes)[ ](?:the[ ]big[ ])?{ages.NUMBER}(?:[ ]?(?:years?[ ]old|yo|yrs?[ ]old))?
        [ ](?:on|this|next|come)[ ](?:the[ ])?{_DAY_NAME}(?P<turns>{NAMED})
    | (?:turn(?:s|ed|ing)?)[ ]{ages.NUMBER},?[ ](?:the[ ])?(?P<turning>{NAMED})
    )""",
    re.VERBOSE,
)
_DAY_FIRST = re.compile(
    rf"""(?<![a-z0-9])(?P<date>{DATE})[ ]?(?:
      (?:is|was|that's|thats|it's|its|-|,|=|\()[ ]?(?:(?:when|the[ ]day)[ ](?:i|she|he|we)[ ](?:was|were|am|is)[ ]born|
      {_WHOSE}[ ](?:[a-z]{{2,10}}[ ])?(?:{_BIRTHDAY}|date[ ]of[ ]birth|d\.?o\.?b))
    | {_WHOSE}[ ]{_BIRTHDAY} | (?:bday|birthday|b-day)(?![a-z'-]|[ ]{_NO_BIRTH})
    | (?:i|she|he)[ ](?:was[ ]born|turns?[ ]{ages.NUMBER}|will[ ]be[ ]{ages.NUMBER})
    )(?![ ]?(?:party|do|bash|meal|tea))""",
    re.VERBOSE,
)
_BORN_IN = re.compile(
    rf"(?<![a-z])(?:born|dob|birthday)[ ](?:(?:is|was|in|back|on|[:-])[ ]){{0,3}}(?P<date>{MONTH_OF_YEAR})", re.VERBOSE
)
_YEAR_ONLY = re.compile(rf"(?<![a-z])(?:i|she|he|we|was|were)[ ](?:was[ ]|were[ ])?born[ ]in[ ](?P<date>{YEAR})", re.VERBOSE)
#: Whose birthday is no child's: of a club, a nation, a game.
_NOT_A_PERSON = re.compile(
    r"""(?<![a-z])(?:club|clubs|club's|team|team's|school|school's|nhs|king|king's|kings|queen|queen's|queens|royal|company|
    charity|pub|ground|league|county|
    jesus|minecraft|roblox|fortnite|shakespeare|beethoven|mozart|bradman|century|pavilion|nursery|village|hall|church|league's|
    server|server's|website|
    (?:[2-9][0-9]|[0-9]{3})(?:st|nd|rd|th))(?:'s)?[ ](?:[a-z]{1,10}[ ]){0,2}(?:birthday|bday|was|is|on|anniversary)?[ ]?\Z""",
    re.VERBOSE,
)
_PARTY = re.compile(
    r"(?:party|parties|bash|do|meal|disco|cake|tea|sleepover|sleep[ ]?over|celebrations?|trip|present|presents|card|cards|"
    r"drinks|event|weekend|night|game|match|"
    r"session|fund|tournament|honours|special|lunch|dinner|treat|bbq|barbecue|picnic|stream)(?![a-z])"
)
_HIRED = re.compile(r"(?<![a-z])(?:book|hire|hall|tickets?|invit|party|venue|rsvp)", re.VERBOSE)
_ASKS = re.compile(
    rf"(?<![a-z])(?:when'?s?|wens|whats|what's|what|wot|wots|which|need)[^.\n]{{0,24}}(?:{_BIRTHDAY}|d\.?o\.?b|"
    rf"date[ ]of[ ]birth|born)(?![a-z])"
    rf"|(?:{_BIRTHDAY}|d\.?o\.?b|date[ ]of[ ]birth)[^.\n]{{0,16}}\?|(?:my|her|his)[ ](?:{_BIRTHDAY}|dob|"
    rf"date[ ]of[ ]birth)(?:[ ]is)?[ ]?\Z",
    re.VERBOSE,
)
#: A date and little else.
_ANSWER = re.compile(
    rf"""(?:(?:its|it's|mine[ ]is|mine's|mines|on|is|the|im|i'm|my|yeah|yh|ok|lol)[ ,]{{1,2}}){{0,4}}(?P<date>{DATE}|
    {PACKED})[^a-z0-9]{{0,6}}
    (?:lol|wbu|hbu|u|you|x{{1,3}}|and[ ]you|what[ ]about[ ](?:you|u))?[^a-z0-9]{{0,4}}""",
    re.VERBOSE,
)
_LINES = 4

_SCORES: Final = {"dob": 950, "born": 920, "birthday": 760, "mine": 860, "field": 780, "turns": 860, "turning": 840}
_OWNED, _DAY_AHEAD, _ANSWERED, _WITH_YEAR, _CERTAIN = 900, 860, 860, 60, 980
_AT_A_PARTY, _NOBODYS = 330, 200
_MONTH_ONLY, _YEAR_SCORE = 720, 330
_AGE, _AGE_ASL, _AGE_WITH_TOWN = 350, 380, 740
#: What an age is joined by, and what it is then worth of oneself and of somebody else: parents who ask for a place in a team
#: say how old their child is, where they live and that one may write to them.
_AGE_WITH: Final = ((ages.SCHOOL, 760, 760), (ages.PICTURE, 740, 740), (ages.SEEKS, 740, 350), (ages.TOWN, 730, 350))
_OF_ONESELF: Final = frozenset(("i", "turned", "will", "asl", "lsa", "yo"))
_NEAR = 64
_OWNER = re.compile(rf"(?:{_WHOSE}|[a-z]{{3,14}}'s)[ ]?\Z")

_DOB_REASON = "This looks like somebody's birthday or date of birth."
_AGE_REASON = "This looks like a child's age."
_AGE_WITH_REASON = "This looks like a child's age, together with another detail that helps to find them."


class Birth:
    name = "personal-details/birth"
    version = 1
    clauses = ("2.1", "2.4", "2.5", "2.6")

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        for part, reading in enumerate(view.readings):
            folded = reading.folded
            if not _WORTHWHILE.search(folded.text):
                continue
            dates = list(_dates(folded)) or list(_dates(reading.digits))
            if not dates and part == 0 and (answer := _ANSWER.fullmatch(folded.text)) and _was_asked(view, context):
                dates = [(*folded.span(*answer.span("date")), _ANSWERED)]
            for start, end, score in dates:
                yield saw(self, Category.PERSONAL_DETAILS, "dob", (part, start, end), score, _DOB_REASON)
            for start, end, score in _ages(folded):
                if not any(first < end and start < last for first, last, _ in dates):
                    reason = _AGE_REASON if score <= _AGE_ASL else _AGE_WITH_REASON
                    yield saw(self, Category.PERSONAL_DETAILS, "age", (part, start, end), score, reason)


def _dates(layer: Layer) -> Iterator[tuple[int, int, int]]:
    """Where in the original a day of birth is given, and how sure that is."""
    text = layer.text
    found: dict[tuple[int, int], int] = {}
    for match in _BIRTH.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        score = _SCORES[kind]
        cue = match.start("what") if kind == "birthday" else match.start()
        if kind == "birthday" and _OWNER.search(text, max(0, cue - 20), cue):
            score = _OWNED
        if kind != "dob":
            if HAS_YEAR.search(match[kind]):
                score = min(score + _WITH_YEAR, _CERTAIN)
            score = _weighed(text, cue, start, end, score)
        found[start, end] = score
    for pattern, score in ((_DAY_FIRST, _DAY_AHEAD), (_BORN_IN, _MONTH_ONLY), (_YEAR_ONLY, _YEAR_SCORE)):
        for match in pattern.finditer(text):
            span = match.span("date")
            found.setdefault(span, _weighed(text, match.start(), *span, score))
    for span, score in sorted(found.items()):
        yield *layer.span(*span), score


def _weighed(text: str, cue: int, start: int, end: int, score: int) -> int:
    """The score, but where the day is that of a party or of something that is nobody."""
    if _NOT_A_PERSON.search(text, max(0, cue - 40), cue):
        return _NOBODYS
    if (
        _PARTY.search(text, cue, start)
        or _PARTY.match(text, min(end + 1, len(text)))
        or _HIRED.search(text, max(0, cue - 40), cue)
    ):
        return _AT_A_PARTY
    return score


def _was_asked(view: View, context: Context) -> bool:
    """Whether a birthday was asked for, or announced, in the last messages of the conversation."""
    recent = [p for p in context.window if p.kind is not EventKind.DELETED and view.event.at - p.at <= WITHIN][-_LINES:]
    return any(_ASKS.search(read(part.text[:400]).folded.text) for past in recent for part in past.parts)


def _ages(layer: Layer) -> Iterator[tuple[int, int, int]]:
    text = layer.text
    for match in ages.AGE.finditer(text):
        kind = match.lastgroup or ""
        own = kind in _OF_ONESELF
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        score = _AGE_ASL if kind in ("asl", "lsa") else _AGE
        if score == _AGE_ASL and ages.ASL_TOWN.match(text, match.end()) and not text[: match.start()].strip("asl ,/"):
            score = _AGE_WITH_TOWN
        for pattern, ours, theirs in _AGE_WITH:
            if pattern.search(around):
                score = max(score, ours if own else theirs)
        yield *layer.span(*match.span(kind)), score


DETECTOR = Birth()
