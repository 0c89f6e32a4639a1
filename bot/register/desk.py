"""Who may change what of the register: those who answer for the organisation, and nobody what is their own."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.intake import person_of
from bot.register import Whom, accounts_of, found, without_leavers
from bot.rota.changing import Given, today
from moderation.cases import out_of_sight
from moderation.context import Organisation
from moderation.model import Account, Decision, Entry, Person, Role, TellLead, Verdict, derived_id
from moderation.plan import Plan
from moderation.routing import to_alert, watches
from storage.store import Transaction

#: Named in entries (map 7.6).
RULE: Final = "register@1"

NOT_YOURS: Final = "Only the lead, or who answers for the organisation, keeps the register. Ask them."
YOUR_OWN: Final = "Nobody changes what the register says of themselves. Ask somebody else who answers for the organisation."
NOBODY: Final = (
    "There is nobody like that on the register, or there are several. Choose them from the list, or give the whole name."
)


def keeps(organisation: Organisation, person: Person) -> bool:
    """Whether somebody keeps the register: the lead, and those who answer for the organisation. Nobody who has left."""
    officers = {contact.person for contact in organisation.contacts.chain}
    return person.left is None and (person.role is Role.LEAD or person.id in officers)


class Desk:
    """Where one person changes the register once. `does` is what they try, as the record calls it."""

    def __init__(self, tx: Transaction, given: Given, organisation: Organisation, does: str) -> None:
        self.tx = tx
        self.given = given
        self.organisation = without_leavers(tx, organisation)
        self.by: Person = person_of(tx, given.by)
        self.today: date = today(organisation, given.now)
        self._does = does

    def meant(self, whom: Whom) -> tuple[Person | None, str]:
        """Who is meant, and why that may not be changed, in a sentence; "" where it may. An attempt is recorded."""
        person = found(self.tx, whom)
        if no := self.refuses(person):
            return None, no
        return person, "" if person is not None else NOBODY

    def refuses(self, whose: Person | None = None) -> str:
        """Why they may not change what the register says of somebody; "" where they may. That it was tried is recorded."""
        if not keeps(self.organisation, self.by):
            no = NOT_YOURS if watches(self.by) else out_of_sight(None, self.by)
        elif whose is not None and whose.id == self.by.id:
            no = YOUR_OWN
        else:
            return ""
        self.tx.append(Entry("action.refused", self.by.id, {"does": self._does}), self.given.now)
        return no

    def keep(self, person: Person, accounts: Sequence[Account] | None = None) -> None:
        """Write somebody down, with the accounts that they have already where none are given."""
        self.tx.register(person, accounts_of(self.tx, person.id) if accounts is None else accounts, self.by.id)

    def plan(self, *about: str) -> Plan:
        """What is to be done besides."""
        return Plan(derived_id("d_", self.given.id, *about), self.organisation, self.given.by.platform)

    def tell_another(self, plan: Plan, subject: str, says: str, about: Person) -> None:
        """Tell somebody else who answers for the organisation: rights are given and taken by nobody alone and unseen."""
        people = (self.by.id, about.id)
        for contact in to_alert(self.organisation.contacts, people):
            plan.tell(TellLead(contact, subject, f"{says}\n\nDone by {self.by.name}.", people))

    def commit(self, plan: Plan, kind: str, about: str, because: str) -> None:
        """Write down what is to be done besides, if there is anything."""
        if plan.effects:
            effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
            data = {"person": about, "effects": effects, "rule": RULE, "config": self.organisation.config}
            decision = Decision(
                plan.decision, self.organisation.id, self.given.id, self.given.now, Verdict.ALLOW,
                Entry(kind, self.by.id, data, about), effects=plan.effects, because=(because,),
            )  # fmt: skip
            self.tx.commit_decision(decision, None)
