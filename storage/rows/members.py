"""What is held about one person, for the pack that they may ask for: the rows and the entries in which they are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

from moderation.model import Account, Arrival, Effect, Event
from storage.codec import REGISTERED
from storage.erasure import Reason, Step
from storage.ledger import record
from storage.rows.effects import Effects
from storage.rows.erasure import Erasures
from storage.store import Placed, Registered, TextErasedError

#: SQLite refuses a condition that is nested more than 1,000 deep.
_AT_ONCE: Final = 200


class Members(Effects, Erasures):
    """Part of a transaction: see `storage.store.Transaction`."""

    def register_versions(self, person: str) -> Sequence[Registered]:
        found = []
        for version, payload in self._rows(
            "SELECT version, payload FROM person WHERE org = ? AND id = ? ORDER BY version", self._org, person
        ):
            try:
                stood, accounts = REGISTERED.unpack(self._vault.open_box(person, payload, "person", str(version)))
            except TextErasedError:
                continue
            found.append(Registered(version, stood, tuple(Account(*account) for account in accounts)))
        return found

    def arrivals_by(self, people: Collection[str]) -> Sequence[Arrival]:
        rows = self._rows("SELECT folder, mark, payload FROM inbox WHERE org = ? ORDER BY position", self._org)
        return [arrival for row in rows if self._sender(arrival := self._arrival(*row)) in people]

    def entries_of(self, actors: Collection[str], folders: Collection[str]) -> Sequence[Placed]:
        # Searched as bytes first, so that a long ledger is not decoded; what is found is then looked at properly.
        needles = iter([f'"actor":"{id_}"' for id_ in actors] + [f'"folder":"{id_}"' for id_ in folders])
        found: dict[tuple[int, int], Placed] = {}
        while some := [needle.encode("ascii") for needle in islice(needles, _AT_ONCE)]:
            condition = " OR ".join(["instr(body, ?) > 0"] * len(some))
            for volume, seq, body in self._rows(
                f"SELECT volume, seq, body FROM entry WHERE org = ? AND ({condition})",  # noqa: S608
                self._org, *some,
            ):  # fmt: skip
                entry = _decoded(body)
                if entry.get("actor") in actors or entry.get("folder") in folders:
                    found[volume, seq] = Placed(volume, seq, entry)
        return [found[place] for place in sorted(found)]

    def effects_by_id(self, case: str) -> Mapping[str, Effect]:
        return {
            effect: self._planned(effect, folder, payload).effect
            for effect, folder, payload in self._rows(
                "SELECT id, folder, payload FROM outbox WHERE org = ? AND case_id = ? ORDER BY position", self._org, case
            )
        }

    def erased_about(self, people: Collection[str]) -> Sequence[tuple[str, datetime]]:
        done = self._rows("SELECT body FROM entry WHERE org = ? AND instr(body, ?) > 0", self._org, b'"kind":"erasure.done"')
        over = [(entry["data"], entry["at"]) for (body,) in done if (entry := _decoded(body)).get("kind") == "erasure.done"]
        found = [(data["folder"], at) for data, at in over if any(id_ in people for id_ in self._known_about(data["erasure"]))]
        return [(folder, datetime.fromisoformat(at)) for folder, at in found]

    def begin_export(self, actor: str, person: str, reason: str, codes: Mapping[str, object]) -> str:
        export = self._new_id("ex_")
        data = {"export": export, "person": person, **codes}
        self._say(Step.REQUEST, "member.gathered", export, actor, data, Reason(reason, (person,)))
        return export

    def _known_about(self, erasure: str) -> Sequence[str]:
        """Whom an erasure was about; nobody, once its reasons are gone as well."""
        try:
            return self._about(erasure)
        except TextErasedError:
            return ()

    def _sender(self, arrival: Arrival) -> str:
        """The id that somebody who sent something goes by now."""
        account = arrival.author if isinstance(arrival, Event) else arrival.by
        found = self.person_of(account)
        return found.id if found else self.pseudonym(account)


def _decoded(body: bytes) -> Mapping[str, Any]:
    """An entry, or nothing of one that is damaged: finding that is the verifier's task."""
    try:
        return record.decode(body)
    except record.RecordError:
        return {}
