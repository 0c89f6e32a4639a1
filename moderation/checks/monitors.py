"""Fewer people with access, or fewer who watch, than the policy promises (clauses 8.1, 8.2)."""

from collections.abc import Iterable

from moderation.context import Organisation
from moderation.model import Speed
from moderation.routing import watches
from moderation.server import Lapse, ServerFacts


class Monitors:
    name = "monitors"
    clauses = ("8.1", "8.2")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        if facts.guards.sees_members is False:
            return  # then nobody can be counted, which is a lapse of its own
        here = {m.person.id: m.person for m in facts.members.values() if not m.account.automated}
        staff = sum(person.is_staff for person in here.values())
        watching = sum(watches(person) for person in here.values())
        wanted = organisation.profile.people
        if staff < wanted.min_access:
            yield self._lapse(
                "access",
                "8.1",
                f"Of the staff on the register {_count(staff)} on the server; the policy promises {wanted.min_access}.",
                "When one of them is away or leaves, nobody can step in, and too few see what the others do.",
                "Invite another member of staff to the server and put them on the register.",
            )
        if watching < wanted.min_monitors:
            yield self._lapse(
                "watch",
                "8.2",
                f"Of those who watch for the organisation {_count(watching)} on the server; the policy promises"
                f" {wanted.min_monitors}.",
                "Concerns wait until the one who watches is there, and what is about them has nobody else to go to.",
                "Let the committee appoint another, and give them the role of a moderator on the register.",
            )

    def _lapse(self, key: str, clause: str, what: str, risk: str, fix: str) -> Lapse:
        return Lapse(self.name, key, (clause,), Speed.TODAY, what, risk, fix)


def _count(people: int) -> str:
    return f"{people or 'nobody'} {'are' if people > 1 else 'is'}"


CHECK = Monitors()
