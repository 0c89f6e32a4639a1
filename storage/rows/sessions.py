"""The register of sessions, as rows in motion: one is written down when it is planned, and again as things are said of it."""

from collections.abc import Sequence
from datetime import datetime

from moderation.model import HeldSession
from storage.codec import SESSION, instant
from storage.rows.session import Session, own_folder
from storage.store import TextErasedError


class Sessions(Session):
    """Part of a transaction: see `storage.sessions.Sessions`."""

    def held_session(self, session: str) -> HeldSession | None:
        row = self._row("SELECT payload FROM held_session WHERE org = ? AND id = ?", self._org, session)
        return self._opened_session(session, row[0]) if row else None

    def held_sessions(self, since: datetime | None = None) -> Sequence[HeldSession]:
        rows = self._rows(
            "SELECT id, payload FROM held_session WHERE org = ? AND (ended = 0 OR begins >= ?) ORDER BY begins, id",
            self._org, instant(since) if since else "",
        )  # fmt: skip
        found = (self._opened_session(id_, payload) for id_, payload in rows)
        return [session for session in found if session is not None]

    def keep_session(self, session: HeldSession) -> None:
        payload = self._vault.seal(own_folder(session.id), SESSION.pack(session), "session").ciphertext
        self._run(
            "INSERT INTO held_session (org, id, ended, begins, payload) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (org, id) DO UPDATE SET ended = excluded.ended, payload = excluded.payload",
            self._org, session.id, int(session.ending is not None), instant(session.begins), payload,
        )  # fmt: skip

    def _opened_session(self, id_: str, payload: bytes) -> HeldSession | None:
        try:
            return self._vault.read_box(SESSION.unpack, id_, payload, "session")
        except TextErasedError:
            return None
