"""Schools that children go to (policy map 2.1, 2.6), but for the organisation's own and those on its allow-list (2.3).

A name counts only with words that make it somebody's own: "I go to …", "year 9 at …", "picks him up from …", a named child
"from …". A school that is played against, hired or driven to is no secret. What a name is, the gazetteer says (register of
the Department for Education), or a school word beside it, or after the surest words its capitals alone.
"""

import re
from collections.abc import Iterator

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors import _school_words as words_of
from moderation.detectors._school_cues import (
    SOMEBODY_ELSE,
    Cue,
    are_people,
    cue,
    is_at_venue,
    is_beside_lessons,
    is_within,
    speaks_of_classes,
    told_in_exchange,
    worn,
)
from moderation.detectors._school_names import Look, Name, Names
from moderation.detectors._school_own import core, own_school
from moderation.model import Category, EventKind, Finding
from moderation.schools import Schools
from moderation.text import Reading, read

_LEAST = 100
_AT_A_VENUE = 250
_REASON = "This looks like the name of a school that a child goes to."

#: The score of a name by what it looks like, for each cue in the order of `Cue`.
_SCORES = {
    Look.LISTED_SCHOOL: (380, 740, 780, 880, 890, 900, 950, 970),
    Look.LISTED: (150, 200, 380, 560, 760, 770, 910, 940),
    Look.SAINT: (100, 150, 300, 540, 720, 720, 890, 930),
    Look.PLACE: (100, 100, 200, 250, 300, 440, 660, 890),
    Look.SCHOOL: (350, 720, 760, 840, 860, 860, 900, 930),
    Look.LOOSE: (200, 300, 720, 740, 790, 800, 860, 900),
    Look.ACTIVITY: (0, 0, 0, 200, 200, 300, 350, 750),
    Look.LETTERS: (0, 0, 0, 0, 0, 0, 380, 810),
    Look.LISTED_LETTERS: (0, 0, 100, 300, 420, 450, 800, 900),
    Look.CAPITALS: (0, 0, 0, 0, 0, 0, 0, 300),
    Look.TOWN: (0, 0, 0, 0, 0, 0, 0, 300),
    Look.SMALL: (0, 0, 0, 0, 0, 0, 0, 0),
}
#: What people say that they wear or are: "my Harfield High blazer", but not "a spare school tie".
_OF_A_UNIFORM = frozenset(
    (Look.LISTED_SCHOOL, Look.LISTED, Look.SAINT, Look.PLACE, Look.SCHOOL, Look.LETTERS, Look.LISTED_LETTERS)
)
_WITH_A_KIND = frozenset((Look.LISTED_SCHOOL, Look.SCHOOL, Look.LOOSE))
_UNKNOWN_AFTER_CLASSES = {Look.CAPITALS: 790, Look.TOWN: 790, Look.SMALL: 730}
_UNKNOWN_IN_EXCHANGE = {Look.CAPITALS: 740, Look.TOWN: 720, Look.SMALL: 560}
#: Where somebody is there and lessons are spoken of: "i go marlby, our uniform is green".
_UNKNOWN_BESIDE_LESSONS = {Look.CAPITALS: 720, Look.TOWN: 560, Look.PLACE: 720, Look.SMALL: 560}
_SCHOOL_LETTERS = re.compile(r"[A-Z]{1,4}(?:HS|GS|CS|SS|PS|SB|SG|SFC|GSB|GSG|[A-Z]S)\Z")
_LETTERS_LIKE_A_SCHOOL = 740

_TAG = re.compile(r"(?<![a-z0-9&#])#(?P<word>[a-z0-9_]{5,40})")
_TAG_KIND = re.compile(
    r"(?P<stem>[a-z0-9_]{4,40}?)_?(?P<kind>high|highschool|primary|primaryschool|academy|grammar|school|juniors?|infants?|prep|"
    r"college|sch|sixthform|nursery)\Z"
)
_NO_STEM = re.compile(
    r"(?:back|back_?to|after|first|last|high|old|home|new|big|boarding|summer|primary|secondary|middle|life|love|night|dance|sunday|pre|"
    r"football|cricket|rugby|netball|swim|private|public|state|our|my|world|national|end|day|cover|theatre|drama|hate|art)\w{0,12}"
)
_LISTED_TAG, _TAG_WITH_KIND, _UNKNOWN_TAG = 740, 880, 500


class School:
    name = "personal-details/school"
    version = 2
    clauses = ("2.1", "2.6")

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        schools, own, asked = context.organisation.schools, own_school(context), _asked(view, context)
        for part, reading in enumerate(view.readings):
            for start, end, score in (*_named(reading, schools, asked), *_tagged(reading, schools)):
                written = reading.original[start:end]
                if score >= _LEAST and not context.allowed.allows("school", written) and (not own or core(written) != own):
                    yield saw(self, Category.PERSONAL_DETAILS, "school", (part, start, end), score, _REASON)


def _named(reading: Reading, schools: Schools, asked: str) -> Iterator[tuple[int, int, int]]:
    """Where names stand in the original, with their scores."""
    names = Names(reading, schools)
    text = names.layer.text
    for name in names:
        if score := _score(names, name, text, asked):
            yield *names.layer.span(name.start, name.end), score


def _cue(names: Names, name: Name, text: str, asked: str) -> Cue:
    """What the words around a name say of it, with what only counts for some kinds of names."""
    said = cue(text, name.start, name.end, asked)
    if said < Cue.STRONG and name.look in _OF_A_UNIFORM and worn(text, name.end):
        return Cue.STRONG
    if said < Cue.WEAK:
        if name.look in (Look.LISTED_SCHOOL, Look.SCHOOL) and are_people(text, name.end):
            return Cue.MEDIUM
        if name.look in _WITH_A_KIND and is_within(text, name.start) and not is_at_venue(text, name.start, name.end):
            return Cue.PRESENT
        if _is_somebodys(names, name) and not is_at_venue(text, name.start, name.end):
            return Cue.MEDIUM
    if name.words == 1:  # a village, as often as not
        return {Cue.WEAK: Cue.LIFE, Cue.PRESENT: Cue.WEAK}.get(said, said)
    return said


def _score(names: Names, name: Name, text: str, asked: str) -> int:
    said = _cue(names, name, text, asked)
    score = _SCORES[name.look][said]
    if name.look is Look.LETTERS and said >= Cue.HABIT and _SCHOOL_LETTERS.match(_written(names, name)):
        score = max(score, _LETTERS_LIKE_A_SCHOOL)
    unknown = _UNKNOWN_AFTER_CLASSES.get(name.look, 0)
    if unknown and said is Cue.STRONG and speaks_of_classes(text, name.start, name.look is not Look.SMALL):
        score = unknown
    if (
        Cue.PRESENT <= said < Cue.STRONG
        and name.look in _UNKNOWN_BESIDE_LESSONS
        and is_beside_lessons(text, name.start, name.end)
    ):
        score = max(score, _UNKNOWN_BESIDE_LESSONS[name.look])
    if unknown and told_in_exchange(text, name.start, name.end):
        score = max(score, _UNKNOWN_IN_EXCHANGE[name.look])
    return min(score, _AT_A_VENUE) if said is Cue.NONE and is_at_venue(text, name.start, name.end) else score


def _written(names: Names, name: Name) -> str:
    start, end = names.layer.span(name.start, name.end)
    return names.original[start:end]


def _is_somebodys(names: Names, name: Name) -> bool:
    """Whether a child is named right before: "Ella from …", "Mia Reed (…)", "Jack is at …"."""
    at = name.first - 1
    if at >= 0 and names.tokens[at].word == "the":
        at -= 1
    between = names.tokens[at].word if at >= 0 else ""
    if between in ("from", "of", "at", "in"):
        at -= 1
        if at >= 0 and between == "at" and names.tokens[at].word in ("is", "s", "are"):
            at -= 1
    elif at < 0 or names.tokens[name.first].linked or "\n" in names.layer.text[names.tokens[at].end : name.start]:
        return False
    if between in ("from", "of") and name.look in _WITH_A_KIND and at > 0 and names.tokens[at].capital:
        return names.tokens[at].word not in words_of.ORDINARY | words_of.CLUBS  # a capital within a sentence: somebody's name
    return any(_is_a_child(names.tokens[n].word) for n in (at, at - 1) if n >= 0)


def _is_a_child(word: str) -> bool:
    return word in words_of.FIRST_NAMES or word.removesuffix("s") in words_of.FIRST_NAMES


def _tagged(reading: Reading, schools: Schools) -> Iterator[tuple[int, int, int]]:
    """Schools in hashtags: "#beechencliff", "#harfieldhigh"."""
    if "#" not in reading.folded.text:
        return
    for match, start, end in reading.folded.find(_TAG):
        word = match["word"]
        kind = _TAG_KIND.match(word)
        stem = kind["stem"] if kind else word
        if kind and schools.is_joined(stem):
            yield start + 1, end, _TAG_WITH_KIND
        elif schools.is_joined(word.replace("_", "")) and len(word) >= 9:
            yield start + 1, end, _LISTED_TAG
        elif kind and not _NO_STEM.fullmatch(stem) and len(stem) >= 5:
            layer = reading.folded.text
            yield start + 1, end, _TAG_WITH_KIND if cue(layer, *match.span(), "") is Cue.STRONG else _UNKNOWN_TAG


def _asked(view: View, context: Context) -> str:
    """The end of the last message before: a question that this one answers, or a sentence that it goes on with."""
    past = next((event for event in reversed(context.window) if event.message != view.event.message), None)
    if past is None or past.kind is EventKind.DELETED:
        return ""
    same = (past.author.platform, past.author.id) == (view.event.author.platform, view.event.author.id)
    return f"{read(past.parts[0].text[-96:]).words.text.strip()}{' ' if same else SOMEBODY_ELSE}" if past.parts else ""


DETECTOR = School()
