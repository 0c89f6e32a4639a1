"""The small values that settings are made of, each with the bounds that reading a profile checks."""

import re
from dataclasses import dataclass, field
from datetime import time
from typing import Annotated

from pydantic import Field, PlainSerializer, PlainValidator

Thousandths = Annotated[int, Field(ge=0, le=1000)]
"""A score or a threshold, 0 to 1000."""

Count = Annotated[int, Field(ge=0, le=10_000)]
Months = Annotated[int, Field(ge=1, le=36)]
Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 31)]

_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Opening:
    """From when to when an organisation's office is open on one day, local time."""

    start: time
    end: time


def opening(text: object) -> Opening | None:
    """Read "09:00-17:00", or "closed" (None). Raises ValueError with what was expected."""
    if text == "closed":
        return None
    match = _SPAN.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError('hours such as "09:00-17:00", or "closed"')
    hour, minute, to_hour, to_minute = (int(group) for group in match.groups())
    if (hour, minute) >= (to_hour, to_minute):
        raise ValueError("hours that end after they start")
    return Opening(time(hour, minute), time(to_hour, to_minute))


def _written(hours: Opening | None) -> str:
    """As `opening` reads it: settings are kept as they are written."""
    return f"{hours.start:%H:%M}-{hours.end:%H:%M}" if hours else "closed"


Day = Annotated[Opening | None, PlainValidator(opening), PlainSerializer(_written)]


@dataclass(frozen=True, slots=True)
class Week:
    """The opening hours of an ordinary week. Bank holidays close it (map 5.17)."""

    monday: Day = field(metadata={"clauses": ("5.17",)})
    tuesday: Day = field(metadata={"clauses": ("5.17",)})
    wednesday: Day = field(metadata={"clauses": ("5.17",)})
    thursday: Day = field(metadata={"clauses": ("5.17",)})
    friday: Day = field(metadata={"clauses": ("5.17",)})
    saturday: Day = field(metadata={"clauses": ("5.17",)})
    sunday: Day = field(metadata={"clauses": ("5.17",)})


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MOMENT = re.compile(rf"({'|'.join(_WEEKDAYS)}) ([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of each week, local. Day 0 is Monday."""

    day: int = field(metadata={"clauses": ("8.9",)})
    at: time = field(metadata={"clauses": ("8.9",)})


def moment(text: object) -> Moment:
    """Read "monday 09:00". Raises ValueError with what was expected."""
    match = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError('a day and a time such as "monday 09:00"')
    return Moment(_WEEKDAYS.index(match[1]), time(int(match[2]), int(match[3])))


OfWeek = Annotated[
    Moment, PlainValidator(moment), PlainSerializer(lambda each: f"{_WEEKDAYS[each.day]} {each.at:%H:%M}", return_type=str)
]

_SESSION = re.compile(rf"({'|'.join(_WEEKDAYS)}) ([0-9:]{{5}}-[0-9:]{{5}})")


@dataclass(frozen=True, slots=True)
class Session:
    """A session of each week, local. Day 0 is Monday."""

    day: int = field(metadata={"clauses": ("5.15", "5.17")})
    hours: Opening = field(metadata={"clauses": ("5.15", "5.17")})


def session(text: object) -> Session:
    """Read "thursday 18:00-19:30". Raises ValueError with what was expected."""
    match = _SESSION.fullmatch(text) if isinstance(text, str) else None
    if match is None or (hours := opening(match[2])) is None:
        raise ValueError('a day and hours such as "thursday 18:00-19:30"')
    return Session(_WEEKDAYS.index(match[1]), hours)


OfSession = Annotated[
    Session,
    PlainValidator(session),
    PlainSerializer(lambda each: f"{_WEEKDAYS[each.day]} {_written(each.hours)}", return_type=str),
]
