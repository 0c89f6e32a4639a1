"""The card that says who is in charge and whom to ask is no longer pinned where children are (clause 8.6)."""

from collections.abc import Iterable

from moderation.checks._words import listed, the_place
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts


class ContactCard:
    name = "contact_card"
    clauses = ("8.6",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        places = {place.id: the_place(place) for place in facts.places}
        for place, pinned in facts.guards.contact_card_pinned.items():
            if not pinned:
                where = listed([places.get(place, "a place that Touchline does not see")])
                yield Lapse(
                    self.name,
                    place,
                    self.clauses,
                    Speed.TODAY,
                    f"The card that says whom to ask is not pinned in {where}.",
                    "A child who needs somebody to talk to does not find out who that is.",
                    "Touchline pins it again by itself. If you read this twice, pin its newest card by hand.",
                    mends=True,
                )


CHECK = ContactCard()
