"""Making a report once it is due, and telling the lead and the chair that it is there.

The files are written first. That one was made is an entry in the same unit of work that tells of it, so a crash between the two
writes the files again and tells once.
"""

import asyncio
import hashlib
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.direct import EMAIL
from bot.paper.blocks import Paper
from bot.paper.files import write
from moderation.context import Organisation
from moderation.model import BOT, Contact, Decision, Entry, Reach, TellLead, Verdict, derived_id
from moderation.plan import Plan
from storage.home import Home
from storage.store import Clock, Transaction
from storage.writer import Writer

log = logging.getLogger(__name__)

#: The folder of the papers, beside the record.
PAPERS: Final = "papers"
#: How long it takes until one that could not be made is tried again.
AGAIN: Final = timedelta(hours=1)

_ENCLOSED: Final = "It comes with this e-mail, to be printed or passed on."
_BESIDE: Final = "Whoever runs Touchline has it for you, as {paper} in the folder “papers” of your organisation."


@dataclass(frozen=True, slots=True)
class Due:
    """A report that is due.

    `kind` is that of the entry that says it was made, `period` its name there, `rule` what it cites; `over` says of the newest
    such entry's period whether this report was made. `subject` and `text` are what is told, `because` why now. `make` gives the
    paper, or None where there is nothing to be told of.
    """

    kind: str
    period: str
    rule: str
    over: Callable[[str], bool]
    subject: str
    text: str
    because: str
    make: Callable[[], Paper | None]

    def is_made(self, tx: Transaction) -> bool:
        last = tx.newest_entry(self.kind)
        return last is not None and self.over(str(last.data["period"]))


class Reports(ABC):
    """Reports of one sort, of one organisation."""

    def __init__(self, writer: Writer, organisation: Organisation, home: Home, clock: Clock, platforms: Sequence[str]) -> None:
        self._writer = writer
        self._organisation = organisation
        self._home = home
        self._clock = clock
        self._chat = next((name for name in platforms if name != EMAIL), EMAIL)
        self._done: set[str] = set()
        self._not_before: datetime | None = None

    @abstractmethod
    def due(self, now: datetime) -> Iterable[Due]:
        """What is due, also if it was made already."""

    async def tend(self) -> None:
        """Make and tell of what is due. Never raises: what fails is logged by its type, and tried again later."""
        now = self._clock()
        if self._not_before is not None and now < self._not_before:
            return
        try:
            for report in self.due(now):
                if report.period not in self._done:
                    await self._make(report, now)
                    self._done.add(report.period)
        except Exception as error:  # a report is no reason for the watch to end
            log.error("%s: a report could not be made (%s)", self._organisation.id, type(error).__name__)
            self._not_before = now + AGAIN

    async def _make(self, report: Due, now: datetime) -> None:
        if await self._writer.look(report.is_made):
            return
        paper = await asyncio.to_thread(report.make)
        if paper is None:
            return
        _, pdf = await asyncio.to_thread(write, paper, self._home.folder / PAPERS, f"report-{report.period}")
        digest = hashlib.sha256(await asyncio.to_thread(pdf.read_bytes)).hexdigest()
        await self._writer.run(lambda tx: _tell(tx, self._organisation, report, pdf.name, digest, self._chat, now))


def _tell(
    tx: Transaction, organisation: Organisation, report: Due, paper: str, digest: str, platform: str, now: datetime
) -> None:
    """Tell the lead and the chair, in one unit of work and once.

    `digest` is the SHA-256 of the PDF, so that the record says which one it was. Whoever comes next may read it where
    one of them cannot be reached: it is about nobody.
    """
    if report.is_made(tx):
        return
    plan = Plan(derived_id("d_", "report", report.period), organisation, platform)
    for to in readers(organisation):
        how = _ENCLOSED if to.reach is Reach.EMAIL else _BESIDE.format(paper=paper)
        plan.tell(TellLead(to, report.subject, f"{report.text}\n\n{how}", paper=paper))
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    codes = {"period": report.period, "pdf": digest, "effects": effects, "rule": report.rule, "config": organisation.config}
    entry, because = Entry(report.kind, BOT, codes), (report.because,)
    tx.commit_decision(
        Decision(
            plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects, because=because
        ),
        None,
    )


def readers(organisation: Organisation) -> Sequence[Contact]:
    """Whom a report is for: the lead and the chair, where Touchline can reach them."""
    contacts = organisation.contacts
    return [each for each in (contacts.lead, contacts.chair) if each is not None and each.reach is not Reach.TELEPHONE]
