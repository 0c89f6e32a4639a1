"""What follows when an effect could not be done: somebody is asked to do it, and no record says that it happened."""

from dataclasses import replace
from datetime import datetime

from moderation import records
from moderation.context import Organisation
from moderation.model import AlertLead, Case, Decision, NeedsHuman, Outcome, Planned, Refused, Verdict, derived_id
from moderation.plan import Plan
from moderation.routing import next_in_chain

#: The task that an effect becomes when it is refused, as a topic in the notices.
_TASKS = {
    "remove_post": "remove",
    "restore_post": "restore",
    "hide_place": "hide",
    "support_author": "support",
    "tell_responsible_adult": "tell_adult.failed",
}


def follow_up(
    planned: Planned, outcome: Outcome, case: Case | None, organisation: Organisation, now: datetime
) -> Decision | None:
    """The decision that a refused effect calls for, or None when the card's own line ("was NOT told") is enough."""
    if case is None or not isinstance(outcome, Refused | NeedsHuman):
        return None
    plan = Plan(derived_id("d_", planned.id, outcome.kind), organisation, case.newest.place.platform)
    if isinstance(planned.effect, AlertLead):
        alerted = {planned.effect.to.address, *(a.address for a in case.alerted)}
        following = next_in_chain(organisation.contacts, case.subjects, alerted)
        if following is not None:
            plan.show(case, following)
    elif planned.effect.kind in _TASKS:
        values = {"adult": planned.effect.adult.name} if planned.effect.kind == "tell_responsible_adult" else {}
        plan.ask(case, _TASKS[planned.effect.kind], **values)
        if planned.effect.kind == "remove_post":
            case = replace(case, removed_by="")
    if not plan.effects:
        return None
    entry = records.of_rule("case.needs_human", "followups/refused@1", organisation.config, case.id, plan.effects)
    because = ("It could not be done here, so a person was asked.",)
    return Decision(
        plan.decision, case.org, planned.id, now, Verdict.ALERT, entry, effects=plan.effects, case=case, because=because
    )
