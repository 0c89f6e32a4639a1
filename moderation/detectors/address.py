"""Addresses of homes (policy map 2.1, 2.4, 2.6), but for the organisation's own places (2.3).

A number and a street, a flat and its building, a house with a name, a street that somebody says they live on; with or
without town and postcode. How sure it is depends on the kind of street ("road" hardly means anything else, "way" does),
on whether it is named as streets are, and on whether the words around it speak of living there or of a place to play.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors import _street_words as words_of
from moderation.detectors import _streets as streets
from moderation.detectors._postcodes import AREAS, is_postcode
from moderation.detectors._whereabouts import Whereabouts, whereabouts
from moderation.model import Category, Finding
from moderation.text import Layer, Reading

#: Without one of these there is nothing to look for.
_WORTHWHILE = re.compile(
    r"[0-9]|(?<![a-z])(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|liv(?:es?|ing)?|stay(?:ing)?|move[ds]?|moving|flat|cottage|"
    r"farm|farmhouse|bungalow|lodge|rectory|vicarage|forge|manse|house|lane|street|road|rd)(?![a-z])"
)
#: Right before a number: it counts something, or names a thing that is no house.
_COUNTS = re.compile(
    r"(?<![a-z])(?:years?|yr|yrs|level|under|over|age|aged|grade|stage|round|week|day|page|chapter|room|pitch|court|lane|gate|"
    r"bus|route|junction|exit|platform|section|set|top|last|first|next|about|around|nearly|only|every|of|than|past|x|times|"
    r"won|lost|drew|scored|score|beat|leading|losing|ran|did|another|exactly|question|task|step|group|team|the|these|those|my|"
    r"our|with|have|has|had|got|get|need|want|bought|play|see|saw)[ ]\Z"
)
_CLOCK = re.compile(
    r"(?<![a-z])(?:meet|meeting|training|train|kick off|ko|start|starts|session|match|game|practice|nets|be there|finish|"
    r"finishes|bus|leave|leaving|arrive|pick ?up|see (?:you|u|ya)|cu|c u|open|opens|doors)(?![a-z])"
    r"(?:[^.!?\n]{0,30}(?<![a-z])(?:at|by|for|from|till?|until|@))?[ ]\Z"
)
_AN_HOUR = re.compile(r"(?:[1-9]|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)")
_A_YEAR = re.compile(r"(?:1[6-9]|20)[0-9]{2}")
_TOO_MANY_TO_COUNT = re.compile(r"1[3-9]|[2-9][0-9]|1[0-9]{2}|[0-9]{1,3}[a-h]")
#: After a kind of street: the words belong to something else that is called after it.
_CALLED_AFTER = re.compile(
    r"[ ](?:school|primary|juniors?|infants|academy|surgery|cc|fc|afc|rfc|united|rovers|rangers|city|bus|buses|trips?|races?|"
    r"works|closures?|closed|food|dance|dancer|fighter|party|lights?|signs?|map|reps?|sprints?|climbs?|runs?|shots?|swimmers?|"
    r"cricket|football|rugby|hockey|game|games|challenge|handicap|tie|kick|throw|rides?|walks?|holes?|corner|ahead|behind)"
    r"(?![a-z])"
)
_SAINT = re.compile(
    r"[ ](?:john|james|mary|peter|paul|george|anne?|andrew|david|patrick|michael|luke|mark|nicholas|helen|cuthbert|thomas)"
)
#: Where nobody lives: addresses of stories, games and the news.
_FAMOUS = re.compile(
    r"(?:10|ten|11) downing st|221 ?b baker st|4 privet dr|742 evergreen|12 grimmauld|32 windsor gardens|42 wallaby|124 conch|"
    r"coronation street|albert square|ramsay street|wisteria lane|elm street|sesame street"
)
_OURS = ("mine", "ours", "house")
_ARTICLES = frozenset(("a", "an", "the", "this", "that", "some"))
_NOT_HOUSES = frozenset(
    (
        *("holiday", "dairy", "pig", "sheep", "animal", "care", "travel", "city", "tree", "full", "big", "white", "council"),
        *("safe", "open", "ant", "fish", "wind", "hunting", "ski", "log"),
    )
)
_MOORED = ("mooring", "berth")
_THE_OLD = ["the", "old"]

_CERTAIN, _LEAST, _AT_A_VENUE = 980, 150, 550
_FOR_LIVING, _FOR_A_NAME, _FOR_A_POSTCODE, _FOR_A_DISTRICT, _FOR_A_LABEL = 350, 180, 300, 150, 120
_REASON = "This looks like the address of a home."


@dataclass(frozen=True, slots=True)
class _Place:
    """[start, end) of the folded layer, and how likely it is that somebody lives there."""

    start: int
    end: int
    score: int


class Address:
    name = "personal-details/address"
    version = 2
    clauses = ("2.1", "2.4", "2.6")

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        for part, reading in enumerate(view.readings):
            layer = reading.folded
            if not _WORTHWHILE.search(layer.text):
                continue
            for place in _merged(layer.text, sorted(_places(reading, layer), key=lambda p: (p.start, -p.end))):
                if place.score < _LEAST:
                    continue
                start, end = layer.span(place.start, place.end)
                if not context.allowed.allows("address", reading.original[start:end]):
                    yield saw(self, Category.PERSONAL_DETAILS, "address", (part, start, end), place.score, _REASON)


def _places(reading: Reading, layer: Layer) -> Iterator[_Place]:
    text = layer.text
    for match in streets.DOOR.finditer(text):
        yield _door(reading, layer, match)
    for match in streets.WELSH.finditer(text):
        yield _weighed(text, match.start(), match.end(), 800)
    for match in streets.FLAT.finditer(text):
        yield _flat(text, match)
    for match in streets.STREET_FIRST.finditer(text):
        words = match["name"].split()
        if words_of.can_be_a_name(words[-1:]):
            start = match.start() if words_of.can_be_a_name(words) else match.end("name") - len(words[-1])
            likely = words_of.is_like_a_name(words) or _capitals(reading, layer, match.span("name"))
            sure = likely or match["type"] in words_of.SURE
            yield _weighed(text, start, match.end(), 720 if sure else 350)
    for match in streets.LIVES_AT.finditer(text):
        if match["name"] not in words_of.NOT_NAMES:
            likely = words_of.is_like_a_name([match["name"]]) or _capitals(reading, layer, match.span("name"))
            start, end, _ = _with_postcode(text, *match.span("place"))
            said = match[0].startswith(_OURS)
            yield _Place(start, end, (730 if said else 860) if likely else (380 if said else 730))
    for match in streets.LIVES_ON.finditer(text):
        words = (match["name"] or "").split()
        if not words or words_of.can_be_a_name(words):
            likely = not words or match["type"] in words_of.SURE or words_of.is_like_a_name(words)
            yield _Place(*match.span("place"), 560 if likely else 300)
    for match in (*streets.BY_SIGHT.finditer(text), *streets.LIVES_BESIDE.finditer(text)):
        yield from _by_sight(text, match)
    for match in streets.PITCH.finditer(text):
        if match["kind"] in _MOORED or match["sort"]:
            yield _weighed(text, *match.span(), 730)
    for match in streets.GLUED.finditer(text):
        yield _Place(*match.span(), 720)
    for match in streets.NAMED_HOUSE.finditer(text):
        yield from _named_house(reading, layer, match)


def _door(reading: Reading, layer: Layer, match: re.Match[str]) -> _Place:
    text = layer.text
    start, end = match.span()
    words = match["name"].split()
    kind = (match["more"] or match["type"]).strip()
    before = text[max(0, start - 64) : start]
    if not words_of.can_be_a_name(words) or (match["more"] is None and kind in words_of.TITLES and _SAINT.match(text, end)):
        return _Place(start, end, 0)
    sure, named = kind in words_of.SURE, words_of.is_like_a_name(words)
    if match["link"] and (words == ["the"] or (match["link"] == "," and not sure)):
        return _Place(start, end, 0)
    if words == ["the"]:
        score = 480 if sure or named else 420
    elif sure:
        score = 860 if named or _capitals(reading, layer, match.span("name")) else 720
    elif _capitals(reading, layer, (match.start("name"), end)):
        score = 800 if named else 720
    else:
        score = 710 if named else 360 + 120 * (len(words) == 1 and _TOO_MANY_TO_COUNT.fullmatch(match["number"]) is not None)
    if match["number"][0].isalpha() and not named:
        score -= 150
    if match["label"]:
        score += _FOR_A_LABEL
    elif match["link"] and match["link"].strip() != ",":
        score -= 320
    living = whereabouts(text, start, end) is Whereabouts.LIVED_IN
    if not living:
        if (_COUNTS.search(before) and not match["label"]) or _CALLED_AFTER.match(text, end) or _FAMOUS.search(match[0]):
            return _Place(start, end, 0)
        if _A_YEAR.fullmatch(match["number"]):
            score -= 300
        if _AN_HOUR.fullmatch(match["number"]) and _CLOCK.search(before):
            score -= 260
    return _weighed(text, start, end, score)


def _flat(text: str, match: re.Match[str]) -> _Place:
    words = (match["name"] or "").split()
    if match["house"] and words_of.can_be_a_name(words):
        return _weighed(text, *match.span(), 800)
    start, end = match.start(), match.end("number")
    living = whereabouts(text, start, end) is Whereabouts.LIVED_IN
    return _Place(start, end, 520 if living else 0)


def _by_sight(text: str, match: re.Match[str]) -> Iterator[_Place]:
    """A house told by what stands beside it, where somebody says that it is theirs."""
    start, end = match.span("place")
    if match["name"] not in words_of.NOT_NAMES and _is_theirs(text, start, end):
        yield _Place(start, end, 740)


def _is_theirs(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 24) : start]
    return streets.OWN_BEFORE.search(before) is not None or streets.OWN_AFTER.match(text, end) is not None


def _named_house(reading: Reading, layer: Layer, match: re.Match[str]) -> Iterator[_Place]:
    """`we live at rose cottage`, never `we live in a cottage`."""
    text, words = layer.text, match["name"].split()
    start = match.start()
    if len(words) == 2 and words != _THE_OLD and (words[0] in words_of.NOT_NAMES or words[0] in _ARTICLES):
        start += len(words[0]) + 1
        if words[0] in _ARTICLES:
            return
        words = words[1:]
    if words != _THE_OLD and not (words_of.NOT_NAMES | _NOT_HOUSES | _ARTICLES).isdisjoint(words):
        return
    likely = words_of.is_like_a_name(words) or _capitals(reading, layer, (start, match.end("type")))
    theirs = _is_theirs(text, start, match.end())
    living = theirs or whereabouts(text, start, match.end()) is Whereabouts.LIVED_IN
    if match["street"]:
        yield _weighed(text, start, match.end(), (560 if likely else 450) + 200 * theirs)
    elif living:
        yield _Place(start, match.end("type"), 730 if likely else 450)


def _weighed(text: str, start: int, end: int, score: int) -> _Place:
    """A place with its town and postcode, weighed by what is said around it."""
    start, end, more = _with_postcode(text, start, end)
    match whereabouts(text, start, end):
        case Whereabouts.LIVED_IN:
            return _Place(start, end, min(score + more + _FOR_LIVING, _CERTAIN))
        case Whereabouts.NAMED:
            return _Place(start, end, min(score + more + _FOR_A_NAME, _CERTAIN))
        case Whereabouts.VENUE:
            return _Place(start, end, min(score + more, _AT_A_VENUE))
        case Whereabouts.PLAY | Whereabouts.UNSAID:
            return _Place(start, end, min(score + more, _CERTAIN))


def _with_postcode(text: str, start: int, end: int) -> tuple[int, int, int]:
    rest = streets.TO_POSTCODE.match(text, end)
    if rest and is_postcode(rest["code"].replace(" ", "")):
        return start, rest.end(), _FOR_A_POSTCODE
    district = streets.TO_DISTRICT.match(text, end)
    if district and district["area"] in AREAS:
        return start, district.end(), _FOR_A_DISTRICT
    return start, end, 0


def _capitals(reading: Reading, layer: Layer, span: tuple[int, int]) -> bool:
    """Whether every word there begins with a capital, in a message that is not all capitals."""
    start, end = layer.span(*span)
    words = reading.original[start:end].split()
    return all(word[0].isupper() for word in words) and not reading.original.isupper()


def _merged(text: str, places: list[_Place]) -> Iterator[_Place]:
    """Places that overlap, or have only a comma between them ("flat 2, 9 mill lane"), as one."""
    current: _Place | None = None
    for place in places:
        if current and (place.start < current.end or not text[current.end : place.start].strip(" ,.\n")):
            score = max(current.score, place.score)
            current = _Place(current.start, max(current.end, place.end), score)
        else:
            if current:
                yield current
            current = place
    if current:
        yield current


DETECTOR = Address()
