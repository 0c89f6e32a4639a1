"""Whether somebody whom nobody knows yet can write where children read, where the policy wants that nobody does (clause 5.18).

A platform with roles lets nobody write without one. Slack has none: what newcomers write there is held, and they are named.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from moderation.checks._crowd import Crowd
from moderation.checks._words import listed, opening, the_people, the_place
from moderation.context import Organisation
from moderation.model import Role, Speed
from moderation.server import Lapse, PlaceFacts, ServerFacts
from moderation.unregistered import must_be_known

_RISK: Final = "Somebody at whom nobody has looked writes to children under any name that they like."
_ROLES: Final = "Give everybody known the role that was set up for them; then take “Send Messages” from “@everyone” there."
_SILENCED: Final = " See that whoever was silenced stays so: what one role of theirs may goes before what another may not."


class Newcomers:
    name = "newcomers"
    clauses = ("5.18",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        if not must_be_known(organisation.profile):
            return
        if places := open_to_write(facts):
            what = f"Whoever joins can write in places with children before anybody knows them: {_listed(places)}."
            silenced = any(place.silences_some for place in places)
            safe = not silenced and all(_all_have_roles(place, facts) for place in places)
            fix = "Take “Send Messages” from “@everyone” there, and give it to the roles of known people." if safe else _ROLES
            fix += _SILENCED if silenced else ""
            yield Lapse(self.name, "places", self.clauses, Speed.TODAY, what, _RISK, fix, mends=safe)
        if not facts.roles:
            yield from self._by_name(facts)

    def _by_name(self, facts: ServerFacts) -> Iterable[Lapse]:
        """On a platform without roles, those who are there. Guests and people of other organisations are told of elsewhere."""
        crowd = Crowd.of(facts)
        children = [place.present for place in facts.places if crowd.has_child(place.present)]
        present = frozenset[str]().union(*children) & crowd.members
        present -= (facts.guards.guests or frozenset()) | (facts.guards.strangers or frozenset())
        people = {facts.members[id_].person.id: facts.members[id_].person for id_ in sorted(present)}
        unknown = [person for person in people.values() if person.role is Role.UNKNOWN]
        if unknown:
            what = f"in channels with children, and not on the register: {the_people(unknown)}."
            fix = "Put them on the register as what they are, or take them out of these channels: no app may keep them silent."
            about = tuple(person.id for person in unknown)
            yield Lapse(self.name, "people", self.clauses, Speed.TODAY, opening(what), _RISK, fix, about)


def open_to_write(facts: ServerFacts) -> Sequence[PlaceFacts]:
    """The places with children in which whoever joins can write."""
    crowd = Crowd.of(facts)
    return [place for place in facts.places if place.all_may_post and crowd.has_child(place.present)]


def _all_have_roles(place: PlaceFacts, facts: ServerFacts) -> bool:
    """Whether everybody known in a place has a role that was set up for them: then nobody known falls silent too."""
    known = (facts.members[id_] for id_ in place.present if id_ in facts.members)
    return all(
        member.person.role is Role.UNKNOWN or member.owner or not facts.guards.mapped_roles.keys().isdisjoint(member.roles)
        for member in known
    )


def _listed(places: Iterable[PlaceFacts]) -> str:
    return listed([the_place(place) for place in places])


CHECK = Newcomers()
