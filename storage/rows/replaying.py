"""What decisions rested on, and the settings that were in force then, so that they can be made again."""

from collections.abc import Iterator
from datetime import datetime

from moderation.model import Arrival, Basis
from storage.codec import ARRIVAL, BASIS, instant
from storage.erasure import Reason, Step
from storage.replaying import Kept
from storage.rows.erasure import Erasures
from storage.rows.session import SETTINGS
from storage.store import TextErasedError


class Replays(Erasures):
    """Part of a transaction: see `storage.replaying.Replaying`."""

    def register_version(self, person: str) -> int:
        ((newest,),) = self._rows("SELECT max(version) FROM person WHERE org = ? AND id = ?", self._org, person)
        return newest or 0

    def keep_settings(self, config: str, settings: str) -> None:
        if not self.knows_settings(config):
            sealed = self._vault.seal(SETTINGS, settings.encode("ascii"), "settings", config).ciphertext
            self._run("INSERT INTO kept_settings (org, config, payload) VALUES (?, ?, ?)", self._org, config, sealed)

    def knows_settings(self, config: str) -> bool:
        return self._row("SELECT 1 FROM kept_settings WHERE org = ? AND config = ?", self._org, config) is not None

    def settings_of(self, config: str) -> str | None:
        row = self._row("SELECT payload FROM kept_settings WHERE org = ? AND config = ?", self._org, config)
        try:
            return self._vault.open_box(SETTINGS, row[0], "settings", config).decode("ascii") if row else None
        except TextErasedError:
            return None

    def rested_on(self, case: str, event: str) -> tuple[Arrival, Basis] | None:
        if self._vault.key_id(case) is None:
            raise TextErasedError(f"what was kept in {case} has been erased")
        mark, box = self._box(case, "basis", event)
        if box is None:
            return None
        basis = BASIS.unpack(self._vault.open_box(case, box, "sealed", mark))
        mark, box = self._box(case, "event", basis.event)
        return (ARRIVAL.unpack(self._vault.open_box(case, box, "sealed", mark)), basis) if box else None

    def _box(self, case: str, *name: str) -> tuple[str, bytes | None]:
        """A box of a concern's by its name: its mark, and what is sealed in it."""
        mark = self._vault.mark(*name)
        query = "SELECT ciphertext FROM sealed WHERE org = ? AND folder = ? AND name = ? LIMIT 1"
        row = self._row(query, self._org, case, mark)
        return mark.hex(), row[0] if row else None

    def judged_between(self, since: datetime, until: datetime) -> Iterator[Kept]:
        rows = self._rows(
            "SELECT folder, mark, payload, decision, verdict, basis FROM inbox"
            " WHERE org = ? AND at >= ? AND at < ? AND decision IS NOT NULL ORDER BY at, position",
            self._org, instant(since), instant(until),
        )  # fmt: skip
        for folder, mark, payload, decision, verdict, basis in rows:
            rests_on = BASIS.unpack(self._vault.open_box(folder, basis, "basis", mark.hex())) if basis else None
            yield Kept(self._arrival(folder, mark, payload), decision, verdict, rests_on)

    def begin_replay(self, actor: str, reason: str, codes: dict[str, object]) -> str:
        replay = self._new_id("rp_")
        self._say(Step.REQUEST, "decisions.replayed", replay, actor, {"replay": replay, **codes}, Reason(reason, ()))
        return replay
