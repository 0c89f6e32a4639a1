"""Roles on the server that the register knows nothing of (clauses 5.20, 8.2; decisions 3).

The register beats the platform's roles: a role only proposes what somebody is, and what it proposes is never quietly accepted.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from moderation.checks._words import opening, the_person, the_role
from moderation.context import Organisation
from moderation.model import Role, Speed
from moderation.server import Lapse, MemberFacts, RoleFacts, ServerFacts

#: What each role is called in a sentence.
_CALLED: Final = {
    Role.CHILD: "a child",
    Role.LEARNER: "a learner",
    Role.PARENT: "a parent",
    Role.EMPLOYER: "an employer",
    Role.STAFF: "a member of staff",
    Role.MODERATOR: "a moderator",
    Role.LEAD: "the lead",
    Role.UNKNOWN: "unknown",
}
#: What else somebody's role on the server may say than the register does: less of the same, or that they are a parent as well.
_LESS: Final = {
    Role.LEAD: frozenset({Role.MODERATOR, Role.STAFF, Role.PARENT}),
    Role.MODERATOR: frozenset({Role.STAFF, Role.PARENT}),
    Role.STAFF: frozenset({Role.PARENT}),
}


class RolesAndRegister:
    name = "roles_and_register"
    clauses = ("5.20", "8.2")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        roles, mapped = {role.id: role for role in facts.roles}, facts.guards.mapped_roles
        for id_ in mapped:
            if id_ not in roles:
                yield Lapse(
                    self.name,
                    id_,
                    self.clauses,
                    Speed.TODAY,
                    f"The role that was set up for {_called(mapped[id_])} is no longer on the server.",
                    "Whoever is given another role in its place is not proposed for the register.",
                    "Run the setup again and choose the role that is used now.",
                )
        for _, member in sorted(facts.members.items()):
            if not member.account.automated:
                yield from self._about_one(member, roles, mapped)

    def _about_one(self, member: MemberFacts, roles: Mapping[str, RoleFacts], mapped: Mapping[str, str]) -> Iterable[Lapse]:
        person = member.person
        fits = {person.role, *_LESS.get(person.role, ())}
        says = [id_ for id_ in member.roles if id_ in mapped and id_ in roles and Role(mapped[id_]) not in fits]
        if not says:
            return
        proposed = " and ".join(f"{the_role(roles[id_])}, which means {_called(mapped[id_])}" for id_ in says)
        known = "is not on the register" if person.role is Role.UNKNOWN else f"is {_CALLED[person.role]} on the register"
        who = the_person(person).removesuffix(" (not on the register)")
        yield Lapse(
            self.name,
            person.id,
            self.clauses,
            Speed.TODAY,
            opening(f"{who} has {proposed}, and {known}."),
            "A role alone makes nobody safe: Touchline goes by the register, the people on the server by what they see.",
            f"Put {who} on the register as what they are, or take the role away.",
            about=(person.id,),
        )


def _called(role: str) -> str:
    return _CALLED[Role(role)]


CHECK = RolesAndRegister()
