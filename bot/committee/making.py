"""One report made: from the record to its paper (map 8.11)."""

from datetime import datetime

from bot.committee.counting import count
from bot.committee.periods import Period
from bot.committee.record import read_record
from bot.committee.wording import paper
from bot.paper.blocks import Paper
from moderation.context import Organisation
from storage.home import Home


def report(home: Home, period: Period, organisation: Organisation, now: datetime) -> Paper | None:
    """The report of a period that is over; None where the record began only after it. Raises StoreError without a record."""
    record = read_record(home, organisation)
    if not record.entries or record.entries[0].at >= period.until:
        return None
    return paper(count(record, period, organisation.profile), period, organisation, now)
