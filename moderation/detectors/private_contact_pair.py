"""An adult draws a child into private contact little by little (clauses 3.7, 5.1, 5.5, 5.8, 5.16).

One message is seldom a verdict, and no stage must come before another. So the small things that an adult wrote to a child in
this conversation are added up: each fades with time, no kind counts for much by itself, and different kinds count for more
than the same again. What the child answers only adds to a talk that is already worrying. Staff, who know the rules, are
judged at less. The sum is evidence for this message alone: it is worked out anew each time and kept nowhere (decisions 12).

A finding is raised only about what an adult writes, never about a child's answer. Who is not on the register counts as an
adult towards a child (decisions 10).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from math import fsum
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._pair_cues import ANSWERS, CUES
from moderation.detectors._phrases import Said, said
from moderation.detectors._talk import Key, alone, answered, earlier, family, key, named, people, words_of
from moderation.detectors.private_contact import phrases
from moderation.model import Category, Event, Finding, Person

#: What was written so long ago counts for half, and what is older than `REACH` for nothing.
HALF_LIFE: Final = timedelta(days=3)
REACH: Final = timedelta(days=30)
#: The share of its own score that a phrase of `private_contact` has here.
SHARE: Final = 0.5
#: The most that one kind comes to, however often it is met, and the most that a child's answers come to together.
MOST_OF_A_KIND: Final = 450
MOST_OF_ANSWERS: Final = 150
#: What each kind after the first adds, once it comes to so much itself.
BONUS: Final = 90
COUNTS_AS_A_KIND: Final = 120
#: What any talk may come to before it means anything, and how much more it means where staff write.
GROUND: Final = 200
STAFF: Final = 1.15
#: One kind or one message alone stays below what anybody is shown: `private_contact` judges those.
NO_PATTERN: Final = 390
MOST: Final = 950

_REASON = "Several small things that this adult wrote to a child in this conversation add up to what may be grooming."


@dataclass(frozen=True, slots=True)
class Sign:
    """One small thing: its kind, its points in thousandths, in which message, and how long before the one that is judged."""

    kind: str
    points: int
    message: str
    age: timedelta

    @property
    def weight(self) -> float:
        return float(self.points * 0.5 ** (self.age / HALF_LIFE))


class Pair:
    name = "private_contact/pair"
    version = 1
    clauses = ("3.7", "5.1", "5.5", "5.8", "5.16")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        if not (context.author.may_be_adult and context.may_reach_children):
            return
        known = people(view, context)
        own = key(view.event.author)
        children = [
            each
            for each, person in known.items()
            if each != own and person.may_be_child and not family(view.event.author, person)
        ]
        # Where nobody else is known yet, whoever reads it counts as a child (decisions 10); among adults alone nobody does.
        if not children and len(known) > 1:
            return
        talk = (*earlier(view, context, REACH), view.event)
        written = list(_written(talk, view.event, known))
        if not written:
            return
        scored = [_towards(child, written, talk, view.event, context.author) for child in children or [own]]
        score, kind = max(scored)
        if score:
            where = _where(view, context.author, kind) if score > NO_PATTERN else (0, 0, 0)
            yield saw(self, Category.PRIVATE_CONTACT, kind, where, score, _REASON)


def total(signs: Iterable[Sign], answers: Iterable[Sign] = (), staff: bool = False) -> int:
    """What the signs towards one child come to, in thousandths. Their order means nothing, and one more never lowers it."""
    signs = tuple(signs)
    kinds = [points for points in sums(signs).values() if points]
    if not kinds:
        return 0
    several = BONUS * max(0, sum(points >= COUNTS_AS_A_KIND for points in kinds) - 1)
    replies = min(MOST_OF_ANSWERS, fsum(answer.weight for answer in answers))
    points = max(0.0, fsum(kinds) + several + replies - GROUND) * (STAFF if staff else 1)
    pattern = len(kinds) > 1 and len({sign.message for sign in signs}) > 1
    return min(MOST if pattern else NO_PATTERN, round(points))


def sums(signs: Iterable[Sign]) -> Mapping[str, float]:
    """What the signs of each kind come to, none beyond `MOST_OF_A_KIND`."""
    weights: defaultdict[str, list[float]] = defaultdict(list)
    for sign in signs:
        weights[sign.kind].append(sign.weight)
    return {kind: min(MOST_OF_A_KIND, fsum(each)) for kind, each in weights.items()}


def _towards(
    child: Key, written: Sequence[tuple[Sign, frozenset[Key]]], talk: Sequence[Event], now: Event, author: Person
) -> tuple[int, str]:
    """The score of what was written to one child and its strongest kind; 0 where this message brings nothing new.

    New is a sign in this message, or an answer of the child since the author's last: either may make the pattern.
    """
    signs = [sign for sign, to in written if not to or child in to]
    answers = list(_answers(talk, child, now))
    own = key(now.author)
    last = max((event.at for event in talk if key(event.author) == own and event.message != now.message), default=None)
    fresh = any(sign.message == now.message for sign in signs)
    if not fresh and not any(last is None or now.at - answer.age > last for answer in answers):
        return 0, ""
    kinds = sums(signs)
    return total(signs, answers, author.is_staff), max(kinds, key=lambda kind: (kinds[kind], kind), default="")


def _written(talk: Sequence[Event], now: Event, known: Mapping[Key, Person]) -> Iterator[tuple[Sign, frozenset[Key]]]:
    """Every sign in what the author of a message wrote, and to whom; to nobody named is to whoever may read it.

    A message that was changed counts once, as the worst it ever was. What answers an adult was not written to a child.
    """
    own = key(now.author)
    other: Event | None = None
    worst: dict[tuple[str, str], tuple[Sign, frozenset[Key]]] = {}
    for event in talk:
        if key(event.author) != own:
            other = event
            continue
        to = named(event) or frozenset(filter(None, (answered(event, other),)))
        if to and not any(person.may_be_child for each in to if (person := known.get(each)) is not None):
            continue
        for kind, points in _signs(words_of(event), _bare(known[own])):
            met = worst.get((event.message, kind))
            if met is None or points > met[0].points:
                worst[event.message, kind] = (Sign(kind, points, event.message, now.at - event.at), to)
    yield from worst.values()


def _answers(talk: Sequence[Event], child: Key, now: Event) -> Iterator[Sign]:
    for event in talk:
        if key(event.author) == child:
            for kind, points in _replies(words_of(event)):
                yield Sign(kind, points, event.message, now.at - event.at)


def _bare(person: Person) -> Person:
    """What judging a phrase needs to know of its author, and nothing that names them."""
    return Person("", "", person.role, person.minor)


@lru_cache(maxsize=4096)
def _signs(text: str, author: Person) -> tuple[tuple[str, int], ...]:
    """The kinds that an adult's words show and their points. Kept for a while, because a talk is read again at each message."""
    points: dict[str, int] = {}
    for score, what in _heard(alone(text), author):
        if score > 0:
            points[what.phrase.kind] = max(score, points.get(what.phrase.kind, 0))
    return tuple(sorted(points.items()))


@lru_cache(maxsize=4096)
def _replies(text: str) -> tuple[tuple[str, int], ...]:
    """The kinds of answer that a child's words show, and what each adds."""
    return tuple(sorted({what.phrase.kind: what.phrase.score for what in said(alone(text), ANSWERS)}.items()))


def _heard(view: View, author: Person) -> Iterator[tuple[int, Said]]:
    """The phrases of `private_contact` at their share, and the small cues beside them."""
    for score, what in phrases(view, author):
        yield round(SHARE * score), what
    yield from phrases(view, author, CUES)


def _where(view: View, author: Person, kind: str) -> tuple[int, int, int]:
    """Where this message shows the strongest kind; the whole message where it shows another, or none."""
    heard = [(score, what.hit) for score, what in _heard(view, author) if what.phrase.kind == kind]
    if not heard:
        return 0, 0, 0
    _, hit = max(heard, key=lambda each: each[0])
    return hit.part, hit.start, hit.end


DETECTOR = Pair()
