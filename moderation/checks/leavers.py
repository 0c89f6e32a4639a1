"""Somebody who has left and still holds something, or has been gone long enough (clauses 5.5, 7.8)."""

from collections.abc import Iterable, Iterator

from moderation.checks._words import listed, the_person, the_role
from moderation.context import Organisation
from moderation.model import Person, Speed
from moderation.register import protected_until
from moderation.server import Lapse, MemberFacts, Right, ServerFacts

#: What everybody may have without being among the staff.
_HARMLESS = frozenset({Right.INVITE, Right.ATTACH, Right.MENTION_EVERYONE})


class Leavers:
    name = "leavers"
    clauses = ("5.5", "7.8")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        for _, member in sorted(facts.members.items()):
            if member.person.left is not None:
                yield from self._on_the_server(member, facts)
        today, years = organisation.rota.local(facts.at).date(), organisation.profile.people.former_child_years
        for person in organisation.register:
            until = protected_until(person, years)
            if until is not None and until <= today:
                yield self._long_gone(person)

    def _on_the_server(self, member: MemberFacts, facts: ServerFacts) -> Iterator[Lapse]:
        roles = [role for role in facts.roles if role.id in member.roles and role.id in facts.guards.mapped_roles]
        if not (roles or member.owner or member.rights - _HARMLESS):
            return
        named = listed([the_role(each) for each in roles]) if roles else "rights"
        holds = "owns the server" if member.owner else f"has {named}"
        person = member.person
        yield Lapse(
            self.name,
            person.id,
            ("7.8",),
            Speed.TODAY,
            f"{the_person(person).removesuffix(' (not on the register)')} has left, and still {holds} there.",
            "They can still read what children write, or change who can.",
            "Give the server to somebody else." if member.owner else "Take their roles and rights on the server away.",
            about=(person.id,),
            mends=bool(roles) and not member.owner,
        )

    def _long_gone(self, person: Person) -> Lapse:
        return Lapse(
            self.name,
            f"{person.id}.released",
            ("5.5",),
            Speed.WEEKLY,
            f"{the_person(person).removesuffix(' (not on the register)')} left so long ago that the policy no longer asks to "
            "protect them as a former child.",
            "While they are protected as one, an ordinary talk of theirs with staff is shown to you.",
            "Is that right? Say so with the command “person release”, or have them erased.",
            about=(person.id,),
        )


CHECK = Leavers()
