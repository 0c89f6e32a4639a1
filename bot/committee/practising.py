"""Which report of practice mode is due: one each fortnight and one when it ends, of what would have been done (map 10.9)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from bot.committee.practice import Fortnight, Practice, paper
from bot.committee.record import read_record
from bot.committee.telling import Due, Reports
from bot.paper.blocks import Paper
from moderation.context import Organisation
from storage.home import Home
from storage.store import Clock
from storage.writer import Writer

#: Named in the entries (map 7.6).
RULE: Final = "practice@1"
REPORTED: Final = "practice.reported"

_TEXT: Final = (
    "For a fortnight Touchline has only practised. The report says what it would have taken away and whom it would have told, "
    "in numbers, so that the committee can decide how strict it is to be. It is about nobody."
)


class PracticeReports(Reports):
    """Those of practice mode; none where `practice` is None."""

    def __init__(
        self,
        writer: Writer,
        organisation: Organisation,
        practice: Practice | None,
        home: Home,
        clock: Clock,
        platforms: Sequence[str],
    ) -> None:
        super().__init__(writer, organisation, home, clock, platforms)
        self._practice = practice

    def due(self, now: datetime) -> Iterator[Due]:
        fortnight = self._practice.over(now) if self._practice else None
        if self._practice is None or fortnight is None:
            return
        yield Due(
            kind=REPORTED,
            period=fortnight.name,
            rule=RULE,
            over=partial(_is_over, fortnight),
            subject="Practice mode: what would have been done",
            text=_TEXT,
            because="A fortnight of practice mode is over.",
            make=partial(self._paper, self._practice, fortnight, now),
        )

    def _paper(self, practice: Practice, of: Fortnight, now: datetime) -> Paper:
        return paper(read_record(self._home, self._organisation), of, self._organisation, practice.ends, now)


def _is_over(of: Fortnight, newest: str) -> bool:
    return int(newest.rpartition("-")[2]) >= of.number
