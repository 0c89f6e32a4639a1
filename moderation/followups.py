"""What follows when an effect was not done at once, or not at all: cards are drawn again, or somebody is asked to do it."""

from dataclasses import replace
from datetime import datetime

from moderation import by_hand, records
from moderation.changing import shown, sighting_of, with_message, with_place
from moderation.context import Organisation
from moderation.model import (
    BOT,
    AlertLead,
    AskHuman,
    Case,
    Decision,
    Effect,
    Entry,
    HidePlace,
    NeedsHuman,
    Outcome,
    Planned,
    RefreshCard,
    Refused,
    RemovePost,
    RestorePost,
    Restrict,
    ShowPlace,
    Sighting,
    SupportAuthor,
    TellLead,
    TellResponsibleAdult,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
from moderation.routing import next_after, next_in_chain

#: The task that an effect becomes when it is refused, as a topic in the notices.
_TASKS = {
    "remove_post": "remove",
    "restore_post": "restore",
    "hide_place": "hide",
    "show_place": "show",
    "restrict": "restrict",
    "support_author": "support",
    "tell_responsible_adult": "tell_adult.failed",
}


def follow_up(
    planned: Planned, outcome: Outcome, tries: int, case: Case | None, organisation: Organisation, now: datetime
) -> Decision | None:
    """The decision that an effect calls for when it has been settled, or None when it calls for none.

    What was refused becomes a task where the card's own line ("was NOT told") is not enough. What took several tries is still
    being done on the cards that were shown meanwhile, so they are drawn again.
    """
    if isinstance(planned.effect, TellLead) and isinstance(outcome, Refused | NeedsHuman):
        return _tell_next(planned, planned.effect, organisation, now)
    if case is None or isinstance(planned.effect, RefreshCard):
        return None
    if isinstance(outcome, Refused | NeedsHuman):
        return _refused(planned, outcome, case, organisation, now)
    if tries == 1 or isinstance(planned.effect, AlertLead | AskHuman):
        return None
    plan = Plan(derived_id("d_", planned.id, outcome.kind), organisation, case.newest.place.platform)
    plan.refresh(case)
    if not plan.effects:
        return None
    entry = records.of_rule("case.redrawn", "followups/late@1", organisation.config, case.id, plan.effects)
    because = ("It was done late, so the cards that did not know of it were drawn again.",)
    return Decision(
        plan.decision, case.org, planned.id, now, Verdict.ALLOW, entry, effects=plan.effects, case=case, because=because
    )


def _tell_next(planned: Planned, effect: TellLead, organisation: Organisation, now: datetime) -> Decision | None:
    """Somebody could not be told: the next in the chain is, whom it is not about either."""
    following = next_after(organisation.contacts, effect.about, effect.to.address)
    if following is None:
        return None
    plan = Plan(derived_id("d_", planned.id, "passed_on"), organisation, planned.platform)
    plan.tell(replace(effect, to=following))
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    rule = {"rule": "followups/passed_on@1", "config": organisation.config}
    entry = Entry("lead.passed_over", BOT, {"after": planned.id, "effects": effects, **rule})
    because = ("The first could not be told, so the next was.",)
    return Decision(
        plan.decision, organisation.id, planned.id, now, Verdict.ALERT, entry, effects=plan.effects, because=because
    )


def _task(effect: Effect, case: Case) -> str:
    """The topic of the task. Who is to be spoken with is the author of a message, or whoever reported one."""
    if isinstance(effect, SupportAuthor) and case.newest.told_by is not None:
        return "support.report"
    return "lift" if isinstance(effect, Restrict) and not effect.minutes else _TASKS[effect.kind]


def _refused(
    planned: Planned, outcome: Refused | NeedsHuman, case: Case, organisation: Organisation, now: datetime
) -> Decision | None:
    plan = Plan(derived_id("d_", planned.id, outcome.kind), organisation, case.newest.place.platform)
    before = case
    about: Sighting | None = None
    removed_by = ""
    match planned.effect:
        case AlertLead(to=to) if to.person not in case.subjects:  # else what made it so was shown to others in their place
            following = next_in_chain(organisation.contacts, case.subjects, {to.address, *(a.address for a in case.alerted)})
            if following is not None:
                plan.show(case, following)
                case = shown(case, following, now)
        case AskHuman(to=to) as task:
            following = next_after(organisation.contacts, case.subjects, to.address)
            if following is not None:
                plan.hand(replace(task, to=following))
        case RemovePost(message=message):
            about = sighting_of(case, message)
            removed_by = about.removed_by if about else ""
            case = with_message(case, message, removed_by="")
        case RestorePost(message=message):
            about = sighting_of(case, message)
            case = with_message(case, message, restored=False)
        case HidePlace(place=place) | ShowPlace(place=place) as effect:
            case = with_place(case, place, hidden=isinstance(effect, ShowPlace))
        case Restrict(minutes=minutes) if minutes:
            case = replace(case, restricted_until=None)
    if isinstance(planned.effect, RemovePost) and about is not None:
        case = by_hand.asked(case, about, removed_by or BOT, plan)
    elif planned.effect.kind in _TASKS:
        values = {"adult": planned.effect.adult.name} if isinstance(planned.effect, TellResponsibleAdult) else {}
        plan.ask(case, _task(planned.effect, case), about=about, **values)
    if case == before and not plan.effects:
        return None
    entry = records.of_rule("case.needs_human", "followups/refused@1", organisation.config, case.id, plan.effects)
    because = ("It could not be done here, so a person was asked.",)
    return Decision(
        plan.decision,
        case.org,
        planned.id,
        now,
        Verdict.ALERT,
        entry,
        effects=plan.effects,
        case=case,
        rings=by_hand.reminders(before, case, organisation, now),
        because=because,
    )
