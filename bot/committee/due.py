"""Which report to the committee is due: that of the month that is over, and on the day of review that of the year before it
(map 8.11, 8.12).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from bot.committee.making import report
from bot.committee.periods import JANUARY, Period, named, newest
from bot.committee.telling import Due, Reports
from moderation.context import Organisation
from storage.home import Home
from storage.store import Clock
from storage.writer import Writer

#: Named in the entries (map 7.6).
RULE: Final = "reports@1"

_TEXT: Final = (
    "The report on safeguarding online for {called} is ready for the committee: what happened, how quickly it was looked "
    "at, how often Touchline was wrong, and what of the policy is watched. It holds numbers alone, and no small ones."
)


class CommitteeReports(Reports):
    """Those of each month and year. `review` is a day of the organisation's review; it comes again each year."""

    def __init__(
        self,
        writer: Writer,
        organisation: Organisation,
        review: date | None,
        home: Home,
        clock: Clock,
        platforms: Sequence[str],
    ) -> None:
        super().__init__(writer, organisation, home, clock, platforms)
        self._review = review
        self._zone = ZoneInfo(organisation.profile.hours.time_zone)

    def due(self, now: datetime) -> Iterator[Due]:
        for name in newest(now, self._zone, self._review):
            period = named(name, self._zone, self._review.month if self._review else JANUARY)
            yield Due(
                kind=_kind(period),
                period=period.name,
                rule=RULE,
                over=partial(_is_over, period),
                subject=f"The report for {period.called}",
                text=_TEXT.format(called=period.called),
                because="The time of the report is over.",
                make=partial(report, self._home, period, self._organisation, now),
            )


def _is_over(period: Period, newest: str) -> bool:
    return newest >= period.name


def _kind(period: Period) -> str:
    return "month.reported" if len(period.months) == 1 else "year.reported"
