"""A ready profile with an organisation's own changes over it, checked as a whole."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from bot.shapes import did_you_mean, fill, shown
from bot.toml import Document, Location, Problem
from moderation.model import Category
from moderation.profiles import Profile, Response
from moderation.profiles.checks import CLAUSES, Wrong, category_of, missing, unsafe_together, wrong_with


def read_profile(table: Mapping[str, object], document: Document, at: Location = ()) -> tuple[Profile | None, list[Problem]]:
    """The profile that a table makes, or everything that is wrong with it.

    `document` and `at` say where its lines are looked up: a ready profile's own file, or an organisation's changes to one.
    """
    profile, problems = fill(Profile, table, document, at)
    responses = table.get("responses")
    if isinstance(responses, Mapping):
        problems.extend(_responses(responses, document, (*at, "responses")))
    if profile is not None:
        problems.extend(time_zone_problems(profile.hours.time_zone, document, (*at, "hours", "time_zone")))
    return (None if problems else profile), problems


def merged(ready: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A profile's table with changes over it: a table in both is merged key by key, everything else is replaced."""
    result = dict(ready)
    for key, value in changes.items():
        old = result.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        result[key] = merged(old, value) if both else value  # type: ignore[arg-type]
    return result


@cache
def _zones() -> frozenset[str]:
    """Python looks for them in the whole folder of them each time, and each organisation has one."""
    return frozenset(available_timezones())


def time_zone_problems(name: str, document: Document, location: Location) -> list[Problem]:
    if name in _zones():
        return []
    what = f"{shown(location)} is not the name of a time zone."
    hint = did_you_mean(name, sorted(_zones()))
    return [document.problem(location, what, hint or 'In the United Kingdom it is "Europe/London".')]


def _responses(responses: Mapping[str, object], document: Document, at: Location) -> Iterator[Problem]:
    for category in missing(responses):
        what = f"{shown(at)} does not say what to do about {category.value} (policy map {CLAUSES[category]})."
        yield document.problem(at, what, f"Add a line such as: {category.value} = {{ {_row_example()} }}")
    good: dict[str, Response] = {}
    for key, row in responses.items():
        if category_of(key) is None:
            named = shown((*at, key))
            hint = did_you_mean(key.partition(".")[0], [category.value for category in Category])
            yield document.problem((*at, key), f"{named} is about no known category.", hint)
            continue
        response, wrong = fill(Response, row, document, (*at, key))
        if response is not None and not wrong:
            good[key] = response
            yield from (_said(each, document, at) for each in wrong_with(key, response))
    yield from (_said(each, document, at) for each in unsafe_together(good))


def _said(wrong: Wrong, document: Document, at: Location) -> Problem:
    return document.problem((*at, wrong.key, wrong.setting), f"{shown((*at, wrong.key))}: {wrong.what}", wrong.do)


def _row_example() -> str:
    values = {"do": '"alert"', "look": "400", "act": "700"}
    return ", ".join(f"{each.name} = {values[each.name]}" for each in fields(Response) if each.name in values)
