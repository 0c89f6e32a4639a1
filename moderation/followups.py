"""What follows when an effect was not done at once, or not at all: cards are drawn again, or somebody is asked to do it."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from moderation import by_hand, records
from moderation.changing import shown, sighting_of, with_message, with_place
from moderation.context import Organisation
from moderation.model import (
    BOT,
    AlertLead,
    AskHuman,
    Case,
    Contact,
    Decision,
    Effect,
    Entry,
    HidePlace,
    NeedsHuman,
    Outcome,
    Planned,
    Publish,
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
    WriteToAdult,
    derived_id,
)
from moderation.plan import Plan
from moderation.routing import next_after, next_in_chain, to_alert

#: The task that an effect becomes when it is refused, as a topic in the notices.
_TASKS = {
    "remove_post": "remove",
    "restore_post": "restore",
    "hide_place": "hide",
    "show_place": "show",
    "restrict": "restrict",
    "put_out": "put_out",
    "support_author": "support",
    "tell_responsible_adult": "tell_adult.failed",
}
#: Why a letter is refused that was planned while the adult could still be written to.
NO_CONTACT: Final = "no_contact"
_NOT_WRITTEN_TO = "Please tell a parent or carer: Touchline could not write to them"
_NOT_ANY_MORE: Final = "An adult was not written to: please look"
_NO_CONTACT: Final = (
    "By the register {adult} may not be written to any more, so nothing was sent. Tell them nothing of it. If somebody else "
    "answers for the child now, please make sure that they know."
)
_BY_HAND = "{adult} could not be reached. Please tell them yourself; this is what they would have read:\n\n{text}"

_NOT_PUBLISHED_SUBJECT: Final = "An announcement could not be posted"
_NOT_PUBLISHED: Final = (
    "This was approved, and Touchline could not post it: it may not write in that channel, or the channel is gone. Nobody has "
    "seen it. Please let Touchline write there, or post it by hand:"
)


def follow_up(
    planned: Planned, outcome: Outcome, tries: int, case: Case | None, organisation: Organisation, now: datetime
) -> Decision | None:
    """The decision that an effect calls for when it has been settled, or None when it calls for none.

    What was refused becomes a task where the card's own line ("was NOT told") is not enough. What took several tries is still
    being done on the cards that were shown meanwhile, so they are drawn again.
    """
    if isinstance(planned.effect, TellLead) and isinstance(outcome, Refused | NeedsHuman):
        return _tell_next(planned, planned.effect, organisation, now)
    if isinstance(planned.effect, WriteToAdult) and isinstance(outcome, Refused | NeedsHuman):
        return _by_a_person(planned, planned.effect, outcome, organisation, now)
    if isinstance(planned.effect, Publish) and isinstance(outcome, Refused | NeedsHuman):
        return _not_published(planned, planned.effect, organisation, now)
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


def _by_a_person(
    planned: Planned, effect: WriteToAdult, outcome: Refused | NeedsHuman, organisation: Organisation, now: datetime
) -> Decision | None:
    """An adult was not written to: somebody is asked to tell them what they would have read (map 6.12, 11.2), unless they must
    not know it any more."""
    plan = Plan(derived_id("d_", planned.id, "by_hand"), organisation, planned.platform)
    subject, text = _NOT_WRITTEN_TO, _BY_HAND.format(adult=effect.adult.name, text=effect.text)
    if outcome == Refused(NO_CONTACT):
        subject, text = _NOT_ANY_MORE, _NO_CONTACT.format(adult=effect.adult.name)
    for contact in to_alert(organisation.contacts, ()):
        plan.tell(TellLead(contact, subject, text))
    if not plan.effects:
        return None
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    rule = {"rule": "followups/adult@1", "config": organisation.config}
    entry = Entry("adult.not_written_to", BOT, {"after": planned.id, "effects": effects, **rule})
    because = ("An adult could not be written to, so a person was asked to tell them.",)
    return Decision(
        plan.decision, organisation.id, planned.id, now, Verdict.ALERT, entry, effects=plan.effects, because=because
    )


def _not_published(planned: Planned, effect: Publish, organisation: Organisation, now: datetime) -> Decision:
    """What was approved could not be posted: the lead is asked to have it posted by hand (map 4.8)."""
    plan = Plan(derived_id("d_", planned.id, "not_published"), organisation, planned.platform)
    text = f"{_NOT_PUBLISHED}\n\n{effect.text}"
    for contact in to_alert(organisation.contacts, ()):
        plan.tell(TellLead(contact, _NOT_PUBLISHED_SUBJECT, text))
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    rule = {"rule": "followups/not_published@1", "config": organisation.config}
    codes = {"announcement": effect.announcement, "after": planned.id, "effects": effects, **rule}
    because = ("It could not be posted, so the lead was told.",)
    return Decision(
        plan.decision, organisation.id, planned.id, now, Verdict.ALERT, Entry("announcement.failed", BOT, codes),
        effects=plan.effects, because=because,
    )  # fmt: skip


def _task(effect: Effect, outcome: Outcome, case: Case) -> str:
    """The topic of the task. Who is to be spoken with is the author of a message, or whoever reported one."""
    if outcome == Refused(NO_CONTACT):
        return "tell_adult.no_contact"
    if isinstance(effect, SupportAuthor) and case.newest.told_by is not None:
        return "support.report"
    return "lift" if isinstance(effect, Restrict) and not effect.minutes else _TASKS[effect.kind]


def _instead(to: Contact, case: Case, organisation: Organisation) -> tuple[Contact, ...]:
    """Who is shown a concern where somebody could not be: the same person by the other way to them, and the next in the chain.
    That one was shown it already where it is the other way that failed.
    """
    contacts, alerted = organisation.contacts, {to.address, *(each.address for each in case.alerted)}
    if to in {each.second for each in (*contacts.chain, *contacts.monitors)}:
        return ()
    both = to.second, next_in_chain(contacts, case.subjects, alerted)
    return tuple(each for each in both if each is not None and each.address not in alerted)


def _refused(
    planned: Planned, outcome: Refused | NeedsHuman, case: Case, organisation: Organisation, now: datetime
) -> Decision | None:
    plan = Plan(derived_id("d_", planned.id, outcome.kind), organisation, case.newest.place.platform)
    before = case
    about: Sighting | None = None
    removed_by = ""
    match planned.effect:
        case AlertLead(to=to) if to.person not in case.subjects:  # else what made it so was shown to others in their place
            for contact in _instead(to, case, organisation):
                plan.show(case, contact)
                case = shown(case, contact, now)
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
        plan.ask(case, _task(planned.effect, outcome, case), about=about, **values)
    if case == before and not plan.effects:
        return None
    entry = records.of_rule("case.needs_human", "followups/refused@2", organisation.config, case.id, plan.effects)
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
