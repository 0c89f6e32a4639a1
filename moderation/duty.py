"""The rota: who is on duty when, so that somebody looks each day (map 8.8, 11.2). Pure; `bot.rota` keeps it and changes it.

All times are those of the organisation's clocks on the wall, so a turn that ends at 22:00 ends when they show 22:00. When they
are put forward an hour of a turn is left out, and when they are put back one comes twice: nobody is missing at any instant at
which the rota names somebody.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

DAY: Final = timedelta(days=1)
#: Turns begin and end at full quarters, as clocks are put forward and back at full quarters: so a day is looked at in steps.
STEP: Final = timedelta(minutes=15)
#: Turns and hand-overs that one rota holds.
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's duty, each week on one day (0 is Monday) or on one date.

    It lasts until the clocks show `ends` the next time: past midnight where that is earlier, and for a whole day where both are
    the same.
    """

    person: str
    day: int | date
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class HandOver:
    """One shift that somebody else takes: that of `of` that begins on `day` at `begins`."""

    day: date
    begins: time
    of: str
    to: str


@dataclass(frozen=True, slots=True)
class Away:
    """When somebody takes no shift: local, without a zone. `until` no longer belongs to it."""

    person: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """A turn as it falls on a day, local, without a zone. `of` had it first, where somebody else takes it now."""

    person: str
    begins: datetime
    ends: datetime
    of: str = ""


@dataclass(frozen=True, slots=True)
class Rota:
    """Who is on duty when, in the organisation's zone. Hand-overs are in the order in which they were made."""

    zone: tzinfo = UTC
    turns: tuple[Turn, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    aways: tuple[Away, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """Everybody who may be on duty by it."""
        return frozenset({*(turn.person for turn in self.turns), *(each.to for each in self.hand_overs)})

    def local(self, at: datetime) -> datetime:
        """What the organisation's clocks show at an instant, without a zone."""
        return at.astimezone(self.zone).replace(tzinfo=None, fold=0)


#: As it is where nobody has made one.
NO_ROTA: Final = Rota()


# Who is on duty


def on_duty(rota: Rota, at: datetime) -> tuple[str, ...]:
    """Who is on duty at an instant, whoever's shift began first before the others. Each person once."""
    here = rota.local(at)
    days = (here.date() - DAY, here.date())  # a shift of the day before may last past midnight
    now = (shift for day in days for shift in taken(rota, day) if shift.begins <= here < shift.ends)
    return tuple(dict.fromkeys(shift.person for shift in now))


def planned(rota: Rota, day: date) -> tuple[Shift, ...]:
    """The shifts that begin on a day, in order, whether or not whoever has them is away."""
    found = [_handed_over(rota, _falling(turn, day)) for turn in rota.turns if turn.day in {day, day.weekday()}]
    return tuple(sorted(found, key=lambda shift: (shift.begins, shift.ends)))


def taken(rota: Rota, day: date) -> tuple[Shift, ...]:
    """The shifts that begin on a day, without the time for which whoever has them is away."""
    return tuple(piece for shift in planned(rota, day) for piece in _present(rota, shift))


def gaps(rota: Rota, first: date, days: int) -> tuple[date, ...]:
    """Those of so many days from the first on which nobody is on duty at any instant."""
    dates = (first + DAY * number for number in range(days))
    return tuple(day for day in dates if not any(on_duty(rota, at) for at in _instants(rota, day)))


def missed(rota: Rota, first: date, days: int, every_day: bool) -> tuple[date, ...]:
    """Those gaps that ought not to be: each where every day is to be watched, else those on which somebody had a turn."""
    return tuple(day for day in gaps(rota, first, days) if every_day or planned(rota, day))


def _instants(rota: Rota, day: date) -> Iterator[datetime]:
    """The instants of a day, a quarter of an hour apart: it may have 23 hours, or 25."""
    at = datetime.combine(day, time(), rota.zone).astimezone(UTC)
    while rota.local(at).date() <= day:
        yield at
        at += STEP


def _falling(turn: Turn, day: date) -> Shift:
    begins, ends = datetime.combine(day, turn.begins), datetime.combine(day, turn.ends)
    return Shift(turn.person, begins, ends if ends > begins else ends + DAY)


def _handed_over(rota: Rota, shift: Shift) -> Shift:
    """Whoever took it may have handed it on."""
    for each in rota.hand_overs:
        if (each.day, each.begins, each.of) == (shift.begins.date(), shift.begins.time(), shift.person):
            shift = replace(shift, person=each.to, of=shift.of or each.of)
    return shift


def _present(rota: Rota, shift: Shift) -> Iterable[Shift]:
    pieces = [shift]
    for away in rota.aways:
        if away.person == shift.person:
            pieces = [left for piece in pieces for left in _but_for(piece, away)]
    return pieces


def _but_for(shift: Shift, away: Away) -> Iterable[Shift]:
    """What is left of a shift before somebody goes away and after they come back."""
    before = replace(shift, ends=min(shift.ends, away.since))
    after = replace(shift, begins=max(shift.begins, away.until))
    return [piece for piece in (before, after) if piece.begins < piece.ends]


# How it is changed


def with_turn(rota: Rota, turn: Turn) -> Rota:
    """The rota with one turn more. The same one twice is one. Raises ValueError where it is full."""
    return _bounded(replace(rota, turns=(*(each for each in rota.turns if each != turn), turn)))


def without(rota: Rota, part: Turn | HandOver | Away) -> Rota:
    """The rota without one of its parts."""
    return replace(
        rota,
        turns=tuple(each for each in rota.turns if each != part),
        hand_overs=tuple(each for each in rota.hand_overs if each != part),
        aways=tuple(each for each in rota.aways if each != part),
    )


def handed_over(rota: Rota, shift: Shift, to: str) -> Rota:
    """The rota when somebody else takes one shift. Raises ValueError where it is full."""
    given = HandOver(shift.begins.date(), shift.begins.time(), shift.person, to)
    return _bounded(replace(rota, hand_overs=(*rota.hand_overs, given)))


def away(rota: Rota, person: str, since: datetime, until: datetime) -> Rota:
    """The rota when somebody is away, which replaces what it said of that before. They are back where `until` is no later."""
    others = tuple(each for each in rota.aways if each.person != person)
    return replace(rota, aways=(*others, Away(person, since, until)) if since < until else others)


def tidied(rota: Rota, at: datetime) -> Rota:
    """The rota without what is over and can matter no more."""
    here = rota.local(at)
    yesterday = here.date() - DAY
    return replace(
        rota,
        turns=tuple(turn for turn in rota.turns if isinstance(turn.day, int) or turn.day >= yesterday),
        hand_overs=tuple(each for each in rota.hand_overs if each.day >= yesterday),
        aways=tuple(each for each in rota.aways if each.until > here),
    )


def only(rota: Rota, people: Collection[str]) -> Rota:
    """The rota as far as some people keep it: whoever else is named by it is away for good."""
    ever = datetime.combine(date.min, time()), datetime.combine(date.max, time())
    gone = (Away(each, *ever) for each in sorted(rota.people - set(people)))
    return replace(rota, aways=(*rota.aways, *gone))


def _bounded(rota: Rota) -> Rota:
    if len(rota.turns) > MOST or len(rota.hand_overs) > MOST:
        raise ValueError(f"a rota holds no more than {MOST} turns")
    return rota


# How it is kept


def text_of(rota: Rota) -> str:
    """The rota as the text of a setting. It names people by their ids; the zone is the organisation's, and not in it."""
    kept = {
        "turns": [
            [t.person, t.day if isinstance(t.day, int) else t.day.isoformat(), _hm(t.begins), _hm(t.ends)] for t in rota.turns
        ],
        "hand_overs": [[each.day.isoformat(), _hm(each.begins), each.of, each.to] for each in rota.hand_overs],
        "aways": [[each.person, each.since.isoformat(), each.until.isoformat()] for each in rota.aways],
    }
    return json.dumps(kept, separators=(",", ":"))


def read(text: str | None, zone: tzinfo) -> Rota:
    """What `text_of` gave; an empty rota where there is none."""
    if not text:
        return Rota(zone)
    kept = json.loads(text)
    return Rota(
        zone,
        tuple(
            Turn(who, _day(day), time.fromisoformat(begins), time.fromisoformat(ends))
            for who, day, begins, ends in kept["turns"]
        ),
        tuple(
            HandOver(date.fromisoformat(day), time.fromisoformat(begins), of, to) for day, begins, of, to in kept["hand_overs"]
        ),
        tuple(Away(who, datetime.fromisoformat(since), datetime.fromisoformat(until)) for who, since, until in kept["aways"]),
    )


def _day(kept: int | str) -> int | date:
    return kept if isinstance(kept, int) else date.fromisoformat(kept)


def _hm(at: time) -> str:
    return at.isoformat("minutes")
