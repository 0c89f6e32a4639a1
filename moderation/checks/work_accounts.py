"""Staff whose account is not one of the organisation's, as far as a platform tells with which e-mail address they sign in
(clause 5.4). Only the domain is looked at. Who watches or leads is staff here too.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from moderation.checks._register import unless_alone
from moderation.checks._words import opening, the_people, the_person
from moderation.context import Organisation
from moderation.mail_domains import is_among
from moderation.model import Person, Speed
from moderation.server import Lapse, MemberFacts, ServerFacts

_RISK: Final = "A personal account stays with them when they leave, and mixes what is theirs with what children write to staff."
_HOW: Final = (
    "Have them sign in with their work address: Profile, Account settings, Email address. Or, if a domain of yours is missing,"
    " write it into the settings: email_domains."
)
_GUEST: Final = "A guest account is given to people from outside, and ends or is forgotten without anybody noticing."


class WorkAccounts:
    name = "work_accounts"
    clauses = ("5.4",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        domains, own = facts.guards.email_domains, organisation.email_domains
        if domains is None:
            return
        staff = [each for _, each in sorted(facts.members.items()) if each.person.is_staff and not each.account.automated]
        for member in staff:
            if member.account.id in (facts.guards.guests or ()):
                what = f"{the_person(member.person)} is staff on the register, and only a guest on the workspace."
                fix = "A workspace owner: make them a member with their work address, under “Manage members”."
                yield self._lapse(f"guest.{member.account.id}", what, _GUEST, fix, unless_alone(organisation, member.person))
        if not own:
            if staff:
                what = "Touchline does not know the domain of your staff's work addresses."
                fix = 'Write it into the settings: email_domains = ["…"] under [organisation].'
                yield self._lapse("domains", what, "It cannot tell a work account from a personal one.", fix)
            return
        for member in staff:
            domain = domains.get(member.account.id)
            if domain and not is_among(domain, own):
                what = f"{the_person(member.person)} signs in with an e-mail address that is not one of your organisation's."
                yield self._lapse(member.account.id, what, _RISK, _HOW, unless_alone(organisation, member.person))
        if unseen := _once(member for member in staff if not domains.get(member.account.id)):
            what = f"it cannot be told with which e-mail address these sign in: {the_people(unseen)}."
            fix = "Look at their address yourself: a workspace owner sees it under “Manage members”."
            yield self._lapse("unseen", what, _RISK, fix, unless_alone(organisation, *unseen))

    def _lapse(self, key: str, what: str, risk: str, fix: str, about: tuple[str, ...] = ()) -> Lapse:
        return Lapse(self.name, key, self.clauses, Speed.WEEKLY, opening(what), risk, fix, about)


def _once(members: Iterable[MemberFacts]) -> Sequence[Person]:
    return tuple({member.person.id: member.person for member in members}.values())


CHECK = WorkAccounts()
