"""A name that poses as staff, as the organisation or as the program itself (policy map 5.18).

Read are the names that people gave themselves: a new nickname, the name of a webhook, and the author's own with each message.
Letters of other scripts that are drawn like Latin ones are folded first ("Сoach" with a Cyrillic letter), and such a mixture
is itself a sign. Whoever is staff on the register may be called what they like. A title alone says little of someone who is
not on the register: most who call themselves coach there are coaches whom nobody has entered yet.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.model import Category, Finding, PartKind, Reach, Role
from moderation.text import read

_REASON = "This name looks like that of a member of staff or of the organisation, and its bearer is not on the register as one."
_CHOSEN = frozenset({PartKind.NICKNAME, PartKind.WEBHOOK_NAME})
#: What only staff are called, and what others are called too, with its score. Tokens, so that "badminton" is no admin.
_TITLES = {
    950: "touchline",
    850: "moderator moderators admin admins administrator automod slackbot safeguarding dsl headcoach headteacher headmaster",
    800: "coach coaches instructor tutor assessor trainer umpire secretary treasurer chairman chairwoman committee",
    780: "staff teacher welfare",
    600: "mod mods support owner manager",
    350: "official system referee ref physio volunteer",
}
_TITLE = {word: score for score, words in _TITLES.items() for word in words.split()}
#: "coachdave", "adminjen": a title and a name in one word.
_JOINED = re.compile(r"(?:coach|moderator|admin|teacher)(?!ella|ing|ed|able|es|men|man|istrat|s\Z)[a-z]{3,20}\Z")
_ROLE = re.compile(
    r"(?:head|assistant|club|team|welfare|safeguarding|first aid|lead|under \d+s?|u\d+s?) (?:coach|officer|lead|manager|"
    r"admin|team|desk)"
)
#: What makes a title a child's or a fan's, or no title.
_NOT_ONE = re.compile(
    r"\b(?:not|no|ex|future|wannabe|fake|anti|former|hates?|loves?|fan|junior|young|trainee|mini|daughter|son|kid|child|"
    r"brother|sister|mum|dad|wife|"
    r"husband|of|trip|driver|potato|class|tech|dog|cat|couch|hand|bag|pass|room|life|s)\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: With the first word of its name they make the organisation's: "Larkmead CC", "larkmead_official".
_OURS = frozenset(
    (
        "cc",
        "fc",
        "rfc",
        "afc",
        "hc",
        "nc",
        "sc",
        "bc",
        "tc",
        "club",
        "official",
        "admin",
        "news",
        "office",
        "hq",
        "school",
        "preschool",
        "nursery",
    )
)
_OWN_WORDS = frozenset(("the", "your", "organisation", "club", "official", "team"))
#: Letters of scripts whose letters pass for Latin ones.
_LATIN, _ALIKE = re.compile(r"[A-Za-z]"), re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u13a0-\u13ff]")
#: A name that comes with each message is either told or only a hint, so that it asks nobody for a second look at each of them.
_CERTAIN, _HINT = 700, 390


class Impersonation:
    name = "impersonation/staff"
    version = 1
    clauses = ("5.18",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        if context.author.is_staff or _answers(view, context):
            return
        protected = frozenset(_protected(context))
        chosen = [(index, part.text) for index, part in enumerate(view.parts) if part.kind in _CHOSEN]
        for index, name in chosen:
            if score := _score(name, protected):
                yield saw(self, Category.IMPERSONATION, "looks_like_staff", (index, 0, len(name)), score, _REASON)
        name = view.event.author.name
        if not chosen and (score := _score(name, protected)):
            if score < _CERTAIN or (context.author.role is Role.UNKNOWN and not _poses(name, protected)):
                score = min(score, _HINT)
            yield saw(self, Category.IMPERSONATION, "looks_like_staff", (0, 0, 0), score, _REASON)


def _answers(view: View, context: Context) -> bool:
    """Whether this is the account of somebody who answers for the organisation and is not on the register yet: before it was
    set up nobody is.
    """
    contacts = context.organisation.contacts
    accounts = {each.address for each in (*contacts.chain, *contacts.monitors) if each.reach is Reach.PLATFORM}
    return view.event.author.id in accounts


def _protected(context: Context) -> Iterator[str]:
    """Names that nobody else may bear: of staff, of those who answer for the organisation, and its own; letters only."""
    organisation = context.organisation
    contacts = organisation.contacts
    ours = _words(contacts.organisation)
    if ours and len(ours[0]) > 4 and ours[0] not in _OWN_WORDS:
        yield from (f"{ours[0]} {word}" for word in _OURS)
    names = [contacts.organisation, *(contact.name for contact in (*contacts.chain, *contacts.monitors)), *organisation.staff]
    names += [m.person.name for m in (*context.present, *context.affected, *context.speakers) if m.person.is_staff]
    for name in names:
        words = _words(name)
        if len(words) > 1 and not set(words) <= _OWN_WORDS:
            yield " ".join(words)


def _score(name: str, protected: frozenset[str]) -> int:
    """How surely a name poses as somebody; 0 where nothing speaks for it."""
    words = _words(name)
    if not words:
        return 0
    plain = " ".join(words)
    if _borrowed(words, protected):
        return 900
    excused = _NOT_ONE.search(plain) is not None
    title = max((_TITLE.get(word, 0) for word in words), default=0)
    if _ROLE.search(plain):
        title = max(title, 850)
    if any(_JOINED.match(word) for word in words):
        title = max(title, 760)
    if title and _mixed(name):
        return 930
    return min(title, 300) if excused else title


def _borrowed(words: tuple[str, ...], protected: frozenset[str]) -> bool:
    """Whether the words hold a protected name: whole, in either order, or run together."""
    joined = "".join(words)
    for name in protected:
        parts = name.split()
        run = "".join(parts)
        if set(parts) <= set(words) or (len(run) > 7 and run in joined):
            return True
    return False


def _poses(name: str, protected: frozenset[str]) -> bool:
    """Whether a name is disguised or is somebody's, and not only a title."""
    words = _words(name)
    return _mixed(name) or _borrowed(words, protected) or "touchline" in words


def _mixed(name: str) -> bool:
    return _LATIN.search(name) is not None and _ALIKE.search(name) is not None


@lru_cache(maxsize=2048)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name, folded to plain letters: "Coach_DАVE", "coachDave" and "Coach Dave" are the same two."""
    return tuple(_WORD.findall(read(_HUMP.sub(" ", name[:200])).folded.text.replace("'", " ")))


DETECTOR = Impersonation()
