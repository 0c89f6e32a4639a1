"""The register and the organisation's settings, in versions of which the newest counts."""

from collections.abc import Mapping, Sequence

from moderation.model import Account, Entry, Person
from storage.codec import REGISTERED, instant
from storage.rows.session import SETTINGS, Session, own_folder
from storage.store import StoreError, TextErasedError


class People(Session):
    """Part of a transaction: see `storage.store.Transaction`. Somebody whose folder was erased is not on the register."""

    def person_of(self, account: Account) -> Person | None:
        row = self._row("SELECT person FROM account WHERE org = ? AND pseudonym = ?", self._org, self.pseudonym(account))
        return self.person(row[0]) if row else None

    def person(self, person: str) -> Person | None:
        _, registered = self._newest(person)
        return registered[0] if registered else None

    def people(self) -> Sequence[Person]:
        ids = self._rows("SELECT DISTINCT id FROM person WHERE org = ? ORDER BY id", self._org)
        return [found for (person,) in ids if (found := self.person(person)) is not None]

    def register_stamp(self) -> tuple[int, int]:
        row = self._row("SELECT count(*), coalesce(sum(version), 0) FROM person WHERE org = ?", self._org)
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def people_on(self, platform: str) -> Mapping[str, Person]:
        ids = self._rows("SELECT DISTINCT id FROM person WHERE org = ? ORDER BY id", self._org)
        newest = (self._newest(person)[1] for (person,) in ids)
        registered = [found for found in newest if found is not None]
        return {account: person for person, accounts in registered for where, account in accounts if where == platform}

    def pseudonym(self, account: Account) -> str:
        return self._vault.pseudonym(account.platform, account.id)

    def register(self, person: Person, accounts: Sequence[Account], actor: str) -> None:
        folder = own_folder(person.id)
        registered = (person, tuple(sorted({(account.platform, account.id) for account in accounts})))
        version, before = self._newest(person.id)
        if registered == before:
            return
        version += 1
        payload = self._vault.seal(folder, REGISTERED.pack(registered), "person", str(version)).ciphertext
        self._run("INSERT INTO person (org, id, version, payload) VALUES (?, ?, ?, ?)", self._org, person.id, version, payload)
        self._run("DELETE FROM account WHERE org = ? AND person = ?", self._org, person.id)
        for platform, account in registered[1]:
            self._assign(self._vault.pseudonym(platform, account), person.id)
        kind = "person.registered" if version == 1 else "person.changed"
        self.append(Entry(kind, actor, {"person": person.id, "version": version}, folder), self._clock())

    def setting(self, name: str) -> str | None:
        return self._newest_setting(name)[1]

    def change_setting(self, name: str, value: str, actor: str) -> None:
        version, before = self._newest_setting(name)
        if value == before:
            return
        now, version = self._clock(), version + 1
        text = value.encode("utf-8", "surrogatepass")
        sealed = self._vault.seal(SETTINGS, text, "setting", name, str(version)).ciphertext
        self._run(
            "INSERT INTO setting (org, name, version, value, actor, at) VALUES (?, ?, ?, ?, ?, ?)",
            self._org, name, version, sealed, actor, instant(now),
        )  # fmt: skip
        # Keyed: the plain hash of a value that is easy to guess, such as a telephone number, would give it away.
        data = {"setting": name, "version": version, "hash": self._vault.mark("setting", name, value).hex()}
        self.append(Entry("setting.changed", actor, data), now)

    def _newest(self, person: str) -> tuple[int, tuple[Person, tuple[tuple[str, str], ...]] | None]:
        """The newest version of somebody on the register and its number; 0 if there is none."""
        row = self._row(
            "SELECT version, payload FROM person WHERE org = ? AND id = ? ORDER BY version DESC LIMIT 1", self._org, person
        )
        if row is None:
            return 0, None
        try:
            return row[0], self._vault.read_box(REGISTERED.unpack, person, row[1], "person", str(row[0]))
        except TextErasedError:
            return row[0], None

    def _assign(self, pseudonym: str, person: str) -> None:
        """Give an account to somebody. Raises StoreError for another person's: nobody becomes somebody else unseen."""
        row = self._row("SELECT person FROM account WHERE org = ? AND pseudonym = ?", self._org, pseudonym)
        if row:
            raise StoreError(f"an account of {person} is on the register as that of {row[0]}: take it from them first")
        self._run("INSERT INTO account (org, pseudonym, person) VALUES (?, ?, ?)", self._org, pseudonym, person)

    def _newest_setting(self, name: str) -> tuple[int, str | None]:
        """The newest version of a setting's number and value; 0 and None if it was never set, None if its key was lost."""
        row = self._row(
            "SELECT version, value FROM setting WHERE org = ? AND name = ? ORDER BY version DESC LIMIT 1", self._org, name
        )
        if row is None:
            return 0, None
        try:
            text = self._vault.open_box(SETTINGS, row[1], "setting", name, str(row[0]))
        except TextErasedError:
            return row[0], None
        return row[0], text.decode("utf-8", "surrogatepass")
