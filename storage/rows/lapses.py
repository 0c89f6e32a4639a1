"""What checks saw on servers, as rows in motion: the ledger says when each began and ended."""

from collections.abc import Collection, Sequence
from datetime import datetime

from moderation.model import KnownLapse, Speed
from storage.codec import instant
from storage.rows.session import Session


class Lapses(Session):
    """Part of a transaction: see `storage.store.Transaction`."""

    def lapses(self, server: str | None = None) -> Sequence[KnownLapse]:
        return [
            KnownLapse(check, key, Speed(speed), datetime.fromisoformat(since), _maybe(told), _maybe(mended), told_to)
            for check, key, speed, since, told, mended, told_to in self._rows(
                "SELECT check_name, key, speed, since, told, mended, told_to FROM lapse"
                " WHERE org = ? AND server = coalesce(?, server) ORDER BY check_name, key",
                self._org, server,
            )
        ]  # fmt: skip

    def keep_lapses(self, server: str, lapses: Collection[KnownLapse]) -> None:
        self._run("DELETE FROM lapse WHERE org = ? AND server = ?", self._org, server)
        for each in lapses:
            self._run(
                "INSERT INTO lapse (org, server, check_name, key, speed, since, told, mended, told_to)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self._org, server, each.check, each.key, each.speed.value, instant(each.since),
                instant(each.told) if each.told else None, instant(each.mended) if each.mended else None, each.told_to,
            )  # fmt: skip


def _maybe(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
