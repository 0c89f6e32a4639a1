"""Staff and one child get into a conversation where only information belongs (clauses 5.14, 5.15).

Read off the talk: how often the two took turns in the last minutes, each answering the other. A child who asks and is told
is no conversation, nor are many children who each ask once. Only where the organisation's policy says how staff end such a
talk, and only in open places: in private ones `private_contact` looks. The finding is raised once, about what the member of
staff writes, and asks for a kind word with a ready reply, never for more.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._talk import Key, answered, earlier, key, named, people
from moderation.model import Audience, Category, Event, Finding, Person, PlaceKind

#: So many turns of the two together are a conversation …
TURNS: Final = 6
#: … within so long.
WITHIN: Final = timedelta(minutes=30)
#: Fewer turns are only evidence, each worth so much; so is a conversation that was already pointed out.
A_TURN: Final = 60
SAID_ALREADY: Final = 390

#: More messages of others between two turns make it a talk of many.
MOST_BETWEEN: Final = 2

_OPEN = frozenset({PlaceKind.CHANNEL, PlaceKind.THREAD})
_REASON = "A member of staff and one child have got into a conversation in a place for information."


class _Exchange(NamedTuple):
    """How many turns two have taken, who took the last, and its place in the talk."""

    turns: int
    last: Key
    place: int


class Conversation:
    name = "staff_conduct/conversation"
    version = 1
    clauses = ("5.14", "5.15")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        now = view.event
        open_place = now.place.kind in _OPEN and context.audience in (Audience.CHILDREN, Audience.MIXED)
        if not (context.profile.engagement.steps and context.author.is_staff and open_place):
            return
        known = people(view, context)
        talk = (*_last_versions(earlier(view, context, 2 * WITHIN)), now)
        turns = _turns(talk, now, known)
        if turns < 2:
            return
        before = [event for event in talk[:-1] if key(event.author) == key(now.author)]
        score = min(A_TURN * turns, SAID_ALREADY)
        if turns >= TURNS and not any(_turns(talk[: talk.index(own) + 1], own, known) >= TURNS for own in before[-1:]):
            score = 800
        yield saw(self, Category.STAFF_CONDUCT, "conversation", (0, 0, 0), score, _REASON)


def _last_versions(events: Sequence[Event]) -> Iterable[Event]:
    return {event.message: event for event in events}.values()


def _turns(talk: Sequence[Event], now: Event, known: Mapping[Key, Person]) -> int:
    """How many turns the author of a message and one child have taken, ending with it; the most with any child.

    What one of them writes in several messages at a time is one turn. A turn answers the other by reply or mention, or by
    coming right after them. Where others write much in between it is a talk of many, and the count begins again.
    """
    own = key(now.author)
    taken: dict[Key, _Exchange] = {}
    before: Event | None = None  # the last message of somebody else than the one who writes
    previous: Event | None = None
    for place, event in enumerate(talk):
        writer = key(event.author)
        if previous is not None and key(previous.author) != writer:
            before = previous
        previous = event
        if now.at - event.at > WITHIN:
            continue
        to = named(event) or {answered(event, before)}
        children = to if writer == own else {writer} if own in to else ()
        for child in children:
            if child is not None and child != own and (person := known.get(child)) is not None and person.may_be_child:
                met = taken.get(child)
                if met is None or (place - met.place > MOST_BETWEEN + 1 and not named(event)):
                    # The first answer makes two turns: what was answered is one of them.
                    taken[child] = _Exchange(2, writer, place)
                else:
                    taken[child] = _Exchange(met.turns + (met.last != writer), writer, place)
    return max((exchange.turns for exchange in taken.values() if exchange.last == own), default=0)


DETECTOR = Conversation()
