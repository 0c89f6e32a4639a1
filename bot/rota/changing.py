"""What those who watch change of the rota (map 8.8). Each change is a version of the setting, with its entry.

Everybody may put themselves on duty, hand over what is theirs and be away. Whoever leads or answers for the organisation may do
so for others, who are told. Each answer is a sentence for whoever gave the command.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.intake import person_of
from bot.rota import SETTING, rota_of, rung, with_rota
from bot.rota.week import Part, coming, name_of, part_id, parts_of, said, shift_id
from bot.rota.words import day_of, on_date, said_shift, said_turn, time_of
from moderation.cases import out_of_sight
from moderation.checks.duty_rota import AHEAD
from moderation.context import Organisation
from moderation.duty import DAY, MOST, HandOver, Rota, Turn, away, handed_over, missed, text_of, tidied, with_turn, without
from moderation.model import Account, Decision, Entry, Person, Role, TellLead, Verdict, derived_id
from moderation.plan import Plan
from moderation.routing import watches
from storage.store import Transaction

#: Named in entries (map 7.6).
RULE: Final = "rota@1"
#: The longest that somebody can say to be away.
LONGEST: Final = timedelta(days=366)

NOT_YOURS: Final = (
    "Only the lead, or who answers for the organisation, can change what others have. Ask them, or change your own."
)
NOT_RUNG: Final = "{name} cannot be on duty: only those who watch and are among the organisation's contacts can be rung."
FULL: Final = f"The rota holds no more than {MOST} turns. Clear some first."
NO_SHIFT: Final = "There is no such turn ahead. Choose one of those that are offered."
NO_PART: Final = "There is no such turn or absence. Choose one of those that are offered."


@dataclass(frozen=True, slots=True)
class Given:
    """A command about the rota: its id, who gave it and when."""

    id: str
    by: Account
    now: datetime


def today(organisation: Organisation, now: datetime) -> date:
    """Which day it is where the organisation is."""
    return now.astimezone(ZoneInfo(organisation.profile.hours.time_zone)).date()


def put(tx: Transaction, given: Given, organisation: Organisation, whom: Account, day: str, begins: str, ends: str) -> str:
    """Put somebody on duty each week on a day, or on one date."""
    desk = _Desk(tx, given, organisation, "duty_set")
    person = person_of(tx, whom)
    if no := desk.refuses(person.id) or desk.cannot_ring(person):
        return no
    try:
        turn = Turn(person.id, day_of(day, desk.today), time_of(begins), time_of(ends))
    except ValueError as error:
        return str(error)
    return desk.change(lambda rota: with_turn(rota, turn), f"{person.name} is on duty {said_turn(turn)}.", person.id)


def swap(tx: Transaction, given: Given, organisation: Organisation, shift: str, to: Account) -> str:
    """Hand one coming shift over to somebody else. `shift` is the id of one of `week.shifts`."""
    desk = _Desk(tx, given, organisation, "duty_swap")
    found = next((each for each in coming(desk.rota, given.now) if shift_id(each) == shift), None)
    person = person_of(tx, to)
    if no := desk.refuses(found.person if found else "") or desk.cannot_ring(person):
        return no
    if found is None:
        return NO_SHIFT
    if found.person == person.id:
        return f"{person.name} has that turn already."
    before = name_of(tx, organisation, found.person)
    says = f"{person.name} is on duty {said_shift(found.begins, found.ends)}, in place of {before}."
    return desk.change(lambda rota: handed_over(rota, found, person.id), says, person.id, found.person)


def leave(tx: Transaction, given: Given, organisation: Organisation, until: str, whom: Account) -> str:
    """Somebody takes no turn from now to the end of a date."""
    desk = _Desk(tx, given, organisation, "duty_away")
    person = person_of(tx, whom)
    if no := desk.refuses(person.id):
        return no
    try:
        last = day_of(until, desk.today)
    except ValueError as error:
        return str(error)
    if isinstance(last, int):
        last = desk.today + DAY * ((last - desk.today.weekday()) % 7)
    if last - desk.today > LONGEST:
        return "That is more than a year ahead. Clear their turns instead."
    back = datetime.combine(last + DAY, time())
    says = f"{person.name} is away until {on_date(last)}, that day included."
    return desk.change(lambda rota: away(rota, person.id, desk.here, back), says, person.id)


def clear(tx: Transaction, given: Given, organisation: Organisation, part: str) -> str:
    """Take a turn, a hand-over or an absence out of the rota. `part` is the id of one of `week.parts`."""
    desk = _Desk(tx, given, organisation, "duty_clear")
    found = next((each for each in parts_of(desk.rota) if part_id(each) == part), None)
    if no := desk.refuses(_whose(found) if found else ""):
        return no
    if found is None:
        return NO_PART
    says = f"No longer so: {said(tx, organisation, found)}."
    return desk.change(lambda rota: without(rota, found), says, *_people(found))


def _whose(part: Part) -> str:
    return part.of if isinstance(part, HandOver) else part.person


def _people(part: Part) -> Sequence[str]:
    return (part.of, part.to) if isinstance(part, HandOver) else (part.person,)


class _Desk:
    """Where one person changes the rota once. `does` is what they try, as the record calls it."""

    def __init__(self, tx: Transaction, given: Given, organisation: Organisation, does: str) -> None:
        self._tx = tx
        self._given = given
        self._organisation = organisation
        self._does = does
        self._by = person_of(tx, given.by)
        self.rota: Rota = rota_of(tx, organisation)
        self.here: datetime = self.rota.local(given.now)
        self.today: date = self.here.date()

    def refuses(self, whose: str) -> str:
        """Why they may not change what somebody has, in a sentence; "" where they may. That it was tried is recorded."""
        officers = {contact.person for contact in self._organisation.contacts.chain}
        if not watches(self._by):
            no = out_of_sight(None, self._by)
        elif whose in {"", self._by.id} or self._by.role is Role.LEAD or self._by.id in officers:
            return ""
        else:
            no = NOT_YOURS
        self._tx.append(Entry("action.refused", self._by.id, {"does": self._does}), self._given.now)
        return no

    def cannot_ring(self, person: Person) -> str:
        return "" if rung(self._tx, self._organisation, person.id) else NOT_RUNG.format(name=person.name)

    def change(self, how: Callable[[Rota], Rota], says: str, *people: str) -> str:
        """Lay the changed rota down, tell those whom it concerns, and give the answer: with it, the days without anybody."""
        try:
            changed = how(tidied(self.rota, self._given.now))
        except ValueError:
            return FULL
        if changed != self.rota:
            self._tx.change_setting(SETTING, text_of(changed), self._by.id)
            self._tell(says, [each for each in dict.fromkeys(people) if each != self._by.id])
        return "\n".join((says, *self._empty()))

    def _tell(self, says: str, people: Sequence[str]) -> None:
        given, config = self._given, self._organisation.config
        plan = Plan(derived_id("d_", given.id), self._organisation, given.by.platform)
        for person in people:
            if (contact := rung(self._tx, self._organisation, person)) is not None:
                plan.tell(
                    TellLead(
                        contact,
                        "The rota has changed",
                        f"{says}\n\nChanged by {self._by.name}. The command “duty show” has the week.",
                    )
                )
        if plan.effects:
            effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
            entry = Entry("duty.told", self._by.id, {"does": self._does, "effects": effects, "rule": RULE, "config": config})
            because = ("Those whose turns were changed by somebody else are told.",)
            decision = Decision(
                plan.decision, self._organisation.id, given.id, given.now, Verdict.ALLOW, entry, effects=plan.effects,
                because=because,
            )  # fmt: skip
            self._tx.commit_decision(decision, None)

    def _empty(self) -> Sequence[str]:
        organisation = with_rota(self._tx, self._organisation)
        every_day = organisation.profile.hours.monitored_every_day
        days = [on_date(day) for day in missed(organisation.rota, self.today, AHEAD, every_day)]
        return (f"Nobody is on duty then on {', '.join(days)}.",) if days else ()
