"""One change of a request for contact, in one unit of work: its entry, its effects and its clock (map 5.13)."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.agreements import agreed_about
from bot.contact import words
from bot.member_pack.asking import Whose
from bot.register import without_leavers
from bot.rota.words import said_shift
from moderation.agreements import may_be_here
from moderation.contact_requests import Standing, concerned, has_part, next_look
from moderation.context import Organisation
from moderation.model import (
    BOT,
    Account,
    Case,
    ClosePlace,
    ContactRequest,
    ContactState,
    Decision,
    Entry,
    Reach,
    ResponsibleAdult,
    TellLead,
    TellOfContact,
    Timer,
    TimerKind,
    Verdict,
    Waits,
    derived_id,
)
from moderation.plan import Plan
from moderation.routing import to_alert
from storage.store import Transaction

#: Named in entries (map 7.6).
RULE: Final = "contact@1"


def reference(request: str) -> str:
    """What a request is called where people read it: the beginning of its id, such as "365CCB"."""
    return request.removeprefix("k_")[:6].upper()


def timer_of(request: str) -> str:
    """The id of its one clock."""
    return derived_id("t_", "contact", request)


def step_of(request: str, step: str) -> str:
    """The id of the decision by which it came so far."""
    return derived_id("d_", request, step)


@dataclass(frozen=True, slots=True)
class Matter:
    """A request as it is changed: the unit of work, the organisation as it answers now, and the instant."""

    tx: Transaction
    organisation: Organisation
    request: ContactRequest
    now: datetime

    @classmethod
    def of(cls, tx: Transaction, organisation: Organisation, request: ContactRequest, now: datetime) -> "Matter":
        return cls(tx, without_leavers(tx, organisation), request, now)

    @property
    def standing(self) -> Standing:
        """What it rests on now."""
        tx, request, ours = self.tx, self.request, self.organisation
        asker, child, today = tx.person(request.by), tx.person(request.child), self.local(self.now).date()
        asks, about, concerns = Whose.of(tx, request.by), Whose.of(tx, request.child).people, tx.cases(open_only=True)
        subjects = {each for case in concerns if has_part(case, about) for each in case.subjects}
        return Standing(
            asker,
            child,
            asks.people,
            about,
            concerns,
            child is not None and may_be_here(child, agreed_about(tx, child.id), ours.profile.consent, today),
            self._barred(child.responsible_adults if child else (), {*asks.people, *subjects}, asker.name if asker else ""),
            today,
        )

    def _barred(self, adults: Iterable[ResponsibleAdult], people: Collection[str], name: str) -> frozenset[str]:
        """The names of those who are one of these people, or called as whoever asks: one may be reached in several ways."""
        tx, barred = self.tx, set[str]()
        for each in adults:
            account = Account(self.request.platform, each.address)
            known = tx.person_of(account) if each.reach is Reach.PLATFORM else None
            if (known and known.id in people) or each.name.casefold() == name.casefold():
                barred.add(each.name)
        return frozenset(barred)

    def concerns(self) -> tuple[Case, ...]:
        """The open concerns that may stop it, or in which the child has a part."""
        standing = self.standing
        return (*concerned(standing), *(case for case in standing.concerns if has_part(case, standing.asked_about)))

    def about(self) -> tuple[str, ...]:
        """The ids of those who are told nothing more: whoever asked, and whom such a concern is about."""
        return tuple(dict.fromkeys((self.request.by, *(each for case in self.concerns() for each in case.subjects))))

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.organisation.profile.hours.time_zone))

    def said(self, words_: str, **more: str) -> str:
        """A sentence about it, with the names and times that are in it."""
        request, contacts = self.request, self.organisation.contacts
        asker, child, second = (self.tx.person(each) if each else None for each in (request.by, request.child, request.second))
        lead = next((each for each in contacts.chain if each.person != request.by), contacts.lead)
        when = said_shift(self.local(request.begins), self.local(request.ends))
        return words_.format(
            reference=reference(request.id), asker=asker.name if asker else "", second=second.name if second else "",
            whole=child.name if child else "",
            child=child.called_at_home if child else "", purpose=request.purpose, when=when,
            until=f"{self.local(request.ends):%H:%M}", organisation=contacts.organisation, lead=lead.name, title=lead.title,
            name=place_name(request.id), **more,
        )  # fmt: skip

    def keep(self, kind: str, actor: str, step: str, fill: Callable[[Plan], None] = lambda plan: None, **codes: object) -> None:
        """Write it down as it is now, with what is to be done, and set its clock anew."""
        request, ours, plan = self.request, self.organisation, self.plan(step)
        fill(plan)
        effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
        data: dict[str, object] = {
            "request": request.id, "by": request.by, "child": request.child, "state": request.state.value,
            "begins": request.begins.isoformat(), "ends": request.ends.isoformat(), **codes, "rule": RULE,
            "config": ours.config,
        }  # fmt: skip
        entry = Entry(kind, actor, data | ({"effects": effects} if effects else {}))
        if request.state is ContactState.CLOSED:
            self.tx.seal_contact(request, entry, self.now)
        else:
            self.tx.keep_contact(request, entry, self.now)
        self.ring_at(next_look(request, self.now), plan)

    def ring_at(self, due: datetime | None, plan: Plan) -> None:
        """Set its clock anew, or stop it."""
        timer, ours = timer_of(self.request.id), self.organisation
        rings = (Timer(timer, TimerKind.CONTACT, due, self.request.id),) if due else ()
        decision = Decision(plan.decision, ours.id, timer, self.now, Verdict.ALLOW, effects=plan.effects, rings=rings)
        self.tx.commit_decision(decision, None)

    def plan(self, step: str) -> Plan:
        return Plan(step_of(self.request.id, step), self.organisation, self.request.platform)

    def changed(self, **to: object) -> "Matter":
        return replace(self, request=replace(self.request, version=self.request.version + 1, **to))  # type: ignore[arg-type]

    # Telling

    def tell_asker(self, plan: Plan, says: str) -> None:
        plan.add(TellOfContact(self.request.id, self.request.asker, self.said(says)))

    def tell_lead(self, plan: Plan, says: str) -> None:
        """Tell the first who answers for the organisation, did not ask for it, and is in no concern that may stop it."""
        about = self.about()
        for contact in to_alert(self.organisation.contacts, about):
            plan.tell(TellLead(contact, self.said(words.SUBJECT), says, about))


def why_in_words(matter: Matter, why: str) -> str:
    return matter.said(words.WHY[why])


def place_name(request: str) -> str:
    """What the place of a request is called."""
    return f"contact-{reference(request).lower()}"


def stop(matter: Matter, why: str, actor: str = BOT) -> None:
    """End a request before its time, or at it (`why` is ""): what is open is closed, and those are told whom it concerns."""
    request, declined = matter.request, why == "declined"
    if request.state is ContactState.OPEN and request.place:
        state = ContactState.CLOSING
    elif request.state is ContactState.OPEN or not declined:
        state = ContactState.ENDED
    else:
        state = ContactState.DECLINED
    after = matter.changed(state=state, why=why)

    def fill(plan: Plan) -> None:
        if state is ContactState.CLOSING:
            opening = derived_id("x_", step_of(request.id, "made"), "open_place", request.id)
            plan.add(ClosePlace(request.id, request.place), opening, Waits.FOR_ATTEMPT)
        if why:
            says = after.said(words.STOPPED, why=why_in_words(after, why))
            after.tell_lead(plan, after.said(words.DECIDED, says=says))
            after.tell_asker(plan, words.NOTHING_OPENS)

    after.keep(
        "contact.closing" if state is ContactState.CLOSING else "contact.ended",
        actor,
        f"end{after.request.version}",
        fill,
        why=why,
        **({"way": request.answer.way.value} if declined and request.answer else {}),
    )


def close_again(matter: Matter) -> None:
    """Have a place closed once more that may be open although its request is over. Its clock waits for what comes of that."""
    plan = matter.plan(f"again{matter.now.isoformat()}")
    plan.add(ClosePlace(matter.request.id, matter.request.place))
    matter.ring_at(None, plan)
