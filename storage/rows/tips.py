"""Tips that children were shown, and the weekly ones that they asked for, as rows in motion."""

from collections.abc import Mapping
from datetime import datetime

from moderation.model import TipSeries
from storage.codec import instant
from storage.rows.session import Session


class Taught(Session):
    """Part of a transaction: see `storage.tips.Teaching`."""

    def tips_shown(self, person: str) -> Mapping[str, datetime]:
        rows = self._rows("SELECT tip, at FROM tip WHERE org = ? AND person = ? ORDER BY tip", self._org, person)
        return {tip: datetime.fromisoformat(at) for tip, at in rows}

    def keep_tip(self, person: str, tip: str, at: datetime | None) -> None:
        self._run("DELETE FROM tip WHERE org = ? AND person = ? AND tip = ?", self._org, person, tip)
        if at is not None:
            self._run("INSERT INTO tip (org, person, tip, at) VALUES (?, ?, ?, ?)", self._org, person, tip, instant(at))

    def tip_series(self, person: str) -> TipSeries | None:
        rows = self._rows("SELECT platform, due, sent FROM tip_series WHERE org = ? AND person = ?", self._org, person)
        for platform, due, sent in rows:
            return TipSeries(platform, datetime.fromisoformat(due), sent)
        return None

    def keep_tip_series(self, person: str, series: TipSeries | None) -> None:
        self._run("DELETE FROM tip_series WHERE org = ? AND person = ?", self._org, person)
        if series is not None:
            self._run(
                "INSERT INTO tip_series (org, person, platform, due, sent) VALUES (?, ?, ?, ?, ?)",
                self._org, person, series.platform, instant(series.due), series.sent,
            )  # fmt: skip
