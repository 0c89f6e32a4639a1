"""Parents are told when to reach their children: before and after each of the organisation's own sessions (map 11.3).

Those who watch choose a place for it. Each day what comes within two days is posted there: each session a day before at least.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.sessions import words
from bot.sessions.committing import commit
from moderation.calendar import Sitting, sittings
from moderation.context import Organisation
from moderation.model import BOT, Decision, PostNotice, Timer, TimerKind, Verdict, derived_id
from moderation.plan import Plan
from storage.store import Transaction

#: The place as "platform/id", "" for none.
SETTING: Final = "sessions.times"
#: How far ahead sessions are told of, and how often that is looked at.
AHEAD: Final = timedelta(days=2)
EVERY: Final = timedelta(days=1)
#: What the clock is about: no session in particular.
_ABOUT: Final = "sessions"


def told_to_parents(tx: Transaction) -> tuple[str, str] | None:
    """The platform and the place in which the times are posted; None where nobody chose one."""
    platform, _, place = (tx.setting(SETTING) or "").partition("/")
    return (platform, place) if place else None


def begin(tx: Transaction, organisation: Organisation, platform: str, place: str, by: str, now: datetime) -> None:
    """Post the times in a place from now on; in place "" no more."""
    tx.change_setting(SETTING, f"{platform}/{place}" if place else "", by)
    if place:
        _tell(tx, organisation, derived_id("t_", platform, place, now.isoformat()), by, now, now)


def ring(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """A day is over: what came within reach since is posted."""
    _tell(tx, organisation, timer.id, BOT, timer.due + AHEAD - EVERY, now)


def _tell(tx: Transaction, organisation: Organisation, cause: str, by: str, since: datetime, now: datetime) -> None:
    """Post what begins after an instant and within `AHEAD`, and set the clock for the next day."""
    where = told_to_parents(tx)
    platform, place = where or ("", "")
    plan = Plan(derived_id("d_", cause, now.isoformat()), organisation, platform)
    coming = _coming(organisation, since, now) if where else []
    if coming:
        zone = organisation.calendar.zone
        when = "\n".join(f"• {words.when(*each, zone).removeprefix('on ')}" for each in coming)
        plan.add(PostNotice(place, words.TIMES.format(club=organisation.contacts.organisation, when=when)))
    # One clock: whoever chooses another place sets it anew, so that nothing is posted twice.
    rings = [Timer(derived_id("t_", SETTING), TimerKind.SESSION_TIMES, now + EVERY, _ABOUT)] if where else []
    because = "Parents are told a day before at the latest when to reach their children."
    if plan.effects:
        codes: dict[str, object] = {"sessions": [each.begins.isoformat() for each in coming]}
        commit(tx, plan, ("session.times", by, codes), None, cause, now, because, rings)
    else:  # of a day on which nothing is posted nothing is written down
        quiet = Decision(plan.decision, organisation.id, cause, now, Verdict.ALLOW, rings=tuple(rings), because=(because,))
        tx.commit_decision(quiet, None)


def _coming(organisation: Organisation, since: datetime, now: datetime) -> Sequence[Sitting]:
    found: list[Sitting] = []
    for sitting in sittings(organisation.calendar, now) if organisation.profile.hours.sessions else ():
        if sitting.begins > now + AHEAD:
            break
        if sitting.begins > since:
            found.append(sitting)
    return found
