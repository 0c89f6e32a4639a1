"""Fewer people with access, fewer who watch, or fewer who were here lately, than the policy promises (clauses 8.1, 8.2)."""

from collections.abc import Iterable

from moderation.context import Organisation
from moderation.model import Speed
from moderation.routing import to_alert, watches
from moderation.server import Lapse, ServerFacts


class Monitors:
    name = "monitors"
    clauses = ("8.1", "8.2")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        if facts.guards.sees_members is False:
            return  # then nobody can be counted, which is a lapse of its own
        here = {m.person.id: m.person for m in facts.members.values() if not m.account.automated}
        staff = sum(person.is_staff for person in here.values())
        watchers = {person.id for person in here.values() if watches(person)}
        lately, watching = facts.guards.here_lately, len(watchers)
        away = () if lately is None else tuple(sorted(watchers - lately))
        wanted = organisation.profile.people
        if staff < wanted.min_access:
            yield self._lapse(
                "access",
                "8.1",
                f"Of the staff on the register {_count(staff)} here; the policy promises {wanted.min_access}.",
                "When one of them is away or leaves, nobody can step in, and too few see what the others do.",
                "Invite another member of staff, and put them on the register.",
            )
        if watching < wanted.min_monitors:
            yield self._lapse(
                "watch",
                "8.2",
                f"Of those who watch for the organisation {_count(watching)} here; the policy promises {wanted.min_monitors}.",
                "Concerns wait until the one who watches is there, and what is about them has nobody else to go to.",
                "Let the committee appoint another, and give them the role of a moderator on the register.",
            )
        elif watching - len(away) < wanted.min_monitors:
            # Whoever is away is not asked to put it right, as long as anybody else can be told.
            yield self._lapse(
                "away",
                "8.1",
                f"Of the {watching} who watch for the organisation {_count(watching - len(away))} known to have written or done"
                f" anything here in the last 30 days; the policy promises {wanted.min_monitors}.",
                "Whoever is on the list and never looks does not watch.",
                "Ask them whether they still can, and let the committee appoint others in their place.",
                away if to_alert(organisation.contacts, away) else (),
            )

    def _lapse(self, key: str, clause: str, what: str, risk: str, fix: str, about: tuple[str, ...] = ()) -> Lapse:
        return Lapse(self.name, key, (clause,), Speed.TODAY, what, risk, fix, about)


def _count(people: int) -> str:
    return f"{people or 'nobody'} {'are' if people > 1 else 'is'}"


CHECK = Monitors()
