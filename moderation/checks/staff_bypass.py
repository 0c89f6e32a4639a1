"""Adults whose rights let them write to members in private although private messages are locked (clause 5.1).

Discord's lock does not hold for whoever may kick, ban, time out, manage the server, or is an administrator.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from moderation.checks._words import opening, the_person, the_role
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, MemberFacts, Right, ServerFacts

#: Each with its words.
BYPASS: Final = {
    Right.ADMINISTRATOR: "Administrator",
    Right.MANAGE_SERVER: "Manage Server",
    Right.BAN: "Ban Members",
    Right.KICK: "Kick Members",
    Right.TIME_OUT: "Time Out Members",
}
_RISK: Final = "The lock on private messages does not hold for them, so they can write to a child in private, unseen."


class StaffBypass:
    name = "staff_bypass"
    clauses = ("5.1",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        if facts.guards.can_lock_direct_messages is None:
            return  # the platform has no such lock
        adults = [
            member
            for id_, member in sorted(facts.members.items())
            if member.person.may_be_adult and not member.account.automated and id_ != facts.bot
        ]
        explained: dict[str, set[Right]] = {}
        for role in facts.roles:
            rights = role.rights & BYPASS.keys()
            holders = [member for member in adults if role.everyone or role.id in member.roles]
            if not rights or not holders:
                continue
            for member in holders:
                explained.setdefault(member.account.id, set()).update(rights)
            yield self._lapse(
                role.id,
                f"{the_role(role)} has {_named(rights)}, and {_held(holders)}.",
                f"Take {_named(rights)} away from {the_role(role)}. Touchline removes and times out for them, with a reason.",
            )
        for member in adults:
            yield from self._about_one(member, explained.get(member.account.id, set()))

    def _about_one(self, member: MemberFacts, explained: set[Right]) -> Iterable[Lapse]:
        who, key, about = the_person(member.person), member.person.id, (member.person.id,)
        rights = (member.rights & BYPASS.keys()) - explained
        if member.owner:
            fix = "Let an account own the server that nobody talks from, kept by the committee, with its password in a safe."
            yield self._lapse(key, f"{who} owns the server, and so may do everything.", fix, about)
        elif rights:
            yield self._lapse(key, f"{who} has {_named(rights)}.", f"Take {_named(rights)} away from {who}.", about)

    def _lapse(self, key: str, what: str, fix: str, about: tuple[str, ...] = ()) -> Lapse:
        return Lapse(self.name, key, self.clauses, Speed.TODAY, opening(what), _RISK, fix, about)


def _held(holders: Iterable[MemberFacts]) -> str:
    """How many people hold a role. They are not named: whoever is told may be one of them (safeguarding rule 1)."""
    people = len({member.person.id for member in holders})
    return "1 person holds it" if people == 1 else f"{people} people hold it"


def _named(rights: Iterable[Right]) -> str:
    held = set(rights)
    words: Sequence[str] = [f"“{name}”" for right, name in BYPASS.items() if right in held]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


CHECK = StaffBypass()
