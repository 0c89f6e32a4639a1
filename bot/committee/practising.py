"""Telling the lead and the chair, each fortnight of practice mode and when it ends, what would have been done (map 10.9).

The files are written first. That the report was made is an entry in the same unit of work that tells of it, as `due` does it.
"""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.committee.due import AGAIN, PAPERS, readers
from bot.committee.practice import Fortnight, Practice, paper
from bot.committee.record import read_record
from bot.direct import EMAIL
from bot.paper.files import write
from moderation.context import Organisation
from moderation.model import BOT, Decision, Entry, Reach, TellLead, Verdict, derived_id
from moderation.plan import Plan
from storage.home import Home
from storage.store import Clock, Transaction
from storage.writer import Writer

log = logging.getLogger(__name__)

#: Named in the entries (map 7.6).
RULE: Final = "practice@1"
REPORTED: Final = "practice.reported"

_TEXT: Final = (
    "For a fortnight Touchline has only practised. The report says what it would have taken away and whom it would have told, "
    "in numbers, so that the committee can decide how strict it is to be. It is about nobody."
)
_ENCLOSED: Final = "It comes with this e-mail, to be printed or passed on."
_BESIDE: Final = "Whoever runs Touchline has it for you, as {paper} in the folder “papers” of your organisation."


class PracticeReports:
    """The reports of one organisation's practice mode; none where `practice` is None."""

    def __init__(
        self,
        writer: Writer,
        organisation: Organisation,
        practice: Practice | None,
        home: Home,
        clock: Clock,
        platforms: Sequence[str],
    ) -> None:
        self._writer = writer
        self._organisation = organisation
        self._practice = practice
        self._home = home
        self._clock = clock
        self._chat = next((name for name in platforms if name != EMAIL), EMAIL)
        self._done = ""
        self._not_before: datetime | None = None

    async def tend(self) -> None:
        """Make and tell of what is due. Never raises: what fails is logged by its type, and tried again later."""
        now = self._clock()
        if self._practice is None or (self._not_before is not None and now < self._not_before):
            return
        fortnight = self._practice.over(now)
        if fortnight is None or fortnight.name == self._done:
            return
        try:
            await self._make(self._practice, fortnight, now)
            self._done = fortnight.name
        except Exception as error:  # a report is no reason for the watch to end
            log.error("%s: the report of practice mode could not be made (%s)", self._organisation.id, type(error).__name__)
            self._not_before = now + AGAIN

    async def _make(self, practice: Practice, of: Fortnight, now: datetime) -> None:
        if await self._writer.look(lambda tx: _made(tx, of)):
            return
        record = await asyncio.to_thread(read_record, self._home, self._organisation)
        made = paper(record, of, self._organisation, practice.ends, now)
        _, pdf = await asyncio.to_thread(write, made, self._home.folder / PAPERS, f"report-{of.name}")
        digest = hashlib.sha256(await asyncio.to_thread(pdf.read_bytes)).hexdigest()
        await self._writer.run(lambda tx: _tell(tx, self._organisation, of, pdf.name, digest, self._chat, now))


def _tell(
    tx: Transaction, organisation: Organisation, of: Fortnight, named: str, digest: str, platform: str, now: datetime
) -> None:
    if _made(tx, of):
        return
    plan = Plan(derived_id("d_", "report", of.name), organisation, platform)
    for to in readers(organisation):
        how = _ENCLOSED if to.reach is Reach.EMAIL else _BESIDE.format(paper=named)
        plan.tell(TellLead(to, "Practice mode: what would have been done", f"{_TEXT}\n\n{how}", paper=named))
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    codes = {"period": of.name, "pdf": digest, "effects": effects, "rule": RULE, "config": organisation.config}
    because = ("A fortnight of practice mode is over.",)
    entry = Entry(REPORTED, BOT, codes)
    tx.commit_decision(
        Decision(
            plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects, because=because
        ),
        None,
    )


def _made(tx: Transaction, of: Fortnight) -> bool:
    last = tx.newest_entry(REPORTED)
    return last is not None and int(str(last.data["period"]).rpartition("-")[2]) >= of.number
