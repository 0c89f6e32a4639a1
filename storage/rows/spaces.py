"""Spaces that are applied for, as rows in motion."""

from collections.abc import Sequence

from moderation.model import SpaceRequest
from storage.codec import SPACE_REQUEST
from storage.rows.session import Session, own_folder
from storage.store import TextErasedError


class SpaceRequests(Session):
    """Part of a transaction: see `storage.spaces.Spaces`."""

    def space_request(self, id_: str) -> SpaceRequest | None:
        row = self._row("SELECT id, asker, payload FROM space_request WHERE org = ? AND id = ?", self._org, id_)
        return self._space_request(*row) if row else None

    def space_requests(self, by: str | None = None, open_only: bool = False) -> Sequence[SpaceRequest]:
        rows = self._rows(
            "SELECT id, asker, payload FROM space_request WHERE org = ? AND asker = coalesce(?, asker) AND open >= ?",
            self._org, by, int(open_only),
        )  # fmt: skip
        found = [each for row in rows if (each := self._space_request(*row)) is not None]
        return sorted(found, key=lambda each: (each.asked_at, each.id))

    def keep_space_request(self, request: SpaceRequest) -> None:
        asker = own_folder(request.by)
        payload = self._vault.seal(asker, SPACE_REQUEST.pack(request), "space", request.id).ciphertext
        self._run(
            "INSERT INTO space_request (org, id, asker, open, payload) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (org, id) DO UPDATE SET open = excluded.open, payload = excluded.payload",
            self._org, request.id, asker, int(request.is_open), payload,
        )  # fmt: skip

    def _space_request(self, id_: str, asker: str, payload: bytes) -> SpaceRequest | None:
        try:
            return self._vault.read_box(SPACE_REQUEST.unpack, asker, payload, "space", id_)
        except TextErasedError:
            return None
