"""What to do: a message, what was seen in it and what is known become one decision. Pure.

The order of effects is always the same: act, have it confirmed, then tell people (design, "write, then act, then tell").
"""

from collections.abc import Collection, Sequence
from typing import Final

from moderation import by_hand, comments, records
from moderation.breach import breach
from moderation.context import Capability, Context
from moderation.directly import directly
from moderation.explaining import explained
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
    Member,
    NudgeAuthor,
    Part,
    PartKind,
    PostNotice,
    Reach,
    RemovePost,
    Role,
    Speed,
    SupportAuthor,
    TellPerson,
    TellResponsibleAdult,
    Verdict,
    derived_id,
)
from moderation.notices import Purpose, Reader
from moderation.opening import clocks, concern_about, people_to_tell
from moderation.pattern import pattern
from moderation.pictures import TAKE_DOWN, upload
from moderation.plan import Plan, reader_of
from moderation.reached import each_once, way_to
from moderation.rewriting import offered
from moderation.sessions import said_next
from moderation.telling import are_told
from moderation.unregistered import unregistered
from moderation.weighing import Weighed, explain, stands_nowhere, verdict_of, weigh

#: What decides, for whoever makes a decision again: another number once the same findings would be decided otherwise.
RULE: Final = "policy@3"
#: What decided before, and can still decide again: then nobody became the subject of a post for their whole name in it, and
#: whoever told of the lead was sent to the lead all the same.
BEFORE: Final = "policy@2"


def decide(event: Event, findings: Sequence[Finding], context: Context, rule: str = RULE) -> Decision:
    """The decision for one message, by `RULE` or by the one before.

    Map 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 2.10, 3.5, 3.7, 3.12, 4.1, 5.1, 5.4, 5.6, 5.17, 5.18, 8.15, 9.1, 9.1b; decisions 11,
    16, 17.
    """
    decision = derived_id("d_", event.id)
    if event.kind is EventKind.DELETED:
        return _taken_away(event, context, decision)

    weighed = weigh(findings, context.profile)
    if (past := directly(event, weighed, context)) is not None:
        findings = (*findings, past)
        weighed = weigh(findings, context.profile)
    besides = (
        pattern(event, weighed, context),
        breach(event, weighed, context),
        upload(event, context),
        unregistered(event, weighed, context),
    )
    added_up = [each for each in besides if each is not None]
    if added_up:
        weighed = weigh((*findings, *added_up), context.profile)
    if not event.place.id:
        weighed = stands_nowhere(weighed)
    verdict = verdict_of(weighed)
    because = explain(weighed, findings, context.profile)
    if verdict is Verdict.ALLOW:
        entry = _edited(event, context)
        return Decision(decision, event.org, event.id, context.now, verdict, entry, because=because)

    plan = Plan(decision, context.organisation, event.place.platform)
    by_name = rule != BEFORE
    case = concern_about(event, weighed, context, by_name)
    apart = case.subjects if by_name else ()
    acted = _act(event, weighed, case, context, plan, apart)
    comments.taken_in(event, weighed, case, context, plan, apart)
    if case.speed is not Speed.WEEKLY:
        plan.alert(case, people_to_tell(case.category), after=acted)
    counted = tuple(w.finding for w in weighed)
    return Decision(
        decision,
        event.org,
        event.id,
        context.now,
        verdict,
        records.of_event(
            event,
            verdict,
            counted,
            plan.effects,
            case.id,
            context.organisation.config,
            context.opinion.engine,
            context.organisation.version,
        ),
        counted,
        plan.effects,
        case,
        clocks(case, context),
        because,
    )


def _act(
    event: Event, weighed: Sequence[Weighed], case: Case, context: Context, plan: Plan, apart: Collection[str]
) -> str | None:
    """Plan what is done about the message, and what depends on it. Gives the id of the effect that an alert reports on.

    Nobody is sent to those who are `apart`.
    """
    gravest = weighed[0]
    match gravest.verdict:
        case Verdict.NUDGE:
            return _nudge(event, weighed, context, plan)
        case Verdict.URGENT if context.author.id in case.subjects:
            return None  # a word of thanks would be a warning (decisions 17)
        case Verdict.URGENT:
            # Thank whoever may have disclosed something, at once and privately. The message stays (map 9.1).
            reader, topic = reader_of(context.author), _topic(gravest)
            words = plan.organisation.words(Purpose.SUPPORT, reader, topic, event.place.name, subjects=apart)
            return plan.add(SupportAuthor(event.author, event.place.id, words))
        case Verdict.PRESERVE:
            # Where a crime may be reported the place is closed, the lead reports it, and only then is it removed (map 9.1b).
            if case.newest.hidden:
                return plan.add(HidePlace(event.place.id))
        case Verdict.REMOVE | Verdict.HOLD:
            return _remove(event, weighed, case, context, plan)
    return None


def _remove(event: Event, weighed: Sequence[Weighed], case: Case, context: Context, plan: Plan) -> str | None:
    """Take it away, explain to the author, then tell those affected, their adults and the audience (map 1.1, 1.2, 1.3, 1.4,
    1.5, 1.6, 1.7).

    What others are told follows the gravest finding alone: naming a lesser one too would only spread it.
    """
    gravest = weighed[0]
    hold = gravest.verdict is Verdict.HOLD
    organisation, place, topic = context.organisation, event.place, _topic(gravest)
    if not organisation.can(place.platform, Capability.REMOVE_OTHERS):
        by_hand.asked(case, case.newest, BOT, plan)
        return None
    removed = plan.add(RemovePost(place.id, event.message, hold, asked=gravest.finding.kind == TAKE_DOWN))
    purpose = Purpose.HELD if hold else Purpose.EXPLAIN
    why, clause = explained([w.finding for w in weighed if w.verdict is gravest.verdict], context.profile)
    words = plan.organisation.words(purpose, reader_of(context.author), why, place.name, clause)
    plan.add(ExplainToAuthor(event.author, place.id, words, case.id), after=removed)
    if hold:
        return removed
    response = gravest.response
    others = _others(event, case, context)
    if response.tell_affected:
        for member in (each for each in others if each.account.id):
            words = plan.organisation.words(Purpose.TELL, reader_of(member.person), topic, place.name)
            plan.add(TellPerson(member.account, words), after=removed)
    if are_told(event, weighed, context):
        involved = [context.author, *(m.person for m in others if response.tell_affected)]
        for child in involved:
            if child.may_be_child or child.role is Role.LEARNER:
                plan.tell_adults(case, child, topic, after=removed)
    if response.tell_affected:
        _tell_reached(event, case, context, plan, topic, removed)
    if response.notice and organisation.can(place.platform, Capability.POST_NOTICE) and not context.notice_posted:
        words = plan.organisation.words(Purpose.NOTICE, Reader.EVERYONE, topic, place.name)
        plan.add(PostNotice(place.id, words, event.conversation), after=removed)
    return removed


def _tell_reached(event: Event, case: Case, context: Context, plan: Plan, topic: str, removed: str) -> None:
    """Tell each adult whose number or e-mail address stood in it, naming nobody (map 1.4). Who is told as a child's adult
    already is not told twice, and who is reached by telephone alone, or has not confirmed where, is for a person to tell.
    """
    told = {event.author.id, *(member.account.id for member in context.affected)}
    words = plan.organisation.words(Purpose.TELL, Reader.ADULT, topic, event.place.name)
    for child, met in each_once(context.reached):
        way = way_to(child, met, told)
        if way is None:
            continue
        if way.reach is Reach.TELEPHONE or not way.confirmed:
            plan.ask(case, "tell_adult.affected", removed, adult=way.name, child=child.name)
        else:
            effect = TellResponsibleAdult(child.id, way, words)
            plan.add(effect, after=removed, platform="email" if way.reach is Reach.EMAIL else "")


def _others(event: Event, case: Case, context: Context) -> list[Member]:
    """Who but the author may be affected: mentioned, replied to, or called by their whole name (map 1.4). Each person once, and
    nobody for being named in what is about them.
    """
    others = [m for m in context.affected if m.account.id != event.author.id and not m.account.automated]
    known = {context.author.id, *case.subjects, *(m.person.id for m in others)}
    return [*others, *(m for m in context.named if m.person.id not in known)]


def _nudge(event: Event, weighed: Sequence[Weighed], context: Context, plan: Plan) -> str | None:
    """A kind word to staff, unless it might warn somebody about whom there is a concern (decisions 17).

    Either way it is a row that only the lead sees (map 5.16b): the small things about one adult add up.
    """
    for concern in context.open_cases:
        if concern.category is not Category.STAFF_CONDUCT and context.author.id in concern.subjects:
            return None
    gravest = weighed[0]
    words = plan.organisation.words(
        Purpose.NUDGE, reader_of(context.author), _topic(gravest), event.place.name, gravest.finding.clauses[0],
        session=said_next(context.organisation.calendar, context.now),
    )  # fmt: skip
    words += offered(event, [each.finding for each in weighed])
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


def _edited(event: Event, context: Context) -> Entry | None:
    """That staff changed words of theirs is recorded (map 7.1); both versions are kept as long as any message. None of others,
    nor for what a platform adds to a message, such as the preview of a link.
    """
    if event.kind is not EventKind.EDITED or not context.author.is_staff:
        return None
    before = next((each for each in reversed(context.window) if each.message == event.message), None)
    if before is not None and own_parts(before) == own_parts(event):
        return None
    codes = {"event": records.event_code(event), "author": context.author.id, "rule": "policy/edit@1"}
    return Entry("post.edited", BOT, {**codes, "config": context.organisation.config, "clauses": ["7.1"]})


def own_parts(event: Event) -> list[Part]:
    """What its author wrote in a message."""
    return [part for part in event.parts if part.kind is not PartKind.EMBED]


def _topic(weighed: Weighed) -> str:
    return f"{weighed.finding.category.value}.{weighed.finding.kind}"
