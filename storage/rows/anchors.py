"""Who holds checkpoints outside, and what each received last: rows in motion, as a delivery is not growth (decisions 6)."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, Final

from moderation.model import BOT, Entry
from storage.anchoring import Alarm, Anchoring, Appointed, Failure, HolderKind, HolderState, Position
from storage.codec import instant
from storage.ledger import record
from storage.rows.link import Found
from storage.rows.session import Session

#: Runs one statement with its values.
Run = Callable[..., Found]

#: Who appoints holders, signs on the clock and says who is silent; named in the entries of that (map 7.6).
RULE: Final = "anchors@1"
#: Separates the roles that were written to; they are names of ours.
_AND: Final = " "


class Anchors(Session):
    """Part of a transaction: see `storage.store.Transaction`."""

    def anchoring(self) -> Anchoring:
        return read_anchoring(self._run, self._org)

    def appoint(self, holders: Sequence[Appointed], config: str, at: datetime) -> None:
        marks = {self._vault.mark("holder", holder.kind.value, holder.identity): holder for holder in holders}
        before: dict[bytes, str] = {
            row[0]: row[1] for row in self._rows("SELECT mark, name FROM holder WHERE org = ?", self._org)
        }
        for mark in before.keys() - marks.keys():
            self._run("DELETE FROM holder WHERE org = ? AND mark = ?", self._org, mark)
        for mark, holder in marks.items():
            self._run(
                "INSERT INTO holder (org, mark, name, kind, person, appointed, failures) VALUES (?, ?, ?, ?, ?, ?, 0)"
                " ON CONFLICT (org, mark) DO UPDATE SET name = excluded.name, person = excluded.person",
                self._org, mark, holder.name, holder.kind.value, holder.person, instant(at),
            )  # fmt: skip
        if before != {mark: holder.name for mark, holder in marks.items()}:
            named = [{"name": holder.name, "mark": mark.hex()} for mark, holder in marks.items()]
            self.append(Entry("anchor.holders", BOT, {"holders": named, "rule": RULE, "config": config}), at)

    def delivered(self, name: str, position: Position, at: datetime) -> None:
        self._run(
            "UPDATE holder SET volume = ?, size = ?, at = ?, failed_at = NULL, failures = 0, why = NULL, retry_at = NULL"
            " WHERE org = ? AND name = ?",
            position.volume, position.size, instant(at), self._org, name,
        )  # fmt: skip

    def not_delivered(self, name: str, failure: Failure) -> None:
        self._run(
            "UPDATE holder SET failed_at = ?, failures = ?, why = ?, retry_at = ? WHERE org = ? AND name = ?",
            *_written(failure), self._org, name,
        )  # fmt: skip

    def hurry(self, except_for: Collection[str] = ()) -> None:
        for mark, kind, person in self._rows("SELECT mark, kind, person FROM holder WHERE org = ?", self._org):
            may_be_one = person in except_for or (person is None and kind == HolderKind.OFFICER)
            if not may_be_one:
                self._run(
                    "UPDATE holder SET wanted_volume = ?, wanted_size = ? WHERE org = ? AND mark = ?",
                    self.volume.number, self.volume.tree.size, self._org, mark,
                )  # fmt: skip

    def set_alarm(self, alarm: Alarm | None) -> None:
        self._run("DELETE FROM anchor_alarm WHERE org = ?", self._org)
        if alarm is not None:
            self._run(
                "INSERT INTO anchor_alarm (org, since, noted, told, failed_at, failures, why, retry_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                self._org, instant(alarm.since), instant(alarm.noted), _AND.join(sorted(alarm.told)), *_written(alarm.failure),
            )  # fmt: skip


def read_anchoring(run: Run, org: str) -> Anchoring:
    """What is known of the outside, read with whatever runs a statement. Needs no key."""

    def row(sql: str, *values: object) -> Sequence[Any] | None:
        found: Sequence[Any] | None = run(sql, org, *values).fetchone()
        return found

    newest = row("SELECT volume, seq FROM entry WHERE org = ? ORDER BY volume DESC, seq DESC LIMIT 1")
    position = Position(*newest) if newest else Position(1, 0)
    first = "SELECT body FROM entry WHERE org = ? AND volume = ? AND seq = 1"
    ledger, _ = _opening(row(first, 1))
    _, opened = _opening(row(first, position.volume))
    signed = row("SELECT volume, size, at FROM checkpoint WHERE org = ? ORDER BY volume DESC, size DESC LIMIT 1")
    # One by one: each is found at once, where all together would mean reading every checkpoint that there ever was.
    closed = [
        row("SELECT volume, size FROM checkpoint WHERE org = ? AND volume = ? ORDER BY size DESC LIMIT 1", volume)
        for volume in range(1, position.volume)
    ]
    holders = run(
        "SELECT name, kind, appointed, volume, size, at, wanted_volume, wanted_size, failed_at, failures, why, retry_at"
        " FROM holder WHERE org = ? ORDER BY kind, name",
        org,
    )
    alarm = row("SELECT since, noted, told, failed_at, failures, why, retry_at FROM anchor_alarm WHERE org = ?")
    return Anchoring(
        ledger=ledger,
        position=position,
        opened=opened,
        signed=Position(*signed[:2]) if signed else None,
        signed_at=datetime.fromisoformat(signed[2]) if signed else None,
        closed=tuple(Position(*found) for found in closed if found),
        holders=tuple(_holder(*found) for found in holders.fetchall()),
        alarm=_alarm(*alarm) if alarm else None,
    )


def _holder(
    name: str, kind: str, appointed: str, volume: int | None, size: int | None, at: str | None,
    wanted_volume: int | None, wanted_size: int | None, *failure: Any,
) -> HolderState:  # fmt: skip
    return HolderState(
        name=name,
        kind=HolderKind(kind),
        appointed=datetime.fromisoformat(appointed),
        received=_position(volume, size),
        received_at=datetime.fromisoformat(at) if at else None,
        wanted=_position(wanted_volume, wanted_size),
        failure=_failure(*failure),
    )


def _alarm(since: str, noted: str, told: str, *failure: Any) -> Alarm:
    return Alarm(datetime.fromisoformat(since), datetime.fromisoformat(noted), frozenset(told.split()), _failure(*failure))


def _position(volume: int | None, size: int | None) -> Position | None:
    return None if volume is None or size is None else Position(volume, size)


def _failure(at: str | None, times: int, why: str | None, retry_at: str | None) -> Failure | None:
    if at is None or retry_at is None:
        return None
    return Failure(datetime.fromisoformat(at), times, why or "", datetime.fromisoformat(retry_at))


def _written(failure: Failure | None) -> tuple[object, ...]:
    return (None, 0, None, None) if failure is None else (
        instant(failure.at), failure.times, failure.why, instant(failure.retry_at),
    )  # fmt: skip


def _opening(row: Sequence[Any] | None) -> tuple[str, datetime | None]:
    """A volume's name and its first instant, as its first entry says; "" and None from one that is damaged or not there."""
    try:
        first = record.decode(row[0]) if row else {}
        return str(first["data"]["origin"]), datetime.fromisoformat(first["at"])
    except (record.RecordError, KeyError, TypeError, ValueError):
        return "", None
