"""Counting a record (map 8.11): each entry is looked at once, in order, and nothing but codes is read.

What is counted of concerns: those whose first entry lies in the period, by the category that it names first. A concern is what
an entry's folder names, `c_…`. Small things about how staff write are in the register that only the lead sees (safeguarding
rule 6), so they are no part of it. How quickly: from that first entry to the first `lead.alerted`, to the first thing that a
person did about it, and to the first `case.closed`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from bot.committee.periods import Period
from bot.committee.record import Noted, Record
from moderation.calendar import Calendar, due
from moderation.model import BOT, Category, Speed
from moderation.profiles import Profile

#: Who had something removed that no rule asked for.
BY_A_PERSON: Final = "by a person"
#: Entries in which the settings, or what they lead to, became others.
CHANGES: Final = {
    "config.changed": "Settings, words or contacts",
    "allowlist.changed": "What anybody may post (the allow-list)",
    "words.changed": "Words of the organisation's own",
    "schools.changed": "The schools whose names are known",
    "engine.changed": "The engine that reads messages",
    "shadow.changed": "Practice mode begun or ended",
    "program.changed": "Touchline itself (an update)",
    "setting.changed": "A setting changed by a command",
}
#: What a person does about a concern that is no sign of having looked at it: an author's own objection.
_NOT_LOOKED: Final = "case.appealed"


@dataclass
class Reversals:
    """By month: what was removed, of how much its author said that it was wrong, and what was put back."""

    removed: list[int]
    appealed: list[int]
    restored: list[int]


@dataclass
class Pace:
    """How long things took, for the concerns of one speed. `late` were shown again because nobody had looked in time, `kept`
    were looked at within the hours of working days that the organisation promises.
    """

    number: int = 0
    told: list[timedelta] = field(default_factory=list)
    looked: list[timedelta] = field(default_factory=list)
    closed: list[timedelta] = field(default_factory=list)
    late: int = 0
    kept: int = 0


@dataclass
class Mending:
    """One kind of thing that was amiss with the server: how often it was found and mended in the period, how long it took to
    mend, and how many of it were open at the end.
    """

    found: int = 0
    mended: int = 0
    took: list[timedelta] = field(default_factory=list)
    still: int = 0


@dataclass
class Tallies:
    """All that a report is made of. Lists of numbers are by month of the period."""

    concerns: dict[Category, list[int]]
    reversals: dict[str, Reversals]
    withheld: list[int]
    pace: dict[Speed, Pace]
    lapses: dict[str, Mending]
    about_somebody: list[int]
    changes: dict[str, list[datetime]]
    gaps: list[timedelta]
    damaged: int


@dataclass
class _Concern:
    opened: datetime
    category: Category
    kind: str
    rule: str = ""
    told: datetime | None = None
    looked: datetime | None = None
    closed: datetime | None = None
    late: bool = False


def count(record: Record, period: Period, profile: Profile) -> Tallies:
    """The tallies of a period. What the profile says of speeds and hours is as it stands now."""
    return _Counting(record, period, profile).tallies()


class _Counting:
    def __init__(self, record: Record, period: Period, profile: Profile) -> None:
        self._record, self._period, self._profile = record, period, profile
        self._concerns: dict[str, _Concern] = {}
        self._open: dict[tuple[str, str, str], datetime] = {}
        self._at_the_end: dict[tuple[str, str, str], datetime] = {}
        self._by_rule: dict[str, str] = {}
        none = self._none
        self._found = Tallies({}, {}, none(), {}, {}, none(), {kind: [] for kind in CHANGES}, [], record.damaged)

    def tallies(self) -> Tallies:
        for entry in self._record.entries:
            try:
                self._look(entry)
            except (KeyError, TypeError, ValueError, AttributeError, IndexError):  # a damaged entry must not hide the others
                self._found.damaged += 1
        self._sum_up()
        return self._found

    def _none(self) -> list[int]:
        return [0] * len(self._period.months)

    def _look(self, entry: Noted) -> None:
        if entry.folder.startswith("c_"):
            if entry.folder in self._record.countable:
                self._of_concern(entry)
        elif entry.kind == "server.inspected":
            self._of_server(entry)
        elif entry.kind in CHANGES and self._period.month_of(entry.at) is not None:
            self._found.changes[entry.kind].append(entry.at)
        elif entry.kind == "log.gap":
            self._gap(entry.data)

    # Concerns

    def _of_concern(self, entry: Noted) -> None:
        found = entry.data.get("findings")
        if entry.folder not in self._concerns:
            if not found:
                return
            self._concerns[entry.folder] = _Concern(entry.at, Category(found[0]["category"]), str(found[0]["kind"]))
        concern = self._concerns[entry.folder]
        if concern.category is Category.STAFF_CONDUCT:
            return
        for effect in entry.data.get("effects", ()):
            self._by_rule[effect["id"]] = rule_named(entry.data["rule"]) if found else BY_A_PERSON
        self._times(concern, entry)
        month = self._period.month_of(entry.at)
        if entry.kind == "post.removed":
            concern.rule = self._by_rule.get(entry.data["effect"], BY_A_PERSON)
        if month is None:
            return
        match entry.kind:
            case "post.removed":
                self._reversals(concern.rule).removed[month] += 1
            case "case.appealed":
                self._reversals(concern.rule or BY_A_PERSON).appealed[month] += 1
            case "post.restored":
                self._reversals(concern.rule or BY_A_PERSON).restored[month] += 1
            case "effect.withheld" if entry.data["does"] == "remove_post":
                self._found.withheld[month] += 1

    def _times(self, concern: _Concern, entry: Noted) -> None:
        if entry.kind == "lead.alerted":
            concern.told = concern.told or entry.at
        elif entry.kind == "case.escalated":
            concern.late = concern.late or concern.looked is None
        elif entry.kind.startswith(("case.", "adult.")) and entry.actor != BOT and entry.kind != _NOT_LOOKED:
            concern.looked = concern.looked or entry.at
        if entry.kind == "case.closed":
            concern.closed = concern.closed or entry.at

    def _reversals(self, rule: str) -> Reversals:
        return self._found.reversals.setdefault(rule, Reversals(self._none(), self._none(), self._none()))

    # The server and the record

    def _of_server(self, entry: Noted) -> None:
        """One whose key is a code is about somebody, or about what somebody wrote: of those only the number is counted."""
        month = self._period.month_of(entry.at)
        for each in entry.data["opened"]:
            self._open[str(entry.data["server"]), each["check"], each["key"]] = entry.at
            if month is not None and each["key"].startswith("k_"):
                self._found.about_somebody[month] += 1
            elif month is not None:
                self._mending(each["check"]).found += 1
        for each in entry.data["mended"]:
            since = self._open.pop((str(entry.data["server"]), each["check"], each["key"]), None)
            if month is not None and not each["key"].startswith("k_"):
                mending = self._mending(each["check"])
                mending.mended += 1
                mending.took += [entry.at - since] if since else []
        if entry.at < self._period.until:
            self._at_the_end = dict(self._open)

    def _mending(self, check: str) -> Mending:
        return self._found.lapses.setdefault(check, Mending())

    def _gap(self, data: Any) -> None:
        since = max(datetime.fromisoformat(data["since"]), self._period.since)
        until = min(datetime.fromisoformat(data["until"]), self._period.until)
        if since < until:
            self._found.gaps.append(until - since)

    # At the end

    def _sum_up(self) -> None:
        calendar, hours = Calendar.of(self._profile.hours), timedelta(hours=self._profile.hours.answer_within_hours)
        for concern in self._concerns.values():
            month = self._period.month_of(concern.opened)
            if month is None or concern.category is Category.STAFF_CONDUCT:
                continue
            self._found.concerns.setdefault(concern.category, self._none())[month] += 1
            pace = self._found.pace.setdefault(self._profile.response(concern.category, concern.kind).speed, Pace())
            pace.number += 1
            pace.late += concern.late
            pace.kept += concern.looked is not None and concern.looked <= due(calendar, concern.opened, hours)
            ends = ((concern.told, pace.told), (concern.looked, pace.looked), (concern.closed, pace.closed))
            for at, times in ends:
                if at is not None:
                    times.append(at - concern.opened)
        for _, check, key in self._at_the_end:
            if not key.startswith("k_"):
                self._mending(check).still += 1


def rule_named(named: str) -> str:
    """A rule as people read it, without its version: "personal-details/phone@3" is "personal details: phone"."""
    return named.partition("@")[0].replace("/", ": ").replace("-", " ").replace("_", " ")


def middle(times: Iterable[timedelta]) -> timedelta:
    """The time within which half of them were done. Raises ValueError where there are none."""
    return within(times, 0.5)


def within(times: Iterable[timedelta], share: float) -> timedelta:
    """The time within which so large a share of them was done. Raises ValueError where there are none."""
    ordered = sorted(times)
    if not ordered:
        raise ValueError("nothing was timed")
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
