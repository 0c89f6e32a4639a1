"""People with rights over the whole server who sign in with a password alone, where the platform tells of each (clause 7.7)."""

from collections.abc import Iterable

from moderation.checks._words import opening, the_person
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts


class TwoFactor:
    name = "two_factor"
    clauses = ("7.7",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        without = (facts.members[id_].person for id_ in sorted(facts.guards.without_two_factor or ()) if id_ in facts.members)
        for person in {each.id: each for each in without}.values():
            yield Lapse(
                self.name,
                person.id,
                self.clauses,
                Speed.TODAY,
                opening(f"{the_person(person)} may do a great deal on the server and signs in with a password alone."),
                "Whoever guesses or steals that password can read what children write, and do all that they may.",
                "Ask them to switch two-factor authentication on in their account, or require it of everybody.",
                (person.id,),
            )


CHECK = TwoFactor()
