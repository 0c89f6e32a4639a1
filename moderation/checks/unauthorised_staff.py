"""Staff whose direct messages Touchline is not told of, because they have not authorised it, or took that back (clause 5.1).

Whoever took it back is told of at once: from then on nobody watches. It is told to the lead and never to them.
"""

from collections.abc import Iterable

from moderation.checks._words import opening, the_person
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts

_RISK = "They and a young person can write to each other in private, and nobody would notice."
_HOW = "type “/touchline authorise”, and to agree on the page that it leads to"


class UnauthorisedStaff:
    name = "unauthorised_staff"
    clauses = ("5.1",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        authorised, revoked = facts.guards.authorised, facts.guards.revoked
        if authorised is None:
            return
        for id_, member in sorted(facts.members.items()):
            if not member.person.is_staff or member.account.automated or id_ in authorised:
                continue
            who = the_person(member.person)
            if id_ in revoked:
                speed = Speed.NOW
                what = f"{who} had authorised Touchline to be told of their direct messages, and that stands no more."
                fix = f"If a concern about them is open, leave it to that. If none is, ask them why, and to {_HOW}."
            else:
                speed = Speed.TODAY
                what = f"{who} has not authorised Touchline, so it is not told of their direct messages."
                fix = f"Ask them to {_HOW}."
            yield Lapse(self.name, id_, self.clauses, speed, opening(what), _RISK, fix, about=(member.person.id,))


CHECK = UnauthorisedStaff()
