"""Somebody in whose month of turning 18 we are, for a lead to confirm (clause 5.20; decisions 14): nothing flips by itself."""

from collections.abc import Iterable
from typing import Final

from moderation.checks._words import the_person
from moderation.context import Organisation
from moderation.model import Speed
from moderation.register import comes_of_age
from moderation.server import Lapse, ServerFacts

_STAYS: Final = "Until somebody says so, Touchline protects them as a child, and does not take their rights from their adults."


class ComingOfAge:
    name = "coming_of_age"
    clauses = ("5.20",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        today = organisation.rota.local(facts.at).date()
        for person in organisation.register:
            if person.left is None and comes_of_age(person, today):
                when = "this month" if person.turns_18 == f"{today:%Y-%m}" else f"in {person.turns_18}"
                yield Lapse(
                    self.name,
                    person.id,
                    self.clauses,
                    Speed.WEEKLY,
                    f"{the_person(person)} turns 18 {when}, by the register.",
                    _STAYS,
                    "Once the day has come, confirm it with the command “person age” and “no”. Is the month wrong? Correct it "
                    "there.",
                    about=(person.id,),
                )


CHECK = ComingOfAge()
