"""Contact with one child, asked for on each occasion: a row as it stands, its versions sealed for good, and its transcript."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from moderation.model import ContactRequest, Entry, Event
from storage.codec import CONTACT_REQUEST, TRANSCRIPT, instant
from storage.rows.session import Session, own_folder
from storage.store import StoreError, TextErasedError


class ContactRequests(Session):
    """Part of a transaction: see `storage.contact_requests.Contacting`."""

    def contact_request(self, request: str) -> ContactRequest | None:
        row = self._row("SELECT id, folder, payload FROM contact_request WHERE org = ? AND id = ?", self._org, request)
        return self._request(*row) if row else None

    def contact_requests(self, live: bool = False) -> Sequence[ContactRequest]:
        rows = self._rows(
            "SELECT id, folder, payload FROM contact_request WHERE org = ? AND live >= ? ORDER BY asked, id",
            self._org, int(live),
        )  # fmt: skip
        return [request for row in rows if (request := self._request(*row)) is not None]

    def contact_at(self, platform: str, place: str) -> ContactRequest | None:
        row = self._row(
            "SELECT id, folder, payload FROM contact_request WHERE org = ? AND place = ? AND live = 1",
            self._org, self._place(platform, place),
        )  # fmt: skip
        return self._request(*row) if row else None

    def keep_contact(self, request: ContactRequest, entry: Entry, at: datetime) -> None:
        self._write(request)
        folder, packed = own_folder(request.child), CONTACT_REQUEST.pack(request)
        sealed = self._seal_for_good(folder, packed, "contact", request.id, str(request.version))
        self._append(replace(entry, folder=folder), at, sealed)

    def hear_contact(self, request: ContactRequest, event: Event) -> None:
        folder = own_folder(request.child)
        line = self._vault.mark("line", event.id)
        self._run(
            "INSERT INTO contact_line (org, request, position, line, folder, payload)"
            " SELECT ?1, ?2, coalesce(max(position), 0) + 1, ?3, ?4, ?5 FROM contact_line WHERE org = ?1 AND request = ?2"
            " ON CONFLICT (org, request, line) DO NOTHING",
            self._org, request.id, line, folder,
            self._vault.seal(folder, TRANSCRIPT.pack((event,)), "line", line.hex()).ciphertext,
        )  # fmt: skip

    def seal_contact(self, request: ContactRequest, entry: Entry, at: datetime) -> None:
        folder = own_folder(request.child)
        lines: list[Event] = []
        for line, payload in self._rows(
            "SELECT line, payload FROM contact_line WHERE org = ? AND request = ? ORDER BY position", self._org, request.id
        ):
            lines += self._vault.read_box(TRANSCRIPT.unpack, folder, payload, "line", line.hex())
        self.keep_contact(request, entry, at)
        sealed = self._seal_for_good(folder, TRANSCRIPT.pack(tuple(lines)), "transcript", request.id)
        data = {"request": request.id, "lines": len(lines)}
        self._append(Entry("contact.transcript", entry.actor, data, folder), at, sealed)
        self._run("DELETE FROM contact_line WHERE org = ? AND request = ?", self._org, request.id)

    def contact_transcript(self, request: ContactRequest, actor: str, reason: str) -> Sequence[Event]:
        folder, mark = own_folder(request.child), self._vault.mark("transcript", request.id)
        row = self._row(
            "SELECT ciphertext FROM sealed WHERE org = ? AND folder = ? AND name = ? LIMIT 1", self._org, folder, mark
        )
        if row is None:
            raise TextErasedError(f"what was written in the place of {request.id} is not sealed yet, or has been erased")
        lines = TRANSCRIPT.unpack(self._vault.open_box(folder, row[0], "sealed", mark.hex()))
        why = self._seal_for_good(folder, reason.encode("utf-8", "surrogatepass"), "opening", str(self.next_seq))
        self._append(Entry("sealed.opened", actor, {"contact": request.id}, folder), self._clock(), why)
        return lines

    def _write(self, request: ContactRequest) -> None:
        there, folder = self.contact_request(request.id), own_folder(request.child)
        if request.version != (there.version if there else 0) + 1:
            raise StoreError("a request for contact was changed meanwhile: look at it again")
        place = self._place(request.platform, request.place) if request.place else b""
        self._run(
            "INSERT INTO contact_request (org, id, live, asked, place, folder, payload) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (org, id) DO UPDATE SET"
            " live = excluded.live, place = excluded.place, payload = excluded.payload",
            self._org, request.id, int(not request.is_over), instant(request.asked_at), place, folder,
            self._vault.seal(folder, CONTACT_REQUEST.pack(request), "contact", request.id).ciphertext,
        )  # fmt: skip

    def _place(self, platform: str, place: str) -> bytes:
        return self._vault.mark("contact_place", platform, place)

    def _request(self, request: str, folder: str, payload: bytes) -> ContactRequest | None:
        try:
            return self._vault.read_box(CONTACT_REQUEST.unpack, folder, payload, "contact", request)
        except TextErasedError:
            return None
