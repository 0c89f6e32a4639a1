"""A place in which an adult and a child can be without two adults who answer for it (clauses 5.1, 5.2; decisions 10).

It is about who can be there, never about what is said. Children among themselves are no private contact.
"""

from collections.abc import Iterable
from datetime import timedelta

from moderation.checks._crowd import Crowd, Together
from moderation.checks._words import opening, the_people, the_place
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, PlaceFacts, ServerFacts


class PrivatePlace:
    name = "private_place"
    clauses = ("5.1", "5.2")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        crowd = Crowd.of(facts)
        for place in facts.places:
            together = crowd.alone_together(place.present)
            if together:
                yield Lapse(
                    self.name,
                    place.id,
                    self.clauses,
                    Speed.NOW,
                    _what(place, together),
                    "An adult and a child can talk here without two adults who answer for what happens.",
                    f"Let a second adult whom the register knows into {the_place(place)}, or take the adult or the child out.",
                    about=tuple(person.id for person in together.adults),
                    between=together.between,
                    quiet=timedelta(),
                )


def _what(place: PlaceFacts, together: Together) -> str:
    where, children = the_place(place), the_people(together.children)
    if together.accountable:
        return opening(f"{the_people(together.accountable)} is the only known adult who can be in {where}, with {children}.")
    return opening(f"{where} is open to {the_people(together.adults)} together with {children}, and to no known adult.")


CHECK = PrivatePlace()
