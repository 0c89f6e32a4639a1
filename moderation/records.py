"""How decisions and outcomes are written down: ledger entries made of pseudonyms and codes (decisions 7, map 7.6).

A record never claims what was not confirmed. `post.removed` is written only for an outcome in which the platform said so.
"""

from collections.abc import Mapping, Sequence

from moderation.model import (
    BOT,
    AlreadyDone,
    Done,
    Entry,
    Event,
    Finding,
    Gone,
    NeedsHuman,
    Outcome,
    Planned,
    Refused,
    RemovePost,
    RetryLater,
    Verdict,
    Withheld,
    derived_id,
)

#: What an effect is called once it is confirmed.
CONFIRMED = {
    "remove_post": "post.removed",
    "restore_post": "post.restored",
    "hide_place": "place.hidden",
    "explain_to_author": "author.explained",
    "nudge_author": "author.nudged",
    "support_author": "author.supported",
    "tell_person": "person.told",
    "tell_responsible_adult": "adult.told",
    "post_notice": "notice.posted",
    "alert_lead": "lead.alerted",
    "refresh_card": "card.refreshed",
    "ask_human": "human.asked",
}


def of_event(
    event: Event,
    verdict: Verdict,
    findings: Sequence[Finding],
    effects: Sequence[Planned],
    case: str | None,
    config: str,
    engine: str = "",
) -> Entry:
    """The intent: what was found in a message and what will be done, written before any of it is done.

    `engine` is the "name@version" whose opinion was weighed in, so that the scores can be understood later (decisions 13).
    """
    return Entry(
        "message.judged",
        BOT,
        {
            "event": event_code(event),
            "verdict": verdict.value,
            "rule": findings[0].rule,
            "config": config,
            "clauses": sorted({clause for finding in findings for clause in finding.clauses}),
            "findings": [{"rule": f.rule, "category": f.category.value, "kind": f.kind, "score": f.score} for f in findings],
            "effects": _named(effects),
        }
        | ({"engine": engine} if engine else {}),
        folder=case,
    )


def of_person(kind: str, actor: str, case: str, effects: Sequence[Planned] = (), **codes: str) -> Entry:
    """What a person did about a concern. Words that they wrote are sealed with the case; here are codes alone."""
    data: dict[str, object] = {"case": case, **codes}
    if effects:
        data["effects"] = _named(effects)
    return Entry(kind, actor, data, folder=case)


def of_rule(kind: str, rule: str, config: str, case: str, effects: Sequence[Planned] = (), **codes: str) -> Entry:
    """What a rule did about a concern by itself, such as a clock that ran out."""
    data: dict[str, object] = {"case": case, "rule": rule, "config": config, **codes}
    if effects:
        data["effects"] = _named(effects)
    return Entry(kind, BOT, data, folder=case)


def of_outcome(planned: Planned, decision: str, case: str | None, outcome: Outcome, rule: str, config: str) -> Entry:
    """What became of an effect, as far as it was confirmed. It belongs to the concern, for whoever may not see that one."""
    effect = planned.effect
    kind = CONFIRMED[effect.kind]
    codes: dict[str, object] = {}
    match outcome:
        case Done():
            codes["outcome"] = "held" if isinstance(effect, RemovePost) and effect.hold else "done"
        case AlreadyDone():
            codes["outcome"] = "already_done"
        case Gone():
            # Of a removal alone: somebody else took it away. The post is gone, but it was not the bot that removed it.
            kind, codes["outcome"] = "post.already_gone", "gone"
        case Refused(why):
            kind, codes["outcome"], codes["why"] = "effect.refused", "refused", why
        case NeedsHuman(why):
            kind, codes["outcome"], codes["why"] = "effect.needs_human", "needs_human", why
        case Withheld(why):
            kind, codes["outcome"], codes["why"] = "effect.withheld", "withheld", why
        case RetryLater():
            raise ValueError("an effect that will be tried again has no outcome to record yet")
    data: dict[str, object] = {
        "decision": decision,
        "effect": planned.id,
        "does": effect.kind,
        "rule": rule,
        "config": config,
        **codes,
    }
    return Entry(kind, BOT, data, folder=case)


def event_code(event: Event) -> str:
    """A code for an event that means nothing without the sealed text, which holds the platform's own ids."""
    return derived_id("e_", event.id)


def _named(effects: Sequence[Planned]) -> list[Mapping[str, str]]:
    return [{"id": planned.id, "does": planned.effect.kind} for planned in effects]
