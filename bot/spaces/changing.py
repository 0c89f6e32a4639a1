"""One change of an application for a space, in one unit of work: its entry, its effects and its clock (map 8.13)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from bot.contact.asking import account_on
from bot.member_pack.asking import Whose
from bot.register import entries_of
from bot.rota import with_duty
from bot.spaces import words
from moderation.context import Organisation
from moderation.model import (
    BOT,
    Account,
    Contact,
    Decision,
    Entry,
    Person,
    SpaceRequest,
    SpaceState,
    TellLead,
    TellOfContact,
    Timer,
    TimerKind,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
from moderation.routing import answers_for_it, to_alert
from moderation.spaces import in_the_way, may_decide, next_ring, stopped_by, to_ask
from storage.store import Transaction

#: Named in entries (map 7.6).
RULE: Final = "spaces@1"


def reference(request: str) -> str:
    """What an application is called where people read it: the beginning of its id, such as "365CCB"."""
    return request.removeprefix("sp_")[:6].upper()


def human(tx: Transaction, id_: str) -> frozenset[str]:
    """All ids by which one human goes: of each entry on the register with their name, and of the accounts of these."""
    person = tx.person(id_)
    entries = entries_of(tx, person) if person else (id_,)
    return frozenset(each for entry in entries for each in Whose.of(tx, entry).people)


@dataclass(frozen=True)
class Matter:
    """An application as it is changed: the unit of work, the organisation as it answers now, and the instant."""

    tx: Transaction
    organisation: Organisation
    request: SpaceRequest
    now: datetime

    @classmethod
    def of(cls, tx: Transaction, organisation: Organisation, request: SpaceRequest, now: datetime) -> "Matter":
        return cls(tx, with_duty(tx, organisation, now), request, now)

    # Who is who

    @cached_property
    def run_by(self) -> Mapping[Account, Person]:
        """Those who run it, by their account here. Two entries of one human are one."""
        found: dict[Account, Person] = {}
        met: set[str] = set()
        for id_ in self.request.runners:
            person, goes_by = self.tx.person(id_), human(self.tx, id_)
            account = account_on(self.tx, person, self.request.platform) if person else None
            if person is not None and account is not None and met.isdisjoint(goes_by):
                found[account] = person
            met |= goes_by
        return found

    @cached_property
    def apart(self) -> frozenset[str]:
        """All ids by which whoever applied and those who are to run it go: none of them decides, or is told why not."""
        about = (self.request.by, *self.request.runners)
        return frozenset(each for id_ in about for each in human(self.tx, id_))

    @property
    def stopped(self) -> str:
        """Why it cannot be made now, as a code; "" if it can."""
        asker, concerns = self.tx.person(self.request.by), self.tx.cases(open_only=True)
        return stopped_by(self.request, asker, self.run_by.values(), concerns, self.apart)

    def cannot(self, by: Person) -> str:
        """What whoever decides is told of why it cannot be made now; "" if it can."""
        if not (why := self.stopped):
            return ""
        # Of a concern about staff those alone know who answer for the organisation (map 8.16).
        knows = why != "concern" or answers_for_it(by, self.organisation)
        return words.CANNOT.format(why=words.WHY[why]) if knows else words.CANNOT_SAY

    def may_decide(self, person: Person | None) -> bool:
        if person is None:
            return False
        return may_decide(person, self.organisation, self.apart, self.tx.cases(about=person.id, open_only=True))

    @cached_property
    def decider(self) -> Contact | None:
        """Who is asked to decide, or told of it, now."""
        return to_ask(self.organisation, lambda id_: self.may_decide(self.tx.person(id_)))

    @property
    def runners(self) -> tuple[Account, ...]:
        """The accounts of those who run it."""
        return tuple(self.run_by)

    @property
    def watch(self) -> tuple[Account, ...]:
        """The accounts of those who answer for the organisation or watch, as far as they are here, and do not run it."""
        contacts = self.organisation.contacts
        ids = dict.fromkeys(each.person for each in (*contacts.chain, *contacts.monitors) if each.person)
        here = (person for id_ in ids if (person := self.tx.person(id_)) is not None)
        accounts = (account_on(self.tx, each, self.request.platform) for each in here)
        return tuple(each for each in accounts if each is not None and each not in self.runners)

    # Changing

    def changed(self, **to: object) -> "Matter":
        return Matter(self.tx, self.organisation, replace(self.request, **to), self.now)  # type: ignore[arg-type]

    def keep(self, kind: str, actor: str, step: str, fill: Callable[[Plan], None] = lambda plan: None, **codes: object) -> None:
        """Write it down as it is now, with its entry and what is to be done, and set its clock anew."""
        tx, request, ours = self.tx, self.request, self.organisation
        plan = Plan(derived_id("d_", request.id, step), ours, request.platform)
        fill(plan)
        tx.keep_space_request(request)
        data: dict[str, object] = {
            "request": request.id, "by": request.by, "runners": list(request.runners), "for": request.audience.value,
            "closed": request.closed, "state": request.state.value,
            "text": tx.keyed_hash("space", request.name, request.aim, request.promoted), **codes, "rule": RULE,
            "config": ours.config,
        }  # fmt: skip
        if request.place:
            data["place"] = f"{request.platform}/{request.place}"
        if request.reason:
            data["reason"] = tx.keyed_hash("space", request.reason)
        if plan.effects:
            data["effects"] = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
        timer, due = derived_id("t_", "space", request.id), next_ring(request, self.now)
        rings = (Timer(timer, TimerKind.SPACE, due, request.id),) if due else ()
        entry, because = Entry(kind, actor, data, request.by), (f"The application {words.STANDS[request.state]}.",)
        made = Decision(plan.decision, ours.id, timer, self.now, Verdict.ALLOW, entry, effects=plan.effects)
        tx.commit_decision(replace(made, rings=rings, because=because), None)

    def stop(self, why: str, actor: str = BOT) -> None:
        """It came to nothing: those who answer for the organisation are told why, whoever applied that it did."""
        after = self.changed(state=SpaceState.STOPPED, why=why, by_hand=False)
        # A concern that is in the way may be about others as well, who are not to learn of it.
        concerns = in_the_way(self.tx.cases(open_only=True), self.apart)
        about = self.apart.union(*(case.subjects for case in concerns))

        def fill(plan: Plan) -> None:
            after.tell_asker(plan, words.TAKEN if why == "name_taken" else words.NOT_MADE)
            says = after.said(words.NOT_MADE_LEAD, why=words.WHY[why])
            # To the chain alone: it may be a concern about staff.
            for contact in to_alert(after.organisation.contacts, about):
                plan.tell(TellLead(contact, after.said(words.STOPPED), says, tuple(sorted(about))))

        after.keep("space.stopped", actor, "stopped", fill, why=why)

    # Telling

    def said(self, text: str, **more: str) -> str:
        """A sentence about it, with the names that are in it."""
        request, contacts = self.request, self.organisation.contacts
        lead = next((each for each in contacts.chain if each.person not in self.apart), contacts.lead)
        asker, by = self.tx.person(request.by), self.tx.person(request.decided_by) if request.decided_by else None
        known = (self.tx.person(each) for each in request.runners)
        return text.format(
            reference=reference(request.id), asker=asker.name if asker else "Somebody", by=by.name if by else "",
            name=request.name, aim=request.aim, audience=words.FOR[request.audience], open=words.OPEN[request.closed],
            promoted=request.promoted, runners=", ".join(each.name for each in known if each), reason=request.reason,
            lead=lead.name, title=lead.title, **more,
        )  # fmt: skip

    def tell_asker(self, plan: Plan, text: str) -> None:
        plan.add(TellOfContact(self.request.id, self.request.asker, self.said(text)))

    def tell_lead(self, plan: Plan, subject: str, says: str, asks: bool = False) -> None:
        """Tell whoever may decide, else the first of the chain whom it is not about; with the buttons if it `asks`."""
        about = tuple(sorted(self.apart))
        for contact in (self.decider,) if self.decider else to_alert(self.organisation.contacts, self.apart):
            plan.tell(TellLead(contact, self.said(subject), says, about, space=self.request.id if asks else ""))
