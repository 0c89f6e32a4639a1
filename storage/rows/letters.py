"""Letters to the adults who answer for a child: a row as each stands, and each step of it sealed for good."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from moderation.model import AdultLetter, Entry
from storage.codec import ADULT_LETTER, instant
from storage.rows.session import Session, own_folder
from storage.store import TextErasedError


class AdultLetters(Session):
    """Part of a transaction: see `storage.letters.Lettering`."""

    def adult_letter(self, id_: str) -> AdultLetter | None:
        row = self._row("SELECT id, folder, payload FROM adult_letter WHERE org = ? AND id = ?", self._org, id_)
        return self._adult_letter(*row) if row else None

    def adult_letters(self, since: datetime | None = None) -> Sequence[AdultLetter]:
        rows = self._rows(
            "SELECT id, folder, payload FROM adult_letter WHERE org = ? AND written >= ? ORDER BY written, id",
            self._org, instant(since) if since else "",
        )  # fmt: skip
        return [letter for row in rows if (letter := self._adult_letter(*row)) is not None]

    def keep_adult_letter(self, letter: AdultLetter, entry: Entry, at: datetime) -> None:
        folder, packed = own_folder(letter.child), ADULT_LETTER.pack(letter)
        self._run(
            "INSERT INTO adult_letter (org, id, written, folder, payload) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (org, id) DO UPDATE SET payload = excluded.payload",
            self._org, letter.id, instant(letter.at), folder,
            self._vault.seal(folder, packed, "letter", letter.id).ciphertext,
        )  # fmt: skip
        sealed = self._seal_for_good(folder, packed, "letter", letter.id, str(self.next_seq))
        self._append(replace(entry, folder=folder), at, sealed)

    def _adult_letter(self, id_: str, folder: str, payload: bytes) -> AdultLetter | None:
        try:
            return self._vault.read_box(ADULT_LETTER.unpack, folder, payload, "letter", id_)
        except TextErasedError:
            return None
