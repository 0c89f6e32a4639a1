"""What a report is counted from: the entries of every volume of the record, and which concerns may be counted.

One report is read by all who answer for the organisation, so it counts no concern about any of them: they would see from a
number that there is one (safeguarding rule 1). Nor one that was erased, of which nobody can tell any more whom it was about.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moderation.context import Organisation
from storage.home import Home
from storage.ledger.record import RecordError, decode


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry of the record, as far as it is counted."""

    kind: str
    at: datetime
    actor: str
    folder: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """All entries in their order, how many could not be read, and the ids of the concerns that may be counted."""

    entries: tuple[Noted, ...]
    damaged: int
    countable: frozenset[str]


def read_record(home: Home, organisation: Organisation) -> Record:
    """The record, beside a running bot or without it. Raises StoreError if there is none."""
    contacts = organisation.contacts
    ours = {contact.person for contact in (*contacts.chain, *contacts.monitors) if contact.person}
    with home.read() as ledger:
        found = [noted(body) for body in ledger.bodies()]
        countable = ledger.concerns_besides(ours)
    return Record(tuple(_there(found)), sum(each is None for each in found), countable)


def noted(body: bytes) -> Noted | None:
    """An entry by its bytes; None for one that is damaged."""
    try:
        entry = decode(body)
        at = datetime.fromisoformat(entry["at"])
    except (RecordError, ValueError):
        return None
    return Noted(entry["kind"], at, entry["actor"], entry.get("folder") or "", entry["data"])


def _there(found: Collection[Noted | None]) -> Iterator[Noted]:
    return (each for each in found if each is not None)
