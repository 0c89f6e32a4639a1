"""Erasing folders: the steps of it as entries, and the legal holds. Each store takes out the bytes in its own way.

This asks the rules in `storage.erasure` and writes down what was done or refused. What is in motion are rows, what has happened
are entries. The reasons that people give are sealed in a folder of their own, because they must outlive the folder that they
are about.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from moderation.model import CaseState, Entry, derived_id
from storage.codec import REASON, instant
from storage.erasure import (
    COOLING_OFF,
    COOLING_OFF_DAYS,
    EVERYTHING,
    REASONS,
    Erasure,
    Folder,
    Hold,
    Kind,
    Reason,
    Refusal,
    Retention,
    Step,
    Why,
    refused,
)
from storage.rows.arrivals import Arrivals
from storage.rows.concerns import Concerns
from storage.rows.people import People
from storage.rows.sessions import Sessions
from storage.store import TextErasedError

#: Where something of a folder lies, by the column that names the folder. The inbox is not among them: what it holds is sealed
#: under the key of its day, and blanked when an erasure is approved.
LIES_IN: Final = (
    ("sealed", "folder"),
    ("outbox", "folder"),
    ("concern", "id"),
    ("concern_subject", "case_id"),
    ("timer", "case_id"),
    ("person", "id"),
    ("account", "person"),
    ("token", "folder"),
    ("attendance", "person"),
    ("agreement", "person"),
    ("pictured", "person"),
    ("contact_request", "folder"),
    ("contact_line", "folder"),
    ("adult_letter", "folder"),
    ("announcement", "author"),
    ("space_request", "asker"),
    ("held_session", "id"),
    ("tip", "person"),
    ("tip_series", "person"),
)
#: The steps whose reasons are kept, in the order in which they can happen.
_REASONED: Final = (Step.REQUEST, Step.WITHDRAW, Step.APPROVE, Step.HOLD, Step.LIFT)
#: Reading is no use of a folder: it does not keep it longer.
_READING: Final = frozenset({"sealed.opened", "sealed.refused"})
#: Which concerns somebody is in.
_NAMES_THEM: Final = "id IN (SELECT case_id FROM concern_subject WHERE org = ?1 AND person = ?2)"


class Erasures(Concerns, Arrivals, Sessions, People):
    """Part of a transaction: see `storage.store.Transaction`."""

    # Erasing

    def request_erasure(self, folder: str, actor: str, reason: str, officers: Collection[str]) -> Erasure | Refusal:
        found, erasure = self._folder(folder), self._erasure_of(folder)
        if refusal := self._refused(Step.REQUEST, actor, reason, officers, folder, found, erasure):
            return refusal
        now, id_ = self._clock(), self._new_id("er_")
        not_before = now + timedelta(days=int(self.setting(COOLING_OFF) or COOLING_OFF_DAYS))
        self._run(
            "INSERT INTO erasure (org, id, folder, requested_by, requested_at, not_before) VALUES (?, ?, ?, ?, ?, ?)",
            self._org, id_, folder, actor, instant(now), instant(not_before),
        )  # fmt: skip
        about = found.about if found else frozenset[str]()
        data = {"erasure": id_, "folder": folder, "not_before": instant(not_before)}
        self._say(Step.REQUEST, "erasure.requested", id_, actor, data, Reason(reason, tuple(sorted(about))))
        return Erasure(id_, folder, about, actor, now, not_before)

    def approve_erasure(self, folder: str, actor: str, reason: str, officers: Collection[str]) -> Erasure | Refusal:
        found, erasure, key = self._folder(folder), self._erasure_of(folder), self._vault.key_id(folder)
        refusal = self._refused(Step.APPROVE, actor, reason, officers, folder, found, erasure)
        if refusal or erasure is None or key is None:
            return refusal or Refusal(Why.UNKNOWN)
        self._blank(folder, self.case(folder))
        ((boxes,),) = self._rows("SELECT count(*) FROM sealed WHERE org = ? AND folder = ?", self._org, folder)
        self._run(
            "UPDATE erasure SET approved_by = ?, key = ?, boxes = ? WHERE org = ? AND id = ?",
            actor, key, boxes, self._org, erasure.id,
        )  # fmt: skip
        data = {"erasure": erasure.id, "folder": folder, "key": key, "boxes": boxes}
        self._say(Step.APPROVE, "erasure.approved", erasure.id, actor, data, Reason(reason, tuple(sorted(erasure.about))))
        return self._erasure_of(folder) or erasure

    def withdraw_erasure(self, folder: str, actor: str, reason: str, officers: Collection[str]) -> Erasure | Refusal:
        found, erasure = self._folder(folder), self._erasure_of(folder)
        refusal = self._refused(Step.WITHDRAW, actor, reason, officers, folder, found, erasure)
        if refusal or erasure is None:
            return refusal or Refusal(Why.NOT_REQUESTED)
        self._run("DELETE FROM erasure WHERE org = ? AND id = ?", self._org, erasure.id)
        data = {"erasure": erasure.id, "folder": folder}
        self._say(Step.WITHDRAW, "erasure.withdrawn", erasure.id, actor, data, Reason(reason, tuple(sorted(erasure.about))))
        return erasure

    def replay_withdrawal(self, id_: str, actor: str) -> None:
        """Withdraw a request again that came back from a backup, perhaps with its cooling-off time over."""
        erasure = next((each for each in self.erasures() if each.id == id_ and not each.approved_by), None)
        if erasure is None:
            return
        self._run("DELETE FROM erasure WHERE org = ? AND id = ?", self._org, id_)
        said = "Withdrawn again after a restore; the reason that was given then was not in the backup."
        data = {"erasure": id_, "folder": erasure.folder}
        self._say(Step.WITHDRAW, "erasure.withdrawn", id_, actor, data, Reason(said, tuple(sorted(erasure.about))))

    def erasures(self) -> Sequence[Erasure]:
        columns = "id, folder, requested_by, requested_at, not_before, approved_by, key, boxes"
        return [
            self._erasure(*row)
            for row in self._rows(f"SELECT {columns} FROM erasure WHERE org = ? ORDER BY requested_at, id", self._org)  # noqa: S608
        ]

    def erased(self, erasure: Erasure) -> None:
        """Write down that nothing is left of a folder. Whoever approved it answers for that, also when it took a restart."""
        self._run("DELETE FROM erasure WHERE org = ? AND id = ?", self._org, erasure.id)
        data = {"erasure": erasure.id, "folder": erasure.folder, "key": erasure.key, "boxes": erasure.boxes}
        self._append(Entry("erasure.done", erasure.approved_by, data), self._clock())

    def replayed(self, folder: str, key: str, actor: str) -> None:
        """Write down that what came back from a backup is erased again, and take what people wrote of it out of the inbox."""
        self._blank(folder, self.case(folder))
        self._append(Entry("erasure.replayed", actor, {"folder": folder, "key": key}), self._clock())

    # Holds

    def place_hold(self, folder: str, actor: str, reason: str, officers: Collection[str]) -> Hold | Refusal:
        found = self._held_thing(folder)
        if refusal := self._refused(Step.HOLD, actor, reason, officers, folder, found, self._erasure_of(folder)):
            return refusal
        now, id_ = self._clock(), self._new_id("ho_")
        self._run(
            "INSERT INTO hold (org, id, folder, placed_by, placed_at) VALUES (?, ?, ?, ?, ?)",
            self._org, id_, folder, actor, instant(now),
        )  # fmt: skip
        about = found.about if found else frozenset[str]()
        data = {"hold": id_, "folder": folder}
        self._say(Step.HOLD, "hold.placed", id_, actor, data, Reason(reason, tuple(sorted(about))))
        return Hold(id_, folder, about, actor, now)

    def replay_hold(self, was: str, folder: str, placed_by: str, actor: str) -> None:
        """Place a hold again that a restore lost, whether or not what it is on came back. It has an id of its own, as those of
        the lost entries are given out anew; the reason was sealed with what was lost.
        """
        found, now, id_ = self._held_thing(folder), self._clock(), self._new_id("ho_")
        self._run(
            "INSERT INTO hold (org, id, folder, placed_by, placed_at) VALUES (?, ?, ?, ?, ?)",
            self._org, id_, folder, placed_by, instant(now),
        )  # fmt: skip
        about = found.about if found else frozenset({folder})
        said = "Placed again after a restore; the reason that was given then was not in the backup."
        data = {"hold": id_, "folder": folder, "was": was}
        self._say(Step.HOLD, "hold.replayed", id_, actor, data, Reason(said, tuple(sorted(about))))

    def lift_hold(self, hold: str, actor: str, reason: str, officers: Collection[str]) -> Hold | Refusal:
        placed = next((each for each in self.holds() if each.id == hold), None)
        # As it was when the hold was placed: a restore may have taken away what it is on, and the hold must not stay for ever.
        found = Folder(placed.folder, Kind.CONCERN, placed.about, placed.placed_at, busy=False) if placed else None
        refusal = self._refused(Step.LIFT, actor, reason, officers, placed.folder if placed else "", found, None)
        if refusal or placed is None:
            return refusal or Refusal(Why.UNKNOWN)
        self._run("DELETE FROM hold WHERE org = ? AND id = ?", self._org, hold)
        data = {"hold": hold, "folder": placed.folder}
        self._say(Step.LIFT, "hold.lifted", hold, actor, data, Reason(reason, tuple(sorted(placed.about))))
        return placed

    def holds(self) -> Sequence[Hold]:
        return [
            Hold(id_, folder, frozenset(self._about(id_)), by, datetime.fromisoformat(at))
            for id_, folder, by, at in self._rows(
                "SELECT id, folder, placed_by, placed_at FROM hold WHERE org = ? ORDER BY placed_at, id", self._org
            )
        ]

    def reasons_for(self, of: str, actor: str, reason: str, officers: Collection[str]) -> Sequence[tuple[Step, str]] | Refusal:
        folder = REASONS + of
        if refusal := self._refused(Step.READ_REASONS, actor, reason, officers, folder, self._folder(folder), None):
            return refusal
        given = [(step, kept.text) for step in _REASONED if (kept := self._reason(of, step)) is not None]
        why = self._seal_for_good(folder, reason.encode("utf-8", "surrogatepass"), "opening", str(self.next_seq))
        self._append(Entry("sealed.opened", actor, {"reasons": of}, folder), self._clock(), why)
        return given

    # How a folder stands

    def _refused(
        self,
        step: Step,
        actor: str,
        reason: str,
        officers: Collection[str],
        name: str,
        found: Folder | None,
        erasure: Erasure | None,
    ) -> Refusal | None:
        """Ask the rules, and write down an attempt that they do not allow. What is not there is not named: it may be anything
        that somebody typed.
        """
        kept = self.setting(found.kind.setting) if found else None
        retention = Retention.read(kept) if kept is not None else None
        refusal = refused(step, actor, officers, reason, found, erasure, retention, self._clock())
        if refusal is not None:
            data = {"does": step.value, "why": refusal.why.value} | ({"folder": name} if found else {})
            self._append(Entry("erasure.refused", actor, data), self._clock())
        return refusal

    def _folder(self, name: str) -> Folder | None:
        """A folder that can be erased, as it stands; None for one that is not there, or has been erased."""
        if self._vault.key_id(name) is None:
            return None
        people: frozenset[str] = frozenset()
        if name.startswith(REASONS):
            of = name.removeprefix(REASONS)
            moving = "SELECT 1 FROM erasure WHERE org = ?1 AND id = ?2 UNION SELECT 1 FROM hold WHERE org = ?1 AND id = ?2"
            kind, about, busy = Kind.REASONS, frozenset(self._about(of)), self._row(moving, self._org, of) is not None
        elif self._row("SELECT 1 FROM concern WHERE org = ? AND id = ?", self._org, name):
            kind, about = Kind.CONCERN, self._people_in(name)
            people = about
            waits = self._row("SELECT 1 FROM outbox WHERE org = ? AND folder = ? AND result IS NULL LIMIT 1", self._org, name)
            busy = waits is not None or self._open_concern("id = ?2", name)
        elif self._row("SELECT 1 FROM person WHERE org = ? AND id = ?", self._org, name):
            kind, about = Kind.PERSON, frozenset({name})
            # A place that was opened for contact with them could not be closed any more: its id is in their folder.
            live = self._row("SELECT 1 FROM contact_request WHERE org = ? AND folder = ? AND live = 1 LIMIT 1", self._org, name)
            busy = live is not None or self._open_concern(_NAMES_THEM, name)
        elif (session := self.held_session(name)) is not None:
            kind, about = Kind.SESSION, frozenset({session.by, session.second} - {""})
            people = frozenset({*about, *session.asked})
            # Who was there may matter to a concern: while one is open about somebody who was, nothing of it goes.
            busy = session.ending is None or any(self._open_concern(_NAMES_THEM, person) for person in people)
        else:
            return None
        holds, aside = self._holds_on(name, people), self.link.set_aside()
        return Folder(name, kind, about, self._used(name), busy, holds, aside)

    def _held_thing(self, name: str) -> Folder | None:
        """What a hold can be on: a folder, a person who is in a concern, or everything."""
        if found := self._folder(name):
            return found
        unknown_person = self._row("SELECT 1 FROM concern_subject WHERE org = ? AND person = ? LIMIT 1", self._org, name)
        if name != EVERYTHING and not unknown_person:
            return None
        about = frozenset({name}) if unknown_person else frozenset[str]()
        return Folder(name, Kind.PERSON, about, self._clock(), busy=False)

    def _holds_on(self, name: str, people: Collection[str]) -> tuple[str, ...]:
        """The ids of the holds on it. One on a person covers the concerns, and the sessions, that they are in."""
        covers = {name, EVERYTHING, *people}
        rows = self._rows("SELECT id, folder FROM hold WHERE org = ? ORDER BY placed_at, id", self._org)
        return tuple(id_ for id_, folder in rows if folder in covers)

    def _open_concern(self, which: str, name: str) -> bool:
        found = self._row(
            f"SELECT 1 FROM concern WHERE org = ?1 AND state <> ?3 AND {which} LIMIT 1",  # noqa: S608
            self._org, name, CaseState.CLOSED.value,
        )  # fmt: skip
        return found is not None

    def _people_in(self, concern: str) -> frozenset[str]:
        """Their ids, and those of the people on the register whose account it was by an id of its own."""
        rows = self._rows(
            "SELECT person FROM concern_subject WHERE org = ?1 AND case_id = ?2 UNION SELECT person FROM account WHERE org = ?1"
            " AND pseudonym IN (SELECT person FROM concern_subject WHERE org = ?1 AND case_id = ?2)",
            self._org, concern,
        )  # fmt: skip
        return frozenset(person for (person,) in rows)

    def _used(self, folder: str) -> datetime:
        """When the newest entry was made that belongs to a folder, in whichever volume. Rare: it may read the whole ledger."""
        needle = f'"folder":{json.dumps(folder)}'.encode()
        rows = self._rows("SELECT body FROM entry WHERE org = ? AND instr(body, ?) > 0", self._org, needle)
        found = (self._decoded(body) for (body,) in rows)
        uses = [each["at"] for each in found if each.get("folder") == folder and each["kind"] not in _READING]
        return datetime.fromisoformat(max(uses)) if uses else self._clock()

    # Rows and reasons

    def _erasure_of(self, folder: str) -> Erasure | None:
        return next((erasure for erasure in self.erasures() if erasure.folder == folder), None)

    def _erasure(
        self, id_: str, folder: str, by: str, at: str, not_before: str, approved_by: str | None, key: str | None, boxes: int
    ) -> Erasure:
        when = datetime.fromisoformat
        about = frozenset(self._about(id_))
        return Erasure(id_, folder, about, by, when(at), when(not_before), approved_by or "", key or "", boxes)

    def _new_id(self, prefix: str) -> str:
        return derived_id(prefix, self._org, str(self.volume.number), str(self.next_seq))

    def _say(self, step: Step, kind: str, id_: str, actor: str, data: dict[str, Any], reason: Reason) -> None:
        """Append the entry of a step, which commits to its reason."""
        folder = REASONS + id_
        sealed = self._seal_for_good(folder, REASON.pack(reason), "reason", id_, step.value)
        self._append(Entry(kind, actor, data, folder), self._clock(), sealed)

    def _reason(self, id_: str, step: Step) -> Reason | None:
        folder, mark = REASONS + id_, self._vault.mark("reason", id_, step.value)
        row = self._row("SELECT ciphertext FROM sealed WHERE org = ? AND folder = ? AND name = ?", self._org, folder, mark)
        try:
            return REASON.unpack(self._vault.open_box(folder, row[0], "sealed", mark.hex())) if row else None
        except TextErasedError:  # its key did not come back from a backup
            return None

    def _about(self, id_: str) -> Sequence[str]:
        """Who must not see an erasure or a hold: as its first reason has it, because the folder itself may be gone."""
        first = self._reason(id_, Step.REQUEST) or self._reason(id_, Step.HOLD)
        return first.about if first else ()
