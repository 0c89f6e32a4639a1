"""Days ahead on which nobody is on duty, where the policy promises watching each day or somebody has a turn (clause 8.8)."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from moderation.checks._words import listed
from moderation.context import Organisation
from moderation.duty import missed
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts

#: Days that are looked at, today the first.
AHEAD: Final = 7


class DutyRota:
    name = "duty_rota"
    clauses = ("8.8",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        rota, every_day = organisation.rota, organisation.profile.hours.monitored_every_day
        if rota.turns:
            if empty := missed(rota, rota.local(facts.at).date(), AHEAD, every_day):
                yield Lapse(
                    self.name,
                    "gap",
                    self.clauses,
                    Speed.TODAY,
                    f"Nobody is on duty on {listed([_named(day) for day in empty])}.",
                    "What somebody writes or tells on such a day waits until the lead happens to look.",
                    "Put somebody on duty with the command “duty set”; “duty show” has the week.",
                )
        elif every_day:
            yield Lapse(
                self.name,
                "none",
                self.clauses,
                Speed.WEEKLY,
                "There is no rota of who is on duty, and the policy promises that somebody watches on each day of the week.",
                "At weekends and in the holidays each may think that another looks.",
                "Make a rota with the command “duty set”: somebody for each day of the week.",
            )


def _named(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


CHECK = DutyRota()
