"""Staff who can delete other people's posts by hand, where the policy wants nothing deleted without a trace (clause 7.1)."""

from collections.abc import Iterable

from moderation.checks._words import opening, the_role
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, Right, ServerFacts


class StaffDelete:
    name = "staff_delete"
    clauses = ("7.1",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        if organisation.profile.deletion.staff_may_delete:
            return
        members = [member for _, member in sorted(facts.members.items()) if not member.account.automated]
        for role in facts.roles:
            holders = [member.person for member in members if role.everyone or role.id in member.roles]
            staff = {person.id for person in holders if person.is_staff}  # counted: whoever is told may be one of them
            if Right.MANAGE_POSTS in role.rights and staff:
                yield Lapse(
                    self.name,
                    role.id,
                    self.clauses,
                    Speed.WEEKLY,
                    opening(f"{the_role(role)} may delete other people's posts by hand. Staff who hold it: {len(staff)}."),
                    "What somebody deletes by hand before Touchline has read it is gone, with what it would have shown.",
                    f"Take “Manage Messages” away from {the_role(role)}. Touchline removes posts for them, with a reason.",
                )


CHECK = StaffDelete()
