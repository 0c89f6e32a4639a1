"""How decisions and outcomes are written down: ledger entries made of pseudonyms and codes (decisions 7, map 7.6).

A record never claims what was not confirmed. `post.removed` is written only for an outcome in which the platform said so.
"""

from collections.abc import Mapping, Sequence

from moderation.model import (
    BOT,
    Admit,
    AlreadyDone,
    AskHuman,
    Done,
    Effect,
    Entry,
    Event,
    Finding,
    Gone,
    NeedsHuman,
    Outcome,
    Planned,
    Refused,
    RemovePost,
    Report,
    Restrict,
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
    "show_place": "place.shown",
    "restrict": "author.restricted",
    "put_out": "member.put_out",
    "admit": "member.admitted",
    "explain_to_author": "author.explained",
    "nudge_author": "author.nudged",
    "support_author": "author.supported",
    "tell_person": "person.told",
    "tell_responsible_adult": "adult.told",
    "write_to_adult": "adult.written_to",
    "ask_contact": "contact.asked",
    "tell_of_contact": "contact.told",
    "make_place": "contact.made",
    "open_place": "contact.opened",
    "close_place": "contact.shut",
    "remove_place": "contact.removed",
    "make_space": "place.made",
    "show_purpose": "purpose.shown",
    "copy_message": "message.copied",
    "post_notice": "notice.posted",
    "publish": "announcement.published",
    "show_picture": "picture.asked",
    "publish_picture": "picture.published",
    "offer_take_down": "picture.offered",
    "alert_lead": "lead.alerted",
    "refresh_card": "card.refreshed",
    "ask_human": "human.asked",
    "tell_lead": "lead.informed",
}


def of_event(
    event: Event,
    verdict: Verdict,
    findings: Sequence[Finding],
    effects: Sequence[Planned],
    case: str | None,
    config: str,
    engine: str = "",
    statement: int = 0,
) -> Entry:
    """The intent: what was found in a message and what will be done, written before any of it is done.

    `engine` is the "name@version" whose opinion was weighed in, so that the scores can be understood later (decisions 13),
    `statement` the version of the organisation's own statement in force, 0 for none (map 10.6).
    """
    return Entry("message.judged", BOT, _judged(event, verdict, findings, effects, config, engine, statement), folder=case)


def of_report(
    report: Report,
    actor: str,
    verdict: Verdict,
    findings: Sequence[Finding],
    effects: Sequence[Planned],
    case: str,
    config: str,
    engine: str = "",
    statement: int = 0,
) -> Entry:
    """The same of a report. `actor` is the bot, which judged it, or who asked for a removal: never who only told."""
    codes = _judged(report, verdict, findings, effects, config, engine, statement)
    return Entry("report.received", actor, {"case": case, **codes}, folder=case)


def _judged(
    arrival: Event | Report,
    verdict: Verdict,
    findings: Sequence[Finding],
    effects: Sequence[Planned],
    config: str,
    engine: str,
    statement: int,
) -> dict[str, object]:
    codes: dict[str, object] = {
        "event": event_code(arrival),
        "verdict": verdict.value,
        "rule": findings[0].rule,
        "config": config,
        "clauses": sorted({clause for finding in findings for clause in finding.clauses}),
        "findings": [{"rule": f.rule, "category": f.category.value, "kind": f.kind, "score": f.score} for f in findings],
        "effects": _named(effects),
    }
    return codes | ({"engine": engine} if engine else {}) | ({"statement": statement} if statement else {})


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


def of_inspection(
    platform: str,
    server: str,
    changes: Sequence[tuple[str, str, str]],
    effects: Sequence[Planned],
    rule: str,
    config: str,
) -> Entry:
    """What changed on a server since it was last looked at: each change as "opened" or "mended", its check and its code."""
    data: dict[str, object] = {"platform": platform, "server": server, "rule": rule, "config": config}
    for how in ("opened", "mended"):
        data[how] = [{"check": check, "key": key} for change, check, key in changes if change == how]
    if effects:
        data["effects"] = _named(effects)
    return Entry("server.inspected", BOT, data)


def of_outcome(planned: Planned, decision: str, case: str | None, outcome: Outcome, rule: str, config: str) -> Entry:
    """What became of an effect, as far as it was confirmed. It belongs to the concern, for whoever may not see that one."""
    effect = planned.effect
    kind = CONFIRMED[effect.kind]
    if isinstance(effect, Restrict) and not effect.minutes:
        kind = "author.released"
    elif isinstance(effect, Admit) and not effect.let_in:
        kind = "member.kept_out"
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


def event_code(event: Event | Report) -> str:
    """A code for what arrived that means nothing without the sealed text, which holds the platform's own ids."""
    return derived_id("e_", event.id)


def _named(effects: Sequence[Planned]) -> list[Mapping[str, str]]:
    """The effects of a decision. A removal that a person is asked for has not been done by that."""
    return [{"id": each.id, "does": each.effect.kind, **_pending(each.effect)} for each in effects]


def _pending(effect: Effect) -> Mapping[str, str]:
    return {"removal": "pending_human"} if isinstance(effect, AskHuman) and effect.removes else {}
