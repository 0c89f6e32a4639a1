"""What the clock of a request for contact does, and what follows when an effect of it was done or could not be (map 5.13).

A row rings: it opens at its time, is looked at every few minutes while it is open, and closes at its end, whatever happened to
the program meanwhile. What was planned to open is refused once it may not be open any more (`may_open`), and what closes waits
for what opens to have been tried.
"""

from datetime import datetime

from bot.contact import words
from bot.contact.asking import account_on, put_to
from bot.contact.changing import RULE, Matter, close_again, place_name, step_of, stop, timer_of
from bot.direct import EMAIL
from bot.member_pack.asking import Whose
from moderation.contact_requests import SETTLE, may_be_second, next_look, stopped_by, to_ask, was_declined
from moderation.context import Organisation
from moderation.followups import NO_CONTACT
from moderation.model import (
    BOT,
    Account,
    AlreadyDone,
    AskContact,
    ClosePlace,
    ContactState,
    Decision,
    Done,
    Effect,
    Entry,
    MakePlace,
    NeedsHuman,
    OpenPlace,
    Outcome,
    Person,
    Refused,
    RemovePlace,
    TellOfContact,
    Timer,
    TimerKind,
    Verdict,
)
from moderation.plan import Plan
from storage.store import Transaction


def ring(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """Its clock rang."""
    request = tx.contact_request(timer.case)
    if request is None:
        _erased(tx, timer, organisation, now)
        return
    matter = Matter.of(tx, organisation, request, now)
    match request.state:
        case ContactState.ASKED if now >= request.ends:
            stop(matter, "no_answer")
        case ContactState.ASKED:
            _ask_again(matter)
        case ContactState.APPROVED if now >= request.ends:
            stop(matter, "too_late")
        case ContactState.APPROVED:
            _open(matter)
        case ContactState.OPEN if now >= request.ends:
            stop(matter, "" if request.place else "no_place")
        case ContactState.OPEN:
            _look(matter)
        case ContactState.CLOSING:
            matter.changed(state=ContactState.CLOSED).keep("contact.closed", BOT, "sealed")
        case ContactState.CLOSED:
            _take_away(matter)
        case _:
            matter.ring_at(None, matter.plan("over"))


def _erased(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """It was erased with the child's folder, after its end: nobody knows any more where its place is but by its name."""
    request = timer.case
    plan = Plan(step_of(request, "place_over"), organisation, "")
    for platform in sorted(organisation.capabilities.keys() - {EMAIL}):
        plan.add(RemovePlace(request, "", place_name(request)), platform=platform)
    _commit(tx, plan, "contact.place_over", timer.id, now, request)


def may_open(tx: Transaction, request: str, organisation: Organisation, now: datetime) -> bool:
    """Whether a place may be made or opened for a request now: what was planned may have waited for hours."""
    found = tx.contact_request(request)
    if found is None or found.state is not ContactState.OPEN or not found.begins <= now < found.ends:
        return False
    return not _against(Matter.of(tx, organisation, found, now))


def asked_about(tx: Transaction, effect: AskContact) -> str:
    """The id of the child about whom an adult may still be asked; "" where there is nothing to ask any more."""
    request = tx.contact_request(effect.request)
    return request.child if request and request.state is ContactState.ASKED else ""


def settled(tx: Transaction, effect: Effect, outcome: Outcome, organisation: Organisation, now: datetime) -> None:
    """What follows once an effect of a request was done, or could not be."""
    if not isinstance(effect, AskContact | MakePlace | OpenPlace | ClosePlace | RemovePlace):
        return
    request = tx.contact_request(effect.request)
    if request is None:
        return
    matter, is_open = Matter.of(tx, organisation, request, now), request.state is ContactState.OPEN
    match effect, outcome:
        case MakePlace(), Done(reference=place) | AlreadyDone(reference=place) if is_open and not request.place:
            _made(matter, place)
        case MakePlace() | OpenPlace(), Refused() | NeedsHuman() if is_open:
            stop(matter, _against(matter) or "no_place")
        case OpenPlace(), _ if request.state is not ContactState.OPEN:
            close_again(matter)  # it was under way as it was ended, and may have come after what closed it
        case ClosePlace(), Done() | AlreadyDone() if request.state is ContactState.CLOSING:
            matter.ring_at(now + SETTLE, matter.plan("closed"))
        case ClosePlace(), Refused() | NeedsHuman():
            _tell(matter, f"not_closed{now.isoformat()}", matter.said(words.NOT_CLOSED))
        case RemovePlace(), Refused() | NeedsHuman():
            _tell(matter, "not_removed", matter.said(words.NOT_REMOVED))
        case AskContact(adult=adult), Refused() | NeedsHuman() if request.state is ContactState.ASKED:
            says = words.NOT_ANY_MORE if outcome == Refused(NO_CONTACT) else words.NOT_REACHED
            _tell(matter, f"not_reached{adult.address}", matter.said(says, adult=adult.name))


def _ask_again(matter: Matter) -> None:
    """Nobody has answered: they are asked once more, and the lead is told, who can ask those whom Touchline cannot."""
    request, profile, standing = matter.request, matter.organisation.profile, matter.standing
    plan, child = matter.plan("asked_again"), standing.child
    declined = was_declined(request, matter.tx.contact_requests())
    if child is not None and not declined and not stopped_by(request, standing, profile):
        put_to(matter, plan, to_ask(child, standing, profile), words.ONCE_MORE)
    matter.tell_lead(plan, matter.said(words.NO_ANSWER_YET))
    _enter(matter, plan, "contact.reminded", timer_of(request.id), next_look(request, matter.now))


def _open(matter: Matter) -> None:
    """Its time has come: have its place made, if all that it rests on stands."""
    request = matter.request
    if why := _stopped(matter):
        stop(matter, why)
        return
    second = _second(matter)
    if second is None:
        stop(matter, "no_second_adult")
        return
    person, account = second
    joins = (request.joins,) if request.joins else ()
    opened = matter.changed(state=ContactState.OPEN, second=person.id, present=(request.asker, account, *joins, request.who))
    opened.keep(
        "contact.opening",
        BOT,
        "opening",
        lambda plan: _add(plan, MakePlace(request.id, place_name(request.id))),
        second=person.id,
    )


def _made(matter: Matter, place: str) -> None:
    """Its place is there, with nobody in it: let them in, and tell them."""
    request = matter.request
    made = matter.changed(place=place)

    def fill(plan: Plan) -> None:
        opening = plan.add(OpenPlace(request.id, place, request.present, made.said(words.PLACE)))
        for account in request.present:
            says = words.OPEN_FOR_CHILD if account == request.who else words.OPEN_FOR_ADULT
            plan.add(TellOfContact(request.id, account, made.said(says)), opening)

    made.keep("contact.made_ready", BOT, "made", fill)


def _look(matter: Matter) -> None:
    """Whether it may stay open."""
    if why := _against(matter):
        stop(matter, why)
    else:
        matter.ring_at(next_look(matter.request, matter.now), matter.plan(f"look{matter.now.isoformat()}"))


def _against(matter: Matter) -> str:
    """Why a place may not be open now, as a code; "" if it may."""
    second = matter.tx.person(matter.request.second)
    return _stopped(matter) or ("" if second and _fits(matter, second) else "no_second_adult")


def _stopped(matter: Matter) -> str:
    """Why a request may not go on: what it rests on, and that those accounts are still these people's."""
    request, profile = matter.request, matter.organisation.profile
    if why := stopped_by(request, matter.standing, profile):
        return why
    for account, person, why in ((request.who, request.child, "not_a_child"), (request.asker, request.by, "not_staff")):
        known = matter.tx.person_of(account)
        if known is None or known.id != person:
            return why
    return ""


def _second(matter: Matter) -> tuple[Person, Account] | None:
    """The second adult, with their account: whom a lead chose, else the first who looks after safeguarding and can be it."""
    tx, request, contacts = matter.tx, matter.request, matter.organisation.contacts
    named = (request.second, *(each.person for each in (*contacts.chain, *contacts.monitors)))
    for person in (tx.person(each) for each in dict.fromkeys(named) if each):
        account = account_on(tx, person, request.platform) if person else None
        if person is not None and account is not None and _fits(matter, person):
            return person, account
    return None


def _fits(matter: Matter, person: Person) -> bool:
    goes_by = Whose.of(matter.tx, person.id).people
    return may_be_second(person, goes_by, matter.standing, matter.organisation.profile)


def _take_away(matter: Matter) -> None:
    """Its place has stayed long enough, and what was written there is sealed: it goes, unless a concern may need it."""
    if matter.concerns():
        matter.ring_at(next_look(matter.request, matter.now), matter.plan(f"stays{matter.now.isoformat()}"))
        return
    plan = matter.plan("place_over")
    plan.add(RemovePlace(matter.request.id, matter.request.place))
    _enter(matter, plan, "contact.place_over", timer_of(matter.request.id))


def _tell(matter: Matter, step: str, says: str) -> None:
    """Tell a lead what a person must do. Its clock goes on."""
    plan = matter.plan(step)
    matter.tell_lead(plan, says)
    _enter(matter, plan, "contact.needs_human", plan.decision)


def _enter(matter: Matter, plan: Plan, kind: str, cause: str, due: datetime | None = None) -> None:
    """Write down that something is to be done of a request that stays as it is. Where its clock is the cause, that is set anew
    if it is `due` again.
    """
    rings = (Timer(timer_of(matter.request.id), TimerKind.CONTACT, due, matter.request.id),) if due else ()
    _commit(matter.tx, plan, kind, cause, matter.now, matter.request.id, matter.request.child, rings)


def _commit(
    tx: Transaction, plan: Plan, kind: str, cause: str, now: datetime, request: str, folder: str = "",
    rings: tuple[Timer, ...] = (),
) -> None:  # fmt: skip
    ours, effects = plan.organisation, [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    data = {"request": request, "effects": effects, "rule": RULE, "config": ours.config}
    entry = Entry(kind, BOT, data, folder or None)
    decision = Decision(plan.decision, ours.id, cause, now, Verdict.ALLOW, entry, effects=plan.effects, rings=rings)
    tx.commit_decision(decision, None)


def _add(plan: Plan, effect: Effect) -> None:
    plan.add(effect)
