"""Spaces of which nobody has said what they are for, or where something else stands above them now (map 8.13, 10.12)."""

from collections.abc import Iterable, Sequence

from moderation.checks._words import listed, the_place
from moderation.context import Organisation
from moderation.model import PlaceKind, Speed
from moderation.server import Lapse, PlaceFacts, ServerFacts
from moderation.spaces import says_another


class Purposes:
    name = "purposes"
    clauses = ("8.13", "10.12")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        declared = organisation.purposes
        if declared is None:
            return
        ids = {place.id for place in facts.places}
        # A thread is for what the channel above it is for.
        spaces = [place for place in facts.places if place.kind is not PlaceKind.THREAD and place.parent not in ids]
        said = {place.id: declared.get(f"{facts.platform}/{place.id}") for place in spaces}
        if without := [place for place in spaces if said[place.id] is None]:
            what = f"Nobody has said what {_listed(without)} {'is' if len(without) == 1 else 'are'} for."
            risk = "A space without a purpose has no limits: what belongs there, and who should be in it, is left to chance."
            fix = "Say it with the command “channel purpose”, or close what is no longer used. New ones: “channel request”."
            yield self._lapse("undeclared", what, risk, fix)
        if drifted := [place for place in spaces if _is_another(said[place.id], place.purpose)]:
            it_was = "it was" if len(drifted) == 1 else "they were"
            what = f"Something else stands now above {_listed(drifted)} than what {it_was} said to be for."
            risk = "Somebody changed it by hand, and nobody decided on it."
            fix = "Put it right there, or say with the command “channel purpose” what it is for now."
            yield self._lapse("drifted", what, risk, fix)

    def _lapse(self, key: str, what: str, risk: str, fix: str) -> Lapse:
        return Lapse(self.name, key, self.clauses, Speed.WEEKLY, what, risk, fix)


def _is_another(declared: str | None, shown: str | None) -> bool:
    return bool(declared) and shown is not None and says_another(declared or "", shown)


def _listed(places: Sequence[PlaceFacts]) -> str:
    return listed([the_place(place) for place in places])


CHECK = Purposes()
