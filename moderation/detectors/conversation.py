"""Staff and one child get into a conversation where only information belongs (clauses 5.14, 5.15).

Read off the talk: how often the two took turns in the last minutes, each answering the other. A child who asks and is told
is no conversation, nor are many children who each ask once. Only where the organisation's policy says how staff end such a
talk, and only in open places: in private ones `private_contact` looks. The finding is raised once for these two within an hour,
about what the member of staff writes, and asks for a kind word with a ready reply, never for more. With another child it is
another conversation.
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
#: For so long it is not pointed out again of the same two.
COOL_DOWN: Final = timedelta(hours=1)
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
    version = 2
    clauses = ("5.14", "5.15")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        now = view.event
        open_place = now.place.kind in _OPEN and context.audience in (Audience.CHILDREN, Audience.MIXED)
        if not (context.profile.engagement.steps and context.author.is_staff and open_place):
            return
        known = people(view, context)
        talk = (*_last_versions(earlier(view, context, COOL_DOWN + WITHIN)), now)
        turns = _turns(talk, now, known)
        most = max(turns.values(), default=0)
        if most < 2:
            return
        score = min(A_TURN * most, SAID_ALREADY)
        got_into = {child for child, count in turns.items() if count >= TURNS}
        if got_into - _pointed_out(talk, now, known):
            score = 800
        yield saw(self, Category.STAFF_CONDUCT, "conversation", (0, 0, 0), score, _REASON)


def _last_versions(events: Sequence[Event]) -> Iterable[Event]:
    return {event.message: event for event in events}.values()


def _pointed_out(talk: Sequence[Event], now: Event, known: Mapping[Key, Person]) -> set[Key]:
    """The children with whom the author had got into a conversation in the last hour, as far back as the talk goes."""
    found: set[Key] = set()
    for place, event in enumerate(talk[:-1]):
        if key(event.author) == key(now.author) and now.at - event.at < COOL_DOWN:
            found |= {child for child, count in _turns(talk[: place + 1], event, known).items() if count >= TURNS}
    return found


def _turns(talk: Sequence[Event], now: Event, known: Mapping[Key, Person]) -> Mapping[Key, int]:
    """How many turns the author of a message and a child have taken, ending with it, by child.

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
    return {child: exchange.turns for child, exchange in taken.items() if exchange.last == own}


DETECTOR = Conversation()
