"""What accounts let Touchline do in their name, with the tokens for it; and of what was passed over, that it was there.

A token is sealed under the key of whose it is, so that it goes when they are erased; that of an account which is nobody's on
the register, such as the app's own, under the key of the settings. It is in no entry and in no export. A grant that ended is
known by who gave it and for what, without its token.
"""

from collections.abc import Mapping
from dataclasses import replace

from moderation.model import BOT, Account, Entry
from storage.codec import GRANT
from storage.rows.people import People
from storage.rows.session import SETTINGS, own_folder
from storage.store import Grant, TextErasedError


class Grants(People):
    """Part of a transaction: see `storage.store.Transaction`."""

    def grants(self, platform: str) -> Mapping[str, Grant]:
        rows = self._rows("SELECT mark, folder, payload FROM token WHERE org = ? AND platform = ?", self._org, platform)
        found = [grant for row in rows if (grant := self._grant(*row)) is not None]
        return {grant.user: grant for grant in sorted(found, key=lambda each: each.user)}

    def keep_grant(self, platform: str, grant: Grant) -> None:
        account = Account(platform, grant.user)
        before = self.grants(platform).get(grant.user)
        if before is not None and (before.token, before.scopes) == (grant.token, grant.scopes):
            return
        self._put(account, grant)
        self._say_of_grant("grant.given", account, grant)

    def end_grant(self, platform: str, user: str, why: str) -> bool:
        grant = self.grants(platform).get(user)
        if grant is None or not grant.token:
            return False
        account = Account(platform, user)
        self._put(account, replace(grant, token=""))
        self._say_of_grant("grant.ended", account, grant, why)
        return True

    def pass_by(self, event: str) -> bool:
        mark, folder = self._vault.mark("passed", event), self._today()
        if self._row("SELECT 1 FROM passed WHERE org = ? AND mark = ?", self._org, mark):
            return False
        # Sealed with what came in that day, and so forgotten with it.
        payload = self._vault.seal(folder, event.encode("utf-8", "surrogatepass"), "passed", mark.hex()).ciphertext
        self._run("INSERT INTO passed (org, mark, folder, payload) VALUES (?, ?, ?, ?)", self._org, mark, folder, payload)
        return True

    def _forget_passed(self, folder: str) -> None:
        self._run("DELETE FROM passed WHERE org = ? AND folder = ?", self._org, folder)

    def _put(self, account: Account, grant: Grant) -> None:
        mark, folder = self._vault.mark("grant", account.platform, account.id), self._folder_of(account)
        payload = self._vault.seal(folder, GRANT.pack(grant), "grant", mark.hex()).ciphertext
        self._run("DELETE FROM token WHERE org = ? AND mark = ?", self._org, mark)
        self._run(
            "INSERT INTO token (org, mark, platform, folder, payload) VALUES (?, ?, ?, ?, ?)",
            self._org, mark, account.platform, folder, payload,
        )  # fmt: skip

    def _grant(self, mark: bytes, folder: str, payload: bytes) -> Grant | None:
        """A grant; None for one of somebody who was erased, or whose key did not come back from a backup."""
        try:
            # Not by `read_box`: what a token is, is remembered by nobody.
            return GRANT.unpack(self._vault.open_box(folder, payload, "grant", mark.hex()))
        except TextErasedError:
            return None

    def _folder_of(self, account: Account) -> str:
        person = self.person_of(account)
        return own_folder(person.id) if person else SETTINGS

    def _say_of_grant(self, kind: str, account: Account, grant: Grant, why: str = "") -> None:
        """Whose it is only a pseudonym tells. Who gave it, did it; that it ended, Touchline found."""
        person = self.person_of(account)
        data = {"account": self.pseudonym(account), "scopes": sorted(grant.scopes)} | ({"why": why} if why else {})
        actor = person.id if person and not why else BOT
        self.append(Entry(kind, actor, data, person.id if person else None), self._clock())
