"""A place that is there and that Touchline cannot see into (clauses 5.2, 8.2): nobody may take it for watched."""

from collections.abc import Iterable
from typing import Final

from moderation.checks._crowd import Crowd
from moderation.checks._words import SLACK, opening, the_place
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, PlaceFacts, ServerFacts

#: The platform's name of the right.
_THREADS: Final = "manage_threads"


class UnseenPlace:
    name = "unseen_place"
    clauses = ("5.2", "8.2")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        crowd = Crowd.of(facts)
        for place in facts.places:
            where, adults = the_place(place), bool(place.present) and not crowd.has_child(place.present)
            though = ", though only adults are in it" if adults else ""
            if not place.seen:
                slack = facts.platform == SLACK
                yield self._lapse(
                    place,
                    adults,
                    f"Touchline is not in {where}{though}." if slack else f"{where} is hidden from Touchline{though}.",
                    "Nothing that is written there is read by Touchline, kept, or brought to anybody.",
                    f"Type “/invite @Touchline” in {where}, or press the button of “/touchline doctor”."
                    if slack
                    else f"In the settings of {where}, give Touchline's role the right to see it and to read its history.",
                    mends=slack,
                )
            elif not place.threads_seen and _THREADS not in facts.guards.missing_rights:  # that is said once, of the role
                yield self._lapse(
                    place,
                    adults,
                    f"Private threads in {where} are hidden from Touchline{though}.",
                    "An adult and a child can be alone in such a thread, and nobody would know.",
                    f"In the settings of {where}, give Touchline's role the right “Manage Threads”.",
                )

    def _lapse(self, place: PlaceFacts, adults: bool, what: str, risk: str, fix: str, mends: bool = False) -> Lapse:
        speed = Speed.WEEKLY if adults else Speed.TODAY
        return Lapse(self.name, place.id, self.clauses, speed, opening(what), risk, fix, mends=mends)


CHECK = UnseenPlace()
