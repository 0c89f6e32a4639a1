"""Several people, or one again and again, are unkind to the same person (clause 3.3).

Each message may be mild; the pattern is what hurts. It is read off the talk before this message, within the minutes and
numbers that the profile sets, and is raised once: by the message that makes it a pattern. One unkind message is only
evidence, the same messages spread over many people are no pattern, and two who tease each other alike are none either.

At whom a message is meant is said by a mention, a reply or a name; where it is not, it is meant at the one of whom others
spoke just before, or at whoever wrote just before. What the model says counts for this message alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._talk import Key, earlier, key, named
from moderation.model import Category, Event, Finding, PartKind
from moderation.profiles.types import Bullying
from moderation.text import read

_REASON = "Several unkind messages at one person within a short time: this may be a pile-on."
_MILD = "This looks unkind to one person; by itself that is not a pattern."
#: Of the messages before it, so many are told of: the newest.
_TOLD: Final = 8
#: So much of a message is read.
_LENGTH: Final = 400
_TEXTS = frozenset({PartKind.BODY, PartKind.POLL, PartKind.TRANSCRIPT, PartKind.STICKER})
#: A message that names nobody is meant at whom the one before was, if that was so shortly before.
CARRIES: Final = timedelta(minutes=3)
#: From here on the model's word makes a message unkind that has no unkind word.
LIKELY: Final = 500
#: A known name with so many words between it and the unkind one is meant by it: where it stands before, and after.
_AHEAD, _BEHIND = 4, 2

_UNKIND = re.compile(
    r"(?<![a-z])(?:ugly|fat|stupid|dumb|thick|idiot|moron|loser|annoying|boring|cringe|weird|weirdo|freak|lame|rubbish|"
    r"trash|garbage|useless|"
    r"worst|terrible|awful|bad|sad|pathetic|embarrassing|flop|fail|ratio|noob|clown|muppet|melt|baby|crybaby|smelly|"
    r"smells?|stinks?|gross|ew+|"
    r"yuck|minging|hate|horrible|shut (?:up|it)|go away|get out|get lost|leave(?! (?:him|her|them|it)|"
    r" [a-z]{2,20} alone)|no ?(?:one|"
    r"body) (?:asked|cares|likes|wants)|"
    r"who asked|who cares|stop (?:talking|typing|posting|crying)|can'?t (?:play|sing|bat|bowl|catch|dance|act|draw|run|"
    r"read|spell)|"
    r"ruins?|ruining|spoils?|not funny|try ?hard|give up|quit|uninstall|your fault|ur fault|lost (?:us )?(?:the|"
    r"that) (?:game|match)|"
    r"too slow|so slow|slow|snitch|grass|liar|fake|beg|creep|creepy|nerd|nasty|mean|tragic|joke|dropped (?:it|another|"
    r"again)|as usual)(?![a-z])"
    r"|[🤡🐍🐷👎🤮🤢🙄💩]"
)
_KIND = re.compile(
    r"(?<![a-z])(?:not (?:that |so )?(?:bad|rubbish|stupid|ugly|fat|annoying|boring|weird|slow|thick|dumb|your fault|"
    r"ur fault)|leave (?:him|her|them) alone|"
    r"unlucky|well (?:played|done|bowled)|legend|love (?:you|u|ya|it)|sorry|don'?t listen|not funny guys|stop (?:it|"
    r"being mean)|be nice|get well|hope (?:you|u|he|she)|"
    r"feel(?:s|ing)? (?:bad|sick)|bad luck|too bad|so sad to hear|bad news|poor (?:you|thing)|"
    r"happy birthday|hbd|congrat\w{0,12}|"
    r"(?:so |really )?proud of|good luck|miss(?:ed)? (?:you|u)|ur the best|you'?re the best)(?![a-z])"
)
_NAME = r"\s{0,3}@?([a-z][a-z'’-]{1,20}?)"
_WORD = re.compile(r"[a-z][a-z'’-]{1,20}")
#: "jake ur so bad", "Jake, nobody asked", "@jake stop": spoken to, whoever it is.
_SPOKEN_TO = re.compile(
    rf"{_NAME}(?:[,:!]|\.{{2,3}})?\s{{1,3}}(?:u|ur|r u|you|you'?re|your|stop|shut|go|get|leave|just|nobody|no ?one|who asked|"
    rf"why are|why r)\b"
    r"|\s{0,3}@([a-z][a-z'’-]{1,20})\b"
)
#: "jake smells", "jake is a liar": said of somebody, and of nobody but a person.
_SPOKEN_OF = re.compile(
    rf"{_NAME}(?:'s|’s)?\s{{1,3}}(?:thinks|plays|sings|bats|bowls|drops|dropped|cries|cried|acts|talks|types|smells|"
    rf"stinks|needs a wash|"
    r"can'?t (?:play|sing|bat|bowl|catch|dance|act|draw|run|read|spell)|(?:is |was )?(?:so |such |a |an |really |"
    r"literally |just |the ){0,4}"
    r"(?:ugly|fat|thick|idiot|moron|loser|weirdo|freak|liar|snitch|grass|baby|muppet|clown|creep|noob|smelly|crybaby))\b"
)
#: "jake is so boring": might be a lesson or a game, so only if somebody of that name is about.
_NAMED = re.compile(rf"{_NAME}(?:'s|’s)?[,:!]?\s{{1,3}}\w")
#: "he's always like this", "ur so slow": at somebody of whom others spoke just before.
_OF_SOMEBODY = re.compile(r"(?<![a-z])(?:he|she|him|hers?|his|he'?s|she'?s|they|them|they'?re)(?![a-z])")
#: The same, and to somebody's face.
_TO_SOMEBODY = re.compile(
    r"(?<![a-z])(?:u|ur|you|your|you'?re|youre|ya|go away|get (?:out|lost)|shut (?:up|it)|leave|who asked|who cares|no ?(?:one|"
    r"body) (?:asked|cares)|stop (?:talking|typing|posting|crying)|uninstall|quit)(?![a-z])"
)
#: What follows a name that is quoted or asked, and not meant.
_NOT_MEANT = re.compile(r"(?:'s)? (?:said|says|told|asked|reckons|thinks|and|or|vs?)\b")
# fmt: off
_NO_NAME = frozenset({
    "a", "agree", "all", "also", "always", "an", "and", "boys", "bro", "bruh", "but", "coach", "dad", "dude", "everybody",
    "everyone", "ew", "eww", "facts", "game", "get", "girls", "go", "guys", "haha", "he", "hello", "her", "here", "hey",
    "hi", "his", "homework", "honestly", "how", "i", "i'm", "if", "im", "it", "it's", "its", "ive", "just", "lads", "leave",
    "literally", "lmao", "lol", "man", "match", "mate", "maths", "me", "mine", "miss", "most", "mum", "my", "nah", "never",
    "ngl", "no", "nobody", "not", "oh", "ok", "okay", "omg", "one", "or", "our", "ours", "people", "pitch", "please", "pls",
    "really", "ref", "referee", "same", "school", "she", "shut", "sir", "so", "some", "someone", "still", "stop", "tbh",
    "team", "that", "that's", "thats", "the", "their", "then", "there", "these", "they", "this", "those", "today",
    "tomorrow", "too", "training", "u", "ur", "very", "we", "weather", "well", "what", "when", "where", "which", "who",
    "why", "wow", "yeah", "yep", "yes", "you", "your", "yours",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class _Unkind:
    """One unkind message: who wrote it, at whom, and where its unkind words stand."""

    event: Event
    targets: frozenset[Key]
    place: tuple[int, int, int]

    @property
    def author(self) -> Key:
        return key(self.event.author)


class PileOn:
    name = "bullying/pile_on"
    version = 3
    clauses = ("3.3",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        now = view.event
        limits = context.profile.bullying
        likely = context.opinion.of(Category.BULLYING) >= LIKELY
        if not likely and not any(_words(text)[1] for _, text in _texts(now)):
            return
        before = earlier(view, context, timedelta(minutes=limits.window_minutes))
        talk = (*{event.message: event for event in before}.values(), now)
        met = list(_unkind(talk, _names(talk, context), now if likely else None))
        if not met or met[-1].event is not now:
            return
        ids: tuple[str, ...] = ()
        score, reason = 250, _MILD
        for target in met[-1].targets:
            if _is_pattern(met[:-1], target, limits):
                score = max(score, 390)
            elif _is_pattern(met, target, limits):
                score, reason = 800, _REASON
                ids = tuple(each.event.id for each in met[:-1] if target in each.targets)[-_TOLD:]
        yield replace(saw(self, Category.BULLYING, "pile_on", met[-1].place, score, reason), earlier=ids)


def _is_pattern(met: Sequence[_Unkind], target: Key, limits: Bullying) -> bool:
    authors = [each.author for each in met if target in each.targets]
    back = [each.targets for each in met if each.author == target]
    return len(set(authors)) >= limits.several_authors or any(
        authors.count(author) - sum(author in targets for targets in back) >= limits.one_author_times for author in set(authors)
    )


def _unkind(talk: Sequence[Event], known: Mapping[str, Key], likely: Event | None) -> Iterator[_Unkind]:
    """The unkind messages of a talk that are meant at somebody; `likely` is one that is unkind whatever its words."""
    last: _Unkind | None = None
    previous: Event | None = None
    for event in talk:
        found = _place(event, event is likely)
        if found is not None:
            place, text = found
            own = key(event.author)
            targets = frozenset(_aimed(event, text, known)) or frozenset(_carried(event, text, last, previous))
            if targets - {own}:
                last = _Unkind(event, targets - {own}, place)
                yield last
        previous = event


def _texts(event: Event) -> Iterator[tuple[int, str]]:
    for index, part in enumerate(event.parts):
        if part.kind in _TEXTS:
            yield index, part.text[:_LENGTH]


def _place(event: Event, likely: bool) -> tuple[tuple[int, int, int], str] | None:
    """Where a message is unkind, and the words of that part; None when it is not."""
    for index, text in _texts(event):
        words, spans = _words(text)
        if spans:
            return (index, *spans[0]), words
        if likely and words:
            return (index, 0, 0), words
    return None


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text as words, and where its first unkind word stands if it is not kind. Kept, since a talk is read at each message."""
    words = read(text).words
    met = next(words.find(_UNKIND), None)
    unkind = met is not None and not _KIND.search(words.text)
    return words.text, ((met[1], met[2]),) if met is not None and unkind else ()


def _aimed(event: Event, text: str, known: Mapping[str, Key]) -> Iterator[Key]:
    """At whom: those mentioned, whoever is replied to, a name that a line begins with, a known name beside the unkind word."""
    yield from named(event)
    for line in text.split("\n")[:5]:
        spoken = _SPOKEN_TO.match(line) or _SPOKEN_OF.match(line)
        met = _NAMED.match(line)
        if met and met[1] in known and not _NOT_MEANT.match(line, met.end(1)):
            yield known[met[1]]
        elif spoken is not None and (name := next(filter(None, spoken.groups()))) not in _NO_NAME:
            yield known.get(name, ("name", name))
        else:
            yield from _beside(line, known)


def _beside(line: str, known: Mapping[str, Key]) -> Iterator[Key]:
    unkind = _UNKIND.search(line)
    if unkind is None:
        return
    for word in _WORD.finditer(line):
        target = known.get(word[0].removesuffix("'s"))
        ahead = word.end() <= unkind.start()
        between = line[word.end() : unkind.start()] if ahead else line[unkind.end() : word.start()]
        near = len(between.split()) <= (_AHEAD if ahead else _BEHIND)
        if target and near and not _NOT_MEANT.match(line, word.end()):
            yield target


def _carried(event: Event, text: str, last: _Unkind | None, previous: Event | None) -> Iterator[Key]:
    """At whom, where nobody is named: as the unkind message before, or at whoever wrote last when it is said to their face."""
    to_face = _TO_SOMEBODY.search(text) is not None
    own = key(event.author)
    recent = last is not None and event.at - last.event.at <= CARRIES
    if last is not None and recent and own not in last.targets and (to_face or _OF_SOMEBODY.search(text)):
        yield from last.targets
    elif to_face and previous is not None and event.at - previous.at <= CARRIES:
        yield key(previous.author)


def _names(talk: Sequence[Event], context: Context) -> Mapping[str, Key]:
    """The first names of those in this talk, each by its account, so that a name and a mention are one target."""
    accounts = [account for event in talk for account in (event.author, *event.mentions, *filter(None, (event.reply_to,)))]
    members = (*context.present, *context.affected, *context.speakers)
    told = [(account.name, key(account)) for account in accounts]
    told += [(name, key(each.account)) for each in members for name in (each.person.name, each.person.known_as)]
    return {name.split()[0].lower(): who for name, who in told if name.split() and name.split()[0].lower() not in _NO_NAME}


DETECTOR = PileOn()
