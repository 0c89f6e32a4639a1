"""Guests whom nobody knows, and channels that are shared with another organisation (clauses 5.2, 8.14)."""

from collections.abc import Iterable, Sequence
from typing import Final

from moderation.checks._crowd import Crowd
from moderation.checks._words import opening, the_people, the_place
from moderation.context import Organisation
from moderation.model import Person, Role, Speed
from moderation.server import Lapse, PlaceFacts, ServerFacts

_LEAVES: Final = "Your organisation cannot check its people, and Touchline can take nothing away that they write."
_UNKNOWN: Final = "Nobody has looked at who they are, and Touchline takes each for an adult and for a child."


class Outsiders:
    name = "outsiders"
    clauses = ("5.2", "8.14")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        crowd = Crowd.of(facts)
        for place in facts.places:
            if place.id in (facts.guards.shared_places or ()):
                yield self._shared(place, facts.guards.strangers or frozenset(), crowd)
        if guests := _unknown(facts):
            what = f"guests on the workspace whom the register does not know: {the_people(guests)}."
            fix = "Put them on the register, or let an owner of the workspace deactivate them under “Manage members”."
            about = tuple(person.id for person in guests)
            yield Lapse(self.name, "guests", self.clauses, Speed.TODAY, opening(what), _UNKNOWN, fix, about)

    def _shared(self, place: PlaceFacts, strangers: frozenset[str], crowd: Crowd) -> Lapse:
        where, theirs = the_place(place), len(place.present & strangers)
        young = crowd.has_child(place.present - strangers)
        what = f"{where} is shared with another organisation (Slack Connect)"
        what += f", {theirs} of whose people can be in it" if theirs else ""
        what += " together with children" if young and theirs else ", and children can be in it" if young else ""
        fix = f"A workspace owner: stop sharing {where} in its settings, or take the children out of it."
        speed = Speed.TODAY if young else Speed.WEEKLY
        return Lapse(self.name, place.id, self.clauses, speed, opening(f"{what}."), _LEAVES, fix)


def _unknown(facts: ServerFacts) -> Sequence[Person]:
    guests = (facts.members[id_].person for id_ in sorted(facts.guards.guests or ()) if id_ in facts.members)
    return tuple({each.id: each for each in guests if each.role is Role.UNKNOWN}.values())


CHECK = Outsiders()
