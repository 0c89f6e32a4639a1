"""Somebody on the staff applies for a space, and who may decide is asked (map 8.13)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.contact.asking import account_on
from bot.intake import person_of
from bot.register import Whom, found
from bot.rota.changing import Given
from bot.spaces import words
from bot.spaces.changing import Matter, human
from moderation.context import Organisation
from moderation.model import Account, Entry, Person, SpaceFor, SpaceRequest, derived_id
from moderation.plan import Plan
from moderation.spaces import LAPSE, MOST_RUNNERS, RUNNERS, WAITING, may_apply, may_run, misfit, slug
from storage.store import Transaction


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in: the five questions of the form, and what the channel is to be called."""

    name: str
    aim: str
    audience: SpaceFor
    promoted: str
    runners: tuple[Whom, ...]
    closed: bool


def refuse(tx: Transaction, by: Account, now: datetime) -> str:
    """Why somebody cannot apply; "" where they can. They are told before a form is opened."""
    person = person_of(tx, by)
    if may_apply(person):
        return ""
    tx.append(Entry("action.refused", person.id, {"does": "space_request"}), now)
    return words.NOT_YOURS


def ask(tx: Transaction, given: Given, organisation: Organisation, filled: Filled) -> str:
    """Apply for it. Gives what whoever applies is told. The same command twice is one application."""
    asker = person_of(tx, given.by)
    if no := refuse(tx, given.by, given.now):
        return no
    name, aim, promoted = slug(filled.name), " ".join(filled.aim.split()), " ".join(filled.promoted.split())
    if wrong := misfit(name, aim, promoted):
        return words.MISFIT[wrong]
    runners = _runners(tx, filled.runners, given.by.platform)
    if not RUNNERS <= len(runners) <= MOST_RUNNERS:
        codes = {"does": "space_request", "why": "runners", "runners": len(runners)}
        tx.append(Entry("action.refused", asker.id, codes), given.now)
        return words.RUNNERS_WANTED
    id_ = derived_id("sp_", given.id)
    if (known := tx.space_request(id_)) is None:
        if len(tx.space_requests(asker.id, open_only=True)) >= WAITING:
            return words.WAITS_ALREADY
        if any(each.name == name and each.platform == given.by.platform for each in tx.space_requests(open_only=True)):
            return words.NAME_WAITS
        ids = tuple(each.id for each in runners)
        known = SpaceRequest(id_, asker.id, given.by, name, aim, filled.audience, promoted, ids, filled.closed, given.now)
        if not _pass_on(Matter.of(tx, organisation, known, given.now)):
            return words.NOBODY
    matter = Matter.of(tx, organisation, known, given.now)
    return matter.said(words.PASSED_ON, decider=matter.decider.name if matter.decider else "")


def asks(matter: Matter) -> str:
    """What whoever may decide reads."""
    zone = ZoneInfo(matter.organisation.profile.hours.time_zone)
    lapses = (matter.request.asked_at + LAPSE).astimezone(zone)
    return f"{matter.said(words.ASKS)}\n\n{words.LAPSES.format(lapses=f'{lapses:%A} {lapses.day} {lapses:%B}')}"


def _pass_on(matter: Matter) -> bool:
    """Ask whoever may decide, if there is anybody."""
    if matter.decider is None:
        return False
    matter.keep("space.requested", matter.request.by, "asked", lambda plan: _ask(plan, matter))
    return True


def _ask(plan: Plan, matter: Matter) -> None:
    matter.tell_lead(plan, words.SUBJECT, asks(matter), asks=True)


def _runners(tx: Transaction, chosen: tuple[Whom, ...], platform: str) -> list[Person]:
    """Those who count as adults and are here, each human once."""
    people: list[Person] = []
    met: set[str] = set()
    for whom in chosen:
        person = found(tx, whom)
        if person is None or not may_run(person) or account_on(tx, person, platform) is None:
            continue
        goes_by = human(tx, person.id)
        if met.isdisjoint(goes_by):
            people.append(person)
        met |= goes_by
    return people
