"""The weekly digest: what could wait for the week, told at one time to those who answer for the organisation (map 8.9). Pure.

It lists what nobody was called for: the small concerns of the past week and those that are still open, what of the server was
told at weekly speed, and days ahead on which nobody is on duty. Nobody is told of what is about themselves: that goes to who
comes next, on their own (safeguarding rule 1). It names no member; each concern is called by its reference.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from moderation.cards import headline, reference
from moderation.checks import called
from moderation.checks.duty_rota import AHEAD
from moderation.context import Organisation
from moderation.duty import missed
from moderation.model import (
    BOT,
    Case,
    CaseState,
    Category,
    Contact,
    Decision,
    Entry,
    KnownLapse,
    Sighting,
    Speed,
    TellLead,
    Verdict,
    derived_id,
)
from moderation.notices import Purpose, Reader
from moderation.plan import Plan
from moderation.profiles.values import Moment
from moderation.routing import to_alert

#: Named in the entry (map 7.6).
RULE: Final = "digest@1"
WEEK: Final = timedelta(days=7)
_NEW: Final = "New in the week:"
_STAFF: Final = "How staff write, new in the week (the command “case low-level” has what there is about one of them):"
_OLD: Final = (
    "Nobody has compared these for over a year with what they publish themselves. Please ring or open each, and have whoever "
    "runs Touchline update it:"
)
#: Open concerns that are named in one digest, the newest of them; the others are counted.
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when a digest looks back: `since` no longer belongs to it, `until` does."""

    since: datetime
    until: datetime


def due_at(now: datetime, when: Moment, zone: tzinfo) -> datetime:
    """The newest instant, not after now, at which a digest was due by the clocks of a zone."""
    here = now.astimezone(zone)
    day = here.date() - timedelta(days=(here.weekday() - when.day) % 7)
    due = datetime.combine(day, when.at, zone)
    return (due if due <= now else datetime.combine(day - WEEK, when.at, zone)).astimezone(UTC)


def digest(
    cases: Sequence[Case],
    lapses: Sequence[KnownLapse],
    organisation: Organisation,
    period: Period,
    platform: str,
    now: datetime,
    old: Sequence[str] = (),
) -> Decision | None:
    """What is told, and to whom, when a week is over; None where there is nothing to tell.

    `cases` and `lapses` are all that are known. `old` is whom to ring by numbers that nobody has compared for so long that they
    may no longer hold (map 9.4). `platform` is where contacts are reached who are not reached by e-mail.
    """
    plan = Plan(derived_id("d_", "digest", period.until.isoformat()), organisation, platform)
    of_all = [line for line in (_of_server(lapses, period), _of_rota(organisation, period), _of_help(old)) if line]
    groups: dict[Contact, list[Case]] = {to: [] for to in to_alert(organisation.contacts, ())}
    first = next(iter(groups), None)
    for case in cases:
        if case.speed is Speed.WEEKLY and _belongs(case, period):
            for to in to_alert(organisation.contacts, case.subjects):
                groups.setdefault(to, []).append(case)
    for to, theirs in groups.items():
        if lines := [*_of_concerns(theirs, organisation, period), *(of_all if to == first else ())]:
            about = sorted({subject for case in theirs for subject in case.subjects})
            plan.tell(
                TellLead(
                    to, "For your week: what could wait", "\n\n".join((_intro(organisation, period), *lines)), tuple(about)
                )
            )
    if not plan.effects:
        return None
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    codes = {"since": period.since.isoformat(), "until": period.until.isoformat(), "effects": effects}
    entry = Entry("week.told", BOT, {**codes, "rule": RULE, "config": organisation.config})
    because = ("The week is over, and there was something that could wait for it.",)
    return Decision(
        plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects, because=because
    )


def _belongs(case: Case, period: Period) -> bool:
    """Whether a concern is told of: it is open, or something of it was seen in the week."""
    return case.opened_at <= period.until and (case.state is not CaseState.CLOSED or bool(_seen(case, period)))


def _seen(case: Case, period: Period) -> Sequence[Sighting]:
    return [sighting for sighting in case.sightings if period.since < sighting.at <= period.until]


def _intro(organisation: Organisation, period: Period) -> str:
    since, until = (each.astimezone(organisation.rota.zone) for each in (period.since, period.until))
    return f"From {_day(since)} to {_day(until)}: nothing here was urgent, and nobody was called for it."


def _of_concerns(cases: Sequence[Case], organisation: Organisation, period: Period) -> Iterator[str]:
    """What was seen, by topic, how staff write by itself (map 3.4), and which concerns wait."""
    for title, staff in ((_NEW, False), (_STAFF, True)):
        new = [case for case in cases if (case.category is Category.STAFF_CONDUCT) == staff]
        seen = [(f"{case.category.value}.{s.gravest.kind}", s.place.name) for case in new for s in _seen(case, period)]
        counts = Counter(organisation.words(Purpose.HEADLINE, Reader.LEAD, topic, place) for topic, place in seen)
        if counts:
            yield "\n".join((title, *(f"{times} × {what}" for what, times in counts.most_common())))
    waiting = [case for case in reversed(cases) if case.state is not CaseState.CLOSED]
    if waiting:
        named = [f"{reference(case.id)}: {headline(case, organisation)}" for case in waiting[:MOST]]
        more = [f"And {len(waiting) - MOST} more."] if len(waiting) > MOST else []
        yield "\n".join(("Open, to be looked at and closed (the command “case list” has them):", *named, *more))


def _of_server(lapses: Sequence[KnownLapse], period: Period) -> str:
    """The kinds of lapses that were told at weekly speed and last. One whose key is a code is about somebody: not said here."""
    told = (each for each in lapses if each.told and period.since < each.told <= period.until)
    counts = Counter(
        each.check for each in told if each.speed is Speed.WEEKLY and each.mended is None and not each.key.startswith("k_")
    )
    kinds = [f"{called(check)}{f' ({times})' if times > 1 else ''}" for check, times in sorted(counts.items())]
    return f"About the chat, as you were told: {', '.join(kinds)}. The command “doctor” says what to do." if kinds else ""


def _of_rota(organisation: Organisation, period: Period) -> str:
    rota, every_day = organisation.rota, organisation.profile.hours.monitored_every_day
    days = missed(rota, rota.local(period.until).date(), AHEAD, every_day) if rota.turns else ()
    return f"Nobody is on duty on {', '.join(map(_day, days))}." if days else ""


def _of_help(old: Sequence[str]) -> str:
    return f"{_OLD} {'; '.join(old)}." if old else ""


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
