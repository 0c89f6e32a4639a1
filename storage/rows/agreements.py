"""The organisation's statement, and who agreed to what, as rows that are only added to."""

from collections.abc import Sequence

from moderation.model import Agreement, Entry, Statement
from storage.codec import AGREEMENT, STATEMENT
from storage.rows.session import SETTINGS, Session, own_folder
from storage.store import StoreError, TextErasedError


class Agreements(Session):
    """Part of a transaction: see `storage.agreements.Agreeing`."""

    def statements(self) -> Sequence[Statement]:
        found = []
        for version, payload in self._rows("SELECT version, payload FROM statement WHERE org = ? ORDER BY version", self._org):
            try:
                found.append(self._vault.read_box(STATEMENT.unpack, SETTINGS, payload, "statement", str(version)))
            except TextErasedError:  # its key did not come back from a backup
                continue
        return found

    def keep_statement(self, statement: Statement, actor: str) -> None:
        version, ((newest,),) = statement.version, self._rows("SELECT max(version) FROM statement WHERE org = ?", self._org)
        if version != (newest or 0) + 1:
            raise StoreError(f"the next version of the statement is {(newest or 0) + 1}, and not {version}")
        payload = self._vault.seal(SETTINGS, STATEMENT.pack(statement), "statement", str(version)).ciphertext
        self._run("INSERT INTO statement (org, version, payload) VALUES (?, ?, ?)", self._org, version, payload)
        data = {"version": version, "hash": statement.hash, "since": statement.since.isoformat()}
        self.append(Entry("statement.imported", actor, data), self._clock())

    def agreements(self, about: str | None = None) -> Sequence[Agreement]:
        rows = self._rows(
            "SELECT position, person, payload FROM agreement WHERE org = ? AND person = coalesce(?, person) ORDER BY position",
            self._org, about,
        )  # fmt: skip
        found = []
        for position, person, payload in rows:
            try:
                found.append(self._vault.read_box(AGREEMENT.unpack, person, payload, "agreement", str(position)))
            except TextErasedError:
                continue
        return found

    def agree(self, agreement: Agreement) -> None:
        folder = own_folder(agreement.about)
        ((newest,),) = self._rows("SELECT max(position) FROM agreement WHERE org = ?", self._org)
        position = (newest or 0) + 1
        payload = self._vault.seal(folder, AGREEMENT.pack(agreement), "agreement", str(position)).ciphertext
        self._run(
            "INSERT INTO agreement (org, position, person, payload) VALUES (?, ?, ?, ?)", self._org, position, folder, payload
        )
        data: dict[str, object] = {
            "person": agreement.about,
            "topic": agreement.topic.value,
            "way": agreement.way.value,
            "signed": agreement.signed.isoformat(),
            "until": agreement.until.isoformat() if agreement.until else "",
            "statement": agreement.version,
        }
        kind = "agreement.given" if agreement.given else "agreement.withdrawn"
        self.append(Entry(kind, agreement.by, data, folder), agreement.at)
