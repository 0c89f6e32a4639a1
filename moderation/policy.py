"""What to do: a message, what was seen in it and what is known become one decision. Pure.

The order of effects is always the same: act, have it confirmed, then tell people (design, "write, then act, then tell").
"""

from collections.abc import Sequence

from moderation import records
from moderation.context import Capability, Context
from moderation.model import (
    BOT,
    Case,
    Category,
    Decision,
    Entry,
    Event,
    EventKind,
    ExplainToAuthor,
    Finding,
    HidePlace,
    NudgeAuthor,
    PostNotice,
    RemovePost,
    Speed,
    SupportAuthor,
    TellPerson,
    Verdict,
    derived_id,
)
from moderation.notices import Purpose, Reader
from moderation.opening import clocks, concern_about, people_to_tell
from moderation.pattern import pattern
from moderation.plan import Plan, reader_of
from moderation.profiles import TellAdult
from moderation.weighing import Weighed, explain, verdict_of, weigh


def decide(event: Event, findings: Sequence[Finding], context: Context) -> Decision:
    """The decision for one message.

    Map 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 3.5, 3.7, 4.1, 5.1, 9.1, 9.1b; decisions 11, 16, 17.
    """
    decision = derived_id("d_", event.id)
    if event.kind is EventKind.DELETED:
        return _taken_away(event, context, decision)

    weighed = weigh(findings, context.profile)
    added_up = pattern(event, weighed, context)
    if added_up is not None:
        weighed = weigh((*findings, added_up), context.profile)
    verdict = verdict_of(weighed)
    because = explain(weighed, findings, context.profile)
    if verdict is Verdict.ALLOW:
        return Decision(decision, event.org, event.id, context.now, verdict, because=because)

    plan = Plan(decision, context.organisation, event.place.platform)
    case = concern_about(event, weighed, context)
    acted = _act(event, weighed[0], case, context, plan)
    if case.speed is not Speed.WEEKLY:
        plan.alert(case, people_to_tell(case.category), after=acted)
    counted = tuple(w.finding for w in weighed)
    return Decision(
        decision,
        event.org,
        event.id,
        context.now,
        verdict,
        records.of_event(event, verdict, counted, plan.effects, case.id, context.organisation.config, context.opinion.engine),
        counted,
        plan.effects,
        case,
        clocks(case, context),
        because,
    )


def _act(event: Event, gravest: Weighed, case: Case, context: Context, plan: Plan) -> str | None:
    """Plan what is done about the message, and what depends on it. Gives the id of the effect that an alert reports on."""
    match gravest.verdict:
        case Verdict.NUDGE:
            return _nudge(event, gravest, context, plan)
        case Verdict.URGENT:
            # Thank whoever may have disclosed something, at once and privately. The message stays (map 9.1).
            words = plan.organisation.words(Purpose.SUPPORT, reader_of(context.author), _topic(gravest), event.place.name)
            return plan.add(SupportAuthor(event.author, event.place.id, words))
        case Verdict.PRESERVE:
            # Where a crime may be reported the place is closed, the lead reports it, and only then is it removed (map 9.1b).
            if case.newest.hidden:
                return plan.add(HidePlace(event.place.id))
        case Verdict.REMOVE | Verdict.HOLD:
            return _remove(event, gravest, case, context, plan)
    return None


def _remove(event: Event, gravest: Weighed, case: Case, context: Context, plan: Plan) -> str | None:
    """Take it away, explain to the author, then tell those affected, their adults and the audience (map 1.1, 1.2, 1.3, 1.4,
    1.5, 1.6, 1.7).

    What others are told follows the gravest finding alone: naming a lesser one too would only spread it.
    """
    hold = gravest.verdict is Verdict.HOLD
    organisation, place, topic = context.organisation, event.place, _topic(gravest)
    if not organisation.can(place.platform, Capability.REMOVE_OTHERS):
        plan.ask(case, "remove")
        return None
    removed = plan.add(RemovePost(place.id, event.message, hold))
    purpose = Purpose.HELD if hold else Purpose.EXPLAIN
    words = plan.organisation.words(purpose, reader_of(context.author), topic, place.name, _clause(gravest))
    plan.add(ExplainToAuthor(event.author, place.id, words, case.id), after=removed)
    if hold:
        return removed
    response = gravest.response
    others = [m for m in context.affected if m.account.id != event.author.id and not m.account.automated]
    if response.tell_affected:
        for member in others:
            words = plan.organisation.words(Purpose.TELL, reader_of(member.person), topic, place.name)
            plan.add(TellPerson(member.account, words), after=removed)
    if response.tell_adult is TellAdult.AUTO:
        involved = [context.author, *(m.person for m in others if response.tell_affected)]
        for child in involved:
            if child.may_be_child:
                plan.tell_adults(case, child, topic, after=removed)
    if response.notice and organisation.can(place.platform, Capability.POST_NOTICE) and not context.notice_posted:
        plan.add(
            PostNotice(place.id, plan.organisation.words(Purpose.NOTICE, Reader.EVERYONE, topic, place.name)), after=removed
        )
    return removed


def _nudge(event: Event, gravest: Weighed, context: Context, plan: Plan) -> str | None:
    """A kind word to staff, unless it might warn somebody about whom there is a concern (decisions 17).

    Either way it is a row that only the lead sees (map 5.16b): the small things about one adult add up.
    """
    for concern in context.open_cases:
        if concern.category is not Category.STAFF_CONDUCT and context.author.id in concern.subjects:
            return None
    words = plan.organisation.words(
        Purpose.NUDGE, reader_of(context.author), _topic(gravest), event.place.name, _clause(gravest)
    )
    return plan.add(NudgeAuthor(event.author, event.place.id, words))


def _taken_away(event: Event, context: Context, decision: str) -> Decision:
    """A post is gone. Of staff that is recorded (map 7.1); of others only when a concern is about it.

    Platforms report it in the same way whether its author, a moderator or the bot deleted it: so the record says whose post it
    was and whether its removal had been asked for here, and does not claim to know who did it.
    """
    about = [(c, s) for c in context.open_cases for s in c.sightings if s.message == event.message]
    because = ("This post was taken away.",)
    if not about and not context.author.is_staff:
        return Decision(decision, event.org, event.id, context.now, Verdict.ALLOW, because=because)
    codes = {
        "event": records.event_code(event),
        "author": context.author.id,
        "removal_asked": any(sighting.removed_by for _, sighting in about),
        "rule": "policy/deletion@1",
        "config": context.organisation.config,
        "clauses": ["7.1"],
    }
    entry = Entry("post.gone", BOT, codes, folder=about[0][0].id if about else None)
    return Decision(decision, event.org, event.id, context.now, Verdict.ALLOW, entry, because=because)


def _topic(weighed: Weighed) -> str:
    return f"{weighed.finding.category.value}.{weighed.finding.kind}"


def _clause(weighed: Weighed) -> str:
    """The clause that a notice names: a finding's first is the one it is most about."""
    return weighed.finding.clauses[0]
