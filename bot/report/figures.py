"""What a report counts. Everything here is derived from the concerns in the store and the places that were read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from moderation.model import (
    Account,
    Case,
    Category,
    Person,
    Place,
    PlaceKind,
    Sighting,
    Speed,
)
from moderation.profiles import Profile

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

#: Places that only their members can see, where an adult and a child can be alone (map 5.2).
CLOSED = frozenset({PlaceKind.PRIVATE_CHANNEL, PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT})

NAMES: Mapping[Category, str] = {
    Category.PERSONAL_DETAILS: "Personal details",
    Category.OFFENSIVE: "Offensive language",
    Category.BULLYING: "Bullying",
    Category.PRIVATE_CONTACT: "Private contact",
    Category.DISCLOSURE: "Disclosure",
    Category.STAFF_CONDUCT: "Staff conduct",
    Category.MEDIA: "Pictures and video",
    Category.LINK: "Links",
    Category.IMPERSONATION: "Impersonation",
    Category.CONFIDENTIAL: "Confidential",
    Category.COMMENT: "Complaints and the press",
    Category.REPORT: "Reported by people",
    Category.UNREAD: "Could not be read",
}


@dataclass
class PlaceRead:
    """A place as far as an export shows it: who wrote there, how often, and between which instants."""

    place: Place
    messages: int = 0
    authors: dict[str, Account] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None
    days: Counter[date] = field(default_factory=Counter)

    def add(self, author: Account, at: datetime) -> None:
        self.messages += 1
        self.authors[author.id] = author
        self.days[at.date()] += 1
        self.first = at if self.first is None else min(self.first, at)
        self.last = at if self.last is None else max(self.last, at)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Its members where the export names them, and whoever wrote there."""
        return tuple({account.id: account for account in (*self.place.members, *self.authors.values())}.values())


@dataclass(frozen=True, slots=True)
class Alone:
    """A closed place in which a child is without a second known adult (map 5.1, 5.2)."""

    adults: tuple[Person, ...]
    children: tuple[Person, ...]
    read: PlaceRead

    @property
    def place(self) -> Place:
        return self.read.place

    @property
    def is_direct(self) -> bool:
        return self.place.kind is PlaceKind.DIRECT

    @property
    def with_staff(self) -> bool:
        return any(adult.is_staff for adult in self.adults)


def places_alone(places: Iterable[PlaceRead], people: Mapping[str, Person]) -> tuple[Alone, ...]:
    """Closed places with a child and an adult in which nobody else makes it accountable, staff first.

    Someone unknown is neither counted as the child nor as the adult here: a table of strangers would hide what matters. A
    parent who is only with their own child is left out.
    """
    found = []
    for read in places:
        if read.place.kind not in CLOSED:
            continue
        present = [people[account.id] for account in read.accounts if account.id in people and not account.automated]
        children = tuple(p for p in present if p.may_be_child and not p.counts_as_second_adult)
        adults = tuple(p for p in present if p not in children and p.may_be_adult)
        known = tuple(child for child in children if child.minor or child.role.value in {"child", "learner"})
        if known and adults and sum(p.counts_as_second_adult for p in adults) < 2 and not _own_family(adults, known):
            found.append(Alone(adults, known, read))
    return tuple(sorted(found, key=lambda alone: (not alone.with_staff, -alone.read.messages, alone.place.name)))


def _own_family(adults: Sequence[Person], children: Sequence[Person]) -> bool:
    """Whether every adult answers for every child there."""
    return all(adult.name in {r.name for r in child.responsible_adults} for adult in adults for child in children)


@dataclass(frozen=True, slots=True)
class Row:
    """One message in the report's list."""

    case: Case
    sighting: Sighting


def rows(cases: Iterable[Case]) -> tuple[Row, ...]:
    """Every message of every concern: the most urgent and gravest concerns first, the messages of one together, by time."""
    speeds = list(Speed)

    def order(case: Case) -> tuple[int, int, int, datetime]:
        gravest = max(sighting.verdict.rank for sighting in case.sightings)
        surest = max(sighting.gravest.score for sighting in case.sightings)
        return speeds.index(case.speed), -gravest, -surest, case.sightings[0].at

    return tuple(Row(case, s) for case in sorted(cases, key=order) for s in sorted(case.sightings, key=lambda s: s.at))


def by_week(listed: Sequence[Row], zone: ZoneInfo) -> tuple[tuple[date, ...], dict[Category, list[int]]]:
    """Messages by kind and week. Gives the Mondays, with no week left out, and a count for each of them by category."""
    mondays = [_monday(row.sighting.at.astimezone(zone).date()) for row in listed]
    weeks = _weeks(mondays)
    counts: dict[Category, list[int]] = {}
    for row, monday in zip(listed, mondays, strict=True):
        counts.setdefault(row.case.category, [0] * len(weeks))[weeks.index(monday)] += 1
    return weeks, {category: counts[category] for category in Category if category in counts}


def alone_by_week(places: Sequence[Alone]) -> tuple[tuple[date, ...], list[int], list[int]]:
    """Messages in closed places for one adult and children: the Mondays, staff-to-child conversations, all other places."""
    days = [(alone, day, count) for alone in places for day, count in alone.read.days.items()]
    weeks = _weeks([_monday(day) for _, day, _ in days])
    private, other = [0] * len(weeks), [0] * len(weeks)
    for alone, day, count in days:
        (private if alone.is_direct and alone.with_staff else other)[weeks.index(_monday(day))] += count
    return weeks, private, other


def _weeks(mondays: Sequence[date]) -> tuple[date, ...]:
    """Every Monday from the first to the last, those without anything too."""
    if not mondays:
        return ()
    return tuple(min(mondays) + timedelta(weeks=n) for n in range((max(mondays) - min(mondays)).days // 7 + 1))


def by_hour(listed: Sequence[Row], profile: Profile, zone: ZoneInfo) -> tuple[list[int], list[int]]:
    """Messages by local hour, 0 to 23: those within office hours, and those outside."""
    inside, outside = [0] * 24, [0] * 24
    for row in listed:
        at = row.sighting.at.astimezone(zone)
        (inside if in_office_hours(at, profile) else outside)[at.hour] += 1
    return inside, outside


def in_office_hours(at: datetime, profile: Profile) -> bool:
    """Whether a local instant falls into the office hours of an ordinary week. Bank holidays are not looked up here."""
    opening = getattr(profile.hours.open, DAYS[at.weekday()])
    return opening is not None and opening.start <= at.time() < opening.end


def by_category(listed: Iterable[Row]) -> Counter[Category]:
    return Counter(row.case.category for row in listed)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
