"""Tips for children: which one follows a notice, and when the next of those comes that a child asked for (map 9.6). Pure.

A tip teaches and is never a reproach: it follows what a child was told anyway, and says no more of it. Swearing has none.
Nobody gets one who may have told of harm: then somebody talks with them, and a lesson would be cold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from moderation.calendar import Calendar, is_out_of_hours, next_opening
from moderation.model import Account, Case, Category, Decision, ExplainToAuthor, Person, Planned, Speed
from moderation.profiles import Profile
from moderation.weighing import weigh

#: A tip is shown once a week, and one of the series comes each week.
WEEK: Final = timedelta(days=7)
#: By so much a week may be shorter, so that the next is not put off to the day after by the minute in which this one went.
_SLACK: Final = timedelta(hours=1)
#: Whoever is in one of these may have told of harm.
_TOLD: Final = frozenset({Category.DISCLOSURE, Category.REPORT})


@dataclass(frozen=True, slots=True)
class Tip:
    """A text for a child. `version` goes up with each change of the words; `after` are the topics that it follows, such as
    "personal_details.phone", none for one of the series.
    """

    id: str
    version: int
    text: str
    after: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """What the record calls it."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Tips:
    """All of them: those that follow a notice, and the series in its order."""

    after_notice: tuple[Tip, ...]
    weekly: tuple[Tip, ...]


def told_by(decision: Decision, author: Account) -> Planned | None:
    """The notice by which a decision tells the author why their post was taken away."""
    return next(
        (each for each in decision.effects if isinstance(each.effect, ExplainToAuthor) and each.effect.author == author), None
    )


def tip_after(decision: Decision, person: Person, tips: Tips, profile: Profile, shown: Mapping[str, datetime]) -> Tip | None:
    """The tip that follows a notice to a child; `shown` is when each was shown to them last. None for no tip."""
    if profile.teaching.tips != "after_notice" or not person.may_be_child or person.is_staff:
        return None
    if any(finding.category in _TOLD for finding in decision.findings):
        return None
    for each in weigh(decision.findings, profile):
        if each.verdict is not decision.verdict:
            continue  # of what their post was not taken away for, such as a pattern that the lead alone sees, they hear nothing
        found = _for(f"{each.finding.category.value}.{each.finding.kind}", tips)
        if found is not None and (found.id not in shown or decision.at - shown[found.id] >= WEEK):
            return found
    return None


def may_have_told(person: str, concerns: Iterable[Case]) -> bool:
    """Whether somebody is in an open concern in which harm was told of, or which is urgent."""
    return any(
        (case.category in _TOLD or case.speed is Speed.NOW)
        and (
            person in {case.author.person.id, case.child, *case.subjects}
            or any(each.told_by is not None and each.told_by.person.id == person for each in case.sightings)
        )
        for case in concerns
    )


def first_at(calendar: Calendar, now: datetime) -> datetime | None:
    """When the first of the series comes: in office hours. None where the organisation has none."""
    return next_opening(calendar, now)


def next_at(calendar: Calendar, now: datetime) -> datetime | None:
    """When the one after it comes."""
    return next_opening(calendar, now + WEEK - _SLACK)


def waits(calendar: Calendar, now: datetime) -> bool:
    """Whether the office is closed now, because a clock rang late: then it waits on."""
    return is_out_of_hours(calendar, now)


def _for(topic: str, tips: Tips) -> Tip | None:
    """The tip for a topic: that of its kind before that of its category."""
    for wanted in (topic, topic.partition(".")[0]):
        for tip in tips.after_notice:
            if wanted in tip.after:
                return tip
    return None
