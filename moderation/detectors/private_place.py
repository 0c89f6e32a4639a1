"""An adult and a child in a place that too few others see (clauses 5.1, 5.2; decisions 10).

This is about who is there, never about what is said. Who is unknown counts as an adult and as a child, never as a second
adult; rights on a server count for nothing, only `present` does. A parent may talk to their own child.
"""

from collections.abc import Iterable, Sequence

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.model import Audience, Category, Event, EventKind, Finding, Member, PlaceKind, Reach

_PRIVATE = frozenset({PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT, PlaceKind.PRIVATE_CHANNEL})
#: So many adults who answer for each other make a place accountable.
_ENOUGH = 2


class PrivatePlace:
    name = "private_contact/private_message"
    version = 1
    clauses = ("5.1", "5.2")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        if not _is_private(view.event):
            return
        here = _everybody(view.event, context)
        if context.present:
            seen = _unaccountable(here)
            reason = "An adult and a child share a private place without two adults who answer for it."
        else:
            # Nobody else is known: the other side of a member of staff's private talk counts as a child (decisions 10).
            seen = context.author.is_staff
            reason = "A member of staff writes in a private place, and it is not known who else is there."
        if seen:
            certain = bool(context.present) and all(member.person.minor is not None for member in here)
            yield saw(self, Category.PRIVATE_CONTACT, "private_message", (0, 0, 0), 950 if certain else 800, reason)


def _is_private(event: Event) -> bool:
    """What is told to Touchline itself stands in no place: nobody else is there. What a place or somebody is called is no
    contact: who shares a place is looked at by itself (`checks/private_place.py`).
    """
    return (
        bool(event.place.id)
        and event.kind is not EventKind.RENAMED
        and (event.place.kind in _PRIVATE or event.place.audience is Audience.PRIVATE)
    )


def _everybody(event: Event, context: Context) -> Sequence[Member]:
    """Who is present, and the author even where the platform left them out. Automated accounts are nobody."""
    people = {member.person.id: member for member in context.present if not member.account.automated}
    people.setdefault(context.author.id, Member(event.author, context.author))
    return tuple(people.values())


def _unaccountable(here: Sequence[Member]) -> bool:
    """Whether some adult and some child are here who are not each other's family, with fewer than two known adults."""
    if sum(member.person.counts_as_second_adult for member in here) >= _ENOUGH:
        return False
    return any(
        adult.person.may_be_adult and child.person.may_be_child and adult is not child and not _own_child(adult, child)
        for adult in here
        for child in here
    )


def _own_child(adult: Member, child: Member) -> bool:
    """Whether the child's register names this account as a responsible adult, and no order forbids it."""
    return any(
        known.reach is Reach.PLATFORM and known.address == adult.account.id and not known.no_contact
        for known in child.person.responsible_adults
    )


DETECTOR = PrivatePlace()
