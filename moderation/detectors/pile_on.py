"""Several people, or one again and again, are unkind to the same person (clause 3.3).

Each message may be mild; the pattern is what hurts. It is read off the talk before this message, within the minutes and
numbers that the profile sets, and is raised once: by the message that makes it a pattern. One unkind message is only
evidence, and the same messages spread over many people are no pattern.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.model import Account, Category, Event, EventKind, Finding, PartKind
from moderation.text import read

_REASON = "Several unkind messages at one person within a short time: this may be a pile-on."
_MILD = "This looks unkind to one person; by itself that is not a pattern."
#: So much of a message is read, and so many messages before it.
_LENGTH, _MESSAGES = 400, 80
_TEXTS = frozenset({PartKind.BODY, PartKind.POLL, PartKind.TRANSCRIPT, PartKind.STICKER})

_UNKIND = re.compile(
    r"(?<![a-z])(?:ugly|fat|stupid|dumb|thick|idiot|moron|loser|annoying|boring|cringe|weird|weirdo|freak|lame|rubbish|"
    r"trash|garbage|useless|"
    r"worst|terrible|awful|bad|sad|pathetic|embarrassing|flop|fail|ratio|noob|clown|muppet|melt|baby|crybaby|smelly|"
    r"smells?|stinks?|gross|ew+|"
    r"yuck|minging|hate|horrible|shut (?:up|it)|go away|get out|get lost|leave(?! (?:him|her|them|it))|no ?(?:one|"
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
    r"feel(?:s|ing)? (?:bad|sick)|bad luck|too bad|so sad to hear|bad news|poor (?:you|thing))(?![a-z])"
)
_NAME = r"\s{0,3}@?([a-z][a-z'’-]{1,20}?)"
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

    author: tuple[str, str]
    targets: frozenset[str]
    part: int
    start: int
    end: int


class PileOn:
    name = "bullying/pile_on"
    version = 1
    clauses = ("3.3",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        known = _names((*context.window, view.event))
        now = _unkind(view.event, known)
        if now is None:
            return
        limits = context.profile.bullying
        since = view.event.at - timedelta(minutes=limits.window_minutes)
        before = [
            earlier
            for event in _latest(context.window, view.event)
            if event.at >= since and (earlier := _unkind(event, known)) is not None
        ]
        score, reason = 250, _MILD
        for target in sorted(now.targets):
            authors = [each.author for each in before if target in each.targets]
            if _is_pattern(authors, limits.several_authors, limits.one_author_times):
                score = max(score, 390)
            elif _is_pattern([*authors, now.author], limits.several_authors, limits.one_author_times):
                score, reason = 800, _REASON
        yield saw(self, Category.BULLYING, "pile_on", (now.part, now.start, now.end), score, reason)


def _is_pattern(authors: Sequence[tuple[str, str]], several: int, times: int) -> bool:
    return len(set(authors)) >= several or any(authors.count(author) >= times for author in set(authors))


def _latest(window: Sequence[Event], current: Event) -> Iterator[Event]:
    """The last messages before this one, each in its last version."""
    versions = {event.message: event for event in window[-_MESSAGES:]}
    for message, event in versions.items():
        if message != current.message and event.kind in (EventKind.POSTED, EventKind.EDITED):
            yield event


def _unkind(event: Event, known: dict[str, str]) -> _Unkind | None:
    for index, part in enumerate(event.parts):
        if part.kind not in _TEXTS:
            continue
        words = read(part.text[:_LENGTH]).words
        met = next(words.find(_UNKIND), None)
        if met is None or _KIND.search(words.text):
            continue
        own = _key(event.author)
        targets = frozenset(target for target in _targets(event, words.text, known) if target != own)
        if targets:
            return _Unkind((event.author.platform, event.author.id), targets, index, met[1], met[2])
    return None


def _targets(event: Event, text: str, known: dict[str, str]) -> Iterator[str]:
    """At whom: those mentioned, whoever is replied to, and a name that the message begins with."""
    for account in (*event.mentions, *((event.reply_to,) if event.reply_to else ())):
        yield _key(account)
    for line in text.split("\n")[:5]:
        named = _NAMED.match(line)
        if named and named[1] in known:
            yield known[named[1]]
        elif (spoken := _SPOKEN_TO.match(line) or _SPOKEN_OF.match(line)) is not None:
            name = next(filter(None, spoken.groups()))
            if name not in _NO_NAME:
                yield known.get(name, f"name:{name}")


def _names(events: Sequence[Event]) -> dict[str, str]:
    """The first names of the accounts in this talk, each by its account, so that a name and a mention are one target."""
    met: dict[str, str] = {}
    for event in events[-_MESSAGES:]:
        for account in (event.author, *event.mentions, *((event.reply_to,) if event.reply_to else ())):
            first = account.name.split()[0].lower() if account.name.split() else ""
            if first:
                met[first] = _key(account)
    return met


def _key(account: Account) -> str:
    return f"account:{account.platform}:{account.id}"


DETECTOR = PileOn()
