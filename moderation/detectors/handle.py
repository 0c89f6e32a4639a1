"""Names on other services (policy map 2.1, 2.4, 2.6): a profile is a way to somebody, as a telephone number is.

A name stands by its service ("snap: jaydo_07"), by a word for such a name ("my gamertag is …"), in the address of a profile,
or alone where somebody just asked for it. What gives it away is its spelling, which ordinary words do not have: a digit, an
underscore, a point inside, a capital in the middle. A plain word counts only where nothing else could stand. The names of clubs
and what the organisation allows (2.3) are nobody's.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors import _platforms as platforms
from moderation.detectors._earlier import continued
from moderation.detectors._handle_words import NOT_NAMES, is_other_token
from moderation.model import Category, EventKind, Finding
from moderation.text import Layer, read
from moderation.text.layer import Edit, rewritten

_Scores = tuple[int, int, int, int]


class _Spelling(IntEnum):
    """How much a word looks like a name that a service gave out."""

    NONE = 0
    PLAIN = 1
    HINTED = 2  # a digit at its end, a capital inside
    TELLING = 3


_SPELLED_OUT = re.compile(
    r"""[ ]?(?:[(\[][ ]?)?(?<![a-z])(?:(?P<score>under[ ]?score)|(?P<dot>dot|full[ ]?stop)|(?P<hash>hash[ ]?tag))(?![a-z])
        (?:[ ]?[)\]])?[ ]?
    | (?<![a-z0-9'])(?P<letters>(?:[a-z0-9_.][ ]){4,30}[a-z0-9_])(?![a-z0-9'])  # j a y d o 0 7""",
    re.VERBOSE,
)
_TAG = re.compile(r"(?<![a-z0-9._@#/-])(?P<name>[a-z0-9_.]{2,32}[ ]?#[0-9]{4})(?![a-z0-9])")
_AT_NAME = re.compile(r"(?<![a-z0-9._%+@/-])(?P<name>@[a-z0-9_.](?:[a-z0-9._-]{0,32}[a-z0-9_])?)(?![a-z0-9@/&])")
_FOLLOW = re.compile(
    r"(?<![a-z])(?:follow|following|add|dm|msg|message|sub(?:scribe)?[ ]to|hmu|check[ ]out|go[ ]like)[ ](?:me[ ]|"
    r"my[ ](?:[a-z]{2,10}[ ]){0,2})?"
    r"(?:at[ ]|on[ ]|here[ ])?[:-]?[ ]?\Z"
)
_OWN_NAME = re.compile(r"(?<![a-z])(?:me|my|mine|im|i'm|i am|mate|friend|sister|brother|bestie)(?![a-z])")
_NUMBERED = re.compile(
    r"(?<![a-z])(?:issue|pr|bug|ticket|room|case|order|ref|version|page|no|number|task|job|step|line|unit|week)[ ]?#"
)
#: What may stand right after a plain word for it to be a name and not the beginning of something said.
_CLOSES = re.compile(
    r"""[ ]?(?:\Z|[\n,.!?;:)\]"'*&+/|]|[^\x00-\x7f]|(?:add|follow|dm|msg|hmu|pls|plz|please|if|lol|lmao|xx?|and|n|but|so|cos|
    coz|bc|because|or|send|message|its|it's|thats|x|btw|haha|too|on|tho|there|everyone|guys|ty|thx|lower|caps|
    with)(?![a-z]))""",
    re.VERBOSE,
)
_AS_TYPED = re.compile(r"[@#_]|[a-z]\.[a-z0-9]|[0-9]\.[a-z]")
_DIGITS_AFTER = re.compile(r"[a-z]{3,}[0-9]{2,}\Z|[0-9]{1,4}[a-z]{3,}[0-9]*\Z|[a-z]+[0-9]+[a-z]+[0-9]*\Z")
_PIECES = re.compile(r"[_.]")
_CASED = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]{2}|\Ax+X[A-Za-z]")

#: By how the name is introduced and how it is spelled (none, plain, hinted, telling).
_GIVEN: Final = (0, 730, 860, 930)
_OWNED: Final = (0, 380, 860, 930)
_NAMED: Final = (0, 760, 880, 940)  # with a word for such a name
_LINKED: Final = (0, 720, 820, 900)
_BESIDE: Final = (0, 0, 560, 850)
_UNSURE: Final = (0, 0, 0, 850)
_SAID: Final = (0, 300, 730, 850)
_ON: Final = (0, 0, 600, 850)
_NOTHING: Final = (0, 0, 0, 0)
_OPEN_ENDED = 380  # a plain word that goes on into a sentence
_PROFILE, _SOMETHING_ON_IT, _SAME, _CODE, _SPELLED, _TAGGED, _FOLLOWED, _FOLLOWED_PLAIN = 860, 350, 740, 850, 860, 780, 740, 560
_OF_A_CLUB, _LEAST, _LEAST_JOINED = 250, 150, 800
_NEAR, _NEAR_A_SERVICE = 40, 740
_LOOK_BACK = 64
_LINES = 3  # messages among which a name was asked for
_REASON = "This looks like somebody's name on another service."


@dataclass(frozen=True, slots=True)
class _Name:
    """[start, end) of a layer, how sure it is, and what the name is without signs before it."""

    start: int
    end: int
    score: int
    spelled: str


class Handle:
    name = "personal-details/handle"
    version = 1
    clauses = ("2.1", "2.4", "2.6")

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        found = False
        for part, reading in enumerate(view.readings):
            for start, end, score, spelled in _best(_typed(reading.folded), reading.original, context):
                found = True
                if not context.allowed.allows("handle", spelled):
                    yield self._saw(part, start, end, score)
        if not found and context.window and view.readings:
            begun = list(self._begun_before(view, context))
            yield from begun or self._answer(view, context)

    def _begun_before(self, view: View, context: Context) -> Iterator[Finding]:
        """A name that was announced or begun in the messages before."""
        original = view.readings[0].original
        for layer in continued(view, context):
            for start, end, score, spelled in _best(_typed(layer), original, context):
                if end and score >= _LEAST_JOINED:
                    if not context.allowed.allows("handle", spelled):
                        yield self._saw(0, start or view.readings[0].folded.starts[0], end, score)
                    return

    def _answer(self, view: View, context: Context) -> Iterator[Finding]:
        """A name and nothing else, where somebody just asked for one."""
        folded = view.readings[0].folded
        match = _ANSWER.fullmatch(folded.text)
        if match and _was_asked(view, context):
            start, end = folded.span(*match.span("name"))
            score = _SAID[_spelling(match["name"], view.readings[0].original[start:end])]
            if score >= _LEAST and not context.allowed.allows("handle", match["name"]):
                yield self._saw(0, start, end, score)

    def _saw(self, part: int, start: int, end: int, score: int) -> Finding:
        return saw(self, Category.PERSONAL_DETAILS, "handle", (part, start, end), score, _REASON)


_ANSWER = re.compile(rf"(?:(?:its|it's|mine is|mines|mine|im|i'm)[ ])?[:-]?[ ]?{platforms.NAME}[ ]?[^a-z0-9]{{0,6}}")


def _was_asked(view: View, context: Context) -> bool:
    """Whether somebody asked for such a name in the last messages of the conversation."""
    last = [past for past in context.window if past.kind is not EventKind.DELETED][-_LINES:]
    return any(platforms.ASKS.search(read(part.text[:400]).folded.text) for past in last for part in past.parts)


def _typed(folded: Layer) -> Layer:
    """Points and underscores that were spelled out, as signs."""
    return rewritten(folded, "typed", _signs(folded.text))


def _signs(text: str) -> Iterator[Edit]:
    for match in _SPELLED_OUT.finditer(text):
        if match["letters"]:
            yield *match.span(), match[0].replace(" ", "")
        elif match.start() and match.end() < len(text):
            yield *match.span(), "_" if match["score"] else "." if match["dot"] else "#"


def _best(layer: Layer, original: str, context: Context) -> Iterator[tuple[int, int, int, str]]:
    """The names in a layer that is worth it, in the original's places; of those that overlap the likeliest."""
    names = sorted(_names(layer, original, context), key=lambda n: (-n.score, n.start - n.end))
    chosen: list[_Name] = []
    taken: set[int] = set()
    for name in names:
        places = range(name.start, name.end)
        if name.score >= _LEAST and taken.isdisjoint(places):
            taken.update(places)
            chosen.append(name)
    for name in sorted(chosen, key=lambda n: n.start):
        start, end = layer.span(name.start, name.end)
        yield start, end, name.score, name.spelled


def _names(layer: Layer, original: str, context: Context) -> Iterator[_Name]:
    text = layer.text
    staff = context.author.is_staff

    def scored(match: re.Match[str], offset: int, scores: _Scores, closed: bool = False) -> _Name:
        """A name that stands in a pattern, weighed by its spelling and by whose it is."""
        name = match["name"]
        start, end = offset + match.start("name"), offset + match.end("name")
        spelling = _spelling(name, original[slice(*layer.span(start, end))])
        if match["apart"] and spelling >= _Spelling.PLAIN and scores[1] and match["second"] not in NOT_NAMES:
            end, spelling = offset + match.end("apart"), _Spelling.TELLING
        score = scores[spelling]
        if spelling is _Spelling.PLAIN:
            if not closed and not _CLOSES.match(text, end):
                score = min(score, _OPEN_ENDED)
            if scores not in (_NAMED, _LINKED) and name.endswith(("ing", "ed")):
                score = min(score, _OPEN_ENDED)
        return _Name(start, end, _of_whom(text, start, end, score, name, staff), name)

    for match in platforms.PLATFORM.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if after := platforms.AFTER.match(text, match.end()):
            scores = _introduced(match, after, before, text)
            if any(scores):
                yield scored(after, 0, scores)
        if named := platforms.BEFORE.search(before):
            yield scored(named, match.start() - len(before), _ON, closed=True)
    for match in (*platforms.NOUN.finditer(text), *platforms.ADD.finditer(text)):
        said = match.re is platforms.NOUN
        scores = _NAMED if said and not match["account"] else _GIVEN if said and match["link"] else _BESIDE
        yield scored(match, 0, scores)
    yield from _near(layer, original, staff)
    for match in _TAG.finditer(text):
        if not _NUMBERED.search(text, max(0, match.start() - 12), match.end()):
            yield _Name(*match.span("name"), _TAGGED, match["name"])
    for match in _AT_NAME.finditer(text):
        yield _followed(text, match, staff)
    for match in platforms.CODE.finditer(text):
        yield _Name(*match.span("code"), _CODE, match["code"])
    for match in platforms.ONE_WORD.finditer(text):
        if platforms.PLATFORM.search(text, max(0, match.start() - _LOOK_BACK), match.start("name")):
            yield _Name(*match.span("name"), _SPELLED, match["name"].replace(" ", ""))
    for match in platforms.SAME.finditer(text):
        yield _Name(*match.span(), _SAME, match[0])
    for match in platforms.PROFILE.finditer(text):
        name = next(filter(None, match.groups()[1:-1]), "")
        score = _SOMETHING_ON_IT if match["inside"] else _PROFILE
        yield _Name(*match.span(), _of_whom(text, *match.span(), score, name, staff), name)


def _near(layer: Layer, original: str, staff: bool) -> Iterator[_Name]:
    """`i changed my snap, its now mollie_2k11`: unmistakable names that stand not far from a service."""
    text = layer.text
    services = [match.span() for match in platforms.PLATFORM.finditer(text) if not match["unsure"] and match[0] != "snaps"]
    if services:
        starts = [start for start, _ in services]
        for match in platforms.NEAR.finditer(text):
            start, end = match.span("name")
            after = bisect_left(starts, end)
            near = (after and start - services[after - 1][1] <= _NEAR) or (after < len(starts) and starts[after] - end <= _NEAR)
            if near and _spelling(match["name"], original[slice(*layer.span(start, end))]) is _Spelling.TELLING:
                yield _Name(start, end, _of_whom(text, start, end, _NEAR_A_SERVICE, match["name"], staff), match["name"])


def _introduced(platform: re.Match[str], after: re.Match[str], before: str, text: str) -> _Scores:
    """How much a name that stands after a service is worth, by what leads to it."""
    gives = platforms.GIVES.search(before) is not None
    own = gives or platforms.OWN.search(before) is not None
    link = (after["link"] or "").strip()
    plainly = link not in ("", "at", "with", "as", "under", "'s", "s", "me")
    alone = not before[:-10].strip() and not text[after.end() :].strip()
    if after["noun"]:
        return _NAMED if platform["sure"] or own or link else _UNSURE
    if after["im"]:
        return _SAID if gives else _NOTHING
    if gives or (own and (plainly or alone)):
        return _GIVEN
    if own:
        return _OWNED
    if platform["unsure"]:
        return _UNSURE if plainly else _NOTHING
    if plainly or (alone and not before and platform[0] in platforms.RARE):
        return _LINKED
    return _UNSURE if platform["half"] else _BESIDE


def _followed(text: str, match: re.Match[str], staff: bool) -> _Name:
    """`follow @jaydo_07`: an at sign with a request to go there. Alone it may be a member of this very place."""
    start, end = match.span("name")
    name = match["name"]
    before = text[max(0, start - _LOOK_BACK) : start]
    cue = _FOLLOW.search(before)
    service = platforms.PLATFORM.search(text, end, end + 24)
    if not cue and not service:
        return _Name(start, end, 0, name)
    telling = _AS_TYPED.search(name[1:]) or any(map(str.isdigit, name)) or (cue and _OWN_NAME.search(cue[0]))
    score = _FOLLOWED if telling and service else _FOLLOWED_PLAIN
    if telling and cue and _OWN_NAME.search(cue[0]):
        score = _FOLLOWED
    return _Name(start, end, _of_whom(text, start, end, score, name, staff), name)


def _of_whom(text: str, start: int, end: int, score: int, name: str, staff: bool) -> int:
    """The score, or that of a club's own account: it bears a club's name, or staff speak of it as theirs."""
    around = text[max(0, start - _LOOK_BACK) : end + 24]
    of_a_club = platforms.OF_A_CLUB.search(around) is not None
    if platforms.CLUB_NAME.search(name) or (of_a_club and (staff or "us" not in around.split())):
        return min(score, _OF_A_CLUB)
    return score


def _spelling(name: str, original: str) -> _Spelling:
    """How a name is spelled. `original` shows its capitals."""
    bare = name.lstrip("@")
    if len(bare) < 3 or is_other_token(bare) or not any(map(str.isalpha, bare)):
        return _Spelling.NONE
    if bare == name and all(piece in NOT_NAMES or len(piece) < 2 for piece in _PIECES.split(bare)):
        return _Spelling.NONE
    if name != bare or "#" in bare or "_" in bare.strip("_") or _AS_TYPED.search(bare) or _DIGITS_AFTER.match(bare):
        return _Spelling.TELLING
    if any(map(str.isdigit, bare)) or "_" in bare or (_CASED.search(original) and not original.isupper()):
        return _Spelling.HINTED
    return _Spelling.PLAIN if len(bare) >= 4 and bare.replace("-", "").isalpha() else _Spelling.NONE


DETECTOR = Handle()
