"""A gap in the record: since when nothing could be written, why, and what happened meanwhile. Its entry is `log.gap`."""

import json
import logging
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from moderation.model import BOT, Entry
from storage.store import StoreError, UnavailableError

log = logging.getLogger(__name__)

#: Named in entries about gaps (map 7.6).
RULE: Final = "without-record@1"
#: A file of a fixed size can be written over on a full disk, where a new one cannot be made.
_MARKER_BYTES: Final = 512


@dataclass(slots=True)
class Gap:
    """`why` is that of `UnavailableError`; "refused" where the store takes nothing for another reason, "fault" for a mistake in
    the program, "stopped" or "died" for a process that was not there. `refused` counts arrivals that were not taken in,
    `alerts` those that went out without a record.
    """

    since: datetime
    why: str
    refused: int = 0
    alerts: int = 0

    def entry(self, until: datetime, config: str, *, clean: bool = False) -> Entry:
        """Its entry. `clean` says that the service had been stopped in order, so that nothing was under way."""
        data = {"since": stamp(self.since), "until": stamp(until), "clean": clean}
        data |= {"why": self.why, "refused": self.refused, "alerts": self.alerts}
        return Entry("log.gap", BOT, {**data, "rule": RULE, "config": config})


def stamp(at: datetime) -> str:
    """An instant as entries write it."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def why_of(error: BaseException) -> str:
    if isinstance(error, UnavailableError):
        return error.why
    return "refused" if isinstance(error, StoreError) else "fault"


class Marker:
    """A small file that remembers an open gap over a restart, as far as the disk lets it. It holds no personal data.

    Whatever goes wrong with it is logged and no more: the record says less then, but nothing that is not so.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        if path is not None and not path.exists():
            self.write(None)

    def write(self, gap: Gap | None) -> None:
        if self._path is None:
            return
        text = json.dumps(asdict(gap) | {"since": stamp(gap.since)}) if gap else ""
        try:
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.pwrite(file, text.encode("ascii").ljust(_MARKER_BYTES), 0)
            finally:
                os.close(file)
        except OSError as error:
            log.warning("the marker of a gap could not be written: %s", error.strerror)

    def read(self) -> Gap | None:
        """The gap that was open when the process ended; None if none was, or if nobody can say."""
        if self._path is None:
            return None
        try:
            text = self._path.read_bytes()[:_MARKER_BYTES].strip()
            found = json.loads(text) if text else None
            return Gap(**found | {"since": datetime.fromisoformat(found["since"])}) if found else None
        except (OSError, ValueError, TypeError, KeyError) as error:
            log.warning("the marker of a gap could not be read: %s", type(error).__name__)
            return None
