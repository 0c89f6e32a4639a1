"""The table of bank holidays that were moved or given once has run out, or soon will (clause 5.17)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from moderation.bank_holidays import LAST
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts

#: So long before it runs out it is said: a new version of Touchline brings the next years.
BEFORE: Final = timedelta(days=31)


class BankHolidays:
    name = "bank_holidays"
    clauses = ("5.17", "8.7")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        if organisation.calendar.local(facts.at + BEFORE).year > LAST:
            yield Lapse(
                self.name,
                str(LAST),
                self.clauses,
                Speed.WEEKLY,
                f"Which bank holidays are moved or given besides is known until the end of {LAST} alone.",
                "On a day that was given since, an answer is expected a day too early, and staff may write as on any other.",
                "Have whoever runs Touchline bring it up to date. Until then, name such days in the settings, as closed_days.",
            )


CHECK = BankHolidays()
