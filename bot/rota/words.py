"""Turns, shifts and times of the rota in words, and what people type for them."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from moderation.duty import STEP, Away, HandOver, Turn

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_TIME: Final = re.compile(r"([01]?\d|2[0-4])(?:[:.]?([0-5]\d))?")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
#: So many letters of a weekday say which it is.
_LEAST: Final = 3


def on_date(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def span(begins: time, ends: time) -> str:
    """From when to when: "18:00 to 22:00", "22:00 to 06:00 the next day", "all day"."""
    if begins == ends == time():
        return "all day"
    over = " the next day" if ends <= begins and ends != time() else ""
    return f"{begins:%H:%M} to {'midnight' if ends == time() else f'{ends:%H:%M}'}{over}"


def said_turn(turn: Turn) -> str:
    """Such as "each Monday, 18:00 to 22:00"."""
    when = f"each {WEEKDAYS[turn.day]}" if isinstance(turn.day, int) else f"on {on_date(turn.day)}"
    return f"{when}, {span(turn.begins, turn.ends)}"


def said_shift(begins: datetime, ends: datetime) -> str:
    """Such as "on Monday 23 November, 18:00 to 22:00"."""
    return f"on {on_date(begins.date())}, {span(begins.time(), ends.time())}"


def said_part(part: Turn | HandOver | Away, name: str, other: str = "") -> str:
    """A part of the rota as a list names it. `other` is whoever takes a shift that is handed over."""
    match part:
        case Turn():
            return f"{name}: {said_turn(part)}"
        case HandOver():
            return f"{other} in place of {name}: on {on_date(part.day)}, from {part.begins:%H:%M}"
        case Away():
            return f"{name} is away until {on_date(last_day(part))}"


def last_day(away: Away) -> date:
    """The last day on which somebody is away."""
    return (away.until - STEP).date()


def day_of(typed: str, today: date) -> int | date:
    """A day that somebody typed or chose: "Monday", "each Monday", "mon", "today", "tomorrow", "2026-12-24".

    Raises ValueError with what to say.
    """
    word = " ".join(typed.casefold().split())
    if word in {"today", "tomorrow"}:
        return today + timedelta(days=word == "tomorrow")
    if _DATE.fullmatch(word):
        try:
            day = date.fromisoformat(word)
        except ValueError:
            raise ValueError(f"There is no such day as {word}.") from None
        if day < today:
            raise ValueError("That day is over.")
        return day
    short = word.removeprefix("every ").removeprefix("each ").rstrip("s")
    for number, name in enumerate(WEEKDAYS):
        if len(short) >= _LEAST and name.casefold().startswith(short):
            return number
    raise ValueError("Please say a day of the week, such as “Monday”, or a date, such as “2026-12-24”.")


def time_of(typed: str) -> time:
    """A time that somebody typed: "18:00", "18.30", "1800", "18", "24:00". Raises ValueError with what to say."""
    found = _TIME.fullmatch(typed.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (0, 1)
    if hour == 24 and minute == 0:
        return time()
    if hour > 23 or minute % (STEP.seconds // 60):
        raise ValueError("Please give times at full quarters of an hour, such as “18:00” or “18:15”.")
    return time(hour, minute)
