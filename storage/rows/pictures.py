"""The pictures of the photo desk, as rows in motion."""

from collections.abc import Iterable, Mapping, Sequence

from moderation.model import Picture, PictureStage
from storage.codec import PICTURE
from storage.rows.session import SETTINGS, Session, own_folder
from storage.store import TextErasedError


class Pictures(Session):
    """Part of a transaction: see `storage.pictures.Pictured`."""

    def picture(self, id_: str) -> Picture | None:
        row = self._row("SELECT payload FROM picture WHERE org = ? AND id = ?", self._org, id_)
        return self._picture(id_, row[0]) if row else None

    def pictures(self, *stages: PictureStage) -> Sequence[Picture]:
        rows = {
            id_: payload
            for stage in stages
            for id_, payload in self._rows(
                "SELECT id, payload FROM picture WHERE org = ? AND stage = ?", self._org, stage.value
            )
        }
        return self._pictures(rows)

    def pictures_with(self, platform: str, ids: Iterable[str]) -> Sequence[Picture]:
        rows = {
            id_: payload
            for each in set(ids)
            for id_, payload in self._rows(
                "SELECT id, payload FROM picture WHERE org = ?1 AND id IN"
                " (SELECT picture FROM picture_mark WHERE org = ?1 AND mark = ?2)",
                self._org, self._mark(platform, each),
            )
        }  # fmt: skip
        return self._pictures(rows)

    def keep_picture(self, picture: Picture) -> None:
        payload = self._vault.seal(SETTINGS, PICTURE.pack(picture), "picture", picture.id).ciphertext
        self._run("DELETE FROM picture WHERE org = ? AND id = ?", self._org, picture.id)
        self._run(
            "INSERT INTO picture (org, id, stage, payload) VALUES (?, ?, ?, ?)",
            self._org, picture.id, picture.stage.value, payload,
        )  # fmt: skip
        self._run("DELETE FROM picture_mark WHERE org = ? AND picture = ?", self._org, picture.id)
        for each in {*picture.files, *picture.offers, *(shows.message for shows in picture.published)}:
            self._run(
                "INSERT INTO picture_mark (org, mark, picture) VALUES (?, ?, ?)",
                self._org, self._mark(picture.platform, each), picture.id,
            )  # fmt: skip

    def pictured(self, id_: str) -> Sequence[str]:
        mark = self._vault.mark("pictured", id_)
        rows = self._rows("SELECT person FROM pictured WHERE org = ? AND mark = ? ORDER BY person", self._org, mark)
        return [person for (person,) in rows]

    def keep_pictured(self, id_: str, people: Iterable[str]) -> None:
        mark = self._vault.mark("pictured", id_)
        self._run("DELETE FROM pictured WHERE org = ? AND mark = ?", self._org, mark)
        for person in sorted(set(people)):
            self._run("INSERT INTO pictured (org, mark, person) VALUES (?, ?, ?)", self._org, mark, own_folder(person))

    def _mark(self, platform: str, id_: str) -> bytes:
        return self._vault.mark("picture_mark", platform, id_)

    def _pictures(self, rows: Mapping[str, bytes]) -> Sequence[Picture]:
        found = [self._picture(id_, payload) for id_, payload in sorted(rows.items())]
        return [each for each in found if each is not None]

    def _picture(self, id_: str, payload: bytes) -> Picture | None:
        try:
            return self._vault.read_box(PICTURE.unpack, SETTINGS, payload, "picture", id_)
        except TextErasedError:  # its key did not come back from a backup
            return None
