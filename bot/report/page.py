"""The page of a report: figures and masked findings put into `report.html.j2`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

from jinja2 import Environment, StrictUndefined

from bot.archive import Problem
from bot.report.charts import Series, stacked_bars
from bot.report.figures import NAMES, Alone, Row, alone_by_week, by_hour, by_week, rows
from moderation.context import Organisation
from moderation.model import Case, Speed, Verdict
from moderation.notices import Purpose, Reader

SPEEDS = {Speed.NOW: "Look at today", Speed.TODAY: "Look at this week", Speed.WEEKLY: "For your records"}

WOULD_HAVE = {
    Verdict.NUDGE: "Had a private word with the author",
    Verdict.ALERT: "Shown it to you; left it where it is",
    Verdict.HOLD: "Held it until you decided",
    Verdict.REMOVE: "Removed it, explained why and told those affected",
    Verdict.PRESERVE: "Closed the place and kept it, so that it can be reported",
    Verdict.URGENT: "Answered kindly, left it in place, and alerted two people at once",
}


@dataclass(frozen=True, slots=True)
class Findings:
    """What a report is about: one reading of one export, as far as one reader may see it."""

    name: str
    read_on: datetime
    messages: int
    first: datetime | None
    last: datetime | None
    cases: Sequence[Case]
    alone: Sequence[Alone]
    problems: Sequence[Problem]
    problem_count: int
    unknown_authors: int
    for_whom: str


def render(findings: Findings, organisation: Organisation) -> str:
    """The whole page as HTML. Nothing in it is fetched, and every text from the export is escaped."""
    zone = ZoneInfo(organisation.profile.hours.time_zone)
    listed = rows(findings.cases)
    weeks, kinds = by_week(listed, zone)
    inside, outside = by_hour(listed, organisation.profile, zone)
    kinds_chart = stacked_bars(
        "Messages by kind and week",
        [f"{week:%-d %b}" for week in weeks],
        [Series(NAMES[category], f"k-{category.value}", counts) for category, counts in kinds.items()],
    )
    hours_chart = stacked_bars(
        "Messages by hour of the day",
        [f"{hour:02d}" for hour in range(24)],
        [Series("in office hours", "inside", inside), Series("outside office hours", "outside", outside)],
    )
    alone_weeks, private, other = alone_by_week(findings.alone)
    alone_chart = stacked_bars(
        "Messages in closed places for one adult and children, by week",
        [f"{week:%-d %b}" for week in alone_weeks],
        [Series("private messages, staff and child", "k-disclosure", private), Series("other closed places", "outside", other)],
    )
    page = _environment().from_string(files("bot.report").joinpath("report.html.j2").read_text("utf-8"))
    return page.render(
        findings=findings,
        organisation=organisation,
        rows=listed,
        speeds={speed: [row for row in listed if row.case.speed is speed] for speed in Speed},
        speed_names=SPEEDS,
        names=NAMES,
        would_have=WOULD_HAVE,
        kinds_chart=kinds_chart,
        hours_chart=hours_chart,
        alone_chart=alone_chart,
        local=lambda at: _local(at, zone),
        sure=_sure,
        headline=lambda row: _words(Purpose.HEADLINE, row, organisation),
        advice=lambda row: _words(Purpose.NEXT, row, organisation) if row.case.speed is Speed.NOW else "",
    )


def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _local(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{at.astimezone(zone):%a %-d %b %Y, %H:%M}"


def _words(purpose: Purpose, row: Row, organisation: Organisation) -> str:
    """What a card would say of it: what it is about, or what to do next."""
    gravest, place = row.sighting.gravest, row.sighting.place
    topic = f"{gravest.category.value}.{gravest.kind}"
    return organisation.words(purpose, Reader.LEAD, topic, place.name, restore="leave it")


def _sure(row: Row) -> str:
    score = row.sighting.gravest.score
    return "almost certain" if score >= 900 else "likely" if score >= 700 else "not sure"
