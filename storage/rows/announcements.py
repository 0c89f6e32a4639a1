"""What staff have announced, as rows in motion."""

from collections.abc import Sequence

from moderation.model import Announcement
from storage.codec import ANNOUNCEMENT
from storage.rows.session import Session, own_folder
from storage.store import TextErasedError


class Announced(Session):
    """Part of a transaction: see `storage.announcements.Announcing`."""

    def announcement(self, id_: str) -> Announcement | None:
        row = self._row("SELECT id, author, payload FROM announcement WHERE org = ? AND id = ?", self._org, id_)
        return self._announcement(*row) if row else None

    def announcements(self, author: str | None = None, open_only: bool = False) -> Sequence[Announcement]:
        rows = self._rows(
            "SELECT id, author, payload FROM announcement WHERE org = ? AND author = coalesce(?, author) AND open >= ?",
            self._org, author, int(open_only),
        )  # fmt: skip
        found = [each for row in rows if (each := self._announcement(*row)) is not None]
        return sorted(found, key=lambda each: (each.at, each.id))

    def keep_announcement(self, announcement: Announcement) -> None:
        author = own_folder(announcement.author)
        payload = self._vault.seal(author, ANNOUNCEMENT.pack(announcement), "announcement", announcement.id).ciphertext
        self._run(
            "INSERT INTO announcement (org, id, author, open, payload) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (org, id) DO UPDATE SET open = excluded.open, payload = excluded.payload",
            self._org, announcement.id, author, int(announcement.is_open), payload,
        )  # fmt: skip

    def _announcement(self, id_: str, author: str, payload: bytes) -> Announcement | None:
        try:
            return self._vault.read_box(ANNOUNCEMENT.unpack, author, payload, "announcement", id_)
        except TextErasedError:
            return None
