"""Which report is due, and telling the lead and the chair that it is there: the month that is over, and on the day of review
the year before it (map 8.11, 8.12).

The files are written first. That one was made is an entry in the same unit of work that tells of it, so a crash between the two
writes the files again and tells once.
"""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.committee.making import report
from bot.committee.periods import JANUARY, Period, named, newest
from bot.direct import EMAIL
from bot.paper.files import write
from moderation.context import Organisation
from moderation.model import BOT, Contact, Decision, Entry, Reach, TellLead, Verdict, derived_id
from moderation.plan import Plan
from storage.home import Home
from storage.store import Clock, Transaction
from storage.writer import Writer

log = logging.getLogger(__name__)

#: Named in the entries (map 7.6).
RULE: Final = "reports@1"
#: The folder of the papers, beside the record.
PAPERS: Final = "papers"
#: How long it takes until one that could not be made is tried again.
AGAIN: Final = timedelta(hours=1)

_TEXT: Final = (
    "The report on safeguarding online for {called} is ready for the committee: what happened, how quickly it was looked "
    "at, how often Touchline was wrong, and what of the policy is watched. It holds numbers alone, and no small ones."
)
_ENCLOSED: Final = "It comes with this e-mail, to be printed or passed on."
_BESIDE: Final = "Whoever runs Touchline has it for you, as {paper} in the folder “papers” of your organisation."


class Reports:
    """The reports of one organisation. `review` is a day of its review; it comes again each year."""

    def __init__(
        self,
        writer: Writer,
        organisation: Organisation,
        review: date | None,
        home: Home,
        clock: Clock,
        platforms: Sequence[str],
    ) -> None:
        self._writer = writer
        self._organisation = organisation
        self._review = review
        self._home = home
        self._clock = clock
        self._chat = next((name for name in platforms if name != EMAIL), EMAIL)
        self._zone = ZoneInfo(organisation.profile.hours.time_zone)
        self._done: set[str] = set()
        self._not_before: datetime | None = None

    async def tend(self) -> None:
        """Make and tell of what is due. Never raises: what fails is logged by its type, and tried again later."""
        now = self._clock()
        if self._not_before is not None and now < self._not_before:
            return
        try:
            for name in newest(now, self._zone, self._review):
                if name not in self._done:
                    await self._make(named(name, self._zone, self._review.month if self._review else JANUARY), now)
                    self._done.add(name)
        except Exception as error:  # a report is no reason for the watch to end
            log.error("%s: a report could not be made (%s)", self._organisation.id, type(error).__name__)
            self._not_before = now + AGAIN

    async def _make(self, period: Period, now: datetime) -> None:
        if await self._writer.look(lambda tx: _made(tx, period)):
            return
        paper = await asyncio.to_thread(report, self._home, period, self._organisation, now)
        if paper is None:
            return
        _, pdf = await asyncio.to_thread(write, paper, self._home.folder / PAPERS, f"report-{period.name}")
        digest = hashlib.sha256(await asyncio.to_thread(pdf.read_bytes)).hexdigest()
        await self._writer.run(lambda tx: tell(tx, self._organisation, period, pdf.name, digest, self._chat, now))


def tell(
    tx: Transaction, organisation: Organisation, period: Period, paper: str, digest: str, platform: str, now: datetime
) -> bool:
    """Tell the lead and the chair of a report, in one unit of work; whether they were not told before.

    `digest` is the SHA-256 of the PDF, so that the record says which one it was. Whoever comes next may read it where
    one of them cannot be reached: it is about nobody.
    """
    if _made(tx, period):
        return False
    plan = Plan(derived_id("d_", "report", period.name), organisation, platform)
    for to in readers(organisation):
        how = _ENCLOSED if to.reach is Reach.EMAIL else _BESIDE.format(paper=paper)
        text = f"{_TEXT.format(called=period.called)}\n\n{how}"
        plan.tell(TellLead(to, f"The report for {period.called}", text, paper=paper))
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    codes = {"period": period.name, "pdf": digest, "effects": effects, "rule": RULE, "config": organisation.config}
    entry = Entry(_kind(period), BOT, codes)
    because = ("The time of the report is over.",)
    tx.commit_decision(
        Decision(
            plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects, because=because
        ),
        None,
    )
    return True


def readers(organisation: Organisation) -> Sequence[Contact]:
    """Whom a report is for: the lead and the chair, where Touchline can reach them."""
    contacts = organisation.contacts
    return [each for each in (contacts.lead, contacts.chair) if each is not None and each.reach is not Reach.TELEPHONE]


def _made(tx: Transaction, period: Period) -> bool:
    last = tx.newest_entry(_kind(period))
    return last is not None and str(last.data["period"]) >= period.name


def _kind(period: Period) -> str:
    return "month.reported" if len(period.months) == 1 else "year.reported"
