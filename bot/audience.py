"""Who reads a place, from who can be in it: the same on every platform."""

from collections.abc import Iterable
from typing import Final

from moderation.model import Audience, Person, Role

#: A closed place with more people than this is a channel like others: who is there is not listed with every message.
LISTED: Final = 30


def has_young(persons: Iterable[Person]) -> bool:
    """Whether the register has somebody of these as one who is young, or may be: theirs is no place of adults."""
    return any(person.may_be_child and person.role is not Role.UNKNOWN for person in persons)


def audience_of(persons: Iterable[Person]) -> Audience:
    """Who reads a place, from who can be in it. An empty place is mixed, as an unknown one is.

    Staff beside children leave it a place of children. A parent, an employer or somebody unknown makes it a mixed one.
    """
    present = list(persons)
    if not any(person.may_be_child for person in present):
        return Audience.ADULTS if present else Audience.MIXED
    young = {Role.CHILD, Role.LEARNER}
    others = any(not person.is_staff and not (person.role in young and person.may_be_child) for person in present)
    return Audience.MIXED if others else Audience.CHILDREN
