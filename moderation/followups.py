"""What follows when an effect was not done at once, or not at all: cards are drawn again, or somebody is asked to do it."""

from dataclasses import replace
from datetime import datetime

from moderation import records
from moderation.cases import shown, sighting_of, with_message
from moderation.context import Organisation
from moderation.model import (
    AlertLead,
    AskHuman,
    Case,
    Decision,
    NeedsHuman,
    Outcome,
    Planned,
    RefreshCard,
    Refused,
    RemovePost,
    RestorePost,
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


def _refused(
    planned: Planned, outcome: Refused | NeedsHuman, case: Case, organisation: Organisation, now: datetime
) -> Decision | None:
    plan = Plan(derived_id("d_", planned.id, outcome.kind), organisation, case.newest.place.platform)
    before, about = case, None
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
            case = with_message(case, message, removed_by="")
        case RestorePost(message=message):
            about = sighting_of(case, message)
            case = with_message(case, message, restored=False)
    if planned.effect.kind in _TASKS:
        values = {"adult": planned.effect.adult.name} if isinstance(planned.effect, TellResponsibleAdult) else {}
        plan.ask(case, _TASKS[planned.effect.kind], about=about, **values)
    if case == before and not plan.effects:
        return None
    entry = records.of_rule("case.needs_human", "followups/refused@1", organisation.config, case.id, plan.effects)
    because = ("It could not be done here, so a person was asked.",)
    return Decision(
        plan.decision, case.org, planned.id, now, Verdict.ALERT, entry, effects=plan.effects, case=case, because=because
    )
