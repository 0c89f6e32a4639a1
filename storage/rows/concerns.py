"""Concerns: each sealed in a folder of its own, with the text that it is about, and the deadlines that it set."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from moderation.model import Arrival, Basis, Case, CaseState, Entry, Event, Report, Timer, TimerKind, derived_id
from storage.codec import ARRIVAL, BASIS, CASE, instant
from storage.rows.session import Session, anew, own_folder
from storage.store import StoreError, TextErasedError
from storage.vault import Sealed


class Concerns(Session):
    """Part of a transaction: see `storage.store.Transaction`. A concern whose folder was erased is no longer there."""

    def case(self, case: str) -> Case | None:
        row = self._row("SELECT id, payload FROM concern WHERE org = ? AND id = ?", self._org, case)
        return self._case(*row) if row else None

    def cases(self, about: str | None = None, open_only: bool = False, since: datetime | None = None) -> Sequence[Case]:
        rows = self._rows(
            "SELECT id, payload FROM concern WHERE org = ?1"
            " AND (CAST(?2 AS TEXT) IS NULL OR id IN (SELECT case_id FROM concern_subject WHERE org = ?1 AND person = ?2))"
            " AND (?3 = 0 OR state <> ?4 OR opened >= CAST(?5 AS TEXT)) ORDER BY opened, id",
            self._org, about, int(open_only), CaseState.CLOSED.value, since and since.isoformat(),
        )  # fmt: skip
        return [case for row in rows if (case := self._case(*row)) is not None]

    def sealed_text(self, case: str, event: str, actor: str, reason: str) -> Event:
        arrival = self._opened(case, event, actor, reason)
        if not isinstance(arrival, Event):
            raise StoreError(f"what is sealed in concern {case} is not a message")
        return arrival

    def sealed_report(self, case: str, report: str, actor: str, reason: str) -> Report:
        arrival = self._opened(case, report, actor, reason)
        if not isinstance(arrival, Report):
            raise StoreError(f"what is sealed in concern {case} is not a report")
        return arrival

    def _opened(self, case: str, event: str, actor: str, reason: str) -> Arrival:
        mark = self._vault.mark("event", event)
        row = self._row(
            "SELECT ciphertext FROM sealed WHERE org = ? AND folder = ? AND name = ? LIMIT 1", self._org, case, mark
        )
        if row is None:
            raise TextErasedError(f"the text that belonged to concern {case} is not kept, or has been erased")
        arrival = ARRIVAL.unpack(self._vault.open_box(case, row[0], "sealed", mark.hex()))
        why = self._seal_for_good(case, reason.encode("utf-8", "surrogatepass"), "opening", str(self.next_seq))
        data = {"case": case, "event": derived_id("e_", event)}
        self._append(Entry("sealed.opened", actor, data, case), self._clock(), why)
        return arrival

    def due_timers(self, now: datetime) -> Sequence[Timer]:
        for timer, due, set_at in self._rows(
            "SELECT id, due, set_at FROM timer WHERE org = ? AND set_at > ?", self._org, instant(now)
        ):  # the clock was put back: it rings after as long as it was to
            self._run(
                "UPDATE timer SET due = ?, set_at = ? WHERE org = ? AND id = ?",
                instant(anew(due, set_at, now)), instant(now), self._org, timer,
            )  # fmt: skip
        return [
            Timer(timer, TimerKind(kind), datetime.fromisoformat(due), case)
            for timer, kind, due, case in self._rows(
                "SELECT id, kind, due, case_id FROM timer WHERE org = ? AND due <= ? ORDER BY due, id", self._org, instant(now)
            )
        ]

    def _write_case(self, case: Case) -> None:
        payload = self._vault.seal(own_folder(case.id), CASE.pack(case), "case").ciphertext
        self._run(
            "INSERT INTO concern (org, id, state, opened, payload) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (org, id) DO UPDATE SET state = excluded.state, payload = excluded.payload",
            self._org, case.id, case.state.value, instant(case.opened_at), payload,
        )  # fmt: skip
        self._run("DELETE FROM concern_subject WHERE org = ? AND case_id = ?", self._org, case.id)
        for person in dict.fromkeys((case.author.person.id, *case.subjects)):
            self._run("INSERT INTO concern_subject (org, person, case_id) VALUES (?, ?, ?)", self._org, person, case.id)

    def _seal_event(self, case: Case, event: Event | Report) -> Sealed:
        return self._seal_for_good(case.id, ARRIVAL.pack(event), "event", event.id)

    def _seal_basis(self, case: str, basis: Basis) -> str:
        """Seal what a decision rests on beside the words, to be found by what its entry calls the arrival; gives its box.

        A concern lasts for years, so it keeps nobody who only wrote there before.
        """
        kept = BASIS.pack(replace(basis, passing=()))
        return self._seal_for_good(case, kept, "basis", derived_id("e_", basis.event)).box

    def _start(self, timer: Timer) -> None:
        self._run(
            "INSERT INTO timer (org, id, kind, due, set_at, case_id) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (org, id) DO UPDATE SET"
            " kind = excluded.kind, due = excluded.due, set_at = excluded.set_at, case_id = excluded.case_id",
            self._org, timer.id, timer.kind.value, instant(timer.due), instant(self._clock()), timer.case,
        )  # fmt: skip

    def _stop(self, timer: str) -> None:
        self._run("DELETE FROM timer WHERE org = ? AND id = ?", self._org, timer)

    def _case(self, case: str, payload: bytes) -> Case | None:
        try:
            return self._vault.read_box(CASE.unpack, case, payload, "case")
        except TextErasedError:
            return None
