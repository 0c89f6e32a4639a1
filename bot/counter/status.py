"""What is watched and since when, what is amiss, whether this is practice, and whether others hold the record."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self
from zoneinfo import ZoneInfo

from bot.anchors.schedule import standing
from bot.anchors.words import status_line
from bot.counter import Look, words
from bot.platform import Office
from moderation.checks import called
from moderation.model import KnownLapse
from storage.anchoring import Anchoring
from storage.store import Recorded, Transaction


@dataclass(frozen=True, slots=True)
class Status:
    """What the record says: the first start and the newest, what is amiss with the server now, and who holds the record."""

    first: Recorded | None
    started: Recorded | None
    lapses: Sequence[KnownLapse]
    anchoring: Anchoring

    @classmethod
    def of(cls, tx: Transaction, server: str) -> Self:
        lapses = [each for each in tx.lapses(server) if each.mended is None]
        return cls(tx.oldest_entry("service.started"), tx.newest_entry("service.started"), lapses, tx.anchoring())

    def lines(self, core: Office, platform: str, look: Look) -> Iterator[str]:
        """A line each."""
        profile, started = core.organisation.profile, self.started
        if self.first is not None and started is not None:
            yield words.STATUS_SINCE.format(first=look.moment(self.first.at), started=look.moment(started.at))
            yield words.STATUS_ENGINE.format(engine=started.data.get("engine") or words.STATUS_RULES)
            if platform in started.data.get("shadow", ()):
                yield words.STATUS_PRACTICE.format(until=look.moment(self.first.at + timedelta(days=profile.shadow_days)))
            else:
                yield words.STATUS_IN_FORCE
        else:
            yield words.STATUS_NOT_STARTED
        if removals := core.swiftness.removals:
            yield words.STATUS_SWIFT.format(seconds=core.swiftness.within().total_seconds(), removals=removals)
        yield status_line(standing(core.clock(), self.anchoring), {}, ZoneInfo(profile.hours.time_zone))
        yield from self._amiss(look)

    def _amiss(self, look: Look) -> Iterator[str]:
        """What is amiss with the server, by kind. What is about somebody (its key is a code) is not said here."""
        lapses = [each for each in self.lapses if not each.key.startswith("k_")]
        counted = Counter(each.check for each in lapses)
        since = {check: min(each.since for each in lapses if each.check == check) for check in counted}
        yield words.STATUS_AMISS if counted else words.STATUS_WELL
        for check, count in sorted(counted.items()):
            times = f" ({count})" if count > 1 else ""
            yield f"• {called(check)}{times}, since {look.moment(since[check])}"
