"""Who is here without what must be agreed to first, and what else is lacking (clauses 5.1, 5.4, 5.9, 5.12, 10.1 to 10.3,
10.5)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from moderation.agreements import CLAUSES, MONTHLY, NEEDED, Agreed, lacking, may_be_here, taken_back
from moderation.checks._register import unless_alone
from moderation.checks._words import listed, the_person, the_role
from moderation.context import Organisation
from moderation.model import Person, Speed, Topic
from moderation.server import Lapse, MemberFacts, ServerFacts

#: So long somebody may be late with what they say each month before anybody is told.
LATE: Final = timedelta(days=7)

_LACKS: Final = {
    Topic.STATEMENT: "has not agreed to the organisation's statement as it is in force",
    Topic.STATEMENT_FOR: "has no parent, carer or employer who agreed to the organisation's statement as it is in force",
    Topic.CONTACT: "has no parent or carer who approves of being contacted here",
    Topic.PROFILES: "has not said this year that their personal profiles are private",
    Topic.TELEPHONE: "has not said this year that they use a separate telephone for work",
    Topic.PRIVATE_MESSAGES: "has not said this month that no private messages passed between them and children",
    Topic.WORK_ACCOUNT: "has not said this month that their account is one for work",
}
_RISK: Final = {
    Topic.STATEMENT: "Nobody can be held to what they never saw.",
    Topic.STATEMENT_FOR: "Whoever answers for somebody young must know what is promised, and what is asked of them.",
    Topic.CONTACT: "No child is to be written to before a parent approves of it.",
    Topic.PROFILES: "Children and parents find what a member of staff shows in private, and write to them there.",
    Topic.TELEPHONE: "A private number in a child's hands is a way round everything that is watched.",
    Topic.PRIVATE_MESSAGES: "No program sees all private messages: what nobody asks about, nobody has to answer for.",
    Topic.WORK_ACCOUNT: "A personal account stays with them when they leave, with all that children wrote to it.",
}
_FIX: Final = {
    Topic.STATEMENT: "Ask them to give the command “agree”, or record their paper with “consent record”.",
    Topic.STATEMENT_FOR: "Ask a parent, carer or employer, and record their paper with “consent record”.",
    Topic.CONTACT: "Ask a parent or carer, and record their paper with “consent record”.",
    Topic.PROFILES: "Ask them to look, and to give the command “agree”.",
    Topic.TELEPHONE: "Ask them, and have them give the command “agree”.",
    Topic.PRIVATE_MESSAGES: "Speak with them: have them give the command “agree”, or tell you what passed.",
    Topic.WORK_ACCOUNT: "Speak with them: have them give the command “agree”, or come back with an account for work.",
}


class Agreements:
    name = "agreements"
    clauses = ("5.1", "5.4", "5.9", "5.12", "10.1", "10.2", "10.3", "10.5", "10.6")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        agreed, consent = organisation.agreed, organisation.profile.consent
        if agreed is None:
            return
        if is_set_up(facts) and not agreed.statements and (consent.statement or consent.contact):
            yield Lapse(
                self.name,
                "statement",
                ("10.1", "10.6"),
                Speed.WEEKLY,
                "Touchline does not have your own statement, so it asks nobody to agree to it, and no parent to approve.",
                "The policy promises that people know what they agree to, and that nobody is here without it.",
                "Import it with `touchline texts import`.",
            )
        today = organisation.rota.local(facts.at).date()
        for members in people_here(facts):
            yield from self._of_one(members, facts, organisation, agreed, today)

    def _of_one(
        self, members: Sequence[MemberFacts], facts: ServerFacts, organisation: Organisation, agreed: Agreed, today: date
    ) -> Iterator[Lapse]:
        person, consent = members[0].person, organisation.profile.consent
        lacks = lacking(person, agreed, consent, today)
        if not may_be_here(person, agreed, consent, today):
            back = taken_back(person, agreed.about(person))
            why = [topic for topic in Topic if topic in NEEDED and topic in {*back, *lacks}]
            yield self._kept_out(members, facts, why, bool(back))
            lacks = tuple(topic for topic in lacks if topic not in NEEDED)
        for topic in lacks:
            if person.is_staff and not agreed.was_asked(person, topic):
                continue  # nothing lapses that nobody was asked
            clause = "10.3" if topic is Topic.STATEMENT and person.is_staff else CLAUSES[topic]
            yield Lapse(
                self.name,
                f"{person.id}.{topic}",
                (clause,),
                Speed.WEEKLY,
                f"{_name(person)} {_LACKS[topic]}.",
                _RISK[topic],
                _FIX[topic],
                about=unless_alone(organisation, person),
                grace=LATE if topic in MONTHLY else timedelta(),
            )

    def _kept_out(self, members: Sequence[MemberFacts], facts: ServerFacts, why: Sequence[Topic], back: bool) -> Lapse:
        """A child who must not be where children are: there all the same, or waiting."""
        person = members[0].person
        held = frozenset[str]().union(*(roles_held(member, facts) for member in members))
        ids = {member.account.id for member in members}
        roles = [the_role(role) for role in facts.roles if role.id in held]
        places = [] if facts.roles else [f"#{each.name}" for each in facts.places if ids & each.present]
        there = listed(roles or places) if roles or places else ""
        fix = " ".join(dict.fromkeys(_FIX[topic] for topic in why))
        return Lapse(
            self.name,
            person.id if there else f"{person.id}.waits",
            tuple(CLAUSES[topic] for topic in why),
            (Speed.NOW if back else Speed.TODAY) if there else Speed.WEEKLY,
            f"{_name(person)} {' and '.join(_LACKS[topic] for topic in why)}{', or that was taken back' if back else ''}, and "
            f"{f'is still in {there}' if places else f'still has {there}' if roles else 'is kept out until then'}.",
            " ".join(dict.fromkeys(_RISK[topic] for topic in why)),
            f"Take them out of these channels: no app may. {fix}" if places else fix,
            about=(person.id,),
        )


def is_set_up(facts: ServerFacts) -> bool:
    """Whether somebody has set a server up: before that other things come first."""
    return bool(facts.guards.mapped_roles or facts.guards.contact_card_pinned)


def people_here(facts: ServerFacts) -> Iterator[Sequence[MemberFacts]]:
    """Everybody on the server, each with all of their accounts there."""
    found: dict[str, list[MemberFacts]] = {}
    for _, member in sorted(facts.members.items()):
        found.setdefault(member.person.id, []).append(member)
    yield from found.values()


def roles_held(member: MemberFacts, facts: ServerFacts) -> frozenset[str]:
    """The ids of the roles on the server by which somebody is what they are on the register."""
    mapped, known = facts.guards.mapped_roles, {role.id for role in facts.roles}
    return frozenset(id_ for id_ in member.roles if id_ in known and mapped.get(id_) == member.person.role.value)


def _name(person: Person) -> str:
    return the_person(person).removesuffix(" (not on the register)")


CHECK = Agreements()
