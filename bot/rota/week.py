"""The rota as somebody who watches is shown it, as plain data that an adapter shows in its own way (map 8.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.desk import Denied
from bot.intake import person_of
from bot.rota import rota_of, with_duty, with_rota
from bot.rota.words import last_day, said_part, said_shift
from moderation.cases import out_of_sight
from moderation.checks.duty_rota import AHEAD
from moderation.context import Organisation
from moderation.duty import DAY, Away, HandOver, Rota, Shift, Turn, missed, planned, taken, tidied
from moderation.model import Account, derived_id
from moderation.routing import watches
from storage.store import Transaction

#: Days in which a shift can be chosen to be handed over.
CHOSEN: Final = 21

Part = Turn | HandOver | Away


@dataclass(frozen=True, slots=True)
class Duty:
    """One shift: who, from when to when by the organisation's clocks, and in whose place ("" for nobody's)."""

    name: str
    begins: datetime
    ends: datetime
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The shifts that begin on a day. `empty` says that nobody is on duty at any time of it, and that somebody ought to be."""

    day: date
    duties: tuple[Duty, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Who is on duty now, the days ahead from today, and who is away until which day, that day included.

    `made` says whether there is a rota at all, `every_day` whether the policy promises watching on each day.
    """

    now: tuple[str, ...]
    days: tuple[Day, ...]
    away: tuple[tuple[str, date], ...]
    made: bool
    every_day: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Something of the rota that can be chosen: its id, and how a list names it."""

    id: str
    named: str


def week(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Week | Denied:
    """Who is on duty in the days ahead, as far as they can be rung."""
    if not watches(person_of(tx, by)):
        return Denied(out_of_sight(None, person_of(tx, by)))
    laid_down, rota = tidied(rota_of(tx, organisation), now), with_rota(tx, organisation).rota
    today, every_day = rota.local(now).date(), organisation.profile.hours.monitored_every_day
    empty = frozenset(missed(rota, today, AHEAD, every_day))
    dates = [today + DAY * number for number in range(AHEAD)]
    return Week(
        now=tuple(contact.name for contact in with_duty(tx, organisation, now).on_duty),
        days=tuple(Day(day, tuple(_duty(tx, organisation, s) for s in taken(rota, day)), day in empty) for day in dates),
        away=tuple((name_of(tx, organisation, each.person), last_day(each)) for each in laid_down.aways),
        made=bool(laid_down.turns),
        every_day=every_day,
    )


def shifts(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Sequence[Choice]:
    """The coming shifts, the next first; none for those who do not watch."""
    if not watches(person_of(tx, by)):
        return ()
    rota = rota_of(tx, organisation)
    return [Choice(shift_id(each), _said(tx, organisation, each)) for each in coming(rota, now)]


def parts(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Sequence[Choice]:
    """All that the rota is made of and that is not over; nothing for those who do not watch."""
    if not watches(person_of(tx, by)):
        return ()
    rota = tidied(rota_of(tx, organisation), now)
    return [Choice(part_id(each), said(tx, organisation, each)) for each in parts_of(rota)]


def coming(rota: Rota, now: datetime) -> Sequence[Shift]:
    """The shifts that are not over, whoever has them: also of somebody who is away, so that another may take theirs."""
    here = rota.local(now)
    dates = (here.date() + DAY * number for number in range(-1, CHOSEN))
    return [shift for day in dates for shift in planned(rota, day) if shift.ends > here]


def parts_of(rota: Rota) -> Sequence[Part]:
    return (*rota.turns, *rota.hand_overs, *rota.aways)


def shift_id(shift: Shift) -> str:
    return derived_id("s_", shift.person, shift.begins.isoformat(), shift.ends.isoformat())


def part_id(part: Part) -> str:
    return derived_id("r_", repr(part))


def said(tx: Transaction, organisation: Organisation, part: Part) -> str:
    """A part of the rota as a list names it."""
    if isinstance(part, HandOver):
        return said_part(part, name_of(tx, organisation, part.of), name_of(tx, organisation, part.to))
    return said_part(part, name_of(tx, organisation, part.person))


def name_of(tx: Transaction, organisation: Organisation, person: str) -> str:
    """What somebody is called who is named in the rota."""
    contact, known = organisation.contacts.of_person(person), tx.person(person)
    if contact is not None:
        return contact.name
    return known.name if known is not None else "somebody who is no longer here"


def _duty(tx: Transaction, organisation: Organisation, shift: Shift) -> Duty:
    of = name_of(tx, organisation, shift.of) if shift.of else ""
    return Duty(name_of(tx, organisation, shift.person), shift.begins, shift.ends, of)


def _said(tx: Transaction, organisation: Organisation, shift: Shift) -> str:
    return f"{name_of(tx, organisation, shift.person)} {said_shift(shift.begins, shift.ends)}"
