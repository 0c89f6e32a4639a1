"""A place that is there and that Touchline cannot see into (clauses 5.2, 8.2): nobody may take it for watched."""

from collections.abc import Iterable

from moderation.checks._crowd import Crowd
from moderation.checks._words import opening, the_place
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts


class UnseenPlace:
    name = "unseen_place"
    clauses = ("5.2", "8.2")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        crowd = Crowd.of(facts)
        for place in facts.places:
            if place.seen:
                continue
            adults_only = bool(place.present) and not crowd.has_child(place.present)
            where = the_place(place)
            yield Lapse(
                self.name,
                place.id,
                self.clauses,
                Speed.WEEKLY if adults_only else Speed.TODAY,
                opening(f"{where} is hidden from Touchline{', though only adults are in it' if adults_only else ''}."),
                "Nothing that is written there is read by Touchline, kept, or brought to anybody.",
                f"In the settings of {where}, give Touchline's role the right to see it and to read its history.",
            )


CHECK = UnseenPlace()
