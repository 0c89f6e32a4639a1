"""There is a photo desk where pictures are kept from going straight to children, and only adults are in it (map 6.1, 6.5)."""

from collections.abc import Iterable

from moderation.context import Organisation
from moderation.model import Speed
from moderation.pictures import wants_desk
from moderation.server import Lapse, ServerFacts


class PhotoDesk:
    name = "photo_desk"
    clauses = ("6.1", "6.5")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        if organisation.photo_desks is None or not wants_desk(organisation.profile):
            return
        desk = organisation.photo_desks.get(facts.platform, "")
        place = next((each for each in facts.places if each.id == desk), None)
        if place is None:
            what = "The photo desk is gone." if desk else "There is no photo desk."
            risk = "Pictures and videos that are posted where children are get hidden, and staff have no way to show one."
            yield self._lapse("", what, risk, "Make a channel for staff alone and choose it with the command “photo desk”.")
        elif any(each in facts.members and facts.members[each].person.may_be_child for each in place.present):
            what, risk = "Children can be in the photo desk.", "They see pictures that nobody has answered for."
            yield self._lapse(
                place.id, what, risk, "Close that channel to everybody but staff, or choose another with “photo desk”."
            )
        elif not place.seen:
            what, risk = "Touchline does not see the photo desk.", "What is posted there waits, and nobody is asked about it."
            yield self._lapse(place.id, what, risk, "Let Touchline into that channel.")

    def _lapse(self, key: str, what: str, risk: str, fix: str) -> Lapse:
        return Lapse(self.name, key, self.clauses, Speed.WEEKLY if not key else Speed.TODAY, what, risk, fix)


CHECK = PhotoDesk()
