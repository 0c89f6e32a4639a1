"""The weekly tips: off until a child asks for them, and off again at a word, at the end, and when they leave (map 9.6).

A clock that rings looks at them as they are then: one that was set before they were stopped finds nothing, or another time.
Each ringing counts what was sent before it sends, in one unit, so that no tip comes twice.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.agreements import agreed_about
from bot.rota.changing import Given, today
from bot.tips import RULE, called, said, tips, words
from moderation.agreements import may_be_here
from moderation.context import Organisation
from moderation.model import (
    BOT,
    Account,
    Counted,
    Decision,
    Effect,
    Entry,
    Outcome,
    Person,
    TellPerson,
    Timer,
    TimerKind,
    TipSeries,
    Verdict,
    Withheld,
    derived_id,
)
from moderation.plan import Plan
from moderation.tips import first_at, may_have_told, next_at, waits
from storage.store import Transaction

#: What a letter with one of them counts as.
WEEKLY: Final = "weekly_tip"


def turn(tx: Transaction, given: Given, organisation: Organisation, on: bool) -> str:
    """Somebody asks for the weekly tips, or wants no more of them. Gives what they are answered."""
    return _turn_on(tx, given, organisation) if on else _turn_off(tx, given, organisation)


def ring(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """The next of them is due, if they were not stopped meanwhile: `timer.case` is whose they are."""
    series, person, decision = tx.tip_series(timer.case), tx.person(timer.case), derived_id("d_", timer.id)
    tx.commit_decision(Decision(decision, organisation.id, timer.id, now, Verdict.ALLOW), None)
    if series is None or series.due != timer.due:
        return
    account = _account(tx, timer.case, series.platform)
    if person is None or account is None or _is_over(tx, person, organisation, now):
        _ends(tx, timer.case, organisation, now, "left", BOT)
    elif series.sent >= _all():  # a newer version has fewer of them
        _ends(tx, person.id, organisation, now, "end", BOT)
    elif waits(organisation.calendar, now):
        _put_off(tx, person.id, series, organisation, now, soon=True)
    elif may_have_told(person.id, tx.cases(open_only=True)):
        _put_off(tx, person.id, series, organisation, now, soon=False)
    else:
        _send(tx, person, account, series, organisation, now)


def settled(tx: Transaction, effect: Effect, outcome: Outcome) -> None:
    """What practice mode held back was not sent: it is the next of them once more."""
    counts = effect.counts if isinstance(effect, TellPerson) else None
    if counts is None or counts.what != WEEKLY or not isinstance(outcome, Withheld):
        return
    series = tx.tip_series(counts.person)
    if series is not None and series.sent == int(counts.which):
        tx.keep_tip_series(counts.person, replace(series, sent=series.sent - 1))


def _turn_on(tx: Transaction, given: Given, organisation: Organisation) -> str:
    person, say = tx.person_of(given.by), {**called(organisation), "stop": _stop(given.by.platform), "all": str(_all())}
    if person is None or person.left is not None:
        return words.NOT_YET.format(**say)
    if person.is_staff or not person.may_be_child:
        return words.FOR_CHILDREN
    if not _may_be_here(tx, person, organisation, given.now):
        return words.NOT_NOW.format(**say)
    if tx.tip_series(person.id) is not None:
        return words.ALREADY_ON.format(**say)
    due = first_at(organisation.calendar, given.now)
    if due is None:
        return words.NO_HOURS.format(**say)
    _goes_on(tx, person.id, TipSeries(given.by.platform, due), organisation, given.now, "tips.on", person.id)
    return words.ON.format(**say)


def _turn_off(tx: Transaction, given: Given, organisation: Organisation) -> str:
    person = tx.person_of(given.by)
    if person is None or tx.tip_series(person.id) is None:
        return words.ALREADY_OFF
    _ends(tx, person.id, organisation, given.now, "asked", person.id)
    return words.OFF


def _send(
    tx: Transaction, person: Person, account: Account, series: TipSeries, organisation: Organisation, now: datetime
) -> None:
    tip, number, last = tips().weekly[series.sent], series.sent + 1, series.sent + 1 == _all()
    text = (words.LAST if last else words.WEEKLY).format(
        number=number, all=_all(), text=said(tip, organisation), stop=_stop(series.platform)
    )
    plan = Plan(derived_id("d_", "tips", person.id, series.due.isoformat()), organisation, series.platform)
    plan.add(TellPerson(account, text, counts=Counted(person.id, WEEKLY, str(number))))
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    codes = {"person": person.id, "tip": tip.code, "effects": effects, **_by_rule(organisation)}
    because = ("It asked for a tip each week.",)
    tx.commit_decision(
        Decision(
            plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, Entry("tip.given", BOT, codes),
            effects=plan.effects, because=because,
        ),
        None,
    )  # fmt: skip
    if last:
        _ends(tx, person.id, organisation, now, "end", BOT)
    else:
        _put_off(tx, person.id, replace(series, sent=number), organisation, now, soon=False)


def _put_off(tx: Transaction, person: str, series: TipSeries, organisation: Organisation, now: datetime, *, soon: bool) -> None:
    """Until the office opens, or until it does in a week. Without any office hours left they end."""
    due = first_at(organisation.calendar, now) if soon else next_at(organisation.calendar, now)
    if due is None:
        _ends(tx, person, organisation, now, "no_hours", BOT)
    else:
        _goes_on(tx, person, replace(series, due=due), organisation, now)


def _goes_on(
    tx: Transaction, person: str, series: TipSeries, organisation: Organisation, now: datetime, kind: str = "", actor: str = BOT
) -> None:
    """Keep when the next comes, and set its clock. `kind` is that of an entry, "" for none."""
    tx.keep_tip_series(person, series)
    entry = Entry(kind, actor, {"person": person, **_by_rule(organisation)}) if kind else None
    timer = Timer(derived_id("t_", "tips", person, series.due.isoformat(), now.isoformat()), TimerKind.TIP, series.due, person)
    decision = derived_id("d_", timer.id, "set")
    tx.commit_decision(Decision(decision, organisation.id, decision, now, Verdict.ALLOW, entry, rings=(timer,)), None)


def _ends(tx: Transaction, person: str, organisation: Organisation, now: datetime, why: str, actor: str) -> None:
    tx.keep_tip_series(person, None)
    tx.append(Entry("tips.off", actor, {"person": person, "why": why, **_by_rule(organisation)}), now)


def _is_over(tx: Transaction, person: Person, organisation: Organisation, now: datetime) -> bool:
    """Whether somebody has left, has grown up, or may not be here: they or an adult of theirs took it back."""
    gone = person.left is not None or person.is_staff or not person.may_be_child
    return gone or not _may_be_here(tx, person, organisation, now)


def _may_be_here(tx: Transaction, person: Person, organisation: Organisation, now: datetime) -> bool:
    return may_be_here(person, agreed_about(tx, person.id), organisation.profile.consent, today(organisation, now))


def _account(tx: Transaction, person: str, platform: str) -> Account | None:
    """Their account on a platform, as the register has it now."""
    versions = tx.register_versions(person)
    return next((each for each in versions[-1].accounts if each.platform == platform), None) if versions else None


def _all() -> int:
    return len(tips().weekly)


def _stop(platform: str) -> str:
    return words.STOPS.get(platform, "/tips off")


def _by_rule(organisation: Organisation) -> dict[str, str]:
    return {"rule": RULE, "config": organisation.config}
