"""The inbox: what came in, sealed under the key of its day, and what was decided about it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from moderation.model import Action, Arrival, Basis, Case, Decision, Event, EventKind, Report, Sighting, comes_first
from storage.codec import ARRIVAL, BASIS, instant
from storage.rows.session import Session
from storage.store import Judged, StoreError

#: What somebody writes to Touchline alone: it may be a child who tells of something.
_TOLD = "told"
#: What is read together with a new message. A deletion adds no words, and a name is no part of a conversation.
_SAID = (EventKind.POSTED.value, EventKind.EDITED.value)
#: What comes before all that is posted, because somebody waits for an answer or asks for help; as the index has it.
_FIRST = "kind IN ('action', 'report', 'told')"


class Arrivals(Session):
    """Part of a transaction: see `storage.store.Transaction`."""

    def receive(self, arrival: Arrival) -> bool:
        self._demand_ours(arrival.org)
        mark = self._vault.mark("arrival", arrival.id)
        if self._row("SELECT 1 FROM inbox WHERE org = ? AND mark = ?", self._org, mark):
            return False
        folder = self._today()
        kind, conversation = _filed(arrival)
        self._run(
            "INSERT INTO inbox (org, position, mark, kind, conversation, at, folder, payload)"
            " SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM inbox WHERE org = ?1",
            self._org, mark, kind, self._vault.mark("conversation", conversation), instant(arrival.at), folder,
            self._vault.seal(folder, ARRIVAL.pack(arrival), "arrival", mark.hex()).ciphertext,
        )  # fmt: skip
        return True

    def next_arrivals(self, limit: int, others: int | None = None) -> Sequence[Arrival]:
        waiting = "SELECT folder, mark, payload FROM inbox WHERE org = ? AND decision IS NULL AND"
        first = list(self._rows(f"{waiting} {_FIRST} ORDER BY position LIMIT ?", self._org, limit))
        room = min(limit - len(first), limit if others is None else others)
        rest = self._rows(f"{waiting} NOT {_FIRST} ORDER BY position LIMIT ?", self._org, max(room, 0))
        return [self._arrival(*row) for row in (*first, *rest)]

    def judged(self, arrival: str) -> Judged | None:
        row = self._row(
            "SELECT decision, verdict FROM inbox WHERE org = ? AND mark = ? AND decision IS NOT NULL",
            self._org, self._vault.mark("arrival", arrival),
        )  # fmt: skip
        return Judged(*row) if row else None

    def arrival(self, arrival: str) -> Arrival | None:
        mark = self._vault.mark("arrival", arrival)
        row = self._row("SELECT folder, mark, payload FROM inbox WHERE org = ? AND mark = ?", self._org, mark)
        return self._arrival(*row) if row else None

    def taken_away(self, since: datetime) -> Sequence[Event]:
        rows = self._rows(
            "SELECT folder, mark, payload FROM inbox WHERE org = ? AND kind = ? AND at >= ? ORDER BY at, position",
            self._org, EventKind.DELETED.value, instant(since),
        )  # fmt: skip
        return [event for row in rows if isinstance(event := self._arrival(*row), Event)]

    def window(self, conversation: str, before: datetime, limit: int, posts_only: bool = False) -> Sequence[Event]:
        kinds = (EventKind.POSTED.value, EventKind.POSTED.value if posts_only else EventKind.EDITED.value, _TOLD)
        rows = self._rows(
            "SELECT folder, mark, payload FROM inbox WHERE org = ? AND conversation = ? AND at < ? AND decision IS NOT NULL"
            " AND kind IN (?, ?, ?) ORDER BY at DESC, position DESC LIMIT ?",
            self._org, self._vault.mark("conversation", conversation), instant(before), *kinds, limit,
        )  # fmt: skip
        return [event for row in reversed(rows) if isinstance(event := self._arrival(*row), Event)]

    def _mark_judged(self, arrival: Arrival, decision: Decision, basis: Basis | None) -> None:
        mark = self._vault.mark("arrival", arrival.id)
        row = self._row("SELECT folder FROM inbox WHERE org = ? AND mark = ? AND decision IS NULL", self._org, mark)
        if row is None:
            raise StoreError(f"decision {decision.id} is about something that was judged before, or never received")
        rests_on = self._vault.seal(row[0], BASIS.pack(basis), "basis", mark.hex()).ciphertext if basis else None
        self._run(
            "UPDATE inbox SET decision = ?, verdict = ?, basis = ? WHERE org = ? AND mark = ?",
            decision.id, decision.verdict.value, rests_on, self._org, mark,
        )  # fmt: skip

    def _keep_unjudged(self, folder: str, today: str) -> None:
        """Seal again under today's key what a holding folder that expires holds and nobody has judged; forget the rest."""
        for mark, payload in self._rows(
            "SELECT mark, payload FROM inbox WHERE org = ? AND folder = ? AND decision IS NULL", self._org, folder
        ):
            label = ("arrival", mark.hex())
            again = self._vault.seal(today, self._vault.open_box(folder, payload, *label), *label)
            self._run(
                "UPDATE inbox SET folder = ?, payload = ? WHERE org = ? AND mark = ?", today, again.ciphertext, self._org, mark
            )
        self._run("DELETE FROM inbox WHERE org = ? AND folder = ?", self._org, folder)

    def _blank(self, concern: str, case: Case | None) -> None:
        """Take out of the inbox what people wrote that belongs to a concern, and leave what tells a duplicate apart.

        `case` is the concern, None where its key did not come back from a backup. Other wordings of its messages go with them,
        before an edit or after, though they were found harmless; but nothing loses its words that nobody has judged.
        """
        sealed = {name for (name,) in self._rows("SELECT name FROM sealed WHERE org = ? AND folder = ?", self._org, concern)}
        messages = {_message(sighting) for sighting in case.sightings} if case else set()
        for *_, arrival in self._all():
            if isinstance(arrival, Event) and self._vault.mark("event", arrival.id) in sealed:
                messages.add(_message(arrival))
        for folder, mark, judged, arrival in self._all():
            if isinstance(arrival, Action):
                blank: Arrival | None = replace(arrival, reason="") if arrival.case == concern else None
            elif isinstance(arrival, Report):
                belongs = self._vault.mark("event", arrival.id) in sealed
                blank = replace(arrival, words="", message=None, about=None, place=None) if belongs else None
            else:
                wording = judged and arrival.message != "" and arrival.kind in _SAID and _message(arrival) in messages
                belongs = wording or self._vault.mark("event", arrival.id) in sealed
                blank = replace(arrival, parts=(), mentions=(), reply_to=None, link="") if belongs else None
            if blank is not None:
                again = self._vault.seal(folder, ARRIVAL.pack(blank), "arrival", mark.hex()).ciphertext
                self._run("UPDATE inbox SET payload = ?, basis = NULL WHERE org = ? AND mark = ?", again, self._org, mark)

    def _all(self) -> Iterator[tuple[str, bytes, bool, Arrival]]:
        """The whole inbox: its folder, its mark, whether it was judged, and what came in."""
        query = "SELECT folder, mark, payload, decision IS NOT NULL FROM inbox WHERE org = ?"
        for folder, mark, payload, judged in self._rows(query, self._org):
            yield folder, mark, bool(judged), self._arrival(folder, mark, payload)

    def _arrival(self, folder: str, mark: bytes, payload: bytes) -> Arrival:
        return self._vault.read_box(ARRIVAL.unpack, folder, payload, "arrival", mark.hex())

    def _demand_ours(self, org: str) -> None:
        if org != self._org:
            raise ValueError("this belongs to another organisation's store")


def _filed(arrival: Arrival) -> tuple[str, str]:
    """What an arrival is, and the conversation that it belongs to; "" for none."""
    match arrival:
        case Action():
            return "action", ""
        case Report():
            return "report", ""
        case Event():
            return _TOLD if comes_first(arrival) else arrival.kind.value, arrival.conversation


def _message(of: Event | Sighting) -> tuple[str, str, str]:
    """Which message this is about, whatever its wording: platform, place, and the message's id."""
    return of.place.platform, of.place.id, of.message
