"""Who learns that the bot is gone from its chat platform: thrown out, refused, or without a connection for minutes (map 8.2).

None of it can be told on the platform, or by what looks at it. So those who answer for the organisation are told past it, in
practice mode too: once, then daily while it lasts, and when it is over.
"""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.bell import Pause
from bot.gap import stamp
from bot.platform import Core
from moderation.model import BOT, Contact, Entry
from storage.store import Recorded

log = logging.getLogger(__name__)

#: Named in these entries (map 7.6).
RULE: Final = "absence@1"
#: So long the platform may not answer before anybody is told: it mostly comes back by itself.
GRACE: Final = timedelta(minutes=10)
#: How long until it is told again.
AGAIN: Final = timedelta(days=1)
#: How often it is looked at, in seconds; whoever could not be told is tried again then.
LOOK: Final = 60.0

#: Why the bot is not there when it has no connection: told only after the grace. An adapter names its other reasons.
NO_SESSION: Final = "no_session"


class Absence:
    """Whether the bot is on one platform. `name` is the platform's; `trouble` says what each reason means, and what to do."""

    def __init__(self, core: Core, name: str, trouble: Mapping[str, tuple[str, str]], pause: Pause) -> None:
        self._core = core
        self._absent, self._back = f"{name}.absent", f"{name}.back"
        self._trouble = trouble
        self._pause = pause
        self._since = core.clock()
        #: When it was told last while the record could not be read.
        self._unrecorded: datetime | None = None
        #: Two looks at once would both find that nobody was told yet.
        self._looking = asyncio.Lock()
        #: Why it is not there; "" while it is.
        self.why = NO_SESSION

    def becomes(self, why: str) -> None:
        """It is not there, for this reason; or, with "", it is."""
        if why != self.why:
            self.why, self._since = why, self._core.clock()

    async def run(self) -> None:
        """Look every minute, until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:  # whatever it is, the next look must come
                log.warning("whether the bot is on its platform could not be looked at (%s)", type(error).__name__)
            await self._pause(LOOK)

    async def look(self) -> None:
        """Tell what is to be told now. Raises StoreError where it cannot be written down; then it is told all the same."""
        async with self._looking:
            await self._look(self._core.clock())

    async def _look(self, now: datetime) -> None:
        try:
            last = await self._core.look(lambda tx: tx.newest_entry(self._absent, self._back))
        except Exception:  # whatever it is: what the record says of it must not be what keeps it from being told
            await self._tell_unrecorded(now)
            raise
        open_ = last if last is not None and last.kind == self._absent else None
        if not self.why:
            if open_ is not None:
                await self._tell_back(open_, now)
        elif self._is_due(now):
            await self._tell_absent(open_, now)

    def _is_due(self, now: datetime) -> bool:
        return self.why != NO_SESSION or now - self._since >= GRACE

    async def _tell_unrecorded(self, now: datetime) -> None:
        """Tell of it while the record cannot be read: once, then daily, as far as this program remembers."""
        told = self._unrecorded is not None and now - self._unrecorded < AGAIN
        if self.why and self._is_due(now) and not told and await self._tell(self._since, now):
            self._unrecorded = now

    async def _tell_absent(self, before: Recorded | None, now: datetime) -> None:
        told = before is not None and before.data["told"] > 0
        changed = before is not None and before.data["why"] != self.why
        if before is not None and told and not changed and now - before.at < AGAIN:
            return
        since = datetime.fromisoformat(before.data["since"]) if before is not None else self._since
        reached = await self._tell(since, now)
        if reached or before is None or changed:
            await self._enter(self._absent, now, since, len(reached), why=self.why)
        if not reached and before is None:
            log.error("nobody who answers for it could be told that the bot is not on its chat platform: tell them")

    async def _tell(self, since: datetime, now: datetime) -> list[Contact]:
        what, do = self._trouble[self.why]
        direct = self._core.direct
        key = (self._absent, self.why, since.isoformat(), str((now - since) // AGAIN))
        return await direct.show_first(direct.absent(what, do, since), direct.chain(), len(direct.chain()), *key)

    async def _tell_back(self, before: Recorded, now: datetime) -> None:
        since = datetime.fromisoformat(before.data["since"])
        direct = self._core.direct
        shown, key = direct.back(since, self._since), (self._back, since.isoformat())
        reached = await direct.show_first(shown, direct.chain(), len(direct.chain()), *key)
        await self._enter(self._back, now, since, len(reached), why=before.data["why"])

    async def _enter(self, kind: str, now: datetime, since: datetime, told: int, why: str) -> None:
        data = {"why": why, "since": stamp(since), "told": told, "rule": RULE, "config": self._core.organisation.config}
        await self._core.write(lambda tx: tx.append(Entry(kind, BOT, data), now))
