"""What the tests of erasure share: a club with three officers, concerns that are over, and a scan of the bytes in its files."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from moderation.model import Account, Done, Entry, Event, Person, Role
from storage.erasure import Erasure, Kind, Refusal, Retention
from storage.store import Store, Transaction
from tests.storage.store_kit import MINUTE, START, closed, concern, decided, explanation, noted, removal, said

LEAD: Final = "p_lead"
DEPUTY: Final = "p_deputy"
CHAIR: Final = "p_chair"
OFFICERS: Final = frozenset({LEAD, DEPUTY, CHAIR})
WHY: Final = "their parents asked, and the minutes of the board agree"
WORDS: Final = "Zanzibar, call 07700 900123"
#: That of whoever `somebody` puts on the register, unless under another id.
ACCOUNT: Final = Account("discord", "900000000000000077", "robin")
#: After the cooling-off time that is set unless somebody sets another.
COOLED: Final = timedelta(days=7)
#: Bytes that are looked for at a time, and how far apart they are taken from what must not be found.
PIECE: Final = 24
STRIDE: Final = 24


def set_retention(tx: Transaction, days: int = 0, kinds: Iterable[Kind] = Kind) -> None:
    for kind in kinds:
        tx.change_setting(kind.setting, Retention(days, LEAD).text, LEAD)


def a_concern(
    store: Store, name: str = "c_case", number: int = 1, words: str = WORDS, subjects: Sequence[str] = ("p_sam",)
) -> Event:
    """A message that became a concern, was removed and explained, and the concern closed."""
    event = said(words, number)
    case = concern(event, name, subjects=tuple(subjects))
    first = removal(f"x_{name}", event.message)
    effects = (first, explanation(first.id, f"x_{name}_told"))
    with store.transaction() as tx:
        tx.receive(event)
        tx.commit_decision(decided(event.id, f"d_{name}", entry=opened(name), case=case, effects=effects), event)
    with store.transaction() as tx:
        for _ in effects:
            (attempt,) = tx.claim_effects(START, 1, MINUTE)
            tx.settle_effect(attempt, Done(), START, noted("post.removed"))
        tx.commit_decision(
            decided(f"close_{name}", f"d_{name}_close", entry=opened(name, "case.closed"), case=closed(case)), None
        )
    return event


def opened(name: str, kind: str = "message.judged") -> Entry:
    return replace(noted(kind, case=name), folder=name)


def somebody(tx: Transaction, id_: str = "p_robin", name: str = "Zanzibar Vale") -> Person:
    person = Person(id_, name, Role.CHILD, True)
    tx.register(person, [replace(ACCOUNT, id=ACCOUNT.id + id_.removeprefix("p_robin"))], LEAD)
    return person


def request(store: Store, folder: str = "c_case", by: str = LEAD) -> Erasure | Refusal:
    with store.transaction() as tx:
        return tx.request_erasure(folder, by, WHY, OFFICERS)


def approve(store: Store, folder: str = "c_case", by: str = DEPUTY) -> Erasure | Refusal:
    with store.transaction() as tx:
        return tx.approve_erasure(folder, by, WHY, OFFICERS)


# What must not be found


def traces(club: Path, folder: str, *words: str) -> dict[str, bytes]:
    """Every key and every ciphertext of a folder as the files hold them now, and what was said in the clear."""
    found = {f"words {number}": word.encode() for number, word in enumerate(words)}
    with closing(sqlite3.connect(club / "keys.db")) as keys:
        for (key,) in keys.execute("SELECT key FROM folder_key WHERE folder = ?", (folder,)):
            found["key"] = key
    with closing(sqlite3.connect(club / "club.db")) as rows:
        for table, column, held in (
            ("sealed", "folder", "ciphertext"),
            ("concern", "id", "payload"),
            ("outbox", "folder", "payload"),
            ("outbox", "folder", "outcome"),
            ("person", "id", "payload"),
            ("inbox", "folder", "payload"),
        ):
            query = f"SELECT {held} FROM {table} WHERE {column} = ? AND {held} IS NOT NULL"  # noqa: S608
            for number, (ciphertext,) in enumerate(rows.execute(query, (folder,))):
                found[f"{table}.{held} {number}"] = ciphertext
    return found


def still_there(club: Path, sought: dict[str, bytes]) -> list[str]:
    """Which of it, or of any piece of it, is in which file: "sealed.ciphertext 3 in club.db-wal"."""
    held = {path.name: path.read_bytes() for path in club.rglob("*") if path.is_file()}
    assert {"club.db", "keys.db"} <= held.keys()
    pieces = {piece: what for what, gone in sought.items() if len(gone) >= PIECE for piece in _pieces(gone)}
    found = {
        f"{what} in {name}"
        for name, content in held.items()
        for what, gone in sought.items()
        if len(gone) < PIECE and gone in content
    }
    for name, content in held.items():
        windows = (content[start : start + PIECE] for start in range(len(content)))
        found |= {f"{pieces[window]} in {name}" for window in windows if window in pieces}
    return sorted(found)


def _pieces(gone: bytes) -> list[bytes]:
    return [gone[start : start + PIECE] for start in range(0, len(gone) - PIECE + 1, STRIDE)]
