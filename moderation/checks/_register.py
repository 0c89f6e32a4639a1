"""What the checks of the register share: who is looked at, and who can be told of it."""

from collections.abc import Iterator

from moderation.context import Organisation
from moderation.model import Person
from moderation.routing import to_alert, watches


def watching(organisation: Organisation) -> Iterator[Person]:
    """Everybody on the register who watches."""
    return (person for person in organisation.register if watches(person))


def unless_alone(organisation: Organisation, *people: Person) -> tuple[str, ...]:
    """Whom something is about, who are not told of it; nobody, where nobody else could be told: better they than none."""
    about = tuple(person.id for person in people)
    return about if to_alert(organisation.contacts, about) else ()
