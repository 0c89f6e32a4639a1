"""What the clock of an application does, and what follows once its channel was made, or could not be (map 8.13).

Who may decide is reminded once, then it lapses. What the platform does not let the bot make is a person's task, of which they
are reminded each week until they say that it is done.
"""

from datetime import datetime
from typing import Final

from bot.spaces import declare, declared, key_of, words
from bot.spaces.asking import asks
from bot.spaces.changing import Matter
from moderation.context import Organisation
from moderation.model import (
    BOT,
    AlreadyDone,
    Decision,
    Done,
    Effect,
    MakeSpace,
    NeedsHuman,
    Outcome,
    Refused,
    SpaceState,
    TellOfContact,
    Timer,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
from moderation.spaces import LAPSE, next_ring
from storage.store import Transaction

#: Why a platform refuses to make one that no person should make there either, and what that is called here.
_STOPS: Final = {"name_taken": "name_taken", "no_role": "no_role", "not_a_member": "runners"}


def ring(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """Its clock rang."""
    request = tx.space_request(timer.case)
    if request is None or next_ring(request, now) is None:  # erased with whoever applied, or nobody has to do anything
        tx.commit_decision(Decision(derived_id("d_", timer.id), organisation.id, timer.id, now, Verdict.ALLOW), None)
        return
    matter = Matter.of(tx, organisation, request, now)
    if request.state is SpaceState.APPROVED and (why := matter.stopped):
        matter.stop(why)
    elif request.state is SpaceState.APPROVED:
        by_hand(matter, "space.waits_for_human")
    elif now - request.asked_at >= LAPSE:
        after = matter.changed(state=SpaceState.LAPSED)
        after.keep("space.lapsed", BOT, "lapsed", lambda plan: after.tell_asker(plan, words.LAPSED))
    else:
        after = matter.changed(reminded=True)
        after.keep("space.reminded", BOT, "reminded", lambda plan: _remind(plan, after))


def may_make(tx: Transaction, effect: MakeSpace, organisation: Organisation, now: datetime) -> bool:
    """Whether a channel may be made now: what was planned may have waited for hours, and who is to be let in may have left."""
    request = tx.space_request(effect.request)
    if request is None or request.state is not SpaceState.APPROVED:
        return False
    matter = Matter.of(tx, organisation, request, now)
    fit = {each.id for each in (*matter.runners, *matter.watch)}
    return not matter.stopped and fit.issuperset(each.id for each in (*effect.runners, *effect.watch))


def settled(tx: Transaction, effect: Effect, outcome: Outcome, organisation: Organisation, now: datetime) -> None:
    """What follows once a channel was made, or could not be."""
    request = tx.space_request(effect.request) if isinstance(effect, MakeSpace) else None
    if request is None or request.state is not SpaceState.APPROVED:
        return
    matter = Matter.of(tx, organisation, request, now)
    match outcome:
        case Done(reference=place) | AlreadyDone(reference=place):
            if key_of(request.platform, place) in declared(tx):  # it is another's, of the same name
                matter.stop("name_taken")
            else:
                made(matter, place, BOT)
        case Refused(why=why) | NeedsHuman(why=why):
            if stopped := matter.stopped or _STOPS.get(why, ""):
                matter.stop(stopped)
            else:
                by_hand(matter.changed(by_hand=True), "space.needs_human", why=why)


def made(matter: Matter, place: str, actor: str) -> None:
    """Its channel is there: what it is for is kept, and those who run it are told."""
    request = matter.request
    declare(matter.tx, request.platform, place, request.aim, actor)
    after = matter.changed(state=SpaceState.MADE, place=place, by_hand=False)
    says = after.said(words.MADE)
    if request.closed:
        says = f"{says}\n\n{after.said(words.MADE_CLOSED)}"

    def fill(plan: Plan) -> None:
        for account in dict.fromkeys((request.asker, *matter.runners)):
            plan.add(TellOfContact(request.id, account, says))

    after.keep("space.made", actor, "made", fill)


def by_hand(matter: Matter, kind: str, **codes: object) -> None:
    """Have a person make it, and be reminded of it."""
    request = matter.request
    people = [each.name for each in (*matter.runners, *matter.watch)]
    whom = ", ".join(people) if request.closed else f"{words.FOR[request.audience]}, and {', '.join(people)}"

    def fill(plan: Plan) -> None:
        says = matter.said(words.BY_HAND, people=whom)
        matter.tell_lead(plan, words.TO_MAKE, says)

    matter.keep(kind, BOT, f"by_hand{matter.now.isoformat()}", fill, **codes)


def _remind(plan: Plan, matter: Matter) -> None:
    matter.tell_lead(plan, words.REMINDER, asks(matter), asks=True)
