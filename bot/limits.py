"""What one organisation may use of a machine that it shares with others, and saying so when that is used up (docs/hosting.md).

Nothing is lost by a limit, and no help is refused: messages above it wait and are judged later, a register that is too long
takes in no further list, and a record that is too large is only spoken about. That a limit is reached is an entry, and so is
that it is over; the lead is told once.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zlib import crc32

from bot.direct import EMAIL
from moderation.context import Organisation
from moderation.model import BOT, Decision, Entry, TellLead, Verdict, derived_id
from moderation.plan import Plan
from storage.home import Home
from storage.store import Clock, Transaction
from storage.writer import Writer

#: Named in entries (map 7.6).
RULE: Final = "limits@1"


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second, over a minute; megabytes of the record; accounts on the register. Far above what a club of a thousand
    people needs: who reaches them is flooded, or has outgrown what was agreed.
    """

    messages: int = 50
    storage: int = 20_000
    accounts: int = 20_000


class Limit(StrEnum):
    """Which of them, as entries have it."""

    MESSAGES = "messages"
    STORAGE = "storage"
    ACCOUNTS = "accounts"

    @property
    def entry(self) -> str:
        """The kind of its entries."""
        return f"limit.{self.value}"


_SAYS: Final = {
    Limit.MESSAGES: (
        "So much is being written that messages wait to be judged",
        "More is being written than was agreed for your organisation: {limit} messages a second, over a minute. Nothing is "
        "lost. Reports, and what somebody tells Touchline alone, are still looked at first; all else in the order in which it "
        "came, so harmful posts stay up for longer.\n\n"
        "Please look at the chat yourself. If strangers are flooding it, close the channels or stop invitations for a while.",
    ),
    Limit.STORAGE: (
        "Your record has grown larger than was agreed",
        "Your record takes more than {limit} megabytes, which is what was agreed with whoever runs Touchline for you. Nothing "
        "is refused or deleted because of that.\n\n"
        "Please talk to them about more room, or about what has been kept for long enough and may be erased.",
    ),
    Limit.ACCOUNTS: (
        "There are more accounts on your register than was agreed",
        "There are more than {limit} accounts on your register, which is what was agreed with whoever runs Touchline for you. "
        "Everybody on it is looked after as before, and single people can still be added; a list cannot be imported.\n\n"
        "Please talk to them about a larger number.",
    ),
}


def note(
    tx: Transaction, limit: Limit, allows: int, reached: bool, organisation: Organisation, platform: str, now: datetime
) -> None:
    """Write down that a limit is reached, or no longer, if the record does not say so already. `allows` is the limit itself;
    `platform` is where contacts are met who are not reached by e-mail.
    """
    last = tx.newest_entry(limit.entry)
    if reached == (last is not None and last.data["reached"]):
        return
    plan = Plan(derived_id("d_", limit.entry, now.isoformat()), organisation, platform)
    if reached:
        subject, text = _SAYS[limit]
        plan.tell(TellLead(organisation.contacts.lead, subject, text.format(limit=f"{allows:,}")))
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    data = {"reached": reached, "limit": allows, "effects": effects, "rule": RULE, "config": organisation.config}
    entry = Entry(limit.entry, BOT, data)
    decision = Decision(plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects)
    tx.commit_decision(decision, None)


class Measured:
    """Looks once a day how large record and register are: each at a time of its own, so that not all are looked at at once."""

    def __init__(
        self, writer: Writer, organisation: Organisation, limits: Limits, home: Home, clock: Clock, platforms: Sequence[str]
    ) -> None:
        self._writer = writer
        self._organisation = organisation
        self._limits = limits
        self._home = home
        self._clock = clock
        self._platforms = platforms
        self._later = timedelta(minutes=crc32(organisation.id.encode()) % (24 * 60))
        self._looked: date | None = None

    async def tend(self) -> None:
        """Look, if it is time. Raises StoreError."""
        now = self._clock()
        day = (now - self._later).date()
        if self._looked in {None, day}:
            self._looked = day  # not at the start, when there is enough to do
            return
        megabytes = await asyncio.to_thread(self._home.size) // 1_000_000
        await self._writer.run(lambda tx: self._note(tx, megabytes, now))
        self._looked = day

    def _note(self, tx: Transaction, megabytes: int, now: datetime) -> None:
        ours, limits = self._organisation, self._limits
        accounts = sum(len(tx.people_on(name)) for name in self._platforms)
        chat = next((name for name in self._platforms if name != EMAIL), EMAIL)
        note(tx, Limit.STORAGE, limits.storage, megabytes > limits.storage, ours, chat, now)
        note(tx, Limit.ACCOUNTS, limits.accounts, accounts > limits.accounts, ours, chat, now)
