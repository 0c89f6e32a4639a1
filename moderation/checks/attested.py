"""What the platform does not tell, and nobody has looked at lately (clauses 5.1, 5.2, 6.11, 7.1, 7.7, 8.2, 8.14)."""

from collections.abc import Iterable
from datetime import datetime

from moderation.attesting import SOON, THINGS
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts


class Attested:
    name = "attested"
    clauses = ("5.1", "5.2", "6.11", "7.1", "7.7", "8.2", "8.14")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        for key, until in facts.guards.attested.items():
            if key == "deletes" and organisation.profile.deletion.staff_may_delete:
                continue
            if until is None:
                yield self._lapse(key, Speed.TODAY, "Nobody has said that this is so")
            elif until <= facts.at:
                yield self._lapse(key, Speed.TODAY, f"Nobody has looked again, after {_day(until)}, whether this is so")
            elif until - facts.at <= SOON:
                yield self._lapse(key, Speed.WEEKLY, f"Until {_day(until)} somebody has to look again whether this is so")

    def _lapse(self, key: str, speed: Speed, why: str) -> Lapse:
        thing = THINGS[key]
        fix = f"{thing.where} Whoever saw it: give “/touchline attest”."
        return Lapse(self.name, key, thing.clauses, speed, f"{why}: {thing.says}", thing.risk, fix)


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


CHECK = Attested()
