"""The outbox: what is to be done, in which order, and what became of it.

An effect that follows another waits while `follows` names that one. As soon as what it waits for has happened, `follows` is
cleared; when it never will, the effect is dropped. So what may go out is simply what is due and follows nothing.

Success is Done, AlreadyDone and Gone, and also Withheld: in shadow mode the followers go on to be judged by the same executor,
which withholds those that the mode covers, so the record shows all that would have been done. A disclosure's reply is not held
back merely because something before it was.

The effects of a decision about a concern are sealed in that concern's folder, because they are part of its story; others under
the key of their day.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from moderation.model import (
    BOT,
    AlreadyDone,
    Decision,
    Done,
    Entry,
    Gone,
    Outcome,
    Planned,
    Refused,
    RetryLater,
    Waits,
    Withheld,
)
from storage.codec import OUTCOME, PLANNED, instant
from storage.rows.session import Session, anew
from storage.store import Attempt, Settled, TextErasedError

_SUCCESS: Final = frozenset({Done().kind, AlreadyDone().kind, Gone().kind, Withheld("").kind})
#: Results of effects that never went out: what they waited for was not done, or what they would have shown was erased.
_DROPPED, _ERASED = "dropped", "erased"
#: Named in the entries that dropping makes (map 7.6).
_RULE: Final = "outbox@1"


class Effects(Session):
    """Part of a transaction: see `storage.store.Transaction`."""

    def claim_effects(
        self,
        now: datetime,
        limit: int,
        lease: timedelta,
        config: str = "",
        besides: Collection[str] = (),
        first: Collection[str] = (),
    ) -> Sequence[Attempt]:
        self._set_anew(now)
        claimed = []
        foremost = (*first, "")  # no kind, because a list of none is no SQL
        others = f"kind NOT IN ({', '.join('?' * len(foremost))})"
        due = self._rows(
            "SELECT id, decision, case_id, tries, folder, payload FROM outbox"  # noqa: S608
            f" WHERE org = ? AND result IS NULL AND follows IS NULL AND due <= ? ORDER BY {others}, position LIMIT ?",
            self._org, instant(now), *foremost, limit + len(besides),
        )  # fmt: skip
        for effect, decision, case, tries, folder, payload in [row for row in due if row[0] not in besides][:limit]:
            try:
                planned = self._planned(effect, folder, payload)
            except TextErasedError:
                self._drop(effect, _ERASED, now, config)
                continue
            self._run(
                "UPDATE outbox SET due = ?, set_at = ?, tries = tries + 1 WHERE org = ? AND id = ?",
                instant(now + lease), instant(now), self._org, effect,
            )  # fmt: skip
            claimed.append(Attempt(planned, decision, case, tries + 1))
        return claimed

    def settle_effect(self, attempt: Attempt, outcome: Outcome, at: datetime, entry: Entry) -> None:
        if isinstance(outcome, RetryLater):
            raise ValueError("an effect that will be tried again is postponed, not settled")
        effect = attempt.planned.id
        if self._settle(effect, outcome):
            self.append(entry, at)
            self._release(effect, outcome.kind in _SUCCESS, at, _config_of(entry))

    def postpone_effect(self, attempt: Attempt, outcome: Outcome, until: datetime) -> None:
        if not isinstance(outcome, RetryLater):
            raise ValueError("only an effect that will be tried again is postponed")
        effect = attempt.planned.id
        postponed = self._run(
            "UPDATE outbox SET due = ?, set_at = ?, tries = ? WHERE org = ? AND id = ? AND result IS NULL",
            instant(until), instant(self._clock()), attempt.tries, self._org, effect,
        )  # fmt: skip
        if postponed.rowcount == 1:
            self._free(effect, Waits.FOR_ATTEMPT)

    def planned(self, effect: str) -> Planned | None:
        row = self._row("SELECT folder, payload FROM outbox WHERE org = ? AND id = ?", self._org, effect)
        try:
            return self._planned(effect, *row) if row else None
        except TextErasedError:
            return None

    def effects_of(self, case: str) -> Sequence[Settled]:
        return [
            Settled(self._planned(effect, folder, payload).effect, self._outcome(effect, folder, result, outcome))
            for effect, folder, payload, result, outcome in self._rows(
                "SELECT id, folder, payload, result, outcome FROM outbox WHERE org = ? AND case_id = ? ORDER BY position",
                self._org, case,
            )
        ]  # fmt: skip

    def effects_of_kind(self, kind: str) -> Sequence[Settled]:
        found = []
        for effect, folder, payload, result, outcome in self._rows(
            "SELECT id, folder, payload, result, outcome FROM outbox WHERE org = ? AND kind = ? ORDER BY position",
            self._org, kind,
        ):  # fmt: skip
            with suppress(TextErasedError):
                planned = self._planned(effect, folder, payload)
                found.append(Settled(planned.effect, self._outcome(effect, folder, result, outcome)))
        return found

    def last_planned(self, kind: str, target: str) -> datetime | None:
        row = self._row(
            "SELECT max(planned_at) FROM outbox WHERE org = ? AND kind = ? AND target = ?",
            self._org, kind, self._vault.mark("target", target),
        )  # fmt: skip
        return datetime.fromisoformat(row[0]) if row and row[0] else None

    def _plan(self, planned: Planned, decision: Decision) -> None:
        """Put an effect into the outbox. One that is there already is the same effect, or a mistake."""
        there = self._row("SELECT folder, payload FROM outbox WHERE org = ? AND id = ?", self._org, planned.id)
        if there:
            if self._planned(planned.id, *there) != planned:
                raise ValueError(f"effect {planned.id} was planned before, and differently")
            return
        case = decision.case.id if decision.case else None
        folder = case or self._today()
        self._run(
            "INSERT INTO outbox"
            " (org, position, id, decision, case_id, kind, target, planned_at, follows, waits, due, set_at, tries, folder,"
            " payload)"
            " SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?7, ?7, 0, ?10, ?11"
            " FROM outbox WHERE org = ?1",
            self._org, planned.id, decision.id, case, planned.effect.kind, self._vault.mark("target", planned.effect.target),
            instant(decision.at), planned.after, planned.waits.value, folder,
            self._vault.seal(folder, PLANNED.pack(planned), "effect", planned.id).ciphertext,
        )  # fmt: skip
        if planned.after is not None:
            self._catch_up(planned.after, decision.at, _config_of(decision.entry))

    def _catch_up(self, leader: str, at: datetime, config: str) -> None:
        """Let an effect that was planned after its leader was settled have what it waits for."""
        row = self._row("SELECT result FROM outbox WHERE org = ? AND id = ?", self._org, leader)
        if row is None:
            raise ValueError(f"an effect waits for {leader}, which nobody has planned")
        if row[0] is not None:
            self._release(leader, row[0] in _SUCCESS, at, config)

    def _set_anew(self, now: datetime) -> None:
        """What was laid down in what is the future now, because the clock was put back, waits as long from now as it was to."""
        for effect, due, set_at in self._rows(
            "SELECT id, due, set_at FROM outbox WHERE org = ? AND result IS NULL AND set_at > ?", self._org, instant(now)
        ):
            self._run(
                "UPDATE outbox SET due = ?, set_at = ? WHERE org = ? AND id = ?",
                instant(anew(due, set_at, now)), instant(now), self._org, effect,
            )  # fmt: skip

    def _settle(self, effect: str, outcome: Outcome) -> bool:
        """Write down what a platform confirmed; False if something was written down before."""
        row = self._row("SELECT folder FROM outbox WHERE org = ? AND id = ? AND result IS NULL", self._org, effect)
        if row is None:
            return False
        sealed = self._vault.seal(row[0], OUTCOME.pack(outcome), "outcome", effect).ciphertext
        self._close(effect, outcome.kind, sealed)
        return True

    def _close(self, effect: str, result: str, outcome: bytes | None = None) -> None:
        self._run(
            "UPDATE outbox SET result = ?, outcome = ?, follows = NULL WHERE org = ? AND id = ?",
            result, outcome, self._org, effect,
        )  # fmt: skip

    def _release(self, leader: str, succeeded: bool, at: datetime, config: str) -> None:
        """Let go, or drop, what followed an effect that is settled."""
        self._free(leader, Waits.FOR_ATTEMPT)
        if succeeded:
            self._free(leader, Waits.FOR_SUCCESS)
            return
        for (follower,) in self._rows(
            "SELECT id FROM outbox WHERE org = ? AND follows = ? ORDER BY position", self._org, leader
        ):
            self._drop(follower, _DROPPED, at, config, leader)

    def _free(self, leader: str, waits: Waits) -> None:
        self._run(
            "UPDATE outbox SET follows = NULL WHERE org = ? AND follows = ? AND waits = ?", self._org, leader, waits.value
        )

    def _drop(self, effect: str, result: str, at: datetime, config: str, leader: str | None = None) -> None:
        """Settle an effect that can never go out, with an entry that says so, and then what followed it."""
        ((kind, case, decision),) = self._rows(
            "SELECT kind, case_id, decision FROM outbox WHERE org = ? AND id = ?", self._org, effect
        )
        self._close(effect, result)
        data = {"decision": decision, "effect": effect, "does": kind, "why": result, "rule": _RULE, "config": config}
        self.append(Entry("effect.dropped", BOT, data | ({"after": leader} if leader else {}), case), at)
        self._release(effect, False, at, config)

    def _keep_unsettled(self, folder: str, today: str) -> None:
        """Seal again under today's key what a holding folder that expires holds and is not settled; forget the rest."""
        for effect, payload in self._rows(
            "SELECT id, payload FROM outbox WHERE org = ? AND folder = ? AND result IS NULL", self._org, folder
        ):
            again = self._vault.seal(today, self._vault.open_box(folder, payload, "effect", effect), "effect", effect)
            self._run(
                "UPDATE outbox SET folder = ?, payload = ? WHERE org = ? AND id = ?", today, again.ciphertext, self._org, effect
            )
        self._run("DELETE FROM outbox WHERE org = ? AND folder = ?", self._org, folder)

    def _planned(self, effect: str, folder: str, payload: bytes) -> Planned:
        return self._vault.read_box(PLANNED.unpack, folder, payload, "effect", effect)

    def _outcome(self, effect: str, folder: str, result: str | None, outcome: bytes | None) -> Outcome | None:
        if outcome is not None:
            return self._vault.read_box(OUTCOME.unpack, folder, outcome, "outcome", effect)
        return Refused(result) if result else None


def _config_of(entry: Entry | None) -> str:
    """The settings in force that an entry names, for the entries that follow from it (map 7.6)."""
    return str(entry.data.get("config", "")) if entry else ""
