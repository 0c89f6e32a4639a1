"""Posts of staff that are gone, where the policy wants nothing deleted without a trace (clause 7.1).

No platform keeps anybody from deleting what they wrote, and it does not tell who did: so this says whose they were.
"""

from collections.abc import Iterable

from moderation.checks._words import SLACK, opening, the_person
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts


class StaffDeleted:
    name = "staff_deleted"
    clauses = ("7.1",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        if organisation.profile.deletion.staff_may_delete:
            return
        people = {member.person.id: member.person for member in facts.members.values()}
        days = organisation.profile.retention.arrivals_days
        remove = "/touchline remove" if facts.platform == SLACK else "/remove"
        for id_, count in sorted(facts.guards.gone.items()):
            if (person := people.get(id_)) is not None:
                posts = "One post" if count == 1 else f"{count} posts"
                yield Lapse(
                    self.name,
                    id_,
                    self.clauses,
                    Speed.WEEKLY,
                    opening(
                        f"{posts} of {the_person(person)} went in the last seven days without Touchline: deleted by them, or by"
                        " somebody who may delete by hand."
                    ),
                    "A slip of the pen goes like that, and so does what nobody is to see.",
                    f"Remind them that “{remove}” takes a post of their own away and keeps a copy. What was written is kept"
                    f" for {days} days, locked away: “touchline export member” has it.",
                    about=(id_,),
                )


CHECK = StaffDeleted()
